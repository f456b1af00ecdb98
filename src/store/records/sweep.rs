//! What time takes away: records nobody used for as long as they are kept, and what was a server's that removed the bot.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

use super::super::{Change, Commit, Expect, GuildScope, Key, Record, Write, key::Named};
use super::registry::of_family;
use super::{Kept, RecordError, Records, codec};
use crate::curation::Settings;

/// Records read and changed at a time.
const PAGE: usize = 256;
/// Days that a server's records are kept after it removed the bot, unless its moderators chose others.
const AFTER_REMOVAL: u16 = 30;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Records that had expired and are gone now.
    pub expired: usize,
    /// Records that had no end and have one now.
    pub dated: usize,
    /// Servers whose records are gone, because they removed the bot long enough ago.
    pub servers: usize,
    /// Folders of what was put aside long enough ago that are gone.
    pub asides: usize,
}

impl Records {
    /// Takes away what has had its time. Can be stopped anywhere and called again.
    ///
    /// # Errors
    /// The store failed.
    pub async fn sweep(&self) -> Result<Swept, RecordError> {
        let dated = self.date_the_endless().await?;
        let servers = self.leave_servers().await?;
        let expired = self.clear_the_expired().await?;
        let asides = match &self.shelf {
            Some(shelf) => shelf.clear_asides(self.store.now()).await,
            None => Ok(0),
        };
        let asides = asides.unwrap_or_else(|error| {
            tracing::warn!(%error, "what was put aside could not be thrown away");
            0
        });
        Ok(Swept { expired, dated, servers, asides })
    }

    async fn clear_the_expired(&self) -> Result<usize, RecordError> {
        let (mut gone, mut after) = (0, None);
        loop {
            let keys = self.store.expired(after.as_ref(), PAGE).await?;
            let Some(last) = keys.last() else { return Ok(gone) };
            after = Some(last.clone());
            // "Absent" holds for what has expired: whoever writes it anew in this moment keeps it.
            let changes = keys.into_iter().map(|key| Change { key, expect: Expect::Absent, write: Write::Delete });
            gone += self.each(changes.collect()).await?;
        }
    }

    /// Records from before there was an end to them get one: their time counts from now.
    async fn date_the_endless(&self) -> Result<usize, RecordError> {
        let (mut dated, mut after) = (0, None);
        loop {
            let page = self.store.scan(&Key::of_all_people(), after.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(dated) };
            after = Some(last.clone());
            let changes =
                page.into_iter().filter(|(_, record)| record.expires.is_none()).filter_map(|(key, record)| {
                    let kept_for = of_family(self.registry, key.names()?.family()?)?.kept_for?;
                    let expires = Some(self.store.now() + kept_for);
                    let write = Write::Put { schema: record.schema, payload: record.payload, expires };
                    Some(Change { key, expect: Expect::Version(record.version), write })
                });
            dated += self.each(changes.collect()).await?;
        }
    }

    /// Takes away everything of the servers whose retention is over.
    async fn leave_servers(&self) -> Result<usize, RecordError> {
        let (mut left, mut after) = (0, None);
        loop {
            let page = self.store.scan(&Key::of_all_guilds(), after.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(left) };
            after = Some(last.clone());
            for (key, record) in &page {
                let Some(Named::Guild(guild, family, _)) = key.names() else { continue };
                if family == Settings::FAMILY && self.is_over(record) {
                    self.clear(guild, key).await?;
                    left += 1;
                }
            }
        }
    }

    fn is_over(&self, settings: &Record) -> bool {
        let Ok(settings) = codec::read::<Settings>(settings) else { return false };
        let days = settings.retention_days.unwrap_or(AFTER_REMOVAL);
        let end = settings.removed.map(|removed| removed.saturating_add(i64::from(days).days()));
        end.is_some_and(|end| end <= day(self.store.now()))
    }

    /// The settings go last: they say that the rest must go, should this be stopped half way.
    async fn clear(&self, guild: GuildScope, settings: &Key) -> Result<(), RecordError> {
        loop {
            let page = self.store.scan(&guild.all(), None, PAGE).await?;
            let rest: Vec<Change> =
                page.into_iter().filter(|(key, _)| key != settings).map(|(key, _)| delete(key)).collect();
            if rest.is_empty() {
                break;
            }
            self.store.commit(rest).await?;
        }
        let damaged = self.store.damaged(&guild.all()).await?;
        let last = damaged.into_iter().chain([settings.clone()]).map(delete).collect();
        self.store.commit(last).await?;
        Ok(())
    }

    /// Makes changes together, or one by one if somebody came between. Returns how many were made.
    async fn each(&self, changes: Vec<Change>) -> Result<usize, RecordError> {
        let all = changes.len();
        if all == 0 {
            return Ok(0);
        }
        if let Commit::Done { .. } = self.store.commit(changes.clone()).await? {
            return Ok(all);
        }
        let mut made = 0;
        for change in changes {
            made += usize::from(matches!(self.store.commit(vec![change]).await?, Commit::Done { .. }));
        }
        Ok(made)
    }
}

fn delete(key: Key) -> Change {
    Change { key, expect: Expect::Anything, write: Write::Delete }
}

fn day(now: u64) -> Date {
    let seconds = i64::try_from(now).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX).to_zoned(TimeZone::UTC).date()
}
