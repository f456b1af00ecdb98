//! Every record type, with how it is exported and erased. What is not here is not kept.

use serde_json::Value;

use super::super::{Family, PersonScope, Record};
use super::{Kept, OfGuild, OfPerson, RecordError, codec};
use crate::curation::{AuditLine, CuratedTip, Settings};
use crate::learner::Learner;

/// Whose a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// A person's; goes when they say so.
    Person,
    /// A server's; a person's name in it goes when they say so, the record stays.
    Guild,
}

/// Takes a person out of a record; see [`Registered::without`].
type Without = fn(&Record, &PersonScope) -> Result<Option<Vec<u8>>, RecordError>;

/// A record type as `/privacy`, exports, erasure and backups see it.
#[derive(Debug)]
pub struct Registered {
    /// Its byte in keys.
    pub family: Family,
    /// Its name in exports and backups.
    pub name: &'static str,
    /// Whose it is.
    pub belongs: Belongs,
    /// The newest schema this program knows.
    pub schema: u16,
    /// How long one is kept that nobody uses, in seconds.
    pub kept_for: Option<u64>,
    /// The record as JSON of [`Registered::schema`].
    pub export: fn(&Record) -> Result<Value, RecordError>,
    /// The record from JSON of that schema, as bytes of [`Registered::schema`].
    pub import: fn(u16, Value) -> Result<Vec<u8>, RecordError>,
    /// The bytes of [`Registered::schema`] of a record of an older one.
    pub upgrade: fn(&Record) -> Result<Vec<u8>, RecordError>,
    /// The record without that person, if it named them; `None` if it did not. Only of servers' records.
    pub without: Without,
}

/// Every record type there is.
pub const REGISTRY: [Registered; 4] =
    [of_person::<Learner>(), of_guild::<Settings>(), of_guild::<CuratedTip>(), of_guild::<AuditLine>()];

impl Registered {
    /// A type of which each person has one record.
    pub const fn for_person<T: OfPerson>() -> Self {
        of_person::<T>()
    }

    /// A type of which a server has any number of records.
    pub const fn for_guild<T: OfGuild>() -> Self {
        of_guild::<T>()
    }
}

const fn of_person<T: OfPerson>() -> Registered {
    Registered {
        family: T::FAMILY,
        name: T::NAME,
        belongs: Belongs::Person,
        schema: T::SCHEMA,
        kept_for: Some(T::KEPT_FOR),
        export: export::<T>,
        import: import::<T>,
        upgrade: upgrade::<T>,
        without: |_, _| Ok(None),
    }
}

const fn of_guild<T: OfGuild>() -> Registered {
    Registered {
        family: T::FAMILY,
        name: T::NAME,
        belongs: Belongs::Guild,
        schema: T::SCHEMA,
        kept_for: None,
        export: export::<T>,
        import: import::<T>,
        upgrade: upgrade::<T>,
        without: without::<T>,
    }
}

fn export<T: Kept>(record: &Record) -> Result<Value, RecordError> {
    serde_json::to_value(codec::read::<T>(record)?).map_err(|_| RecordError::Garbled { name: T::NAME })
}

fn import<T: Kept>(schema: u16, value: Value) -> Result<Vec<u8>, RecordError> {
    if schema > T::SCHEMA {
        return Err(RecordError::Newer { name: T::NAME, found: schema, known: T::SCHEMA });
    }
    let read = if schema == T::SCHEMA { serde_json::from_value(value) } else { T::older(schema, value) };
    let record: T = read.map_err(|_| RecordError::Garbled { name: T::NAME })?;
    postcard::to_stdvec(&record).map_err(|_| RecordError::Garbled { name: T::NAME })
}

fn upgrade<T: Kept>(record: &Record) -> Result<Vec<u8>, RecordError> {
    postcard::to_stdvec(&codec::read::<T>(record)?).map_err(|_| RecordError::Garbled { name: T::NAME })
}

fn without<T: OfGuild>(record: &Record, person: &PersonScope) -> Result<Option<Vec<u8>>, RecordError> {
    let mut record: T = codec::read(record)?;
    if !record.names(person) {
        return Ok(None);
    }
    record.forget(person);
    postcard::to_stdvec(&record).map(Some).map_err(|_| RecordError::Garbled { name: T::NAME })
}

/// The type of that family.
pub(in crate::store) fn of_family(registry: &'static [Registered], family: Family) -> Option<&'static Registered> {
    registry.iter().find(|registered| registered.family == family)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_types_share_a_family_or_a_name() {
        let families: BTreeSet<Family> = REGISTRY.iter().map(|registered| registered.family).collect();
        let names: BTreeSet<&str> = REGISTRY.iter().map(|registered| registered.name).collect();
        assert_eq!((families.len(), names.len()), (REGISTRY.len(), REGISTRY.len()));
    }

    /// Every `impl OfPerson for …` and `impl OfGuild for …` in the source stands in the registry: a type that could be
    /// written but not exported or erased would be found here.
    #[test]
    fn every_record_type_is_registered() {
        fn walk(folder: &std::path::Path, text: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, text);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    text.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let mut text = String::new();
        walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
        let count = |what: &str| text.lines().filter(|line| line.starts_with(what)).count();
        let written = count("impl OfPerson for ") + count("impl OfGuild for ");
        assert_eq!(written, REGISTRY.len(), "a record type is missing from REGISTRY");
    }
}
