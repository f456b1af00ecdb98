//! What follows the first answer: more messages, and changes to those sent.

use serde_json::Value;

use super::super::id::{Id, MessageId};
use super::super::mention::Allowed;
use super::super::message::EPHEMERAL;
use super::super::{Draft, File, Problem, World};
use super::{Interaction, State, TOKEN_MS};

impl World {
    /// The interaction a token belongs to, while the token is good and something was answered.
    fn by_token(&self, app: Id, token: &str) -> Result<&Interaction, Problem> {
        let found = self.interactions.values().find(|interaction| interaction.token == token);
        let interaction = found.filter(|_| app == self.app.id).ok_or_else(Problem::unknown_webhook)?;
        if interaction.created_ms + TOKEN_MS < self.now_ms {
            return Err(Problem::invalid_webhook_token());
        }
        match interaction.state {
            State::Waiting | State::Failed | State::Choices(_) => Err(Problem::unknown_webhook()),
            State::Answered { .. } | State::Form(_) => Ok(interaction),
        }
    }

    /// The message `@original` or an id stands for.
    pub(crate) fn webhook_message(&self, app: Id, token: &str, name: &str) -> Result<MessageId, Problem> {
        let interaction = self.by_token(app, token)?;
        let id = match (name, &interaction.state) {
            ("@original", State::Answered { original, .. }) => *original,
            ("@original", _) => None,
            (id, _) => id.parse().ok(),
        };
        let message = id.and_then(|id| self.messages.get(&id)).ok_or_else(Problem::unknown_message)?;
        let answers = message.interaction.as_ref().is_some_and(|(id, _)| *id == interaction.id);
        let sits_on = interaction.message == Some(message.id);
        if answers || sits_on { Ok(message.id) } else { Err(Problem::unknown_message()) }
    }

    /// Sends a follow-up. Straight after a defer it fills in the deferred answer.
    pub(crate) fn follow_up(
        &mut self,
        app: Id,
        token: &str,
        body: &Value,
        files: &[File],
    ) -> Result<MessageId, Problem> {
        let interaction = self.by_token(app, token)?;
        let id = interaction.id;
        if let State::Answered { original: Some(original), filled: false, .. } = interaction.state {
            self.change(original, body, "", Allowed::in_interactions(), files)?;
            self.filled(id);
            return Ok(original);
        }
        let draft = Draft::read(body, "", Allowed::in_interactions(), files)?;
        let ephemeral = draft.flags & EPHEMERAL != 0;
        self.answer(id, draft, ephemeral, false)
    }

    /// Changes an answer.
    pub(crate) fn edit_answer(
        &mut self,
        app: Id,
        token: &str,
        name: &str,
        body: &Value,
        files: &[File],
    ) -> Result<MessageId, Problem> {
        let message = self.webhook_message(app, token, name)?;
        let id = self.by_token(app, token)?.id;
        self.change(message, body, "", Allowed::in_interactions(), files)?;
        self.filled(id);
        Ok(message)
    }

    /// Deletes an answer.
    pub(crate) fn delete_answer(&mut self, app: Id, token: &str, name: &str) -> Result<(), Problem> {
        let message = self.webhook_message(app, token, name)?;
        self.remove(message);
        Ok(())
    }

    fn filled(&mut self, id: Id) {
        if let Some(State::Answered { filled, .. }) = self.interactions.get_mut(&id).map(|i| &mut i.state) {
            *filled = true;
        }
    }
}
