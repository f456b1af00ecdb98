//! Content mistakes, each laid over a small good base, and the exact words they are met with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use signpost::content::{self, CHECKS, Origin};

/// The day the checks of this file are made on.
const TODAY: Date = date(2026, 11, 21);

/// Set in the environment to write the expected texts anew after a message has changed; then read the difference.
const WRITE_ANEW: &str = "SIGNPOST_WRITE_EXPECTED";

fn broken() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

/// The good base with a mistake laid over it.
fn laid_over(mistake: Option<&Path>) -> tempfile::TempDir {
    let content = tempfile::tempdir().unwrap();
    copy(&broken().join("_base"), content.path());
    if let Some(mistake) = mistake {
        copy(mistake, content.path());
        // A mistake may be that something is not there.
        for missing in fs::read_to_string(mistake.join("without.txt")).unwrap_or_default().lines() {
            fs::remove_file(content.path().join(missing)).unwrap();
        }
    }
    content
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else if !path.ends_with("expected.txt") && !path.ends_with("without.txt") {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// What `signpost check` prints about a folder, with paths as seen from inside it.
fn printed(folder: &Path) -> (u8, String) {
    let mut out = Vec::new();
    let code = content::report(Some(folder), &Origin::default(), TODAY, &mut out).unwrap();
    let prefix = format!("{}/", folder.display());
    (code, String::from_utf8(out).unwrap().replace(&prefix, ""))
}

fn mistakes() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(broken()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.is_dir() && !folder.ends_with("_base"));
    folders.sort();
    folders
}

#[test]
fn the_base_has_no_problems() {
    assert_eq!(printed(laid_over(None).path()), (0, "No problems in 12 files.\n".to_owned()));
}

#[test]
fn every_mistake_is_met_with_its_exact_message() {
    let mut wrong = Vec::new();
    for mistake in mistakes() {
        let (code, text) = printed(laid_over(Some(&mistake)).path());
        let expected = mistake.join("expected.txt");
        if std::env::var_os(WRITE_ANEW).is_some() {
            fs::write(&expected, &text).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        let only_warnings = !wanted.lines().any(|line| line.contains(" problem"));
        if text != wanted || code != u8::from(!only_warnings) {
            wrong.push(format!("{} (exit {code})\n{text}\ninstead of\n{wanted}", mistake.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}

#[test]
fn every_check_is_shown_by_some_mistake() {
    let mut shown = BTreeSet::new();
    for mistake in mistakes() {
        let content = laid_over(Some(&mistake));
        let origin = Origin::in_folder(content.path()).unwrap();
        shown.extend(content::check(&origin, TODAY).iter().map(|problem| problem.check));
    }
    let listed: BTreeSet<&str> = CHECKS.iter().map(|check| check.name).collect();
    // Two names that collide cannot be made up, a card is cut only where the page is too long already, and what
    // cannot be read is tried below.
    let elsewhere = BTreeSet::from(["buttons_distinct", "cards_fit", "folders_readable"]);
    let unlisted: Vec<_> = shown.difference(&listed).collect();
    let unshown: Vec<_> = listed.difference(&shown).filter(|name| !elsewhere.contains(**name)).collect();
    assert_eq!((unlisted, unshown), (vec![], vec![]));
}

#[test]
fn a_folder_that_is_not_there_is_told_apart_from_a_mistake() {
    let (code, text) = printed(Path::new("no/such/folder"));
    assert_eq!(code, 2);
    assert_eq!(text, "no/such/folder: holds neither knowledge/ nor intents/. Name the folder that the two lie in.\n");
    let origin = Origin { knowledge: Some(PathBuf::from("no/knowledge")), ..Origin::default() };
    let mut out = Vec::new();
    assert_eq!(content::report(None, &origin, TODAY, &mut out).unwrap(), 2);
}

/// What runs as a regex costs every message; five such patterns once cost more than the other sixteen hundred.
#[test]
fn every_shipped_pattern_runs_over_words() {
    let loaded = content::load(&Origin::default(), TODAY).unwrap();
    assert_eq!(loaded.advisor.patterns_by_letters(), [""; 0], "leave out optional spaces, and letters beside `\\w+`");
}
