//! A backup file: it comes back as it went, and anything that is not a whole backup is refused, saying where it breaks.

use std::fs;
use std::path::Path;

use signpost::clock::Clock;
use signpost::store::{Directory, RestoreError};

use super::{MIA, SAM, backed_up, goal, hex, open, tells, tips_with_a_name};

async fn filled(directory: &Path) -> String {
    let records = open(directory, &Clock::system()).await;
    tells(&records, MIA, "data-engineer").await;
    tells(&records, SAM, "ai-engineer").await;
    records.erase_person(records.scope(99), 1_795_000_000).await.unwrap();
    let file = directory.join("made.jsonl");
    backed_up(&records, &file).await;
    records.store().close().await;
    fs::read_to_string(file).unwrap()
}

async fn restored(text: &str) -> Result<(tempfile::TempDir, signpost::store::Restored), RestoreError> {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("backup.jsonl");
    fs::write(&file, text).unwrap();
    let directory = Directory::new(&place.path().join("data"), Clock::system());
    let restored = directory.restore(&file).await;
    if restored.is_err() {
        assert!(!place.path().join("data").exists(), "a file that cannot be used makes no directory");
    }
    restored.map(|restored| (place, restored))
}

#[tokio::test]
async fn everything_comes_back_in_a_new_place() {
    let first = tempfile::tempdir().unwrap();
    let text = filled(first.path()).await;
    let (place, restored) = restored(&text).await.unwrap();
    assert_eq!((restored.records, restored.erased, restored.expired, restored.aside), (4, 0, 0, None));
    let records = open(&place.path().join("data"), &Clock::system()).await;
    assert_eq!(goal(&records, MIA).await.as_deref(), Some("data-engineer"), "the secret came along");
    assert_eq!(tips_with_a_name(&records).await, 2);
    assert_eq!(records.tombstones().await.unwrap(), [(records.scope(99), 1_795_000_000)]);
    let again = place.path().join("again.jsonl");
    backed_up(&records, &again).await;
    records.store().close().await;
    // All but the time it was made, and so the checksum.
    let middle =
        |text: &str| text.lines().skip(1).filter(|line| line.contains("kind")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(middle(&fs::read_to_string(again).unwrap()), middle(&text));
}

#[tokio::test]
async fn a_file_that_is_not_a_whole_backup_is_refused_with_its_line() {
    let first = tempfile::tempdir().unwrap();
    let text = filled(first.path()).await;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7, "a first line, four records, a tombstone, a last line:\n{text}");
    let join = |lines: &[&str]| lines.join("\n") + "\n";
    let cases = [
        ("", "line 1 is not the first line of a Signpost backup"),
        ("hello\n", "line 1 is not the first line of a Signpost backup"),
        (&join(&lines[..5]), "ends after line 5, without its closing line"),
        (&text[..text.len() - 10], "ends after line 7, without its closing line"),
        (&text.replace("data-engineer", "data-analyst"), "line 7 does not sum up the 6 lines above it"),
        (&join(&[&lines[..2], &lines[3..]].concat()), "line 6 does not sum up the 5 lines above it"),
        (
            &text.replacen("\"kind\":\"learner\"", "\"kind\":\"learnt\"", 1),
            "line 2 is of a kind that this Signpost does not know",
        ),
        (&text.replacen("\"record\":{", "\"record\":}", 1), "line 2 cannot be read"),
        (&text.replacen("\"person\":\"", "\"person\":\"zz", 1), "line 2 does not say whose record it is"),
        (&format!("{text}{}\n", lines[1]), "line 8 stands after the closing line"),
        (&text.replacen("\"learner\":1", "\"learner\":9", 1), "\"learner\" has version 9, and this one knows 1"),
        (&text.replacen("\"signpost-backup\":1", "\"signpost-backup\":2", 1), "format has version 2"),
        (&text.replacen("\"schema\":1", "\"schema\":4", 1), "\"learner\" has version 4"),
    ];
    for (broken, why) in cases {
        let refused = restored(broken).await.unwrap_err().to_string();
        assert!(refused.contains(why) && refused.contains("Nothing was changed"), "{why}: {refused}");
    }
}

/// Every byte counts: whichever is changed, the file is refused.
#[tokio::test]
async fn no_byte_can_be_changed_unnoticed() {
    let first = tempfile::tempdir().unwrap();
    let text = filled(first.path()).await;
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..150 {
        let mut bytes = text.clone().into_bytes();
        let at = random.usize(..bytes.len());
        bytes[at] ^= 1 << random.u8(..7);
        let Ok(broken) = String::from_utf8(bytes) else { continue };
        assert!(restored(&broken).await.is_err(), "byte {at} was changed:\n{broken}");
    }
}

#[tokio::test]
async fn a_backup_names_people_by_pseudonym_only() {
    let first = tempfile::tempdir().unwrap();
    let text = filled(first.path()).await;
    let records = open(first.path(), &Clock::system()).await;
    assert!(text.contains(&hex(records.scope(MIA).as_bytes())));
    assert!(!text.contains(&MIA.to_string()));
    records.store().close().await;
}
