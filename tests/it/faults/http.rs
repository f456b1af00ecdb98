//! Trouble with the HTTP API.

use std::time::Duration;

use serde_json::json;
use signpost::discord::Exit;
use signpost::playground::{Fault, Playground, Scope, Trouble};

use super::weather::{
    QUESTION, asks, asks_and_is_answered, becomes_ready, is_answered, metrics, quick, ready, replies, requests,
    starting, until,
};
use crate::support::Setup;

const SEND: &str = "POST /channels/{channel_id}/messages";

fn too_many(scope: Scope, seconds: u64) -> Trouble {
    Trouble::TooMany { scope, retry_after: Duration::from_secs(seconds) }
}

/// One message, whatever became of the first attempt.
async fn one_message_after(trouble: Trouble) {
    ready(async |discord| {
        discord.fault(Fault::on(SEND, trouble.clone()));
        let question = asks(discord);
        is_answered(discord, question).await;
        let sent =
            until(discord, "a second attempt", || Some(requests(discord, SEND)).filter(|sent| sent.len() == 2)).await;
        // Of a request that was dropped unread, the playground keeps no body.
        for body in sent.iter().filter_map(|it| it.request.as_ref()) {
            assert_eq!(body["nonce"], json!(format!("q{question}")), "{trouble:?}");
        }
        asks_and_is_answered(discord).await;
        assert_eq!(replies(discord, question).len(), 1, "{trouble:?}");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_was_sent_and_lost_its_receipt_is_there_once() {
    tokio::join!(
        one_message_after(Trouble::DoneThenDropped),
        one_message_after(Trouble::DoneThenStatus(502)),
        one_message_after(Trouble::Truncated),
    );
}

#[tokio::test]
async fn an_answer_that_was_not_taken_is_sent_again() {
    tokio::join!(
        one_message_after(Trouble::Status(500)),
        one_message_after(Trouble::Status(503)),
        one_message_after(Trouble::Dropped),
    );
}

#[tokio::test]
async fn an_answer_never_acknowledged_is_sent_again_after_ten_seconds() {
    one_message_after(Trouble::Hang).await;
}

#[tokio::test]
async fn a_full_bucket_is_waited_for() {
    ready(async |discord| {
        discord.fault(Fault::on(SEND, too_many(Scope::User, 1)));
        let question = asks(discord);
        is_answered(discord, question).await;
        let sent = requests(discord, SEND);
        assert_eq!(sent.len(), 2);
        assert!(sent[1].at_ms >= sent[0].at_ms + 1000, "{} {}", sent[0].at_ms, sent[1].at_ms);
        assert!(metrics(discord).contains(r#"requests_limited_total{scope="bucket"} 1"#), "{}", metrics(discord));
    })
    .await;
}

#[tokio::test]
async fn a_global_pause_holds_everything_back() {
    ready(async |discord| {
        discord.fault(Fault::on(SEND, too_many(Scope::Global, 2)));
        let first = asks(discord);
        until(discord, "the refusal", || requests(discord, SEND).first().cloned()).await;
        let paused_at = requests(discord, SEND)[0].at_ms;
        // Others ask meanwhile, in the same place and in private.
        let second = asks(discord);
        discord.say("sam", "dm", QUESTION).unwrap();
        is_answered(discord, first).await;
        is_answered(discord, second).await;
        let during =
            discord.traffic().into_iter().filter(|it| it.at_ms > paused_at + 50 && it.at_ms < paused_at + 1950);
        assert_eq!(during.count(), 0);
        assert_eq!(replies(discord, first).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_block_by_the_network_in_front_is_waited_out() {
    ready(async |discord| {
        discord.fault(Fault::on(SEND, Trouble::Blocked));
        let question = asks(discord);
        let refused = r#"requests_limited_total{scope="global"} 1"#;
        until(discord, "the refusal", || metrics(discord).contains(refused).then_some(())).await;
        discord.clock().advance(Duration::from_secs(60));
        is_answered(discord, question).await;
        assert_eq!(replies(discord, question).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn refusals_by_the_dozen_stop_the_bot_before_it_is_barred() {
    ready(async |discord| {
        discord.fault(Fault::on(SEND, Trouble::Status(403)).always());
        for _ in 0..70 {
            asks(discord);
        }
        until(discord, "the breaker", || (requests(discord, SEND).len() >= 50).then_some(())).await;
        // A command waits for nobody, and what it is answered with has its own right.
        discord.member("sam").uses("help", &[]).await;
        discord.next_reply().await;
        discord.heal();
        discord.clock().advance(Duration::from_secs(61));
        asks_and_is_answered(discord).await;
        let refused = requests(discord, SEND).into_iter().filter(|it| it.status == 403).count();
        assert!(refused <= 52, "{refused} refusals");
    })
    .await;
}

#[tokio::test]
async fn a_token_revoked_while_running_ends_the_run_at_once() {
    ready(async |discord| {
        discord.revoke_token();
        asks(discord);
        let exit = discord.bot_exit().await;
        let Exit::WillNotFixItself(words) = &exit else { panic!("{exit:?}") };
        assert!(words.contains("401") && words.contains("Reset Token"), "{words}");
        let refused = discord.traffic().into_iter().filter(|it| it.status == 401).count();
        assert_eq!(refused, 1);
    })
    .await;
}

#[tokio::test]
async fn whatever_is_sent_pings_nobody() {
    ready(async |discord| {
        asks_and_is_answered(discord).await;
        let sent =
            until(discord, "the request", || Some(requests(discord, SEND)).filter(|sent| !sent.is_empty())).await;
        for message in sent {
            let body = message.request.unwrap();
            assert_eq!(body["allowed_mentions"], json!({"parse": [], "replied_user": false}), "{body}");
            assert_eq!(body["enforce_nonce"], json!(true), "{body}");
        }
        assert_eq!(discord.pings(), Vec::new());
    })
    .await;
}

#[tokio::test]
async fn commands_go_up_once_and_not_again_when_nothing_changed() {
    const PUT: &str = "PUT /applications/{application_id}/commands";
    ready(async |discord| {
        discord.registered("ask").await;
        discord.restart_bot().await;
        asks_and_is_answered(discord).await;
        assert_eq!(requests(discord, PUT).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_asked_for_a_while_and_then_left() {
    starting(Playground::stop, async |discord| {
        let exit = discord.bot_exit().await;
        let Exit::TryAgain(words) = &exit else { panic!("{exit:?}") };
        assert!(words.contains(&discord.base_url()) && words.contains("/gateway"), "{words}");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_comes_up_late_is_waited_for() {
    let before = |discord: &Playground| discord.fault(Fault::everywhere(Trouble::Status(503)).times(6));
    Setup { before, ..quick() }
        .run(async |discord| {
            asks_and_is_answered(discord).await;
        })
        .await;
}

#[tokio::test]
async fn with_few_sessions_left_today_it_waits_rather_than_lose_the_token() {
    starting(
        |discord| discord.use_up_identifies(960),
        async |discord| {
            until(discord, "the question", || requests(discord, "GET /gateway/bot").first().cloned()).await;
            assert_eq!(discord.counts().identifies, 0);
            // Tomorrow.
            discord.passes(Duration::from_secs(25 * 3600));
            becomes_ready(discord).await;
            assert_eq!(discord.counts().identifies, 1);
        },
    )
    .await;
}
