//! What a server's moderators add and decide, at the edge.
//!
//! - [`servers`]: each server's settings and tips, in memory; what answers read.
//! - [`moderator`]: who may; every change asks for a [`Moderator`], and nothing makes one but the look at who acts.
//! - [`changing`]: a change with its audit line, and the word about it in the log channel.
//! - `tips`, `settings`, `pausing`, `push`, `history`, `trial`: what the commands do.
//! - `forms`, `presses`: where forms and buttons come in.
//! - `notices`: what the log channel is told though no moderator did anything.
//! - [`targets`]: where the bot may write. [`outbox`]: a message that is sent once.
//! - `welcome`, `leaving`: servers that come and go.

mod changing;
mod forms;
mod history;
mod leaving;
mod moderator;
mod notices;
mod outbox;
mod pausing;
mod presses;
mod push;
mod servers;
mod settings;
mod targets;
mod tips;
mod trial;
mod welcome;

pub(super) use forms::{add as add_tip, edit as edit_tip, on_form};
pub(super) use history::history;
pub(super) use leaving::{on_removed, sweep_daily};
pub(super) use moderator::{Moderator, is_moderator};
pub(super) use notices::{note_distress, offer_example, tell_edits};
pub(super) use outbox::Outbox;
pub(super) use pausing::pause;
pub(super) use presses::on_press;
pub(super) use push::preview;
pub(super) use servers::Servers;
pub(super) use settings::{Ask, change as change_settings, packs};
pub(super) use tips::{found as found_tips, list as list_tips, named as named_tip};
pub(super) use trial::trial;
pub(super) use welcome::on_join;

use serenity::all::{CommandInteraction, ComponentInteraction, GuildId, Member, ModalInteraction, User};

/// What somebody did: where, and who they are there. Discord says it anew with each press; nothing else is believed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Acts<'a> {
    /// The interaction's id: what makes one effect of it.
    pub(super) id: u64,
    pub(super) guild: Option<GuildId>,
    pub(super) member: Option<&'a Member>,
    pub(super) user: &'a User,
}

impl<'a> From<&'a CommandInteraction> for Acts<'a> {
    fn from(it: &'a CommandInteraction) -> Self {
        Self { id: it.id.get(), guild: it.guild_id, member: it.member.as_deref(), user: &it.user }
    }
}

impl<'a> From<&'a ComponentInteraction> for Acts<'a> {
    fn from(it: &'a ComponentInteraction) -> Self {
        Self { id: it.id.get(), guild: it.guild_id, member: it.member.as_ref(), user: &it.user }
    }
}

impl<'a> From<&'a ModalInteraction> for Acts<'a> {
    fn from(it: &'a ModalInteraction) -> Self {
        Self { id: it.id.get(), guild: it.guild_id, member: it.member.as_ref(), user: &it.user }
    }
}
