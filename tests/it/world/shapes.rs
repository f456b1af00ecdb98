//! Gateway payloads held against the documentation.
//!
//! The shapes in `shapes.txt` are written by hand from the tables of Discord's documentation: every field
//! it does not mark as optional must be there, of its kind, and nothing may be there that it does not
//! know. No library's structs had a part in it.

use std::collections::BTreeMap;

use futures_util::FutureExt;
use serde_json::{Value, json};
use signpost::playground::MessageId;

use super::playground;
use crate::support::raw::{Gateway, INTENTS, Raw};

/// The fields of a shape in `shapes.txt`, each with its kind.
fn shape(name: &str) -> BTreeMap<&'static str, &'static str> {
    for paragraph in include_str!("shapes.txt").split("\n\n") {
        let lines: Vec<&'static str> = paragraph.lines().filter(|line| !line.starts_with('#')).collect();
        let Some(start) = lines.first() else { continue };
        let text = &paragraph[paragraph.find(start).unwrap_or(0)..];
        let Some((head, fields)) = text.split_once(':') else { continue };
        let (own, base) = head.split_once(" = ").map_or((head, None), |(own, base)| (own, Some(base)));
        if own == name {
            let mut all = base.map(shape).unwrap_or_default();
            all.extend(
                fields
                    .split(',')
                    .filter_map(|field| field.trim().split_once(char::is_whitespace))
                    .map(|(name, kind)| (name, kind.trim())),
            );
            return all;
        }
    }
    panic!("there is no shape for {name}")
}

/// What is wrong with a value, if anything.
fn wrong(kind: &str, value: &Value, at: &str) -> Vec<String> {
    if let Some((one, other)) = kind.split_once('|') {
        return if wrong(one, value, at).is_empty() { Vec::new() } else { wrong(other, value, at) };
    }
    let inside = |open, close| kind.strip_prefix(open).and_then(|kind: &str| kind.strip_suffix(close));
    if let (Some(kind), Some(items)) = (inside('[', ']'), value.as_array()) {
        return items.iter().enumerate().flat_map(|(i, item)| wrong(kind, item, &format!("{at}[{i}]"))).collect();
    }
    if let (Some(kind), Some(items)) = (inside('{', '}'), value.as_object()) {
        return items.iter().flat_map(|(key, item)| wrong(kind, item, &format!("{at}.{key}"))).collect();
    }
    if let (Some(name), Some(fields)) = (kind.strip_prefix('@'), value.as_object()) {
        return object(&shape(name), fields, at);
    }
    let text = value.as_str().unwrap_or_default();
    let fits = match kind {
        "any" => true,
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "snowflake" => text.parse::<u64>().is_ok(),
        "time" => text.parse::<jiff::Timestamp>().is_ok(),
        _ => false,
    };
    if fits { Vec::new() } else { vec![format!("{at}: {value} is no {kind}")] }
}

fn object(shape: &BTreeMap<&str, &str>, fields: &serde_json::Map<String, Value>, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, kind) in shape {
        let (field, optional) = name.strip_suffix('?').map_or((*name, false), |field| (field, true));
        match fields.get(field) {
            Some(value) => found.extend(wrong(kind, value, &format!("{at}.{field}"))),
            None if optional => {}
            None => found.push(format!("{at}.{field} is missing")),
        }
    }
    let known = |field: &String| shape.contains_key(field.as_str()) || shape.contains_key(format!("{field}?").as_str());
    found.extend(fields.keys().filter(|field| !known(field)).map(|field| format!("{at}.{field} is not documented")));
    found
}

/// Checks an event as it came over the gateway.
fn check(event: &Value) {
    let name = event["t"].as_str().unwrap();
    let mut found = wrong(&format!("@{name}"), &event["d"], name);
    if name == "INTERACTION_CREATE" {
        found.extend(wrong(&format!("@data {}", event["d"]["type"]), &event["d"]["data"], "data"));
    }
    assert!(found.is_empty(), "{found:#?}\nin {event:#}");
}

#[test]
fn a_wrong_payload_is_seen() {
    let typing = json!({ "channel_id": "1", "user_id": 2, "guild": "3" });
    let found = wrong("@TYPING_START", &typing, "t");
    assert_eq!(found, ["t.timestamp is missing", "t.user_id: 2 is no snowflake", "t.guild is not documented"]);
}

