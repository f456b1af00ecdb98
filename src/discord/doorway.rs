//! Every event comes in here, once. Panics stop here.

use std::sync::Arc;

use serenity::all::{Client, Context, Framework, FullEvent, Interaction};
use tokio_util::task::TaskTracker;

use super::app::App;
use super::error::Error;
use super::{buttons, messages};

/// serenity hands every event here; commands go on to poise, the rest to our own functions.
pub(super) struct Doorway {
    app: Arc<App>,
    poise: Arc<poise::Framework<Arc<App>, Error>>,
    tasks: TaskTracker,
}

impl Doorway {
    pub(super) fn new(app: Arc<App>, poise: poise::Framework<Arc<App>, Error>, tasks: TaskTracker) -> Self {
        Self { app, poise: Arc::new(poise), tasks }
    }
}

#[async_trait::async_trait]
impl Framework for Doorway {
    async fn init(&mut self, client: &Client) {
        if let Some(poise) = Arc::get_mut(&mut self.poise) {
            poise.init(client).await;
        }
    }

    async fn dispatch(&self, ctx: Context, event: FullEvent) {
        self.app.observe(&event);
        let (app, poise) = (self.app.clone(), self.poise.clone());
        self.tasks.spawn(async move {
            let done = match &event {
                FullEvent::Message { new_message } => messages::on_message(&app, &ctx, new_message).await,
                FullEvent::MessageUpdate { event, .. } => messages::on_edit(&app, &ctx, event).await,
                FullEvent::MessageDelete { channel_id, deleted_message_id, .. } => {
                    messages::on_delete(&app, &ctx, *channel_id, *deleted_message_id).await
                }
                FullEvent::InteractionCreate { interaction: Interaction::Component(press) } => {
                    buttons::on_press(&app, &ctx, press).await
                }
                FullEvent::InteractionCreate { interaction: Interaction::Modal(form) } => {
                    buttons::on_form(&app, &ctx, form).await
                }
                FullEvent::InteractionCreate { .. } | FullEvent::Ready { .. } => {
                    poise.dispatch(ctx, event).await;
                    Ok(())
                }
                _ => Ok(()),
            };
            if let Err(error) = done {
                tracing::error!(%error, "an event could not be handled");
            }
        });
    }
}
