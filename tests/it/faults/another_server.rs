//! Servers that speak Discord's language and lack much of it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, serve};
use secrecy::SecretString;
use serde_json::{Value, json};
use signpost::discord::{self, Exit, Options};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::weather::{asks_and_is_answered, quick};
use crate::support::{Setup, advisor};

#[tokio::test]
async fn a_server_without_any_optional_route_is_answered_all_the_same() {
    let lacking = |discord: &signpost::playground::Playground| {
        discord.lacks(&[
            "GET /gateway/bot",
            "GET /applications/@me",
            "GET /oauth2/applications/@me",
            "GET /applications/{application_id}/commands",
            "PUT /applications/{application_id}/commands",
            "POST /channels/{channel_id}/typing",
            "GET /channels/{channel_id}/messages",
            "GET /channels/{channel_id}",
            "GET /users/@me",
            "GET /guilds/{guild_id}",
        ]);
    };
    Setup { before: lacking, ..quick() }
        .run(async |discord| {
            asks_and_is_answered(discord).await;
            discord.member("sam").says("dm", "what does a data engineer do?").await;
            discord.next_reply().await;
            assert_eq!(discord.counts().identifies, 1);
        })
        .await;
}

/// A server of another make: its gateway is on another port, its payloads hold the least they can.
#[derive(Default)]
struct Other {
    /// Where its gateway is.
    gateway: Mutex<String>,
    /// What was posted to channels, with the authorisation it came with.
    posted: Mutex<Vec<(String, Value)>>,
    news: Notify,
    /// The tokens that came to the gateway.
    identified: Mutex<Vec<String>>,
}

impl Other {
    /// Opens both ports; tells the API's address.
    async fn start() -> (Arc<Self>, String) {
        let other = Arc::new(Self::default());
        let api = Router::new()
            .route("/api/v10/gateway", get(where_is_the_gateway))
            .route("/api/v10/channels/{channel}/messages", post(takes_a_message))
            .with_state(Arc::clone(&other));
        let gateway = Router::new().route("/", get(opens_a_session)).with_state(Arc::clone(&other));
        let (api, gateway) = (Self::open(api).await, Self::open(gateway).await);
        *other.gateway.lock().unwrap() = format!("ws://{gateway}");
        (other, format!("http://{api}"))
    }

    async fn open(routes: Router) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { serve(listener, routes).await });
        address
    }
}

async fn where_is_the_gateway(State(other): State<Arc<Other>>) -> Json<Value> {
    Json(json!({"url": *other.gateway.lock().unwrap()}))
}

async fn takes_a_message(
    State(other): State<Arc<Other>>,
    Path(channel): Path<String>,
    headers: HeaderMap,
    Json(message): Json<Value>,
) -> Response {
    let authorization = headers["authorization"].to_str().unwrap().to_owned();
    other.posted.lock().unwrap().push((authorization, message.clone()));
    other.news.notify_one();
    let taken = json!({"id": "900", "channel_id": channel, "author": {"id": "5"}, "content": message["content"]});
    (StatusCode::OK, Json(taken)).into_response()
}

async fn opens_a_session(State(other): State<Arc<Other>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async move |socket| holds_a_session(&other, socket).await)
}

async fn holds_a_session(other: &Other, mut socket: WebSocket) {
    let hello = json!({"op": 10, "d": {"heartbeat_interval": 45_000}});
    socket.send(Message::text(hello.to_string())).await.unwrap();
    while let Some(Ok(message)) = socket.recv().await {
        let Message::Text(text) = message else { continue };
        let payload: Value = serde_json::from_str(&text).unwrap();
        match payload["op"].as_u64() {
            Some(1) => socket.send(Message::text(json!({"op": 11}).to_string())).await.unwrap(),
            Some(2) => {
                other.identified.lock().unwrap().push(payload["d"]["token"].as_str().unwrap().to_owned());
                for event in [
                    json!({"op": 0, "s": 1, "t": "READY", "d": {"session_id": "s", "user": {"id": "5", "username": "signpost"}}}),
                    json!({"op": 0, "s": 2, "t": "GUILD_CREATE", "d": {
                        "id": "9", "properties": {"name": "Elsewhere"}, "channels": [{"id": "7", "name": "careers", "type": 0}],
                        "roles": [{"id": "9", "name": "@everyone", "permissions": "0"}]}}),
                    json!({"op": 0, "s": 3, "t": "MESSAGE_CREATE", "d": {
                        "id": "1000", "channel_id": "7", "guild_id": "9", "author": {"id": "3", "username": "zoe"},
                        "content": "<@5> what does a data engineer do?", "mentions": [{"id": "5", "username": "signpost"}]}}),
                ] {
                    socket.send(Message::text(event.to_string())).await.unwrap();
                }
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_server_of_another_make_with_bare_payloads_is_answered_once() {
    let (other, api) = Other::start().await;
    let mut options = Options::new(SecretString::from("a.b.c"), Arc::new(ArcSwap::new(advisor())));
    options.api = Some(api);
    let (stop, vitals) = (options.stop.clone(), Arc::clone(&options.vitals));
    let bot = tokio::spawn(discord::run(options));

    let posted = tokio::time::timeout(Duration::from_secs(20), other.news.notified());
    posted.await.expect("an answer");
    stop.cancel();
    let exit = tokio::time::timeout(Duration::from_secs(20), bot).await.expect("the bot stops").unwrap();

    assert_eq!(exit, Exit::Ok);
    assert_eq!(*other.identified.lock().unwrap(), ["Bot a.b.c"]);
    let posted = other.posted.lock().unwrap();
    assert_eq!(posted.len(), 1, "{posted:?}");
    let (authorization, message) = &posted[0];
    assert_eq!(authorization, "Bot a.b.c");
    assert_eq!(message["message_reference"]["message_id"], "1000");
    // What it answered was understood, bare as it was.
    assert!(!vitals.metrics().contains("signpost_failures_total{"), "{}", vitals.metrics());
}

#[tokio::test]
async fn a_server_that_points_at_discord_itself_gets_no_token_there() {
    let (other, api) = Other::start().await;
    *other.gateway.lock().unwrap() = "wss://gateway.discord.gg".to_owned();
    let mut options = Options::new(SecretString::from("a.b.c"), Arc::new(ArcSwap::new(advisor())));
    options.api = Some(api.clone());
    let exit = tokio::time::timeout(Duration::from_secs(20), discord::run(options)).await.expect("the bot ends");
    let Exit::WillNotFixItself(words) = &exit else { panic!("{exit:?}") };
    assert!(words.contains(&api) && words.contains("SIGNPOST_DISCORD_API"), "{words}");
}
