//! The commands an application registered: bulk or one by one, for all servers or for one.

mod check;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::event::PlaygroundEvent;
use super::id::{GuildId, Id};
use super::problem::Form;
use super::{Problem, World};

/// The most there may be of each kind of command, for all servers and again for each.
const MOST: [(u64, usize); 3] = [(1, 100), (2, 15), (3, 15)];

/// Where a command is registered: for all servers, or for one.
pub(crate) type Scope = Option<GuildId>;

/// Every registered command.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    all: BTreeMap<Scope, BTreeMap<Id, Value>>,
}

impl Registry {
    /// The commands of a scope, as Discord lists them.
    pub(crate) fn list(&self, scope: Scope) -> Vec<Value> {
        self.all.get(&scope).map(|commands| commands.values().cloned().collect()).unwrap_or_default()
    }

    /// Every command, of all scopes.
    pub(crate) fn everything(&self) -> impl Iterator<Item = &Value> {
        self.all.values().flat_map(BTreeMap::values)
    }

    pub(crate) fn get(&self, scope: Scope, id: Id) -> Result<&Value, Problem> {
        self.all.get(&scope).and_then(|commands| commands.get(&id)).ok_or_else(Problem::unknown_command)
    }

    fn of_kind(&self, scope: Scope, kind: u64) -> usize {
        self.list(scope).iter().filter(|command| kind_of(command) == kind).count()
    }

    fn named(&self, scope: Scope, command: &Value) -> Option<Id> {
        let same = |other: &Value| other["name"] == command["name"] && kind_of(other) == kind_of(command);
        self.all.get(&scope)?.iter().find(|(_, other)| same(other)).map(|(id, _)| *id)
    }
}

fn kind_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

impl World {
    /// Replaces every command of a scope. Commands that keep name and kind keep their id.
    pub(crate) fn put_commands(&mut self, scope: Scope, body: &Value) -> Result<Vec<Value>, Problem> {
        let Some(commands) = body.as_array() else {
            return Err(Problem::form("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"));
        };
        let mut form = Form::default();
        let mut seen = BTreeSet::new();
        for (i, command) in commands.iter().enumerate() {
            check::command(&mut form, &format!("{i}."), command);
            if !seen.insert((kind_of(command), command["name"].to_string())) {
                let message = "Application command names must be unique";
                form.slip(&i.to_string(), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
            }
        }
        form.finish()?;
        for (kind, most) in MOST {
            if commands.iter().filter(|command| kind_of(command) == kind).count() > most {
                return Err(Problem::too_many_commands());
            }
        }
        let mut kept = BTreeMap::new();
        for command in commands {
            let (id, command) = self.settled(scope, command);
            kept.insert(id, command);
        }
        self.commands.all.insert(scope, kept);
        self.news(PlaygroundEvent::CommandsChanged);
        Ok(self.commands.list(scope))
    }

    /// Registers one command, or replaces the one of its name. Tells whether it is new.
    pub(crate) fn post_command(&mut self, scope: Scope, body: &Value) -> Result<(bool, Value), Problem> {
        let mut form = Form::default();
        check::command(&mut form, "", body);
        form.finish()?;
        let new = self.commands.named(scope, body).is_none();
        let most = MOST.iter().find(|(kind, _)| *kind == kind_of(body)).map_or(0, |(_, most)| *most);
        if new && self.commands.of_kind(scope, kind_of(body)) >= most {
            return Err(Problem::too_many_commands());
        }
        let (id, command) = self.settled(scope, body);
        self.commands.all.entry(scope).or_default().insert(id, command.clone());
        self.news(PlaygroundEvent::CommandsChanged);
        Ok((new, command))
    }

    /// Changes the fields given.
    pub(crate) fn patch_command(&mut self, scope: Scope, id: Id, body: &Value) -> Result<Value, Problem> {
        let mut command = self.commands.get(scope, id)?.clone();
        super::guild::merge(&mut command, body.clone());
        let mut form = Form::default();
        check::command(&mut form, "", &command);
        form.finish()?;
        let command = self.normal(scope, id, &command);
        self.commands.all.entry(scope).or_default().insert(id, command.clone());
        self.news(PlaygroundEvent::CommandsChanged);
        Ok(command)
    }

    /// Takes a command away.
    pub(crate) fn delete_command(&mut self, scope: Scope, id: Id) -> Result<(), Problem> {
        self.commands.get(scope, id)?;
        if let Some(commands) = self.commands.all.get_mut(&scope) {
            commands.remove(&id);
        }
        self.news(PlaygroundEvent::CommandsChanged);
        Ok(())
    }

    /// The command under the id it has, or a new one.
    fn settled(&mut self, scope: Scope, command: &Value) -> (Id, Value) {
        let id = self.commands.named(scope, command).unwrap_or_else(|| self.next_id());
        (id, self.normal(scope, id, command))
    }

    /// The command object as Discord hands it back, with every default.
    fn normal(&mut self, scope: Scope, id: Id, command: &Value) -> Value {
        let permissions = match &command["default_member_permissions"] {
            Value::Number(bits) => bits.to_string().into(),
            other => other.clone(),
        };
        let mut out = json!({
            "id": id,
            "application_id": self.app.id,
            "default_member_permissions": permissions,
            "type": kind_of(command),
            "name": command["name"],
            "name_localizations": command["name_localizations"],
            "description": command["description"].as_str().unwrap_or_default(),
            "description_localizations": command["description_localizations"],
            "nsfw": command["nsfw"].as_bool().unwrap_or(false),
        });
        if let Some(guild) = scope {
            out["guild_id"] = guild.into();
        } else {
            out["dm_permission"] = command["dm_permission"].as_bool().unwrap_or(true).into();
            out["contexts"] = command["contexts"].clone();
            let everywhere = json!([0]);
            let types = &command["integration_types"];
            out["integration_types"] = if types.is_null() { everywhere } else { types.clone() };
        }
        if let Some(options) = command["options"].as_array().filter(|options| !options.is_empty()) {
            out["options"] = options.iter().map(normal_option).collect();
        }
        // The version changes when anything else does.
        let old = self.commands.get(scope, id).ok().cloned().unwrap_or_default();
        let same = out.as_object().is_some_and(|fields| fields.iter().all(|(key, value)| &old[key] == value))
            && old.get("options") == out.get("options");
        out["version"] = if same { old["version"].clone() } else { self.next_id().into() };
        out
    }
}

fn normal_option(option: &Value) -> Value {
    let mut out = Map::new();
    for (key, value) in option.as_object().into_iter().flatten() {
        let value = match (key.as_str(), value) {
            (_, Value::Null) | ("required" | "autocomplete", Value::Bool(false)) => continue,
            ("options" | "choices", Value::Array(items)) if items.is_empty() => continue,
            ("options", Value::Array(options)) => options.iter().map(normal_option).collect(),
            _ => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    Value::Object(out)
}
