//! Each server's settings and tips, in memory: a message is answered without a look into the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{ChannelId, GuildId};

use super::super::app::App;
use crate::advisor::Tip;
use crate::curation::{CuratedTip, Settings, TipId};
use crate::render::Here;
use crate::store::{GuildScope, RecordError, Records};

/// An answer does not wait longer for a store that does not answer.
const PATIENCE: Duration = Duration::from_millis(700);
/// After a failure the store is left alone for a while: every message would ask it.
const NEXT_TRY: Duration = Duration::from_secs(5);

/// What a server's moderators added and decided.
#[derive(Clone, Debug, Default)]
pub(in crate::discord) struct Curated {
    /// What they decided.
    pub(in crate::discord) settings: Settings,
    /// What they wrote, in the order of writing.
    pub(in crate::discord) tips: Vec<Tip>,
    /// It was read from the store at least once; else it is only a guess.
    pub(in crate::discord) is_known: bool,
}

impl Curated {
    /// What answers need of it.
    pub(in crate::discord) fn here(&self) -> Here<'_> {
        let Settings { home_pack, distress_text, .. } = &self.settings;
        Here { tips: &self.tips, pack: home_pack.as_deref(), distress: distress_text.as_deref() }
    }
}

/// Servers by id. Bounded by the servers that the bot is in.
#[derive(Debug, Default)]
pub(in crate::discord) struct Servers(Mutex<HashMap<GuildId, Entry>>);

#[derive(Debug, Default)]
struct Entry {
    /// As it was last read.
    last: Option<Arc<Curated>>,
    is_fresh: bool,
    /// Grows with every change, so that what was read before one is not taken for what holds after it.
    changes: u64,
    /// No earlier than this the store is asked again, after it failed.
    not_before: Duration,
}

impl Servers {
    /// A server's records changed: the next look reads them again. Until that succeeds, the last ones hold.
    pub(in crate::discord) fn changed(&self, guild: GuildId) {
        let mut entries = self.entries();
        let entry = entries.entry(guild).or_default();
        entry.is_fresh = false;
        entry.changes += 1;
        entry.not_before = Duration::ZERO;
    }

    /// Any server's records may have changed.
    pub(in crate::discord) fn all_changed(&self) {
        for entry in self.entries().values_mut() {
            entry.is_fresh = false;
            entry.changes += 1;
        }
    }

    /// The bot is no longer in that server.
    pub(in crate::discord) fn gone(&self, guild: GuildId) {
        self.entries().remove(&guild);
    }

    /// What is in memory, if that holds or the store is to be left alone; else how many changes there were.
    fn look(&self, guild: GuildId, now: Duration) -> Result<Arc<Curated>, u64> {
        let mut entries = self.entries();
        let entry = entries.entry(guild).or_default();
        let is_enough = entry.is_fresh || now < entry.not_before;
        if is_enough { Ok(entry.last.clone().unwrap_or_default()) } else { Err(entry.changes) }
    }

    /// Notes what was read when there had been that many changes.
    fn read(&self, guild: GuildId, changes: u64, curated: Arc<Curated>) {
        let mut entries = self.entries();
        let entry = entries.entry(guild).or_default();
        if entry.changes == changes {
            entry.last = Some(curated);
            entry.is_fresh = true;
        }
    }

