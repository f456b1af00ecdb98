//! The text of a backup: records to lines, and lines to records.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::key::Named;
use super::super::records::{erased_at, of_family, stone};
use super::super::{Family, GuildScope, Key, PersonScope, Pseudonyms, Record, RecordError, Registered, Write};

/// The format written now.
pub(super) const FORMAT: u32 = 1;
/// The kind of line that says who was erased.
const TOMBSTONE: &str = "tombstone";

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct Header {
    #[serde(rename = "signpost-backup")]
    pub(in crate::store) format: u32,
    /// When it was begun, in seconds since 1970.
    pub(in crate::store) made: u64,
    /// The version of the last commit before it.
    pub(in crate::store) version: u64,
    /// The program's version.
    pub(in crate::store) by: String,
    /// What pseudonyms are made with, in hexadecimal.
    pub(in crate::store) secret: String,
    /// The newest schema there may be of each type.
    pub(in crate::store) schemas: BTreeMap<String, u16>,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    pub(super) records: u64,
    pub(super) tombstones: u64,
    pub(super) checksum: String,
}

/// Any line between them.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schema: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    server: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<Value>,
    /// The record's bytes, in hexadecimal: of another schema than the program's that wrote the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

/// What a line says.
#[derive(Debug)]
pub(in crate::store) enum Item {
    /// The first line.
    Header(Header),
    /// A record, or a tombstone, under its key.
    Entry(Key, Record),
    /// The closing line.
    Closing,
}

/// Writes the lines of a backup.
pub(in crate::store) struct Encoder {
    registry: &'static [Registered],
    header: Header,
    sum: blake3::Hasher,
    records: u64,
    tombstones: u64,
}

impl Encoder {
    pub(in crate::store) fn new(
        registry: &'static [Registered],
        made: u64,
        version: u64,
        pseudonyms: &Pseudonyms,
        schemas: BTreeMap<String, u16>,
    ) -> Self {
        let secret = pseudonyms.reveal(|secret| hex(secret));
        let by = env!("CARGO_PKG_VERSION").to_owned();
        Self::with(registry, Header { format: FORMAT, made, version, by, secret, schemas })
    }

    /// Goes on under a header that was read.
    pub(super) fn with(registry: &'static [Registered], header: Header) -> Self {
        Self { registry, header, sum: blake3::Hasher::new(), records: 0, tombstones: 0 }
    }

    /// The first line.
    pub(in crate::store) fn header(&mut self) -> String {
        let line = written(&self.header);
        self.summed(line)
    }

    /// A record's line; of what is not a record, none.
    ///
    /// # Errors
    /// The record is newer than this program.
    pub(in crate::store) fn entry(&mut self, key: &Key, record: &Record) -> Result<String, RecordError> {
        let line = match key.names() {
            Some(Named::Erased(person)) => {
                self.tombstones += 1;
                let person = Some(hex(person.as_bytes()));
                Line { kind: TOMBSTONE.to_owned(), person, at: erased_at(record), ..Line::default() }
            }
            Some(named @ Named::Person(person, _)) => {
                let Some(line) = self.record(named.family(), record)? else { return Ok(String::new()) };
                Line { person: Some(hex(person.as_bytes())), ..line }
            }
            Some(named @ Named::Guild(guild, _, id)) => {
                let Some(line) = self.record(named.family(), record)? else { return Ok(String::new()) };
                Line { server: Some(guild.id().to_string()), id: Some(hex(id)), ..line }
            }
            None => return Ok(String::new()),
        };
        let line = written(&line);
        Ok(self.summed(line))
    }

    /// A record's line that was read, with its end.
    pub(super) fn same(&mut self, line: &str) -> String {
        self.records += 1;
        self.summed(format!("{line}\n"))
    }

