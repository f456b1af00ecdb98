//! How far acknowledgements have gone, noted outside the database.
//!
//! A damaged tail of sled's log looks to sled like a write that never finished: it opens with the records as they were
//! before, which is a wrong answer nobody would notice. So the version of each acknowledged commit is written to a small
//! file of its own, after the data is durable and before anybody hears of it. It is not synced: after a power cut it may
//! be behind the database, which is harmless; it can never be ahead unless acknowledged data is gone.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

/// The file's name in the data directory.
pub(in crate::store) const NAME: &str = "acknowledged";

#[derive(Debug)]
pub(super) struct Mark(File);

impl Mark {
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(directory.join(NAME));
        Ok(Self(options?))
    }

    /// The highest version that was acknowledged, as far as the file knows.
    pub(super) fn read(&self) -> io::Result<u64> {
        let mut bytes = [0; 12];
        match self.0.read_exact_at(&mut bytes, 0) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(0),
            Err(error) => return Err(error),
        }
        let (version, checksum) = bytes.split_at(8);
        if crc32c::crc32c(version).to_le_bytes() != checksum {
            tracing::warn!(
                "the note of the last acknowledged write is damaged; a lost tail would go unnoticed this once"
            );
            return Ok(0);
        }
        Ok(version.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }

    pub(super) fn write(&self, version: u64) -> io::Result<()> {
        let mut bytes = version.to_le_bytes().to_vec();
        bytes.extend(crc32c::crc32c(&bytes).to_le_bytes());
        self.0.write_all_at(&bytes, 0)
    }
}
