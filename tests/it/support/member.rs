//! Acting as somebody.

use serde_json::Value;
use signpost::playground::{ChannelId, Id, MessageId, MessageView};

use super::discord::within;
use super::{Discord, Form, Reply};

/// Somebody on the server. What they do must be possible for them: a refusal fails the test.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(super) discord: &'a Discord,
    pub(super) name: &'static str,
}

impl Member<'_> {
    /// Writes in a channel; `dm` is the conversation with the bot. `@Signpost` becomes a mention.
    pub(crate) async fn says(&self, channel: &str, text: &str) -> MessageId {
        self.discord.say(self.name, channel, text).unwrap()
    }

    /// Replies to a message, and pings its author as a client does.
    pub(crate) async fn replies(&self, to: &Reply, text: &str) -> MessageId {
        self.discord.reply(self.name, &to.0.channel.to_string(), to.0.id, text).unwrap()
    }

    /// Replies without the ping.
    pub(crate) async fn replies_quietly(&self, to: &Reply, text: &str) -> MessageId {
        self.discord.reply_quietly(self.name, &to.0.channel.to_string(), to.0.id, text).unwrap()
    }

    /// Changes a message of their own.
    pub(crate) async fn edits(&self, message: MessageId, text: &str) {
        self.discord.edit(self.name, message, text).unwrap();
    }

    /// Deletes a message.
    pub(crate) async fn deletes(&self, message: MessageId) {
        self.discord.delete(self.name, message).unwrap();
    }

    /// Opens a post in a forum.
    pub(crate) async fn posts(&self, forum: &str, title: &str, text: &str) -> (ChannelId, MessageId) {
        self.discord.post(self.name, forum, title, text).unwrap()
    }

    /// Uses a slash command in #general: `uses("role", &[("name", "data engineer")])`.
    pub(crate) async fn uses(&self, command: &str, options: &[(&str, &str)]) -> Id {
        self.uses_in("#general", command, options).await
    }

    /// Uses a slash command somewhere, once it is registered.
    pub(crate) async fn uses_in(&self, channel: &str, command: &str, options: &[(&str, &str)]) -> Id {
        self.discord.registered(command.split(' ').next().unwrap_or_default()).await;
        self.discord.invoke(self.name, channel, command, &filled(options), None).unwrap()
    }

    /// Uses a message menu on a message.
    pub(crate) async fn picks(&self, menu: &str, message: MessageId) -> Id {
        self.discord.registered(menu).await;
        let channel = self.discord.message(message).expect("the message to be there").channel;
        self.discord.invoke(self.name, &channel.to_string(), menu, &[], Some(message)).unwrap()
    }

    /// Types into an option of a slash command: the names the bot suggests.
    pub(crate) async fn types(&self, command: &str, option: &str, text: &str) -> Vec<String> {
        self.discord.registered(command.split(' ').next().unwrap_or_default()).await;
        let options = filled(&[(option, text)]);
        let suggested = self.discord.autocomplete(self.name, "#general", command, &options, option);
        let suggested = within("suggestions", suggested).await.unwrap();
        suggested.iter().map(|choice| choice["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Presses the button with this label, or this id.
    pub(crate) async fn presses(&self, reply: &Reply, label: &str) -> Id {
        let id = reply.control(label);
        self.discord.press(self.name, reply.0.id, &id).unwrap()
    }

    /// Sends off a form with this text in its only input.
    pub(crate) async fn sends(&self, form: &Form, text: &str) -> Id {
        let id = form.input()["custom_id"].as_str().unwrap_or_default().to_owned();
        self.discord.submit(self.name, form.opened_by, &[(id, text.to_owned())]).unwrap()
    }

    /// What they see in a channel.
    pub(crate) fn sees(&self, channel: &str) -> Vec<MessageView> {
        self.discord.timeline(self.name, channel).unwrap()
    }

    /// Whether they see this message.
    pub(crate) fn can_see(&self, reply: &Reply) -> bool {
        self.sees(&reply.0.channel.to_string()).iter().any(|message| message.id == reply.0.id)
    }
}

fn filled(options: &[(&str, &str)]) -> Vec<(String, Value)> {
    options.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect()
}
