//! Each limit, at its edge and one past it.

use serde_json::{Value, json};

use super::*;

fn slip(body: &Value) -> Option<(String, String)> {
    let problem = check_message(body, "").err()?;
    assert_eq!((problem.status, problem.code), (400, 50035));
    first("", &problem.errors?)
}

/// The first path that carries an error, and its code.
fn first(path: &str, tree: &Value) -> Option<(String, String)> {
    for (key, below) in tree.as_object()? {
        if key == "_errors" {
            return Some((path.trim_start_matches('.').to_owned(), below[0]["code"].as_str()?.to_owned()));
        }
        if let Some(found) = first(&format!("{path}.{key}"), below) {
            return Some(found);
        }
    }
    None
}

fn refused(body: &Value, path: &str, code: &str) {
    assert_eq!(slip(body), Some((path.to_owned(), code.to_owned())), "{body}");
}

fn accepted(body: &Value) {
    assert_eq!(slip(body), None, "{body}");
}

fn text(length: usize) -> String {
    "é".repeat(length)
}

#[test]
fn content_counts_characters_and_not_bytes() {
    accepted(&json!({ "content": text(2000) }));
    refused(&json!({ "content": text(2001) }), "content", "BASE_TYPE_MAX_LENGTH");
}

#[test]
fn every_part_of_an_embed_has_its_limit() {
    for (part, limit) in [("title", 256), ("description", 4096)] {
        accepted(&json!({ "embeds": [{ part: text(limit) }] }));
        refused(&json!({ "embeds": [{ part: text(limit + 1) }] }), &format!("embeds.0.{part}"), "BASE_TYPE_MAX_LENGTH");
    }
    for (part, key, limit) in [("footer", "text", 2048), ("author", "name", 256)] {
        accepted(&json!({ "embeds": [{ part: { key: text(limit) } }] }));
        let long = json!({ "embeds": [{ part: { key: text(limit + 1) } }] });
        refused(&long, &format!("embeds.0.{part}.{key}"), "BASE_TYPE_MAX_LENGTH");
    }
    for (key, limit) in [("name", 256), ("value", 1024)] {
        let mut field = json!({ "name": "n", "value": "v" });
        field[key] = text(limit).into();
        accepted(&json!({ "embeds": [{ "fields": [field] }] }));
        field[key] = text(limit + 1).into();
        let path = format!("embeds.0.fields.0.{key}");
        refused(&json!({ "embeds": [{ "fields": [field] }] }), &path, "BASE_TYPE_BAD_LENGTH");
    }
    let field = json!({ "name": "n", "value": "v" });
    accepted(&json!({ "embeds": [{ "fields": vec![field.clone(); 25] }] }));
    refused(&json!({ "embeds": [{ "fields": vec![field; 26] }] }), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH");
    refused(&json!({ "embeds": [{ "color": 1 }] }), "embeds.0.description", "BASE_TYPE_REQUIRED");
    refused(&json!({ "embeds": vec![json!({ "title": "t" }); 11] }), "embeds", "BASE_TYPE_MAX_LENGTH");
}

#[test]
fn all_embeds_together_hold_six_thousand() {
    let half = json!({ "description": text(3000) });
    accepted(&json!({ "embeds": [half.clone(), half.clone()] }));
    refused(&json!({ "embeds": [half.clone(), half, { "title": "x" }] }), "embeds", "MAX_EMBED_SIZE_EXCEEDED");
}

fn button(id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": "Go", "custom_id": id })
}

fn row(buttons: &[Value]) -> Value {
    json!({ "type": 1, "components": buttons })
}

#[test]
fn five_rows_of_five_buttons() {
    let rows = |n: usize, m: usize| -> Vec<Value> {
        (0..n).map(|i| row(&(0..m).map(|j| button(&format!("{i}-{j}"))).collect::<Vec<_>>())).collect()
    };
    accepted(&json!({ "components": rows(5, 5) }));
    refused(&json!({ "components": rows(6, 1) }), "components", "BASE_TYPE_MAX_LENGTH");
    refused(&json!({ "components": rows(1, 6) }), "components.0.components", "BASE_TYPE_BAD_LENGTH");
    refused(&json!({ "components": [row(&[])] }), "components.0.components", "BASE_TYPE_BAD_LENGTH");
}

#[test]
fn a_button_has_a_short_label_and_an_id_of_its_own() {
    let with = |key: &str, value: Value| {
        let mut one = button("a");
        one[key] = value;
        json!({ "components": [row(&[one])] })
    };
    let at = |field: &str| format!("components.0.components.0.{field}");
    accepted(&with("label", text(80).into()));
    refused(&with("label", text(81).into()), &at("label"), "BASE_TYPE_MAX_LENGTH");
    accepted(&with("custom_id", text(100).into()));
    refused(&with("custom_id", text(101).into()), &at("custom_id"), "BASE_TYPE_BAD_LENGTH");
    refused(&with("custom_id", Value::Null), &at("custom_id"), "BASE_TYPE_REQUIRED");
    refused(&with("style", 9.into()), &at("style"), "BASE_TYPE_CHOICES");
    let twice = json!({ "components": [row(&[button("a"), button("a")])] });
    refused(&twice, "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED");
}

#[test]
fn a_menu_holds_twenty_five_options() {
    let select = |n: usize| {
        let options: Vec<Value> =
            (0..n).map(|i| json!({ "label": format!("l{i}"), "value": format!("v{i}") })).collect();
        json!({ "components": [{ "type": 1, "components": [{ "type": 3, "custom_id": "s", "options": options }] }] })
    };
    accepted(&select(25));
    refused(&select(26), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH");
}

#[test]
fn a_modal_title_is_short() {
    let modal = |title: String| {
        json!({ "custom_id": "m", "title": title, "components": [{ "type": 1, "components": [
            { "type": 4, "custom_id": "t", "label": "Your question", "style": 2 }] }] })
    };
    assert_eq!(check_modal(&modal(text(45))), Ok(()));
    let problem = check_modal(&modal(text(46))).unwrap_err();
    assert_eq!(problem.errors.unwrap()["data"]["title"]["_errors"][0]["code"], "BASE_TYPE_BAD_LENGTH");
}

#[test]
fn a_nonce_is_short() {
    accepted(&json!({ "content": "x", "nonce": "n".repeat(25) }));
    refused(&json!({ "content": "x", "nonce": "n".repeat(26) }), "nonce", "BASE_TYPE_MAX_LENGTH");
}
