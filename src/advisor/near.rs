//! Words by every form with a letter or two left out: two words that share a form are alike.
//!
//! Only the beginnings of words are looked at (as `SymSpell` does: Garbe, 2012): two slips leave as much of two beginnings
//! alike as of the words, and a long word has a fifth of the forms. Whoever asks looks at the whole words anyway.
//!
//! The forms of all words stand in one sorted list of hashes, eight bytes each; there are hundreds of thousands.

use super::lexicon::WordId;

/// Bits of a hash that find its part of the list at once.
const BITS: u32 = 16;

/// The sorted list.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Hash and word.
    forms: Vec<(u32, WordId)>,
    /// Where the forms begin whose hash begins with these bits; one more at the end.
    starts: Vec<u32>,
}

impl Near {
    /// Puts the words, each with how many letters may be left out, in order.
    pub(super) fn new<'w>(words: impl Iterator<Item = (WordId, &'w str, usize)>) -> Self {
        let mut all: Vec<(u32, WordId)> = Vec::new();
        for (id, word, slips) in words {
            each_form(word, slips, &mut |form| all.push((form, id)));
        }
        // By their first bits, each part is small enough to be sorted where it lies.
        let mut starts = vec![0_u32; (1 << BITS) + 1];
        for (form, _) in &all {
            starts[part(*form) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut forms = vec![(0, 0); all.len()];
        for (form, id) in all {
            let next = &mut next[part(form)];
            forms[*next as usize] = (form, id);
            *next += 1;
        }
        for ends in starts.windows(2) {
            forms[ends[0] as usize..ends[1] as usize].sort_unstable();
        }
        Self { forms, starts }
    }

    /// Calls `found` for every word that shares a form with this one, some of them more than once.
    pub(super) fn alike(&self, word: &str, slips: usize, found: &mut dyn FnMut(WordId)) {
        if self.forms.is_empty() {
            return;
        }
        each_form(word, slips, &mut |form| {
            let part = part(form);
            let same = &self.forms[self.starts[part] as usize..self.starts[part + 1] as usize];
            same.iter().filter(|(known, _)| *known == form).for_each(|(_, id)| found(*id));
        });
    }
}

fn part(form: u32) -> usize {
    (form >> (u32::BITS - BITS)) as usize
}

/// So many letters of a word are looked at.
const BEGINNING: usize = 7;
/// The base of the polynomial that hashes a word; any odd number that spreads letters well.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes of the beginning of the word and of that with up to `slips` (two at most) letters left out.
///
/// A hash is a polynomial in the letters, so those of the pieces between two gaps make that of the whole (as Karp and Rabin
/// do): each form costs the same, however long the word.
fn each_form(word: &str, slips: usize, each: &mut dyn FnMut(u32)) {
    let letters = &word.as_bytes()[..word.len().min(BEGINNING)];
    let length = letters.len();
    let (mut before, mut powers) = ([0_u64; BEGINNING + 1], [1_u64; BEGINNING + 1]);
    for (at, letter) in letters.iter().enumerate() {
        before[at + 1] = before[at].wrapping_mul(BASE).wrapping_add(u64::from(*letter));
        powers[at + 1] = powers[at].wrapping_mul(BASE);
    }
    // What is hashed so far, and then the letters from one place to another.
    let then = |hash: u64, from: usize, to: usize| {
        let piece = before[to].wrapping_sub(before[from].wrapping_mul(powers[to - from]));
        hash.wrapping_mul(powers[to - from]).wrapping_add(piece)
    };
    each(mixed(before[length]));
    if slips == 0 {
        return;
    }
    for (first, start) in before[..length].iter().enumerate() {
        each(mixed(then(*start, first + 1, length)));
        if slips > 1 {
            for second in first + 1..length {
                let between = then(*start, first + 1, second);
                each(mixed(then(between, second + 1, length)));
            }
        }
    }
}

/// The upper half of a product, where every bit of the hash has had its say.
fn mixed(hash: u64) -> u32 {
    u32::try_from((hash ^ (hash >> 29)).wrapping_mul(BASE) >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_share_a_form_are_alike() {
        let near = Near::new([(1, "kubernetes", 2), (2, "flask", 1), (3, "django", 1)].into_iter());
        let alike = |word: &str, slips| {
            let mut ids = Vec::new();
            near.alike(word, slips, &mut |id| ids.push(id));
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        assert_eq!(alike("kubernets", 2), [1]);
        assert_eq!(alike("kubrentes", 2), [1]);
        assert_eq!(alike("djngo", 1), [3]);
        assert_eq!(alike("flasks", 1), [2]);
        assert_eq!(alike("guitar", 1), [0_u32; 0]);
    }

    proptest::proptest! {
        #[test]
        fn no_two_slips_hide_a_word(
            word in "[a-d]{8,14}",
            slips in proptest::collection::vec((0_usize..4, 0_usize..14, proptest::char::range('a', 'd')), 0..3),
        ) {
            let mut typed: Vec<char> = word.chars().collect();
            for (slip, at, letter) in slips {
                let at = at.min(typed.len() - 2);
                match slip {
                    0 => typed.swap(at, at + 1),
                    1 => typed.insert(at, letter),
                    2 => typed[at] = letter,
                    _ => drop(typed.remove(at)),
                }
            }
            let typed: String = typed.into_iter().collect();
            let near = Near::new([(1, word.as_str(), 2)].into_iter());
            let mut found = false;
            near.alike(&typed, 2, &mut |_| found = true);
            proptest::prop_assert!(found, "{word} as {typed}");
        }
    }
}
