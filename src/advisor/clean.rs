//! Discord's markup out of a message: mentions, links, code, quotes, custom emoji, invisible characters.

use std::borrow::Cow;

use super::question::{MOST_CHARACTERS, Signs};

/// Characters that show nothing or turn the direction of text.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// Whether there is nothing to take out: most messages are letters, spaces and a question mark.
fn is_clean(text: &str) -> bool {
    let mut ws = 0;
    text.len() <= MOST_CHARACTERS
        && text.bytes().all(|byte| {
            ws = if byte.eq_ignore_ascii_case(&b'w') { ws + 1 } else { 0 };
            matches!(byte, b' '..=b'~' | b'\n' | b'\t') && !matches!(byte, b'`' | b'<' | b'>' | b':' | b'@') && ws < 3
        })
}

/// The words a person wrote, without markup, and what was taken out.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, Signs) {
    let mut signs = Signs::default();
    if is_clean(text) {
        return (Cow::Borrowed(text), signs);
    }
    let mut seen: String = text.chars().filter(|c| !invisible(*c)).take(MOST_CHARACTERS).collect();
    if seen.contains('`') {
        seen = without_code(&seen, &mut signs);
    }
    if seen.contains('>') {
        seen = without_quotes(&seen, &mut signs);
    }
    let mut plain = String::with_capacity(seen.len());
    let mut rest = seen.as_str();
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '<' => angle(rest, &mut signs),
            ':' => emoji(rest),
            '@' => name(rest, &plain, &mut signs),
            'h' | 'H' | 'w' | 'W' => link(rest, &plain, &mut signs),
            _ => 0,
        };
        if taken > 0 {
            signs.to_somebody |= signs.mention && plain.trim().is_empty();
            plain.push(' ');
            rest = &rest[taken..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (Cow::Owned(plain), signs)
}

/// Code blocks and spans out; a span that holds a plain name or two stays: "what is `pandas`?".
fn without_code(text: &str, signs: &mut Signs) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let ticks = rest[at..].bytes().take_while(|b| *b == b'`').count();
        let (fence, after) = rest[at..].split_at(ticks);
        let Some(end) = after.find(fence) else {
            // Discord shows an unclosed tick as a tick.
            signs.code |= ticks >= 3;
            rest = after;
            continue;
        };
        let inner = &after[..end];
        let plain = ticks < 3
            && inner.len() <= 30
            && inner.split_whitespace().count() <= 3
            && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '+' | '#'));
        out.push(' ');
        if plain {
            out.push_str(inner);
        } else {
            signs.code = true;
            signs.cut = true;
        }
        out.push(' ');
        rest = &after[end + ticks..];
    }
    out.push_str(rest);
    out
}

/// Lines that quote somebody else out: `> …` to the end of the line, `>>> …` to the end of the message.
fn without_quotes(text: &str, signs: &mut Signs) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let start = line.trim_start();
        let quoted = start.starts_with("> ") || start.starts_with(">>> ") || start == ">";
        signs.quote |= quoted;
        signs.cut |= quoted;
        if start.starts_with(">>> ") {
            break;
        }
        if !quoted {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(line);
        }
    }
    out
}

/// How many bytes of `<@1>`, `<#1>`, `<:name:1>`, `<t:1>`, `</name:1>`, `<id:…>` or `<https://…>` start here.
fn angle(rest: &str, signs: &mut Signs) -> usize {
    let Some(end) = rest.find('>').filter(|end| *end <= 300) else { return 0 };
    let inner = &rest[1..end];
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let person = inner.strip_prefix('@').map(|id| id.trim_start_matches(['!', '&']));
    if let Some(id) = person
        && digits(id)
    {
        signs.mention = true;
        return end + 1;
    }
    let tag = inner.strip_prefix('#').is_some_and(digits)
        || ((inner.starts_with(':') || inner.starts_with("a:") || inner.starts_with('/') || inner.starts_with("t:"))
            && inner.matches(':').count() >= 1
            && !inner.contains(char::is_whitespace))
        || inner.starts_with("id:");
    if tag {
        return end + 1;
    }
    if inner.starts_with("http://") || inner.starts_with("https://") {
        signs.link = true;
        return end + 1;
    }
    0
}

/// How many bytes of `:emoji_name:` start here.
fn emoji(rest: &str) -> usize {
    let Some(end) = rest[1..].find(':') else { return 0 };
    let inner = &rest[1..=end];
    let named = (2..=32).contains(&inner.len())
        && inner.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-'))
        && inner.bytes().any(|b| b.is_ascii_alphabetic());
    if named { end + 2 } else { 0 }
}

/// How many bytes of `@somebody` start here.
fn name(rest: &str, before: &str, signs: &mut Signs) -> usize {
    if before.chars().next_back().is_some_and(|c| !c.is_whitespace()) {
        return 0;
    }
    let length: usize =
        rest[1..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '#')).map(char::len_utf8).sum();
    if length == 0 {
        return 0;
    }
    signs.mention = true;
    1 + length
}

/// How many bytes of a web address start here.
fn link(rest: &str, before: &str, signs: &mut Signs) -> usize {
    let starts = |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if !(starts("http://") || starts("https://") || starts("www.")) {
        return 0;
    }
    if before.chars().next_back().is_some_and(char::is_alphanumeric) {
        return 0;
    }
    signs.link = true;
    rest.find(char::is_whitespace).unwrap_or(rest.len())
}
