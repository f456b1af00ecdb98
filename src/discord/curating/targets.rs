//! Where the bot may write, and exactly what is missing where it may not.

use serenity::all::{ChannelId, GuildId, Permissions};

use super::super::app::App;
use super::Moderator;
use crate::render::words::curating as say;

/// A channel as a place to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// As far as we know, a message would be taken.
    Open {
        /// Frames are allowed, too.
        may_embed: bool,
    },
    /// It would not; why, in words for a moderator.
    Closed(String),
}

/// Looks at a channel of that server. What Discord did not tell us is left for it to refuse.
pub(super) fn find(app: &App, guild: GuildId, channel: ChannelId) -> Target {
    let mention = format!("<#{channel}>");
    let Some(place) = app.places.place(channel).filter(|place| place.is_in(guild)) else {
        return Target::Closed(say::NO_SUCH_CHANNEL.to_owned());
    };
    if !place.takes_messages() {
        return Target::Closed(say::no_messages_there(&mention));
    }
    let Some(may) = app.places.permissions(channel) else { return Target::Open { may_embed: true } };
    let missing = missing(may, place.is_thread());
    if missing.is_empty() {
        Target::Open { may_embed: may.embed_links() }
    } else {
        Target::Closed(say::i_lack(&mention, &missing))
    }
}

/// The same for a message that a moderator sends through us: they must be able to write there themselves.
pub(super) fn find_for(app: &App, by: &Moderator<'_>, channel: ChannelId) -> Target {
    let target = find(app, by.guild, channel);
    let is_thread = app.places.place(channel).is_some_and(|place| place.is_thread());
    // Whoever owns the server has every permission, and Discord says so.
    let is_above = by.member.permissions.is_some_and(Permissions::administrator);
    let theirs = || app.places.permissions_of(channel, by.user, &by.member.roles);
    match target {
        Target::Open { .. } if !is_above && theirs().is_some_and(|may| !missing(may, is_thread).is_empty()) => {
            Target::Closed(say::you_may_not(&format!("<#{channel}>")))
        }
        target => target,
    }
}

fn missing(may: Permissions, is_thread: bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if !may.view_channel() {
        missing.push(say::VIEW_CHANNEL);
    }
    if is_thread && !may.send_messages_in_threads() {
        missing.push(say::SEND_IN_THREADS);
    }
    if !is_thread && !may.send_messages() {
        missing.push(say::SEND_MESSAGES);
    }
    missing
}
