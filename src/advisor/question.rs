//! A message, cleaned and folded once.

use smol_str::SmolStr;

use super::clean;
use super::fold;
use super::page::PageId;

/// Longest message looked at, in characters; Discord allows 4,000.
pub(super) const MOST_CHARACTERS: usize = 4_000;

/// A message, cleaned: mentions, links, code, quotes and invisible characters out; NFKC; folded.
#[derive(Clone, Debug)]
pub struct Question {
    pub(super) sentences: Vec<Sentence>,
    pub(super) signs: Signs,
}

/// One sentence of a message, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
    /// It ends with a question mark.
    pub(super) asks: bool,
}

/// A folded word and what folding would otherwise lose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: SmolStr,
    /// How it was written.
    pub(super) written: Written,
    /// A comma, colon, dash or bracket stood before it.
    pub(super) pause: bool,
}

/// The case a word was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Lower,
    Capital,
    Upper,
}

/// What was taken out of a message, and how it looked.
#[expect(clippy::struct_excessive_bools, reason = "independent signs, each seen or not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// A code block, a longer code span, or words that only occur in code.
    pub(super) code: bool,
    /// It begins like another bot's command: `!rank`, `/mute`.
    pub(super) command: bool,
    /// A link.
    pub(super) link: bool,
    /// Somebody is mentioned by name or id.
    pub(super) mention: bool,
    /// It begins with somebody's name: it is said to them.
    pub(super) to_somebody: bool,
    /// Lines quoted from somebody else.
    pub(super) quote: bool,
    /// Words stand outside quotes and code.
    pub(super) cut: bool,
}

impl Question {
    /// Cleans and folds a message.
    pub fn new(text: &str) -> Self {
        let (plain, mut signs) = clean::clean(text);
        let sentences = fold::sentences(&plain, &mut signs);
        Self { sentences, signs }
    }

    /// The folded text: lower-case words with one space between them, one line a sentence.
    pub fn folded(&self) -> String {
        let mut folded = String::new();
        for sentence in &self.sentences {
            if !folded.is_empty() {
                folded.push('\n');
            }
            for (at, word) in sentence.words.iter().enumerate() {
                if at > 0 {
                    folded.push(' ');
                }
                folded.push_str(&word.text);
            }
        }
        folded
    }
}

/// How a message was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Addressed to the bot, or ambient in a channel it listens to.
    pub addressed: bool,
    /// Pages this person asked about in this conversation in the last minutes, latest first.
    pub recent: Vec<PageId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Question::new(text).folded()
    }

    #[test]
    fn case_accents_apostrophes_and_spaces_are_folded() {
        assert_eq!(folded("What’s  a Résumé?"), "whats a resume");
        assert_eq!(folded("I'm a mid-level dev/engineer"), "im a mid level dev engineer");
        assert_eq!(folded("heyyyy thereee"), "hey there");
        assert_eq!(folded("R&D at Node.js, C++ and C#"), "r and d at node.js c++ and c#");
    }

    #[test]
    fn sentences_stand_apart() {
        assert_eq!(folded("Hi there. What does an SRE do?"), "hi there\nwhat does an sre do");
        assert_eq!(folded("django vs. flask"), "django vs flask");
        let question = Question::new("I like it. Do you?");
        assert!(!question.sentences[0].asks);
        assert!(question.sentences[1].asks);
    }

    #[test]
    fn markup_is_taken_out() {
        assert_eq!(folded("<@123> what is <#99> **django**"), "what is django");
        assert_eq!(folded("> quoted question\nmy own words"), "my own words");
        assert_eq!(folded("see https://example.org/what?is=this ok"), "see ok");
        assert_eq!(folded("what is `pandas`?"), "what is pandas");
        assert_eq!(folded("hello :wave_hand: <:py:123> there"), "hello there");
        assert_eq!(folded("help ```py\nprint(1)\n``` please"), "help please");
    }

    #[test]
    fn code_and_commands_leave_a_sign() {
        assert!(Question::new("```py\nx = 1\n```").signs.code);
        assert!(Question::new("why is foo.bar() None").signs.code);
        assert!(Question::new("!rank").signs.command);
        assert!(Question::new("/mute @troll 10m").signs.command);
        assert!(!Question::new("what is docker").signs.command);
        assert!(!Question::new("what is CI/CD?").signs.code);
    }

    #[test]
    fn invisible_and_look_alike_characters_change_nothing() {
        assert_eq!(folded("wh\u{200b}at is dj\u{2060}ango"), "what is django");
        assert_eq!(folded("what is djаngо"), "what is django");
        assert_eq!(folded("ｗｈａｔ ｉｓ 𝐝𝐣𝐚𝐧𝐠𝐨"), "what is django");
    }

    #[test]
    fn what_begins_with_a_name_is_said_to_somebody() {
        assert!(Question::new("<@12> did you finish the course?").signs.to_somebody);
        assert!(Question::new("@sam how is the new job?").signs.to_somebody);
        assert!(!Question::new("how is the new job, @sam?").signs.to_somebody);
        assert!(!Question::new("<#12> is the place for it").signs.to_somebody);
    }

    #[test]
    fn the_written_case_is_kept() {
        let question = Question::new("DE or De or de");
        let written: Vec<Written> = question.sentences[0].words.iter().map(|word| word.written).collect();
        assert_eq!(written[0], Written::Upper);
        assert_eq!(written[2], Written::Capital);
        assert_eq!(written[4], Written::Lower);
    }

    proptest::proptest! {
        #[test]
        fn zero_width_characters_anywhere_change_nothing(text in "[ -~éа😀\n]{0,80}", at in 0_usize..80) {
            let mut inserted: Vec<char> = text.chars().collect();
            inserted.insert(at.min(inserted.len()), '\u{200b}');
            let inserted: String = inserted.into_iter().collect();
            proptest::prop_assert_eq!(folded(&text), folded(&inserted));
        }

        #[test]
        fn any_text_folds_to_single_spaces(text in "\\PC{0,200}") {
            let folded = folded(&text);
            proptest::prop_assert!(!folded.contains("  "), "{folded:?}");
            proptest::prop_assert!(!folded.contains(['{', '}']), "{folded:?}");
        }
    }

    #[test]
    fn a_long_message_is_cut() {
        let text = "word ".repeat(5_000);
        assert!(Question::new(&text).folded().len() <= MOST_CHARACTERS);
    }
}
