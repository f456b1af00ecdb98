//! Forms: opened by a command, sent by whoever it was opened for. All that a sent form needs is in its id, so that it is
//! understood after a restart; who sends it is looked at again.

use serenity::all::{
    ActionRowComponent, CommandInteraction, Context, CreateActionRow, CreateInputText, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateModal, InputTextStyle, ModalInteraction,
};

use super::super::app::App;
use super::super::error::Error;
use super::super::send;
use super::{Moderator, tips};
use crate::advisor::PageId;
use crate::curation::tip::TIP;
use crate::curation::{CuratedTip, TipId};
use crate::render::words::{self, curating as say};
use crate::render::{ButtonId, Card, Form};

/// The only input of a form.
const TEXT: &str = "text";

/// Opens the form for a new tip.
pub(in crate::discord) async fn add(
    ctx: &Context,
    command: &CommandInteraction,
    _: &Moderator<'_>,
    about: Vec<PageId>,
) -> Result<(), Error> {
    open(ctx, command, say::ADD_TIP, &Form::AddTip { about }, None).await
}

/// Opens the form for an old tip, with how it reads now.
pub(in crate::discord) async fn edit(
    ctx: &Context,
    command: &CommandInteraction,
    _: &Moderator<'_>,
    (tip, now): (TipId, CuratedTip),
    about: Option<Vec<PageId>>,
) -> Result<(), Error> {
    let form = Form::EditTip { tip, about, fingerprint: now.fingerprint() };
    open(ctx, command, say::EDIT_TIP, &form, Some(now.text)).await
}

async fn open(
    ctx: &Context,
    command: &CommandInteraction,
    title: &str,
    form: &Form,
    text: Option<String>,
) -> Result<(), Error> {
    let mut input = CreateInputText::new(InputTextStyle::Paragraph, say::TIP_LABEL, TEXT)
        .placeholder(say::TIP_PLACEHOLDER)
        .max_length(u16::try_from(TIP).unwrap_or(u16::MAX));
    if let Some(text) = text {
        input = input.value(text);
    }
    let id = form.id(command.user.id.get()).to_string();
    let modal = CreateModal::new(id, title).components(vec![CreateActionRow::InputText(input)]);
    command.create_response(&ctx.http, CreateInteractionResponse::Modal(modal)).await?;
    Ok(())
}

/// A form was sent, once. Whatever happens, what somebody wrote is not lost.
pub(in crate::discord) async fn on_form(app: &App, ctx: &Context, sent: &ModalInteraction) -> Result<(), Error> {
    let id: ButtonId = sent.data.custom_id.parse().map_err(|()| Error::User(words::GONE_FORM.to_owned()))?;
    if id.owner != Some(sent.user.id.get()) {
        return Err(Error::User(words::NOT_YOURS.to_owned()));
    }
    let by = Moderator::look(app, sent).await?;
    // The disk may take its time.
    let wait = CreateInteractionResponseMessage::new().ephemeral(true);
    sent.create_response(&ctx.http, CreateInteractionResponse::Defer(wait)).await?;
    let text = text(sent);
    let card = match taken(app, ctx, &by, &id, &text).await {
        Err(Error::User(words)) => tips::with_text(&format!("{words} {}", say::YOURS), &text),
        card => card?,
    };
    send::answer_form(ctx, sent, &card).await
}

async fn taken(app: &App, ctx: &Context, by: &Moderator<'_>, id: &ButtonId, text: &str) -> Result<Card, Error> {
    match Form::read(id, &app.advisor.load()) {
        Some(Form::AddTip { about }) => tips::add(app, ctx, by, text, &about).await,
        Some(Form::EditTip { tip, about, fingerprint }) => {
            tips::edit(app, ctx, by, tip, fingerprint, text, about.as_deref()).await
        }
        None => Err(Error::User(words::GONE_FORM.to_owned())),
    }
}

fn text(sent: &ModalInteraction) -> String {
    let mut inputs = sent.data.components.iter().flat_map(|row| &row.components);
    let text = inputs.find_map(|input| match input {
        ActionRowComponent::InputText(input) if input.custom_id == TEXT => input.value.clone(),
        _ => None,
    });
    text.unwrap_or_default()
}
