//! A pattern as its file has it, made ready: placeholders, and the literals without which it cannot match.

use strsim::osa_distance;

use super::advice::Slot;
use super::needs::{AnyOf, needs};

/// A pattern made ready to be compiled.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// The regex to run.
    pub(super) regex: String,
    /// A smaller regex that matches whatever `regex` matches, and more: gaps of a few words may be of any length. It is
    /// compiled and run many times faster, and turns most candidates away.
    pub(super) loose: String,
    /// It names kinds of things, so it runs over the text with marks in place of names.
    pub(super) typed: bool,
    /// How many names of each kind it needs at least: roles, tools, skills, levels.
    pub(super) names: [u8; 4],
    /// The slot of each capture, by the capture's name.
    pub(super) slots: Vec<(String, Slot)>,
    /// Each must hold, or the pattern cannot match.
    pub(super) needs: Vec<AnyOf>,
}

/// What may stand before a name without saying anything: an article, an adjective, a level.
const BEFORE_NAME: &str = "(?:(?:an?|the|my|your|some|any|good|great|typical|average|real|new|decent|modern|in) )*\
     (?:\\{l[0-9]+\\} (?:level )?)*";
/// What may stand after a role: "devops folks".
const AFTER_ROLE: &str = "(?: (?:people|folks|guys?|person|persons|professionals?|experts?|specialists?|dudes?|peeps|roles?|\
     positions?|jobs?|career|team|field|work))?";

impl Pattern {
    /// Makes a pattern ready. `is_name` says whether words are the name of a page.
    pub(super) fn new(source: &str, is_name: &dyn Fn(&[&str]) -> bool) -> Result<Self, String> {
        let plain = smooth(source);
        let parts = placeholders(&plain)?;
        let typed = parts.iter().any(|part| matches!(part, Part::Hole(_)));
        let mut regex = String::new();
        let mut skeleton = String::new();
        let mut slots = Vec::new();
        for part in &parts {
            match part {
                Part::Text(text) if typed => {
                    regex.push_str(&with_names(text, is_name, false));
                    skeleton.push_str(&with_names(text, is_name, true));
                }
                Part::Text(text) => {
                    regex.push_str(text);
                    skeleton.push_str(text);
                }
                Part::Hole(slot) => {
                    let letter = match slot.kind() {
                        Some(super::page::Kind::Role) => 'r',
                        Some(super::page::Kind::Tool) => 't',
                        Some(super::page::Kind::Skill) => 's',
                        _ => 'l',
                    };
                    let name = format!("x{}", slots.len());
                    let before = if letter == 'l' { "(?:(?:an?|the|my|your) )?" } else { BEFORE_NAME };
                    let after = if letter == 'r' { AFTER_ROLE } else { "" };
                    let mark = format!("{before}(?P<{name}>\\{{[a-z]*{letter}[a-z]*[0-9]+\\}}){after}");
                    regex.push_str(&mark);
                    skeleton.push('.');
                    slots.push((name, *slot));
                }
            }
        }
        let ast =
            regex_syntax::ast::parse::Parser::new().parse(&skeleton).map_err(|error| first_line(&error.to_string()))?;
        let needs = needs(&ast);
        let regex = format!("(?:^| )(?:{regex})(?: |$)");
        regex_syntax::ast::parse::Parser::new().parse(&regex).map_err(|error| first_line(&error.to_string()))?;
        Ok(Self { loose: loosened(&regex), names: names_needed(&parts), regex, typed, slots, needs })
    }
}

/// The same regex with gaps of any length, and anything before and after a name.
fn loosened(regex: &str) -> String {
    let mut out = regex.replace(BEFORE_NAME, "[^{}]*(?:\\{l[0-9]+\\}[^{}]*)*").replace(AFTER_ROLE, "[^{}]*");
    for gap in ["( [a-z]+){0,", "( [a-z0-9]+){0,", "( \\w+){0,"] {
        while let Some(at) = out.find(gap) {
            let Some(end) = out[at + gap.len()..].find('}') else { break };
            out.replace_range(at..=at + gap.len() + end, "[^{}]*");
        }
    }
    for gap in ["( [a-z]+)?", "( [a-z]+)*", "( \\w+)?", "( \\w+)*", "( .*)?"] {
        out = out.replace(gap, "[^{}]*");
    }
    out
}

