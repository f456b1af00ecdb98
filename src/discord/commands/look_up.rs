//! What all look-ups share: from a typed name to a page, and the way the answer is shown.

use serenity::all::{Mentionable, User};

use super::super::answering::{self, Asker};
use super::super::error::Error;
use super::super::send;
use super::Context;
use crate::advisor::{Act, Advisor, Answer, Asked, Body, Decision, Focus, Kind, PageId, Question};
use crate::render::{self, Action, Button, Card, escape, words};

/// At least this near, and nothing else as near: the name is understood.
const SURE: f32 = 0.7;
/// A typo is understood where the next best is this much further away.
const CLEAR: f32 = 0.15;
/// Pages offered where a name may be several.
const OFFERED: usize = 5;

/// What a typed name is.
pub(super) enum Named {
    /// This page.
    Page(PageId),
    /// One of these, best first.
    OneOf(Vec<PageId>),
    /// Nothing that is known.
    Nothing,
}

/// What a name typed freely, or picked from the list, means.
pub(super) fn named(advisor: &Advisor, kinds: &[Kind], typed: &str) -> Named {
    let found = advisor.find(kinds, typed, OFFERED);
    if let Some(first) = found.first() {
        let second = found.get(1).map_or(0.0, |second| second.score);
        let exact = first.score > 0.999 && second < 0.999;
        let only_one_near = first.score >= SURE && second < SURE;
        if exact || only_one_near || first.score - second >= CLEAR {
            return Named::Page(first.page.clone());
        }
    }
    // "ML engineer", "how long will I need?": the words mean more than their letters.
    match meant(advisor, kinds, typed).as_slice() {
        [page] => Named::Page(page.clone()),
        [] if found.is_empty() => Named::Nothing,
        pages if found.is_empty() => Named::OneOf(pages.to_vec()),
        _ => Named::OneOf(found.into_iter().map(|found| found.page).collect()),
    }
}

/// The pages that the words may be about when they are read as a question.
fn meant(advisor: &Advisor, kinds: &[Kind], typed: &str) -> Vec<PageId> {
    let advice = advisor.advise(&Question::new(typed), &Asked { addressed: true, recent: Vec::new() });
    let topics: Vec<PageId> = match advice.decision {
        // A question about two things names neither.
        Decision::Answer(answer) if answer.slots.iter().count() <= 1 => answer.topic.into_iter().collect(),
        Decision::Choose(choices) => choices.into_iter().filter_map(|choice| choice.topic).collect(),
        _ => Vec::new(),
    };
    let mut pages: Vec<PageId> = Vec::new();
    for topic in topics.into_iter().filter(|topic| kinds.contains(&topic.kind)) {
        if !pages.contains(&topic) {
            pages.push(topic);
        }
    }
    pages
}

/// The asker of a command.
pub(super) fn asker(ctx: Context<'_>) -> Asker {
    Asker { channel: ctx.interaction.channel_id, person: ctx.interaction.user.id, guild: ctx.interaction.guild_id }
}

/// Looks a name up and shows its page.
pub(super) async fn page(ctx: Context<'_>, kinds: &[Kind], typed: &str, to: Option<User>) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let whole = |page: PageId| Body::Page { page, focus: Focus::Whole };
    match named(&advisor, kinds, typed) {
        Named::Page(page) => show(ctx, advisor.show(whole(page)), to).await,
        Named::OneOf(pages) => {
            did_you_mean(ctx, kinds, typed, pages.into_iter().map(|page| (page.clone(), whole(page)))).await
        }
        Named::Nothing => nothing(ctx, kinds, typed, to).await,
    }
}

/// Shows an answer: to the asker alone with "Share", or to the channel for somebody.
pub(super) async fn show(ctx: Context<'_>, answer: Answer, to: Option<User>) -> Result<(), Error> {
    if let Body::Act(wanted) = &answer.body {
        return act(ctx, wanted).await;
    }
    let in_server = ctx.interaction.guild_id.is_some();
    let mut card = ctx.data().card(&answer, asker(ctx)).await;
    if let Some(somebody) = to.filter(|_| in_server) {
        card = card.with(answering::dismiss_button());
        let above = words::for_somebody(&somebody.mention().to_string(), &ctx.interaction.user.mention().to_string());
        return send(ctx, &card, Some(&above), false).await;
    }
    if in_server && answering::may_share(&answer.body) {
        card = card.with(answering::share_button());
    }
    send(ctx, &card, None, in_server).await
}

/// Carries out an act on the asker's record, and shows them what came of it.
pub(super) async fn act(ctx: Context<'_>, act: &Act) -> Result<(), Error> {
    defer(ctx).await?;
    let card = ctx.data().carry_out(act, asker(ctx)).await;
    // Only a card of progress is worth showing around; it has a title.
    let may_share = ctx.interaction.guild_id.is_some() && *act == Act::ShowProgress && card.title.is_some();
    tell(ctx, &if may_share { card.with(answering::share_button()) } else { card }).await
}

/// Says at once that an answer is coming: the disk may take its time.
pub(super) async fn defer(ctx: Context<'_>) -> Result<(), Error> {
    ctx.defer_response(ctx.interaction.guild_id.is_some()).await?;
    Ok(())
}

/// Shows a card to the asker alone; in a direct message there is nobody else.
pub(super) async fn tell(ctx: Context<'_>, card: &Card) -> Result<(), Error> {
    send(ctx, card, None, ctx.interaction.guild_id.is_some()).await
}

/// Offers what a name may be.
pub(super) async fn did_you_mean(
    ctx: Context<'_>,
    kinds: &[Kind],
    typed: &str,
    offered: impl Iterator<Item = (PageId, Body)>,
) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let mut card = Card::line(words::did_you_mean(kind_word(kinds), &escape::escaped(typed, 60)));
    for (page, body) in offered.take(OFFERED) {
        let title = advisor.page(&page).map_or_else(|| page.slug.to_string(), |page| page.title.clone());
        card = card.with(Button::new(title, Action::Turn(body)));
    }
    tell(ctx, &card.with(Button::new(words::NONE_OF_THESE, Action::NoneOfThese))).await
}

/// Nothing is called that: perhaps it was a question.
pub(super) async fn nothing(ctx: Context<'_>, kinds: &[Kind], typed: &str, to: Option<User>) -> Result<(), Error> {
    let advice = ctx.data().advise(typed, true, asker(ctx));
    match advice.decision {
        Decision::Answer(answer) => show(ctx, *answer, to).await,
        Decision::Choose(choices) => tell(ctx, &render::choices(&choices)).await,
        Decision::Unknown(_) | Decision::Silence => {
            let text = words::no_such(kind_word(kinds), &escape::escaped(typed, 60));
            tell(ctx, &Card::line(text).with(Button::new(words::WHAT_I_CAN_DO, Action::Show(Body::Help)))).await
        }
    }
}

fn kind_word(kinds: &[Kind]) -> &'static str {
    match kinds {
        [kind] => words::kind(*kind),
        [Kind::Tool, Kind::Skill] | [Kind::Skill, Kind::Tool] => words::TOOL_OR_SKILL,
        _ => words::PAGE,
    }
}

async fn send(ctx: Context<'_>, card: &Card, above: Option<&str>, ephemeral: bool) -> Result<(), Error> {
    ctx.send(send::answer(card, ctx.interaction.user.id, above, ephemeral)).await?;
    Ok(())
}
