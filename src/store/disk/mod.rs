//! Records in sled 0.34, with the guards its measured faults ask for.
//!
//! - sled's `flush` is `sync_file_range`, which is no barrier: the writer follows it with `fdatasync` on a descriptor of
//!   its own ([`writer`]).
//! - One writer thread commits everything that queued up while the last commit was on its way to the disk (group commit).
//! - Values stay under 64 KiB, few trees, a small cache ([`engine`]).
//! - Opening is a ladder that never starts empty silently ([`open`]); one process a directory, with a clear message ([`lock`]).
//! - A log that lost its tail is found out ([`mark`]).
//! - A record that does not check is set aside, and the rest go on ([`engine`]).
//! - A full disk makes the store read-only until there is space again ([`writer`]).

mod engine;
mod lock;
mod mark;
mod open;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};

use arc_swap::ArcSwapOption;
use async_trait::async_trait;
use tokio::sync::{Mutex, oneshot};

use self::engine::Engine;
use self::writer::{Request, Writer};
use super::memory::alive;
use super::{Change, Commit, Key, Record, Store, StoreError, check_sizes};
use crate::clock::Clock;

pub(super) use self::engine::{Survey, sync_directory};
pub(super) use self::lock::Lock;
pub(super) use self::mark::NAME as MARK;
pub(super) use self::open::{DATABASE, MARKER, Short};
pub use self::open::{OpenError, Opened};

/// A store in a directory of its own.
#[derive(Debug)]
pub struct Disk {
    clock: Clock,
    engine: Arc<ArcSwapOption<Engine>>,
    /// `None` once closed.
    writer: Mutex<Option<(SyncSender<Request>, std::thread::JoinHandle<()>)>>,
    queue: SyncSender<Request>,
}

impl Disk {
    /// Opens the store in `directory`, making it if there is none yet. Blocks; call before anything is served.
    ///
    /// # Errors
    /// Another process has it, or nothing on the ladder opens it; the message says what to do.
    pub fn open(directory: &Path, clock: Clock) -> Result<(Self, Opened), OpenError> {
        std::fs::create_dir_all(directory)?;
        let (disk, _, opened) = Self::open_locked(directory, Lock::take(directory)?, clock, Short::Refused)?;
        Ok((disk, opened))
    }

    /// Opens the store in a directory that is there and locked, and says what is in it. Blocks.
    pub(super) fn open_locked(
        directory: &Path,
        lock: Lock,
        clock: Clock,
        short: Short,
    ) -> Result<(Self, Survey, Opened), OpenError> {
        let (engine, holding, survey, opened) = open::open(directory, lock, short)?;
        let engine = Arc::new(ArcSwapOption::from_pointee(engine));
        let (queue, thread) = Writer::start(directory.to_owned(), engine.clone(), holding, clock.clone())?;
        let disk = Self { clock, engine, writer: Mutex::new(Some((queue.clone(), thread))), queue };
        Ok((disk, survey, opened))
    }

    /// Runs `read` where blocking is allowed: the one place that crosses over.
    async fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Engine) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let engine = self.engine.load_full().ok_or(StoreError::Closed)?;
        let done = tokio::task::spawn_blocking(move || read(&engine)).await;
        done.unwrap_or_else(|error| Err(StoreError::Read { why: error.to_string() }))
    }
}

#[async_trait]
impl Store for Disk {
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        let (key, now) = (key.clone(), self.now());
        self.reading(move |engine| Ok(engine.get(&key)?.filter(|record| alive(record, now)))).await
    }

    async fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, StoreError> {
        let (prefix, after, now) = (prefix.clone(), after.cloned(), self.now());
        self.reading(move |engine| engine.scan(&prefix, after.as_ref(), most, now)).await
    }

    async fn expired(&self, after: Option<&Key>, most: usize) -> Result<Vec<Key>, StoreError> {
        let (after, now) = (after.cloned(), self.now());
        self.reading(move |engine| engine.expired(after.as_ref(), most, now)).await
    }

    async fn damaged(&self, prefix: &Key) -> Result<Vec<Key>, StoreError> {
        let prefix = prefix.clone();
        self.reading(move |engine| engine.damaged(&prefix)).await
    }

    async fn version(&self) -> Result<u64, StoreError> {
        self.reading(|engine| Ok(engine.last_version())).await
    }

    fn now(&self) -> u64 {
        self.clock.now().as_secs()
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<Commit, StoreError> {
        check_sizes(&changes)?;
        let (reply, answer) = oneshot::channel();
        let request = Request { changes, reply };
        if let Err(refused) = self.queue.try_send(request) {
            match refused {
                TrySendError::Disconnected(_) => return Err(StoreError::Closed),
                TrySendError::Full(request) => {
                    let queue = self.queue.clone();
                    let sent = tokio::task::spawn_blocking(move || queue.send(request).is_ok()).await;
                    if !sent.unwrap_or(false) {
                        return Err(StoreError::Closed);
                    }
                }
            }
        }
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    async fn close(&self) {
        let Some((queue, thread)) = self.writer.lock().await.take() else { return };
        let (reply, _) = oneshot::channel();
        // An empty request is the writer's sign to finish: the queue itself never closes while we live.
        let stop = Request { changes: Vec::new(), reply };
        let joined = tokio::task::spawn_blocking(move || queue.send(stop).map(|()| thread.join())).await;
        if joined.is_err() {
            tracing::warn!("the store's writer did not end in order");
        }
    }
}
