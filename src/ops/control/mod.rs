//! How the command line reaches the process that has the data: a socket in the data directory.
//!
//! One request a connection, in one line of JSON; then the answer, line by line; then one line that says how it ended:
//!
//! ```text
//! → {"signpost":1,"ask":"export-user","user":42}
//! ← {"kind":"learner","record":{…}}
//! ← {"signpost":1,"done":"1 record."}
//! ```
//!
//! or `{"signpost":1,"code":75,"refused":"why"}`. An answer without such a last line was cut off. Only the user who runs
//! the bot, and root, can connect: the socket's mode is 0600.

mod client;
mod place;
mod server;

use serde::{Deserialize, Serialize};

use super::operator::{Ask, Refusal};

pub use client::{Unreached, ask};
pub use server::{Control, ControlError};

/// The protocol's version. Both sides name it; a difference is refused in words.
const VERSION: u32 = 1;
/// How a line of ours begins, in contrast to what is handed over.
const OURS: &str = "{\"signpost\":";

/// The first line, from whoever asks.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    signpost: u32,
    #[serde(flatten)]
    ask: Ask,
}

/// What every request has, of whatever version.
#[derive(Debug, Deserialize)]
struct Versioned {
    signpost: u32,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct Ending {
    signpost: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
}

impl From<Result<String, Refusal>> for Ending {
    fn from(outcome: Result<String, Refusal>) -> Self {
        match outcome {
            Ok(done) => Self { signpost: VERSION, done: Some(done), code: None, refused: None },
            Err(Refusal { code, message }) => {
                Self { signpost: VERSION, done: None, code: Some(code), refused: Some(message) }
            }
        }
    }
}
