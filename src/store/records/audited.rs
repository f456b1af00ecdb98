//! What moderators change: the change and its line in the server's audit, together or not at all.

use super::super::{Change, Commit, Expect, GuildScope, Key, Write};
use super::{OfGuild, RecordError, Records, codec};
use crate::curation::{AuditId, AuditLine};

/// How often a change is tried against others who change the same record.
const TRIES: usize = 16;

/// How an audited change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audited<R> {
    /// It is durable, with its line; or there was nothing to change, and nothing was written.
    Done(R),
    /// There is a line of that id: it was done before.
    Before,
}

impl Records {
    /// Changes a record of a server and adds `line` to its audit in one transaction, and returns what `change` returns,
    /// once both are durable. `change` gets `None` where there is no record, leaves `None` to take the record away, may
    /// run several times, and returns no line where nothing is to be written.
    ///
    /// # Errors
    /// The store failed, the record cannot be read, or others kept changing it.
    pub async fn change_audited<T: OfGuild, R: Send>(
        &self,
        guild: GuildScope,
        id: &[u8],
        line: AuditId,
        mut change: impl FnMut(&mut Option<T>) -> (R, Option<AuditLine>) + Send,
    ) -> Result<Audited<R>, RecordError> {
        let key = guild.key(T::FAMILY, id);
        let line_key = guild.key(<AuditLine as super::Kept>::FAMILY, &line.bytes());
        for _ in 0..TRIES {
            let there = self.store.get(&key).await?;
            let expect = there.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
            let expires = there.as_ref().and_then(|record| record.expires);
            let mut record = there.as_ref().map(codec::read).transpose()?;
            let (outcome, line) = change(&mut record);
            let Some(line) = line else { return Ok(Audited::Done(outcome)) };
            let write = match &record {
                Some(record) => codec::write(record, expires)?,
                None if there.is_none() => Write::Check,
                None => Write::Delete,
            };
            let line = Change { key: line_key.clone(), expect: Expect::Absent, write: codec::write(&line, None)? };
            match self.store.commit(vec![line, Change { key: key.clone(), expect, write }]).await? {
                Commit::Done { .. } => return Ok(Audited::Done(outcome)),
                Commit::Conflict(key) if key == line_key => return Ok(Audited::Before),
                Commit::Conflict(_) => {}
            }
        }
        Err(RecordError::Busy)
    }

    /// Up to `most` records of that type after the one of id `after`, in the order of their ids.
    ///
    /// # Errors
    /// The store failed, or a record cannot be read.
    pub async fn page_of_guild<T: OfGuild>(
        &self,
        guild: GuildScope,
        after: Option<&[u8]>,
        most: usize,
    ) -> Result<Vec<(Vec<u8>, T)>, RecordError> {
        let prefix = guild.family(T::FAMILY);
        let after: Option<Key> = after.map(|id| guild.key(T::FAMILY, id));
        let page = self.store.scan(&prefix, after.as_ref(), most).await?;
        let id = |key: &Key| key.as_bytes()[prefix.as_bytes().len()..].to_vec();
        page.iter().map(|(key, record)| Ok((id(key), codec::read(record)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::clock::Clock;
    use crate::curation::CuratedTip;
    use crate::store::{Memory, Pseudonyms};

    const GUILD: u64 = 7;

    fn records() -> Records {
        Records::new(Arc::new(Memory::new(Clock::system())), Arc::new(Pseudonyms::new([7; 32])))
    }

    fn line(what: &str) -> AuditLine {
        AuditLine { at: 1, by: None, what: what.to_owned(), before: None, after: None }
    }

    fn tip(text: &str) -> CuratedTip {
        CuratedTip { text: text.to_owned(), about: Vec::new(), by: None, on: date(2026, 11, 21) }
    }

    async fn put(records: &Records, at: u64, text: &str) -> Audited<bool> {
        let guild = GuildScope::new(GUILD);
        let put = |there: &mut Option<CuratedTip>| (there.replace(tip(text)).is_some(), Some(line("tip edit")));
        records.change_audited(guild, b"one", AuditId::of(at), put).await.unwrap()
    }

    #[tokio::test]
    async fn a_change_and_its_line_are_there_together_and_once() {
        let (records, guild) = (records(), GuildScope::new(GUILD));
        assert_eq!(put(&records, 5, "a").await, Audited::Done(false));
        assert_eq!(put(&records, 5, "b").await, Audited::Before, "the same interaction again");
        assert_eq!(records.of_guild::<CuratedTip>(guild, b"one").await.unwrap(), Some(tip("a")));
        assert_eq!(put(&records, 6, "c").await, Audited::Done(true));
        let refused = |_: &mut Option<CuratedTip>| ((), None);
        let nothing = records.change_audited(guild, b"one", AuditId::of(7), refused).await.unwrap();
        assert_eq!(nothing, Audited::Done(()));
        let away = |there: &mut Option<CuratedTip>| (there.take().is_some(), Some(line("tip remove")));
        assert_eq!(records.change_audited(guild, b"one", AuditId::of(8), away).await.unwrap(), Audited::Done(true));
        assert_eq!(records.of_guild::<CuratedTip>(guild, b"one").await.unwrap(), None);
        let lines = records.page_of_guild::<AuditLine>(guild, None, 2).await.unwrap();
        let what: Vec<&str> = lines.iter().map(|(_, line)| line.what.as_str()).collect();
        assert_eq!(what, ["tip remove", "tip edit"], "the latest first");
        let older = records.page_of_guild::<AuditLine>(guild, Some(&lines[1].0), 9).await.unwrap();
        assert_eq!(older.len(), 1);
    }
}
