//! What the log channel is told though no moderator did anything.

use std::sync::LazyLock;

use signpost::playground::{ChannelId, ChannelKind};
use tokio::sync::watch;

use super::super::choosing::two_readings;
use super::{UNASKED, home, used};
use crate::support::{Discord, Setup, keeping, with_memory};

/// Ada chooses a log channel.
async fn log(discord: &Discord) -> ChannelId {
    let log = discord.add_channel(home(discord), "mod-log", ChannelKind::Text);
    used(discord, "ada", "curate settings", &[("log", "#mod-log")]).await;
    assert_eq!(discord.next_reply().await.0.channel, log);
    log
}

#[tokio::test]
async fn edited_content_that_is_refused_is_told_once_and_so_is_its_return() {
    static PROBLEMS: LazyLock<watch::Sender<Option<String>>> = LazyLock::new(|| watch::channel(None).0);
    let tell = |problems: &str| PROBLEMS.send_replace(Some(problems.to_owned()));
    let bot = |options: &mut signpost::discord::Options| options.content_problems = PROBLEMS.subscribe();
    let setup = Setup { records: Some(keeping::memory()), bot, ..Setup::default() };
    setup
        .run(async |discord| {
            tell("roles/nobody.md:3: no log channel yet");
            discord.was_silent().await;
            let log = log(discord).await;
            tell("roles/a.md:3: @everyone **this** is wrong.\n```tips/b.md: so is this.");
            let told = discord.next_reply().await;
            assert_eq!(told.0.channel, log);
            assert!(
                told.text().contains("the old one stays in force:\n```\nroles/a.md:3: @everyone **this**"),
                "{told}"
            );
            assert!(told.text().contains("wrong.\n'''tips/b.md: so is this.\n```"), "{told}");
            tell("roles/a.md:3: @everyone **this** is wrong.\n```tips/b.md: so is this.");
            discord.was_silent().await;
            tell(&"roles/c.md: too much to tell.\n".repeat(400));
            let long = discord.next_reply().await;
            assert!(long.text().ends_with("…\n```") && long.text().len() < 1700, "{long}");
            PROBLEMS.send_replace(None);
            let again = discord.next_reply().await;
            assert_eq!(
                (again.0.channel, again.0.content.as_str()),
                (log, "The edited content is right again, and in force.")
            );
            PROBLEMS.send_replace(None);
            discord.was_silent().await;
        })
        .await;
}

/// Words that the guarded intent knows.
const HARD: &str = "i was fired and i want to die";

#[tokio::test]
async fn moderators_who_want_it_are_told_quietly_where_somebody_may_be_in_distress() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        let log = log(discord).await;
        mia.says("#careers", HARD).await;
        discord.was_silent().await;
        let wanted = used(discord, "ada", "curate settings", &[("distress-note", "true")]).await;
        assert!(wanted.text().contains("**A note on distress** in the log channel: a link, no words"), "{wanted}");
        discord.next_reply().await;
        let hard = mia.says("#careers", HARD).await;
        let note = discord.next_reply().await;
        let careers = discord.message(hard).unwrap().channel;
        assert_eq!(note.0.channel, log);
        let link = format!("https://discord.com/channels/{}/{careers}/{hard}", home(discord));
        assert_eq!(note.0.content, format!("Somebody may need a kind word: {link}. I said nothing there."));
        discord.was_silent().await;
        discord.member("ada").uses_in("#careers", "curate try", &[("message", HARD)]).await;
        assert!(discord.next_reply().await.text().contains("I stay silent: somebody may need a kind word"));
        // Where the bot doesn't listen, it hears nothing; and what is called for is answered, not noted.
        mia.says("#general", HARD).await;
        mia.says("#careers", "what a day").await;
        discord.was_silent().await;
        mia.says("#careers", &format!("@Signpost {HARD}")).await;
        assert!(discord.next_reply().await.text().contains("I'm sorry it's this hard right now."));
        discord.was_silent().await;
        // An answer whose question turns into something hard goes, and is noted.
        let question = mia.says("#careers", UNASKED).await;
        let answer = discord.next_reply().await;
        mia.edits(question, HARD).await;
        assert!(discord.next_reply().await.0.content.contains(&question.to_string()));
        assert_eq!(discord.next_deletion().await, answer.0.id);
        used(discord, "ada", "curate settings", &[("reset", "distress-note")]).await;
        discord.next_reply().await;
        mia.says("#careers", HARD).await;
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn somebody_in_distress_who_calls_the_bot_reads_the_moderators_own_words() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        let own = "Talk to **us**: @everyone in <#1>, or call 116 123.";
        let set = used(discord, "ada", "curate settings", &[("distress-text", own)]).await;
        let shown = "Talk to \\*\\*us\\*\\*:\u{2060} @\u{2060}everyone in \\<\\#1\\>, or call 116 123.";
        assert!(set.text().contains(&format!("**I answer distress with** {shown}")), "{set}");
        mia.says("#general", &format!("@Signpost {HARD}")).await;
        let answer = discord.next_reply().await;
        assert_eq!((answer.0.content.as_str(), answer.buttons().len()), (shown, 0));
        assert!(used(discord, "mia", "ask", &[("question", HARD)]).await.text().contains(shown));
        mia.says("dm", HARD).await;
        assert!(discord.next_reply().await.text().contains("I'm sorry it's this hard"), "only in that server");
        let empty = used(discord, "ada", "curate settings", &[("distress-text", "\u{200b}")]).await;
        assert!(empty.text().contains("There are no words in that text"), "{empty}");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(history.text().contains("changed the settings") && !history.text().contains("@everyone"), "{history}");
        used(discord, "ada", "curate settings", &[("reset", "distress-text")]).await;
        mia.says("#general", &format!("@Signpost {HARD}")).await;
        assert!(discord.next_reply().await.text().contains("I'm sorry it's this hard"));
    })
    .await;
}

