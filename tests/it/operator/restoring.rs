//! A restore over what is there: all of it or nothing, whoever was erased stays erased, and nothing is thrown away.

use std::fs;

use signpost::clock::Clock;
use signpost::learner::Learner;
use signpost::store::{Directory, DirectoryError, OpenError, Opened, RestoreError};

use super::{MIA, SAM, backed_up, goal, holds, open, tells, tips_with_a_name};

#[tokio::test]
async fn whoever_was_erased_stays_erased() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, old) = (place.path().join("data"), place.path().join("old.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    tells(&records, SAM, "ai-engineer").await;
    backed_up(&records, &old).await;
    records.erase_person(records.scope(MIA), clock.now().as_secs()).await.unwrap();
    records.store().close().await;

    let restored = Directory::new(&data, clock.clone()).restore(&old).await.unwrap();
    assert_eq!((restored.records, restored.erased, restored.forgetful), (3, 1, false));
    let aside = restored.aside.unwrap();
    assert!(aside.join("db").exists() && aside.join("secret").exists(), "what was there is kept");
    let records = open(&data, &clock).await;
    assert_eq!(goal(&records, MIA).await, None);
    assert_eq!(goal(&records, SAM).await.as_deref(), Some("ai-engineer"));
    assert_eq!(tips_with_a_name(&records).await, 1, "her tip is back, without her");
    assert_eq!(records.tombstones().await.unwrap().len(), 1, "and it stays so");
    records.store().close().await;
}

/// An erasure is of what there was: what somebody told after coming back is theirs.
#[tokio::test]
async fn whoever_came_back_after_being_erased_is_restored() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, backup) = (place.path().join("data"), place.path().join("b.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    records.erase_person(records.scope(MIA), clock.now().as_secs() - 60).await.unwrap();
    tells(&records, MIA, "ai-engineer").await;
    backed_up(&records, &backup).await;
    records.store().close().await;
    Directory::new(&data, clock.clone()).restore(&backup).await.unwrap();
    let records = open(&data, &clock).await;
    assert_eq!(goal(&records, MIA).await.as_deref(), Some("ai-engineer"));
    records.store().close().await;
}

#[tokio::test]
async fn a_directory_in_use_is_not_restored_over() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, backup) = (place.path().join("data"), place.path().join("b.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    backed_up(&records, &backup).await;
    let refused = Directory::new(&data, clock.clone()).restore(&backup).await.unwrap_err();
    assert!(matches!(&refused, RestoreError::Directory(DirectoryError::Open(OpenError::InUse { .. }))), "{refused}");
    assert_eq!(goal(&records, MIA).await.as_deref(), Some("data-engineer"));
    records.store().close().await;
}

#[tokio::test]
async fn a_backup_of_another_installation_brings_its_own_people() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (ours, theirs, backup) = (place.path().join("a"), place.path().join("b"), place.path().join("b.jsonl"));
    let records = open(&theirs, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    backed_up(&records, &backup).await;
    records.store().close().await;
    let records = open(&ours, &clock).await;
    tells(&records, SAM, "ai-engineer").await;
    assert!(records.back_up_daily().await.unwrap().0.is_some());
    records.store().close().await;
    let restored = Directory::new(&ours, clock.clone()).restore(&backup).await.unwrap();
    let aside = restored.aside.unwrap();
    assert!(aside.join("backups").exists() && !ours.join("backups").exists(), "its daily backups are of other people");
    let records = open(&ours, &clock).await;
    assert_eq!(goal(&records, MIA).await.as_deref(), Some("data-engineer"));
    assert_eq!(goal(&records, SAM).await, None);
    records.store().close().await;
}

#[tokio::test]
async fn what_nobody_used_for_a_year_is_not_brought_back() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, backup) = (place.path().join("data"), place.path().join("b.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    backed_up(&records, &backup).await;
    records.store().close().await;
    clock.advance(std::time::Duration::from_secs(366 * 24 * 60 * 60));
    let restored = Directory::new(&data, clock.clone()).restore(&backup).await.unwrap();
    assert_eq!((restored.records, restored.expired), (1, 1), "the tip is a server's");
}

/// Ruins the database so that nothing on the ladder but a backup can open it.
fn ruin(data: &std::path::Path) {
    let log = data.join("db").join("db");
    let length = fs::metadata(&log).unwrap().len();
    fs::write(&log, vec![0x5a; usize::try_from(length).unwrap()]).unwrap();
}

#[tokio::test]
async fn a_database_beyond_mending_goes_back_to_its_newest_whole_backup() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let first = records.back_up_daily().await.unwrap().0.unwrap();
    clock.advance(std::time::Duration::from_secs(25 * 60 * 60));
    tells(&records, SAM, "ai-engineer").await;
    let newest = records.back_up_daily().await.unwrap().0.unwrap();
    assert_ne!(first, newest);
    records.erase_person(records.scope(SAM), clock.now().as_secs()).await.unwrap();
    records.store().close().await;
    ruin(&data);

    let looked = Directory::new(&data, clock.clone()).look().await.unwrap_err();
    assert!(matches!(&looked, DirectoryError::Damaged { .. }), "looking changes nothing: {looked}");
    assert!(!data.join("db.damaged-1").exists(), "nor leaves copies about");
    let (records, opened) = Directory::new(&data, clock.clone()).open().await.unwrap();
    let Opened::FromBackup { made, aside, .. } = opened else { panic!("{opened:?}") };
    assert!(made + 60 > clock.now().as_secs(), "the newest");
    assert!(aside.join("db").exists(), "the damaged one is kept");
    assert_eq!(goal(&records, MIA).await.as_deref(), Some("data-engineer"));
    assert_eq!(goal(&records, SAM).await, None, "erased since");
    assert_eq!(records.tombstones().await.unwrap().len(), 1, "which is still known");
    records.store().close().await;
    let (records, opened) = Directory::new(&data, clock.clone()).open().await.unwrap();
    assert_eq!(opened, Opened::AsLeft);
    records.store().close().await;

    // The newest is cut off: the one before it does.
    ruin(&data);
    let text = fs::read_to_string(&newest).unwrap();
    fs::write(&newest, &text[..text.len() - 20]).unwrap();
    let (records, opened) = Directory::new(&data, clock.clone()).open().await.unwrap();
    assert!(matches!(opened, Opened::FromBackup { made, .. } if made + 60 * 60 < clock.now().as_secs()));
    assert_eq!(goal(&records, MIA).await.as_deref(), Some("data-engineer"));
    records.store().close().await;

    ruin(&data);
    fs::remove_dir_all(data.join("backups")).unwrap();
    let refused = Directory::new(&data, clock.clone()).open().await.unwrap_err().to_string();
    assert!(refused.contains("No backup in") && refused.contains("signpost restore FILE"), "{refused}");
}

