//! `/goal`: the role to reach.

use super::look_up::{Named, named};
use super::{Context, complete, look_up};
use crate::advisor::{Act, Advisor, Kind, Level};
use crate::discord::error::Error;
use crate::render::{Action, Button, Card, escape, words};

/// Sets the goal.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn goal(
    ctx: Context<'_>,
    #[autocomplete = "complete::roles"]
    #[max_length = 100]
    role: String,
    #[autocomplete = "complete::levels"]
    #[max_length = 100]
    level: Option<String>,
) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let typed = level.filter(|typed| !typed.trim().is_empty());
    let level = typed.as_deref().and_then(|typed| find_level(&advisor, typed));
    if let Some(typed) = typed.filter(|_| level.is_none()) {
        let titles: Vec<String> = advisor.knowledge().levels.iter().map(|info| info.title.clone()).collect();
        return look_up::tell(ctx, &Card::line(words::no_such_level(&escape::escaped(&typed, 60), &titles))).await;
    }
    match named(&advisor, &[Kind::Role], &role) {
        Named::Page(role) => look_up::act(ctx, &Act::SetGoal { role, level }).await,
        Named::OneOf(pages) => {
            let text = words::did_you_mean(words::kind(Kind::Role), &escape::escaped(&role, 60));
            let offered = pages.into_iter().filter_map(|role| {
                let title = advisor.page(&role)?.title.clone();
                Some(Button::new(title, Action::Goal { role, level }))
            });
            look_up::tell(ctx, &ctx.data().fitting(offered.fold(Card::line(text), Card::with))).await
        }
        Named::Nothing => {
            let text = words::no_such(words::kind(Kind::Role), &escape::escaped(&role, 60));
            look_up::tell(ctx, &Card::line(text)).await
        }
    }
}

/// A level by its id, title or one of its other names.
fn find_level(advisor: &Advisor, typed: &str) -> Option<Level> {
    let typed = typed.trim().to_lowercase();
    let is_it = |name: &str| name.to_lowercase() == typed;
    let found = advisor
        .knowledge()
        .levels
        .iter()
        .find(|info| is_it(info.level.id()) || is_it(&info.title) || info.aliases.iter().any(|alias| is_it(alias)));
    found.map(|info| info.level)
}
