//! What people do: use commands, ask for suggestions, press, choose, submit.

use serde_json::{Value, json};

use super::super::id::{ChannelId, GuildId, Id, MessageId, UserId};
use super::super::limits::custom_ids;
use super::super::permission::USE_APPLICATION_COMMANDS;
use super::super::{Channel, Refusal, World, permission};
use super::{AUTOCOMPLETE, Begin, COMMAND, COMPONENT, MODAL, State, TOKEN_MS};

/// The options somebody filled in: name and value.
pub(crate) type Filled<'a> = &'a [(String, Value)];

/// A command that was found, and the option list that applies to it.
struct Found {
    id: Value,
    kind: u64,
    name: String,
    /// Group and subcommand, outermost first, each with its type.
    path: Vec<(u64, String)>,
    options: Vec<Value>,
    guild: Option<Value>,
}

impl World {
    /// Uses a slash command (`/privacy show` is `privacy show`) or, with a target, a message menu.
    pub(crate) fn invoke(
        &mut self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        filled: Filled<'_>,
        target: Option<MessageId>,
    ) -> Result<Id, Refusal> {
        let found = self.find_command(user, channel, name, target.is_some())?;
        let mut looked_up = json!({});
        let mut data = json!({ "id": found.id, "name": found.name, "type": found.kind });
        if let Some(guild) = &found.guild {
            data["guild_id"] = guild.clone();
        }
        if let Some(target) = target {
            let message = self.message(user, channel, target)?;
            data["target_id"] = target.into();
            looked_up["messages"] = json!({ target.to_string(): self.message_json(message) });
        } else {
            let mut options = Vec::new();
            for (key, value) in filled {
                let option = found.options.iter().find(|option| option["name"] == key.as_str());
                let option = option.ok_or_else(|| Refusal(format!("/{name} has no option \"{key}\".")))?;
                let value = self.option_value(user, channel, option, value, &mut looked_up)?;
                options.push(json!({ "name": key, "type": option["type"], "value": value }));
            }
            for option in &found.options {
                let given = filled.iter().any(|(key, _)| option["name"] == key.as_str());
                if option["required"].as_bool().unwrap_or(false) && !given {
                    return Err(Refusal(format!("/{name} needs the option {}.", option["name"])));
                }
            }
            data["options"] = nest(&found.path, options);
        }
        if looked_up.as_object().is_some_and(|all| !all.is_empty()) {
            data["resolved"] = looked_up;
        }
        let slash = if target.is_some() { "" } else { "/" };
        let person = self.users.get(&user).map(|user| user.shown().to_owned()).unwrap_or_default();
        let begin = Begin { target, used: Some(format!("{person} used {slash}{name}")), ..Begin::default() };
        Ok(self.begin(user, channel, COMMAND, &data, begin))
    }

    /// Asks for suggestions while an option is being typed.
    pub(crate) fn autocomplete(
        &mut self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        filled: Filled<'_>,
        focused: &str,
    ) -> Result<Id, Refusal> {
        let found = self.find_command(user, channel, name, false)?;
        let mut options = Vec::new();
        for (key, value) in filled {
            let option = found.options.iter().find(|option| option["name"] == key.as_str());
            let option = option.ok_or_else(|| Refusal(format!("/{name} has no option \"{key}\".")))?;
            let mut one = json!({ "name": key, "type": option["type"], "value": value });
            if key == focused {
                if !option["autocomplete"].as_bool().unwrap_or(false) {
                    return Err(Refusal(format!("/{name} suggests nothing for \"{key}\".")));
                }
                one["focused"] = true.into();
            }
            options.push(one);
        }
        let mut data = json!({ "id": found.id, "name": found.name, "type": found.kind });
        data["options"] = nest(&found.path, options);
        if let Some(guild) = found.guild {
            data["guild_id"] = guild;
        }
        Ok(self.begin(user, channel, AUTOCOMPLETE, &data, Begin::default()))
    }

    /// Presses a button, or chooses from a menu when there are values.
    pub(crate) fn press(
        &mut self,
        user: UserId,
        message: MessageId,
        custom_id: &str,
        values: Option<&[String]>,
    ) -> Result<Id, Refusal> {
        let channel = self.messages.get(&message).map(|m| m.channel).unwrap_or_default();
        let seen = self.message(user, channel, message)?;
        let controls = custom_ids(&seen.components);
        let component = controls.iter().find(|(id, _)| *id == custom_id).map(|(_, component)| *component);
        let component = component.ok_or_else(|| Refusal(format!("There is no control \"{custom_id}\" there.")))?;
        if component["disabled"].as_bool().unwrap_or(false) {
            return Err(Refusal("This control is switched off.".to_owned()));
        }
        let mut data = json!({ "custom_id": custom_id, "component_type": component["type"] });
        if let Some(values) = values {
            let options = component["options"].as_array().map(Vec::as_slice).unwrap_or_default();
            let known = |value: &String| options.is_empty() || options.iter().any(|o| o["value"] == value.as_str());
            if let Some(odd) = values.iter().find(|value| !known(value)) {
                return Err(Refusal(format!("The menu has no \"{odd}\".")));
            }
            data["values"] = json!(values);
        }
        Ok(self.begin(user, channel, COMPONENT, &data, Begin { message: Some(message), ..Begin::default() }))
    }

