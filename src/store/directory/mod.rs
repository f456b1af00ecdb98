//! A data directory: everything that one installation keeps.
//!
//! ```text
//! db/                 the database, sled's own
//! acknowledged        how far acknowledgements have gone (`disk/mark`)
//! secret              what pseudonyms are made with
//! backups/            the daily ones, and those from before a migration (`backup/shelf`)
//! lock                held by the process that has the directory
//! signpost            says that there has been a database
//! control.sock        how the command line reaches the process that has it
//! restoring/          a restore under way ([`swap`])
//! before-restore-1/   what a restore replaced
//! db.damaged-1/       a copy from before a repair
//! ```
//!
//! Opening it is the whole ladder: finish a restore that was cut short; open the database, mending its snapshot if need
//! be; else go back to the newest backup, saying so loudly; else refuse. A database that only lost its newest writes, and
//! still reaches further than that backup, is preferred to it. Then older records are migrated, after a backup.

mod error;
mod owner;
mod restore;
mod secret;
mod swap;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backup::Shelf;
use super::disk::{DATABASE, Lock, Short, Survey};
use super::records::{due, migrate, of_family};
use super::{Disk, OpenError, Opened, Pseudonyms, REGISTRY, RecordError, Records, Registered, Store as _};
use crate::clock::Clock;

pub use error::DirectoryError;
pub use restore::{RestoreError, Restored};

/// A data directory, open or not.
#[derive(Clone, Debug)]
pub struct Directory {
    path: PathBuf,
    clock: Clock,
    registry: &'static [Registered],
}

impl Directory {
    /// The directory at `path`, which need not be there yet.
    pub fn new(path: &Path, clock: Clock) -> Self {
        Self { path: path.to_owned(), clock, registry: &REGISTRY }
    }

    /// The same, with other record types; for programs that keep more, and for tests of migrations.
    #[must_use]
    pub fn with_registry(self, registry: &'static [Registered]) -> Self {
        Self { registry, ..self }
    }

    /// Whether anything is kept there.
    pub fn has_data(&self) -> bool {
        self.path.join(DATABASE).exists() || swap::is_under_way(&self.path)
    }

    /// Opens the records, making the directory if there is none yet.
    ///
    /// # Errors
    /// Another process has it, it is damaged and there is no backup, it is a newer program's, or its secret is gone; the
    /// message says what to do.
    pub async fn open(&self) -> Result<(Records, Opened), DirectoryError> {
        let lock = self.lock().await?;
        match self.open_locked(lock.clone(), Short::Refused).await {
            Err(DirectoryError::Open(OpenError::Damaged { directory, copy, why, short })) => {
                let Some(opened) = self.fall_back(&lock, &copy, &why, short).await else {
                    let damage = OpenError::Damaged { directory, copy, why, short };
                    return Err(DirectoryError::NoBackup { directory: self.path.clone(), damage });
                };
                let short = if matches!(opened, Opened::Short { .. }) { Short::Taken } else { Short::Refused };
                let (open, _) = self.open_locked(lock, short).await?;
                self.migrated(open, opened).await
            }
            Ok((open, opened)) => self.migrated(open, opened).await,
            Err(error) => Err(error),
        }
    }

    /// Opens the records as they are, for whoever wants to look or to copy: goes back to no backup, and migrates nothing.
    ///
    /// # Errors
    /// As [`Directory::open`].
    pub async fn look(&self) -> Result<Records, DirectoryError> {
        match self.open_locked(self.lock().await?, Short::Refused).await {
            Ok(((records, _), _)) => Ok(records),
            Err(DirectoryError::Open(OpenError::Damaged { directory, copy, why, .. })) => {
                // The database is as it was; looking again must not fill the disk with copies.
                let _ = fs::remove_dir_all(copy);
                Err(DirectoryError::Damaged { directory, why })
            }
            Err(error) => Err(error),
        }
    }

