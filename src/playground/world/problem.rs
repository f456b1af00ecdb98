//! How Discord says no: an HTTP status, a code, a message, and for a form the place of every slip.

use serde_json::{Map, Value, json};

/// A refusal, as Discord words it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The HTTP status it travels with.
    pub status: u16,
    /// Discord's own error code; 0 for a plain HTTP error.
    pub code: u32,
    /// Discord's own words.
    pub message: String,
    /// For 50035: the tree of fields and what is wrong with each.
    pub errors: Option<Value>,
}

/// Why a person could not do something here, in words for them.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        match problem.errors {
            Some(errors) => Self(format!("Discord says: {} {errors}", problem.message)),
            None => Self(format!("Discord says: {}", problem.message)),
        }
    }
}

impl Problem {
    fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None }
    }

    /// The JSON body Discord sends.
    pub fn body(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }
    pub(crate) fn not_found() -> Self {
        Self::new(404, 0, "404: Not Found")
    }
    pub(crate) fn method_not_allowed() -> Self {
        Self::new(405, 0, "405: Method Not Allowed")
    }
    pub(crate) fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }
    pub(crate) fn unknown_guild() -> Self {
        Self::new(404, 10004, "Unknown Guild")
    }
    pub(crate) fn unknown_member() -> Self {
        Self::new(404, 10007, "Unknown Member")
    }
    pub(crate) fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }
    pub(crate) fn unknown_user() -> Self {
        Self::new(404, 10013, "Unknown User")
    }
    pub(crate) fn unknown_webhook() -> Self {
        Self::new(404, 10015, "Unknown Webhook")
    }
    pub(crate) fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }
    pub(crate) fn unknown_command() -> Self {
        Self::new(404, 10063, "Unknown application command")
    }
    pub(crate) fn too_many_commands() -> Self {
        Self::new(400, 30032, "Maximum number of application commands reached")
    }
    pub(crate) fn forum_takes_no_messages() -> Self {
        Self::new(400, 40058, "Cannot send a message in a forum channel")
    }
    pub(crate) fn already_acknowledged() -> Self {
        Self::new(400, 40060, "Interaction has already been acknowledged.")
    }
    pub(crate) fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }
    pub(crate) fn not_the_author() -> Self {
        Self::new(403, 50005, "Cannot edit a message authored by another user")
    }
    pub(crate) fn empty_message() -> Self {
        Self::new(400, 50006, "Cannot send an empty message")
    }
    pub(crate) fn no_private_messages() -> Self {
        Self::new(403, 50007, "Cannot send messages to this user")
    }
    pub(crate) fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }
    pub(crate) fn wrong_channel_type() -> Self {
        Self::new(400, 50024, "Cannot execute action on this channel type")
    }
    pub(crate) fn invalid_webhook_token() -> Self {
        Self::new(401, 50027, "Invalid Webhook Token")
    }
    pub(crate) fn archived() -> Self {
        Self::new(400, 50083, "Thread is archived")
    }
    pub(crate) fn invalid_json() -> Self {
        Self::new(400, 50109, "The request body contains invalid JSON.")
    }
    pub(crate) fn no_history() -> Self {
        Self::new(400, 160_002, "Cannot reply without permission to read message history")
    }
    pub(crate) fn thread_exists() -> Self {
        Self::new(400, 160_004, "A thread has already been created for this message")
    }

    /// A form with one slip.
    pub(crate) fn form(path: &str, code: &str, message: impl Into<String>) -> Self {
        let mut form = Form::default();
        form.slip(path, code, message);
        form.into_problem()
    }
}

/// Collects every slip in a request body, each at its path (`embeds.0.title`).
#[derive(Debug, Default)]
pub(crate) struct Form {
    errors: Map<String, Value>,
}

impl Form {
    pub(crate) fn slip(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut level = &mut self.errors;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let next = level.entry(step).or_insert_with(|| json!({}));
            let Value::Object(map) = next else { return };
            level = map;
        }
        if let Value::Array(list) = level.entry("_errors").or_insert_with(|| json!([])) {
            list.push(json!({ "code": code, "message": message.into() }));
        }
    }

    /// Text with a length in characters from `least` to `most`.
    pub(crate) fn text(&mut self, path: &str, value: &Value, least: usize, most: usize) {
        let Some(text) = value.as_str() else {
            if !value.is_null() {
                self.slip(path, "STRING_TYPE_CONVERT", "Could not interpret the given value as string.");
            }
            return;
        };
        let length = text.chars().count();
        if length > most && least == 0 {
            self.slip(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        } else if length < least || length > most {
            let message = format!("Must be between {least} and {most} in length.");
            self.slip(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    /// As [`Form::text`], and it must be there.
    pub(crate) fn required_text(&mut self, path: &str, value: &Value, least: usize, most: usize) {
        if value.is_null() {
            self.missing(path);
        } else {
            self.text(path, value, least, most);
        }
    }

    pub(crate) fn missing(&mut self, path: &str) {
        self.slip(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    pub(crate) fn too_many(&mut self, path: &str, most: usize) {
        self.slip(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }

    pub(crate) fn into_problem(self) -> Problem {
        let errors = Some(Value::Object(self.errors));
        Problem { errors, ..Problem::new(400, 50035, "Invalid Form Body") }
    }

    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.into_problem()) }
    }
}
