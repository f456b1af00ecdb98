//! The playground's page as the browser asks for it. What it looks like is checked in `tests/browser`.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use signpost::playground::{Options, Playground, page};

struct Page {
    playground: Playground,
    client: reqwest::Client,
}

impl Page {
    async fn open() -> Self {
        let options = Options { page: Some(page::router), ..Options::default() };
        Self { playground: Playground::start(options).await.unwrap(), client: reqwest::Client::new() }
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.playground.base_url())).send().await.unwrap()
    }

    async fn json(&self, path: &str) -> Value {
        read(self.get(path).await).await
    }

    async fn act(&self, what: &Value) -> (u16, Value) {
        let url = format!("{}/page/act", self.playground.base_url());
        let request = self.client.post(url).header("content-type", "application/json").body(what.to_string());
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), read(answer).await)
    }

    async fn texts(&self, person: &str, channel: &str) -> Vec<String> {
        let timeline = self.json(&format!("/page/timeline?as={person}&channel={channel}")).await;
        let messages = timeline["messages"].as_array().unwrap();
        messages.iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.playground.stop();
    }
}

async fn read(answer: reqwest::Response) -> Value {
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn every_part_is_served_and_kept_to_itself() {
    let page = Page::open().await;
    for (path, kind) in [
        ("/", "text/html"),
        ("/page/app.js", "text/javascript"),
        ("/page/style.css", "text/css"),
        ("/page/icon.svg", "image/svg+xml"),
    ] {
        let answer = page.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with(kind), "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
    assert_eq!(page.get("/page/nothing.js").await.status(), 404);
    // Discord's own routes stay free of the page's headers.
    assert!(!page.get("/api/v10/gateway").await.headers().contains_key("content-security-policy"));
}

#[tokio::test]
async fn the_state_names_people_places_and_the_bot() {
    let page = Page::open().await;
    let state = page.json("/page/state?as=mia").await;
    assert_eq!(state["me"]["name"], "mia");
    assert_eq!(state["online"], false);
    let names = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&state["people"]), ["mia", "sam", "ada", "Signpost"]);
    assert_eq!(names(&state["places"]), ["general", "careers", "help-forum", "Signpost"]);
    let moderators = state["people"].as_array().unwrap().iter().filter(|one| one["moderator"] == true).count();
    assert_eq!(moderators, 1);
}

#[tokio::test]
async fn one_writes_replies_edits_deletes_and_posts() {
    let page = Page::open().await;
    let (status, said) = page.act(&json!({ "as": "mia", "do": "say", "channel": "careers", "text": "hello" })).await;
    assert_eq!(status, 200);
    let hello = &said["message"];
    page.act(&json!({ "as": "sam", "do": "reply", "channel": "careers", "message": hello, "text": "hi Mia" })).await;
    page.act(&json!({ "as": "mia", "do": "edit", "message": hello, "text": "hello all" })).await;
    assert_eq!(page.texts("ada", "careers").await, ["hello all", "hi Mia"]);
    let (status, refused) = page.act(&json!({ "as": "sam", "do": "edit", "message": hello, "text": "mine" })).await;
    assert_eq!(status, 400);
    assert!(refused["error"].as_str().is_some_and(|text| text.starts_with("Discord says")), "{refused}");
    page.act(&json!({ "as": "mia", "do": "delete", "message": hello })).await;
    assert_eq!(page.texts("ada", "careers").await, ["hi Mia"]);
    let post = json!({ "as": "mia", "do": "post", "channel": "help-forum", "title": "A start", "text": "Where?" });
    let (_, posted) = page.act(&post).await;
    assert_eq!(page.texts("sam", posted["channel"].as_str().unwrap()).await, ["Where?"]);
}

#[tokio::test]
async fn whom_nobody_knows_is_refused() {
    let page = Page::open().await;
    for path in ["/page/state?as=zoe", "/page/timeline?as=zoe&channel=careers", "/page/events?as=zoe"] {
        let answer = page.get(path).await;
        assert_eq!(answer.status(), 400, "{path}");
        assert_eq!(read(answer).await["error"], "There is nobody called \"zoe\".", "{path}");
    }
}

#[tokio::test]
async fn another_site_cannot_act() {
    let page = Page::open().await;
    // What a foreign page can send without asking first is a form or plain text; neither is taken.
    let body = r#"{"as":"mia","do":"say","channel":"careers","text":"forged"}"#;
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        let url = format!("{}/page/act", page.playground.base_url());
        let answer = page.client.post(url).header("content-type", kind).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 415, "{kind}");
    }
    assert!(page.texts("mia", "careers").await.is_empty());
}

#[tokio::test]
async fn events_come_as_they_happen() {
    let page = Page::open().await;
    let mut events = page.get("/page/events?as=sam").await.bytes_stream();
    page.act(&json!({ "as": "mia", "do": "say", "channel": "general", "text": "hello" })).await;
    let mut heard = String::new();
    let wait = async {
        while !heard.contains("\n\n") {
            heard.push_str(&String::from_utf8_lossy(&events.next().await.unwrap().unwrap()));
        }
    };
    tokio::time::timeout(Duration::from_secs(5), wait).await.unwrap();
    let event: Value = serde_json::from_str(heard.trim().strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!(event["event"], "message_created");
    assert_eq!(event["only_for"], Value::Null);
}
