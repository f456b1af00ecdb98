//! The checks that look at the content as a whole, each with a name.

use jiff::civil::Date;

use super::draft::Draft;
use super::problem::Problem;
use crate::advisor::{Advisor, BuildProblem};

/// Every check by name, with what it holds.
pub const CHECKS: &[(&str, &str)] = &[];

/// Runs every check and builds the advisor; `None` when it cannot be built.
pub(super) fn build(draft: Draft, today: Date, problems: &mut Vec<Problem>) -> Option<Advisor> {
    let _ = today;
    match Advisor::build(draft.knowledge) {
        Ok(advisor) => Some(advisor),
        Err(found) => {
            problems.extend(found.iter().map(|problem: &BuildProblem| {
                Problem::new(&problem.at, None, "patterns_build", problem.message.clone())
            }));
            None
        }
    }
}
