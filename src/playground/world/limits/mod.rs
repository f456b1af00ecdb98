//! Every length limit of a message body, with Discord's own words for each breach.

mod components;
mod embeds;

use serde_json::Value;

use super::problem::{Form, Problem};

pub(crate) use components::{check_modal, custom_ids, normal_components};
pub(crate) use embeds::normal_embeds;

/// The longest text of a message.
const CONTENT: usize = 2000;
/// Message flag: the message is made of components only.
pub(crate) const IS_COMPONENTS_V2: u64 = 1 << 15;

/// Checks what a message body carries: text, embeds, components, nonce.
pub(crate) fn check_message(body: &Value, prefix: &str) -> Result<(), Problem> {
    let mut form = Form::default();
    let at = |field: &str| format!("{prefix}{field}");
    let v2 = body["flags"].as_u64().unwrap_or(0) & IS_COMPONENTS_V2 != 0;
    form.text(&at("content"), &body["content"], 0, CONTENT);
    embeds::check(&mut form, &at("embeds"), &body["embeds"]);
    components::check(&mut form, &at("components"), &body["components"], v2);
    if v2 {
        for field in ["content", "embeds", "poll", "sticker_ids"] {
            if !is_empty(&body[field]) {
                let message = format!("The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                form.slip(&at(field), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
            }
        }
    }
    match &body["nonce"] {
        Value::Null | Value::Number(_) => {}
        other => form.text(&at("nonce"), other, 0, 25),
    }
    form.finish()
}

/// Whether there is anything to show.
pub(crate) fn is_empty_message(content: &str, embeds: &[Value], components: &[Value], attachments: usize) -> bool {
    content.trim().is_empty() && embeds.is_empty() && components.is_empty() && attachments == 0
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// The list a field holds; a null or missing field is an empty list.
fn list<'a>(form: &mut Form, path: &str, value: &'a Value, most: usize) -> &'a [Value] {
    match value {
        Value::Null => &[],
        Value::Array(items) => {
            if items.len() > most {
                form.too_many(path, most);
            }
            items
        }
        _ => {
            form.slip(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            &[]
        }
    }
}

#[cfg(test)]
mod tests;
