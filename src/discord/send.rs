//! The ways a card leaves: as a reply to a message, as the answer to a command, as the answer to a press.

use poise::CreateReply;
use serenity::all::{
    ChannelId, ComponentInteraction, Context, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, EditMessage, Http, Message,
    MessageReference, MessageReferenceKind, ModalInteraction, Nonce, UserId,
};

use super::app::App;
use super::error::Error;
use super::wire::{Wire, no_pings};
use crate::render::Card;

/// Replies to a question. The nonce is made from the question's id, so that a repeated send is the same message.
/// `None` where we know that we may not write.
pub(super) async fn reply(app: &App, ctx: &Context, question: &Message, card: &Card) -> Result<Option<Message>, Error> {
    let may = app.places.permissions(question.channel_id);
    let is_thread = app.places.place(question.channel_id).is_some_and(|place| place.is_thread());
    if may.is_some_and(|may| !(if is_thread { may.send_messages_in_threads() } else { may.send_messages() })) {
        return Ok(None);
    }
    let may_embed = may.is_none_or(serenity::all::Permissions::embed_links);
    let owner = question.author.id;
    let wire = if may_embed { Wire::new(card, owner) } else { Wire::unframed(card, owner) };
    let mut reference = MessageReference::new(MessageReferenceKind::Default, question.channel_id);
    reference.message_id = Some(question.id);
    reference.fail_if_not_exists = Some(false);
    let mut message = CreateMessage::new()
        .reference_message(reference)
        .allowed_mentions(no_pings())
        .nonce(Nonce::String(format!("q{}", question.id)))
        .enforce_nonce(true);
    if !wire.content.is_empty() {
        message = message.content(wire.content);
    }
    if !wire.embeds.is_empty() {
        message = message.embeds(wire.embeds);
    }
    if !wire.rows.is_empty() {
        message = message.components(wire.rows);
    }
    Ok(Some(question.channel_id.send_message(&ctx.http, message).await?))
}

/// Posts a message that answers nobody. The nonce makes one message of a repeated send.
pub(super) async fn post(
    http: &Http,
    channel: ChannelId,
    card: &Card,
    owner: UserId,
    may_embed: bool,
    nonce: String,
) -> Result<Message, serenity::Error> {
    let wire = if may_embed { Wire::new(card, owner) } else { Wire::unframed(card, owner) };
    let message = CreateMessage::new()
        .content(wire.content)
        .embeds(wire.embeds)
        .components(wire.rows)
        .allowed_mentions(no_pings())
        .nonce(Nonce::String(nonce))
        .enforce_nonce(true);
    channel.send_message(http, message).await
}

/// What a reply becomes after its question was edited.
pub(super) fn edited(card: &Card, owner: UserId) -> EditMessage {
    let wire = Wire::new(card, owner);
    EditMessage::new().content(wire.content).embeds(wire.embeds).components(wire.rows).allowed_mentions(no_pings())
}

/// The answer to a command: for the asker alone, or for the channel under a line that says whom it is for.
pub(super) fn answer(card: &Card, owner: UserId, above: Option<&str>, ephemeral: bool) -> CreateReply {
    let wire = above.map_or_else(|| Wire::new(card, owner), |line| Wire::new(card, owner).under(line));
    let mut reply = CreateReply::default().allowed_mentions(no_pings()).ephemeral(ephemeral);
    if !wire.content.is_empty() {
        reply = reply.content(wire.content);
    }
    if !wire.rows.is_empty() {
        reply = reply.components(wire.rows);
    }
    wire.embeds.into_iter().fold(reply, CreateReply::embed)
}

/// Answers a press with a new message: for the presser alone in a server, in the open in a direct message.
pub(super) async fn answer_press(ctx: &Context, press: &ComponentInteraction, card: &Card) -> Result<(), Error> {
    let message = message(card, press.user.id).ephemeral(press.guild_id.is_some());
    press.create_response(&ctx.http, CreateInteractionResponse::Message(message)).await?;
    Ok(())
}

