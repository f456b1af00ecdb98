//! Processes that die in the middle: a restore is made or not made, a migration goes on, an older backup stays whole.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use signpost::clock::Clock;
use signpost::learner::Learner;
use signpost::store::{Change, Directory, Expect, Family, Write};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use super::migrating::{LATER, Later};
use super::program::signpost;
use super::{MIA, SAM, backed_up, goal, open, tells};

/// What the child does, where, and at which of its steps it dies.
const WHAT: &str = "SIGNPOST_TEST_DIES_WHILE";
const WHERE: &str = "SIGNPOST_TEST_DIES_IN";
const STEP: &str = "SIGNPOST_TEST_DIES_AT";

/// More than two pages of what is written at once.
const PEOPLE: u64 = 600;

/// Every step is logged; at the step named, the process ends as with `kill -9`: nothing is put in order.
struct DiesAt(AtomicUsize);

impl<S: Subscriber> Layer<S> for DiesAt {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target().starts_with("signpost::store") && self.0.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "is the child of the tests below; does nothing by itself"]
async fn die_at_a_step() {
    let Ok(data) = env::var(WHERE).map(PathBuf::from) else { return };
    let step = env::var(STEP).unwrap().parse().unwrap();
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(DiesAt(AtomicUsize::new(step))))
        .unwrap();
    let directory = Directory::new(&data.join("data"), Clock::system());
    if env::var(WHAT).unwrap() == "restore" {
        directory.restore(&data.join("backup.jsonl")).await.unwrap();
    } else {
        let (records, _) = directory.with_registry(&LATER).open().await.unwrap();
        records.store().close().await;
    }
}

