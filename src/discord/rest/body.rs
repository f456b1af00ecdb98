//! What every message that leaves keeps to: it pings nobody, and a new one carries a nonce.

use axum::body::Bytes;
use serde_json::{Value, json};

use super::route::Carries;

/// A body that no rule can be applied to, and that therefore does not leave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// The body as it leaves. `spare` makes a nonce for a message that answers nothing.
pub(super) fn ruled(
    carries: Carries,
    content_type: Option<&str>,
    body: Bytes,
    spare: impl FnOnce() -> String,
) -> Result<Bytes, Unreadable> {
    if carries == Carries::Nothing {
        return Ok(body);
    }
    let Some(boundary) = content_type.and_then(boundary) else {
        return rule_json(carries, &body, spare).map(Bytes::from);
    };
    let part = payload(&body, &boundary).ok_or(Unreadable)?;
    let payload = rule_json(carries, &body[part.clone()], spare)?;
    Ok(Bytes::from([&body[..part.start], &payload, &body[part.end..]].concat()))
}

fn rule_json(carries: Carries, body: &[u8], spare: impl FnOnce() -> String) -> Result<Vec<u8>, Unreadable> {
    let mut value: Value = serde_json::from_slice(body).map_err(|_| Unreadable)?;
    let message = match carries {
        Carries::Response => match value["type"].as_u64() {
            // A message, or an edit of the message that a button sits on.
            Some(4 | 7) => match value.get_mut("data") {
                Some(data) => data,
                None => return Ok(body.to_vec()),
            },
            _ => return Ok(body.to_vec()),
        },
        Carries::Thread => match value.get_mut("message") {
            Some(message) => message,
            None => return Ok(body.to_vec()),
        },
        Carries::NewMessage | Carries::Message | Carries::Nothing => &mut value,
    };
    let message = message.as_object_mut().ok_or(Unreadable)?;
    message.insert("allowed_mentions".to_owned(), json!({"parse": [], "replied_user": false}));
    // serenity numbers files; Discord's description has every id as text.
    for file in message.get_mut("attachments").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(number) = file["id"].as_u64() {
            file["id"] = Value::from(number.to_string());
        }
    }
    if carries == Carries::NewMessage {
        let nonce = message.get("nonce").filter(|nonce| !nonce.is_null()).cloned().unwrap_or_else(|| {
            let question = message.get("message_reference").and_then(|it| it["message_id"].as_str());
            Value::from(question.map_or_else(spare, |id| format!("q{id}")))
        });
        message.insert("nonce".to_owned(), nonce);
        message.insert("enforce_nonce".to_owned(), Value::Bool(true));
    }
    serde_json::to_vec(&value).map_err(|_| Unreadable)
}

/// The boundary of a `multipart/form-data` body.
fn boundary(content_type: &str) -> Option<String> {
    let rest = content_type.trim().strip_prefix("multipart/form-data")?;
    let value = rest.split(';').find_map(|piece| piece.trim().strip_prefix("boundary="))?;
    Some(value.trim_matches('"').to_owned())
}

/// Where the `payload_json` part's content is.
fn payload(body: &[u8], boundary: &str) -> Option<std::ops::Range<usize>> {
    let mark = format!("--{boundary}");
    let mut at = find(body, mark.as_bytes(), 0)?;
    loop {
        let head = at + mark.len();
        let content = find(body, b"\r\n\r\n", head)? + 4;
        let end = find(body, format!("\r\n{mark}").as_bytes(), content)?;
        let headers = String::from_utf8_lossy(&body[head..content]);
        if headers.contains("name=\"payload_json\"") {
            return Some(content..end);
        }
        at = end + 2;
    }
}

fn find(body: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = body.get(from..)?;
    rest.windows(needle.len()).position(|window| window == needle).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use serde_json::{Value, json};

    use super::{Carries, Unreadable, ruled};

    fn sent(carries: Carries, body: &Value) -> Value {
        let body = ruled(carries, Some("application/json"), Bytes::from(body.to_string()), || "spare".to_owned());
        serde_json::from_slice(&body.unwrap()).unwrap()
    }

    #[test]
    fn a_message_that_asks_to_ping_everybody_pings_nobody() {
        let body = sent(
            Carries::NewMessage,
            &json!({"content": "@everyone", "allowed_mentions": {"parse": ["everyone"], "replied_user": true}}),
        );
        assert_eq!(body["allowed_mentions"], json!({"parse": [], "replied_user": false}));
    }

    #[test]
    fn a_reply_carries_a_nonce_made_from_the_question() {
        let body = sent(Carries::NewMessage, &json!({"message_reference": {"message_id": "1234567890123456789"}}));
        assert_eq!(
            (body["nonce"].as_str(), body["enforce_nonce"].as_bool()),
            (Some("q1234567890123456789"), Some(true))
        );
        assert!(body["nonce"].as_str().unwrap().len() <= 25);
    }

    #[test]
    fn a_given_nonce_stays_and_is_enforced() {
        let body = sent(Carries::NewMessage, &json!({"nonce": "tip-7", "message_reference": {"message_id": "1"}}));
        assert_eq!((body["nonce"].as_str(), body["enforce_nonce"].as_bool()), (Some("tip-7"), Some(true)));
        assert_eq!(sent(Carries::NewMessage, &json!({"content": "hi"}))["nonce"], "spare");
    }

    #[test]
    fn an_edit_pings_nobody_and_gets_no_nonce() {
        let body = sent(Carries::Message, &json!({"content": "x"}));
        assert_eq!(body, json!({"content": "x", "allowed_mentions": {"parse": [], "replied_user": false}}));
    }

    #[test]
    fn files_are_named_as_discord_describes_it() {
        let body = sent(Carries::Message, &json!({"attachments": [{"id": 0, "filename": "a"}, {"id": "7"}]}));
        assert_eq!(body["attachments"], json!([{"id": "0", "filename": "a"}, {"id": "7"}]));
    }

    #[test]
    fn a_response_is_ruled_where_its_message_is() {
        let body = sent(Carries::Response, &json!({"type": 4, "data": {"content": "x"}}));
        assert_eq!(body["data"]["allowed_mentions"]["parse"], json!([]));
        let choices = json!({"type": 8, "data": {"choices": []}});
        assert_eq!(sent(Carries::Response, &choices), choices);
        let defer = json!({"type": 5});
        assert_eq!(sent(Carries::Response, &defer), defer);
    }

    #[test]
    fn a_message_with_a_picture_is_ruled_too() {
        let form = "--XX\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.png\"\r\n\r\n\u{0}PNG\r\n\
                    --XX\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{\"content\":\"@here\"}\r\n--XX--\r\n";
        let body = ruled(Carries::Message, Some("multipart/form-data; boundary=XX"), Bytes::from(form), String::new);
        let text = String::from_utf8(body.unwrap().to_vec()).unwrap();
        assert!(text.contains(r#""allowed_mentions":{"parse":[],"replied_user":false}"#), "{text}");
        assert!(text.contains("\u{0}PNG\r\n--XX\r\n") && text.ends_with("\r\n--XX--\r\n"), "{text}");
    }

    #[test]
    fn what_cannot_be_read_does_not_leave() {
        let broken = ruled(Carries::Message, Some("application/json"), Bytes::from("{"), String::new);
        assert_eq!(broken, Err(Unreadable));
        let no_payload = "--XX\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx\r\n--XX--\r\n";
        let form =
            ruled(Carries::Message, Some("multipart/form-data; boundary=XX"), Bytes::from(no_payload), String::new);
        assert_eq!(form, Err(Unreadable));
    }
}
