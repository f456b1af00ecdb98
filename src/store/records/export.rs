//! Everything that is kept about one person, by construction: whatever is registered is found.

use serde::Serialize;
use serde_json::Value;

use super::super::{GuildScope, Key, PersonScope, Record, key::Named};
use super::registry::{Registered, of_family};
use super::{RecordError, Records};

/// Records read at a time.
const PAGE: usize = 256;

/// One record that belongs to a person or names them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exported {
    /// The type's name.
    pub kind: &'static str,
    /// The server it belongs to; `None` for the person's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<u64>,
    /// What it says; nothing where it cannot be read.
    pub record: Value,
    /// It is a server's record that cannot be read, so it may or may not name the person.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
}

impl Records {
    /// Every record of that person, and every server's record that names them. Servers' records that are damaged stand
    /// in it without what they say.
    ///
    /// # Errors
    /// The store failed, or a record cannot be understood: an export that leaves something out would be a lie.
    pub async fn export_person(&self, person: PersonScope) -> Result<Vec<Exported>, RecordError> {
        let mut all = Vec::new();
        for registered in self.registry {
            if let Some(record) = self.store.get(&person.key(registered.family)).await? {
                let record = (registered.export)(&record)?;
                all.push(Exported { kind: registered.name, server: None, record, unreadable: false });
            }
        }
        let mut after = None;
        while let Some(page) = self.page_of_guilds(&mut after).await? {
            for (guild, registered, _, record) in page {
                if (registered.without)(&record, &person)?.is_some() {
                    let record = (registered.export)(&record)?;
                    let server = Some(guild.id());
                    all.push(Exported { kind: registered.name, server, record, unreadable: false });
                }
            }
        }
        for key in self.store.damaged(&Key::of_all_guilds()).await? {
            if let Some(Named::Guild(guild, family, _)) = key.names()
                && let Some(registered) = of_family(self.registry, family)
            {
                let (kind, server) = (registered.name, Some(guild.id()));
                all.push(Exported { kind, server, record: Value::Null, unreadable: true });
            }
        }
        Ok(all)
    }

    /// The next servers' records after `after`, which moves on; `None` at the end.
    pub(super) async fn page_of_guilds(
        &self,
        after: &mut Option<Key>,
    ) -> Result<Option<Vec<(GuildScope, &'static Registered, Key, Record)>>, RecordError> {
        let page = self.store.scan(&Key::of_all_guilds(), after.as_ref(), PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok(None) };
        *after = Some(last.clone());
        let known = page.into_iter().filter_map(|(key, record)| {
            let Some(Named::Guild(guild, family, _)) = key.names() else { return None };
            let registered = of_family(self.registry, family)?;
            Some((guild, registered, key, record))
        });
        Ok(Some(known.collect()))
    }
}
