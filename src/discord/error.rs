//! What can go wrong while the bot answers somebody.

use thiserror::Error as ThisError;

use crate::render::words;

use super::hush;

/// A failure at the edge: either for the person to read, or for the log.
#[derive(Debug, ThisError)]
pub(crate) enum Error {
    /// Shown to the person as it stands.
    #[error("{0}")]
    User(String),
    /// Logged with a short number; the person sees only the number.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// What the person reads. An internal failure goes to the log with a number, and the person gets the number.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::User(words) => words.clone(),
            Self::Internal(error) => {
                let number = number();
                tracing::error!(number, error = hush::error(error), "an answer failed");
                words::internal(&number)
            }
        }
    }
}

/// A number that a person can read to a moderator: no vowels, so no words; nothing that looks like another.
pub(crate) fn number() -> String {
    const DIGITS: &[u8] = b"23456789BCDFGHJKMNPQRSTVWXZ";
    (0..4).map(|_| char::from(DIGITS[fastrand::usize(..DIGITS.len())])).collect()
}

impl From<serenity::Error> for Error {
    fn from(error: serenity::Error) -> Self {
        Self::Internal(error.into())
    }
}
