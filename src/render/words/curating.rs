//! What moderators read: tips, settings, pushes, the audit, first contact. What members read of it, too.

use jiff::civil::Date;

use super::super::grammar::{date, list, mid};
use crate::curation::{Field, MOST, tip};

/// An option and its description.
type Described = (&'static str, &'static str);

/// Every command for moderators with its description, and every option of it with its own.
pub const COMMANDS: &[(&str, &str, &[Described])] = &[
    ("curate", "For moderators: this server's tips and settings", &[]),
    ("curate tip", "This server's own tips", &[]),
    (
        "curate tip add",
        "Write a tip: it shows in /tip and rides along on answers",
        &[("topic", "What it is about; leave it out if it fits anywhere"), ("also", "A second topic")],
    ),
    ("curate tip list", "See this server's own tips", &[]),
    (
        "curate tip edit",
        "Change a tip, or what it is about",
        &[
            ("tip", "Some words of it"),
            ("topic", "A new topic in place of the old ones; \"none\" if it fits anywhere"),
            ("also", "A second topic"),
        ],
    ),
    ("curate tip remove", "Take a tip away", &[("tip", "Some words of it")]),
    (
        "curate tip push",
        "Post a tip in a channel, once, after a preview",
        &[("tip", "Some words of it"), ("channel", "Where it goes; nobody is pinged")],
    ),
    (
        "curate settings",
        "Where I answer unasked, who moderates, where changes are told",
        &[
            ("listen", "Answer unasked in this channel, too"),
            ("stop-listening", "No longer answer unasked in this channel"),
            ("moderators", "Members with this role moderate me, too"),
            ("no-moderators", "Members with this role no longer do"),
            ("log", "Tell every change in this channel"),
            ("keep-days", "Days that tips and settings are kept after I was removed"),
            ("pack", "The pack whose pages come first here"),
            ("reset", "What should be as if nobody had set it"),
        ],
    ),
    ("curate try", "What I would answer to this, here, and why", &[("message", "As a member would write it")]),
    (
        "curate pause",
        "Answer nobody unasked for a while",
        &[("hours", "For how many hours; leave it out to pause until you resume")],
    ),
    ("curate history", "Who changed what, and when", &[]),
];

// ---------------------------------------------------------------------------------------------- who may

/// A moderators' command in a direct message.
pub const ONLY_IN_SERVERS: &str = "That works in servers only. Use it in the one that you moderate.";
/// Somebody who is no moderator here.
pub const NOT_A_MODERATOR: &str = "That is for this server's moderators: people with Administrator, Manage Server or Manage Messages, or with a role that they chose in `/curate settings`.";
/// There is no store.
pub const KEEPS_NOTHING: &str = "I can't keep anything here: this bot runs without a place to keep things.";
/// The same interaction once more.
pub const DONE_BEFORE: &str = "That was done before; once is enough.";
/// The store can't be reached, or others were faster too often.
pub const STORE_DOWN: &str =
    "I can't get at my notes right now, so nothing was changed. Please try again in a while; questions I still answer.";
/// The store takes no writes.
pub const STORE_READ_ONLY: &str = "I can't write anything down right now, so nothing was changed. Please try again in a while; questions I still answer.";
/// A write may or may not have been made.
pub const STORE_UNSURE: &str =
    "My disk failed as I wrote that down, so I'm not sure that it was kept. Please look again in a while.";
/// A record can't be read.
pub const UNREADABLE: &str =
    "This server's entry is there, but I can't read it; nothing was changed. Please tell whoever runs this bot.";

// ---------------------------------------------------------------------------------------------- tips for members

/// A tip of this server's moderators on a card.
pub const TIP_HERE: &str = "Tip from this server";
/// Where a posted tip comes from.
pub const FROM_MODERATORS: &str = "From this server's moderators";
/// Shows another one.
pub const ANOTHER_TIP: &str = "Another tip";

// ---------------------------------------------------------------------------------------------- tips for moderators

/// The title of the form for a new tip.
pub const ADD_TIP: &str = "Write a tip";
/// The title of the form for an old one.
pub const EDIT_TIP: &str = "Change the tip";
/// The only line of the form.
pub const TIP_LABEL: &str = "The tip";
/// What stands in it before anything is written.
pub const TIP_PLACEHOLDER: &str = "One thing to do, and why. At most 300 characters.";

/// Where a tip shows; topics are titles.
pub fn shows(topics: &[String]) -> String {
    if topics.is_empty() {
        return "It fits anywhere, so it shows in `/tip`.".to_owned();
    }
    let topics: Vec<String> = topics.iter().map(|topic| format!("**{}**", mid(topic))).collect();
    format!("It shows in `/tip` and rides along on answers about {}.", list(&topics))
}
/// A tip was written; `shows` says where it shows.
pub fn tip_added(shows: &str) -> String {
    format!("Saved. {shows} To post it in a channel: `/curate tip push`.")
}
/// A tip was changed; `shows` says where it shows.
pub fn tip_changed(shows: &str) -> String {
    format!("Changed. {shows}")
}
/// A tip was sent off as it was.
pub const TIP_THE_SAME: &str = "That is how it read before, so nothing was changed.";
/// A tip without words.
pub const TIP_EMPTY: &str = "Not saved: there are no words in it.";
/// A tip with too many words; they follow.
pub fn tip_too_long(length: usize) -> String {
    format!(
        "Not saved. A tip has at most {} characters, and this one has {length}. Here it is, to copy and shorten:",
        tip::TIP
    )
}
/// There is no room for one more.
pub fn tips_full() -> String {
    format!(
        "Not saved. A server can have {} tips, and this one has them all. Remove one first. Yours, to copy:",
        tip::TIPS
    )
}
/// Somebody changed the tip while the form was open.
pub const TIP_MEANWHILE: &str =
    "Not saved: somebody else changed this tip while you were writing. It stays as it reads now:";
