//! One gateway connection, from the handshake to its end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, Query, State};
use axum::response::Response;
use flate2::{Compress, Compression};
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::super::fault::GatewayFault;
use super::super::inside::Inside;
use super::super::wire::Line;
use super::super::world::PlaygroundEvent;
use super::identify::{Entry, identify, resume};
use super::packer::Packer;
use super::session::Out;

/// The longest payload a client may send.
const LONGEST: usize = 4096;
/// Payloads a client may send in a minute.
const A_MINUTE: usize = 120;

/// The query of the gateway's address.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Asked {
    v: Option<u8>,
    encoding: Option<String>,
    compress: Option<String>,
}

/// Takes a connection on `/gateway`.
pub(crate) async fn upgrade(
    State(inside): State<Arc<Inside>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Query(asked): Query<Asked>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if inside.faults().strike_gateway(|f| matches!(f, GatewayFault::Gone(_)).then_some(())).is_some() {
        line.cut();
        return std::future::pending().await;
    }
    if inside.faults().strike_gateway(|f| matches!(f, GatewayFault::NeverUpgrade(_)).then_some(())).is_some() {
        return std::future::pending().await;
    }
    upgrade.on_upgrade(move |socket| async move {
        let (out, orders) = mpsc::unbounded_channel();
        let id = inside.with_sessions(|_, sessions| {
            sessions.counts.connections += 1;
            sessions.connect(out, line)
        });
        let mut connection = Connection {
            inside,
            socket,
            orders,
            id,
            in_session: false,
            packer: Packer::Plain,
            received: VecDeque::new(),
        };
        let ended = connection.run(&asked).await;
        connection.leave(ended);
    })
}

struct Connection {
    inside: Arc<Inside>,
    socket: WebSocket,
    orders: UnboundedReceiver<Out>,
    id: u64,
    in_session: bool,
    packer: Packer,
    /// When the last minute's payloads came.
    received: VecDeque<u64>,
}

/// How a connection ended: with its session, or so that the session can be resumed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    WithSession,
    Lost,
}

impl Connection {
    async fn run(&mut self, asked: &Asked) -> End {
        if asked.v.is_some_and(|v| !(9..=10).contains(&v)) {
            return self.close(4012).await;
        }
        if asked.encoding.as_deref().is_some_and(|encoding| encoding != "json") {
            return self.close(4002).await;
        }
        match asked.compress.as_deref() {
            None => {}
            Some("zlib-stream") => self.packer = Packer::Stream(Box::new(Compress::new(Compression::fast(), true))),
            Some(_) => return self.close(4002).await,
        }
        let code = self.inside.faults().strike_gateway(|fault| match fault {
            GatewayFault::CloseOnConnect(code, _) => Some(*code),
            _ => None,
        });
        if let Some(code) = code {
            return self.close(code).await;
        }
        let late = self.inside.faults().strike_gateway(|fault| match fault {
            GatewayFault::LateHello(by, _) => Some(*by),
            _ => None,
        });
        if let Some(by) = late {
            self.inside.clock.sleep(by).await;
        }
        let interval = self.inside.heartbeat_ms;
        if self.send(json!({ "op": 10, "d": { "heartbeat_interval": interval, "_trace": [] } })).await.is_err() {
            return End::Lost;
        }
        // Machine time, and not the world's: a test that moves the clock has not missed heartbeats.
        let patience = Duration::from_millis(interval * 2);
        let mut overdue = Box::pin(tokio::time::sleep(patience));
        loop {
            tokio::select! {
                biased;
                () = self.inside.stop.cancelled() => return self.close(1001).await,
                order = self.orders.recv() => match order {
                    Some(Out::Text(text)) => {
                        if self.send_text(text).await.is_err() {
                            return End::Lost;
                        }
                    }
                    Some(Out::Close(code)) => return self.close(code).await,
                    None => return End::Lost,
                },
                frame = self.socket.recv() => match frame {
                    Some(Ok(Message::Text(text))) => {
                        if let Some(end) = self.hear(text.as_bytes()).await {
                            return end;
                        }
                        overdue = Box::pin(tokio::time::sleep(patience));
                    }
                    Some(Ok(Message::Binary(bytes))) => {
                        if let Some(end) = self.hear(&bytes).await {
                            return end;
                        }
                    }
                    Some(Ok(Message::Close(frame))) => {
                        // 1000 and 1001 end the session; any other code leaves it to be resumed.
                        let code = frame.map_or(1005, |frame| frame.code);
                        return if matches!(code, 1000 | 1001) { End::WithSession } else { End::Lost };
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Err(_)) | None => return End::Lost,
                },
                () = &mut overdue => return self.close(4009).await,
            }
        }
    }

