//! Holds recorded requests and answers against Discord's own description of its HTTP API.
//!
//! The description is not part of this project: `DISCORD_OPENAPI` names the file. Without it nothing is
//! checked here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};
use signpost::playground::Exchange;

/// The description, with a compiled validator for each schema that was needed so far.
pub(crate) struct Description {
    paths: Vec<(Vec<String>, Value)>,
    components: Value,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The description `DISCORD_OPENAPI` names, read once.
pub(crate) fn description() -> Option<&'static Description> {
    static READ: OnceLock<Option<Description>> = OnceLock::new();
    READ.get_or_init(|| std::env::var_os("DISCORD_OPENAPI").map(|path| Description::read(path.as_ref()))).as_ref()
}

/// Fails when a request or an answer is not as Discord describes it.
pub(crate) fn check(traffic: &[Exchange]) {
    let Some(description) = description() else { return };
    let wrong: Vec<String> = traffic.iter().flat_map(|exchange| description.wrong(exchange)).collect();
    assert!(wrong.is_empty(), "not as Discord describes it:\n{}", wrong.join("\n\n"));
}

impl Description {
    fn read(path: &std::path::Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut all: Value = serde_json::from_str(&text).unwrap();
        reconcile(&mut all);
        let paths = all["paths"].as_object().unwrap().iter();
        let paths = paths.map(|(path, item)| (path.split('/').map(str::to_owned).collect(), item.clone())).collect();
        Self { paths, components: all["components"].take(), compiled: Mutex::default() }
    }

    /// What is wrong with an exchange, one line each.
    pub(crate) fn wrong(&self, exchange: &Exchange) -> Vec<String> {
        let Exchange { method, path, status, .. } = exchange;
        let name = format!("{method} {path} -> {status}");
        let Some((key, operation)) = self.operation(exchange) else {
            return vec![format!("{name}: Discord has no such operation")];
        };
        let mut wrong = Vec::new();
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let known: Vec<&str> = parameters.filter_map(|parameter| parameter["name"].as_str()).collect();
        for pair in exchange.query.split('&').filter(|pair| !pair.is_empty()) {
            let asked = pair.split('=').next().unwrap_or_default();
            if !known.contains(&asked) {
                wrong.push(format!("{name}: no query parameter {asked}"));
            }
        }
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        match &exchange.request {
            Some(_) if body.is_null() => wrong.push(format!("{name}: takes no body")),
            Some(request) => wrong.extend(self.breaches(&format!("{key} request"), body, request, &name)),
            None => {}
        }
        let responses = &operation["responses"];
        let class = format!("{}XX", status / 100);
        let described = [status.to_string(), class].into_iter().find(|key| responses.get(key).is_some());
        match described {
            Some(described) => {
                let mut response = &responses[&described];
                if let Some(reference) = response["$ref"].as_str() {
                    response = self.components.pointer(reference.trim_start_matches("#/components")).unwrap();
                }
                let schema = &response["content"]["application/json"]["schema"];
                match &exchange.response {
                    Some(_) if schema.is_null() => wrong.push(format!("{name}: answers with no body")),
                    Some(answer) => wrong.extend(self.breaches(&format!("{key} {described}"), schema, answer, &name)),
                    None if !schema.is_null() && !exchange.fault => {
                        wrong.push(format!("{name}: answered without a body"));
                    }
                    None => {}
                }
            }
            // Broken on order, left hanging or dropped: nothing to describe.
            None if exchange.fault || *status == 0 => {}
            None => wrong.push(format!("{name}: Discord does not answer with this status")),
        }
        wrong
    }

    /// The operation of an exchange. A fixed word goes before a name in braces.
    fn operation(&self, exchange: &Exchange) -> Option<(String, &Value)> {
        let steps: Vec<&str> = exchange.path.split('/').collect();
        let fits = |template: &[String]| {
            template.len() == steps.len()
                && template.iter().zip(&steps).all(|(wanted, step)| wanted.starts_with('{') || wanted == step)
        };
        let names = |template: &[String]| template.iter().filter(|step| step.starts_with('{')).count();
        let method = exchange.method.to_lowercase();
        let found = self.paths.iter().filter(|(template, item)| fits(template) && item.get(&method).is_some());
        let (template, item) = found.min_by_key(|(template, _)| names(template))?;
        Some((format!("{method} {}", template.join("/")), &item[&method]))
    }

    fn breaches(&self, key: &str, schema: &Value, body: &Value, name: &str) -> Vec<String> {
        let validator = self.validator(key, schema);
        let breaches = validator.iter_errors(body);
        breaches.map(|breach| format!("{name}: {} at {}\nin {body}", breach, breach.instance_path())).collect()
    }

    fn validator(&self, key: &str, schema: &Value) -> Arc<Validator> {
        let mut compiled = self.compiled.lock().unwrap();
        let compile = || {
            let whole = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "components": self.components,
                "allOf": [schema],
            });
            Arc::new(jsonschema::options().should_validate_formats(true).build(&whole).unwrap())
        };
        Arc::clone(compiled.entry(key.to_owned()).or_insert_with(compile))
    }
}

/// Where the description and the documentation differ, the documentation and Discord itself are right.
fn reconcile(all: &mut Value) {
    let schemas = &mut all["components"]["schemas"];
    // The codes inside a 50035 are words: "BASE_TYPE_MAX_LENGTH".
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = json!({
        "type": "object",
        "properties": { "code": { "type": "string" }, "message": { "type": "string" } },
        "required": ["code", "message"],
    });
    // Permissions are written as a string of digits, in requests too.
    for name in
        ["ApplicationCommandUpdateRequest", "ApplicationCommandCreateRequest", "ApplicationCommandPatchRequestPartial"]
    {
        schemas[name]["properties"]["default_member_permissions"] =
            json!({ "type": ["string", "null"], "pattern": "^[0-9]+$" });
    }
}
