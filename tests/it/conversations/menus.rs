//! Menus on messages.

use crate::support::with_bot;

const ANSWER: &str = "Answer from the guide";
const WHY: &str = "Why this answer?";

#[tokio::test]
async fn a_message_of_somebody_is_answered_to_the_presser_alone_and_shared_with_a_press() {
    with_bot(async |discord| {
        let message = discord.member("sam").says("#general", "anyone know what a data engineer does?").await;
        let mia = discord.member("mia");
        mia.picks(ANSWER, message).await;
        let private = discord.next_reply().await;
        assert!(private.is_ephemeral() && private.text().contains("# Data engineer"), "{private}");
        mia.presses(&private, "Share").await;
        let public = discord.next_reply().await;
        assert!(!public.is_ephemeral() && public.text().contains("Shared by @Mia:"), "{public}");
    })
    .await;
}

#[tokio::test]
async fn a_message_without_words_is_said_to_have_none() {
    with_bot(async |discord| {
        let message = discord.member("sam").says("#general", "<@1>").await;
        discord.member("mia").picks(ANSWER, message).await;
        let reply = discord.next_reply().await;
        assert!(reply.is_ephemeral() && reply.text().contains("no words"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn one_of_our_answers_is_explained() {
    with_bot(async |discord| {
        discord.member("sam").says("#general", "@Signpost what does a data engineer do?").await;
        let answer = discord.next_reply().await;
        discord.member("mia").picks(WHY, answer.0.id).await;
        let why = discord.next_reply().await;
        assert!(why.is_ephemeral());
        assert!(why.text().contains("I read it as what a role is") && why.text().contains("Data engineer"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn any_other_message_is_told_what_it_would_get() {
    with_bot(async |discord| {
        let message = discord.member("sam").says("#general", "the weather in Leeds is lovely today").await;
        discord.member("mia").picks(WHY, message).await;
        let why = discord.next_reply().await;
        assert!(why.text().contains("I would stay silent"), "{why}");
        assert!(why.text().contains("If you asked me by name"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn a_look_up_had_no_question_to_read() {
    with_bot(async |discord| {
        let sam = discord.people().into_iter().find(|person| person.name == "sam").unwrap().id.to_string();
        let mia = discord.member("mia");
        mia.uses("role", &[("name", "Data analyst"), ("for", &sam)]).await;
        let answer = discord.next_reply().await;
        mia.picks(WHY, answer.0.id).await;
        let why = discord.next_reply().await;
        assert!(why.text().contains("there was no question to read"), "{why}");
    })
    .await;
}
