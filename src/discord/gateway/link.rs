//! One connection to the gateway, from dialling to its end.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::http::Uri;
use tokio_tungstenite::tungstenite::protocol::frame::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::{WebSocketConfig, frame::coding::CloseCode};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async_tls_with_config};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::discord::repair;
use crate::discord::vitals::Vitals;

use super::frame::{Head, inflate};
use super::pulse::Pulse;
use super::relay::Reader;
use super::session::{Session, heartbeat, identify};

/// One address of the server may take this long; a dead one must not use up all the time.
const DIAL: Duration = Duration::from_secs(3);
/// All of dialling, encryption and upgrade.
const CONNECT: Duration = Duration::from_secs(6);
/// Until the first word of the server.
const HELLO: Duration = Duration::from_secs(5);
/// Until a session has begun or been taken up.
const SETTLE: Duration = Duration::from_secs(15);
/// For one frame of ours.
const SEND: Duration = Duration::from_secs(5);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// We were asked to.
    HungUp,
    /// serenity went away.
    ReaderGone,
    /// The server closed it, with a code if it gave one.
    Closed(Option<u16>),
    /// The server asked us to connect again.
    Reconnect,
    /// The server does not know the session; whether it may be taken up all the same.
    Invalid(bool),
    /// A heartbeat was not acknowledged.
    Unacknowledged,
    /// It broke, or could not be made.
    Broken(String),
}

/// How far a connection came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reached {
    /// When a session was asked for.
    pub(super) identified: Option<Duration>,
    /// A session began or was taken up.
    pub(super) session: bool,
    /// A heartbeat was acknowledged after that: it was no flash in the pan.
    pub(super) calm: bool,
}

/// What a connection needs to know.
pub(super) struct Link<'a> {
    pub(super) url: &'a str,
    pub(super) token: &'a str,
    pub(super) intents: u64,
    pub(super) reader: &'a Reader,
    pub(super) pulse: &'a Pulse,
    pub(super) vitals: &'a Vitals,
    pub(super) clock: &'a Clock,
    pub(super) hang_up: &'a CancellationToken,
}

impl Link<'_> {
    /// Connects and stays until the connection ends. `session` is taken up if there is one.
    pub(super) async fn hold(&self, session: &mut Option<Session>, reached: &mut Reached) -> Ended {
        let connected = tokio::select! {
            () = self.hang_up.cancelled() => return Ended::HungUp,
            connected = tokio::time::timeout(CONNECT, connect(self.url)) => connected,
        };
        let mut socket = match connected {
            Ok(Ok(socket)) => socket,
            Ok(Err(why)) => return Ended::Broken(why),
            Err(_) => return Ended::Broken(format!("no answer within {} s of connecting", CONNECT.as_secs())),
        };
        let ended = self.converse(&mut socket, session, reached).await;
        let code = match ended {
            Ended::HungUp => CloseCode::Normal,
            // Any other code keeps the session alive on Discord's side.
            _ => CloseCode::Library(4000),
        };
        let goodbye = socket.close(Some(CloseFrame { code, reason: Utf8Bytes::default() }));
        // The server may be the one that is gone; nothing depends on its answer.
        let _ = tokio::time::timeout(Duration::from_millis(500), goodbye).await;
        ended
    }

    async fn converse(&self, socket: &mut Socket, session: &mut Option<Session>, reached: &mut Reached) -> Ended {
        let interval = match tokio::time::timeout(HELLO, hello(socket)).await {
            Ok(Ok(interval)) => interval,
            Ok(Err(ended)) => return ended,
            Err(_) => return Ended::Broken(format!("connected, but no Hello within {} s", HELLO.as_secs())),
        };
        self.pulse.interval(interval);
        let greeting = if let Some(session) = session {
            session.resume(self.token)
        } else {
            reached.identified = Some(self.clock.monotonic());
            identify(self.token, self.intents)
        };
        if let Err(ended) = send(socket, greeting).await {
            return ended;
        }
        let mut acknowledged = true;
        // Discord wants the first one after a random part of the interval, so that bots do not beat as one.
        let mut beat = std::pin::pin!(tokio::time::sleep(interval.mul_f64(fastrand::f64())));
        let mut settle = std::pin::pin!(tokio::time::sleep(SETTLE));
        loop {
            let message = tokio::select! {
                () = self.hang_up.cancelled() => return Ended::HungUp,
                () = &mut settle, if !reached.session => {
                    return Ended::Broken(format!("no session within {} s", SETTLE.as_secs()));
                }
                () = &mut beat => {
                    if !acknowledged {
                        return Ended::Unacknowledged;
                    }
                    acknowledged = false;
                    if let Err(ended) = send(socket, heartbeat(session.as_ref().map(|session| session.seq))).await {
                        return ended;
                    }
                    beat.set(tokio::time::sleep(interval));
                    continue;
                }
                message = next(socket) => message,
            };
            let text = match message {
                Ok(Some(text)) => text,
                Ok(None) => continue,
                Err(ended) => return ended,
            };
            let Some(head) = Head::of(&text) else {
                tracing::warn!(bytes = text.len(), "the gateway sent something that is no payload");
                self.vitals.event_unreadable("payload");
                continue;
            };
            match head.op {
                0 => {
                    self.pulse.gateway();
                    let frame = self.dispatched(&head, &text, session, reached);
                    if self.reader.frames.send(frame).await.is_err() {
                        return Ended::ReaderGone;
                    }
                }
                1 => {
                    if let Err(ended) = send(socket, heartbeat(session.as_ref().map(|session| session.seq))).await {
                        return ended;
                    }
                }
                7 => return Ended::Reconnect,
                9 => return Ended::Invalid(head.data().unwrap_or(false)),
                11 => {
                    acknowledged = true;
                    reached.calm |= reached.session;
                    self.pulse.gateway();
                }
                _ => {}
            }
        }
    }

    /// Keeps account of an event; gives back what serenity shall read.
    fn dispatched(
        &self,
        head: &Head<'_>,
        text: &Utf8Bytes,
        session: &mut Option<Session>,
        reached: &mut Reached,
    ) -> Utf8Bytes {
        let kind = head.t.as_deref().unwrap_or_default();
        let seq = head.s.or_else(|| session.as_ref().map(|session| session.seq)).unwrap_or_default();
        let mut frame = text.clone();
        match kind {
            "READY" => {
                let mut ready: serde_json::Value = head.data().unwrap_or_default();
                if repair::fill(kind, &mut ready) {
                    self.vitals.event_repaired(kind);
                    frame = serde_json::json!({"op": 0, "t": kind, "s": seq, "d": &ready}).to_string().into();
                }
                *session = Session::of_ready(&ready, seq);
                self.begun(reached, "begun");
            }
            "RESUMED" => self.begun(reached, "resumed"),
            _ => {}
        }
        if let Some(session) = session {
            session.seq = seq;
        }
        frame
    }

    fn begun(&self, reached: &mut Reached, how: &'static str) {
        reached.session = true;
        self.vitals.session(how);
        self.vitals.set_linked(true);
        tracing::info!(how, "gateway session");
    }
}

