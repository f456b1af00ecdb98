//! Reading a backup: every line is held against what it should be, and all of them against the closing line.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use super::super::key::Named;
use super::super::{Key, Record, Registered};
use super::BackupError;
use super::lines::{Closing, FORMAT, Header, Item, Wrong, entry};
use super::problem::Problem;

/// The most bytes a line may have: much more than any record makes.
const LONGEST: u64 = 1024 * 1024;

/// Holds the lines of a backup against what they should be, as they come.
pub struct Decoder {
    registry: &'static [Registered],
    number: u64,
    sum: blake3::Hasher,
    records: u64,
    tombstones: u64,
    made: u64,
    version: u64,
    closed: bool,
}

/// What a whole backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// When it was begun, in seconds since 1970.
    pub made: u64,
    /// The version of the last commit before it.
    pub version: u64,
    /// Records of people and servers.
    pub records: u64,
    /// People who were erased before.
    pub tombstones: u64,
}

impl Decoder {
    /// For a backup of types that this program knows.
    pub fn new() -> Self {
        Self::of(&super::super::REGISTRY)
    }

    pub(super) fn of(registry: &'static [Registered]) -> Self {
        let sum = blake3::Hasher::new();
        Self { registry, number: 0, sum, records: 0, tombstones: 0, made: 0, version: 0, closed: false }
    }

    /// Takes the next line, without its end.
    ///
    /// # Errors
    /// It is not what it should be.
    pub fn check(&mut self, line: &str) -> Result<(), Problem> {
        self.line(line).map(drop)
    }

    /// What the lines hold, once all have been taken.
    ///
    /// # Errors
    /// The closing line is missing.
    pub fn finish(&self) -> Result<Summary, Problem> {
        if !self.closed {
            return Err(if self.number == 0 { Problem::NotABackup } else { Problem::CutOff { lines: self.number } });
        }
        Ok(Summary { made: self.made, version: self.version, records: self.records, tombstones: self.tombstones })
    }

    pub(super) fn line(&mut self, line: &str) -> Result<Item, Problem> {
        self.number += 1;
        let number = self.number;
        let wrong = |why: String| Problem::Line { number, why };
        if self.closed {
            return Err(wrong("stands after the closing line".to_owned()));
        }
        if number == 1 {
            let header: Header = serde_json::from_str(line).map_err(|_| Problem::NotABackup)?;
            self.judge(&header)?;
            (self.made, self.version) = (header.made, header.version);
            self.sum(line);
            return Ok(Item::Header(header));
        }
        if line.starts_with("{\"records\":") {
            let closing: Closing =
                serde_json::from_str(line).map_err(|error| wrong(format!("cannot be read ({error})")))?;
            let read = (self.records, self.tombstones, self.sum.finalize().to_hex().to_string());
            if (closing.records, closing.tombstones, closing.checksum) != read {
                return Err(Problem::Checksum { number, above: number - 1 });
            }
            self.closed = true;
            return Ok(Item::Closing);
        }
        let (key, record) = entry(self.registry, line).map_err(|error| match error {
            Wrong::Why(why) => wrong(why),
            Wrong::Newer { name, found, known } => newer(name, found, known),
        })?;
        match key.names() {
            Some(Named::Erased(_)) => self.tombstones += 1,
            _ => self.records += 1,
        }
        self.sum(line);
        Ok(Item::Entry(key, record))
    }

    /// Takes the next line for a record without looking into it: the closing line will tell whether it is what was
    /// written.
    pub(super) fn skim(&mut self, line: &str) {
        self.number += 1;
        self.records += 1;
        self.sum(line);
    }

    fn judge(&self, header: &Header) -> Result<(), Problem> {
        if header.format > FORMAT {
            return Err(Problem::Newer { what: "format".to_owned(), found: header.format, known: FORMAT });
        }
        for registered in self.registry {
            if let Some(found) = header.schemas.get(registered.name).filter(|found| **found > registered.schema) {
                return Err(newer(registered.name, *found, registered.schema));
            }
        }
        Ok(())
    }

    fn sum(&mut self, line: &str) {
        self.sum.update(line.as_bytes());
        self.sum.update(b"\n");
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

fn newer(name: &str, found: u16, known: u16) -> Problem {
    Problem::Newer { what: format!("kind of record \"{name}\""), found: found.into(), known: known.into() }
}

/// Reads a file to its end and gives `take` what each line says. Blocks.
pub(in crate::store) fn read(
    path: &Path,
    registry: &'static [Registered],
    mut take: impl FnMut(Item) -> std::io::Result<()>,
) -> Result<Summary, BackupError> {
    read_lines(path, registry, |decoder, line| decoder.line(line).map(&mut take))
}

/// Reads a file to its end and gives `take` each line, with the decoder that must be given it. Blocks.
pub(super) fn read_lines(
    path: &Path,
    registry: &'static [Registered],
    mut take: impl FnMut(&mut Decoder, &str) -> Result<std::io::Result<()>, Problem>,
) -> Result<Summary, BackupError> {
    let cannot = |why| BackupError::Read { path: path.to_owned(), why };
    let content = |problem| BackupError::Content { path: path.to_owned(), problem };
    let mut file = BufReader::new(File::open(path).map_err(cannot)?);
    let mut decoder = Decoder::of(registry);
    let mut line = Vec::new();
    loop {
        line.clear();
        if file.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(cannot)? == 0 {
            return decoder.finish().map_err(content);
        }
        let number = decoder.number + 1;
        if line.pop() != Some(b'\n') {
            let long = u64::try_from(line.len()).is_ok_and(|length| length + 1 >= LONGEST);
            let why = "is longer than any line of a backup".to_owned();
            return Err(content(if long { Problem::Line { number, why } } else { Problem::CutOff { lines: number } }));
        }
        let text = std::str::from_utf8(&line);
        let text = text.map_err(|_| content(Problem::Line { number, why: "is not text".to_owned() }))?;
        take(&mut decoder, text).map_err(content)?.map_err(cannot)?;
    }
}

/// Reads a file to its end, to know that it is whole. Blocks.
pub(in crate::store) fn summary(path: &Path, registry: &'static [Registered]) -> Result<Summary, BackupError> {
    read(path, registry, |_| Ok(()))
}

/// The entry of a line, for those who pass lines on.
impl Item {
    pub(in crate::store) fn entry(self) -> Option<(Key, Record)> {
        match self {
            Self::Entry(key, record) => Some((key, record)),
            Self::Header(_) | Self::Closing => None,
        }
    }
}
