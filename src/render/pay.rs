//! Pay. No figure without its source, year, region and the date until which it is shown.

use jiff::civil::Date;

use super::draft::Draft;
use super::{Action, Button, footer, titles, words};
use crate::advisor::{Advisor, Body, Facts, Focus, Layer, Level, PageId, Pay, Premium, Slug};

/// One band, under the name of its level or levels.
struct Band<'a> {
    name: String,
    levels: Vec<Level>,
    pay: &'a Pay,
}

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, role: Option<&PageId>, level: Option<Level>, today: Date) -> Draft {
    let page = role.and_then(|id| advisor.page(id));
    let own: &[Pay] = match page.map(|page| &page.facts) {
        Some(Facts::Role(facts)) => &facts.pay,
        _ => &[],
    };
    let title = role.map(|id| titles::title(advisor, id));
    let mut draft = Draft::titled(words::pay_title(title.as_deref()));
    let bands = if own.is_empty() { in_general(advisor) } else { own.iter().map(|pay| one(advisor, pay)).collect() };
    if let Some(newest) = bands.iter().map(|band| band.pay).max_by_key(|pay| pay.expires) {
        let expires = bands.iter().map(|band| band.pay.expires).min().unwrap_or(newest.expires);
        if is_long_past(expires, today) {
            draft.say(words::too_old(newest.year)).behind(words::OLD_FIGURES);
        }
        if expires < today {
            draft.say(words::past_its_date(expires));
        }
        figures(&mut draft, &bands, level, own.is_empty(), newest);
        draft.say(notes(advisor, role, today));
        let mut small = footer::write(advisor, &sources(&bands), None, page.map_or(&Layer::Base, |page| &page.layer));
        if expires >= today {
            small = format!("{small} · {}", words::shown_until(expires));
        }
        draft.footer(small);
    } else {
        draft.say(words::NO_PAY);
    }
    buttons(&mut draft, advisor, role, level);
    draft
}

fn figures(draft: &mut Draft, bands: &[Band<'_>], level: Option<Level>, general: bool, newest: &Pay) {
    let heading = if general { words::bands_in_general } else { words::bands_of_role };
    let heading = heading(&newest.region, newest.year);
    let (asked, others): (Vec<&Band<'_>>, Vec<&Band<'_>>) =
        bands.iter().partition(|band| level.is_some_and(|level| band.levels.contains(&level)));
    let mut lines = vec![heading];
    if !asked.is_empty() {
        lines.push(format!("**{}**, {}", line(&asked), words::per(newest.per)));
    }
    if !others.is_empty() {
        lines.push(format!("{}, {}", line(&others), words::per(newest.per)));
    }
    draft.say(lines.join("\n"));
}

/// Differences by field, and that pay is local. Each difference has a date of its own; long past it, it is left out.
fn notes(advisor: &Advisor, role: Option<&PageId>, today: Date) -> String {
    let premiums = premiums(advisor, role).filter(|premium| !is_long_past(premium.expires, today));
    let mut notes: Vec<String> = premiums
        .map(|premium| {
            let source = footer::short(advisor, &premium.source);
            let claim = words::premium(&source, &premium.field, premium.low, premium.high);
            if premium.expires < today { format!("{claim} {}", words::premium_is_old(premium.expires)) } else { claim }
        })
        .collect();
    notes.push(words::ASK_LOCALLY.to_owned());
    notes.join(" ")
}

/// "Junior 70–95 k USD · Mid-level 110–160 k USD".
fn line(bands: &[&Band<'_>]) -> String {
    let parts: Vec<String> = bands.iter().map(|band| format!("{} {}", band.name, amount(band.pay))).collect();
    parts.join(" · ")
}

fn amount(pay: &Pay) -> String {
    let more = if pay.open_ended { format!(" {}", words::AND_MORE) } else { String::new() };
    let (low, high) = (pay.low, pay.high);
    let in_thousands = low % 1000 == 0 && high % 1000 == 0 && low >= 10_000;
    let (low, high, unit) = if in_thousands { (low / 1000, high / 1000, " k") } else { (low, high, "") };
    let span = if low == high { low.to_string() } else { format!("{low}–{high}") };
    format!("{span}{unit} {}{more}", pay.currency)
}

/// The bands of the ladder; neighbours that share a band stand together: "Senior, staff and principal".
fn in_general(advisor: &Advisor) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    for info in &advisor.knowledge().levels {
        for pay in &info.pay {
            match bands.last_mut() {
                Some(last) if is_same(last.pay, pay) => {
                    last.name = format!("{}, {}", last.name, words::mid(&info.title));
                    last.levels.push(info.level);
                }
                _ => bands.push(Band { name: info.title.clone(), levels: vec![info.level], pay }),
            }
        }
    }
    bands
}

fn is_same(a: &Pay, b: &Pay) -> bool {
    Pay { level: None, ..a.clone() } == Pay { level: None, ..b.clone() }
}

fn one<'a>(advisor: &Advisor, pay: &'a Pay) -> Band<'a> {
    let info = pay.level.and_then(|level| advisor.knowledge().levels.iter().find(|info| info.level == level));
    let name = info.map_or(words::ANY_LEVEL, |info| info.title.as_str()).to_owned();
    Band { name, levels: pay.level.into_iter().collect(), pay }
}

/// Differences that concern the role; all of them where no role was named.
fn premiums<'a>(advisor: &'a Advisor, role: Option<&'a PageId>) -> impl Iterator<Item = &'a Premium> {
    let all = advisor.knowledge().premiums.iter();
    all.filter(move |premium| role.is_none_or(|role| premium.roles.contains(&role.slug)))
}

fn sources<'a>(bands: &[Band<'a>]) -> Vec<&'a Slug> {
    let mut sources: Vec<&Slug> = Vec::new();
    for source in bands.iter().map(|band| &band.pay.source) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// More than a year past its date.
pub(super) fn is_long_past(expires: Date, today: Date) -> bool {
    expires.checked_add(jiff::Span::new().years(1)).is_ok_and(|last| last < today)
}

fn buttons(draft: &mut Draft, advisor: &Advisor, role: Option<&PageId>, level: Option<Level>) {
    if let Some(page) = role.and_then(|id| advisor.page(id)) {
        let body = Body::Page { page: page.id.clone(), focus: Focus::Skills };
        draft.button(Button::new(words::WHAT_IT_ASKS, Action::Show(body)));
    }
    let ladder = Body::Ladder { role: role.cloned(), level };
    draft.button(Button::new(words::LADDER, Action::Show(ladder)));
}