/// How many names of each kind every match holds: those outside groups, if no bar stands outside groups.
fn names_needed(parts: &[Part]) -> [u8; 4] {
    let mut least = [0; 4];
    let mut depth = 0_i32;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => {
                let mut escaped = false;
                for c in text.chars() {
                    match c {
                        _ if escaped => escaped = false,
                        '\\' => escaped = true,
                        '(' => depth += 1,
                        ')' => depth -= 1,
                        '|' if depth == 0 => return [0; 4],
                        _ => {}
                    }
                }
            }
            Part::Hole(slot) => {
                let optional = matches!(parts.get(at + 1), Some(Part::Text(text)) if text.starts_with(['?', '*', '{']));
                if depth == 0 && !optional {
                    least[slot.kind().map_or(3, super::entities::place)] += 1;
                }
            }
        }
    }
    least
}

fn first_line(text: &str) -> String {
    text.lines()
        .rev()
        .find_map(|line| line.strip_prefix("error: "))
        .unwrap_or("this is no regular expression")
        .to_owned()
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
        out.extend(c.to_lowercase());
    }
    out
}

enum Part {
    Text(String),
    Hole(Slot),
}

fn placeholders(source: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if c == '\\' {
            let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
            text.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let named = c == '{' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        if !named {
            text.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let Some(end) = rest.find('}') else {
            return Err(
                "a `{` is never closed: write {role}, {tool}, {skill} or {level}, or a count such as {2,3}".to_owned()
            );
        };
        parts.push(Part::Text(std::mem::take(&mut text)));
        parts.push(Part::Hole(hole(&rest[1..end])?));
        rest = &rest[end + 1..];
    }
    parts.push(Part::Text(text));
    Ok(parts)
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
    let fits = slot.kind().map_or("level", super::page::Kind::word) == kind;
    if fits { Ok(slot) } else { Err(format!("{{{inner}}} does not fit: the slot {name} holds no {kind}")) }
}

/// In a pattern with placeholders, names of pages written out also match their marks.
fn with_names(text: &str, is_name: &dyn Fn(&[&str]) -> bool, skeleton: bool) -> String {
    let mut out = String::new();
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String, quantified: bool| {
        out.push_str(&names_in(run, is_name, skeleton, quantified));
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

fn names_in(run: &str, is_name: &dyn Fn(&[&str]) -> bool, skeleton: bool, quantified: bool) -> String {
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
            if skeleton {
                out.push('.');
            } else {
                out.extend(["(?:", &words[at..end].join(" "), "|\\{[a-z]+[0-9]+\\})"]);
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(source: &str) -> Pattern {
        Pattern::new(source, &|words| words == ["docker"]).unwrap()
    }

    fn needs_of(source: &str) -> Vec<AnyOf> {
        pattern(source).needs
    }

    #[test]
    fn placeholders_are_named_slots() {
        let ready = pattern("from {role:from} to {role:to}");
        assert_eq!(ready.slots.iter().map(|(_, slot)| *slot).collect::<Vec<_>>(), [Slot::From, Slot::To]);
        assert!(ready.typed);
        assert_eq!(ready.names, [2, 0, 0, 0]);
        assert_eq!(pattern("(a {role}|b) {tool}").names, [0, 1, 0, 0]);
        assert_eq!(pattern("a {role}|b").names, [0; 4]);
        assert!(!pattern("a{2,3} b").typed);
    }

    #[test]
    fn a_wrong_placeholder_says_what_is_meant() {
        let error = Pattern::new("what is {tol}", &|_| false).unwrap_err();
        assert_eq!(error, "{tol} is no placeholder; did you mean {tool}?");
        let error = Pattern::new("what is {role:frm}", &|_| false).unwrap_err();
        assert!(error.contains("did you mean {role:from}"), "{error}");
        let error = Pattern::new("what is {tool:from}", &|_| false).unwrap_err();
        assert!(error.contains("holds no tool"), "{error}");
    }

    #[test]
    fn literals_that_must_occur_are_found() {
        assert_eq!(needs_of("how much does {role} (make|earn)"), [vec!["how much does"], vec!["earn", "make"]]);
        assert_eq!(needs_of("salar(y|ies)"), [vec!["salaries", "salary"]]);
        assert_eq!(
            needs_of("(what|which)( the)? tools?"),
            [[
                "what the tool",
                "what the tools",
                "what tool",
                "what tools",
                "which the tool",
                "which the tools",
                "which tool",
                "which tools"
            ]]
        );
        assert!(needs_of("(salary|.*)").is_empty());
        assert!(needs_of("(salary)?").is_empty());
    }

    #[test]
    fn names_written_out_match_their_marks() {
        let ready = pattern("learn docker for {role}");
        assert!(ready.regex.contains("(?:docker|"));
        assert!(ready.needs.iter().flatten().all(|literal| !literal.contains("docker")));
    }

    #[test]
    fn case_and_apostrophes_are_folded() {
        assert_eq!(needs_of("What's CI/CD"), [["whats ci cd"]]);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Pattern::new("(open", &|_| false).is_err());
        assert!(Pattern::new("open {role", &|_| false).is_err());
    }
}
