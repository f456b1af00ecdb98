//! One file of `intents/`.

use std::str::FromStr;

use super::fields::Fields;
use super::page;
use super::sheet::Sheet;
use super::suggest::did_you_mean;
use super::toml_text::TomlText;
use crate::advisor::{Answers, IntentId, IntentSpec, Kind, PageId};

/// What `answers` may be, besides a page.
const ANSWERS: [(&str, Answers); 18] = [
    ("role", Answers::Describe(Kind::Role)),
    ("role.skills", Answers::Skills),
    ("pay", Answers::Pay),
    ("role.compare", Answers::Compare(Kind::Role)),
    ("ladder", Answers::Ladder),
    ("tool", Answers::Describe(Kind::Tool)),
    ("tool.compare", Answers::Compare(Kind::Tool)),
    ("tool.recommend", Answers::Recommend),
    ("skill", Answers::Describe(Kind::Skill)),
    ("transition", Answers::Transition),
    ("goal", Answers::Goal),
    ("done", Answers::Done),
    ("progress", Answers::Progress),
    ("next", Answers::Next),
    ("tip", Answers::Tip),
    ("help", Answers::Help),
    ("greet", Answers::Greet),
    ("thanks", Answers::Thanks),
];

/// Reads an intent; `None` when nobody could say what answers it.
pub(super) fn read(sheet: &Sheet) -> Option<IntentSpec> {
    let file = sheet.file;
    let text = TomlText { text: &file.text, first_line: 1 };
    let table = text.parse(sheet)?;
    let fields = Fields::top(sheet, text, table.get_ref());
    if !fields.has("answers") {
        fields.missing("answers", "`answers = \"role\"`, or the page that answers, such as \"faqs/is-python-slow\"");
    }
    let answers = fields.text("answers").and_then(|typed| {
        let found = answers(&typed);
        if found.is_none() {
            let problem = fields.problem("answers", "value_types", format!("nothing answers as \"{typed}\"."));
            let hint = did_you_mean(&typed, names()).unwrap_or_else(|| {
                format!(
                    "It is a page such as \"faqs/is-python-slow\", or one of {}.",
                    names().collect::<Vec<_>>().join(", ")
                )
            });
            fields.sheet().note(problem.hint(hint));
        }
        found
    });
    let patterns = fields.texts("patterns");
    let examples = page::examples(&fields);
    fields.finish();
    Some(IntentSpec { id: IntentId::new(&file.name), answers: answers?, patterns, examples, layer: file.layer.clone() })
}

fn names() -> impl Iterator<Item = &'static str> {
    ANSWERS.iter().map(|(name, _)| *name).chain(["distress"])
}

fn answers(typed: &str) -> Option<Answers> {
    if typed == "distress" {
        return Some(Answers::Distress);
    }
    let named = ANSWERS.iter().find(|(name, _)| *name == typed).map(|(_, answers)| answers.clone());
    named.or_else(|| PageId::from_str(typed).ok().map(Answers::Page))
}
