//! First contact: one message in a new server, to whoever can manage it. Once, over reconnects and restarts.

use std::time::Duration;

use serenity::all::{ChannelId, Context, Guild, UserId};

use super::super::app::App;
use super::super::error::Error;
use super::super::{hush, send};
use super::changing::trouble;
use super::leaving;
use super::outbox::is_refusal;
use super::targets::{self, Target};
use crate::curation::outbox::Step;
use crate::curation::{AuditId, AuditLine, Settings};
use crate::render::{self, Card};
use crate::store::GuildScope;

/// A server that the bot joined longer ago is not new, even if it was never greeted: an older version joined it.
const NEW: Duration = Duration::from_secs(24 * 3600);

/// A server came: because the bot joined it, or because a session began, or after an outage. Being back ends what a
/// removal began.
pub(in crate::discord) async fn on_join(app: &App, ctx: &Context, guild: &Guild) -> Result<(), Error> {
    let Some(records) = &app.records else { return Ok(()) };
    let curated = app.curated(guild.id).await;
    let scope = GuildScope::new(guild.id.get());
    if curated.settings.removed.is_some() {
        leaving::end(records, scope).await.map_err(|error| trouble(&error))?;
        app.servers.changed(guild.id);
    }
    // Where it is not known whether the server was greeted, it is not greeted twice.
    if curated.is_known && !curated.settings.welcomed && is_new(app, guild) {
        return greet(app, ctx, guild, scope).await;
    }
    Ok(())
}

fn is_new(app: &App, guild: &Guild) -> bool {
    let joined = u64::try_from(guild.joined_at.unix_timestamp()).map_or(Duration::ZERO, Duration::from_secs);
    app.clock.now().saturating_sub(joined) < NEW
}

async fn greet(app: &App, ctx: &Context, guild: &Guild, scope: GuildScope) -> Result<(), Error> {
    let id = AuditId::of(guild.id.get());
    let Some(_sending) = app.outbox.begin(id) else { return Ok(()) };
    let line =
        AuditLine { at: app.clock.now().as_secs(), by: None, what: "welcome".to_owned(), before: None, after: None };
    let step = app.claim(scope, id, line).await?;
    if matches!(step, Step::Claim | Step::Again) {
        match say_hello(app, ctx, guild).await {
            Hello::Said => app.arrived(scope, id).await?,
            Hello::Nowhere => return app.refused(scope, id).await,
            // Perhaps it arrived: twice would be worse than not at all.
            Hello::Perhaps => {}
        }
    }
    let greeted = |settings: &mut Option<Settings>| settings.get_or_insert_default().welcomed = true;
    app.kept()?.change_guild(scope, b"", greeted).await.map_err(|error| trouble(&error))?;
    app.servers.changed(guild.id);
    Ok(())
}

/// How a greeting ended.
enum Hello {
    Said,
    Perhaps,
    Nowhere,
}

/// Says it once: where Discord tells moderators what is new, else where it welcomes people, else to the owner alone.
async fn say_hello(app: &App, ctx: &Context, guild: &Guild) -> Hello {
    let card = render::welcome(&guild.name, &app.usual_channels(guild.id));
    let nonce = format!("w{}", guild.id);
    for channel in [guild.public_updates_channel_id, guild.system_channel_id].into_iter().flatten() {
        let Target::Open { may_embed } = targets::find(app, guild.id, channel) else { continue };
        match send::post(&ctx.http, channel, &card, guild.owner_id, may_embed, nonce.clone()).await {
            Ok(_) => return Hello::Said,
            Err(error) if is_refusal(&error) => {}
            Err(error) => return perhaps(error),
        }
    }
    match tell_owner(ctx, guild.owner_id, &card, nonce).await {
        Ok(()) => Hello::Said,
        Err(error) if is_refusal(&error) => {
            tracing::info!(guild = hush::id(guild.id), "a new server has no place where I may introduce myself");
            Hello::Nowhere
        }
        Err(error) => perhaps(error),
    }
}

fn perhaps(error: serenity::Error) -> Hello {
    tracing::warn!(error = hush::error(&error.into()), "a new server may or may not have been greeted");
    Hello::Perhaps
}

async fn tell_owner(ctx: &Context, owner: UserId, card: &Card, nonce: String) -> Result<(), serenity::Error> {
    let channel: ChannelId = owner.create_dm_channel(&ctx.http).await?.id;
    send::post(&ctx.http, channel, card, owner, true, nonce).await.map(drop)
}
