//! The first answer to an interaction: one, and in time.

use serde_json::{Value, json};

use super::super::event::PlaygroundEvent;
use super::super::id::{Id, MessageId};
use super::super::limits::check_modal;
use super::super::mention::Allowed;
use super::super::message::{EPHEMERAL, LOADING};
use super::super::problem::Form;
use super::super::{Draft, File, Problem, World};
use super::{AUTOCOMPLETE, COMMAND, COMPONENT, FIRST_ANSWER_MS, MODAL, State};

const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const FORM: u64 = 9;

/// What a first answer did.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub(crate) kind: u64,
    pub(crate) message: Option<MessageId>,
}

impl World {
    /// Takes the first answer to an interaction.
    pub(crate) fn respond(&mut self, id: Id, token: &str, body: &Value, files: &[File]) -> Result<Callback, Problem> {
        let now = self.now_ms;
        let interaction = self.interactions.get(&id).filter(|i| i.token == token);
        let interaction = interaction.ok_or_else(Problem::unknown_interaction)?;
        match interaction.state {
            State::Waiting if now <= interaction.created_ms + FIRST_ANSWER_MS => {}
            State::Waiting | State::Failed => return Err(Problem::unknown_interaction()),
            _ => return Err(Problem::already_acknowledged()),
        }
        let kind = body["type"].as_u64().unwrap_or(0);
        let (asked, on) = (interaction.kind, interaction.message);
        if !fits(asked, kind, on.is_some()) {
            let message = "Value of field \"type\" is not a response this interaction takes.";
            return Err(Problem::form("type", "BASE_TYPE_CHOICES", message));
        }
        let data = &body["data"];
        let ephemeral = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
        let answered = |original, filled| State::Answered { original, filled, ephemeral };
        let (state, message) = match kind {
            MESSAGE => {
                let draft = Draft::read(data, "data.", Allowed::in_interactions(), files)?;
                let message = self.answer(id, draft, ephemeral, false)?;
                (answered(Some(message), true), Some(message))
            }
            DEFERRED_MESSAGE => {
                let message = self.answer(id, Draft::empty(), ephemeral, true)?;
                (answered(Some(message), false), Some(message))
            }
            DEFERRED_UPDATE => (answered(on, true), on),
            UPDATE => {
                let message = on.ok_or_else(Problem::unknown_message)?;
                self.change(message, data, "data.", Allowed::in_interactions(), files)?;
                (answered(on, true), on)
            }
            CHOICES => {
                check_choices(data)?;
                (State::Choices(data["choices"].as_array().cloned().unwrap_or_default()), None)
            }
            FORM => {
                check_modal(data)?;
                (State::Form(data.clone()), None)
            }
            _ => (answered(None, true), None),
        };
        if let Some(interaction) = self.interactions.get_mut(&id) {
            interaction.state = state;
            self.waiting.remove(&(interaction.created_ms + FIRST_ANSWER_MS, id));
            let person = interaction.user;
            self.news(PlaygroundEvent::InteractionAnswered { interaction: id, kind });
            if kind == FORM {
                self.news(PlaygroundEvent::ModalOpened { interaction: id, person, modal: data.clone() });
            }
        }
        Ok(Callback { kind, message })
    }

    /// Writes a message that answers an interaction.
    pub(super) fn answer(
        &mut self,
        id: Id,
        draft: Draft,
        ephemeral: bool,
        thinking: bool,
    ) -> Result<MessageId, Problem> {
        let interaction = self.interactions.get(&id).cloned().ok_or_else(Problem::unknown_webhook)?;
        let menu = interaction.metadata["target_message_id"].is_string();
        let kind = match interaction.kind {
            COMMAND if menu => 23,
            COMMAND => 20,
            _ => 0,
        };
        let bot = self.bot;
        let flags = draft.flags & super::super::limits::IS_COMPONENTS_V2;
        Ok(self.put(bot, interaction.channel, kind, draft, |message| {
            message.flags = flags;
            if ephemeral {
                message.flags |= EPHEMERAL;
                message.only_for = Some(interaction.user);
            }
            if thinking {
                message.flags |= LOADING;
            }
            message.interaction = Some((id, interaction.metadata));
            message.used = interaction.used;
        }))
    }

    /// The answer to a callback that asked for one (`with_response=true`).
    pub(crate) fn callback_json(&self, id: Id, callback: &Callback) -> Value {
        let Some(interaction) = self.interactions.get(&id) else { return Value::Null };
        let message = callback.message.and_then(|id| self.messages.get(&id));
        let mut out = json!({ "interaction": {
            "id": id,
            "type": interaction.kind,
            "response_message_id": callback.message,
            "response_message_loading": matches!(interaction.state, State::Answered { filled: false, .. }),
            "response_message_ephemeral": message.is_some_and(|m| m.flags & EPHEMERAL != 0),
            "channel_id": interaction.channel,
        }});
        if let Some(guild) = self.guild_of(interaction.channel) {
            out["interaction"]["guild_id"] = guild.into();
        }
        if callback.message.is_none()
            && let Some(fields) = out["interaction"].as_object_mut()
        {
            fields.retain(|key, _| !key.starts_with("response_message"));
        }
        if let (MESSAGE | UPDATE, Some(message)) = (callback.kind, message) {
            out["resource"] = json!({ "type": callback.kind, "message": self.message_json(message) });
        }
        out
    }
}

/// Which answers a kind of interaction takes.
fn fits(asked: u8, kind: u64, on_message: bool) -> bool {
    match kind {
        MESSAGE | DEFERRED_MESSAGE => asked != AUTOCOMPLETE,
        DEFERRED_UPDATE | UPDATE => asked == COMPONENT || (asked == MODAL && on_message),
        CHOICES => asked == AUTOCOMPLETE,
        FORM => asked == COMMAND || asked == COMPONENT,
        _ => false,
    }
}

fn check_choices(data: &Value) -> Result<(), Problem> {
    let mut form = Form::default();
    let choices = data["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    if choices.len() > 25 {
        form.too_many("data.choices", 25);
    }
    for (i, choice) in choices.iter().enumerate() {
        form.required_text(&format!("data.choices.{i}.name"), &choice["name"], 1, 100);
        let path = format!("data.choices.{i}.value");
        match &choice["value"] {
            Value::Number(_) => {}
            text => form.required_text(&path, text, 1, 100),
        }
    }
    form.finish()
}
