//! Changing and deleting messages.

use serde_json::{Value, json};

use super::event::{DIRECT_MESSAGES, GUILD_MESSAGES, PlaygroundEvent};
use super::id::{ChannelId, MessageId, UserId};
use super::limits::{check_message, is_empty_message, normal_components, normal_embeds};
use super::mention::Allowed;
use super::message::{LOADING, Message};
use super::permission::MANAGE_MESSAGES;
use super::{File, Problem, World};

impl World {
    /// A message of this channel that this user may see.
    pub(crate) fn message(&self, user: UserId, channel: ChannelId, id: MessageId) -> Result<&Message, Problem> {
        self.seen(user, channel)?;
        let message = self.messages.get(&id).filter(|m| m.channel == channel);
        message.filter(|m| m.only_for.is_none_or(|person| person == user)).ok_or_else(Problem::unknown_message)
    }

    /// Changes a message of one's own. Fields that are not in the body stay as they are.
    pub(crate) fn edit(
        &mut self,
        user: UserId,
        channel: ChannelId,
        id: MessageId,
        body: &Value,
    ) -> Result<MessageId, Problem> {
        if self.message(user, channel, id)?.author != user {
            return Err(Problem::not_the_author());
        }
        if self.channels.get(&channel).is_some_and(|channel| channel.archived) {
            return Err(Problem::archived());
        }
        self.change(id, body, "", Allowed::in_messages(), &[])
    }

    /// Checks a change and carries it out.
    pub(super) fn change(
        &mut self,
        id: MessageId,
        body: &Value,
        prefix: &str,
        default: Allowed,
        files: &[File],
    ) -> Result<MessageId, Problem> {
        let mut message = self.messages.get(&id).cloned().ok_or_else(Problem::unknown_message)?;
        check_message(body, prefix)?;
        let allowed = Allowed::read(&body["allowed_mentions"], default)?;
        if has(body, "content") {
            body["content"].as_str().unwrap_or_default().clone_into(&mut message.content);
        }
        if has(body, "embeds") {
            message.embeds = normal_embeds(&body["embeds"]);
        }
        if has(body, "components") {
            message.components = normal_components(&body["components"]);
        }
        if has(body, "attachments") {
            let kept: Vec<&Value> = body["attachments"].as_array().into_iter().flatten().map(|a| &a["id"]).collect();
            message.attachments.retain(|attachment| kept.contains(&&attachment["id"]));
        }
        let added: Vec<Value> = files.iter().map(|file| self.attachment(file)).collect();
        message.attachments.extend(added);
        if is_empty_message(&message.content, &message.embeds, &message.components, message.attachments.len()) {
            return Err(Problem::empty_message());
        }
        // A deferred answer that is filled in counts as sent, not as edited.
        if message.flags & LOADING == 0 {
            message.edited_ms = Some(self.now_ms);
        }
        message.flags &= !LOADING;
        self.mention(&mut message, &allowed);
        self.messages.insert(id, message.clone());
        self.tell_message("MESSAGE_UPDATE", &message);
        let (channel, only_for) = (message.channel, message.only_for);
        self.news(PlaygroundEvent::MessageEdited { channel, message: id, only_for });
        Ok(id)
    }

    /// Deletes a message: one's own, or anybody's with Manage Messages.
    pub(crate) fn delete(&mut self, user: UserId, channel: ChannelId, id: MessageId) -> Result<(), Problem> {
        let message = self.message(user, channel, id)?;
        if message.author != user {
            let channel = self.seen(user, channel)?;
            if channel.is_private() {
                return Err(Problem::missing_permissions());
            }
            self.need(user, channel, MANAGE_MESSAGES)?;
        }
        self.remove(id);
        Ok(())
    }

    /// Takes a message away and tells everybody.
    pub(super) fn remove(&mut self, id: MessageId) {
        let Some(message) = self.messages.remove(&id) else { return };
        let channel = message.channel;
        if let Some(all) = self.by_channel.get_mut(&channel) {
            all.remove(&id);
        }
        if message.only_for.is_none() && self.seen(self.bot, channel).is_ok() {
            let mut payload = json!({ "id": id, "channel_id": channel });
            let mut intent = DIRECT_MESSAGES;
            if let Some(guild) = self.guild_of(channel) {
                payload["guild_id"] = guild.into();
                intent = GUILD_MESSAGES;
            }
            self.dispatch("MESSAGE_DELETE", intent, payload);
        }
        self.news(PlaygroundEvent::MessageDeleted { channel, message: id });
    }
}

fn has(body: &Value, field: &str) -> bool {
    body.get(field).is_some()
}
