//! Registering commands, for all servers or for one.

use super::super::world::id::Id;
use super::super::world::{Problem, World};
use super::{Answer, Call};

/// The server in the path, if any; both it and the application must be ours.
fn scope(world: &World, call: &Call) -> Result<Option<Id>, Problem> {
    if call.id("application_id")? != world.app.id {
        return Err(Problem::missing_access());
    }
    if call.text("guild_id").is_empty() {
        return Ok(None);
    }
    let guild = call.id("guild_id")?;
    if world.own_guilds().any(|own| own.id == guild) { Ok(Some(guild)) } else { Err(Problem::missing_access()) }
}

pub(super) fn list(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    Ok(Answer::ok(world.commands.list(scope(world, call)?)))
}

pub(super) fn put(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let scope = scope(world, call)?;
    Ok(Answer::ok(world.put_commands(scope, &call.body)?))
}

pub(super) fn post(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let scope = scope(world, call)?;
    let (new, command) = world.post_command(scope, &call.body)?;
    if new { Ok(Answer::created(command)) } else { Ok(Answer::ok(command)) }
}

pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    Ok(Answer::ok(world.commands.get(scope(world, call)?, call.id("command_id")?)?.clone()))
}

pub(super) fn patch(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let scope = scope(world, call)?;
    Ok(Answer::ok(world.patch_command(scope, call.id("command_id")?, &call.body)?))
}

pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let scope = scope(world, call)?;
    world.delete_command(scope, call.id("command_id")?)?;
    Ok(Answer::nothing())
}
