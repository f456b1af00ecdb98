//! The two ways into a session: identify and resume.

use serde_json::{Value, json};

use super::super::fault::GatewayFault;
use super::super::inside::{Inside, lock};
use super::super::world::PlaygroundEvent;
use super::super::world::event::{GUILDS, KNOWN_INTENTS};
use super::session::{Out, Sessions};

/// What became of an identify or a resume.
#[derive(Debug, PartialEq)]
pub(super) enum Entry {
    /// The session is on.
    In,
    /// Refused with op 9: identify again.
    Invalid,
    /// Refused for good, with this close code.
    Closed(u16),
}

/// A new session, with READY and the servers sent to it.
pub(super) fn identify(inside: &Inside, connection: u64, d: &Value) -> Entry {
    let now = inside.clock.now_ms();
    let within_day = inside.with_sessions(|_, sessions| sessions.count_identify(now));
    if !within_day {
        // Too many in a day: Discord ends every session and resets the token.
        *lock(&inside.token) = super::super::inside::TokenRule::Revoked;
        inside.with_sessions(|_, sessions| {
            sessions.forget_sessions();
            sessions.everywhere(&Out::Close(4004));
        });
        return Entry::Closed(4004);
    }
    let code = inside.faults().strike_gateway(|fault| match fault {
        GatewayFault::CloseOnIdentify(code, _) => Some(*code),
        _ => None,
    });
    if let Some(code) = code {
        return Entry::Closed(code);
    }
    let good = d["token"].as_str().is_some_and(|token| lock(&inside.token).accepts(token));
    if !good {
        return Entry::Closed(4004);
    }
    if !d["properties"].is_object() {
        return Entry::Closed(4002);
    }
    let Some(intents) = d["intents"].as_u64().filter(|intents| intents & !KNOWN_INTENTS == 0) else {
        return Entry::Closed(4013);
    };
    let shard = &d["shard"];
    if let Some(pair) = shard.as_array() {
        let numbers: Vec<u64> = pair.iter().filter_map(Value::as_u64).collect();
        if !matches!(numbers[..], [id, of] if id < of) {
            return Entry::Closed(4010);
        }
    }
    let entered = inside.with_sessions(|world, sessions| {
        if intents & world.ungranted() != 0 {
            return Entry::Closed(4014);
        }
        if sessions.identifies_just_now(now) > inside.max_concurrency {
            return Entry::Invalid;
        }
        let id = sessions.start(connection, intents);
        sessions.tell(&id, "READY", &world.ready_json(&id, &inside.gateway_url(), shard));
        if intents & GUILDS != 0 {
            for guild in world.own_guilds() {
                sessions.tell(&id, "GUILD_CREATE", &world.guild_create_json(guild.id));
            }
        }
        Entry::In
    });
    if entered == Entry::In {
        inside.act(|world| world.news(PlaygroundEvent::BotOnline));
    }
    entered
}

/// An old session on a new connection, with what it missed.
pub(super) fn resume(inside: &Inside, connection: u64, d: &Value) -> Entry {
    let count = |f: fn(&mut Sessions)| inside.with_sessions(|_, sessions| f(sessions));
    count(|sessions| sessions.counts.resumes += 1);
    let good = d["token"].as_str().is_some_and(|token| lock(&inside.token).accepts(token));
    if !good {
        return Entry::Closed(4004);
    }
    let refused = inside.faults().strike_gateway(|f| matches!(f, GatewayFault::RefuseResume(_)).then_some(()));
    let (Some(session), Some(seq)) = (d["session_id"].as_str(), d["seq"].as_u64()) else {
        return Entry::Closed(4002);
    };
    let now = inside.clock.now_ms();
    let resumed = refused.is_none()
        && inside.with_sessions(|_, sessions| {
            let resumed = sessions.resume(session, connection, seq, now);
            if resumed {
                sessions.tell(session, "RESUMED", &json!({}));
                sessions.counts.resumed += 1;
            }
            resumed
        });
    if !resumed {
        return Entry::Invalid;
    }
    inside.act(|world| world.news(PlaygroundEvent::BotOnline));
    Entry::In
}
