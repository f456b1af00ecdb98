//! Who may: looked up each time somebody acts, from what Discord says of them then.

use serenity::all::{GuildId, Member, UserId};

use super::super::app::App;
use super::super::error::Error;
use super::Acts;
use crate::curation::{Pseudonym, Settings};
use crate::render::words::curating as say;
use crate::store::{GuildScope, Records};

/// Somebody who moderates a server, at the moment they act. Only the look at who acts makes one.
#[derive(Debug)]
pub(in crate::discord) struct Moderator<'a> {
    /// The server.
    pub(super) guild: GuildId,
    /// Who.
    pub(super) user: UserId,
    /// What Discord says of them.
    pub(super) member: &'a Member,
    /// The interaction.
    pub(super) interaction: u64,
}

impl<'a> Moderator<'a> {
    /// Looks at who acts.
    ///
    /// # Errors
    /// It is no server, or they are no moderator of it; in words for them.
    pub(in crate::discord) async fn look(app: &App, acts: impl Into<Acts<'a>>) -> Result<Self, Error> {
        let acts = acts.into();
        let refusal = |words: &str| Error::User(words.to_owned());
        let guild = acts.guild.ok_or_else(|| refusal(say::ONLY_IN_SERVERS))?;
        match acts.member {
            Some(member) if is_moderator(app, Some(guild), Some(member)).await => {
                Ok(Self { guild, user: acts.user.id, member, interaction: acts.id })
            }
            _ => Err(refusal(say::NOT_A_MODERATOR)),
        }
    }

    /// Who they are.
    pub(in crate::discord) fn user(&self) -> UserId {
        self.user
    }

    /// The server's records.
    pub(super) fn scope(&self) -> GuildScope {
        GuildScope::new(self.guild.get())
    }

    /// The name under which records know them.
    pub(super) fn pseudonym(&self, records: &Records) -> Pseudonym {
        Pseudonym(*records.scope(self.user.get()).as_bytes())
    }
}

/// Whether a member moderates a server: by permission, or by a role that its moderators chose. Where the settings can't
/// be read, only permissions count.
pub(in crate::discord) async fn is_moderator(app: &App, guild: Option<GuildId>, member: Option<&Member>) -> bool {
    let (Some(guild), Some(member)) = (guild, member) else { return false };
    by_permission(member) || by_role(&app.curated(guild).await.settings, member)
}

fn by_permission(member: &Member) -> bool {
    member.permissions.is_some_and(|may| may.administrator() || may.manage_guild() || may.manage_messages())
}

fn by_role(settings: &Settings, member: &Member) -> bool {
    settings.moderator_roles.iter().any(|role| member.roles.iter().any(|theirs| theirs.get() == *role))
}
