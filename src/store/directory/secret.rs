//! The secret that a directory's pseudonyms are made from.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::super::{Disk, Key, Store, StoreError};
use super::DirectoryError;

/// Its file in the data directory.
pub(super) const NAME: &str = "secret";
/// How long it is.
pub(super) const BYTES: usize = 32;

/// The secret; made anew only where there is nothing yet that was written with another.
pub(super) async fn secret(directory: &Path, disk: &Disk) -> Result<[u8; BYTES], DirectoryError> {
    let path = directory.join(NAME);
    match read(&path) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if !is_empty(disk).await.map_err(|error| DirectoryError::Read { directory: directory.to_owned(), error })? {
                return Err(DirectoryError::SecretGone { path });
            }
            make(directory).map_err(|why| DirectoryError::Secret { path, why })
        }
        Err(why) => Err(DirectoryError::Secret { path, why }),
    }
}

async fn is_empty(disk: &Disk) -> Result<bool, StoreError> {
    for prefix in Key::everything() {
        if !disk.scan(&prefix, None, 1).await?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn read(path: &Path) -> io::Result<[u8; BYTES]> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    let length = bytes.len();
    bytes.try_into().map_err(|_| io::Error::new(io::ErrorKind::InvalidData, format!("it holds {length} bytes")))
}

fn make(directory: &Path) -> io::Result<[u8; BYTES]> {
    let mut secret = [0; BYTES];
    File::open("/dev/urandom")?.read_exact(&mut secret)?;
    put(directory, &secret)?;
    Ok(secret)
}

/// All of it or nothing is there, whatever happens to the machine; and only this user can read it.
pub(super) fn put(directory: &Path, secret: &[u8; BYTES]) -> io::Result<()> {
    let draft = directory.join("secret.new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(secret)?;
    file.sync_all()?;
    fs::rename(&draft, directory.join(NAME))?;
    File::open(directory)?.sync_all()
}
