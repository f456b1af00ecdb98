//! What is offered to moderators while they type. Others are offered nothing of what the server keeps.
#![expect(clippy::unused_async, reason = "poise calls these as async functions; some need no store")]

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::super::complete;
use super::{Context, tip};
use crate::curation::Field;
use crate::discord::curating::{self, Moderator};
use crate::render::limits;
use crate::render::words::curating as say;

/// Roles, tools, skills and questions.
pub(super) async fn topics(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    complete::response(ctx, &tip::KINDS, typed).await
}

/// The same, and "none" where nothing is typed yet or it is.
pub(super) async fn new_topics(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    if typed.trim().is_empty() || say::NO_TOPIC.starts_with(&typed.trim().to_lowercase()) {
        return response([(say::NO_TOPIC.to_owned(), say::NO_TOPIC.to_owned())]);
    }
    topics(ctx, typed).await
}

/// The server's tips with these words, the latest first.
pub(super) async fn tips(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let Ok(by) = Moderator::look(ctx.data(), ctx.interaction).await else { return response([]) };
    let found = curating::found_tips(ctx.data(), &by, typed).await.unwrap_or_default();
    response(found.into_iter().take(limits::AUTOCOMPLETE).map(|(id, tip)| {
        let shown = tip.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (limits::cut(&shown, limits::OPTION_CHOICE), format!("#{}", id.0))
    }))
}

/// The packs that are loaded.
pub(super) async fn packs(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    names(curating::packs(&ctx.data().advisor.load()), typed)
}

/// The settings that can be reset.
pub(super) async fn settings(_: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let all = Field::ALL.into_iter().filter(|field| *field != Field::Pause);
    names(all.map(|field| say::field_name(field).to_owned()), typed)
}

fn names(all: impl IntoIterator<Item = String>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().to_lowercase();
    let fits = all.into_iter().filter(|name| name.to_lowercase().contains(&typed));
    response(fits.take(limits::AUTOCOMPLETE).map(|name| (name.clone(), name)))
}

fn response(choices: impl IntoIterator<Item = (String, String)>) -> CreateAutocompleteResponse {
    let choices = choices.into_iter().map(|(shown, value)| AutocompleteChoice::new(shown, value)).collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}
