//! One request: rules, limits, attempts.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use axum::body::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, StatusCode};
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::discord::run::Exit;

use super::retry::{Ended, Next, Sofar};
use super::route::Route;
use super::{Call, Reply, Rest, body, limits, retry};

/// An answer as it came.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// Whether a body that should be JSON is: an answer may end half way without anybody saying so.
    fn is_whole(&self) -> bool {
        let kind = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        !kind.starts_with("application/json") || serde_json::from_slice::<IgnoredAny>(&self.body).is_ok()
    }
}

impl Rest {
    /// Sends a request, keeping every rule, and gives back Discord's answer or our own reason why there is none.
    pub(in crate::discord) async fn send(&self, mut call: Call) -> Reply {
        let started = self.0.clock.monotonic();
        let path = call.path.split('?').next().unwrap_or_default();
        let route = Route::of(&call.method, path);
        let content_type = call.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let Ok(body) = body::ruled(route.carries, content_type, call.body, spare_nonce) else {
            tracing::error!(route = route.hushed, "a message that cannot be read was not sent");
            return ours(StatusCode::BAD_REQUEST, "The message could not be read, so it was not sent.");
        };
        call.body = body;
        let reply = tokio::time::timeout(route.budget, self.attempts(&route, &call)).await.unwrap_or_else(|_| {
            tracing::warn!(route = route.hushed, "gave up: no answer within the time for it");
            ours(StatusCode::GATEWAY_TIMEOUT, "No answer in time.")
        });
        self.0.vitals.rest_done(&route.label, reply.status, self.0.clock.monotonic().saturating_sub(started));
        reply
    }

    async fn attempts(&self, route: &Route, call: &Call) -> Reply {
        if route.global {
            self.0.limits.no_pause().await;
        }
        // Held over all attempts: what else wants this bucket would only be refused as well.
        let permit = match &route.endpoint {
            Some(endpoint) => Some(self.0.limits.turn(endpoint.clone()).await),
            None => None,
        };
        let mut left = route.budget;
        let mut unsure = false;
        let mut attempts = 0;
        loop {
            if route.global {
                self.0.limits.no_pause().await;
            }
            if let Some(refused) = self.closed(route) {
                return refused;
            }
            attempts += 1;
            let answer = self.attempt(route, call).await;
            let ended = self.judge(route, &answer);
            let deletes = call.method == Method::DELETE;
            let sofar = Sofar { attempts, of: route.attempts, unsure, left, jitter: fastrand::f64() };
            match retry::next(&ended, route.repeat, deletes, sofar) {
                Next::Again(wait) => {
                    tracing::info!(route = route.hushed, ?ended, ?wait, "sending again");
                    self.0.vitals.rest_again();
                    unsure |= matches!(ended, Ended::Unknown | Ended::Answer { .. });
                    left = left.saturating_sub(wait);
                    self.0.clock.sleep(wait).await;
                }
                Next::HadWorked => return Reply { status: 204, content_type: None, body: Bytes::new() },
                Next::GiveBack => {
                    return match answer {
                        Ok(answer) => {
                            if let Some(permit) = permit {
                                permit.complete(limits::bucket(&answer.headers));
                            }
                            give_back(route, answer, &ended)
                        }
                        Err(error) => {
                            tracing::warn!(route = route.hushed, ?ended, error = describe(&error), "could not be sent");
                            ours(StatusCode::BAD_GATEWAY, "The server could not be reached.")
                        }
                    };
                }
            }
        }
    }