    fn record(&mut self, family: Option<Family>, record: &Record) -> Result<Option<Line>, RecordError> {
        let Some(registered) = family.and_then(|family| of_family(self.registry, family)) else { return Ok(None) };
        self.records += 1;
        let head = Line {
            kind: registered.name.to_owned(),
            schema: Some(record.schema),
            expires: record.expires,
            ..Line::default()
        };
        // An older record goes as it is, so that the program that wrote it can have it back; so does one that is
        // whole and says nothing sensible.
        let json = if record.schema < registered.schema { None } else { Some((registered.export)(record)) };
        Ok(Some(match json {
            Some(Ok(json)) => Line { record: Some(json), ..head },
            None | Some(Err(RecordError::Garbled { .. })) => Line { raw: Some(hex(&record.payload)), ..head },
            Some(Err(error)) => return Err(error),
        }))
    }

    /// The closing line.
    pub(in crate::store) fn closing(&mut self) -> String {
        let checksum = self.sum.finalize().to_hex().to_string();
        written(&Closing { records: self.records, tombstones: self.tombstones, checksum })
    }

    /// How many records there are so far.
    pub(in crate::store) fn records(&self) -> u64 {
        self.records
    }

    fn summed(&mut self, line: String) -> String {
        self.sum.update(line.as_bytes());
        line
    }
}

/// A line of JSON with its end. What is written here always can be.
fn written(line: &impl Serialize) -> String {
    let mut text = serde_json::to_string(line).unwrap_or_default();
    text.push('\n');
    text
}

/// The record that a line between the first and the last says.
pub(super) fn entry(registry: &'static [Registered], text: &str) -> Result<(Key, Record), Wrong> {
    let line: Line = serde_json::from_str(text).map_err(|error| Wrong::Why(format!("cannot be read ({error})")))?;
    if line.kind == TOMBSTONE {
        let (Some(person), Some(at)) = (line.person.as_deref().and_then(person), line.at) else {
            return Err(Wrong::Why("does not say who was erased, and when".to_owned()));
        };
        let Write::Put { schema, payload, expires } = stone(at) else {
            return Err(Wrong::Why("is no tombstone".to_owned()));
        };
        return Ok((Key::tombstone(&person), Record { version: 0, schema, expires, payload }));
    }
    let Some(registered) = registry.iter().find(|registered| registered.name == line.kind) else {
        return Err(Wrong::Why(format!("is of a kind that this Signpost does not know (\"{}\")", line.kind)));
    };
    let key = key(registered.family, &line).ok_or_else(|| Wrong::Why("does not say whose record it is".to_owned()))?;
    let schema = line.schema.ok_or_else(|| Wrong::Why("does not say its schema".to_owned()))?;
    if schema > registered.schema {
        return Err(Wrong::Newer { name: registered.name, found: schema, known: registered.schema });
    }
    let (schema, payload) = match (line.record, line.raw) {
        (Some(json), None) => {
            let payload =
                (registered.import)(schema, json).map_err(|error| Wrong::Why(format!("is no record ({error})")))?;
            (registered.schema, payload)
        }
        (None, Some(raw)) => {
            (schema, unhex(&raw).ok_or_else(|| Wrong::Why("holds bytes that are not hexadecimal".to_owned()))?)
        }
        _ => return Err(Wrong::Why("holds no record".to_owned())),
    };
    Ok((key, Record { version: 0, schema, expires: line.expires, payload }))
}

/// What is wrong with a line.
pub(super) enum Wrong {
    Why(String),
    Newer { name: &'static str, found: u16, known: u16 },
}

fn key(family: Family, line: &Line) -> Option<Key> {
    match (&line.person, &line.server, &line.id) {
        (Some(whose), None, None) => Some(person(whose)?.key(family)),
        (None, Some(server), Some(id)) => Some(GuildScope::new(server.parse().ok()?).key(family, &unhex(id)?)),
        _ => None,
    }
}

fn person(text: &str) -> Option<PersonScope> {
    unhex(text)?.try_into().ok().map(PersonScope::from_bytes)
}

pub(in crate::store) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(in crate::store) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some((digit(*high)? << 4) | digit(*low)?),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_goes_there_and_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        assert_eq!((unhex("0"), unhex("0g"), unhex("")), (None, None, Some(vec![])));
    }
}
