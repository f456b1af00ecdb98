//! A tip posted in a channel: a preview first, then once.

use serenity::all::{ChannelId, ComponentInteraction, Context};

use super::super::app::App;
use super::super::error::Error;
use super::super::{send, wire};
use super::outbox::is_refusal;
use super::targets::{self, Target};
use super::{Moderator, tips};
use crate::curation::outbox::Step;
use crate::curation::{AuditId, AuditLine, CuratedTip, TipId};
use crate::render::words::curating as say;
use crate::render::{self, Card, Push};

/// How a tip will look, under a line that says where.
pub(in crate::discord) struct Preview {
    pub(in crate::discord) line: String,
    pub(in crate::discord) card: Card,
}

/// What a moderator sees after a press: a line, and under it the tip where it is still to be posted.
struct Shown {
    line: String,
    card: Option<Card>,
}

impl From<String> for Shown {
    fn from(line: String) -> Self {
        Self { line, card: None }
    }
}

/// How a tip will look in that channel, with a button that posts it.
///
/// # Errors
/// The bot may not write there, or the moderator may not; in words that say what is missing.
pub(in crate::discord) async fn preview(
    app: &App,
    ctx: &Context,
    by: &Moderator<'_>,
    (tip, curated): &(TipId, CuratedTip),
    channel: ChannelId,
) -> Result<Preview, Error> {
    // A thread that nobody wrote in lately has not come by itself.
    app.find_place(ctx, channel).await;
    if let Target::Closed(why) = targets::find_for(app, by, channel) {
        return Err(Error::User(why));
    }
    let push = Push { tip: *tip, fingerprint: curated.fingerprint(), channel: channel.get(), id: by.interaction };
    let card = render::preview(&app.advisor.load(), curated, push);
    Ok(Preview { line: say::preview(&format!("<#{channel}>")), card })
}

/// "Post" was pressed under a preview.
pub(super) async fn on_press(
    app: &App,
    ctx: &Context,
    press: &ComponentInteraction,
    by: &Moderator<'_>,
    push: Push,
) -> Result<(), Error> {
    // Sending may take longer than a press may wait.
    send::acknowledge(ctx, press).await?;
    let Some(_sending) = app.outbox.begin(AuditId::of(push.id)) else {
        // Another press is at it, and says what came of it.
        return Ok(());
    };
    let shown = match post(app, ctx, by, push).await {
        Ok(shown) => shown,
        // The preview stays, so that it can be tried again.
        Err(Error::User(line)) => Shown { line, card: Some(wire::card_of(&app.advisor.load(), &press.message)) },
        Err(error) => return Err(error),
    };
    send::deferred_under(ctx, press, &shown.line, shown.card.as_ref()).await
}

async fn post(app: &App, ctx: &Context, by: &Moderator<'_>, push: Push) -> Result<Shown, Error> {
    let (channel, id) = (ChannelId::new(push.channel.max(1)), AuditId::of(push.id));
    let mention = format!("<#{channel}>");
    let Some(curated) = tips::one(app.kept()?, by, push.tip).await? else {
        return Ok(say::TIP_GONE.to_owned().into());
    };
    let again = |push| Some(render::preview(&app.advisor.load(), &curated, push));
    if curated.fingerprint() != push.fingerprint {
        let push = Push { fingerprint: curated.fingerprint(), ..push };
        return Ok(Shown { line: say::preview_changed(&mention), card: again(push) });
    }
    app.find_place(ctx, channel).await;
    let may_embed = match targets::find_for(app, by, channel) {
        Target::Open { may_embed } => may_embed,
        Target::Closed(why) => return Ok(Shown { line: why, card: again(push) }),
    };
    let line = line(app, by, &mention, &curated)?;
    match app.claim(by.scope(), id, line.clone()).await? {
        Step::Claim | Step::Again => {}
        Step::Sent => return Ok(say::posted_before(&mention).into()),
        Step::Unsure => return Ok(say::interrupted(&mention).into()),
    }
    let card = render::tip_posted(&app.advisor.load(), push.tip, &curated);
    // The nonce is the preview's, not the press's: a second press, and a second try, are the same message.
    let sent = send::post(&ctx.http, channel, &card, by.user, may_embed, format!("p{}", push.id)).await;
    match sent {
        Ok(_) => {}
        Err(error) if is_refusal(&error) => {
            app.refused(by.scope(), id).await?;
            return Ok(Shown { line: say::refused(&mention), card: again(push) });
        }
        Err(error) => {
            tracing::warn!(error = super::super::hush::error(&error.into()), "a tip may or may not have been posted");
            return Ok(Shown { line: say::perhaps_posted(&mention), card: again(push) });
        }
    }
    if app.arrived(by.scope(), id).await.is_err() {
        // Posted is posted, even if that can't be written down.
        tracing::warn!("a tip was posted, and the audit can't say that it arrived");
    }
    let not_told = app.tell(ctx, by, &line, &*app.curated(by.guild).await).await;
    let told = not_told.map(|why| format!("\n\n{}", say::not_logged(&why))).unwrap_or_default();
    Ok(format!("{}{told}", say::posted(&mention)).into())
}

fn line(app: &App, by: &Moderator<'_>, mention: &str, curated: &CuratedTip) -> Result<AuditLine, Error> {
    Ok(AuditLine {
        at: app.clock.now().as_secs(),
        by: Some(by.pseudonym(app.kept()?)),
        what: "tip push".to_owned(),
        before: None,
        after: Some(format!("{mention}: {}", curated.text)),
    })
}