/// Turns the pressed message itself into another card.
pub(super) async fn turn(ctx: &Context, press: &ComponentInteraction, card: &Card) -> Result<(), Error> {
    let wire = Wire::new(card, press.user.id);
    // Everything is named, empty or not: what is left out would stay as it was.
    let message = CreateInteractionResponseMessage::new()
        .content(wire.content)
        .embeds(wire.embeds)
        .components(wire.rows)
        .allowed_mentions(no_pings());
    press.create_response(&ctx.http, CreateInteractionResponse::UpdateMessage(message)).await?;
    Ok(())
}

/// Says that an answer is coming; [`deferred`] brings it.
pub(super) async fn defer(ctx: &Context, press: &ComponentInteraction) -> Result<(), Error> {
    let message = CreateInteractionResponseMessage::new().ephemeral(press.guild_id.is_some());
    press.create_response(&ctx.http, CreateInteractionResponse::Defer(message)).await?;
    Ok(())
}

/// Takes a press in without a new message; [`deferred`] then turns the pressed message into the answer.
pub(super) async fn acknowledge(ctx: &Context, press: &ComponentInteraction) -> Result<(), Error> {
    press.create_response(&ctx.http, CreateInteractionResponse::Acknowledge).await?;
    Ok(())
}

/// Brings the answer that [`defer`] promised.
pub(super) async fn deferred(ctx: &Context, press: &ComponentInteraction, card: &Card) -> Result<(), Error> {
    press.edit_response(&ctx.http, brought(Wire::new(card, press.user.id))).await?;
    Ok(())
}

/// Brings the answer that a sent form was promised.
pub(super) async fn answer_form(ctx: &Context, sent: &ModalInteraction, card: &Card) -> Result<(), Error> {
    sent.edit_response(&ctx.http, brought(Wire::new(card, sent.user.id))).await?;
    Ok(())
}

/// What a promised answer becomes.
fn brought(wire: Wire) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .content(wire.content)
        .embeds(wire.embeds)
        .components(wire.rows)
        .allowed_mentions(no_pings())
}

/// The same with a line, and under it a card if there is one.
pub(super) async fn deferred_under(
    ctx: &Context,
    press: &ComponentInteraction,
    line: &str,
    card: Option<&Card>,
) -> Result<(), Error> {
    let line = Card::line(line);
    let wire = Wire::new(card.unwrap_or(&line), press.user.id);
    let wire = if card.is_some() { wire.under(&line.body) } else { wire };
    press.edit_response(&ctx.http, brought(wire)).await?;
    Ok(())
}

/// Several cards in one message, each in a frame, for the asker alone.
pub(super) fn framed(cards: &[Card]) -> CreateReply {
    let reply = CreateReply::default().allowed_mentions(no_pings()).ephemeral(true);
    cards.iter().map(super::wire::embed).fold(reply, CreateReply::embed)
}

/// Posts a card for everybody, under a line that says who shared it.
pub(super) async fn share(ctx: &Context, press: &ComponentInteraction, card: &Card, above: &str) -> Result<(), Error> {
    let wire = Wire::new(card, press.user.id).under(above);
    let followup = CreateInteractionResponseFollowup::new()
        .content(wire.content)
        .embeds(wire.embeds)
        .components(wire.rows)
        .allowed_mentions(no_pings());
    press.create_followup(&ctx.http, followup).await?;
    Ok(())
}

fn message(card: &Card, owner: UserId) -> CreateInteractionResponseMessage {
    let wire = Wire::new(card, owner);
    let mut message = CreateInteractionResponseMessage::new().allowed_mentions(no_pings());
    if !wire.content.is_empty() {
        message = message.content(wire.content);
    }
    if !wire.embeds.is_empty() {
        message = message.embeds(wire.embeds);
    }
    if !wire.rows.is_empty() {
        message = message.components(wire.rows);
    }
    message
}
