//! Finding a page by a name that somebody typed: exact, then the start of a name, then its words, then typos.

use std::collections::BTreeMap;

use super::knowledge::Knowledge;
use super::page::{Kind, PageId};

/// A page found by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The page.
    pub page: PageId,
    /// Its title.
    pub title: String,
    /// The alias that matched, where it was not the title.
    pub alias: Option<String>,
    /// 1 for an exact name; at least 0.7 where every typed word starts a word of the name; below that a typo.
    pub score: f32,
}

/// Every name of every page, folded once.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    page: PageId,
    title: String,
    /// As written; `None` for the title itself.
    alias: Option<String>,
    folded: String,
    /// `folded` without spaces: "fast api" finds FastAPI.
    joined: String,
}

impl Names {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut names = Vec::new();
        for page in knowledge.pages.values() {
            let slug = page.id.slug.as_str().replace('-', " ");
            let others = page.aliases.iter().map(String::as_str).chain([slug.as_str()]);
            let folded_title = fold(&page.title);
            for alias in [None].into_iter().chain(others.map(Some)) {
                let folded = fold(alias.unwrap_or(&page.title));
                if folded.is_empty() || (alias.is_some() && folded == folded_title) {
                    continue;
                }
                names.push(Name {
                    page: page.id.clone(),
                    title: page.title.clone(),
                    alias: alias.map(str::to_owned),
                    joined: folded.replace(' ', ""),
                    folded,
                });
            }
        }
        Self { names }
    }

    /// See [`super::Advisor::find`].
    pub(super) fn find(&self, kinds: &[Kind], typed: &str, most: usize) -> Vec<Found> {
        let typed = fold(typed);
        let joined = typed.replace(' ', "");
        let mut best: BTreeMap<&PageId, Found> = BTreeMap::new();
        for name in self.names.iter().filter(|name| kinds.contains(&name.page.kind)) {
            let score =
                if typed.is_empty() { f32::from(u8::from(name.alias.is_none())) } else { name.score(&typed, &joined) };
            if score <= 0.0 {
                continue;
            }
            let found =
                || Found { page: name.page.clone(), title: name.title.clone(), alias: name.alias.clone(), score };
            best.entry(&name.page)
                .and_modify(|old| {
                    if old.score < score {
                        *old = found();
                    }
                })
                .or_insert_with(found);
        }
        let mut found: Vec<Found> = best.into_values().collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.title.cmp(&b.title)));
        found.truncate(most);
        found
    }
}

impl Name {
    fn score(&self, typed: &str, typed_joined: &str) -> f32 {
        // Among equals the title beats an alias, and a name that is nearly all typed beats a longer one.
        let nudge = if self.alias.is_none() { 0.01 } else { 0.0 } + 0.02 * ratio(typed_joined.len(), self.joined.len());
        if self.folded == typed {
            1.0
        } else if self.joined == typed_joined {
            0.98
        } else if self.folded.starts_with(typed) || self.joined.starts_with(typed_joined) {
            0.9 + nudge
        } else if starts_words(&self.folded, typed) {
            0.8 + nudge
        } else if typed.len() >= 3 && self.folded.contains(typed) {
            0.7 + nudge
        } else {
            let edits = self.edits(typed_joined);
            let allowed = edits_allowed(typed_joined.chars().count());
            if edits <= allowed && allowed > 0 { 0.6 - 0.1 * small(edits) + nudge } else { 0.0 }
        }
    }

    /// Edits between what was typed and the name, or the part of the name typed so far.
    fn edits(&self, typed: &str) -> usize {
        let whole = strsim::osa_distance(typed, &self.joined);
        let so_far: String = self.joined.chars().take(typed.chars().count()).collect();
        whole.min(strsim::osa_distance(typed, &so_far))
    }
}

/// None up to 3 letters, one up to 7, two above: shorter names are a typo away from too many others.
fn edits_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn starts_words(name: &str, typed: &str) -> bool {
    typed.split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)))
}

fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { (small(part) / small(whole)).min(1.0) }
}

fn small(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// Lower case, words of letters and digits (and `+`, `#`) joined by one space.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '+' || c == '#' {
            folded.push(c);
        } else if !c.is_ascii_punctuation() || matches!(c, '-' | '/' | '_' | '.' | ',' | '&') {
            folded.push(' ');
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::knowledge::Layer;
    use super::super::page::{Facts, Page, RoleFacts, ToolFacts};
    use super::*;

    fn names() -> Names {
        let mut knowledge = Knowledge::default();
        let pages = [
            (Kind::Role, "data-engineer", "Data engineer", vec!["DE", "pipeline engineer"]),
            (Kind::Role, "data-scientist", "Data scientist", vec!["DS"]),
            (Kind::Role, "devops-engineer", "DevOps engineer", vec!["SRE"]),
            (Kind::Tool, "fastapi", "FastAPI", vec![]),
            (Kind::Tool, "kubernetes", "Kubernetes", vec!["k8s"]),
        ];
        for (kind, slug, title, aliases) in pages {
            let id = PageId::new(kind, slug);
            let facts = match kind {
                Kind::Role => Facts::Role(RoleFacts::default()),
                _ => Facts::Tool(ToolFacts::default()),
            };
            knowledge.pages.insert(
                id.clone(),
                Page {
                    id,
                    title: title.to_owned(),
                    summary: String::new(),
                    sections: vec![],
                    aliases: aliases.into_iter().map(str::to_owned).collect(),
                    sources: vec![],
                    checked: None,
                    law: None,
                    layer: Layer::Base,
                    facts,
                },
            );
        }
        Names::new(&knowledge)
    }

    fn first(kinds: &[Kind], typed: &str) -> Option<String> {
        names().find(kinds, typed, 25).first().map(|found| found.page.slug.to_string())
    }

    #[test]
    fn finds_names_however_they_are_typed() {
        for (typed, expected) in [
            ("data engineer", "data-engineer"),
            ("Data-Engineer", "data-engineer"),
            ("DE", "data-engineer"),
            ("data eng", "data-engineer"),
            ("engineer data", "data-engineer"),
            ("data enginer", "data-engineer"),
            ("dta scientist", "data-scientist"),
            ("sre", "devops-engineer"),
        ] {
            assert_eq!(first(&[Kind::Role], typed).as_deref(), Some(expected), "{typed}");
        }
        for (typed, expected) in
            [("fast api", "fastapi"), ("k8s", "kubernetes"), ("kubre", "kubernetes"), ("kubernets", "kubernetes")]
        {
            assert_eq!(first(&[Kind::Tool], typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn an_exact_alias_beats_a_prefix() {
        let found = names().find(&[Kind::Role], "de", 25);
        assert_eq!(found[0].page.slug.as_str(), "data-engineer");
        assert_eq!(found[0].alias.as_deref(), Some("DE"));
        assert_eq!(found[1].page.slug.as_str(), "devops-engineer");
    }

    #[test]
    fn nothing_typed_lists_titles_and_nonsense_lists_nothing() {
        assert_eq!(names().find(&[Kind::Role, Kind::Tool], "", 25).len(), 5);
        assert_eq!(names().find(&[Kind::Role, Kind::Tool], "", 2).len(), 2);
        assert!(names().find(&[Kind::Role, Kind::Tool], "xyzzy", 25).is_empty());
        assert!(names().find(&[Kind::Skill], "data engineer", 25).is_empty());
    }
}
