//! The words and phrases that say what kind of message it is, from `signs.txt`.

use aho_corasick::{AhoCorasick, MatchKind};

use super::lexicon::{Lexicon, WordId};

const FILE: &str = include_str!("signs.txt");

/// One sign, as a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign(u32);

impl Sign {
    pub(super) const ASKING: Self = Self(1);
    pub(super) const ASKING_INSIDE: Self = Self(1 << 1);
    pub(super) const UNSURE: Self = Self(1 << 2);
    pub(super) const ORDER: Self = Self(1 << 3);
    pub(super) const WISH: Self = Self(1 << 4);
    pub(super) const TELLING: Self = Self(1 << 5);
    pub(super) const PAST: Self = Self(1 << 6);
    pub(super) const BROKEN: Self = Self(1 << 7);
    pub(super) const SELLING: Self = Self(1 << 8);
    pub(super) const ELSEWHERE: Self = Self(1 << 9);
    pub(super) const TRADE: Self = Self(1 << 10);
    pub(super) const ANCHOR: Self = Self(1 << 11);
    pub(super) const IDLE: Self = Self(1 << 12);
    pub(super) const BEFORE: Self = Self(1 << 13);
    pub(super) const AFTER: Self = Self(1 << 14);
    pub(super) const OTHER_CRAFT: Self = Self(1 << 15);
    pub(super) const BEYOND: Self = Self(1 << 16);
    const NAMES: [(&str, Self); 17] = [
        ("asking", Self::ASKING),
        ("asking-inside", Self::ASKING_INSIDE),
        ("unsure", Self::UNSURE),
        ("order", Self::ORDER),
        ("wish", Self::WISH),
        ("telling", Self::TELLING),
        ("past", Self::PAST),
        ("broken", Self::BROKEN),
        ("selling", Self::SELLING),
        ("elsewhere", Self::ELSEWHERE),
        ("trade", Self::TRADE),
        ("other-craft", Self::OTHER_CRAFT),
        ("beyond", Self::BEYOND),
        ("anchor", Self::ANCHOR),
        ("idle", Self::IDLE),
        ("before", Self::BEFORE),
        ("after", Self::AFTER),
    ];
}

/// The signs of a word or a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u32);

impl Marks {
    /// Whether the sign is among them.
    pub(super) fn has(self, sign: Sign) -> bool {
        self.0 & sign.0 != 0
    }

    /// These and those.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Finds signs.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// By the number of the word.
    words: Vec<Marks>,
    phrases: Option<AhoCorasick>,
    /// By the number of the phrase.
    of_phrases: Vec<Marks>,
}

impl Signs {
    /// Reads the file.
    pub(super) fn build(lexicon: &mut Lexicon) -> Self {
        let mut signs = Self::default();
        let mut phrases: Vec<&str> = Vec::new();
        let mut sign = Sign(0);
        for line in FILE.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                sign = Sign::NAMES.iter().find(|(known, _)| *known == name).map_or(Sign(0), |(_, sign)| *sign);
                continue;
            }
            for entry in line.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                if entry.contains(' ') {
                    phrases.push(entry);
                    signs.of_phrases.push(Marks(sign.0));
                } else {
                    let id = lexicon.learn(entry) as usize;
                    if signs.words.len() <= id {
                        signs.words.resize(id + 1, Marks::default());
                    }
                    signs.words[id].0 |= sign.0;
                }
            }
        }
        // A few hundred short phrases: building cannot fail, and without it the words still count.
        signs.phrases = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&phrases).ok();
        signs
    }

    /// The signs of a word.
    pub(super) fn of_word(&self, id: Option<WordId>) -> Marks {
        id.and_then(|id| self.words.get(id as usize)).copied().unwrap_or_default()
    }

    /// The signs of the phrases in a text of words with single spaces between.
    pub(super) fn of_text(&self, text: &str) -> Marks {
        let mut marks = Marks::default();
        for found in self.phrases.iter().flat_map(|phrases| phrases.find_overlapping_iter(text)) {
            let whole = (found.start() == 0 || text.as_bytes()[found.start() - 1] == b' ')
                && text.as_bytes().get(found.end()).is_none_or(|after| *after == b' ');
            if whole {
                marks = marks.and(self.of_phrases[found.pattern().as_usize()]);
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_file_is_a_sign() {
        let sections: Vec<&str> = FILE.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        let names: Vec<&str> = Sign::NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(sections, names);
    }

    #[test]
    fn phrases_count_as_whole_words_only() {
        let signs = Signs::build(&mut Lexicon::new());
        assert!(signs.of_text("it does not work because it keeps crashing").has(Sign::BROKEN));
        assert!(!signs.of_text("the budgetary discounted").has(Sign::SELLING));
        assert!(signs.of_text("help me with this").has(Sign::WISH));
        assert!(!signs.of_text("whelp me").has(Sign::WISH));
    }
}
