//! Where serenity's requests come in: a server on loopback that takes only ours.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use crate::discord::repair;

use super::{Call, Reply, Rest};

/// Discord takes 25 files of 10 MiB; we send a picture at most.
const LARGEST_BODY: usize = 32 * 1024 * 1024;

/// The loopback server; gone when dropped.
#[derive(Debug)]
pub(in crate::discord) struct Forwarder {
    address: String,
    _task: AbortOnDropHandle<()>,
}

impl Forwarder {
    /// Starts on a free port of loopback. serenity is told that the gateway is at `gateway`.
    pub(in crate::discord) async fn start(rest: Rest, gateway: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let listener = listener.tap_io(|stream| {
            // An unset option costs a few milliseconds, nothing else.
            let _ = stream.set_nodelay(true);
        });
        let gateway = Bytes::from(json!({"url": gateway}).to_string());
        let app =
            Router::new().fallback(forward).layer(DefaultBodyLimit::max(LARGEST_BODY)).with_state((rest, gateway));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, app).await {
                tracing::error!(%error, "the forwarder stopped");
            }
        });
        Ok(Self { address, _task: AbortOnDropHandle::new(task) })
    }

    /// Where serenity sends its requests.
    pub(in crate::discord) fn address(&self) -> &str {
        &self.address
    }
}

async fn forward(
    State((rest, gateway)): State<(Rest, Bytes)>,
    method: Method,
    uri: Uri,
    given: HeaderMap,
    body: Bytes,
) -> Response {
    // Anybody on this machine can reach the port; whoever holds the token is this process.
    if given.get(header::AUTHORIZATION) != Some(&rest.0.authorization) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if method == Method::GET && uri.path().ends_with("/gateway") {
        return ([(header::CONTENT_TYPE, "application/json")], gateway).into_response();
    }
    let mut headers = HeaderMap::new();
    for name in ["authorization", "content-type", "x-audit-log-reason"] {
        if let Some(value) = given.get(name) {
            headers.insert(name, value.clone());
        }
    }
    let path = uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string);
    // serenity writes queries as `?&a=b`; strict servers do not like the empty pair.
    let path = path.replacen("?&", "?", 1);
    let reply = rest.send(Call { method, path: path.clone(), headers, body }).await;
    let body = if rest.is_discord() { reply.body } else { filled(&path, &reply) };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY);
    if let Some(content_type) = reply.content_type {
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    response
}

/// Another server's answer with what serenity wants to find in it.
fn filled(path: &str, reply: &Reply) -> Bytes {
    let path = path.split('?').next().unwrap_or_default();
    reply.json().map_or_else(
        || reply.body.clone(),
        |mut answer| {
            repair::fill_answer(path, &mut answer);
            Bytes::from(answer.to_string())
        },
    )
}
