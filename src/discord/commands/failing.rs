//! What a person sees when a command fails.

use std::sync::Arc;

use poise::FrameworkError;
use serenity::all::{CreateInteractionResponse, CreateInteractionResponseMessage};

use super::super::app::App;
use super::super::error::Error;
use super::super::{hush, send};
use crate::render::{Card, words};

type Failure<'a> = FrameworkError<'a, Arc<App>, Error>;

/// Tells the person, in words or with a number; what cannot be told goes to the log.
pub(super) async fn on_error(failure: Failure<'_>) {
    let (ctx, error) = match failure {
        FrameworkError::Command { error, ctx, .. } => (ctx, error),
        FrameworkError::CommandPanic { ctx, .. } => (ctx, Error::Internal(anyhow::anyhow!("a command panicked"))),
        // An older version of the commands is still registered, or still on somebody's screen.
        FrameworkError::ArgumentParse { ctx, .. } => (ctx, changed()),
        FrameworkError::CommandStructureMismatch { ctx, .. } => (poise::Context::Application(ctx), changed()),
        FrameworkError::UnknownInteraction { interaction, framework, .. } => {
            let message = CreateInteractionResponseMessage::new().content(words::COMMANDS_CHANGED).ephemeral(true);
            let response = CreateInteractionResponse::Message(message);
            let told = interaction.create_response(&framework.serenity_context.http, response).await;
            if let Err(error) = told {
                tracing::warn!(error = hush::error(&error.into()), "could not answer an unknown command");
            }
            return;
        }
        _ => {
            tracing::error!("a command failed before it began");
            return;
        }
    };
    if matches!(error, Error::Internal(_)) {
        ctx.data().vitals.failed("command");
    }
    let sorry = send::answer(&Card::line(error.told()), ctx.author().id, None, true);
    if let Err(error) = ctx.send(sorry).await {
        tracing::warn!(error = hush::error(&error.into()), "could not say that an answer failed");
    }
}

fn changed() -> Error {
    Error::User(words::COMMANDS_CHANGED.to_owned())
}
