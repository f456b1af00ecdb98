//! Being asked to stop.

use std::time::Duration;

use crate::support::Discord;
use signpost::clock::Clock;
use signpost::discord::Exit;
use signpost::playground::{Fault, GatewayFault, Times, Trouble};

use super::weather::{asks, asks_and_is_answered, metrics, ready, replies, requests, starting, until};

/// How long a stop may take, whatever the rest of the world does.
const LONGEST: Duration = Duration::from_secs(20);

#[tokio::test]
async fn asked_to_stop_during_a_slow_answer_it_finishes_that_answer() {
    ready(async |discord| {
        let slow = Trouble::Slow(Duration::from_secs(2));
        discord.fault(Fault::on("POST /channels/{channel_id}/messages", slow));
        let question = asks(discord);
        until(discord, "the answer on its way", || {
            metrics(discord).contains("events_total{kind=\"message\"}").then_some(())
        })
        .await;

        assert_eq!(discord.stop_bot().await, Exit::Ok);

        assert_eq!(replies(discord, question).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn asked_to_stop_it_takes_nothing_more_in() {
    ready(async |discord| {
        asks_and_is_answered(discord).await;
        let vitals = discord.vitals();
        assert_eq!(discord.stop_bot().await, Exit::Ok);
        assert!(!*vitals.ready().borrow());
        assert!(!discord.bot_is_online());
    })
    .await;
}

#[tokio::test]
async fn asked_to_stop_while_the_gateway_is_gone_it_stops() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Gone(Times::Always));
        discord.gateway_fault(GatewayFault::Drop);
        let vitals = discord.vitals();
        until(discord, "the loss", || (!*vitals.ready().borrow()).then_some(())).await;
        stops_in_time(discord).await;
    })
    .await;
}

#[tokio::test]
async fn asked_to_stop_while_the_gateway_is_frozen_it_stops() {
    ready(async |discord| {
        discord.gateway_fault(GatewayFault::Freeze);
        stops_in_time(discord).await;
    })
    .await;
}

#[tokio::test]
async fn asked_to_stop_while_the_gateway_never_answers_it_stops() {
    starting(
        |discord| discord.gateway_fault(GatewayFault::NeverUpgrade(Times::Always)),
        async |discord| {
            until(discord, "the start", || requests(discord, "GET /gateway/bot").first().cloned()).await;
            stops_in_time(discord).await;
        },
    )
    .await;
}

#[tokio::test]
async fn asked_to_stop_while_an_answer_never_ends_it_stops_without_it() {
    ready(async |discord| {
        discord.fault(Fault::everywhere(Trouble::Hang).always());
        asks(discord);
        until(discord, "the answer on its way", || {
            metrics(discord).contains("events_total{kind=\"message\"}").then_some(())
        })
        .await;
        stops_in_time(discord).await;
    })
    .await;
}

async fn stops_in_time(discord: &Discord) {
    let clock = Clock::system();
    assert_eq!(discord.stop_bot().await, Exit::Ok);
    assert!(clock.monotonic() < LONGEST, "{:?}", clock.monotonic());
}
