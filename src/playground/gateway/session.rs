//! Sessions: who gets which event, and what is kept for a resume.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use super::super::wire::Line;
use super::super::world::Dispatch;
use super::super::world::event::MESSAGE_CONTENT;

/// How long a session waits for its client to come back.
const LINGER_MS: u64 = 3 * 60_000;
/// Events kept for a resume; a client that missed more has to identify again.
const REPLAY: usize = 5000;
const DAY_MS: u64 = 24 * 3_600_000;

/// What a connection is told to do.
#[derive(Clone, Debug)]
pub(crate) enum Out {
    /// Send this text, compressed if the client asked for it and it is large.
    Text(String),
    /// Close with this code.
    Close(u16),
}

/// What the gateway has seen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Connections that got as far as hello.
    pub connections: u32,
    /// Identifies, good or refused.
    pub identifies: u32,
    /// Resumes asked for.
    pub resumes: u32,
    /// Resumes that went through.
    pub resumed: u32,
    /// Heartbeats.
    pub heartbeats: u32,
}

#[derive(Debug)]
struct Session {
    intents: u64,
    seq: u64,
    replay: VecDeque<(u64, String)>,
    /// The connection it is on, if any.
    connection: Option<u64>,
    /// When its connection was lost.
    lost_ms: u64,
}

#[derive(Debug)]
struct Connection {
    out: UnboundedSender<Out>,
    line: Line,
}

/// Every session and every connection.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    all: BTreeMap<String, Session>,
    connections: BTreeMap<u64, Connection>,
    next: u64,
    pub(crate) counts: Counts,
    /// When identifies came, in the last day.
    identified: VecDeque<u64>,
    pub(crate) twice: bool,
    pub(crate) no_acks: bool,
}

impl Sessions {
    /// Identifies allowed in a day.
    pub(crate) const IDENTIFIES_A_DAY: usize = 1000;

    /// Sends an event to every session that asked for it.
    pub(crate) fn dispatch(&mut self, event: &Dispatch) {
        let twice = self.twice;
        let (full, blanked) = (event.payload.to_string(), event.blanked.as_ref().map(Value::to_string));
        for session in self.all.values_mut() {
            if event.intents != 0 && session.intents & event.intents == 0 {
                continue;
            }
            let blind = session.intents & MESSAGE_CONTENT == 0;
            let payload = blanked.as_ref().filter(|_| blind).unwrap_or(&full);
            for _ in 0..=usize::from(twice) {
                session.push(&self.connections, event.name, payload);
            }
        }
    }

    /// Sends an event to one session, whatever it asked for.
    pub(crate) fn tell(&mut self, session: &str, name: &str, payload: &Value) {
        if let Some(session) = self.all.get_mut(session) {
            session.push(&self.connections, name, &payload.to_string());
        }
    }

    /// Sends an event to every session.
    pub(crate) fn tell_all(&mut self, name: &str, payload: &Value) {
        for session in self.all.values_mut() {
            session.push(&self.connections, name, &payload.to_string());
        }
    }

    pub(crate) fn connect(&mut self, out: UnboundedSender<Out>, line: Line) -> u64 {
        self.next += 1;
        self.connections.insert(self.next, Connection { out, line });
        self.next
    }

    /// A connection is gone. With `ended` its session ends with it.
    pub(crate) fn disconnect(&mut self, connection: u64, now_ms: u64, ended: bool) -> bool {
        self.connections.remove(&connection);
        let on_it = |session: &Session| session.connection == Some(connection);
        let had_session = self.all.values().any(on_it);
        if ended {
            self.all.retain(|_, session| !on_it(session));
        }
        for session in self.all.values_mut().filter(|session| on_it(session)) {
            session.connection = None;
            session.lost_ms = now_ms;
        }
        had_session
    }

    /// The session that is on a connection.
    pub(crate) fn on(&self, connection: u64) -> Option<String> {
        self.all.iter().find(|(_, session)| session.connection == Some(connection)).map(|(id, _)| id.clone())
    }

