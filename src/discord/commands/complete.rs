//! Names offered while somebody types: 25 at most, typos forgiven.
#![expect(clippy::unused_async, reason = "poise calls these as async functions; everything is in memory")]

use std::cmp::Reverse;
use std::collections::HashMap;

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::Context;
use crate::advisor::{Advisor, Facts, Kind, PageId};
use crate::render::{Here, limits};

/// Roles.
pub(super) async fn roles(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    response(ctx, &[Kind::Role], typed).await
}

/// Tools first of all, but skills are found too: few people know which is which.
pub(super) async fn learnables(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    response(ctx, &[Kind::Tool, Kind::Skill], typed).await
}

/// Tools and skills, one after the other: the last name of a list is completed.
pub(super) async fn list(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let advisor = ctx.data().advisor.load();
    let (before, last) = typed.rsplit_once(',').map_or(("", typed), |(before, last)| (before.trim(), last.trim()));
    let whole = |name: String| if before.is_empty() { name } else { format!("{before}, {name}") };
    // A list that no longer fits is one the client would cut in the middle of a name.
    let choices = names(&advisor, &[Kind::Tool, Kind::Skill], last, &Here::default())
        .into_iter()
        .map(|(shown, value)| (whole(shown), whole(value)))
        .filter(|(shown, value)| limits::length(shown).max(limits::length(value)) <= limits::OPTION_CHOICE)
        .map(|(shown, value)| AutocompleteChoice::new(shown, value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Levels, lowest first.
pub(super) async fn levels(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let advisor = ctx.data().advisor.load();
    let typed = typed.trim().to_lowercase();
    let titles = advisor.knowledge().levels.iter().map(|info| &info.title);
    let choices = titles.filter(|title| title.to_lowercase().starts_with(&typed));
    let choices = choices.map(|title| AutocompleteChoice::new(title.clone(), title.clone()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Questions.
pub(super) async fn faqs(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    response(ctx, &[Kind::Faq], typed).await
}

/// Roles, tools and skills.
pub(super) async fn comparables(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    response(ctx, &[Kind::Role, Kind::Tool, Kind::Skill], typed).await
}

/// Pages of these kinds; those of the server's home pack first, where nothing is typed yet or they fit as well.
pub(super) async fn response(ctx: Context<'_>, kinds: &[Kind], typed: &str) -> CreateAutocompleteResponse {
    let curated = ctx.data().curated_in(ctx.interaction.guild_id).await;
    let names = names(&ctx.data().advisor.load(), kinds, typed, &curated.here());
    let choices = names.into_iter().map(|(shown, value)| AutocompleteChoice::new(shown, value)).collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// What is shown and what is filled in, best first.
fn names(advisor: &Advisor, kinds: &[Kind], typed: &str, here: &Here<'_>) -> Vec<(String, String)> {
    let cut = |text: &str| limits::cut(text, limits::OPTION_CHOICE);
    if typed.trim().is_empty() {
        return popular(advisor, kinds, here).into_iter().map(|title| (cut(&title), cut(&title))).collect();
    }
    let mut found = advisor.find(kinds, typed, limits::AUTOCOMPLETE);
    let is_away = |page: &PageId| !here.is_home(advisor, page);
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(is_away(&a.page).cmp(&is_away(&b.page))));
    found
        .into_iter()
        .take(limits::AUTOCOMPLETE)
        .map(|found| {
            let shown = found.alias.map_or_else(|| found.title.clone(), |alias| format!("{} ({alias})", found.title));
            (cut(&shown), cut(&found.title))
        })
        .collect()
}

/// What most roles ask for; where nothing is asked for, by title.
fn popular(advisor: &Advisor, kinds: &[Kind], here: &Here<'_>) -> Vec<String> {
    let mut asked: HashMap<&PageId, u32> = HashMap::new();
    for page in advisor.pages(Kind::Role) {
        if let Facts::Role(facts) = &page.facts {
            for need in facts.skills.iter().chain(&facts.tools) {
                *asked.entry(&need.page).or_default() += u32::from(need.weight.number());
            }
        }
    }
    let mut pages: Vec<_> = kinds.iter().flat_map(|kind| advisor.pages(*kind)).collect();
    pages.sort_by_key(|page| {
        let is_away = !here.is_home(advisor, &page.id);
        (is_away, Reverse(asked.get(&page.id).copied().unwrap_or_default()), &page.title)
    });
    pages.into_iter().take(limits::AUTOCOMPLETE).map(|page| page.title.clone()).collect()
}
