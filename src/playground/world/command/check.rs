//! What Discord asks of a command before it registers it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::problem::Form;
use super::kind_of;

const CHAT_INPUT: u64 = 1;
const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const LAST_OPTION_TYPE: u64 = 11;
/// Characters in a command's names, descriptions and values together.
const CHARACTERS: usize = 8000;

pub(super) fn command(form: &mut Form, at: &str, command: &Value) {
    let kind = kind_of(command);
    if !(1..=4).contains(&kind) {
        form.slip(&format!("{at}type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4}.");
    }
    if kind == CHAT_INPUT {
        name(form, &format!("{at}name"), &command["name"]);
        form.required_text(&format!("{at}description"), &command["description"], 1, 100);
        options(form, &format!("{at}options"), &command["options"], 0);
    } else {
        form.required_text(&format!("{at}name"), &command["name"], 1, 32);
        if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
            let message = "Context menu commands cannot have description";
            form.slip(&format!("{at}description"), "APPLICATION_COMMANDS_DESCRIPTION_INVALID", message);
        }
        if command["options"].as_array().is_some_and(|options| !options.is_empty()) {
            let message = "Context menu commands cannot have options";
            form.slip(&format!("{at}options"), "APPLICATION_COMMANDS_OPTIONS_INVALID", message);
        }
    }
    let size = size(command);
    if size > CHARACTERS {
        let message = format!("Command exceeds maximum size ({CHARACTERS})");
        form.slip(at.trim_end_matches('.'), "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// `^[-_'\p{L}\p{N}]{1,32}$`, and lower case where the script has one.
fn name(form: &mut Form, at: &str, value: &Value) {
    form.required_text(at, value, 1, 32);
    let Some(name) = value.as_str() else { return };
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'');
    if !name.chars().all(allowed) || name.to_lowercase() != name {
        let message = "Command name is invalid";
        form.slip(at, "APPLICATION_COMMAND_INVALID_NAME", message);
    }
}

fn options(form: &mut Form, at: &str, value: &Value, depth: usize) {
    let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if all.len() > 25 {
        form.too_many(at, 25);
    }
    let (mut names, mut optional_before) = (BTreeSet::new(), false);
    let nested = |option: &Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | SUBCOMMAND_GROUP));
    let mixed = all.iter().any(nested) && !all.iter().all(nested);
    for (i, option) in all.iter().enumerate() {
        let at = |field: &str| format!("{at}.{i}{field}");
        let kind = option["type"].as_u64().unwrap_or(0);
        if !(1..=LAST_OPTION_TYPE).contains(&kind) {
            form.slip(&at(".type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.");
        }
        name(form, &at(".name"), &option["name"]);
        form.required_text(&at(".description"), &option["description"], 1, 100);
        if !names.insert(option["name"].to_string()) {
            let message = "Option name already in use";
            form.slip(&at(".name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message);
        }
        if nested(option) {
            let too_deep = (kind == SUBCOMMAND_GROUP && depth > 0) || depth > 1;
            if mixed || too_deep {
                let message =
                    "Sub-command and sub-command group option types are mutually exclusive to all other types";
                form.slip(&at(""), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            }
            options(form, &at(".options"), &option["options"], depth + 1);
            continue;
        }
        let required = option["required"].as_bool().unwrap_or(false);
        if required && optional_before {
            let message = "Required options must be placed before non-required options";
            form.slip(&at(""), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_before |= !required;
        choices(form, &at(".choices"), option);
    }
}

fn choices(form: &mut Form, at: &str, option: &Value) {
    let all = option["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    if all.len() > 25 {
        form.too_many(at, 25);
    }
    if !all.is_empty() && option["autocomplete"].as_bool().unwrap_or(false) {
        let message = "Autocomplete cannot be set to true if choices are present";
        form.slip(at, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message);
    }
    for (i, choice) in all.iter().enumerate() {
        form.required_text(&format!("{at}.{i}.name"), &choice["name"], 1, 100);
        if option["type"].as_u64() == Some(STRING) {
            form.required_text(&format!("{at}.{i}.value"), &choice["value"], 1, 100);
        }
    }
}

/// Names, descriptions and values; of a localised text the longest version counts.
fn size(command: &Value) -> usize {
    let text = |value: &Value, key: &str| {
        let own = value[key].as_str().map_or(0, |text| text.chars().count());
        let local = value[format!("{key}_localizations").as_str()].as_object().into_iter().flatten();
        local.filter_map(|(_, text)| text.as_str()).map(|text| text.chars().count()).fold(own, usize::max)
    };
    let mut total = text(command, "name") + text(command, "description");
    total += command["value"].as_str().map_or(0, |value| value.chars().count());
    for key in ["options", "choices"] {
        total += command[key].as_array().into_iter().flatten().map(size).sum::<usize>();
    }
    total
}
