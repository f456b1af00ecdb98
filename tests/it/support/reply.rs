//! What the bot wrote, in a form that reads well in a test and in a snapshot.

use std::fmt;

use serde_json::Value;
use signpost::playground::{Id, MessageView};

/// A message of the bot.
#[derive(Clone, Debug)]
pub(crate) struct Reply(pub(crate) MessageView);

impl Reply {
    /// Everything there is to read: text, embeds, labels.
    pub(crate) fn text(&self) -> String {
        self.to_string()
    }

    /// Whether only one person sees it.
    pub(crate) fn is_ephemeral(&self) -> bool {
        self.0.ephemeral
    }

    /// The labels of its buttons, in order.
    pub(crate) fn buttons(&self) -> Vec<String> {
        let buttons = self.controls().into_iter().filter(|control| control["type"] == 2);
        buttons.map(|button| button["label"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The id of the control with this label, placeholder or id.
    pub(crate) fn control(&self, name: &str) -> String {
        let named = |control: &&Value| ["label", "placeholder", "custom_id"].iter().any(|key| control[*key] == name);
        let controls = self.controls();
        let control = controls.iter().find(named).unwrap_or_else(|| panic!("no control \"{name}\" on:\n{self}"));
        control["custom_id"].as_str().unwrap_or_else(|| panic!("\"{name}\" cannot be pressed")).to_owned()
    }

    fn controls(&self) -> Vec<Value> {
        let rows = self.0.components.iter().filter_map(|row| row["components"].as_array());
        rows.flatten().cloned().collect()
    }
}

/// A form that somebody has before them.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The interaction that opened it.
    pub(crate) opened_by: Id,
    /// The form as the bot sent it.
    pub(crate) modal: Value,
}

impl Form {
    /// Its only input.
    pub(crate) fn input(&self) -> &Value {
        &self.modal["components"][0]["components"][0]
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        let with_names = |text: &str| {
            self.0.names.iter().fold(text.to_owned(), |text, (written, shown)| text.replace(written, shown))
        };
        let seen = if self.0.ephemeral { " (only you see this)" } else { "" };
        lines.push(format!("{}{seen}: {}", self.0.author.name, with_names(&self.0.content)));
        for embed in &self.0.embeds {
            for (part, mark) in [("title", "# "), ("description", "")] {
                if let Some(text) = embed[part].as_str() {
                    lines.push(format!("{mark}{}", with_names(text)));
                }
            }
            for field in embed["fields"].as_array().into_iter().flatten() {
                let (name, value) = (field["name"].as_str().unwrap_or_default(), field["value"].as_str());
                lines.push(format!("**{name}** {}", with_names(value.unwrap_or_default())));
            }
            if let Some(footer) = embed["footer"]["text"].as_str() {
                lines.push(format!("-# {footer}"));
            }
        }
        for row in &self.0.components {
            let controls = row["components"].as_array().into_iter().flatten();
            let shown: Vec<String> = controls
                .map(|control| {
                    let label = control["label"].as_str().or(control["placeholder"].as_str()).unwrap_or_default();
                    let off = if control["disabled"] == true { " (off)" } else { "" };
                    format!("[{label}{off}]")
                })
                .collect();
            lines.push(shown.join(" "));
        }
        f.write_str(lines.join("\n").trim_end())
    }
}
