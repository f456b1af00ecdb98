//! From a backup to a database in place of the present one.
//!
//! Whoever was erased stays erased: the tombstones of the present database and of the backup are joined, and what a
//! tombstone at least as young as the backup names does not come back.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use tokio::sync::mpsc;

use super::super::backup::{BackupError, Header, Item, Shelf, read, spared, unhex};
use super::super::disk::{DATABASE, Lock, Short};
use super::super::key::Named;
use super::super::memory::alive;
use super::super::records::{erased_at, stone};
use super::super::{
    Change, Disk, Expect, Key, OpenError, PersonScope, Pseudonyms, Record, Records, Registered, Store, StoreError,
    Write,
};
use super::{Directory, DirectoryError, secret, swap};

/// Records written at a time.
const PAGE: usize = 256;

/// Who was erased, and when, in seconds since 1970.
type Stones = BTreeMap<PersonScope, u64>;

/// Why a backup was not restored, in words for the operator. The data is as it was.
#[derive(Debug, Error)]
pub enum RestoreError {
    /// The backup cannot be used.
    #[error("{0}. Nothing was changed.")]
    Backup(#[from] BackupError),
    /// The data directory cannot be used.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The new database could not be written.
    #[error("The data could not be written: {why}. Nothing was changed; make room on the disk, then try again.")]
    Write {
        /// What the disk said.
        why: String,
    },
}

impl From<OpenError> for RestoreError {
    fn from(error: OpenError) -> Self {
        Self::Directory(error.into())
    }
}

/// What a restore did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made, in seconds since 1970.
    pub made: u64,
    /// Records that are back.
    pub records: usize,
    /// Records that stay away, because whose they are was erased since.
    pub erased: usize,
    /// Records that stay away, because their time is over.
    pub expired: usize,
    /// Where what was there before is now.
    pub aside: Option<PathBuf>,
    /// The present database was damaged, so that who was erased since its last backup is not known.
    pub forgetful: bool,
}

impl Directory {
    /// Replaces everything in this directory by what is in a backup. What was there is kept aside.
    ///
    /// # Errors
    /// Another process has the directory, or the backup is not whole; then nothing was changed.
    pub async fn restore(&self, backup: &Path) -> Result<Restored, RestoreError> {
        // First of all the backup: a wrong file must not even make a directory.
        let _ = self.contents(backup).await?;
        let lock = self.lock().await?;
        let (stones, forgetful) = self.erased(lock.clone()).await?;
        let restored = self.replace(lock, backup, stones).await?;
        Ok(Restored { forgetful, ..restored })
    }

    /// Builds a database of a backup and of these tombstones, and puts it in the place of the present one.
    pub(super) async fn replace(
        &self,
        lock: Lock,
        backup: &Path,
        mut stones: Stones,
    ) -> Result<Restored, RestoreError> {
        let (header, theirs) = self.contents(backup).await?;
        for (person, at) in theirs {
            let stone = stones.entry(person).or_default();
            *stone = at.max(*stone);
        }
        let secret: Option<[u8; secret::BYTES]> = unhex(&header.secret).and_then(|secret| secret.try_into().ok());
        let Some(secret) = secret else {
            let why = io::Error::other("its first line holds no secret that could be used");
            return Err(BackupError::Read { path: backup.to_owned(), why }.into());
        };
        let fresh = swap::begin(&self.path).map_err(|error| written(&error))?;
        let disk = {
            let (fresh, clock) = (fresh.clone(), self.clock.clone());
            super::blocking(move || Disk::open(&fresh, clock)).await?.0
        };
        let filled = self.fill(&disk, backup, header.made, &stones).await;
        disk.close().await;
        let restored = filled?;
        secret::put(&fresh, &secret).map_err(|error| written(&error))?;
        let same = secret::read(&self.path.join(secret::NAME)).is_ok_and(|present| present == secret);
        let aside = swap::commit(&self.path, !same).map_err(|error| written(&error))?;
        drop(lock);
        Ok(Restored { made: header.made, aside, ..restored })
    }

