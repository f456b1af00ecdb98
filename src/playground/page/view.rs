//! What the page shows: people, channels, commands, messages, each as one person sees it.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{ChannelView, PersonView, Playground, Refusal};

/// Whom one acts as.
#[derive(Deserialize)]
pub(super) struct Who {
    #[serde(rename = "as")]
    pub(super) person: String,
}

/// Whom one acts as, and where.
#[derive(Deserialize)]
pub(super) struct Where {
    #[serde(rename = "as")]
    person: String,
    channel: String,
}

/// A refusal, as the page reads it.
pub(super) struct Refused(Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.0.to_string() }))).into_response()
    }
}

/// People, channels and commands, and whether the bot is connected.
pub(super) async fn state(
    State(playground): State<Playground>,
    Query(who): Query<Who>,
) -> Result<Json<Value>, Refused> {
    let places: Vec<Value> = playground.channels(&who.person)?.iter().map(place).collect();
    let bot = json!({
        "id": playground.bot(),
        "name": playground.bot_name(),
        "display": playground.bot_name(),
        "title": "the bot",
        "bot": true,
    });
    let mut people: Vec<Value> = playground.people().iter().map(person).collect();
    let me = people.iter().find(|person| person["name"] == who.person.as_str()).cloned();
    people.push(bot.clone());
    Ok(Json(json!({
        "me": me,
        "people": people,
        "places": places,
        "commands": playground.commands(),
        "bot": bot,
        "online": playground.bot_is_online(),
    })))
}

fn person(person: &PersonView) -> Value {
    json!({
        "id": person.id,
        "name": person.name,
        "display": person.display,
        "title": if person.moderator { "moderator" } else { "member" },
        "moderator": person.moderator,
    })
}

fn place(channel: &ChannelView) -> Value {
    json!({
        "id": channel.id,
        "name": channel.name.trim_start_matches('#'),
        "kind": channel.kind,
        "parent": channel.parent,
        "can_write": channel.can_write,
    })
}

/// How many messages of a channel the page shows; it reads them anew whenever something happens there.
const SHOWN: usize = 200;

/// The newest messages of a channel, oldest first, and how many older ones there are.
pub(super) async fn timeline(
    State(playground): State<Playground>,
    Query(asked): Query<Where>,
) -> Result<Json<Value>, Refused> {
    let messages = playground.timeline(&asked.person, &asked.channel)?;
    let earlier = messages.len().saturating_sub(SHOWN);
    Ok(Json(json!({ "earlier": earlier, "messages": &messages[earlier..] })))
}
