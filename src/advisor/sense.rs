//! Everything that understanding needs, built once from the content: names, patterns, and what the examples taught.

use std::sync::OnceLock;

use super::advisor::BuildProblem;
use super::documents::DocumentId;
use super::entities::Finder;
use super::faqs::Faqs;
use super::intent::{Answers, IntentId};
use super::knowledge::{Knowledge, Layer, Owner};
use super::lessons::{self, Class, Course, Lesson, Teaches};
use super::lexicon::{Lexicon, WordId};
use super::matcher::{Hit, Matcher};
use super::model::Model;
use super::page::{FaqFacts, FaqGroup, PageId};
use super::parallel::{both, in_parallel, in_parallel_after};
use super::pattern::{Pattern, Vocabulary};
use super::question::Question;
use super::reading::Reading;
use super::recommend::Tasks;
use super::signs::{Sign, Signs};

/// A message, read, and the patterns that match it once somebody has asked for them.
#[derive(Debug)]
pub struct Read {
    pub(super) reading: Reading,
    hits: OnceLock<Vec<Hit>>,
}

impl Read {
    pub(super) fn new(reading: Reading) -> Self {
        Self { reading, hits: OnceLock::new() }
    }

    /// The patterns that match it.
    pub(super) fn hits(&self, matcher: &Matcher) -> &[Hit] {
        self.hits.get_or_init(|| matcher.hits(&self.reading))
    }
}

/// What becomes of the example lines once all was learned from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// They are tried next.
    Kept,
    Forgotten,
}

/// What a class of the model stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) intent: IntentId,
    pub(super) answers: Option<Answers>,
    pub(super) group: Option<FaqGroup>,
    pub(super) layer: Layer,
}

/// Where a pattern leads.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub(super) class: Class,
    /// The FAQ page it belongs to.
    pub(super) page: Option<PageId>,
    /// The pattern as its file has it.
    pub(super) source: String,
    pub(super) layer: Layer,
}

/// The built understanding.
#[derive(Debug)]
pub(super) struct Sense {
    pub(super) lexicon: Lexicon,
    pub(super) finder: Finder,
    pub(super) signs: Signs,
    pub(super) matcher: Matcher,
    pub(super) model: Model,
    pub(super) classes: Vec<Meaning>,
    pub(super) leads: Vec<Lead>,
    /// The class of messages that mean nothing here.
    pub(super) nothing: Class,
    /// FAQ pages by their words, to find the nearest of a group.
    pub(super) faqs: Faqs,
    /// What tools are good for.
    pub(super) tasks: Tasks,
}

impl Sense {
    /// Builds it; every problem is reported. What was read of the lines comes with it, if it is to be kept: those of each of
    /// [`Knowledge::owners`], in their order.
    pub(super) fn build(knowledge: &Knowledge, lines: Lines) -> Result<(Self, Vec<Read>), Vec<BuildProblem>> {
        let mut lexicon = Lexicon::new();
        let signs = Signs::build(&mut lexicon);
        let finder = Finder::build(knowledge, &mut lexicon);
        let classes = classes(knowledge);
        let (patterns, leads, vocabulary) =
            patterns(sources(knowledge, &classes), &|words| finder.is_name(&lexicon, words))?;
        // A misspelling of a word that patterns name is corrected like one of a name.
        let mut named: Vec<&str> = vocabulary.iter().map(|(word, _)| word).filter(|word| word.len() >= 6).collect();
        named.sort_unstable();
        for word in named {
            if lexicon.id(word).is_some_and(|id| lexicon.is_common(id)) {
                lexicon.expect(word);
            }
        }
        let is_everywhere = |word: Option<WordId>| signs.of_word(word).has(Sign::IDLE);
        let (matcher, targets) =
            both(|| Matcher::build(patterns, vocabulary, &lexicon, &is_everywhere), || lexicon.targets());
        lexicon.correct_to(targets);
        let nothing = classes.len();
        let (model, faqs, tasks) = (Model::default(), Faqs::default(), Tasks::new(knowledge));
        let mut sense = Self { lexicon, finder, signs, matcher, model, classes, leads, nothing, faqs, tasks };
        let read = sense.learn(knowledge, lines);
        Ok((sense, read))
    }

    /// A message, read.
    pub(super) fn read(&self, question: &Question) -> Reading {
        Reading::new(question, &self.lexicon, &self.finder, &self.signs)
    }

