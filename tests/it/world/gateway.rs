//! The gateway: the way in, what is sent to whom, and the ways out.

use std::time::Duration;

use serde_json::{Value, json};
use signpost::playground::{GatewayFault, Options, PlaygroundEvent, Times};

use super::{playground, start};
use crate::support::raw::{Frame, Gateway, INTENTS};

#[tokio::test]
async fn hello_comes_first_and_heartbeats_are_acknowledged() {
    let (playground, _) = playground().await;
    let mut gateway = Gateway::connect(&playground).await;
    let Frame::Payload(hello, false) = gateway.frame().await else { panic!("no hello") };
    assert_eq!((hello["op"].clone(), hello["d"]["heartbeat_interval"].clone()), (10.into(), 41_250.into()));
    gateway.send(json!({ "op": 1, "d": null })).await;
    assert_eq!(gateway.payload().await["op"], 11);
    playground.gateway_fault(GatewayFault::AskHeartbeat);
    assert_eq!(gateway.payload().await["op"], 1);
}

#[tokio::test]
async fn ready_and_the_servers_follow_an_identify() {
    let (playground, _) = playground().await;
    let mut news = playground.subscribe();
    let (mut gateway, ready) = Gateway::identify(&playground, INTENTS).await;
    assert_eq!(ready["user"]["id"], playground.bot().to_string());
    assert!(ready["resume_gateway_url"].as_str().unwrap().starts_with("ws://127.0.0.1"));
    assert_eq!(ready["guilds"][0]["unavailable"], true);
    let guild = gateway.event("GUILD_CREATE").await;
    let names: Vec<&Value> = guild["channels"].as_array().unwrap().iter().map(|channel| &channel["name"]).collect();
    assert_eq!(names, ["general", "careers", "help-forum"]);
    assert_eq!(news.recv().await, Ok(PlaygroundEvent::BotOnline));
    assert_eq!(playground.counts().identifies, 1);
}

#[tokio::test]
async fn large_payloads_are_compressed_each_by_itself() {
    let (playground, _) = playground().await;
    let mut gateway = Gateway::connect(&playground).await;
    gateway.send(gateway.identity(INTENTS)).await;
    let mut compressed = Vec::new();
    while compressed.len() < 3 {
        let Frame::Payload(payload, packed) = gateway.frame().await else { panic!("lost") };
        compressed.push((payload["t"].clone(), packed));
    }
    assert_eq!(compressed[0], (Value::Null, false), "hello");
    assert_eq!(compressed[2], ("GUILD_CREATE".into(), true));
}

#[tokio::test]
async fn the_ways_in_that_are_closed() {
    let (playground, _) = start(Options { message_content: false, ..Options::default() }).await;
    let long = format!("{{\"op\":1,\"d\":\"{}\"}}", "x".repeat(4096));
    let good = Gateway::connect(&playground).await.identity(INTENTS & !(1 << 15));
    let with = |path: &str, value: Value| {
        let mut payload = good.clone();
        payload["d"][path] = value;
        payload.to_string()
    };
    let cases: [(&str, String, u16); 12] = [
        ("no JSON", "{".to_owned(), 4002),
        ("too long", long, 4002),
        ("an opcode nobody knows", json!({ "op": 99 }).to_string(), 4001),
        ("presence before identify", json!({ "op": 3, "d": {} }).to_string(), 4003),
        ("an empty token", with("token", "".into()), 4004),
        ("no intents", with("intents", Value::Null), 4013),
        ("an intent that does not exist", with("intents", (1_u64 << 30).into()), 4013),
        ("content that was not granted", with("intents", INTENTS.into()), 4014),
        ("members that were not granted", with("intents", (1 << 1).into()), 4014),
        ("a shard out of range", with("shard", json!([1, 1])), 4010),
        ("no properties", with("properties", Value::Null), 4002),
        ("a resume without a session", json!({ "op": 6, "d": { "token": "t" } }).to_string(), 4002),
    ];
    for (what, payload, code) in cases {
        let mut gateway = Gateway::connect(&playground).await;
        gateway.send_text(&payload).await;
        assert_eq!(gateway.end().await, Frame::Closed(code), "{what}");
    }
    let mut gateway = Gateway::connect_with(&playground, "?v=5").await.unwrap();
    assert_eq!(gateway.end().await, Frame::Closed(4012));
}

