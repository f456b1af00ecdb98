//! The page at `/`: a small chat in which one acts as any of the people here.
//!
//! The files are inside the binary, and the page asks for nothing outside. It reads `view`, does things
//! through `act`, and hears from `news` that something changed; it then reads again.

mod act;
mod files;
mod news;
mod view;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};

use super::Playground;

/// What the browser may load and reach: this server, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The routes of the page, for `Options::page`.
pub fn router(playground: Playground) -> Router {
    Router::new()
        .route("/", get(files::index))
        .route("/page/state", get(view::state))
        .route("/page/timeline", get(view::timeline))
        .route("/page/events", get(news::events))
        .route("/page/act", post(act::act))
        .route("/page/{name}", get(files::part))
        .layer(map_response(careful))
        .with_state(playground)
}

/// Adds to every answer what keeps the page to itself.
async fn careful(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // A new build must not meet the scripts of an old one.
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
