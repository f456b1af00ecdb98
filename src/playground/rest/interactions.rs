//! Answering interactions: the first answer, and what follows it.

use super::super::world::id::MessageId;
use super::super::world::{Problem, World};
use super::{Answer, Call};

fn show(world: &World, id: MessageId) -> Result<Answer, Problem> {
    let message = world.messages.get(&id).ok_or_else(Problem::unknown_message)?;
    Ok(Answer::ok(world.message_json(message)))
}

pub(super) fn callback(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = call.id("interaction_id")?;
    let callback = world.respond(id, call.text("interaction_token"), &call.body, &call.files)?;
    if call.is_on("with_response") {
        return Ok(Answer::ok(world.callback_json(id, &callback)));
    }
    Ok(Answer::nothing())
}

pub(super) fn follow_up(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = world.follow_up(call.id("webhook_id")?, call.text("webhook_token"), &call.body, &call.files)?;
    show(world, id)
}

fn get_named(world: &World, call: &Call, name: &str) -> Result<Answer, Problem> {
    show(world, world.webhook_message(call.id("webhook_id")?, call.text("webhook_token"), name)?)
}

fn edit_named(world: &mut World, call: &Call, name: &str) -> Result<Answer, Problem> {
    let id = world.edit_answer(call.id("webhook_id")?, call.text("webhook_token"), name, &call.body, &call.files)?;
    show(world, id)
}

fn delete_named(world: &mut World, call: &Call, name: &str) -> Result<Answer, Problem> {
    world.delete_answer(call.id("webhook_id")?, call.text("webhook_token"), name)?;
    Ok(Answer::nothing())
}

pub(super) fn get_original(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    get_named(world, call, "@original")
}

pub(super) fn edit_original(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    edit_named(world, call, "@original")
}

pub(super) fn delete_original(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    delete_named(world, call, "@original")
}

pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    get_named(world, call, call.text("message_id"))
}

pub(super) fn edit(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    edit_named(world, call, call.text("message_id"))
}

pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    delete_named(world, call, call.text("message_id"))
}
