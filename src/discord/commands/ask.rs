//! `/ask`: a question in plain words, answered to the asker alone.

use super::super::answering;
use super::{Context, look_up};
use crate::advisor::{Act, Body, Decision};
use crate::discord::error::Error;
use crate::render::{self, Card, words};

/// Answers a question in plain words.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn ask(ctx: Context<'_>, #[max_length = 1000] question: String) -> Result<(), Error> {
    if let Some(act) = wanted(ctx, &question) {
        return look_up::act(ctx, &act).await;
    }
    look_up::tell(ctx, &card(ctx, &question).await).await
}

/// What the words want done to the asker's record, if that is what they want.
pub(super) fn wanted(ctx: Context<'_>, question: &str) -> Option<Act> {
    let asker = look_up::asker(ctx);
    let Decision::Answer(answer) = ctx.data().advise(question, true, asker).decision else { return None };
    let Body::Act(act) = &answer.body else { return None };
    ctx.data().note(&answer, asker);
    Some(act.clone())
}

/// The answer to words, for one person alone.
pub(super) async fn card(ctx: Context<'_>, question: &str) -> Card {
    let app = ctx.data();
    let asker = look_up::asker(ctx);
    let advice = app.advise(question, true, asker);
    let Decision::Answer(answer) = &advice.decision else {
        return app.question_back(advice, asker).await.unwrap_or_else(|| Card::line(words::UNKNOWN));
    };
    let mut card = app.card(answer, asker).await;
    if render::has_why(&answer.body) {
        card = card.with(answering::why_button(Some(answer.as_ref().into())));
    }
    if ctx.interaction.guild_id.is_some() && answering::may_share(&answer.body) {
        card = card.with(answering::share_button());
    }
    card
}
