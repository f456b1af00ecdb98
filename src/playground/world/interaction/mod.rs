//! Interactions: what people do with commands, buttons and forms, and the time the bot has to answer.

mod follow;
mod invoke;
mod respond;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use super::World;
use super::event::PlaygroundEvent;
use super::id::{ChannelId, Id, MessageId, UserId};

/// The first answer must come within three seconds.
pub(crate) const FIRST_ANSWER_MS: u64 = 3000;
/// A token is good for fifteen minutes.
pub(crate) const TOKEN_MS: u64 = 15 * 60_000;

/// From so many interactions on, those whose tokens have long expired are forgotten.
const MANY: usize = 1000;

/// Discord's numbers for the kinds of interaction.
pub(crate) const COMMAND: u8 = 2;
pub(crate) const COMPONENT: u8 = 3;
pub(crate) const AUTOCOMPLETE: u8 = 4;
pub(crate) const MODAL: u8 = 5;

/// How far the bot is with its answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    /// Nothing yet.
    Waiting,
    /// No answer came in time; it is too late.
    Failed,
    /// Answered. `filled` is false while a deferred answer shows "thinking".
    Answered { original: Option<MessageId>, filled: bool, ephemeral: bool },
    /// Answered with choices, for an autocomplete.
    Choices(Vec<Value>),
    /// Answered with a form.
    Form(Value),
}

/// One thing somebody did, that the bot answers.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) id: Id,
    pub(crate) token: String,
    pub(crate) kind: u8,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) created_ms: u64,
    pub(crate) state: State,
    /// For components, and for forms that a component opened: the message they sit on.
    pub(crate) message: Option<MessageId>,
    /// The `interaction_metadata` of messages that answer it.
    pub(crate) metadata: Value,
    /// How it shows above the answer: `Mia used /role`.
    pub(crate) used: Option<String>,
}

impl World {
    /// Gives up on interactions whose three seconds are over. Called as time passes.
    pub(crate) fn expire_interactions(&mut self) {
        while let Some((deadline, interaction)) = self.waiting.first().copied().filter(|(at, _)| *at < self.now_ms) {
            self.waiting.remove(&(deadline, interaction));
            if let Some(late) = self.interactions.get_mut(&interaction) {
                late.state = State::Failed;
            }
            self.news(PlaygroundEvent::InteractionFailed { interaction });
        }
        if self.interactions.len() > MANY {
            let oldest = self.now_ms.saturating_sub(2 * TOKEN_MS);
            self.interactions.retain(|_, interaction| interaction.created_ms >= oldest);
        }
    }

    /// When the next interaction has run out of time, in milliseconds since 1970.
    pub(crate) fn next_deadline(&self) -> Option<u64> {
        self.waiting.first().map(|(deadline, _)| deadline + 1)
    }

    /// Writes an interaction down and sends it to the bot.
    fn begin(&mut self, user: UserId, channel: ChannelId, kind: u8, data: &Value, more: Begin) -> Id {
        let id = self.next_id();
        let token = format!("aW50ZXJhY3Rpb246{id}{:x}", id.0.rotate_left(23));
        let payload = self.payload(id, &token, user, channel, kind, data, more.message);
        let metadata = self.metadata(id, user, channel, kind, &more);
        let interaction = Interaction {
            id,
            token,
            kind,
            user,
            channel,
            created_ms: self.now_ms,
            state: State::Waiting,
            message: more.message,
            metadata,
            used: more.used,
        };
        self.interactions.insert(id, interaction);
        self.waiting.insert((self.now_ms + FIRST_ANSWER_MS, id));
        self.dispatch("INTERACTION_CREATE", 0, payload);
        id
    }

    #[expect(clippy::too_many_arguments, reason = "the interaction object has this many independent parts")]
    fn payload(
        &self,
        id: Id,
        token: &str,
        user: UserId,
        channel: ChannelId,
        kind: u8,
        data: &Value,
        message: Option<MessageId>,
    ) -> Value {
        let mut payload = json!({
            "id": id,
            "application_id": self.app.id,
            "type": kind,
            "data": data,
            "channel_id": channel,
            "token": token,
            "version": 1,
            "locale": self.users.get(&user).map_or("en-US", |user| user.locale),
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": self.owners(channel),
        });
        let Some(place) = self.channels.get(&channel) else { return payload };
        let mut partial = self.channel_json(place);
        partial["permissions"] = self.permissions(user, place).to_string().into();
        payload["channel"] = partial;
        payload["app_permissions"] = self.permissions(self.bot, place).to_string().into();
        let person = self.users.get(&user);
        if let Some(guild) = place.guild.and_then(|id| self.guilds.get(&id)) {
            payload["guild"] = guild.partial_json();
            payload["guild_id"] = guild.id.into();
            payload["guild_locale"] = "en-US".into();
            payload["context"] = 0.into();
            if let (Some(member), Some(person)) = (guild.members.get(&user), person) {
                payload["member"] = member.json(person);
                payload["member"]["permissions"] = self.permissions(user, place).to_string().into();
            }
        } else {
            payload["context"] = 1.into();
            payload["user"] = person.map_or(Value::Null, super::user::User::json);
        }
        if let Some(message) = message.and_then(|id| self.messages.get(&id)) {
            payload["message"] = self.message_json(message);
        }
        payload
    }

    fn owners(&self, channel: ChannelId) -> Value {
        json!({ "0": self.guild_of(channel).map_or_else(|| "0".to_owned(), |id| id.to_string()) })
    }

    fn metadata(&self, id: Id, user: UserId, channel: ChannelId, kind: u8, more: &Begin) -> Value {
        let mut metadata = json!({
            "id": id,
            "type": kind,
            "user": self.users.get(&user).map(super::user::User::json),
            "authorizing_integration_owners": self.owners(channel),
        });
        match kind {
            COMPONENT => metadata["interacted_message_id"] = more.message.unwrap_or_default().into(),
            MODAL => metadata["triggering_interaction_metadata"] = more.trigger.clone(),
            _ => {}
        }
        if let Some(target) = more.target {
            metadata["target_message_id"] = target.into();
        }
        metadata
    }
}

/// What only some interactions have.
#[derive(Clone, Debug, Default)]
struct Begin {
    message: Option<MessageId>,
    target: Option<MessageId>,
    trigger: Value,
    used: Option<String>,
}
