//! Puts the slash commands up, in one request, and only when they differ from what is there.

use serde_json::{Map, Value};

use super::rest::Rest;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Registered {
    /// They were there already.
    Unchanged,
    /// They were put up.
    PutUp,
    /// The server has no such route; the bot does without commands.
    NotOffered,
    /// It failed; what was there before is still there.
    Failed,
}

/// Makes the commands of application `id` what `wanted` says.
pub(super) async fn register(rest: &Rest, id: u64, wanted: &Value) -> Registered {
    let path = format!("/applications/{id}/commands");
    let there = rest.get(&format!("{path}?with_localizations=true")).await.json();
    if there.is_some_and(|there| same(&there, wanted)) {
        return Registered::Unchanged;
    }
    let reply = rest.put(&path, wanted).await;
    match reply.status {
        200..300 => {
            tracing::info!(commands = wanted.as_array().map_or(0, Vec::len), "slash commands put up");
            Registered::PutUp
        }
        404 | 405 | 501 => {
            tracing::warn!("this server takes no slash commands; mentions, replies and direct messages work");
            Registered::NotOffered
        }
        status => {
            tracing::warn!(status, "the slash commands could not be put up; the ones from before stay");
            Registered::Failed
        }
    }
}

/// Whether two lists of commands are the same to Discord.
fn same(there: &Value, wanted: &Value) -> bool {
    match (there.as_array(), wanted.as_array()) {
        (Some(there), Some(wanted)) => commands(there) == commands(wanted),
        _ => false,
    }
}

/// The commands in Discord's order-free sense, without what it adds and what only repeats its defaults.
fn commands(list: &[Value]) -> Vec<Value> {
    let mut commands: Vec<Value> = list.iter().map(command).collect();
    commands.sort_by_key(|command| (command["type"].as_u64(), command["name"].as_str().map(ToOwned::to_owned)));
    commands
}

fn command(command: &Value) -> Value {
    let mut kept = Map::new();
    let kind = command["type"].as_u64().unwrap_or(1);
    kept.insert("type".to_owned(), kind.into());
    for key in ["name", "name_localizations", "default_member_permissions", "nsfw", "contexts"] {
        keep(&mut kept, command, key);
    }
    if kind == 1 {
        for key in ["description", "description_localizations"] {
            keep(&mut kept, command, key);
        }
    }
    // The default is "in servers"; what is said explicitly must match.
    let mut installs: Vec<u64> = numbers(&command["integration_types"]);
    if installs.is_empty() {
        installs.push(0);
    }
    kept.insert("integration_types".to_owned(), installs.into());
    if kept.contains_key("contexts") {
        kept.insert("contexts".to_owned(), numbers(&command["contexts"]).into());
    } else {
        // The older word for where a command works; meaningless beside `contexts`.
        let in_dms = command["dm_permission"].as_bool().unwrap_or(true);
        kept.insert("dm_permission".to_owned(), in_dms.into());
    }
    options(&mut kept, command);
    Value::Object(kept)
}

fn option(option: &Value) -> Value {
    let mut kept = Map::new();
    for key in [
        "type",
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "required",
        "autocomplete",
        "min_value",
        "max_value",
        "min_length",
        "max_length",
    ] {
        keep(&mut kept, option, key);
    }
    for (key, list) in [("choices", &option["choices"]), ("channel_types", &option["channel_types"])] {
        let list: Vec<Value> = list.as_array().into_iter().flatten().map(choice).collect();
        if !list.is_empty() {
            kept.insert(key.to_owned(), list.into());
        }
    }
    options(&mut kept, option);
    Value::Object(kept)
}

fn choice(choice: &Value) -> Value {
    if !choice.is_object() {
        return choice.clone();
    }
    let mut kept = Map::new();
    for key in ["name", "name_localizations", "value"] {
        keep(&mut kept, choice, key);
    }
    Value::Object(kept)
}

fn options(kept: &mut Map<String, Value>, of: &Value) {
    let list: Vec<Value> = of["options"].as_array().into_iter().flatten().map(option).collect();
    if !list.is_empty() {
        kept.insert("options".to_owned(), list.into());
    }
}

/// Keeps what says something: not null, not false, not empty. Numbers compare as numbers: 1 and 1.0 are one.
fn keep(kept: &mut Map<String, Value>, of: &Value, key: &str) {
    let says_nothing = match &of[key] {
        Value::Null | Value::Bool(false) => true,
        Value::Object(map) => map.is_empty(),
        Value::Array(list) => list.is_empty() && key != "contexts",
        _ => false,
    };
    if !says_nothing {
        let value = match of[key].as_f64() {
            Some(number) if key != "value" => number.into(),
            _ => of[key].clone(),
        };
        kept.insert(key.to_owned(), value);
    }
}

fn numbers(list: &Value) -> Vec<u64> {
    let mut numbers: Vec<u64> = list.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::same;

    fn ours() -> Value {
        json!([
            {"name": "role", "description": "What a role does.", "type": 1, "contexts": [0, 1],
             "options": [{"type": 3, "name": "name", "description": "Which.", "required": true, "autocomplete": true,
                          "choices": []}]},
            {"name": "Answer from the guide", "type": 3, "description": ""},
        ])
    }

    #[test]
    fn what_discord_adds_changes_nothing() {
        let there = json!([
            {"id": "2", "application_id": "1", "version": "9", "name": "Answer from the guide", "type": 3,
             "description": "", "default_member_permissions": null, "nsfw": false, "integration_types": [0],
             "dm_permission": true, "contexts": null},
            {"id": "1", "application_id": "1", "version": "8", "name": "role", "name_localizations": null,
             "description": "What a role does.", "description_localizations": null, "dm_permission": true,
             "default_member_permissions": null, "nsfw": false, "contexts": [1, 0], "integration_types": [0],
             "options": [{"type": 3, "name": "name", "description": "Which.", "required": true,
                          "autocomplete": true, "name_localizations": null}]},
        ]);
        assert!(same(&there, &ours()));
    }

    #[test]
    fn every_change_of_ours_is_seen() {
        let changes: [(&str, Value); 6] = [
            ("/0/description", json!("What a role needs.")),
            ("/0/options/0/required", json!(false)),
            ("/0/options/0/name", json!("which")),
            ("/0/contexts", json!([0])),
            ("/0/options/0/choices", json!([{"name": "a", "value": "a"}])),
            ("/1/name", json!("Answer")),
        ];
        for (pointer, value) in changes {
            let mut other = ours();
            *other.pointer_mut(pointer).unwrap() = value;
            assert!(!same(&ours(), &other), "{pointer}");
        }
        assert!(!same(&json!([]), &ours()));
        assert!(!same(&json!({"message": "?"}), &ours()));
    }

    #[test]
    fn the_order_of_options_matters_and_that_of_commands_does_not() {
        let mut turned = ours();
        turned.as_array_mut().unwrap().reverse();
        assert!(same(&turned, &ours()));
        let with = |first, second| json!([{"name": "a", "options": [{"name": first}, {"name": second}]}]);
        assert!(!same(&with("x", "y"), &with("y", "x")));
    }
}
