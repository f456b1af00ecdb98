//! Servers that the bot was removed from: what their moderators added stays for a while, then it goes.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::GuildId;

use super::super::app::App;
use super::super::hush;
use crate::curation::Settings;
use crate::store::{GuildScope, RecordError, Records};

/// How often records whose time is over are looked for.
const DAILY: Duration = Duration::from_secs(24 * 3600);
/// Lines of an audit are kept for a year.
const AUDIT: Duration = Duration::from_secs(365 * 24 * 3600);

/// The bot was removed from a server, and not only cut off from it: retention starts.
pub(in crate::discord) async fn on_removed(app: &App, guild: GuildId) {
    app.servers.gone(guild);
    let Some(records) = &app.records else { return };
    if let Err(error) = start(app, records, GuildScope::new(guild.get())).await {
        // The daily look finds it, too.
        tracing::error!(guild = hush::id(guild), %error, "a removal could not be noted");
    }
}

async fn start(app: &App, records: &Records, guild: GuildScope) -> Result<(), RecordError> {
    if !records.has_guild(guild).await? {
        return Ok(());
    }
    let today = app.clock.today();
    let removed = |settings: &mut Option<Settings>| settings.get_or_insert_default().removed = Some(today);
    records.change_guild(guild, b"", removed).await
}

/// The bot is in the server again: what a removal began ends.
pub(super) async fn end(records: &Records, guild: GuildScope) -> Result<(), RecordError> {
    let back = |settings: &mut Option<Settings>| {
        if let Some(settings) = settings {
            settings.removed = None;
        }
    };
    records.change_guild(guild, b"", back).await
}

/// Looks at every server's records once the bot knows where it is, and then daily; never returns.
pub(in crate::discord) async fn sweep_daily(app: Arc<App>) {
    let mut ready = app.vitals.ready();
    loop {
        // Who is in no server at the moment has not been removed from all of them.
        if ready.wait_for(|ready| *ready).await.is_err() {
            return;
        }
        let next = app.clock.monotonic() + DAILY;
        sweep(&app).await;
        app.clock.sleep_until(next).await;
    }
}

async fn sweep(app: &App) {
    let Some(records) = &app.records else { return };
    let guilds = match records.guilds().await {
        Ok(guilds) => guilds,
        Err(error) => {
            tracing::error!(%error, "the records of servers could not be looked at");
            return;
        }
    };
    for guild in guilds {
        if let Err(error) = look_at(app, records, guild).await {
            tracing::error!(guild = hush::id(guild.id()), %error, "a server's records could not be looked at");
        }
    }
}

async fn look_at(app: &App, records: &Records, guild: GuildScope) -> Result<(), RecordError> {
    let oldest = app.clock.now().saturating_sub(AUDIT).as_secs();
    records.prune_audit(guild, oldest).await?;
    let id = GuildId::new(guild.id().max(1));
    let settings: Settings = records.of_guild(guild, b"").await?.unwrap_or_default();
    if app.places.is_in(id) {
        // Put out and invited again in one breath, the removal may have been noted last.
        return if settings.removed.is_some() { end(records, guild).await } else { Ok(()) };
    }
    // The bot was removed while it was away; or it is on a server of Discord's kind that doesn't tell where it is.
    if settings.removed.is_none() && !app.places.knows_none() {
        return start(app, records, guild).await;
    }
    if settings.is_due(app.clock.today()) {
        let erased = records.erase_guild(guild).await?;
        app.servers.gone(id);
        tracing::info!(guild = hush::id(id), erased, "a server's records went, as long after a removal as it chose");
    }
    Ok(())
}
