//! The second word after the patterns: a small log-linear model, learned at load time from every example line.
//!
//! Multinomial logistic regression over words, pairs of words and kinds of names, fitted by stochastic gradient descent
//! in a fixed order: the same files give the same weights. Each weight can be shown, so every answer can say why.
//!
//! The oftener a feature was corrected, the smaller its steps (adaptive subgradients: Duchi, Hazan and Singer, 2011; here
//! with one sum a feature). Four rounds of it teach more than sixteen of steps that shrink by the round. What it says is
//! mixed with a second opinion, [`Documents`], which errs about other messages.

use super::documents::Documents;
use super::features::{Features, hash, mix, stem};
use super::lanes::{LANES, Lanes, exp};
use super::lessons::{Class, Course, Teaches, unknown};
use super::lexicon::QuickMap;
use super::reading::Unit;

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

#[expect(clippy::cast_precision_loss, reason = "counts of words, far below 2^23")]
pub(super) fn as_f32(n: usize) -> f32 {
    n as f32
}

fn of_class(lanes: &mut [Lanes], class: Class) -> &mut f32 {
    &mut lanes[class / LANES].0[class % LANES]
}

impl Model {
    /// Learns what a course teaches.
    pub(super) fn learn(course: Course) -> Self {
        let width = course.classes.div_ceil(LANES);
        let weights = vec![Lanes::NONE; course.count * width];
        let mut model = Self {
            classes: course.classes,
            index: QuickMap::default(),
            weights,
            width,
            documents: Documents::default(),
        };
        model.fit(&course);
        Self { index: course.index, ..model }
    }

    /// The same with a second opinion: each class as one document of its lines.
    pub(super) fn with(self, documents: Documents) -> Self {
        Self { documents, ..self }
    }

    fn fit(&mut self, course: &Course) {
        let mut order: Vec<usize> = (0..course.lessons.len()).collect();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut chances = vec![Lanes::NONE; self.width];
        // What each feature was corrected by so far, squared.
        let mut corrected = vec![1.0_f32; course.count];
        // A line that is known well is looked at less often.
        let mut rest = vec![0_usize; order.len()];
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
                let (features, teaches) = course.lesson(*at);
                self.chances_of(features, &mut chances);
                let slopes = &mut chances;
                match teaches {
                    // Learnt well enough: nothing to correct.
                    Teaches::Is(class) if *of_class(slopes, class) > LEARNT => {
                        rest[*at] = RESTS;
                        continue;
                    }
                    Teaches::Is(class) => *of_class(slopes, class) -= 1.0,
                    Teaches::Not(class) => {
                        // The gradient of -log(1 - p): take from the class, give to the others by their share.
                        let p = of_class(slopes, class).min(0.999);
                        for lanes in slopes.iter_mut() {
                            *lanes = lanes.map(|slope| slope * (-p / (1.0 - p)));
                        }
                        *of_class(slopes, class) = p * p;
                    }
                }
                let squared: f32 = slopes.iter().map(|lanes| lanes.map(|slope| slope * slope).sum()).sum();
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
    fn chances_of(&self, rows: &[u32], out: &mut [Lanes]) {
        for (at, out) in out.iter_mut().enumerate() {
            let mut sums = Lanes::NONE;
            for row in rows {
                sums = sums.with(&self.weights[*row as usize * self.width + at], |sum, weight| sum + weight);
            }
            *out = sums;
        }
        let beyond = out.len() * LANES - self.classes;
        if let Some(last) = out.last_mut() {
            last.0[LANES - beyond..].fill(f32::NEG_INFINITY);
        }
        let most = out.iter().map(|lanes| lanes.most()).fold(f32::MIN, f32::max);
        for lanes in out.iter_mut() {
            *lanes = lanes.map(|sum| exp(sum - most));
        }
        let total: f32 = out.iter().map(|lanes| lanes.sum()).sum();
        for lanes in out {
            *lanes = lanes.map(|chance| chance / total);
        }
    }

    /// How likely each class is for a unit of these features.
    pub(super) fn chances(&self, features: &Features) -> Vec<f32> {
        if self.classes == 0 {
            return Vec::new();
        }
        let mut own = Vec::with_capacity(features.all.len() + 1);
        let mut rare = 0;
        for (at, feature) in features.all.iter().enumerate() {
            match self.index.get(feature) {
                Some(number) => own.push(*number),
                None if at < features.words => rare += 1,
                None => {}
            }
        }
        own.push(unknown(rare));
        let mut out = vec![Lanes::NONE; self.width];
        self.chances_of(&own, &mut out);
        let own = out.iter().flat_map(|lanes| lanes.0).take(self.classes);
        own.zip(self.second(&features.stems)).map(|(own, second)| own + SECOND * (second - own)).collect()
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
