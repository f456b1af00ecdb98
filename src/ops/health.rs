//! Whether the bot is alive and ready, and its counters, over HTTP.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// Health cannot be served; in words for the operator.
#[derive(Debug, Error)]
#[error(
    "Cannot listen on {address} for health and metrics: {source}. \
     Set SIGNPOST_LISTEN to a free address, such as 127.0.0.1:9465; port 0 takes any free one."
)]
pub struct HealthError {
    address: SocketAddr,
    source: std::io::Error,
}

/// Serves `/livez`, `/readyz` and `/metrics`; stops when dropped.
#[derive(Debug)]
pub struct Health {
    address: SocketAddr,
    _task: AbortOnDropHandle<()>,
}

/// What is served.
#[derive(Clone)]
struct Source {
    ready: watch::Receiver<bool>,
    metrics: Arc<dyn Fn() -> String + Send + Sync>,
}

impl Health {
    /// Listens on `address`. `ready` tells whether the bot answers; `metrics` writes its counters.
    pub async fn serve(
        address: SocketAddr,
        ready: watch::Receiver<bool>,
        metrics: impl Fn() -> String + Send + Sync + 'static,
    ) -> Result<Self, HealthError> {
        let failed = |source| HealthError { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?;
        let app = Router::new()
            .route("/livez", get(|| async { Json(json!({"live": true})) }))
            .route("/readyz", get(readyz))
            .route("/metrics", get(written))
            .with_state(Source { ready, metrics: Arc::new(metrics) });
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, app).await {
                tracing::error!(%error, "health and metrics are no longer served");
            }
        });
        tracing::info!(address = %bound, "health and metrics: /livez /readyz /metrics");
        Ok(Self { address: bound, _task: AbortOnDropHandle::new(task) })
    }

    /// Where it is served; tells the port when any free one was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn readyz(State(source): State<Source>) -> Response {
    let ready = *source.ready.borrow();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({"ready": ready}))).into_response()
}

async fn written(State(source): State<Source>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], (source.metrics)()).into_response()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::watch;

    use super::Health;

    async fn get(health: &Health, path: &str) -> String {
        let mut stream = TcpStream::connect(health.address()).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn it_tells_live_from_ready() {
        let (ready, watched) = watch::channel(false);
        let any = "127.0.0.1:0".parse().unwrap();
        let health = Health::serve(any, watched, || "signpost_ready 0\n# EOF\n".to_owned()).await.unwrap();
        assert!(get(&health, "/livez").await.starts_with("HTTP/1.1 200"));
        assert!(get(&health, "/readyz").await.starts_with("HTTP/1.1 503"));
        ready.send_replace(true);
        assert!(get(&health, "/readyz").await.starts_with("HTTP/1.1 200"));
        assert!(get(&health, "/metrics").await.contains("signpost_ready 0"));
    }

    #[tokio::test]
    async fn a_taken_port_is_said_in_words() {
        let (_ready, watched) = watch::channel(false);
        let any = "127.0.0.1:0".parse().unwrap();
        let first = Health::serve(any, watched.clone(), String::new).await.unwrap();
        let error = Health::serve(first.address(), watched, String::new).await.unwrap_err().to_string();
        assert!(error.contains(&first.address().to_string()) && error.contains("SIGNPOST_LISTEN"), "{error}");
    }
}
