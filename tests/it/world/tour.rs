//! A tour of the HTTP API, every request and answer of it held against Discord's own description; and
//! proof that the check would notice.

use std::time::Duration;

use serde_json::{Value, json};
use signpost::playground::{Exchange, Fault, Playground, Scope, Trouble};

use super::playground;
use crate::support::openapi;
use crate::support::raw::{Gateway, Raw};

#[tokio::test]
#[ignore = "needs DISCORD_OPENAPI"]
async fn every_answer_is_as_discord_describes_it() {
    let (playground, raw) = playground().await;
    let app = about(&playground, &raw).await;
    commands(&raw, &app, &playground).await;
    messages(&playground, &raw).await;
    servers_and_threads(&playground, &raw).await;
    interactions(&playground, &raw, &app).await;
    refusals(&playground, &raw).await;
    let traffic = playground.traffic();
    assert!(traffic.len() > 70, "{}", traffic.len());
    assert!(openapi::description().is_some(), "DISCORD_OPENAPI is not set");
    openapi::check(&traffic);
}

/// Makes something in an exchange wrong.
type Spoil = fn(&mut Exchange);

#[tokio::test]
#[ignore = "needs DISCORD_OPENAPI"]
async fn what_is_not_as_described_is_noticed() {
    let (playground, raw) = playground().await;
    let channel = playground.channel("mia", "#general").unwrap();
    raw.post(&format!("/channels/{channel}/messages"), json!({ "content": "hello" })).await;
    raw.post(&format!("/channels/{channel}/messages"), json!({ "content": "x".repeat(2001) })).await;
    let traffic = playground.traffic();
    let description = openapi::description().expect("DISCORD_OPENAPI to be set");
    let [good, refused] = &traffic[..] else { panic!("{traffic:?}") };
    assert_eq!(description.wrong(good), Vec::<String>::new());
    assert_eq!(description.wrong(refused), Vec::<String>::new());
    let spoilt: [(&str, Spoil); 10] = [
        ("a request with a list for text", |e| e.request = Some(json!({ "content": [] }))),
        ("an embed title that is too long", |e| e.request = Some(json!({ "embeds": [{ "title": "t".repeat(257) }] }))),
        ("a button without a style", |e| {
            e.request = Some(json!({ "components": [{ "type": 1, "components": [{ "type": 2 }] }] }));
        }),
        ("an answer without its author", |e| {
            drop(e.response.as_mut().unwrap().as_object_mut().unwrap().remove("author"));
        }),
        ("an id that is a number", |e| e.response.as_mut().unwrap()["id"] = 1.into()),
        ("a time that is none", |e| e.response.as_mut().unwrap()["timestamp"] = "soon".into()),
        ("an answer without a body", |e| e.response = None),
        ("a status Discord does not use", |e| e.status = 202),
        ("a query Discord does not know", |e| e.query = "loud=true".to_owned()),
        ("a route Discord does not have", |e| e.path = "/channels/1/shout".to_owned()),
    ];
    for (what, spoil) in spoilt {
        let mut exchange = good.clone();
        spoil(&mut exchange);
        assert!(!description.wrong(&exchange).is_empty(), "{what} went unnoticed");
    }
    let mut exchange = refused.clone();
    exchange.response = Some(json!({ "error": "too long" }));
    assert!(!description.wrong(&exchange).is_empty(), "a refusal in other words went unnoticed");
}

async fn about(playground: &Playground, raw: &Raw) -> String {
    raw.get("/gateway").await;
    raw.get("/gateway/bot").await;
    raw.get("/oauth2/applications/@me").await;
    raw.get("/users/@me").await;
    raw.get("/users/@me/guilds").await;
    raw.get(&format!("/users/{}", playground.people()[0].id)).await;
    raw.get("/applications/@me").await.id()
}

async fn commands(raw: &Raw, app: &str, playground: &Playground) {
    let choices = json!([{ "name": "Junior", "value": "junior" }]);
    let every: Vec<Value> =
        (3..=11).map(|kind| json!({ "type": kind, "name": format!("o{kind}"), "description": "d" })).collect();
    let all = json!([
        { "name": "role", "description": "d", "contexts": [0, 1], "integration_types": [0], "nsfw": false, "options": [
            { "type": 3, "name": "name", "description": "d", "required": true, "autocomplete": true },
            { "type": 3, "name": "level", "description": "d", "choices": choices, "max_length": 90 },
            { "type": 6, "name": "for", "description": "d" }] },
        { "name": "curate", "description": "d", "default_member_permissions": "8192", "options": [
            { "type": 2, "name": "tip", "description": "d", "options": [
                { "type": 1, "name": "add", "description": "d", "options": [
                    { "type": 4, "name": "days", "description": "d", "min_value": 1, "max_value": 30 }] }] },
            { "type": 1, "name": "settings", "description": "d" }] },
        { "name": "every", "description": "d", "options": every },
        { "name": "role-local", "description": "d", "name_localizations": { "de": "rolle" } },
        { "name": "Why this answer?", "type": 3 },
        { "name": "Who is this?", "type": 2 }]);
    let server = playground.server(playground.server_name()).unwrap();
    for scope in [format!("/applications/{app}"), format!("/applications/{app}/guilds/{server}")] {
        let path = format!("{scope}/commands");
        assert_eq!(raw.call("PUT", &path, all.clone()).await.status, 200);
        raw.get(&path).await;
        let one = raw.post(&path, json!({ "name": "extra", "description": "d", "type": 1 })).await;
        assert_eq!(raw.post(&path, json!({ "name": "extra", "description": "e" })).await.status, 200);
        let one = format!("{path}/{}", one.id());
        raw.get(&one).await;
        assert_eq!(raw.call("PATCH", &one, json!({ "description": "f" })).await.status, 200);
        raw.delete(&one).await;
        assert_eq!(raw.get(&one).await.code(), 10063);
    }
    raw.call("PUT", &format!("/applications/{app}/guilds/{server}/commands"), json!([])).await;
}

