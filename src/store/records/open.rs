//! Records in a data directory, with the secret that pseudonyms are made from.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::super::{Disk, Key, OpenError, Opened, Pseudonyms, Store, StoreError};
use super::Records;
use crate::clock::Clock;

const NAME: &str = "secret";
const BYTES: usize = 32;

/// Why a data directory cannot be used, in words for the operator.
#[derive(Debug, Error)]
pub enum DirectoryError {
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database opened, and a first look into it failed.
    #[error(
        "The database in {directory} cannot be read: {error}. Stop the bot and put your newest copy of the data directory in its place."
    )]
    Read {
        /// The data directory.
        directory: PathBuf,
        /// What the store said.
        error: StoreError,
    },
    /// There are records, and the secret is gone.
    #[error(
        "{path} is gone, and without it nobody's records can be found again. Put it back from a copy of the data directory; to start anew on \
         purpose, give another --data."
    )]
    SecretGone {
        /// The secret.
        path: PathBuf,
    },
    /// The secret is there and cannot be used.
    #[error(
        "{path} cannot be used: {why}. It must hold the {BYTES} bytes that were written there at the first start, and be readable for this user."
    )]
    Secret {
        /// The secret.
        path: PathBuf,
        /// Why not.
        why: io::Error,
    },
}

impl Records {
    /// Opens the records in `directory`, making it if there is none yet.
    ///
    /// # Errors
    /// Another process has it, it is damaged, or its secret is gone; the message says what to do.
    pub async fn open(directory: &Path, clock: Clock) -> Result<(Self, Opened), DirectoryError> {
        let place = directory.to_owned();
        let (disk, opened) = tokio::task::spawn_blocking(move || Disk::open(&place, clock))
            .await
            .map_err(|error| OpenError::Directory(io::Error::other(error)))??;
        match secret(directory, &disk).await {
            Ok(secret) => Ok((Self::new(Arc::new(disk), Arc::new(Pseudonyms::new(secret))), opened)),
            Err(error) => {
                disk.close().await;
                Err(error)
            }
        }
    }
}

/// The secret; made anew only where there is nothing yet that was written with another.
async fn secret(directory: &Path, disk: &Disk) -> Result<[u8; BYTES], DirectoryError> {
    let path = directory.join(NAME);
    match read(&path) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if !is_empty(disk).await.map_err(|error| DirectoryError::Read { directory: directory.to_owned(), error })? {
                return Err(DirectoryError::SecretGone { path });
            }
            make(directory, &path).map_err(|why| DirectoryError::Secret { path, why })
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

fn read(path: &Path) -> io::Result<[u8; BYTES]> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    let length = bytes.len();
    bytes.try_into().map_err(|_| io::Error::new(io::ErrorKind::InvalidData, format!("it holds {length} bytes")))
}

/// All of it or nothing is there, whatever happens to the machine; and only this user can read it.
fn make(directory: &Path, path: &Path) -> io::Result<[u8; BYTES]> {
    let mut secret = [0; BYTES];
    File::open("/dev/urandom")?.read_exact(&mut secret)?;
    let draft = directory.join("secret.new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    File::open(directory)?.sync_all()?;
    Ok(secret)
}
