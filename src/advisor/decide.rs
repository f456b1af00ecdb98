//! The decision: answer, choose, unknown or silence; and why.

use super::advice::{Act, Advice, Answer, Body, Choice, Decision, Slots, Why};
use super::answers;
use super::form::{self, Form, Veto};
use super::intent::{Answers, IntentId};
use super::knowledge::Knowledge;
use super::label;
use super::matcher::Hit;
use super::model::{Class, stem};
use super::page::{Kind, PageId};
use super::question::{Asked, Question};
use super::reading::{Reading, Unit};
use super::recommend;
use super::sense::Sense;
use super::signs::Sign;
use super::slots::{self, Filled};

/// How sure a reading must be to be answered: when addressed, and when nobody addressed the bot.
const SURE: f32 = 0.45;
const SURE_BY_EXAMPLES: f32 = 0.58;
const VERY_SURE: f32 = 0.70;
/// How far the winner must be ahead of the next.
const AHEAD: f32 = 0.03;
/// How sure a reading must be to be offered.
const WORTH_OFFERING: f32 = 0.06;
/// How sure the best must be for the offer to be worth asking.
const WORTH_ASKING: f32 = 0.10;
/// Most readings offered, and the nearest shown with "I don't know".
const MOST_OFFERED: usize = 5;
const NEAREST: usize = 3;
/// Most sentences of a message that are weighed.
const MOST_WEIGHED: usize = 6;

/// A reading and how sure it is.
#[derive(Clone, Debug)]
struct Rated {
    class: Class,
    score: f32,
    /// The pattern's share of it.
    hit: Option<Hit>,
    page: Option<PageId>,
    filled: Filled,
    unit: usize,
    /// What the examples alone say.
    chance: f32,
}

/// See [`super::Advisor::advise`].
pub(super) fn advise(sense: &Sense, knowledge: &Knowledge, question: &Question, asked: &Asked) -> Advice {
    let reading = sense.read(question);
    if reading.units.is_empty() {
        let nothing = nothing("no words");
        // Whoever turns to the bot without a word (a bare mention, a picture, a smile) is told what it can do.
        let decision = if asked.addressed { Decision::Unknown(Vec::new()) } else { nothing.decision };
        return Advice { decision, ..nothing };
    }
    let hits = sense.matcher.hits(&reading);
    let means = |hit: &Hit, wanted: &Answers| {
        sense.classes[sense.leads[hit.pattern as usize].class].answers.as_ref() == Some(wanted)
    };
    if let Some(hit) = hits.iter().find(|hit| means(hit, &Answers::Distress)) {
        return distress(sense, hit, &reading, asked);
    }
    let weigher = Weigher { sense, knowledge, reading: &reading, question, asked, hits: &hits };
    weigher.decide()
}

fn nothing(by: &str) -> Advice {
    Advice { decision: Decision::Silence, why: Why { by: by.to_owned(), ..Why::default() } }
}

/// Guarded: above every other intent. Ambient it gets silence; addressed one short kind line.
fn distress(sense: &Sense, hit: &Hit, reading: &Reading, asked: &Asked) -> Advice {
    let lead = &sense.leads[hit.pattern as usize];
    let intent = sense.classes[lead.class].intent.clone();
    let why = Why {
        by: "pattern".to_owned(),
        pattern: Some(lead.source.clone()),
        words: words_of(&reading.units[hit.unit], hit),
        score: 1.0,
        runner_up: None,
        layer: lead.layer.clone(),
    };
    let decision = if asked.addressed {
        Decision::Answer(Box::new(Answer { intent, slots: Slots::new(), topic: None, body: Body::Distress }))
    } else {
        Decision::Silence
    };
    Advice { decision, why }
}

fn words_of(unit: &Unit, hit: &Hit) -> Vec<String> {
    unit.tokens.iter().take(hit.words.1).skip(hit.words.0).map(|token| token.text.clone()).collect()
}

struct Weigher<'a> {
    sense: &'a Sense,
    knowledge: &'a Knowledge,
    reading: &'a Reading,
    question: &'a Question,
    asked: &'a Asked,
    hits: &'a [Hit],
}

