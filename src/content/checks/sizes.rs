//! What a page says fits where it is shown.

use super::{Built, Look};
use crate::advisor::{Body, Focus, PageId, in_parallel};
use crate::content::problem::Problem;
use crate::content::sheet::Written;
use crate::render::limits::{DESCRIPTION, length};
use crate::render::{self, Card};

/// Characters of a title, a summary, a section and a tip.
const TITLE: usize = 100;
const SUMMARY: usize = 350;
const SECTION: usize = 900;
const TIP: usize = 300;
/// Characters of an alias; autocomplete shows 100 with the title beside it.
const ALIAS: usize = 60;

/// Titles, summaries, sections, tips, aliases and whole pages are short enough.
pub(super) fn fits_discord(look: &Look, problems: &mut Vec<Problem>) {
    for page in look.knowledge.pages.values() {
        let Some(written) = look.places.pages.get(&page.id) else { continue };
        measure(written, "#", "the title", &page.title, TITLE, problems);
        measure(written, "summary", "the summary", &page.summary, SUMMARY, problems);
        for section in &page.sections {
            let (part, what) = (format!("## {}", section.heading), format!("\"{}\"", section.heading));
            measure(written, &part, &what, &section.body, SECTION, problems);
        }
        for alias in &page.aliases {
            measure(written, &format!("aliases={alias}"), "the alias", alias, ALIAS, problems);
            if alias.trim().is_empty() {
                let problem = written.problem("aliases", "fits_discord", "an alias is empty.");
                problems.push(problem.hint("Take it out."));
            }
        }
        let headings = page.sections.iter().map(|section| length(&section.heading) + length(&section.body));
        let whole = length(&page.title) + length(&page.summary) + headings.sum::<usize>();
        if whole > DESCRIPTION {
            let message = format!("the page has {whole} characters, and Discord shows {DESCRIPTION} at most.");
            problems.push(written.problem("#", "fits_discord", message).hint("Shorten the longest section."));
        }
    }
    for tip in &look.knowledge.tips {
        if let Some(written) = look.places.tips.get(&tip.id) {
            measure(written, "text", "the tip", &tip.text, TIP, problems);
        }
    }
}

fn measure(written: &Written, part: &str, what: &str, text: &str, most: usize, problems: &mut Vec<Problem>) {
    let length = length(text);
    if length > most {
        let message = format!("{what} has {length} characters, {} too many.", length - most);
        problems.push(written.problem(part, "fits_discord", message).hint(format!("The most is {most}.")));
    }
}

/// Every page's card and what waits behind "More" are shown whole.
pub(super) fn rendered(built: &Built, problems: &mut Vec<Problem>) {
    let Built { advisor, places, today, .. } = *built;
    // Rendering cuts what Discord would refuse, and a cut ends in an ellipsis near the limit.
    let is_cut = |card: &Card| card.body.ends_with('…') && length(&card.body) * 2 > DESCRIPTION;
    let pages: Vec<&PageId> = advisor.knowledge().pages.keys().collect();
    let found = in_parallel(&pages, |id| {
        let written = places.pages.get(id)?;
        let answer = advisor.show(Body::Page { page: PageId::clone(id), focus: Focus::Whole });
        let rest = render::rest(advisor, &answer, today);
        let cut = is_cut(&render::card(advisor, &answer, today)) || rest.is_some_and(|rest| is_cut(&rest));
        cut.then(|| {
            let problem = written.problem("#", "cards_fit", "the page is cut where Discord shows it.");
            problem.hint("Shorten the longest section.")
        })
    });
    problems.extend(found.into_iter().flatten());
}

/// No two pages share the short name that buttons carry.
pub(super) fn buttons_distinct(look: &Look, problems: &mut Vec<Problem>) {
    for (first, second) in render::collisions(look.knowledge.pages.keys()) {
        if let Some(written) = look.places.pages.get(&second) {
            let message = format!("by chance its buttons would open {first}.");
            problems.push(written.problem("#", "buttons_distinct", message).hint("Rename the file a little."));
        }
    }
}
