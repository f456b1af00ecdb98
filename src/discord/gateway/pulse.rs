//! Signs of life, counted in ticks of the watchdog rather than read from a clock that tests move.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Discord's usual interval, until a Hello says otherwise.
const USUAL_INTERVAL: Duration = Duration::from_millis(41_250);
/// How long a tick is.
pub(in crate::discord) const TICK: Duration = Duration::from_millis(100);
/// Never judged deaf sooner: a few connection attempts must fit.
const PATIENCE: Duration = Duration::from_secs(20);

/// When the gateway and serenity last showed that they are there. Clones share it.
#[derive(Clone, Debug, Default)]
pub(in crate::discord) struct Pulse(Arc<Beats>);

#[derive(Debug, Default)]
struct Beats {
    ticks: AtomicU64,
    gateway: AtomicU64,
    serenity: AtomicU64,
    interval_ms: AtomicU64,
}

/// What has gone quiet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Quiet {
    /// Nothing from Discord's gateway for this long.
    Gateway(Duration),
    /// serenity no longer reads what the relay hands it.
    Serenity(Duration),
}

impl Pulse {
    /// The gateway said how often it wants to hear from us.
    pub(super) fn interval(&self, interval: Duration) {
        self.0.interval_ms.store(u64::try_from(interval.as_millis()).unwrap_or(u64::MAX), Relaxed);
        self.gateway();
    }

    /// The gateway acknowledged, or sent an event.
    pub(super) fn gateway(&self) {
        self.0.gateway.store(self.0.ticks.load(Relaxed), Relaxed);
    }

    /// serenity sent a heartbeat to the relay.
    pub(super) fn serenity(&self) {
        self.0.serenity.store(self.0.ticks.load(Relaxed), Relaxed);
    }

    /// A tick has passed. Tells what has been quiet for too long: three heartbeat intervals, or `bound`.
    pub(in crate::discord) fn tick(&self, bound: Option<Duration>) -> Option<Quiet> {
        let now = self.0.ticks.fetch_add(1, Relaxed) + 1;
        let age = |beat: &AtomicU64| {
            let ticks = now.saturating_sub(beat.load(Relaxed));
            TICK.saturating_mul(u32::try_from(ticks).unwrap_or(u32::MAX))
        };
        let interval = match self.0.interval_ms.load(Relaxed) {
            0 => USUAL_INTERVAL,
            ms => Duration::from_millis(ms),
        };
        let bound = bound.unwrap_or_else(|| (interval * 3).max(PATIENCE));
        let (gateway, serenity) = (age(&self.0.gateway), age(&self.0.serenity));
        if gateway > bound {
            Some(Quiet::Gateway(gateway))
        } else if serenity > super::relay::INTERVAL * 3 {
            Some(Quiet::Serenity(serenity))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Pulse, Quiet};

    fn ticks_until_quiet(pulse: &Pulse) -> (u32, Quiet) {
        (1..)
            .find_map(|tick| {
                pulse.serenity();
                Some((tick, pulse.tick(None)?))
            })
            .unwrap()
    }

    #[test]
    fn a_gateway_is_deaf_after_three_of_its_intervals() {
        let pulse = Pulse::default();
        pulse.interval(Duration::from_secs(10));
        let (ticks, quiet) = ticks_until_quiet(&pulse);
        assert_eq!(ticks, 301);
        assert!(matches!(quiet, Quiet::Gateway(_)));
    }

    #[test]
    fn before_any_hello_discords_usual_interval_counts() {
        let (ticks, _) = ticks_until_quiet(&Pulse::default());
        assert_eq!(ticks, 1238);
    }

    #[test]
    fn an_acknowledgement_starts_the_count_again() {
        let pulse = Pulse::default();
        for _ in 0..3000 {
            pulse.gateway();
            pulse.serenity();
            assert_eq!(pulse.tick(None), None);
        }
    }

    #[test]
    fn a_serenity_that_stopped_reading_is_noticed() {
        let pulse = Pulse::default();
        let quiet = (0..2000).find_map(|_| {
            pulse.gateway();
            pulse.tick(None)
        });
        assert!(matches!(quiet, Some(Quiet::Serenity(_))));
    }
}
