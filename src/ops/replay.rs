//! `replay` and `ask --json`: what the advisor makes of messages, one JSON object a line.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Write};
use std::time::Duration;

use serde_json::{Value, json};

use crate::advisor::{Advice, Advisor, Asked, Choice, Decision, IntentId, PageId, Question, Slots};
use crate::clock::Clock;

/// How long what somebody asked about is remembered in a channel's log, as in a running bot.
const REMEMBERED: Duration = Duration::from_secs(600);
/// Most pages remembered of one person.
const MOST_REMEMBERED: usize = 5;

/// One line of a file to replay: plain text, or JSON with `text` and, if you like, `addressed`, `channel`, `author`, `at`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The message.
    pub text: String,
    /// Addressed to the bot; else ambient.
    pub addressed: bool,
    /// The conversation it belongs to: channel, author and when, in seconds. Lines without all three stand alone.
    pub said: Option<(String, String, f64)>,
}

impl Line {
    /// Reads one line.
    pub fn read(line: &str) -> Self {
        let object = line.trim_start().starts_with('{').then(|| serde_json::from_str::<Value>(line).ok()).flatten();
        let Some(object) = object.filter(|object| object.get("text").is_some_and(Value::is_string)) else {
            return Self { text: line.to_owned(), ..Self::default() };
        };
        let text = |key: &str| match object.get(key) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let at = object.get("at").and_then(|at| at.as_f64().or_else(|| at.as_str().and_then(seconds)));
        let said = match (text("channel"), text("author"), at) {
            (Some(channel), Some(author), Some(at)) => Some((channel, author, at)),
            _ => None,
        };
        let addressed = object.get("addressed").and_then(Value::as_bool).unwrap_or_default();
        Self { text: text("text").unwrap_or_default(), addressed, said }
    }
}

/// Seconds of a written time such as `2026-11-21T10:00:00Z`.
fn seconds(text: &str) -> Option<f64> {
    let at: jiff::Timestamp = text.parse().ok()?;
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit a float exactly")]
    Some(at.as_second() as f64)
}

/// What came out of a replay, by decision and by intent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many lines there were.
    pub lines: usize,
    /// How many of each decision.
    pub decisions: BTreeMap<&'static str, usize>,
    /// How many answers of each intent.
    pub intents: BTreeMap<String, usize>,
    /// How long a decision took, in the middle and at the 99th percentile.
    pub median: Duration,
    /// See `median`.
    pub p99: Duration,
}

/// Replays a file: one object a line to `out`; the summary comes back.
///
/// # Errors
/// When `lines` cannot be read or `out` cannot be written.
pub fn replay(advisor: &Advisor, clock: &Clock, lines: impl BufRead, out: &mut impl Write) -> io::Result<Summary> {
    let mut summary = Summary::default();
    let mut took = Vec::new();
    let mut recent: BTreeMap<(String, String), Vec<(f64, PageId)>> = BTreeMap::new();
    for line in lines.lines() {
        let line = Line::read(&line?);
        let memory = line.said.as_ref().map(|(channel, author, _)| (channel.clone(), author.clone()));
        let mut asked = Asked { addressed: line.addressed, recent: Vec::new() };
        if let (Some(key), Some((_, _, at))) = (&memory, &line.said) {
            let known = recent.entry(key.clone()).or_default();
            known.retain(|(then, _)| at - then <= REMEMBERED.as_secs_f64());
            asked.recent = known.iter().rev().map(|(_, page)| page.clone()).collect();
        }
        let begun = clock.monotonic();
        let advice = advisor.advise(&Question::new(&line.text), &asked);
        let spent = clock.monotonic().saturating_sub(begun);
        if let (Some(key), Some((_, _, at)), Decision::Answer(answer)) = (memory, &line.said, &advice.decision) {
            let known = recent.entry(key).or_default();
            known.extend(answer.topic.iter().map(|page| (*at, page.clone())));
            let surplus = known.len().saturating_sub(MOST_REMEMBERED);
            known.drain(..surplus);
        }
        summary.lines += 1;
        *summary.decisions.entry(name(&advice.decision)).or_default() += 1;
        if let Decision::Answer(answer) = &advice.decision {
            *summary.intents.entry(answer.intent.to_string()).or_default() += 1;
        }
        took.push(spent);
        serde_json::to_writer(&mut *out, &object(&line.text, &advice, spent))?;
        out.write_all(b"\n")?;
    }
    took.sort_unstable();
    let at = |share: usize| took.get(took.len() * share / 100).or(took.last()).copied().unwrap_or_default();
    (summary.median, summary.p99) = (at(50), at(99));
    Ok(summary)
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lines", self.lines)?;
        for (decision, many) in &self.decisions {
            write!(f, ", {many} {decision}")?;
        }
        writeln!(
            f,
            "; {} µs each in the middle, {} µs at the 99th percentile.",
            self.median.as_micros(),
            self.p99.as_micros()
        )?;
        let answers: Vec<String> = self.intents.iter().map(|(intent, many)| format!("{intent} {many}")).collect();
        f.write_str(&answers.join(", "))
    }
}

/// Decides one question, addressed, and writes its object.
///
/// # Errors
/// When `out` cannot be written.
pub fn ask_json(advisor: &Advisor, clock: &Clock, question: &str, out: &mut impl Write) -> io::Result<()> {
    let begun = clock.monotonic();
    let advice = advisor.advise(&Question::new(question), &Asked { addressed: true, recent: Vec::new() });
    writeln!(out, "{}", object(question, &advice, clock.monotonic().saturating_sub(begun)))
}

/// The object of one message, as `replay` and `ask --json` print it.
pub fn object(text: &str, advice: &Advice, took: Duration) -> Value {
    let answer = match &advice.decision {
        Decision::Answer(answer) => Some(answer),
        _ => None,
    };
    let choices = match &advice.decision {
        Decision::Choose(choices) | Decision::Unknown(choices) => choices.iter().map(choice).collect(),
        _ => Vec::new(),
    };
    let why = &advice.why;
    json!({
        "text": text,
        "decision": name(&advice.decision),
        "intent": answer.map(|answer| answer.intent.as_str()),
        "slots": answer.map_or_else(|| json!({}), |answer| slots(&answer.slots)),
        "topic": answer.and_then(|answer| topic(answer.topic.as_ref())),
        "choices": choices,
        "why": {
            "by": why.by,
            "pattern": why.pattern,
            "words": why.words,
            "score": round(why.score),
            "runner_up": why.runner_up.as_ref().map(|(intent, score): &(IntentId, f32)| json!({
                "intent": intent.as_str(),
                "score": round(*score),
            })),
            "layer": why.layer.to_string(),
        },
        "took_us": u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
    })
}

fn name(decision: &Decision) -> &'static str {
    match decision {
        Decision::Answer(_) => "answer",
        Decision::Choose(_) => "choose",
        Decision::Unknown(_) => "unknown",
        Decision::Silence => "silence",
    }
}

fn choice(choice: &Choice) -> Value {
    json!({
        "intent": choice.intent.as_str(),
        "topic": topic(choice.topic.as_ref()),
        "slots": slots(&choice.slots),
        "label": choice.label,
    })
}

fn slots(slots: &Slots) -> Value {
    slots.iter().map(|(slot, value)| (slot.name().to_owned(), Value::from(value.as_str()))).collect()
}

fn topic(page: Option<&PageId>) -> Option<String> {
    page.map(ToString::to_string)
}

/// Two digits after the point: enough to compare readings by eye.
fn round(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}
