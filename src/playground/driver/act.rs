//! Acting as a person: writing, using commands, pressing, choosing, filling in forms.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;

use super::super::world::id::{ChannelId, Id, MessageId};
use super::super::world::{Draft, PlaygroundEvent, Refusal, State};
use super::Playground;

impl Playground {
    /// Writes a message. `@Signpost`, `@Mia` and `@&Moderators` become mentions, as in a client.
    pub fn say(&self, person: &str, channel: &str, text: &str) -> Result<MessageId, Refusal> {
        self.write(person, channel, text, None, true)
    }

    /// Replies to a message and pings its author, as a client does unless told not to.
    pub fn reply(&self, person: &str, channel: &str, to: MessageId, text: &str) -> Result<MessageId, Refusal> {
        self.write(person, channel, text, Some(to), true)
    }

    /// Replies to a message without pinging its author.
    pub fn reply_quietly(&self, person: &str, channel: &str, to: MessageId, text: &str) -> Result<MessageId, Refusal> {
        self.write(person, channel, text, Some(to), false)
    }

    fn write(
        &self,
        person: &str,
        channel: &str,
        text: &str,
        reply_to: Option<MessageId>,
        ping: bool,
    ) -> Result<MessageId, Refusal> {
        self.in_channel(person, channel, |world, id, channel| {
            let mut draft = Draft::typed(&world.with_mentions(text), reply_to)?;
            draft.allowed.replied_user = ping;
            Ok(world.send(id, channel, draft)?)
        })
    }

    /// Changes a message of this person's own.
    pub fn edit(&self, person: &str, message: MessageId, text: &str) -> Result<(), Refusal> {
        self.as_person(person, |world, id| {
            let channel = world.messages.get(&message).map(|m| m.channel).unwrap_or_default();
            let body = serde_json::json!({ "content": world.with_mentions(text) });
            world.edit(id, channel, message, &body)?;
            Ok(())
        })
    }

    /// Deletes a message: one's own, or as a moderator anybody's.
    pub fn delete(&self, person: &str, message: MessageId) -> Result<(), Refusal> {
        self.as_person(person, |world, id| {
            let channel = world.messages.get(&message).map(|m| m.channel).unwrap_or_default();
            Ok(world.delete(id, channel, message)?)
        })
    }

    /// Starts typing.
    pub fn start_typing(&self, person: &str, channel: &str) -> Result<(), Refusal> {
        self.in_channel(person, channel, |world, id, channel| Ok(world.type_in(id, channel)?))
    }

    /// Opens a post in a forum; tells its channel and its first message.
    pub fn post(&self, person: &str, forum: &str, title: &str, text: &str) -> Result<(ChannelId, MessageId), Refusal> {
        self.in_channel(person, forum, |world, id, forum| {
            let draft = Draft::typed(&world.with_mentions(text), None)?;
            Ok(world.start_post(id, forum, title, draft)?)
        })
    }

    /// Opens a thread on a message.
    pub fn thread(&self, person: &str, channel: &str, on: MessageId, name: &str) -> Result<ChannelId, Refusal> {
        self.in_channel(person, channel, |world, id, channel| Ok(world.start_thread(id, channel, name, Some(on))?))
    }

    /// The conversation of a person with the bot.
    pub fn dm(&self, person: &str) -> Result<ChannelId, Refusal> {
        self.as_person(person, |world, id| Ok(world.open_private(id)?))
    }

    /// Uses a command: `role`, `privacy show`, or with a target a message menu's name. Options are name
    /// and value. Tells the interaction's id.
    pub fn invoke(
        &self,
        person: &str,
        channel: &str,
        name: &str,
        options: &[(String, Value)],
        target: Option<MessageId>,
    ) -> Result<Id, Refusal> {
        self.in_channel(person, channel, |world, id, channel| world.invoke(id, channel, name, options, target))
    }

    /// What the bot suggests for the option being typed, as `{name, value}`; waits for three seconds at most.
    pub async fn autocomplete(
        &self,
        person: &str,
        channel: &str,
        name: &str,
        options: &[(String, Value)],
        focused: &str,
    ) -> Result<Vec<Value>, Refusal> {
        let mut news = self.subscribe();
        let asked = self.in_channel(person, channel, |world, id, channel| {
            world.autocomplete(id, channel, name, options, focused)
        })?;
        let clock = self.inside.clock.clone();
        let late = || Refusal("The bot suggested nothing within three seconds.".to_owned());
        let answered = async {
            loop {
                match news.recv().await {
                    Ok(PlaygroundEvent::InteractionAnswered { interaction, .. }) if interaction == asked => {
                        return Ok(());
                    }
                    Ok(PlaygroundEvent::InteractionFailed { interaction }) if interaction == asked => {
                        return Err(late());
                    }
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return Err(late()),
                }
            }
        };
        tokio::select! {
            answered = answered => answered?,
            () = clock.sleep(Duration::from_secs(4)) => return Err(late()),
        }
        self.inside.act(|world| match world.interactions.get(&asked).map(|interaction| &interaction.state) {
            Some(State::Choices(choices)) => Ok(choices.clone()),
            _ => Err(late()),
        })
    }

    /// Presses a button.
    pub fn press(&self, person: &str, message: MessageId, custom_id: &str) -> Result<Id, Refusal> {
        self.as_person(person, |world, id| world.press(id, message, custom_id, None))
    }

    /// Chooses from a menu.
    pub fn choose(&self, person: &str, message: MessageId, custom_id: &str, values: &[String]) -> Result<Id, Refusal> {
        self.as_person(person, |world, id| world.press(id, message, custom_id, Some(values)))
    }

    /// Sends off a form: `opened_by` is the interaction that opened it, the fields are id and text.
    pub fn submit(&self, person: &str, opened_by: Id, fields: &[(String, String)]) -> Result<Id, Refusal> {
        self.as_person(person, |world, id| world.submit(id, opened_by, fields))
    }
}
