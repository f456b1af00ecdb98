//! Remembers what was acted on, so that it is acted on once. Pure.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

/// How long it is remembered: longer than Discord repeats events after a resume.
const KEPT: Duration = Duration::from_secs(20 * 60);
/// Remembered at most, a few megabytes; the oldest go first.
const MOST: usize = 100_000;

/// The ids acted on in the last twenty minutes.
#[derive(Debug, Default)]
pub(super) struct Seen {
    ids: HashSet<u64>,
    order: VecDeque<(Duration, u64)>,
}

impl Seen {
    /// Whether `id` is new at `now`; from now on it is not.
    pub(super) fn is_new(&mut self, id: u64, now: Duration) -> bool {
        while self.order.front().is_some_and(|(at, _)| *at + KEPT < now || self.order.len() >= MOST) {
            if let Some((_, old)) = self.order.pop_front() {
                self.ids.remove(&old);
            }
        }
        let new = self.ids.insert(id);
        if new {
            self.order.push_back((now, id));
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{MOST, Seen};

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn an_id_is_new_once_within_twenty_minutes() {
        let mut seen = Seen::default();
        assert!(seen.is_new(7, MINUTE));
        assert!(!seen.is_new(7, MINUTE * 20));
        assert!(seen.is_new(7, MINUTE * 22));
    }

    #[test]
    fn a_flood_forgets_the_oldest_and_stays_bounded() {
        let mut seen = Seen::default();
        for id in 0..=MOST as u64 {
            assert!(seen.is_new(id, MINUTE));
        }
        assert_eq!(seen.order.len(), MOST);
        assert!(seen.is_new(0, MINUTE) && !seen.is_new(MOST as u64, MINUTE));
    }
}
