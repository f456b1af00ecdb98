//! Interactions from end to end: what the bot is sent, what it may answer, what people see.

use std::time::Duration;

use serde_json::{Value, json};
use signpost::playground::{MessageId, Playground, PlaygroundEvent};

use super::playground;
use crate::support::raw::{Gateway, Raw};

/// A bot that registered `/role`, and is on.
async fn bot() -> (Playground, Raw, Gateway, String) {
    let (playground, raw) = playground().await;
    let app = raw.get("/applications/@me").await.id();
    let role = json!({ "name": "role", "description": "d", "type": 1, "options": [
        { "type": 3, "name": "name", "description": "d", "required": true, "autocomplete": true }] });
    let menu = json!({ "name": "Why this answer?", "type": 3 });
    let put = raw.call("PUT", &format!("/applications/{app}/commands"), json!([role, menu])).await;
    assert_eq!(put.status, 200);
    let (gateway, _) = Gateway::identify(&playground, 0).await;
    (playground, raw, gateway, app)
}

fn callback(interaction: &Value) -> String {
    let part = |key: &str| interaction[key].as_str().unwrap().to_owned();
    format!("/interactions/{}/{}/callback", part("id"), part("token"))
}

fn webhook(app: &str, interaction: &Value) -> String {
    format!("/webhooks/{app}/{}", interaction["token"].as_str().unwrap())
}

fn role() -> Vec<(String, Value)> {
    vec![("name".to_owned(), "data engineer".into())]
}

#[tokio::test]
async fn a_command_is_answered_followed_up_changed_and_deleted() {
    let (playground, raw, mut gateway, app) = bot().await;
    playground.invoke("mia", "#general", "role", &role(), None).unwrap();
    let interaction = gateway.event("INTERACTION_CREATE").await;
    assert_eq!(interaction["data"]["options"][0]["value"], "data engineer");
    let answer = json!({ "type": 4, "data": { "content": "It moves data.", "flags": 64 } });
    assert_eq!(raw.post(&callback(&interaction), answer.clone()).await.status, 204);
    assert_eq!(raw.post(&callback(&interaction), answer).await.code(), 40060);
    let seen = playground.timeline("mia", "#general").unwrap();
    assert_eq!((seen[0].ephemeral, seen[0].used.as_deref()), (true, Some("Mia used /role")));
    assert_eq!(playground.timeline("sam", "#general").unwrap(), vec![]);
    let webhook = webhook(&app, &interaction);
    let original = format!("{webhook}/messages/@original");
    assert_eq!(raw.get(&original).await.body["content"], "It moves data.");
    assert_eq!(raw.call("PATCH", &original, json!({ "content": "It moves data well." })).await.status, 200);
    let more = raw.post(&webhook, json!({ "content": "More." })).await;
    assert_eq!(raw.delete(&format!("{webhook}/messages/{}", more.id())).await.status, 204);
    assert_eq!(raw.delete(&original).await.status, 204);
    assert_eq!(raw.get(&original).await.code(), 10008);
    playground.clock().advance(Duration::from_secs(15 * 60 + 1));
    assert_eq!(raw.post(&webhook, json!({ "content": "Late." })).await.code(), 50027);
}

#[tokio::test]
async fn a_bot_that_says_nothing_for_three_seconds_has_failed() {
    let (playground, raw, mut gateway, _) = bot().await;
    let mut news = playground.subscribe();
    let asked = playground.invoke("mia", "#general", "role", &role(), None).unwrap();
    let interaction = gateway.event("INTERACTION_CREATE").await;
    playground.clock().advance(Duration::from_millis(3001));
    assert_eq!(news.recv().await, Ok(PlaygroundEvent::InteractionFailed { interaction: asked }));
    let late = raw.post(&callback(&interaction), json!({ "type": 4, "data": { "content": "x" } })).await;
    assert_eq!((late.status, late.code()), (404, 10062));
}

