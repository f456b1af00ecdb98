//! Keeps what identifies people out of the log.

use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

/// An id as the log may show it: the same within one run, unrelated to the id and to other runs.
pub(crate) fn id(raw: impl Display) -> String {
    static KEY: OnceLock<RandomState> = OnceLock::new();
    let hash = KEY.get_or_init(RandomState::new).hash_one(raw.to_string());
    format!("#{:06x}", hash & 0x00ff_ffff)
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_the_same_twice_and_never_itself() {
        assert_eq!(id(81384788765712384_u64), id("81384788765712384"));
        assert_ne!(id(1), id(2));
        assert!(!id(81384788765712384_u64).contains("8138"));
    }
}
