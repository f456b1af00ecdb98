//! Servers, their channels, roles and members.
#![expect(clippy::unnecessary_wraps, reason = "everything behind a route has one signature")]

use serde_json::{Value, json};

use super::super::world::{ChannelKind, Guild, Problem, World};
use super::{Answer, Call};

fn guild<'a>(world: &'a World, call: &Call) -> Result<&'a Guild, Problem> {
    let id = call.id("guild_id")?;
    world.own_guilds().find(|guild| guild.id == id).ok_or_else(Problem::unknown_guild)
}

pub(super) fn own(world: &mut World, _: &Call) -> Result<Answer, Problem> {
    let bot = world.bot();
    let list: Vec<Value> = world
        .own_guilds()
        .map(|guild| {
            json!({
                "id": guild.id,
                "name": guild.name,
                "icon": null,
                "banner": null,
                "owner": false,
                "permissions": guild.permissions_of(bot).to_string(),
                "features": ["COMMUNITY", "NEWS"],
            })
        })
        .collect();
    Ok(Answer::ok(list))
}

pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let guild = guild(world, call)?;
    let mut json = guild.json();
    if call.is_on("with_counts") {
        json["approximate_member_count"] = guild.members.len().into();
        json["approximate_presence_count"] = guild.members.len().into();
    }
    Ok(Answer::ok(json))
}

pub(super) fn channels(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = guild(world, call)?.id;
    let own = world.channels.values().filter(|c| c.guild == Some(id) && c.kind != ChannelKind::Thread);
    let list: Vec<Value> = own.map(|channel| world.channel_json(channel)).collect();
    Ok(Answer::ok(list))
}

pub(super) fn roles(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let list: Vec<Value> = guild(world, call)?.roles.values().map(super::super::world::Role::json).collect();
    Ok(Answer::ok(list))
}

pub(super) fn members(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    if !world.app.members {
        // Listing members takes the privileged intent.
        return Err(Problem::missing_access());
    }
    let limit = call.asked("limit").and_then(|text| text.parse().ok()).unwrap_or(1);
    let list = guild(world, call)?.members.iter();
    let list = list.filter_map(|(id, member)| Some(member.json(world.users.get(id)?)));
    Ok(Answer::ok(list.take(limit).collect::<Vec<_>>()))
}

pub(super) fn member(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = call.id("user_id")?;
    let member = guild(world, call)?.members.get(&id).ok_or_else(Problem::unknown_member)?;
    let user = world.users.get(&id).ok_or_else(Problem::unknown_user)?;
    Ok(Answer::ok(member.json(user)))
}

pub(super) fn threads(world: &mut World, call: &Call) -> Result<Answer, Problem> {
    let id = guild(world, call)?.id;
    let own = world.channels.values().filter(|c| c.guild == Some(id) && c.kind == ChannelKind::Thread);
    let threads: Vec<Value> = own.map(|channel| world.channel_json(channel)).collect();
    Ok(Answer::ok(json!({ "threads": threads, "members": [], "has_more": false })))
}
