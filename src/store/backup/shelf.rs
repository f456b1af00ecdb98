//! The daily backups of a data directory, in its folder `backups`: the newest few, without whoever was erased since.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use tokio::sync::{Mutex, MutexGuard, mpsc};

use super::super::{PersonScope, Registered};
use super::{BackupError, Draft, Summary, aside, forget, note, summary};

/// The folder's name.
pub(in crate::store) const FOLDER: &str = "backups";
/// Daily backups that are kept.
const DAILY: usize = 7;
/// Backups from before a migration that are kept.
const BEFORE_MIGRATIONS: usize = 2;
/// How the names of the latter go on after the time.
const BEFORE: &str = "-before-";
/// The folder. One at a time writes in it.
#[derive(Debug)]
pub(in crate::store) struct Shelf {
    folder: PathBuf,
    alone: Mutex<()>,
}

/// The folder, for whoever may write in it.
pub(in crate::store) struct Alone<'a> {
    folder: &'a Path,
    _guard: MutexGuard<'a, ()>,
}

impl Shelf {
    pub(in crate::store) fn of(data: &Path) -> Self {
        Self { folder: data.join(FOLDER), alone: Mutex::new(()) }
    }

    /// Waits until nobody else writes in it.
    pub(in crate::store) async fn alone(&self) -> Alone<'_> {
        Alone { folder: &self.folder, _guard: self.alone.lock().await }
    }

    /// Throws away what was put aside in the data directory too long ago. Returns how much that was.
    pub(in crate::store) async fn clear_asides(&self, now: u64) -> io::Result<usize> {
        let Some(data) = self.folder.parent().map(Path::to_owned) else { return Ok(0) };
        blocking(move || aside::clear(&data, now)).await
    }

    /// The newest backup that is whole, with what it holds. Blocks.
    pub(in crate::store) fn newest_whole(&self, registry: &'static [Registered]) -> Option<(PathBuf, Summary)> {
        backups(&self.folder).into_iter().rev().find_map(|path| match summary(&path, registry) {
            Ok(summary) => Some((path, summary)),
            Err(error) => {
                tracing::error!(%error, "a backup cannot be used");
                None
            }
        })
    }
}

impl Alone<'_> {
    /// When the newest backup was made, by its name, in seconds since 1970.
    pub(in crate::store) fn newest(&self) -> Option<u64> {
        backups(self.folder).iter().rev().find_map(|path| made(path))
    }

    /// Throws away the oldest beyond what is kept.
    pub(in crate::store) async fn trim(&self) {
        let folder = self.folder.to_owned();
        // It warns of what it could not remove.
        let _ = blocking(move || {
            trim(&folder);
            Ok(())
        })
        .await;
    }

    /// Puts a backup there, made at `made`, whose lines come from `lines`; `before` names the migration it precedes.
    pub(in crate::store) async fn put(
        &self,
        made: u64,
        before: Option<&str>,
        mut lines: mpsc::Receiver<String>,
    ) -> io::Result<PathBuf> {
        let suffix = before.map(|before| format!("{BEFORE}{before}")).unwrap_or_default();
        let path = self.folder.join(format!("{}{suffix}.jsonl", name(made)));
        let folder = self.folder.to_owned();
        blocking(move || {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
            let mut draft = Draft::begin(&path)?;
            let mut closed = false;
            while let Some(text) = lines.blocking_recv() {
                draft.write(&text)?;
                closed = text.starts_with("{\"records\":");
            }
            if !closed {
                return Err(io::Error::other("not all could be read"));
            }
            draft.finish()?;
            Ok(path)
        })
        .await
    }

    /// Notes that somebody is being erased, durably.
    pub(in crate::store) async fn note(&self, person: PersonScope, at: u64) -> io::Result<()> {
        if !self.folder.exists() {
            return Ok(());
        }
        let folder = self.folder.to_owned();
        blocking(move || {
            let mut all = note::read(&folder)?;
            all.retain(|(there, _)| *there != person);
            all.push((person, at));
            note::write(&folder, &all)
        })
        .await
    }

    /// Who was being erased when the process ended.
    pub(in crate::store) async fn noted(&self) -> Vec<(PersonScope, u64)> {
        let folder = self.folder.to_owned();
        blocking(move || note::read(&folder)).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the note of erasures under way cannot be read");
            Vec::new()
        })
    }

    /// Notes that an erasure is finished.
    pub(in crate::store) async fn unnote(&self, person: PersonScope) -> io::Result<()> {
        let folder = self.folder.to_owned();
        blocking(move || {
            let mut all = note::read(&folder)?;
            let before = all.len();
            all.retain(|(there, _)| *there != person);
            if all.len() == before { Ok(()) } else { note::write(&folder, &all) }
        })
        .await
    }

    /// Takes a person out of every backup made by then, and leaves a tombstone there. A backup that cannot be read goes:
    /// it is of no use, and may name them.
    pub(in crate::store) async fn forget(
        &self,
        registry: &'static [Registered],
        person: PersonScope,
        at: u64,
        by_then: u64,
    ) -> io::Result<()> {
        let folder = self.folder.to_owned();
        blocking(move || {
            clear_drafts(&folder);
            for path in backups(&folder).into_iter().filter(|path| made(path).is_some_and(|made| made <= by_then)) {
                match forget::without(&path, registry, person, at) {
                    Ok(draft) => draft.finish()?,
                    Err(BackupError::Read { why, .. }) => return Err(why),
                    Err(error) => {
                        tracing::warn!(%error, "a backup that cannot be read is thrown away, for it may hold what was erased");
                        fs::remove_file(&path)?;
                    }
                }
            }
            Ok(())
        })
        .await
    }
}