/// Whoever restores over a damaged database is told that its last erasures are not known.
#[tokio::test]
async fn a_damaged_database_forgets_whom_it_forgot() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, backup) = (place.path().join("data"), place.path().join("b.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    tells(&records, SAM, "ai-engineer").await;
    backed_up(&records, &backup).await;
    records.back_up_daily().await.unwrap();
    records.erase_person(records.scope(MIA), clock.now().as_secs()).await.unwrap();
    records.store().close().await;
    ruin(&data);
    let restored = Directory::new(&data, clock.clone()).restore(&backup).await.unwrap();
    assert!(restored.forgetful);
    assert_eq!(restored.erased, 1, "the daily backups remember her all the same");
    let records = open(&data, &clock).await;
    let mia: Learner = records.of_person(records.scope(MIA)).await.unwrap();
    assert_eq!(mia, Learner::default());
    let pseudonym = *records.scope(MIA).as_bytes();
    records.store().close().await;
    assert!(holds(&data.join("db"), &pseudonym), "the tombstone");
}

/// A log that lost its tail after the newest backup still has more than the backup: it is taken, and that is said.
#[tokio::test]
async fn a_database_that_lost_less_than_a_backup_would_is_preferred() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let backup = records.back_up_daily().await.unwrap().0.unwrap();
    tells(&records, SAM, "ai-engineer").await;
    records.store().close().await;
    // As if two more writes had been acknowledged than the log has.
    let acknowledged = data.join("acknowledged");
    let mut version = fs::read(&acknowledged).unwrap()[..8].to_vec();
    version[0] += 2;
    version.extend(crc32c::crc32c(&version).to_le_bytes());
    fs::write(&acknowledged, &version).unwrap();

    let hidden = place.path().join("hidden.jsonl");
    fs::rename(&backup, &hidden).unwrap();
    let refused = Directory::new(&data, clock.clone()).open().await.unwrap_err().to_string();
    assert!(
        refused.contains("its newest 2 writes are gone"),
        "without a backup to compare, somebody must decide: {refused}"
    );
    fs::rename(&hidden, &backup).unwrap();

    let (records, opened) = Directory::new(&data, clock.clone()).open().await.unwrap();
    assert!(
        matches!(&opened, Opened::Short { why, copy } if why.contains("newest 2 writes") && copy.exists()),
        "{opened:?}"
    );
    assert_eq!(goal(&records, SAM).await.as_deref(), Some("ai-engineer"), "which the backup does not have");
    records.store().close().await;
    let (records, opened) = Directory::new(&data, clock.clone()).open().await.unwrap();
    assert_eq!(opened, Opened::AsLeft, "said once");
    records.store().close().await;
}
