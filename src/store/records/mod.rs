//! Records by type: who they belong to, how they are read and changed, how they are exported and erased.
//!
//! A record type that is not in [`REGISTRY`] cannot be written; so `/privacy`, `export-user`, `forget-user` and backups
//! cover every type by construction.

mod audited;
mod codec;
mod departed;
mod erase;
mod export;
mod guild;
mod kinds;
mod open;
mod person;
mod registry;

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::{Family, PersonScope, Pseudonyms, Store, StoreError};

pub use audited::Audited;
pub use erase::Erased;
pub use export::Exported;
pub use open::DirectoryError;
pub use registry::{Belongs, REGISTRY, Registered};

/// A type of record.
pub trait Kept: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its byte in keys. Never given to another type, not even after this one is gone.
    const FAMILY: Family;
    /// The schema written now. Grows when the type changes.
    const SCHEMA: u16;
    /// Its name in exports and backups.
    const NAME: &'static str;
}

/// A record of which each person has one.
pub trait OfPerson: Kept + Default + PartialEq {}

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
    /// Somebody else kept changing the record at the same time.
    #[error("the record was changed by others too often at once; try again")]
    Busy,
}

/// The records of one installation. Clones are the same one.
#[derive(Clone)]
pub struct Records {
    store: Arc<dyn Store>,
    pseudonyms: Arc<Pseudonyms>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Records")
    }
}

impl Records {
    /// Records in `store`, with people named by `pseudonyms`.
    pub fn new(store: Arc<dyn Store>, pseudonyms: Arc<Pseudonyms>) -> Self {
        Self { store, pseudonyms }
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
