//! Servers that the bot was removed from: which have records, and how those go.

use super::super::{Change, Expect, Family, GuildScope, Key, Write};
use super::{Kept, RecordError, Records, codec};
use crate::curation::{AuditLine, Settings};

/// Records taken away in one transaction.
const BATCH: usize = 256;
/// Sorts after every family: what is after it belongs to the next server.
const LAST: Family = Family(0xff);

impl Records {
    /// Every server that has records.
    ///
    /// # Errors
    /// The store failed.
    pub async fn guilds(&self) -> Result<Vec<GuildScope>, RecordError> {
        let mut after: Option<Key> = None;
        let mut all = Vec::new();
        loop {
            // One record a server is read, not all of them.
            let page = self.store.scan(&Key::of_all_guilds(), after.as_ref(), 1).await?;
            let Some(guild) = page.first().and_then(|(key, _)| key.guild()) else { return Ok(all) };
            all.push(guild);
            after = Some(guild.family(LAST));
        }
    }

    /// Whether a server has records.
    ///
    /// # Errors
    /// The store failed.
    pub async fn has_guild(&self, guild: GuildScope) -> Result<bool, RecordError> {
        Ok(!self.store.scan(&guild.all(), None, 1).await?.is_empty())
    }

    /// Takes every record of a server away, and tells how many there were. Once it returns, they are gone for good.
    ///
    /// # Errors
    /// The store failed; it can be called again: the settings, which say that the server is gone, go last.
    pub async fn erase_guild(&self, guild: GuildScope) -> Result<usize, RecordError> {
        let settings = guild.key(Settings::FAMILY, b"");
        let mut erased = 0;
        loop {
            let page = self.store.scan(&guild.all(), None, BATCH).await?;
            let rest: Vec<Key> = page.into_iter().map(|(key, _)| key).filter(|key| *key != settings).collect();
            if rest.is_empty() {
                break;
            }
            erased += rest.len();
            self.take_away(rest).await?;
        }
        let damaged = self.store.damaged(&guild.all()).await?;
        erased += damaged.len() + 1;
        self.take_away(damaged.into_iter().chain([settings])).await?;
        Ok(erased)
    }

    /// Takes away the lines of a server's audit that are older than `oldest`, in seconds since 1970.
    ///
    /// # Errors
    /// The store failed; it can be called again.
    pub async fn prune_audit(&self, guild: GuildScope, oldest: u64) -> Result<usize, RecordError> {
        let prefix = guild.family(AuditLine::FAMILY);
        let (mut after, mut pruned) = (None, 0);
        loop {
            let page = self.store.scan(&prefix, after.as_ref(), BATCH).await?;
            let Some((last, _)) = page.last() else { return Ok(pruned) };
            after = Some(last.clone());
            let is_old =
                |record: &super::super::Record| codec::read::<AuditLine>(record).is_ok_and(|line| line.at < oldest);
            let old: Vec<Key> = page.into_iter().filter(|(_, record)| is_old(record)).map(|(key, _)| key).collect();
            pruned += old.len();
            self.take_away(old).await?;
        }
    }

    async fn take_away(&self, keys: impl IntoIterator<Item = Key> + Send) -> Result<(), RecordError> {
        let away = |key| Change { key, expect: Expect::Anything, write: Write::Delete };
        let changes: Vec<Change> = keys.into_iter().map(away).collect();
        if !changes.is_empty() {
            // Nothing is expected, so nothing can be in conflict.
            self.store.commit(changes).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::Clock;
    use crate::curation::{AuditId, Settings};
    use crate::store::{Memory, Pseudonyms};

    #[tokio::test]
    async fn one_server_goes_and_the_others_stay() {
        let records = Records::new(Arc::new(Memory::new(Clock::system())), Arc::new(Pseudonyms::new([7; 32])));
        let servers = [1, 0xff, 0x100, u64::MAX].map(GuildScope::new);
        for server in servers {
            records.add_to_guild(server, b"", &Settings::default(), None).await.unwrap();
            for at in 0..300 {
                let line = AuditLine { at, by: None, what: "pause".to_owned(), before: None, after: None };
                records.add_to_guild(server, &AuditId::of(at).bytes(), &line, None).await.unwrap();
            }
        }
        assert_eq!(records.guilds().await.unwrap(), servers);
        assert_eq!(records.prune_audit(servers[0], 290).await.unwrap(), 290);
        assert_eq!(records.page_of_guild::<AuditLine>(servers[0], None, 99).await.unwrap().len(), 10);
        assert_eq!(records.erase_guild(servers[1]).await.unwrap(), 301);
        assert!(!records.has_guild(servers[1]).await.unwrap());
        assert_eq!(records.guilds().await.unwrap(), [servers[0], servers[2], servers[3]]);
        assert_eq!(records.all_of_guild::<AuditLine>(servers[2]).await.unwrap().len(), 300);
    }
}
