//! Files → a checked advisor, and every problem with its file, its line and what to do.
//!
//! [`files`](self) are read in layers (base ← packs), each file becomes plain data plus the lines its
//! parts are on, and the [`CHECKS`] look at the whole. The start of the bot goes through [`load`], `check` and
//! a reload through [`load_edited`]; both say the same in the same words.

mod checks;
mod coverage;
mod draft;
mod fields;
mod files;
mod headings;
mod ids;
mod intent;
mod ladder;
mod links;
mod markdown;
mod page;
mod pay;
mod problem;
mod prose;
mod report;
mod sheet;
mod shipped;
mod suggest;
mod toml_text;
mod watch;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

pub use checks::{CHECKS, Check};
pub use coverage::coverage;
pub use problem::{Problem, Problems, Severity};
pub use report::{check, report};
pub use watch::Watch;

use crate::advisor::Advisor;

/// Where the content comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The folder to use as `knowledge/`; `None` for the shipped one.
    pub knowledge: Option<PathBuf>,
    /// The folder to use as `intents/`; `None` for the shipped one.
    pub intents: Option<PathBuf>,
    /// Folders with their own `knowledge/` or `intents/`, laid over the base in this order.
    pub packs: Vec<PathBuf>,
}

impl Origin {
    /// The content in a folder that holds `knowledge/` and `intents/`. Whichever is not there is the shipped one.
    ///
    /// # Errors
    /// There is neither.
    pub fn in_folder(folder: &Path) -> Result<Self, Problem> {
        let below = |name: &str| Some(folder.join(name)).filter(|path| path.is_dir());
        let origin = Self { knowledge: below("knowledge"), intents: below("intents"), packs: Vec::new() };
        if origin.knowledge.is_none() && origin.intents.is_none() {
            let message = "holds neither knowledge/ nor intents/.";
            let problem = Problem::new(&files::shown(folder), None, "folders_readable", message);
            return Err(problem.hint("Name the folder that the two lie in."));
        }
        Ok(origin)
    }
}

/// Content that loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The advisor, ready to answer.
    pub advisor: Advisor,
    /// What somebody should look at.
    pub warnings: Vec<Problem>,
    /// How many content files it was made from.
    pub files: usize,
}

/// Reads, checks and builds everything. `today` judges the dates in the files. Examples are not tried: they
/// were when the content was edited, and a start should be quick and not depend on them.
///
/// # Errors
/// Every problem there is, never only the first.
pub fn load(origin: &Origin, today: Date) -> Result<Loaded, Problems> {
    take_in(origin, today, Trial::Skipped)
}

/// Like [`load`], and every example is tried and every card rendered: for content that somebody has edited.
///
/// # Errors
/// Every problem there is, never only the first.
pub fn load_edited(origin: &Origin, today: Date) -> Result<Loaded, Problems> {
    take_in(origin, today, Trial::Made)
}

/// Whether the finished advisor is tried on every example and every card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trial {
    Made,
    Skipped,
}

fn take_in(origin: &Origin, today: Date, trial: Trial) -> Result<Loaded, Problems> {
    let mut found = Vec::new();
    let files = files::read(origin, &mut found);
    let count = files.read.len() + files.refused.len();
    let draft = draft::Draft::read(&files, &mut found);
    let advisor = checks::build(draft, today, trial, &mut found);
    let problems = Problems::new(found, count);
    match advisor {
        Some(advisor) if problems.errors().next().is_none() => {
            Ok(Loaded { advisor, warnings: problems.warnings().cloned().collect(), files: count })
        }
        _ => Err(problems),
    }
}

/// Everything that is wrong with one file by itself, before it is looked at together with the others. `path` is as in
/// `knowledge/roles/data-engineer.md`.
pub fn check_file(path: &str, bytes: &[u8]) -> Problems {
    let mut found = Vec::new();
    let files = files::one(path, bytes, &mut found);
    draft::Draft::read(&files, &mut found);
    Problems::new(found, 1)
}
