//! An answer's body inside a button's id: `<letter>.<args>`, args joined by dots, `-` for none.

use super::short;
use crate::advisor::{Advisor, Body, Facts, Focus, Kind, Level, PageId};

/// Tools named in the id of a recommendation: as many as a card shows.
const TOOLS: usize = 4;

/// The short form of a body; `None` for acts, which no button repeats.
pub(super) fn write(body: &Body) -> Option<String> {
    Some(match body {
        Body::Page { page, focus } => match focus {
            Focus::Whole => format!("p.{}", short::page(page)),
            Focus::Skills => format!("k.{}", short::page(page)),
            Focus::Section(heading) => format!("h.{}.{}", short::page(page), short::word(heading)),
        },
        Body::Pay { role, level } => format!("m.{}.{}", optional(role.as_ref()), rung(*level)),
        Body::Ladder { role, level } => format!("l.{}.{}", optional(role.as_ref()), rung(*level)),
        Body::Compare { a, b } => format!("c.{}.{}", short::page(a), short::page(b)),
        Body::Recommend { task, tools } => {
            let task = task.as_deref().map_or_else(|| "-".to_owned(), short::word);
            let tools: Vec<String> = tools.iter().take(TOOLS).map(short::page).collect();
            format!("r.{task}.{}", tools.join("."))
        }
        Body::Path { from, to, page } => {
            format!("w.{}.{}.{}", optional(from.as_ref()), short::page(to), optional(page.as_ref()))
        }
        Body::Tip { about } => format!("t.{}", optional(about.as_ref())),
        Body::Help => "e.".to_owned(),
        Body::Greet => "g.".to_owned(),
        Body::Thanks => "n.".to_owned(),
        Body::Act(_) | Body::Distress => return None,
    })
}

/// The body that a short form means, with today's pages.
pub(super) fn read(advisor: &Advisor, text: &str) -> Option<Body> {
    let (letter, args) = text.split_once('.')?;
    let mut args = args.split('.');
    let mut page = || find(advisor, args.next()?);
    Some(match letter {
        "p" => Body::Page { page: page()??, focus: Focus::Whole },
        "k" => Body::Page { page: page()??, focus: Focus::Skills },
        "h" => {
            let page = page()??;
            let short = args.next()?;
            let sections = &advisor.page(&page)?.sections;
            let heading = sections.iter().find(|section| short::word(&section.heading) == short)?.heading.clone();
            Body::Page { page, focus: Focus::Section(heading) }
        }
        "m" => Body::Pay { role: page()?, level: read_rung(args.next()?)? },
        "l" => Body::Ladder { role: page()?, level: read_rung(args.next()?)? },
        "c" => Body::Compare { a: page()??, b: page()?? },
        "r" => {
            let task = args.next()?;
            let task = if task == "-" { None } else { Some(find_task(advisor, task)?) };
            let tools = args.map(|short| find(advisor, short)?).collect::<Option<Vec<_>>>()?;
            Body::Recommend { task, tools }
        }
        "w" => Body::Path { from: page()?, to: page()??, page: page()? },
        "t" => Body::Tip { about: page()? },
        "e" => Body::Help,
        "g" => Body::Greet,
        "n" => Body::Thanks,
        _ => return None,
    })
}

/// The digit of a level; `-` for none.
pub(super) fn rung(level: Option<Level>) -> String {
    let at = level.and_then(|level| Level::ALL.iter().position(|other| *other == level));
    at.map_or_else(|| "-".to_owned(), |at| at.to_string())
}

/// The level of a digit; `Some(None)` for `-`.
#[expect(clippy::option_option, reason = "no level is a value here, and an unreadable one is none")]
pub(super) fn read_rung(text: &str) -> Option<Option<Level>> {
    if text == "-" {
        return Some(None);
    }
    Level::ALL.get(text.parse::<usize>().ok()?).copied().map(Some)
}

fn optional(page: Option<&PageId>) -> String {
    page.map_or_else(|| "-".to_owned(), short::page)
}

/// `Some(None)` for `-`; `None` for a page that is gone.
#[expect(clippy::option_option, reason = "no page is a value here, and one that is gone is none")]
fn find(advisor: &Advisor, short: &str) -> Option<Option<PageId>> {
    if short == "-" { Some(None) } else { short::find_page(advisor, short).map(Some) }
}

fn find_task(advisor: &Advisor, short: &str) -> Option<String> {
    let tasks = advisor.pages(Kind::Tool).flat_map(|page| match &page.facts {
        Facts::Tool(tool) => tool.good_for.as_slice(),
        _ => &[],
    });
    tasks.into_iter().find(|task| short::word(task) == short).cloned()
}
