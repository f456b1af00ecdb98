//! A pattern as its file has it, made ready: placeholders, and the literals without which it cannot match.

use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, GroupKind, RepetitionKind, RepetitionRange};
use strsim::osa_distance;

use super::advice::Slot;
use super::entities::Kinds;

/// Literals of which at least one must occur.
pub(super) type AnyOf = Vec<String>;

/// A pattern made ready to be compiled.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// The regex to run.
    pub(super) regex: String,
    /// It names kinds of things, so it runs over the text with marks in place of names.
    pub(super) typed: bool,
    /// Kinds of things it needs at least one of each of.
    pub(super) kinds: Kinds,
    /// The slot of each capture, by the capture's name.
    pub(super) slots: Vec<(String, Slot)>,
    /// Each must hold, or the pattern cannot match.
    pub(super) needs: Vec<AnyOf>,
}

/// Most strings kept for one spot of a pattern.
const MOST_STRINGS: usize = 40;

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
        let mut kinds = Kinds::default();
        let branching = plain.contains('|') || plain.contains('?') || plain.contains('*');
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
                    if !branching {
                        kinds = kinds.and(slot.kind().map_or(Kinds::LEVEL, Kinds::of));
                    }
                }
            }
        }
        // Without alternatives every hole is needed; with them only what every branch holds, which is seldom known.
        if kinds == Kinds::default() && slots.len() == 1 && !optional_hole(&plain) {
            kinds = slots[0].1.kind().map_or(Kinds::LEVEL, Kinds::of);
        }
        let ast =
            regex_syntax::ast::parse::Parser::new().parse(&skeleton).map_err(|error| first_line(&error.to_string()))?;
        let needs = needs(&ast);
        let regex = format!("(?:^| )(?:{regex})(?: |$)");
        regex_syntax::ast::parse::Parser::new().parse(&regex).map_err(|error| first_line(&error.to_string()))?;
        Ok(Self { regex, typed, kinds, slots, needs })
    }
}

/// Whether the only hole of a pattern stands in an alternative or an optional group.
fn optional_hole(source: &str) -> bool {
    let hole = source.find(['{']).filter(|at| source[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let Some(hole) = hole else { return true };
    let mut depth = 0_i32;
    let mut escaped = false;
    for c in source[..hole].chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => return true,
            _ => {}
        }
    }
    depth > 0 || source[hole..].split_once('}').is_some_and(|(_, after)| outer_bar(after))
}

/// Whether a bar stands outside all groups.
fn outer_bar(source: &str) -> bool {
    let mut depth = 0_i32;
    for c in source.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth <= 0 => return true,
            _ => {}
        }
    }
    false
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
                out.push_str(&format!("(?:{}|\\{{[a-z]+[0-9]+\\}})", words[at..end].join(" ")));
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

/// What a part of a pattern can match, as far as it is a short list; and what must occur in it besides.
struct Must {
    exact: Option<Vec<String>>,
    needs: Vec<AnyOf>,
}

fn needs(ast: &Ast) -> Vec<AnyOf> {
    let must = walk(ast);
    let mut needs = must.needs;
    needs.extend(must.exact.and_then(usable));
    needs
}

/// A list of strings as a need: every one long enough to be worth looking for.
fn usable(strings: Vec<String>) -> Option<AnyOf> {
    let mut out: Vec<String> = strings.iter().map(|text| text.trim().to_owned()).collect();
    out.sort();
    out.dedup();
    (!out.is_empty() && out.iter().all(|text| text.len() >= 2)).then_some(out)
}

