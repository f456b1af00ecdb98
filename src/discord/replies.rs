//! Which reply answered which question, for as long as the question may be edited or deleted.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{ChannelId, MessageId, UserId};
use tokio::sync::Mutex as AsyncMutex;

/// Questions kept at once. In memory only; no words of anybody.
const QUESTIONS: usize = 2_000;

/// A reply that stands in a channel.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// Where.
    pub(crate) channel: ChannelId,
    /// The reply itself.
    pub(crate) message: MessageId,
    /// Who asked.
    pub(crate) asker: UserId,
    /// When the question came, on the clock's monotonic time.
    pub(crate) asked: Duration,
    /// The question spoke to the bot other than by its name: a reply to it, or a direct message.
    pub(crate) addressed_anyhow: bool,
    /// Tells an edit of the words from an edit that only unfolded a link.
    pub(crate) fingerprint: u64,
    /// Others can read along: what is kept is not shown there.
    pub(crate) in_server: bool,
    /// What the question told was noted under this call; an edit takes it back first.
    pub(crate) call: Option<u64>,
    /// It was corrected after an edit; that happens once.
    pub(crate) corrected: bool,
}

/// The reply to one question. Locked while the reply is being sent, so that an edit or a deletion waits for it.
pub(crate) type Slot = Arc<AsyncMutex<Option<Reply>>>;

/// Replies by question.
#[derive(Debug, Default)]
pub(crate) struct Replies {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    slots: HashMap<MessageId, Slot>,
    order: VecDeque<MessageId>,
    /// Questions of which a chosen reading was offered to moderators.
    offered: HashSet<MessageId>,
}

impl Replies {
    /// A place for the reply to a question that is about to be answered.
    pub(crate) fn open(&self, question: MessageId) -> Slot {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.order.len() >= QUESTIONS
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.slots.remove(&oldest);
            kept.offered.remove(&oldest);
        }
        kept.order.push_back(question);
        kept.slots.entry(question).or_default().clone()
    }

    /// Notes that a reading of that question is offered to moderators; `false` where that was done before. A question
    /// that is no longer known is never asked back about again.
    pub(crate) fn offer(&self, question: MessageId) -> bool {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        !kept.slots.contains_key(&question) || kept.offered.insert(question)
    }

    /// The place of a question that was answered, if it is still known.
    pub(crate) fn of(&self, question: MessageId) -> Option<Slot> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).slots.get(&question).cloned()
    }
}

/// Tells whether words changed without keeping them.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let replies = Replies::default();
        for id in 1..=(QUESTIONS as u64 + 1) {
            replies.open(MessageId::new(id));
        }
        assert!(replies.of(MessageId::new(1)).is_none());
        assert!(replies.of(MessageId::new(2)).is_some());
    }
}
