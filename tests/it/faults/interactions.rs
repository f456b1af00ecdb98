//! Trouble while somebody waits for the answer to a command.

use std::time::Duration;

use signpost::playground::{Fault, GatewayFault, Scope, Trouble};

use super::weather::{asks, asks_and_is_answered, metrics, ready, requests, until};
use crate::support::Discord;

const CALLBACK: &str = "POST /interactions/{interaction_id}/{interaction_token}/callback";
const SEND: &str = "POST /channels/{channel_id}/messages";

/// The answers somebody sees to commands in #general.
fn answers(discord: &Discord, person: &str) -> usize {
    let bot = discord.bot();
    let timeline = discord.timeline(person, "#general").unwrap();
    timeline.iter().filter(|message| message.author.id == bot && message.used.is_some()).count()
}

/// Mia uses a command and is answered once, whatever becomes of the first response's first sending.
async fn one_answer_after(trouble: Trouble) {
    ready(async |discord| {
        discord.registered("help").await;
        discord.fault(Fault::on(CALLBACK, trouble.clone()));
        discord.member("mia").uses("help", &[]).await;
        until(discord, "an answer", || (answers(discord, "mia") == 1).then_some(())).await;
        until(discord, "a second sending", || (requests(discord, CALLBACK).len() == 2).then_some(())).await;
        asks_and_is_answered(discord).await;
        assert_eq!(answers(discord, "mia"), 1, "{trouble:?}");
        assert!(!metrics(discord).contains("signpost_failures_total{"), "{}", metrics(discord));
    })
    .await;
}

#[tokio::test]
async fn a_first_response_whose_receipt_is_lost_is_given_once() {
    tokio::join!(one_answer_after(Trouble::DoneThenDropped), one_answer_after(Trouble::DoneThenStatus(502)));
}

#[tokio::test]
async fn a_first_response_that_was_not_taken_is_given_again() {
    tokio::join!(one_answer_after(Trouble::Status(500)), one_answer_after(Trouble::Dropped));
}

#[tokio::test]
async fn a_command_that_arrives_twice_is_answered_once() {
    ready(async |discord| {
        discord.registered("help").await;
        discord.gateway_fault(GatewayFault::Twice);
        discord.member("mia").uses("help", &[]).await;
        until(discord, "an answer", || (answers(discord, "mia") == 1).then_some(())).await;
        asks_and_is_answered(discord).await;
        assert_eq!(requests(discord, CALLBACK).len(), 1);
        assert!(metrics(discord).contains(r#"events_repeated_total{what="interaction"} 1"#), "{}", metrics(discord));
    })
    .await;
}

#[tokio::test]
async fn a_command_is_answered_while_everything_else_is_paused() {
    ready(async |discord| {
        discord.registered("help").await;
        let pause = Trouble::TooMany { scope: Scope::Global, retry_after: Duration::from_secs(20) };
        discord.fault(Fault::on(SEND, pause));
        asks(discord);
        let refused = r#"requests_limited_total{scope="global"} 1"#;
        until(discord, "the pause", || metrics(discord).contains(refused).then_some(())).await;

        discord.member("mia").uses("help", &[]).await;
        until(discord, "an answer", || (answers(discord, "mia") == 1).then_some(())).await;

        assert_eq!(requests(discord, SEND).len(), 1);
        discord.passes(Duration::from_secs(21));
        until(discord, "the end of the pause", || (requests(discord, SEND).len() == 2).then_some(())).await;
    })
    .await;
}
