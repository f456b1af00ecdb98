//! What can go wrong while the bot answers somebody.

use thiserror::Error as ThisError;

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

impl From<serenity::Error> for Error {
    fn from(error: serenity::Error) -> Self {
        Self::Internal(error.into())
    }
}
