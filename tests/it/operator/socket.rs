//! What may go wrong at the socket between the command line and a bot.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use signpost::clock::Clock;
use signpost::ops::control::{self, Control, Unreached};
use signpost::ops::doctor::{Checks, Finding};
use signpost::ops::{Ask, Operator};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::sync::mpsc;

use super::program::{err, out, signpost, told};
use super::{MIA, open, tells};

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
