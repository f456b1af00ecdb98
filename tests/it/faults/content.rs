//! The text of messages: asked for when granted, done without when not.

use signpost::config::MessageContent;
use signpost::discord::Exit;
use signpost::playground::Options;

use super::weather::{asks_and_is_answered, quick};
use crate::support::Setup;

const FLAGS: [&str; 2] = ["GET /applications/@me", "GET /oauth2/applications/@me"];

fn without_the_grant() -> Setup {
    let usual = quick();
    Setup { playground: Options { message_content: false, ..usual.playground }, ..usual }
}

#[tokio::test]
async fn where_the_flags_say_no_it_does_not_ask() {
    without_the_grant()
        .run(async |discord| {
            assert_eq!(discord.counts().identifies, 1);
            asks_and_is_answered(discord).await;
        })
        .await;
}

#[tokio::test]
async fn where_the_flags_cannot_be_read_it_tries_once_more_without() {
    Setup { before: |discord| discord.lacks(&FLAGS), ..without_the_grant() }
        .run(async |discord| {
            assert_eq!(discord.counts().identifies, 2);
            asks_and_is_answered(discord).await;
        })
        .await;
}

#[tokio::test]
async fn where_the_flags_cannot_be_read_and_it_is_granted_it_has_it() {
    Setup { before: |discord| discord.lacks(&FLAGS), ..quick() }
        .run(async |discord| {
            assert_eq!(discord.counts().identifies, 1);
            discord.member("sam").says("#careers", "does anyone know what a data engineer does?").await;
            discord.next_reply().await;
        })
        .await;
}

#[tokio::test]
async fn insisted_on_and_not_granted_it_ends_with_the_switch_to_turn() {
    Setup { message_content: MessageContent::On, ready: false, ..without_the_grant() }
        .run(async |discord| {
            let exit = discord.bot_exit().await;
            let Exit::WillNotFixItself(words) = &exit else { panic!("{exit:?}") };
            assert!(words.contains("Message Content Intent"), "{words}");
            assert!(words.contains("SIGNPOST_MESSAGE_CONTENT=auto"), "{words}");
            assert_eq!(discord.counts().identifies, 1);
        })
        .await;
}

#[tokio::test]
async fn switched_off_it_is_never_asked_for() {
    let off = Setup { message_content: MessageContent::Off, ..without_the_grant() };
    Setup { before: |discord| discord.lacks(&FLAGS), ..off }
        .run(async |discord| {
            assert_eq!(discord.counts().identifies, 1);
            asks_and_is_answered(discord).await;
        })
        .await;
}
