//! What example lines teach the model.

use std::sync::Arc;

use super::documents::{DocumentId, Documents};
use super::features::Features;
use super::lexicon::QuickMap;

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
    pub(super) features: Arc<Features>,
    pub(super) teaches: Teaches,
}

/// The first rows stand for words that are never seen among the lessons, or nowhere else there: none, one, and so on.
const MOST_UNKNOWN: usize = 4;
const NO_ROW: u32 = u32::MAX;

/// The row for so many of them.
pub(super) fn unknown(words: usize) -> u32 {
    number(words.min(MOST_UNKNOWN))
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Each class as one document of its lines.
pub(super) fn documents(lessons: &[Lesson], classes: usize) -> Documents {
    let lines = lessons.iter().filter_map(|lesson| match lesson.teaches {
        Teaches::Is(class) => Some((DocumentId::try_from(class).ok()?, lesson.features.stems.as_slice())),
        Teaches::Not(_) => None,
    });
    Documents::learn(classes, lines)
}

/// Lessons made ready to be learned from: each feature that says something has a row of weights.
#[derive(Debug, Default)]
pub(super) struct Course {
    pub(super) classes: usize,
    /// The row of each feature.
    pub(super) index: QuickMap<u64, u32>,
    /// How many rows there are.
    pub(super) count: usize,
    /// The rows of the features of all lessons.
    rows: Vec<u32>,
    /// Where those of each lesson end, and what it teaches.
    pub(super) lessons: Vec<(usize, Teaches)>,
}

impl Course {
    /// Counts the features of all lessons.
    pub(super) fn new(lessons: &[Lesson], classes: usize) -> Self {
        /// Features that a lesson has and no lesson before it, more or less.
        const NEW: usize = 16;
        let mut course = Self { classes, count: MOST_UNKNOWN + 1, ..Self::default() };
        course.index.reserve(lessons.len() * NEW);
        let mut often: Vec<u32> = Vec::new();
        // One look-up for each feature of each lesson; all else is counting.
        let mut counted = |feature: &u64| {
            let next = number(often.len());
            let own = *course.index.entry(*feature).or_insert(next);
            if own == next {
                often.push(0);
            }
            often[own as usize] += 1;
            own
        };
        let all: Vec<u32> = lessons.iter().flat_map(|lesson| &lesson.features.all).map(&mut counted).collect();
        let is_rare = |feature: &u32| often[*feature as usize] == 1;
        let mut rows = vec![NO_ROW; often.len()];
        let mut rest = all.as_slice();
        for lesson in lessons {
            let (own, after) = rest.split_at(lesson.features.all.len());
            rest = after;
            let (words, others) = own.split_at(lesson.features.words);
            // A pair or a part of a word that occurs once says nothing about other lines.
            let others = others.iter().filter(|feature| !is_rare(feature));
            course.rows.extend(words.iter().chain(others).map(|feature| {
                let row = &mut rows[*feature as usize];
                if *row == NO_ROW {
                    *row = number(course.count);
                    course.count += 1;
                }
                *row
            }));
            // A word seen once also stands for all that are never seen.
            course.rows.push(unknown(words.iter().filter(|feature| is_rare(feature)).count()));
            course.lessons.push((course.rows.len(), lesson.teaches));
        }
        course.index.retain(|_, number| {
            *number = rows[*number as usize];
            *number != NO_ROW
        });
        course.index.shrink_to_fit();
        course
    }

    /// The rows of a lesson's features, and what it teaches.
    pub(super) fn lesson(&self, at: usize) -> (&[u32], Teaches) {
        let (end, teaches) = self.lessons[at];
        let start = at.checked_sub(1).map_or(0, |before| self.lessons[before].0);
        (&self.rows[start..end], teaches)
    }
}