    /// One payload from the client. Some when the connection is over.
    async fn hear(&mut self, bytes: &[u8]) -> Option<End> {
        if bytes.len() > LONGEST {
            return Some(self.close(4002).await);
        }
        let now = self.inside.clock.now_ms();
        self.received.retain(|at| at + 60_000 > now);
        self.received.push_back(now);
        if self.received.len() > A_MINUTE {
            return Some(self.close(4008).await);
        }
        let Ok(payload) = serde_json::from_slice::<Value>(bytes) else { return Some(self.close(4002).await) };
        let d = &payload["d"];
        let entry = match payload["op"].as_u64() {
            Some(1) => return self.acknowledge().await,
            Some(2 | 6) if self.in_session => return Some(self.close(4005).await),
            Some(2) => {
                if d["compress"] == true && matches!(self.packer, Packer::Plain) {
                    self.packer = Packer::Each;
                }
                identify(&self.inside, self.id, d)
            }
            Some(6) => resume(&self.inside, self.id, d),
            Some(8) if self.in_session => {
                self.inside.with_sessions(|world, sessions| {
                    if let (Some(session), Some(chunk)) = (sessions.on(self.id), world.members_chunk(d)) {
                        sessions.tell(&session, "GUILD_MEMBERS_CHUNK", &chunk);
                    }
                });
                return None;
            }
            Some(3 | 4) if self.in_session => return None,
            Some(3 | 4 | 8) => return Some(self.close(4003).await),
            _ => return Some(self.close(4001).await),
        };
        match entry {
            Entry::In => {
                self.in_session = true;
                None
            }
            Entry::Invalid => self.send(json!({ "op": 9, "d": false })).await.is_err().then_some(End::Lost),
            Entry::Closed(code) => Some(self.close(code).await),
        }
    }

    async fn acknowledge(&mut self) -> Option<End> {
        let silent = self.inside.with_sessions(|_, sessions| {
            sessions.counts.heartbeats += 1;
            sessions.no_acks
        });
        if silent {
            return None;
        }
        self.send(json!({ "op": 11 })).await.is_err().then_some(End::Lost)
    }

    async fn send(&mut self, payload: Value) -> Result<(), axum::Error> {
        self.send_text(payload.to_string()).await
    }

    async fn send_text(&mut self, text: String) -> Result<(), axum::Error> {
        let frame = match self.packer.pack(&text) {
            Some(packed) => Message::Binary(packed.into()),
            None => Message::Text(text.into()),
        };
        self.socket.send(frame).await
    }

    async fn close(&mut self, code: u16) -> End {
        let frame = CloseFrame { code, reason: reason(code).into() };
        // The other side may be gone already; the end is the same.
        let _ = self.socket.send(Message::Close(Some(frame))).await;
        if matches!(code, 4004 | 4007 | 4009..=4014) { End::WithSession } else { End::Lost }
    }

    fn leave(self, end: End) {
        let now = self.inside.clock.now_ms();
        let (had, online) = self.inside.with_sessions(|_, sessions| {
            let had = sessions.disconnect(self.id, now, end == End::WithSession);
            (had, sessions.online())
        });
        if had && !online {
            self.inside.act(|world| world.news(PlaygroundEvent::BotOffline));
        }
    }
}

fn reason(code: u16) -> &'static str {
    match code {
        4000 => "Unknown error.",
        4001 => "Unknown opcode.",
        4002 => "Error while decoding payload.",
        4003 => "Not authenticated.",
        4004 => "Authentication failed.",
        4005 => "Already authenticated.",
        4007 => "Invalid seq.",
        4008 => "Rate limited.",
        4009 => "Session timed out.",
        4010 => "Invalid shard.",
        4011 => "Sharding required.",
        4012 => "Invalid API version.",
        4013 => "Invalid intent(s).",
        4014 => "Disallowed intent(s).",
        _ => "",
    }
}
