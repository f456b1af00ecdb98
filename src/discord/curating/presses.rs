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
        other => {
            // The message itself becomes the answer; the disk may take its time.
            send::acknowledge(ctx, press).await?;
            let card = match other {
                Curate::Remove(tip) => tips::remove(app, ctx, &by, tip).await?,
                Curate::Tips(page) => tips::list(app, &by, page).await?,
                Curate::History(after) => history::history(app, &by, Some(after)).await?,
                Curate::Resume | Curate::Post(_) | Curate::Cancel => pausing::resume(app, ctx, &by).await?,
            };
            send::deferred(ctx, press, &card).await
        }
    }
}
