//! Settings: what moderators decide about the bot in their server.

use std::collections::BTreeSet;

use serenity::all::{ChannelId, Context, RoleId};

use super::super::app::App;
use super::super::error::Error;
use super::Moderator;
use super::changing::{Note, trouble};
use super::targets::{self, Target};
use crate::advisor::{Advisor, Kind, Layer};
use crate::curation::{Decided, Field, MOST_DISTRESS_TEXT, Settings};
use crate::render::words::curating as say;
use crate::render::{self, Card, escape, limits};

/// Characters of what was typed that are repeated.
const TYPED: usize = 60;

/// What a moderator asks for, in the order in which it is carried out.
#[derive(Debug, Default)]
pub(in crate::discord) struct Ask {
    pub(in crate::discord) reset: Option<String>,
    pub(in crate::discord) listen: Option<ChannelId>,
    pub(in crate::discord) stop_listening: Option<ChannelId>,
    pub(in crate::discord) moderators: Option<RoleId>,
    pub(in crate::discord) no_moderators: Option<RoleId>,
    pub(in crate::discord) log: Option<ChannelId>,
    pub(in crate::discord) keep_days: Option<u16>,
    pub(in crate::discord) pack: Option<String>,
    pub(in crate::discord) distress_note: Option<bool>,
    pub(in crate::discord) distress_text: Option<String>,
}

/// The settings as they are.
async fn show(app: &App, by: &Moderator<'_>) -> Result<Card, Error> {
    let settings: Option<Settings> = app.kept()?.of_guild(by.scope(), b"").await.map_err(|error| trouble(&error))?;
    Ok(card(app, by, &settings.unwrap_or_default()))
}

/// Changes what is asked for, all of it or nothing, and shows what holds then.
pub(in crate::discord) async fn change(app: &App, ctx: &Context, by: &Moderator<'_>, ask: Ask) -> Result<Card, Error> {
    let decided = decided(app, by, ask)?;
    if decided.is_empty() {
        return show(app, by).await;
    }
    let usual = app.usual_channels(by.guild);
    let decide = |there: &mut Option<Settings>| {
        let before = there.clone().unwrap_or_default();
        let mut after = before.clone();
        let mut had_room = true;
        for decided in &decided {
            had_room &= after.decide(decided, &usual);
        }
        let note = render::changes(&before, &after, &usual).map(|(before, after)| Note {
            what: "settings",
            before: Some(before),
            after: Some(after),
        });
        let changed = note.is_some();
        if changed {
            *there = Some(after.clone());
        }
        ((after, changed, had_room), note)
    };
    let done = app.change_for(ctx, by, b"", decide).await?;
    let (settings, changed, had_room) = &done.outcome;
    let card = card(app, by, settings);
    let mut line = if *changed { say::SETTINGS_CHANGED } else { say::SETTINGS_THE_SAME }.to_owned();
    if !*had_room {
        line = format!("{line} {}", say::too_many());
    }
    let body = format!("{line}\n\n{}", card.body);
    Ok(done.card(Card { body, ..card }))
}

fn card(app: &App, by: &Moderator<'_>, settings: &Settings) -> Card {
    render::settings(settings, &app.usual_channels(by.guild), app.clock.now().as_secs())
}

/// What is asked for, held against what there is.
fn decided(app: &App, by: &Moderator<'_>, ask: Ask) -> Result<Vec<Decided>, Error> {
    let refusal = |words: String| Err(Error::User(words));
    let mut decided = Vec::new();
    if let Some(typed) = ask.reset.as_deref() {
        let is_it = |field: &Field| say::field_name(*field).eq_ignore_ascii_case(typed.trim());
        if let Some(field) = resettable().find(is_it) {
            decided.push(Decided::Reset(field));
        } else {
            let names: Vec<String> = resettable().map(|field| say::field_name(field).to_owned()).collect();
            return refusal(say::no_such_setting(&escape::escaped(typed, TYPED), &names));
        }
    }
    for channel in [ask.listen, ask.stop_listening].into_iter().flatten() {
        if !app.places.place(channel).is_some_and(|place| place.is_in(by.guild)) {
            return refusal(say::NO_SUCH_CHANNEL.to_owned());
        }
    }
    decided.extend(ask.listen.map(|channel| Decided::Listen(channel.get())));
    decided.extend(ask.stop_listening.map(|channel| Decided::StopListening(channel.get())));
    if ask.moderators.is_some_and(|role| role.get() == by.guild.get()) {
        return refusal(say::NOT_EVERYONE.to_owned());
    }
    decided.extend(ask.moderators.map(|role| Decided::Moderators(role.get())));
    decided.extend(ask.no_moderators.map(|role| Decided::NoModerators(role.get())));
    if let Some(channel) = ask.log {
        if let Target::Closed(why) = targets::find(app, by.guild, channel) {
            return refusal(why);
        }
        decided.push(Decided::Log(channel.get()));
    }
    decided.extend(ask.keep_days.map(Decided::Keep));
    if let Some(typed) = ask.pack {
        let packs = packs(&app.advisor.load());
        match packs.iter().find(|pack| pack.eq_ignore_ascii_case(typed.trim())) {
            Some(pack) => decided.push(Decided::Pack(pack.clone())),
            None => return refusal(say::no_such_pack(&escape::escaped(&typed, TYPED), &packs)),
        }
    }
    decided.extend(ask.distress_note.map(Decided::DistressNote));
    if let Some(text) = ask.distress_text {
        let (text, length) = (text.trim(), limits::length(text.trim()));
        if length > MOST_DISTRESS_TEXT {
            return refusal(say::distress_text_too_long(length));
        }
        if escape::escaped(text, MOST_DISTRESS_TEXT).is_empty() {
            return refusal(say::DISTRESS_TEXT_EMPTY.to_owned());
        }
        decided.push(Decided::DistressText(text.to_owned()));
    }
    Ok(decided)
}

/// What the option "reset" takes; a pause has its own command.
fn resettable() -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| *field != Field::Pause)
}

/// The packs that are loaded, by name.
pub(in crate::discord) fn packs(advisor: &Advisor) -> Vec<String> {
    let pages = Kind::ALL.into_iter().flat_map(|kind| advisor.pages(kind)).map(|page| &page.layer);
    let tips = advisor.knowledge().tips.iter().map(|tip| &tip.layer);
    let names: BTreeSet<&String> =
        pages.chain(tips).filter_map(|layer| if let Layer::Pack(name) = layer { Some(name) } else { None }).collect();
    names.into_iter().cloned().collect()
}