impl Weigher<'_> {
    fn decide(&self) -> Advice {
        let veto = self.reading.units.iter().take(MOST_WEIGHED).find_map(|unit| form::veto(unit, self.question.signs));
        let mut best: Option<(f32, Vec<Rated>, Form)> = None;
        let weighed = self.reading.sentences.min(MOST_WEIGHED);
        let order = (0..weighed).chain(self.reading.sentences..self.reading.units.len());
        let threshold = if self.asked.addressed { SURE } else { VERY_SURE };
        for at in order {
            let unit = &self.reading.units[at];
            let form = unit.form();
            let rated = self.rate(at, form);
            let Some(top) = rated.first() else { continue };
            // The first question outweighs the rest of a long message.
            let later = if unit.joined { 0.0 } else { 0.02 * as_f32(unit.at.min(4)) };
            let asks =
                if matches!(form, Form::Question | Form::Request) || self.reading.sentences == 1 { 0.0 } else { 0.1 };
            let joined = if unit.joined { 0.04 } else { 0.0 };
            let standing = top.score - later - asks - joined;
            let clear = best.as_ref().is_some_and(|(score, _, _)| *score >= threshold + 0.1);
            if !clear && best.as_ref().is_none_or(|(score, _, _)| standing > *score) {
                best = Some((standing, rated, form));
            }
        }
        let Some((_, rated, form)) = best else { return self.unknown(&[], "no reading") };
        if self.asked.addressed { self.addressed(&rated, veto) } else { self.ambient(&rated, form, veto) }
    }

    /// Every reading of a unit, surest first.
    fn rate(&self, at: usize, form: Form) -> Vec<Rated> {
        let unit = &self.reading.units[at];
        let chances = self.sense.model.chances(unit);
        let mut out: Vec<Rated> = Vec::new();
        for (class, meaning) in self.sense.classes.iter().enumerate() {
            if meaning.answers == Some(Answers::Distress) {
                continue;
            }
            let hit = self
                .hits
                .iter()
                .filter(|hit| hit.unit == at && self.sense.leads[hit.pattern as usize].class == class)
                .map(|hit| (coverage(unit, hit), hit))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let chance = chances[class];
            let lone = self.lone(meaning.answers.as_ref(), unit);
            if hit.is_none() && chance < 0.01 && lone == 0.0 {
                continue;
            }
            let filled = match &meaning.answers {
                Some(answers) => slots::fill(answers, self.reading, unit, hit.map(|(_, hit)| hit), self.asked),
                None => Filled::default(),
            };
            let mut score = match hit {
                Some((covered, _)) => 0.32 + 0.42 * covered + 0.26 * chance,
                None => (0.88 * chance).max(lone),
            };
            if meaning.answers.is_some() && hit.is_some() {
                // An intent wins where an FAQ page fits as well.
                score += 0.03;
            }
            // The examples are sure that the message means nothing here: a pattern alone is no longer enough.
            let nothing = chances[self.sense.nothing];
            if nothing > 0.6 && chance < 0.2 {
                score -= 0.36 * nothing;
            }
            if filled.weak {
                score -= 0.05;
            }
            if filled.recalled {
                score -= 0.05;
            }
            if form == Form::Statement
                && !matches!(meaning.answers, Some(Answers::Done | Answers::Goal | Answers::Thanks | Answers::Greet))
            {
                score -= 0.12;
            }
            if filled.missing {
                score *= 0.5;
            }
            match meaning.answers {
                // "How do I get to senior data engineer" climbs a ladder; it does not change roles.
                Some(Answers::Transition) if climbs(unit, &filled) => score -= 0.18,
                // Tools for a task that no tool here is for, in a message without a word about tech.
                Some(Answers::Recommend)
                    if !unit.marks.has(Sign::ANCHOR) && recommend::tools_for(self.knowledge, unit).1.is_empty() =>
                {
                    score -= 0.25;
                }
                // "Switch my goal to …" is about the goal.
                Some(Answers::Transition) if unit.has_any(&["goal", "target"]) => score -= 0.25,
                _ => {}
            }
            let page = match (&meaning.group, hit) {
                (Some(_), Some((_, hit))) => self.sense.leads[hit.pattern as usize].page.clone(),
                (Some(_), None) => self.nearest_faq(class, unit),
                _ => None,
            };
            if meaning.group.is_some() && page.is_none() {
                continue;
            }
            out.push(Rated {
                class,
                score: score.clamp(0.0, 1.0),
                hit: hit.map(|(_, hit)| hit.clone()),
                page,
                filled,
                unit: at,
                chance,
            });
        }
        // What the examples alone say gives way to a pattern that covers the whole sentence.
        let covered =
            out.iter().filter_map(|rated| rated.hit.as_ref()).map(|hit| coverage(unit, hit)).fold(0.0, f32::max);
        if covered > 0.8 {
            for rated in out.iter_mut().filter(|rated| rated.hit.is_none()) {
                rated.score *= 0.8;
            }
        }
        // A question about one role is about that role, even where an FAQ says something in general.
        let specific = unit
            .mentions
            .iter()
            .any(|m| !m.generic && m.page(Kind::Role).is_some_and(|page| page.slug.as_str() != "python-developer"));
        let about_role = |rated: &Rated| {
            let answers = self.sense.classes[rated.class].answers.as_ref();
            rated.hit.is_some()
                && matches!(
                    answers,
                    Some(Answers::Describe(Kind::Role) | Answers::Skills | Answers::Pay | Answers::Ladder)
                )
        };
        if specific && out.iter().any(about_role) {
            for rated in out.iter_mut().filter(|rated| self.sense.classes[rated.class].group.is_some()) {
                rated.score -= 0.15 * (1.0 - rated.chance);
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.class.cmp(&b.class)));
        out
    }

    /// How likely a name that nothing else explains asks for its own page. Only when addressed: "grpc in one line".
    fn lone(&self, answers: Option<&Answers>, unit: &Unit) -> f32 {
        if !self.asked.addressed {
            return 0.0;
        }
        let named = |kind: Kind| unit.mentions.iter().any(|m| !m.generic && m.page(kind).is_some());
        let both = unit.mentions.iter().filter(|m| !m.generic).count() > 1;
        match answers {
            Some(Answers::Describe(kind)) if named(*kind) => {
                if both {
                    0.16
                } else {
                    0.22
                }
            }
            Some(Answers::Skills) if named(Kind::Role) => 0.14,
            Some(Answers::Transition) if named(Kind::Role) => 0.12,
            Some(Answers::Pay) if named(Kind::Role) => 0.10,
            Some(Answers::Compare(kind))
                if unit.mentions.iter().filter(|m| !m.generic && m.page(*kind).is_some()).count() > 1 =>
            {
                0.2
            }
            _ => 0.0,
        }
    }

    /// The page of a group whose title or examples share most with a unit.
    fn nearest_faq(&self, class: Class, unit: &Unit) -> Option<PageId> {
        let own: Vec<&str> = unit.tokens.iter().map(|token| stem(&token.text)).collect();
        let rate = |lines: &Vec<Vec<String>>| {
            lines
                .iter()
                .map(|line| {
                    let shared = line
                        .iter()
                        .filter(|word| own.contains(&word.as_str()))
                        .map(|word| word.len().min(8))
                        .sum::<usize>();
                    let all: usize = line.iter().map(|word| word.len().min(8)).sum();
                    as_f32(shared) / as_f32(all + 12)
                })
                .fold(0.0, f32::max)
        };
        self.sense
            .faqs
            .iter()
            .filter(|faq| faq.class == class)
            .map(|faq| (rate(&faq.lines), &faq.page))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
            .map(|(_, page)| page.clone())
    }

    fn addressed(&self, rated: &[Rated], veto: Option<Veto>) -> Advice {
        let Some(top) = rated.first() else { return self.unknown(&[], "no reading") };
        let next = rated.get(1).map_or(0.0, |next| next.score);
        let sure = match (veto, &top.hit) {
            (Some(_), _) => 0.80,
            (None, Some(_)) => SURE,
            (None, None) => SURE_BY_EXAMPLES,
        };
        if top.score >= sure
            && top.score - next >= AHEAD
            && !top.filled.missing
            && let Some(answer) = self.answer(top)
        {
            return Advice { decision: Decision::Answer(Box::new(answer)), why: self.why(rated, None) };
        }
        if let Some(veto) = veto {
            return self.unknown(rated, &format!("not for me: {}", veto.word()));
        }
        let offered = self.choices(rated.iter().filter(|rated| rated.score >= WORTH_OFFERING), MOST_OFFERED);
        let offered = if offered.len() < NEAREST { self.choices(rated.iter(), NEAREST) } else { offered };
        let best = rated.first().map_or(0.0, |rated| rated.score);
        if offered.len() >= 2 && best >= WORTH_ASKING {
            return Advice { decision: Decision::Choose(offered), why: self.why(rated, Some("close readings")) };
        }
        self.unknown(rated, "not sure")
    }

    fn ambient(&self, rated: &[Rated], form: Form, veto: Option<Veto>) -> Advice {
        let silent = |by: String| Advice { decision: Decision::Silence, why: self.why(rated, Some(&by)) };
        if let Some(veto) = veto {
            return silent(format!("veto: {}", veto.word()));
        }
        let Some(top) = rated.first() else { return nothing("no reading") };
        let unit = &self.reading.units[top.unit];
        let meaning = &self.sense.classes[top.class];
        let personal = matches!(
            meaning.answers,
            Some(
                Answers::Goal
                    | Answers::Done
                    | Answers::Progress
                    | Answers::Next
                    | Answers::Tip
                    | Answers::Greet
                    | Answers::Thanks
                    | Answers::Help
            )
        );
        if personal {
            return silent("only when addressed".to_owned());
        }
        if form == Form::Statement || unit.tells_the_past() {
            return silent("no question".to_owned());
        }
        let next = rated.get(1).map_or(0.0, |next| next.score);
        let named = unit.mentions.iter().any(|mention| !mention.weak) || unit.marks.has(Sign::ANCHOR);
        let mut bar = VERY_SURE;
        if top.hit.is_none() {
            bar += 0.15;
        }
        if !named {
            bar += 0.15;
        }
        if form == Form::Fragment {
            bar += 0.08;
        }
        if top.score < bar || top.score - next < AHEAD || top.filled.missing || top.filled.recalled {
            return silent(format!("not sure: {:.2}", top.score));
        }
        match self.answer(top) {
            Some(answer) if !matches!(answer.body, Body::Act(_)) => {
                Advice { decision: Decision::Answer(Box::new(answer)), why: self.why(rated, None) }
            }
            _ => silent("nothing to show".to_owned()),
        }
    }

    /// The answer of a reading.
    fn answer(&self, rated: &Rated) -> Option<Answer> {
        let meaning = &self.sense.classes[rated.class];
        let Some(answers) = &meaning.answers else {
            let page = rated.page.clone()?;
            let body = Body::Page { page: page.clone(), focus: super::advice::Focus::Whole };
            return Some(Answer { intent: meaning.intent.clone(), slots: Slots::new(), topic: Some(page), body });
        };
        let mut answer = answers::build(self.knowledge, &meaning.intent, answers, &rated.filled.slots, None)?;
        match &mut answer.body {
            Body::Act(Act::MarkDone { items }) => items.clone_from(&rated.filled.items),
            Body::Recommend { task, tools } => {
                (*task, *tools) = recommend::tools_for(self.knowledge, &self.reading.units[rated.unit]);
                answer.topic = tools.first().cloned();
            }
            _ => {}
        }
        Some(answer)
    }

    fn choices<'b>(&self, rated: impl Iterator<Item = &'b Rated>, most: usize) -> Vec<Choice> {
        let mut out: Vec<Choice> = Vec::new();
        for one in rated {
            if out.len() >= most {
                break;
            }
            let offered = if one.filled.missing { self.completed(one) } else { self.answer(one).into_iter().collect() };
            for answer in offered {
                let choice = self.choice(&answer);
                if out.len() < most
                    && !out.iter().any(|known| {
                        known.label == choice.label
                            || (known.intent == choice.intent
                                && known.slots == choice.slots
                                && known.topic == choice.topic)
                    })
                {
                    out.push(choice);
                }
            }
        }
        out
    }

    /// Readings that lack a name, with the names they are most likely meant for.
    fn completed(&self, rated: &Rated) -> Vec<Answer> {
        let meaning = &self.sense.classes[rated.class];
        let Some(answers) = &meaning.answers else { return Vec::new() };
        let (slot, kind) = match answers {
            Answers::Describe(kind) => (slots::slot_of(*kind), *kind),
            Answers::Skills | Answers::Goal => (super::advice::Slot::Role, Kind::Role),
            Answers::Transition => (super::advice::Slot::To, Kind::Role),
            _ => return Vec::new(),
        };
        if kind != Kind::Role {
            return Vec::new();
        }
        ["python-developer", "data-analyst"]
            .iter()
            .filter_map(|slug| {
                let slots = rated.filled.slots.clone().with(slot, &super::page::Slug::new(slug));
                answers::build(self.knowledge, &meaning.intent, answers, &slots, None)
            })
            .collect()
    }

    fn choice(&self, answer: &Answer) -> Choice {
        let answers = self.answers_of(&answer.intent, answer.topic.as_ref());
        let label = label::label(self.knowledge, &answers, &answer.slots, answer.topic.as_ref());
        Choice { intent: answer.intent.clone(), slots: answer.slots.clone(), topic: answer.topic.clone(), label }
    }

    fn answers_of(&self, intent: &IntentId, topic: Option<&PageId>) -> Answers {
        let found = self.sense.classes.iter().find(|meaning| meaning.intent == *intent);
        match (found.and_then(|meaning| meaning.answers.clone()), topic) {
            (Some(answers), _) => answers,
            (None, Some(page)) => Answers::Page(page.clone()),
            (None, None) => Answers::Help,
        }
    }

    fn unknown(&self, rated: &[Rated], by: &str) -> Advice {
        if !self.asked.addressed {
            return nothing(by);
        }
        let mut nearest = self.choices(rated.iter().take(NEAREST + 2), NEAREST);
        nearest.truncate(NEAREST);
        Advice { decision: Decision::Unknown(nearest), why: self.why(rated, Some(by)) }
    }

    fn why(&self, rated: &[Rated], by: Option<&str>) -> Why {
        let Some(top) = rated.first() else {
            return Why { by: by.unwrap_or("nothing").to_owned(), ..Why::default() };
        };
        let unit = &self.reading.units[top.unit];
        let lead = top.hit.as_ref().map(|hit| &self.sense.leads[hit.pattern as usize]);
        let words = match &top.hit {
            Some(hit) => words_of(unit, hit),
            None => self.sense.model.words_for(unit, top.class, 6),
        };
        let decided = if lead.is_some() { "pattern" } else { "examples" };
        Why {
            by: by.unwrap_or(decided).to_owned(),
            pattern: lead.map(|lead| lead.source.clone()),
            words,
            score: top.score,
            runner_up: rated.get(1).map(|next| (self.sense.classes[next.class].intent.clone(), next.score)),
            layer: lead.map_or_else(|| self.sense.classes[top.class].layer.clone(), |lead| lead.layer.clone()),
        }
    }
}

