//! What there is: how many pages of each kind, from which sources, how long ago they were looked at, and
//! every page in a row of its own. For the person who asks "do we have something about …?".

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use jiff::civil::Date;

use crate::advisor::{Advisor, Facts, Kind, Page};

/// Writes the tables as Markdown.
///
/// # Errors
/// `out` cannot be written to.
pub fn coverage(advisor: &Advisor, today: Date, out: &mut impl Write) -> io::Result<()> {
    kinds(advisor, today, out)?;
    sources(advisor, out)?;
    paths(advisor, out)?;
    for kind in Kind::ALL {
        pages(advisor, kind, today, out)?;
    }
    intents(advisor, out)
}

fn kinds(advisor: &Advisor, today: Date, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "| kind | pages | with a source | other names | oldest check, in days |")?;
    writeln!(out, "| --- | ---: | ---: | ---: | ---: |")?;
    for kind in Kind::ALL {
        let pages: Vec<&Page> = advisor.pages(kind).collect();
        let sourced = pages.iter().filter(|page| !page.sources.is_empty()).count();
        let aliases: usize = pages.iter().map(|page| page.aliases.len()).sum();
        let oldest = pages.iter().filter_map(|page| age(page, today)).max().unwrap_or_default();
        writeln!(out, "| {} | {} | {sourced} | {aliases} | {oldest} |", kind.folder(), pages.len())?;
    }
    let knowledge = advisor.knowledge();
    let sourced = knowledge.tips.iter().filter(|tip| !tip.sources.is_empty()).count();
    writeln!(out, "| tips | {} | {sourced} | | |", knowledge.tips.len())?;
    writeln!(out, "| levels | {} | | | |", knowledge.levels.len())?;
    writeln!(out, "| intents | {} | | | |\n", knowledge.intents.len())
}

fn age(page: &Page, today: Date) -> Option<i32> {
    today.since(page.checked?).ok().map(|span| span.get_days())
}

fn sources(advisor: &Advisor, out: &mut impl Write) -> io::Result<()> {
    let knowledge = advisor.knowledge();
    let mut used: BTreeMap<_, usize> = BTreeMap::new();
    for source in knowledge.pages.values().flat_map(|page| &page.sources) {
        *used.entry(source).or_default() += 1;
    }
    writeln!(out, "| source | year | pages that name it |\n| --- | ---: | ---: |")?;
    for source in knowledge.sources.values() {
        let pages = used.get(&source.id).copied().unwrap_or_default();
        writeln!(out, "| {} | {} | {pages} |", source.short, source.year)?;
    }
    writeln!(out)
}

/// Which of all ordered pairs of roles have a page, and which a computed path.
fn paths(advisor: &Advisor, out: &mut impl Write) -> io::Result<()> {
    let roles: Vec<&Page> = advisor.pages(Kind::Role).collect();
    let written: BTreeSet<_> = advisor
        .pages(Kind::Transition)
        .filter_map(|page| match &page.facts {
            Facts::Transition(facts) if facts.from != facts.to => Some((facts.from.clone()?, facts.to.clone()?)),
            _ => None,
        })
        .collect();
    let (mut pairs, mut computed) = (0, 0);
    for from in &roles {
        for to in roles.iter().filter(|to| to.id != from.id) {
            pairs += 1;
            let by_page = written.contains(&(from.id.slug.clone(), to.id.slug.clone()));
            let gap = advisor.gap(Some(&from.id.slug), &to.id.slug, &[]);
            computed += usize::from(!by_page && gap.is_some());
        }
    }
    let by_page = written.len();
    writeln!(out, "Ways from one role to another: {pairs}; {by_page} have a page, {computed} are computed.\n")
}

fn pages(advisor: &Advisor, kind: Kind, today: Date, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "| {} | page | sources | days since it was checked | layer |\n| --- | --- | --- | ---: | --- |",
        kind.word()
    )?;
    for page in advisor.pages(kind) {
        let sources: Vec<&str> = page.sources.iter().map(crate::advisor::Slug::as_str).collect();
        let age = age(page, today).map(|days| days.to_string()).unwrap_or_default();
        writeln!(out, "| {} | {} | {} | {age} | {} |", page.title, page.id, sources.join(", "), page.layer)?;
    }
    writeln!(out)
}

fn intents(advisor: &Advisor, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "| intent | patterns | lines that must reach it | lines that must not | layer |\n| --- | ---: | ---: | ---: | --- |"
    )?;
    for intent in &advisor.knowledge().intents {
        let (yes, no) = (intent.examples.yes.len(), intent.examples.no.len());
        writeln!(out, "| {} | {} | {yes} | {no} | {} |", intent.id, intent.patterns.len(), intent.layer)?;
    }
    Ok(())
}
