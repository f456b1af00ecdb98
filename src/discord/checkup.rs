//! What a token is good for, in plain values: for the operator's check-up, without connecting.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use serenity::all::Permissions;

use super::application;
use super::ending::Ending;
use super::rest::{Reply, Rest};
use super::vitals::Vitals;
use crate::clock::Clock;

/// How long each question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// Who was asked.
    pub server: String,
    /// What became of the token.
    pub token: TokenCheck,
    /// Whether the bot may have the text of messages; `None` where the server does not say.
    pub message_content: Option<bool>,
    /// The servers it is in, each with the permissions it lacks there; `None` where the server does not say.
    pub servers: Option<Vec<(String, Vec<&'static str>)>>,
}

/// What became of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenCheck {
    /// It is this bot's.
    Accepted(String),
    /// It is nobody's.
    Refused,
    /// Nobody answered.
    NoAnswer,
}

/// What the bot needs in every server, with the names that Discord's own pages have for them.
fn needed() -> [(Permissions, &'static str); 5] {
    [
        (Permissions::VIEW_CHANNEL, "View Channels"),
        (Permissions::SEND_MESSAGES, "Send Messages"),
        (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
        (Permissions::EMBED_LINKS, "Embed Links"),
        (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
    ]
}

/// Asks `api`, or Discord, what `token` is good for.
///
/// # Errors
/// Nothing can be asked with this token at all; in words for the operator.
pub async fn check_up(token: &SecretString, api: Option<&str>) -> Result<Checkup, String> {
    let (vitals, ending) = (Arc::new(Vitals::new()), Ending::new());
    let rest = Rest::new(token, api, Clock::system(), vitals, ending).map_err(|error| error.to_string())?;
    let server = if rest.is_discord() { "Discord".to_owned() } else { rest.base().to_owned() };
    let me = asked(&rest, "/users/@me").await;
    let token = match (me.as_ref().map(|reply| reply.status), me.as_ref().and_then(Reply::json)) {
        (Some(401), _) => TokenCheck::Refused,
        (_, Some(me)) => TokenCheck::Accepted(me["username"].as_str().unwrap_or("a bot").to_owned()),
        _ => TokenCheck::NoAnswer,
    };
    if !matches!(token, TokenCheck::Accepted(_)) {
        return Ok(Checkup { server, token, message_content: None, servers: None });
    }
    let application = tokio::time::timeout(PATIENCE, application::read(&rest)).await.unwrap_or_default();
    let servers = asked(&rest, "/users/@me/guilds").await.as_ref().and_then(Reply::json);
    let servers = servers.as_ref().and_then(Value::as_array).map(|all| all.iter().filter_map(server_of).collect());
    Ok(Checkup { server, token, message_content: application::may_read_messages(application), servers })
}

async fn asked(rest: &Rest, path: &str) -> Option<Reply> {
    tokio::time::timeout(PATIENCE, rest.get(path)).await.ok()
}

/// A server's name, and what the bot lacks there; `None` where the permissions are not told.
fn server_of(told: &Value) -> Option<(String, Vec<&'static str>)> {
    let has = Permissions::from_bits_truncate(told["permissions"].as_str()?.parse().ok()?);
    let lacks = |(permission, _): &(Permissions, &str)| !has.administrator() && !has.contains(*permission);
    let missing = needed().into_iter().filter(lacks).map(|(_, name)| name).collect();
    Some((told["name"].as_str().unwrap_or("a server").to_owned(), missing))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_server_says_what_is_lacking() {
        let of = |bits: Permissions| server_of(&json!({"name": "Pythonistas", "permissions": bits.bits().to_string()}));
        let all = needed().iter().fold(Permissions::empty(), |all, (permission, _)| all | *permission);
        assert_eq!(of(all).unwrap().1, Vec::<&str>::new());
        assert_eq!(of(Permissions::ADMINISTRATOR).unwrap().1, Vec::<&str>::new());
        assert_eq!(of(all - Permissions::EMBED_LINKS).unwrap().1, ["Embed Links"]);
        assert_eq!(server_of(&json!({"name": "Old"})), None);
    }
}
