//! Records by type: who they belong to, how they are read and changed, how they are exported and erased.
//!
//! A record type that is not in [`REGISTRY`] cannot be written; so `/privacy`, `export-user`, `forget-user` and backups
//! cover every type by construction.

mod audited;
mod backups;
mod codec;
mod departed;
mod dump;
mod erase;
mod export;
mod guild;
mod kinds;
mod migrate;
mod older;
mod person;
mod registry;
mod sweep;

use std::sync::Arc;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserializer, Serialize};
use thiserror::Error;

use super::backup::Shelf;
use super::{Family, PersonScope, Pseudonyms, Store, StoreError};

pub use audited::Audited;
pub use dump::{Counted, Dump};
pub use erase::Erased;
pub(super) use erase::{erased_at, stone};
pub use export::Exported;
pub(super) use migrate::{due, migrate};
pub(super) use registry::of_family;
pub use registry::{Belongs, REGISTRY, Registered};
pub use sweep::Swept;

/// A type of record.
pub trait Kept: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its byte in keys. Never given to another type, not even after this one is gone.
    const FAMILY: Family;
    /// The schema written now. Grows when the type changes.
    const SCHEMA: u16;
    /// Its name in exports and backups.
    const NAME: &'static str;

    /// Reads a record of an older schema, in whatever format it stands. A type whose schema grew says here what became
    /// of what it was: `1 => Before::deserialize(older).map(Self::from)`.
    ///
    /// # Errors
    /// There was no such schema, or the record does not follow it.
    fn older<'de, D: Deserializer<'de>>(schema: u16, _older: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(format!("there never was a schema {schema}")))
    }
}

/// A record of which each person has one.
pub trait OfPerson: Kept + Default + PartialEq {
    /// How long one is kept that nobody uses, in seconds: a year.
    const KEPT_FOR: u64 = 365 * 24 * 60 * 60;
}

/// A record of which a server has any number, by id.
pub trait OfGuild: Kept {
    /// Whether it names that person.
    fn names(&self, person: &PersonScope) -> bool;
    /// Takes that person's name out of it.
    fn forget(&mut self, person: &PersonScope);
}

/// Why a record could not be read or changed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RecordError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record was written by a newer Signpost.
    #[error("a {name} record has schema {found}, and this Signpost knows {known} at the most; run the newer one")]
    Newer {
        /// The type.
        name: &'static str,
        /// What it has.
        found: u16,
        /// What we know.
        known: u16,
    },
    /// The record's bytes are whole, and do not say what they should.
    #[error("a {name} record cannot be understood")]
    Garbled {
        /// The type.
        name: &'static str,
    },
    /// Everything is erased but what the daily backups still hold; it is tried again at the next start.
    #[error("the daily backups still hold what was erased: {why}; it is tried again at the next start")]
    BackupsRemain {
        /// What the disk said.
        why: String,
    },
    /// A backup could not be made.
    #[error("a backup could not be made: {why}")]
    Backup {
        /// What the disk said.
        why: String,
    },
    /// Somebody else kept changing the record at the same time.
    #[error("the record was changed by others too often at once; try again")]
    Busy,
}

/// The records of one installation. Clones are the same one.
#[derive(Clone)]
pub struct Records {
    store: Arc<dyn Store>,
    pseudonyms: Arc<Pseudonyms>,
    registry: &'static [Registered],
    /// Where the daily backups are; `None` in memory.
    shelf: Option<Arc<Shelf>>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Records")
    }
}

impl Records {
    /// Records in `store`, with people named by `pseudonyms`.
    pub fn new(store: Arc<dyn Store>, pseudonyms: Arc<Pseudonyms>) -> Self {
        Self { store, pseudonyms, registry: &REGISTRY, shelf: None }
    }

    /// The same, of the types in `registry` and with daily backups.
    pub(super) fn with(self, registry: &'static [Registered], shelf: Shelf) -> Self {
        Self { registry, shelf: Some(Arc::new(shelf)), ..self }
    }

    /// The store below.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The scope of that user.
    pub fn scope(&self, user: u64) -> PersonScope {
        self.pseudonyms.person(user)
    }
}
