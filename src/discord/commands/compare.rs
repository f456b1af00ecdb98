//! `/compare`: two roles, tools or skills side by side.

use serenity::all::User;

use super::look_up::{Named, named};
use super::{Context, complete, look_up};
use crate::advisor::{Body, Kind, PageId};
use crate::discord::error::Error;
use crate::render::{Card, words};

const KINDS: [Kind; 3] = [Kind::Role, Kind::Tool, Kind::Skill];

/// Puts two pages side by side.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn compare(
    ctx: Context<'_>,
    #[autocomplete = "complete::comparables"]
    #[max_length = 100]
    first: String,
    #[autocomplete = "complete::comparables"]
    #[max_length = 100]
    second: String,
    #[rename = "for"] somebody: Option<User>,
) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let with = |a: &PageId, b: &PageId| Body::Compare { a: a.clone(), b: b.clone() };
    let a = match named(&advisor, &KINDS, &first) {
        Named::Page(page) => page,
        Named::Nothing => return look_up::nothing(ctx, &KINDS, &first, somebody).await,
        Named::OneOf(pages) => {
            // The second name settles it where it can; else the first of what it may be stands for it.
            let Some(b) = nearest(named(&advisor, &KINDS, &second)) else {
                return look_up::nothing(ctx, &KINDS, &second, somebody).await;
            };
            let fitting = pages.into_iter().filter(|page| is_alike(page, &b) && *page != b);
            return look_up::did_you_mean(ctx, &KINDS, &first, fitting.map(|page| (page.clone(), with(&page, &b))))
                .await;
        }
    };
    // "Testing" beside a tool is the tool; beside a role, the role.
    let kinds: &[Kind] = if a.kind == Kind::Role { &[Kind::Role] } else { &[Kind::Tool, Kind::Skill] };
    match named(&advisor, kinds, &second) {
        Named::Page(b) if a == b => look_up::tell(ctx, &Card::line(words::COMPARE_TWO)).await,
        Named::Page(b) => look_up::show(ctx, advisor.show(with(&a, &b)), somebody).await,
        Named::OneOf(pages) => {
            let fitting = pages.into_iter().filter(|page| *page != a);
            look_up::did_you_mean(ctx, kinds, &second, fitting.map(|page| (page.clone(), with(&a, &page)))).await
        }
        Named::Nothing if !matches!(named(&advisor, &KINDS, &second), Named::Nothing) => {
            look_up::tell(ctx, &Card::line(words::COMPARE_LIKE_WITH_LIKE)).await
        }
        Named::Nothing => look_up::nothing(ctx, kinds, &second, somebody).await,
    }
}

fn nearest(named: Named) -> Option<PageId> {
    match named {
        Named::Page(page) => Some(page),
        Named::OneOf(pages) => pages.into_iter().next(),
        Named::Nothing => None,
    }
}

fn is_alike(a: &PageId, b: &PageId) -> bool {
    (a.kind == Kind::Role) == (b.kind == Kind::Role)
}
