//! Where a command keeps what people tell: opened before anybody is served, closed after.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use signpost::clock::Clock;
use signpost::learner::Outcome as Kept;
use signpost::ops::terminal::Change;
use signpost::store::{DirectoryError, Memory, Opened, Pseudonyms, Records};
use tokio::runtime::Runtime;

use super::{Outcome, WILL_NOT_FIX_ITSELF};

/// The data directory of `run` where nobody names another.
pub(super) const USUAL: &str = "signpost-data";
/// How long closing may take: with everything else that ends, less than 20 s.
const CLOSING: Duration = Duration::from_secs(7);
/// Whoever sits at the terminal; nobody on Discord has this id.
const AT_THE_TERMINAL: u64 = 0;

/// Opens the records in a data directory.
pub(super) async fn open(directory: &Path) -> Result<Records, DirectoryError> {
    let (records, opened) = Records::open(directory, Clock::system()).await?;
    match opened {
        Opened::New => tracing::info!(directory = %directory.display(), "a new data directory"),
        Opened::AsLeft => tracing::info!(directory = %directory.display(), "the data directory is open"),
        Opened::WithoutSnapshot(copy) => tracing::warn!(
            copy = %copy.display(),
            "the database was damaged and was mended from its log; the damaged files are kept beside it"
        ),
        // Said in full where it happened.
        Opened::Short { .. } => {}
        Opened::FromBackup { made, .. } => tracing::error!(made = %when(made), "the data is of its newest backup"),
    }
    Ok(records)
}

/// A moment, for the operator.
pub(super) fn when(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Closes the records. What was acknowledged is on the disk already, so a slow disk may be left behind.
pub(super) async fn close(records: &Records) {
    if tokio::time::timeout(CLOSING, records.store().close()).await.is_err() {
        tracing::warn!("the data directory is still closing; nothing that was acknowledged is lost");
    }
}

/// Records in memory, or in `data` if it is named; closed after `then`.
pub(super) fn with_records(runtime: &Runtime, data: Option<&Path>, then: impl FnOnce(&Records) -> Outcome) -> Outcome {
    let records = match data {
        None => Records::new(Arc::new(Memory::new(Clock::system())), Arc::new(Pseudonyms::new([0; 32]))),
        Some(directory) => match runtime.block_on(open(directory)) {
            Ok(records) => records,
            Err(error) => return Outcome::failed(WILL_NOT_FIX_ITSELF, &error),
        },
    };
    let outcome = then(&records);
    runtime.block_on(close(&records));
    outcome
}

/// Changes the record of whoever sits at the terminal.
pub(super) fn keep(runtime: &Runtime, records: &Records, change: &mut Change<'_>) -> Result<Kept, String> {
    let person = records.scope(AT_THE_TERMINAL);
    runtime.block_on(records.change_person(person, |learner| change(learner))).map_err(|error| error.to_string())
}
