//! `levels.toml` and `sources.toml`.

use jiff::civil::Date;

use super::fields::Fields;
use super::sheet::Sheet;
use super::toml_text::TomlText;
use super::{pay, prose};
use crate::advisor::{Level, LevelInfo, Premium, Slug, Source};

/// What `levels.toml` says.
#[derive(Default)]
pub(super) struct Ladder {
    /// The day it was compared with its sources.
    pub(super) checked: Option<Date>,
    /// The rungs, lowest first.
    pub(super) levels: Vec<LevelInfo>,
    /// Differences in pay by field.
    pub(super) premiums: Vec<Premium>,
}

/// Reads `levels.toml`.
pub(super) fn read_levels(sheet: &Sheet) -> Ladder {
    let text = TomlText { text: &sheet.file.text, first_line: 1 };
    let Some(table) = text.parse(sheet) else { return Ladder::default() };
    let fields = Fields::top(sheet, text, table.get_ref());
    if !fields.has("checked") {
        fields.missing("checked", "`checked = 2026-11-21`, the day you compared the file with its sources");
    }
    let checked = fields.date("checked");
    let levels =
        Level::ALL.into_iter().filter_map(|level| fields.table(level.id()).map(|table| read_level(level, table)));
    let levels = levels.collect();
    let premiums = fields.tables("premium").into_iter().filter_map(pay::read_premium).collect();
    fields.finish();
    Ladder { checked, levels, premiums }
}

fn read_level(level: Level, fields: Fields) -> LevelInfo {
    if !fields.has("title") {
        fields.missing("title", "`title = \"Junior\"`");
    }
    let info = LevelInfo {
        level,
        title: fields.text("title").unwrap_or_else(|| level.id().to_owned()),
        aliases: fields.texts("aliases"),
        expects: fields.texts("expects"),
        next: fields.texts("next"),
        pay: fields.tables("pay").into_iter().filter_map(pay::read).collect(),
        sources: fields.slugs("sources"),
    };
    let id = level.id();
    for (key, texts) in [("expects", &info.expects), ("next", &info.next)] {
        for (index, text) in texts.iter().enumerate() {
            let line = fields.sheet().line(&format!("{id}.{key}[{index}]")).unwrap_or_else(|| fields.line());
            prose::look_for_money(fields.sheet(), text, line);
        }
    }
    fields.finish();
    info
}

/// What `sources.toml` says.
pub(super) struct Sources {
    /// The sources that could be read.
    pub(super) read: Vec<Source>,
    /// The keys of those that could not; `None` when the whole file could not.
    pub(super) broken: Option<Vec<Slug>>,
}

/// Reads `sources.toml`.
pub(super) fn read_sources(sheet: &Sheet) -> Sources {
    let text = TomlText { text: &sheet.file.text, first_line: 1 };
    let mut sources = Sources { read: Vec::new(), broken: None };
    let Some(table) = text.parse(sheet) else { return sources };
    let mut broken = Vec::new();
    for (key, fields) in Fields::top(sheet, text, table.get_ref()).entries() {
        match read_source(&key, fields) {
            Some(source) => sources.read.push(source),
            None => broken.push(Slug::new(&key)),
        }
    }
    sources.broken = Some(broken);
    sources
}

fn read_source(key: &str, fields: Fields) -> Option<Source> {
    for (needed, sample) in [
        ("title", "`title = \"…\"`"),
        ("short", "`short = \"Guide (2026)\"`, shown under cards"),
        ("year", "`year = 2026`"),
    ] {
        if !fields.has(needed) {
            fields.missing(needed, sample);
        }
    }
    let title = fields.text("title");
    let short = fields.text("short");
    let publisher = fields.text("publisher");
    let year = fields.number("year", "a year such as 2026");
    let link = fields.text("link");
    if let Some(link) = link.as_deref().filter(|link| !link.starts_with("https://")) {
        let problem = fields.problem("link", "links_resolve", format!("\"{link}\" is not a link."));
        let hint = "Write the whole https://… address, or leave the key out.";
        fields.sheet().note(problem.hint(hint));
    }
    fields.finish();
    Some(Source { id: Slug::new(key), title: title?, short: short?, publisher, year: year?, link })
}
