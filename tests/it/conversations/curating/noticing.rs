//! What the log channel is told though no moderator did anything.

use std::sync::LazyLock;

use signpost::playground::{ChannelId, ChannelKind};
use tokio::sync::watch;

use super::{home, used};
use crate::support::{Discord, Setup, keeping};

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
