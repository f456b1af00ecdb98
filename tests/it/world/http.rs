//! The HTTP API: what is there, what is refused and how, and the rate limits.

use std::time::Duration;

use serde_json::{Value, json};
use signpost::playground::{ChannelKind, Options};

use super::{playground, start};

#[tokio::test]
async fn what_a_bot_asks_at_its_start_is_there() {
    let (playground, raw) = playground().await;
    let gateway = raw.get("/gateway").await;
    assert_eq!(gateway.body["url"], playground.base_url().replace("http://", "ws://") + "/gateway");
    assert_eq!(raw.get("/gateway/bot").await.body["shards"], 1);
    let application = raw.get("/applications/@me").await;
    assert_eq!(application.body["bot"]["id"], playground.bot().to_string());
    assert_ne!(application.body["flags"].as_u64().unwrap() & (1 << 19), 0, "message content is granted");
    playground.grant_message_content(false);
    assert_eq!(raw.get("/oauth2/applications/@me").await.body["flags"].as_u64().unwrap() & (1 << 19), 0);
    assert_eq!(raw.get("/users/@me").await.id(), playground.bot().to_string());
}

#[tokio::test]
async fn other_versions_of_the_path_are_the_same() {
    let (playground, _) = playground().await;
    for prefix in ["/api/v10", "/api/v9", "/api"] {
        let url = format!("{}{prefix}/gateway", playground.base_url());
        assert_eq!(reqwest::get(url).await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_in_discords_words() {
    let (_playground, raw) = playground().await;
    let got = raw.get("/voice/regions").await;
    assert_eq!((got.status, got.body), (404, json!({ "message": "404: Not Found", "code": 0 })));
    let got = raw.call("PUT", "/users/@me", json!({})).await;
    assert_eq!((got.status, got.body), (405, json!({ "message": "405: Method Not Allowed", "code": 0 })));
    for (path, code) in [
        ("/channels/1", 10003),
        ("/channels/1/messages", 10003),
        ("/guilds/1", 10004),
        ("/users/1", 10013),
        ("/channels/x", 50035),
    ] {
        assert_eq!(raw.get(path).await.code(), code, "{path}");
    }
}

#[tokio::test]
async fn a_message_goes_through_its_life() {
    let (playground, raw) = playground().await;
    let channel = playground.channel("mia", "#general").unwrap();
    let messages = format!("/channels/{channel}/messages");
    let sent = raw.post(&messages, json!({ "content": "hello", "nonce": "n", "enforce_nonce": true })).await;
    assert_eq!((sent.status, sent.body["nonce"].clone()), (200, "n".into()));
    let one = format!("{messages}/{}", sent.id());
    let again = raw.post(&messages, json!({ "content": "hello", "nonce": "n", "enforce_nonce": true })).await;
    assert_eq!(again.id(), sent.id());
    assert_eq!(raw.get(&one).await.body["content"], "hello");
    assert_eq!(raw.call("PATCH", &one, json!({ "content": "hi" })).await.body["content"], "hi");
    assert_eq!(raw.get(&format!("{messages}?limit=1")).await.body[0]["content"], "hi");
    assert_eq!(playground.timeline("mia", "#general").unwrap()[0].content, "hi");
    let gone = raw.delete(&one).await;
    assert_eq!((gone.status, gone.body), (204, "".into()));
    assert_eq!(raw.get(&one).await.code(), 10008);
    assert_eq!(raw.attempt("POST", &format!("/channels/{channel}/typing"), None).await.unwrap().status, 204);
}

#[tokio::test]
async fn a_slip_in_a_form_is_named_with_its_place() {
    let (playground, raw) = playground().await;
    let channel = playground.channel("mia", "#general").unwrap();
    let messages = format!("/channels/{channel}/messages");
    let long = raw.post(&messages, json!({ "content": "x".repeat(2001) })).await;
    assert_eq!(
        (long.status, long.body),
        (
            400,
            json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "content": { "_errors": [{
                "code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length." }] } } })
        )
    );
    assert_eq!(raw.post(&messages, json!({})).await.code(), 50006);
    let broken = reqwest::Client::new()
        .post(format!("{}/api/v10{messages}", playground.base_url()))
        .header("authorization", "Bot t")
        .header("content-type", "application/json")
        .body("{")
        .send()
        .await
        .unwrap();
    assert_eq!(broken.status(), 400);
    assert_eq!(serde_json::from_str::<Value>(&broken.text().await.unwrap()).unwrap()["code"], 50109);
}

