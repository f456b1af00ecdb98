//! Discord's size limits, and the only places where text is cut to them.
//!
//! Lengths are counted in UTF-16 code units. Discord's own description says "characters"; units are never fewer
//! than characters, so a text that fits here fits however it is counted.

use super::card::Card;

/// An embed's title.
pub const TITLE: usize = 256;
/// An embed's description.
pub const DESCRIPTION: usize = 4096;
/// An embed's footer.
pub const FOOTER: usize = 2048;
/// Everything in all embeds of one message together.
pub const EMBEDS: usize = 6000;
/// A message's plain content.
pub const CONTENT: usize = 2000;
/// A button's label.
pub const LABEL: usize = 80;
/// A button's `custom_id`, in bytes.
pub const CUSTOM_ID: usize = 100;
/// Buttons in a row.
pub const ROW: usize = 5;
/// Buttons on a message: five rows.
pub const BUTTONS: usize = 25;
/// Choices of an autocompleted option.
pub const AUTOCOMPLETE: usize = 25;
/// The name and the value of an autocompleted choice.
pub const OPTION_CHOICE: usize = 100;
/// A card before "More": about what fits on a phone without scrolling.
pub const GLANCE: usize = 700;

/// How long Discord takes a text to be, at the most.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text, cut to `most` with an ellipsis where it is longer: at a word's end where one is near.
pub fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let head = prefix(text, most.saturating_sub(1));
    let head = match head.rfind(char::is_whitespace) {
        Some(at) if at * 2 > head.len() => &head[..at],
        _ => head,
    };
    if most == 0 { String::new() } else { format!("{}…", head.trim_end_matches([' ', '\n', ',', ';', ':', '.'])) }
}

/// The longest start of `text` that is no longer than `most`.
fn prefix(text: &str, most: usize) -> &str {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character.len_utf16();
        if used > most {
            return &text[..at];
        }
    }
    text
}

/// The card, cut wherever it would be refused. The last step of every card.
pub(super) fn fit(mut card: Card) -> Card {
    card.title = card.title.map(|title| cut(&title, TITLE));
    card.footer = card.footer.map(|footer| cut(&footer, FOOTER));
    let around = card.title.as_deref().map_or(0, length) + card.footer.as_deref().map_or(0, length);
    card.body = cut(&card.body, DESCRIPTION.min(EMBEDS - around));
    card.buttons.truncate(BUTTONS);
    for button in &mut card.buttons {
        button.label = cut(&button.label, LABEL);
    }
    card
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_left_alone() {
        assert_eq!(cut("as it is", 8), "as it is");
    }

    #[test]
    fn a_cut_ends_at_a_word_and_counts_utf16() {
        assert_eq!(cut("one two three four", 12), "one two…");
        assert_eq!(length("🐍"), 2);
        assert_eq!(cut("🐍🐍🐍🐍", 5), "🐍🐍…");
    }

    proptest::proptest! {
        #[test]
        fn a_cut_text_always_fits(text in "\\PC{0,300}", most in 0_usize..200) {
            proptest::prop_assert!(length(&cut(&text, most)) <= most);
        }
    }
}
