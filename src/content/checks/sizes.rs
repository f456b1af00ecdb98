//! What a page says fits where it is shown.

use super::Look;
use crate::content::problem::Problem;
use crate::content::sheet::Written;

/// Characters of a title, a summary, a section and a tip.
const TITLE: usize = 100;
const SUMMARY: usize = 350;
const SECTION: usize = 900;
const TIP: usize = 300;
/// Characters of an alias; autocomplete shows 100 with the title beside it.
const ALIAS: usize = 60;
/// Characters of a whole page: what one embed of Discord's holds in its description.
const PAGE: usize = 4096;

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
        let headings =
            page.sections.iter().map(|section| section.heading.chars().count() + section.body.chars().count());
        let whole = page.title.chars().count() + page.summary.chars().count() + headings.sum::<usize>();
        if whole > PAGE {
            let message = format!("the page has {whole} characters, and Discord shows {PAGE} at once.");
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
    let length = text.chars().count();
    if length > most {
        let message = format!("{what} has {length} characters, {} too many.", length - most);
        problems.push(written.problem(part, "fits_discord", message).hint(format!("The most is {most}.")));
    }
}
