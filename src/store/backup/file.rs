//! A file that is there whole or not at all, whatever happens to the process or the machine.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// Written beside its target, and put in its place when it is finished. Only this user can read it.
#[derive(Debug)]
pub struct Draft {
    file: BufWriter<File>,
    beside: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl Draft {
    /// Begins a file that will be `target`. Blocks.
    ///
    /// # Errors
    /// The target is something other than a file, or cannot be written beside.
    pub fn begin(target: &Path) -> io::Result<Self> {
        if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is there, and it is not a file"));
        }
        let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "it names no file"))?;
        let draft = target.with_file_name([name, "new".as_ref()].join(".".as_ref()));
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&draft)?;
        // Two at once would write into each other.
        file.try_lock()
            .map_err(|_| io::Error::new(io::ErrorKind::ResourceBusy, "it is being written at this moment"))?;
        // The other may have put it in its place between our opening and our locking.
        if fs::metadata(&draft).map(|there| there.ino()).ok() != Some(file.metadata()?.ino()) {
            return Err(io::Error::new(io::ErrorKind::ResourceBusy, "it was being written a moment ago; try again"));
        }
        file.set_len(0)?;
        Ok(Self { file: BufWriter::new(file), beside: draft, target: target.to_owned(), finished: false })
    }

    /// Adds to it. Blocks.
    ///
    /// # Errors
    /// The disk's.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())
    }

    /// Puts it in its place, durably. Blocks.
    ///
    /// # Errors
    /// The disk's; what was there before is still there.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.beside, &self.target)?;
        self.finished = true;
        let folder = self.target.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.finished {
            // Left behind, it would only take room.
            let _ = fs::remove_file(&self.beside);
        }
    }
}
