//! Fills in what an event lacks, so that serenity can read it.
//!
//! serenity drops an event for one missing field. Discord sends them all; other servers, and Discord after
//! a change, do not. Pure.

use serde_json::{Value, json};

/// Fills in what an event of this kind lacks. Tells whether anything was missing.
pub(super) fn fill(kind: &str, event: &mut Value) -> bool {
    let before = event.clone();
    match kind {
        "READY" => ready(event),
        "MESSAGE_CREATE" => message(event),
        "MESSAGE_UPDATE" => message_edit(event),
        "GUILD_CREATE" => guild(event),
        "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "THREAD_CREATE" | "THREAD_UPDATE" => channel(event),
        "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" => role(&mut event["role"]),
        "INTERACTION_CREATE" => interaction(event),
        _ => {}
    }
    *event != before
}

/// Fills in what an answer of another server's HTTP API lacks. `path` is the request's.
pub(super) fn fill_answer(path: &str, answer: &mut Value) {
    let mut parts = path.trim_matches('/').split('/').skip_while(|part| *part == "api" || part.starts_with('v'));
    let fill: fn(&mut Value) = match (parts.next(), parts.nth(1), parts.next()) {
        (Some("channels"), None, _) => channel,
        (Some("channels"), Some("messages"), _) | (Some("webhooks"), ..) => message,
        (Some("guilds"), Some("members"), Some(_)) => member,
        (Some("users"), None, _) => user,
        _ => return,
    };
    if answer.is_array() {
        each(answer, fill);
    } else if answer.is_object() {
        fill(answer);
    }
}

/// Puts the defaults where a field is missing or, if the default is not null, null.
fn defaults(value: &mut Value, defaults: &Value) {
    let (Some(value), Some(defaults)) = (value.as_object_mut(), defaults.as_object()) else { return };
    for (key, default) in defaults {
        let there = value.get(key).is_some_and(|found| !found.is_null());
        if !there {
            value.insert(key.clone(), default.clone());
        }
    }
}

fn each(list: &mut Value, fill: impl Fn(&mut Value)) {
    for item in list.as_array_mut().into_iter().flatten() {
        fill(item);
    }
}

fn ready(ready: &mut Value) {
    let me = ready["user"]["id"].clone();
    defaults(
        ready,
        &json!({"v": 10, "guilds": [], "session_id": "", "resume_gateway_url": "", "application": {"id": me}}),
    );
    defaults(&mut ready["application"], &json!({"id": me, "flags": 0}));
    user(&mut ready["user"]);
    defaults(&mut ready["user"], &json!({"mfa_enabled": false, "verified": true}));
    each(&mut ready["guilds"], |guild| defaults(guild, &json!({"unavailable": true})));
}

fn user(user: &mut Value) {
    if user.is_object() {
        defaults(user, &json!({"username": "", "discriminator": "0", "bot": false}));
    }
}

fn member(member: &mut Value) {
    if member.is_object() {
        defaults(member, &json!({"roles": [], "deaf": false, "mute": false, "flags": 0, "joined_at": EPOCH}));
        if let Some(it) = member.get_mut("user") {
            user(it);
        }
    }
}

const EPOCH: &str = "2015-01-01T00:00:00.000000+00:00";

fn message(message: &mut Value) {
    defaults(
        message,
        &json!({
            "content": "", "timestamp": EPOCH, "tts": false, "mention_everyone": false, "mentions": [],
            "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
        }),
    );
    user(&mut message["author"]);
    each(&mut message["mentions"], |mentioned| {
        user(mentioned);
        if let Some(it) = mentioned.get_mut("member") {
            member(it);
        }
    });
    if let Some(it) = message.get_mut("member") {
        member(it);
    }
    if let Some(replied) = message.get_mut("referenced_message").filter(|replied| replied.is_object()) {
        self::message(replied);
    }
}

fn message_edit(edit: &mut Value) {
    if let Some(author) = edit.get_mut("author") {
        user(author);
    }
    if let Some(it) = edit.get_mut("member") {
        member(it);
    }
}

fn role(role: &mut Value) {
    if !role.is_object() {
        return;
    }
    let colour = role["color"].as_u64().unwrap_or(0);
    defaults(
        role,
        &json!({
            "name": "", "color": 0, "colors": {"primary_color": colour}, "hoist": false, "position": 0,
            "permissions": "0", "managed": false, "mentionable": false, "flags": 0,
        }),
    );
}

fn channel(channel: &mut Value) {
    defaults(channel, &json!({"type": 0, "name": "", "position": 0, "permission_overwrites": []}));
}

fn guild(guild: &mut Value) {
    // Some servers put what describes the server into `properties`.
    if let Some(properties) = guild.get("properties").cloned() {
        defaults(guild, &properties);
    }
    let owner = guild["id"].clone();
    defaults(
        guild,
        &json!({
            "name": "", "owner_id": owner, "afk_timeout": 300, "verification_level": 0,
            "default_message_notifications": 0, "explicit_content_filter": 0, "roles": [], "emojis": [],
            "features": [], "mfa_level": 0, "system_channel_flags": 0, "premium_tier": 0,
            "preferred_locale": "en-US", "nsfw_level": 0, "stickers": [], "premium_progress_bar_enabled": false,
            "joined_at": EPOCH, "large": false, "unavailable": false, "member_count": 0, "voice_states": [],
            "members": [], "channels": [], "threads": [], "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "premium_subscription_count": 0,
        }),
    );
    each(&mut guild["roles"], role);
    each(&mut guild["channels"], channel);
    each(&mut guild["threads"], channel);
    each(&mut guild["members"], member);
    // Read by nobody here, and the likeliest to be in a shape that serenity does not know.
    for unused in ["emojis", "stickers", "presences", "voice_states", "stage_instances", "guild_scheduled_events"] {
        guild[unused] = json!([]);
    }
}

