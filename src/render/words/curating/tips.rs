//! Tips: what members and moderators read of them.

use jiff::civil::Date;

use crate::curation::tip;
use crate::render::grammar::{date, list, mid};

/// A tip of this server's moderators on a card.
pub const TIP_HERE: &str = "Tip from this server";
/// Where a posted tip comes from.
pub const FROM_MODERATORS: &str = "From this server's moderators";
/// Shows another one.
pub const ANOTHER_TIP: &str = "Another tip";

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
