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

/// Attempts at most, the first one included.
const ATTEMPTS: u32 = 5;
/// Discord's code for an interaction that already has its first response.
const ALREADY_ACKNOWLEDGED: i64 = 40060;

/// Decides after attempt number `attempt` (from 1). `unsure` tells that an earlier one may have arrived;
/// `jitter` is between 0 and 1; `left` is what remains of the budget.
pub(super) fn next(
    ended: &Ended,
    repeat: Repeat,
    deletes: bool,
    unsure: bool,
    attempt: u32,
    jitter: f64,
    left: Duration,
) -> Next {
    let again = |wait: Duration| {
        if attempt < ATTEMPTS && wait < left { Next::Again(wait) } else { Next::GiveBack }
    };
    let back_off = Duration::from_millis(200 << attempt.min(5)).mul_f64(0.5 + jitter / 2.0);
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

    use super::{Ended, Next, Repeat, next};

    const LEFT: Duration = Duration::from_secs(30);

    fn after(ended: &Ended, repeat: Repeat, unsure: bool) -> Next {
        next(ended, repeat, false, unsure, 1, 0.5, LEFT)
    }

    fn answer(status: u16) -> Ended {
        Ended::Answer { status, code: None }
    }

    #[test]
    fn what_would_double_is_never_sent_again_unless_it_never_left() {
        assert_eq!(after(&Ended::Unknown, Repeat::Doubles, false), Next::GiveBack);
        assert_eq!(after(&answer(502), Repeat::Doubles, false), Next::GiveBack);
        assert!(matches!(after(&Ended::NotSent, Repeat::Doubles, false), Next::Again(_)));
        assert_eq!(
            after(&Ended::Limited(Duration::from_secs(2)), Repeat::Doubles, false),
            Next::Again(Duration::from_secs(2))
        );
    }

    #[test]
    fn what_is_harmless_is_sent_again_a_few_times() {
        assert!(matches!(after(&Ended::Unknown, Repeat::Harmless, false), Next::Again(_)));
        assert!(matches!(after(&answer(500), Repeat::Harmless, false), Next::Again(_)));
        assert_eq!(next(&answer(500), Repeat::Harmless, false, true, 5, 0.5, LEFT), Next::GiveBack);
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
        assert_eq!(next(&answer(404), Repeat::Harmless, true, true, 2, 0.5, LEFT), Next::HadWorked);
        assert_eq!(next(&answer(404), Repeat::Harmless, true, false, 1, 0.5, LEFT), Next::GiveBack);
    }

    #[test]
    fn a_wait_longer_than_the_budget_is_given_back() {
        let limited = Ended::Limited(Duration::from_secs(31));
        assert_eq!(after(&limited, Repeat::Harmless, false), Next::GiveBack);
    }

    #[test]
    fn waits_grow_and_stay_bounded() {
        let wait = |attempt| match next(&Ended::NotSent, Repeat::Harmless, false, false, attempt, 1.0, LEFT) {
            Next::Again(wait) => wait,
            other => panic!("{other:?}"),
        };
        assert!(wait(1) < wait(2) && wait(2) < wait(3) && wait(4) <= Duration::from_secs(4));
    }
}
