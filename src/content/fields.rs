//! A TOML table, read key by key. Every wrong value is noted with its line and left out, every key that
//! nobody asked for is noted at the end: one pass tells an author everything.

use std::cell::RefCell;
use std::str::FromStr;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use super::sheet::Sheet;
use super::suggest::did_you_mean;
use super::toml_text::TomlText;
use crate::advisor::Slug;

/// A table while it is read.
pub(super) struct Fields<'a, 'i> {
    sheet: &'a Sheet<'a>,
    text: TomlText<'a>,
    table: &'a DeTable<'i>,
    path: String,
    line: usize,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a, 'i> Fields<'a, 'i> {
    /// The top table of a header or file.
    pub(super) fn top(sheet: &'a Sheet<'a>, text: TomlText<'a>, table: &'a DeTable<'i>) -> Self {
        Self { sheet, text, table, path: String::new(), line: text.first_line, asked: RefCell::default() }
    }

    /// The line the table begins on.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The file being read.
    pub(super) fn sheet(&self) -> &'a Sheet<'a> {
        self.sheet
    }

    /// A problem with one key of this table, or with the table where the key is missing.
    pub(super) fn problem(&self, key: &str, check: &'static str, message: impl Into<String>) -> Problem {
        let line = self.table.get(key).map_or(self.line, |value| self.text.line(value.span().start));
        self.sheet.at(line, check, message)
    }

    /// Keys in the order of the file.
    fn in_order(&self) -> Vec<(&'a Spanned<toml::de::DeString<'i>>, &'a Spanned<DeValue<'i>>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.asked.borrow_mut().push(key);
        let (name, value) = self.table.get_key_value(key)?;
        self.sheet.mark(format!("{}{key}", self.path), self.text.line(name.span().start));
        Some(value)
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'i>>, wanted: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let line = self.text.line(value.span().start);
        let message = format!("`{key}` should be {wanted}, not {found}.");
        self.sheet.note(self.sheet.at(line, "value_types", message));
    }

