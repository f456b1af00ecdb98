//! What comes after a question: an edit, a deletion, a follow-up.

use std::time::Duration;

use crate::support::with_bot;

#[tokio::test]
async fn an_edit_within_a_minute_corrects_the_answer_once() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let question = mia.says("#general", "@Signpost what does a data analyst do?").await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("# Data analyst"), "{reply}");
        mia.edits(question, "@Signpost what does a data engineer do?").await;
        let corrected = discord.next_edit().await;
        assert_eq!(corrected.0.id, reply.0.id);
        assert!(corrected.text().contains("# Data engineer"), "{corrected}");
        mia.edits(question, "@Signpost what does a data scientist do?").await;
        discord.was_silent().await;
        assert!(discord.message(reply.0.id).is_some_and(|message| message.embeds[0]["title"] == "Data engineer"));
    })
    .await;
}

#[tokio::test]
async fn an_edit_into_chatter_takes_the_answer_away() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let question = mia.says("#careers", "what does a data analyst do?").await;
        let reply = discord.next_reply().await;
        mia.edits(question, "never mind, found it").await;
        assert_eq!(discord.next_deletion().await, reply.0.id);
    })
    .await;
}

#[tokio::test]
async fn a_late_edit_changes_nothing() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let question = mia.says("#general", "@Signpost what does a data analyst do?").await;
        let reply = discord.next_reply().await;
        discord.passes(Duration::from_secs(61));
        mia.edits(question, "@Signpost what does a data engineer do?").await;
        discord.was_silent().await;
        assert!(discord.message(reply.0.id).is_some_and(|message| message.embeds[0]["title"] == "Data analyst"));
    })
    .await;
}

#[tokio::test]
async fn a_deleted_question_takes_its_answer_with_it() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let question = mia.says("#general", "@Signpost what does a data analyst do?").await;
        let reply = discord.next_reply().await;
        mia.deletes(question).await;
        assert_eq!(discord.next_deletion().await, question);
        assert_eq!(discord.next_deletion().await, reply.0.id);
    })
    .await;
}

#[tokio::test]
async fn a_follow_up_knows_what_was_talked_about() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost what does a data engineer do?").await;
        discord.next_reply().await;
        mia.says("#general", "@Signpost and what does it pay?").await;
        let pay = discord.next_reply().await;
        assert!(pay.text().contains("Pay: data engineer"), "{pay}");
    })
    .await;
}

#[tokio::test]
async fn a_follow_up_of_somebody_else_does_not() {
    with_bot(async |discord| {
        discord.member("mia").says("#general", "@Signpost what does a data engineer do?").await;
        discord.next_reply().await;
        discord.member("sam").says("#general", "@Signpost and what does it pay?").await;
        let reply = discord.next_reply().await;
        assert!(!reply.text().contains("Pay: data engineer"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_conversation_ends_after_some_minutes() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost what does a data engineer do?").await;
        discord.next_reply().await;
        discord.passes(Duration::from_secs(11 * 60));
        mia.says("#general", "@Signpost and what does it pay?").await;
        let reply = discord.next_reply().await;
        assert!(!reply.text().contains("Pay: data engineer"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_look_up_is_part_of_the_conversation() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("role", &[("name", "Data scientist")]).await;
        discord.next_reply().await;
        mia.says("#general", "@Signpost what does it pay?").await;
        let pay = discord.next_reply().await;
        assert!(pay.text().contains("Pay: data scientist"), "{pay}");
    })
    .await;
}
