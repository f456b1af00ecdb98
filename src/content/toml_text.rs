//! TOML with the lines it stands on, and what is wrong with its syntax.

use toml::Spanned;
use toml::de::DeTable;

use super::problem::Problem;
use super::sheet::Sheet;

/// The text of a table and where it begins in its file.
#[derive(Clone, Copy)]
pub(super) struct TomlText<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The line of the file that the text begins on.
    pub(super) first_line: usize,
}

impl TomlText<'_> {
    /// The line of the file that a byte of the text stands on.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.first_line + self.text.get(..offset).map_or(0, |before| before.matches('\n').count())
    }

    /// The lines of many bytes of the text, asked for from top to bottom.
    pub(super) fn lines_in_order(&self) -> LinesInOrder<'_> {
        LinesInOrder { text: self.text, offset: 0, line: self.first_line }
    }

    /// Parses the text. Keys that stand twice are noted and the table is there all the same; of other
    /// mistakes the first is noted and nothing more, because what the parser makes of the rest misleads.
    pub(super) fn parse<'s>(&'s self, sheet: &Sheet) -> Option<Spanned<DeTable<'s>>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let line = |error: &toml::de::Error| error.span().map_or(self.first_line, |span| self.line(span.start));
        let twice = |error: &&toml::de::Error| error.message().starts_with("duplicate key");
        for error in errors.iter().filter(twice) {
            let problem = sheet.at(line(error), "keys_known", "this key stands here twice.");
            sheet.note(problem.hint("Keep one."));
        }
        let Some(first) = errors.iter().find(|error| !twice(error)) else { return Some(table) };
        let at = line(first);
        let written = self.text.lines().nth(at.saturating_sub(self.first_line)).unwrap_or_default();
        sheet.note(syntax(sheet, at, written, first.message()));
        None
    }
}

/// See [`TomlText::lines_in_order`].
pub(super) struct LinesInOrder<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl LinesInOrder<'_> {
    /// The line of the file that a byte of the text stands on; it comes after those that were asked for before.
    pub(super) fn line(&mut self, offset: usize) -> usize {
        let between = self.text.get(self.offset..offset).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.offset = self.offset.max(offset);
        self.line
    }
}

fn syntax(sheet: &Sheet, line: usize, written: &str, message: &str) -> Problem {
    let problem = sheet.at(line, "toml_syntax", format!("this is not TOML: {message}."));
    problem.hint(if written.contains(['“', '”', '„', '‘', '«', '»']) {
        "Write straight quotes, \"like these\"; phones and word processors make curly ones."
    } else if has_local_date(written) {
        "Write a date as year-month-day and without quotes, such as 2026-11-21."
    } else if message.contains("array") {
        "Look for a missing comma, quote or ] here and on the line above."
    } else {
        "Text needs quotes, lists need [brackets], and patterns need 'single quotes'."
    })
}

/// A date as it is written in one country or another: 21.11.2026, 11/21/2026, 2026/11/21.
fn has_local_date(written: &str) -> bool {
    let value = written.split_once('=').map_or(written, |(_, value)| value);
    let value = value.split('#').next().unwrap_or_default().trim();
    ['.', '/'].iter().any(|between| {
        let parts: Vec<&str> = value.split(*between).collect();
        parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    })
}
