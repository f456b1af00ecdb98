//! Channels, messages and threads.

use super::super::world::id::{Id, MessageId};
use super::super::world::{Allowed, Around, Draft, Problem, World};
use super::{Answer, Call};

/// The answer that shows one message; a new one carries the nonce it was sent with.
fn show(world: &World, id: MessageId, call: &Call) -> Result<Answer, Problem> {
    let message = world.messages.get(&id).ok_or_else(Problem::unknown_message)?;
    let mut json = world.answer_json(message);
    if !call.body["nonce"].is_null() {
        json["nonce"] = call.body["nonce"].clone();
    }
    Ok(Answer::ok(json))
}

pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let channel = world.seen(world.bot(), call.id("channel_id")?)?;
    Ok(Answer::ok(world.channel_json(channel)))
}

pub(super) fn history(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = |name: &str| call.asked(name).and_then(|text| text.parse::<Id>().ok());
    let around = match (id("around"), id("before"), id("after")) {
        (Some(id), _, _) => Around::Beside(id),
        (_, Some(id), _) => Around::Before(id),
        (_, _, Some(id)) => Around::After(id),
        _ => Around::Newest,
    };
    let limit = call.asked("limit").map_or(Ok(50), str::parse);
    let limit = limit.map_err(|_| Problem::form("limit", "NUMBER_TYPE_COERCE", "Value is not int."))?;
    Ok(Answer::ok(world.history(world.bot(), call.id("channel_id")?, around, limit)?))
}

pub(super) fn message(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let message = world.message(world.bot(), call.id("channel_id")?, call.id("message_id")?)?;
    Ok(Answer::ok(world.answer_json(message)))
}

pub(super) fn send(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let channel = call.id("channel_id")?;
    world.seen(world.bot(), channel)?;
    let draft = Draft::read(&call.body, "", Allowed::in_messages(), &call.files)?;
    let id = world.send(world.bot(), channel, draft)?;
    show(world, id, call)
}

pub(super) fn edit(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = world.edit(world.bot(), call.id("channel_id")?, call.id("message_id")?, &call.body)?;
    show(world, id, call)
}

pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    world.delete(world.bot(), call.id("channel_id")?, call.id("message_id")?)?;
    Ok(Answer::nothing())
}

pub(super) fn typing(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    world.type_in(world.bot(), call.id("channel_id")?)?;
    Ok(Answer::nothing())
}

pub(super) fn thread_on(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let (bot, name) = (world.bot(), call.body["name"].as_str().unwrap_or_default());
    let id = world.start_thread(bot, call.id("channel_id")?, name, Some(call.id("message_id")?))?;
    Ok(Answer::created(world.created_thread_json(id, bot)))
}

pub(super) fn thread(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let (bot, name) = (world.bot(), call.body["name"].as_str().unwrap_or_default());
    let channel = call.id("channel_id")?;
    if call.body["message"].is_object() {
        let draft = Draft::read(&call.body["message"], "message.", Allowed::in_messages(), &call.files)?;
        let (id, message) = world.start_post(bot, channel, name, draft)?;
        let mut json = world.created_thread_json(id, bot);
        if let Some(message) = world.messages.get(&message) {
            json["message"] = world.answer_json(message);
        }
        return Ok(Answer::created(json));
    }
    let id = world.start_thread(bot, channel, name, None)?;
    Ok(Answer::created(world.created_thread_json(id, bot)))
}
