//! An intent: how people ask for one thing, and what answers it.

use std::fmt;
use std::sync::Arc;

use super::knowledge::Layer;
use super::page::{FaqGroup, Kind, PageId};

/// Names an intent: `role.describe`, or `faq.<group>` for an FAQ page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IntentId(Arc<str>);

impl IntentId {
    /// The intent of that name.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The intent that FAQ pages of that group report.
    pub fn faq(group: FaqGroup) -> Self {
        Self(Arc::from(format!("faq.{}", group.id())))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IntentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What answers an intent: the `answers = "…"` line of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// `"role"`, `"tool"`, `"skill"`: the page named in the question.
    Describe(Kind),
    /// `"role.skills"`: what a role asks for.
    Skills,
    /// `"pay"`: pay by role and level.
    Pay,
    /// `"ladder"`: levels and how to climb them.
    Ladder,
    /// `"role.compare"`, `"tool.compare"`: two pages side by side.
    Compare(Kind),
    /// `"tool.recommend"`: tools for a task.
    Recommend,
    /// `"transition"`: the path from one role to another.
    Transition,
    /// `"goal"`: sets the asker's goal.
    Goal,
    /// `"done"`: marks skills or tools as learned.
    Done,
    /// `"progress"`: shows the asker's progress.
    Progress,
    /// `"next"`: the asker's next step.
    Next,
    /// `"tip"`: a tip.
    Tip,
    /// `"help"`: what the bot can do.
    Help,
    /// `"greet"`: a greeting returned.
    Greet,
    /// `"thanks"`: thanks returned.
    Thanks,
    /// `"distress"`: guarded; stands above all others.
    Distress,
    /// One page, such as `"faqs/is-python-slow"`.
    Page(PageId),
}

/// Lines that must and must not reach an intent. Every line is a test, and training data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Must reach it.
    pub yes: Vec<String>,
    /// Must not reach it.
    pub no: Vec<String>,
}

/// One file of `intents/`.
#[derive(Clone, Debug)]
pub struct IntentSpec {
    /// The file name without `.toml`.
    pub id: IntentId,
    /// What answers it.
    pub answers: Answers,
    /// How people ask, as regexes with `{role}`-like placeholders.
    pub patterns: Vec<String>,
    /// Lines that must and must not reach it.
    pub examples: Examples,
    /// Which layer it came from.
    pub layer: Layer,
}
