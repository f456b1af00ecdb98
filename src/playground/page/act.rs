//! What one does on the page.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{Id, Playground};
use super::view::Refused;

/// Somebody does something.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "as")]
    person: String,
    #[serde(flatten)]
    act: Act,
}

/// What there is to do. Options are name and value, in the order they were filled in.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Act {
    Say { channel: String, text: String },
    Reply { channel: String, message: Named, text: String },
    Edit { message: Named, text: String },
    Delete { message: Named },
    Post { channel: String, title: String, text: String },
    Invoke { channel: String, command: String, options: Vec<(String, Value)>, target: Option<Named> },
    Autocomplete { channel: String, command: String, options: Vec<(String, Value)>, focused: String },
    Press { message: Named, custom_id: String, values: Option<Vec<String>> },
    Submit { interaction: Named, values: BTreeMap<String, String> },
}

/// A message or an interaction; ids travel as text.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Named(Id);

impl TryFrom<String> for Named {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Named)
    }
}

/// Does it, and tells what came of it: a post's channel, an interaction's id, suggestions.
pub(super) async fn act(
    State(playground): State<Playground>,
    Json(Asked { person, act }): Json<Asked>,
) -> Result<Json<Value>, Refused> {
    let who = person.as_str();
    let done = match act {
        Act::Say { channel, text } => json!({ "message": playground.say(who, &channel, &text)? }),
        Act::Reply { channel, message, text } => {
            json!({ "message": playground.reply(who, &channel, message.0, &text)? })
        }
        Act::Edit { message, text } => {
            playground.edit(who, message.0, &text)?;
            json!({})
        }
        Act::Delete { message } => {
            playground.delete(who, message.0)?;
            json!({})
        }
        Act::Post { channel, title, text } => json!({ "channel": playground.post(who, &channel, &title, &text)?.0 }),
        Act::Invoke { channel, command, options, target } => {
            json!({ "interaction": playground.invoke(who, &channel, &command, &options, target.map(|named| named.0))? })
        }
        Act::Autocomplete { channel, command, options, focused } => {
            json!({ "choices": playground.autocomplete(who, &channel, &command, &options, &focused).await? })
        }
        Act::Press { message, custom_id, values: None } => {
            json!({ "interaction": playground.press(who, message.0, &custom_id)? })
        }
        Act::Press { message, custom_id, values: Some(values) } => {
            json!({ "interaction": playground.choose(who, message.0, &custom_id, &values)? })
        }
        Act::Submit { interaction, values } => {
            let fields: Vec<(String, String)> = values.into_iter().collect();
            json!({ "interaction": playground.submit(who, interaction.0, &fields)? })
        }
    };
    Ok(Json(done))
}
