//! The side of the process that has the data.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_util::task::AbortOnDropHandle;

use super::super::operator::{Operator, Refusal};
use super::place::{NAME, Place};
use super::{Ending, Request, VERSION, Versioned};
use crate::render::words::operator as words;

/// The most bytes a request may have.
const LONGEST: u64 = 4 * 1024;
/// How long a request may take to arrive, and each piece of the answer to be taken.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many are answered at once; the rest are asked to come again.
const AT_ONCE: usize = 4;
/// Pieces of an answer that wait to be taken.
const AHEAD: usize = 4;

/// The socket could not be opened; in words for the operator.
#[derive(Debug, Error)]
#[error(
    "Cannot open {path}: {source}. The bot works all the same; stop it before you use `backup`, `export-user`, `forget-user` or `doctor`."
)]
pub struct ControlError {
    path: PathBuf,
    source: io::Error,
}

/// Answers at the socket until it is dropped, which takes the socket away.
#[derive(Debug)]
pub struct Control {
    path: PathBuf,
    _task: AbortOnDropHandle<()>,
}

impl Control {
    /// Answers for `operator` at the socket in `directory`, which this process has locked.
    ///
    /// # Errors
    /// The socket could not be opened.
    pub fn serve(directory: &Path, operator: Operator) -> Result<Self, ControlError> {
        let path = directory.join(NAME);
        let listener = listen(directory).map_err(|source| ControlError { path: path.clone(), source })?;
        let task = AbortOnDropHandle::new(tokio::spawn(accept(listener, operator)));
        Ok(Self { path, _task: task })
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // One that is left behind harms nobody: the next start replaces it.
        let _ = fs::remove_file(&self.path);
    }
}

/// The lock is ours, so a socket that is there is a leftover. Nobody can connect before its mode is right.
fn listen(directory: &Path) -> io::Result<UnixListener> {
    let place = Place::of(directory)?;
    let draft = place.file("control.sock.new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&draft)?;
    fs::set_permissions(&draft, Permissions::from_mode(0o600))?;
    fs::rename(&draft, place.file(NAME))?;
    Ok(listener)
}

async fn accept(listener: UnixListener, operator: Operator) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut under_way = tokio::task::JoinSet::new();
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "nobody can be taken in at the control socket just now");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        while under_way.try_join_next().is_some() {}
        let (operator, place) = (operator.clone(), places.clone().try_acquire_owned());
        under_way.spawn(async move {
            let answered = answer(stream, &operator, place.is_err()).await;
            if let Err(error) = answered {
                tracing::info!(%error, "somebody left the control socket before the end");
            }
        });
    }
}

async fn answer(stream: UnixStream, operator: &Operator, busy: bool) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut read = BufReader::new(read.take(LONGEST));
    // Also where it will be refused: hanging up on what was not read would take the refusal with it.
    let request = match tokio::time::timeout(PATIENCE, read.read_line(&mut line)).await {
        Ok(Ok(_)) if busy => return end(&mut write, Err(Refusal { code: 75, message: words::BUSY.to_owned() })).await,
        Ok(Ok(_)) => understood(&line),
        // Not text, or gone.
        Ok(Err(_)) => Err(words::NO_REQUEST.to_owned()),
        Err(_) => Err(words::TOO_SLOW.to_owned()),
    };
    let request = match request {
        Ok(request) => request,
        Err(message) => return end(&mut write, Err(Refusal { code: 2, message })).await,
    };
    let (send, mut receive) = mpsc::channel(AHEAD);
    let answering = async move { operator.answer(request.ask, &send).await };
    let taker = &mut write;
    // Ending early drops the receiver, which ends the answering, too.
    let passing_on = async move {
        while let Some(text) = receive.recv().await {
            put(taker, &text).await?;
        }
        Ok::<(), io::Error>(())
    };
    let (outcome, passed_on) = tokio::join!(answering, passing_on);
    passed_on?;
    end(&mut write, outcome).await
}

fn understood(line: &str) -> Result<Request, String> {
    let versioned: Versioned = serde_json::from_str(line).map_err(|_| words::NO_REQUEST.to_owned())?;
    if versioned.signpost != VERSION {
        return Err(words::other_version(versioned.signpost, VERSION));
    }
    serde_json::from_str(line).map_err(|_| words::NO_REQUEST.to_owned())
}

async fn end(write: &mut OwnedWriteHalf, outcome: Result<String, Refusal>) -> io::Result<()> {
    let mut line = serde_json::to_string(&Ending::from(outcome))?;
    line.push('\n');
    put(write, &line).await
}

/// Writes, unless whoever asked takes nothing for too long.
async fn put(write: &mut OwnedWriteHalf, text: &str) -> io::Result<()> {
    for piece in text.as_bytes().chunks(64 * 1024) {
        tokio::time::timeout(PATIENCE, write.write_all(piece)).await??;
    }
    Ok(())
}
