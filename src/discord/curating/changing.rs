//! A change with its audit line, together or not at all; and the word about it in the log channel.

use serenity::all::{ChannelId, Context};

use super::super::app::App;
use super::super::error::Error;
use super::super::send;
use super::Moderator;
use super::servers::Curated;
use super::targets::{self, Target};
use crate::curation::{AuditId, AuditLine};
use crate::render::words::curating as say;
use crate::render::{Card, logged};
use crate::store::{Audited, OfGuild, RecordError, Records, StoreError};

/// What was done, in the words of the audit.
pub(super) struct Note {
    /// Such as `tip add`.
    pub(super) what: &'static str,
    /// How it was.
    pub(super) before: Option<String>,
    /// How it is.
    pub(super) after: Option<String>,
}

/// A change that was made, or was none.
pub(super) struct Done<R> {
    /// What came of it.
    pub(super) outcome: R,
    /// It was made and could not be told in the log channel; why, in words for the moderator.
    pub(super) not_told: Option<String>,
}

impl<R> Done<R> {
    /// The card with what the moderator should know besides.
    pub(super) fn card(&self, mut card: Card) -> Card {
        if let Some(why) = &self.not_told {
            card.body = format!("{}\n\n{}", card.body, say::not_logged(why));
        }
        card
    }
}

impl App {
    /// The store, or words for whoever asks for something to be kept.
    pub(super) fn kept(&self) -> Result<&Records, Error> {
        self.records.as_ref().ok_or_else(|| Error::User(say::KEEPS_NOTHING.to_owned()))
    }

    /// Changes one record of the moderator's server. `change` says what it did for the audit; without a note nothing is
    /// written. What it returns is durable then, in force, and told in the log channel.
    pub(super) async fn change_for<T: OfGuild, R: Send>(
        &self,
        ctx: &Context,
        by: &Moderator<'_>,
        id: &[u8],
        mut change: impl FnMut(&mut Option<T>) -> (R, Option<Note>) + Send,
    ) -> Result<Done<R>, Error> {
        let records = self.kept()?;
        let (pseudonym, at) = (by.pseudonym(records), self.clock.now().as_secs());
        let before = self.curated(by.guild).await;
        let mut made = None;
        let audited = |record: &mut Option<T>| {
            let (outcome, note) = change(record);
            let line = note.map(|note| AuditLine {
                at,
                by: Some(pseudonym),
                what: note.what.to_owned(),
                before: note.before,
                after: note.after,
            });
            made.clone_from(&line);
            (outcome, line)
        };
        let done = records.change_audited(by.scope(), id, AuditId::of(by.interaction), audited).await;
        self.servers.changed(by.guild);
        let outcome = match done.map_err(|error| trouble(&error))? {
            Audited::Done(outcome) => outcome,
            Audited::Before => return Err(Error::User(say::DONE_BEFORE.to_owned())),
        };
        let not_told = match made {
            Some(line) => self.tell(ctx, by, &line, &before).await,
            None => None,
        };
        Ok(Done { outcome, not_told })
    }

    /// Tells a change in the log channel; in the one before as well, if that is what changed. Returns why it could not.
    pub(super) async fn tell(
        &self,
        ctx: &Context,
        by: &Moderator<'_>,
        line: &AuditLine,
        before: &Curated,
    ) -> Option<String> {
        let now = self.curated(by.guild).await.settings.log_channel;
        let mut channels = [before.settings.log_channel, now].to_vec();
        channels.dedup();
        let card = Card::line(logged(&format!("<@{}>", by.user), line));
        let mut trouble = None;
        for (at, channel) in channels.into_iter().flatten().map(ChannelId::new).enumerate() {
            // A nonce is the bot's own, whatever the channel.
            let nonce = format!("l{at}{}", by.interaction);
            let told = match targets::find(self, by.guild, channel) {
                Target::Open { may_embed } => send::post(&ctx.http, channel, &card, by.user, may_embed, nonce).await,
                Target::Closed(words) => {
                    trouble = Some(words);
                    continue;
                }
            };
            if let Err(error) = told {
                tracing::warn!(error = super::super::hush::error(&error.into()), "a change could not be told");
                trouble = Some(say::refused(&format!("<#{channel}>")));
            }
        }
        trouble
    }
}

/// What a moderator reads when the store could not do it; the operator reads the rest in the log.
pub(super) fn trouble(error: &RecordError) -> Error {
    tracing::error!(%error, "a server's record could not be used");
    let words = match error {
        RecordError::Store(StoreError::ReadOnly { .. }) => say::STORE_READ_ONLY,
        RecordError::Store(StoreError::Unknown { .. }) => say::STORE_UNSURE,
        RecordError::Store(StoreError::Damaged) | RecordError::Newer { .. } | RecordError::Garbled { .. } => {
            say::UNREADABLE
        }
        RecordError::Store(_) | RecordError::Busy | RecordError::BackupsRemain { .. } | RecordError::Backup { .. } => {
            say::STORE_DOWN
        }
    };
    Error::User(words.to_owned())
}
