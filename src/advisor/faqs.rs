//! Which FAQ page of a group is nearest to a sentence, by the words that its title and examples share with it.

use super::intent::Examples;
use super::lexicon::QuickMap;
use super::model::{self, Class, weighed_stem};
use super::page::PageId;
use super::question::Question;
use super::reading::Unit;

/// A line of few words counts as if it had this weight more: sharing its one long word is not yet much.
const LEAST: usize = 12;

/// The lines of all FAQ pages, by the stems of their words.
#[derive(Debug, Default)]
pub(super) struct Faqs {
    pages: Vec<(Class, PageId)>,
    /// For each line, its page and the weight of all its stems.
    lines: Vec<(u32, usize)>,
    /// The lines that hold a stem.
    under: QuickMap<u64, Vec<u32>>,
}

impl Faqs {
    /// Adds a page of a group.
    pub(super) fn add(&mut self, class: Class, page: &PageId, title: &str, examples: &Examples) {
        let number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        self.pages.push((class, page.clone()));
        for line in std::iter::once(title).chain(examples.yes.iter().map(String::as_str)) {
            let question = Question::new(line);
            let mut stems: Vec<(u64, usize)> = question.folded().split_whitespace().map(weighed_stem).collect();
            stems.sort_unstable();
            stems.dedup();
            let at = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
            self.lines.push((number, stems.iter().map(|(_, weight)| weight).sum()));
            for (stem, _) in stems {
                self.under.entry(stem).or_default().push(at);
            }
        }
    }

    /// The nearest page of each group that shares a word with the sentence.
    pub(super) fn nearest(&self, unit: &Unit) -> Vec<(Class, &PageId)> {
        let mut own: Vec<(u64, usize)> = unit.tokens.iter().map(|token| weighed_stem(&token.text)).collect();
        own.sort_unstable();
        own.dedup();
        let mut shared = vec![0_usize; self.lines.len()];
        for (stem, weight) in own {
            for line in self.under.get(&stem).into_iter().flatten() {
                shared[*line as usize] += weight;
            }
        }
        let mut best = vec![0.0_f32; self.pages.len()];
        for (shared, (page, all)) in shared.iter().zip(&self.lines).filter(|(shared, _)| **shared > 0) {
            let rate = model::as_f32(*shared) / model::as_f32(all + LEAST);
            let best = &mut best[*page as usize];
            *best = best.max(rate);
        }
        let mut nearest: Vec<(Class, &PageId, f32)> = Vec::new();
        for ((class, page), rate) in self.pages.iter().zip(best).filter(|(_, rate)| *rate > 0.0) {
            match nearest.iter_mut().find(|(known, ..)| known == class) {
                // Of equals the first by name: pages come in that order.
                Some(known) if rate > known.2 => *known = (*class, page, rate),
                Some(_) => {}
                None => nearest.push((*class, page, rate)),
            }
        }
        nearest.into_iter().map(|(class, page, _)| (class, page)).collect()
    }
}
