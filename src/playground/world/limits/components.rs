//! Buttons, menus, rows and modals: what Discord accepts, and how it hands them back.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::problem::{Form, Problem};
use super::{is_empty, list};

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const TEXT_INPUT: u64 = 4;
const LABEL: u64 = 18;
const LINK_STYLE: u64 = 5;

struct Check<'a> {
    form: &'a mut Form,
    seen: BTreeSet<String>,
    count: usize,
}

pub(super) fn check(form: &mut Form, path: &str, components: &Value, v2: bool) {
    let top = list(form, path, components, if v2 { 40 } else { 5 });
    let mut check = Check { form, seen: BTreeSet::new(), count: 0 };
    for (i, component) in top.iter().enumerate() {
        let at = format!("{path}.{i}");
        if v2 {
            check.any(&at, component);
        } else if component["type"].as_u64() == Some(ROW) {
            check.row(&at, component);
        } else {
            check.form.slip(
                &format!("{at}.type"),
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (1,).",
            );
        }
    }
    if check.count > 40 {
        check.form.slip(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The maximum number of components is 40");
    }
}

impl Check<'_> {
    fn any(&mut self, at: &str, component: &Value) {
        self.count += 1;
        match component["type"].as_u64() {
            Some(ROW) => self.row(at, component),
            Some(BUTTON) => self.button(at, component),
            Some(10) => self.form.required_text(&format!("{at}.content"), &component["content"], 1, 4000),
            Some(9 | 17) => {
                let children = component["components"].as_array().map(Vec::as_slice).unwrap_or_default();
                for (i, child) in children.iter().enumerate() {
                    self.any(&format!("{at}.components.{i}"), child);
                }
            }
            Some(11..=14) => {}
            _ => self.form.slip(&format!("{at}.type"), "UNION_TYPE_CHOICES", "Value of field \"type\" is not known."),
        }
    }

    fn row(&mut self, at: &str, row: &Value) {
        let path = format!("{at}.components");
        let children = row["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        if children.is_empty() || children.len() > 5 {
            self.form.slip(&path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        }
        let menus = children.iter().filter(|child| child["type"].as_u64() != Some(BUTTON)).count();
        if menus > 0 && children.len() > 1 {
            self.form.slip(
                &path,
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            );
        }
        for (i, child) in children.iter().enumerate() {
            let at = format!("{path}.{i}");
            match child["type"].as_u64() {
                Some(BUTTON) => self.button(&at, child),
                Some(STRING_SELECT) => self.string_select(&at, child),
                Some(5..=8) => self.custom_id(&at, child),
                _ => {
                    let message = "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).";
                    self.form.slip(&format!("{at}.type"), "UNION_TYPE_CHOICES", message);
                }
            }
        }
    }

    fn custom_id(&mut self, at: &str, component: &Value) {
        let path = format!("{at}.custom_id");
        self.form.required_text(&path, &component["custom_id"], 1, 100);
        if let Some(id) = component["custom_id"].as_str()
            && !self.seen.insert(id.to_owned())
        {
            self.form.slip(&path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        }
    }

    fn button(&mut self, at: &str, button: &Value) {
        let style = button["style"].as_u64().unwrap_or(0);
        if !(1..=6).contains(&style) {
            let message = "Value must be one of {1, 2, 3, 4, 5, 6}.";
            self.form.slip(&format!("{at}.style"), "BASE_TYPE_CHOICES", message);
        }
        if style == LINK_STYLE {
            self.form.required_text(&format!("{at}.url"), &button["url"], 1, 512);
            if !is_empty(&button["custom_id"]) {
                let message = "A custom id and url cannot both be specified";
                self.form.slip(at, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", message);
            }
        } else {
            self.custom_id(at, button);
        }
        self.form.text(&format!("{at}.label"), &button["label"], 0, 80);
        if is_empty(&button["label"]) && button["emoji"].is_null() {
            self.form.slip(at, "BUTTON_COMPONENT_REQUIRED_FIELD", "A button must have a label or an emoji");
        }
    }

    fn string_select(&mut self, at: &str, select: &Value) {
        self.custom_id(at, select);
        self.form.text(&format!("{at}.placeholder"), &select["placeholder"], 0, 150);
        let path = format!("{at}.options");
        let options = select["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        if options.is_empty() || options.len() > 25 {
            self.form.slip(&path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.");
        }
        let mut values = BTreeSet::new();
        for (i, option) in options.iter().enumerate() {
            let at = |field: &str| format!("{path}.{i}.{field}");
            self.form.required_text(&at("label"), &option["label"], 1, 100);
            self.form.required_text(&at("value"), &option["value"], 1, 100);
            self.form.text(&at("description"), &option["description"], 0, 100);
            if !values.insert(option["value"].as_str().unwrap_or_default()) {
                let message = "The specified option value is already used";
                self.form.slip(&at("value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
            }
        }
    }
}

/// Checks a modal: id, title, and one to five text inputs.
pub(crate) fn check_modal(data: &Value) -> Result<(), Problem> {
    let mut form = Form::default();
    form.required_text("data.custom_id", &data["custom_id"], 1, 100);
    form.required_text("data.title", &data["title"], 1, 45);
    let rows = list(&mut form, "data.components", &data["components"], 5);
    if rows.is_empty() {
        form.missing("data.components");
    }
    let mut seen = BTreeSet::new();
    for (i, row) in rows.iter().enumerate() {
        let (path, input) = if row["type"].as_u64() == Some(LABEL) {
            form.required_text(&format!("data.components.{i}.label"), &row["label"], 1, 45);
            (format!("data.components.{i}.component"), &row["component"])
        } else {
            let at = format!("data.components.{i}.components.0");
            let input = &row["components"][0];
            form.required_text(&format!("{at}.label"), &input["label"], 1, 45);
            (at, input)
        };
        form.required_text(&format!("{path}.custom_id"), &input["custom_id"], 1, 100);
        if !seen.insert(input["custom_id"].as_str().unwrap_or_default()) {
            let message = "Component custom id cannot be duplicated";
            form.slip(&format!("{path}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
        if input["type"].as_u64() == Some(TEXT_INPUT) {
            form.text(&format!("{path}.placeholder"), &input["placeholder"], 0, 100);
            form.text(&format!("{path}.value"), &input["value"], 0, 4000);
            if !matches!(input["style"].as_u64(), Some(1 | 2)) {
                form.slip(&format!("{path}.style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.");
            }
        } else {
            let message = "Value of field \"type\" must be one of (4,).";
            form.slip(&format!("{path}.type"), "UNION_TYPE_CHOICES", message);
        }
    }
    form.finish()
}

/// The components as Discord hands them back: each with a number of its own, nothing that was null.
pub(crate) fn normal_components(components: &Value) -> Vec<Value> {
    let mut next = 1;
    components.as_array().map(|all| all.iter().map(|one| normal(one, &mut next)).collect()).unwrap_or_default()
}

fn normal(component: &Value, next: &mut u64) -> Value {
    let mut out = Map::new();
    let Some(fields) = component.as_object() else { return json!({}) };
    let number = component["id"].as_u64().unwrap_or(*next);
    *next = number + 1;
    out.insert("id".into(), number.into());
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
        let value = match (key.as_str(), value) {
            ("components", Value::Array(children)) => children.iter().map(|child| normal(child, next)).collect(),
            ("accessory" | "component", Value::Object(_)) => normal(value, next),
            _ => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    if matches!(component["type"].as_u64(), Some(3 | 5..=8)) {
        out.entry("min_values").or_insert(1.into());
        out.entry("max_values").or_insert(1.into());
    }
    Value::Object(out)
}

/// Every control that can be pressed or chosen from, with its component.
pub(crate) fn custom_ids(components: &[Value]) -> Vec<(&str, &Value)> {
    let mut found = Vec::new();
    for component in components {
        if let Some(id) = component["custom_id"].as_str() {
            found.push((id, component));
        }
        let children = component["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        found.extend(custom_ids(children));
        if component["accessory"].is_object() {
            found.extend(custom_ids(std::slice::from_ref(&component["accessory"])));
        }
    }
    found
}
