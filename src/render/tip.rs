//! A tip, on its own or riding along on the card of the page it is about.

use jiff::civil::Date;

use super::draft::Draft;
use super::{Action, Button, Card, Here, footer, page, titles, words};
use crate::advisor::{Advisor, Layer, PageId, Slug, Tip};

/// See [`super::card`]. The tip of number `at`: another day, another order; on one day the same. The server's own come
/// first, the guide's after them.
pub(super) fn draft(advisor: &Advisor, about: Option<&PageId>, at: u16, today: Date, here: &Here<'_>) -> Draft {
    let fits = |tip: &&Tip| about.is_none_or(|page| tip.about.contains(page));
    let own = in_order(here.tips.iter().filter(fits).collect(), today, None);
    let has_own = !own.is_empty();
    let all = [own, in_order(advisor.knowledge().tips.iter().filter(fits).collect(), today, here.pack)].concat();
    let Some(tip) = usize::from(at).checked_rem(all.len()).map(|at| all[at]) else {
        return without(advisor, about);
    };
    let mut draft = shown(advisor, tip, about);
    if has_own && all.len() > 1 {
        let next = Action::NextTip { about: about.cloned(), at: at.wrapping_add(1) };
        draft.button(Button::new(words::curating::ANOTHER_TIP, next));
    }
    draft
}

/// The tip of number `at`, for "Another tip".
pub fn next_tip(advisor: &Advisor, about: Option<&PageId>, at: u16, today: Date, here: &Here<'_>) -> Card {
    draft(advisor, about, at, today, here).whole()
}

/// One tip as a card; `about` is what was asked for.
pub(super) fn shown(advisor: &Advisor, tip: &Tip, about: Option<&PageId>) -> Draft {
    let title = about.map(|id| titles::title(advisor, id));
    let mut draft = Draft::titled(words::tip_title(title.as_deref()));
    draft.say(&tip.text);
    if tip.layer == Layer::Server {
        draft.footer(words::curating::FROM_MODERATORS);
    } else {
        let sources: Vec<&Slug> = tip.sources.iter().collect();
        draft.footer(footer::write(advisor, &sources, None, &tip.layer));
    }
    for id in tip.about.iter().filter(|id| advisor.page(id).is_some()).take(2) {
        draft.button(page::button(advisor, id));
    }
    draft
}

/// Adds the first tip about a page to its card. The first, not the day's: an answer stays the same from day to day.
pub(super) fn ride_along(draft: &mut Draft, advisor: &Advisor, id: &PageId) {
    if let Some(tip) = advisor.knowledge().tips.iter().find(|tip| tip.about.contains(id)) {
        draft.fact(words::TIP, &tip.text);
    }
}

/// The day's tip first, the others after it; where a pack comes first, its tips do.
fn in_order<'a>(mut tips: Vec<&'a Tip>, today: Date, pack: Option<&str>) -> Vec<&'a Tip> {
    let day = usize::try_from(i32::from(today.day_of_year()) + 366 * i32::from(today.year())).unwrap_or_default();
    if let Some(at) = day.checked_rem(tips.len()) {
        tips.rotate_left(at);
    }
    tips.sort_by_key(|tip| !matches!(&tip.layer, Layer::Pack(name) if pack == Some(name.as_str())));
    tips
}

fn without(advisor: &Advisor, about: Option<&PageId>) -> Draft {
    let mut draft = Draft::default();
    match about {
        Some(id) => draft.say(words::no_tip(&titles::title(advisor, id))).button(page::button(advisor, id)),
        None => draft.say(words::NO_TIPS),
    };
    draft
}
