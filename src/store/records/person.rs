//! One record a person, changed by compare-and-swap.

use super::super::{Change, Commit, Expect, PersonScope, Write};
use super::{OfPerson, RecordError, Records, codec};

/// How often a change is tried against others who change the same record.
const TRIES: usize = 16;

impl Records {
    /// The person's record; a fresh one if there is none.
    pub async fn of_person<T: OfPerson>(&self, person: PersonScope) -> Result<T, RecordError> {
        match self.store.get(&person.key(T::FAMILY)).await? {
            Some(record) => codec::read(&record),
            None => Ok(T::default()),
        }
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
                return Ok(outcome);
            }
            let write = if new == T::default() { Write::Delete } else { codec::write(&new, None)? };
            if let Commit::Done { .. } = self.store.commit(vec![Change { key: key.clone(), expect, write }]).await? {
                return Ok(outcome);
            }
        }
        Err(RecordError::Busy)
    }
}
