//! Pages by their titles, as they stand in a sentence.

use super::words;
use crate::advisor::{Advisor, PageId};

/// The title of a page; its slug where the page is gone.
pub(super) fn title(advisor: &Advisor, id: &PageId) -> String {
    advisor.page(id).map_or_else(|| id.slug.to_string(), |page| page.title.clone())
}

/// The titles of pages.
pub fn titles(advisor: &Advisor, pages: &[PageId]) -> Vec<String> {
    pages.iter().map(|page| title(advisor, page)).collect()
}

/// Titles in mid-sentence, at most `most` of them, the others counted.
pub(super) fn several<'a>(advisor: &Advisor, ids: impl IntoIterator<Item = &'a PageId>, most: usize) -> String {
    joined(advisor, ids, most, ", ")
}

/// The same as steps: "SQL → data pipelines → testing".
pub(super) fn in_order<'a>(advisor: &Advisor, ids: impl IntoIterator<Item = &'a PageId>, most: usize) -> String {
    joined(advisor, ids, most, " → ")
}

fn joined<'a>(advisor: &Advisor, ids: impl IntoIterator<Item = &'a PageId>, most: usize, between: &str) -> String {
    let mut titles: Vec<String> = ids.into_iter().map(|id| words::mid(&title(advisor, id))).collect();
    // "and 1 more" is no shorter than the one it hides.
    if titles.len() > most + 1 {
        let left_out = titles.len() - most;
        titles.truncate(most);
        return format!("{} {}", titles.join(between), words::and_more(left_out));
    }
    titles.join(between)
}
