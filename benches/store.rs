//! What the store costs, in one run.
//!
//! First people: 1,000 and 100,000 with 40 things learned each; time to open, memory, what `/progress` reads inside the
//! process, bytes on the disk after a million updates, the time to close, a backup, an erasure. Then durable writes: this
//! store, sled with its own flush and an `fdatasync` for each operation, and `SQLite` (WAL, `synchronous=FULL`), turn by
//! turn, by 1, 8 and 64 writers. The ratios are what to look at: the disk is as noisy as it is.
//!
//! `cargo bench --bench store`; `-- --quick` for a twentieth of it.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop; printing is its job"
)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::civil::date;
use signpost::advisor::{Advisor, Kind, PageId};
use signpost::clock::Clock;
use signpost::content::{self, Origin};
use signpost::learner::{Goal, Learned, Learner, Standing};
use signpost::store::{Change, Disk, Expect, Family, GuildScope, Key, Records, Store, Write};

/// Things each person has learned.
const LEARNED: usize = 40;
/// Writers at once while people are written.
const HANDS: u64 = 256;
/// Reads whose times are taken.
const READS: u64 = 5_000;
/// How long each engine writes in each turn.
const TURN: Duration = Duration::from_millis(1_500);
/// Turns of each engine.
const TURNS: usize = 3;

fn main() {
    // `cargo bench` adds `--bench`; anything else is ours.
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if let Some(at) = arguments.iter().position(|argument| argument == "--opened") {
        runtime.block_on(opened(Path::new(&arguments[at + 1]), arguments[at + 2].parse().expect("how many")));
        return;
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    for (people, updates) in
        if quick { [(1_000, 5_000), (5_000, 50_000)] } else { [(1_000, 100_000), (100_000, 1_000_000)] }
    {
        runtime.block_on(of_people(people, updates));
    }
    durable_writes(&runtime);
    runtime.shutdown_background();
}

fn advisor() -> Advisor {
    content::load(&Origin::default(), Clock::system().today()).expect("the shipped content").advisor
}

/// What can be learned.
fn things(advisor: &Advisor) -> Vec<PageId> {
    [Kind::Tool, Kind::Skill].into_iter().flat_map(|kind| advisor.pages(kind)).map(|page| page.id.clone()).collect()
}

fn learner(things: &[PageId], person: u64, round: u64) -> Learner {
    let first = usize::try_from(person * 7 + round).expect("small") % things.len();
    let learned = things.iter().cycle().skip(first).take(LEARNED).enumerate().map(|(number, page)| Learned {
        page: page.clone(),
        on: date(2026, 1, 1).saturating_add(jiff::Span::new().days(i64::try_from(person % 300).expect("small"))),
        call: 1_790_000_000_000 + person * 1_000 + round * 60 + u64::try_from(number).expect("small"),
    });
    let roles = ["data-engineer", "data-scientist", "devops-engineer", "backend-developer"];
    let role = PageId::new(Kind::Role, roles[usize::try_from(person % 4).expect("small")]);
    Learner {
        goal: Some(Goal { role, level: None, since: date(2026, 11, 21) }),
        learned: learned.collect(),
        home: None,
    }
}

async fn of_people(people: u64, updates: u64) {
    println!("\n{people} people with {LEARNED} things learned each");
    let things = Arc::new(things(&advisor()));
    let folder = tempfile::tempdir().expect("a temporary directory");
    let data = folder.path().join("data");
    let (records, _) = Records::open(&data, Clock::system()).await.expect("a new directory");

    let begun = Instant::now();
    write(&records, &things, people, 0, people).await;
    println!("  written                {:>10.1?}  {} on disk", begun.elapsed(), megabytes(&data.join("db")));
    close(&records, "  closed").await;
    measure_in_a_new_process(&data, people, "after writing");

    let (records, _) = Records::open(&data, Clock::system()).await.expect("the same directory");
    let begun = Instant::now();
    write(&records, &things, people, 1, updates).await;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "  {updates} durable updates {seconds:>9.1} s  {:.0} a second, {} on disk",
        precise(updates) / seconds,
        megabytes(&data.join("db"))
    );
    let begun = Instant::now();
    let made = records.back_up_daily().await.expect("a backup").0.expect("none was there");
    let size = fs::metadata(&made).map_or(0, |metadata| metadata.len());
    println!("  daily backup           {:>10.1?}  {:.1} MB", begun.elapsed(), precise(size) / 1e6);
    let begun = Instant::now();
    records.erase_person(records.scope(1), 1).await.expect("an erasure");
    println!("  erasure, 1 backup      {:>10.1?}", begun.elapsed());
    close(&records, "  closed").await;
    println!("  on disk when closed                {}", megabytes(&data.join("db")));
    measure_in_a_new_process(&data, people, "after the updates");
}

/// Writes `updates` records, each durable before its writer goes on; many write at once.
async fn write(records: &Records, things: &Arc<Vec<PageId>>, people: u64, round: u64, updates: u64) {
    let mut hands = Vec::new();
    for hand in 0..HANDS {
        let (records, things) = (records.clone(), things.clone());
        hands.push(tokio::spawn(async move {
            for number in (hand..updates).step_by(usize::try_from(HANDS).expect("small")) {
                let person = number % people;
                let new = learner(&things, person, round + number / people);
                let scope = records.scope(person);
                let kept = records.change_person(scope, |learner: &mut Learner| *learner = new.clone()).await;
                kept.expect("a disk with room");
            }
        }));
    }
    for hand in hands {
        hand.await.expect("a writer that ends");
    }
}

async fn close(records: &Records, what: &str) {
    let begun = Instant::now();
    records.store().close().await;
    println!("{what:<24} {:>10.1?}", begun.elapsed());
}

