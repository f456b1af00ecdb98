//! Settings and the pause.

use crate::curation::{Field, MOST, MOST_DISTRESS_TEXT};
use crate::render::grammar::list;

/// The title of the settings.
pub const SETTINGS: &str = "How I work in this server";
/// Above the settings, after a change.
pub const SETTINGS_CHANGED: &str = "Changed. This holds from now on:";
/// Above the settings, after a change to what they were.
pub const SETTINGS_THE_SAME: &str = "That is how it was, so nothing was changed.";
/// What a setting is called.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Channels => "I answer unasked in",
        Field::Moderators => "My moderators",
        Field::Log => "Changes are told in",
        Field::Retention => "If I am removed",
        Field::Pack => "Comes first",
        Field::Pause => "Pause",
        Field::DistressNote => "A note on distress",
        Field::DistressText => "I answer distress with",
    }
}
/// What a setting is called in the option that resets it.
pub fn field_name(field: Field) -> &'static str {
    match field {
        Field::Channels => "channels",
        Field::Moderators => "moderators",
        Field::Log => "log",
        Field::Retention => "keep-days",
        Field::Pack => "pack",
        Field::Pause => "pause",
        Field::DistressNote => "distress-note",
        Field::DistressText => "distress-text",
    }
}
/// No channel.
pub const NOWHERE: &str = "no channel";
/// The channels that hold while no moderator has decided.
pub fn by_operator(channels: &str) -> String {
    format!("{channels} (set by whoever runs me, until you choose)")
}
/// Moderators by permission, and by role if there are any.
pub fn moderators(roles: &str) -> String {
    let by_permission = "people with Administrator, Manage Server or Manage Messages";
    if roles.is_empty() { by_permission.to_owned() } else { format!("{by_permission}, or with {roles}") }
}
/// Changes are told nowhere.
pub const NO_LOG: &str = "no channel (`/curate history` has them)";
/// How long records stay.
pub fn retention(days: u16) -> String {
    match days {
        0 => "tips, settings and history are erased within a day".to_owned(),
        1 => "tips, settings and history are erased after a day".to_owned(),
        days => format!("tips, settings and history are erased after {days} days"),
    }
}
/// The pack that comes first.
pub fn pack(pack: Option<&str>) -> String {
    pack.map_or_else(|| "no pack".to_owned(), |pack| format!("the pack {pack}"))
}
/// Whether moderators get a quiet note where somebody may need a kind word.
pub fn distress_note(wanted: bool, has_log: bool) -> &'static str {
    match (wanted, has_log) {
        (false, _) => "none",
        (true, true) => "in the log channel: a link, no words, no ping",
        (true, false) => "in the log channel, once you choose one",
    }
}
/// Distress is answered with the bot's own line.
pub const NO_DISTRESS_TEXT: &str = "my own line: people they trust, a crisis line where they live";
/// A text for distress that nobody could read.
pub const DISTRESS_TEXT_EMPTY: &str = "There are no words in that text, so nothing was changed.";
/// A text for distress that is too long.
pub fn distress_text_too_long(length: usize) -> String {
    format!(
        "A text for distress has at most {MOST_DISTRESS_TEXT} characters, and this one has {length}. Nothing was changed."
    )
}
/// No pause.
pub const NO_PAUSE: &str = "none";
/// A pause with an end, as Discord's own moving time.
pub fn paused_until(until: u64) -> String {
    format!("I answer nobody unasked until <t:{until}:f>")
}
/// A pause without an end.
pub const PAUSED: &str = "I answer nobody unasked until you resume";
/// How roles get to see the commands.
pub const SHOW_COMMANDS: &str =
    "So that people with a role see `/curate`, allow it to the role under Server Settings → Integrations → my name.";
/// Everybody as moderators.
pub const NOT_EVERYONE: &str = "Everyone would be my moderator then, so I left it as it was. Choose a role.";
/// A pack that is not loaded. `typed` is already escaped.
pub fn no_such_pack(typed: &str, packs: &[String]) -> String {
    if packs.is_empty() {
        return format!("I have no pack called \"{typed}\"; whoever runs me has added none.");
    }
    format!("I have no pack called \"{typed}\". I have {}.", list(packs))
}
/// Something to reset that is none. `typed` is already escaped.
pub fn no_such_setting(typed: &str, names: &[String]) -> String {
    format!("There is no setting \"{typed}\". You can reset {}.", list(names))
}
/// No room for more channels or roles.
pub fn too_many() -> String {
    format!("I can take {MOST} channels and {MOST} roles, and no more.")
}

/// Paused; `until` says how long.
pub fn pause_set(until: &str) -> String {
    format!("Paused: {until}. Whoever calls me by name still gets an answer.")
}
/// It is paused already.
pub fn pause_there(until: &str) -> String {
    format!("It is paused: {until}.")
}
/// Ends a pause.
pub const RESUME: &str = "Resume";
/// After a pause.
pub const RESUMED: &str = "I'm back: in the channels that you chose I answer unasked again.";
/// There was no pause.
pub const NOT_PAUSED: &str = "There is no pause to end.";
