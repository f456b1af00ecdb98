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

impl Error {
    /// Whether Discord does not let us write there (403) or the place is gone (404): an apology would meet the same.
    pub(crate) fn is_no_entry(&self) -> bool {
        let Self::Internal(error) = self else { return false };
        let status = error.chain().find_map(|cause| match cause.downcast_ref::<serenity::Error>() {
            Some(serenity::Error::Http(http)) => http.status_code(),
            _ => None,
        });
        status.is_some_and(|status| matches!(status.as_u16(), 403 | 404))
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
