//! Backups: every record as JSON Lines, to be read with any tool and restored by any later Signpost.
//!
//! ```text
//! {"signpost-backup":1,"made":1795866000,"version":41,"by":"0.1.0","secret":"…","schemas":{"learner":1, …}}
//! {"kind":"learner","schema":1,"person":"0f…","expires":1827402000,"record":{"goal":…}}
//! {"kind":"tip","schema":1,"server":"81…","id":"0a…","record":{"text":…}}
//! {"kind":"tombstone","person":"0f…","at":1795866000}
//! {"records":2,"tombstones":1,"checksum":"…"}
//! ```
//!
//! The closing line counts and sums up what stands above it, so a file that was cut off or changed is refused. It
//! stands at the end because records change while they are read. `secret` is what pseudonyms are made with: without it a
//! restored record could never be found again. So a backup is as private as the data directory.
//!
//! [`lines`](self) writes and reads the text, [`file`](self) puts it on the disk whole or not at all, [`shelf`](self) has
//! the daily ones.

mod aside;
mod file;
mod forget;
mod lines;
mod note;
mod problem;
mod read;
mod shelf;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

pub use file::Draft;
pub(super) use forget::spared;
pub(super) use lines::{Encoder, Header, Item, unhex};
pub use problem::Problem;
pub use read::{Decoder, Summary};
pub(super) use read::{read, summary};
pub(super) use shelf::{FOLDER, Shelf};

/// Why a backup cannot be used or made, in words for the operator.
#[derive(Debug, Error)]
pub enum BackupError {
    /// Its content.
    #[error("{path}: {problem}")]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        problem: Problem,
    },
    /// It cannot be read.
    #[error("Cannot read {path}: {why}. Check the path and who may read it.")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: io::Error,
    },
}