/// What was written instead.
pub const YOURS: &str = "Yours, to copy:";
/// No tip has these words. `typed` is already escaped.
pub fn no_such_tip(typed: &str) -> String {
    format!("I have no tip with \"{typed}\" in it. `/curate tip list` shows them all.")
}
/// Several tips have these words. `typed` is already escaped.
pub fn several_tips(typed: &str) -> String {
    format!("Several tips have \"{typed}\" in them. Pick one from the list that Discord offers as you type.")
}
/// A topic that is none. `typed` is already escaped.
pub fn no_such_topic(typed: &str) -> String {
    format!(
        "I know no role, tool, skill or question called \"{typed}\". Pick one from the list that Discord offers as you type."
    )
}
/// What stands for no topic at all.
pub const NO_TOPIC: &str = "none";
/// The tip was taken away in the meantime.
pub const TIP_GONE: &str = "That tip is gone.";
/// Asks before a tip goes.
pub const REMOVE_SURE: &str = "Remove this tip for good?";
/// Removes it.
pub const REMOVE: &str = "Remove";
/// Removes nothing.
pub const KEEP: &str = "Keep it";
/// After removing.
pub const REMOVED: &str = "Removed.";
/// After "Keep it" or "Cancel".
pub const NOTHING_DONE: &str = "All right, nothing was done.";
/// The title of the list.
pub fn tips_title(count: usize) -> String {
    match count {
        1 => "This server's tip".to_owned(),
        _ => format!("This server's {count} tips"),
    }
}
/// There are none yet.
pub const NO_TIPS: &str = "This server has no tips of its own yet. `/curate tip add` writes one.";
/// What a tip is about, in the list.
pub fn on(topics: &[String]) -> String {
    if topics.is_empty() { "fits anywhere".to_owned() } else { format!("on {}", list(topics)) }
}
/// The day a tip was written or last changed.
pub fn since(day: Date) -> String {
    date(day)
}
/// The next page of a list.
pub const NEXT: &str = "Next";
/// The page before.
pub const BACK: &str = "Back";
/// Older lines.
pub const OLDER: &str = "Older";

// ---------------------------------------------------------------------------------------------- posting a tip

/// Above a preview; `channel` is a mention.
pub fn preview(channel: &str) -> String {
    format!("This is how it will look in {channel}. Nobody is pinged. Shall I post it?")
}
/// Above a preview of a tip that changed since the last one.
pub fn preview_changed(channel: &str) -> String {
    format!(
        "Not posted: the tip was changed after the preview. This is how it will look in {channel} now. Shall I post it?"
    )
}
/// Posts it.
pub const POST: &str = "Post";
/// Posts nothing.
pub const CANCEL: &str = "Cancel";
/// It was posted.
pub fn posted(channel: &str) -> String {
    format!("Posted in {channel}.")
}
/// It was posted before.
pub fn posted_before(channel: &str) -> String {
    format!("This was posted in {channel} before; once is enough. To post it again: `/curate tip push`.")
}
/// It may or may not have arrived.
pub fn perhaps_posted(channel: &str) -> String {
    format!(
        "I'm not sure that it arrived in {channel}. Press **Post** again within two minutes: it is posted once at most."
    )
}
/// It may or may not have arrived, too long ago.
pub fn interrupted(channel: &str) -> String {
    format!(
        "I was interrupted as I posted this. Please look in {channel}; if it isn't there, start again with `/curate tip push`."
    )
}
/// We may not; `permissions` are Discord's own names.
pub fn i_lack(channel: &str, permissions: &[&str]) -> String {
    let names: Vec<String> = permissions.iter().map(|name| format!("**{name}**")).collect();
    let word = if names.len() == 1 { "permission" } else { "permissions" };
    format!(
        "I can't write in {channel}: there I lack the {word} {}. Allow it in the channel's settings, under Permissions, and try again.",
        list(&names)
    )
}
/// The moderator may not.
pub fn you_may_not(channel: &str) -> String {
    format!("You can't write in {channel} yourself, so I don't write there for you.")
}
/// A forum.
pub fn no_messages_there(channel: &str) -> String {
    format!("{channel} takes posts with a title, not messages. Choose a text channel, or one of its posts.")
}
/// A channel of another server, or of none.
pub const NO_SUCH_CHANNEL: &str =
    "I see no such channel in this server. If it's there, allow me **View Channel** in its settings.";
/// Discord refused the message.
pub fn refused(channel: &str) -> String {
    format!(
        "Discord didn't let me write in {channel}, so nothing was posted. Please check what I may do there, and try again."
    )
}
/// Discord's names of permissions.
pub const VIEW_CHANNEL: &str = "View Channel";
/// See [`VIEW_CHANNEL`].
pub const SEND_MESSAGES: &str = "Send Messages";
/// See [`VIEW_CHANNEL`].
pub const SEND_IN_THREADS: &str = "Send Messages in Threads";

// ---------------------------------------------------------------------------------------------- settings

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
pub const NO_LOG: &str = "no channel; `/curate history` has them";
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

// ---------------------------------------------------------------------------------------------- pause

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

// ---------------------------------------------------------------------------------------------- try

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

// ---------------------------------------------------------------------------------------------- history

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

// ---------------------------------------------------------------------------------------------- first contact

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
