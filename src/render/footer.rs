//! The small print: where an answer comes from and when that was last compared.

use jiff::civil::Date;

use super::words;
use crate::advisor::{Advisor, Layer, Page, Slug};

/// The footer of an answer that stands on these pages.
pub(super) fn of_pages(advisor: &Advisor, pages: &[&Page]) -> String {
    let mut sources: Vec<&Slug> = Vec::new();
    // What a page says about law has a source of its own.
    let all = pages.iter().flat_map(|page| page.sources.iter().chain(page.law.as_ref().map(|law| &law.source)));
    for source in all {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    // The day the oldest of them was compared: the claim must hold for all.
    let checked = pages.iter().filter_map(|page| page.checked).min();
    let layer = pages.iter().map(|page| &page.layer).find(|layer| **layer != Layer::Base).unwrap_or(&Layer::Base);
    write(advisor, &sources, checked, layer)
}

/// The footer of an answer that stands on these sources.
pub(super) fn write(advisor: &Advisor, sources: &[&Slug], checked: Option<Date>, layer: &Layer) -> String {
    let shorts: Vec<String> = sources.iter().map(|id| short(advisor, id)).collect();
    let mut parts = Vec::new();
    if shorts.is_empty() {
        parts.push(words::GENERAL_ADVICE.to_owned());
        parts.extend(checked.map(words::looked_at));
    } else {
        parts.push(words::from_sources(&shorts));
        parts.extend(checked.map(words::compared));
    }
    parts.extend(words::layer(layer));
    parts.join(" · ")
}

/// A source's short form; its key where the entry is gone.
pub(super) fn short(advisor: &Advisor, source: &Slug) -> String {
    advisor.knowledge().sources.get(source).map_or_else(|| source.to_string(), |source| source.short.clone())
}

/// Marks a figure as a source's, or as our own estimate.
pub(super) fn whose(advisor: &Advisor, source: Option<&Slug>) -> String {
    source.map_or_else(|| words::ESTIMATE.to_owned(), |source| words::says(&short(advisor, source)))
}
