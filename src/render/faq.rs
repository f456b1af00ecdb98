//! A question that members ask, with its answer.

use super::draft::Draft;
use super::{footer, page, tip};
use crate::advisor::{Advisor, FaqFacts, Page};

/// Pages offered to read next.
const SEE: usize = 3;

/// The whole answer.
pub(super) fn whole(advisor: &Advisor, page: &Page, facts: &FaqFacts) -> Draft {
    let mut draft = Draft::titled(&page.title);
    draft.say(&page.summary);
    page::sections(&mut draft, page, &["What to do"]);
    tip::ride_along(&mut draft, advisor, &page.id);
    draft.footer(footer::of_pages(advisor, &[page]));
    for id in facts.see.iter().filter(|id| advisor.page(id).is_some()).take(SEE) {
        draft.button(page::button(advisor, id));
    }
    draft
}
