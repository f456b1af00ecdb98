//! Replays what the fuzzers found worth keeping, on every `cargo test`.

mod properties;

use std::fs;
use std::path::{Path, PathBuf};

fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn messages_that_fuzzing_kept() {
    let advisor = crate::support::advisor();
    for file in corpus("message") {
        properties::message(&advisor, &String::from_utf8_lossy(&fs::read(file).unwrap()));
    }
}

#[test]
fn content_files_that_fuzzing_kept() {
    for file in corpus("content_file") {
        let bytes = fs::read(file).unwrap();
        if let Some((first, rest)) = bytes.split_first() {
            properties::content_file(properties::PATHS[usize::from(*first) % properties::PATHS.len()], rest);
        }
    }
}
