//! Older and newer schemas: read, migrated after a backup, refused.

use jiff::civil::date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use signpost::clock::Clock;
use signpost::curation::{AuditLine, CuratedTip, Settings};
use signpost::learner::{Goal, Learned, Learner};
use signpost::store::{
    Change, Directory, DirectoryError, Expect, Family, Kept, OfPerson, REGISTRY, Records, Registered, Write,
};

use super::program::{err, signpost, told};
use super::{MIA, backed_up, open, tells};

/// What a learner's record may be one day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Later {
    pub(super) goal: Option<Goal>,
    pub(super) learned: Vec<Learned>,
    pub(super) home: Option<u64>,
    /// Hours a week.
    pub(super) pace: u8,
}

impl Kept for Later {
    const FAMILY: Family = Family(b'l');
    const SCHEMA: u16 = 2;
    const NAME: &'static str = "learner";

    fn older<'de, D: Deserializer<'de>>(schema: u16, older: D) -> Result<Self, D::Error> {
        match schema {
            1 => {
                Learner::deserialize(older).map(|Learner { goal, learned, home }| Self { goal, learned, home, pace: 5 })
            }
            _ => Err(D::Error::custom("no such schema")),
        }
    }
}

impl OfPerson for Later {}

/// The types of that day.
pub(super) static LATER: [Registered; 4] = [
    Registered::for_person::<Later>(),
    Registered::for_guild::<Settings>(),
    Registered::for_guild::<CuratedTip>(),
    Registered::for_guild::<AuditLine>(),
];

#[test]
fn the_types_of_that_day_are_todays_and_one_is_newer() {
    let names = |registry: &[Registered]| registry.iter().map(|registered| registered.name).collect::<Vec<_>>();
    assert_eq!(names(&LATER), names(&REGISTRY));
    let newer = LATER.iter().zip(&REGISTRY).filter(|(later, today)| later.schema > today.schema);
    assert_eq!(newer.map(|(later, _)| later.name).collect::<Vec<_>>(), ["learner"]);
}

#[tokio::test]
async fn an_older_backup_is_restored_by_a_newer_program_and_not_the_other_way() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let (data, old, new) = (place.path().join("data"), place.path().join("old.jsonl"), place.path().join("new.jsonl"));
    let records = open(&data, &clock).await;
    tells(&records, MIA, "data-engineer").await;
    backed_up(&records, &old).await;
    records.store().close().await;

    let later = Directory::new(&place.path().join("later"), clock.clone()).with_registry(&LATER);
    later.restore(&old).await.unwrap();
    let (records, _) = later.open().await.unwrap();
    let mia: Later = records.of_person(records.scope(MIA)).await.unwrap();
    assert_eq!((mia.goal.map(|goal| goal.since), mia.pace), (Some(date(2026, 11, 21)), 5));
    backed_up(&records, &new).await;
    records.store().close().await;
    let refused = told(signpost(&data, &["restore", new.to_str().unwrap()])).await;
    assert_eq!(refused.status.code(), Some(78));
    assert!(err(&refused).contains("made by a newer Signpost"), "{}", err(&refused));
}

async fn put(records: &Records, family: u8, schema: u16) {
    let write = Write::Put { schema, payload: b"of another day".to_vec(), expires: None };
    let key = records.scope(MIA).key(Family(family));
    records.store().commit(vec![Change { key, expect: Expect::Anything, write }]).await.unwrap();
}

/// A whole directory of a newer program's is refused, by every command that opens it, and left alone.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_program_wrote_is_refused_and_left_alone() {
    let clock = Clock::system();
    for (family, schema) in [(b'l', 2), (b'~', 1)] {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        let records = open(&data, &clock).await;
        put(&records, family, schema).await;
        let key = records.scope(MIA).key(Family(family));
        let before = records.store().get(&key).await.unwrap();
        records.store().close().await;
        let refused = Directory::new(&data, clock.clone()).open().await.unwrap_err();
        assert!(matches!(&refused, DirectoryError::Newer { .. }), "{refused}");
        let mut run = signpost(&data, &["run"]);
        run.env("DISCORD_TOKEN", "x")
            .env("SIGNPOST_DISCORD_API", "http://127.0.0.1:9")
            .env("SIGNPOST_LISTEN", "127.0.0.1:0");
        let file = place.path().join("b.jsonl");
        let backup = signpost(&data, &["backup", file.to_str().unwrap()]);
        let export = signpost(&data, &["export-user", "5"]);
        for command in [run, backup, export] {
            let refused = told(command).await;
            assert_eq!(refused.status.code(), Some(78), "{}", err(&refused));
            let words = err(&refused);
            assert!(
                words.contains("was used by a newer Signpost") && words.contains("signpost restore FILE"),
                "{words}"
            );
        }
        let doctor = told(signpost(&data, &["doctor"])).await;
        assert!(super::program::out(&doctor).contains("✗ store"), "{}", super::program::out(&doctor));
        let disk = signpost::store::Disk::open(&data, clock.clone()).unwrap().0;
        let after = signpost::store::Store::get(&disk, &key).await.unwrap();
        assert_eq!(after, before, "not even its version");
        signpost::store::Store::close(&disk).await;
        assert!(!data.join("backups").exists());
    }
}

/// A record that cannot be migrated keeps none of the others, and is kept.
#[tokio::test]
async fn a_record_that_follows_no_schema_stays_as_it_is() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let records = open(&data, &clock).await;
    tells(&records, 5, "data-engineer").await;
    let garbled = Change {
        key: records.scope(MIA).key(Family(b'l')),
        expect: Expect::Anything,
        write: Write::Put { schema: 1, payload: vec![0xff; 3], expires: None },
    };
    records.store().commit(vec![garbled]).await.unwrap();
    records.store().close().await;
    let (records, _) = Directory::new(&data, clock.clone()).with_registry(&LATER).open().await.unwrap();
    let five: Later = records.of_person(records.scope(5)).await.unwrap();
    assert_eq!(five.pace, 5);
    assert!(records.of_person::<Later>(records.scope(MIA)).await.is_err());
    let file = place.path().join("b.jsonl");
    backed_up(&records, &file).await;
    records.store().close().await;
    assert!(std::fs::read_to_string(file).unwrap().contains("\"raw\":\"ffffff\""), "it is in the backup, as it is");
}
