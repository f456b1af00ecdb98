//! Keeps what identifies people out of the log.

use std::fmt::{Display, Write};
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

/// An id as the log may show it: the same within one run, unrelated to the id and to other runs.
pub(crate) fn id(raw: impl Display) -> String {
    static KEY: OnceLock<RandomState> = OnceLock::new();
    let hash = KEY.get_or_init(RandomState::new).hash_one(raw.to_string());
    format!("#{:06x}", hash & 0x00ff_ffff)
}

/// An error and its causes as the log may show them. serenity's errors print the address of the request,
/// which may hold an interaction's token: of those only status and code are kept.
pub(crate) fn error(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        if !text.is_empty() {
            text.push_str(": ");
        }
        match cause.downcast_ref::<serenity::Error>() {
            Some(serenity::Error::Http(http)) => {
                let status = http.status_code().map_or(0, |status| status.as_u16());
                // Writing to a string does not fail.
                let _ = write!(text, "Discord's HTTP API, status {status}: {http}");
                // What lies below repeats the address.
                return text;
            }
            Some(serenity::Error::Json(_)) => {
                text.push_str("an answer of Discord's HTTP API could not be read");
                return text;
            }
            _ => text.push_str(&cause.to_string()),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_the_same_twice_and_never_itself() {
        assert_eq!(id(81_384_788_765_712_384_u64), id("81384788765712384"));
        assert_ne!(id(1), id(2));
        assert!(!id(81_384_788_765_712_384_u64).contains("8138"));
    }
}
