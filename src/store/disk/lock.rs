//! One process a directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::open::OpenError;

/// Held for as long as a process has the directory. The system lets go of it when the process ends, however it ends.
/// Clones hold the same one.
#[derive(Clone, Debug)]
pub(in crate::store) struct Lock(
    #[cfg_attr(not(test), expect(dead_code, reason = "holding it is what it is for"))] Arc<Held>,
);

#[derive(Debug)]
struct Held(File);

impl Drop for Held {
    /// Closing the file is not enough: a process that is just being started has the file too, until it is on its way.
    fn drop(&mut self) {
        // Without it, the lock goes when the last of those processes has let go of the file.
        let _ = self.0.unlock();
    }
}

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
        Ok(Self(Arc::new(Held(file))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_though_a_process_that_is_being_started_has_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let lock = Lock::take(directory.path()).unwrap();
        let other = lock.clone();
        // What a child has between its beginning and its program.
        let inherited = lock.0.0.try_clone().unwrap();
        drop(lock);
        assert!(matches!(Lock::take(directory.path()), Err(OpenError::InUse { .. })), "a clone holds it");
        drop(other);
        assert!(Lock::take(directory.path()).is_ok());
        drop(inherited);
    }
}
