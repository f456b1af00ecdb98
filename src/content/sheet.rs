//! One content file while it is being read: where its lines are, and what is wrong with it so far.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::files::SourceFile;
use super::problem::Problem;

/// Which line each part of a file is on: `pay[0].source`, `aliases[2]`, `# title`, `## Links`.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// The line of a part; else of the nearest part around it that has one.
    pub(super) fn get(&self, part: &str) -> Option<usize> {
        let mut part = part;
        loop {
            if let Some(line) = self.0.get(part) {
                return Some(*line);
            }
            part = &part[..part.rfind(['.', '['])?];
        }
    }
}

/// One content file while it is being read.
pub(super) struct Sheet<'a> {
    /// The file.
    pub(super) file: &'a SourceFile,
    lines: RefCell<Lines>,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Sheet<'a> {
    /// Starts reading a file.
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self { file, lines: RefCell::default(), problems: RefCell::default() }
    }

    /// Remembers which line a part is on.
    pub(super) fn mark(&self, part: impl Into<String>, line: usize) {
        self.lines.borrow_mut().0.insert(part.into(), line);
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

    /// Whether anything that keeps the file from loading was found so far.
    pub(super) fn is_clean(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// What was found.
    pub(super) fn finish(self) -> (Lines, Vec<Problem>) {
        (self.lines.into_inner(), self.problems.into_inner())
    }
}
