//! A card in Discord's own form. Nothing that is sent ever pings anybody.

use std::collections::HashSet;

use serenity::all::{
    ActionRowComponent, ButtonKind, ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed,
    CreateEmbedFooter, Message, UserId,
};

use crate::advisor::Advisor;
use crate::render::{Button, ButtonId, Card, Style, limits};

/// Text and frame of a message: a plain card is text, any other is an embed.
pub(super) struct Wire {
    pub(super) content: String,
    pub(super) embeds: Vec<CreateEmbed>,
    pub(super) rows: Vec<CreateActionRow>,
}

impl Wire {
    /// The card, with buttons made for `owner` where they are personal.
    pub(super) fn new(card: &Card, owner: UserId) -> Self {
        let rows = rows(card, owner);
        if card.is_plain() {
            return Self { content: limits::cut(&card.body, limits::CONTENT), embeds: Vec::new(), rows };
        }
        Self { content: String::new(), embeds: vec![embed(card)], rows }
    }

    /// The same without a frame, for channels where we may not embed.
    pub(super) fn unframed(card: &Card, owner: UserId) -> Self {
        let title = card.title.as_deref().map(|title| format!("**{title}**\n")).unwrap_or_default();
        let footer = card.footer.as_deref().map(|footer| format!("\n-# {footer}")).unwrap_or_default();
        let room = limits::CONTENT.saturating_sub(limits::length(&title) + limits::length(&footer));
        let content = limits::cut(&format!("{title}{}{footer}", limits::cut(&card.body, room)), limits::CONTENT);
        Self { content, embeds: Vec::new(), rows: rows(card, owner) }
    }

    /// The same with a line above.
    pub(super) fn under(mut self, line: &str) -> Self {
        self.content = if self.content.is_empty() { line.to_owned() } else { format!("{line}\n{}", self.content) };
        self.content = limits::cut(&self.content, limits::CONTENT);
        self
    }
}

/// Pings nobody, not even the person replied to.
pub(super) fn no_pings() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

/// The card in a frame.
pub(super) fn embed(card: &Card) -> CreateEmbed {
    let mut embed = CreateEmbed::new().description(&card.body);
    if let Some(title) = &card.title {
        embed = embed.title(title);
    }
    if let Some(footer) = &card.footer {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    embed
}

fn rows(card: &Card, owner: UserId) -> Vec<CreateActionRow> {
    // Discord refuses a message with the same id twice.
    let mut seen = HashSet::new();
    let buttons: Vec<CreateButton> = card
        .buttons
        .iter()
        .filter_map(|button| {
            let id = ButtonId::of(&button.action, button.action.is_personal().then_some(owner.get()))?.to_string();
            seen.insert(id.clone()).then(|| CreateButton::new(id).label(&button.label).style(style(button.style)))
        })
        .take(limits::BUTTONS)
        .collect();
    buttons.chunks(limits::ROW).map(|row| CreateActionRow::Buttons(row.to_vec())).collect()
}

fn style(style: Style) -> ButtonStyle {
    match style {
        Style::Primary => ButtonStyle::Primary,
        Style::Plain => ButtonStyle::Secondary,
        Style::Danger => ButtonStyle::Danger,
    }
}

/// The card that one of our own messages shows, with the buttons that still mean something.
pub(super) fn card_of(advisor: &Advisor, message: &Message) -> Card {
    let embed = message.embeds.first();
    Card {
        title: embed.and_then(|embed| embed.title.clone()),
        body: embed.and_then(|embed| embed.description.clone()).unwrap_or_else(|| message.content.clone()),
        footer: embed.and_then(|embed| embed.footer.as_ref()).map(|footer| footer.text.clone()),
        buttons: buttons_of(advisor, message),
    }
}

/// The buttons of one of our own messages that still mean something.
pub(super) fn buttons_of(advisor: &Advisor, message: &Message) -> Vec<Button> {
    let components = message.components.iter().flat_map(|row| &row.components);
    components
        .filter_map(|component| {
            let ActionRowComponent::Button(button) = component else { return None };
            let ButtonKind::NonLink { custom_id, style } = &button.data else { return None };
            let action = custom_id.parse::<ButtonId>().ok()?.action(advisor)?;
            let label = button.label.clone()?;
            let style = match style {
                ButtonStyle::Primary => Style::Primary,
                ButtonStyle::Danger => Style::Danger,
                _ => Style::Plain,
            };
            Some(Button { label, style, action })
        })
        .collect()
}
