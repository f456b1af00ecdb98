//! What separates two roles: what carries over, what is missing, in an order that respects what needs what.

use super::knowledge::Knowledge;
use super::page::{Hours, PageId, Slug, Weight};

/// The way from one role (or from nothing) to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gap {
    /// What the role one comes from already gives, heaviest first.
    pub carries: Vec<PageId>,
    /// What one knows besides.
    pub known: Vec<PageId>,
    /// What is missing, in the order to learn it: prerequisites first.
    pub missing: Vec<Step>,
}

/// One thing to learn.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The skill or tool.
    pub page: PageId,
    /// How much the role asks for it; a prerequisite takes the weight of what needs it.
    pub weight: Weight,
    /// How long the working basics take.
    pub hours: Option<Hours>,
    /// It is here because another step needs it.
    pub prerequisite: bool,
}

/// See [`super::Advisor::gap`].
pub(super) fn gap(knowledge: &Knowledge, from: Option<&Slug>, to: &Slug, known: &[PageId]) -> Option<Gap> {
    let _ = (knowledge, from, to, known);
    None
}
