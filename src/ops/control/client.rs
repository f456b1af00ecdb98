//! The command line's side.

use std::io;
use std::path::Path;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::sync::mpsc;

use super::super::operator::{Ask, Refusal};
use super::place::{NAME, Place};
use super::{Ending, OURS, Request, VERSION};
use crate::render::words::operator as words;

/// How long nothing may come: an erasure writes seven backups anew before it answers.
const PATIENCE: Duration = Duration::from_secs(300);

/// Nothing came of asking.
#[derive(Debug, Error)]
pub enum Unreached {
    /// Nobody listens: no bot has the data.
    #[error("nobody listens at the control socket")]
    Nobody,
    /// It was refused, or cut off.
    #[error("{}", .0.message)]
    Refused(Refusal),
}

/// Asks the process that has the data in `directory`. What it hands over goes to `lines`, each with its end; what it says
/// at the end comes back.
///
/// # Errors
/// Nobody listens, it refuses, or it stopped half way.
pub async fn ask(directory: &Path, ask: Ask, lines: &mpsc::Sender<String>) -> Result<String, Unreached> {
    let stream = match connect(directory).await {
        Ok(stream) => stream,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(refused(78, words::not_permitted(&directory.join(NAME))));
        }
        Err(_) => return Err(Unreached::Nobody),
    };
    converse(stream, ask, lines).await.unwrap_or_else(|error| Err(refused(75, words::cut_off(&error.to_string()))))
}

async fn connect(directory: &Path) -> io::Result<UnixStream> {
    UnixStream::connect(Place::of(directory)?.file(NAME)).await
}

async fn converse(stream: UnixStream, ask: Ask, lines: &mpsc::Sender<String>) -> io::Result<Result<String, Unreached>> {
    let (read, mut write) = stream.into_split();
    let mut request = serde_json::to_string(&Request { signpost: VERSION, ask })?;
    request.push('\n');
    // One who refuses at once may have hung up by now: what it said can still be read.
    let _ = write.write_all(request.as_bytes()).await;
    let mut read = BufReader::new(read);
    loop {
        let mut line = String::new();
        tokio::time::timeout(PATIENCE, read.read_line(&mut line)).await??;
        if !line.ends_with('\n') {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !line.starts_with(OURS) {
            if lines.send(line).await.is_err() {
                // Whoever takes the lines says why they take no more.
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            continue;
        }
        let ending: Ending = serde_json::from_str(&line)?;
        return Ok(match ending {
            Ending { done: Some(done), .. } => Ok(done),
            Ending { code, refused: why, .. } => Err(refused(code.unwrap_or(78), why.unwrap_or_default())),
        });
    }
}

fn refused(code: u8, message: String) -> Unreached {
    Unreached::Refused(Refusal { code, message })
}