#[tokio::test]
async fn a_picture_comes_in_a_form() {
    let (playground, _) = playground().await;
    let channel = playground.channel("mia", "#general").unwrap();
    let form = "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n\
                {\"content\":\"your plan\"}\r\n--b\r\nContent-Disposition: form-data; name=\"files[0]\"; \
                filename=\"plan.png\"\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}\r\n--b--\r\n";
    let sent = reqwest::Client::new()
        .post(format!("{}/api/v10/channels/{channel}/messages", playground.base_url()))
        .header("authorization", "Bot t")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(form)
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    let seen = &playground.timeline("mia", "#general").unwrap()[0];
    assert_eq!((seen.content.as_str(), &seen.attachments[0]["filename"]), ("your plan", &json!("plan.png")));
}

#[tokio::test]
async fn requests_need_the_token() {
    let (playground, raw) = playground().await;
    let got = raw.with_token("").get("/users/@me").await;
    assert_eq!((got.status, got.body), (401, json!({ "message": "401: Unauthorized", "code": 0 })));
    let none = reqwest::get(format!("{}/api/v10/users/@me", playground.base_url())).await.unwrap();
    assert_eq!(none.status(), 401);
}

#[tokio::test]
async fn rate_limits_are_told_in_headers_and_kept() {
    let (playground, raw) = playground().await;
    let channel = playground.channel("mia", "#general").unwrap();
    let messages = format!("/channels/{channel}/messages");
    let first = raw.post(&messages, json!({ "content": "1" })).await;
    assert_eq!((first.header("x-ratelimit-limit"), first.header("x-ratelimit-remaining")), (Some("5"), Some("4")));
    assert!(first.header("x-ratelimit-bucket").is_some() && first.header("x-ratelimit-reset-after").is_some());
    for i in 2..=5 {
        assert_eq!(raw.post(&messages, json!({ "content": i.to_string() })).await.status, 200);
    }
    let sixth = raw.post(&messages, json!({ "content": "6" })).await;
    assert_eq!((sixth.status, sixth.header("x-ratelimit-scope")), (429, Some("user")));
    assert_eq!((sixth.body["global"].clone(), sixth.body["code"].clone()), (false.into(), 0.into()));
    let wait = sixth.body["retry_after"].as_f64().unwrap();
    assert!(wait > 0.0 && wait <= 5.0, "{wait}");
    assert!(sixth.header("retry-after").is_some());
    playground.clock().advance(Duration::from_secs(5));
    assert_eq!(raw.post(&messages, json!({ "content": "6" })).await.status, 200);
}

#[tokio::test]
async fn rate_limits_can_be_left_out() {
    let (playground, raw) = start(Options { rate_limits: false, ..Options::default() }).await;
    let channel = playground.channel("mia", "#general").unwrap();
    for _ in 0..60 {
        assert_eq!(raw.post(&format!("/channels/{channel}/messages"), json!({ "content": "x" })).await.status, 200);
    }
}

