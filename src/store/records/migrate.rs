//! From older schemas to the ones this program writes.
//!
//! Each record carries its own schema, so a migration is a walk over the records that writes the older ones anew, a page
//! at a time. Stopped anywhere, it goes on from there at the next start; until then older records are read as well
//! ([`Kept::older`](super::Kept::older)).

use super::super::{Change, Commit, Expect, Key, Write};
use super::registry::{Registered, of_family};
use super::{RecordError, Records};

/// Records read and written at a time.
const PAGE: usize = 256;

/// Writes every record of an older schema anew and returns how many there were.
pub(in crate::store) async fn migrate(records: &Records) -> Result<usize, RecordError> {
    let mut migrated = 0;
    for prefix in [Key::of_all_people(), Key::of_all_guilds()] {
        let mut after: Option<Key> = None;
        loop {
            let page = records.store.scan(&prefix, after.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.clone());
            let mut changes = Vec::new();
            for (key, record) in page {
                let family = key.names().and_then(|named| named.family());
                let Some(registered) = family.and_then(|family| of_family(records.registry, family)) else { continue };
                if record.schema >= registered.schema {
                    continue;
                }
                match (registered.upgrade)(&record) {
                    Ok(payload) => changes.push(Change {
                        key,
                        expect: Expect::Version(record.version),
                        write: Write::Put { schema: registered.schema, payload, expires: record.expires },
                    }),
                    // It stays as it is, and whoever asks for it is told.
                    Err(error) => tracing::error!(%error, "a record could not be migrated"),
                }
            }
            if changes.is_empty() {
                continue;
            }
            let count = changes.len();
            // Nobody else has the store yet, so nothing can have come between.
            if let Commit::Done { .. } = records.store.commit(changes).await? {
                migrated += count;
                tracing::info!(migrated, "records were migrated");
            }
        }
    }
    Ok(migrated)
}

/// The types of which there are older records, and whether any record was migrated before.
pub(in crate::store) fn due(
    registry: &'static [Registered],
    schemas: &std::collections::BTreeMap<(super::super::Family, u16), usize>,
) -> Option<Due> {
    let of = |registered: &Registered| {
        let mut all = schemas.keys().filter(|(family, _)| *family == registered.family).map(|(_, schema)| *schema);
        (all.clone().any(|schema| schema < registered.schema), all.any(|schema| schema == registered.schema))
    };
    let due: Vec<_> = registry.iter().filter(|registered| of(registered).0).collect();
    let begun = due.iter().any(|registered| of(registered).1);
    let first = due.first()?;
    Some(Due { name: first.name, to: first.schema, begun })
}

/// A migration that has to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Due {
    /// The first type of it.
    pub(in crate::store) name: &'static str,
    /// Its schema now.
    pub(in crate::store) to: u16,
    /// It was begun before: there are records of the new schema, so there is a backup from before.
    pub(in crate::store) begun: bool,
}
