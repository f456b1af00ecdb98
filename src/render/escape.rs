//! Words of a member, made safe to show: no formatting, no mention, no link, one line.

use super::limits;

/// The text on one line, cut to `most`, with everything that Discord would format or follow taken apart.
pub fn escaped(text: &str, most: usize) -> String {
    let mut line = String::new();
    for character in text.chars().filter(|c| !is_invisible(*c)) {
        if character.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !character.is_control() {
            line.push(character);
        }
    }
    let line = limits::cut(line.trim(), most);
    let mut safe = String::with_capacity(line.len() + 8);
    for character in line.chars() {
        match character {
            '*' | '_' | '~' | '`' | '|' | '>' | '<' | '#' | '[' | ']' | '(' | ')' | '\\' | '-' => {
                safe.push('\\');
                safe.push(character);
            }
            // A word joiner breaks a mention, and a link's scheme, without being seen.
            '@' | ':' => {
                safe.push(character);
                safe.push('\u{2060}');
            }
            _ => safe.push(character),
        }
    }
    safe
}

/// The text inside backticks, on one line.
pub fn code(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| *c != '`').collect();
    format!("`{}`", limits::cut(line.trim(), most))
}

/// The text in a block of code, line by line, cut to `most` before the fence.
pub fn block(text: &str, most: usize) -> String {
    // Without a run of three, nothing in it ends the block.
    format!("```\n{}\n```", limits::cut(&text.replace("```", "'''"), most))
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_formatted_pinged_or_followed() {
        assert_eq!(escaped("**hi** @everyone", 80), "\\*\\*hi\\*\\* @\u{2060}everyone");
        assert_eq!(escaped("<@123> [x](https://a.b)", 80), "\\<@\u{2060}123\\> \\[x\\]\\(https:\u{2060}//a.b\\)");
        assert_eq!(escaped("two\n\n lines\u{202e}", 80), "two lines");
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("a`b\nc", 80), "`ab c`");
        assert_eq!(block("a```b````\n@everyone", 80), "```\na'''b'''`\n@everyone\n```");
    }
}