#[tokio::test]
async fn members_roles_and_channels_of_a_server_are_listed() {
    let (playground, raw) = playground().await;
    let server = playground.server(playground.server_name()).unwrap();
    let roles = raw.get(&format!("/guilds/{server}/roles")).await.body;
    let names: Vec<&Value> = roles.as_array().unwrap().iter().map(|role| &role["name"]).collect();
    assert_eq!(names, ["@everyone", "Signpost", "Moderators"]);
    assert_eq!(roles[1]["tags"]["bot_id"], playground.bot().to_string());
    let ada = playground.people().into_iter().find(|person| person.name == "ada").unwrap();
    assert!(ada.moderator);
    let member = raw.get(&format!("/guilds/{server}/members/{}", ada.id)).await.body;
    assert_eq!(member["roles"], json!([roles[2]["id"]]));
    assert_eq!(raw.get(&format!("/guilds/{server}/members/1")).await.code(), 10007);
    assert_eq!(raw.get(&format!("/guilds/{server}/members")).await.code(), 50001, "listing takes the intent");
    assert_eq!(raw.get(&format!("/guilds/{server}/channels")).await.body.as_array().unwrap().len(), 3);
    assert_eq!(raw.get(&format!("/guilds/{server}?with_counts=true")).await.body["approximate_member_count"], 5);
}

#[tokio::test]
async fn a_second_server_has_its_own_channels_and_members() {
    let (playground, raw) = playground().await;
    let other = playground.add_server("Elsewhere");
    let lobby = playground.add_channel(other, "lobby", ChannelKind::Text);
    playground.add_person(other, "kim", "Kim");
    assert!(playground.say("mia", "#lobby", "hello").is_err());
    assert!(playground.say("kim", "#general", "hello").is_err());
    assert!(playground.say("kim", "#lobby", "hello").is_ok());
    playground.join(other, "mia").unwrap();
    assert!(playground.say("mia", "#lobby", "hello").is_ok());
    assert_eq!(raw.get(&format!("/channels/{lobby}/messages")).await.body.as_array().unwrap().len(), 2);
    assert_eq!(raw.get("/users/@me/guilds").await.body.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_bot_writes_in_private_and_in_threads() {
    let (playground, raw) = playground().await;
    let mia = playground.people().into_iter().find(|person| person.name == "mia").unwrap().id;
    let dm = raw.post("/users/@me/channels", json!({ "recipient_id": mia })).await;
    assert_eq!(dm.body["recipients"][0]["id"], mia.to_string());
    let messages = format!("/channels/{}/messages", dm.id());
    assert_eq!(raw.post(&messages, json!({ "content": "hello" })).await.status, 200);
    assert_eq!(playground.timeline("mia", "dm").unwrap().len(), 1);
    assert_eq!(playground.timeline("sam", "dm").unwrap().len(), 0);
    playground.close_private_messages("mia", true).unwrap();
    assert_eq!(raw.post(&messages, json!({ "content": "hello" })).await.code(), 50007);
    let asked = playground.say("mia", "#general", "why?").unwrap();
    let general = playground.channel("mia", "#general").unwrap();
    let path = format!("/channels/{general}/messages/{asked}/threads");
    let thread = raw.post(&path, json!({ "name": "Why" })).await;
    assert_eq!((thread.status, thread.id()), (201, asked.to_string()));
    assert_eq!(raw.post(&path, json!({ "name": "Why" })).await.code(), 160_004);
    let inside = raw.post(&format!("/channels/{}/messages", thread.id()), json!({ "content": "Because." })).await;
    assert_eq!(inside.status, 200);
    assert_eq!(playground.timeline("mia", "Why").unwrap()[0].content, "Because.");
}

#[tokio::test]
async fn every_exchange_is_on_record() {
    let (playground, raw) = playground().await;
    let channel = playground.channel("mia", "#general").unwrap();
    raw.post(&format!("/channels/{channel}/messages"), json!({ "content": "hello" })).await;
    raw.get("/nowhere?a=b").await;
    let traffic = playground.traffic();
    assert_eq!((traffic[0].route.as_str(), traffic[0].status), ("/channels/{channel_id}/messages", 200));
    assert_eq!(traffic[0].request.as_ref().unwrap()["content"], "hello");
    assert_eq!(traffic[0].response.as_ref().unwrap()["content"], "hello");
    assert_eq!((traffic[1].route.as_str(), traffic[1].query.as_str()), ("?/nowhere", "a=b"));
}
