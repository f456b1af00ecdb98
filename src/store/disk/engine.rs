//! The open database: reads, batches, and damaged records set aside.

use std::fs::File;
use std::path::Path;

use super::super::envelope;
use super::super::memory::alive;
use super::super::{Key, Record, StoreError};

/// Of memory for sled's page cache; its default is a gigabyte.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// An open sled database, and the descriptor that makes its writes durable.
pub(super) struct Engine {
    db: sled::Db,
    /// Damaged records, by their keys.
    set_aside: sled::Tree,
    /// sled's own log file: `fdatasync` on it is the barrier that sled's flush is not.
    log: File,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl Engine {
    pub(super) fn open(directory: &Path) -> Result<Self, sled::Error> {
        let fresh = !directory.exists();
        let db = sled::Config::new()
            .path(directory)
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(Some(200))
            .mode(sled::Mode::HighThroughput)
            .open()?;
        let set_aside = db.open_tree("damaged")?;
        let log = File::open(directory.join("db"))?;
        if fresh {
            db.flush()?;
            log.sync_all()?;
            sync_directory(directory)?;
            if let Some(parent) = directory.parent() {
                sync_directory(parent)?;
            }
        }
        Ok(Self { db, set_aside, log })
    }

    /// The record of that key, expired or not.
    pub(super) fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        let Some(bytes) = self.db.get(key.as_bytes()).map_err(|error| failed_read(&error))? else { return Ok(None) };
        if let Ok(record) = envelope::decode(key, &bytes) {
            return Ok(Some(record));
        }
        self.set_aside(key, &bytes);
        Err(StoreError::Damaged)
    }

    pub(super) fn scan(
        &self,
        prefix: &Key,
        after: Option<&Key>,
        most: usize,
        now: u64,
    ) -> Result<Vec<(Key, Record)>, StoreError> {
        let start = after.filter(|after| *after >= prefix).unwrap_or(prefix).as_bytes();
        let mut found = Vec::new();
        for entry in self.db.range(start..) {
            let (key, bytes) = entry.map_err(|error| failed_read(&error))?;
            let key = Key::from_bytes(&key);
            if !key.as_bytes().starts_with(prefix.as_bytes()) || found.len() >= most {
                break;
            }
            if Some(&key) == after {
                continue;
            }
            match envelope::decode(&key, &bytes) {
                Ok(record) if alive(&record, now) => found.push((key, record)),
                Ok(_) => {}
                Err(envelope::NotARecord) => self.set_aside(&key, &bytes),
            }
        }
        Ok(found)
    }

    /// How many records check and how many do not, over everything.
    pub(super) fn verify(&self) -> Result<(usize, usize), sled::Error> {
        let (mut good, mut damaged) = (0, 0);
        for entry in self.db.iter() {
            let (key, bytes) = entry?;
            match envelope::decode(&Key::from_bytes(&key), &bytes) {
                Ok(_) => good += 1,
                Err(envelope::NotARecord) => damaged += 1,
            }
        }
        Ok((good, damaged))
    }

    /// Where the version of the last commit is noted, with every commit.
    pub(super) fn sequence_key() -> Key {
        Key::internal(b"sequence")
    }

    /// The version of the last commit. Should the note of it be damaged, all records are asked.
    pub(super) fn last_version(&self) -> u64 {
        match self.get(&Self::sequence_key()) {
            Ok(Some(record)) => record.version,
            Ok(None) => 0,
            Err(_) => {
                let all = self.scan(&Key::from_bytes(&[]), None, usize::MAX, 0).unwrap_or_default();
                all.iter().map(|(_, record)| record.version).max().unwrap_or(0)
            }
        }
    }

    /// Writes a batch and returns once it is durable.
    pub(super) fn apply(&self, batch: sled::Batch) -> Result<(), sled::Error> {
        self.db.apply_batch(batch)?;
        self.db.flush()?;
        self.log.sync_data()?;
        Ok(())
    }

    /// Drops what was kept of a damaged record. Durable with the next [`Engine::apply`].
    pub(super) fn drop_set_aside(&self, key: &Key) -> Result<(), sled::Error> {
        self.set_aside.remove(key.as_bytes()).map(drop)
    }

    /// Keeps the bytes of a damaged record, for whoever repairs it. The record stays where it is until it is written anew.
    fn set_aside(&self, key: &Key, bytes: &[u8]) {
        tracing::error!("a record does not check; it is set aside and not served");
        if let Err(error) = self.set_aside.insert(key.as_bytes(), bytes) {
            tracing::error!(%error, "the damaged record could not be set aside");
        }
    }
}

fn failed_read(error: &sled::Error) -> StoreError {
    StoreError::Read { why: error.to_string() }
}

/// Makes the directory's own entries durable.
pub(super) fn sync_directory(directory: &Path) -> std::io::Result<()> {
    File::open(directory)?.sync_all()
}
