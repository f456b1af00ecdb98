//! Threads and forum posts.

use serde_json::{Value, json};

use super::channel::ChannelKind;
use super::event::{GUILDS, PlaygroundEvent};
use super::id::{ChannelId, MessageId, UserId};
use super::message::HAS_THREAD;
use super::permission::{CREATE_PUBLIC_THREADS, SEND_MESSAGES};
use super::problem::Form;
use super::time::iso;
use super::{Draft, Problem, World};

impl World {
    /// Opens a thread without a message, or on one.
    pub(crate) fn start_thread(
        &mut self,
        user: UserId,
        parent: ChannelId,
        name: &str,
        on: Option<MessageId>,
    ) -> Result<ChannelId, Problem> {
        check_name(name)?;
        let channel = self.seen(user, parent)?;
        if channel.kind != ChannelKind::Text {
            return Err(Problem::wrong_channel_type());
        }
        self.need(user, channel, CREATE_PUBLIC_THREADS)?;
        if let Some(id) = on {
            let message = self.message(user, parent, id)?;
            if message.flags & HAS_THREAD != 0 {
                return Err(Problem::thread_exists());
            }
        }
        // A thread on a message has that message's id.
        let id = on.unwrap_or_else(|| self.next_id());
        self.open_thread(id, user, parent, name);
        if let Some(message) = on.and_then(|id| self.messages.get_mut(&id)) {
            message.flags |= HAS_THREAD;
        }
        Ok(id)
    }

    /// Opens a post in a forum, with its first message.
    pub(crate) fn start_post(
        &mut self,
        user: UserId,
        forum: ChannelId,
        name: &str,
        draft: Draft,
    ) -> Result<(ChannelId, MessageId), Problem> {
        check_name(name)?;
        let channel = self.seen(user, forum)?;
        if channel.kind != ChannelKind::Forum {
            return Err(Problem::wrong_channel_type());
        }
        self.need(user, channel, SEND_MESSAGES)?;
        let id = self.next_id();
        self.open_thread(id, user, forum, name);
        let message = self.send(user, id, draft)?;
        Ok((id, message))
    }

    fn open_thread(&mut self, id: ChannelId, owner: UserId, parent: ChannelId, name: &str) {
        let mut thread = self.blank_channel(id, ChannelKind::Thread, name.to_owned());
        thread.guild = self.guild_of(parent);
        thread.parent = Some(parent);
        thread.owner = Some(owner);
        let mut payload = self.channel_json(&thread);
        self.channels.insert(id, thread);
        payload["newly_created"] = true.into();
        if self.seen(self.bot, id).is_ok() {
            self.dispatch("THREAD_CREATE", GUILDS, payload);
        }
        self.news(PlaygroundEvent::ThreadCreated { parent, channel: id });
    }

    /// The thread object of the answer to its creation, with the creator's membership.
    pub(crate) fn created_thread_json(&self, id: ChannelId, user: UserId) -> Value {
        let Some(thread) = self.channels.get(&id) else { return Value::Null };
        let mut out = self.channel_json(thread);
        out["member"] = json!({ "id": id, "user_id": user, "join_timestamp": iso(thread.created_ms), "flags": 0 });
        out
    }
}

fn check_name(name: &str) -> Result<(), Problem> {
    let mut form = Form::default();
    form.required_text("name", &name.into(), 1, 100);
    form.finish()
}
