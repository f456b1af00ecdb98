//! What a restore or a repair put aside in the data directory. It holds what people have erased since, so it has its time.

use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Days that it is kept.
const DAYS: u64 = 30;
/// How the folders' names begin.
const NAMES: [&str; 2] = ["before-restore-", "db.damaged-"];

/// Throws away what has had its time and returns how many folders that were. Blocks.
pub(super) fn clear(data: &Path, now: u64) -> io::Result<usize> {
    let mut cleared = 0;
    for entry in fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_ours = NAMES.iter().any(|ours| name.to_string_lossy().starts_with(ours));
        if is_ours && age(&entry.path(), now)? >= DAYS * 24 * 60 * 60 {
            fs::remove_dir_all(entry.path())?;
            tracing::info!(path = %entry.path().display(), "what was put aside has had its time");
            cleared += 1;
        }
    }
    Ok(cleared)
}

/// How long ago a folder was made, in seconds.
fn age(folder: &Path, now: u64) -> io::Result<u64> {
    let made = fs::metadata(folder)?.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    Ok(now.saturating_sub(made.as_secs()))
}
