//! A message as the matcher sees it: words as numbers, slips mended, names found.

use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::entities::{Finder, Kinds, Mention};
use super::features::Features;
use super::lexicon::{Lexicon, WordId};
use super::question::{self, Question, Written};
use super::signs::{Marks, Sign, Signs};

/// One word of a sentence, typos corrected.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: SmolStr,
    pub(super) id: Option<WordId>,
    pub(super) written: Written,
    pub(super) pause: bool,
    pub(super) marks: Marks,
}

/// A sentence, or the whole message in one.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub(super) tokens: Vec<Token>,
    pub(super) mentions: Vec<Mention>,
    /// It ends with a question mark.
    pub(super) asks: bool,
    /// Which sentence it is; the joined whole has the number of its first.
    pub(super) at: usize,
    /// It is several sentences in one.
    pub(super) joined: bool,
    /// How many names of each kind it holds: roles, tools, skills, levels.
    pub(super) names: [u8; 4],
    /// What its words and phrases say about the kind of message.
    pub(super) marks: Marks,
    /// Worked out once somebody asks.
    features: OnceLock<Arc<Features>>,
}

/// A message, ready to be matched.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) units: Vec<Unit>,
    /// How many of the units are single sentences; the joined whole comes after them.
    pub(super) sentences: usize,
    pub(super) words: usize,
    /// What was taken out of the message, and how it looked.
    pub(super) signs: question::Signs,
}

/// Most unknown words of a message that are looked up as misspellings of known ones.
const MOST_CORRECTED: usize = 20;
/// Words that stand for a name of the sentence before.
const PRONOUNS: &[&str] = &["it", "that", "this", "them", "they", "those"];
/// Longest message, in words, that is also read as one sentence.
const MOST_JOINED: usize = 26;

fn slang(text: &str, before: &str, after: &str) -> Option<&'static [&'static str]> {
    Some(match text {
        "u" => &["you"],
        "ur" => &["your"],
        "pls" | "plz" | "plss" | "pleas" => &["please"],
        "wanna" => &["want", "to"],
        "gonna" => &["going", "to"],
        "gotta" => &["got", "to"],
        "ppl" => &["people"],
        "thx" | "thnx" | "thanx" | "tnx" => &["thanks"],
        "tho" => &["though"],
        "cuz" | "bc" | "coz" => &["because"],
        "rn" => &["now"],
        "wat" | "wut" | "wht" => &["what"],
        "wats" | "wuts" => &["whats"],
        "shud" => &["should"],
        "abt" => &["about"],
        "btwn" => &["between"],
        "smth" | "sth" => &["something"],
        "diff" if matches!(before, "the" | "whats" | "is" | "a" | "any" | "") || after == "between" => &["difference"],
        "r" if matches!(after, "u" | "you" | "they" | "there" | "we" | "these" | "those" | "the")
            || matches!(before, "what" | "how" | "who" | "where" | "why" | "there") =>
        {
            &["are"]
        }
        "2" if matches!(after, "be" | "become" | "get" | "learn" | "do" | "know" | "go" | "start") => &["to"],
        "4" if matches!(after, "a" | "the" | "my" | "an") => &["for"],
        _ => return None,
    })
}

