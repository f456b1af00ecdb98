//! One record a person, changed by compare-and-swap.

use super::super::{Change, Commit, Expect, Key, PersonScope, Record, Write};
use super::{OfPerson, RecordError, Records, codec};

/// How often the end of a record in use is put off: every 30 days, in seconds.
const PUT_OFF_EVERY: u64 = 30 * 24 * 60 * 60;
/// How often a change is tried against others who change the same record.
const TRIES: usize = 16;

impl Records {
    /// The person's record; a fresh one if there is none. Reading is using: it puts the record's end off.
    pub async fn of_person<T: OfPerson>(&self, person: PersonScope) -> Result<T, RecordError> {
        let key = person.key(T::FAMILY);
        let Some(record) = self.store.get(&key).await? else { return Ok(T::default()) };
        let read = codec::read(&record)?;
        self.put_off(key, record, T::KEPT_FOR).await;
        Ok(read)
    }

    /// Changes the person's record and returns what `change` returns, once it is durable. `change` may run several times.
    /// A record that is as good as none is taken away; one that did not change is not written.
    pub async fn change_person<T: OfPerson, R: Send>(
        &self,
        person: PersonScope,
        mut change: impl FnMut(&mut T) -> R + Send,
    ) -> Result<R, RecordError> {
        let key = person.key(T::FAMILY);
        for _ in 0..TRIES {
            let there = self.store.get(&key).await?;
            let old: T = there.as_ref().map_or_else(|| Ok(T::default()), codec::read)?;
            let expect = there.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
            let mut new: T = there.as_ref().map_or_else(|| Ok(T::default()), codec::read)?;
            let outcome = change(&mut new);
            if new == old {
                if let Some(record) = there {
                    self.put_off(key, record, T::KEPT_FOR).await;
                }
                return Ok(outcome);
            }
            let until = self.store.now() + T::KEPT_FOR;
            let write = if new == T::default() { Write::Delete } else { codec::write(&new, Some(until))? };
            if let Commit::Done { .. } = self.store.commit(vec![Change { key: key.clone(), expect, write }]).await? {
                return Ok(outcome);
            }
        }
        Err(RecordError::Busy)
    }

    /// Lets a record that is in use last longer. At most once in [`PUT_OFF_EVERY`], for it is a write; where it cannot be
    /// written, the next use will.
    async fn put_off(&self, key: Key, record: Record, kept_for: u64) {
        let until = self.store.now() + kept_for;
        if record.expires.is_some_and(|expires| expires + PUT_OFF_EVERY > until) {
            return;
        }
        let write = Write::Put { schema: record.schema, payload: record.payload, expires: Some(until) };
        let change = Change { key, expect: Expect::Version(record.version), write };
        if let Err(error) = self.store.commit(vec![change]).await {
            tracing::warn!(%error, "the end of a record that is in use could not be put off");
        }
    }
}
