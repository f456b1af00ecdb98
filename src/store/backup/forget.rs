//! A backup without one person.

use std::io;
use std::path::Path;

use super::super::key::Named;
use super::super::records::stone;
use super::super::{Key, PersonScope, Record, Registered, Write};
use super::lines::{Encoder, Item, hex};
use super::read::read_lines;
use super::{BackupError, Draft};

/// The backup without a person. Lines of other people are copied as they are: there may be many.
pub(super) fn without(
    path: &Path,
    registry: &'static [Registered],
    person: PersonScope,
    at: u64,
) -> Result<Draft, BackupError> {
    let cannot = |why| BackupError::Read { path: path.to_owned(), why };
    let code = hex(person.as_bytes());
    let mut draft = Draft::begin(path).map_err(cannot)?;
    let mut encoder: Option<Encoder> = None;
    read_lines(path, registry, |decoder, line| {
        if let Some(encoder) = &mut encoder
            && is_of_somebody_else(line, &code)
        {
            decoder.skim(line);
            return Ok(draft.write(&encoder.same(line)));
        }
        Ok(match decoder.line(line)? {
            Item::Header(header) => {
                let begun = encoder.insert(Encoder::with(registry, header));
                draft.write(&begun.header())
            }
            Item::Closing => Ok(()),
            Item::Entry(key, record) => match (&mut encoder, spared(registry, &key, record, person)) {
                (Some(encoder), Some(record)) => {
                    encoder.entry(&key, &record).map_err(io::Error::other).and_then(|line| draft.write(&line))
                }
                _ => Ok(()),
            },
        })
    })?;
    if let Some(mut encoder) = encoder {
        if let Write::Put { schema, payload, expires } = stone(at) {
            let stone = Record { version: 0, schema, expires, payload };
            let line = encoder.entry(&Key::tombstone(&person), &stone);
            draft.write(&line.map_err(|error| cannot(io::Error::other(error)))?).map_err(cannot)?;
        }
        draft.write(&encoder.closing()).map_err(cannot)?;
    }
    Ok(draft)
}

/// Whether a line is of another person's record. Servers' records must be looked into: they name people in their own way.
fn is_of_somebody_else(line: &str, code: &str) -> bool {
    line.starts_with("{\"kind\":")
        && !line.starts_with("{\"kind\":\"tombstone\"")
        && !line.contains(code)
        && !line.contains("\"server\":")
}

/// A record without that person; `None` where it is theirs.
pub(in crate::store) fn spared(
    registry: &'static [Registered],
    key: &Key,
    record: Record,
    person: PersonScope,
) -> Option<Record> {
    match key.names()? {
        Named::Person(whose, _) | Named::Erased(whose) => (whose != person).then_some(record),
        Named::Guild(_, family, _) => {
            let registered = registry.iter().find(|registered| registered.family == family)?;
            match (registered.without)(&record, &person) {
                Ok(Some(payload)) => Some(Record { schema: registered.schema, payload, ..record }),
                // It does not name them, or nobody can say.
                Ok(None) | Err(_) => Some(record),
            }
        }
    }
}
