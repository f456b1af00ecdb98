//! The ladder that opens a database: as it is; from a copy without its snapshot; not at all, with what to do. It never
//! starts empty where there was something. Its last rung, the newest backup, is the data directory's (`directory`).

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::engine::{Engine, Survey, sync_directory};
use super::lock::Lock;
use super::mark::Mark;

/// sled's own folder in the data directory.
pub(in crate::store) const DATABASE: &str = "db";
/// Says that this directory has had a database, so that a missing one is not taken for a first start.
pub(in crate::store) const MARKER: &str = "signpost";

/// Why a store did not open, in words for the operator.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another process has it.
    #[error(
        "{directory} is in use by another Signpost (process {holder}). Stop that one first, or give this one another --data."
    )]
    InUse {
        /// The data directory.
        directory: PathBuf,
        /// The other's process id.
        holder: String,
    },
    /// There was a database, and it is gone.
    #[error(
        "{directory} has had a database, and its folder `{DATABASE}` is gone. Put the folder back, or bring the data back with \
         `signpost restore FILE` from a backup ({directory}/backups has the daily ones). To start anew on purpose, remove \
         the file `{MARKER}` there."
    )]
    Gone {
        /// The data directory.
        directory: PathBuf,
    },
    /// The database is damaged beyond what can be mended here.
    #[error("The database in {directory} is damaged: {why}. Nothing was changed; a copy is in {copy}.")]
    Damaged {
        /// The data directory.
        directory: PathBuf,
        /// Where the copy is.
        copy: PathBuf,
        /// What the database said.
        why: String,
        /// The version it got to, if all that is wrong is that its newest writes are gone.
        short: Option<u64>,
    },
    /// The directory cannot be used.
    #[error("The data directory cannot be used: {0}. Check that it exists, that its disk has room, and who owns it.")]
    Directory(#[from] io::Error),
}

/// How a store opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// For the first time.
    New,
    /// As it was left.
    AsLeft,
    /// From its log, after its snapshot turned out to be damaged. The damaged files are in this folder.
    WithoutSnapshot(PathBuf),
    /// Without its newest writes, which are gone, because no backup reaches further. The files as they were found are in
    /// this folder. Only a [`Directory`](crate::store::Directory) decides so.
    Short {
        /// What was wrong.
        why: String,
        /// The copy.
        copy: PathBuf,
    },
    /// From the newest backup that is whole, because the database could not be mended: what came after it is lost.
    /// Only a [`Directory`](crate::store::Directory) has backups.
    FromBackup {
        /// When the backup was made, in seconds since 1970.
        made: u64,
        /// Where the damaged database is.
        aside: PathBuf,
        /// What was wrong with it.
        why: String,
    },
}

/// What one process has of a directory while it is open.
#[derive(Debug)]
pub(super) struct Holding {
    #[expect(dead_code, reason = "holding it is what it is for")]
    pub(super) lock: Lock,
    pub(super) mark: Mark,
}

/// What to do with a database that lost its newest writes and is whole otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Short {
    /// Nothing; it is damaged.
    Refused,
    /// Go on without them.
    Taken,
}

pub(super) fn open(directory: &Path, lock: Lock, short: Short) -> Result<(Engine, Holding, Survey, Opened), OpenError> {
    let holding = Holding { lock, mark: Mark::open(directory)? };
    let acknowledged = if short == Short::Taken { 0 } else { holding.mark.read()? };
    let database = directory.join(DATABASE);
    let marker = directory.join(MARKER);
    let fresh = !database.exists();
    if fresh && marker.exists() {
        return Err(OpenError::Gone { directory: directory.to_owned() });
    }
    let why = match attempt(&database, acknowledged) {
        Ok((engine, survey)) => {
            if short == Short::Taken {
                holding.mark.write(engine.last_version())?;
            }
            if !marker.exists() {
                fs::write(&marker, "This directory holds a Signpost database.\n")?;
                sync_directory(directory)?;
            }
            return Ok((engine, holding, survey, if fresh { Opened::New } else { Opened::AsLeft }));
        }
        Err(Failure::Disk(error)) => return Err(error.into()),
        Err(Failure::Damaged(why) | Failure::Short(why, _)) => why,
    };
    let copy = copy_aside(directory, &database)?;
    tracing::error!(%why, copy = %copy.display(), "the database is damaged; trying it without its snapshot");
    for snapshot in snapshots(&database)? {
        fs::remove_file(snapshot)?;
    }
    match attempt(&database, acknowledged) {
        Ok((engine, survey)) => Ok((engine, holding, survey, Opened::WithoutSnapshot(copy))),
        Err(failure) => {
            // Leave everything as it was found.
            fs::remove_dir_all(&database)?;
            copy_files(&copy, &database)?;
            let (why, short) = match failure {
                Failure::Damaged(why) => (why, None),
                Failure::Short(why, version) => (why, Some(version)),
                Failure::Disk(error) => (error.to_string(), None),
            };
            Err(OpenError::Damaged { directory: directory.to_owned(), copy, why, short })
        }
    }
}

enum Failure {
    Disk(io::Error),
    Damaged(String),
    /// Its newest writes are gone; this is the version it got to.
    Short(String, u64),
}

/// Opens and reads everything once: sled may only find damage, or panic over it, as it reads.
fn attempt(database: &Path, acknowledged: u64) -> Result<(Engine, Survey), Failure> {
    let opened = catch_unwind(AssertUnwindSafe(|| -> Result<(Engine, Survey), sled::Error> {
        let engine = Engine::open(database)?;
        let survey = engine.survey()?;
        Ok((engine, survey))
    }));
    let (engine, survey) = match opened {
        Ok(Ok(opened)) => opened,
        Ok(Err(sled::Error::Io(error)))
            if !matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData) =>
        {
            return Err(Failure::Disk(error));
        }
        Ok(Err(error)) => return Err(Failure::Damaged(error.to_string())),
        Err(_) => return Err(Failure::Damaged("the database engine stopped while reading it".to_owned())),
    };
    let version = engine.last_version();
    let lost = acknowledged.saturating_sub(version);
    if lost > 0 {
        return Err(Failure::Short(format!("its newest {lost} writes are gone"), version));
    }
    if survey.damaged > 0 {
        tracing::error!(damaged = survey.damaged, "some records are damaged; they are not served");
    }
    Ok((engine, survey))
}

fn snapshots(database: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(database)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("snap.")) {
            found.push(path);
        }
    }
    Ok(found)
}

fn copy_aside(directory: &Path, database: &Path) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let copy = directory.join(format!("{DATABASE}.damaged-{number}"));
        if !copy.exists() {
            copy_files(database, &copy)?;
            return Ok(copy);
        }
        number += 1;
    }
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_files(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    sync_directory(to)
}