    /// Sends off a form that an interaction opened.
    pub(crate) fn submit(&mut self, user: UserId, opened_by: Id, fields: &[(String, String)]) -> Result<Id, Refusal> {
        let no_form = || Refusal("There is no such form open.".to_owned());
        let opener = self.interactions.get(&opened_by).filter(|opener| opener.user == user).ok_or_else(no_form)?;
        let State::Form(form) = opener.state.clone() else { return Err(no_form()) };
        if opener.created_ms + TOKEN_MS < self.now_ms {
            return Err(no_form());
        }
        let begin = Begin { message: opener.message, trigger: opener.metadata.clone(), ..Begin::default() };
        let channel = opener.channel;
        let mut rows = Vec::new();
        for (i, row) in form["components"].as_array().into_iter().flatten().enumerate() {
            let labelled = row["component"].is_object();
            let input = if labelled { &row["component"] } else { &row["components"][0] };
            let key = input["custom_id"].as_str().unwrap_or_default();
            let typed = fields.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str());
            let value = typed.or(input["value"].as_str()).unwrap_or_default();
            check_input(input, value)?;
            let inner = json!({ "id": 2 * i + 2, "type": input["type"], "custom_id": key, "value": value });
            rows.push(if labelled {
                json!({ "id": 2 * i + 1, "type": 18, "component": inner })
            } else {
                json!({ "id": 2 * i + 1, "type": 1, "components": [inner] })
            });
        }
        let data = json!({ "custom_id": form["custom_id"], "components": rows });
        Ok(self.begin(user, channel, MODAL, &data, begin))
    }

    fn find_command(&self, user: UserId, channel: ChannelId, name: &str, menu: bool) -> Result<Found, Refusal> {
        let place = self.seen(user, channel)?;
        let permissions = self.permissions(user, place);
        if permissions & USE_APPLICATION_COMMANDS == 0 {
            return Err(Refusal("Commands are not allowed to you here.".to_owned()));
        }
        let words: Vec<&str> = if menu { vec![name] } else { name.split_whitespace().collect() };
        let top = words.first().copied().unwrap_or_default();
        let (mut all, context) = match place.guild {
            Some(guild) => (self.commands.list(Some(guild)), 0),
            None => (Vec::new(), 1),
        };
        all.extend(self.commands.list(None));
        let wanted = |command: &&Value| command["name"] == top && (command["type"] == 3) == menu;
        let command = all.iter().find(wanted).ok_or_else(|| Refusal(format!("There is no command \"{top}\" here.")))?;
        let allowed_here = match command["contexts"].as_array() {
            Some(contexts) => contexts.contains(&context.into()),
            None => context == 0 || command["dm_permission"].as_bool().unwrap_or(true),
        };
        let allowed_here = allowed_here || !self.knows_contexts;
        let needs = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
        let may = needs.is_none_or(|bits| permissions == permission::ALL || (bits != 0 && permissions & bits == bits));
        let may = may || place.guild.is_some_and(|guild| self.was_given(guild, user, top));
        if !allowed_here || (context == 0 && !may) {
            return Err(Refusal(format!("\"{top}\" is not available to you here.")));
        }
        let (mut path, mut options) = (Vec::new(), command["options"].as_array().cloned().unwrap_or_default());
        for word in &words[1..] {
            let next = options.iter().find(|option| option["name"] == *word && option["type"].as_u64() <= Some(2));
            let next = next.ok_or_else(|| Refusal(format!("There is no command \"{name}\".")))?.clone();
            path.push((next["type"].as_u64().unwrap_or(1), (*word).to_owned()));
            options = next["options"].as_array().cloned().unwrap_or_default();
        }
        if options.iter().any(|option| option["type"].as_u64() <= Some(2)) {
            return Err(Refusal(format!("\"{name}\" needs one of its subcommands.")));
        }
        Ok(Found {
            id: command["id"].clone(),
            kind: command["type"].as_u64().unwrap_or(1),
            name: top.to_owned(),
            path,
            options,
            guild: command.get("guild_id").cloned(),
        })
    }

    /// Whether a command was given to this member or one of their roles.
    fn was_given(&self, guild: GuildId, user: UserId, command: &str) -> bool {
        let Some(guild) = self.guilds.get(&guild) else { return false };
        let Some(member) = guild.members.get(&user) else { return false };
        let theirs = |whom: &Id| *whom == guild.id || *whom == user || member.roles.contains(whom);
        guild.given_commands.iter().any(|(name, whom)| name == command && theirs(whom))
    }

    /// The value as Discord would send it; people, roles and channels of this server are looked up.
    fn option_value(
        &self,
        user: UserId,
        here: ChannelId,
        option: &Value,
        value: &Value,
        looked_up: &mut Value,
    ) -> Result<Value, Refusal> {
        let guild = self.guild_of(here);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let wrong = || Refusal(format!("\"{text}\" does not fit the option {}.", option["name"]));
        if let Some(choices) = option["choices"].as_array().filter(|choices| !choices.is_empty()) {
            let choice = choices.iter().find(|choice| choice["value"] == *value || choice["name"] == text.as_str());
            return Ok(choice.ok_or_else(wrong)?["value"].clone());
        }
        match option["type"].as_u64() {
            Some(3) => {
                let length = text.chars().count() as u64;
                let least = option["min_length"].as_u64().unwrap_or(0);
                let most = option["max_length"].as_u64().unwrap_or(6000);
                if length < least || length > most { Err(wrong()) } else { Ok(text.into()) }
            }
            Some(4) => {
                let number: i64 = text.parse().map_err(|_| wrong())?;
                let (least, most) = (option["min_value"].as_i64(), option["max_value"].as_i64());
                let fits = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
                if fits { Ok(number.into()) } else { Err(wrong()) }
            }
            Some(5) => Ok(text.parse::<bool>().map_err(|_| wrong())?.into()),
            Some(6 | 9) => {
                let id = self.person(text.trim_start_matches('@')).ok_or_else(wrong)?;
                let user = self.users.get(&id).ok_or_else(wrong)?;
                looked_up["users"][id.to_string()] = user.json();
                let member = self.guilds.values().find_map(|guild| guild.members.get(&id));
                if let Some(member) = member {
                    looked_up["members"][id.to_string()] = member.bare_json();
                    looked_up["members"][id.to_string()]["permissions"] = permission::EVERYONE.to_string().into();
                }
                Ok(id.into())
            }
            Some(7) => {
                let plain = text.trim_start_matches('#');
                let named = |c: &&Channel| c.name == plain || c.id.to_string() == plain;
                // A client offers what this person sees in this server.
                let offered = |c: &&Channel| c.guild == guild && self.seen(user, c.id).is_ok();
                let channel = self.channels.values().filter(offered).find(named).ok_or_else(wrong)?;
                let kinds = option["channel_types"].as_array().filter(|kinds| !kinds.is_empty());
                if kinds.is_some_and(|kinds| !kinds.contains(&channel.kind.number().into())) {
                    return Err(wrong());
                }
                let mut json = self.channel_json(channel);
                json["permissions"] = self.permissions(user, channel).to_string().into();
                looked_up["channels"][channel.id.to_string()] = json;
                Ok(channel.id.into())
            }
            Some(8) => {
                let plain = text.trim_start_matches(['@', '&']);
                let roles =
                    guild.and_then(|id| self.guilds.get(&id)).into_iter().flat_map(|guild| guild.roles.values());
                let role =
                    roles.into_iter().find(|r| r.name == plain || r.id.to_string() == plain).ok_or_else(wrong)?;
                looked_up["roles"][role.id.to_string()] = role.json();
                Ok(role.id.into())
            }
            Some(10) => Ok(text.parse::<f64>().map_err(|_| wrong())?.into()),
            _ => Err(wrong()),
        }
    }
}

fn nest(path: &[(u64, String)], options: Vec<Value>) -> Value {
    path.iter()
        .rev()
        .fold(options.into(), |inner, (kind, name)| json!([{ "name": name, "type": kind, "options": inner }]))
}

fn check_input(input: &Value, value: &str) -> Result<(), Refusal> {
    let length = value.chars().count() as u64;
    let required = input["required"].as_bool().unwrap_or(true);
    let least = input["min_length"].as_u64().unwrap_or(u64::from(required));
    let most = input["max_length"].as_u64().unwrap_or(4000);
    if (length < least && (required || length > 0)) || length > most {
        let label = input["label"].as_str().or(input["custom_id"].as_str()).unwrap_or_default();
        return Err(Refusal(format!("\"{label}\" takes {least} to {most} characters.")));
    }
    Ok(())
}
