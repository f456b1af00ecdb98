//! Why a data directory cannot be used.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::super::{OpenError, RecordError, StoreError};
use super::secret;

/// Why a data directory cannot be used, in words for the operator.
#[derive(Debug, Error)]
pub enum DirectoryError {
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is damaged, and was only to be looked at.
    #[error(
        "The database in {directory} is damaged: {why}. Nothing was changed. Start the bot: it goes back to the newest backup that is whole, \
         if there is one, and keeps the damaged files."
    )]
    Damaged {
        /// The data directory.
        directory: PathBuf,
        /// What the database said.
        why: String,
    },
    /// It is damaged, and no backup can take its place.
    #[error(
        "{damage} No backup in {directory}/backups can be used. If you have one elsewhere, run `signpost restore FILE` with it."
    )]
    NoBackup {
        /// The data directory.
        directory: PathBuf,
        /// What is wrong with the database.
        damage: OpenError,
    },
    /// The database opened, and a first look into it failed.
    #[error(
        "The database in {directory} cannot be read: {error}. Stop the bot and bring the data back with `signpost restore FILE`; \
         {directory}/backups has the daily backups."
    )]
    Read {
        /// The data directory.
        directory: PathBuf,
        /// What the store said.
        error: StoreError,
    },
    /// There are records, and the secret is gone.
    #[error(
        "{path} is gone, and without it nobody's records can be found again. Put it back, or run `signpost restore FILE` with your \
         newest backup, which has it; to start anew on purpose, give another --data."
    )]
    SecretGone {
        /// The secret.
        path: PathBuf,
    },
    /// The secret is there and cannot be used.
    #[error(
        "{path} cannot be used: {why}. It must hold the {bytes} bytes that were written there at the first start, and be readable for this user.",
        bytes = secret::BYTES
    )]
    Secret {
        /// The secret.
        path: PathBuf,
        /// Why not.
        why: io::Error,
    },
    /// Records were written by a newer program.
    #[error(
        "{directory} was used by a newer Signpost: it has {records} with {found}, and this one knows {known}. Nothing was changed. Run the \
         newer Signpost again, or go back to a backup from before it with `signpost restore FILE`; {directory}/backups may have one."
    )]
    Newer {
        /// The data directory.
        directory: PathBuf,
        /// What is newer.
        records: String,
        /// What it has.
        found: String,
        /// What we know.
        known: String,
    },
    /// Older records could not be migrated.
    #[error(
        "The records in {directory} could not be brought to the form that this Signpost writes: {error}. Nothing is lost: each record is \
         whole, and {directory}/backups has a backup from before. Make room on the disk if it is full, then start again."
    )]
    Migration {
        /// The data directory.
        directory: PathBuf,
        /// What went wrong.
        error: RecordError,
    },
}
