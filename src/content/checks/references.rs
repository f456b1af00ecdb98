//! Everything that is named is there.

use std::collections::BTreeSet;

use super::Look;
use crate::advisor::{Answers, Facts, Kind, Page, PageId, Slug};
use crate::content::links;
use crate::content::problem::Problem;
use crate::content::sheet::Written;
use crate::content::suggest::{did_you_mean, nearest};

/// `needs`, `see`, `about`, `answers = "faqs/…"` and relative links lead to pages.
pub(super) fn links_resolve(look: &Look, problems: &mut Vec<Problem>) {
    for page in look.knowledge.pages.values() {
        let Some(written) = look.places.pages.get(&page.id) else { continue };
        let (key, references) = match &page.facts {
            Facts::Tool(facts) => ("needs", &facts.needs),
            Facts::Skill(facts) => ("needs", &facts.needs),
            Facts::Faq(facts) => ("see", &facts.see),
            Facts::Role(_) | Facts::Transition(_) => continue,
        };
        references_lead_somewhere(look, written, key, references, problems);
    }
    for tip in &look.knowledge.tips {
        if let Some(written) = look.places.tips.get(&tip.id) {
            references_lead_somewhere(look, written, "about", &tip.about, problems);
        }
    }
    for intent in &look.knowledge.intents {
        if let (Answers::Page(page), Some(written)) = (&intent.answers, look.places.intents.get(&intent.id)) {
            lead_somewhere(look, written, "answers", page, problems);
        }
    }
    let pages = look.places.pages.iter().map(|(id, written)| (id.kind.folder(), written));
    let tips = look.places.tips.values().map(|written| ("tips", written));
    for (folder, written) in pages.chain(tips) {
        for (line, target) in &written.links {
            relative_link(look, folder, written, *line, target, problems);
        }
    }
}

fn references_lead_somewhere(look: &Look, at: &Written, key: &str, pages: &[PageId], problems: &mut Vec<Problem>) {
    for page in pages {
        lead_somewhere(look, at, key, page, problems);
    }
}

fn lead_somewhere(look: &Look, written: &Written, key: &str, page: &PageId, problems: &mut Vec<Problem>) {
    if is_there(look, page) {
        return;
    }
    let typed = page.to_string();
    let problem = written.problem(&format!("{key}={typed}"), "links_resolve", format!("there is no page \"{typed}\"."));
    problems.push(problem.hint(page_meant(look, &typed)));
}

fn relative_link(look: &Look, folder: &str, written: &Written, line: usize, target: &str, problems: &mut Vec<Problem>) {
    let path = links::resolve(folder, target);
    let page = path.as_deref().and_then(|path| path.strip_suffix(".md")).unwrap_or_default();
    if page.parse().is_ok_and(|page| is_there(look, &page)) {
        return;
    }
    let problem =
        Problem::new(&written.file, Some(line), "links_resolve", format!("the link \"{target}\" leads nowhere."));
    let hint = match nearest_page(look, page) {
        Some(page) => format!("Did you mean \"{}\"?", links::target_of(folder, page)),
        None => "Link to a page such as ../skills/sql.md, or to a whole https://… address.".to_owned(),
    };
    problems.push(problem.hint(hint));
}

fn is_there(look: &Look, page: &PageId) -> bool {
    look.knowledge.pages.contains_key(page) || look.places.broken.contains(page)
}

fn page_meant(look: &Look, typed: &str) -> String {
    match nearest_page(look, typed) {
        Some(page) => format!("Did you mean \"{page}\"?"),
        None => format!("Write knowledge/{typed}.md, or take the reference out."),
    }
}

/// The page of that file name in another folder, else the one with the nearest name in the same folder.
fn nearest_page<'a>(look: &Look<'a>, typed: &str) -> Option<&'a PageId> {
    let (folder, slug) = typed.split_once('/')?;
    let pages = look.knowledge.pages.keys();
    pages.clone().find(|page| page.slug.as_str() == slug).or_else(|| {
        let same_folder = || pages.clone().filter(|page| page.kind.folder() == folder);
        let name = nearest(slug, same_folder().map(|page| page.slug.as_str()))?;
        same_folder().find(|page| page.slug.as_str() == name)
    })
}

