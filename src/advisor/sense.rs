//! Everything that understanding needs, built once from the content: names, patterns, and what the examples taught.

use super::advisor::BuildProblem;
use super::entities::Finder;
use super::faqs::Faqs;
use super::intent::{Answers, Examples, IntentId};
use super::knowledge::{Knowledge, Layer};
use super::lexicon::Lexicon;
use super::matcher::Matcher;
use super::model::{self, Class, Model, Teaches};
use super::page::{Facts, FaqFacts, FaqGroup, PageId};
use super::parallel::in_parallel;
use super::pattern::{Pattern, Vocabulary};
use super::question::Question;
use super::reading::Reading;
use super::signs::{Sign, Signs};

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
}

impl Sense {
    /// Builds it; every problem is reported.
    pub(super) fn build(knowledge: &Knowledge) -> Result<Self, Vec<BuildProblem>> {
        let mut lexicon = Lexicon::new();
        let signs = Signs::build(&mut lexicon);
        let finder = Finder::build(knowledge, &mut lexicon);
        let mut classes: Vec<Meaning> = knowledge
            .intents
            .iter()
            .map(|spec| Meaning {
                intent: spec.id.clone(),
                answers: Some(spec.answers.clone()),
                group: None,
                layer: spec.layer.clone(),
            })
            .collect();
        let first_group = classes.len();
        classes.extend(FaqGroup::ALL.map(|group| Meaning {
            intent: IntentId::faq(group),
            answers: None,
            group: Some(group),
            layer: Layer::Base,
        }));
        let nothing = classes.len();
        let class_of = |facts: &FaqFacts| {
            first_group + FaqGroup::ALL.iter().position(|group| *group == facts.group).unwrap_or_default()
        };
        let faqs: Vec<(&super::page::Page, &FaqFacts)> = knowledge
            .pages
            .values()
            .filter_map(|page| match &page.facts {
                Facts::Faq(facts) => Some((page, facts)),
                _ => None,
            })
            .collect();

        let mut vocabulary = Vocabulary::default();
        let mut patterns = Vec::new();
        let mut leads = Vec::new();
        let mut problems = Vec::new();
        let mut sources: Vec<(String, usize, &String, Lead)> = Vec::new();
        for (class, spec) in knowledge.intents.iter().enumerate() {
            for (nth, source) in spec.patterns.iter().enumerate() {
                let lead = Lead { class, page: None, source: source.clone(), layer: spec.layer.clone() };
                sources.push((spec.id.to_string(), nth, source, lead));
            }
        }
        for (page, facts) in &faqs {
            for (nth, source) in facts.patterns.iter().enumerate() {
                let lead = Lead {
                    class: class_of(facts),
                    page: Some(page.id.clone()),
                    source: source.clone(),
                    layer: page.layer.clone(),
                };
                sources.push((page.id.to_string(), nth, source, lead));
            }
        }
        for (at, nth, source, lead) in sources {
            match Pattern::new(source, &|words| finder.is_name(&lexicon, words), &mut vocabulary) {
                Ok(pattern) => {
                    patterns.push(pattern);
                    leads.push(lead);
                }
                Err(message) => problems.push(BuildProblem { at, pattern: Some(nth), message }),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        // A misspelling of a word that patterns name is corrected like one of a name.
        let mut named: Vec<&str> = vocabulary.iter().map(|(word, _)| word).filter(|word| word.len() >= 6).collect();
        named.sort_unstable();
        for word in named {
            if lexicon.id(word).is_some_and(|id| lexicon.is_common(id)) {
                lexicon.expect(word);
            }
        }
        lexicon.settle();
        let mut faq_words = Faqs::default();
        for (page, facts) in &faqs {
            faq_words.add(class_of(facts), &page.id, &page.title, &facts.examples);
        }
        let is_everywhere = |word: &str| signs.of_word(lexicon.id(word)).has(Sign::IDLE);
        let matcher = Matcher::build(patterns, vocabulary, &is_everywhere);
        let mut sense =
            Self { lexicon, finder, signs, matcher, model: Model::default(), classes, leads, nothing, faqs: faq_words };
        let lessons = sense.lessons_of(knowledge);
        sense.model = Model::learn(&lessons, sense.classes.len() + 1);
        Ok(sense)
    }

    /// A message, read.
    pub(super) fn read(&self, question: &Question) -> Reading {
        Reading::new(question, &self.lexicon, &self.finder, &self.signs)
    }

    /// What the model looks at in every example line, and what the line teaches.
    fn lessons_of(&self, knowledge: &Knowledge) -> Vec<(Vec<u64>, usize, Teaches)> {
        let mut lines: Vec<(&str, Class, bool)> = Vec::new();
        for (class, spec) in knowledge.intents.iter().enumerate() {
            // A line in distress is recognised by its patterns alone.
            if spec.answers != Answers::Distress {
                lines.extend(lines_of(class, &spec.examples));
            }
        }
        let faqs = || {
            knowledge.pages.values().filter_map(|page| match &page.facts {
                Facts::Faq(facts) => {
                    let class = self.classes.iter().position(|meaning| meaning.group == Some(facts.group));
                    Some((page, facts, class.unwrap_or(self.nothing)))
                }
                _ => None,
            })
        };
        for (_, facts, class) in faqs() {
            lines.extend(lines_of(class, &facts.examples));
        }
        lines.extend(faqs().map(|(page, _, class)| (page.title.as_str(), class, true)));
        let lessons = in_parallel(&lines, |(line, class, is_yes)| {
            let reading = self.read(&Question::new(line));
            // A line that some pattern leads elsewhere only says what it is not; any other means nothing here.
            let elsewhere =
                || self.matcher.hits(&reading).iter().any(|hit| self.leads[hit.pattern as usize].class != *class);
            let teaches = match is_yes {
                true => Teaches::Is(*class),
                false if elsewhere() => Teaches::Not(*class),
                false => Teaches::Is(self.nothing),
            };
            let (features, words) = model::features(reading.units.last()?);
            Some((features, words, teaches))
        });
        lessons.into_iter().flatten().collect()
    }
}

/// The lines of a class, and whether each belongs to it.
fn lines_of(class: Class, examples: &Examples) -> impl Iterator<Item = (&str, Class, bool)> {
    let yes = examples.yes.iter().map(move |line| (line.as_str(), class, true));
    yes.chain(examples.no.iter().map(move |line| (line.as_str(), class, false)))
}
