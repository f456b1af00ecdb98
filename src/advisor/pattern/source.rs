//! A pattern's text: folded like a message, placeholders and names of pages set apart.

use strsim::osa_distance;

use super::super::advice::Slot;
use super::super::entities::Kinds;
use super::super::page::Kind;
use super::letters::Mark;
use super::run::{MOST_FILLERS, MOST_LEVELS};
use super::vocabulary;

/// Any name, as letters.
const ANY_NAME: &str = "\\{[a-z]+[0-9]+\\}";
/// A level and nothing else, as letters.
const LEVEL: &str = "\\{l[0-9]+\\}";

/// What may stand before a level.
const ARTICLE: &str = "(?:(?:an?|the|my|your) )?";

/// A pattern's text in parts.
#[derive(Debug)]
pub(super) struct Source {
    parts: Vec<Part>,
    slots: Vec<Slot>,
}

#[derive(Debug)]
enum Part {
    /// Words that are the name of a page stand with [`Mark::AnyName`] beside them: they match any name, too.
    Text(String),
    /// A placeholder, by its place among all of them.
    Hole(u8),
}

impl Source {
    /// Reads a pattern. `is_name` says whether words are the name of a page.
    pub(super) fn new(source: &str, is_name: &dyn Fn(&[&str]) -> bool) -> Result<Self, String> {
        let (mut parts, slots) = placeholders(&smooth(source))?;
        if !slots.is_empty() {
            for part in &mut parts {
                if let Part::Text(text) = part {
                    *text = with_names(text, is_name);
                }
            }
        }
        Ok(Self { parts, slots })
    }

    /// Whether it has placeholders.
    pub(super) fn is_typed(&self) -> bool {
        !self.slots.is_empty()
    }

    /// The slot of each placeholder.
    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The kind of name each placeholder takes.
    pub(super) fn kinds(&self) -> Vec<Kinds> {
        self.slots.iter().map(|slot| slot.kind().map_or(Kinds::LEVEL, Kinds::of)).collect()
    }

    /// The regex for an automaton over words: what stands for something else is one character of private use. What may
    /// stand before a name is left to the machine.
    pub(super) fn in_words(&self) -> String {
        let noun = Mark::RoleNoun.character();
        self.written(&|hole, slot| {
            let name = Mark::Hole(hole).character();
            match slot.kind() {
                None => format!("{ARTICLE}{name}"),
                Some(Kind::Role) => format!("{name}(?: {noun})?"),
                Some(_) => name.to_string(),
            }
        })
    }

    /// The regex over the letters of a sentence in which `{r0}` stands for the first name, if it may be a role.
    pub(super) fn in_letters(&self) -> String {
        let (fillers, nouns) = (vocabulary::spelt_fillers(), vocabulary::spelt_role_nouns());
        let regex = self.written(&|hole, slot| {
            let letter = slot.kind().map_or('l', letter);
            let name = format!("(?P<x{hole}>\\{{[a-z]*{letter}[a-z]*[0-9]+\\}})");
            match slot.kind() {
                None => format!("{ARTICLE}{name}"),
                Some(kind) => {
                    let after = if kind == Kind::Role { format!("(?: (?:{nouns}))?") } else { String::new() };
                    format!(
                        "(?:(?:{fillers}) ){{0,{MOST_FILLERS}}}(?:{LEVEL} (?:level )?){{0,{MOST_LEVELS}}}{name}{after}"
                    )
                }
            }
        });
        let regex = regex.replace(Mark::AnyName.character(), ANY_NAME);
        format!("(?:^| )(?:{regex})(?: |$)")
    }

    fn written(&self, hole: &dyn Fn(u8, Slot) -> String) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Hole(at) => out.extend(self.slots.get(usize::from(*at)).map(|slot| hole(*at, *slot))),
            }
        }
        out
    }
}

/// The letter of a kind in a sentence's text.
pub(super) fn letter(kind: Kind) -> char {
    match kind {
        Kind::Role => 'r',
        Kind::Tool => 't',
        Kind::Skill => 's',
        Kind::Faq | Kind::Transition => 'l',
    }
}