    /// Notes that the store failed, and returns what was read last.
    fn failed(&self, guild: GuildId, now: Duration) -> Arc<Curated> {
        let mut entries = self.entries();
        let entry = entries.entry(guild).or_default();
        entry.not_before = now + NEXT_TRY;
        entry.last.clone().unwrap_or_default()
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, HashMap<GuildId, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// What that server's moderators added and decided, as far as it is known. Never fails and never waits long.
    pub(in crate::discord) async fn curated(&self, guild: GuildId) -> Arc<Curated> {
        let Some(records) = &self.records else {
            return Arc::new(Curated { is_known: true, ..Curated::default() });
        };
        let changes = match self.servers.look(guild, self.clock.monotonic()) {
            Ok(curated) => return curated,
            Err(changes) => changes,
        };
        match tokio::time::timeout(PATIENCE, load(records, guild)).await {
            Ok(Ok(curated)) => {
                let curated = Arc::new(curated);
                self.servers.read(guild, changes, curated.clone());
                curated
            }
            failed => {
                let why = failed.map_or_else(
                    |_| "it took too long".to_owned(),
                    |error| match error {
                        Ok(_) => String::new(),
                        Err(error) => error.to_string(),
                    },
                );
                tracing::error!(why, "a server's settings and tips could not be read; answers come without");
                self.servers.failed(guild, self.clock.monotonic())
            }
        }
    }

    /// The same for a place that may be a direct message, where nothing of any server holds.
    pub(in crate::discord) async fn curated_in(&self, guild: Option<GuildId>) -> Arc<Curated> {
        match guild {
            Some(guild) => self.curated(guild).await,
            None => Arc::new(Curated { is_known: true, ..Curated::default() }),
        }
    }

    /// The channels of a server that the operator opted in: what holds until its moderators decide.
    pub(in crate::discord) fn usual_channels(&self, guild: GuildId) -> Vec<u64> {
        let mut channels = self.places.channels_of(guild);
        channels.retain(|(id, name)| self.is_opted_in(*id, Some(name)));
        let mut ids: Vec<u64> = channels.into_iter().map(|(id, _)| ChannelId::get(id)).collect();
        ids.sort_unstable();
        ids
    }
}

async fn load(records: &Records, guild: GuildId) -> Result<Curated, RecordError> {
    let scope = GuildScope::new(guild.get());
    let settings: Option<Settings> = records.of_guild(scope, b"").await?;
    let tips: Vec<(Vec<u8>, CuratedTip)> = records.all_of_guild(scope).await?;
    let shown = |(id, tip): (Vec<u8>, CuratedTip)| Some(tip.shown(TipId::from_bytes(&id)?));
    Ok(Curated {
        settings: settings.unwrap_or_default(),
        tips: tips.into_iter().filter_map(shown).collect(),
        is_known: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: GuildId = GuildId::new(7);

    fn paused(until: u64) -> Arc<Curated> {
        let settings = Settings { paused_until: Some(until), ..Settings::default() };
        Arc::new(Curated { settings, is_known: true, ..Curated::default() })
    }

    fn until(servers: &Servers, now: u64) -> Result<Option<u64>, u64> {
        servers.look(GUILD, Duration::from_secs(now)).map(|curated| curated.settings.paused_until)
    }

    #[test]
    fn what_was_read_before_a_change_is_not_taken_for_what_holds_after_it() {
        let servers = Servers::default();
        assert_eq!(until(&servers, 0), Err(0));
        servers.read(GUILD, 0, paused(1));
        assert_eq!(until(&servers, 0), Ok(Some(1)));
        servers.changed(GUILD);
        servers.read(GUILD, 0, paused(1));
        assert_eq!(until(&servers, 0), Err(1), "the reader was slower than the change");
        servers.read(GUILD, 1, paused(2));
        assert_eq!(until(&servers, 0), Ok(Some(2)));
    }

    #[test]
    fn a_failing_store_is_left_alone_and_the_last_settings_hold() {
        let servers = Servers::default();
        assert!(!servers.failed(GUILD, Duration::ZERO).is_known, "nothing was ever read");
        assert_eq!(until(&servers, 4), Ok(None));
        assert_eq!(until(&servers, 5), Err(0));
        servers.read(GUILD, 0, paused(1));
        servers.all_changed();
        assert_eq!(servers.failed(GUILD, Duration::from_secs(5)).settings.paused_until, Some(1));
        assert_eq!(until(&servers, 6), Ok(Some(1)));
        servers.changed(GUILD);
        assert_eq!(until(&servers, 6), Err(2), "whoever changed something sees it");
    }
}
