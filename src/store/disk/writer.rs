//! The one writer: group commit, then the acknowledgements; read-only on a full disk, and back when there is space.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::oneshot;

use super::super::envelope;
use super::super::memory::alive;
use super::super::{Change, Commit, Key, Record, StoreError, Write, holds};
use super::engine::Engine;
use super::open::{DATABASE, Holding};
use crate::clock::Clock;

/// Requests that may wait for the writer.
const QUEUE: usize = 4_096;
/// Changes that go to the disk together at the most.
const GROUP: usize = 4_096;
/// How often a read-only store looks whether the disk has space again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// What must fit on the disk before a read-only store opens again.
const ROOM: usize = 1024 * 1024;

/// Something to commit, and where the outcome goes. No changes: finish.
pub(super) struct Request {
    pub(super) changes: Vec<Change>,
    pub(super) reply: oneshot::Sender<Result<Commit, StoreError>>,
}

pub(super) struct Writer {
    directory: PathBuf,
    engine: Arc<ArcSwapOption<Engine>>,
    clock: Clock,
    version: u64,
    /// Why nothing can be written at the moment.
    read_only: Option<String>,
    /// As long as the writer lives, the directory is ours.
    holding: Holding,
}

/// What the records of one group will be, before they are written.
type Overlay = HashMap<Key, Option<Record>>;

impl Writer {
    pub(super) fn start(
        directory: PathBuf,
        engine: Arc<ArcSwapOption<Engine>>,
        holding: Holding,
        clock: Clock,
    ) -> std::io::Result<(SyncSender<Request>, JoinHandle<()>)> {
        let version = engine.load().as_deref().map_or(0, Engine::last_version);
        let writer = Self { directory, engine, clock, version, read_only: None, holding };
        let (send, receive) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || writer.run(&receive))?;
        Ok((send, thread))
    }

    fn run(mut self, queue: &Receiver<Request>) {
        loop {
            let first = match queue.recv_timeout(LOOK_EVERY) {
                Ok(request) => request,
                Err(RecvTimeoutError::Timeout) => {
                    self.recover();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let mut group = vec![first];
            let mut changes = group[0].changes.len();
            while changes < GROUP && !group.last().is_some_and(|request| request.changes.is_empty()) {
                let Ok(next) = queue.try_recv() else { break };
                changes += next.changes.len();
                group.push(next);
            }
            let last = group.last().is_some_and(|request| request.changes.is_empty());
            if last {
                group.pop();
            }
            self.commit(group);
            if last {
                break;
            }
        }
        self.let_go();
    }

    /// Commits a group: all its writes reach the disk together, then everybody hears how it went.
    fn commit(&mut self, group: Vec<Request>) {
        if self.read_only.is_some() {
            self.recover();
        }
        if let Some(why) = &self.read_only {
            for request in group {
                let _ = request.reply.send(Err(StoreError::ReadOnly { why: why.clone() }));
            }
            return;
        }
        let Some(engine) = self.engine.load_full() else { return };
        let now = self.clock.now().as_secs();
        let before = self.version;
        let mut overlay = Overlay::new();
        let mut outcomes = Vec::with_capacity(group.len());
        for request in group {
            let outcome = plan(&engine, &mut overlay, &mut self.version, request.changes, now);
            outcomes.push((request.reply, outcome));
        }
        let written = if self.version == before { Ok(()) } else { self.write(&engine, overlay) };
        if let Err(error) = &written {
            tracing::error!(%error, "a write failed; the store is read-only until the disk takes writes again");
            self.read_only = Some(error.to_string());
        }
        for (reply, outcome) in outcomes {
            let outcome = match (&written, outcome) {
                (Err(error), Ok(_)) => Err(StoreError::Unknown { why: error.to_string() }),
                (_, outcome) => outcome,
            };
            // Whoever asked may have gone; the write stands all the same.
            let _ = reply.send(outcome);
        }
    }

    /// To the disk, then to the note of what was acknowledged.
    fn write(&self, engine: &Engine, overlay: Overlay) -> Result<(), sled::Error> {
        // What is deleted does not live on among the damaged.
        for (key, _) in overlay.iter().filter(|(_, record)| record.is_none()) {
            engine.drop_set_aside(key)?;
        }
        engine.apply(self.batch(overlay))?;
        self.holding.mark.write(self.version)?;
        Ok(())
    }

    fn batch(&self, overlay: Overlay) -> sled::Batch {
        let mut batch = sled::Batch::default();
        for (key, record) in overlay {
            match record {
                Some(record) => batch.insert(key.as_bytes(), envelope::encode(&key, &record)),
                None => batch.remove(key.as_bytes()),
            }
        }
        let sequence = Record { version: self.version, schema: 1, expires: None, payload: Vec::new() };
        let key = Engine::sequence_key();
        batch.insert(key.as_bytes(), envelope::encode(&key, &sequence));
        batch
    }

    /// A sled handle that failed to write never writes again, so the database is opened anew once the disk has room.
    fn recover(&mut self) {
        if self.read_only.is_none() || !has_room(&self.directory) {
            return;
        }
        let Some(old) = self.engine.swap(None) else { return };
        let mut old = Some(old);
        while let Some(engine) = old.take() {
            // Reads under way still hold it, for microseconds.
            match Arc::try_unwrap(engine) {
                Ok(engine) => drop(engine),
                Err(shared) => {
                    old = Some(shared);
                    std::thread::sleep(Duration::from_millis(1));
                }
            }
        }
        match Engine::open(&self.directory.join(DATABASE)) {
            Ok(engine) => {
                self.version = self.version.max(engine.last_version());
                self.engine.store(Some(Arc::new(engine)));
                self.read_only = None;
                tracing::info!("the disk takes writes again");
            }
            Err(error) => tracing::error!(%error, "the database could not be opened again"),
        }
    }

    /// Drops the database here, on the writer's own thread: sled may take seconds.
    fn let_go(&mut self) {
        drop(self.engine.swap(None));
    }
}

/// Holds one request's expectations against the disk and the group so far; on success its changes join the group.
fn plan(
    engine: &Engine,
    overlay: &mut Overlay,
    version: &mut u64,
    changes: Vec<Change>,
    now: u64,
) -> Result<Commit, StoreError> {
    for change in &changes {
        let there = match overlay.get(&change.key) {
            Some(there) => there.clone(),
            None => match engine.get(&change.key) {
                // A damaged record can be written over by whoever expects nothing of it.
                Err(StoreError::Damaged) if change.expect == super::super::Expect::Anything => None,
                there => there?,
            },
        };
        if !holds(change.expect, there.as_ref().filter(|record| alive(record, now))) {
            return Ok(Commit::Conflict(change.key.clone()));
        }
    }
    *version += 1;
    for change in changes {
        match change.write {
            Write::Put { schema, payload, expires } => {
                let record = Record { version: *version, schema, expires, payload };
                overlay.insert(change.key, Some(record));
            }
            Write::Delete => {
                overlay.insert(change.key, None);
            }
            Write::Check => {}
        }
    }
    Ok(Commit::Done { version: *version })
}

/// Whether a megabyte fits on the disk, by trying.
fn has_room(directory: &Path) -> bool {
    let probe = directory.join("room");
    let written = fs::File::create(&probe).and_then(|mut file| {
        file.write_all(&vec![0x5a; ROOM])?;
        file.sync_data()
    });
    let removed = fs::remove_file(&probe);
    written.is_ok() && removed.is_ok()
}
