//! The second word after the patterns: a small log-linear model, learned at load time from every example line.
//!
//! Multinomial logistic regression over words, pairs of words and kinds of names, fitted by stochastic gradient descent
//! in a fixed order: the same files give the same weights. Each weight can be shown, so every answer can say why.
//!
//! The oftener a feature was corrected, the smaller its steps (adaptive subgradients: Duchi, Hazan and Singer, 2011; here
//! with one sum a feature). Four rounds of it teach more than sixteen of steps that shrink by the round. What it says is
//! mixed with a second opinion, [`Documents`], which errs about other messages.

use super::documents::{DocumentId, Documents};
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

/// An example line, as the model sees it.
#[derive(Debug)]
pub(super) struct Lesson {
    /// What [`features`] gave: the first `words` of them stand for words.
    pub(super) features: Vec<u64>,
    pub(super) words: usize,
    pub(super) stems: Vec<u64>,
    pub(super) teaches: Teaches,
}

/// How often all lessons are gone through, how far the first step goes, and how strongly weights are held back.
const ROUNDS: usize = 4;
const STEP: f32 = 0.6;
const HOLD: f32 = 0.002;
/// A line that is this likely already teaches nothing more.
const LEARNT: f32 = 0.98;
/// How many rounds such a line then rests.
const RESTS: usize = 2;

/// The weight of the second opinion, and how much the nearest class outdoes the next there. It is less often right, and
/// wrong about other messages: where both are of one mind, there is more to it.
const SECOND: f32 = 0.2;
const SHARPNESS: f32 = 30.0;

/// How many letters the parts of a word have that are looked at.
const SHORT_BEGINNING: usize = 4;
const LONG_BEGINNING: usize = 6;
const ENDING: usize = 3;

const UNKNOWN: u64 = 0x51ed;

/// Classes side by side: as many as a line of the processor's cache holds.
const LANES: usize = 16;

/// Weights of some classes.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Lanes([f32; LANES]);

const NONE: Lanes = Lanes([0.0; LANES]);

impl Lanes {
    /// What `each` makes of the weights of each class here and there.
    fn with(&self, other: &Self, each: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|at| each(self.0[at], other.0[at])))
    }
}

/// The learned weights.
#[derive(Debug, Default)]
pub(super) struct Model {
    classes: usize,
    index: QuickMap<u64, u32>,
    /// One row of class weights a feature, filled up to whole lanes.
    weights: Vec<Lanes>,
    /// Lanes of a row.
    width: usize,
    /// Each class as one document of its lines.
    documents: Documents,
}

