//! Tools for a task: two to four, each with when to choose it.

use super::compare::first_sentence;
use super::draft::Draft;
use super::{footer, page, words};
use crate::advisor::{Advisor, Page, PageId};

/// Tools shown.
const TOOLS: usize = 4;

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, task: Option<&str>, tools: &[PageId]) -> Draft {
    let pages: Vec<&Page> = tools.iter().filter_map(|id| advisor.page(id)).take(TOOLS).collect();
    if pages.is_empty() {
        let mut draft = Draft::titled(words::NO_TOOL);
        draft.say(words::NO_TOOL_YET);
        return draft;
    }
    let mut draft = Draft::titled(words::recommend_title(task));
    for page in &pages {
        draft.fact(&page.title, reason(page));
    }
    if pages.len() > 1 {
        draft.say(words::PICK_ONE);
    }
    draft.footer(footer::of_pages(advisor, &pages));
    for page in &pages {
        draft.button(page::button(advisor, &page.id));
    }
    draft
}

/// When to choose it, in one sentence: the first of its section, else of its summary.
fn reason(page: &Page) -> String {
    let section = page.section("When to choose it").map(|section| section.body.as_str());
    let line = section.and_then(|body| body.lines().next()).unwrap_or(&page.summary);
    first_sentence(line.trim_start_matches(['-', '*', ' '])).to_owned()
}
