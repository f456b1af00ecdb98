//! What time takes away: records nobody used for as long as they are kept. What was a server's that removed the bot goes
//! where it is known which servers the bot is in.

use super::super::{Change, Commit, Expect, Key, Write};
use super::registry::of_family;
use super::{RecordError, Records};

/// Records read and changed at a time.
const PAGE: usize = 256;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Records that had expired and are gone now.
    pub expired: usize,
    /// Records that had no end and have one now.
    pub dated: usize,
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
        let expired = self.clear_the_expired().await?;
        let asides = match &self.shelf {
            Some(shelf) => shelf.clear_asides(self.store.now()).await,
            None => Ok(0),
        };
        let asides = asides.unwrap_or_else(|error| {
            tracing::warn!(%error, "what was put aside could not be thrown away");
            0
        });
        Ok(Swept { expired, dated, asides })
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