#[tokio::test]
async fn every_event_is_as_documented() {
    let (playground, raw) = playground().await;
    playground.grant_members(true);
    let (mut gateway, ready) = Gateway::identify(&playground, INTENTS | (1 << 1)).await;
    let app = register(&raw).await;
    // Messages of every kind.
    let asked = playground.say("mia", "#general", "@Signpost @&Moderators hello").unwrap();
    playground.reply("sam", "#general", asked, "@Mia hi").unwrap();
    playground.edit("mia", asked, "hello there").unwrap();
    playground.thread("mia", "#general", asked, "Greetings").unwrap();
    playground.post("mia", "#help-forum", "How?", "Like this?").unwrap();
    playground.start_typing("mia", "#general").unwrap();
    playground.start_typing("mia", "dm").unwrap();
    playground.say("mia", "dm", "in private").unwrap();
    let doomed = playground.say("sam", "#careers", "never mind").unwrap();
    playground.delete("sam", doomed).unwrap();
    let server = playground.add_server("Elsewhere");
    let lobby = playground.add_channel(server, "lobby", signpost::playground::ChannelKind::Text);
    playground.overwrite(lobby, server, 0, 1 << 17);
    playground.add_person(server, "kim", "Kim");
    let helpers = playground.add_role(server, "Helpers", 1 << 13);
    playground.give_role(server, "kim", helpers).unwrap();
    let asked_there = playground.say("kim", "#lobby", "hello").unwrap();
    let thread = playground.thread("kim", "#lobby", asked_there, "Hello").unwrap();
    playground.remove_channel(thread);
    playground.remove_channel(lobby);
    gateway.send(json!({ "op": 8, "d": { "guild_id": server, "user_ids": ["1"], "nonce": "n" } })).await;
    gateway.event("GUILD_MEMBERS_CHUNK").await;
    playground.remove_bot(server);
    // A rich answer, and every kind of interaction.
    let card = send_card(&raw, playground.channel("mia", "#general").unwrap()).await;
    let options = vec![("name".to_owned(), "sql".into()), ("for".to_owned(), "sam".into())];
    playground.invoke("mia", "#general", "role", &options, None).unwrap();
    let interaction = gateway.event("INTERACTION_CREATE").await;
    let form = json!({ "type": 9, "data": { "custom_id": "f", "title": "Ask", "components": [{ "type": 1,
        "components": [{ "type": 4, "custom_id": "q", "label": "Question", "style": 1 }] }] } });
    let path = format!(
        "/interactions/{}/{}/callback",
        interaction["id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap()
    );
    assert_eq!(raw.post(&path, form).await.status, 204);
    let opened_by = interaction["id"].as_str().unwrap().parse().unwrap();
    playground.submit("mia", opened_by, &[("q".to_owned(), "why?".to_owned())]).unwrap();
    playground.invoke("ada", "#general", "Why this answer?", &[], Some(asked)).unwrap();
    playground.invoke("ada", "dm", "role", &options[..1], None).unwrap();
    playground.press("sam", card, "go").unwrap();
    playground.choose("sam", card, "menu", &["a".to_owned()]).unwrap();
    let follow = format!("/webhooks/{app}/{}", interaction["token"].as_str().unwrap());
    assert_eq!(raw.post(&follow, json!({ "content": "more" })).await.status, 200);
    let unanswered = playground.autocomplete("mia", "#general", "role", &options[..1], "name").now_or_never();
    assert_eq!(unanswered, None);
    playground.say("mia", "#general", "the end").unwrap();
    while gateway.event("MESSAGE_CREATE").await["content"] != "the end" {}
    let mut resumed = Gateway::resume(&playground, &ready["session_id"], gateway.seq).await;
    resumed.event("RESUMED").await;

    let mut names: Vec<&str> = Vec::new();
    for event in gateway.events.iter().chain(&resumed.events) {
        check(event);
        names.extend(event["t"].as_str());
    }
    let of_kind =
        |kind: u64| gateway.events.iter().any(|event| event["t"] == "INTERACTION_CREATE" && event["d"]["type"] == kind);
    assert!((2..=5).all(of_kind), "every kind of interaction was looked at");
    names.sort_unstable();
    names.dedup();
    assert_eq!(
        names,
        [
            "CHANNEL_CREATE",
            "CHANNEL_DELETE",
            "CHANNEL_UPDATE",
            "GUILD_CREATE",
            "GUILD_DELETE",
            "GUILD_MEMBERS_CHUNK",
            "GUILD_MEMBER_ADD",
            "GUILD_MEMBER_UPDATE",
            "GUILD_ROLE_CREATE",
            "INTERACTION_CREATE",
            "MESSAGE_CREATE",
            "MESSAGE_DELETE",
            "MESSAGE_UPDATE",
            "READY",
            "RESUMED",
            "THREAD_CREATE",
            "THREAD_DELETE",
            "TYPING_START",
        ]
    );
}

async fn register(raw: &Raw) -> String {
    let app = raw.get("/applications/@me").await.id();
    let commands = json!([
        { "name": "role", "description": "d", "options": [
            { "type": 3, "name": "name", "description": "d", "required": true, "autocomplete": true },
            { "type": 6, "name": "for", "description": "d" }] },
        { "name": "Why this answer?", "type": 3 }]);
    assert_eq!(raw.call("PUT", &format!("/applications/{app}/commands"), commands).await.status, 200);
    app
}

async fn send_card(raw: &Raw, channel: signpost::playground::ChannelId) -> MessageId {
    let card = json!({
        "content": "Here.",
        "nonce": "n",
        "embeds": [{ "title": "t", "description": "d", "color": 1, "url": "https://example.org",
            "timestamp": "2026-11-21T10:00:00Z", "footer": { "text": "f" }, "author": { "name": "a" },
            "image": { "url": "https://example.org/i.png" }, "fields": [{ "name": "n", "value": "v" }] }],
        "components": [
            { "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }] },
            { "type": 1, "components": [{ "type": 3, "custom_id": "menu", "options": [{ "label": "A", "value": "a" }] }] }],
    });
    let sent = raw.post(&format!("/channels/{channel}/messages"), card).await;
    assert_eq!(sent.status, 200, "{sent:?}");
    sent.id().parse().unwrap()
}
