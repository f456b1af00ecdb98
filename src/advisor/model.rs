//! The second word after the patterns: a small log-linear model, learned at load time from every example line.
//!
//! Multinomial logistic regression over words, pairs of words and kinds of names, fitted by stochastic gradient descent
//! in a fixed order: the same files give the same weights. Each weight can be shown, so every answer can say why.

use super::entities::Kinds;
use super::lexicon::QuickMap;
use super::reading::Unit;

/// Number of a class: an intent, a group of FAQs, or nothing.
pub(super) type Class = usize;

/// What a line teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teaches {
    /// It belongs to this class.
    Is(Class),
    /// It does not; what it is instead is not said.
    Not(Class),
}

/// How often all lessons are gone through, how fast weights move, and how strongly they are held back.
const ROUNDS: usize = 16;
const STEP: f32 = 0.1;
const HOLD: f32 = 0.002;
/// A line that is this likely already teaches nothing more.
const LEARNT: f32 = 0.97;

/// How many rounds such a line then rests.
const RESTS: usize = 2;
/// A line made ready to be learned from.
#[derive(Debug)]
struct Lesson {
    features: Vec<u32>,
    teaches: Teaches,
}

/// How many letters the beginning of a word has.
const BEGINNING: usize = 4;

const UNKNOWN: u64 = 0x51ed;

/// Classes side by side in one step of the processor.
const LANES: usize = 8;

/// Weights of some classes.
type Lanes = [f32; LANES];

/// The learned weights.
#[derive(Debug, Default)]
pub(super) struct Model {
    classes: usize,
    index: QuickMap<u64, u32>,
    /// One row of class weights a feature, filled up to whole lanes.
    weights: Vec<Lanes>,
    /// Lanes of a row.
    width: usize,
}

