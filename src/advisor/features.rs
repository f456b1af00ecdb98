//! What the model looks at in a sentence: its words, their parts and neighbours, the kinds of names and the form.

use super::entities::Kinds;
use super::reading::Unit;

/// How many letters the parts of a word have that are looked at.
const SHORT_BEGINNING: usize = 4;
const LONG_BEGINNING: usize = 6;
const ENDING: usize = 3;

/// A number for a feature of some kind that is made of two others.
pub(super) fn mix(kind: u64, a: u64, b: u64) -> u64 {
    let mut x = kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 31)).wrapping_add(b.wrapping_mul(0x94d0_49bb_1331_11eb));
    (x ^ (x >> 29)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// A text as a number (FNV-1a).
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A word without its commonest endings: "learning" and "learns" teach the same as "learn".
pub(super) fn stem(word: &str) -> &str {
    let long = |rest: &&str| rest.len() >= 4;
    if let Some(rest) = word.strip_suffix("ing").filter(long) {
        return rest;
    }
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() >= 3) {
        return rest;
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    if let Some(rest) = word.strip_suffix('s').filter(|rest| rest.len() >= 3) {
        return rest;
    }
    if let Some(rest) = word.strip_suffix("ed").filter(long) {
        return rest;
    }
    word.strip_suffix(['e', 'y']).filter(long).unwrap_or(word)
}

/// A word's stem as a hash.
pub(super) fn stem_of(word: &str) -> u64 {
    hash(stem(word))
}

/// What the model looks at in a unit, as hashes.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// Words come first; the rest are their parts, pairs and the shape.
    pub(super) all: Vec<u64>,
    /// How many of them stand for words.
    pub(super) words: usize,
    /// The stems of the words, each once, in order.
    pub(super) stems: Vec<u64>,
}

impl Features {
    /// Those of a unit.
    pub(super) fn new(unit: &Unit) -> Self {
        let mut stems: Vec<u64> = unit.tokens.iter().map(|token| stem_of(&token.text)).collect();
        let (all, words) = features(unit, &stems);
        stems.sort_unstable();
        stems.dedup();
        Self { all, words, stems }
    }
}

/// What the model looks at. Words come first, as many as returned. `stems` has the stem of each word in turn.
fn features(unit: &Unit, stems: &[u64]) -> (Vec<u64>, usize) {
    // A name is one symbol for the kinds it may be.
    let mut symbols: Vec<u64> = Vec::with_capacity(unit.tokens.len() + 2);
    let mut at = 0;
    let mut next = 0;
    while at < unit.tokens.len() {
        if let Some(mention) = unit.mentions.get(next).filter(|mention| mention.start == at) {
            next += 1;
            if !mention.generic {
                symbols.push(0xface_0000 | u64::from(mention.kinds.0));
                at = mention.end;
                continue;
            }
        }
        symbols.push(stems[at]);
        at += 1;
    }
    let mut out: Vec<u64> = symbols.iter().map(|symbol| mix(1, *symbol, 0)).collect();
    out.sort_unstable();
    out.dedup();
    let words = out.len();
    // Parts of longer words: "recommendation" and "recommended" have no stem in common.
    for word in unit.tokens.iter().map(|token| token.text.as_str()).filter(|word| word.is_ascii()) {
        let parts = [
            word.get(..SHORT_BEGINNING),
            word.get(..LONG_BEGINNING),
            word.len().checked_sub(ENDING).map(|at| &word[at..]),
        ];
        for (kind, part) in (12..).zip(parts) {
            out.extend(part.filter(|part| part.len() < word.len()).map(|part| mix(kind, hash(part), 0)));
        }
    }
    for pair in symbols.windows(2) {
        out.push(mix(2, pair[0], pair[1]));
    }
    // The same with any word between.
    for three in symbols.windows(3) {
        out.push(mix(3, three[0], three[2]));
    }
    if let Some(first) = symbols.first() {
        out.push(mix(4, *first, 0));
    }
    if symbols.len() > 1 {
        out.push(mix(5, symbols[0], symbols[1]));
    }
    if let Some(last) = symbols.last() {
        out.push(mix(6, *last, 0));
    }
    for (kind, bit) in [(Kinds::ROLE, 1), (Kinds::TOOL, 2), (Kinds::SKILL, 4), (Kinds::LEVEL, 8)] {
        let many = unit.mentions.iter().filter(|mention| mention.is(kind) && !mention.is_plain()).count();
        if many > 0 {
            out.push(mix(7, bit, many.min(2) as u64));
        }
    }
    if unit.mentions.iter().all(|mention| mention.generic) {
        out.push(mix(8, 0, 0));
    }
    out.push(mix(9, u64::from(unit.asks), 0));
    out.push(mix(10, (symbols.len() as u64).min(24) / 3, 0));
    out.push(mix(11, 0, 0));
    (out, words)
}
