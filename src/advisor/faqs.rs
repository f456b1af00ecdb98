//! Which FAQ page of a group a sentence is nearest to.

use super::documents::{DocumentId, Documents};
use super::lessons::Class;
use super::lexicon::QuickMap;
use super::page::PageId;

/// All FAQ pages, by the words of their titles and examples.
#[derive(Debug, Default)]
pub(super) struct Faqs {
    pages: Vec<(Class, PageId)>,
    documents: Documents,
    /// The page of each line, by all of its stems: what an author has written is found where it stands.
    lines: QuickMap<Box<[u64]>, DocumentId>,
}

impl Faqs {
    /// Learns the pages of groups, each with the stems of each of its lines.
    pub(super) fn learn<'l>(
        pages: Vec<(Class, PageId)>,
        lines: impl Iterator<Item = (DocumentId, &'l [u64])> + Clone,
    ) -> Self {
        let mut whole: QuickMap<Box<[u64]>, DocumentId> = QuickMap::default();
        for (page, stems) in lines.clone() {
            whole.entry(stems.into()).or_insert(page);
        }
        Self { documents: Documents::learn(pages.len(), lines), pages, lines: whole }
    }

    /// The page that has a line of just these stems.
    pub(super) fn written(&self, stems: &[u64]) -> Option<(Class, &PageId)> {
        let (class, page) = &self.pages[usize::from(*self.lines.get(stems)?)];
        Some((*class, page))
    }

    /// The nearest page of each group that shares a stem.
    pub(super) fn nearest(&self, stems: &[u64]) -> Vec<(Class, &PageId)> {
        let mut nearest: Vec<(Class, &PageId, f32)> = Vec::new();
        for ((class, page), near) in self.pages.iter().zip(self.documents.near(stems)).filter(|(_, near)| *near > 0.0) {
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
