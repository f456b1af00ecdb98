//! What `signpost check` prints, and its exit code.

use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;

use super::problem::{Problem, Problems};
use super::{Origin, load_edited};

/// Nothing keeps the content from loading.
const CLEAN: u8 = 0;
/// There are problems.
const PROBLEMS: u8 = 1;
/// The content cannot even be read.
const UNREADABLE: u8 = 2;

/// Checks the content in `folder`, or that of `origin`, and writes every problem to `out`. Packs of `origin`
/// are laid over either.
///
/// # Errors
/// `out` cannot be written to.
pub fn report(folder: Option<&Path>, origin: &Origin, today: Date, out: &mut impl Write) -> io::Result<u8> {
    let origin = match folder.map(Origin::in_folder) {
        None => origin.clone(),
        Some(Ok(inside)) => Origin { packs: origin.packs.clone(), ..inside },
        Some(Err(problem)) => {
            writeln!(out, "{problem}")?;
            return Ok(UNREADABLE);
        }
    };
    let problems = check(&origin, today);
    writeln!(out, "{problems}")?;
    let unreadable = |problem: &Problem| problem.check == "folders_readable";
    Ok(match problems.errors().next() {
        None => CLEAN,
        Some(_) if problems.errors().any(unreadable) => UNREADABLE,
        Some(_) => PROBLEMS,
    })
}

/// Everything that is wrong with the content, warnings included.
pub fn check(origin: &Origin, today: Date) -> Problems {
    match load_edited(origin, today) {
        Ok(loaded) => Problems::new(loaded.warnings, loaded.files),
        Err(problems) => problems,
    }
}