fn mix(kind: u64, a: u64, b: u64) -> u64 {
    let mut x = kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 31)).wrapping_add(b.wrapping_mul(0x94d0_49bb_1331_11eb));
    (x ^ (x >> 29)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// A text as a number (FNV-1a).
pub(super) fn hash(text: &str) -> u64 {
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

/// A word's stem as a hash.
pub(super) fn stem_of(word: &str) -> u64 {
    hash(stem(word))
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

/// The feature that stands for so many words that are never seen among the lessons, or nowhere else there.
fn unknown(words: usize) -> u64 {
    mix(UNKNOWN, words.min(4) as u64, 0)
}

fn of_class(lanes: &mut [Lanes], class: Class) -> &mut f32 {
    &mut lanes[class / LANES].0[class % LANES]
}

/// A lesson made ready to be learned from: its features as numbers.
struct Ready {
    features: Vec<u32>,
    teaches: Teaches,
}

/// Each class as one document of its lines.
pub(super) fn documents(lessons: &[Lesson], classes: usize) -> Documents {
    let lines = lessons.iter().filter_map(|lesson| match lesson.teaches {
        Teaches::Is(class) => Some((DocumentId::try_from(class).ok()?, lesson.stems.as_slice())),
        Teaches::Not(_) => None,
    });
    Documents::learn(classes, lines)
}

impl Model {
    /// Learns from lessons.
    pub(super) fn learn(lessons: &[Lesson], classes: usize) -> Self {
        let mut model = Self { classes, width: classes.div_ceil(LANES), ..Self::default() };
        let mut often: QuickMap<u64, u32> = QuickMap::default();
        for feature in lessons.iter().flat_map(|lesson| &lesson.features) {
            *often.entry(*feature).or_default() += 1;
        }
        let is_rare = |feature: &u64| often.get(feature) == Some(&1);
        let mut ready = Vec::with_capacity(lessons.len());
        for lesson in lessons {
            let (words, others) = lesson.features.split_at(lesson.words);
            // A pair or a part of a word that occurs once says nothing about other lines.
            let others = others.iter().filter(|feature| !is_rare(feature));
            let mut features: Vec<u32> = words.iter().chain(others).map(|feature| model.number(*feature)).collect();
            // A word seen once also stands for all that are never seen.
            features.push(model.number(unknown(words.iter().filter(|feature| is_rare(feature)).count())));
            ready.push(Ready { features, teaches: lesson.teaches });
        }
        model.weights = vec![NONE; model.index.len() * model.width];
        model.fit(&ready);
        model
    }

    /// The same with a second opinion: [`documents`].
    pub(super) fn with(self, documents: Documents) -> Self {
        Self { documents, ..self }
    }

    fn number(&mut self, feature: u64) -> u32 {
        let next = u32::try_from(self.index.len()).unwrap_or(u32::MAX);
        *self.index.entry(feature).or_insert(next)
    }

    fn fit(&mut self, lessons: &[Ready]) {
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut chances = vec![NONE; self.width];
        // What each feature was corrected by so far, squared.
        let mut corrected = vec![1.0_f32; self.index.len()];
        // A line that is known well is looked at less often.
        let mut rest = vec![0_usize; lessons.len()];
        for _ in 0..ROUNDS {
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
                let Ready { features, teaches } = &lessons[*at];
                self.chances_of(features, &mut chances);
                let slopes = &mut chances;
                match *teaches {
                    // Learnt well enough: nothing to correct.
                    Teaches::Is(class) if *of_class(slopes, class) > LEARNT => {
                        rest[*at] = RESTS;
                        continue;
                    }
                    Teaches::Is(class) => *of_class(slopes, class) -= 1.0,
                    Teaches::Not(class) => {
                        // The gradient of -log(1 - p): take from the class, give to the others by their share.
                        let p = of_class(slopes, class).min(0.999);
                        slopes.iter_mut().flat_map(|lanes| &mut lanes.0).for_each(|slope| *slope *= -p / (1.0 - p));
                        *of_class(slopes, class) = p * p;
                    }
                }
                let squared: f32 = slopes.iter().flat_map(|lanes| &lanes.0).map(|slope| slope * slope).sum();
                for feature in features {
                    let corrected = &mut corrected[*feature as usize];
                    *corrected += squared;
                    let step = STEP / corrected.sqrt();
                    let row = *feature as usize * self.width;
                    let keep = 1.0 - step * HOLD;
                    for (weights, slopes) in self.weights[row..row + self.width].iter_mut().zip(&*slopes) {
                        *weights = weights.with(slopes, |weight, slope| keep * weight - step * slope);
                    }
                }
            }
        }
    }

    /// How likely each class is, by lanes; 0 beyond the last class.
    fn chances_of(&self, features: &[u32], out: &mut [Lanes]) {
        for (at, out) in out.iter_mut().enumerate() {
            let mut sums = NONE;
            for feature in features {
                sums = sums.with(&self.weights[*feature as usize * self.width + at], |sum, weight| sum + weight);
            }
            *out = sums;
        }
        let beyond = out.len() * LANES - self.classes;
        if let Some(last) = out.last_mut() {
            last.0[LANES - beyond..].fill(f32::NEG_INFINITY);
        }
        let most = out.iter().flat_map(|lanes| lanes.0).fold(f32::MIN, f32::max);
        let mut total = 0.0;
        for lanes in out.iter_mut() {
            for chance in &mut lanes.0 {
                *chance = exp(*chance - most);
            }
            total += lanes.0.iter().sum::<f32>();
        }
        for lanes in out {
            for chance in &mut lanes.0 {
                *chance /= total;
            }
        }
    }

    /// How likely each class is for a unit with these stems.
    pub(super) fn chances(&self, unit: &Unit, stems: &[u64]) -> Vec<f32> {
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
        own.extend(self.index.get(&unknown(rare)));
        let mut out = vec![NONE; self.width];
        self.chances_of(&own, &mut out);
        let own = out.iter().flat_map(|lanes| lanes.0).take(self.classes);
        own.zip(self.second(stems)).map(|(own, second)| own + SECOND * (second - own)).collect()
    }

    /// The second opinion: how near the documents of the classes are.
    fn second(&self, stems: &[u64]) -> Vec<f32> {
        let mut near = self.documents.near(stems);
        let length = near.iter().map(|near| near * near).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        let most = near.iter().copied().fold(0.0, f32::max);
        for near in &mut near {
            *near = exp((*near - most) / length * SHARPNESS);
        }
        let total: f32 = near.iter().sum();
        near.into_iter().map(|near| near / total).collect()
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
                Some((row[class / LANES].0[class % LANES], at))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        weighed.truncate(most);
        weighed.sort_by_key(|(_, at)| *at);
        weighed.into_iter().map(|(_, at)| unit.tokens[at].text.to_string()).collect()
    }
}

/// e to the power of a number not above 0, to five digits: the same on every machine, and without a call for each number.
///
/// Two to the whole part of its binary logarithm, which are the bits of the exponent, times a Taylor series for the rest.
fn exp(x: f32) -> f32 {
    const SERIES: [f32; 7] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    // Added to a number between -2^22 and 2^22, it leaves the whole number next to it in the last bits.
    const ROUND: f32 = 12_582_912.0;
    const BIAS: u32 = 127;
    let log = (x * std::f32::consts::LOG2_E).max(-126.0);
    let rounded = log + ROUND;
    let rest = (log - (rounded - ROUND)) * std::f32::consts::LN_2;
    let series = SERIES.iter().fold(0.0, |sum, factor| sum * rest + factor);
    let exponent = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(BIAS);
    f32::from_bits(exponent << 23) * series
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn the_quick_power_of_e_is_nearly_the_exact_one() {
        for step in 0_u16..8_700 {
            let x = -f32::from(step) / 100.0;
            let exact = x.exp();
            assert!((exp(x) - exact).abs() <= exact * 1e-5, "{x}: {} and not {exact}", exp(x));
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }
}
