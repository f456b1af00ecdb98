//! One page: header, title, summary and sections become a [`Page`]; a tip becomes a [`Tip`].

use super::fields::Fields;
use super::files::SourceFile;
use super::headings;
use super::markdown::{self, Block, Blocks};
use super::sheet::Sheet;
use super::{pay, prose};
use crate::advisor::{
    Examples, Facts, FaqFacts, FaqGroup, Hours, Kind, Level, Need, Page, PageId, RoleFacts, Section, SkillFacts, Slug,
    Tip, ToolFacts, TransitionFacts, Weight,
};

/// Reads a page; `None` when not even its header can be read.
pub(super) fn read(sheet: &Sheet, kind: Kind) -> Option<Page> {
    let file = sheet.file;
    let parts = markdown::split(sheet)?;
    let header = parts.header.parse(sheet)?;
    let fields = Fields::top(sheet, parts.header, header.get_ref());
    let aliases = fields.texts("aliases");
    let facts = match kind {
        Kind::Role => Facts::Role(role(&fields)),
        Kind::Tool => Facts::Tool(tool(&fields)),
        Kind::Skill => Facts::Skill(SkillFacts { needs: fields.pages("needs"), hours: hours(&fields) }),
        Kind::Faq => Facts::Faq(faq(&fields)?),
        Kind::Transition => Facts::Transition(transition(&fields)?),
    };
    if !fields.has("sources") {
        fields.missing("sources", "`sources = [\"guide\"]`, or `sources = []` when no source covers it");
    }
    let sources = fields.slugs("sources");
    if !fields.has("checked") {
        fields.missing("checked", "`checked = 2026-11-21`, the day you compared the page with its sources");
    }
    let checked = fields.date("checked");
    let has_law = fields.has("law");
    let law = fields.table("law").and_then(pay::read_law);
    fields.finish();

    let blocks = markdown::blocks(sheet, parts.body, parts.body_line);
    if let Some((line, words)) = blocks.law.as_ref().filter(|_| !has_law) {
        sheet.note(prose::law_without_header(sheet, *line, words));
    }
    let (title, summary) = title_and_summary(sheet, &blocks);
    let sections = sections(sheet, kind, blocks.sections);
    let id = PageId::new(kind, &file.name);
    Some(Page { id, title, summary, sections, aliases, sources, checked, law, layer: file.layer.clone(), facts })
}

/// Reads a tip.
pub(super) fn read_tip(sheet: &Sheet) -> Option<Tip> {
    let file: &SourceFile = sheet.file;
    let parts = markdown::split(sheet)?;
    let header = parts.header.parse(sheet)?;
    let fields = Fields::top(sheet, parts.header, header.get_ref());
    let about = fields.pages("about");
    let sources = fields.slugs("sources");
    if !fields.has("checked") {
        fields.missing("checked", "`checked = 2026-11-21`, the day you wrote or compared the tip");
    }
    let _ = fields.date("checked");
    fields.finish();

    let blocks = markdown::blocks(sheet, parts.body, parts.body_line);
    for block in blocks.title.iter().chain(&blocks.sections) {
        let message = format!("a tip has no headings, and this is one: \"{}\".", block.heading);
        sheet.note(sheet.at(block.line, "headings_known", message).hint("Leave the paragraph only."));
    }
    if let Some((line, words)) = &blocks.law {
        let problem = sheet.at(*line, "law_complete", format!("a tip cannot carry law or visas (\"{words}\")."));
        sheet.note(problem.hint("Make it a page in faqs/ with [law] in its header."));
    }
    let text = blocks.before.text;
    if text.is_empty() && blocks.title.is_none() {
        sheet.note(
            sheet
                .at(parts.body_line, "headings_present", "the tip has no text.")
                .hint("Write one paragraph below the header."),
        );
    }
    if text.contains("\n\n") {
        sheet.note(
            sheet
                .at(parts.body_line, "headings_known", "a tip is one paragraph.")
                .hint("Join the paragraphs or make two tips."),
        );
    }
    sheet.mark("text", parts.body_line);
    Some(Tip { id: Slug::new(&file.name), text, about, sources, layer: file.layer.clone() })
}

