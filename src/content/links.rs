//! Links in Markdown. A link to another page works on GitHub and means nothing in Discord, so pages keep
//! its words only; that it leads somewhere is checked all the same.

use crate::advisor::PageId;

/// A link: where it stands in the text, its words and its target.
struct Link<'a> {
    start: usize,
    end: usize,
    words: &'a str,
    target: &'a str,
    picture: bool,
}

/// The text with links to other pages replaced by their words.
pub(super) fn without_relative(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for link in links(text) {
        if is_relative(link.target) {
            plain.push_str(&text[from..link.start]);
            plain.push_str(link.words);
            from = link.end;
        }
    }
    plain.push_str(&text[from..]);
    plain
}

/// The targets of every link in a line; pictures are not links.
pub(super) fn targets(line: &str) -> Vec<&str> {
    links(line).into_iter().filter(|link| !link.picture).map(|link| link.target).collect()
}

/// Whether a target is a file beside the page.
pub(super) fn is_relative(target: &str) -> bool {
    !target.contains("://") && !target.starts_with("mailto:")
}

/// The target that leads to a page, seen from a folder of `knowledge/`.
pub(super) fn target_of(folder: &str, page: &PageId) -> String {
    if page.kind.folder() == folder { format!("{}.md", page.slug) } else { format!("../{page}.md") }
}

/// The path below `knowledge/` that a relative target leads to, seen from a folder of `knowledge/`.
pub(super) fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or(target);
    let mut parts = vec![folder];
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn links(text: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("](") {
        let middle = from + found;
        from = middle + 2;
        let Some(close) = text[from..].find([')', '\n', ' ']) else { break };
        // A bracket within the last link opens no other one: `[a](b)](c)`.
        let last = links.last().map_or(0, |link: &Link<'_>| link.end).min(middle);
        let open = text[last..middle].rfind('[').map(|open| last + open);
        let (Some(open), true) = (open, text[from + close..].starts_with(')')) else { continue };
        if text[open..middle].contains('\n') || in_code(text, open) {
            continue;
        }
        let (words, target) = (&text[open + 1..middle], &text[from..from + close]);
        let picture = text[..open].ends_with('!');
        links.push(Link { start: open, end: from + close + 1, words, target, picture });
        from += close + 1;
    }
    links
}

/// Whether an odd number of backquotes stands before `at` on its line.
fn in_code(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or("");
    line.bytes().filter(|byte| *byte == b'`').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_pages_become_their_words() {
        let text = "Read [SQL](../skills/sql.md), then [the docs](https://docs.python.org). `[a](b)`";
        assert_eq!(without_relative(text), "Read SQL, then [the docs](https://docs.python.org). `[a](b)`");
        assert_eq!(targets(text), ["../skills/sql.md", "https://docs.python.org"]);
        assert_eq!(without_relative("[a](b)](c) and [d](e)"), "a](c) and d");
        assert_eq!(without_relative("a[](((b)](c)"), "a](c)");
        assert_eq!(resolve("roles", "../skills/sql.md#links").as_deref(), Some("skills/sql.md"));
        assert_eq!(resolve("roles", "data-engineer.md").as_deref(), Some("roles/data-engineer.md"));
    }
}
