//! `kill -9` in the middle of acknowledged writes, from a real process on a real disk.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use signpost::clock::Clock;
use signpost::store::{Change, Commit, Disk, Expect, Family, GuildScope, Key, Store, Write};

/// Names the directory that a writing child works in; only set by the parent below.
const DIRECTORY: &str = "SIGNPOST_TEST_WRITE_IN";
/// How many write at once; eight unless set.
const WRITERS: &str = "SIGNPOST_TEST_WRITERS";
/// After how many rounds the child ends by itself; never unless set.
const ROUNDS: &str = "SIGNPOST_TEST_ROUNDS";

fn key(writer: u32, side: u8) -> Key {
    GuildScope::new(1).key(Family(1), &[&writer.to_be_bytes()[..], &[side]].concat())
}

fn value(round: u64, writer: u32) -> Vec<u8> {
    let mut value = round.to_be_bytes().to_vec();
    value.resize(200 + usize::try_from(writer).unwrap() * 50, u8::try_from(round & 0xff).unwrap());
    value
}

/// The child: each writer puts its next number under two keys at once, and says so once the store has acknowledged it.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "is the child of the tests below; does nothing by itself"]
async fn write_until_killed() {
    let Ok(directory) = env::var(DIRECTORY) else { return };
    let (store, _) = Disk::open(Path::new(&directory), Clock::system()).unwrap();
    let store = Arc::new(store);
    let writers: u32 = env::var(WRITERS).map_or(8, |writers| writers.parse().unwrap());
    let rounds: u64 = env::var(ROUNDS).map_or(u64::MAX, |rounds| rounds.parse().unwrap());
    let writers: Vec<_> = (0..writers)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut round =
                    store.get(&key(writer, 0)).await.unwrap().map_or(0, |record| first_number(&record.payload));
                while round < rounds {
                    round += 1;
                    let put = |side| Change {
                        key: key(writer, side),
                        expect: Expect::Anything,
                        write: Write::Put { schema: 1, payload: value(round, writer), expires: None },
                    };
                    assert!(matches!(store.commit(vec![put(0), put(1)]).await, Ok(Commit::Done { .. })));
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "ack {writer} {round}").unwrap();
                    out.flush().unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

fn first_number(bytes: &[u8]) -> u64 {
    u64::from_be_bytes(bytes[..8].try_into().unwrap())
}

fn child(directory: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "store_crash::write_until_killed", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(DIRECTORY, directory).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Lets the child write for a while, kills it, and returns the last number each writer was acknowledged.
fn write_and_kill(mut child: Child, acks: usize) -> BTreeMap<u32, u64> {
    let mut last = BTreeMap::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut note = |line: &str| {
        // The test runner's own words may stand before the first line.
        if let Some(at) = line.find("ack ") {
            let mut words = line[at..].split(' ').skip(1);
            if let (Some(Ok(writer)), Some(Ok(round))) = (words.next().map(str::parse), words.next().map(str::parse)) {
                last.insert(writer, round);
            }
        }
    };
    for line in lines.by_ref().take(acks) {
        note(&line.unwrap());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What is still in the pipe was acknowledged before the kill; a line that was cut off was not said in full.
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    for line in rest.iter().take(rest.len().saturating_sub(1)) {
        note(line);
    }
    last
}

fn rounds(rounds: usize) {
    let directory = tempfile::tempdir().unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut acknowledged = 0;
    for round in 0..rounds {
        let last = write_and_kill(child(directory.path()).spawn().unwrap(), random.usize(1..400));
        runtime.block_on(async {
            let (store, _) =
                Disk::open(directory.path(), Clock::system()).unwrap_or_else(|error| panic!("round {round}: {error}"));
            for (writer, number) in &last {
                let left = store.get(&key(*writer, 0)).await.unwrap().unwrap();
                let right = store.get(&key(*writer, 1)).await.unwrap().unwrap();
                let found = first_number(&left.payload);
                assert!(found >= *number, "round {round}: writer {writer} was acknowledged {number} and is at {found}");
                assert_eq!(left.payload, right.payload, "round {round}: a transaction is torn");
                assert_eq!(left.payload, value(found, *writer), "round {round}: a value is torn");
                acknowledged = acknowledged.max(found);
            }
            store.close().await;
        });
    }
    assert!(acknowledged > u64::try_from(rounds).unwrap(), "the children wrote something");
}

#[test]
fn nothing_acknowledged_is_lost_to_kill_9() {
    rounds(15);
}

#[test]
#[ignore = "takes minutes; .ci/run includes it"]
fn nothing_acknowledged_is_lost_to_300_kills() {
    rounds(300);
}

/// sled's own flush is no barrier on Linux. With one writer, the system calls themselves show that each acknowledgement
/// has an `fdatasync` of its own, finished before it.
#[test]
#[ignore = "needs strace; .ci/run installs it"]
fn no_acknowledgement_comes_before_its_fdatasync() {
    let directory = tempfile::tempdir().unwrap();
    let trace = directory.path().join("trace");
    let child = child(&directory.path().join("data"));
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-e", "trace=fdatasync,write", "-o"]).arg(&trace);
    traced.arg(child.get_program()).args(child.get_args()).env(WRITERS, "1").env(ROUNDS, "100");
    for (name, value) in child.get_envs() {
        traced.env(name, value.unwrap());
    }
    assert!(traced.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("strace is installed").success());

    let (mut synced, mut acknowledgements) = (false, 0);
    for line in std::fs::read_to_string(&trace).unwrap().lines() {
        if line.contains("fdatasync") && line.trim_end().ends_with("= 0") {
            synced = true;
        } else if line.contains("write(1, \"ack ") {
            assert!(synced, "acknowledged before it was durable: {line}");
            synced = false;
            acknowledgements += 1;
        }
    }
    assert_eq!(acknowledgements, 100);
}
