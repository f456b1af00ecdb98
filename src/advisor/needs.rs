//! The literals without which a pattern cannot match, read from its syntax tree as it is written.
//!
//! Not from the optimised form: there, shared beginnings are factored out and whole words fall apart.

use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, GroupKind, RepetitionKind, RepetitionRange};

/// Literals of which at least one must occur.
pub(super) type AnyOf = Vec<String>;

/// Most strings kept for one spot of a pattern.
const MOST_STRINGS: usize = 40;

/// What a part of a pattern can match, as far as it is a short list; and what must occur in it besides.
struct Must {
    exact: Option<Vec<String>>,
    needs: Vec<AnyOf>,
}

/// Everything that must occur for a pattern to match.
pub(super) fn needs(ast: &Ast) -> Vec<AnyOf> {
    let must = walk(ast);
    let mut needs = must.needs;
    needs.extend(must.exact.and_then(usable));
    needs
}

/// A list of strings as a need: every one long enough to be worth looking for.
fn usable(strings: impl IntoIterator<Item = String>) -> Option<AnyOf> {
    let mut out: Vec<String> = strings.into_iter().map(|text| text.trim().to_owned()).collect();
    out.sort();
    out.dedup();
    (!out.is_empty() && out.iter().all(|text| text.len() >= 2)).then_some(out)
}

fn walk(ast: &Ast) -> Must {
    let exact = |strings: Vec<String>| Must { exact: Some(strings), needs: Vec::new() };
    let unknown = || Must { exact: None, needs: Vec::new() };
    match ast {
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => exact(vec![String::new()]),
        Ast::Literal(literal) => exact(vec![literal.c.to_string()]),
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
