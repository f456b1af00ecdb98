//! What a person asked about in the last minutes, so that "and what does it pay?" has an answer.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{ChannelId, UserId};

use crate::advisor::{Answer, PageId};

/// How long a page stays in a conversation.
const MINUTES: Duration = Duration::from_secs(10 * 60);
/// Pages kept of one conversation.
const PAGES: usize = 4;
/// Conversations kept at once.
const CONVERSATIONS: usize = 5_000;

/// Pages asked about lately, by channel and person. In memory only; no words of anybody.
#[derive(Debug, Default)]
pub(crate) struct Conversations {
    lately: Mutex<Lately>,
}

#[derive(Debug, Default)]
struct Lately {
    pages: HashMap<(ChannelId, UserId), VecDeque<(Duration, PageId)>>,
    /// Conversations in the order in which they were last added to.
    order: VecDeque<(Duration, (ChannelId, UserId))>,
}

impl Conversations {
    /// Pages this person asked about here in the last minutes, latest first. `now` is the clock's monotonic time.
    pub(crate) fn recent(&self, channel: ChannelId, person: UserId, now: Duration) -> Vec<PageId> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = lately.pages.get(&(channel, person)).into_iter().flatten();
        pages.filter(|(at, _)| now.saturating_sub(*at) <= MINUTES).map(|(_, page)| page.clone()).collect()
    }

    /// Forgets what that person asked about, everywhere.
    pub(crate) fn forget(&self, person: UserId) {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.pages.retain(|(_, other), _| *other != person);
        lately.order.retain(|(_, (_, other))| *other != person);
    }

    /// Notes what an answer was about.
    pub(crate) fn note(&self, channel: ChannelId, person: UserId, now: Duration, answer: &Answer) {
        let slots = answer.slots.iter().filter_map(|(slot, _)| answer.slots.page(slot));
        let pages: Vec<PageId> = answer.topic.clone().into_iter().chain(slots).collect();
        if pages.is_empty() {
            return;
        }
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (channel, person);
        let kept = lately.pages.entry(key).or_default();
        for page in pages.into_iter().rev() {
            kept.retain(|(_, other)| *other != page);
            kept.push_front((now, page));
        }
        kept.truncate(PAGES);
        lately.order.push_back((now, key));
        lately.drop_old(now);
    }
}

impl Lately {
    fn drop_old(&mut self, now: Duration) {
        while let Some((at, key)) = self.order.front().copied() {
            let is_over = now.saturating_sub(at) > MINUTES || self.order.len() > CONVERSATIONS;
            if !is_over {
                return;
            }
            self.order.pop_front();
            let is_latest =
                self.pages.get(&key).and_then(|pages| pages.front()).is_some_and(|(latest, _)| *latest == at);
            if is_latest {
                self.pages.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::{Body, IntentId, Kind, Slots};

    fn about(slug: &str) -> Answer {
        let page = PageId::new(Kind::Role, slug);
        Answer { intent: IntentId::new("role.describe"), slots: Slots::new(), topic: Some(page), body: Body::Help }
    }

    #[test]
    fn pages_are_latest_first_and_end_after_some_minutes() {
        let all = Conversations::default();
        let (channel, mia, sam) = (ChannelId::new(1), UserId::new(2), UserId::new(3));
        all.note(channel, mia, Duration::ZERO, &about("data-analyst"));
        all.note(channel, mia, Duration::from_secs(300), &about("data-engineer"));
        let slugs = |now| -> Vec<String> {
            all.recent(channel, mia, Duration::from_secs(now)).iter().map(|page| page.slug.to_string()).collect()
        };
        assert_eq!(slugs(301), ["data-engineer", "data-analyst"]);
        assert_eq!(slugs(700), ["data-engineer"]);
        assert_eq!(slugs(901), [""; 0]);
        assert!(all.recent(channel, sam, Duration::from_secs(301)).is_empty());
    }

    #[test]
    fn one_person_is_forgotten_everywhere() {
        let all = Conversations::default();
        let (mia, sam) = (UserId::new(2), UserId::new(3));
        for channel in [1, 2].map(ChannelId::new) {
            all.note(channel, mia, Duration::ZERO, &about("data-analyst"));
            all.note(channel, sam, Duration::ZERO, &about("data-analyst"));
        }
        all.forget(mia);
        assert!(all.recent(ChannelId::new(2), mia, Duration::ZERO).is_empty());
        assert_eq!(all.recent(ChannelId::new(2), sam, Duration::ZERO).len(), 1);
        assert_eq!(all.lately.lock().unwrap().order.len(), 2);
    }

    #[test]
    fn memory_is_bounded() {
        let all = Conversations::default();
        for person in 1..=(CONVERSATIONS as u64 * 2) {
            all.note(ChannelId::new(1), UserId::new(person), Duration::ZERO, &about("data-analyst"));
        }
        let lately = all.lately.lock().unwrap();
        assert!(lately.pages.len() <= CONVERSATIONS && lately.order.len() <= CONVERSATIONS);
    }
}
