//! The one door of the HTTP API: token, trouble on order, rate limits, the route, and a record of it all.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::Value;

use super::super::fault::Trouble;
use super::super::gateway::Sessions;
use super::super::inside::{Inside, lock};
use super::super::wire::Line;
use super::super::world::Problem;
use super::super::world::rate::{Left, Limited};
use super::routes::{Met, Missed, find};
use super::{Answer, Call, Exchange, GatewayFacts, body};

/// The largest request Discord takes.
const LARGEST: usize = 25 * 1024 * 1024;

/// What a request came to, and what its bucket has left.
type Done = (Result<Answer, Problem>, Option<Left>);

/// A request as it is worked on.
struct Visit {
    exchange: Exchange,
    line: Line,
    headers: HeaderMap,
    bytes: Bytes,
}

/// Takes every request below `/api`.
pub(crate) async fn enter(
    State(inside): State<Arc<Inside>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let (parts, incoming) = request.into_parts();
    let Ok(bytes) = to_bytes(incoming, LARGEST).await else { return plain(413, None, None) };
    let path = below_version(parts.uri.path()).to_owned();
    let exchange = Exchange {
        at_ms: inside.clock.now_ms(),
        method: parts.method.as_str().to_owned(),
        route: format!("?{path}"),
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        request: None,
        status: 0,
        response: None,
        fault: false,
    };
    let mut visit = Visit { exchange, line, headers: parts.headers, bytes };
    let response = visit.answer(&inside).await;
    inside.record(visit.exchange);
    match response {
        Some(response) => response,
        None => std::future::pending().await,
    }
}

/// `/api/v10/users/@me`, `/api/v9/…` and `/api/…` are the same.
fn below_version(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    ["/v10", "/v9"].iter().find_map(|v| path.strip_prefix(v)).unwrap_or(path)
}

impl Visit {
    /// The answer; none when the connection is to hang or was cut.
    async fn answer(&mut self, inside: &Inside) -> Option<Response> {
        let met = match find(&self.exchange.method, &self.exchange.path) {
            Ok(met) => met,
            Err(Missed::NoSuchPath) => return Some(self.refuse(Problem::not_found())),
            Err(Missed::NoSuchMethod) => return Some(self.refuse(Problem::method_not_allowed())),
        };
        met.template.clone_into(&mut self.exchange.route);
        let route = format!("{} {}", self.exchange.method, met.template);
        let (lacking, trouble) = {
            let mut faults = inside.faults();
            let lacking = faults.lacking.contains(&route);
            (lacking, if lacking { None } else { faults.strike(&route) })
        };
        self.exchange.fault = lacking || trouble.is_some();
        if lacking {
            return Some(self.refuse(Problem::not_found()));
        }
        match &trouble {
            None | Some(Trouble::DoneThenStatus(_) | Trouble::DoneThenDropped | Trouble::Truncated) => {}
            Some(Trouble::Slow(wait)) => inside.clock.sleep(*wait).await,
            Some(Trouble::Hang) => return None,
            Some(Trouble::Dropped) => {
                self.line.cut();
                return None;
            }
            Some(Trouble::Status(status)) => return Some(self.broken(*status)),
            Some(Trouble::Blocked) => return Some(self.blocked()),
            Some(Trouble::TooMany { scope, retry_after }) => {
                let retry_after_ms = u64::try_from(retry_after.as_millis()).unwrap_or(u64::MAX);
                return Some(self.limited(&Limited { scope: scope.name(), retry_after_ms, left: None }));
            }
        }
        let (answer, left) = match self.carry_out(inside, met) {
            Ok(done) => done,
            Err(response) => return Some(*response),
        };
        match trouble {
            Some(Trouble::DoneThenStatus(status)) => Some(self.broken(status)),
            Some(Trouble::DoneThenDropped) => {
                self.line.cut();
                None
            }
            Some(Trouble::Truncated) => {
                let whole = answer.ok().and_then(|answer| answer.body).unwrap_or_default().to_string();
                let half = whole.get(..whole.len() / 2).unwrap_or("{").to_owned();
                self.exchange.status = 200;
                Some(plain(200, Some(half), None))
            }
            _ => Some(self.finish(answer, left.as_ref())),
        }
    }