/// The backups, oldest first.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = entries(folder).into_iter().filter(|path| made(path).is_some()).collect();
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default()
}

/// Throws away what is too old, and drafts that nobody finished.
fn trim(folder: &Path) {
    let (before, daily): (Vec<_>, Vec<_>) =
        backups(folder).into_iter().partition(|path| path.to_string_lossy().contains(BEFORE));
    let old = |all: Vec<PathBuf>, keep: usize| {
        let too_many = all.len().saturating_sub(keep);
        all.into_iter().take(too_many)
    };
    remove(old(daily, DAILY).chain(old(before, BEFORE_MIGRATIONS)));
    clear_drafts(folder);
}

fn clear_drafts(folder: &Path) {
    remove(entries(folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "new")));
}

fn remove(paths: impl Iterator<Item = PathBuf>) {
    for path in paths {
        if let Err(error) = fs::remove_file(&path) {
            tracing::warn!(%error, path = %path.display(), "an old backup could not be removed");
        }
    }
}

/// A moment as file names say it; they sort by it.
fn name(made: u64) -> String {
    let seconds = i64::try_from(made).unwrap_or(i64::MAX);
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX).strftime("%Y-%m-%dT%H-%M-%SZ").to_string()
}

/// The moment that a backup's name says.
fn made(path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_str()?.strip_suffix(".jsonl")?;
    let (time, _) = name.split_once('Z')?;
    let time = jiff::civil::DateTime::strptime("%Y-%m-%dT%H-%M-%S", time).ok()?;
    u64::try_from(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second()).ok()
}

/// Runs `work` where blocking is allowed.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_the_time_and_sort_by_it() {
        let path = |made| PathBuf::from(format!("{}.jsonl", name(made)));
        assert_eq!(path(1_795_866_300), PathBuf::from("2026-11-28T11-45-00Z.jsonl"));
        assert_eq!(made(&path(1_795_866_300)), Some(1_795_866_300));
        assert_eq!(made(Path::new("2026-11-28T11-45-00Z-before-learner-2.jsonl")), Some(1_795_866_300));
        assert_eq!((made(Path::new("erasing")), made(Path::new("notes.jsonl"))), (None, None));
        assert!(name(999_999_999) < name(1_000_000_000));
    }
}
