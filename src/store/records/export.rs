//! Everything that is kept about one person, by construction: whatever is registered is found.

use serde::Serialize;
use serde_json::Value;

use super::super::{Family, GuildScope, Key, PersonScope, Record};
use super::registry::{REGISTRY, Registered};
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
    /// What it says.
    pub record: Value,
}

impl Records {
    /// Every record of that person, and every server's record that names them.
    ///
    /// # Errors
    /// A record that cannot be read: an export that leaves something out would be a lie.
    pub async fn export_person(&self, person: PersonScope) -> Result<Vec<Exported>, RecordError> {
        let mut all = Vec::new();
        for registered in &REGISTRY {
            if let Some(record) = self.store.get(&person.key(registered.family)).await? {
                all.push(Exported { kind: registered.name, server: None, record: (registered.export)(&record)? });
            }
        }
        let mut after = None;
        while let Some(page) = self.page_of_guilds(&mut after).await? {
            for (guild, registered, _, record) in page {
                if (registered.without)(&record, &person)?.is_some() {
                    let record = (registered.export)(&record)?;
                    all.push(Exported { kind: registered.name, server: Some(guild.id()), record });
                }
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
            let (guild, family, _) = key.in_guild()?;
            let registered = registered(family)?;
            Some((guild, registered, key, record))
        });
        Ok(Some(known.collect()))
    }
}

fn registered(family: Family) -> Option<&'static Registered> {
    REGISTRY.iter().find(|registered| registered.family == family)
}