fn card() -> Value {
    json!({
        "content": "Here, @everyone.",
        "nonce": "n",
        "enforce_nonce": true,
        "flags": 4096,
        "allowed_mentions": { "parse": [], "replied_user": false },
        "embeds": [{ "title": "t", "description": "d", "color": 1, "url": "https://example.org",
            "timestamp": "2026-11-21T10:00:00Z", "footer": { "text": "f" },
            "author": { "name": "a", "url": "https://example.org" }, "image": { "url": "https://example.org/i.png" },
            "thumbnail": { "url": "https://example.org/t.png" },
            "fields": [{ "name": "n", "value": "v" }, { "name": "n", "value": "v", "inline": true }] }],
        "components": [
            { "type": 1, "components": [
                { "type": 2, "style": 1, "label": "Go", "custom_id": "go", "emoji": { "name": "👍" } },
                { "type": 2, "style": 5, "label": "Read", "url": "https://example.org" },
                { "type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true }] },
            { "type": 1, "components": [{ "type": 3, "custom_id": "menu", "placeholder": "p", "options": [
                { "label": "A", "value": "a", "description": "d", "default": true }] }] },
            { "type": 1, "components": [{ "type": 5, "custom_id": "who" }] }],
    })
}

async fn messages(playground: &Playground, raw: &Raw) {
    let channel = playground.channel("mia", "#general").unwrap();
    let all = format!("/channels/{channel}/messages");
    let asked = playground.say("mia", "#general", "@Signpost hello @Sam @&Moderators").unwrap();
    raw.get(&format!("/channels/{channel}")).await;
    let sent = raw.post(&all, card()).await;
    assert_eq!(sent.status, 200, "{sent:?}");
    let mut reply = card();
    reply["nonce"] = 7.into();
    reply["message_reference"] = json!({ "message_id": asked, "channel_id": channel, "fail_if_not_exists": false });
    assert_eq!(raw.post(&all, reply).await.status, 200);
    playground.reply("mia", "#general", sent.id().parse().unwrap(), "thanks").unwrap();
    let one = format!("{all}/{}", sent.id());
    raw.get(&one).await;
    assert_eq!(
        raw.call("PATCH", &one, json!({ "content": "Better.", "embeds": [], "components": [] })).await.status,
        200
    );
    playground.delete("mia", asked).unwrap();
    for query in
        ["", "?limit=2", &format!("?after={asked}&limit=5"), &format!("?before={asked}"), &format!("?around={asked}")]
    {
        assert_eq!(raw.get(&format!("{all}{query}")).await.status, 200);
    }
    playground.grant_message_content(false);
    raw.get(&all).await;
    playground.grant_message_content(true);
    raw.attempt("POST", &format!("/channels/{channel}/typing"), None).await.unwrap();
    raw.delete(&one).await;
}

async fn servers_and_threads(playground: &Playground, raw: &Raw) {
    let server = playground.server(playground.server_name()).unwrap();
    let mia = playground.people()[0].id;
    let moderators = playground.add_role(server, "Helpers", 1 << 13);
    playground.give_role(server, "mia", moderators).unwrap();
    let general = playground.channel("mia", "#general").unwrap();
    playground.overwrite(general, mia, 0, 1 << 17);
    for path in ["", "?with_counts=true", "/channels", "/roles", "/threads/active", &format!("/members/{mia}")] {
        assert_eq!(raw.get(&format!("/guilds/{server}{path}")).await.status, 200, "{path}");
    }
    let dm = raw.post("/users/@me/channels", json!({ "recipient_id": mia })).await;
    raw.get(&format!("/channels/{}", dm.id())).await;
    let thread = raw.post(&format!("/channels/{general}/threads"), json!({ "name": "t", "type": 11 })).await;
    raw.get(&format!("/channels/{}", thread.id())).await;
    let asked = playground.say("mia", "#general", "why?").unwrap();
    raw.post(&format!("/channels/{general}/messages/{asked}/threads"), json!({ "name": "Why" })).await;
    let forum = playground.channel("mia", "#help-forum").unwrap();
    raw.get(&format!("/channels/{forum}")).await;
    let post = json!({ "name": "How?", "message": { "content": "Like this?" } });
    assert_eq!(raw.post(&format!("/channels/{forum}/threads"), post).await.status, 201);
    raw.get(&format!("/guilds/{server}/threads/active")).await;
}

async fn interactions(playground: &Playground, raw: &Raw, app: &str) {
    let (mut gateway, _) = Gateway::identify(playground, 0).await;
    let name = vec![("name".to_owned(), "sql".into())];
    let data = |flags: u64| json!({ "content": "Here.", "flags": flags, "components": card()["components"] });
    for (kind, body) in [(4, data(0)), (4, data(64)), (5, json!({ "flags": 64 })), (5, Value::Null)] {
        playground.invoke("mia", "#general", "role", &name, None).unwrap();
        let asked = gateway.event("INTERACTION_CREATE").await;
        let (callback, webhook) = paths(app, &asked);
        let answer = json!({ "type": kind, "data": body });
        let got = raw.post(&format!("{callback}?with_response=true"), answer).await;
        assert_eq!(got.status, 200, "{got:?}");
        let original = format!("{webhook}/messages/@original");
        assert_eq!(raw.call("PATCH", &original, json!({ "content": "Better." })).await.status, 200);
        raw.get(&original).await;
        let more = raw.post(&webhook, json!({ "content": "More.", "flags": 64 })).await;
        let more = format!("{webhook}/messages/{}", more.id());
        raw.get(&more).await;
        raw.call("PATCH", &more, json!({ "content": "Most." })).await;
        raw.delete(&more).await;
        raw.delete(&original).await;
        playground.clock().advance(Duration::from_secs(5));
    }
    let channel = playground.channel("mia", "#general").unwrap();
    let sent = raw.post(&format!("/channels/{channel}/messages"), card()).await.id().parse().unwrap();
    let form = json!({ "type": 9, "data": { "custom_id": "f", "title": "Ask", "components": [{ "type": 1, "components": [
        { "type": 4, "custom_id": "q", "label": "Question", "style": 2, "max_length": 300, "required": true }] }] } });
    for answer in [json!({ "type": 6 }), json!({ "type": 7, "data": { "content": "Changed." } }), form] {
        let pressed = playground.press("sam", sent, "go").unwrap();
        let asked = gateway.event("INTERACTION_CREATE").await;
        let (callback, webhook) = paths(app, &asked);
        raw.post(&format!("{callback}?with_response=true"), answer.clone()).await;
        if answer["type"] == 9 {
            playground.submit("sam", pressed, &[("q".to_owned(), "why?".to_owned())]).unwrap();
            let (callback, webhook) = paths(app, &gateway.event("INTERACTION_CREATE").await);
            raw.post(&callback, json!({ "type": 5 })).await;
            raw.post(&webhook, json!({ "content": "Because." })).await;
        } else {
            raw.get(&format!("{webhook}/messages/@original")).await;
        }
    }
    let (suggesting, choices) =
        (playground.autocomplete("mia", "#general", "role", &name, "name"), json!([{ "name": "SQL", "value": "sql" }]));
    let suggest = async {
        let (callback, _) = paths(app, &gateway.event("INTERACTION_CREATE").await);
        raw.post(&callback, json!({ "type": 8, "data": { "choices": choices } })).await
    };
    let (suggested, got) = tokio::join!(suggesting, suggest);
    assert_eq!((suggested.unwrap().len(), got.status), (1, 204));
}

fn paths(app: &str, interaction: &Value) -> (String, String) {
    let (id, token) = (interaction["id"].as_str().unwrap(), interaction["token"].as_str().unwrap());
    (format!("/interactions/{id}/{token}/callback"), format!("/webhooks/{app}/{token}"))
}

async fn refusals(playground: &Playground, raw: &Raw) {
    playground.clock().advance(Duration::from_secs(60));
    let channel = playground.channel("mia", "#general").unwrap();
    let all = format!("/channels/{channel}/messages");
    for path in ["/channels/1", "/guilds/1", "/users/1", &format!("{all}/1"), "/channels/x", &format!("{all}?limit=0")]
    {
        assert!(raw.get(path).await.status >= 400);
    }
    raw.with_token("").get("/users/@me").await;
    assert_eq!(raw.post("/interactions/1/t/callback", json!({ "type": 5 })).await.code(), 10062);
    for scope in [Scope::User, Scope::Shared, Scope::Global] {
        let retry_after = Duration::from_millis(10);
        playground.fault(Fault::everywhere(Trouble::TooMany { scope, retry_after }));
        assert_eq!(raw.get("/users/@me").await.status, 429);
    }
    playground.fault(Fault::everywhere(Trouble::Status(502)));
    raw.get("/users/@me").await;
    while raw.post(&all, json!({ "content": "again" })).await.status != 429 {}
    playground.clock().advance(Duration::from_secs(60));
    playground.overwrite(channel, playground.bot(), 0, 1 << 10);
    assert_eq!(raw.post(&all, json!({ "content": "hello" })).await.code(), 50001);
}
