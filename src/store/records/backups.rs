//! The daily backup of open records.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc;

use super::super::Key;
use super::{Dump, RecordError, Records};

/// A day, in seconds.
const DAY: u64 = 24 * 60 * 60;
/// Where nothing is kept yet, this much later there may be.
const SOON: Duration = Duration::from_secs(60 * 60);

impl Records {
    /// Makes a backup beside the data, if the newest is older than a day. Returns where it is, if one was made, and how
    /// long it is until the next.
    ///
    /// # Errors
    /// The store or the disk failed; the backups that were there still are.
    pub async fn back_up_daily(&self) -> Result<(Option<PathBuf>, Duration), RecordError> {
        let Some(shelf) = self.shelf.clone() else { return Ok((None, Duration::from_secs(DAY))) };
        let alone = shelf.alone().await;
        let now = self.store.now();
        // One from the future is of a clock that was wrong: it counts for nothing.
        let age = alone.newest().and_then(|made| now.checked_sub(made)).filter(|age| *age < DAY);
        if let Some(age) = age {
            return Ok((None, Duration::from_secs(DAY - age)));
        }
        if self.is_empty().await? {
            return Ok((None, SOON));
        }
        let (path, damaged) = pour(self.dump().await?, |lines| alone.put(now, None, lines)).await?;
        if damaged == 0 {
            alone.trim().await;
        } else {
            tracing::error!(
                damaged,
                "some records cannot be read and are not in the daily backup; so the older ones are all kept"
            );
        }
        Ok((Some(path), Duration::from_secs(DAY)))
    }

    async fn is_empty(&self) -> Result<bool, RecordError> {
        for prefix in Key::everything() {
            if !self.store.scan(&prefix, None, 1).await?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes a backup of records as they are stored, before a migration writes any of them.
    pub(in crate::store) async fn back_up_before(
        &self,
        migration: &str,
        schemas: BTreeMap<String, u16>,
    ) -> Result<PathBuf, RecordError> {
        let Some(shelf) = self.shelf.clone() else { return Ok(PathBuf::new()) };
        let alone = shelf.alone().await;
        let now = self.store.now();
        let (path, _) = pour(self.dump_of(schemas).await?, |lines| alone.put(now, Some(migration), lines)).await?;
        alone.trim().await;
        Ok(path)
    }
}

/// Pours a dump into whatever writes it down, and returns where that is and how many records cannot be read.
async fn pour<W: Future<Output = std::io::Result<PathBuf>>>(
    mut dump: Dump,
    into: impl FnOnce(mpsc::Receiver<String>) -> W,
) -> Result<(PathBuf, usize), RecordError> {
    let (send, receive) = mpsc::channel(4);
    let pouring = async move {
        while let Some(lines) = dump.next().await? {
            if send.send(lines).await.is_err() {
                // The writer says why.
                break;
            }
        }
        Ok::<_, RecordError>(dump.damaged())
    };
    let (poured, written) = tokio::join!(pouring, into(receive));
    let damaged = poured?;
    let path = written.map_err(|error| RecordError::Backup { why: error.to_string() })?;
    Ok((path, damaged))
}
