//! The command line against a running bot and a stopped one.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use signpost::clock::Clock;

use super::program::{Bot, err, out, signpost, told};
use super::{MIA, holds, open, tells};

#[tokio::test(flavor = "multi_thread")]
async fn running_or_stopped_the_same_data_comes_out_and_goes_back() {
    let place = tempfile::tempdir().unwrap();
    let (data, running, stopped) =
        (place.path().join("data"), place.path().join("running.jsonl"), place.path().join("stopped.jsonl"));
    let bot = Bot::start(&data).await;
    assert!(bot.answers("mia", "I finished pandas and git").await.contains("Noted: pandas, Git"));
    assert!(bot.answers("sam", "set my goal to data engineer").await.contains("data engineer"));
    let (mia, sam) = (bot.id_of("mia"), bot.id_of("sam"));

    let made = told(signpost(&data, &["backup", running.to_str().unwrap()])).await;
    assert!(made.status.success() && err(&made).contains("2 records"), "{}", err(&made));
    assert_eq!(fs::metadata(&running).unwrap().permissions().mode() & 0o777, 0o600);
    let of_mia = told(signpost(&data, &["export-user", &mia])).await;
    assert!(out(&of_mia).contains("tools/pandas") && err(&of_mia).contains("1 record."), "{}", out(&of_mia));
    let refused = told(signpost(&data, &["restore", running.to_str().unwrap()])).await;
    assert_eq!(refused.status.code(), Some(78), "{}", err(&refused));
    assert!(err(&refused).contains("in use by another Signpost"), "{}", err(&refused));
    let forgot = told(signpost(&data, &["forget-user", &sam])).await;
    assert!(forgot.status.success() && err(&forgot).contains("Erased"), "{}", err(&forgot));
    assert!(bot.answers("sam", "how am I doing?").await.contains("no goal yet"), "the bot itself knows it at once");
    assert_eq!(bot.stops().await, Some(0));
    assert!(!data.join("control.sock").exists(), "the socket goes with the bot");

    let of_sam = told(signpost(&data, &["export-user", &sam])).await;
    assert_eq!((out(&of_sam).as_str(), of_sam.status.code()), ("", Some(0)), "{}", err(&of_sam));
    assert_eq!(out(&told(signpost(&data, &["export-user", &mia])).await), out(&of_mia), "the same from a stopped bot");
    let made = told(signpost(&data, &["backup", stopped.to_str().unwrap()])).await;
    assert!(made.status.success() && err(&made).contains("1 record."), "{}", err(&made));

    // The older backup still has sam: they stay erased.
    let back = told(signpost(&data, &["restore", running.to_str().unwrap()])).await;
    assert!(back.status.success(), "{}", err(&back));
    assert!(err(&back).contains("1 record of people who were erased"), "{}", err(&back));
    assert!(err(&back).contains("before-restore-1"), "{}", err(&back));
    assert_eq!(out(&told(signpost(&data, &["export-user", &sam])).await), "");
    assert_eq!(out(&told(signpost(&data, &["export-user", &mia])).await), out(&of_mia));
    // On another machine, everything comes back.
    let elsewhere = place.path().join("elsewhere");
    let back = told(signpost(&elsewhere, &["restore", running.to_str().unwrap()])).await;
    assert!(back.status.success(), "{}", err(&back));
    assert_eq!(out(&told(signpost(&elsewhere, &["export-user", &mia])).await), out(&of_mia));
    assert!(out(&told(signpost(&elsewhere, &["export-user", &sam])).await).contains("roles/data-engineer"));

    let forgot = told(signpost(&data, &["forget-user", &mia])).await;
    assert!(forgot.status.success(), "{}", err(&forgot));
    for id in [mia, sam] {
        let number: u64 = id.parse().unwrap();
        for trace in [id.as_bytes(), &number.to_be_bytes(), &number.to_le_bytes()] {
            assert!(!holds(&data, trace), "the id stands in a file");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_said_in_words() {
    let place = tempfile::tempdir().unwrap();
    let (data, file) = (place.path().join("data"), place.path().join("b.jsonl"));
    for words in [["backup", file.to_str().unwrap()], ["export-user", "5"], ["forget-user", "5"]] {
        let refused = told(signpost(&data, &words)).await;
        assert_eq!(refused.status.code(), Some(2), "{words:?}");
        assert!(err(&refused).contains("holds no data"), "{}", err(&refused));
    }
    assert!(!data.exists() && !file.exists(), "asking makes nothing");
    let refused = told(signpost(&data, &["restore", "no/such/file"])).await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("Cannot read no/such/file"), "{}", err(&refused));
    assert_eq!(told(signpost(&data, &["export-user", "mia"])).await.status.code(), Some(2));
    let records = open(&data, &Clock::system()).await;
    tells(&records, MIA, "data-engineer").await;
    records.store().close().await;
    let refused = told(signpost(&data, &["backup", place.path().to_str().unwrap()])).await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("it is not a file"), "{}", err(&refused));
    let refused = told(signpost(&data, &["backup", "/no/such/folder/b.jsonl"])).await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("Cannot write /no/such/folder/b.jsonl"), "{}", err(&refused));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_looks_at_everything() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let found = told(signpost(&data, &["doctor"])).await;
    let screen = out(&found);
    assert_eq!(found.status.code(), Some(78), "{screen}");
    let marks: Vec<&str> = screen
        .lines()
        .filter(|line| !line.starts_with("  →"))
        .map(|line| line.get(..line.len().min(8)).unwrap_or(line))
        .collect();
    assert_eq!(marks.len(), 6, "{screen}");
    assert!(screen.contains("✗ token") && screen.contains("Set DISCORD_TOKEN"), "{screen}");
    assert!(screen.contains("✓ store") && screen.contains("nothing is kept yet"), "{screen}");
    assert!(screen.contains("✓ content") && screen.contains("✓ disk"), "{screen}");
    assert!(!data.exists(), "looking makes nothing");

    let bot = Bot::start(&data).await;
    bot.answers("mia", "I finished pandas and git").await;
    let found = told(signpost(&data, &["doctor"])).await;
    let screen = out(&found);
    assert_eq!(found.status.code(), Some(0), "{screen}");
    assert_eq!(screen.matches('✓').count(), 6, "{screen}");
    assert!(screen.contains("knows this bot as Signpost") && screen.contains("1 record,"), "{screen}");
    assert!(screen.contains(&format!("process {}", bot.child.id())), "{screen}");
    let order = ["token", "intents", "permissions", "store", "disk", "content"].map(|what| screen.find(what).unwrap());
    assert!(order.is_sorted(), "{screen}");
    bot.discord.grant_message_content(false);
    let screen = out(&told(signpost(&data, &["doctor"])).await);
    assert!(screen.contains("✗ intents") && screen.contains("Message Content Intent"), "{screen}");
    bot.discord.grant_message_content(true);

    // A command that is somebody else's to run says so; a token that is no good is said by the server.
    let (url, token) = (bot.discord.base_url(), bot.discord.token());
    let discord = bot.discord.clone();
    let look = |token: &str, url: &str| {
        let mut command = signpost(&data, &["doctor"]);
        command.env("DISCORD_TOKEN", token).env("SIGNPOST_DISCORD_API", url);
        command
    };
    let other = place.path().join("other");
    let mut elsewhere = signpost(&other, &["doctor"]);
    elsewhere.env("DISCORD_TOKEN", "no.such.token").env("SIGNPOST_DISCORD_API", &url);
    let found = told(elsewhere).await;
    assert_eq!(found.status.code(), Some(78));
    assert!(out(&found).contains("refuses it") && out(&found).contains("Reset Token"), "{}", out(&found));
    drop(discord);
    assert_eq!(
        told(look(&token, &url)).await.status.code(),
        Some(0),
        "a running bot is asked, whatever the environment"
    );
    assert_eq!(bot.stops().await, Some(0));
    // The server is gone with the bot: that may pass.
    let found = told(look(&token, &url)).await;
    assert_eq!(found.status.code(), Some(75), "{}", out(&found));
    assert!(out(&found).contains("did not answer") && out(&found).contains("✓ store"), "{}", out(&found));
}

/// Whoever is root leaves the bot's files to the bot.
#[tokio::test]
async fn root_leaves_the_files_to_their_user() {
    let place = tempfile::tempdir().unwrap();
    let (data, file) = (place.path().join("data"), place.path().join("b.jsonl"));
    let records = open(&data, &Clock::system()).await;
    tells(&records, MIA, "data-engineer").await;
    records.back_up_daily().await.unwrap();
    records.store().close().await;
    let Ok(()) = std::os::unix::fs::chown(&data, Some(12_345), Some(12_345)) else {
        println!("skipped: only root can give files away");
        return;
    };
    for words in [&["backup", file.to_str().unwrap()][..], &["forget-user", "5"], &["restore", file.to_str().unwrap()]]
    {
        let done = told(signpost(&data, words)).await;
        assert!(done.status.success(), "{}", err(&done));
        let mut folders = vec![data.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let (path, metadata) = entry.map(|entry| (entry.path(), entry.metadata().unwrap())).unwrap();
                assert_eq!((metadata.uid(), metadata.gid()), (12_345, 12_345), "{words:?}: {}", path.display());
                if metadata.is_dir() {
                    folders.push(path);
                }
            }
        }
    }
}
