//! What a running bot does for its data once a day: takes away what has had its time, and makes a backup.

use std::time::Duration;

use crate::clock::Clock;
use crate::store::Records;

/// Once a day.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// What failed is tried again this much later.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// Does the chores now, where they are due, and every day. Never returns; can be stopped anywhere.
pub async fn chores(records: Records, clock: Clock) {
    loop {
        let begun = clock.monotonic();
        let wait = sweep(&records).await.min(back_up(&records).await);
        clock.sleep_until(begun + wait.max(Duration::from_secs(1))).await;
    }
}

async fn sweep(records: &Records) -> Duration {
    match records.sweep().await {
        Ok(swept) => {
            tracing::info!(expired = swept.expired, "what has had its time is gone");
            DAY
        }
        Err(error) => {
            tracing::error!(%error, "what has had its time could not be taken away");
            AGAIN
        }
    }
}

async fn back_up(records: &Records) -> Duration {
    match records.back_up_daily().await {
        Ok((made, next)) => {
            if let Some(path) = made {
                tracing::info!(backup = %path.display(), "the daily backup is made");
            }
            next
        }
        Err(error) => {
            tracing::error!(%error, "the daily backup could not be made; the older ones are still there");
            AGAIN
        }
    }
}
