//! The checks, each with a name. Some are made while a file is read, some look at the content as a whole,
//! some ask the finished advisor.

mod dates;
mod examples;
mod graph;
mod names;
mod patterns;
mod references;
mod sizes;
mod transitions;

use jiff::civil::Date;

use super::Trial;
use super::draft::{Draft, Places};
use super::problem::Problem;
use crate::advisor::{Advisor, Knowledge, Read};

/// A check: its name and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The name that problems carry.
    pub name: &'static str,
    /// What is true of content that passes.
    pub holds: &'static str,
    run: Run,
}

#[derive(Clone, Copy, Debug)]
enum Run {
    /// Made while the files are read; a file that fails may be missing from the whole.
    Reading,
    /// Looks at the content as a whole.
    Whole(fn(&Look<'_>, &mut Vec<Problem>)),
    /// Asks the advisor that was built of it, where it is content that somebody has edited.
    Built(fn(&Built<'_>, &mut Vec<Problem>)),
}

/// The content as a whole.
struct Look<'a> {
    knowledge: &'a Knowledge,
    places: &'a Places,
    today: Date,
}

/// The content as an advisor.
struct Built<'a> {
    advisor: &'a Advisor,
    /// What was read of the example lines: those of each of [`Knowledge::owners`], in their order.
    lines: &'a [Read],
    places: &'a Places,
    today: Date,
}

const fn check(name: &'static str, holds: &'static str, run: Run) -> Check {
    Check { name, holds, run }
}

/// Every check.
pub const CHECKS: &[Check] = &[
    check("folders_readable", "the folders are there and can be read", Run::Reading),
    check("files_readable", "every file is UTF-8, not empty and not too large", Run::Reading),
    check("file_names", "every file lies where it is read and has a name that can be an id", Run::Reading),
    check("header_first", "a page begins with its fenced header", Run::Reading),
    check("toml_syntax", "headers and intents are TOML", Run::Reading),
    check("keys_known", "every key is one that is read, and stands once", Run::Reading),
    check("keys_present", "every key that is needed is there", Run::Reading),
    check("value_types", "every value is of its key's kind", Run::Reading),
    check("headings_known", "one title, and headings of the folder's list only", Run::Reading),
    check("headings_present", "title, summary and the folder's required headings are there", Run::Reading),
    check("headings_order", "headings stand in the folder's order", Run::Reading),
    check("plain_markdown", "the text is Markdown that Discord shows as GitHub does", Run::Reading),
    check(
        "money_complete",
        "a figure has its currency, period, region, year, source and expiry, and none stands in prose",
        Run::Reading,
    ),
    check("law_complete", "what a page says about visas and law has its region, year, source and expiry", Run::Reading),
    check("links_resolve", "references and links lead to pages that are there", Run::Whole(references::links_resolve)),
    check("ids_known", "skills, tools, roles and sources that are named are there", Run::Whole(references::ids_known)),
    check("aliases_unique", "no two pages of a kind go by the same name", Run::Whole(names::aliases_unique)),
    check("no_cycles", "nothing needs itself, not even in a roundabout way", Run::Whole(graph::no_cycles)),
    check(
        "no_orphans",
        "every skill and tool is asked for by some role, or leads to one that is",
        Run::Whole(graph::no_orphans),
    ),
    check(
        "role_has_a_way_in",
        "every role has skills to learn or a page that leads to it",
        Run::Whole(graph::role_has_a_way_in),
    ),
    check(
        "transitions_have_both_roles",
        "a transition leads from one role or level to another, and once",
        Run::Whole(transitions::both_roles),
    ),
    check(
        "has_patterns",
        "intents and FAQ pages have patterns, and examples that show them",
        Run::Whole(patterns::present),
    ),
    check("dates_sensible", "pages were compared with their sources within a year", Run::Whole(dates::sensible)),
    check(
        "fits_discord",
        "titles, summaries, sections, tips and whole pages fit where Discord shows them",
        Run::Whole(sizes::fits_discord),
    ),
    check("cards_fit", "no card is cut where Discord shows it", Run::Built(sizes::rendered)),
    check(
        "buttons_distinct",
        "no two pages share the short name that buttons carry",
        Run::Whole(sizes::buttons_distinct),
    ),
    check("patterns_build", "every pattern is a regex with known placeholders", Run::Reading),
    check(
        "examples_match",
        "every example reaches its own intent or page and no other",
        Run::Built(examples::reach_their_own),
    ),
];

/// Runs every check and builds the advisor; `None` when it cannot be built.
pub(super) fn build(draft: Draft, today: Date, trial: Trial, problems: &mut Vec<Problem>) -> Option<Advisor> {
    let Draft { knowledge, places } = draft;
    let look = Look { knowledge: &knowledge, places: &places, today };
    for check in CHECKS {
        if let Run::Whole(run) = check.run {
            run(&look, problems);
        }
    }
    // With a page missing from the whole, its examples fail for no fault of their own.
    let tried = trial == Trial::Made && places.broken.is_empty();
    let built = if tried {
        Advisor::build_to_try(knowledge)
    } else {
        Advisor::build(knowledge).map(|advisor| (advisor, Vec::new()))
    };
    let (advisor, lines) = match built {
        Ok(built) => built,
        Err(found) => {
            problems.extend(found.iter().map(|found| patterns::built(found, &places)));
            return None;
        }
    };
    if tried {
        let built = Built { advisor: &advisor, lines: &lines, places: &places, today };
        for check in CHECKS {
            if let Run::Built(run) = check.run {
                run(&built, problems);
            }
        }
    }
    Some(advisor)
}
