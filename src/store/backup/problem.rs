//! What can be wrong with a backup, in words for the operator.

use thiserror::Error;

/// What is wrong with a backup.
#[derive(Debug, Error)]
pub enum Problem {
    /// A line is not what it should be.
    #[error("line {number} {why}. The file is damaged; use another backup")]
    Line {
        /// From 1.
        number: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The first line is not a backup's.
    #[error("line 1 is not the first line of a Signpost backup. Name a file that `signpost backup` made")]
    NotABackup,
    /// There is no closing line.
    #[error("the file ends after line {lines}, without its closing line: it was cut off. Use another backup")]
    CutOff {
        /// How many lines there are.
        lines: u64,
    },
    /// The lines are not the ones that were written.
    #[error(
        "line {number} does not sum up the {above} lines above it: one of them was changed, lost or added. Use another backup"
    )]
    Checksum {
        /// The closing line.
        number: u64,
        /// The lines above it.
        above: u64,
    },
    /// It was made by a newer program.
    #[error(
        "it was made by a newer Signpost: its {what} has version {found}, and this one knows {known} at the most. Restore it with the newer one"
    )]
    Newer {
        /// What is newer.
        what: String,
        /// What it has.
        found: u32,
        /// What we know.
        known: u32,
    },
}
