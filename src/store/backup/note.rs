//! Who is being erased, noted for as long as it takes: a process that ends half way goes on at its next start.

use std::fs;
use std::io;
use std::path::Path;

use super::super::PersonScope;
use super::Draft;
use super::lines::{hex, unhex};

/// The note, beside the backups.
const NAME: &str = "erasing";

/// Who is noted, each with the time of the erasure in seconds since 1970.
pub(super) fn read(folder: &Path) -> io::Result<Vec<(PersonScope, u64)>> {
    let text = match fs::read_to_string(folder.join(NAME)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let one = |line: &str| {
        let (person, at) = line.split_once(' ')?;
        Some((PersonScope::from_bytes(unhex(person)?.try_into().ok()?), at.parse().ok()?))
    };
    Ok(text.lines().filter_map(one).collect())
}

/// Notes these, durably, and nobody else.
pub(super) fn write(folder: &Path, all: &[(PersonScope, u64)]) -> io::Result<()> {
    let mut draft = Draft::begin(&folder.join(NAME))?;
    for (person, at) in all {
        draft.write(&format!("{} {at}\n", hex(person.as_bytes())))?;
    }
    draft.finish()
}