    /// Notes that a key is needed.
    pub(super) fn missing(&self, key: &str, sample: &str) {
        let message = format!("`{key}` is missing.");
        self.sheet.note(self.sheet.at(self.line, "keys_present", message).hint(format!("Write {sample}.")));
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong(key, value, "text in \"quotes\"");
            return None;
        };
        Some(text.trim().to_owned())
    }

    /// A text that names one of a few things.
    pub(super) fn one_of<T: FromStr>(&self, key: &'static str, names: &[&str]) -> Option<T> {
        let text = self.text(key)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
            let problem = self.problem(key, "value_types", format!("`{key}` cannot be \"{text}\"."));
            let hint = did_you_mean(&text, names.iter().copied()).unwrap_or_else(|| format!("It is one of {list}."));
            self.sheet.note(problem.hint(hint));
        }
        parsed
    }

    /// A list of texts. Not there, or empty: no texts.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "a list in [brackets]");
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        let mut lines = self.text.lines_in_order();
        for item in items {
            let line = lines.line(item.span().start);
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.trim().to_owned(), line)),
                _ => self.wrong(key, item, "a list of texts in \"quotes\""),
            }
        }
        let out = texts.iter().map(|(text, _)| text.clone()).collect();
        self.sheet.mark_list(format!("{}{key}", self.path), texts);
        out
    }

    /// A list of slugs.
    pub(super) fn slugs(&self, key: &'static str) -> Vec<Slug> {
        self.texts(key).iter().map(|text| Slug::new(text)).collect()
    }

    /// A list of references such as `"skills/sql"`.
    pub(super) fn pages(&self, key: &'static str) -> Vec<crate::advisor::PageId> {
        let mut pages = Vec::new();
        for text in self.texts(key) {
            if let Ok(page) = text.parse() {
                pages.push(page);
            } else {
                let line = self.sheet.line(&format!("{}{key}={text}", self.path)).unwrap_or(self.line);
                let problem = self.sheet.at(line, "links_resolve", format!("\"{text}\" names no page."));
                self.sheet.note(problem.hint("Write the folder and the file name, such as \"skills/sql\"."));
            }
        }
        pages
    }

    /// A whole number within bounds.
    pub(super) fn number<T: TryFrom<i64>>(&self, key: &'static str, wanted: &str) -> Option<T> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let fits = number.and_then(|number| T::try_from(number).ok());
        if fits.is_none() {
            if number.is_some() {
                self.sheet.note(self.problem(key, "value_types", format!("`{key}` should be {wanted}.")));
            } else {
                self.wrong(key, value, wanted);
            }
        }
        fits
    }

    /// `true` or `false`; not there is `false`.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        let DeValue::Boolean(flag) = value.get_ref() else {
            self.wrong(key, value, "true or false");
            return false;
        };
        *flag
    }

    /// A date without a time.
    pub(super) fn date(&self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        let day = match value.get_ref() {
            DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, offset: None }) => {
                let parts = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
                match parts {
                    (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok(),
                    _ => None,
                }
            }
            _ => None,
        };
        if day.is_none() {
            self.wrong(key, value, "a date without quotes, such as 2026-11-21");
        }
        day
    }

    /// A table below this one.
    pub(super) fn table(&self, key: &'static str) -> Option<Fields<'a, 'i>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong(key, value, "a table such as { low = 10, high = 20 }");
            return None;
        };
        Some(self.below(key, table, value))
    }

    /// Every `[[key]]` table.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Fields<'a, 'i>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, &format!("tables, each under its own [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.below(&format!("{key}[{}]", tables.len()), table, item)),
                _ => self.wrong(key, item, &format!("tables, each under its own [[{key}]]")),
            }
        }
        tables
    }

    /// Every entry of a table whose keys the author chooses: the key, its line, and the value if it is a number.
    pub(super) fn weights(&self, key: &'static str) -> Vec<(String, Option<i64>)> {
        let Some(fields) = self.table(key) else { return Vec::new() };
        let mut weights = Vec::new();
        for (name, value) in fields.in_order() {
            let line = fields.text.line(name.span().start);
            fields.sheet.mark(format!("{}{}", fields.path, name.get_ref()), line);
            let number = match value.get_ref() {
                DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
                _ => None,
            };
            weights.push((name.get_ref().to_string(), number));
        }
        weights
    }

    /// Every table of a file whose keys the author chooses.
    pub(super) fn entries(&self) -> Vec<(String, Fields<'a, 'i>)> {
        let mut entries = Vec::new();
        for (name, value) in self.in_order() {
            let key = name.get_ref().to_string();
            self.sheet.mark(format!("{}{key}", self.path), self.text.line(name.span().start));
            match value.get_ref() {
                DeValue::Table(table) => entries.push((key.clone(), self.below(&key, table, value))),
                _ => self.wrong(&key, value, &format!("a table: [{key}] and its keys below")),
            }
        }
        entries
    }

    fn below(&self, key: &str, table: &'a DeTable<'i>, value: &Spanned<DeValue<'i>>) -> Fields<'a, 'i> {
        let path = format!("{}{key}.", self.path);
        let line = self.text.line(value.span().start);
        self.sheet.mark(path.trim_end_matches('.').to_owned(), line);
        Fields { sheet: self.sheet, text: self.text, table, path, line, asked: RefCell::default() }
    }

    /// Notes every key that nobody asked for.
    pub(super) fn finish(self) {
        let asked = self.asked.into_inner();
        let mut entries: Vec<_> = self.table.keys().collect();
        entries.sort_by_key(|key| key.span().start);
        for key in entries {
            let name: &str = key.get_ref();
            if !asked.contains(&name) {
                let line = self.text.line(key.span().start);
                let problem = self.sheet.at(line, "keys_known", format!("unknown key `{name}`."));
                let free: Vec<&str> = asked.iter().copied().filter(|known| !self.table.contains_key(*known)).collect();
                let hint = did_you_mean(name, free.iter().copied())
                    .unwrap_or_else(|| format!("Known here: {}.", asked.join(", ")));
                self.sheet.note(problem.hint(hint.replace('"', "`")));
            }
        }
    }
}
