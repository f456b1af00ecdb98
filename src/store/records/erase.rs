//! Forgetting one person, by construction: whatever is registered is erased or loses their name.
//!
//! What stays is a tombstone: the pseudonym and the time, never the id. A backup that is restored later is held against
//! the tombstones, so that whoever was erased stays so.

use super::super::{Change, Commit, Expect, Key, PersonScope, Record, Write, key::Named};
use super::registry::Registered;
use super::{RecordError, Records};

/// How often a change is tried against others who change the same record.
const TRIES: usize = 16;
/// Records read at a time.
const PAGE: usize = 256;
/// The schema of a tombstone: the time of the erasure in seconds since 1970, little-endian.
const TOMBSTONE: u16 = 1;

/// What an erasure did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Records of the person that are gone.
    pub records: usize,
    /// Records of servers that no longer name them.
    pub anonymised: usize,
}

impl Records {
    /// Erases everything of that person, takes their name out of servers' records and out of the daily backups, and
    /// leaves a tombstone with the time `now`, in seconds since 1970. Once it returns, all of it is durable.
    ///
    /// # Errors
    /// The store failed, or a server's record or a backup could not be read or written. The person's own records go
    /// first, and nothing that fails keeps the rest. It can be called again.
    pub async fn erase_person(&self, person: PersonScope, now: u64) -> Result<Erased, RecordError> {
        let Some(shelf) = self.shelf.clone() else { return self.erase_from_store(person, now).await };
        // No backup is made meanwhile: it would hold what is being erased.
        let backups = shelf.alone().await;
        if let Err(error) = backups.note(person, now).await {
            // Whoever asked is only told that it is done when it is.
            tracing::warn!(%error, "should this process end now, an erasure is left half done");
        }
        let erased = self.erase_from_store(person, now).await;
        let forgotten = backups.forget(self.registry, person, now, u64::MAX).await;
        if erased.is_err() || forgotten.is_ok() {
            // Where the store could not do it, the person is told so, and nothing may happen later behind their back.
            if let Err(error) = backups.unnote(person).await {
                tracing::warn!(%error, "an erasure that has ended is still noted as under way");
            }
        }
        let erased = erased?;
        forgotten.map_err(remain)?;
        Ok(erased)
    }

    /// Finishes erasures that the process did not live to finish.
    pub(in crate::store) async fn finish_erasures(&self) {
        let Some(shelf) = self.shelf.clone() else { return };
        let noted = shelf.alone().await.noted().await;
        for (person, at) in noted {
            match self.finish_erasure(person, at).await {
                Ok(()) => tracing::info!("an erasure that was cut short is finished"),
                Err(error) => tracing::error!(%error, "an erasure that was cut short could not be finished"),
            }
        }
    }

    /// What somebody told after they were erased is theirs: then only the backups from before are left to be changed.
    async fn finish_erasure(&self, person: PersonScope, at: u64) -> Result<(), RecordError> {
        let stone = self.store.get(&Key::tombstone(&person)).await?;
        let Some(shelf) = self.shelf.clone() else { return Ok(()) };
        if stone.as_ref().and_then(erased_at).is_none_or(|erased| erased < at) {
            return self.erase_person(person, at).await.map(drop);
        }
        let backups = shelf.alone().await;
        backups.forget(self.registry, person, at, at).await.map_err(remain)?;
        backups.unnote(person).await.map_err(remain)
    }

    async fn erase_from_store(&self, person: PersonScope, now: u64) -> Result<Erased, RecordError> {
        let records = self.erase_own(person, now).await?;
        let (anonymised, trouble) = self.anonymise(person).await?;
        trouble.map_or(Ok(Erased { records, anonymised }), Err)
    }

    /// Everybody who was erased, with the time of the (last) erasure in seconds since 1970.
    ///
    /// # Errors
    /// The store failed.
    pub async fn tombstones(&self) -> Result<Vec<(PersonScope, u64)>, RecordError> {
        let prefix = Key::tombstones();
        let mut after: Option<Key> = None;
        let mut all = Vec::new();
        loop {
            let page = self.store.scan(&prefix, after.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(all) };
            after = Some(last.clone());
            for (key, record) in &page {
                let (Some(Named::Erased(person)), Some(at)) = (key.names(), erased_at(record)) else {
                    return Err(RecordError::Garbled { name: "tombstone" });
                };
                all.push((person, at));
            }
        }
    }

    /// The person's own records and the tombstone: together or not at all.
    async fn erase_own(&self, person: PersonScope, now: u64) -> Result<usize, RecordError> {
        let there = self.store.scan(&person.all(), None, usize::MAX).await?;
        let mut keys: Vec<Key> = there.into_iter().map(|(key, _)| key).collect();
        let records = keys.len();
        // A damaged record does not show in a scan, and goes all the same.
        keys.extend(self.registry.iter().map(|registered| person.key(registered.family)));
        keys.sort();
        keys.dedup();
        let mut changes: Vec<Change> =
            keys.into_iter().map(|key| Change { key, expect: Expect::Anything, write: Write::Delete }).collect();
        changes.push(Change { key: Key::tombstone(&person), expect: Expect::Anything, write: stone(now) });
        match self.store.commit(changes).await? {
            Commit::Done { .. } => Ok(records),
            Commit::Conflict(_) => Err(RecordError::Busy),
        }
    }

    /// Takes the person's name out of servers' records. A record that cannot be read does not keep the others.
    async fn anonymise(&self, person: PersonScope) -> Result<(usize, Option<RecordError>), RecordError> {
        let (mut anonymised, mut trouble, mut after) = (0, None, None);
        while let Some(page) = self.page_of_guilds(&mut after).await? {
            for (_, registered, key, record) in page {
                match self.anonymise_one(registered, &key, record, &person).await {
                    Ok(named) => anonymised += usize::from(named),
                    Err(error) => trouble = Some(error),
                }
            }
        }
        Ok((anonymised, trouble))
    }

    async fn anonymise_one(
        &self,
        registered: &Registered,
        key: &Key,
        record: Record,
        person: &PersonScope,
    ) -> Result<bool, RecordError> {
        let mut there = Some(record);
        for _ in 0..TRIES {
            let Some(record) = there else { return Ok(false) };
            let Some(payload) = (registered.without)(&record, person)? else { return Ok(false) };
            let write = Write::Put { schema: registered.schema, payload, expires: record.expires };
            let change = Change { key: key.clone(), expect: Expect::Version(record.version), write };
            if let Commit::Done { .. } = self.store.commit(vec![change]).await? {
                return Ok(true);
            }
            there = self.store.get(key).await?;
        }
        Err(RecordError::Busy)
    }
}

/// A tombstone: somebody was erased at this time, in seconds since 1970.
pub(in crate::store) fn stone(at: u64) -> Write {
    Write::Put { schema: TOMBSTONE, payload: at.to_le_bytes().to_vec(), expires: None }
}

/// The time that a tombstone says.
pub(in crate::store) fn erased_at(record: &Record) -> Option<u64> {
    record.payload.as_slice().try_into().ok().map(u64::from_le_bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "used with map_err")]
fn remain(error: std::io::Error) -> RecordError {
    RecordError::BackupsRemain { why: error.to_string() }
}
