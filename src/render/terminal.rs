//! A card as plain text, for `chat` and `ask`. Buttons become numbers.

use super::card::Card;

/// The card as text, without colours.
pub fn text(card: &Card) -> String {
    write(card, false)
}

/// The card as text for a terminal that shows bold and dim.
pub fn ansi(card: &Card) -> String {
    write(card, true)
}

fn write(card: &Card, ansi: bool) -> String {
    let (bold, dim, off) = if ansi { ("\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m") } else { ("", "", "") };
    let mut text = String::new();
    if let Some(title) = &card.title {
        text.extend([bold, title, off, "\n"]);
    }
    text.push_str(&plain(&card.body, bold, off));
    text.push('\n');
    if let Some(footer) = &card.footer {
        text.extend([dim, footer, off, "\n"]);
    }
    for (at, button) in card.buttons.iter().enumerate() {
        text.extend(["  [", (at + 1).to_string().as_str(), "] ", &button.label, "\n"]);
    }
    text
}

/// Discord Markdown as a terminal shows it: emphasis marks out, escapes undone, links with their address behind.
fn plain(markdown: &str, bold: &str, off: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let (mut is_bold, mut heads_line) = (false, false);
    let mut rest = markdown;
    while let Some(character) = rest.chars().next() {
        let mut used = character.len_utf8();
        if let Some(after) = rest.strip_prefix('\\') {
            if let Some(next) = after.chars().next() {
                out.push(next);
                used += next.len_utf8();
            }
        } else if let Some(after) = rest.strip_prefix("**") {
            is_bold = !is_bold;
            out.push_str(if is_bold { bold } else { off });
            used = 2;
            if is_bold {
                heads_line = out.is_empty() || out.ends_with('\n') || out.ends_with(&format!("\n{bold}"));
            } else if heads_line && bold.is_empty() && after.starts_with(' ') && !after.starts_with(" (") {
                // Where bold can't show it, a colon tells the heading from its text.
                out.push(':');
            }
        } else if let Some((shown, address, size)) = link(rest) {
            out.extend([shown, " (", address, ")"]);
            used = size;
        } else if character != '*' && character != '\u{2060}' {
            out.push(character);
        }
        rest = &rest[used..];
    }
    out
}

/// `[shown](address)` at the start of `text`, with its length in bytes.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let (shown, after) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = after.split_once(')')?;
    let is_one = !shown.contains(['[', '\n']) && address.starts_with("http");
    is_one.then(|| (shown, address, shown.len() + address.len() + 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Action, Button};

    #[test]
    fn marks_go_and_words_stay() {
        let card = Card {
            title: Some("From data analyst to data engineer".to_owned()),
            body: "**You likely have** SQL basics\n*(estimate)* \\*not bold\\* [docs](https://docs.python.org)"
                .to_owned(),
            footer: Some("From: somewhere".to_owned()),
            buttons: vec![Button::new("Show", Action::Share), Button::new("Why this answer?", Action::Why(None))],
        };
        insta::assert_snapshot!(text(&card), @r"
        From data analyst to data engineer
        You likely have: SQL basics
        (estimate) *not bold* docs (https://docs.python.org)
        From: somewhere
          [1] Show
          [2] Why this answer?
        ");
    }

    #[test]
    fn bold_shows_where_the_terminal_can() {
        assert_eq!(ansi(&Card::line("**a** b")), "\u{1b}[1ma\u{1b}[0m b\n");
    }
}