#[tokio::test]
async fn one_identify_is_enough() {
    let (playground, _) = playground().await;
    let (mut gateway, _) = Gateway::identify(&playground, INTENTS).await;
    gateway.send(gateway.identity(INTENTS)).await;
    assert_eq!(gateway.end().await, Frame::Closed(4005));
}

#[tokio::test]
async fn a_wrong_or_revoked_token_is_refused() {
    let (playground, raw) = start(Options { token: Some("only".to_owned()), ..Options::default() }).await;
    let mut gateway = Gateway::connect(&playground).await;
    let mut identity = gateway.identity(INTENTS);
    identity["d"]["token"] = "another".into();
    gateway.send(identity).await;
    assert_eq!(gateway.end().await, Frame::Closed(4004));
    assert_eq!(raw.with_token("another").get("/users/@me").await.status, 401);
    assert_eq!(raw.get("/users/@me").await.status, 200);
    playground.revoke_token();
    assert_eq!(raw.get("/users/@me").await.status, 401);
}

#[tokio::test]
async fn more_than_a_hundred_and_twenty_payloads_a_minute_are_too_many() {
    let (playground, _) = playground().await;
    let mut gateway = Gateway::connect(&playground).await;
    for _ in 0..121 {
        gateway.send(json!({ "op": 1, "d": null })).await;
    }
    assert_eq!(gateway.end().await, Frame::Closed(4008));
}

#[tokio::test]
async fn identifies_are_limited_by_the_five_seconds_and_by_the_day() {
    let (playground, raw) = start(Options { max_concurrency: 1, ..Options::default() }).await;
    let limit = |got: Value| got["session_start_limit"].clone();
    assert_eq!(limit(raw.get("/gateway/bot").await.body)["remaining"], 1000);
    let _first = Gateway::identify(&playground, INTENTS).await;
    let mut second = Gateway::connect(&playground).await;
    second.send(second.identity(INTENTS)).await;
    assert_eq!(second.payload().await, json!({ "op": 9, "d": false }));
    playground.clock().advance(Duration::from_secs(5));
    let _third = Gateway::identify(&playground, INTENTS).await;
    assert_eq!(limit(raw.get("/gateway/bot").await.body)["remaining"], 997);
    playground.use_up_identifies(997);
    assert_eq!(limit(raw.get("/gateway/bot").await.body)["remaining"], 0);
    let mut last = Gateway::connect(&playground).await;
    last.send(last.identity(INTENTS)).await;
    assert_eq!(last.end().await, Frame::Closed(4004), "one too many resets the token");
    assert_eq!(raw.get("/users/@me").await.status, 401);
}

#[tokio::test]
async fn a_session_gets_the_events_it_asked_for() {
    let (playground, _) = playground().await;
    let (mut all, _) = Gateway::identify(&playground, INTENTS).await;
    let (mut private, _) = Gateway::identify(&playground, 1 << 12).await;
    let (mut blind, _) = Gateway::identify(&playground, 1 << 9).await;
    playground.start_typing("mia", "#general").unwrap();
    playground.say("mia", "#general", "in the open").unwrap();
    playground.say("mia", "dm", "in private").unwrap();
    assert_eq!(all.event("TYPING_START").await["member"]["user"]["username"], "mia");
    assert_eq!(all.event("MESSAGE_CREATE").await["content"], "in the open");
    assert_eq!(all.event("MESSAGE_CREATE").await["content"], "in private");
    assert_eq!(private.event("MESSAGE_CREATE").await["content"], "in private");
    assert_eq!(blind.event("MESSAGE_CREATE").await["content"], "");
    assert!(!private.events.iter().chain(&blind.events).any(|event| event["t"] == "GUILD_CREATE"));
}

