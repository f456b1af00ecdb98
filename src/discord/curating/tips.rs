//! A server's own tips: written, changed, taken away, listed, found by their words.

use serenity::all::Context;

use super::super::app::App;
use super::super::error::Error;
use super::Moderator;
use super::changing::{Done, Note, trouble};
use crate::advisor::PageId;
use crate::curation::tip::{TIPS, Unfit, fit};
use crate::curation::{CuratedTip, TipId};
use crate::render::words::curating as say;
use crate::render::{self, Card, escape};
use crate::store::Records;

/// Characters of what was typed that are repeated.
const TYPED: usize = 60;

/// Every tip of the server, in the order of writing.
pub(super) async fn all(records: &Records, by: &Moderator<'_>) -> Result<Vec<(TipId, CuratedTip)>, Error> {
    let tips = records.all_of_guild::<CuratedTip>(by.scope()).await.map_err(|error| trouble(&error))?;
    Ok(tips.into_iter().filter_map(|(id, tip)| Some((TipId::from_bytes(&id)?, tip))).collect())
}

/// One tip.
pub(super) async fn one(records: &Records, by: &Moderator<'_>, id: TipId) -> Result<Option<CuratedTip>, Error> {
    records.of_guild(by.scope(), &id.bytes()).await.map_err(|error| trouble(&error))
}

/// A page of the list.
pub(in crate::discord) async fn list(app: &App, by: &Moderator<'_>, page: u16) -> Result<Card, Error> {
    let tips = all(app.kept()?, by).await?;
    Ok(render::tips(&app.advisor.load(), &tips, page))
}

/// The tips with these words in them, the latest first; all of them for no words.
pub(in crate::discord) async fn found(
    app: &App,
    by: &Moderator<'_>,
    typed: &str,
) -> Result<Vec<(TipId, CuratedTip)>, Error> {
    let typed = typed.trim().to_lowercase();
    let mut tips = all(app.kept()?, by).await?;
    tips.retain(|(_, tip)| tip.text.to_lowercase().contains(&typed));
    tips.reverse();
    Ok(tips)
}

/// The tip that was picked from the list, or the only one with the words that were typed.
pub(in crate::discord) async fn named(
    app: &App,
    by: &Moderator<'_>,
    typed: &str,
) -> Result<(TipId, CuratedTip), Error> {
    let picked = typed.strip_prefix('#').and_then(|digits| digits.parse().ok()).map(TipId);
    if let Some(id) = picked
        && let Some(tip) = one(app.kept()?, by, id).await?
    {
        return Ok((id, tip));
    }
    let mut found = found(app, by, typed).await?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Error::User(say::no_such_tip(&escape::escaped(typed, TYPED)))),
        _ => Err(Error::User(say::several_tips(&escape::escaped(typed, TYPED)))),
    }
}

/// Writes a tip.
pub(super) async fn add(
    app: &App,
    ctx: &Context,
    by: &Moderator<'_>,
    text: &str,
    about: &[PageId],
) -> Result<Card, Error> {
    let records = app.kept()?;
    let fitting = match fit(text) {
        Ok(fitting) => fitting,
        Err(unfit) => return Ok(unfit_card(unfit, text)),
    };
    if all(records, by).await?.len() >= TIPS {
        return Ok(with_text(&say::tips_full(), text));
    }
    let tip = CuratedTip {
        text: fitting.clone(),
        about: about.to_vec(),
        by: Some(by.pseudonym(records)),
        on: app.clock.today(),
    };
    let write = |there: &mut Option<CuratedTip>| {
        *there = Some(tip.clone());
        ((), Some(Note { what: "tip add", before: None, after: Some(fitting.clone()) }))
    };
    let done = app.change_for(ctx, by, &TipId(by.interaction).bytes(), write).await?;
    Ok(done.card(Card::line(say::tip_added(&say::shows(&render::titles(&app.advisor.load(), about))))))
}

/// What came of a change to a tip.
enum Edited {
    Changed(Vec<PageId>),
    Same,
    Meanwhile(String),
    Gone,
}

/// Changes a tip, unless somebody else did since `fingerprint` was taken.
pub(super) async fn edit(
    app: &App,
    ctx: &Context,
    by: &Moderator<'_>,
    id: TipId,
    fingerprint: u32,
    text: &str,
    about: Option<&[PageId]>,
) -> Result<Card, Error> {
    let records = app.kept()?;
    let fitting = match fit(text) {
        Ok(fitting) => fitting,
        Err(unfit) => return Ok(unfit_card(unfit, text)),
    };
    let (pseudonym, today) = (by.pseudonym(records), app.clock.today());
    let change = |there: &mut Option<CuratedTip>| {
        let Some(tip) = there else { return (Edited::Gone, None) };
        if tip.fingerprint() != fingerprint {
            return (Edited::Meanwhile(tip.text.clone()), None);
        }
        let about = about.map_or_else(|| tip.about.clone(), <[PageId]>::to_vec);
        if tip.text == fitting && tip.about == about {
            return (Edited::Same, None);
        }
        let new = CuratedTip { text: fitting.clone(), about, by: Some(pseudonym), on: today };
        let old = std::mem::replace(tip, new);
        let note = Note { what: "tip edit", before: Some(old.text), after: Some(fitting.clone()) };
        (Edited::Changed(tip.about.clone()), Some(note))
    };
    let done: Done<Edited> = app.change_for(ctx, by, &id.bytes(), change).await?;
    let card = match &done.outcome {
        Edited::Changed(about) => {
            Card::line(say::tip_changed(&say::shows(&render::titles(&app.advisor.load(), about))))
        }
        Edited::Same => Card::line(say::TIP_THE_SAME),
        Edited::Meanwhile(now) => with_text(&format!("{}\n{now}\n\n{}", say::TIP_MEANWHILE, say::YOURS), text),
        Edited::Gone => with_text(&format!("{} {}", say::TIP_GONE, say::YOURS), text),
    };
    Ok(done.card(card))
}

/// Takes a tip away.
pub(super) async fn remove(app: &App, ctx: &Context, by: &Moderator<'_>, id: TipId) -> Result<Card, Error> {
    let away = |there: &mut Option<CuratedTip>| match there.take() {
        Some(tip) => (true, Some(Note { what: "tip remove", before: Some(tip.text), after: None })),
        None => (false, None),
    };
    let done = app.change_for(ctx, by, &id.bytes(), away).await?;
    Ok(done.card(Card::line(if done.outcome { say::REMOVED } else { say::TIP_GONE })))
}

fn unfit_card(unfit: Unfit, text: &str) -> Card {
    match unfit {
        Unfit::Empty => Card::line(say::TIP_EMPTY),
        Unfit::TooLong(length) => with_text(&say::tip_too_long(length), text),
    }
}

/// Words, and under them what somebody wrote, so that it is not lost.
pub(super) fn with_text(words: &str, text: &str) -> Card {
    Card::line(format!("{words}\n```\n{}\n```", text.replace("```", "'''")))
}