    /// Who was erased here. From the newest backup where the database cannot say; then that is said.
    async fn erased(&self, lock: Lock) -> Result<(Stones, bool), RestoreError> {
        if !self.path.join(DATABASE).exists() {
            return Ok((self.erased_by_backup().await, false));
        }
        match self.disk(lock, Short::Refused).await {
            Ok((disk, ..)) => {
                let records = Records::new(std::sync::Arc::new(disk), std::sync::Arc::new(Pseudonyms::new([0; 32])));
                let stones = records.tombstones().await;
                records.store().close().await;
                let stones = stones.map_err(|error| RestoreError::Write { why: error.to_string() })?;
                Ok((stones.into_iter().collect(), false))
            }
            Err(OpenError::Damaged { copy, .. }) => {
                // The database itself is kept aside.
                let _ = std::fs::remove_dir_all(copy);
                Ok((self.erased_by_backup().await, true))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn erased_by_backup(&self) -> Stones {
        let (shelf, registry) = (Shelf::of(&self.path), self.registry);
        let newest = tokio::task::spawn_blocking(move || shelf.newest_whole(registry)).await.ok().flatten();
        match newest {
            Some((path, _)) => self.contents(&path).await.map(|(_, stones)| stones).unwrap_or_default(),
            None => Stones::new(),
        }
    }

    /// Reads a backup to its end: its first line, and who was erased when it was made.
    async fn contents(&self, backup: &Path) -> Result<(Header, Stones), BackupError> {
        let (path, registry) = (backup.to_owned(), self.registry);
        let reading = tokio::task::spawn_blocking(move || {
            let (mut header, mut stones) = (None, Stones::new());
            read(&path, registry, |item| {
                match item {
                    Item::Header(first) => header = Some(first),
                    Item::Entry(key, record) => {
                        if let (Some(Named::Erased(person)), Some(at)) = (key.names(), erased_at(&record)) {
                            stones.insert(person, at);
                        }
                    }
                    Item::Closing => {}
                }
                Ok(())
            })?;
            let why = || io::Error::other("it has no first line");
            header.map(|header| (header, stones)).ok_or_else(|| BackupError::Read { path, why: why() })
        });
        let why = |error| BackupError::Read { path: backup.to_owned(), why: io::Error::other(error) };
        reading.await.map_err(why)?
    }

    /// Writes what a backup holds into a database, without whoever was erased since it was made.
    async fn fill(&self, disk: &Disk, backup: &Path, made: u64, stones: &Stones) -> Result<Restored, RestoreError> {
        let (send, mut receive) = mpsc::channel::<(Key, Record)>(PAGE);
        let (path, registry) = (backup.to_owned(), self.registry);
        let reading = tokio::task::spawn_blocking(move || {
            read(&path, registry, |item| match item.entry() {
                Some(entry) => send.blocking_send(entry).map_err(|_| io::Error::other("it was given up")),
                None => Ok(()),
            })
        });
        let since: Vec<PersonScope> = stones.iter().filter(|(_, at)| **at >= made).map(|(person, _)| *person).collect();
        let now = self.clock.now().as_secs();
        let mut restored = Restored::default();
        let mut page = Vec::new();
        while let Some((key, record)) = receive.recv().await {
            if matches!(key.names(), Some(Named::Erased(_))) {
                continue;
            }
            if !alive(&record, now) {
                restored.expired += 1;
                continue;
            }
            let Some(record) = without_all(registry, &key, record, &since) else {
                restored.erased += 1;
                continue;
            };
            restored.records += 1;
            let write = Write::Put { schema: record.schema, payload: record.payload, expires: record.expires };
            page.push(Change { key, expect: Expect::Anything, write });
            if page.len() == PAGE {
                commit(disk, std::mem::take(&mut page)).await?;
            }
        }
        let read = reading.await.map_err(|error| written(&io::Error::other(error)))?;
        read?;
        for (person, at) in stones {
            page.push(Change { key: Key::tombstone(person), expect: Expect::Anything, write: stone(*at) });
        }
        for rest in page.chunks(PAGE) {
            commit(disk, rest.to_vec()).await?;
        }
        Ok(restored)
    }
}

fn without_all(registry: &'static [Registered], key: &Key, record: Record, erased: &[PersonScope]) -> Option<Record> {
    match key.names()? {
        Named::Person(whose, _) => (!erased.contains(&whose)).then_some(record),
        _ => erased.iter().try_fold(record, |record, person| spared(registry, key, record, *person)),
    }
}

async fn commit(disk: &Disk, changes: Vec<Change>) -> Result<(), RestoreError> {
    let done: Result<_, StoreError> = disk.commit(changes).await;
    tracing::info!("records were written");
    done.map(drop).map_err(|error| RestoreError::Write { why: error.to_string() })
}

fn written(error: &io::Error) -> RestoreError {
    RestoreError::Write { why: error.to_string() }
}
