//! One conformance suite for every store: random histories against a plain map, and the guards of the one on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use signpost::clock::Clock;
use signpost::store::{
    Change, Commit, Disk, Expect, Family, GuildScope, Key, MAX_VALUE, Memory, OpenError, Opened, Pseudonyms, Store,
    StoreError, Write,
};

/// One step of a history, on few keys so that they collide.
#[derive(Clone, Debug)]
enum Step {
    Commit(Vec<(u8, Guess, What)>),
    Pass(u64),
    Reopen,
}

#[derive(Clone, Debug)]
enum Guess {
    Anything,
    Absent,
    Current,
    Stale,
}

#[derive(Clone, Debug)]
enum What {
    Put(Vec<u8>, Option<u64>),
    Delete,
    Check,
}

fn step() -> impl Strategy<Value = Step> {
    let guess = prop_oneof![Just(Guess::Anything), Just(Guess::Absent), Just(Guess::Current), Just(Guess::Stale)];
    let put = (prop::collection::vec(any::<u8>(), 0..40), prop::option::of(1..30_u64))
        .prop_map(|(value, ttl)| What::Put(value, ttl));
    let what = prop_oneof![4 => put, 1 => Just(What::Delete), 1 => Just(What::Check)];
    prop_oneof![
        8 => prop::collection::vec((0..6_u8, guess, what), 1..4).prop_map(Step::Commit),
        1 => (1..20_u64).prop_map(Step::Pass),
        1 => Just(Step::Reopen),
    ]
}

/// What a store must do, in a few lines.
#[derive(Default)]
struct Model {
    records: BTreeMap<Key, (u64, Vec<u8>, Option<u64>)>,
    version: u64,
}

impl Model {
    fn get(&self, key: &Key, now: u64) -> Option<&(u64, Vec<u8>, Option<u64>)> {
        self.records.get(key).filter(|(_, _, expires)| expires.is_none_or(|at| at > now))
    }

    fn commit(&mut self, changes: &[Change], now: u64) -> Commit {
        for change in changes {
            let there = self.get(&change.key, now);
            let holds = match change.expect {
                Expect::Anything => true,
                Expect::Absent => there.is_none(),
                Expect::Version(version) => there.is_some_and(|(v, _, _)| *v == version),
            };
            if !holds {
                return Commit::Conflict(change.key.clone());
            }
        }
        self.version += 1;
        for change in changes {
            match &change.write {
                Write::Put { payload, expires, .. } => {
                    self.records.insert(change.key.clone(), (self.version, payload.clone(), *expires));
                }
                Write::Delete => {
                    self.records.remove(&change.key);
                }
                Write::Check => {}
            }
        }
        Commit::Done { version: self.version }
    }
}

fn key(number: u8) -> Key {
    GuildScope::new(u64::from(number % 2)).key(Family(1), &[number])
}

/// Plays a history on a store and on the model; every outcome and every read must agree.
async fn agrees(
    history: &[Step],
    clock: &Clock,
    mut store: Arc<dyn Store>,
    reopen: impl Fn() -> Option<Arc<dyn Store>>,
) {
    let mut model = Model::default();
    // A second may turn between our look at the clock and the store's: times are compared at whole seconds only after a move.
    for step in history {
        let now = clock.now().as_secs();
        match step {
            Step::Pass(seconds) => clock.advance(Duration::from_secs(*seconds)),
            Step::Reopen => {
                store.close().await;
                match reopen() {
                    Some(opened) => store = opened,
                    None => continue,
                }
            }
            Step::Commit(parts) => {
                let changes: Vec<Change> = parts
                    .iter()
                    .map(|(number, guess, what)| {
                        let key = key(*number);
                        let current = model.get(&key, now).map(|(version, _, _)| *version);
                        let expect = match guess {
                            Guess::Anything => Expect::Anything,
                            Guess::Absent => Expect::Absent,
                            Guess::Current => current.map_or(Expect::Absent, Expect::Version),
                            Guess::Stale => Expect::Version(current.unwrap_or(0).wrapping_sub(1)),
                        };
                        let write = match what {
                            What::Put(payload, ttl) => {
                                // Ends on a far second so that a slow step cannot change the outcome.
                                let expires = ttl.map(|ttl| now + ttl * 1_000);
                                Write::Put { schema: 1, payload: payload.clone(), expires }
                            }
                            What::Delete => Write::Delete,
                            What::Check => Write::Check,
                        };
                        Change { key, expect, write }
                    })
                    .collect();
                let expected = model.commit(&changes, now);
                let got = store.commit(changes).await.unwrap();
                match (&expected, &got) {
                    (Commit::Done { .. }, Commit::Done { version }) => {
                        // Versions only need to grow; a reopened store may skip some.
                        for record in model.records.values_mut().filter(|record| record.0 == model.version) {
                            record.0 = *version;
                        }
                        model.version = *version;
                    }
                    _ => assert_eq!(expected, got),
                }
            }
        }
        let now = clock.now().as_secs();
        for guild in 0..2 {
            let scope = GuildScope::new(guild).all();
            let expected: Vec<(Key, Vec<u8>)> = model
                .records
                .iter()
                .filter(|(key, _)| key.as_bytes().starts_with(scope.as_bytes()))
                .filter(|(key, _)| model.get(key, now).is_some())
                .map(|(key, (_, payload, _))| (key.clone(), payload.clone()))
                .collect();
            let got = store.scan(&scope, None, 100).await.unwrap();
            let got: Vec<(Key, Vec<u8>)> = got.into_iter().map(|(key, record)| (key, record.payload)).collect();
            assert_eq!(got, expected);
            if let Some((first, _)) = expected.first() {
                let rest = store.scan(&scope, Some(first), 100).await.unwrap();
                assert_eq!(rest.len(), expected.len() - 1);
                assert_eq!(store.scan(&scope, None, 1).await.unwrap().len(), 1);
            }
        }
        for number in 0..6 {
            let got = store.get(&key(number)).await.unwrap().map(|record| record.payload);
            assert_eq!(got, model.get(&key(number), now).map(|(_, payload, _)| payload.clone()));
        }
    }
    store.close().await;
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn memory_does_what_a_map_does(history in prop::collection::vec(step(), 1..40)) {
        let clock = Clock::system();
        let store = Arc::new(Memory::new(clock.clone()));
        runtime().block_on(agrees(&history, &clock, store, || None));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn disk_does_what_a_map_does_over_restarts(history in prop::collection::vec(step(), 1..25)) {
        let clock = Clock::system();
        let directory = tempfile::tempdir().unwrap();
        let open = || -> Option<Arc<dyn Store>> { Some(Arc::new(open(directory.path(), &clock).0)) };
        runtime().block_on(agrees(&history, &clock, open().unwrap(), open));
    }
}

fn open(directory: &Path, clock: &Clock) -> (Disk, Opened) {
    Disk::open(directory, clock.clone()).unwrap()
}

fn put(number: u8, payload: Vec<u8>) -> Change {
    Change { key: key(number), expect: Expect::Anything, write: Write::Put { schema: 1, payload, expires: None } }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_swap_at_once_one_wins() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let store: Arc<Disk> = Arc::new(open(directory.path(), &clock).0);
    let mut tasks = Vec::new();
    for number in 0..32_u8 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let write = Write::Put { schema: 1, payload: vec![number], expires: None };
            store.commit(vec![Change { key: key(1), expect: Expect::Absent, write }]).await.unwrap()
        }));
    }
    let mut winners = 0;
    for task in tasks {
        winners += usize::from(matches!(task.await.unwrap(), Commit::Done { .. }));
    }
    assert_eq!(winners, 1);
    store.close().await;
}

