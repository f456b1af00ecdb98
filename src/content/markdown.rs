//! The Markdown of a page: header, title, summary, sections, each with its line.

use super::sheet::Sheet;
use super::toml_text::TomlText;
use super::{links, prose};

/// A page's file, taken apart.
pub(super) struct Parts<'a> {
    /// The TOML between the fences.
    pub(super) header: TomlText<'a>,
    /// The text after the header and the line it begins on.
    pub(super) body: &'a str,
    /// The line the body begins on.
    pub(super) body_line: usize,
}

/// Splits a page at the fence that closes its header. Problems are noted.
pub(super) fn split<'a>(sheet: &Sheet<'a>) -> Option<Parts<'a>> {
    let text = sheet.file.text.as_str();
    let blank = text.len() - text.trim_start_matches('\n').len();
    let first_line = 1 + blank;
    let rest = &text[blank..];
    let (opening, after) = rest.split_once('\n').unwrap_or((rest, ""));
    if opening.trim_end() != "```toml" {
        let (message, hint) = match opening.trim_end() {
            "---" | "+++" => ("the header is a fenced block here.", "Open it with ```toml and close it with ```."),
            "```" | "~~~toml" => ("the header's fence needs its language.", "Open it with ```toml."),
            _ => ("a page begins with its header.", "Put ```toml … ``` above the title, as in _template.md."),
        };
        sheet.note(sheet.at(first_line, "header_first", message).hint(hint));
        return None;
    }
    let mut offset = 0;
    for (index, line) in after.split_inclusive('\n').enumerate() {
        if line.trim_end() == "```" {
            let header = TomlText { text: &after[..offset], first_line: first_line + 1 };
            let body_line = first_line + index + 2;
            return Some(Parts { header, body: &after[offset + line.len()..], body_line });
        }
        offset += line.len();
    }
    let message = "the header never ends.";
    sheet.note(sheet.at(first_line, "header_first", message).hint("Close it with a line of three backquotes."));
    None
}

/// A heading and the text below it.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The heading without its `#`.
    pub(super) heading: String,
    /// The line of the heading.
    pub(super) line: usize,
    /// The text below it, with paragraphs joined into one line each.
    pub(super) text: String,
}

/// The blocks of a body.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The text above every heading.
    pub(super) before: Block,
    /// `# …`.
    pub(super) title: Option<Block>,
    /// `## …`.
    pub(super) sections: Vec<Block>,
    /// The first words that state law, and their line.
    pub(super) law: Option<(usize, String)>,
}

/// Takes a body apart. What Discord would not show as written is noted.
pub(super) fn blocks(sheet: &Sheet, body: &str, body_line: usize) -> Blocks {
    let mut blocks = Blocks { before: Block { line: body_line, ..Block::default() }, ..Blocks::default() };
    let mut paragraphs = Paragraphs::default();
    for (index, line) in body.lines().enumerate() {
        let number = body_line + index;
        let heading = if paragraphs.in_fence { None } else { heading(line) };
        let Some((depth, name)) = heading else {
            if !paragraphs.in_fence {
                look_at(sheet, line, number);
                blocks.law = blocks.law.or_else(|| prose::law(line).map(|words| (number, words)));
            }
            paragraphs.push(line);
            continue;
        };
        let block = Block { heading: name.to_owned(), line: number, text: String::new() };
        blocks.close(&mut paragraphs);
        match depth {
            1 if blocks.title.is_none() && blocks.sections.is_empty() => {
                sheet.mark("#", number);
                blocks.title = Some(block);
            }
            1 => {
                let problem = sheet.at(number, "headings_known", format!("a second title \"{name}\"."));
                sheet.note(problem.hint("A page has one # title; sections begin with ##."));
            }
            2 => {
                sheet.mark(format!("## {name}"), number);
                blocks.sections.push(block);
            }
            _ => {
                let problem = sheet.at(number, "headings_known", format!("\"{name}\" is too deep a heading."));
                sheet.note(problem.hint("Use ## for sections and **bold** inside them."));
            }
        }
    }
    if paragraphs.in_fence {
        let line = body_line + body.lines().count();
        sheet
            .note(sheet.at(line, "plain_markdown", "a code block never ends.").hint("Close it with three backquotes."));
    }
    blocks.close(&mut paragraphs);
    blocks
}

