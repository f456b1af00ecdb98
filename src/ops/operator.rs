//! What the operator can ask of the data, on a running bot as on a stopped one: a backup, one person's records, their
//! erasure, a check-up.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::doctor::{self, Checks};
use crate::render::words::operator as words;
use crate::store::{RecordError, Records};

/// What an operator asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", content = "user", rename_all = "kebab-case")]
pub enum Ask {
    /// All of the data, as the lines of a backup.
    Backup,
    /// Everything that is kept about a person, one record a line.
    ExportUser(u64),
    /// That a person be erased.
    ForgetUser(u64),
    /// How everything is, one finding a line.
    Doctor,
}

/// Why something was not done: the exit code, and words for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The command line's exit code.
    pub code: u8,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// Worth trying again later.
const TRY_AGAIN: u8 = 75;
/// Somebody must change something first.
const WILL_NOT_FIX_ITSELF: u8 = 78;

impl From<RecordError> for Refusal {
    fn from(error: RecordError) -> Self {
        let code = match error {
            RecordError::Newer { .. } | RecordError::Garbled { .. } => WILL_NOT_FIX_ITSELF,
            _ => TRY_AGAIN,
        };
        Self { code, message: words::failed(&error.to_string()) }
    }
}

/// Whoever has the data open, and does what is asked. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Operator {
    records: Records,
    directory: PathBuf,
    checks: Checks,
}

impl Operator {
    /// For the records in `directory`; `checks` looks at everything that is not the data.
    pub fn new(records: Records, directory: &Path, checks: Checks) -> Self {
        Self { records, directory: directory.to_owned(), checks }
    }

    /// Does what is asked for. What there is to hand over goes to `lines`, each with its end; what there is to say about
    /// it comes back.
    ///
    /// # Errors
    /// It could not be done, or not to its end.
    pub async fn answer(&self, ask: Ask, lines: &mpsc::Sender<String>) -> Result<String, Refusal> {
        match ask {
            Ask::Backup => self.back_up(lines).await,
            Ask::ExportUser(user) => self.export(user, lines).await,
            Ask::ForgetUser(user) => self.forget(user).await,
            Ask::Doctor => {
                let mut findings = self.checks.run().await;
                findings.push(doctor::store(&self.records, &self.directory).await);
                findings.push(doctor::disk(&self.directory));
                for finding in findings {
                    hand_over(lines, serde_json::to_string(&finding).unwrap_or_default() + "\n").await?;
                }
                Ok(words::by_the_bot(std::process::id()))
            }
        }
    }

    async fn back_up(&self, lines: &mpsc::Sender<String>) -> Result<String, Refusal> {
        let mut dump = self.records.dump().await?;
        while let Some(some) = dump.next().await? {
            hand_over(lines, some).await?;
        }
        Ok(words::backed_up(dump.records(), dump.damaged()))
    }

    async fn export(&self, user: u64, lines: &mpsc::Sender<String>) -> Result<String, Refusal> {
        let all = self.records.export_person(self.records.scope(user)).await?;
        for record in &all {
            hand_over(lines, serde_json::to_string(record).unwrap_or_default() + "\n").await?;
        }
        Ok(words::exported(all.len()))
    }

    async fn forget(&self, user: u64) -> Result<String, Refusal> {
        let erased = self.records.erase_person(self.records.scope(user), self.records.store().now()).await?;
        Ok(words::forgotten(erased.records, erased.anonymised))
    }
}

/// Whoever asked may have gone; then nothing more is done for them.
async fn hand_over(lines: &mpsc::Sender<String>, text: String) -> Result<(), Refusal> {
    let gone = |_| Refusal { code: TRY_AGAIN, message: words::GONE.to_owned() };
    lines.send(text).await.map_err(gone)
}
