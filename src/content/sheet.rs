//! One content file while it is being read: where its lines are, and what is wrong with it so far.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::files::SourceFile;
use super::problem::Problem;

/// Which line each part of a file is on: `pay[0].source`, `aliases[2]`, `needs=skills/sql`, `#`, `## Links`.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    parts: BTreeMap<String, usize>,
    /// Of each list of texts, the texts and their lines.
    lists: BTreeMap<String, Vec<(String, usize)>>,
}

impl Lines {
    /// The line of a part; else of the nearest part around it that has one.
    pub(super) fn get(&self, part: &str) -> Option<usize> {
        let mut part = part;
        loop {
            if let Some(line) = self.parts.get(part).copied().or_else(|| self.in_list(part)) {
                return Some(line);
            }
            part = &part[..part.rfind(['.', '[', '='])?];
        }
    }

    /// The line of `aliases[2]` or `aliases=text`.
    fn in_list(&self, part: &str) -> Option<usize> {
        let found = if let Some((list, text)) = part.split_once('=') {
            self.lists.get(list)?.iter().find(|(known, _)| known == text)
        } else {
            let (list, place) = part.strip_suffix(']')?.rsplit_once('[')?;
            self.lists.get(list)?.get(place.parse::<usize>().ok()?)
        };
        found.map(|(_, line)| *line)
    }
}

/// Where something is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// The file.
    pub(super) file: String,
    /// The lines of its parts.
    pub(super) lines: Lines,
    /// Its links to other files of `knowledge/`, each with its line.
    pub(super) links: Vec<(usize, String)>,
}

impl Written {
    /// A problem with one part.
    pub(super) fn problem(&self, part: &str, check: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(&self.file, self.lines.get(part), check, message)
    }
}

/// One content file while it is being read.
pub(super) struct Sheet<'a> {
    /// The file.
    pub(super) file: &'a SourceFile,
    lines: RefCell<Lines>,
    links: RefCell<Vec<(usize, String)>>,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Sheet<'a> {
    /// Starts reading a file.
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self { file, lines: RefCell::default(), links: RefCell::default(), problems: RefCell::default() }
    }

    /// Remembers which line a part is on.
    pub(super) fn mark(&self, part: impl Into<String>, line: usize) {
        self.lines.borrow_mut().parts.insert(part.into(), line);
    }

    /// Remembers which lines the texts of a list are on.
    pub(super) fn mark_list(&self, part: String, texts: Vec<(String, usize)>) {
        self.lines.borrow_mut().lists.insert(part, texts);
    }

    /// The line a part is on.
    pub(super) fn line(&self, part: &str) -> Option<usize> {
        self.lines.borrow().get(part)
    }

    /// Notes a problem.
    pub(super) fn note(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// A problem with a line of this file.
    pub(super) fn at(&self, line: usize, check: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(&self.file.shown, Some(line), check, message)
    }

    /// Remembers a link to another file of `knowledge/`.
    pub(super) fn link(&self, line: usize, target: &str) {
        self.links.borrow_mut().push((line, target.to_owned()));
    }

    /// What was found: where the file's parts are, and what is wrong.
    pub(super) fn finish(self) -> (Written, Vec<Problem>) {
        let written =
            Written { file: self.file.shown.clone(), lines: self.lines.into_inner(), links: self.links.into_inner() };
        (written, self.problems.into_inner())
    }
}
