//! The gateway's address, the application, and users.
#![expect(clippy::unnecessary_wraps, reason = "everything behind a route has one signature")]

use serde_json::json;

use super::super::world::{Problem, World};
use super::{Answer, Call};

pub(super) fn gateway(_: &mut World, call: &Call) -> Result<Answer, Problem> {
    Ok(Answer::ok(json!({ "url": call.gateway.url })))
}

pub(super) fn gateway_bot(_: &mut World, call: &Call) -> Result<Answer, Problem> {
    let facts = &call.gateway;
    Ok(Answer::ok(json!({
        "url": facts.url,
        "shards": 1,
        "session_start_limit": {
            "total": facts.total,
            "remaining": facts.remaining,
            "reset_after": facts.reset_after_ms,
            "max_concurrency": facts.max_concurrency,
        },
    })))
}

pub(super) fn application(world: &mut World, _: &Call) -> Result<Answer, Problem> {
    Ok(Answer::ok(world.application_json()))
}

pub(super) fn own_user(world: &mut World, _: &Call) -> Result<Answer, Problem> {
    let bot = world.users.get(&world.bot()).ok_or_else(Problem::unknown_user)?;
    Ok(Answer::ok(bot.own_json()))
}

pub(super) fn user(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let user = world.users.get(&call.id("user_id")?).ok_or_else(Problem::unknown_user)?;
    Ok(Answer::ok(user.json()))
}

pub(super) fn open_private(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let wrong = || Problem::form("recipient_id", "BASE_TYPE_REQUIRED", "This field is required");
    let person = call.body["recipient_id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(wrong)?;
    let id = world.open_private(person)?;
    let channel = world.channels.get(&id).ok_or_else(Problem::unknown_channel)?;
    Ok(Answer::ok(world.channel_json(channel)))
}
