//! The words that patterns name, as numbers.

use std::ops::Range;

use super::super::lexicon::QuickMap;

/// Number of a word that some pattern names.
pub(in crate::advisor) type Word = u32;

/// No pattern names the word.
pub(in crate::advisor) const UNNAMED: Word = Word::MAX;

/// Words that say nothing before a name. They come first, so that a comparison tells them apart.
const FILLERS: &[&str] = &[
    "a", "an", "the", "my", "your", "some", "any", "good", "great", "typical", "average", "real", "new", "decent",
    "modern", "in",
];
/// Words that say nothing after a role.
const ROLE_NOUNS: &[&str] = &[
    "people",
    "folks",
    "guy",
    "guys",
    "person",
    "persons",
    "professional",
    "professionals",
    "expert",
    "experts",
    "specialist",
    "specialists",
    "dude",
    "dudes",
    "peeps",
    "role",
    "roles",
    "position",
    "positions",
    "job",
    "jobs",
    "career",
    "team",
    "field",
    "work",
];

/// What may stand after a level: "mid level". Its number comes after theirs.
const AFTER_LEVEL: &str = "level";
/// The number of that.
#[expect(clippy::cast_possible_truncation, reason = "there are a few dozen")]
pub(super) const LEVEL: Word = (FILLERS.len() + ROLE_NOUNS.len()) as Word;

/// A beginning of words has at least as many bytes; shorter ones occur in too many words to say anything.
const SHORTEST_BEGINNING: usize = 3;

/// The words, numbered in the order they were first named.
#[derive(Debug)]
pub(in crate::advisor) struct Vocabulary {
    numbers: QuickMap<Box<str>, Word>,
    /// Beginnings of words that patterns name, by their first bytes.
    beginnings: QuickMap<[u8; SHORTEST_BEGINNING], Vec<(Box<str>, Word)>>,
    next: Word,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut vocabulary = Self { numbers: QuickMap::default(), beginnings: QuickMap::default(), next: 0 };
        for word in FILLERS.iter().chain(ROLE_NOUNS).chain([&AFTER_LEVEL]) {
            vocabulary.learn(word);
        }
        vocabulary
    }
}

impl Vocabulary {
    /// The number of a word, made if it has none.
    pub(super) fn learn(&mut self, word: &str) -> Word {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.fresh();
        self.numbers.insert(word.into(), number);
        number
    }

    /// The number of a beginning of words, if it is long enough.
    pub(super) fn learn_beginning(&mut self, text: &str) -> Option<Word> {
        let first = first_bytes(text)?;
        let next = self.next;
        let known = self.beginnings.entry(first).or_default();
        if let Some((_, number)) = known.iter().find(|(known, _)| **known == *text) {
            return Some(*number);
        }
        known.push((text.into(), next));
        Some(self.fresh())
    }

    /// Takes in the words of another one; the new number of each of its own comes back.
    pub(in crate::advisor) fn take(&mut self, other: Self) -> Vec<Word> {
        let mut named: Vec<(Word, Box<str>, bool)> = Vec::with_capacity(other.len());
        named.extend(other.numbers.into_iter().map(|(word, number)| (number, word, true)));
        named.extend(other.beginnings.into_values().flatten().map(|(text, number)| (number, text, false)));
        named.sort_unstable_by_key(|(number, ..)| *number);
        let learn = |(_, text, whole): (Word, Box<str>, bool)| {
            if whole { self.learn(&text) } else { self.learn_beginning(&text).unwrap_or(UNNAMED) }
        };
        named.into_iter().map(learn).collect()
    }

    fn fresh(&mut self) -> Word {
        let number = self.next;
        self.next += 1;
        number
    }

    /// The numbers of the beginnings of a word that patterns name.
    pub(in crate::advisor) fn beginnings(&self, word: &str) -> impl Iterator<Item = Word> {
        let same = first_bytes(word).and_then(|first| self.beginnings.get(&first));
        same.into_iter().flatten().filter(move |(known, _)| word.starts_with(&**known)).map(|(_, number)| *number)
    }

    /// The number of a word, or [`UNNAMED`].
    pub(in crate::advisor) fn number(&self, word: &str) -> Word {
        self.numbers.get(word).copied().unwrap_or(UNNAMED)
    }

    /// Every word with its number.
    pub(in crate::advisor) fn iter(&self) -> impl Iterator<Item = (&str, Word)> {
        self.numbers.iter().map(|(word, number)| (&**word, *number))
    }

    /// How many numbers there are.
    pub(in crate::advisor) fn len(&self) -> usize {
        self.next as usize
    }
}

fn first_bytes(text: &str) -> Option<[u8; SHORTEST_BEGINNING]> {
    text.as_bytes().first_chunk().copied()
}

/// The words that say nothing before a name.
pub(super) fn fillers() -> Range<Word> {
    0..count(FILLERS)
}

/// The words that say nothing after a role.
pub(super) fn role_nouns() -> Range<Word> {
    count(FILLERS)..count(FILLERS) + count(ROLE_NOUNS)
}

fn count(words: &[&str]) -> Word {
    Word::try_from(words.len()).unwrap_or(UNNAMED)
}

/// The regexes of the two, for patterns that run as one.
pub(super) fn spelt_fillers() -> String {
    FILLERS.join("|")
}

/// See [`spelt_fillers`].
pub(super) fn spelt_role_nouns() -> String {
    ROLE_NOUNS.join("|")
}
