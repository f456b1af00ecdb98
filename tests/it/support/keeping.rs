//! Stores for conversations: in memory, and one that fails or waits when told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

use signpost::clock::Clock;
use signpost::store::{Change, Commit, Key, Memory, Pseudonyms, Record, Records, Store, StoreError};
use tokio::sync::{Semaphore, watch};

use super::discord::within;

/// Records in memory.
pub(crate) fn memory() -> Records {
    over(Arc::new(Memory::new(Clock::system())))
}

/// Records in any store.
pub(crate) fn over(store: Arc<dyn Store>) -> Records {
    Records::new(store, Arc::new(Pseudonyms::new([7; 32])))
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Trouble {
    /// Nothing.
    None = 0,
    /// The disk is full.
    ReadOnly = 1,
    /// Nothing can be read either.
    Down = 2,
    /// A write failed in the middle.
    Unsure = 3,
    /// The record does not check.
    Damaged = 4,
    /// Every write waits for [`Troubled::let_one_through`].
    Slow = 5,
    /// There is room for as many writes as [`Troubled::let_one_through`] lets through.
    Filling = 6,
}

/// A store in memory that has the trouble a test gives it.
pub(crate) struct Troubled {
    inner: Memory,
    trouble: AtomicU8,
    gate: Semaphore,
    no_servers: AtomicBool,
}

impl Troubled {
    pub(crate) fn new() -> Arc<Self> {
        let inner = Memory::new(Clock::system());
        Arc::new(Self { inner, trouble: AtomicU8::new(0), gate: Semaphore::new(0), no_servers: AtomicBool::new(false) })
    }

    pub(crate) fn has(&self, trouble: Trouble) {
        self.trouble.store(trouble as u8, Ordering::SeqCst);
    }

    /// Servers' records cannot be gone through; all else works.
    pub(crate) fn fails_at_scans_of_servers(&self, fails: bool) {
        self.no_servers.store(fails, Ordering::SeqCst);
    }

    pub(crate) fn let_one_through(&self) {
        self.gate.add_permits(1);
    }

    fn is(&self, trouble: Trouble) -> bool {
        self.trouble.load(Ordering::SeqCst) == trouble as u8
    }

    fn read_error(&self) -> Result<(), StoreError> {
        if self.is(Trouble::Damaged) {
            return Err(StoreError::Damaged);
        }
        if self.is(Trouble::Down) {
            return Err(StoreError::Read { why: "no such device".to_owned() });
        }
        Ok(())
    }
}

#[async_trait::async_trait]
impl Store for Troubled {
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        self.read_error()?;
        self.inner.get(key).await
    }

    async fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, StoreError> {
        self.read_error()?;
        if prefix.as_bytes().starts_with(b"g") && self.no_servers.load(Ordering::SeqCst) {
            return Err(StoreError::Read { why: "no such device".to_owned() });
        }
        self.inner.scan(prefix, after, most).await
    }

    async fn expired(&self, after: Option<&Key>, most: usize) -> Result<Vec<Key>, StoreError> {
        self.read_error()?;
        self.inner.expired(after, most).await
    }

    async fn damaged(&self, prefix: &Key) -> Result<Vec<Key>, StoreError> {
        self.read_error()?;
        self.inner.damaged(prefix).await
    }

    async fn version(&self) -> Result<u64, StoreError> {
        self.read_error()?;
        self.inner.version().await
    }

    fn now(&self) -> u64 {
        self.inner.now()
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<Commit, StoreError> {
        let why = "no space left on device".to_owned();
        if self.is(Trouble::ReadOnly) {
            return Err(StoreError::ReadOnly { why });
        }
        if self.is(Trouble::Filling) {
            match self.gate.try_acquire() {
                Ok(room) => room.forget(),
                Err(_) => return Err(StoreError::ReadOnly { why }),
            }
        }
        if self.is(Trouble::Unsure) {
            return Err(StoreError::Unknown { why });
        }
        if self.is(Trouble::Slow) {
            self.gate.acquire().await.unwrap().forget();
        }
        self.inner.commit(changes).await
    }

    async fn close(&self) {}
}

/// A store in memory that counts how often it is read, and tells when it was written.
pub(crate) struct Watched {
    inner: Memory,
    reads: AtomicUsize,
    writes: watch::Sender<usize>,
}

impl Watched {
    pub(crate) fn new() -> Arc<Self> {
        let (inner, writes) = (Memory::new(Clock::system()), watch::Sender::new(0));
        Arc::new(Self { inner, reads: AtomicUsize::new(0), writes })
    }

    /// How often it was read so far.
    pub(crate) fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }

    /// Waits until something holds, looking again after each write.
    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let mut writes = self.writes.subscribe();
        let held = async {
            while !holds().await {
                writes.changed().await.unwrap();
            }
        };
        within(what, held).await;
    }
}

#[async_trait::async_trait]
impl Store for Watched {
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.inner.get(key).await
    }

    async fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, StoreError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.inner.scan(prefix, after, most).await
    }

    async fn expired(&self, after: Option<&Key>, most: usize) -> Result<Vec<Key>, StoreError> {
        self.inner.expired(after, most).await
    }

    async fn damaged(&self, prefix: &Key) -> Result<Vec<Key>, StoreError> {
        self.inner.damaged(prefix).await
    }

    async fn version(&self) -> Result<u64, StoreError> {
        self.inner.version().await
    }

    fn now(&self) -> u64 {
        self.inner.now()
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<Commit, StoreError> {
        let done = self.inner.commit(changes).await;
        self.writes.send_modify(|count| *count += 1);
        done
    }

    async fn close(&self) {}
}
