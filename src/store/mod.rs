//! Where records live: one async interface, an embedded database behind it.
//!
//! [`Store`] asks only for what a Postgres-wire database could give as well: get, ordered scan by prefix, and small
//! transactions of compare-and-swap writes with expiry. [`Memory`] and [`Disk`] implement it and pass one conformance
//! suite. An acknowledgement ([`Store::commit`] returning) means the data is durable.
//!
//! [`Directory`] is what an installation keeps and how it is opened, restored and mended; [`Records`] are the records in it
//! by type. Backups (`backup`) hold all of them as text.
//!
//! Keys carry a scope: a person's or a server's. Neither can be written without the other type's consent: there is no
//! way to make a [`Key`] but from a scope.

mod backup;
mod directory;
mod disk;
mod envelope;
mod key;
mod memory;
mod records;

use async_trait::async_trait;
use thiserror::Error;

pub use backup::{BackupError, Decoder, Draft, Problem, Summary};
pub use directory::{Directory, DirectoryError, RestoreError, Restored};
pub use disk::{Disk, OpenError, Opened};
pub use key::{Family, GuildScope, Key, PersonScope, Pseudonyms};
pub use memory::Memory;
pub use records::{
    Audited, Belongs, Counted, Dump, Erased, Exported, Kept, OfGuild, OfPerson, REGISTRY, RecordError, Records,
    Registered, Swept,
};

/// The most bytes a value may have. Above it sled writes blob files that it never syncs.
pub const MAX_VALUE: usize = 64 * 1024;

/// A value as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Grows with every commit to the store; what a compare-and-swap compares.
    pub version: u64,
    /// The schema of `payload`, by the record type's own count.
    pub schema: u16,
    /// When it stops to exist, in seconds since 1970.
    pub expires: Option<u64>,
    /// The record itself.
    pub payload: Vec<u8>,
}

/// What must hold for a change to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    Anything,
    /// There is no record.
    Absent,
    /// The record has this version.
    Version(u64),
}

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Puts a value.
    Put {
        /// The schema of `payload`.
        schema: u16,
        /// At most [`MAX_VALUE`] bytes.
        payload: Vec<u8>,
        /// When it stops to exist, in seconds since 1970.
        expires: Option<u64>,
    },
    /// Takes the record away.
    Delete,
    /// Only holds the expectation against the record.
    Check,
}

/// One change of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The record.
    pub key: Key,
    /// What must hold.
    pub expect: Expect,
    /// What is done.
    pub write: Write,
}

/// How a commit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commit {
    /// All changes are made and durable; the records now have this version.
    Done {
        /// The version.
        version: u64,
    },
    /// No change was made: what this key's change expected did not hold.
    Conflict(Key),
}

/// Why the store could not do as asked. `Display` is for operators.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StoreError {
    /// The value is too large.
    #[error("a record of {bytes} bytes is over the {MAX_VALUE} a value may have")]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// The record is there and cannot be read; it has been set aside.
    #[error("a record is damaged and was set aside; an older copy of the data directory may still have it")]
    Damaged,
    /// The disk takes no writes at the moment. Reads go on.
    #[error("the store is read-only: {why}")]
    ReadOnly {
        /// What the disk said.
        why: String,
    },
    /// The write may or may not have been made.
    #[error("the disk failed during a write: {why}")]
    Unknown {
        /// What the disk said.
        why: String,
    },
    /// A read failed.
    #[error("the disk failed during a read: {why}")]
    Read {
        /// What the disk said.
        why: String,
    },
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
}

/// A place for records.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// The record of that key, unless it has expired.
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError>;

    /// Up to `most` records whose keys start with `prefix`, in the order of their keys, after `after` if given.
    /// Expired and damaged ones are left out.
    async fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, StoreError>;

    /// Up to `most` keys of records that have expired and still take room, after `after` if given.
    async fn expired(&self, after: Option<&Key>, most: usize) -> Result<Vec<Key>, StoreError>;

    /// The keys that start with `prefix` and whose records are there and cannot be read.
    async fn damaged(&self, prefix: &Key) -> Result<Vec<Key>, StoreError>;

    /// The version of the last commit.
    async fn version(&self) -> Result<u64, StoreError>;

    /// The time that expiry is held against, in seconds since 1970.
    fn now(&self) -> u64;

    /// Makes all changes or none. When it returns [`Commit::Done`], they are durable.
    async fn commit(&self, changes: Vec<Change>) -> Result<Commit, StoreError>;

    /// Finishes what is under way and lets go of the disk.
    async fn close(&self);
}

/// Refuses values that are too large, before anything is written.
fn check_sizes(changes: &[Change]) -> Result<(), StoreError> {
    for change in changes {
        if let Write::Put { payload, .. } = &change.write
            && payload.len() > MAX_VALUE
        {
            return Err(StoreError::TooLarge { bytes: payload.len() });
        }
    }
    Ok(())
}

/// Whether what a change expects holds for what is there.
fn holds(expect: Expect, there: Option<&Record>) -> bool {
    match expect {
        Expect::Anything => true,
        Expect::Absent => there.is_none(),
        Expect::Version(version) => there.is_some_and(|record| record.version == version),
    }
}