    pub(crate) fn start(&mut self, connection: u64, intents: u64) -> String {
        let id = format!("{:032x}", u128::from(connection).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
        let session = Session { intents, seq: 0, replay: VecDeque::new(), connection: Some(connection), lost_ms: 0 };
        self.all.insert(id.clone(), session);
        id
    }

    /// Puts a session on a connection and sends what it missed after `seq`. False if that cannot be done.
    pub(crate) fn resume(&mut self, id: &str, connection: u64, seq: u64, now_ms: u64) -> bool {
        self.all.retain(|_, s| s.connection.is_some() || s.lost_ms + LINGER_MS >= now_ms);
        let Some(session) = self.all.get_mut(id) else { return false };
        let oldest = session.replay.front().map_or(session.seq + 1, |(first, _)| *first);
        if seq > session.seq || seq + 1 < oldest {
            return false;
        }
        if let Some(old) = session.connection.replace(connection).and_then(|old| self.connections.get(&old)) {
            // The receiver may be gone already.
            let _ = old.out.send(Out::Close(4000));
        }
        let missed: Vec<String> =
            session.replay.iter().filter(|(at, _)| *at > seq).map(|(_, text)| text.clone()).collect();
        for text in missed {
            send(&self.connections, connection, Out::Text(text));
        }
        true
    }

    /// Notes an identify; false when the day's are used up.
    pub(crate) fn count_identify(&mut self, now_ms: u64) -> bool {
        self.counts.identifies += 1;
        self.identified.retain(|at| at + DAY_MS > now_ms);
        self.identified.push_back(now_ms);
        self.identified.len() <= Self::IDENTIFIES_A_DAY
    }

    /// Identifies in the last five seconds, this one included.
    pub(crate) fn identifies_just_now(&self, now_ms: u64) -> usize {
        self.identified.iter().filter(|at| **at + 5000 > now_ms).count()
    }

    /// Identifies left today, and in how many milliseconds the count starts anew.
    pub(crate) fn identifies_left(&self, now_ms: u64) -> (usize, u64) {
        let used = self.identified.iter().filter(|at| **at + DAY_MS > now_ms).count();
        let reset = self.identified.front().map_or(0, |first| (first + DAY_MS).saturating_sub(now_ms));
        (Self::IDENTIFIES_A_DAY.saturating_sub(used), reset)
    }

    /// Uses up identifies, as if the bot had restarted that often.
    pub(crate) fn use_up_identifies(&mut self, many: usize, now_ms: u64) {
        self.identified.extend(std::iter::repeat_n(now_ms, many));
    }

    /// Whether any session is on a connection.
    pub(crate) fn online(&self) -> bool {
        self.all.values().any(|session| session.connection.is_some())
    }

    pub(crate) fn everywhere(&self, out: &Out) {
        for connection in self.connections.values() {
            let _ = connection.out.send(out.clone());
        }
    }

    pub(crate) fn lines(&self) -> Vec<Line> {
        self.connections.values().map(|connection| connection.line.clone()).collect()
    }

    pub(crate) fn forget_sessions(&mut self) {
        self.all.clear();
    }
}

fn send(connections: &BTreeMap<u64, Connection>, to: u64, out: Out) {
    if let Some(connection) = connections.get(&to) {
        // A connection that is just ending misses it; the replay has it.
        let _ = connection.out.send(out);
    }
}

impl Session {
    fn push(&mut self, connections: &BTreeMap<u64, Connection>, name: &str, payload: &str) {
        self.seq += 1;
        let text = format!(r#"{{"op":0,"s":{},"t":"{name}","d":{payload}}}"#, self.seq);
        if self.replay.len() == REPLAY {
            self.replay.pop_front();
        }
        self.replay.push_back((self.seq, text.clone()));
        if let Some(connection) = self.connection {
            send(connections, connection, Out::Text(text));
        }
    }
}