fn interaction(interaction: &mut Value) {
    let id = interaction["application_id"].clone();
    defaults(
        interaction,
        &json!({"version": 1, "locale": "en-US", "app_permissions": "0", "entitlements": [],
                "authorizing_integration_owners": {}, "application_id": id, "attachment_size_limit": 10_485_760}),
    );
    if let Some(it) = interaction.get_mut("user") {
        user(it);
    }
    if let Some(it) = interaction.get_mut("member").filter(|member| member.is_object()) {
        defaults(it, &json!({"permissions": "0"}));
        member(it);
    }
    if let Some(it) = interaction.get_mut("message").filter(|message| message.is_object()) {
        message(it);
    }
    if let Some(it) = interaction.get_mut("channel").filter(|channel| channel.is_object()) {
        defaults(it, &json!({"type": 0, "permissions": "0"}));
    }
    if interaction["type"] == 2 || interaction["type"] == 4 {
        defaults(&mut interaction["data"], &json!({"type": 1, "options": [], "resolved": {}}));
    }
    for (kind, fill) in [("users", user as fn(&mut Value)), ("members", member), ("messages", message), ("roles", role)]
    {
        let resolved = interaction["data"].get_mut("resolved").and_then(|resolved| resolved.get_mut(kind));
        for (_, item) in resolved.and_then(Value::as_object_mut).into_iter().flatten() {
            fill(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::all::Event;

    use super::{fill, fill_answer};

    fn read(kind: &str, mut event: Value) -> Event {
        fill(kind, &mut event);
        match serde_json::from_value(json!({"t": kind, "d": &event})).unwrap() {
            Event::Unknown(_) => {
                let why = match kind {
                    "MESSAGE_CREATE" => serde_json::from_value::<serenity::all::Message>(event).err(),
                    "GUILD_CREATE" => serde_json::from_value::<serenity::all::Guild>(event).err(),
                    "READY" => serde_json::from_value::<serenity::all::Ready>(event).err(),
                    _ => serde_json::from_value::<serenity::all::Interaction>(event).err(),
                };
                panic!("{kind} still cannot be read: {why:?}")
            }
            event => event,
        }
    }

    #[test]
    fn a_bare_message_can_be_read() {
        let event = read(
            "MESSAGE_CREATE",
            json!({"id": "3", "channel_id": "2", "author": {"id": "1"}, "content": "hi",
                   "referenced_message": {"id": "4", "channel_id": "2", "author": {"id": "1"}}}),
        );
        let Event::MessageCreate(event) = event else { panic!("{event:?}") };
        assert_eq!(event.message.content, "hi");
    }

    #[test]
    fn a_bare_server_can_be_read() {
        let event = read(
            "GUILD_CREATE",
            json!({"id": "9", "properties": {"name": "Careers"}, "roles": [{"id": "9", "color": 7}],
                   "channels": [{"id": "2", "name": "careers", "type": 0}], "members": [{"user": {"id": "1"}}]}),
        );
        let Event::GuildCreate(event) = event else { panic!("{event:?}") };
        assert_eq!(event.guild.name, "Careers");
        assert_eq!(event.guild.channels.len(), 1);
    }

    #[test]
    fn a_bare_ready_can_be_read() {
        let event = read("READY", json!({"user": {"id": "5"}, "session_id": "s"}));
        let Event::Ready(event) = event else { panic!("{event:?}") };
        assert_eq!(event.ready.application.id.get(), 5);
    }

    #[test]
    fn bare_interactions_can_be_read() {
        let command = json!({"id": "7", "application_id": "5", "type": 2, "token": "t", "channel_id": "2",
                             "user": {"id": "1"}, "data": {"id": "6", "name": "help"}});
        assert!(matches!(read("INTERACTION_CREATE", command), Event::InteractionCreate(_)));
        let press = json!({"id": "7", "application_id": "5", "type": 3, "token": "t", "channel_id": "2",
                           "guild_id": "9", "member": {"user": {"id": "1"}},
                           "message": {"id": "3", "channel_id": "2", "author": {"id": "5"}},
                           "data": {"custom_id": "v1:x", "component_type": 2}});
        assert!(matches!(read("INTERACTION_CREATE", press), Event::InteractionCreate(_)));
    }

    #[test]
    fn bare_answers_can_be_read() {
        let mut sent = json!({"id": "3", "channel_id": "2", "author": {"id": "5"}});
        fill_answer("/api/v10/channels/2/messages", &mut sent);
        assert!(serde_json::from_value::<serenity::all::Message>(sent).is_ok());
        let mut history = json!([{"id": "3", "channel_id": "2", "author": {"id": "5"}}]);
        fill_answer("/api/v10/channels/2/messages", &mut history);
        assert!(serde_json::from_value::<Vec<serenity::all::Message>>(history).is_ok());
        let mut place = json!({"id": "2", "guild_id": "9"});
        fill_answer("/api/v10/channels/2", &mut place);
        let read = serde_json::from_value::<serenity::all::Channel>(place);
        assert!(read.is_ok(), "{read:?}");
    }

    #[test]
    fn what_lacks_nothing_is_left_as_it_is() {
        let mut update = json!({"id": "3", "channel_id": "2"});
        assert!(!fill("MESSAGE_UPDATE", &mut update));
        assert!(!fill("TYPING_START", &mut json!({})));
    }
}
