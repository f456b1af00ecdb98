//! Records in memory: for `chat`, for tests, and for running without a disk.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::{Change, Commit, Key, Record, Store, StoreError, Write, check_sizes, holds};
use crate::clock::Clock;

/// A store that forgets everything when the process ends.
#[derive(Debug)]
pub struct Memory {
    clock: Clock,
    // Never held across an await, so the plain mutex is the right one.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    version: u64,
    records: BTreeMap<Key, Record>,
}

impl Memory {
    /// An empty store.
    pub fn new(clock: Clock) -> Self {
        Self { clock, state: Mutex::default() }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Store for Memory {
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        Ok(self.state().records.get(key).filter(|record| alive(record, self.now())).cloned())
    }

    async fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, StoreError> {
        let now = self.now();
        let start = after.filter(|after| *after >= prefix).unwrap_or(prefix);
        let state = self.state();
        let found = state
            .records
            .range(start..)
            .skip_while(|(key, _)| Some(*key) == after)
            .take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes()))
            .filter(|(_, record)| alive(record, now))
            .take(most);
        Ok(found.map(|(key, record)| (key.clone(), record.clone())).collect())
    }

    async fn expired(&self, after: Option<&Key>, most: usize) -> Result<Vec<Key>, StoreError> {
        let now = self.now();
        let state = self.state();
        let rest = state.records.iter().filter(|(key, _)| after.is_none_or(|after| *key > after));
        Ok(rest.filter(|(_, record)| !alive(record, now)).take(most).map(|(key, _)| key.clone()).collect())
    }

    async fn damaged(&self, _: &Key) -> Result<Vec<Key>, StoreError> {
        Ok(Vec::new())
    }

    async fn version(&self) -> Result<u64, StoreError> {
        Ok(self.state().version)
    }

    fn now(&self) -> u64 {
        self.clock.now().as_secs()
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<Commit, StoreError> {
        check_sizes(&changes)?;
        let now = self.now();
        let mut state = self.state();
        for change in &changes {
            let there = state.records.get(&change.key).filter(|record| alive(record, now));
            if !holds(change.expect, there) {
                return Ok(Commit::Conflict(change.key.clone()));
            }
        }
        state.version += 1;
        let version = state.version;
        for change in changes {
            match change.write {
                Write::Put { schema, payload, expires } => {
                    state.records.insert(change.key, Record { version, schema, expires, payload });
                }
                Write::Delete => {
                    state.records.remove(&change.key);
                }
                Write::Check => {}
            }
        }
        Ok(Commit::Done { version })
    }

    async fn close(&self) {}
}

/// Whether a record has not expired.
pub(super) fn alive(record: &Record, now: u64) -> bool {
    record.expires.is_none_or(|expires| expires > now)
}
