//! What a damaged disk may do to the store: refuse, mend, or lose sight of a record. Never serve a wrong one, never panic.

use std::fs;
use std::path::{Path, PathBuf};

use signpost::clock::Clock;
use signpost::store::{Change, Disk, Expect, Family, GuildScope, Key, OpenError, Store, StoreError, Write};

const RECORDS: u16 = 400;
const MUTATIONS: u64 = 200;

fn key(number: u16) -> Key {
    GuildScope::new(1).key(Family(1), &number.to_be_bytes())
}

/// What record `number` says after `round` rewrites; long enough that the log spans several segments.
fn payload(number: u16, round: u8) -> Vec<u8> {
    (0..600_u16).map(|at| u8::try_from((at ^ number.wrapping_mul(31) ^ u16::from(round)) & 0xff).unwrap()).collect()
}

async fn fill(directory: &Path) {
    let (store, _) = Disk::open(directory, Clock::system()).unwrap();
    for round in 0..3 {
        for chunk in (0..RECORDS).collect::<Vec<_>>().chunks(50) {
            let changes = chunk.iter().map(|number| Change {
                key: key(*number),
                expect: Expect::Anything,
                write: Write::Put { schema: 1, payload: payload(*number, round), expires: None },
            });
            store.commit(changes.collect()).await.unwrap();
        }
    }
    store.close().await;
    Disk::open(directory, Clock::system()).unwrap().0.close().await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).map(|_| ()).unwrap();
        }
    }
}

fn database_files(directory: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(directory.join("db"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && fs::metadata(path).unwrap().len() > 0)
        .collect();
    files.sort();
    files
}

/// Damages one file: a flipped bit, a zeroed block, a cut tail, or garbage over the start. The log is hit most.
fn mutate(directory: &Path, seed: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    let files = database_files(directory);
    let log = directory.join("db").join("db");
    let file = if random.u8(..4) > 0 { log } else { files[random.usize(..files.len())].clone() };
    let mut bytes = fs::read(&file).unwrap();
    let at = random.usize(..bytes.len());
    let what = match random.u8(..4) {
        0 => {
            bytes[at] ^= 1 << random.u8(..8);
            "bit"
        }
        1 => {
            let end = (at + 4_096).min(bytes.len());
            bytes[at..end].fill(0);
            "zeroes"
        }
        2 => {
            bytes.truncate(at);
            "cut"
        }
        _ => {
            for byte in bytes.iter_mut().skip(at).take(64) {
                *byte = random.u8(..);
            }
            "garbage"
        }
    };
    fs::write(&file, bytes).unwrap();
    format!("{what} at {at} of {}", file.file_name().unwrap().to_string_lossy())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_disk_never_gives_a_wrong_record() {
    let good = tempfile::tempdir().unwrap();
    fill(good.path()).await;
    let (mut refused, mut whole, mut partly) = (0, 0, 0);
    for seed in 0..MUTATIONS {
        let directory = tempfile::tempdir().unwrap();
        copy(good.path(), directory.path());
        let what = mutate(directory.path(), seed);
        let store = match Disk::open(directory.path(), Clock::system()) {
            Ok((store, _)) => store,
            Err(OpenError::Damaged { copy, .. }) => {
                assert!(copy.exists(), "{what}");
                refused += 1;
                continue;
            }
            Err(other) => panic!("{what}: {other}"),
        };
        let mut missing = 0;
        for number in 0..RECORDS {
            match store.get(&key(number)).await {
                Ok(Some(record)) => {
                    assert!(record.payload == payload(number, 2), "{what}: record {number} is stale or wrong");
                }
                Ok(None) => panic!("{what}: record {number} is gone without a word"),
                Err(StoreError::Damaged | StoreError::Read { .. }) => missing += 1,
                Err(other) => panic!("{what}: {other}"),
            }
        }
        if missing == 0 {
            whole += 1;
        } else {
            partly += 1;
        }
        store.close().await;
    }
    println!(
        "{MUTATIONS} damaged stores: {refused} refused with a copy kept, {whole} opened whole, {partly} opened with records missing"
    );
    assert_eq!(refused + whole + partly, MUTATIONS);
    assert!(refused > 0 && whole > 0, "the mutations reach what matters");
}
