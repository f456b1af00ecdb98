//! What the bot does about pressed buttons. Everything a press needs is in its id or in the message it hangs on, so that
//! buttons work after a restart.

use serenity::all::{ComponentInteraction, Context, CreateInteractionResponse, MessageFlags};

use super::answering::{self, Asker};
use super::app::App;
use super::error::Error;
use super::{curating, messages, remembering, send, why, wire};
use crate::advisor::{Body, PageId, Slot, Slug};
use crate::render::{self, Action, ButtonId, Card, Reading, words};

/// A button or menu was used, once.
pub(crate) async fn on_press(app: &App, ctx: &Context, press: &ComponentInteraction) -> Result<(), Error> {
    let asker = Asker { channel: press.channel_id, person: press.user.id, guild: press.guild_id };
    let Ok(id) = press.data.custom_id.parse::<ButtonId>() else {
        return Err(user(words::GONE));
    };
    let advisor = app.advisor.load_full();
    let Some(action) = id.action(&advisor) else { return Err(user(words::GONE)) };
    let is_theirs = id.owner.is_none_or(|owner| owner == press.user.id.get());
    if !is_theirs && action != Action::Dismiss {
        return Err(user(words::NOT_YOURS));
    }
    match action {
        own @ (Action::Goal { .. }
        | Action::Learned(_)
        | Action::Undo(_)
        | Action::Progress
        | Action::Next
        | Action::Erase) => remembering::on_press(app, ctx, press, own, asker).await,
        Action::Show(body) => {
            let card = shareable(app.show(body.clone(), asker).await, &body, press.guild_id.is_some());
            send::answer_press(ctx, press, &card).await
        }
        Action::More { body, level } => {
            let mut answer = advisor.show(body.clone());
            if let Some(level) = level {
                answer.slots.set(Slot::Level, &Slug::new(level.id()));
            }
            let (curated, today) = (app.curated_in(press.guild_id).await, app.clock.today());
            let rest = render::rest_here(&advisor, &answer, today, &curated.here());
            let card = rest.unwrap_or_else(|| render::card_here(&advisor, &answer, today, &curated.here()));
            send::answer_press(ctx, press, &shareable(app.fitting(card), &body, press.guild_id.is_some())).await
        }
        Action::Turn(body) => {
            let card = shareable(app.show(body.clone(), asker).await, &body, is_private(press));
            send::turn(ctx, press, &card).await
        }
        Action::Choose(reading) => {
            choose(app, ctx, press, &reading, asker).await?;
            curating::offer_example(app, ctx, press, &reading).await;
            Ok(())
        }
        Action::NoneOfThese => send::turn(ctx, press, &render::none_fits()).await,
        Action::Why(Some(reading)) => send::answer_press(ctx, press, &render::why_reading(&advisor, &reading)).await,
        Action::Why(None) => {
            // The question is fetched again: nothing that anybody wrote is kept.
            send::defer(ctx, press).await?;
            let card = why::of_reply(app, ctx, &press.message, press.guild_id).await;
            send::deferred(ctx, press, &card).await
        }
        Action::Share => share(app, ctx, press).await,
        Action::Dismiss => {
            if is_theirs || curating::is_moderator(app, press.guild_id, press.member.as_ref()).await {
                dismiss(app, ctx, press).await
            } else {
                Err(user(words::NOT_YOURS_TO_DISMISS))
            }
        }
        Action::NextTip { about, at } => next_tip(app, ctx, press, about, at).await,
        Action::Curate(curate) => curating::on_press(app, ctx, press, curate).await,
    }
}

/// The message with the choices becomes the answer.
async fn choose(
    app: &App,
    ctx: &Context,
    press: &ComponentInteraction,
    reading: &Reading,
    asker: Asker,
) -> Result<(), Error> {
    let Some(answer) = reading.answer(&app.advisor.load()) else {
        return Err(user(words::GONE));
    };
    if let Body::Act(act) = &answer.body {
        // Anything that is kept is shown to one person alone; a channel sees a line.
        let in_public = press.guild_id.is_some() && !is_private(press);
        send::acknowledge(ctx, press).await?;
        let (card, _) = app.answer_act(act, asker.person, in_public).await;
        return send::deferred(ctx, press, &card).await;
    }
    let mut card = shareable(app.card(&answer, asker).await, &answer.body, is_private(press));
    if render::has_why(&answer.body) {
        card = card.with(answering::why_button(Some(reading.clone())));
    }
    send::turn(ctx, press, &card).await
}

/// Another tip: in the place of this one where nobody else sees it.
async fn next_tip(
    app: &App,
    ctx: &Context,
    press: &ComponentInteraction,
    about: Option<PageId>,
    at: u16,
) -> Result<(), Error> {
    let curated = app.curated_in(press.guild_id).await;
    let card = render::next_tip(&app.advisor.load(), about.as_ref(), at, app.clock.today(), &curated.here());
    let card = shareable(card, &Body::Tip { about }, press.guild_id.is_some());
    if is_private(press) { send::turn(ctx, press, &card).await } else { send::answer_press(ctx, press, &card).await }
}

/// The private message says that it was shared; the same card goes to everybody, without the personal buttons.
async fn share(app: &App, ctx: &Context, press: &ComponentInteraction) -> Result<(), Error> {
    let card = wire::card_of(&app.advisor.load(), &press.message);
    let kept = card.clone().without(|action| *action == Action::Share);
    send::turn(ctx, press, &kept).await?;
    let public = card.without(Action::is_personal).with(answering::dismiss_button());
    send::share(ctx, press, &public, &words::shared_by(&format!("<@{}>", press.user.id))).await
}

async fn dismiss(app: &App, ctx: &Context, press: &ComponentInteraction) -> Result<(), Error> {
    press.create_response(&ctx.http, CreateInteractionResponse::Acknowledge).await?;
    let question = press.message.message_reference.as_ref().and_then(|reference| reference.message_id);
    messages::forget_reply(app, question).await;
    press.channel_id.delete_message(&ctx.http, press.message.id).await?;
    Ok(())
}

/// Adds "Share" to an answer that only one person in a server sees.
fn shareable(card: Card, body: &Body, is_private: bool) -> Card {
    if is_private && answering::may_share(body) { card.with(answering::share_button()) } else { card }
}

/// Whether only the presser sees the pressed message.
fn is_private(press: &ComponentInteraction) -> bool {
    press.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

fn user(words: &str) -> Error {
    Error::User(words.to_owned())
}