/// Folds a pattern like a message: apostrophes out, hyphens and slashes to spaces, lower case; never inside `\…` or `[…]`.
fn smooth(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut escaped = false;
    let mut class = false;
    for c in source.chars() {
        match c {
            _ if escaped => {
                escaped = false;
                out.push(c);
                continue;
            }
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '\'' | '’' if !class => continue,
            '-' | '/' if !class => {
                out.push(' ');
                continue;
            }
            _ => {}
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn placeholders(source: &str) -> Result<(Vec<Part>, Vec<Slot>), String> {
    let mut parts = Vec::new();
    let mut slots = Vec::new();
    let mut text = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '{']) {
        let escaped = rest[at..].starts_with('\\');
        if escaped || !rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            // As it is: with what it escapes, or the brace of a count.
            let taken = if escaped { 2 } else { 1 };
            let end = rest[at..].char_indices().nth(taken).map_or(rest.len(), |(length, _)| at + length);
            text.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find('}') else {
            return Err(
                "a `{` is never closed: write {role}, {tool}, {skill} or {level}, or a count such as {2,3}".to_owned()
            );
        };
        parts.push(Part::Text(std::mem::take(&mut text)));
        let Ok(at) = u8::try_from(slots.len()) else { return Err("there are too many placeholders".to_owned()) };
        parts.push(Part::Hole(at));
        slots.push(hole(&rest[1..end])?);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    parts.push(Part::Text(text));
    Ok((parts, slots))
}

fn hole(inner: &str) -> Result<Slot, String> {
    const KINDS: [&str; 4] = ["role", "tool", "skill", "level"];
    let (kind, name) = inner.split_once(':').unwrap_or((inner, inner));
    if !KINDS.contains(&kind) {
        let near =
            KINDS.iter().min_by_key(|known| osa_distance(kind, known)).filter(|known| osa_distance(kind, known) <= 2);
        let hint = near.map_or_else(
            || "there are {role}, {tool}, {skill} and {level}".to_owned(),
            |k| format!("did you mean {{{k}}}?"),
        );
        return Err(format!("{{{inner}}} is no placeholder; {hint}"));
    }
    let Some(slot) = Slot::from_name(name) else {
        let near =
            Slot::ALL.iter().min_by_key(|slot| osa_distance(name, slot.name())).map_or("role", |slot| slot.name());
        return Err(format!("{{{inner}}} fills a slot that does not exist; did you mean {{{kind}:{near}}}?"));
    };
    let fits = slot.kind().map_or("level", Kind::word) == kind;
    if fits { Ok(slot) } else { Err(format!("{{{inner}}} does not fit: the slot {name} holds no {kind}")) }
}

/// In a pattern with placeholders, names of pages written out also match where a name stands.
fn with_names(text: &str, is_name: &dyn Fn(&[&str]) -> bool) -> String {
    let mut out = String::new();
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String, quantified: bool| {
        out.push_str(&names_in(run, is_name, quantified));
        run.clear();
    };
    let mut chars = text.chars().peekable();
    let mut class = false;
    while let Some(c) = chars.next() {
        if !class && (c.is_ascii_alphanumeric() || c == ' ') {
            run.push(c);
            continue;
        }
        flush(&mut run, &mut out, matches!(c, '?' | '*' | '+' | '{'));
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '[' => class = true,
            ']' => class = false,
            // `(?:`, `(?P<…>`: not words.
            '(' if chars.peek() == Some(&'?') => {
                out.push(c);
                for inner in chars.by_ref() {
                    out.push(inner);
                    if matches!(inner, ':' | '>' | ')') {
                        break;
                    }
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    flush(&mut run, &mut out, false);
    out
}

fn names_in(run: &str, is_name: &dyn Fn(&[&str]) -> bool, quantified: bool) -> String {
    let mut words: Vec<&str> = run.split(' ').collect();
    // A letter with a quantifier is no whole word.
    let tail = if quantified { words.pop() } else { None };
    let mut out = String::new();
    let mut at = 0;
    while at < words.len() {
        if at > 0 {
            out.push(' ');
        }
        let longest =
            (at + 1..=words.len().min(at + 4)).rev().find(|end| !words[at].is_empty() && is_name(&words[at..*end]));
        if let Some(end) = longest {
            out.extend(["(?:", &words[at..end].join(" "), "|"]);
            out.push(Mark::AnyName.character());
            out.push(')');
            at = end;
        } else {
            out.push_str(words[at]);
            at += 1;
        }
    }
    if let Some(tail) = tail {
        if !words.is_empty() {
            out.push(' ');
        }
        out.push_str(tail);
    }
    out
}
