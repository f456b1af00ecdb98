//! Once a day: a backup, of which seven are kept, and none that names whoever was erased.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use signpost::clock::Clock;
use signpost::learner::Learner;
use signpost::ops;

use super::program::soon;
use super::{MIA, SAM, goal, hex, holds, open, tells};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn backups(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data.join("backups")).into_iter().flatten().flatten();
    let mut all: Vec<_> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "jsonl")).collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_running_bot_makes_one_a_day_and_keeps_seven() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let records = open(data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let chores = tokio::spawn(ops::chores(records.clone(), clock.clone()));
    soon("the first, at once", || (backups(data).len() == 1).then_some(())).await;
    let first = backups(data)[0].clone();
    clock.advance(DAY / 2);
    for day in 1..10 {
        clock.advance(DAY);
        let due = (day + 1).min(7);
        let newest = backups(data).last().cloned();
        soon("the next", || (backups(data).len() == due && backups(data).last().cloned() != newest).then_some(()))
            .await;
    }
    assert!(!first.exists(), "the oldest went");
    chores.abort();
    records.store().close().await;

    let records = open(data, &clock).await;
    assert_eq!(records.back_up_daily().await.unwrap().0, None, "a restart makes none before its time");
    clock.advance(DAY * 2);
    assert!(records.back_up_daily().await.unwrap().0.is_some(), "nor misses one");
    records.store().close().await;
    for path in [data.join("backups"), backups(data)[0].clone()] {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0, "{}", path.display());
    }
}

#[tokio::test]
async fn nothing_is_backed_up_where_nothing_is_kept() {
    let place = tempfile::tempdir().unwrap();
    let records = open(place.path(), &Clock::system()).await;
    assert_eq!(records.back_up_daily().await.unwrap().0, None);
    assert!(!place.path().join("backups").exists());
    records.store().close().await;
}

#[tokio::test]
async fn whoever_is_erased_is_in_no_backup() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let records = open(data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    tells(&records, SAM, "ai-engineer").await;
    records.back_up_daily().await.unwrap();
    clock.advance(DAY);
    records.back_up_daily().await.unwrap();
    let unreadable = data.join("backups/2020-01-01T00-00-00Z.jsonl");
    fs::write(&unreadable, format!("{{\"person\":\"{}\"}}", hex(records.scope(MIA).as_bytes()))).unwrap();
    let unfinished = data.join("backups/2020-01-02T00-00-00Z.jsonl.new");
    fs::write(&unfinished, "half of it").unwrap();
    let before = fs::read_to_string(&backups(data)[1]).unwrap();
    assert!(before.contains("data-engineer"), "the search finds what is there");

    records.erase_person(records.scope(MIA), clock.now().as_secs()).await.unwrap();
    assert_eq!(backups(data).len(), 2);
    assert!(!unreadable.exists() && !unfinished.exists(), "what cannot be read may name her");
    for backup in backups(data) {
        let text = fs::read_to_string(&backup).unwrap();
        assert!(!text.contains("data-engineer") && text.contains("ai-engineer"), "{text}");
        let named: Vec<&str> = text.lines().filter(|line| line.contains(&hex(records.scope(MIA).as_bytes()))).collect();
        assert!(matches!(named[..], [line] if line.contains("tombstone")), "{named:?}");
        assert!(!text.contains(&pseudonym_in_records(records.scope(MIA).as_bytes())), "her tip has no name");
        let place = tempfile::tempdir().unwrap();
        let elsewhere = signpost::store::Directory::new(place.path(), clock.clone());
        assert_eq!(elsewhere.restore(&backup).await.unwrap().records, 3, "it is whole");
    }
    let id = MIA.to_string();
    records.store().close().await;
    for trace in [id.as_bytes(), &MIA.to_be_bytes(), &MIA.to_le_bytes()] {
        assert!(!holds(data, trace));
    }
}

/// How a pseudonym stands inside a record.
fn pseudonym_in_records(bytes: &[u8]) -> String {
    bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
}

/// A process that ends in the middle of an erasure goes on with it at its next start.
#[tokio::test]
async fn an_erasure_that_was_cut_short_is_finished_at_the_next_start() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let records = open(data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    records.back_up_daily().await.unwrap();
    let note = format!("{} {}\n", hex(records.scope(MIA).as_bytes()), clock.now().as_secs());
    records.store().close().await;
    fs::write(data.join("backups/erasing"), note).unwrap();
    let records = open(data, &clock).await;
    assert_eq!(goal(&records, MIA).await, None);
    assert!(!fs::read_to_string(&backups(data)[0]).unwrap().contains("data-engineer"));
    assert_eq!(fs::read_to_string(data.join("backups/erasing")).unwrap(), "");
    records.store().close().await;
}

/// Where a backup cannot be written anew, the rest is erased all the same, and the next try finishes it.
#[tokio::test]
async fn a_backup_that_cannot_be_changed_is_said_and_tried_again() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let records = open(data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let backup = records.back_up_daily().await.unwrap().0.unwrap();
    // A folder where the new one would be written.
    let mut in_the_way = backup.clone().into_os_string();
    in_the_way.push(".new");
    fs::create_dir(&in_the_way).unwrap();
    let error = records.erase_person(records.scope(MIA), clock.now().as_secs()).await.unwrap_err();
    assert!(error.to_string().contains("the daily backups still hold"), "{error}");
    assert_eq!(goal(&records, MIA).await, None, "her own records are gone");
    // She comes back before the next start: what she tells now is hers.
    let again = |learner: &mut Learner| learner.home = Some(7);
    records.change_person(records.scope(MIA), again).await.unwrap();
    records.store().close().await;
    fs::remove_dir(&in_the_way).unwrap();
    let records = open(data, &clock).await;
    assert!(!fs::read_to_string(&backup).unwrap().contains("data-engineer"));
    let mia: Learner = records.of_person(records.scope(MIA)).await.unwrap();
    assert_eq!(mia.home, Some(7));
    assert_eq!(fs::read_to_string(data.join("backups/erasing")).unwrap(), "");
    records.store().close().await;
}

/// A record that is damaged is in no new backup: the older ones, which may have it, are kept until somebody has seen to it.
#[tokio::test]
async fn no_backup_goes_while_a_record_is_damaged() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let records = open(data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let key = records.scope(MIA).key(signpost::store::Family(b'l'));
    let first = records.back_up_daily().await.unwrap().0.unwrap();
    records.store().close().await;
    {
        let db = sled::open(data.join("db")).unwrap();
        db.insert(key.as_bytes(), b"no record".to_vec()).unwrap();
        db.flush().unwrap();
    }
    let records = open(data, &clock).await;
    for _ in 0..9 {
        clock.advance(DAY);
        records.back_up_daily().await.unwrap();
    }
    assert!(first.exists() && backups(data).len() == 10, "{:?}", backups(data));
    records.erase_person(records.scope(MIA), clock.now().as_secs()).await.unwrap();
    clock.advance(DAY);
    records.back_up_daily().await.unwrap();
    assert_eq!(backups(data).len(), 7, "she is erased, damage and all");
    records.store().close().await;
}
