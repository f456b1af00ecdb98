//! Questions that speak to the bot.

use std::time::Duration;

use signpost::playground::{Fault, Playground, PlaygroundEvent, Trouble};

use crate::support::{Setup, with_bot};

#[tokio::test]
async fn a_question_by_mention_gets_a_sourced_reply() {
    with_bot(async |discord| {
        let question = discord.member("mia").says("#general", "@Signpost what does a data engineer do?").await;
        let reply = discord.next_reply().await;
        assert_eq!(reply.0.reply_to, Some(question));
        assert!(!reply.is_ephemeral());
        assert!(reply.text().contains("# Data engineer"), "{reply}");
        assert!(reply.text().contains("From: ") && reply.text().contains("compared with its sources"), "{reply}");
        assert!(reply.buttons().contains(&"Why this answer?".to_owned()), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_mention_in_the_old_form_and_in_mid_sentence_counts() {
    with_bot(async |discord| {
        let bot = discord.bot();
        let mia = discord.member("mia");
        let question = mia.says("#general", &format!("hey <@!{bot}> django or flask?")).await;
        let reply = discord.next_reply().await;
        assert_eq!(reply.0.reply_to, Some(question));
        assert!(reply.text().contains("Django or Flask"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn our_own_role_is_a_name_of_ours() {
    with_bot(async |discord| {
        let question = discord.member("mia").says("#general", "@&Signpost what does a data engineer do?").await;
        assert_eq!(discord.next_reply().await.0.reply_to, Some(question));
        discord.member("mia").says("#general", "@&Moderators what does a data engineer do?").await;
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn a_direct_message_needs_no_name() {
    with_bot(async |discord| {
        discord.member("mia").says("dm", "how do I go from data analyst to data engineer?").await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("From data analyst to data engineer"), "{reply}");
        assert!(reply.text().contains("What is missing, in order"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_reply_to_the_bot_speaks_to_it() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost what does a data engineer do?").await;
        let first = discord.next_reply().await;
        let question = mia.replies_quietly(&first, "and what about a data analyst?").await;
        let second = discord.next_reply().await;
        assert_eq!(second.0.reply_to, Some(question));
        assert!(second.text().contains("# Data analyst"), "{second}");
    })
    .await;
}

#[tokio::test]
async fn a_reply_to_somebody_else_does_not() {
    with_bot(async |discord| {
        let sam = discord.member("sam").says("#general", "I'm a data engineer").await;
        discord.reply("mia", "#general", sam, "what does a data engineer do?").unwrap();
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn a_bare_mention_under_a_message_answers_that_message() {
    with_bot(async |discord| {
        let sam = discord.member("sam").says("#general", "what does a machine learning engineer do?").await;
        let call = discord.reply("mia", "#general", sam, "@Signpost").unwrap();
        let reply = discord.next_reply().await;
        assert_eq!(reply.0.reply_to, Some(call));
        assert!(reply.text().contains("# Machine-learning engineer"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_bare_mention_gets_a_hint() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost").await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("without a question"), "{reply}");
        mia.presses(&reply, "What I can do").await;
        let help = discord.next_reply().await;
        assert!(help.is_ephemeral() && help.text().contains("What you can ask me"), "{help}");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_known_is_said_plainly() {
    with_bot(async |discord| {
        discord.member("mia").says("#general", "@Signpost which football club will win the cup on saturday?").await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("I don't know"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_goal_is_not_pretended_to_be_kept() {
    with_bot(async |discord| {
        discord.member("mia").says("dm", "set my goal to data engineer").await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("I can't remember goals on this server yet"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_hard_moment_gets_people_and_no_card() {
    with_bot(async |discord| {
        discord.member("mia").says("dm", "i lost my job and i don't want to live any more").await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("crisis line where you live"), "{reply}");
        assert!(reply.buttons().is_empty() && reply.0.embeds.is_empty(), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_a_place_like_any_other() {
    with_bot(async |discord| {
        let start = discord.member("sam").says("#general", "let's talk about work").await;
        let thread = discord.thread("sam", "#general", start, "work").unwrap();
        let question = discord.member("mia").says(&thread.to_string(), "@Signpost what is pandas?").await;
        let reply = discord.next_reply().await;
        assert_eq!((reply.0.channel, reply.0.reply_to), (thread, Some(question)));
    })
    .await;
}

#[tokio::test]
async fn without_message_content_whoever_speaks_to_the_bot_is_still_answered() {
    let mut setup = Setup::default();
    setup.playground.message_content = false;
    setup
        .run(async |discord| {
            let mia = discord.member("mia");
            mia.says("#careers", "what does a data engineer do?").await;
            discord.was_silent().await;
            mia.says("dm", "what is pandas?").await;
            let reply = discord.next_reply().await;
            assert!(reply.text().contains("# pandas"), "{reply}");
            mia.replies(&reply, "what does it need first?").await;
            discord.next_reply().await;
            mia.uses("skill", &[("name", "SQL")]).await;
            assert!(discord.next_reply().await.text().contains("# SQL"));
        })
        .await;
}

#[tokio::test]
async fn where_we_may_not_embed_the_answer_is_plain_text() {
    fn no_embeds(playground: &Playground) {
        let general = playground.channel("mia", "#general").unwrap();
        playground.overwrite(general, playground.bot(), 0, EMBED_LINKS);
    }
    const EMBED_LINKS: u64 = 1 << 14;
    let setup = Setup { before: no_embeds, ..Setup::default() };
    setup
        .run(async |discord| {
            discord.member("mia").says("#general", "@Signpost what does a data engineer do?").await;
            let reply = discord.next_reply().await;
            assert!(reply.0.embeds.is_empty() && reply.0.content.contains("**Data engineer**"), "{reply}");
            assert!(reply.0.content.contains("-# From: "), "{reply}");
        })
        .await;
}

#[tokio::test]
async fn whoever_waits_for_an_answer_sees_typing() {
    with_bot(async |discord| {
        let slow = Trouble::Slow(Duration::from_secs(2));
        discord.fault(Fault::on("POST /channels/{channel_id}/messages", slow));
        discord.member("mia").says("#general", "@Signpost what does a data engineer do?").await;
        let bot = discord.bot();
        discord
            .next("typing", |event| matches!(event, PlaygroundEvent::Typing { user, .. } if *user == bot).then_some(()))
            .await;
        assert!(discord.next_reply().await.text().contains("# Data engineer"));
    })
    .await;
}
