//! The career ladder: what each level expects and how to reach the next.

use super::draft::Draft;
use super::{Action, Button, footer, titles, words};
use crate::advisor::{Advisor, Body, Layer, Level, LevelInfo, PageId, Slug};

/// The section of a role's page about its own ladder.
const LEVELS: &str = "Levels";

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, role: Option<&PageId>, level: Option<Level>) -> Draft {
    let title = role.map(|id| titles::title(advisor, id));
    let mut draft = Draft::titled(words::ladder_title(title.as_deref()));
    let page = role.and_then(|id| advisor.page(id));
    if let Some(section) = page.and_then(|page| page.section(LEVELS)) {
        draft.say(&section.body);
    }
    let levels = &advisor.knowledge().levels;
    match level.and_then(|level| levels.iter().find(|info| info.level == level)) {
        Some(info) => {
            draft.section(format!("{}: {}", info.title, words::mid(words::EXPECTED_OF_YOU)), lines(&info.expects));
            draft.section(words::TO_GO_UP, lines(&info.next));
        }
        None => {
            for info in levels {
                draft.section(&info.title, lines(&info.expects));
            }
        }
    }
    draft.footer(footer::write(advisor, &sources(levels, level), advisor.knowledge().levels_checked, &Layer::Base));
    for info in levels.iter().filter(|info| level.is_none_or(|level| is_next(level, info.level))) {
        let body = Body::Ladder { role: role.cloned(), level: Some(info.level) };
        draft.button(Button::new(&info.title, Action::Show(body)));
    }
    if level.is_some() {
        let body = Body::Pay { role: role.cloned(), level };
        draft.button(Button::new(words::PAY, Action::Show(body)));
    }
    draft
}

/// Short lines as a list.
pub(super) fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

fn is_next(level: Level, other: Level) -> bool {
    Level::ALL.iter().find(|next| **next > level) == Some(&other)
}

fn sources(levels: &[LevelInfo], level: Option<Level>) -> Vec<&Slug> {
    let mut sources: Vec<&Slug> = Vec::new();
    let shown = levels.iter().filter(|info| level.is_none_or(|level| info.level == level));
    for source in shown.flat_map(|info| &info.sources) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
