//! Events that come twice, or in a shape nobody knows.

use serde_json::json;
use signpost::playground::GatewayFault;

use super::weather::{QUESTION, asks, asks_and_is_answered, is_answered, metrics, ready, replies, requests, until};

#[tokio::test]
async fn a_question_that_arrives_twice_is_answered_once() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Twice);
        let question = asks(discord);
        is_answered(discord, question).await;
        asks_and_is_answered(discord).await;
        assert_eq!(replies(discord, question).len(), 1);
        assert!(metrics(discord).contains(r#"events_repeated_total{what="message"}"#), "{}", metrics(discord));
        assert_eq!(requests(discord, "POST /channels/{channel_id}/messages").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn nonsense_and_news_from_the_gateway_change_nothing() {
    ready(async |discord| {
        let odd = [
            "not json at all",
            "{}",
            "[1, 2",
            r#"{"op": 99, "d": null}"#,
            r#"{"op": 0, "t": "MESSAGE_CREATE", "d": null}"#,
            r#"{"op": 0, "s": null, "t": null, "d": {}}"#,
            r#"{"op": "two"}"#,
            "",
        ];
        for text in odd {
            discord.gateway_fault(GatewayFault::Raw(text.to_owned()));
        }
        discord.gateway_fault(GatewayFault::Event("HOLOGRAM_CREATE".to_owned(), json!({"depth": 3})));
        asks_and_is_answered(discord).await;
        assert_eq!(discord.counts().identifies, 1);
        assert_eq!(discord.counts().resumes, 0);
    })
    .await;
}

#[tokio::test]
async fn an_event_that_matters_and_cannot_be_read_is_counted() {
    ready(async |discord| {
        let event = json!({"id": {"not": "an id"}, "channel_id": "2"});
        discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE".to_owned(), event));
        until(discord, "the count", || {
            metrics(discord).contains(r#"events_unreadable_total{kind="MESSAGE_CREATE"} 1"#).then_some(())
        })
        .await;
        asks_and_is_answered(discord).await;
    })
    .await;
}

#[tokio::test]
async fn a_message_that_lacks_what_others_have_is_answered_all_the_same() {
    ready(async |discord| {
    let asked = asks_and_is_answered(discord).await.reply_to.unwrap();
    let (channel, me) = (discord.channel("mia", "#careers").unwrap(), discord.bot());
    // A message that is there, under a new id that only the event knows.
    let bare = json!({"id": "1", "channel_id": channel.to_string(), "guild_id": discord.server(discord.server_name()).unwrap().to_string(),
        "author": {"id": "77", "username": "zoe"}, "content": QUESTION.replace("@Signpost", &format!("<@{me}>")),
        "mentions": [{"id": me.to_string()}]});
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE".to_owned(), bare));
    until(discord, "an answer on its way", || {
            let sent = requests(discord, "POST /channels/{channel_id}/messages");
            sent.into_iter()
                .find(|it| it.request.as_ref().is_some_and(|body| body["message_reference"]["message_id"] == "1"))
        })
        .await;
    assert!(metrics(discord).contains(r#"events_repaired_total{kind="MESSAGE_CREATE"} 1"#), "{}", metrics(discord));
    assert_ne!(asked.to_string(), "1");
    })
    .await;
}
