//! Stops before Discord bars this address: 10,000 refused requests in ten minutes do. Pure.

use std::collections::VecDeque;
use std::time::Duration;

/// Refusals within a minute that open it.
const PER_MINUTE: usize = 50;
/// Refusals within ten minutes that open it.
const PER_TEN_MINUTES: usize = 300;
const MINUTE: Duration = Duration::from_secs(60);
const TEN_MINUTES: Duration = Duration::from_secs(600);

/// Remembers when requests were refused (401, 403, 429).
#[derive(Debug, Default)]
pub(super) struct Breaker {
    refused: VecDeque<Duration>,
}

impl Breaker {
    /// Notes a refusal at `now`.
    pub(super) fn refused(&mut self, now: Duration) {
        self.forget(now);
        self.refused.push_back(now);
    }

    /// How long nothing may be sent; `None` while all is well.
    pub(super) fn open_for(&mut self, now: Duration) -> Option<Duration> {
        self.forget(now);
        let minute = self.full(PER_MINUTE, MINUTE, now);
        let ten = self.full(PER_TEN_MINUTES, TEN_MINUTES, now);
        minute.into_iter().chain(ten).max()
    }

    /// Time until fewer than `most` lie within `span`.
    fn full(&self, most: usize, span: Duration, now: Duration) -> Option<Duration> {
        let oldest = self.refused.len().checked_sub(most).and_then(|at| self.refused.get(at))?;
        (*oldest + span).checked_sub(now).filter(|left| !left.is_zero())
    }

    fn forget(&mut self, now: Duration) {
        while self.refused.front().is_some_and(|at| *at + TEN_MINUTES < now) {
            self.refused.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Breaker, PER_MINUTE, PER_TEN_MINUTES};

    #[test]
    fn it_opens_at_fifty_in_a_minute_and_closes_when_the_minute_is_over() {
        let mut breaker = Breaker::default();
        for second in 0..49 {
            breaker.refused(Duration::from_secs(second));
        }
        assert_eq!(breaker.open_for(Duration::from_secs(49)), None);
        breaker.refused(Duration::from_secs(49));
        assert_eq!(breaker.open_for(Duration::from_secs(50)), Some(Duration::from_secs(10)));
        assert_eq!(breaker.open_for(Duration::from_secs(61)), None);
    }

    #[test]
    fn a_slow_flood_stays_far_below_what_bars_an_address() {
        let mut breaker = Breaker::default();
        let mut sent = 0;
        for second in 0..600 {
            for _ in 0..20 {
                if breaker.open_for(Duration::from_secs(second)).is_none() {
                    breaker.refused(Duration::from_secs(second));
                    sent += 1;
                }
            }
        }
        assert!((PER_MINUTE..=PER_TEN_MINUTES).contains(&sent), "{sent}");
    }
}
