//! Goals and progress: by command and in words, in a direct message and in a channel.

use crate::support::{Discord, Reply, with_bot, with_memory};

const ONLY_YOU: &str = "for your eyes only";

async fn in_dm(discord: &Discord, who: &'static str, text: &str) -> Reply {
    discord.member(who).says("dm", text).await;
    discord.next_reply().await
}

async fn used(discord: &Discord, who: &'static str, command: &str, options: &[(&str, &str)]) -> Reply {
    discord.member(who).uses(command, options).await;
    let reply = discord.next_reply().await;
    assert!(reply.is_ephemeral(), "{reply}");
    reply
}

#[tokio::test]
async fn a_goal_is_set_worked_toward_and_shown_in_words() {
    with_memory(async |discord| {
        let set = in_dm(discord, "mia", "set my goal to data engineer").await;
        assert!(set.text().contains("Your goal is **data engineer**.\n\nData engineer: 0 %. Next: **"), "{set}");
        let done = in_dm(discord, "mia", "I finished pandas and git").await;
        assert!(done.text().contains("Noted: pandas, Git. Data engineer: 0 % → "), "{done}");
        assert_eq!(done.buttons(), ["What is it?", "Undo"]);
        let shown = in_dm(discord, "mia", "how am I doing?").await;
        assert!(shown.text().contains("# On the way to data engineer"), "{shown}");
        assert!(shown.text().contains("**You know**") && shown.text().contains("pandas"), "{shown}");
        assert!(!shown.buttons().contains(&"Share".to_owned()), "nobody else is there: {shown}");
        let next = in_dm(discord, "mia", "what's next?").await;
        assert!(next.text().contains("Next: **"), "{next}");
        discord.member("mia").presses(&next, "I know that").await;
        let more = discord.next_reply().await;
        assert!(more.text().contains("Noted: ") && more.text().contains(" % → "), "{more}");
    })
    .await;
}

#[tokio::test]
async fn undo_takes_back_one_call_once_even_after_a_restart() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        in_dm(discord, "mia", "I finished git").await;
        let done = in_dm(discord, "mia", "I finished pandas and git").await;
        assert!(done.text().contains("Noted: pandas. You had told me before: Git."), "{done}");
        discord.restart_bot().await;
        mia.presses(&done, "Undo").await;
        let undone = discord.next_reply().await;
        assert!(undone.text().contains("Taken back: pandas."), "{undone}");
        mia.presses(&done, "Undo").await;
        let again = discord.next_reply().await;
        assert!(again.text().contains("nothing left to take back"), "{again}");
        let shown = in_dm(discord, "mia", "how am I doing?").await;
        assert!(shown.text().contains("You told me that you know** Git"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_channel_sees_nothing_of_what_is_kept() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost set my goal to data engineer").await;
        let set = discord.next_reply().await;
        assert!(!set.is_ephemeral() && set.text().contains(ONLY_YOU), "{set}");
        mia.says("#general", "@Signpost I finished pandas").await;
        let done = discord.next_reply().await;
        assert_eq!(done.buttons(), ["Show me", "Undo"]);
        mia.says("#general", "@Signpost how am I doing?").await;
        let asked = discord.next_reply().await;
        for public in [&set, &done, &asked] {
            assert!(
                !public.text().contains('%') && !public.text().to_lowercase().contains("data engineer"),
                "{public}"
            );
        }
        assert_eq!(asked.buttons(), ["Show me"]);
        mia.presses(&asked, "Show me").await;
        let shown = discord.next_reply().await;
        assert!(shown.is_ephemeral() && shown.text().contains("# On the way to data engineer"), "{shown}");
        assert!(!discord.member("sam").can_see(&shown));
        // What sam presses is mia's.
        discord.member("sam").presses(&asked, "Show me").await;
        let refused = discord.next_reply().await;
        assert!(refused.is_ephemeral() && refused.text().contains("belongs to the person who asked"), "{refused}");
        mia.says("#general", "@Signpost what's next?").await;
        let next = discord.next_reply().await;
        mia.presses(&next, "Show me").await;
        let step = discord.next_reply().await;
        assert!(step.is_ephemeral() && step.text().contains("Next: **"), "{step}");
    })
    .await;
}

#[tokio::test]
async fn one_person_is_the_same_everywhere_and_another_is_another() {
    with_memory(async |discord| {
        used(discord, "mia", "goal", &[("role", "Data engineer"), ("level", "mid-level")]).await;
        let here = used(discord, "mia", "progress", &[]).await;
        assert!(here.text().contains("On the way to data engineer"), "{here}");
        let there = in_dm(discord, "mia", "how am I doing?").await;
        assert!(there.text().contains("On the way to data engineer"), "{there}");
        let sam = used(discord, "sam", "progress", &[]).await;
        assert!(sam.text().contains("You have no goal yet"), "{sam}");
        used(discord, "sam", "done", &[("skills", "docker")]).await;
        let mia = used(discord, "mia", "progress", &[]).await;
        assert!(!mia.text().contains("You know"), "{mia}");
    })
    .await;
}