    async fn attempt(&self, route: &Route, call: &Call) -> Result<Answer, reqwest::Error> {
        let client = if route.endpoint.is_none() { &self.0.urgent } else { &self.0.client };
        let request = client
            .request(call.method.clone(), format!("{}{}", self.0.base, call.path))
            .headers(call.headers.clone())
            .timeout(route.attempt)
            .body(call.body.clone());
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Answer { status, headers, body: response.bytes().await? })
    }

    /// Notes what an attempt means for everything else, and how it ended.
    fn judge(&self, route: &Route, answer: &Result<Answer, reqwest::Error>) -> Ended {
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.is_connect() || error.is_builder() => return Ended::NotSent,
            Err(_) => return Ended::Unknown,
        };
        match answer.status {
            status if status.is_success() && !answer.is_whole() => Ended::Unknown,
            StatusCode::TOO_MANY_REQUESTS => {
                let refusal = limits::refusal(&answer.headers, &answer.body);
                self.0.vitals.rest_limited(refusal.global, refusal.shared);
                if !refusal.shared {
                    self.refused();
                }
                if refusal.global && route.global {
                    self.0.limits.pause(refusal.wait);
                }
                Ended::Limited(refusal.wait)
            }
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                self.refused();
                let judges_us = !route.own_token && (self.0.is_discord || !route.optional);
                if answer.status == StatusCode::UNAUTHORIZED && judges_us {
                    self.revoke();
                }
                Ended::Answer { status: answer.status.as_u16(), code: code(&answer.body) }
            }
            status => Ended::Answer { status: status.as_u16(), code: code(&answer.body) },
        }
    }

    fn refused(&self) {
        let now = self.0.clock.monotonic();
        self.0.breaker.lock().unwrap_or_else(PoisonError::into_inner).refused(now);
    }

    fn revoke(&self) {
        if !self.0.revoked.swap(true, Ordering::Relaxed) {
            self.0.ending.end(Exit::WillNotFixItself(token_refused(self.0.is_discord, &self.0.base, "401")));
        }
    }

    /// Why nothing may leave just now.
    fn closed(&self, route: &Route) -> Option<Reply> {
        if self.0.revoked.load(Ordering::Relaxed) {
            return Some(ours(StatusCode::UNAUTHORIZED, "The token was refused; nothing more is sent."));
        }
        // A first response has no bucket: it carries its own right, and somebody is waiting for it.
        route.endpoint.as_ref()?;
        let now = self.0.clock.monotonic();
        let open_for = self.0.breaker.lock().unwrap_or_else(PoisonError::into_inner).open_for(now)?;
        tracing::warn!(?open_for, "too many refusals; nothing is sent until this is over");
        Some(ours(StatusCode::SERVICE_UNAVAILABLE, "Too many refusals; nothing is sent for a while."))
    }
}

/// What to tell the operator when the token is refused.
pub(in crate::discord) fn token_refused(is_discord: bool, base: &str, code: &str) -> String {
    let by = if is_discord { "Discord".to_owned() } else { format!("the server at {base}") };
    format!(
        "The token was refused by {by} ({code}). Make a new one in the developer portal under Bot → Reset Token, \
         then put it in DISCORD_TOKEN and start again."
    )
}

fn give_back(route: &Route, answer: Answer, ended: &Ended) -> Reply {
    let lacking = route.optional && matches!(answer.status.as_u16(), 404 | 405);
    if lacking {
        tracing::info!(route = route.hushed, "not offered by this server");
    } else if !answer.status.is_success() {
        tracing::warn!(route = route.hushed, ?ended, "refused");
    }
    Reply { status: answer.status.as_u16(), content_type: answer.headers.get(CONTENT_TYPE).cloned(), body: answer.body }
}

/// An answer of our own, in the shape of Discord's errors.
fn ours(status: StatusCode, why: &str) -> Reply {
    Reply {
        status: status.as_u16(),
        content_type: Some(HeaderValue::from_static("application/json")),
        body: Bytes::from(json!({"code": 0, "message": why}).to_string()),
    }
}

fn code(body: &[u8]) -> Option<i64> {
    serde_json::from_slice::<Value>(body).ok()?["code"].as_i64()
}

/// The error and its causes, without the address: it may hold a token.
fn describe(error: &reqwest::Error) -> String {
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    let mut text = if error.is_timeout() { "timed out" } else { "failed" }.to_owned();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// A nonce for a message that answers no other: what makes sending it again safe.
fn spare_nonce() -> String {
    format!("s{:016x}", fastrand::u64(..))
}

#[cfg(test)]
mod tests {
    use super::spare_nonce;

    #[test]
    fn a_spare_nonce_fits() {
        assert!(spare_nonce().len() <= 25);
        assert_ne!(spare_nonce(), spare_nonce());
    }
}
