//! Snowflakes: ids that carry the time they were made.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Discord counts its milliseconds from the first second of 2015.
pub const DISCORD_EPOCH_MS: u64 = 1_420_070_400_000;

/// A snowflake, written as a string wherever it leaves this process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u64);

/// Names a message.
pub type MessageId = Id;
/// Names a channel, a thread or a conversation in private.
pub type ChannelId = Id;
/// Names a person or a bot.
pub type UserId = Id;
/// Names a server.
pub type GuildId = Id;

impl Id {
    /// When this id was made, in milliseconds since 1970.
    pub fn created_ms(self) -> u64 {
        (self.0 >> 22) + DISCORD_EPOCH_MS
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Id)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<Id> for serde_json::Value {
    fn from(id: Id) -> Self {
        Self::String(id.to_string())
    }
}

/// Makes snowflakes: strictly rising, whatever the clock does.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    pub(crate) fn next(&mut self, now_ms: u64) -> Id {
        let from_time = now_ms.saturating_sub(DISCORD_EPOCH_MS) << 22;
        self.last = from_time.max(self.last + 1);
        Id(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_and_carry_their_time() {
        let mut flakes = Snowflakes::default();
        let now = 1_763_700_000_123;
        let (first, second) = (flakes.next(now), flakes.next(now));
        assert_eq!(first.created_ms(), now);
        assert!(second > first);
        assert!(flakes.next(now - 60_000) > second, "a clock set back must not repeat an id");
    }
}