impl Reading {
    /// Corrects typos, finds names, and lays out the texts.
    pub(super) fn new(question: &Question, lexicon: &Lexicon, finder: &Finder, signs: &Signs) -> Self {
        let mut reading = Self { signs: question.signs, ..Self::default() };
        let letters = |written: Written| {
            question.sentences.iter().flat_map(|s| &s.words).filter(|w| w.written == written).count()
        };
        let shouted = letters(Written::Upper) >= 3 && letters(Written::Lower) == 0;
        let mut corrected = 0;
        for (at, sentence) in question.sentences.iter().enumerate() {
            let mut tokens = Vec::with_capacity(sentence.words.len());
            for (place, word) in sentence.words.iter().enumerate() {
                let near =
                    |place: Option<usize>| place.and_then(|p| sentence.words.get(p)).map_or("", |w| w.text.as_str());
                if let Some(spelt) = slang(&word.text, near(place.checked_sub(1)), near(Some(place + 1))) {
                    for (nth, text) in spelt.iter().enumerate() {
                        let id = lexicon.id(text);
                        let pause = word.pause && nth == 0;
                        let marks = signs.of_word(id);
                        tokens.push(Token { text: SmolStr::new_static(text), id, written: word.written, pause, marks });
                    }
                    continue;
                }
                let mut id = lexicon.id(&word.text);
                let mut text = word.text.clone();
                corrected += usize::from(id.is_none());
                if id.is_none()
                    && corrected <= MOST_CORRECTED
                    && let Some(meant) = lexicon.meant(&text)
                {
                    id = Some(meant);
                    text = lexicon.text(meant).into();
                }
                let marks = signs.of_word(id);
                tokens.push(Token { text, id, written: word.written, pause: word.pause, marks });
            }
            reading.words += tokens.len();
            let mut mentions = finder.mentions(&tokens, shouted);
            if mentions.is_empty() {
                mentions.extend(reading.meant_by_pronoun(&tokens));
            }
            reading.units.push(Unit::new(tokens, mentions, sentence.asks, at, signs));
        }
        reading.sentences = reading.units.len();
        if reading.sentences > 1 && reading.words <= MOST_JOINED {
            let tokens: Vec<Token> = reading.units.iter().flat_map(|unit| unit.tokens.clone()).collect();
            let mentions = finder.mentions(&tokens, shouted);
            let asks = reading.units.iter().any(|unit| unit.asks);
            let mut whole = Unit::new(tokens, mentions, asks, 0, signs);
            whole.joined = true;
            reading.units.push(whole);
        }
        reading
    }
}

impl Reading {
    /// "I keep hearing of Celery. What is it for?": the last name of the sentence before stands where the pronoun does.
    fn meant_by_pronoun(&self, tokens: &[Token]) -> Option<Mention> {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
        let at = (0..tokens.len()).find(|at| PRONOUNS.contains(&word(*at)))?;
        // "Is it true that …" speaks of nothing that was named.
        if at == 1 && matches!(word(0), "is" | "isnt" | "was") {
            return None;
        }
        let mention = self.units.last()?.mentions.last().filter(|mention| !mention.generic)?;
        Some(Mention { start: at, end: at + 1, ..mention.clone() })
    }
}

impl Unit {
    fn new(mut tokens: Vec<Token>, mut mentions: Vec<Mention>, asks: bool, at: usize, signs: &Signs) -> Self {
        strip(&mut tokens, &mut mentions);
        let mut unit = Self { asks, at, ..Self::default() };
        let mut plain = String::new();
        for token in &tokens {
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.push_str(&token.text);
        }
        for mention in mentions.iter().filter(|mention| !mention.is_plain()) {
            count(&mut unit.names, mention.kinds);
        }
        unit.marks = tokens.iter().fold(signs.of_text(&plain), |marks, token| marks.and(token.marks));
        unit.tokens = tokens;
        unit.mentions = mentions;
        unit
    }
}

impl Unit {
    /// What the model looks at.
    pub(super) fn features(&self) -> &Arc<Features> {
        self.features.get_or_init(|| Arc::new(Features::new(self)))
    }

    /// Whether it is a name and nothing else.
    pub(super) fn is_bare_name(&self) -> bool {
        let [mention] = self.mentions.as_slice() else { return false };
        mention.start == 0 && mention.end == self.tokens.len()
    }
}

fn count(names: &mut [u8; 4], kinds: Kinds) {
    for (place, kind) in [Kinds::ROLE, Kinds::TOOL, Kinds::SKILL, Kinds::LEVEL].into_iter().enumerate() {
        names[place] = names[place].saturating_add(u8::from(kinds.has(kind)));
    }
}

/// Takes greetings and courtesies off both ends, as long as something is left.
fn strip(tokens: &mut Vec<Token>, mentions: &mut Vec<Mention>) {
    let first = mentions.first().map_or(usize::MAX, |mention| mention.start);
    let last = mentions.last().map_or(0, |mention| mention.end);
    let mut from = 0;
    while from < tokens.len() && from < first && tokens[from].marks.has(Sign::BEFORE) {
        from += 1;
    }
    let mut to = tokens.len();
    while to > from && to > last && tokens[to - 1].marks.has(Sign::AFTER) {
        to -= 1;
    }
    // "hello bot" and "thanks bot" are the matter themselves.
    if to - from < 2 && mentions.is_empty() {
        return;
    }
    tokens.truncate(to);
    tokens.drain(..from);
    for mention in mentions {
        mention.start -= from;
        mention.end -= from;
    }
}
