//! Every word the advisor knows, as numbers; and which known word a misspelt one was meant to be.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use strsim::osa_distance;

use super::near::Near;

/// Ordinary English words: a typo is never corrected to or from one of them by accident.
const COMMON: &str = include_str!("words.txt");

/// Number of a known word.
pub(super) type WordId = u32;

/// A hasher for short keys fixed at load time: no outsider chooses what is in the tables.
#[derive(Default)]
pub(super) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map with [`Quick`] hashing.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Every known word.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: QuickMap<Box<str>, WordId>,
    words: Vec<Known>,
    /// The words that a misspelling may be corrected to, once they were given to [`Lexicon::correct_to`].
    near: Near,
}

#[derive(Debug)]
struct Known {
    text: Box<str>,
    /// An ordinary English word.
    common: bool,
    /// A misspelling may be corrected to it.
    target: bool,
}

impl Lexicon {
    /// The ordinary words and nothing else.
    pub(super) fn new() -> Self {
        let mut lexicon = Self::default();
        for word in COMMON.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            let id = lexicon.learn(word);
            lexicon.words[id as usize].common = true;
        }
        lexicon
    }

    /// The number of a word, made if it has none.
    pub(super) fn learn(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        self.ids.insert(word.into(), id);
        self.words.push(Known { text: word.into(), common: false, target: false });
        id
    }

    /// Makes a word one that misspellings may be corrected to. Words of four letters and fewer never are.
    pub(super) fn expect(&mut self, word: &str) -> WordId {
        let id = self.learn(word);
        let plain = word.len() >= 5 && word.bytes().all(|b| b.is_ascii_lowercase());
        if plain && !self.words[id as usize].target {
            self.words[id as usize].target = true;
        }
        id
    }

    /// The words that misspellings may be corrected to, in order.
    pub(super) fn targets(&self) -> Near {
        let targets = (0..).zip(&self.words).filter(|(_, known)| known.target);
        Near::new(targets.map(|(id, known)| (id, &*known.text, allowed(known.text.len()))))
    }

    /// Corrects misspellings to these words from now on. None is corrected before.
    pub(super) fn correct_to(&mut self, targets: Near) {
        self.near = targets;
    }

    /// The number of a known word.
    pub(super) fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// Whether it is an ordinary English word.
    pub(super) fn is_common(&self, id: WordId) -> bool {
        self.words.get(id as usize).is_some_and(|word| word.common)
    }

    /// The texts of all known words, in the order of their numbers.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|known| &*known.text)
    }

    /// The text of a known word.
    pub(super) fn text(&self, id: WordId) -> &str {
        self.words.get(id as usize).map_or("", |word| &word.text)
    }

    /// The known word that `word`, itself unknown, was most likely meant to be: none for four letters and fewer, one
    /// slip up to seven letters, two above.
    pub(super) fn meant(&self, word: &str) -> Option<WordId> {
        if word.len() < 5 || word.len() > 24 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let slips = allowed(word.len());
        let mut alike: Vec<WordId> = Vec::new();
        self.near.alike(word, slips, &mut |id| {
            if !alike.contains(&id) {
                alike.push(id);
            }
        });
        let mut best: Option<(usize, WordId)> = None;
        for id in alike {
            let target = self.text(id);
            let slips = slips.min(allowed(target.len()));
            let distance = osa_distance(word, target);
            let begins = word.as_bytes()[0] == target.as_bytes()[0] || (distance == 1 && word.len() >= 6);
            // Of two that are as near, the one that was known first.
            if distance <= slips && begins && best.is_none_or(|least| (distance, id) < least) {
                best = Some((distance, id));
            }
        }
        // An ordinary plural or past tense that the list lacks is no slip.
        let (_, id) = best?;
        let target = self.text(id);
        let inflected = ["s", "d", "ed", "es", "ing", "er", "ly"].iter().any(|ending| {
            word.strip_suffix(ending).is_some_and(|stem| self.id(stem).is_some_and(|id| self.is_common(id)))
        });
        (!inflected || word.strip_prefix(target).is_some()).then_some(id)
    }
}

/// How many slips a word of that length may hold.
fn allowed(length: usize) -> usize {
    match length {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::new();
        for word in ["kubernetes", "flask", "django", "developer", "salary"] {
            lexicon.expect(word);
        }
        lexicon.correct_to(lexicon.targets());
        lexicon
    }

    fn meant(word: &str) -> Option<String> {
        let lexicon = lexicon();
        lexicon.meant(word).map(|id| lexicon.text(id).to_owned())
    }

    #[test]
    fn slips_are_allowed_by_length() {
        assert_eq!(meant("kuberntes").as_deref(), Some("kubernetes"));
        assert_eq!(meant("kubernets").as_deref(), Some("kubernetes"));
        assert_eq!(meant("djnago").as_deref(), Some("django"));
        assert_eq!(meant("devloper").as_deref(), Some("developer"));
        assert_eq!(meant("djxngy"), None);
        assert_eq!(meant("flsk"), None);
    }

    #[test]
    fn ordinary_words_are_known_and_need_no_correction() {
        let lexicon = lexicon();
        for word in ["flash", "salad", "celery"] {
            let id = lexicon.id(word);
            assert!(id.is_some_and(|id| lexicon.is_common(id)), "{word} is missing from the list of common words");
        }
    }
}