    /// Does what the request asks, if its token, its rate limit and its body allow it.
    fn carry_out(&mut self, inside: &Inside, met: Met) -> Result<Done, Box<Response>> {
        // Interactions and their webhooks carry their own token; the gateway's address needs none.
        let open = ["/interactions/", "/webhooks/"].iter().any(|start| met.template.starts_with(start))
            || met.template == "/gateway";
        let token = self.header("authorization");
        let authorized = token.starts_with("Bot ") && lock(&inside.token).accepts(token);
        if !open && !authorized {
            return Err(Box::new(self.refuse(Problem::unauthorized())));
        }
        let main = met.params.first().map_or("", |(_, value)| value).to_owned();
        let mut left = None;
        if let Some(limits) = &inside.limits {
            let verdict = lock(limits).take(inside.clock.now_ms(), &self.exchange.method, met.template, &main);
            left = verdict.map_err(|limited| Box::new(self.limited(&limited)))?;
        }
        let (json, files) = match body::read(self.header("content-type"), &self.bytes) {
            Ok(read) => read,
            Err(problem) => return Err(Box::new(self.finish(Err(problem), left.as_ref()))),
        };
        self.exchange.request.clone_from(&json);
        let now = inside.clock.now_ms();
        let (remaining, reset_after_ms) = inside.with_sessions(|_, sessions| sessions.identifies_left(now));
        let gateway = GatewayFacts {
            url: inside.gateway_url(),
            remaining,
            reset_after_ms,
            total: Sessions::IDENTIFIES_A_DAY,
            max_concurrency: inside.max_concurrency,
        };
        let query = pairs(&self.exchange.query);
        let call = Call { params: met.params, query, body: json.unwrap_or_default(), files, gateway };
        Ok((inside.act(|world| (met.handler)(world, &call)), left))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn refuse(&mut self, problem: Problem) -> Response {
        self.finish(Err(problem), None)
    }

    fn finish(&mut self, answer: Result<Answer, Problem>, left: Option<&Left>) -> Response {
        let (status, body) = match answer {
            Ok(answer) => (answer.status, answer.body),
            Err(problem) => (problem.status, Some(problem.body())),
        };
        self.exchange.status = status;
        self.exchange.response.clone_from(&body);
        plain(status, body.as_ref().map(Value::to_string), left)
    }

    fn limited(&mut self, limited: &Limited) -> Response {
        let body = limited.body();
        self.exchange.status = 429;
        self.exchange.response = Some(body.clone());
        let mut response = plain(429, Some(body.to_string()), limited.left.as_ref());
        let headers = response.headers_mut();
        put(headers, "retry-after", &limited.retry_after_ms.div_ceil(1000).to_string());
        put(headers, "x-ratelimit-scope", limited.scope);
        put(headers, "via", "1.1 google");
        if limited.scope == "global" {
            put(headers, "x-ratelimit-global", "true");
        }
        response
    }

    fn broken(&mut self, status: u16) -> Response {
        self.exchange.status = status;
        let words = StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or("Unknown");
        let body = serde_json::json!({ "message": format!("{status}: {words}"), "code": 0 });
        self.exchange.response = Some(body.clone());
        plain(status, Some(body.to_string()), None)
    }

    fn blocked(&mut self) -> Response {
        self.exchange.status = 429;
        let page = "<!DOCTYPE html><html><head><title>Access denied</title></head><body>Error 1015</body></html>";
        let mut response = plain(429, Some(page.to_owned()), None);
        put(response.headers_mut(), "content-type", "text/html; charset=UTF-8");
        put(response.headers_mut(), "retry-after", "60");
        response
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^52")]
fn plain(status: u16, body: Option<String>, left: Option<&Left>) -> Response {
    let has_body = body.is_some();
    let mut response = Response::new(Body::from(body.unwrap_or_default()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if has_body {
        put(headers, "content-type", "application/json");
    }
    if let Some(left) = left {
        put(headers, "x-ratelimit-bucket", &left.bucket);
        put(headers, "x-ratelimit-limit", &left.limit.to_string());
        put(headers, "x-ratelimit-remaining", &left.remaining.to_string());
        put(headers, "x-ratelimit-reset", &format!("{:.3}", left.reset_ms as f64 / 1000.0));
        put(headers, "x-ratelimit-reset-after", &format!("{:.3}", left.reset_after_ms as f64 / 1000.0));
    }
    response
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter_map(|pair| pair.split_once('='));
    parts.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}
