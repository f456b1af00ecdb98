//! The open database: reads, batches, and damaged records set aside.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use super::super::envelope;
use super::super::memory::alive;
use super::super::{Family, Key, Record, StoreError};

/// Of memory for sled's page cache; its default is a gigabyte.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// What there is in a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Survey {
    /// Records that do not check.
    pub(in crate::store) damaged: usize,
    /// How many records there are of each kind and schema.
    pub(in crate::store) schemas: BTreeMap<(Family, u16), usize>,
}

impl Survey {
    fn count(&mut self, key: &Key, record: &Record) {
        if let Some(family) = key.names().and_then(|named| named.family()) {
            *self.schemas.entry((family, record.schema)).or_default() += 1;
        }
    }
}

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

    /// The keys of records that have expired.
    pub(super) fn expired(&self, after: Option<&Key>, most: usize, now: u64) -> Result<Vec<Key>, StoreError> {
        let start = after.map_or(&[][..], Key::as_bytes);
        let mut found = Vec::new();
        for entry in self.db.range(start..) {
            if found.len() >= most {
                break;
            }
            let (key, bytes) = entry.map_err(|error| failed_read(&error))?;
            let key = Key::from_bytes(&key);
            if Some(&key) != after && envelope::decode(&key, &bytes).is_ok_and(|record| !alive(&record, now)) {
                found.push(key);
            }
        }
        Ok(found)
    }

    /// The keys of records that do not check.
    pub(super) fn damaged(&self, prefix: &Key) -> Result<Vec<Key>, StoreError> {
        let mut found = Vec::new();
        for entry in self.db.scan_prefix(prefix.as_bytes()) {
            let (key, bytes) = entry.map_err(|error| failed_read(&error))?;
            let key = Key::from_bytes(&key);
            if envelope::decode(&key, &bytes).is_err() {
                found.push(key);
            }
        }
        Ok(found)
    }

    /// Reads everything once.
    pub(super) fn survey(&self) -> Result<Survey, sled::Error> {
        let mut survey = Survey::default();
        for entry in self.db.iter() {
            let (key, bytes) = entry?;
            let key = Key::from_bytes(&key);
            match envelope::decode(&key, &bytes) {
                Ok(record) => survey.count(&key, &record),
                Err(envelope::NotARecord) => survey.damaged += 1,
            }
        }
        Ok(survey)
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
pub(in crate::store) fn sync_directory(directory: &Path) -> std::io::Result<()> {
    File::open(directory)?.sync_all()
}
