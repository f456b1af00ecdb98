//! A move that has a page: its own words, in the lines of a card.

use super::super::draft::Draft;
use super::super::words::{self, path as wording};
use super::super::{footer, page};
use crate::advisor::{Advisor, Page, TransitionFacts};

/// The page at a glance; all of it waits behind a button. `computed` stands in where the page names no order of its own.
pub(super) fn body(
    draft: &mut Draft,
    advisor: &Advisor,
    page: &Page,
    facts: &TransitionFacts,
    (heading, computed): (&str, impl FnOnce() -> String),
) {
    draft.say(&page.summary);
    let label = if facts.from.is_some() { wording::CARRIES } else { wording::CARRIES_FROM_ZERO };
    draft.fact(label, carries(page).unwrap_or_default());
    draft.fact(heading, missing(page).unwrap_or_else(computed));
    draft.fact(wording::FIRST_STEP, first_step(page).unwrap_or_default());
    draft.say(duration(advisor, facts).unwrap_or_default());
    draft.behind(words::SHOW_PATH);
    page::sections(draft, page, &["Steps"]);
}

/// The first sentence of "What carries over"; of a list, its lines as one sentence.
fn carries(page: &Page) -> Option<String> {
    let body = &page.section("What carries over")?.body;
    let items: Vec<&str> = items(body).collect();
    if !items.is_empty() {
        return Some(items.join("; "));
    }
    let paragraph = body.lines().next()?.trim();
    Some(paragraph.split_inclusive(". ").next()?.trim().to_owned())
}

/// "What is missing" as one line: "SQL in depth → cleaning data → pipelines". The page has it so already, or as a list.
fn missing(page: &Page) -> Option<String> {
    let body = &page.section("What is missing")?.body;
    let items: Vec<String> = items(body).map(words::mid).collect();
    if !items.is_empty() {
        return Some(items.join(" → "));
    }
    let first = body.lines().next()?.trim();
    let line = first.split_once(':').filter(|(lead, _)| lead.len() < first.len() / 2).map_or(first, |(_, rest)| rest);
    let line = line.trim().trim_end_matches('.');
    line.contains('→').then(|| line.to_owned())
}

/// The lines of a Markdown list.
fn items(body: &str) -> impl Iterator<Item = &str> {
    body.lines().filter_map(|line| line.trim().strip_prefix("- ")).map(|item| item.trim().trim_end_matches('.'))
}

/// The first item of a page's "Steps".
pub(super) fn first_step(page: &Page) -> Option<String> {
    let line = page.section("Steps")?.body.lines().find(|line| !line.trim().is_empty())?;
    let text = line.trim().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', '-']).trim();
    // The heading of the line is bold already; a bold start of the step would run into it.
    (!text.is_empty()).then(|| text.replace("**", ""))
}

/// The page's own figure, with whose it is.
pub(super) fn duration(advisor: &Advisor, facts: &TransitionFacts) -> Option<String> {
    let (low, high) = facts.weeks?;
    Some(words::weeks(low, high, &footer::whose(advisor, facts.weeks_source.as_ref())))
}
