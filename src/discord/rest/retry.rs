//! Whether a request that did not work is sent again. Pure.

use std::time::Duration;

use super::route::Repeat;

/// How one attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ended {
    /// With an answer.
    Answer {
        /// Its status.
        status: u16,
        /// Discord's own error code in it, if any.
        code: Option<i64>,
    },
    /// Refused for now, with how long to wait.
    Limited(Duration),
    /// The request never left.
    NotSent,
    /// It left; whether it arrived is not known.
    Unknown,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Next {
    /// Hand the answer, or the failure, to the sender.
    GiveBack,
    /// An earlier attempt had worked after all: tell the sender so.
    HadWorked,
    /// Wait, then send the same again.
    Again(Duration),
}

/// Discord's code for an interaction that already has its first response.
const ALREADY_ACKNOWLEDGED: i64 = 40060;

/// What is known when deciding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sofar {
    /// Attempts made, at least one.
    pub(super) attempts: u32,
    /// Attempts that may be made.
    pub(super) of: u32,
    /// Whether an earlier one may have arrived.
    pub(super) unsure: bool,
    /// What remains of the budget.
    pub(super) left: Duration,
    /// Between 0 and 1, so that many do not come back at once.
    pub(super) jitter: f64,
}

/// Decides after an attempt. `deletes` tells that the request is a deletion.
pub(super) fn next(ended: &Ended, repeat: Repeat, deletes: bool, sofar: Sofar) -> Next {
    let Sofar { attempts, of, unsure, left, jitter } = sofar;
    let again = |wait: Duration| {
        if attempts < of && wait < left { Next::Again(wait) } else { Next::GiveBack }
    };
    let back_off = Duration::from_millis(200 << attempts.min(5)).mul_f64(0.5 + jitter / 2.0);
    match ended {
        Ended::Answer { status: 404, .. } if deletes && unsure => Next::HadWorked,
        Ended::Answer { code: Some(ALREADY_ACKNOWLEDGED), .. } if repeat == Repeat::Told && unsure => Next::HadWorked,
        Ended::Answer { status: 500.., .. } | Ended::Unknown if repeat != Repeat::Doubles => again(back_off),
        Ended::Limited(wait) => again(*wait),
        Ended::NotSent => again(back_off),
        Ended::Answer { .. } | Ended::Unknown => Next::GiveBack,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Ended, Next, Repeat, Sofar, next};

    fn sofar(attempts: u32, unsure: bool) -> Sofar {
        Sofar { attempts, of: 5, unsure, left: Duration::from_secs(30), jitter: 0.5 }
    }

    fn after(ended: &Ended, repeat: Repeat, unsure: bool) -> Next {
        next(ended, repeat, false, sofar(1, unsure))
    }

    fn answer(status: u16) -> Ended {
        Ended::Answer { status, code: None }
    }

    #[test]
    fn what_would_double_is_never_sent_again_unless_it_never_left() {
        assert_eq!(after(&Ended::Unknown, Repeat::Doubles, false), Next::GiveBack);
        assert_eq!(after(&answer(502), Repeat::Doubles, false), Next::GiveBack);
        assert!(matches!(after(&Ended::NotSent, Repeat::Doubles, false), Next::Again(_)));
        let two = Duration::from_secs(2);
        assert_eq!(after(&Ended::Limited(two), Repeat::Doubles, false), Next::Again(two));
    }

    #[test]
    fn what_is_harmless_is_sent_again_a_few_times() {
        assert!(matches!(after(&Ended::Unknown, Repeat::Harmless, false), Next::Again(_)));
        assert!(matches!(after(&answer(500), Repeat::Harmless, false), Next::Again(_)));
        assert_eq!(next(&answer(500), Repeat::Harmless, false, sofar(5, true)), Next::GiveBack);
        assert_eq!(after(&answer(400), Repeat::Harmless, false), Next::GiveBack);
    }

    #[test]
    fn a_first_response_that_had_arrived_counts_as_given() {
        let told = Ended::Answer { status: 400, code: Some(40060) };
        assert_eq!(after(&told, Repeat::Told, true), Next::HadWorked);
        assert_eq!(after(&told, Repeat::Told, false), Next::GiveBack);
    }

    #[test]
    fn a_deletion_that_had_arrived_counts_as_done() {
        assert_eq!(next(&answer(404), Repeat::Harmless, true, sofar(2, true)), Next::HadWorked);
        assert_eq!(next(&answer(404), Repeat::Harmless, true, sofar(1, false)), Next::GiveBack);
    }

    #[test]
    fn a_wait_longer_than_the_budget_is_given_back() {
        let limited = Ended::Limited(Duration::from_secs(31));
        assert_eq!(after(&limited, Repeat::Harmless, false), Next::GiveBack);
    }

    #[test]
    fn waits_grow_and_stay_bounded() {
        let wait = |attempts| match next(&Ended::NotSent, Repeat::Harmless, false, sofar(attempts, false)) {
            Next::Again(wait) => wait,
            other => panic!("{other:?}"),
        };
        assert!(wait(1) < wait(2) && wait(2) < wait(3) && wait(4) <= Duration::from_secs(4));
    }
}