fn title_and_summary(sheet: &Sheet, blocks: &Blocks) -> (String, String) {
    let Some(title) = &blocks.title else {
        let message = "the page has no title.";
        sheet.note(
            sheet.at(blocks.before.line, "headings_present", message).hint("Write # and the name below the header."),
        );
        return (sheet.file.name.clone(), String::new());
    };
    if !blocks.before.text.is_empty() {
        let message = "there is text above the title.";
        sheet.note(sheet.at(blocks.before.line, "headings_present", message).hint("Move it below the # line."));
    }
    if title.heading.is_empty() {
        sheet.note(sheet.at(title.line, "headings_present", "the title is empty.").hint("Write the name after the #."));
    }
    let (summary, rest) = title.text.split_once("\n\n").unwrap_or((&title.text, ""));
    if summary.is_empty() {
        let message = "the page has no summary.";
        sheet.note(
            sheet.at(title.line, "headings_present", message).hint("Answer in one or two sentences below the title."),
        );
    }
    if !rest.is_empty() {
        let message = "the summary is one paragraph, and here are more.";
        sheet.note(sheet.at(title.line, "headings_known", message).hint("Put what follows under a ## heading."));
    }
    sheet.mark("summary", title.line);
    (title.heading.clone(), summary.to_owned())
}

fn sections(sheet: &Sheet, kind: Kind, blocks: Vec<Block>) -> Vec<Section> {
    let known = headings::of(kind);
    let mut sections: Vec<Section> = Vec::new();
    let mut misnamed: Vec<&str> = Vec::new();
    let mut furthest = 0;
    for block in blocks {
        let Block { heading, line, text } = block;
        let Some(position) = known.iter().position(|known| known.name == heading) else {
            let hint = match headings::meant(kind, &heading) {
                Some(meant) => {
                    misnamed.push(meant);
                    format!("Did you mean \"{meant}\"?")
                }
                None => format!("Known here: {}.", known.iter().map(|known| known.name).collect::<Vec<_>>().join(", ")),
            };
            sheet.note(sheet.at(line, "headings_known", format!("unknown heading \"{heading}\".")).hint(hint));
            continue;
        };
        if sections.iter().any(|section| section.heading == heading) {
            sheet.note(
                sheet
                    .at(line, "headings_known", format!("the heading \"{heading}\" stands here twice."))
                    .hint("Join the two."),
            );
            continue;
        }
        if position < furthest {
            let message = format!("\"{heading}\" comes before \"{}\".", known[furthest].name);
            sheet.note(sheet.at(line, "headings_order", message).hint("Move the section up."));
        }
        furthest = furthest.max(position);
        if text.is_empty() {
            sheet.note(
                sheet
                    .at(line, "headings_present", format!("nothing stands under \"{heading}\"."))
                    .hint("Write it or remove the heading."),
            );
        }
        sections.push(Section { heading, body: text });
    }
    for wanted in known.iter().filter(|known| known.required && !misnamed.contains(&known.name)) {
        if !sections.iter().any(|section| section.heading == wanted.name) {
            let line = sheet.line("#").unwrap_or(1);
            let message = format!("the heading \"{}\" is missing.", wanted.name);
            sheet.note(
                sheet.at(line, "headings_present", message).hint(format!("Every page in {}/ has it.", kind.folder())),
            );
        }
    }
    sections
}

fn role(fields: &Fields) -> RoleFacts {
    RoleFacts {
        skills: needs(fields, "skills", Kind::Skill),
        tools: needs(fields, "tools", Kind::Tool),
        pay: fields.tables("pay").into_iter().filter_map(pay::read).collect(),
        neighbours: fields.slugs("neighbours"),
    }
}

