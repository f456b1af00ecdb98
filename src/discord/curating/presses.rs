//! Presses that only moderators may make. Who presses is looked at first, whatever the button says.

use serenity::all::{ComponentInteraction, Context};

use super::super::app::App;
use super::super::error::Error;
use super::super::send;
use super::{Moderator, history, pausing, push, tips};
use crate::render::words::curating as say;
use crate::render::{Card, Curate};

/// A moderators' button was pressed, once.
pub(in crate::discord) async fn on_press(
    app: &App,
    ctx: &Context,
    press: &ComponentInteraction,
    curate: Curate,
) -> Result<(), Error> {
    let by = Moderator::look(app, press).await?;
    match curate {
        Curate::Post(it) => push::on_press(app, ctx, press, &by, it).await,
        Curate::Cancel => send::turn(ctx, press, &Card::line(say::NOTHING_DONE)).await,
        Curate::Remove(tip) => becomes(ctx, press, tips::remove(app, ctx, &by, tip)).await,
        Curate::Tips(page) => becomes(ctx, press, tips::list(app, &by, page)).await,
        Curate::History(after) => becomes(ctx, press, history::history(app, &by, Some(after))).await,
        Curate::Resume => becomes(ctx, press, pausing::resume(app, ctx, &by)).await,
    }
}

/// The pressed message itself becomes the answer, so that it can't be pressed twice; the disk may take its time.
async fn becomes(
    ctx: &Context,
    press: &ComponentInteraction,
    answer: impl Future<Output = Result<Card, Error>>,
) -> Result<(), Error> {
    send::acknowledge(ctx, press).await?;
    send::deferred(ctx, press, &answer.await?).await
}
