//! What a reading is about: names into slots, from the pattern, the sentence, the message and the conversation.

use super::advice::{Slot, Slots};
use super::entities::{Kinds, Mention};
use super::intent::Answers;
use super::matcher::Hit;
use super::page::{Kind, PageId};
use super::question::Asked;
use super::reading::{Reading, Unit};

/// The slots of one reading of a message.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    pub(super) slots: Slots,
    /// Everything that was named as learned, in order.
    pub(super) items: Vec<PageId>,
    /// The intent needs a name that is nowhere.
    pub(super) missing: bool,
    /// Every name it rests on is an ordinary word or "developer".
    pub(super) weak: bool,
    /// A name came from the conversation, not from the message.
    pub(super) recalled: bool,
}

/// Fills the slots of an intent from a unit.
pub(super) fn fill(answers: &Answers, reading: &Reading, unit: &Unit, hit: Option<&Hit>, asked: &Asked) -> Filled {
    let mut filled = Filled::default();
    let mut used: Vec<&Mention> = Vec::new();
    let caught = |slot: Slot| -> Option<&Mention> {
        hit?.slots.iter().find(|(name, _)| *name == slot).and_then(|(_, at)| unit.mentions.get(*at))
    };
    match answers {
        Answers::Describe(kind) => {
            let slot = slot_of(*kind);
            one(&mut filled, &mut used, slot, *kind, caught(slot), reading, unit, asked, true);
            level(&mut filled, unit);
        }
        Answers::Skills | Answers::Goal => {
            one(&mut filled, &mut used, Slot::Role, Kind::Role, caught(Slot::Role), reading, unit, asked, true);
            level(&mut filled, unit);
        }
        Answers::Pay | Answers::Ladder => {
            one(&mut filled, &mut used, Slot::Role, Kind::Role, caught(Slot::Role), reading, unit, asked, false);
            level(&mut filled, unit);
        }
        Answers::Compare(kind) => compare(&mut filled, &mut used, *kind, &caught, reading, unit, asked),
        Answers::Transition => transition(&mut filled, &mut used, &caught, reading, unit, asked),
        Answers::Done => {
            for mention in unit.mentions.iter().filter(|mention| mention.is(Kinds(Kinds::TOOL.0 | Kinds::SKILL.0))) {
                let page = mention.page(Kind::Tool).or_else(|| mention.page(Kind::Skill));
                let Some(page) = page else { continue };
                if !filled.items.contains(page) {
                    filled.items.push(page.clone());
                    let slot = slot_of(page.kind);
                    if filled.slots.get(slot).is_none() {
                        filled.slots.set(slot, &page.slug);
                    }
                }
            }
            filled.missing = filled.items.is_empty();
        }
        Answers::Tip => {
            for (kind, slot) in [(Kind::Role, Slot::Role), (Kind::Tool, Slot::Tool), (Kind::Skill, Slot::Skill)] {
                let found = unit.mentions.iter().find(|m| !m.generic && m.page(kind).is_some());
                if let Some(page) = found.and_then(|mention| mention.page(kind)) {
                    filled.slots.set(slot, &page.slug);
                }
            }
        }
        _ => {}
    }
    filled.weak = !used.is_empty() && used.iter().all(|mention| mention.weak);
    filled
}

/// The slot that one name of that kind fills.
pub(super) fn slot_of(kind: Kind) -> Slot {
    match kind {
        Kind::Tool => Slot::Tool,
        Kind::Skill => Slot::Skill,
        _ => Slot::Role,
    }
}

fn level(filled: &mut Filled, unit: &Unit) {
    if let Some(level) = unit.mentions.iter().find_map(|mention| mention.level) {
        filled.slots.set(Slot::Level, &super::page::Slug::new(level.id()));
    }
}

/// The best name of a kind in a unit: a real name before an ordinary word, any name before "developer".
fn best(unit: &Unit, kind: Kind) -> Option<&Mention> {
    let of_kind = |mention: &&Mention| mention.page(kind).is_some();
    let rank =
        |mention: &&Mention| (u8::from(mention.generic), u8::from(mention.weak), u8::from(mention.pages.len() > 1));
    unit.mentions.iter().filter(of_kind).min_by_key(rank)
}

#[expect(clippy::too_many_arguments, reason = "one name is sought in four places, in order")]
fn one<'a>(
    filled: &mut Filled,
    used: &mut Vec<&'a Mention>,
    slot: Slot,
    kind: Kind,
    caught: Option<&'a Mention>,
    reading: &'a Reading,
    unit: &'a Unit,
    asked: &Asked,
    needed: bool,
) {
    let better = best(unit, kind);
    let caught = match (caught, better) {
        (Some(caught), Some(better)) if caught.generic && !better.generic => Some(better),
        (caught, _) => caught,
    };
    let found = caught.or(better).or_else(|| {
        let others = reading.units[..reading.sentences].iter();
        others.filter(|other| other.at != unit.at || unit.joined).find_map(|other| best(other, kind))
    });
    if let Some(mention) = found
        && let Some(page) = mention.page(kind)
    {
        filled.slots.set(slot, &page.slug);
        used.push(mention);
        return;
    }
    if let Some(page) = asked.recent.iter().find(|page| page.kind == kind) {
        filled.slots.set(slot, &page.slug);
        filled.recalled = true;
        return;
    }
    filled.missing |= needed;
}