fn mix(kind: u64, a: u64, b: u64) -> u64 {
    let mut x = kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 31)).wrapping_add(b.wrapping_mul(0x94d0_49bb_1331_11eb));
    (x ^ (x >> 29)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[expect(clippy::cast_precision_loss, reason = "counts of words, far below 2^23")]
pub(super) fn as_f32(n: usize) -> f32 {
    n as f32
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

/// A word's stem as a hash, and how much it says: long words say more, up to a point.
pub(super) fn weighed_stem(word: &str) -> (u64, usize) {
    let stem = stem(word);
    (hash(stem), stem.len().min(8))
}

/// What the model looks at in a unit. Words come first, as many as returned; the rest are pairs and shape.
pub(super) fn features(unit: &Unit) -> (Vec<u64>, usize) {
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
        symbols.push(hash(stem(&unit.tokens[at].text)));
        at += 1;
    }
    let mut out: Vec<u64> = symbols.iter().map(|symbol| mix(1, *symbol, 0)).collect();
    out.sort_unstable();
    out.dedup();
    let words = out.len();
    // The first letters of a longer word: "recommendation" and "recommended" have no stem in common.
    for token in unit.tokens.iter().filter(|token| token.text.len() > BEGINNING && token.text.is_ascii()) {
        out.push(mix(3, hash(&token.text[..BEGINNING]), 0));
    }
    for pair in symbols.windows(2) {
        out.push(mix(2, pair[0], pair[1]));
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

impl Model {
    /// Learns from lessons given as (features, number of word features, what they teach).
    pub(super) fn learn(lessons: &[(Vec<u64>, usize, Teaches)], classes: usize) -> Self {
        let mut often: QuickMap<u64, u32> = QuickMap::default();
        for (features, _, _) in lessons {
            for feature in features {
                *often.entry(*feature).or_default() += 1;
            }
        }
        let mut model = Self { classes, width: classes.div_ceil(LANES), ..Self::default() };
        let ready: Vec<Lesson> = lessons
            .iter()
            .map(|(features, words, teaches)| {
                let mut own = Vec::with_capacity(features.len());
                let mut rare = 0_u64;
                for (at, feature) in features.iter().enumerate() {
                    own.push(model.number(*feature));
                    // A word seen once also stands for all that are never seen.
                    rare += u64::from(at < *words && often.get(feature) == Some(&1));
                }
                let unknown = model.number(mix(UNKNOWN, rare.min(4), 0));
                own.push(unknown);
                Lesson { features: own, teaches: *teaches }
            })
            .collect();
        model.weights = vec![[0.0; LANES]; model.index.len() * model.width];
        model.fit(&ready);
        model
    }

    fn number(&mut self, feature: u64) -> u32 {
        let next = u32::try_from(self.index.len()).unwrap_or(u32::MAX);
        *self.index.entry(feature).or_insert(next)
    }

    fn fit(&mut self, lessons: &[Lesson]) {
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut chances = vec![[0.0; LANES]; self.width];
        // A line that is known well is looked at less often.
        let mut rest = vec![0_usize; lessons.len()];
        for round in 0..ROUNDS {
            for at in (1..order.len()).rev() {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let other = usize::try_from(state % (at as u64 + 1)).unwrap_or(0);
                order.swap(at, other);
            }
            for at in &order {
                if rest[*at] > 0 {
                    rest[*at] -= 1;
                    continue;
                }
                let Lesson { features, teaches } = &lessons[*at];
                self.chances_of(features, &mut chances);
                let slopes = chances.as_flattened_mut();
                match *teaches {
                    // Learnt well enough: nothing to correct.
                    Teaches::Is(class) if slopes[class] > LEARNT => {
                        rest[*at] = RESTS;
                        continue;
                    }
                    Teaches::Is(class) => slopes[class] -= 1.0,
                    Teaches::Not(class) => {
                        // The gradient of -log(1 - p): take from the class, give to the others by their share.
                        let p = slopes[class].min(0.999);
                        for (other, slope) in slopes.iter_mut().enumerate() {
                            *slope *= if other == class { p } else { -p / (1.0 - p) };
                        }
                    }
                }
                let step = STEP / (1.0 + as_f32(round) * 0.2);
                for feature in features {
                    let row = *feature as usize * self.width;
                    for (weights, slopes) in self.weights[row..row + self.width].iter_mut().zip(&chances) {
                        for (weight, slope) in weights.iter_mut().zip(slopes) {
                            *weight -= step * (slope + HOLD * *weight);
                        }
                    }
                }
            }
        }
    }

    /// How likely each class is, by lanes; 0 beyond the last class.
    fn chances_of(&self, features: &[u32], out: &mut [Lanes]) {
        out.fill([0.0; LANES]);
        for feature in features {
            let row = *feature as usize * self.width;
            for (sums, weights) in out.iter_mut().zip(&self.weights[row..row + self.width]) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
        }
        let out = out.as_flattened_mut();
        let (classes, beyond) = out.split_at_mut(self.classes);
        beyond.fill(0.0);
        let most = classes.iter().copied().fold(f32::MIN, f32::max);
        let mut total = 0.0;
        for chance in classes.iter_mut() {
            *chance = (*chance - most).exp();
            total += *chance;
        }
        for chance in classes {
            *chance /= total;
        }
    }

    /// How likely each class is for a unit.
    pub(super) fn chances(&self, unit: &Unit) -> Vec<f32> {
        if self.classes == 0 {
            return Vec::new();
        }
        let (features, words) = features(unit);
        let mut own = Vec::with_capacity(features.len());
        let mut rare = 0;
        for (at, feature) in features.iter().enumerate() {
            match self.index.get(feature) {
                Some(number) => own.push(*number),
                None if at < words => rare += 1,
                None => {}
            }
        }
        own.extend(self.index.get(&mix(UNKNOWN, rare.min(4), 0)));
        let mut out = vec![[0.0; LANES]; self.width];
        self.chances_of(&own, &mut out);
        let mut out = out.into_flattened();
        out.truncate(self.classes);
        out
    }

    /// The words of a unit that spoke most for a class.
    pub(super) fn words_for(&self, unit: &Unit, class: Class, most: usize) -> Vec<String> {
        let mut weighed: Vec<(f32, usize)> = unit
            .tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| {
                let number = self.index.get(&mix(1, hash(stem(&token.text)), 0))?;
                let row = &self.weights[*number as usize * self.width..][..self.width];
                Some((row.as_flattened()[class], at))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        weighed.truncate(most);
        weighed.sort_by_key(|(_, at)| *at);
        weighed.into_iter().map(|(_, at)| unit.tokens[at].text.clone()).collect()
    }
}
