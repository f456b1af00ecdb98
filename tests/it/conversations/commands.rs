//! Look-ups by slash command.

use crate::support::with_bot;

#[tokio::test]
async fn a_role_looked_up_is_shown_to_the_asker_alone() {
    with_bot(async |discord| {
        discord.member("mia").uses("role", &[("name", "Data engineer")]).await;
        let reply = discord.next_reply().await;
        assert!(reply.is_ephemeral());
        assert!(reply.text().contains("# Data engineer"), "{reply}");
        assert!(reply.text().contains("compared with its sources"), "{reply}");
        assert!(reply.buttons().contains(&"Share".to_owned()), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_name_typed_freely_is_understood() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("role", &[("name", "data enginer")]).await;
        assert!(discord.next_reply().await.text().contains("# Data engineer"));
        mia.uses("tool", &[("name", "k8s")]).await;
        assert!(discord.next_reply().await.text().contains("# Kubernetes"));
        mia.uses("skill", &[("name", "git")]).await;
        assert!(discord.next_reply().await.text().contains("# Git"), "a tool is found where a skill was asked for");
    })
    .await;
}

#[tokio::test]
async fn a_name_that_may_be_several_is_asked_back() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("role", &[("name", "engineer")]).await;
        let question = discord.next_reply().await;
        assert!(question.text().contains("Do you mean one of these?"), "{question}");
        let offered = question.buttons();
        assert!((3..=6).contains(&offered.len()), "{offered:?}");
        assert_eq!(offered.last().map(String::as_str), Some("None of these"));
        mia.presses(&question, &offered[0]).await;
        let answer = discord.next_edit().await;
        assert_eq!(answer.0.id, question.0.id, "the question becomes the answer");
        assert!(answer.text().contains(&format!("# {}", offered[0])), "{answer}");
        assert!(!answer.text().contains("Do you mean"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_name_that_is_nothing_is_said_plainly_and_harms_nobody() {
    with_bot(async |discord| {
        discord.member("mia").uses("tool", &[("name", "@everyone **zxqvw** <@1>")]).await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("I have no tool or skill called"), "{reply}");
        assert!(!reply.text().contains("**zxqvw**") && !reply.text().contains("@everyone"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_question_that_many_ask_is_found_by_a_word_of_it() {
    with_bot(async |discord| {
        discord.member("mia").uses("faq", &[("name", "How long does it take to become a Python developer?")]).await;
        let reply = discord.next_reply().await;
        assert!(reply.is_ephemeral());
        assert!(reply.text().contains("months"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn two_tools_stand_side_by_side() {
    with_bot(async |discord| {
        discord.member("mia").uses("compare", &[("first", "Django"), ("second", "Flask")]).await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("# Django or Flask"), "{reply}");
        assert!(reply.text().contains("Choose Django when"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_role_and_a_tool_are_not_compared() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("compare", &[("first", "Data engineer"), ("second", "Docker")]).await;
        assert!(discord.next_reply().await.text().contains("not one with the other"));
        mia.uses("compare", &[("first", "Docker"), ("second", "docker")]).await;
        assert!(discord.next_reply().await.text().contains("Those are the same"));
    })
    .await;
}

#[tokio::test]
async fn a_path_shows_what_carries_over_and_what_is_missing() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("path", &[("to", "Data engineer"), ("from", "Data analyst")]).await;
        let reply = discord.next_reply().await;
        for part in ["From data analyst to data engineer", "You likely have", "What is missing, in order", "First step"]
        {
            assert!(reply.text().contains(part), "no {part} in {reply}");
        }
        assert!(!reply.buttons().contains(&"Make this my goal".to_owned()), "nothing can be remembered yet: {reply}");
        mia.presses(&reply, "Show the whole path").await;
        let whole = discord.next_reply().await;
        assert!(whole.is_ephemeral() && whole.text().contains("Steps"), "{whole}");
    })
    .await;
}

#[tokio::test]
async fn a_path_from_nothing_and_one_that_nobody_wrote() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("path", &[("to", "ML engineer")]).await;
        let from_nothing = discord.next_reply().await;
        assert!(from_nothing.text().contains("How to become"), "{from_nothing}");
        mia.uses("path", &[("to", "Embedded developer"), ("from", "Web developer")]).await;
        let computed = discord.next_reply().await;
        assert!(computed.text().contains("What is missing, in order"), "{computed}");
        assert!(computed.text().contains("at 6 hours a week"), "{computed}");
    })
    .await;
}

#[tokio::test]
async fn a_tip_about_something_or_anything() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("tip", &[]).await;
        assert!(discord.next_reply().await.text().contains("A tip"));
        mia.uses("tip", &[("topic", "git")]).await;
        assert!(discord.next_reply().await.text().to_lowercase().contains("git"));
    })
    .await;
}

#[tokio::test]
async fn help_says_what_can_be_asked() {
    with_bot(async |discord| {
        discord.member("mia").uses("help", &[]).await;
        let reply = discord.next_reply().await;
        assert!(reply.is_ephemeral() && reply.text().contains("What you can ask me"), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn a_look_up_for_somebody_is_public_names_them_and_pings_nobody() {
    with_bot(async |discord| {
        let sam = discord.people().into_iter().find(|person| person.name == "sam").unwrap().id.to_string();
        let mia = discord.member("mia");
        mia.uses_in("#general", "role", &[("name", "Data analyst"), ("for", &sam)]).await;
        let reply = discord.next_reply().await;
        assert!(!reply.is_ephemeral());
        assert!(reply.text().contains("For @Sam, from @Mia:"), "{reply}");
        assert!(reply.text().contains("# Data analyst"), "{reply}");
        // The asker may take it back; pings are checked at the end of every conversation.
        mia.presses(&reply, "Dismiss").await;
        assert_eq!(discord.next_deletion().await, reply.0.id);
    })
    .await;
}

#[tokio::test]
async fn a_command_in_a_direct_message_is_answered_there() {
    with_bot(async |discord| {
        discord.member("mia").uses_in("dm", "skill", &[("name", "SQL")]).await;
        let reply = discord.next_reply().await;
        assert!(reply.text().contains("# SQL"), "{reply}");
        assert!(!reply.buttons().contains(&"Share".to_owned()), "nobody else is there: {reply}");
    })
    .await;
}

#[tokio::test]
async fn what_was_looked_up_is_shared_with_one_press() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("tool", &[("name", "pandas")]).await;
        let private = discord.next_reply().await;
        mia.presses(&private, "Share").await;
        let public = discord.next_reply().await;
        assert!(!public.is_ephemeral());
        assert!(public.text().contains("Shared by @Mia:") && public.text().contains("# pandas"), "{public}");
        let now = discord.message(private.0.id).unwrap();
        assert!(!crate::support::Reply(now).buttons().contains(&"Share".to_owned()), "it is shared once");
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_waits_behind_more() {
    with_bot(async |discord| {
        let mia = discord.member("mia");
        mia.uses("role", &[("name", "Data engineer")]).await;
        let short = discord.next_reply().await;
        mia.presses(&short, "More").await;
        let rest = discord.next_reply().await;
        assert!(rest.is_ephemeral());
        assert!(rest.text().contains("Often confused with"), "{rest}");
        assert!(!rest.text().contains("keeps it trustworthy"), "the first part is not repeated: {rest}");
    })
    .await;
}
