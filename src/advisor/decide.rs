//! The decision: answer, choose, unknown or silence; and why.

use super::advice::{Advice, Answer, Body, Decision, Slots, Why};
use super::form::{self, Form, Veto};
use super::intent::Answers;
use super::knowledge::Knowledge;
use super::matcher::Hit;
use super::model::as_f32;
use super::page::PageId;
use super::question::Asked;
use super::rating::{Rated, Weigher};
use super::reading::{Reading, Unit};
use super::sense::{Read, Sense};
use super::signs::Sign;
use super::slots;

/// How sure a reading must be to be answered: when addressed, and when nobody addressed the bot.
const SURE: f32 = 0.60;
const SURE_BY_EXAMPLES: f32 = 0.66;
const VERY_SURE: f32 = 0.72;
/// How much surer it must be unasked where no pattern matched.
const UNTOLD: f32 = 0.17;
/// How likely the examples must be to count like words that mean it.
const AS_GOOD_AS_TOLD: f32 = 0.85;
/// What a courtesy or a bare name loses beside other sentences.
const BESIDES: f32 = 0.4;
/// How much surer than needed a sentence must be for later ones not to be asked.
const CLEARLY: f32 = 0.1;
/// How far the winner must be ahead of the next.
const AHEAD: f32 = 0.02;
/// The same where both take one name for different things.
const SAME_NAME_AHEAD: f32 = 0.3;
/// How sure a reading must be to be offered.
const WORTH_OFFERING: f32 = 0.015;
/// And how sure beside the best: a button that nobody can mean is in the way.
const BESIDE_THE_BEST: f32 = 0.1;
/// How sure the best must be for the offer to be worth asking.
const WORTH_ASKING: f32 = 0.05;
/// The same for words that need not be about work at all: "zxqvw plover" is no question.
const WORTH_ASKING_ANYBODY: f32 = 0.30;
/// Most readings offered, and the nearest shown with "I don't know".
const MOST_OFFERED: usize = 5;
const NEAREST: usize = 3;
/// Most sentences of a message that are weighed.
const MOST_WEIGHED: usize = 6;

/// See [`super::Advisor::advise`].
pub(super) fn advise(sense: &Sense, knowledge: &Knowledge, read: &Read, asked: &Asked) -> Advice {
    let reading = &read.reading;
    if reading.units.is_empty() {
        let nothing = nothing("no words");
        // Whoever turns to the bot without a word (a bare mention, a picture, a smile) is told what it can do.
        let decision = if asked.addressed { Decision::Unknown(Vec::new()) } else { nothing.decision };
        return Advice { decision, ..nothing };
    }
    let hits = read.hits(&sense.matcher);
    let means = |hit: &Hit, wanted: &Answers| {
        sense.classes[sense.leads[hit.pattern as usize].class].answers.as_ref() == Some(wanted)
    };
    if let Some(hit) = hits.iter().find(|hit| means(hit, &Answers::Distress)) {
        return distress(sense, hit, reading, asked);
    }
    let weigher = Weigher { sense, knowledge, reading, asked, hits };
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
        distress: true,
    };
    let decision = if asked.addressed {
        Decision::Answer(Box::new(Answer { intent, slots: Slots::new(), topic: None, body: Body::Distress }))
    } else {
        Decision::Silence
    };
    Advice { decision, why }
}

fn words_of(unit: &Unit, hit: &Hit) -> Vec<String> {
    unit.tokens.iter().take(hit.words.1).skip(hit.words.0).map(|token| token.text.to_string()).collect()
}

/// What one sentence of a message may mean, and how much it is worth beside the others.
struct Standing {
    worth: f32,
    /// Any other sentence may be the matter rather than this one.
    gives_way: bool,
    rated: Vec<Rated>,
    form: Form,
}

