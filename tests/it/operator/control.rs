//! The command line against a running bot and a stopped one, and what may go wrong at the socket between them.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::Duration;

use signpost::clock::Clock;
use signpost::ops::control::{self, Control, Unreached};
use signpost::ops::doctor::{Checks, Finding};
use signpost::ops::{Ask, Operator};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::sync::mpsc;

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

/// A directory that is open, and whoever answers for it at its socket.
async fn serve(data: &Path) -> (signpost::store::Records, Control) {
    let records = open(data, &Clock::system()).await;
    tells(&records, MIA, "data-engineer").await;
    let checks = Checks::new(|| async { vec![Finding::good("token", "there is one")] });
    let control = Control::serve(data, Operator::new(records.clone(), data, checks)).unwrap();
    (records, control)
}

async fn asked(data: &Path, ask: Ask) -> Result<(String, Vec<String>), Unreached> {
    let (send, mut receive) = mpsc::channel(1_000);
    let note = control::ask(data, ask, &send).await?;
    drop(send);
    let mut lines = Vec::new();
    while let Some(line) = receive.recv().await {
        lines.push(line);
    }
    Ok((note, lines))
}

async fn says(data: &Path, request: &[u8]) -> String {
    let mut stream = UnixStream::connect(data.join("control.sock")).await.unwrap();
    // One that is refused while it still writes is refused all the same.
    let _ = stream.write_all(request).await;
    let _ = stream.shutdown().await;
    let mut answer = String::new();
    let _ = tokio::time::timeout(Duration::from_secs(30), stream.read_to_string(&mut answer)).await.unwrap();
    answer
}

