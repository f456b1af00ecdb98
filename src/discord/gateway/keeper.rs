//! Keeps a session with the gateway for as long as the bot runs, over as many connections as that takes.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::discord::ending::Ending;
use crate::discord::rest::Rest;
use crate::discord::run::Exit;
use crate::discord::vitals::Vitals;

use super::address::{self, Address};
use super::close::{self, After};
use super::link::{Ended, Link, Reached};
use super::pulse::Pulse;
use super::relay::Reader;
use super::session::Session;

/// Discord lets a bot begin one session in this time.
const BETWEEN_SESSIONS: Duration = Duration::from_secs(5);
/// The longest wait between attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Closed this often in a row when taking a session up, it is given up.
const RESUMES: u32 = 3;

/// Whether the text of messages is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Content {
    /// Not asked for.
    Without,
    /// Asked for; without it nothing works as the operator wants it.
    Wanted,
    /// Asked for; if refused, done without.
    Hoped,
}

/// Keeps the session.
#[derive(Debug)]
pub(in crate::discord) struct Keeper {
    pub(in crate::discord) address: Address,
    pub(in crate::discord) token: String,
    /// Intents that need no switch.
    pub(in crate::discord) intents: u64,
    /// The intent that does, and whether to ask for it.
    pub(in crate::discord) content_intent: u64,
    pub(in crate::discord) content: Content,
    pub(in crate::discord) rest: Rest,
    pub(in crate::discord) pulse: Pulse,
    pub(in crate::discord) vitals: Arc<Vitals>,
    pub(in crate::discord) ending: Ending,
    pub(in crate::discord) clock: Clock,
    /// How long the gateway's address is asked for again.
    pub(in crate::discord) patience: Duration,
}

/// What the keeper remembers between connections.
#[derive(Debug, Default)]
struct Past {
    session: Option<Session>,
    /// Connections in a row that came to nothing.
    failures: u32,
    /// Of those, the ones that the server closed when a session was to be taken up.
    refused_resumes: u32,
    /// When a session was last asked for.
    identified: Option<Duration>,
    identifies: u64,
}

impl Keeper {
    /// Runs until `hang_up`, or until the bot must end. `readers` hands over serenity's connections.
    pub(in crate::discord) async fn run(mut self, mut readers: mpsc::Receiver<Reader>, hang_up: CancellationToken) {
        let mut past = Past::default();
        let Some(mut reader) = next_reader(&mut readers, &hang_up).await else { return };
        loop {
            if past.session.is_none() && !self.may_identify(&mut past, &hang_up).await {
                return;
            }
            let url = self.url(&past);
            let mut reached = Reached::default();
            let link = Link {
                url: &url,
                token: &self.token,
                intents: self.intents | if self.content == Content::Without { 0 } else { self.content_intent },
                reader: &reader,
                pulse: &self.pulse,
                vitals: &self.vitals,
                clock: &self.clock,
                hang_up: &hang_up,
            };
            let resuming = past.session.is_some();
            let ended = tokio::select! {
                ended = link.hold(&mut past.session, &mut reached) => ended,
                Some(new) = readers.recv() => {
                    // serenity connected anew. If it begins again, so must we: it needs its READY.
                    past.session = past.session.filter(|_| !new.fresh);
                    reader = new;
                    continue;
                }
            };
            self.vitals.set_linked(false);
            self.vitals.gateway_closed(&label(&ended));
            if reached.identified.is_some() {
                past.identified = reached.identified;
                past.identifies += 1;
            }
            past.came_to(reached, resuming && matches!(ended, Ended::Closed(_)));
            let wait = match self.after(&ended, &mut past) {
                Some(_) if ended == Ended::ReaderGone => match next_reader(&mut readers, &hang_up).await {
                    Some(new) => {
                        past.session = past.session.filter(|_| !new.fresh);
                        reader = new;
                        continue;
                    }
                    None => return,
                },
                Some(wait) => wait,
                None => return,
            };
            let resuming = past.session.is_some();
            if past.failures > 2 {
                tracing::warn!(?ended, ?wait, failures = past.failures, "no lasting connection to the gateway");
            } else {
                tracing::info!(?ended, ?wait, resuming, "gateway connection ended");
            }
            tokio::select! {
                () = self.clock.sleep(wait) => {}
                () = hang_up.cancelled() => return,
            }
        }
    }

