//! What the bot does about messages.

use serenity::all::{ChannelId, Context, Message, MessageId, MessageUpdateEvent};

use super::app::App;
use super::error::Error;

/// A message arrived, once.
pub(crate) async fn on_message(app: &App, ctx: &Context, message: &Message) -> Result<(), Error> {
    let _ = (app, ctx, message);
    Ok(())
}

/// A message was edited.
pub(crate) async fn on_edit(app: &App, ctx: &Context, edit: &MessageUpdateEvent) -> Result<(), Error> {
    let _ = (app, ctx, edit);
    Ok(())
}

/// A message was deleted.
pub(crate) async fn on_delete(app: &App, ctx: &Context, channel: ChannelId, message: MessageId) -> Result<(), Error> {
    let _ = (app, ctx, channel, message);
    Ok(())
}
