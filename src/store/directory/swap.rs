//! Putting a whole new database in the place of the present one: all of it or nothing, whatever happens meanwhile.
//!
//! The new one is built in a folder of its own inside the data directory (beside it would be no good where the directory
//! is a mount). A file there, written last, says that it is complete. From then on the exchange goes on to its end, in
//! this process or at the next start: every step is a rename, and does nothing where it has been done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::backup::{Draft, FOLDER as BACKUPS};
use super::super::disk::{DATABASE, MARK, MARKER, sync_directory};
use super::secret;

/// Where the new one is built.
const FRESH: &str = "restoring";
/// Says there that it is complete.
const READY: &str = "ready";
/// What the folder of what was replaced is called, with a number.
const ASIDE: &str = "before-restore-";

/// How the exchange ends.
#[derive(Debug, Serialize, Deserialize)]
struct Ready {
    /// Where the present one goes, in the data directory.
    aside: String,
    /// Whether the backups go there, too: they are of another installation.
    backups: bool,
}

/// Whether there is one to be finished.
pub(super) fn is_under_way(directory: &Path) -> bool {
    directory.join(FRESH).join(READY).exists()
}

/// Makes an empty folder for the new one.
pub(super) fn begin(directory: &Path) -> io::Result<PathBuf> {
    let fresh = directory.join(FRESH);
    remove(&fresh)?;
    fs::create_dir(&fresh)?;
    Ok(fresh)
}

/// Puts the new one, which is complete and closed, in the place of the present one. Returns where that is now, if there
/// was one.
pub(super) fn commit(directory: &Path, backups: bool) -> io::Result<Option<PathBuf>> {
    let mut number = 1;
    while directory.join(format!("{ASIDE}{number}")).exists() {
        number += 1;
    }
    let ready = Ready { aside: format!("{ASIDE}{number}"), backups };
    let mut draft = Draft::begin(&directory.join(FRESH).join(READY))?;
    draft.write(&serde_json::to_string(&ready)?)?;
    draft.finish()?;
    sync_directory(directory)?;
    tracing::info!("the new database is complete");
    finish(directory)
}

/// Finishes an exchange that is ready, and clears away one that never became so. Returns where the one that was replaced
/// is, if there was one.
pub(super) fn finish(directory: &Path) -> io::Result<Option<PathBuf>> {
    let fresh = directory.join(FRESH);
    let ready = match fs::read(fresh.join(READY)) {
        Ok(ready) => ready,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            remove(&fresh)?;
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let ready: Ready = serde_json::from_slice(&ready)?;
    let aside = directory.join(&ready.aside);
    for name in [DATABASE, secret::NAME, MARK] {
        if fresh.join(name).exists() {
            put_aside(directory, &aside, name)?;
            step(&fresh, directory, name)?;
        }
    }
    if ready.backups {
        put_aside(directory, &aside, BACKUPS)?;
    }
    if !directory.join(MARKER).exists() {
        step(&fresh, directory, MARKER)?;
    }
    remove(&fresh)?;
    sync_directory(directory)?;
    Ok(Some(aside).filter(|aside| aside.exists()))
}

fn put_aside(directory: &Path, aside: &Path, name: &str) -> io::Result<()> {
    if directory.join(name).exists() && !aside.join(name).exists() {
        fs::create_dir_all(aside)?;
        step(directory, aside, name)?;
    }
    Ok(())
}

/// One rename, durably.
fn step(from: &Path, to: &Path, name: &str) -> io::Result<()> {
    fs::rename(from.join(name), to.join(name))?;
    sync_directory(to)?;
    sync_directory(from)?;
    tracing::info!(name, to = %to.display(), "moved");
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