#[tokio::test]
async fn a_deferred_answer_thinks_and_is_filled_in() {
    let (playground, raw, mut gateway, app) = bot().await;
    playground.invoke("mia", "dm", "role", &role(), None).unwrap();
    let interaction = gateway.event("INTERACTION_CREATE").await;
    assert_eq!((interaction["context"].clone(), interaction["member"].clone()), (1.into(), Value::Null));
    assert_eq!(raw.post(&callback(&interaction), json!({ "type": 5 })).await.status, 204);
    assert!(playground.timeline("mia", "dm").unwrap()[0].thinking);
    let path = format!("{}/messages/@original", webhook(&app, &interaction));
    assert_eq!(raw.call("PATCH", &path, json!({ "content": "Here." })).await.status, 200);
    let seen = playground.timeline("mia", "dm").unwrap();
    assert_eq!((seen.len(), seen[0].thinking, seen[0].content.as_str()), (1, false, "Here."));
}

#[tokio::test]
async fn a_callback_tells_its_message_when_asked() {
    let (playground, raw, mut gateway, _) = bot().await;
    playground.invoke("mia", "#general", "role", &role(), None).unwrap();
    let interaction = gateway.event("INTERACTION_CREATE").await;
    let path = format!("{}?with_response=true", callback(&interaction));
    let got = raw.post(&path, json!({ "type": 4, "data": { "content": "Here." } })).await;
    assert_eq!((got.status, got.body["resource"]["message"]["content"].clone()), (200, "Here.".into()));
    playground.invoke("mia", "#general", "role", &role(), None).unwrap();
    let path = format!("{}?with_response=1", callback(&gateway.event("INTERACTION_CREATE").await));
    assert_eq!(raw.post(&path, json!({ "type": 5 })).await.status, 200, "clients write yes in several ways");
}

#[tokio::test]
async fn suggestions_come_back_to_the_one_who_types() {
    let (playground, raw, mut gateway, _) = bot().await;
    let typed = vec![("name".to_owned(), "dat".into())];
    let suggested = playground.autocomplete("mia", "#general", "role", &typed, "name");
    let answer = async {
        let interaction = gateway.event("INTERACTION_CREATE").await;
        assert_eq!(
            (interaction["type"].clone(), interaction["data"]["options"][0]["focused"].clone()),
            (4.into(), true.into())
        );
        let choices = json!([{ "name": "Data engineer", "value": "roles/data-engineer" }]);
        let got = raw.post(&callback(&interaction), json!({ "type": 8, "data": { "choices": choices } })).await;
        assert_eq!(got.status, 204);
    };
    let (suggested, ()) = tokio::join!(suggested, answer);
    assert_eq!(suggested.unwrap()[0]["value"], "roles/data-engineer");
}

#[tokio::test]
async fn a_button_opens_a_form_and_the_form_comes_back() {
    let (playground, raw, mut gateway, _) = bot().await;
    let channel = playground.channel("mia", "#general").unwrap();
    let row = json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Ask", "custom_id": "ask" }] }]);
    let sent = raw.post(&format!("/channels/{channel}/messages"), json!({ "content": "?", "components": row })).await;
    let message: MessageId = sent.id().parse().unwrap();
    let mut news = playground.subscribe();
    let pressed = playground.press("sam", message, "ask").unwrap();
    let interaction = gateway.event("INTERACTION_CREATE").await;
    assert_eq!(interaction["message"]["id"], message.to_string());
    let form = json!({ "custom_id": "form", "title": "Ask", "components": [{ "type": 1, "components": [
        { "type": 4, "custom_id": "q", "label": "Question", "style": 1 }] }] });
    assert_eq!(raw.post(&callback(&interaction), json!({ "type": 9, "data": form })).await.status, 204);
    assert_eq!(news.recv().await, Ok(PlaygroundEvent::InteractionAnswered { interaction: pressed, kind: 9 }));
    assert!(matches!(news.recv().await, Ok(PlaygroundEvent::ModalOpened { .. })));
    playground.submit("sam", pressed, &[("q".to_owned(), "why?".to_owned())]).unwrap();
    let submitted = gateway.event("INTERACTION_CREATE").await;
    assert_eq!((submitted["type"].clone(), submitted["data"]["custom_id"].clone()), (5.into(), "form".into()));
    assert_eq!(submitted["data"]["components"][0]["components"][0]["value"], "why?");
    let update = json!({ "type": 7, "data": { "content": "Asked.", "components": [] } });
    assert_eq!(raw.post(&callback(&submitted), update).await.status, 204);
    assert_eq!(playground.message(message).unwrap().content, "Asked.");
}
