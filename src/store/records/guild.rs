//! A server's records, by id.

use super::super::{Change, Commit, Expect, GuildScope, Key, Write};
use super::{OfGuild, RecordError, Records, codec};

/// How often a change is tried against others who change the same record.
const TRIES: usize = 16;
/// Records read at a time.
const PAGE: usize = 256;

impl Records {
    /// One record of a server.
    pub async fn of_guild<T: OfGuild>(&self, guild: GuildScope, id: &[u8]) -> Result<Option<T>, RecordError> {
        self.store.get(&guild.key(T::FAMILY, id)).await?.as_ref().map(codec::read).transpose()
    }

    /// All records of that type, with their ids, in the order of their ids.
    pub async fn all_of_guild<T: OfGuild>(&self, guild: GuildScope) -> Result<Vec<(Vec<u8>, T)>, RecordError> {
        let prefix = guild.family(T::FAMILY);
        let mut after: Option<Key> = None;
        let mut all = Vec::new();
        loop {
            let page = self.store.scan(&prefix, after.as_ref(), PAGE).await?;
            for (key, record) in &page {
                all.push((key.as_bytes()[prefix.as_bytes().len()..].to_vec(), codec::read(record)?));
            }
            match page.last() {
                Some((key, _)) if page.len() == PAGE => after = Some(key.clone()),
                _ => return Ok(all),
            }
        }
    }

    /// Adds a record; `false` when there is one of that id already.
    pub async fn add_to_guild<T: OfGuild>(
        &self,
        guild: GuildScope,
        id: &[u8],
        record: &T,
        expires: Option<u64>,
    ) -> Result<bool, RecordError> {
        let change =
            Change { key: guild.key(T::FAMILY, id), expect: Expect::Absent, write: codec::write(record, expires)? };
        Ok(matches!(self.store.commit(vec![change]).await?, Commit::Done { .. }))
    }

    /// Changes a record (or the one `T::default` would make) and returns what `change` returns, once it is durable.
    /// `change` gets `None` where there is no record, may run several times, and leaves `None` to take the record away.
    pub async fn change_guild<T: OfGuild, R: Send>(
        &self,
        guild: GuildScope,
        id: &[u8],
        mut change: impl FnMut(&mut Option<T>) -> R + Send,
    ) -> Result<R, RecordError> {
        let key = guild.key(T::FAMILY, id);
        for _ in 0..TRIES {
            let there = self.store.get(&key).await?;
            let expect = there.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
            let expires = there.as_ref().and_then(|record| record.expires);
            let mut record = there.as_ref().map(codec::read).transpose()?;
            let outcome = change(&mut record);
            let write = match &record {
                Some(record) => codec::write(record, expires)?,
                None if there.is_none() => return Ok(outcome),
                None => Write::Delete,
            };
            if let Commit::Done { .. } = self.store.commit(vec![Change { key: key.clone(), expect, write }]).await? {
                return Ok(outcome);
            }
        }
        Err(RecordError::Busy)
    }
}
