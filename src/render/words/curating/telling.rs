//! What it would do, what was done, and how to begin: a trial, the history, first contact.

/// The title of a trial.
pub const TRIAL: &str = "What I would do here";
/// What a message gets that nobody addressed to the bot.
pub const UNASKED: &str = "Unasked";
/// What a message gets that calls the bot.
pub const BY_NAME: &str = "Called by name";
/// Why it is so.
pub const WHY: &str = "Why";
/// An answer.
pub const I_ANSWER: &str = "I answer; see below.";
/// Silence, for want of a sure reading.
pub const NOT_SURE: &str = "I stay silent: I'm not sure enough that it asks me anything.";
/// Silence, because somebody may be in distress.
pub const NOT_WORK: &str = "I stay silent: somebody may need a kind word, and not from me. With `/curate settings distress-note:` the log channel gets a link to it.";
/// Silence, because of the channel.
pub const NOT_HERE: &str = "I stay silent: I don't listen in this channel. `/curate settings listen:` changes that.";
/// Silence, because of a pause.
pub const PAUSED_NOW: &str = "I stay silent: it is paused. `/curate pause` ends that.";
/// Silence, because nobody knows what moderators decided.
pub const SETTINGS_UNKNOWN: &str = "I stay silent: I can't read this server's settings right now.";
/// A question back.
pub const I_ASK: &str = "I ask back; see below.";
/// It is not known.
pub const I_DONT_KNOW: &str = "I say that I don't know; see below.";
/// Something about the asker's own record.
pub const THEIR_NOTES: &str = "It is about the asker's own notes, so I did nothing for this trial.";
/// The buttons under an answer.
pub fn buttons(labels: &str) -> String {
    format!("Buttons: {labels}")
}

/// The title of the audit.
pub const HISTORY: &str = "What was changed here";
/// Nothing yet.
pub const NO_HISTORY: &str = "Nothing was changed here yet.";
/// The reader.
pub const YOU: &str = "You";
/// Somebody else, by a few digits of their code.
pub fn moderator(code: &str) -> String {
    format!("Moderator {code}")
}
/// Somebody who asked to be forgotten.
pub const FORGOTTEN: &str = "Somebody who had their name erased";
/// The bot.
pub const I: &str = "I";
/// What was done.
pub fn done(what: &str) -> &'static str {
    match what {
        "tip add" => "wrote a tip",
        "tip edit" => "changed a tip",
        "tip remove" => "removed a tip",
        "tip push" => "posted a tip",
        "settings" => "changed the settings",
        "pause" => "paused unasked answers",
        "resume" => "resumed unasked answers",
        "welcome" => "introduced myself",
        _ => "changed something",
    }
}
/// Of a message that may not have arrived.
pub const PERHAPS: &str = "(not sure that it arrived)";
/// How it was.
pub const BEFORE: &str = "Before:";
/// How it is.
pub const AFTER: &str = "Now:";
/// How codes and names go together.
pub const CODES: &str = "I keep no names, only codes, one for each moderator. A log channel shows who it was.";
/// The change is made, and could not be told.
pub fn not_logged(why: &str) -> String {
    format!("I couldn't tell it in the log channel. {why}")
}

/// The title of the first message.
pub const WELCOME: &str = "I'm here; three steps to begin";
/// What the bot is; `server` is already escaped.
pub fn welcome(server: &str) -> String {
    format!(
        "I answer career questions from written pages, with their sources. This is for whoever looks after **{server}**; members can just ask."
    )
}
/// The first step.
pub const TRY_ME: &str = "1. Try me";
/// See [`TRY_ME`].
pub const TRY_ME_HOW: &str = "Mention me with a question, such as \"what does a data engineer do?\". `/curate try` shows what I would say, and why, to you alone.";
/// The second step.
pub const LISTEN: &str = "2. Choose where I answer unasked";
/// See [`LISTEN`]; `where_now` says where that is now.
pub fn listen_how(where_now: &str) -> String {
    format!("{where_now} `/curate settings listen:` adds a channel. Everywhere else I speak only when I'm called.")
}
/// No channel yet.
pub const LISTEN_NOWHERE: &str = "I listen nowhere yet.";
/// The channels that hold while no moderator has decided.
pub fn listen_in(channels: &str) -> String {
    format!("I listen in {channels}.")
}
/// The third step.
pub const MAKE_YOURS: &str = "3. Make it yours";
/// See [`MAKE_YOURS`].
pub const MAKE_YOURS_HOW: &str = "`/curate tip add` writes a tip that rides along on my answers. `/curate settings` chooses who else may do that, and where changes are told.";