impl Blocks {
    fn close(&mut self, paragraphs: &mut Paragraphs) {
        let text = links::without_relative(&std::mem::take(paragraphs).text());
        let last = self.sections.last_mut().or(self.title.as_mut()).unwrap_or(&mut self.before);
        if !text.is_empty() {
            if !last.text.is_empty() {
                last.text.push_str("\n\n");
            }
            last.text.push_str(&text);
        }
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let depth = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &line[depth..];
    (depth > 0 && (rest.starts_with(' ') || rest.is_empty()))
        .then(|| (depth, rest.trim().trim_end_matches('#').trim_end()))
}

/// Joins the lines of a paragraph: Discord would break the line wherever the file does.
#[derive(Default)]
struct Paragraphs {
    lines: Vec<String>,
    in_fence: bool,
    may_join: bool,
}

impl Paragraphs {
    fn push(&mut self, line: &str) {
        let line = line.trim_end_matches(['\r', '\n']);
        let bare = line.trim();
        if bare.starts_with("```") {
            self.in_fence = !self.in_fence;
            self.lines.push(line.trim_end().to_owned());
            self.may_join = false;
        } else if self.in_fence {
            self.lines.push(line.to_owned());
        } else if bare.is_empty() {
            self.lines.push(String::new());
            self.may_join = false;
        } else {
            match self.lines.last_mut() {
                Some(last) if self.may_join && !begins_anew(bare) => {
                    last.push(' ');
                    last.push_str(bare);
                }
                _ => self.lines.push(line.trim_end().to_owned()),
            }
            self.may_join = !line.ends_with("  ") && !bare.ends_with('\\');
        }
    }

    fn text(self) -> String {
        let mut text = String::new();
        let mut blank = false;
        for line in &self.lines {
            if line.is_empty() && !self.in_fence {
                blank = true;
                continue;
            }
            if !text.is_empty() {
                text.push_str(if blank { "\n\n" } else { "\n" });
            }
            blank = false;
            text.push_str(line);
        }
        text.trim().to_owned()
    }
}

/// Whether a line begins a list item, a quote or small print, and so never joins the line above.
fn begins_anew(bare: &str) -> bool {
    if bare.starts_with("- ") || bare.starts_with("* ") || bare.starts_with("> ") || bare.starts_with("-# ") {
        return true;
    }
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && bare[digits..].starts_with(". ")
}

/// Notes what GitHub shows and Discord does not.
fn look_at(sheet: &Sheet, line: &str, number: usize) {
    prose::look_for_money(sheet, line, number);
    for target in links::targets(line) {
        if links::is_relative(target) {
            sheet.link(number, target);
        } else if !target.starts_with("https://") {
            let problem = sheet.at(number, "links_resolve", format!("\"{target}\" is not a safe link."));
            sheet.note(problem.hint("Use its https:// address."));
        }
    }
    let bare = line.trim();
    let (what, hint) = if bare.contains("![") {
        ("pictures do not show in Discord.", "Link to the page instead: [what it shows](https://…).")
    } else if bare.starts_with('|') && bare.ends_with('|') && bare.len() > 1 {
        ("tables do not show in Discord.", "Write a list.")
    } else if has_html(bare) {
        ("HTML does not show in Discord.", "Use **bold**, *italics*, lists and links; put code between backquotes.")
    } else if bare == "---" || bare == "***" {
        ("rules do not show in Discord.", "Begin a section with ## instead.")
    } else {
        return;
    };
    sheet.note(sheet.at(number, "plain_markdown", what).hint(hint));
}

/// `<br>`, `</b>`, `<!-- … -->`, outside of inline code. `<https://…>` and `<t:…>` are Discord's own.
fn has_html(line: &str) -> bool {
    line.split('`').step_by(2).any(|plain| {
        plain.match_indices('<').any(|(at, _)| {
            let tag = &plain[at + 1..];
            let name = tag.trim_start_matches('/');
            let letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
            tag.starts_with("!--")
                || (name.starts_with(|letter: char| letter.is_ascii_alphabetic())
                    && name[letters..].starts_with(['>', ' ', '/'])
                    && plain[at..].contains('>'))
        })
    })
}
