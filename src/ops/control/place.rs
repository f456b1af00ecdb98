//! Where the socket is, in a form that the system takes.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};

/// The socket's name in the data directory.
pub(super) const NAME: &str = "control.sock";
/// The longest path that every system takes for a socket, with some room.
const LONGEST: usize = 100;

/// A way to files of a directory that is never longer than a socket's path may be.
pub(super) struct Place {
    way: PathBuf,
    /// Held for as long as the way leads through it.
    _open: Option<File>,
}

impl Place {
    pub(super) fn of(directory: &Path) -> io::Result<Self> {
        if directory.as_os_str().len() + NAME.len() + ".new/".len() <= LONGEST {
            return Ok(Self { way: directory.to_owned(), _open: None });
        }
        // The kernel knows an open directory by a short name.
        let open = File::open(directory)?;
        let way = PathBuf::from(format!("/proc/self/fd/{}", open.as_raw_fd()));
        if !way.exists() {
            let why = "its path is too long for a socket; give the data directory a shorter one";
            return Err(io::Error::new(io::ErrorKind::InvalidFilename, why));
        }
        Ok(Self { way, _open: Some(open) })
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.way.join(name)
    }
}
