//! Whose the files are. An operator often is root, and the bot is not: what root leaves behind must be the bot's.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt as _, lchown};
use std::path::Path;

use super::Directory;

impl Directory {
    /// Gives every file in the directory to the directory's own user. Blocks; for whoever opened it in the bot's stead.
    ///
    /// # Errors
    /// A file belongs to somebody else, and this process may not change that.
    pub fn leave_to_its_user(&self) -> io::Result<()> {
        match fs::metadata(&self.path) {
            Ok(metadata) => give(&self.path, metadata.uid(), metadata.gid()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn give(folder: &Path, user: u32, group: u32) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if (metadata.uid(), metadata.gid()) != (user, group) {
            lchown(entry.path(), Some(user), Some(group))?;
        }
        if metadata.is_dir() {
            give(&entry.path(), user, group)?;
        }
    }
    Ok(())
}