#[tokio::test]
async fn a_goal_by_command_and_what_it_refuses() {
    with_memory(async |discord| {
        let set = used(discord, "mia", "goal", &[("role", "data enginer"), ("level", "Mid")]).await;
        assert!(set.text().contains("Your goal is **data engineer**, mid"), "{set}");
        let other = used(discord, "mia", "goal", &[("role", "data analyst")]).await;
        assert!(other.text().contains("It was data engineer before."), "{other}");
        let level = used(discord, "mia", "goal", &[("role", "data analyst"), ("level", "wizard")]).await;
        assert!(level.text().contains("I have no level called \"wizard\""), "{level}");
        let none = used(discord, "mia", "goal", &[("role", "zxqvw")]).await;
        assert!(none.text().contains("I have no role called \"zxqvw\""), "{none}");
        let several = used(discord, "mia", "goal", &[("role", "engineer"), ("level", "senior")]).await;
        assert!(several.text().contains("Do you mean one of these?"), "{several}");
        let first = several.buttons()[0].clone();
        discord.member("mia").presses(&several, &first).await;
        let chosen = discord.next_reply().await;
        assert!(chosen.text().contains("Your goal is **") && chosen.text().contains("senior"), "{chosen}");
    })
    .await;
}

#[tokio::test]
async fn done_takes_several_and_says_what_it_does_not_know() {
    with_memory(async |discord| {
        let done = used(discord, "mia", "done", &[("skills", "pandas, git and SQL, pandas, zxqvw*")]).await;
        assert!(done.text().contains("Noted: pandas, Git, SQL."), "{done}");
        assert!(done.text().contains("I don't know \"zxqvw\\*\"."), "{done}");
        assert!(done.text().contains("You have no goal yet"), "{done}");
        let again = used(discord, "mia", "done", &[("skills", "Git")]).await;
        assert!(again.text().contains("You had told me before: Git."), "{again}");
        assert!(!again.buttons().contains(&"Undo".to_owned()), "nothing was added: {again}");
        let nothing = used(discord, "mia", "done", &[("skills", " , ")]).await;
        assert!(nothing.text().contains("Name at least one"), "{nothing}");
        let unknown = used(discord, "mia", "done", &[("skills", "zxqvw")]).await;
        assert!(unknown.text().contains("I don't know \"zxqvw\""), "{unknown}");
    })
    .await;
}

#[tokio::test]
async fn names_are_completed_one_after_the_other() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        let names = mia.types("done", "skills", "pandas, kubern").await;
        assert_eq!(names.first().map(String::as_str), Some("pandas, Kubernetes"));
        assert!(!mia.types("done", "skills", "").await.is_empty());
        assert_eq!(mia.types("goal", "level", "se").await, ["Senior"]);
        assert!(mia.types("goal", "role", "data eng").await.contains(&"Data engineer".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_path_becomes_a_goal_with_one_press() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        mia.says("#general", "@Signpost how do I go from data analyst to data engineer?").await;
        let path = discord.next_reply().await;
        discord.member("sam").presses(&path, "Make this my goal").await;
        assert!(discord.next_reply().await.text().contains("belongs to the person who asked"));
        mia.presses(&path, "Make this my goal").await;
        let set = discord.next_reply().await;
        assert!(set.is_ephemeral() && set.text().contains("Your goal is **data engineer**"), "{set}");
        mia.presses(&set, "My progress").await;
        let shown = discord.next_reply().await;
        assert!(shown.is_ephemeral() && shown.text().contains("# On the way to data engineer"), "{shown}");
        mia.presses(&shown, "Share").await;
        let public = discord.next_reply().await;
        assert!(!public.is_ephemeral() && public.text().contains("Shared by @Mia:"), "{public}");
        assert!(!public.buttons().contains(&"I know that".to_owned()), "what is personal is not shared: {public}");
    })
    .await;
}

#[tokio::test]
async fn an_edited_message_tells_what_it_says_now() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        let message = mia.says("dm", "I finished pandas").await;
        assert!(discord.next_reply().await.text().contains("Noted: pandas."));
        mia.edits(message, "I finished git").await;
        let corrected = discord.next_edit().await;
        assert!(corrected.text().contains("Noted: Git."), "{corrected}");
        let shown = in_dm(discord, "mia", "how am I doing?").await;
        assert!(shown.text().contains("Git") && !shown.text().contains("pandas"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_by_command_is_done_for_the_asker() {
    with_memory(async |discord| {
        let noted = used(discord, "mia", "ask", &[("question", "I finished pandas")]).await;
        assert!(noted.text().contains("Noted: pandas."), "{noted}");
        // A menu on what somebody else told does nothing to the record of whoever presses.
        let told = discord.member("mia").says("#general", "I finished docker").await;
        discord.member("sam").picks("Answer from the guide", told).await;
        let refused = discord.next_reply().await;
        assert!(refused.is_ephemeral() && refused.text().contains("only they can have it noted"), "{refused}");
        let sam = used(discord, "sam", "progress", &[]).await;
        assert!(!sam.text().contains("Docker"), "{sam}");
    })
    .await;
}

#[tokio::test]
async fn ambient_words_change_nothing() {
    with_memory(async |discord| {
        discord.member("mia").says("#careers", "I finished pandas").await;
        discord.member("mia").says("#careers", "set my goal to data engineer").await;
        discord.was_silent().await;
        let shown = used(discord, "mia", "progress", &[]).await;
        assert!(shown.text().contains("You have no goal yet") && !shown.text().contains("pandas"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_bot_that_keeps_nothing_says_so() {
    with_bot(async |discord| {
        let goal = used(discord, "mia", "goal", &[("role", "Data engineer")]).await;
        assert!(goal.text().contains("can't remember goals"), "{goal}");
        let done = used(discord, "mia", "done", &[("skills", "pandas, pandsa")]).await;
        assert!(done.text().contains("can't keep a list"), "{done}");
        let progress = used(discord, "mia", "progress", &[]).await;
        assert!(progress.text().contains("can't keep track of progress"), "{progress}");
        for command in ["privacy show", "privacy export", "privacy delete"] {
            let reply = used(discord, "mia", command, &[]).await;
            assert!(reply.text().contains("I keep nothing about anybody here"), "{reply}");
        }
    })
    .await;
}
