//! A move that no page is written for: worked out from what the two roles ask for. The essentials come first and are
//! named; what is expected besides comes after them, and what merely helps can wait.

use super::super::draft::Draft;
use super::super::words::{self, path as wording};
use super::super::{footer, titles};
use crate::advisor::{Advisor, Gap, Kind, Page, PageId, Step, Weight};

/// Things named on one line.
const ON_A_LINE: usize = 6;
/// Things named on the line of what comes after the essentials.
const AFTERWARDS: usize = 4;
/// Room for the first step, in bytes.
const STEP_ROOM: usize = 220;
/// Weeks in a month, times ten: 52 weeks in 12 months.
const TENTHS_OF_WEEKS: u32 = 43;

/// The move at a glance; the whole path waits behind a button.
pub(super) fn body(draft: &mut Draft, advisor: &Advisor, to: &PageId, gap: &Gap, heading: &str) {
    let to = titles::title(advisor, to);
    draft.fact(wording::CARRIES, titles::several(advisor, &gap.carries, ON_A_LINE));
    let (first, then) = parted(gap);
    if first.is_empty() {
        let helps = titles::several(advisor, of_weight(gap, Weight::Helps), ON_A_LINE);
        draft.say(if helps.is_empty() { wording::nothing_missing(&to) } else { wording::only_what_helps(&to, &helps) });
        return;
    }
    draft.fact(heading, in_order(advisor, gap));
    draft.fact(wording::AFTER_THAT, titles::in_order(advisor, then, AFTERWARDS));
    draft.fact(wording::FIRST_STEP, first_step(advisor, first[0]));
    draft.say(duration(gap).unwrap_or_default());
    if gap.missing.len() > 1 {
        draft.behind(words::SHOW_PATH);
        whole(draft, advisor, gap);
    }
}

/// What to learn first, on one line.
pub(super) fn in_order(advisor: &Advisor, gap: &Gap) -> String {
    titles::in_order(advisor, parted(gap).0, ON_A_LINE)
}

/// The essentials and what is expected after them; where nothing essential is missing, what is expected is the path.
fn parted(gap: &Gap) -> (Vec<&PageId>, Vec<&PageId>) {
    let (essential, expected) = (of_weight(gap, Weight::Essential), of_weight(gap, Weight::Expected));
    if essential.is_empty() { (expected, Vec::new()) } else { (essential, expected) }
}

fn of_weight(gap: &Gap, weight: Weight) -> Vec<&PageId> {
    gap.of_weight(weight).map(|step| &step.page).collect()
}

/// Every step with its time, in three parts that count on.
fn whole(draft: &mut Draft, advisor: &Advisor, gap: &Gap) {
    let mut number = 0;
    for (heading, weight) in [(wording::ESSENTIALS, Weight::Essential), (wording::AS_ADVERTS_ASK, Weight::Expected)] {
        let lines: Vec<String> = gap
            .of_weight(weight)
            .map(|step| {
                number += 1;
                format!("{number}. {}", with_time(advisor, step))
            })
            .collect();
        draft.section(heading, lines.join("\n"));
    }
    let helps: Vec<String> = gap.of_weight(Weight::Helps).map(|step| with_time(advisor, step)).collect();
    draft.section(wording::CAN_WAIT, helps.iter().map(|step| format!("- {step}")).collect::<Vec<_>>().join("\n"));
}

fn with_time(advisor: &Advisor, step: &Step) -> String {
    let title = titles::title(advisor, &step.page);
    let Some(hours) = &step.hours else { return title };
    let whose = footer::whose(advisor, hours.source.as_ref());
    format!("{title}, {} {whose}", words::hours(hours.low, hours.high))
}

/// What the page of the first thing to learn has one do.
fn first_step(advisor: &Advisor, id: &PageId) -> String {
    let title = titles::title(advisor, id);
    match advisor.page(id).and_then(exercise) {
        Some(step) => wording::start_with(&title, step),
        None => wording::start_somehow(&title),
    }
}

/// The first of a tool's first steps; how to practise a skill, as many whole sentences as there is room for.
fn exercise(page: &Page) -> Option<&str> {
    let text = match page.id.kind {
        Kind::Tool => page.section("First steps")?.body.lines().next()?,
        _ => page.section("Practise")?.body.lines().next()?,
    };
    let text = text.trim_start_matches("1. ").trim_start_matches("- ").trim();
    if text.len() <= STEP_ROOM {
        return Some(text);
    }
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    ends.take_while(|end| *end <= STEP_ROOM).last().map(|end| &text[..end])
}

/// The hours of what is missing, as months at a few hours a week.
fn duration(gap: &Gap) -> Option<String> {
    let (low, high) = gap.hours_to_apply()?;
    let tenths_of_a_month = words::HOURS_A_WEEK * TENTHS_OF_WEEKS;
    let months = words::months((low * 10 / tenths_of_a_month).max(1), (high * 10).div_ceil(tenths_of_a_month));
    Some(format!("{months}, {}", wording::COVERS))
}
