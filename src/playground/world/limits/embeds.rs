//! Embeds: what Discord accepts, and how it hands them back.

use serde_json::{Map, Value, json};

use super::super::problem::Form;
use super::{is_empty, list};

/// Characters in all embeds of a message together.
const TOTAL: usize = 6000;
const EMBEDS: usize = 10;

pub(super) fn check(form: &mut Form, path: &str, embeds: &Value) {
    let mut total = 0;
    for (i, embed) in list(form, path, embeds, EMBEDS).iter().enumerate() {
        let at = |field: &str| format!("{path}.{i}.{field}");
        form.text(&at("title"), &embed["title"], 0, 256);
        form.text(&at("description"), &embed["description"], 0, 4096);
        form.text(&at("footer.text"), &embed["footer"]["text"], 0, 2048);
        form.text(&at("author.name"), &embed["author"]["name"], 0, 256);
        url(form, &at("url"), &embed["url"], false);
        url(form, &at("image.url"), &embed["image"]["url"], true);
        url(form, &at("thumbnail.url"), &embed["thumbnail"]["url"], true);
        url(form, &at("author.url"), &embed["author"]["url"], false);
        if embed["color"].as_u64().is_some_and(|color| color > 0xFF_FFFF) {
            form.slip(&at("color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
        }
        for (j, field) in list(form, &at("fields"), &embed["fields"], 25).iter().enumerate() {
            form.required_text(&format!("{path}.{i}.fields.{j}.name"), &field["name"], 1, 256);
            form.required_text(&format!("{path}.{i}.fields.{j}.value"), &field["value"], 1, 1024);
            total += length(&field["name"]) + length(&field["value"]);
        }
        total += length(&embed["title"]) + length(&embed["description"]);
        total += length(&embed["footer"]["text"]) + length(&embed["author"]["name"]);
        let parts = ["title", "description", "fields", "footer", "author", "image", "thumbnail"];
        if parts.iter().all(|part| is_empty(&embed[*part])) {
            form.missing(&at("description"));
        }
    }
    if total > TOTAL {
        let message = format!("Embed size exceeds maximum size of {TOTAL}");
        form.slip(path, "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}

fn url(form: &mut Form, path: &str, value: &Value, attachment_too: bool) {
    let Some(url) = value.as_str().filter(|url| !url.is_empty()) else { return };
    let schemes: &[&str] =
        if attachment_too { &["http://", "https://", "attachment://"] } else { &["http://", "https://"] };
    if !schemes.iter().any(|scheme| url.starts_with(scheme)) {
        let scheme = url.split(':').next().unwrap_or_default();
        let message = format!("Scheme \"{scheme}\" is not supported. Scheme must be one of ('http', 'https').");
        form.slip(path, "URL_TYPE_INVALID_SCHEME", message);
    } else if url.len() > 2048 {
        form.too_many(path, 2048);
    }
}

/// The embeds as Discord hands them back: kind, defaults, nothing that was null.
pub(crate) fn normal_embeds(embeds: &Value) -> Vec<Value> {
    embeds.as_array().map(|all| all.iter().map(normal).collect()).unwrap_or_default()
}

fn normal(embed: &Value) -> Value {
    let mut out = Map::new();
    out.insert("type".into(), "rich".into());
    for key in ["url", "title", "description", "color"] {
        if !is_empty(&embed[key]) {
            out.insert(key.into(), embed[key].clone());
        }
    }
    if let Some(moment) = embed["timestamp"].as_str() {
        out.insert("timestamp".into(), moment.into());
    }
    for (key, main, extra) in [("author", "name", "url"), ("footer", "text", "icon_url")] {
        if !is_empty(&embed[key][main]) {
            let mut part = json!({ main: embed[key][main] });
            for field in [extra, "icon_url"] {
                if !is_empty(&embed[key][field]) {
                    part[field] = embed[key][field].clone();
                }
            }
            out.insert(key.into(), part);
        }
    }
    for key in ["image", "thumbnail"] {
        if let Some(url) = embed[key]["url"].as_str() {
            out.insert(key.into(), json!({ "url": url, "width": 0, "height": 0, "flags": 0 }));
        }
    }
    if let Some(fields) = embed["fields"].as_array().filter(|fields| !fields.is_empty()) {
        let fields: Vec<Value> = fields
            .iter()
            .map(
                |f| json!({ "name": f["name"], "value": f["value"], "inline": f["inline"].as_bool().unwrap_or(false) }),
            )
            .collect();
        out.insert("fields".into(), fields.into());
    }
    Value::Object(out)
}
