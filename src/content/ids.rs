//! File names that can be ids: `data-engineer.md`, `role.describe.toml`.

use super::files::Place;
use super::problem::Problem;

/// Longer names do not fit the places that carry ids.
const MOST: usize = 60;

/// The problem with a file name that cannot be an id.
pub(super) fn refuse(shown: &str, place: Place, name: &str) -> Option<Problem> {
    let dots = place == Place::Intent;
    let words = name.split(if dots { ['.', '-'] } else { ['-', '-'] });
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if name.len() <= MOST && words.clone().all(plain) {
        return None;
    }
    let message = if name.len() > MOST {
        format!("this file's name is longer than {MOST} characters.")
    } else if dots {
        "an intent's file name is lower-case words joined by dots.".to_owned()
    } else {
        "a page's file name is lower-case words joined by dashes.".to_owned()
    };
    let problem = Problem::new(shown, None, "file_names", message);
    Some(problem.hint(format!("Call it {}.", proposal(name, dots))))
}

fn proposal(name: &str, dots: bool) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let (joint, ending) = if dots { (".", "toml") } else { ("-", "md") };
    let mut short = String::new();
    for word in words {
        if !short.is_empty() && short.len() + word.len() >= MOST {
            break;
        }
        if !short.is_empty() {
            short.push_str(joint);
        }
        short.push_str(word);
    }
    if short.is_empty() { "it after what it is about".to_owned() } else { format!("{short}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::Kind;

    #[test]
    fn names_are_ids_or_are_told_how_to_be() {
        let page = Place::Page(Kind::Role);
        assert_eq!(refuse("x", page, "data-engineer"), None);
        assert_eq!(refuse("x", Place::Intent, "role.describe"), None);
        let problem = refuse("knowledge/roles/Data Engineer.md", page, "Data Engineer");
        assert_eq!(problem.and_then(|problem| problem.hint).as_deref(), Some("Call it data-engineer.md."));
        assert!(refuse("x", page, &"long-".repeat(20)).is_some());
        assert!(refuse("x", page, "role.describe").is_some());
    }
}
