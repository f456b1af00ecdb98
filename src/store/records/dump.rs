//! Everything that is kept, as the lines of a backup, a page at a time.

use std::collections::BTreeMap;

use super::super::backup::Encoder;
use super::super::{Key, key::Named};
use super::{RecordError, Records};

/// Records read and written as text at a time: few, for it is done between other things.
const PAGE: usize = 64;

/// A backup under way.
///
/// Each record in it is whole, and all are of the time the dump took. Who was erased is read last, so whoever is erased
/// meanwhile is erased in the backup, too.
pub struct Dump {
    records: Records,
    encoder: Encoder,
    /// What is still to be read; the first of it from `after` on.
    left: Vec<Key>,
    after: Option<Key>,
    begun: bool,
    /// Records that cannot be read, and so are not in it.
    damaged: usize,
}

impl Records {
    /// Begins a backup.
    ///
    /// # Errors
    /// The store failed.
    pub async fn dump(&self) -> Result<Dump, RecordError> {
        let schemas = self.registry.iter().map(|registered| (registered.name.to_owned(), registered.schema)).collect();
        self.dump_of(schemas).await
    }

    /// The same, of records that have these schemas at the most.
    pub(super) async fn dump_of(&self, schemas: BTreeMap<String, u16>) -> Result<Dump, RecordError> {
        let (made, version) = (self.store.now(), self.store.version().await?);
        let encoder = Encoder::new(self.registry, made, version, &self.pseudonyms, schemas);
        let mut left = Key::everything().to_vec();
        left.reverse();
        Ok(Dump { records: self.clone(), encoder, left, after: None, begun: false, damaged: 0 })
    }
}

impl Dump {
    /// The next lines, each with its end; `None` after the closing line.
    ///
    /// # Errors
    /// The store failed, or a record is newer than this program.
    pub async fn next(&mut self) -> Result<Option<String>, RecordError> {
        if !self.begun {
            self.begun = true;
            return Ok(Some(self.encoder.header()));
        }
        while let Some(prefix) = self.left.last().cloned() {
            let page = self.records.store.scan(&prefix, self.after.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else {
                self.damaged += self.records.store.damaged(&prefix).await?.len();
                self.left.pop();
                self.after = None;
                if self.left.is_empty() {
                    return Ok(Some(self.encoder.closing()));
                }
                continue;
            };
            self.after = Some(last.clone());
            let mut lines = String::new();
            for (key, record) in &page {
                lines.push_str(&self.encoder.entry(key, record)?);
            }
            return Ok(Some(lines));
        }
        Ok(None)
    }

    /// How many records are in it so far.
    pub fn records(&self) -> u64 {
        self.encoder.records()
    }

    /// How many records cannot be read, and so are not in it. Known at the end.
    pub fn damaged(&self) -> usize {
        self.damaged
    }
}

impl Records {
    /// The schema of each type.
    pub fn schemas(&self) -> Vec<(&'static str, u16)> {
        self.registry.iter().map(|registered| (registered.name, registered.schema)).collect()
    }

    /// How many records there are, with how many people were erased, and how many records cannot be read.
    ///
    /// # Errors
    /// The store failed.
    pub async fn counted(&self) -> Result<Counted, RecordError> {
        let mut counted = Counted::default();
        for prefix in Key::everything() {
            let mut after: Option<Key> = None;
            loop {
                let page = self.store.scan(&prefix, after.as_ref(), PAGE).await?;
                let Some((last, _)) = page.last() else { break };
                after = Some(last.clone());
                for (key, _) in &page {
                    if matches!(key.names(), Some(Named::Erased(_))) {
                        counted.erased += 1;
                    } else {
                        counted.records += 1;
                    }
                }
            }
            counted.damaged += self.store.damaged(&prefix).await?.len();
        }
        Ok(counted)
    }
}

/// What is kept, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Records of people and servers.
    pub records: usize,
    /// People who were erased.
    pub erased: usize,
    /// Records that cannot be read.
    pub damaged: usize,
}
