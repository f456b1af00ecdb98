//! Silence for a while: nothing ambient in one server, until a time or until somebody resumes.

use serenity::all::Context;

use super::super::app::App;
use super::super::error::Error;
use super::Moderator;
use super::changing::Note;
use crate::curation::Settings;
use crate::render::words::curating as say;
use crate::render::{self, Action, Button, Card, Curate};

/// Pauses for so many hours, or until somebody resumes.
pub(in crate::discord) async fn pause(
    app: &App,
    ctx: &Context,
    by: &Moderator<'_>,
    hours: Option<u32>,
) -> Result<Card, Error> {
    let now = app.clock.now().as_secs();
    let until = hours.map_or(u64::MAX, |hours| now + u64::from(hours) * 3600);
    let pause = |there: &mut Option<Settings>| {
        let settings = there.get_or_insert_default();
        // Without a number it is asked how things stand, or to pause: what is there already is not made longer.
        if hours.is_none() && settings.is_paused(now) {
            return ((render::pause_words(settings), false), None);
        }
        let before = settings.is_paused(now).then(|| render::pause_words(settings));
        settings.paused_until = Some(until);
        let after = render::pause_words(settings);
        ((after.clone(), true), Some(Note { what: "pause", before, after: Some(after) }))
    };
    let done = app.change_for(ctx, by, b"", pause).await?;
    let (until, is_new) = &done.outcome;
    let line = if *is_new { say::pause_set(until) } else { say::pause_there(until) };
    Ok(done.card(Card::line(line)).with(Button::new(say::RESUME, Action::Curate(Curate::Resume))))
}

/// Ends a pause.
pub(super) async fn resume(app: &App, ctx: &Context, by: &Moderator<'_>) -> Result<Card, Error> {
    let now = app.clock.now().as_secs();
    let resume = |there: &mut Option<Settings>| match there {
        Some(settings) if settings.is_paused(now) => {
            let before = render::pause_words(settings);
            settings.paused_until = None;
            (true, Some(Note { what: "resume", before: Some(before), after: None }))
        }
        _ => (false, None),
    };
    let done = app.change_for(ctx, by, b"", resume).await?;
    Ok(done.card(Card::line(if done.outcome { say::RESUMED } else { say::NOT_PAUSED })))
}