    /// Makes the directory, if need be, and takes it; finishes a restore that was cut short.
    async fn lock(&self) -> Result<Lock, OpenError> {
        let path = self.path.clone();
        blocking(move || {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&path)?;
            let lock = Lock::take(&path)?;
            if let Some(aside) = swap::finish(&path)? {
                tracing::warn!(aside = %aside.display(), "a restore that was cut short is finished; what it replaced is kept");
            }
            Ok(lock)
        })
        .await
    }

    async fn disk(&self, lock: Lock, short: Short) -> Result<(Disk, Survey, Opened), OpenError> {
        let (path, clock) = (self.path.clone(), self.clock.clone());
        blocking(move || Disk::open_locked(&path, lock, clock, short)).await
    }

    async fn open_locked(&self, lock: Lock, short: Short) -> Result<((Records, Survey), Opened), DirectoryError> {
        let (disk, survey, opened) = self.disk(lock, short).await?;
        if let Err(error) = self.judge(&survey) {
            disk.close().await;
            return Err(error);
        }
        let secret = match secret::secret(&self.path, &disk).await {
            Ok(secret) => secret,
            Err(error) => {
                disk.close().await;
                return Err(error);
            }
        };
        let records =
            Records::new(Arc::new(disk), Arc::new(Pseudonyms::new(secret))).with(self.registry, Shelf::of(&self.path));
        records.finish_erasures().await;
        Ok(((records, survey), opened))
    }

    async fn migrated(
        &self,
        (records, survey): (Records, Survey),
        opened: Opened,
    ) -> Result<(Records, Opened), DirectoryError> {
        if let Err(error) = self.migrate(&records, &survey).await {
            records.store().close().await;
            return Err(DirectoryError::Migration { directory: self.path.clone(), error });
        }
        Ok((records, opened))
    }

    /// Whether this program knows everything that is there.
    fn judge(&self, survey: &Survey) -> Result<(), DirectoryError> {
        for (family, schema) in survey.schemas.keys() {
            let (records, known) = match of_family(self.registry, *family) {
                Some(registered) if *schema <= registered.schema => continue,
                Some(registered) => {
                    (format!("\"{}\" records", registered.name), format!("schema {} at the most", registered.schema))
                }
                None => ("records of a kind".to_owned(), "no such kind".to_owned()),
            };
            let (directory, found) = (self.path.clone(), format!("schema {schema}"));
            return Err(DirectoryError::Newer { directory, records, found, known });
        }
        Ok(())
    }

    async fn migrate(&self, records: &Records, survey: &Survey) -> Result<(), RecordError> {
        let Some(due) = due(self.registry, &survey.schemas) else { return Ok(()) };
        if !due.begun {
            let mut schemas = BTreeMap::new();
            for (family, schema) in survey.schemas.keys() {
                if let Some(registered) = of_family(self.registry, *family) {
                    schemas.insert(registered.name.to_owned(), *schema);
                }
            }
            let backup = records.back_up_before(&format!("{}-{}", due.name, due.to), schemas).await?;
            tracing::info!(backup = %backup.display(), "older records are migrated; a backup from before is kept");
        }
        let migrated = migrate(records).await?;
        tracing::info!(migrated, "older records are migrated");
        Ok(())
    }

    /// The last rung of the ladder: a database of the newest backup that is whole. Or the present one without its newest
    /// writes, if they are all that is gone and the backup reaches no further.
    async fn fall_back(&self, lock: &Lock, copy: &Path, why: &str, short: Option<u64>) -> Option<Opened> {
        let (shelf, registry) = (Shelf::of(&self.path), self.registry);
        let newest = tokio::task::spawn_blocking(move || shelf.newest_whole(registry)).await.ok()?;
        let (backup, summary) = newest?;
        if short.is_some_and(|version| version >= summary.version) {
            tracing::error!(
                %why,
                copy = %copy.display(),
                "THE DATABASE LOST ITS NEWEST WRITES and goes on without them, for no backup reaches further; a copy is kept"
            );
            return Some(Opened::Short { why: why.to_owned(), copy: copy.to_owned() });
        }
        match self.replace(lock.clone(), &backup, BTreeMap::new()).await {
            Ok(restored) => {
                // The same is in the folder that the restore put aside.
                let _ = fs::remove_dir_all(copy);
                let aside = restored.aside.unwrap_or_default();
                tracing::error!(
                    %why,
                    backup = %backup.display(),
                    aside = %aside.display(),
                    "THE DATABASE WAS DAMAGED AND IS BACK TO ITS NEWEST BACKUP: what came after it is lost; the damaged one is kept"
                );
                Some(Opened::FromBackup { made: summary.made, aside, why: why.to_owned() })
            }
            Err(error) => {
                tracing::error!(%error, "the newest backup could not be restored");
                None
            }
        }
    }
}

impl Records {
    /// Opens the records in `directory`, making it if there is none yet.
    ///
    /// # Errors
    /// As [`Directory::open`].
    pub async fn open(directory: &Path, clock: Clock) -> Result<(Self, Opened), DirectoryError> {
        Directory::new(directory, clock).open().await
    }
}

/// Runs `work` where blocking is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> Result<T, OpenError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| OpenError::Directory(io::Error::other(error)))?
}