/// `skills`, `tools`, `neighbours`, `alternatives`, `roles` and every source.
pub(super) fn ids_known(look: &Look, problems: &mut Vec<Problem>) {
    for page in look.knowledge.pages.values() {
        let Some(written) = look.places.pages.get(&page.id) else { continue };
        page_ids(look, page, written, problems);
        sources(look, written, "sources", &page.sources, problems);
    }
    for tip in &look.knowledge.tips {
        if let Some(written) = look.places.tips.get(&tip.id) {
            sources(look, written, "sources", &tip.sources, problems);
        }
    }
    for info in &look.knowledge.levels {
        let Some(written) = look.places.levels.get(&info.level) else { continue };
        let id = info.level.id();
        sources(look, written, &format!("{id}.sources"), &info.sources, problems);
        for (index, pay) in info.pay.iter().enumerate() {
            source(look, written, &format!("{id}.pay[{index}].source"), &pay.source, problems);
        }
    }
    for (index, premium) in look.knowledge.premiums.iter().enumerate() {
        let written = &look.places.premiums;
        source(look, written, &format!("premium[{index}].source"), &premium.source, problems);
        slugs(look, written, &format!("premium[{index}].roles"), Kind::Role, &premium.roles, problems);
    }
}

fn page_ids(look: &Look, page: &Page, written: &Written, problems: &mut Vec<Problem>) {
    let hours_source = |key: &str, whose: Option<&Slug>, problems: &mut Vec<Problem>| {
        if let Some(whose) = whose {
            source(look, written, &format!("{key}.source"), whose, problems);
        }
    };
    match &page.facts {
        Facts::Role(facts) => {
            for (key, needs) in [("skills", &facts.skills), ("tools", &facts.tools)] {
                for need in needs {
                    slug(
                        look,
                        written,
                        &format!("{key}.{}", need.page.slug),
                        need.page.kind,
                        &need.page.slug,
                        problems,
                    );
                }
            }
            slugs(look, written, "neighbours", Kind::Role, &facts.neighbours, problems);
            for (index, pay) in facts.pay.iter().enumerate() {
                source(look, written, &format!("pay[{index}].source"), &pay.source, problems);
            }
        }
        Facts::Tool(facts) => {
            slugs(look, written, "alternatives", Kind::Tool, &facts.alternatives, problems);
            hours_source("hours", facts.hours.as_ref().and_then(|hours| hours.source.as_ref()), problems);
        }
        Facts::Skill(facts) => {
            hours_source("hours", facts.hours.as_ref().and_then(|hours| hours.source.as_ref()), problems);
        }
        Facts::Transition(facts) => hours_source("weeks", facts.weeks_source.as_ref(), problems),
        Facts::Faq(_) => {}
    }
    if let Some(law) = &page.law {
        source(look, written, "law.source", &law.source, problems);
    }
}

fn slugs(look: &Look, written: &Written, key: &str, kind: Kind, slugs: &[Slug], problems: &mut Vec<Problem>) {
    for id in slugs {
        slug(look, written, &format!("{key}={id}"), kind, id, problems);
    }
}

fn slug(look: &Look, written: &Written, part: &str, kind: Kind, slug: &Slug, problems: &mut Vec<Problem>) {
    let page = PageId { kind, slug: slug.clone() };
    if is_there(look, &page) {
        return;
    }
    let problem = written.problem(part, "ids_known", format!("there is no {} \"{slug}\".", kind.word()));
    let other = [Kind::Tool, Kind::Skill]
        .into_iter()
        .find(|other| is_there(look, &PageId { kind: *other, slug: slug.clone() }));
    let hint = match other {
        Some(other) => format!("It is a {}: knowledge/{}/{slug}.md.", other.word(), other.folder()),
        None => did_you_mean(
            slug.as_str(),
            look.knowledge.pages.keys().filter(|id| id.kind == kind).map(|id| id.slug.as_str()),
        )
        .unwrap_or_else(|| format!("Write knowledge/{page}.md, or take it out.")),
    };
    problems.push(problem.hint(hint));
}

fn sources(look: &Look, written: &Written, key: &str, slugs: &[Slug], problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for slug in slugs {
        if seen.insert(slug) {
            source(look, written, &format!("{key}={slug}"), slug, problems);
        }
    }
}

fn source(look: &Look, written: &Written, part: &str, slug: &Slug, problems: &mut Vec<Problem>) {
    let places = look.places;
    if look.knowledge.sources.contains_key(slug) || places.sources_unread || places.broken_sources.contains(slug) {
        return;
    }
    let problem = written.problem(part, "ids_known", format!("there is no source \"{slug}\"."));
    let known = look.knowledge.sources.keys().map(Slug::as_str);
    let hint = did_you_mean(slug.as_str(), known).unwrap_or_else(|| format!("Add [{slug}] to knowledge/sources.toml."));
    problems.push(problem.hint(hint));
}
