//! Tells somebody who waits for an answer that there will be none.

use serenity::all::{
    ChannelId, Context, CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateMessage, FullEvent, Interaction, InteractionId, MessageId,
};

use super::app::App;
use super::hush;

/// Who waits for an answer.
pub(super) enum Owed {
    /// Whoever wrote a message to the bot.
    Message(ChannelId, MessageId),
    /// Whoever used a command, a button or a form.
    Interaction(InteractionId, String),
}

impl Owed {
    /// Who waits for an answer to this event, if anybody does.
    pub(super) fn of(app: &App, event: &FullEvent) -> Option<Self> {
        match event {
            FullEvent::Message { new_message } if app.addressed(new_message) => {
                Some(Self::Message(new_message.channel_id, new_message.id))
            }
            FullEvent::InteractionCreate { interaction } => match interaction {
                Interaction::Command(it) => Some(Self::Interaction(it.id, it.token.clone())),
                Interaction::Component(it) => Some(Self::Interaction(it.id, it.token.clone())),
                Interaction::Modal(it) => Some(Self::Interaction(it.id, it.token.clone())),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Says `words`, to the person alone where that is possible.
pub(super) async fn give(ctx: &Context, owed: &Owed, words: String) {
    let given = match owed {
        Owed::Message(channel, message) => {
            let reply = CreateMessage::new().content(words).reference_message((*channel, *message));
            channel.send_message(&ctx.http, reply).await.map(drop)
        }
        Owed::Interaction(id, token) => {
            let first = CreateInteractionResponseMessage::new().content(&words).ephemeral(true);
            let first = CreateInteractionResponse::Message(first);
            if ctx.http.create_interaction_response(*id, token, &first, Vec::new()).await.is_ok() {
                Ok(())
            } else {
                // It had a first response already.
                let more = CreateInteractionResponseFollowup::new().content(words).ephemeral(true);
                ctx.http.create_followup_message(token, &more, Vec::new()).await.map(drop)
            }
        }
    };
    if let Err(error) = given {
        tracing::warn!(error = hush::error(&error.into()), "could not say that an answer failed");
    }
}
