//! The way from one role to another: what carries over, what is missing in order, the first step, how long.

use super::draft::Draft;
use super::{Action, Button, footer, page, titles, words};
use crate::advisor::{Advisor, Body, Facts, Gap, Kind, Page, PageId, Slug, TransitionFacts, Weight};

/// Things named on one line.
const ON_A_LINE: usize = 6;
/// Weeks in a month, times ten: 52 weeks in 12 months.
const TENTHS_OF_WEEKS: u32 = 43;

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, from: Option<&PageId>, to: &PageId, written: Option<&PageId>) -> Draft {
    let page = written.and_then(|id| advisor.page(id)).or_else(|| find(advisor, from, to));
    let facts = page.and_then(|page| match &page.facts {
        Facts::Transition(facts) => Some(facts),
        _ => None,
    });
    if let (Some(page), Some(facts)) = (page, facts.filter(|facts| facts.levels.is_some())) {
        return up_the_ladder(advisor, page, facts);
    }
    let from_title = from.map(|id| titles::title(advisor, id));
    let mut draft = Draft::titled(words::path_title(from_title.as_deref(), &titles::title(advisor, to)));
    draft.say(page.map_or("", |page| page.summary.as_str()));
    match advisor.gap(from.map(|id| &id.slug), &to.slug, &[]) {
        Some(gap) => body(&mut draft, advisor, from, to, page, facts, &gap),
        None => written_only(&mut draft, advisor, page, facts),
    }
    small_print(&mut draft, advisor, from, to, page);
    draft.button(Button::primary(words::MAKE_GOAL, Action::Goal { role: to.clone(), level: None }));
    draft
}

/// A transition asked for by its page.
pub(super) fn of_page(advisor: &Advisor, page: &Page, facts: &TransitionFacts) -> Draft {
    let role = |slug: &Slug| PageId { kind: Kind::Role, slug: slug.clone() };
    match &facts.to {
        Some(to) if facts.levels.is_none() => {
            draft(advisor, facts.from.as_ref().map(role).as_ref(), &role(to), Some(&page.id))
        }
        _ => up_the_ladder(advisor, page, facts),
    }
}

/// A move up one role's ladder: no gap between roles, so its page says everything.
fn up_the_ladder(advisor: &Advisor, page: &Page, facts: &TransitionFacts) -> Draft {
    let mut draft = Draft::titled(&page.title);
    draft.say(&page.summary);
    written_only(&mut draft, advisor, Some(page), Some(facts));
    draft.footer(footer::of_pages(advisor, &[page]));
    let level = facts.levels.map(|(_, to)| to);
    draft.button(Button::new(words::LADDER, Action::Show(Body::Ladder { role: None, level })));
    draft
}

fn body(
    draft: &mut Draft,
    advisor: &Advisor,
    from: Option<&PageId>,
    to: &PageId,
    page: Option<&Page>,
    facts: Option<&TransitionFacts>,
    gap: &Gap,
) {
    draft.fact(words::CARRIES, titles::several(advisor, &gap.carries, ON_A_LINE));
    let missing = gap.missing.iter().map(|step| &step.page);
    if gap.missing.is_empty() && page.is_none() {
        draft.say(words::nothing_missing(&titles::title(advisor, to)));
    }
    let heading = if from.is_some() { words::MISSING } else { words::MISSING_FROM_ZERO };
    draft.fact(heading, titles::in_order(advisor, missing.clone(), ON_A_LINE));
    let step = page.and_then(first_step).or_else(|| {
        let first = gap.missing.first()?;
        Some(words::start_with(&titles::title(advisor, &first.page)))
    });
    draft.fact(words::FIRST_STEP, step.unwrap_or_default());
    draft.say(duration(advisor, facts, gap).unwrap_or_default());
    if let Some(page) = page {
        // The whole path waits behind the button.
        draft.behind(words::SHOW_PATH);
        page::sections(draft, page, &["Steps"]);
    } else if gap.missing.len() > 1 {
        draft.behind(words::SHOW_PATH);
        draft.section(heading, steps(advisor, gap));
    }
}

fn written_only(draft: &mut Draft, advisor: &Advisor, page: Option<&Page>, facts: Option<&TransitionFacts>) {
    draft.fact(words::FIRST_STEP, page.and_then(first_step).unwrap_or_default());
    draft.say(facts.and_then(|facts| weeks(advisor, facts)).unwrap_or_default());
    if let Some(page) = page {
        page::sections(draft, page, &["What is missing", "What carries over", "Steps"]);
    }
}

/// The written page for a move between two roles.
fn find<'a>(advisor: &'a Advisor, from: Option<&PageId>, to: &PageId) -> Option<&'a Page> {
    advisor.pages(Kind::Transition).find(|page| match &page.facts {
        Facts::Transition(facts) => {
            facts.levels.is_none()
                && facts.to.as_ref() == Some(&to.slug)
                && facts.from.as_ref() == from.map(|id| &id.slug)
        }
        _ => false,
    })
}

/// Each step on its own line, with its time.
fn steps(advisor: &Advisor, gap: &Gap) -> String {
    let lines = gap.missing.iter().enumerate().map(|(at, step)| {
        let title = titles::title(advisor, &step.page);
        let time = step.hours.as_ref().map_or_else(String::new, |hours| {
            let whose = hours
                .source
                .as_ref()
                .map_or_else(|| words::ESTIMATE.to_owned(), |source| words::says(&footer::short(advisor, source)));
            format!(", {} {whose}", words::hours(hours.low, hours.high))
        });
        format!("{}. {title}{time}", at + 1)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The first item of a page's "Steps".
fn first_step(page: &Page) -> Option<String> {
    let line = page.section("Steps")?.body.lines().find(|line| !line.trim().is_empty())?;
    let text = line.trim().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', '-']).trim();
    // The heading of the line is bold already; a bold start of the step would run into it.
    (!text.is_empty()).then(|| text.replace("**", ""))
}

/// The page's own figure, else the sum of the hours of what is missing. What merely helps can wait for the job itself.
fn duration(advisor: &Advisor, facts: Option<&TransitionFacts>, gap: &Gap) -> Option<String> {
    if let Some(weeks) = facts.and_then(|facts| weeks(advisor, facts)) {
        return Some(weeks);
    }
    let (low, high) = gap.hours(Weight::Expected).or_else(|| gap.hours(Weight::Helps))?;
    let tenths_of_a_month = words::HOURS_A_WEEK * TENTHS_OF_WEEKS;
    (high > 0).then(|| words::months((low * 10 / tenths_of_a_month).max(1), (high * 10).div_ceil(tenths_of_a_month)))
}

fn weeks(advisor: &Advisor, facts: &TransitionFacts) -> Option<String> {
    let (low, high) = facts.weeks?;
    let whose = facts
        .weeks_source
        .as_ref()
        .map_or_else(|| words::ESTIMATE.to_owned(), |source| words::says(&footer::short(advisor, source)));
    Some(words::weeks(low, high, &whose))
}

fn small_print(draft: &mut Draft, advisor: &Advisor, from: Option<&PageId>, to: &PageId, page: Option<&Page>) {
    let pages: Vec<&Page> = match page {
        Some(page) => vec![page],
        None => from.into_iter().chain([to]).filter_map(|id| advisor.page(id)).collect(),
    };
    draft.footer(footer::of_pages(advisor, &pages));
}
