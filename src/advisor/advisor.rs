//! The advisor: everything known, ready to answer.

use super::advice::{Advice, Answer, Body, Decision, Slots};
use super::gap::Gap;
use super::intent::IntentId;
use super::knowledge::{Knowledge, Layer};
use super::lookup::Found;
use super::page::{Kind, Page, PageId, Slug};
use super::question::{Asked, Question};
use super::sense::{Lines, Sense};

pub use super::sense::Read;

/// Something in `intents/` or `knowledge/` that cannot be built; `content` adds the file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildProblem {
    /// The intent, or the FAQ page, it is in.
    pub at: String,
    /// Which pattern, counted from 0; `None` when it is not one pattern's fault.
    pub pattern: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Everything in `intents/` and `knowledge/`, checked and ready to answer.
#[derive(Debug)]
pub struct Advisor {
    knowledge: Knowledge,
    names: super::lookup::Names,
    sense: Sense,
}

impl Advisor {
    /// Builds the matcher. All problems are reported, not the first.
    ///
    /// # Errors
    /// Patterns that do not compile or name a placeholder that does not exist.
    pub fn build(knowledge: Knowledge) -> Result<Self, Vec<BuildProblem>> {
        Self::built(knowledge, Lines::Forgotten).map(|(advisor, _)| advisor)
    }

    /// Like [`Advisor::build`]; and what was read of the example lines is handed on, so that trying them all takes
    /// little more: the lines of each of [`Knowledge::owners`], in their order.
    ///
    /// # Errors
    /// As for [`Advisor::build`].
    pub fn build_to_try(knowledge: Knowledge) -> Result<(Self, Vec<Read>), Vec<BuildProblem>> {
        Self::built(knowledge, Lines::Kept)
    }

    fn built(knowledge: Knowledge, lines: Lines) -> Result<(Self, Vec<Read>), Vec<BuildProblem>> {
        let (sense, read) = Sense::build(&knowledge, lines)?;
        let names = super::lookup::Names::new(&knowledge);
        Ok((Self { knowledge, names, sense }, read))
    }

    /// What to do with a message.
    pub fn advise(&self, question: &Question, asked: &Asked) -> Advice {
        self.advise_read(&self.read(question), asked)
    }

    /// The second half of [`Advisor::advise`]: what to do with a message that was read.
    pub fn advise_read(&self, read: &Read, asked: &Asked) -> Advice {
        let mut advice = super::decide::advise(&self.sense, &self.knowledge, read, asked);
        // What a pack or a server has written is its own, whichever layer the question was understood by.
        if let Decision::Answer(answer) = &advice.decision
            && let Some(page) = answer.topic.as_ref().and_then(|topic| self.page(topic))
            && page.layer != Layer::Base
        {
            advice.why.layer = page.layer.clone();
        }
        advice
    }

    /// A message read: words known and corrected, names found. The first half of [`Advisor::advise`].
    pub fn read(&self, question: &Question) -> Read {
        Read::new(self.sense.read(question))
    }

    /// How many patterns can match a message: those that are tried, whatever the number of all.
    pub fn candidates(&self, read: &Read) -> usize {
        self.sense.matcher.count_candidates(&read.reading)
    }

    /// The patterns that match a message, as their files have them.
    pub fn matching(&self, read: &Read) -> Vec<&str> {
        let hits = self.sense.matcher.hits(&read.reading);
        hits.iter().map(|hit| self.sense.leads[hit.pattern as usize].source.as_str()).collect()
    }

    /// Patterns that words cannot express: each runs as a regex over every message, a hundred times slower than others.
    pub fn patterns_by_letters(&self) -> Vec<&str> {
        self.sense.matcher.by_letters().map(|pattern| self.sense.leads[pattern as usize].source.as_str()).collect()
    }

    /// The answer to a reading that somebody chose (a press, a slash command); `None` when its pages are gone. An FAQ's
    /// answer is the page `topic`; every other intent is rebuilt from its slots.
    pub fn answer(&self, intent: &IntentId, slots: &Slots, topic: Option<&PageId>) -> Option<Answer> {
        let answers = match self.knowledge.intents.iter().find(|spec| spec.id == *intent) {
            Some(spec) => spec.answers.clone(),
            None => super::Answers::Page(topic.filter(|page| page.kind == Kind::Faq)?.clone()),
        };
        super::answers::build(&self.knowledge, intent, &answers, slots, topic)
    }

    /// The answer that shows `body`, for look-ups that name a page and no intent.
    pub fn show(&self, body: Body) -> Answer {
        super::shown::shown(&self.knowledge, body)
    }

    /// Pages of these kinds whose title or alias is nearest to `typed`, best first; all of them, by title, when nothing is typed.
    pub fn find(&self, kinds: &[Kind], typed: &str, most: usize) -> Vec<Found> {
        self.names.find(kinds, typed, most)
    }

    /// What separates two roles, less what is `known` already.
    pub fn gap(&self, from: Option<&Slug>, to: &Slug, known: &[PageId]) -> Option<Gap> {
        super::gap::gap(&self.knowledge, from, to, known)
    }

    /// The page of that id.
    pub fn page(&self, id: &PageId) -> Option<&Page> {
        self.knowledge.pages.get(id)
    }

    /// Every page of a kind, by slug.
    pub fn pages(&self, kind: Kind) -> impl Iterator<Item = &Page> {
        self.knowledge.pages.values().filter(move |page| page.id.kind == kind)
    }

    /// Everything the content files say.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }
}
