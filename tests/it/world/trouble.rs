//! Trouble on order: what the HTTP API does wrong, and how often.

use std::pin::pin;
use std::time::Duration;

use serde_json::json;
use signpost::playground::{Fault, Playground, Scope, Trouble};

use super::playground;
use crate::support::raw::{Got, Raw};

const SEND: &str = "POST /channels/{channel_id}/messages";

async fn send(playground: &Playground, raw: &Raw) -> Option<Got> {
    let channel = playground.channel("mia", "#general").unwrap();
    raw.attempt("POST", &format!("/channels/{channel}/messages"), Some(&json!({ "content": "hello" }))).await
}

fn written(playground: &Playground) -> usize {
    playground.timeline("mia", "#general").unwrap().len()
}

#[tokio::test]
async fn too_many_requests_has_three_scopes() {
    let (playground, raw) = playground().await;
    for (scope, name) in [(Scope::User, "user"), (Scope::Shared, "shared"), (Scope::Global, "global")] {
        let retry_after = Duration::from_millis(1500);
        playground.fault(Fault::on(SEND, Trouble::TooMany { scope, retry_after }));
        let got = send(&playground, &raw).await.unwrap();
        assert_eq!((got.status, got.header("x-ratelimit-scope")), (429, Some(name)));
        assert_eq!((got.body["retry_after"].as_f64(), got.header("retry-after")), (Some(1.5), Some("2")));
        assert_eq!(got.body["global"], scope == Scope::Global);
        assert_eq!(got.header("x-ratelimit-global").is_some(), scope == Scope::Global);
    }
    assert_eq!(send(&playground, &raw).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_fault_strikes_its_route_as_often_as_ordered() {
    let (playground, raw) = playground().await;
    playground.fault(Fault::on(SEND, Trouble::Status(503)).times(2));
    assert_eq!(raw.get("/users/@me").await.status, 200);
    assert_eq!(send(&playground, &raw).await.unwrap().status, 503);
    assert_eq!(send(&playground, &raw).await.unwrap().status, 503);
    assert_eq!(send(&playground, &raw).await.unwrap().status, 200);
    playground.fault(Fault::everywhere(Trouble::Status(500)).always());
    assert_eq!(raw.get("/users/@me").await.status, 500);
    assert_eq!(raw.get("/gateway").await.status, 500);
    playground.heal();
    assert_eq!(raw.get("/users/@me").await.status, 200);
    assert_eq!(written(&playground), 1);
}

#[tokio::test]
async fn the_outcome_of_a_request_can_be_unknown() {
    let (playground, raw) = playground().await;
    playground.fault(Fault::on(SEND, Trouble::DoneThenStatus(500)));
    assert_eq!(send(&playground, &raw).await.unwrap().status, 500);
    assert_eq!(written(&playground), 1);
    playground.fault(Fault::on(SEND, Trouble::DoneThenDropped));
    assert!(send(&playground, &raw).await.is_none());
    assert_eq!(written(&playground), 2);
    playground.fault(Fault::on(SEND, Trouble::Dropped));
    assert!(send(&playground, &raw).await.is_none());
    assert_eq!(written(&playground), 2);
    playground.fault(Fault::on(SEND, Trouble::Truncated));
    assert!(send(&playground, &raw).await.unwrap().body.is_string(), "half an answer is no JSON");
    assert_eq!(written(&playground), 3);
}

#[tokio::test]
async fn answers_can_be_slow_or_never_come() {
    let (playground, raw) = playground().await;
    playground.fault(Fault::on(SEND, Trouble::Hang));
    assert!(tokio::time::timeout(Duration::from_millis(100), send(&playground, &raw)).await.is_err());
    assert_eq!(written(&playground), 0);
    playground.fault(Fault::on(SEND, Trouble::Slow(Duration::from_secs(3600))));
    let mut slow = pin!(send(&playground, &raw));
    let slow = loop {
        tokio::select! {
            biased;
            got = &mut slow => break got,
            () = tokio::task::yield_now() => playground.clock().advance(Duration::from_secs(60)),
        }
    };
    assert_eq!(slow.unwrap().status, 200);
}

#[tokio::test]
async fn the_network_in_front_can_block_with_a_page() {
    let (playground, raw) = playground().await;
    playground.fault(Fault::on(SEND, Trouble::Blocked));
    let got = send(&playground, &raw).await.unwrap();
    assert_eq!((got.status, got.header("x-ratelimit-scope")), (429, None));
    assert!(got.body.as_str().unwrap().starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn a_server_may_lack_routes() {
    let (playground, raw) = playground().await;
    playground.lacks(&["GET /gateway/bot", "GET /applications/@me"]);
    assert_eq!(raw.get("/gateway/bot").await.status, 404);
    assert_eq!(raw.get("/applications/@me").await.status, 404);
    assert_eq!(raw.get("/gateway").await.status, 200);
    playground.heal();
    assert_eq!(raw.get("/gateway/bot").await.status, 404, "a lacking route is no passing trouble");
}
