//! A bot without a library: requests and frames as they are on the wire.

use std::io::Read;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt, StreamExt};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use signpost::playground::Playground;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::discord::within;

/// Every intent that is not privileged, and message content.
pub(crate) const INTENTS: u64 = (1 << 0) | (1 << 9) | (1 << 11) | (1 << 12) | (1 << 14) | (1 << 15);

/// The HTTP side.
#[derive(Clone)]
pub(crate) struct Raw {
    base: String,
    token: String,
    http: reqwest::Client,
}

/// An answer of the HTTP API.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) headers: HeaderMap,
}

impl Got {
    /// Discord's error code.
    pub(crate) fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or_else(|| panic!("no code in {self:?}"))
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The id of what was answered.
    pub(crate) fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {self:?}")).to_owned()
    }
}

impl Raw {
    pub(crate) fn new(playground: &Playground) -> Self {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
        Self { base: format!("{}/api/v10", playground.base_url()), token: playground.token(), http }
    }

    /// The same with another token.
    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self.clone() }
    }

    /// Sends a request; none when the connection was dropped.
    pub(crate) async fn attempt(&self, method: &str, path: &str, body: Option<&Value>) -> Option<Got> {
        let url = format!("{}{path}", self.base);
        let mut request =
            self.http.request(method.parse().unwrap(), url).header("authorization", format!("Bot {}", self.token));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.ok()?;
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Some(Got { status, body, headers })
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Got {
        self.attempt(method, path, Some(&body)).await.expect("an answer")
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        self.attempt("GET", path, None).await.expect("an answer")
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Got {
        self.call("POST", path, body).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Got {
        self.attempt("DELETE", path, None).await.expect("an answer")
    }
}

/// What came over the gateway.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Frame {
    /// A payload, and whether it came compressed.
    Payload(Value, bool),
    /// The connection was closed with this code.
    Closed(u16),
    /// The connection is gone without a word.
    Lost,
}

/// The gateway side: one connection.
pub(crate) struct Gateway {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The one stream of a connection with transport compression.
    stream: Option<Decompress>,
    token: String,
    /// The last sequence number.
    pub(crate) seq: u64,
    /// Every event so far.
    pub(crate) events: Vec<Value>,
}

impl Gateway {
    /// Connects and says nothing.
    pub(crate) async fn connect(playground: &Playground) -> Self {
        Self::connect_with(playground, "?v=10&encoding=json").await.expect("a connection")
    }

    /// Connects with a query of one's own; none when that fails.
    pub(crate) async fn connect_with(playground: &Playground, query: &str) -> Option<Self> {
        let url = format!("{}/gateway{query}", playground.base_url().replace("http://", "ws://"));
        let (socket, _) = connect_async(url).await.ok()?;
        let stream = query.contains("zlib-stream").then(|| Decompress::new(true));
        Some(Self { socket, stream, token: format!("Bot {}", playground.token()), seq: 0, events: Vec::new() })
    }

    /// Connects and identifies; tells READY.
    pub(crate) async fn identify(playground: &Playground, intents: u64) -> (Self, Value) {
        let mut gateway = Self::connect(playground).await;
        gateway.send(gateway.identity(intents)).await;
        let ready = gateway.event("READY").await;
        (gateway, ready)
    }

    /// An identify payload.
    pub(crate) fn identity(&self, intents: u64) -> Value {
        let properties = json!({ "os": "linux", "browser": "test", "device": "test" });
        json!({ "op": 2, "d": { "token": self.token, "intents": intents, "properties": properties, "compress": true } })
    }

    /// Connects and resumes.
    pub(crate) async fn resume(playground: &Playground, session: &Value, seq: u64) -> Self {
        let mut gateway = Self::connect(playground).await;
        let token = gateway.token.clone();
        gateway.send(json!({ "op": 6, "d": { "token": token, "session_id": session, "seq": seq } })).await;
        gateway
    }

    pub(crate) async fn send(&mut self, payload: Value) {
        self.send_text(&payload.to_string()).await;
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// The next frame, whatever it is.
    pub(crate) async fn frame(&mut self) -> Frame {
        loop {
            let next = within("a frame of the gateway", self.socket.next()).await;
            let (payload, compressed) = match next {
                Some(Ok(Message::Text(text))) => {
                    (serde_json::from_str(&text).unwrap_or(Value::String(text.to_string())), false)
                }
                Some(Ok(Message::Binary(packed))) => (serde_json::from_slice(&self.unpack(&packed)).unwrap(), true),
                Some(Ok(Message::Close(Some(frame)))) => return Frame::Closed(frame.code.into()),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return Frame::Lost,
                Some(Ok(_)) => continue,
            };
            if payload["op"] == 0 {
                self.seq = payload["s"].as_u64().unwrap();
                self.events.push(payload.clone());
            }
            return Frame::Payload(payload, compressed);
        }
    }

    fn unpack(&mut self, packed: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 * 1024);
        match &mut self.stream {
            Some(stream) => drop(stream.decompress_vec(packed, &mut out, FlushDecompress::Sync).unwrap()),
            None => drop(ZlibDecoder::new(packed).read_to_end(&mut out).unwrap()),
        }
        out
    }

    /// The next payload that is not hello.
    pub(crate) async fn payload(&mut self) -> Value {
        loop {
            match self.frame().await {
                Frame::Payload(payload, _) if payload["op"] == 10 => {}
                Frame::Payload(payload, _) => return payload,
                other => panic!("wanted a payload and got {other:?}"),
            }
        }
    }

    /// The payload of the next event of this name; others are passed over.
    pub(crate) async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.payload().await;
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }

    /// How the connection ends; payloads before that are passed over.
    pub(crate) async fn end(&mut self) -> Frame {
        loop {
            match self.frame().await {
                Frame::Payload(..) => {}
                end => return end,
            }
        }
    }
}

impl Gateway {
    /// Closes with 1000.
    pub(crate) async fn leave(mut self) {
        use tokio_tungstenite::tungstenite::protocol::CloseFrame;
        let frame = CloseFrame { code: 1000.into(), reason: "".into() };
        self.socket.close(Some(frame)).await.unwrap();
    }
}
