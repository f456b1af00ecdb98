//! What a person sees when a command fails.

use std::sync::Arc;

use poise::FrameworkError;

use super::super::app::App;
use super::super::error::Error;
use super::super::{hush, send};
use crate::render::Card;

type Failure<'a> = FrameworkError<'a, Arc<App>, Error>;

/// Tells the person, in words or with a number; what cannot be told goes to the log.
pub(super) async fn on_error(failure: Failure<'_>) {
    let (ctx, error) = match failure {
        FrameworkError::Command { error, ctx, .. } => (ctx, error),
        FrameworkError::CommandPanic { ctx, .. } => (ctx, Error::Internal(anyhow::anyhow!("a command panicked"))),
        FrameworkError::ArgumentParse { ctx, .. } => {
            (ctx, Error::Internal(anyhow::anyhow!("a command came with an option that can't be read")))
        }
        FrameworkError::CommandStructureMismatch { description, ctx, .. } => {
            // An older version of the commands is still registered.
            let error = anyhow::anyhow!("a command came in another form than registered: {description}");
            (poise::Context::Application(ctx), Error::Internal(error))
        }
        FrameworkError::UnknownInteraction { .. } => {
            tracing::warn!("an unknown command was used; the registered commands are from another version");
            return;
        }
        _ => {
            tracing::error!("a command failed before it began");
            return;
        }
    };
    let sorry = send::answer(&Card::line(error.told()), ctx.author().id, None, true);
    if let Err(error) = ctx.send(sorry).await {
        tracing::warn!(error = hush::error(&error.into()), "could not say that an answer failed");
    }
}
