//! Trouble with the gateway.

use std::time::Duration;

use signpost::discord::Exit;
use signpost::playground::{GatewayFault, Times};

use super::weather::{asks, asks_and_is_answered, is_answered, ready, replies, starting, until};

#[tokio::test]
async fn a_dropped_connection_is_resumed_and_what_was_missed_is_answered_once() {
    ready(async |discord| {
        asks_and_is_answered(discord).await;

        // The question falls into the gap: the connection is gone, the new one not there yet.
        discord.gateway_fault(GatewayFault::LateHello(Duration::from_millis(300), Times::Next(1)));
        discord.gateway_fault(GatewayFault::Drop);
        let missed = asks(discord);

        is_answered(discord, missed).await;
        assert_eq!(discord.counts().resumed, 1);
        assert_eq!(discord.counts().identifies, 1);
        asks_and_is_answered(discord).await;
        assert_eq!(replies(discord, missed).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn asked_to_reconnect_it_resumes() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Reconnect);
        until(discord, "resume", || (discord.counts().resumed == 1).then_some(())).await;
        asks_and_is_answered(discord).await;
        assert_eq!(discord.counts().identifies, 1);
    })
    .await;
}

#[tokio::test]
async fn an_invalid_session_that_may_be_resumed_is() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Invalid(true));
        until(discord, "resume", || (discord.counts().resumed == 1).then_some(())).await;
        asks_and_is_answered(discord).await;
    })
    .await;
}

#[tokio::test]
async fn after_a_lost_session_it_asks_for_what_it_missed() {
    ready(async |discord| {
        asks_and_is_answered(discord).await;

        discord.gateway_fault(GatewayFault::Invalid(false));
        let missed: Vec<_> = (0..3).map(|_| asks(discord)).collect();

        for question in &missed {
            is_answered(discord, *question).await;
        }
        assert_eq!(discord.counts().identifies, 2);
        assert_eq!(discord.counts().resumed, 0);
        asks_and_is_answered(discord).await;
        for question in missed {
            assert_eq!(replies(discord, question).len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_resume_becomes_a_new_session() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::RefuseResume(Times::Next(1)));
        discord.gateway_fault(GatewayFault::Drop);
        until(discord, "a new session", || (discord.counts().identifies == 2).then_some(())).await;
        asks_and_is_answered(discord).await;
    })
    .await;
}

#[tokio::test]
async fn a_missing_acknowledgement_is_noticed_and_the_session_kept() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::NoAcks);
        until(discord, "resume", || (discord.counts().resumed >= 1).then_some(())).await;
        discord.heal();
        asks_and_is_answered(discord).await;
        assert_eq!(discord.counts().identifies, 1);
    })
    .await;
}

#[tokio::test]
async fn a_frozen_connection_is_left_and_the_session_resumed() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Freeze);
        let missed = asks(discord);
        is_answered(discord, missed).await;
        assert_eq!(discord.counts().identifies, 1);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_accepts_and_never_answers_ends_the_run_in_bounded_time() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::NeverUpgrade(Times::Always));
        discord.gateway_fault(GatewayFault::Drop);
        let exit = discord.bot_exit().await;
        assert!(matches!(&exit, Exit::TryAgain(words) if words.contains("gateway")), "{exit:?}");
        assert_eq!(exit.code(), 75);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_answers_late_is_not_given_up() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::NeverUpgrade(Times::Next(1)));
        discord.gateway_fault(GatewayFault::Drop);
        let missed = asks(discord);
        is_answered(discord, missed).await;
    })
    .await;
}

/// How a bot ends whose every session is refused with this code.
async fn refused_with<const CODE: u16>() -> Exit {
    let mut ended = None;
    starting(
        |discord| discord.gateway_fault(GatewayFault::CloseOnIdentify(CODE, Times::Always)),
        async |discord| {
            ended = Some(discord.bot_exit().await);
            assert_eq!(discord.counts().identifies, 1, "{CODE}");
        },
    )
    .await;
    ended.unwrap()
}

#[tokio::test]
async fn a_refused_token_ends_the_run_with_the_fix_in_words() {
    let exit = refused_with::<4004>().await;
    let Exit::WillNotFixItself(words) = &exit else { panic!("{exit:?}") };
    assert!(words.contains("Reset Token") && words.contains("DISCORD_TOKEN"), "{words}");
    assert_eq!(exit.code(), 78);
}

#[tokio::test]
async fn codes_that_never_mend_end_the_run_after_one_attempt() {
    let exits =
        tokio::join!(refused_with::<4010>(), refused_with::<4011>(), refused_with::<4012>(), refused_with::<4013>());
    for (code, exit) in [(4010, exits.0), (4011, exits.1), (4012, exits.2), (4013, exits.3)] {
        assert!(matches!(&exit, Exit::WillNotFixItself(words) if words.contains(&code.to_string())), "{exit:?}");
    }
}

#[tokio::test]
async fn a_session_that_is_closed_with_a_fatal_code_ends_the_run() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Close(4004));
        assert!(matches!(discord.bot_exit().await, Exit::WillNotFixItself(_)));
    })
    .await;
}

#[tokio::test]
async fn a_server_that_closes_every_connection_is_not_hammered() {
    starting(
        |discord| discord.gateway_fault(GatewayFault::CloseOnConnect(4002, Times::Always)),
        async |discord| {
            let exit = discord.bot_exit().await;
            assert!(matches!(exit, Exit::TryAgain(_)), "{exit:?}");
            // Over ten seconds, with waits that grow.
            assert!((3..=10).contains(&discord.counts().connections), "{:?}", discord.counts());
        },
    )
    .await;
}
