//! What a server's moderators decided, in words: all of it, or what changed.

use super::draft::Draft;
use super::words::curating as say;
use super::{Action, Button, Card, Curate, escape};
use crate::curation::{Field, MOST_DISTRESS_TEXT, Settings};

/// All settings. `usual` are the channels that hold while nobody has decided, `now` is in seconds since 1970.
pub fn settings(settings: &Settings, usual: &[u64], now: u64) -> Card {
    let mut draft = Draft::titled(say::SETTINGS);
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Pause || settings.is_paused(now)) {
        draft.fact(say::field(field), value(settings, field, usual));
    }
    if !settings.moderator_roles.is_empty() {
        draft.say(format!("-# {}", say::SHOW_COMMANDS));
    }
    if settings.is_paused(now) {
        draft.button(Button::primary(say::RESUME, Action::Curate(Curate::Resume)));
    }
    draft.whole()
}

/// The settings that differ, as they were and as they are; `None` if none does.
pub fn changes(before: &Settings, after: &Settings, usual: &[u64]) -> Option<(String, String)> {
    let fields = before.differences(after);
    let lines = |settings: &Settings| -> String {
        let line = |field: &Field| format!("{}: {}", say::field(*field), value(settings, *field, usual));
        fields.iter().map(line).collect::<Vec<_>>().join("; ")
    };
    (!fields.is_empty()).then(|| (lines(before), lines(after)))
}

/// How long a pause lasts.
pub fn pause_words(settings: &Settings) -> String {
    value(settings, Field::Pause, &[])
}

fn value(settings: &Settings, field: Field, usual: &[u64]) -> String {
    match field {
        Field::Channels => match &settings.channels {
            Some(channels) => self::channels(channels),
            None if usual.is_empty() => say::NOWHERE.to_owned(),
            None => say::by_operator(&self::channels(usual)),
        },
        Field::Moderators => {
            let roles: Vec<String> = settings.moderator_roles.iter().map(|role| format!("<@&{role}>")).collect();
            say::moderators(&roles.join(" "))
        }
        Field::Log => settings.log_channel.map_or_else(|| say::NO_LOG.to_owned(), |channel| format!("<#{channel}>")),
        Field::Retention => say::retention(settings.retention()),
        Field::Pack => say::pack(settings.home_pack.as_deref()),
        Field::DistressNote => say::distress_note(settings.distress_note, settings.log_channel.is_some()).to_owned(),
        Field::DistressText => match &settings.distress_text {
            Some(text) => escape::escaped(text, MOST_DISTRESS_TEXT),
            None => say::NO_DISTRESS_TEXT.to_owned(),
        },
        Field::Pause => match settings.paused_until {
            None => say::NO_PAUSE.to_owned(),
            Some(u64::MAX) => say::PAUSED.to_owned(),
            Some(until) => say::paused_until(until),
        },
    }
}

/// Channels as mentions, which ping nobody.
pub(super) fn channels(ids: &[u64]) -> String {
    if ids.is_empty() {
        return say::NOWHERE.to_owned();
    }
    ids.iter().map(|id| format!("<#{id}>")).collect::<Vec<_>>().join(" ")
}