    /// Learns from every example line, and from the titles of FAQ pages.
    fn learn(&mut self, knowledge: &Knowledge, kept: Lines) -> Vec<Read> {
        let lines = lines(knowledge, &self.classes);
        let heard = in_parallel(&lines, |line| self.hear(line, kept));
        let (mut read, mut lessons, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for ((own, lesson), line) in heard.into_iter().zip(&lines) {
            read.extend(own);
            if let Some(lesson) = lesson {
                lessons.push(lesson);
                of.push(line.page.filter(|_| line.is_yes));
            }
        }
        let count = self.classes.len() + 1;
        let pages = knowledge.faqs().map(|(page, facts)| (class_of(&self.classes, facts), page.id.clone())).collect();
        let of_pages = || {
            let pages = lessons.iter().zip(&of);
            pages.filter_map(|(lesson, page)| Some((*page.as_ref()?, lesson.features.stems.as_slice())))
        };
        let (course, (documents, faqs)) = both(
            || Course::new(&lessons, count),
            || (lessons::documents(&lessons, count), Faqs::learn(pages, of_pages())),
        );
        // The model is learned one step after the other; what can be done meanwhile is.
        let look_up = |read: &Read| {
            read.hits(&self.matcher);
        };
        let ((model, _), ()) = both(|| in_parallel_after(|| Model::learn(course), &read, look_up), || drop(lessons));
        self.model = model.with(documents);
        self.faqs = faqs;
        read
    }

    /// Reads an example line: what is kept of it, and what it teaches, if it teaches anything.
    fn hear(&self, line: &Line, kept: Lines) -> (Option<Read>, Option<Lesson>) {
        let read = Read::new(self.read(&Question::new(line.text)));
        // A line that some pattern leads elsewhere only says what it is not; any other means nothing here.
        let is_elsewhere = |hit: &Hit| self.leads[hit.pattern as usize].class != line.class;
        let teaches = match line.is_yes {
            true => Teaches::Is(line.class),
            false if read.hits(&self.matcher).iter().any(is_elsewhere) => Teaches::Not(line.class),
            false => Teaches::Is(self.nothing),
        };
        // A line in distress is recognised by its patterns alone.
        let unit = read.reading.units.last().filter(|_| !line.is_distress);
        let lesson = unit.map(|unit| Lesson { features: unit.features().clone(), teaches });
        (Some(read).filter(|_| kept == Lines::Kept && !line.is_title), lesson)
    }
}

/// What the classes of the model stand for; the class of messages that mean nothing comes after them.
fn classes(knowledge: &Knowledge) -> Vec<Meaning> {
    let intents = knowledge.intents.iter().map(|spec| Meaning {
        intent: spec.id.clone(),
        answers: Some(spec.answers.clone()),
        group: None,
        layer: spec.layer.clone(),
    });
    let groups = FaqGroup::ALL.into_iter().map(|group| Meaning {
        intent: IntentId::faq(group),
        answers: None,
        group: Some(group),
        layer: Layer::Base,
    });
    intents.chain(groups).collect()
}

/// The class of an FAQ page.
fn class_of(classes: &[Meaning], facts: &FaqFacts) -> Class {
    classes.iter().position(|meaning| meaning.group == Some(facts.group)).unwrap_or(classes.len())
}

/// A pattern as its file has it.
struct Source {
    /// Its intent or page, and its place there.
    at: String,
    nth: usize,
    lead: Lead,
}

fn sources(knowledge: &Knowledge, classes: &[Meaning]) -> Vec<Source> {
    let intents = knowledge.intents.iter().enumerate().flat_map(|(class, spec)| {
        spec.patterns.iter().enumerate().map(move |(nth, source)| Source {
            at: spec.id.to_string(),
            nth,
            lead: Lead { class, page: None, source: source.clone(), layer: spec.layer.clone() },
        })
    });
    let pages = knowledge.faqs().flat_map(|(page, facts)| {
        let class = class_of(classes, facts);
        facts.patterns.iter().enumerate().map(move |(nth, source)| Source {
            at: page.id.to_string(),
            nth,
            lead: Lead { class, page: Some(page.id.clone()), source: source.clone(), layer: page.layer.clone() },
        })
    });
    intents.chain(pages).collect()
}

/// Patterns that are made ready one after the other; many such lots at the same time.
const LOT: usize = 64;

/// Makes all patterns ready, each with where it leads.
fn patterns(
    sources: Vec<Source>,
    is_name: &(dyn Fn(&[&str]) -> bool + Sync),
) -> Result<(Vec<Pattern>, Vec<Lead>, Vocabulary), Vec<BuildProblem>> {
    let lots: Vec<&[Source]> = sources.chunks(LOT).collect();
    let made = in_parallel(&lots, |lot| {
        let mut vocabulary = Vocabulary::default();
        let make = |source: &Source| Pattern::new(&source.lead.source, is_name, &mut vocabulary);
        let patterns: Vec<Result<Pattern, String>> = lot.iter().map(make).collect();
        (patterns, vocabulary)
    });
    let mut vocabulary = Vocabulary::default();
    let (mut patterns, mut problems) = (Vec::with_capacity(sources.len()), Vec::new());
    for ((made, own), lot) in made.into_iter().zip(lots) {
        let numbers = vocabulary.take(own);
        for (made, Source { at, nth, .. }) in made.into_iter().zip(lot) {
            match made {
                Ok(mut pattern) => {
                    pattern.renumber(&numbers);
                    patterns.push(pattern);
                }
                Err(message) => problems.push(BuildProblem { at: at.clone(), pattern: Some(*nth), message }),
            }
        }
    }
    let leads = sources.into_iter().map(|source| source.lead).collect();
    if problems.is_empty() { Ok((patterns, leads, vocabulary)) } else { Err(problems) }
}

/// An example line, or the title of an FAQ page.
struct Line<'k> {
    text: &'k str,
    class: Class,
    /// The FAQ page it stands on, by its number.
    page: Option<DocumentId>,
    /// It belongs to its class.
    is_yes: bool,
    is_title: bool,
    is_distress: bool,
}

fn lines<'k>(knowledge: &'k Knowledge, classes: &[Meaning]) -> Vec<Line<'k>> {
    let mut lines = Vec::new();
    let mut next_page = 0;
    for owner in knowledge.owners() {
        let (class, page, title, is_distress) = match owner {
            Owner::Intent(class, spec) => (class, None, None, spec.answers == Answers::Distress),
            Owner::Faq(page, facts) => {
                next_page += 1;
                (class_of(classes, facts), Some(next_page - 1), Some(page.title.as_str()), false)
            }
        };
        let line = |text, is_yes, is_title| Line { text, class, page, is_yes, is_title, is_distress };
        lines.extend(owner.examples().map(|example| line(example.text, example.is_yes, false)));
        lines.extend(title.map(|title| line(title, true, true)));
    }
    lines
}