#[tokio::test]
async fn a_resume_brings_what_was_missed_and_then_says_so() {
    let (playground, _) = playground().await;
    let (mut gateway, ready) = Gateway::identify(&playground, INTENTS).await;
    gateway.event("GUILD_CREATE").await;
    playground.gateway_fault(GatewayFault::Drop);
    assert_eq!(gateway.end().await, Frame::Lost);
    for text in ["one", "two"] {
        playground.say("mia", "#general", text).unwrap();
    }
    let mut resumed = Gateway::resume(&playground, &ready["session_id"], gateway.seq).await;
    let mut seen = Vec::new();
    while seen.len() < 3 {
        let payload = resumed.payload().await;
        seen.push((payload["t"].clone(), payload["d"]["content"].clone(), payload["s"].as_u64().unwrap()));
    }
    let message = Value::from("MESSAGE_CREATE");
    assert_eq!(
        seen,
        [
            (message.clone(), "one".into(), gateway.seq + 1),
            (message, "two".into(), gateway.seq + 2),
            ("RESUMED".into(), Value::Null, gateway.seq + 3),
        ]
    );
    playground.say("mia", "#general", "three").unwrap();
    assert_eq!(resumed.event("MESSAGE_CREATE").await["content"], "three");
    let counts = playground.counts();
    assert_eq!((counts.identifies, counts.resumes, counts.resumed), (1, 1, 1));
}

#[tokio::test]
async fn a_resume_is_refused_for_a_session_that_ended_or_waited_too_long() {
    let (playground, _) = playground().await;
    let (mut gateway, ready) = Gateway::identify(&playground, INTENTS).await;
    playground.gateway_fault(GatewayFault::Drop);
    gateway.end().await;
    let refused = json!({ "op": 9, "d": false });
    let mut unknown = Gateway::resume(&playground, &"nobody".into(), 1).await;
    assert_eq!(unknown.payload().await, refused);
    let mut ahead = Gateway::resume(&playground, &ready["session_id"], 9999).await;
    assert_eq!(ahead.payload().await, refused);
    playground.gateway_fault(GatewayFault::RefuseResume(Times::Next(1)));
    let mut ordered = Gateway::resume(&playground, &ready["session_id"], gateway.seq).await;
    assert_eq!(ordered.payload().await, refused);
    playground.clock().advance(Duration::from_secs(181));
    let mut late = Gateway::resume(&playground, &ready["session_id"], gateway.seq).await;
    assert_eq!(late.payload().await, refused);
}

#[tokio::test]
async fn a_client_may_ask_for_one_compressed_stream() {
    let (playground, _) = playground().await;
    let mut gateway = Gateway::connect_with(&playground, "?v=10&encoding=json&compress=zlib-stream").await.unwrap();
    assert!(matches!(gateway.frame().await, Frame::Payload(hello, true) if hello["op"] == 10));
    gateway.send(gateway.identity(INTENTS)).await;
    assert_eq!(gateway.event("READY").await["user"]["username"], "Signpost");
    assert_eq!(gateway.event("GUILD_CREATE").await["name"], playground.server_name());
}

#[tokio::test]
async fn members_can_be_asked_for_by_id_and_by_name() {
    let (playground, _) = playground().await;
    let server = playground.server(playground.server_name()).unwrap();
    let (mut gateway, _) = Gateway::identify(&playground, INTENTS).await;
    let sam = playground.people().into_iter().find(|person| person.name == "sam").unwrap().id;
    let ask = |more: Value| {
        let mut d = json!({ "guild_id": server, "limit": 0 });
        d.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "op": 8, "d": d })
    };
    // The whole list takes an intent that was not granted: no answer, so the next one is to the next question.
    gateway.send(ask(json!({ "query": "" }))).await;
    gateway.send(ask(json!({ "user_ids": [sam, "1"], "nonce": "n" }))).await;
    let chunk = gateway.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!((chunk["members"][0]["user"]["username"].clone(), chunk["nonce"].clone()), ("sam".into(), "n".into()));
    assert_eq!(chunk["not_found"], json!(["1"]));
    gateway.send(ask(json!({ "query": "m", "limit": 5 }))).await;
    assert_eq!(gateway.event("GUILD_MEMBERS_CHUNK").await["members"][0]["user"]["username"], "mia");
}
