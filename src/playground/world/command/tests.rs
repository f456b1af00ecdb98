//! What Discord refuses to register, and what registering does to ids and versions.

use serde_json::{Value, json};

use super::super::World;

fn world() -> World {
    World::seeded(1_763_700_000_000)
}

fn slash() -> Value {
    json!({ "name": "role", "description": "Look a role up" })
}

fn option(name: &str, required: bool) -> Value {
    json!({ "type": 3, "name": name, "description": "d", "required": required })
}

/// The refusal's code for the command, and where it stands.
fn refusal(command: &Value, path: &[&str]) -> String {
    let problem = world().put_commands(None, &json!([command])).expect_err(&command.to_string());
    assert_eq!((problem.status, problem.code), (400, 50035));
    let mut at = &problem.errors.unwrap()["0"];
    for step in path {
        at = &at[step];
    }
    at["_errors"][0]["code"].as_str().unwrap_or_else(|| panic!("nothing at {path:?}: {at}")).to_owned()
}

fn with(key: &str, value: Value) -> Value {
    let mut command = slash();
    command[key] = value;
    command
}

#[test]
fn names_are_short_and_lower_case() {
    assert_eq!(refusal(&with("name", "Role".into()), &["name"]), "APPLICATION_COMMAND_INVALID_NAME");
    assert_eq!(refusal(&with("name", "a b".into()), &["name"]), "APPLICATION_COMMAND_INVALID_NAME");
    assert_eq!(refusal(&with("name", "r".repeat(33).into()), &["name"]), "BASE_TYPE_BAD_LENGTH");
    assert_eq!(refusal(&with("name", Value::Null), &["name"]), "BASE_TYPE_REQUIRED");
}

#[test]
fn a_description_is_there_and_short() {
    assert_eq!(refusal(&with("description", "".into()), &["description"]), "BASE_TYPE_BAD_LENGTH");
    assert_eq!(refusal(&with("description", "d".repeat(101).into()), &["description"]), "BASE_TYPE_BAD_LENGTH");
}

#[test]
fn required_options_come_first_and_at_most_twenty_five() {
    let wrong = with("options", json!([option("a", false), option("b", true)]));
    assert_eq!(refusal(&wrong, &["options", "1"]), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
    let many: Vec<Value> = (0..26).map(|i| option(&format!("o{i}"), false)).collect();
    assert_eq!(refusal(&with("options", many.into()), &["options"]), "BASE_TYPE_MAX_LENGTH");
    let twice = with("options", json!([option("a", false), option("a", false)]));
    assert_eq!(refusal(&twice, &["options", "1", "name"]), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS");
}

#[test]
fn choices_are_at_most_twenty_five_and_exclude_autocomplete() {
    let choices: Vec<Value> = (0..26).map(|i| json!({ "name": format!("c{i}"), "value": "v" })).collect();
    let mut one = option("a", false);
    one["choices"] = choices[..25].into();
    assert!(world().put_commands(None, &json!([with("options", json!([one]))])).is_ok());
    one["choices"] = choices.into();
    let path = ["options", "0", "choices"];
    assert_eq!(refusal(&with("options", json!([one])), &path), "BASE_TYPE_MAX_LENGTH");
    one["choices"] = json!([{ "name": "c", "value": "v" }]);
    one["autocomplete"] = true.into();
    assert_eq!(refusal(&with("options", json!([one])), &path), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID");
}

#[test]
fn a_command_holds_eight_thousand_characters() {
    let choices: Vec<Value> =
        (0..25).map(|i| json!({ "name": format!("{i:0>100}"), "value": "v".repeat(100) })).collect();
    let options: Vec<Value> =
        (0..2).map(|i| json!({ "type": 3, "name": format!("o{i}"), "description": "d", "choices": choices })).collect();
    assert_eq!(refusal(&with("options", options.into()), &[]), "APPLICATION_COMMAND_TOO_LARGE");
}

#[test]
fn subcommands_stand_alone_and_groups_do_not_nest() {
    let sub = json!({ "type": 1, "name": "show", "description": "d" });
    let mixed = with("options", json!([sub, option("a", false)]));
    assert_eq!(refusal(&mixed, &["options", "0"]), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID");
    let group = json!({ "type": 2, "name": "tip", "description": "d", "options": [sub] });
    assert!(world().put_commands(None, &json!([with("options", json!([group]))])).is_ok());
    let deep = json!({ "type": 2, "name": "deep", "description": "d", "options": [group] });
    let path = ["options", "0", "options", "0"];
    assert_eq!(refusal(&with("options", json!([deep])), &path), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID");
}

#[test]
fn a_message_menu_has_a_free_name_and_no_description() {
    let menu = json!({ "type": 3, "name": "Answer from the guide" });
    assert!(world().put_commands(None, &json!([menu])).is_ok());
    let told = json!({ "type": 3, "name": "Answer", "description": "no" });
    assert_eq!(refusal(&told, &["description"]), "APPLICATION_COMMANDS_DESCRIPTION_INVALID");
}

#[test]
fn there_are_at_most_fifteen_message_menus() {
    let menus: Vec<Value> = (0..16).map(|i| json!({ "type": 3, "name": format!("Menu {i}") })).collect();
    assert_eq!(world().put_commands(None, &menus.into()).unwrap_err().code, 30032);
}

#[test]
fn a_command_keeps_its_id_and_changes_its_version_only_when_it_changes() {
    let mut world = world();
    let first = world.put_commands(None, &json!([slash()])).unwrap();
    let same = world.put_commands(None, &json!([slash()])).unwrap();
    assert_eq!(first, same);
    let changed = world.put_commands(None, &json!([with("description", "Other".into())])).unwrap();
    assert_eq!(changed[0]["id"], first[0]["id"]);
    assert_ne!(changed[0]["version"], first[0]["version"]);
    assert_eq!(world.put_commands(None, &json!([])).unwrap(), Vec::<Value>::new());
}