#[tokio::test]
async fn a_choice_is_offered_to_the_moderators_as_an_example_once() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        let (text, label) = two_readings();
        // Nobody chose a log channel yet.
        mia.says("#general", &format!("@Signpost {text}")).await;
        let choices = discord.next_reply().await;
        mia.presses(&choices, &label).await;
        discord.next_edit().await;
        discord.was_silent().await;
        let log = log(discord).await;
        let question = mia.says("#general", &format!("@Signpost {text}")).await;
        let choices = discord.next_reply().await;
        let general = choices.0.channel;
        mia.presses(&choices, &label).await;
        discord.next_edit().await;
        let offer = discord.next_reply().await;
        assert_eq!(offer.0.channel, log);
        let link = format!("https://discord.com/channels/{}/{general}/{question}", home(discord));
        assert!(offer.0.content.starts_with(&format!("I had to ask back here: {link}. It meant ")), "{offer}");
        let file = offer.0.content.split('`').nth(1).unwrap();
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists(), "{offer}");
        assert!(!offer.text().contains(text) && !offer.text().to_lowercase().contains("mia"), "{offer}");
        // The same question, edited and asked back about once more.
        mia.edits(question, &format!("@Signpost {text}?")).await;
        let again = discord.next_edit().await;
        assert!(again.text().contains("Do you mean one of these?"), "{again}");
        mia.presses(&again, &label).await;
        discord.next_edit().await;
        discord.was_silent().await;
        // A fresh bot offers what an old one asked.
        let question = mia.says("#general", &format!("@Signpost {text}")).await;
        let choices = discord.next_reply().await;
        discord.restart_bot().await;
        mia.presses(&choices, &label).await;
        discord.next_edit().await;
        assert!(discord.next_reply().await.0.content.contains(&format!("/{question}. It meant")));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_reading_of_a_message_in_a_server_is_not_offered() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        let (text, label) = two_readings();
        log(discord).await;
        mia.says("dm", text).await;
        let choices = discord.next_reply().await;
        mia.presses(&choices, &label).await;
        discord.next_edit().await;
        let choices = used(discord, "mia", "ask", &[("question", text)]).await;
        mia.presses(&choices, &label).await;
        discord.next_edit().await;
        mia.says("#general", &format!("@Signpost {text}")).await;
        let choices = discord.next_reply().await;
        mia.presses(&choices, "None of these").await;
        discord.next_edit().await;
        // It doesn't know, and shows what is nearest.
        mia.says("#general", "@Signpost bananas and salary").await;
        let nearest = discord.next_reply().await;
        assert!(!nearest.buttons().contains(&"None of these".to_owned()), "{nearest}");
        mia.presses(&nearest, "Pay").await;
        discord.next_edit().await;
        discord.was_silent().await;
    })
    .await;
}