/// Whether a move goes up one role's ladder: it has no start, and its end stands beside a level above the first.
fn climbs(unit: &Unit, filled: &Filled) -> bool {
    let level_before = |at: usize| {
        unit.mentions.iter().any(|m| m.end == at && m.level.is_some_and(|level| level > super::page::Level::Junior))
    };
    filled.slots.get(super::advice::Slot::From).is_none()
        && unit.mentions.iter().any(|m| m.page(Kind::Role).is_some() && level_before(m.start))
}

#[expect(clippy::cast_precision_loss, reason = "counts of words, far below 2^23")]
fn as_f32(n: usize) -> f32 {
    n as f32
}

/// How much of a unit's meaning a hit covers, from 0 to 1.
fn coverage(unit: &Unit, hit: &Hit) -> f32 {
    let (mut covered, mut all) = (0.0, 0.0);
    let mut at = 0;
    let mut next = 0;
    while at < unit.tokens.len() {
        let (end, weight) = match unit.mentions.get(next).filter(|mention| mention.start == at) {
            Some(mention) => {
                next += 1;
                (mention.end, 1.0)
            }
            None => (at + 1, if unit.tokens[at].marks.has(Sign::IDLE) { 0.15 } else { 1.0 }),
        };
        all += weight;
        if at >= hit.words.0 && at < hit.words.1 {
            covered += weight;
        }
        at = end;
    }
    if all > 0.0 { covered / all } else { 0.0 }
}
