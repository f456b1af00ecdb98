//! One process a directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::open::OpenError;

/// Held for as long as a process has the directory. The system lets go of it when the process ends, however it ends.
/// Clones hold the same one.
#[derive(Clone, Debug)]
pub(in crate::store) struct Lock(#[expect(dead_code, reason = "holding the open file is what it is for")] Arc<File>);

impl Lock {
    pub(in crate::store) fn take(directory: &Path) -> Result<Self, OpenError> {
        let path = directory.join("lock");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder)?;
                return Err(OpenError::InUse { directory: directory.to_owned(), holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Self(Arc::new(file)))
    }
}
