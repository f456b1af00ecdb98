//! The check-up: one finding a line, each trouble with what to do.

use std::fs;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::render::words::operator as words;
use crate::store::Records;

/// Less free space than this is trouble: a daily backup and the database's own growth must fit.
const LEAST_FREE: u64 = 64 * 1024 * 1024;

/// One line of a check-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What was looked at, in a word.
    pub what: String,
    /// Whether it is as it should be.
    pub ok: bool,
    /// How it is.
    pub says: String,
    /// What to do about it; nothing where it is as it should be.
    pub advice: String,
    /// It may be better in a while without anybody doing anything.
    pub may_pass: bool,
}

impl Finding {
    /// As it should be.
    pub fn good(what: &str, says: impl Into<String>) -> Self {
        Self { what: what.to_owned(), ok: true, says: says.into(), advice: String::new(), may_pass: false }
    }

    /// Not as it should be.
    pub fn trouble(what: &str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.to_owned(), ok: false, says: says.into(), advice: advice.into(), may_pass: false }
    }

    /// The same, but it may pass.
    #[must_use]
    pub fn that_may_pass(self) -> Self {
        Self { may_pass: true, ..self }
    }
}

/// Whatever else is looked at: the token, the content and so on.
#[derive(Clone)]
pub struct Checks(Arc<dyn Fn() -> Found + Send + Sync>);

type Found = Pin<Box<dyn Future<Output = Vec<Finding>> + Send>>;

impl Checks {
    /// Looks with `look`.
    pub fn new<F: Future<Output = Vec<Finding>> + Send + 'static>(
        look: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(move || Box::pin(look())))
    }

    /// Looks now.
    pub async fn run(&self) -> Vec<Finding> {
        (self.0)().await
    }
}

impl std::fmt::Debug for Checks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Checks")
    }
}

/// How the open records are.
pub async fn store(records: &Records, directory: &Path) -> Finding {
    let place = directory.to_owned();
    let bytes = tokio::task::spawn_blocking(move || bytes(&place)).await.unwrap_or_default();
    match records.counted().await {
        Ok(counted) if counted.damaged == 0 => {
            Finding::good(words::STORE, words::store(counted.records, bytes, directory, &records.schemas()))
        }
        Ok(counted) => {
            Finding::trouble(words::STORE, words::damaged(counted.damaged, directory), words::damaged_advice(directory))
        }
        Err(error) => Finding::trouble(words::STORE, error.to_string(), words::STORE_FAILED_ADVICE),
    }
}

/// Whether the disk has room.
pub fn disk(directory: &Path) -> Finding {
    // A directory that is not there yet is made in the nearest one that is.
    let there = directory.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
    match rustix::fs::statvfs(there) {
        Ok(stat) => {
            let free = stat.f_bavail.saturating_mul(stat.f_frsize);
            let needed = LEAST_FREE.max(bytes(directory).saturating_mul(2));
            if free < needed {
                Finding::trouble(words::DISK, words::free(free), words::free_advice(needed, directory))
            } else {
                Finding::good(words::DISK, words::free(free))
            }
        }
        Err(error) => Finding::trouble(words::DISK, error.to_string(), words::disk_advice(there)),
    }
}

/// What a folder takes on the disk, to the byte its files say.
fn bytes(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => bytes(&entry.path()),
        _ => entry.metadata().map_or(0, |metadata| metadata.len()),
    });
    sizes.sum()
}
