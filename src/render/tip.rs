//! A tip, on its own or riding along on the card of the page it is about.

use jiff::civil::Date;

use super::draft::Draft;
use super::{footer, page, titles, words};
use crate::advisor::{Advisor, PageId, Slug, Tip};

/// See [`super::card`]. Another day, another tip; on one day the same.
pub(super) fn draft(advisor: &Advisor, about: Option<&PageId>, today: Date) -> Draft {
    let all = &advisor.knowledge().tips;
    let fitting: Vec<&Tip> = all.iter().filter(|tip| about.is_none_or(|page| tip.about.contains(page))).collect();
    let Some(tip) = pick(&fitting, today) else {
        return without(advisor, about);
    };
    let title = about.map(|id| titles::title(advisor, id));
    let mut draft = Draft::titled(words::tip_title(title.as_deref()));
    draft.say(&tip.text);
    let sources: Vec<&Slug> = tip.sources.iter().collect();
    draft.footer(footer::write(advisor, &sources, None, &tip.layer));
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

fn pick<'a>(tips: &[&'a Tip], today: Date) -> Option<&'a Tip> {
    let day = usize::try_from(i32::from(today.day_of_year()) + 366 * i32::from(today.year())).unwrap_or_default();
    tips.get(day.checked_rem(tips.len())?).copied()
}

fn without(advisor: &Advisor, about: Option<&PageId>) -> Draft {
    let mut draft = Draft::default();
    match about {
        Some(id) => draft.say(words::no_tip(&titles::title(advisor, id))).button(page::button(advisor, id)),
        None => draft.say(words::NO_TIPS),
    };
    draft
}