fn walk(ast: &Ast) -> Must {
    let exact = |strings: Vec<String>| Must { exact: Some(strings), needs: Vec::new() };
    let unknown = || Must { exact: None, needs: Vec::new() };
    match ast {
        Ast::Empty(_) | Ast::Flags(_) => exact(vec![String::new()]),
        Ast::Literal(literal) => exact(vec![literal.c.to_string()]),
        // An assertion takes no room, but what stands around it need not be joined: `^`, `$` and `\b` are fine.
        Ast::Assertion(_) => exact(vec![String::new()]),
        Ast::ClassBracketed(class) => match &class.kind {
            ClassSet::Item(item) if !class.negated => letters(item).map_or_else(unknown, exact),
            _ => unknown(),
        },
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => unknown(),
        Ast::Group(group) => match &group.kind {
            GroupKind::CaptureIndex(_) | GroupKind::CaptureName { .. } | GroupKind::NonCapturing(_) => walk(&group.ast),
        },
        Ast::Repetition(repetition) => {
            let inner = walk(&repetition.ast);
            match &repetition.op.kind {
                RepetitionKind::ZeroOrOne => match inner.exact {
                    Some(mut strings) if strings.len() < MOST_STRINGS => {
                        strings.push(String::new());
                        exact(strings)
                    }
                    _ => unknown(),
                },
                RepetitionKind::OneOrMore
                | RepetitionKind::Range(
                    RepetitionRange::AtLeast(1..) | RepetitionRange::Exactly(1..) | RepetitionRange::Bounded(1.., _),
                ) => {
                    let mut needs = inner.needs;
                    needs.extend(inner.exact.and_then(usable));
                    Must { exact: None, needs }
                }
                _ => unknown(),
            }
        }
        Ast::Alternation(alternation) => {
            let branches: Vec<Must> = alternation.asts.iter().map(walk).collect();
            if branches.iter().all(|branch| branch.exact.is_some()) {
                let strings: Vec<String> = branches.into_iter().filter_map(|branch| branch.exact).flatten().collect();
                if strings.len() <= MOST_STRINGS {
                    return exact(strings);
                }
                return Must { exact: None, needs: usable(strings).into_iter().collect() };
            }
            // One need of each branch; if a branch has none, the whole has none.
            let mut any = Vec::new();
            for branch in branches {
                let mut own = branch.needs;
                own.extend(branch.exact.and_then(usable));
                let Some(best) = own.into_iter().max_by_key(weight) else { return unknown() };
                any.extend(best);
            }
            Must { exact: None, needs: usable(any).into_iter().collect() }
        }
        Ast::Concat(concat) => {
            let mut needs = Vec::new();
            let mut open = vec![String::new()];
            let mut whole = true;
            for part in &concat.asts {
                let part = walk(part);
                match part.exact {
                    Some(strings) if open.len() * strings.len() <= MOST_STRINGS => {
                        open = open
                            .iter()
                            .flat_map(|head| strings.iter().map(move |tail| format!("{head}{tail}")))
                            .collect();
                    }
                    Some(strings) => {
                        whole = false;
                        needs.extend(usable(std::mem::replace(&mut open, strings)));
                    }
                    None => {
                        whole = false;
                        needs.extend(usable(std::mem::replace(&mut open, vec![String::new()])));
                        needs.extend(part.needs);
                    }
                }
            }
            if whole {
                return exact(open);
            }
            needs.extend(usable(open));
            Must { exact: None, needs }
        }
    }
}

/// How selective a need is: its shortest string.
fn weight(any: &AnyOf) -> usize {
    any.iter().map(String::len).min().unwrap_or(0)
}

/// The letters of a small class such as `[sz]`.
fn letters(item: &ClassSetItem) -> Option<Vec<String>> {
    match item {
        ClassSetItem::Literal(literal) => Some(vec![literal.c.to_string()]),
        ClassSetItem::Union(union) => {
            let all: Option<Vec<Vec<String>>> = union.items.iter().map(letters).collect();
            all.map(|all| all.into_iter().flatten().collect()).filter(|all: &Vec<String>| all.len() <= 5)
        }
        _ => None,
    }
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
        assert_eq!(ready.kinds, Kinds::ROLE);
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