#[tokio::test]
async fn nonsense_at_the_socket_is_refused_and_harms_nobody() {
    let place = tempfile::tempdir().unwrap();
    let (records, control) = serve(place.path()).await;
    let mode = fs::metadata(place.path().join("control.sock")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    for nonsense in [
        &b""[..],
        b"\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"{\"signpost\":1}\n",
        b"{\"signpost\":1,\"ask\":\"dance\"}\n",
        b"{\"signpost\":1,\"ask\":\"export-user\",\"user\":\"mia\"}\n",
        b"\xff\xfe\xfd\n",
    ] {
        let answer = says(place.path(), nonsense).await;
        assert!(answer.contains("\"code\":2") && answer.contains("no request"), "{nonsense:?}: {answer}");
    }
    let newer = says(place.path(), b"{\"signpost\":2,\"ask\":\"backup\"}\n").await;
    assert!(newer.contains("different versions"), "{newer}");
    // Far too long: cut off, so refused, or hung up on.
    let long = says(place.path(), &vec![b'x'; 100_000]).await;
    assert!(long.is_empty() || long.contains("no request"), "{long}");
    let (note, lines) = asked(place.path(), Ask::ExportUser(MIA)).await.unwrap();
    assert_eq!((note.as_str(), lines.len()), ("2 records.", 2), "{lines:?}");
    drop(control);
    assert!(matches!(asked(place.path(), Ask::Doctor).await, Err(Unreached::Nobody)));
    records.store().close().await;
}

#[tokio::test]
async fn those_who_hang_keep_nobody_else_waiting() {
    let place = tempfile::tempdir().unwrap();
    let (records, _control) = serve(place.path()).await;
    let path = place.path().join("control.sock");
    let mut hanging = Vec::new();
    for _ in 0..3 {
        let mut stream = UnixStream::connect(&path).await.unwrap();
        stream.write_all(b"{\"signpost\":1,").await.unwrap();
        hanging.push(stream);
    }
    let (_, lines) = asked(place.path(), Ask::Backup).await.unwrap();
    assert!(lines.concat().lines().count() >= 4, "{lines:?}");
    let (_, findings) = asked(place.path(), Ask::Doctor).await.unwrap();
    assert_eq!(findings.len(), 3, "{findings:?}");
    // One more who hangs, and there is no room until one of them goes.
    hanging.push(UnixStream::connect(&path).await.unwrap());
    let refused = loop {
        match asked(place.path(), Ask::Doctor).await {
            Err(refused) => break refused.to_string(),
            Ok(_) => tokio::task::yield_now().await,
        }
    };
    assert!(refused.contains("several others"), "{refused}");
    hanging.clear();
    let free = async {
        while asked(place.path(), Ask::Doctor).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), free).await.expect("room again");
    records.store().close().await;
}

#[tokio::test]
async fn two_at_once_are_both_answered() {
    let place = tempfile::tempdir().unwrap();
    let (records, _control) = serve(place.path()).await;
    let (one, other) = tokio::join!(asked(place.path(), Ask::Backup), asked(place.path(), Ask::Backup));
    let body = |lines: Vec<String>| lines.into_iter().filter(|line| line.contains("kind")).collect::<Vec<_>>();
    assert_eq!(body(one.unwrap().1), body(other.unwrap().1));
    records.store().close().await;
}

#[tokio::test]
async fn a_leftover_socket_and_a_long_path_are_no_trouble() {
    let place = tempfile::tempdir().unwrap();
    let deep = place.path().join("a-folder-with-a-rather-long-name-".repeat(5)).join("x".repeat(60));
    fs::create_dir_all(&deep).unwrap();
    let (records, control) = serve(&deep).await;
    assert_eq!(asked(&deep, Ask::ExportUser(MIA)).await.unwrap().1.len(), 2);
    // A process that was killed leaves its socket behind.
    let leftover = fs::read_dir(&deep).unwrap().any(|entry| entry.unwrap().file_name() == "control.sock");
    assert!(leftover);
    std::mem::forget(control);
    records.store().close().await;
    let (records, control) = serve(&deep).await;
    assert_eq!(asked(&deep, Ask::ExportUser(MIA)).await.unwrap().1.len(), 2);
    drop(control);
    records.store().close().await;
    // Nobody listens at a leftover: the data itself is asked.
    fs::write(deep.join("control.sock"), "").unwrap();
    let exported = told(signpost(&deep, &["export-user", &MIA.to_string()])).await;
    assert_eq!(out(&exported).lines().count(), 2, "{}", err(&exported));
}

/// A bot that ends in the middle of its answer: that is said, and nothing takes the place of an older backup.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_cut_off_is_no_backup() {
    let place = tempfile::tempdir().unwrap();
    let (data, file) = (place.path().join("data"), place.path().join("b.jsonl"));
    let (records, control) = serve(&data).await;
    let lines = asked(&data, Ask::Backup).await.unwrap().1.concat();
    drop(control);
    fs::write(&file, "the older one").unwrap();
    let socket = tokio::net::UnixListener::bind(data.join("control.sock")).unwrap();
    for cut in [0, lines.len() / 2, lines.len()] {
        let half = lines[..cut].to_owned();
        let command = told(signpost(&data, &["backup", file.to_str().unwrap()]));
        let answer = async {
            let (mut stream, _) = socket.accept().await.unwrap();
            stream.write_all(half.as_bytes()).await.unwrap();
        };
        let (refused, ()) = tokio::join!(command, answer);
        assert_eq!(refused.status.code(), Some(75), "{cut}: {}", err(&refused));
        assert!(err(&refused).contains("stopped answering half way"), "{}", err(&refused));
        assert_eq!(fs::read_to_string(&file).unwrap(), "the older one");
        assert!(!place.path().join("b.jsonl.new").exists());
    }
    records.store().close().await;
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

/// The data is somebody's who does not answer: said so, after a while.
#[tokio::test(flavor = "multi_thread")]
async fn a_holder_that_does_not_answer_is_named() {
    let place = tempfile::tempdir().unwrap();
    let records = open(place.path(), &Clock::system()).await;
    let refused = told(signpost(place.path(), &["export-user", "5"])).await;
    assert_eq!(refused.status.code(), Some(75), "{}", err(&refused));
    assert!(err(&refused).contains(&format!("process {}", std::process::id())), "{}", err(&refused));
    records.store().close().await;
}