async fn connect(url: &str) -> Result<Socket, String> {
    let uri: Uri = url.parse().map_err(|error| format!("{url} is no address: {error}"))?;
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
    let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("wss") { 443 } else { 80 });
    let addresses = tokio::net::lookup_host((host.as_str(), port)).await;
    let addresses = addresses.map_err(|error| format!("{host} cannot be looked up: {error}"))?;
    let mut why = format!("{host} has no address");
    for address in addresses {
        match tokio::time::timeout(DIAL, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
                let upgraded = async {
                    stream.set_nodelay(true).map_err(|error| error.to_string())?;
                    client_async_tls_with_config(url, stream, Some(config), None).await.map_err(|e| e.to_string())
                };
                return upgraded.await.map(|(socket, _)| socket);
            }
            Ok(Err(error)) => why = format!("{host}: {error}"),
            Err(_) => why = format!("{host}: no answer within {} s", DIAL.as_secs()),
        }
    }
    Err(why)
}

async fn hello(socket: &mut Socket) -> Result<Duration, Ended> {
    #[derive(serde::Deserialize)]
    struct Hello {
        heartbeat_interval: u64,
    }
    loop {
        let Some(text) = next(socket).await? else { continue };
        let hello = Head::of(&text).filter(|head| head.op == 10).and_then(|head| head.data::<Hello>());
        if let Some(hello) = hello {
            return Ok(Duration::from_millis(hello.heartbeat_interval.max(50)));
        }
    }
}

/// The next payload; `None` for frames that carry none.
async fn next(socket: &mut Socket) -> Result<Option<Utf8Bytes>, Ended> {
    match socket.next().await {
        Some(Ok(Message::Text(text))) => Ok(Some(text)),
        Some(Ok(Message::Binary(bytes))) => Ok(inflate(&bytes)),
        Some(Ok(Message::Close(frame))) => Err(Ended::Closed(frame.map(|frame| frame.code.into()))),
        Some(Ok(_)) => Ok(None),
        Some(Err(error)) => Err(Ended::Broken(error.to_string())),
        None => Err(Ended::Closed(None)),
    }
}

async fn send(socket: &mut Socket, payload: String) -> Result<(), Ended> {
    match tokio::time::timeout(SEND, socket.send(Message::text(payload))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Ended::Broken(error.to_string())),
        Err(_) => Err(Ended::Broken(format!("could not send within {} s", SEND.as_secs()))),
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::connect;

    #[tokio::test]
    async fn an_encrypted_connection_to_a_server_that_cannot_is_an_error_in_words() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("wss://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        assert!(connect(&url).await.is_err());
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_an_error_in_words() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        drop(listener);
        assert!(connect(&url).await.unwrap_err().contains("127.0.0.1"));
        assert!(connect("no address at all").await.is_err());
    }
}
