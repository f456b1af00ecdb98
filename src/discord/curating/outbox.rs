//! A message that is sent once: over two presses at a time, over a lost answer, over the end of the program.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::super::app::App;
use super::super::error::Error;
use super::changing::trouble;
use crate::curation::outbox::{self, Step};
use crate::curation::{AuditId, AuditLine};
use crate::store::GuildScope;

/// Messages that this process is sending at this moment.
#[derive(Debug, Default)]
pub(in crate::discord) struct Outbox(Mutex<HashSet<AuditId>>);

/// Held while a message is being sent.
pub(super) struct Sending<'a>(&'a Outbox, AuditId);

impl Outbox {
    /// Begins; `None` where somebody else is at it.
    pub(super) fn begin(&self, id: AuditId) -> Option<Sending<'_>> {
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        // Made only where it is new: the drop of another one would end what is under way.
        new.then(|| Sending(self, id))
    }
}

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

impl App {
    /// Claims a message before it is sent, with the line that the audit will have. Durable when it returns.
    pub(super) async fn claim(&self, guild: GuildScope, id: AuditId, line: AuditLine) -> Result<Step, Error> {
        let (now, claimed) = (self.clock.now().as_secs(), outbox::claimed(line));
        let claim = |there: &mut Option<AuditLine>| {
            let step = outbox::step(there.as_ref(), now);
            if step == Step::Claim {
                *there = Some(claimed.clone());
            }
            step
        };
        self.kept()?.change_guild(guild, &id.bytes(), claim).await.map_err(|error| trouble(&error))
    }

    /// The message arrived.
    pub(super) async fn arrived(&self, guild: GuildScope, id: AuditId) -> Result<(), Error> {
        let arrived = |there: &mut Option<AuditLine>| {
            if let Some(line) = there {
                outbox::sent(line);
            }
        };
        self.kept()?.change_guild(guild, &id.bytes(), arrived).await.map_err(|error| trouble(&error))
    }

    /// The message was refused: it may be tried anew.
    pub(super) async fn refused(&self, guild: GuildScope, id: AuditId) -> Result<(), Error> {
        let away = |there: &mut Option<AuditLine>| *there = None;
        self.kept()?.change_guild(guild, &id.bytes(), away).await.map_err(|error| trouble(&error))
    }
}

/// Whether an answer of Discord means that there is no message: it was refused, and not lost on the way.
pub(super) fn is_refusal(error: &serenity::Error) -> bool {
    let serenity::Error::Http(http) = error else { return false };
    http.status_code().is_some_and(|status| status.is_client_error())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_at_it_until_it_is_done() {
        let outbox = Outbox::default();
        let id = AuditId::of(7);
        let first = outbox.begin(id);
        assert!(first.is_some() && outbox.begin(id).is_none() && outbox.begin(id).is_none());
        assert!(outbox.begin(AuditId::of(8)).is_some());
        drop(first);
        assert!(outbox.begin(id).is_some());
    }
}
