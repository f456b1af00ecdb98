//! Posting a tip in a channel, and what may be in the way.

use crate::render::grammar::list;

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
