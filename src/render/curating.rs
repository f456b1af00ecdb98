//! A server's own tips, as its moderators see them and as they are posted.

use super::words::curating as say;
use super::{Action, Button, Card, Curate, Push, Style, escape, limits, tip, titles, words};
use crate::advisor::{Advisor, PageId};
use crate::curation::{CuratedTip, TipId};

/// Tips on one page of the list.
const PAGE: usize = 10;
/// Characters of a tip in the list.
const IN_LIST: usize = 160;

/// One page of the list of tips, the latest first.
pub fn tips(advisor: &Advisor, tips: &[(TipId, CuratedTip)], page: u16) -> Card {
    if tips.is_empty() {
        return Card::line(say::NO_TIPS);
    }
    let latest: Vec<&CuratedTip> = tips.iter().rev().map(|(_, tip)| tip).collect();
    let pages = latest.len().div_ceil(PAGE);
    let page = usize::from(page).min(pages - 1);
    let lines = latest.iter().skip(page * PAGE).take(PAGE).map(|tip| {
        let small = format!("{} · {}", words::capital(&say::on(&topics(advisor, &tip.about))), say::since(tip.on));
        format!("- {}\n-# {small}", escape::escaped(&tip.text, IN_LIST))
    });
    let body = lines.collect::<Vec<_>>().join("\n");
    let mut card = limits::fit(Card { title: Some(say::tips_title(tips.len())), body, ..Card::default() });
    let mut turn = |label, to: usize| {
        let to = Action::Curate(Curate::Tips(u16::try_from(to).unwrap_or_default()));
        card.buttons.push(Button::new(label, to));
    };
    if page > 0 {
        turn(say::BACK, page - 1);
    }
    if page + 1 < pages {
        turn(say::NEXT, page + 1);
    }
    card
}

/// A tip as it is posted in a channel.
pub fn tip_posted(advisor: &Advisor, id: TipId, curated: &CuratedTip) -> Card {
    let about = curated.about.first().filter(|_| curated.about.len() == 1);
    tip::shown(advisor, &curated.shown(id), about).whole()
}

/// The same for the moderator alone, to be posted with a press.
pub fn preview(advisor: &Advisor, curated: &CuratedTip, push: Push) -> Card {
    let posted = tip_posted(advisor, push.tip, curated);
    let buttons = vec![
        Button::primary(say::POST, Action::Curate(Curate::Post(push))),
        Button::new(say::CANCEL, Action::Curate(Curate::Cancel)),
    ];
    Card { buttons, ..posted }
}

/// Asks before a tip goes.
pub fn ask_to_remove(id: TipId, curated: &CuratedTip) -> Card {
    let remove =
        Button { label: say::REMOVE.to_owned(), style: Style::Danger, action: Action::Curate(Curate::Remove(id)) };
    Card::line(format!("{}\n>>> {}", say::REMOVE_SURE, curated.text))
        .with(remove)
        .with(Button::new(say::KEEP, Action::Curate(Curate::Cancel)))
}

/// The titles of what a tip is about, in mid-sentence.
pub(super) fn topics(advisor: &Advisor, about: &[PageId]) -> Vec<String> {
    about.iter().map(|page| words::mid(&titles::title(advisor, page))).collect()
}
