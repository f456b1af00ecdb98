//! Who is mentioned in a text, and who of them is pinged.

use serde_json::Value;

use super::id::Id;
use super::problem::Problem;

/// What a text mentions, pinged or not.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Written {
    pub(crate) users: Vec<Id>,
    pub(crate) roles: Vec<Id>,
    pub(crate) everyone: bool,
}

/// Reads `<@1>`, `<@!1>`, `<@&1>`, `@everyone` and `@here`.
pub(crate) fn written(text: &str) -> Written {
    let mut found = Written { everyone: text.contains("@everyone") || text.contains("@here"), ..Written::default() };
    for (start, _) in text.match_indices("<@") {
        let rest = &text[start + 2..];
        let Some(end) = rest.find('>') else { continue };
        let inside = &rest[..end];
        let (list, digits) = match inside.strip_prefix('&') {
            Some(digits) => (&mut found.roles, digits),
            None => (&mut found.users, inside.strip_prefix('!').unwrap_or(inside)),
        };
        if let Ok(id) = digits.parse::<Id>()
            && !list.contains(&id)
        {
            list.push(id);
        }
    }
    found
}

/// Which of the mentioned may be pinged.
#[derive(Clone, Debug, PartialEq)]
enum Which {
    All,
    Only(Vec<Id>),
}

impl Which {
    fn has(&self, id: Id) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.contains(&id),
        }
    }
}

/// The `allowed_mentions` of a message.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    users: Which,
    roles: Which,
    everyone: bool,
    pub(crate) replied_user: bool,
}

impl Allowed {
    /// A message that says nothing about it: everything is parsed.
    pub(crate) fn in_messages() -> Self {
        Self { users: Which::All, roles: Which::All, everyone: true, replied_user: true }
    }

    /// An answer to an interaction that says nothing about it: users only.
    pub(crate) fn in_interactions() -> Self {
        Self { roles: Which::Only(vec![]), everyone: false, ..Self::in_messages() }
    }

    /// Reads the field, or takes the default when it is not there.
    pub(crate) fn read(field: &Value, default: Self) -> Result<Self, Problem> {
        if field.is_null() {
            return Ok(default);
        }
        let parse: Vec<&str> =
            field["parse"].as_array().map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
        if let Some(odd) = parse.iter().find(|kind| !["users", "roles", "everyone"].contains(kind)) {
            let message = format!("Value must be one of ('users', 'everyone', 'roles'), not '{odd}'.");
            return Err(Problem::form("allowed_mentions.parse.0", "BASE_TYPE_CHOICES", message));
        }
        let which = |kind: &str| {
            let ids: Vec<Id> = field[kind]
                .as_array()
                .map(|all| all.iter().filter_map(|id| id.as_str()?.parse().ok()).collect())
                .unwrap_or_default();
            let parsed = parse.contains(&kind);
            if parsed && !ids.is_empty() {
                let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
                let code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE";
                return Err(Problem::form("allowed_mentions", code, message));
            }
            Ok(if parsed { Which::All } else { Which::Only(ids) })
        };
        Ok(Self {
            users: which("users")?,
            roles: which("roles")?,
            everyone: parse.contains(&"everyone"),
            replied_user: field["replied_user"].as_bool().unwrap_or(false),
        })
    }

    /// Leaves of the mentions only those that ping.
    pub(crate) fn filter(&self, written: Written) -> Written {
        Written {
            users: written.users.into_iter().filter(|id| self.users.has(*id)).collect(),
            roles: written.roles.into_iter().filter(|id| self.roles.has(*id)).collect(),
            everyone: written.everyone && self.everyone,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "@everyone <@1> and <@!2>, <@&3> <@x> <@";

    fn pinged(allowed: &Value) -> (Vec<u64>, Vec<u64>, bool) {
        let all = Allowed::read(allowed, Allowed::in_messages()).unwrap().filter(written(TEXT));
        (all.users.iter().map(|id| id.0).collect(), all.roles.iter().map(|id| id.0).collect(), all.everyone)
    }

    #[test]
    fn a_plain_message_pings_all_it_mentions() {
        assert_eq!(pinged(&Value::Null), (vec![1, 2], vec![3], true));
    }

    #[test]
    fn an_empty_parse_pings_nobody() {
        assert_eq!(pinged(&json!({ "parse": [] })), (vec![], vec![], false));
    }

    #[test]
    fn lists_name_those_who_may_be_pinged() {
        assert_eq!(pinged(&json!({ "users": ["2", "9"], "parse": ["roles"] })), (vec![2], vec![3], false));
    }

    #[test]
    fn parse_and_a_list_exclude_each_other() {
        let both = json!({ "parse": ["users"], "users": ["1"] });
        assert_eq!(Allowed::read(&both, Allowed::in_messages()).unwrap_err().code, 50035);
        let empty = json!({ "parse": ["users"], "users": [] });
        assert!(Allowed::read(&empty, Allowed::in_messages()).is_ok());
    }

    #[test]
    fn interactions_parse_users_only() {
        let all = Allowed::in_interactions().filter(written(TEXT));
        assert_eq!((all.users.len(), all.roles.len(), all.everyone), (2, 0, false));
    }
}
