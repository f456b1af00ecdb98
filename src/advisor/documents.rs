//! Which of some documents is nearest to a sentence, by the stems of their words: tf-idf and cosine.
//!
//! How often a stem occurs in a document counts less the oftener it does (as in BM25: Robertson and Zaragoza, 2009), so that
//! no document is carried by its commonest word.

use super::lexicon::QuickMap;
use super::model::as_f32;

/// In so many lines of a document a stem counts half of what it can count. With each line of the FAQ pages left out in turn
/// and looked for among the rest, 10 finds its page in three of four cases; 3 and 30 a little less often.
const HALF: f32 = 10.0;

/// Number of a document.
pub(super) type DocumentId = u16;

/// Documents by the stems they hold.
#[derive(Debug, Default)]
pub(super) struct Documents {
    count: usize,
    /// The documents that hold a stem, and what it says for each.
    under: QuickMap<u64, Box<[(DocumentId, f32)]>>,
}

impl Documents {
    /// Learns documents, numbered from 0, from their lines: the stems of each.
    pub(super) fn learn<'l>(count: usize, lines: impl Iterator<Item = (DocumentId, &'l [u64])>) -> Self {
        let mut often: QuickMap<u64, Vec<(DocumentId, f32)>> = QuickMap::default();
        let mut all = 0;
        for (document, stems) in lines {
            all += 1;
            for stem in stems {
                let known = often.entry(*stem).or_default();
                // The lines of a document mostly come one after the other.
                match known.iter_mut().rev().find(|(known, _)| *known == document) {
                    Some((_, times)) => *times += 1.0,
                    None => known.push((document, 1.0)),
                }
            }
        }
        // Sums of floats depend on their order.
        let mut stems: Vec<(u64, Vec<(DocumentId, f32)>)> = often.into_iter().collect();
        stems.sort_unstable_by_key(|(stem, _)| *stem);
        let mut lengths = vec![0.0_f32; count];
        let mut under: QuickMap<u64, Box<[(DocumentId, f32)]>> = QuickMap::default();
        for (stem, times) in stems {
            let lines: f32 = times.iter().map(|(_, times)| times).sum();
            let rarity = (as_f32(all) / lines).ln();
            let weighed = times.into_iter().map(|(document, times)| {
                let weight = rarity * times / (times + HALF);
                lengths[usize::from(document)] += weight * weight;
                (document, weight * rarity)
            });
            under.insert(stem, weighed.collect());
        }
        for (document, weight) in under.values_mut().flatten() {
            *weight /= lengths[usize::from(*document)].sqrt().max(f32::MIN_POSITIVE);
        }
        Self { count, under }
    }

    /// How near each document is: 0 where it shares no stem. To be compared with each other only.
    pub(super) fn near(&self, stems: &[u64]) -> Vec<f32> {
        let mut near = vec![0.0_f32; self.count];
        for (document, weight) in stems.iter().filter_map(|stem| self.under.get(stem)).flatten() {
            near[usize::from(*document)] += weight;
        }
        near
    }
}