fn measure_in_a_new_process(data: &Path, people: u64, when: &str) {
    let program = std::env::current_exe().expect("this program");
    let mut child = Command::new(program);
    let out = child.arg("--opened").arg(data).arg(people.to_string()).stderr(Stdio::inherit()).output();
    let out = out.expect("a process");
    println!("  {when}: {}", String::from_utf8_lossy(&out.stdout).trim());
}

/// The child: opens what is there, says how long that took and what memory it has, and reads people at random.
async fn opened(data: &Path, people: u64) {
    let advisor = advisor();
    let before = resident();
    let begun = Instant::now();
    let (records, _) = Records::open(data, Clock::system()).await.expect("a directory that was closed");
    let (opened, after) = (begun.elapsed(), resident());
    let mut random = fastrand::Rng::with_seed(7);
    let mut times = Vec::new();
    for _ in 0..READS {
        // The first was erased.
        let scope = records.scope(random.u64(2..people));
        let begun = Instant::now();
        let learner: Learner = records.of_person(scope).await.expect("a record");
        let standing = Standing::of(&advisor, &learner);
        times.push(begun.elapsed());
        assert!(standing.is_some_and(|standing| !standing.known.is_empty()), "somebody who has learned something");
    }
    times.sort_unstable();
    println!(
        "open {opened:.0?}, memory {:.0} MB (the advisor alone {:.0} MB), {:.0} MB after reading; /progress p50 {:.0?} p99 {:.0?}",
        after,
        before,
        resident(),
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
    records.store().close().await;
}

/// Resident memory in megabytes.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let kilobytes: u32 = line.trim().trim_end_matches(" kB").trim().parse().unwrap_or(0);
    f64::from(kilobytes) / 1e3
}

fn megabytes(folder: &Path) -> String {
    fn bytes(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => bytes(&entry.path()),
                Ok(metadata) => metadata.len(),
                Err(_) => 0,
            })
            .sum()
    }
    format!("{:.1} MB", precise(bytes(folder)) / 1e6)
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn precise(number: u64) -> f64 {
    number as f64
}

/// One operation: this value under this key, durable when it returns.
type Put = dyn Fn(u64, Vec<u8>) + Send + Sync;

fn durable_writes(runtime: &tokio::runtime::Runtime) {
    println!("\ndurable writes, operations a second (median of {TURNS} turns; varied values of 200 to 1,200 bytes)");
    println!("{:>8} {:>12} {:>24} {:>20}", "writers", "this store", "sled + fdatasync each", "SQLite WAL FULL");
    for writers in [1, 8, 64] {
        let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().expect("a temporary directory")).collect();
        let engines: [Arc<Put>; 3] =
            [ours(runtime, folders[0].path()), bare_sled(folders[1].path()), sqlite(folders[2].path())];
        let mut rates: [Vec<f64>; 3] = Default::default();
        for turn in 0..TURNS {
            for (engine, rates) in engines.iter().zip(&mut rates) {
                rates.push(turn_of(engine, writers, turn));
            }
        }
        let [ours, sled, sqlite] = rates.map(|mut rates| {
            rates.sort_by(f64::total_cmp);
            rates[TURNS / 2]
        });
        println!(
            "{writers:>8} {ours:>12.0} {sled:>14.0} (×{:>5.1}) {sqlite:>11.0} (×{:>5.1})",
            ours / sled,
            ours / sqlite
        );
    }
    println!("(× is how many times as many this store makes)");
}

/// Writes with that many threads for a while and returns the rate.
fn turn_of(engine: &Arc<Put>, writers: u64, turn: usize) -> f64 {
    let done = AtomicU64::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let (engine, done) = (engine.clone(), &done);
            scope.spawn(move || {
                let mut random = fastrand::Rng::with_seed(writer * 100 + u64::try_from(turn).expect("small"));
                while begun.elapsed() < TURN {
                    let value = (0..random.usize(200..1_200)).map(|_| random.u8(..)).collect();
                    engine(random.u64(..20_000), value);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    precise(done.load(Ordering::Relaxed)) / begun.elapsed().as_secs_f64()
}

fn ours(runtime: &tokio::runtime::Runtime, folder: &Path) -> Arc<Put> {
    let (disk, _) = Disk::open(folder, Clock::system()).expect("a store");
    let handle = runtime.handle().clone();
    Arc::new(move |number, payload| {
        let key: Key = GuildScope::new(1).key(Family(1), &number.to_be_bytes());
        let write = Write::Put { schema: 1, payload, expires: None };
        let change = Change { key, expect: Expect::Anything, write };
        handle.block_on(disk.commit(vec![change])).expect("a disk with room");
    })
}

fn bare_sled(folder: &Path) -> Arc<Put> {
    let db = sled::Config::new().path(folder.join("db")).cache_capacity(32 << 20).open().expect("sled");
    let log = File::open(folder.join("db").join("db")).expect("sled's log");
    Arc::new(move |number, value| {
        db.insert(number.to_be_bytes(), value).expect("a disk with room");
        db.flush().expect("a disk with room");
        log.sync_data().expect("a disk with room");
    })
}

fn sqlite(folder: &Path) -> Arc<Put> {
    let connection = rusqlite::Connection::open(folder.join("db.sqlite")).expect("SQLite");
    connection
        .execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE kv (k BLOB PRIMARY KEY, v BLOB) WITHOUT ROWID;")
        .expect("SQLite");
    // One connection for all: writers exclude each other anyway.
    let connection = Mutex::new(connection);
    Arc::new(move |number, value| {
        let connection = connection.lock().expect("no writer panicked");
        let mut put = connection.prepare_cached("INSERT OR REPLACE INTO kv VALUES (?1, ?2)").expect("SQLite");
        put.execute((number.to_be_bytes(), value)).expect("a disk with room");
    })
}
