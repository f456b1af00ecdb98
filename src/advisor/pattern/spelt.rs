//! A pattern that words cannot express, run as a regex over a sentence's text.

use std::fmt::Write as _;

use regex::bytes::{Regex, RegexBuilder};

use super::super::entities::Kinds;
use super::run::{Item, Match};
use super::source::letter;
use crate::advisor::page::Kind;

/// How large a compiled pattern may be, in bytes.
const LARGEST: usize = 1 << 20;
/// A letter costs this share of a step over a word.
const LETTERS_A_STEP: usize = 4;

/// The compiled regex.
#[derive(Debug)]
pub(super) struct Spelt {
    regex: Regex,
}

impl Spelt {
    /// Compiles it; the text is folded, so ASCII classes will do.
    pub(super) fn new(regex: &str) -> Result<Self, String> {
        let built = RegexBuilder::new(regex).unicode(false).size_limit(LARGEST).dfa_size_limit(LARGEST / 4).build();
        match built {
            Ok(regex) => Ok(Self { regex }),
            Err(regex::Error::CompiledTooBig(_)) => Err("it is too large; make it two".to_owned()),
            Err(error) => Err(super::first_line(&error.to_string())),
        }
    }

    /// The leftmost match.
    pub(super) fn run(&self, items: &[Item<'_>], steps: &mut usize) -> Option<Match> {
        let (text, starts) = text(items);
        *steps = steps.checked_sub(text.len() / LETTERS_A_STEP)?;
        let captures = self.regex.captures(text.as_bytes())?;
        let whole = captures.get(0)?;
        let first = starts.partition_point(|start| *start < whole.start());
        let last = starts.partition_point(|start| *start < whole.end());
        let holes = self.regex.capture_names().flatten().filter_map(|name| {
            let hole = name.strip_prefix('x')?.parse().ok()?;
            let at = starts.binary_search(&captures.name(name)?.start()).ok()?;
            Some((hole, items.get(at)?.name?.1))
        });
        Some(Match { items: (first, last), holes: holes.collect(), gaps: Vec::new() })
    }
}

/// The words with single spaces between, names as marks such as `{r0}`; and where each begins.
fn text(items: &[Item<'_>]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(items.len());
    for item in items {
        if !text.is_empty() {
            text.push(' ');
        }
        starts.push(text.len());
        match item.name {
            None => text.push_str(item.text),
            Some((kinds, mention)) => mark(&mut text, kinds, mention),
        }
    }
    (text, starts)
}

fn mark(out: &mut String, kinds: Kinds, mention: u16) {
    out.push('{');
    for kind in [Kind::Role, Kind::Tool, Kind::Skill] {
        if kinds.has(Kinds::of(kind)) {
            out.push(letter(kind));
        }
    }
    if kinds.has(Kinds::LEVEL) {
        out.push('l');
    }
    // Writing to a string does not fail.
    let _ = write!(out, "{mention}}}");
}
