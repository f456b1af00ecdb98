//! Choices, and presses of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signpost::advisor::{Advisor, Asked, Decision, Knowledge, Question};

use crate::support::{Setup, advisor, with_bot};

/// A question that the advisor asks back about, and what the button of a reading with a page says. Which questions
/// it asks back about is not what these conversations are about.
pub(super) fn two_readings() -> (&'static str, String) {
    let asks_back = |text: &'static str| {
        let asked = Asked { addressed: true, recent: Vec::new() };
        match advisor().advise(&Question::new(text), &asked).decision {
            Decision::Choose(choices) => Some((text, choices.into_iter().find(|choice| choice.topic.is_some())?.label)),
            _ => None,
        }
    };
    ["what about lambda", "lambda", "ml", "courses", "which one"].into_iter().find_map(asks_back).unwrap()
}

#[tokio::test]
async fn a_choice_becomes_the_answer_even_after_a_restart() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", &format!("@Signpost {}", two_readings().0)).await;
        let question = discord.next_reply().await;
        assert!(question.text().contains("Do you mean one of these?"), "{question}");
        let (_, label) = two_readings();
        discord.restart_bot().await;
        mia.presses(&question, &label).await;
        let answer = discord.next_edit().await;
        assert_eq!(answer.0.id, question.0.id);
        assert!(!answer.text().contains("Do you mean") && !answer.0.embeds.is_empty(), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_choice_is_refused_politely() {
    with_bot(async |discord| {
        discord.member("mia").says("#general", &format!("@Signpost {}", two_readings().0)).await;
        let question = discord.next_reply().await;
        let (_, label) = two_readings();
        discord.member("sam").presses(&question, &label).await;
        let refusal = discord.next_reply().await;
        assert!(refusal.is_ephemeral() && refusal.text().contains("belongs to the person who asked"), "{refusal}");
        assert!(discord.member("sam").can_see(&refusal) && !discord.member("mia").can_see(&refusal));
        discord.member("mia").presses(&question, &label).await;
        assert_eq!(discord.next_edit().await.0.id, question.0.id, "it still works for her");
    })
    .await;
}

#[tokio::test]
async fn none_of_these_is_an_answer_too() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", &format!("@Signpost {}", two_readings().0)).await;
        let question = discord.next_reply().await;
        mia.presses(&question, "None of these").await;
        let answer = discord.next_edit().await;
        assert!(answer.text().contains("Name the role, the tool or the skill"), "{answer}");
        assert_eq!(answer.buttons(), ["What I can do"]);
    })
    .await;
}

#[tokio::test]
async fn anybody_may_look_further_and_only_they_see_it() {
    with_bot(async |discord| {
        discord.member("mia").says("#general", "@Signpost what does a data engineer do?").await;
        let answer = discord.next_reply().await;
        discord.member("sam").presses(&answer, "Pay").await;
        let pay = discord.next_reply().await;
        assert!(pay.is_ephemeral() && pay.text().contains("USD") && pay.text().contains("shown until"), "{pay}");
        assert!(discord.member("sam").can_see(&pay) && !discord.member("mia").can_see(&pay));
    })
    .await;
}

#[tokio::test]
async fn why_reads_the_question_again_after_a_restart() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost what does a data engineer do?").await;
        let answer = discord.next_reply().await;
        discord.restart_bot().await;
        mia.presses(&answer, "Why this answer?").await;
        let why = discord.next_reply().await;
        assert!(why.is_ephemeral());
        assert!(why.text().contains("I read it as what a role is (`role.describe`)"), "{why}");
        assert!(why.text().contains("Data engineer") && why.text().contains("How sure"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn why_says_so_when_the_question_is_gone() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        let question = mia.says("#general", "@Signpost what does a data engineer do?").await;
        let answer = discord.next_reply().await;
        // A fresh bot doesn't know which answer belongs to the question, so the answer stays.
        discord.restart_bot().await;
        mia.deletes(question).await;
        mia.presses(&answer, "Why this answer?").await;
        let why = discord.next_reply().await;
        assert!(why.text().contains("can't read that question any more"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn why_after_ask_keeps_the_reading_and_not_the_words() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("ask", &[("question", "what does a data engineer earn?")]).await;
        let answer = discord.next_reply().await;
        assert!(answer.is_ephemeral() && answer.text().contains("USD"), "{answer}");
        mia.presses(&answer, "Why this answer?").await;
        let why = discord.next_reply().await;
        assert!(why.text().contains("what a role pays (`role.salary`), about **Data engineer**"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn a_button_whose_page_is_gone_is_answered_politely() {
    static PAGES_ARE_GONE: AtomicBool = AtomicBool::new(false);
    fn perhaps_empty(options: &mut signpost::discord::Options) {
        if PAGES_ARE_GONE.load(Ordering::Relaxed) {
            let empty = Advisor::build(Knowledge::default()).unwrap();
            options.advisor.store(Arc::new(empty));
        }
    }
    let setup = Setup { bot: perhaps_empty, ..Setup::default() };
    setup
        .run(async |discord| {
            let mia = discord.member("mia");
            mia.says("#general", "@Signpost what does a data engineer do?").await;
            let answer = discord.next_reply().await;
            PAGES_ARE_GONE.store(true, Ordering::Relaxed);
            discord.restart_bot().await;
            mia.presses(&answer, "Pay").await;
            let gone = discord.next_reply().await;
            assert!(gone.is_ephemeral() && gone.text().contains("from another time"), "{gone}");
        })
        .await;
}

#[tokio::test]
async fn a_question_by_ask_that_may_be_several_is_asked_back_privately() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("ask", &[("question", two_readings().0)]).await;
        let question = discord.next_reply().await;
        assert!(question.is_ephemeral() && question.text().contains("Do you mean"), "{question}");
        mia.presses(&question, &two_readings().1).await;
        let answer = discord.next_edit().await;
        assert!(answer.is_ephemeral() && answer.buttons().contains(&"Share".to_owned()), "{answer}");
    })
    .await;
}