/// Heaviest first, then in the order of the file.
fn needs(fields: &Fields, key: &'static str, kind: Kind) -> Vec<Need> {
    let mut needs = Vec::new();
    for (slug, number) in fields.weights(key) {
        if let Some(weight) = number.and_then(Weight::from_number) {
            needs.push(Need { page: PageId::new(kind, &slug), weight });
        } else {
            let sheet = fields.sheet();
            let line = sheet.line(&format!("{key}.{slug}")).unwrap_or_else(|| fields.line());
            let problem = sheet.at(line, "value_types", format!("the weight of `{slug}` should be 1, 2 or 3."));
            sheet.note(problem.hint("3 is essential, 2 expected, 1 helps."));
        }
    }
    needs.sort_by_key(|need| std::cmp::Reverse(need.weight));
    needs
}

fn tool(fields: &Fields) -> ToolFacts {
    ToolFacts {
        needs: fields.pages("needs"),
        hours: hours(fields),
        alternatives: fields.slugs("alternatives"),
        good_for: fields.texts("good_for"),
    }
}

fn hours(fields: &Fields) -> Option<Hours> {
    let (low, high, source) = span(fields, "hours")?;
    Some(Hours { low, high, source })
}

/// `{ low, high, source }` or `{ low, high, estimate = true }`.
fn span(fields: &Fields, key: &'static str) -> Option<(u16, u16, Option<Slug>)> {
    let span = fields.table(key)?;
    let low = span.number("low", "a whole number");
    let high = span.number("high", "a whole number");
    let source = span.text("source");
    let estimate = span.flag("estimate");
    for (name, value) in [("low", low), ("high", high)] {
        if value.is_none() && !span.has(name) {
            span.missing(name, &format!("`{name} = 10`"));
        }
    }
    if source.is_some() == estimate {
        let problem = span.problem("estimate", "money_complete", format!("`{key}` needs to say whose figure it is."));
        span.sheet().note(problem.hint("Write either `source = \"guide\"` or `estimate = true`."));
    }
    let (low, high) = (low?, high?);
    if low > high {
        let problem = span.problem("low", "value_types", format!("`{key}` is upside down: low is above high."));
        span.sheet().note(problem.hint("Swap them."));
    }
    span.finish();
    Some((low, high, source.map(|source| Slug::new(&source))))
}

fn faq(fields: &Fields) -> Option<FaqFacts> {
    if !fields.has("group") {
        fields.missing("group", "`group = \"start\"`, or market, language, job-hunt, daily-work");
    }
    let group = fields.one_of("group", &FaqGroup::ALL.map(FaqGroup::id));
    let patterns = fields.texts("patterns");
    let examples = examples(fields);
    let see = fields.pages("see");
    Some(FaqFacts { group: group?, patterns, examples, see })
}

/// `[examples]`, as intents and FAQ pages have it.
pub(super) fn examples(fields: &Fields) -> Examples {
    let Some(table) = fields.table("examples") else { return Examples::default() };
    let examples = Examples { yes: table.texts("yes"), no: table.texts("no") };
    table.finish();
    examples
}

fn transition(fields: &Fields) -> Option<TransitionFacts> {
    let from = fields.text("from").map(|slug| Slug::new(&slug));
    let to = fields.text("to").map(|slug| Slug::new(&slug));
    let levels = levels(fields);
    let (weeks, weeks_source) = match span(fields, "weeks") {
        Some((low, high, source)) => (Some((low, high)), source),
        None => (None, None),
    };
    // A move up the ladder that holds for every role names none.
    if to.is_none() && levels.is_none() {
        if !fields.has("to") {
            fields.missing("to", "`to = \"data-engineer\"`, the file name of the role it leads to");
        }
        return None;
    }
    Some(TransitionFacts { from, to, levels, weeks, weeks_source })
}

fn levels(fields: &Fields) -> Option<(Level, Level)> {
    let texts = fields.texts("levels");
    if texts.is_empty() {
        return None;
    }
    let parsed: Vec<Level> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    if let ([from, to], 2) = (parsed.as_slice(), texts.len())
        && from < to
    {
        return Some((*from, *to));
    }
    let problem =
        fields.problem("levels", "value_types", "`levels` should be two rungs of the ladder, the lower first.");
    fields.sheet().note(problem.hint("Such as [\"junior\", \"mid\"]; then come senior and staff."));
    None
}
