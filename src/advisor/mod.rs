//! The pure core: what a message means and what the answer is.
//!
//! Nothing here does I/O, knows the time or is async. Start with [`Advisor`], whose
//! [`Advisor::advise`] is the one question this crate exists to answer.

mod advice;
#[expect(clippy::module_inception, reason = "the file holds the type the folder is named after")]
mod advisor;
mod aliases;
mod answers;
mod clean;
mod decide;
mod documents;
mod entities;
mod faqs;
mod features;
mod fold;
mod form;
mod gap;
mod intent;
mod knowledge;
mod label;
mod lanes;
mod lessons;
mod lexicon;
mod lookup;
mod matcher;
mod model;
mod near;
mod offers;
mod page;
mod parallel;
mod pattern;
mod question;
mod rating;
mod reading;
mod recommend;
mod sense;
mod shown;
mod signs;
mod slots;

pub use advice::{Act, Advice, Answer, Body, Choice, Decision, Focus, Slot, Slots, Why};
pub use advisor::{Advisor, BuildProblem, Read};
pub use gap::{Gap, Step};
pub use intent::{Answers, Examples, IntentId, IntentSpec};
pub use knowledge::{Example, Knowledge, Layer, LevelInfo, Owner, Source, Tip};
pub use lookup::Found;
pub use page::{
    Facts, FaqFacts, FaqGroup, Hours, Kind, Law, Level, Need, Page, PageId, Pay, Period, Premium, RoleFacts, Section,
    SkillFacts, Slug, ToolFacts, TransitionFacts, Weight,
};
pub use parallel::in_parallel;
pub use question::{Asked, Question};