/// Runs the child; whether it died at that step, or had no such step and got to its end.
fn dies(what: &str, place: &Path, step: usize) -> bool {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "operator::dying::die_at_a_step", "--ignored", "--test-threads=1"]);
    let output = child.env(WHAT, what).env(WHERE, place).env(STEP, step.to_string()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_ne!(output.status.code(), Some(101), "it failed instead of dying: {text}");
    output.status.code().is_none()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Many people with a goal, written in few commits.
async fn crowd(records: &signpost::store::Records) {
    let learner = Learner { home: Some(7), ..Learner::default() };
    let payload = postcard::to_stdvec(&learner).unwrap();
    let put = |person| Change {
        key: records.scope(person).key(Family(b'l')),
        expect: Expect::Anything,
        write: Write::Put { schema: 1, payload: payload.clone(), expires: None },
    };
    for from in (1_000..1_000 + PEOPLE).step_by(200) {
        records.store().commit((from..from + 200).map(put).collect()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_dies_is_made_whole_or_not_at_all() {
    let clock = Clock::system();
    let origin = tempfile::tempdir().unwrap();
    let (data, backup) = (origin.path().join("data"), origin.path().join("backup.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    tells(&records, SAM, "data-engineer").await;
    crowd(&records).await;
    backed_up(&records, &backup).await;
    records.erase_person(records.scope(SAM), clock.now().as_secs()).await.unwrap();
    for person in 1_000..1_000 + PEOPLE {
        records
            .store()
            .commit(vec![Change {
                key: records.scope(person).key(Family(b'l')),
                expect: Expect::Anything,
                write: Write::Delete,
            }])
            .await
            .unwrap();
        if person > 1_100 {
            break;
        }
    }
    records.change_person(records.scope(MIA), |learner: &mut Learner| learner.home = Some(8)).await.unwrap();
    let present = records.counted().await.unwrap().records;
    records.store().close().await;

    let (mut step, mut old, mut new) = (0, 0, 0);
    loop {
        step += 1;
        let place = tempfile::tempdir().unwrap();
        copy(origin.path(), place.path());
        let died = dies("restore", place.path(), step);
        let records = open(&place.path().join("data"), &clock).await;
        let mia: Learner = records.of_person(records.scope(MIA)).await.unwrap();
        let count = records.counted().await.unwrap().records;
        match mia.home {
            Some(8) => {
                assert_eq!(count, present, "step {step}: the old one, untouched");
                old += 1;
            }
            None => {
                // Two tips, and everybody but sam.
                assert_eq!(count, usize::try_from(PEOPLE).unwrap() + 3, "step {step}: the new one, whole");
                new += 1;
            }
            other => panic!("step {step}: {other:?}"),
        }
        assert_eq!(goal(&records, SAM).await, None, "step {step}: erased");
        assert_eq!(records.tombstones().await.unwrap().len(), 1, "step {step}");
        records.store().close().await;
        assert!(!place.path().join("data/restoring").exists(), "step {step}: nothing is left lying about");
        if !died {
            break;
        }
    }
    println!("it died at each of {} steps: {old} times nothing was changed, {new} times all was", step - 1);
    assert!(step > 8 && old >= 3 && new >= 4, "{step} steps, {old} old, {new} new");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_dies_goes_on() {
    let clock = Clock::system();
    let origin = tempfile::tempdir().unwrap();
    let records = open(&origin.path().join("data"), &clock).await;
    tells(&records, MIA, "data-engineer").await;
    crowd(&records).await;
    records.store().close().await;
    let mut step = 0;
    loop {
        step += 1;
        let place = tempfile::tempdir().unwrap();
        copy(origin.path(), place.path());
        let data = place.path().join("data");
        let died = dies("migrate", place.path(), step);
        let (records, _) = Directory::new(&data, clock.clone()).with_registry(&LATER).open().await.unwrap();
        let mia: Later = records.of_person(records.scope(MIA)).await.unwrap();
        assert_eq!((mia.goal.map(|goal| goal.role.slug.to_string()).as_deref(), mia.pace), (Some("data-engineer"), 5));
        for person in 1_000..1_000 + PEOPLE {
            let key = records.scope(person).key(Family(b'l'));
            let record = records.store().get(&key).await.unwrap().unwrap();
            let later: Later = postcard::from_bytes(&record.payload).unwrap();
            assert_eq!((record.schema, later.home, later.pace), (2, Some(7), 5), "step {step}");
        }
        records.store().close().await;
        // The backup from before brings the older program all of it back.
        let before = fs::read_dir(data.join("backups")).unwrap().map(|entry| entry.unwrap().path());
        let before: Vec<_> =
            before.filter(|path| path.to_string_lossy().ends_with("-before-learner-2.jsonl")).collect();
        assert!(!before.is_empty(), "step {step}: the backup came first");
        let older = Directory::new(&place.path().join("older"), clock.clone());
        assert_eq!(older.restore(&before[0]).await.unwrap().records, usize::try_from(PEOPLE).unwrap() + 2);
        let records = older.open().await.unwrap().0;
        assert_eq!(goal(&records, MIA).await.as_deref(), Some("data-engineer"));
        records.store().close().await;
        if !died {
            break;
        }
    }
    println!("it died at each of {} steps", step - 1);
    assert!(step > 4, "{step} steps");
}

/// A backup that is killed leaves the older one, or the newer: never half of one.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_leaves_the_older_one_whole() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, file) = (place.path().join("data"), place.path().join("b.jsonl"));
    let records = open(&data, &clock).await;
    crowd(&records).await;
    records.store().close().await;
    assert!(signpost(&data, &["backup", file.to_str().unwrap()]).status().unwrap().success());
    let mut random = fastrand::Rng::with_seed(7);
    let mut killed = 0;
    for round in 0..25 {
        let mut child =
            signpost(&data, &["backup", file.to_str().unwrap()]).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(random.u64(5_000..60_000)));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let elsewhere = Directory::new(&place.path().join(format!("r{round}")), clock.clone());
        let restored = elsewhere.restore(&file).await.unwrap();
        assert_eq!(restored.records, usize::try_from(PEOPLE).unwrap());
    }
    println!("{killed} of 25 were killed before their end");
    assert!(killed > 0);
}
