//! Content that is edited under a running program: moderators are told why it is refused.

use std::fs;
use std::path::Path;

use signpost::playground::{Options, Playground};

use super::program::{Bot, signpost, soon};

/// What the bot wrote in the channel, the latest last.
fn told(discord: &Playground) -> Vec<String> {
    let timeline = discord.timeline("ada", "#careers").unwrap();
    timeline.into_iter().filter(|it| it.author.id == discord.bot()).map(|it| it.content).collect()
}

#[tokio::test]
async fn a_mistake_in_a_running_bots_content_reaches_the_log_channel_and_so_does_its_repair() {
    let place = tempfile::tempdir().unwrap();
    let (data, pack) = (place.path().join("data"), place.path().join("pack"));
    let tips = pack.join("knowledge/tips");
    fs::create_dir_all(&tips).unwrap();
    let write = |name: &str, text: &str| fs::write(Path::new(&tips).join(name), text).unwrap();
    write("one.md", "```toml\nabout = []\nchecked = 2026-11-01\n```\nOne thing a day.\n");
    let options = Options { token: Some("the.right.token".to_owned()), rate_limits: false, ..Options::default() };
    let discord = Playground::start(options).await.unwrap();
    let mut command = signpost(&data, &["run"]);
    command.env("SIGNPOST_PACKS", &pack);
    let child = Bot::on(&discord, command);
    let bot = Bot { discord, child };
    bot.is_ready().await;
    let log = [("log".to_owned(), "#careers".into())];
    soon("the command", || bot.discord.invoke("ada", "#general", "curate settings", &log, None).ok()).await;
    soon("the log channel", || told(&bot.discord).pop()).await;

    write("two.md", "No header.\n");
    let refused = soon("the problems", || told(&bot.discord).into_iter().nth(1)).await;
    assert!(refused.contains("the old one stays in force") && refused.contains("two.md:1: "), "{refused}");
    fs::remove_file(tips.join("two.md")).unwrap();
    let repaired = soon("the repair", || told(&bot.discord).into_iter().nth(2)).await;
    assert_eq!(repaired, "The edited content is right again, and in force.");
}