    /// What follows from how a connection ended: how long to wait before the next, or `None` for the end.
    fn after(&mut self, ended: &Ended, past: &mut Past) -> Option<Duration> {
        let meaning = match ended {
            Ended::HungUp => return None,
            Ended::Closed(Some(code)) => close::after(*code, self.rest.is_discord(), self.rest.base()),
            Ended::Invalid(false) => After::Identify,
            _ => After::Resume,
        };
        match meaning {
            After::Resume => {}
            After::Identify => past.session = None,
            After::Fatal(words) => {
                self.ending.end(Exit::WillNotFixItself(words));
                return None;
            }
            After::NotGranted => {
                past.session = None;
                match self.content {
                    Content::Hoped => {
                        tracing::warn!(
                            "Discord does not grant this bot the text of messages. Going on without: ambient answers \
                             are off; commands, direct messages, mentions and replies work. To change that, switch on \
                             Message Content Intent in the developer portal under Bot, then start again."
                        );
                        self.content = Content::Without;
                    }
                    Content::Wanted => {
                        self.ending.end(Exit::WillNotFixItself(close::CONTENT_NOT_GRANTED.to_owned()));
                        return None;
                    }
                    Content::Without => {
                        self.ending.end(Exit::WillNotFixItself(close::INTENTS_NOT_GRANTED.to_owned()));
                        return None;
                    }
                }
            }
        }
        if past.refused_resumes >= RESUMES {
            past.session = None;
        }
        Some(match ended {
            // Discord asks for a random wait of one to five seconds.
            Ended::Invalid(_) => Duration::from_secs_f64(1.0 + 4.0 * fastrand::f64()),
            _ => past.back_off(fastrand::f64()),
        })
    }

    /// Waits until a session may begin; false if the bot ends meanwhile.
    async fn may_identify(&mut self, past: &mut Past, hang_up: &CancellationToken) -> bool {
        if let Some(last) = past.identified {
            let next = last + BETWEEN_SESSIONS;
            tokio::select! {
                () = self.clock.sleep_until(next) => {}
                () = hang_up.cancelled() => return false,
            }
        }
        // The first is covered by what was read at start; later ones may have used the day's sessions up.
        let spent = past.identifies;
        if self.address.sessions_left.is_some_and(|left| spent > 0 && left.saturating_sub(spent) < 50) {
            match address::find(&self.rest, &self.clock, self.patience, hang_up).await {
                Ok(address) => {
                    self.address = address;
                    past.identifies = 0;
                }
                Err(exit) => {
                    self.ending.end(exit);
                    return false;
                }
            }
        }
        true
    }

    /// Where to connect: a session is taken up where Discord said, if that is a place the token may go to.
    fn url(&self, past: &Past) -> String {
        let resume = past.session.as_ref().and_then(|session| session.resume_url.as_deref());
        let permitted = |url: &&str| address::permitted(self.rest.base(), self.rest.is_discord(), url).is_ok();
        // If that place does not answer, the usual one does the same.
        let base = resume.filter(permitted).filter(|_| past.failures < 2).unwrap_or(&self.address.url);
        with_version(base)
    }
}

impl Past {
    fn came_to(&mut self, reached: Reached, refused_resume: bool) {
        if reached.calm {
            self.failures = 0;
        } else {
            self.failures += 1;
        }
        if reached.session {
            self.refused_resumes = 0;
        } else if refused_resume {
            self.refused_resumes += 1;
        }
    }

    fn back_off(&self, jitter: f64) -> Duration {
        if self.failures == 0 {
            return Duration::ZERO;
        }
        let wait = Duration::from_millis(250 << (self.failures - 1).min(8));
        wait.min(LONGEST_WAIT).mul_f64(0.5 + jitter / 2.0)
    }
}

async fn next_reader(readers: &mut mpsc::Receiver<Reader>, hang_up: &CancellationToken) -> Option<Reader> {
    tokio::select! {
        reader = readers.recv() => reader,
        () = hang_up.cancelled() => None,
    }
}

fn label(ended: &Ended) -> String {
    match ended {
        Ended::HungUp => "hung up".to_owned(),
        Ended::ReaderGone => "reader gone".to_owned(),
        Ended::Closed(Some(code)) => code.to_string(),
        Ended::Closed(None) => "dropped".to_owned(),
        Ended::Reconnect => "reconnect".to_owned(),
        Ended::Invalid(_) => "invalid session".to_owned(),
        Ended::Unacknowledged => "unacknowledged".to_owned(),
        Ended::Broken(_) => "broken".to_owned(),
    }
}

/// The address with the version and encoding we speak.
fn with_version(url: &str) -> String {
    if url.contains('?') {
        return format!("{url}&v=10&encoding=json");
    }
    let has_path = url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    format!("{url}{}?v=10&encoding=json", if has_path { "" } else { "/" })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Past, Reached, with_version};

    #[test]
    fn an_address_says_which_version_we_speak() {
        assert_eq!(with_version("wss://gateway.discord.gg"), "wss://gateway.discord.gg/?v=10&encoding=json");
        assert_eq!(with_version("ws://h:3/ws"), "ws://h:3/ws?v=10&encoding=json");
        assert_eq!(with_version("ws://h:3/?x=1"), "ws://h:3/?x=1&v=10&encoding=json");
    }

    #[test]
    fn a_calm_connection_is_followed_at_once_and_flashes_wait_longer_and_longer() {
        let mut past = Past::default();
        past.came_to(Reached { identified: None, session: true, calm: true }, false);
        assert_eq!(past.back_off(1.0), Duration::ZERO);
        let waits: Vec<_> = (0..12)
            .map(|_| {
                past.came_to(Reached { identified: None, session: true, calm: false }, false);
                past.back_off(1.0)
            })
            .collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
        assert!(waits[0] < Duration::from_secs(1) && waits[11] == Duration::from_secs(60), "{waits:?}");
    }
}