fn compare<'a>(
    filled: &mut Filled,
    used: &mut Vec<&'a Mention>,
    kind: Kind,
    caught: &dyn Fn(Slot) -> Option<&'a Mention>,
    reading: &'a Reading,
    unit: &'a Unit,
    asked: &Asked,
) {
    let (a, b) = if kind == Kind::Role { (Slot::RoleA, Slot::RoleB) } else { (Slot::ToolA, Slot::ToolB) };
    let mut pages: Vec<&PageId> = Vec::new();
    let mut take = |mention: &'a Mention, pages: &mut Vec<&'a PageId>| {
        if let Some(page) = mention.page(kind)
            && !pages.contains(&page)
        {
            pages.push(page);
            used.push(mention);
        }
    };
    for mention in [caught(a), caught(b)].into_iter().flatten() {
        take(mention, &mut pages);
    }
    let others = reading.units[..reading.sentences].iter().filter(|other| other.at != unit.at || unit.joined);
    for generic in [false, true] {
        for mention in unit.mentions.iter().chain(others.clone().flat_map(|other| &other.mentions)) {
            if pages.len() < 2 && mention.generic == generic {
                take(mention, &mut pages);
            }
        }
    }
    // In the order in which they were written.
    let place = |page: &PageId| unit.mentions.iter().position(|mention| mention.pages.contains(page));
    pages.sort_by_key(|page| place(page).unwrap_or(usize::MAX));
    let recent = asked.recent.iter().find(|page| page.kind == kind && !pages.contains(page));
    match (pages.as_slice(), recent) {
        ([first, second, ..], _) => {
            filled.slots.set(a, &first.slug);
            filled.slots.set(b, &second.slug);
        }
        ([only], Some(recent)) => {
            filled.slots.set(a, &recent.slug);
            filled.slots.set(b, &only.slug);
            filled.recalled = true;
        }
        _ => filled.missing = true,
    }
}

fn transition<'a>(
    filled: &mut Filled,
    used: &mut Vec<&'a Mention>,
    caught: &dyn Fn(Slot) -> Option<&'a Mention>,
    reading: &'a Reading,
    unit: &'a Unit,
    asked: &Asked,
) {
    let mut from = caught(Slot::From);
    let mut to = caught(Slot::To);
    let mut roles: Vec<&Mention> = unit.mentions.iter().filter(|mention| mention.page(Kind::Role).is_some()).collect();
    if roles.is_empty() || (to.is_none() && from.is_none()) {
        let others = reading.units[..reading.sentences].iter().filter(|other| other.at != unit.at || unit.joined);
        for mention in others.flat_map(|other| &other.mentions).filter(|mention| mention.page(Kind::Role).is_some()) {
            // "I'm a data analyst. How do I become a data engineer?"
            roles.insert(0, mention);
        }
    }
    let cue = |mention: &Mention| -> Option<Slot> {
        let before = |back: usize| {
            mention.start.checked_sub(back).and_then(|at| unit.tokens.get(at)).map_or("", |token| token.text.as_str())
        };
        for back in 1..=4 {
            match before(back) {
                "to" | "into" | "towards" | "become" | "becoming" | "be" => return Some(Slot::To),
                "from" | "am" | "im" | "as" | "currently" | "leave" | "leaving" => return Some(Slot::From),
                "a" | "an" | "the" | "in" | "junior" | "senior" | "working" => {}
                _ => break,
            }
        }
        None
    };
    let inside = |mention: &Mention| unit.mentions.iter().any(|own| std::ptr::eq(own, mention));
    for mention in &roles {
        match inside(mention).then(|| cue(mention)).flatten() {
            Some(Slot::To) if to.is_none() => to = Some(mention),
            Some(Slot::From) if from.is_none() => from = Some(mention),
            _ => {}
        }
    }
    let same = |a: &Mention, b: &Mention| a.page(Kind::Role) == b.page(Kind::Role);
    let free: Vec<&Mention> = roles
        .iter()
        .copied()
        .filter(|mention| to.is_none_or(|to| !same(to, mention)) && from.is_none_or(|from| !same(from, mention)))
        .collect();
    match (from, to, free.as_slice()) {
        (_, None, [only]) => to = Some(only),
        (None, None, [first, second, ..]) => (from, to) = (Some(*first), Some(*second)),
        (None, Some(_), [other, ..]) if !other.generic => from = Some(other),
        _ => {}
    }
    if from.is_some_and(|from| to.is_some_and(|to| same(from, to))) {
        from = None;
    }
    let mut put = |slot: Slot, mention: Option<&'a Mention>| {
        if let Some(mention) = mention
            && let Some(page) = mention.page(Kind::Role)
        {
            filled.slots.set(slot, &page.slug);
            used.push(mention);
        }
    };
    put(Slot::From, from);
    put(Slot::To, to);
    if filled.slots.get(Slot::To).is_none() {
        match asked.recent.iter().find(|page| page.kind == Kind::Role) {
            Some(page) => {
                filled.slots.set(Slot::To, &page.slug);
                filled.recalled = true;
            }
            None => filled.missing = true,
        }
    }
}
