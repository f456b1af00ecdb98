//! Reading what was written before.

use serde_json::Value;

use super::id::{ChannelId, MessageId, UserId};
use super::message::Message;
use super::permission::READ_MESSAGE_HISTORY;
use super::{Problem, World};

/// Which part of a channel's history.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Around {
    /// The newest.
    Newest,
    /// The newest that are older than this.
    Before(MessageId),
    /// The oldest that are newer than this.
    After(MessageId),
    /// This one and those beside it.
    Beside(MessageId),
}

impl World {
    /// Messages of a channel, newest first, as Discord lists them.
    pub(crate) fn history(
        &self,
        user: UserId,
        channel: ChannelId,
        around: Around,
        limit: usize,
    ) -> Result<Vec<Value>, Problem> {
        if !(1..=100).contains(&limit) {
            let message = "int value should be between 1 and 100.";
            return Err(Problem::form("limit", "NUMBER_TYPE_MAX", message));
        }
        let seen = self.seen(user, channel)?;
        if self.permissions(user, seen) & READ_MESSAGE_HISTORY == 0 {
            return Ok(Vec::new());
        }
        let mut found: Vec<&Message> = match around {
            Around::Newest => self.newest(channel, MessageId::default(), None, limit),
            Around::Before(id) => self.newest(channel, MessageId::default(), Some(id), limit),
            Around::After(id) => self.oldest(channel, id, limit),
            Around::Beside(id) => {
                let mut all = self.newest(channel, MessageId::default(), Some(id), limit / 2);
                all.extend(self.messages.get(&id).filter(|m| m.channel == channel));
                all.extend(self.oldest(channel, id, limit / 2));
                all
            }
        };
        found.sort_by_key(|message| std::cmp::Reverse(message.id));
        Ok(found.into_iter().map(|message| self.answer_json(message)).collect())
    }

    fn all_in(&self, channel: ChannelId) -> impl DoubleEndedIterator<Item = &Message> {
        let ids = self.by_channel.get(&channel).into_iter().flatten();
        ids.filter_map(|id| self.messages.get(id)).filter(|message| message.only_for.is_none())
    }

    fn newest(&self, channel: ChannelId, from: MessageId, before: Option<MessageId>, limit: usize) -> Vec<&Message> {
        let fits = |m: &&Message| m.id > from && before.is_none_or(|before| m.id < before);
        self.all_in(channel).rev().filter(fits).take(limit).collect()
    }

    fn oldest(&self, channel: ChannelId, after: MessageId, limit: usize) -> Vec<&Message> {
        self.all_in(channel).filter(|message| message.id > after).take(limit).collect()
    }
}
