//! What the bot does about pressed buttons and sent forms.

use serenity::all::{ComponentInteraction, Context, ModalInteraction};

use super::app::App;
use super::error::Error;

/// A button or menu was used, once.
pub(crate) async fn on_press(app: &App, ctx: &Context, press: &ComponentInteraction) -> Result<(), Error> {
    let _ = (app, ctx, press);
    Ok(())
}

/// A form was sent, once.
pub(crate) async fn on_form(app: &App, ctx: &Context, form: &ModalInteraction) -> Result<(), Error> {
    let _ = (app, ctx, form);
    Ok(())
}
