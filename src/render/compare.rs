//! Two pages side by side: what they share, what only one has, when to choose which.

use super::draft::Draft;
use super::{Action, Button, footer, learnable, page, titles, words};
use crate::advisor::{Advisor, Body, Facts, Kind, Page, PageId};

/// Things named on one line.
const ON_A_LINE: usize = 7;

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, a: &PageId, b: &PageId) -> Option<Draft> {
    let (a, b) = (advisor.page(a)?, advisor.page(b)?);
    let mut draft = Draft::titled(words::compare_title(&a.title, &b.title));
    draft.fact(&a.title, first_sentence(&a.summary));
    draft.fact(&b.title, first_sentence(&b.summary));
    choose_when(&mut draft, a, b);
    shared_and_only(&mut draft, advisor, a, b);
    seen_from(&mut draft, a, b);
    seen_from(&mut draft, b, a);
    draft.footer(footer::of_pages(advisor, &[a, b]));
    draft.button(page::button(advisor, &a.id)).button(page::button(advisor, &b.id));
    if a.id.kind == Kind::Role && b.id.kind == Kind::Role && a.id != b.id {
        let body = Body::Path { from: Some(a.id.clone()), to: b.id.clone(), page: None };
        draft.button(Button::new(words::path_button(&a.title, &b.title), Action::Show(body)));
    }
    Some(draft)
}

/// What the pages themselves say about choosing: tools have a section for it.
fn choose_when(draft: &mut Draft, a: &Page, b: &Page) {
    for page in [a, b] {
        if let Some(section) = page.section("When to choose it") {
            draft.section(words::choose_when(&page.title), first_lines(&section.body));
        }
    }
}

/// What one role's page says about the other where it names what it is confused with.
fn seen_from(draft: &mut Draft, page: &Page, other: &Page) {
    let Some(section) = page.section("Often confused with") else { return };
    let named = format!("**{}**", other.title);
    let line = section.body.lines().find_map(|line| line.trim_start_matches(['-', '*', ' ']).strip_prefix(&named[2..]));
    if let Some(text) = line.map(|rest| rest.trim_start_matches([':', ',', ' '])) {
        draft.fact(words::seen_from(&page.title, &other.title), text);
    }
}

fn shared_and_only(draft: &mut Draft, advisor: &Advisor, a: &Page, b: &Page) {
    let (of_a, of_b) = (neighbourhood(advisor, a), neighbourhood(advisor, b));
    let (shared, only_a): (Vec<&PageId>, Vec<&PageId>) = of_a.iter().partition(|id| of_b.contains(id));
    let only_b: Vec<&PageId> = of_b.iter().filter(|id| !of_a.contains(id)).collect();
    let roles = a.id.kind == Kind::Role && b.id.kind == Kind::Role;
    let (both, a_word, b_word) = if roles {
        (words::BOTH.to_owned(), words::only(&a.title), words::only(&b.title))
    } else {
        (words::BOTH_ASKED_OF.to_owned(), words::asked_of(&a.title), words::asked_of(&b.title))
    };
    draft.fact(both, titles::several(advisor, shared, ON_A_LINE));
    draft.fact(a_word, titles::several(advisor, only_a, ON_A_LINE));
    draft.fact(b_word, titles::several(advisor, only_b, ON_A_LINE));
}

/// What a role asks for; who asks for a tool or a skill.
fn neighbourhood(advisor: &Advisor, page: &Page) -> Vec<PageId> {
    match &page.facts {
        Facts::Role(facts) => facts.skills.iter().chain(&facts.tools).map(|need| need.page.clone()).collect(),
        _ => learnable::asked_of(advisor, &page.id),
    }
}

/// The first sentence of a paragraph.
pub(super) fn first_sentence(text: &str) -> &str {
    let end = text.char_indices().find(|(at, c)| {
        matches!(c, '.' | '?') && text[at + 1..].chars().next().is_none_or(char::is_whitespace) && *at > 20
    });
    end.map_or(text, |(at, _)| &text[..=at])
}

/// The first paragraph of a section, or the first lines of its list.
fn first_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).take(3).collect();
    lines.join("\n")
}
