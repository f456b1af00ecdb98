//! A gateway on loopback that never fails: serenity connects here.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_util::task::AbortOnDropHandle;

use super::frame::Head;
use super::pulse::Pulse;

/// How often serenity is asked to show that it reads.
pub(super) const INTERVAL: Duration = Duration::from_secs(10);
/// Frames that may wait for serenity before the gateway is slowed down.
const WAITING: usize = 512;

/// serenity, connected and identified: what is sent here it reads.
#[derive(Debug)]
pub(in crate::discord) struct Reader {
    pub(super) frames: mpsc::Sender<Utf8Bytes>,
    /// Whether it expects a READY.
    pub(super) fresh: bool,
}

/// The loopback gateway; gone when dropped.
#[derive(Debug)]
pub(in crate::discord) struct Relay {
    address: String,
    _task: AbortOnDropHandle<()>,
}

impl Relay {
    /// Starts on a free port of loopback. `readers` gets each connection of serenity's.
    pub(in crate::discord) async fn start(
        token: String,
        pulse: Pulse,
        readers: mpsc::Sender<Reader>,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("ws://{}", listener.local_addr()?);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (token, pulse, readers) = (token.clone(), pulse.clone(), readers.clone());
                tokio::spawn(async move {
                    if let Err(error) = serve(stream, &token, &pulse, &readers).await {
                        tracing::debug!(%error, "serenity's connection to the relay ended");
                    }
                });
            }
        });
        Ok(Self { address, _task: AbortOnDropHandle::new(task) })
    }

    /// Where serenity connects.
    pub(in crate::discord) fn address(&self) -> &str {
        &self.address
    }
}

async fn serve(
    stream: TcpStream,
    token: &str,
    pulse: &Pulse,
    readers: &mpsc::Sender<Reader>,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
    let mut socket = tokio_tungstenite::accept_async_with_config(stream, Some(config)).await?;
    let hello = format!(r#"{{"op":10,"d":{{"heartbeat_interval":{}}}}}"#, INTERVAL.as_millis());
    socket.send(Message::text(hello)).await?;
    let (frames, mut waiting) = mpsc::channel(WAITING);
    let mut frames = Some(frames);
    loop {
        let message = tokio::select! {
            Some(frame) = waiting.recv() => {
                socket.send(Message::Text(frame)).await?;
                continue;
            }
            message = socket.next() => message,
        };
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            // The library answers pings and close frames; reading on lets it.
            Some(Ok(_)) => continue,
            Some(Err(error)) => return Err(error),
            None => return Ok(()),
        };
        match Head::of(&text).map(|head| (head.op, head.data::<serde_json::Value>())) {
            Some((1, _)) => {
                pulse.serenity();
                socket.send(Message::text(r#"{"op":11}"#)).await?;
            }
            Some((op @ (2 | 6), data)) => {
                // Anybody on this machine can reach the port; whoever holds the token is this process.
                if data.is_none_or(|data| data["token"] != token) {
                    return socket.close(None).await;
                }
                pulse.serenity();
                if let Some(frames) = frames.take() {
                    let reader = Reader { frames, fresh: op == 2 };
                    if readers.send(reader).await.is_err() {
                        return Ok(());
                    }
                }
            }
            _ => {}
        }
    }
}
