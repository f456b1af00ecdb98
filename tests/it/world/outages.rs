//! The gateway's ways out, and the trouble it can be in.

use std::time::Duration;

use serde_json::json;
use signpost::playground::{GatewayFault, PlaygroundEvent, Times};

use super::playground;
use crate::support::raw::{Frame, Gateway, INTENTS};

#[tokio::test]
async fn reconnect_invalid_and_close_reach_live_connections() {
    let (playground, _) = playground().await;
    let (mut gateway, _) = Gateway::identify(&playground, 0).await;
    playground.gateway_fault(GatewayFault::Reconnect);
    assert_eq!(gateway.payload().await, json!({ "op": 7, "d": null }));
    playground.gateway_fault(GatewayFault::Invalid(true));
    assert_eq!(gateway.payload().await, json!({ "op": 9, "d": true }));
    playground.gateway_fault(GatewayFault::Raw("not json".to_owned()));
    assert_eq!(gateway.payload().await, "not json");
    playground.gateway_fault(GatewayFault::Event("SOMETHING_NEW".to_owned(), json!({ "a": 1 })));
    assert_eq!(gateway.event("SOMETHING_NEW").await, json!({ "a": 1 }));
    let mut news = playground.subscribe();
    playground.gateway_fault(GatewayFault::Close(4000));
    assert_eq!(gateway.end().await, Frame::Closed(4000));
    assert_eq!(news.recv().await, Ok(PlaygroundEvent::BotOffline));
}

#[tokio::test]
async fn standing_trouble_meets_new_connections_as_often_as_ordered() {
    let (playground, _) = playground().await;
    playground.gateway_fault(GatewayFault::CloseOnConnect(4000, Times::Next(2)));
    for _ in 0..2 {
        assert_eq!(Gateway::connect(&playground).await.end().await, Frame::Closed(4000));
    }
    playground.gateway_fault(GatewayFault::CloseOnIdentify(4011, Times::Always));
    for _ in 0..3 {
        let mut gateway = Gateway::connect(&playground).await;
        gateway.send(gateway.identity(INTENTS)).await;
        assert_eq!(gateway.end().await, Frame::Closed(4011));
    }
    playground.heal();
    playground.gateway_fault(GatewayFault::Gone(Times::Next(1)));
    assert!(Gateway::connect_with(&playground, "?v=10").await.is_none());
    playground.gateway_fault(GatewayFault::Twice);
    let (mut gateway, _) = Gateway::identify(&playground, INTENTS).await;
    playground.say("mia", "#general", "hello").unwrap();
    let first = gateway.event("MESSAGE_CREATE").await;
    assert_eq!(gateway.event("MESSAGE_CREATE").await["id"], first["id"]);
}

#[tokio::test]
async fn silence_has_three_forms() {
    let (playground, _) = playground().await;
    // Heartbeats without an answer: what comes after them comes alone.
    let (mut gateway, _) = Gateway::identify(&playground, 0).await;
    playground.gateway_fault(GatewayFault::NoAcks);
    gateway.send(json!({ "op": 1, "d": null })).await;
    gateway.send(json!({ "op": 99 })).await;
    assert_eq!(gateway.frame().await, Frame::Closed(4001));
    playground.heal();
    // A frozen connection: an event that others get does not arrive.
    let (mut frozen, _) = Gateway::identify(&playground, 1 << 9).await;
    playground.gateway_fault(GatewayFault::Freeze);
    let (mut live, _) = Gateway::identify(&playground, 1 << 9).await;
    playground.say("mia", "#general", "anybody there?").unwrap();
    live.event("MESSAGE_CREATE").await;
    assert!(tokio::time::timeout(Duration::from_millis(100), frozen.frame()).await.is_err());
    // A connection that never becomes a WebSocket.
    playground.gateway_fault(GatewayFault::NeverUpgrade(Times::Next(1)));
    let hangs = Gateway::connect_with(&playground, "?v=10");
    assert!(tokio::time::timeout(Duration::from_millis(100), hangs).await.is_err());
}

#[tokio::test]
async fn leaving_with_1000_ends_the_session() {
    let (playground, _) = playground().await;
    let (gateway, ready) = Gateway::identify(&playground, 0).await;
    let seq = gateway.seq;
    let mut news = playground.subscribe();
    gateway.leave().await;
    assert_eq!(news.recv().await, Ok(PlaygroundEvent::BotOffline));
    let mut late = Gateway::resume(&playground, &ready["session_id"], seq).await;
    assert_eq!(late.payload().await, json!({ "op": 9, "d": false }));
}

#[tokio::test]
async fn a_bot_that_was_put_out_has_no_business_there() {
    let (playground, raw) = playground().await;
    let (mut gateway, _) = Gateway::identify(&playground, INTENTS).await;
    let server = playground.server(playground.server_name()).unwrap();
    let channel = playground.channel("mia", "#general").unwrap();
    playground.remove_bot(server);
    assert_eq!(gateway.event("GUILD_DELETE").await, json!({ "id": server }));
    assert_eq!(raw.get(&format!("/guilds/{server}")).await.code(), 10004);
    let sent = raw.post(&format!("/channels/{channel}/messages"), json!({ "content": "hello?" })).await;
    assert_eq!((sent.status, sent.code()), (403, 50001));
    let (_again, ready) = Gateway::identify(&playground, INTENTS).await;
    assert_eq!(ready["guilds"], json!([]));
    playground.remove_channel(channel);
    assert_eq!(raw.get(&format!("/channels/{channel}")).await.code(), 10003);
}
