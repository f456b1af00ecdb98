//! Short names for things inside a button's id: a hash that stays the same from version to version.

use crate::advisor::{Advisor, IntentId, Kind, PageId, Slug};

/// How many base-36 digits name a page: 78 thousand million values.
const PAGE: usize = 7;
/// How many name an intent, a heading or a task, of which there are a few dozen.
const WORD: usize = 5;

/// The short name of a page.
pub(super) fn page(id: &PageId) -> String {
    digits(&id.to_string(), PAGE)
}

/// The short name of an intent, a heading or a task.
pub(super) fn word(text: &str) -> String {
    digits(text, WORD)
}

/// The page that a short name means, if it still exists.
pub(super) fn find_page(advisor: &Advisor, short: &str) -> Option<PageId> {
    advisor.knowledge().pages.keys().find(|id| page(id) == short).cloned()
}

/// The slug of a page of that kind.
pub(super) fn find_slug(advisor: &Advisor, kind: Kind, short: &str) -> Option<Slug> {
    find_page(advisor, short).filter(|id| id.kind == kind).map(|id| id.slug)
}

/// The intent that a short name means, FAQ groups included.
pub(super) fn find_intent(advisor: &Advisor, short: &str) -> Option<IntentId> {
    let groups = crate::advisor::FaqGroup::ALL.map(IntentId::faq);
    let known = advisor.knowledge().intents.iter().map(|intent| &intent.id);
    known.chain(&groups).find(|id| word(id.as_str()) == short).cloned()
}

/// Pages whose short names are the same. Content with such a pair must not load: a button would open the wrong page.
pub fn collisions<'a>(pages: impl IntoIterator<Item = &'a PageId>) -> Vec<(PageId, PageId)> {
    let mut seen: std::collections::BTreeMap<String, &PageId> = std::collections::BTreeMap::new();
    let mut pairs = Vec::new();
    for id in pages {
        if let Some(other) = seen.insert(page(id), id)
            && other != id
        {
            pairs.push((other.clone(), id.clone()));
        }
    }
    pairs
}

/// FNV-1a in base 36. Not a secret and not a defence: only short, spread out, and the same for ever.
fn digits(text: &str, count: usize) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    // The low bits of FNV-1a mix least well for short texts; fold the high half in.
    hash ^= hash >> 32;
    let mut out = String::with_capacity(count);
    for _ in 0..count {
        out.push(char::from_digit(u32::try_from(hash % 36).unwrap_or(0), 36).unwrap_or('0'));
        hash /= 36;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_never_change() {
        // Buttons on messages posted long ago carry these.
        assert_eq!(page(&PageId::new(Kind::Role, "data-engineer")).len(), PAGE);
        insta::assert_snapshot!(page(&PageId::new(Kind::Role, "data-engineer")), @"wwcfqid");
        insta::assert_snapshot!(word("role.describe"), @"u9tjd");
    }

    #[test]
    fn the_same_page_twice_is_no_collision() {
        let id = PageId::new(Kind::Tool, "git");
        assert!(collisions([&id, &id]).is_empty());
    }
}
