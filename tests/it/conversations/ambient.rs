//! Questions that nobody in particular is asked, in channels that moderators opted in.

use crate::support::{Setup, with_bot};

#[tokio::test]
async fn a_sure_question_in_an_opted_in_channel_is_answered_with_a_way_out() {
    with_bot(async |discord| {
        let question = discord.member("mia").says("#careers", "does anyone know what an MLOps engineer does?").await;
        let reply = discord.next_reply().await;
        assert_eq!(reply.0.reply_to, Some(question));
        assert!(reply.text().contains("# MLOps engineer"), "{reply}");
        assert!(reply.buttons().contains(&"Dismiss".to_owned()), "{reply}");
        discord.member("mia").presses(&reply, "Dismiss").await;
        assert_eq!(discord.next_deletion().await, reply.0.id);
    })
    .await;
}

#[tokio::test]
async fn chatter_gets_silence() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#careers", "honestly the django docs are so good").await;
        mia.says("#careers", "lol").await;
        mia.says("#careers", "my data engineer friend moved to Leeds").await;
        mia.says("#careers", "i'm so done, i want to kill myself").await;
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn other_channels_are_not_listened_to() {
    with_bot(async |discord| {
        discord.member("mia").says("#general", "does anyone know what an MLOps engineer does?").await;
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn nobodys_record_is_touched_unasked() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#careers", "set my goal to data engineer").await;
        mia.says("#careers", "show my progress").await;
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn a_stranger_may_not_dismiss_and_a_moderator_may() {
    with_bot(async |discord| {
        discord.member("mia").says("#careers", "what does a data scientist do?").await;
        let reply = discord.next_reply().await;
        discord.member("sam").presses(&reply, "Dismiss").await;
        let refusal = discord.next_reply().await;
        assert!(refusal.is_ephemeral());
        assert!(refusal.text().contains("Only the person I answered, or a moderator"), "{refusal}");
        discord.member("ada").presses(&reply, "Dismiss").await;
        assert_eq!(discord.next_deletion().await, reply.0.id);
    })
    .await;
}

#[tokio::test]
async fn a_forum_post_asks_with_its_title_and_its_words() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let (post, opening) = mia.posts("#help-forum", "What does a data engineer do?", "asking before I apply").await;
        let reply = discord.next_reply().await;
        assert_eq!((reply.0.channel, reply.0.reply_to), (post, Some(opening)));
        assert!(reply.text().contains("# Data engineer"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_thread_of_an_opted_in_channel_counts_as_that_channel() {
    with_bot(async |discord| {
        let start = discord.member("sam").says("#careers", "hello all").await;
        let thread = discord.thread("sam", "#careers", start, "offers").unwrap();
        discord.member("mia").says(&thread.to_string(), "what does a cloud engineer do?").await;
        let reply = discord.next_reply().await;
        assert_eq!(reply.0.channel, thread);
        assert!(reply.text().contains("# Cloud engineer"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_channel_may_be_named_by_its_id() {
    // Ids of the playground are only known once it runs: the first bot tells, the second is set up with it.
    let setup = Setup { channels: vec!["careers".to_owned()], ..Setup::default() };
    setup
        .run(async |discord| {
            discord.member("mia").says("#careers", "what does a data engineer do?").await;
            assert!(discord.next_reply().await.text().contains("# Data engineer"), "a name needs no #");
        })
        .await;
}