#[tokio::test]
async fn a_value_that_is_too_large_is_refused_before_anything_is_written() {
    let clock = Clock::system();
    let store = Memory::new(clock);
    let refused = store.commit(vec![put(1, vec![1]), put(2, vec![0; MAX_VALUE + 1])]).await;
    assert_eq!(refused, Err(StoreError::TooLarge { bytes: MAX_VALUE + 1 }));
    assert_eq!(store.get(&key(1)).await.unwrap(), None);
}

#[tokio::test]
async fn a_second_process_is_told_who_has_the_directory() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let (store, opened) = open(directory.path(), &clock);
    assert_eq!(opened, Opened::New);
    let refused = Disk::open(directory.path(), clock.clone()).map(|_| ()).unwrap_err();
    assert!(matches!(&refused, OpenError::InUse { holder, .. } if *holder == std::process::id().to_string()));
    assert!(refused.to_string().contains("Stop that one first"));
    store.close().await;
    assert_eq!(open(directory.path(), &clock).1, Opened::AsLeft);
}

#[tokio::test]
async fn a_database_that_is_gone_is_not_taken_for_a_first_start() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let (store, _) = open(directory.path(), &clock);
    store.close().await;
    fs::remove_dir_all(directory.path().join("db")).unwrap();
    assert!(matches!(Disk::open(directory.path(), clock).map(|_| ()), Err(OpenError::Gone { .. })));
}

#[tokio::test]
async fn a_damaged_snapshot_costs_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let (store, _) = open(directory.path(), &clock);
    store.commit(vec![put(1, b"kept".to_vec())]).await.unwrap();
    store.close().await;
    // sled writes a snapshot when it opens a log that has grown.
    open(directory.path(), &clock).0.close().await;
    let mut damaged = 0;
    for entry in fs::read_dir(directory.path().join("db")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("snap.") {
            fs::write(path, b"not a snapshot at all").unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0, "there is a snapshot to damage");
    let (store, opened) = open(directory.path(), &clock);
    assert!(matches!(opened, Opened::WithoutSnapshot(_)));
    assert_eq!(store.get(&key(1)).await.unwrap().unwrap().payload, b"kept");
    store.close().await;
}

#[test]
fn a_persons_id_is_in_no_key() {
    let pseudonyms = Pseudonyms::new([7; 32]);
    let user = 123_456_789_012_345_678_u64;
    let key = pseudonyms.person(user).key(Family(1));
    let contains = |needle: &[u8]| key.as_bytes().windows(needle.len()).any(|window| window == needle);
    assert!(!contains(&user.to_be_bytes()) && !contains(&user.to_le_bytes()) && !contains(user.to_string().as_bytes()));
    assert_eq!(pseudonyms.person(user), Pseudonyms::new([7; 32]).person(user), "the same person after a restart");
    assert_ne!(pseudonyms.person(user), Pseudonyms::new([8; 32]).person(user), "another installation's is another's");
}
