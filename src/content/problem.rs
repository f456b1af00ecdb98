//! What is wrong with a content file: where, what, and what to do.

use std::fmt;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The content does not load.
    Error,
    /// The content loads; somebody should look at it.
    Warning,
}

/// One thing that is wrong with a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the person who started the program would name it.
    pub file: String,
    /// The line, counted from 1; `None` for the file as a whole.
    pub line: Option<usize>,
    /// The name of the check that found it, as [`super::CHECKS`] lists it.
    pub check: &'static str,
    /// Whether the content loads all the same.
    pub severity: Severity,
    /// What is wrong, a sentence.
    pub message: String,
    /// What to do about it, a sentence.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem that keeps the content from loading.
    pub(super) fn new(file: &str, line: Option<usize>, check: &'static str, message: impl Into<String>) -> Self {
        let severity = Severity::Error;
        Self { file: file.to_owned(), line, check, severity, message: message.into(), hint: None }
    }

    /// The same problem, as a warning.
    pub(super) fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The same problem, with what to do about it.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " {hint}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong, by file and line. Never only the first thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    found: Vec<Problem>,
    files: usize,
}

impl Problems {
    /// Sorts what was found in `files` content files.
    pub(super) fn new(mut found: Vec<Problem>, files: usize) -> Self {
        found.sort_by(|a, b| (&a.file, a.line, a.severity, &a.message).cmp(&(&b.file, b.line, b.severity, &b.message)));
        found.dedup();
        Self { found, files }
    }

    /// Every problem and warning, by file and line.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter()
    }

    /// What keeps the content from loading.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// What somebody should look at.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter().filter(|problem| problem.severity == Severity::Warning)
    }

    /// How many content files were read.
    pub fn files(&self) -> usize {
        self.files
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.found {
            writeln!(f, "{problem}")?;
        }
        let (errors, warnings) = (self.errors().count(), self.warnings().count());
        match (errors, warnings) {
            (0, 0) => f.write_str("No problems")?,
            (0, _) => f.write_str(&count(warnings, "warning"))?,
            (_, 0) => f.write_str(&count(errors, "problem"))?,
            (_, _) => write!(f, "{} and {}", count(errors, "problem"), count(warnings, "warning"))?,
        }
        write!(f, " in {}.", count(self.files, "file"))
    }
}

impl std::error::Error for Problems {}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
