//! Pages are compared with their sources now and then.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Look;
use crate::advisor::{Facts, Pay};
use crate::content::problem::Problem;
use crate::content::sheet::Written;

/// A machine that believes it is earlier than this has lost its clock; the content is not to blame.
const CLOCK_LOST_BEFORE: Date = date(2026, 11, 1);

/// `checked` is not in the future, and not older than a year; figures are not past their expiry.
pub(super) fn sensible(look: &Look, problems: &mut Vec<Problem>) {
    let today = look.today;
    if today < CLOCK_LOST_BEFORE {
        return;
    }
    for page in look.knowledge.pages.values() {
        let Some(written) = look.places.pages.get(&page.id) else { continue };
        if let Some(checked) = page.checked {
            compared(checked, today, written, problems);
        }
        if let Facts::Role(facts) = &page.facts {
            expiries(&facts.pay, "pay", today, written, problems);
        }
        if let Some(law) = &page.law {
            expiry(law.expires, "law.expires", today, written, problems);
        }
    }
    for info in &look.knowledge.levels {
        if let Some(written) = look.places.levels.get(&info.level) {
            expiries(&info.pay, &format!("{}.pay", info.level.id()), today, written, problems);
        }
    }
    for (index, premium) in look.knowledge.premiums.iter().enumerate() {
        expiry(premium.expires, &format!("premium[{index}].expires"), today, &look.places.premiums, problems);
    }
    if let (Some(checked), Some(written)) = (look.knowledge.levels_checked, look.places.levels.values().next()) {
        compared(checked, today, written, problems);
    }
}

fn compared(checked: Date, today: Date, written: &Written, problems: &mut Vec<Problem>) {
    if checked > today {
        let problem = written.problem("checked", "dates_sensible", format!("`checked` is in the future: {checked}."));
        problems.push(problem.hint("Write the day you compared the page with its sources."));
    } else if today.checked_sub(1.year()).is_ok_and(|year_ago| checked < year_ago) {
        let message = format!("last compared with its sources on {checked}.");
        let problem = written.problem("checked", "dates_sensible", message).warning();
        problems.push(problem.hint("Read it again and set `checked`."));
    }
}

fn expiries(pays: &[Pay], key: &str, today: Date, written: &Written, problems: &mut Vec<Problem>) {
    for (index, pay) in pays.iter().enumerate() {
        expiry(pay.expires, &format!("{key}[{index}].expires"), today, written, problems);
    }
}

fn expiry(expires: Date, part: &str, today: Date, written: &Written, problems: &mut Vec<Problem>) {
    if expires < today {
        let problem = written.problem(part, "dates_sensible", format!("this expired on {expires}.")).warning();
        problems.push(problem.hint("Look for a newer figure, or take it out."));
    }
}