impl Weigher<'_> {
    fn decide(&self) -> Advice {
        let looked_at = || self.reading.units.iter().take(MOST_WEIGHED);
        let of_tech = looked_at().any(form::is_of_tech);
        let veto = looked_at().find_map(|unit| form::veto(unit, self.reading.signs, of_tech));
        let mut best: Option<Standing> = None;
        let weighed = self.reading.sentences.min(MOST_WEIGHED);
        let order = (0..weighed).chain(self.reading.sentences..self.reading.units.len());
        let clear = if self.asked.addressed { SURE } else { VERY_SURE } + CLEARLY;
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
            let gives_way = self.reading.sentences > 1 && (self.is_courtesy(top) || unit.is_bare_name());
            let besides = if gives_way { BESIDES } else { 0.0 };
            let worth = top.score - later - asks - joined - besides;
            let settled = best.as_ref().is_some_and(|best| best.worth >= clear && !best.gives_way);
            if !settled && best.as_ref().is_none_or(|best| worth > best.worth) {
                best = Some(Standing { worth, gives_way, rated, form });
            }
        }
        let Some(Standing { rated, form, .. }) = best else { return self.unknown(&[], "no reading") };
        if self.asked.addressed { self.addressed(&rated, veto) } else { self.ambient(&rated, form, veto) }
    }

    /// "Need advice." or "Thanks!": beside another sentence it is seldom the matter.
    fn is_courtesy(&self, rated: &Rated) -> bool {
        let answers = self.sense.classes[rated.class].answers.as_ref();
        matches!(answers, Some(Answers::Greet | Answers::Thanks | Answers::Tip | Answers::Help))
    }

    fn addressed(&self, rated: &[Rated], veto: Option<Veto>) -> Advice {
        let Some(top) = rated.first() else { return self.unknown(&[], "no reading") };
        let sure = match (veto, &top.hit) {
            (Some(_), _) => 0.80,
            (None, Some(_)) => SURE,
            (None, None) => SURE_BY_EXAMPLES,
        };
        // Likeness to examples is not enough to change somebody's record: that takes words that mean it, and no question
        // whether it is so ("did I finish docker?").
        let writes = matches!(self.sense.classes[top.class].answers, Some(Answers::Goal | Answers::Done));
        let told =
            (top.hit.is_some() || top.chance >= AS_GOOD_AS_TOLD) && !self.reading.units[top.unit].asks_about_oneself();
        if top.score >= sure
            && self.is_ahead(rated)
            && !top.filled.missing
            && (told || !writes)
            && let Some(answer) = self.answer(top)
        {
            return Advice { decision: Decision::Answer(Box::new(answer)), why: self.why(rated, None) };
        }
        if let Some(veto) = veto {
            return self.unknown(rated, &format!("not for me: {}", veto.word()));
        }
        if top.hit.is_none() && self.reading.units[top.unit].marks.has(Sign::BEYOND) {
            return self.unknown(rated, "beyond what is kept up to date here");
        }
        let least = WORTH_OFFERING.max(top.score * BESIDE_THE_BEST);
        let offered = self.choices(rated.iter().filter(|rated| rated.score >= least), MOST_OFFERED);
        let offered = if offered.len() < 2 { self.choices(rated.iter(), NEAREST) } else { offered };
        let best = rated.first().map_or(0.0, |rated| rated.score);
        let about_work = top.hit.is_some() || {
            let unit = &self.reading.units[top.unit];
            unit.marks.has(Sign::ANCHOR) || unit.mentions.iter().any(|mention| !mention.weak)
        };
        let worth = if about_work { WORTH_ASKING } else { WORTH_ASKING_ANYBODY };
        if offered.len() >= 2 && best >= worth {
            return Advice { decision: Decision::Choose(offered), why: self.why(rated, Some("close readings")) };
        }
        self.unknown(rated, "not sure")
    }

    fn ambient(&self, rated: &[Rated], form: Form, veto: Option<Veto>) -> Advice {
        let silent = |by: String| Advice { decision: Decision::Silence, why: self.why(rated, Some(&by)) };
        if let Some(veto) = veto {
            return silent(format!("veto: {}", veto.word()));
        }
        if self.reading.signs.to_somebody {
            return silent("said to somebody".to_owned());
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
        let named = unit.mentions.iter().any(|mention| !mention.weak) || unit.marks.has(Sign::ANCHOR);
        let mut bar = VERY_SURE;
        if top.hit.is_none() {
            bar += UNTOLD;
        }
        if !named {
            bar += 0.15;
        }
        if form == Form::Fragment {
            bar += 0.08;
        }
        if top.score < bar || !self.is_ahead(rated) || top.filled.missing || top.filled.recalled {
            return silent(format!("not sure: {:.2}", top.score));
        }
        let says_something = |body: &Body| match body {
            Body::Act(_) => false,
            Body::Recommend { tools, .. } => !tools.is_empty(),
            _ => true,
        };
        match self.answer(top) {
            Some(answer) if says_something(&answer.body) => {
                Advice { decision: Decision::Answer(Box::new(answer)), why: self.why(rated, None) }
            }
            _ => silent("nothing to show".to_owned()),
        }
    }

    /// How far ahead of the next the best reading is, and whether that is enough. Where both take one name for different
    /// things ("what about lambda"), it is the one whose title the name is, or it must be far ahead.
    fn is_ahead(&self, rated: &[Rated]) -> bool {
        let [top, next, ..] = rated else { return true };
        let by = top.score - next.score;
        match self.one_name(top, next) {
            Some(is_title) => is_title || by >= SAME_NAME_AHEAD,
            None => by >= AHEAD,
        }
    }

    /// Whether one name is taken for two things; if so, whether it is the title of the first.
    fn one_name(&self, top: &Rated, next: &Rated) -> Option<bool> {
        let described = |rated: &Rated| match &self.sense.classes[rated.class].answers {
            Some(Answers::Describe(kind)) => {
                rated.filled.slots.get(slots::slot_of(*kind)).map(|slug| PageId { kind: *kind, slug: slug.clone() })
            }
            _ => None,
        };
        let (one, other) = (described(top)?, described(next)?);
        let unit = &self.reading.units[top.unit];
        let mention = unit.mentions.iter().find(|m| m.pages.contains(&one) && m.pages.contains(&other))?;
        let words: Vec<&str> =
            unit.tokens[mention.start..mention.end].iter().map(|token| token.text.as_str()).collect();
        Some(self.knowledge.pages.get(&one).is_some_and(|page| page.title.eq_ignore_ascii_case(&words.join(" "))))
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
            distress: false,
        }
    }
}
