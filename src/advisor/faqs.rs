//! Which FAQ page of a group is nearest to a sentence, by the words that its title and examples share with it.
//!
//! Each page is one document of all its lines, compared by tf-idf and cosine. How often a word occurs on a page counts less
//! the oftener it does (as in BM25: Robertson and Zaragoza, 2009), so a page is not carried by its commonest word.

use super::lexicon::QuickMap;
use super::model::{Class, as_f32, stem_of};
use super::page::PageId;
use super::reading::Unit;

/// In so many lines of a page a word counts half of what it can count. With a line left out and looked for among the rest,
/// 10 finds the page of its group three times in four; 3 and 30 a little less often.
const HALF: f32 = 10.0;

/// Number of a page.
type PageNumber = u16;

/// All FAQ pages, by the stems of their words.
#[derive(Debug, Default)]
pub(super) struct Faqs {
    pages: Vec<(Class, PageId)>,
    /// The pages that hold a stem, and what it says for each.
    under: QuickMap<u64, Box<[(PageNumber, f32)]>>,
    /// The page of each line, by all of its stems: what an author has written is found where it stands.
    lines: QuickMap<Box<[u64]>, PageNumber>,
}

impl Faqs {
    /// Learns the pages of groups, each with the stems of each of its lines.
    pub(super) fn learn<'l>(pages: Vec<(Class, PageId)>, lines: impl Iterator<Item = (PageNumber, &'l [u64])>) -> Self {
        let mut often: QuickMap<u64, Vec<(PageNumber, f32)>> = QuickMap::default();
        let mut whole: QuickMap<Box<[u64]>, PageNumber> = QuickMap::default();
        let mut all = 0;
        for (page, stems) in lines {
            all += 1;
            whole.entry(stems.into()).or_insert(page);
            for stem in stems {
                let known = often.entry(*stem).or_default();
                match known.iter_mut().find(|(known, _)| *known == page) {
                    Some((_, times)) => *times += 1.0,
                    None => known.push((page, 1.0)),
                }
            }
        }
        let mut lengths = vec![0.0_f32; pages.len()];
        let mut under: QuickMap<u64, Box<[(PageNumber, f32)]>> = QuickMap::default();
        let mut stems: Vec<(u64, Vec<(PageNumber, f32)>)> = often.into_iter().collect();
        // Sums of floats depend on their order.
        stems.sort_unstable_by_key(|(stem, _)| *stem);
        for (stem, times) in stems {
            let lines: f32 = times.iter().map(|(_, times)| times).sum();
            let rarity = (as_f32(all) / lines).ln();
            let weighed = times.into_iter().map(|(page, times)| {
                let weight = rarity * times / (times + HALF);
                lengths[usize::from(page)] += weight * weight;
                (page, weight * rarity)
            });
            under.insert(stem, weighed.collect());
        }
        for (page, weight) in under.values_mut().flatten() {
            *weight /= lengths[usize::from(*page)].sqrt().max(f32::MIN_POSITIVE);
        }
        Self { pages, under, lines: whole }
    }

    /// The stems of a sentence, each once.
    pub(super) fn stems(unit: &Unit) -> Vec<u64> {
        let mut stems: Vec<u64> = unit.tokens.iter().map(|token| stem_of(&token.text)).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// The nearest page of each group that shares a word with the sentence.
    pub(super) fn nearest(&self, unit: &Unit) -> Vec<(Class, &PageId)> {
        let mut near = vec![0.0_f32; self.pages.len()];
        let stems = Self::stems(unit);
        if let Some(page) = self.lines.get(stems.as_slice()) {
            near[usize::from(*page)] = f32::INFINITY;
        }
        for (page, weight) in stems.iter().filter_map(|stem| self.under.get(stem)).flatten() {
            near[usize::from(*page)] += weight;
        }
        let mut nearest: Vec<(Class, &PageId, f32)> = Vec::new();
        for ((class, page), near) in self.pages.iter().zip(near).filter(|(_, near)| *near > 0.0) {
            match nearest.iter_mut().find(|(known, ..)| known == class) {
                // Of equals the first by name: pages come in that order.
                Some(known) if near > known.2 => *known = (*class, page, near),
                Some(_) => {}
                None => nearest.push((*class, page, near)),
            }
        }
        nearest.into_iter().map(|(class, page, _)| (class, page)).collect()
    }
}
