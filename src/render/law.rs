//! Law, visas and permits: like pay, never without where, when, by whom and until when.

use jiff::civil::Date;

use super::draft::Draft;
use super::words::{self, law as wording};
use super::{footer, pay};
use crate::advisor::{Advisor, Law};

/// Says where and how long a page's statement about law holds, before anything else on its card. Past its date the card
/// says so; long past it the statement waits behind a button.
pub(super) fn mark(draft: &mut Draft, advisor: &Advisor, law: &Law, today: Date) {
    draft.before(wording::holds(&law.region, law.year, &footer::short(advisor, &law.source)));
    if law.expires >= today {
        draft.footer_too(&words::shown_until(law.expires));
        return;
    }
    draft.before(wording::past_its_date(law.expires));
    if pay::is_long_past(law.expires, today) {
        draft.hold_back(wording::OLD_STATEMENT).before(wording::too_old(&law.region, law.year));
    }
}
