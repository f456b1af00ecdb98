//! No two pages of a kind go by the same name.

use std::collections::HashMap;

use super::Look;
use crate::advisor::{Kind, Page};
use crate::content::problem::Problem;
use crate::content::sheet::Written;

/// Who has a name: the page, and the alias if it is not the title.
struct Owner<'a> {
    page: &'a Page,
    alias: Option<&'a str>,
}

/// Titles and aliases of one kind are all different. A skill and a tool may share an alias ("lambda" is
/// both), but neither may take the other's title: a thing is a tool page or a skill page, never both.
pub(super) fn aliases_unique(look: &Look, problems: &mut Vec<Problem>) {
    for group in [&[Kind::Role][..], &[Kind::Tool, Kind::Skill], &[Kind::Faq], &[Kind::Transition]] {
        let pages = || look.knowledge.pages.values().filter(|page| group.contains(&page.id.kind));
        let mut owners: HashMap<String, Vec<Owner>> = HashMap::new();
        for page in pages() {
            owners.entry(folded(&page.title)).or_default().push(Owner { page, alias: None });
        }
        for page in pages() {
            for alias in &page.aliases {
                owners.entry(folded(alias)).or_default().push(Owner { page, alias: Some(alias) });
            }
        }
        for owners in owners.values() {
            for (index, owner) in owners.iter().enumerate() {
                if let Some(first) = owners[..index].iter().find(|first| clash(first, owner))
                    && let Some(written) = look.places.pages.get(&owner.page.id)
                {
                    problems.push(problem(first, owner, written));
                }
            }
        }
    }
    levels(look, problems);
}

fn clash(first: &Owner, second: &Owner) -> bool {
    let same_kind = first.page.id.kind == second.page.id.kind;
    same_kind || first.alias.is_none() || second.alias.is_none()
}

fn problem(first: &Owner, second: &Owner, written: &Written) -> Problem {
    let (part, what) = match second.alias {
        Some(alias) => (format!("aliases={alias}"), format!("the alias \"{alias}\"")),
        None => ("#".to_owned(), format!("the title \"{}\"", second.page.title)),
    };
    if first.page.id == second.page.id {
        let message = match first.alias {
            None => format!("{what} is the title again."),
            Some(_) => format!("{what} stands here twice."),
        };
        return written.problem(&part, "aliases_unique", message).hint("Take it out.");
    }
    let whose = if first.alias.is_some() { "an alias" } else { "the title" };
    let message = format!("{what} is {whose} of {} too.", first.page.id);
    written.problem(&part, "aliases_unique", message).hint("Keep it where most people mean it.")
}

fn levels(look: &Look, problems: &mut Vec<Problem>) {
    let mut owners: HashMap<String, &str> = HashMap::new();
    for info in &look.knowledge.levels {
        let id = info.level.id();
        for name in std::iter::once(&info.title).chain(&info.aliases) {
            if let Some(first) = owners.insert(folded(name), id)
                && let Some(written) = look.places.levels.get(&info.level)
            {
                let part = format!("{id}.aliases={name}");
                let message = if first == id {
                    format!("the alias \"{name}\" stands here twice.")
                } else {
                    format!("the alias \"{name}\" belongs to {first} too.")
                };
                problems
                    .push(written.problem(&part, "aliases_unique", message).hint("Keep it where most people mean it."));
            }
        }
    }
}

/// The name as questions see it: lower case, hyphens and underscores as spaces.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_' | '‑'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
