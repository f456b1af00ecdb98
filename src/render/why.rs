//! "Why this answer?": what was read, which rule decided, how sure, from which layer.

use super::{Card, Reading, escape, limits, titles, words};
use crate::advisor::{Advice, Advisor, Choice, Decision, IntentId, PageId, Slots, Why};

/// Words of the question that are repeated.
const WORDS: usize = 8;

/// Why a message is answered as it is.
pub fn why(advisor: &Advisor, advice: &Advice) -> Card {
    let mut lines = Vec::new();
    match &advice.decision {
        Decision::Answer(answer) => {
            lines.push(read(advisor, &answer.intent, &answer.slots, answer.topic.as_ref()));
            lines.extend(details(&advice.why));
        }
        Decision::Choose(choices) => {
            lines.push(words::WHY_CHOOSE.to_owned());
            lines.extend(choices.iter().map(|choice| format!("- {}", of_choice(advisor, choice))));
            lines.extend(words_line(&advice.why));
        }
        Decision::Unknown(_) => {
            lines.push(words::WHY_UNKNOWN.to_owned());
            lines.extend(next_best(&advice.why));
        }
        Decision::Silence => {
            lines.push(words::WHY_SILENCE.to_owned());
            lines.extend(next_best(&advice.why));
        }
    }
    titled(&lines)
}

/// Why, where only the reading is left and the question is not.
pub fn why_reading(advisor: &Advisor, reading: &Reading) -> Card {
    titled(&[read(advisor, &reading.intent, &reading.slots, reading.topic.as_ref())])
}

fn titled(lines: &[String]) -> Card {
    limits::fit(Card { title: Some(words::WHY_TITLE.to_owned()), body: lines.join("\n"), ..Card::default() })
}

fn of_choice(advisor: &Advisor, choice: &Choice) -> String {
    read(advisor, &choice.intent, &choice.slots, choice.topic.as_ref())
}

fn read(advisor: &Advisor, intent: &IntentId, slots: &Slots, topic: Option<&PageId>) -> String {
    let reading = words::read_as(intent.as_str());
    let pages = pages(advisor, slots, topic);
    if pages.is_empty() { format!("{reading}.") } else { format!("{reading}, {}.", words::about_pages(&pages)) }
}

/// The titles of what a reading is about.
pub(super) fn pages(advisor: &Advisor, slots: &Slots, topic: Option<&PageId>) -> Vec<String> {
    let mut pages: Vec<String> = slots
        .iter()
        .map(|(slot, slug)| slots.page(slot).map_or_else(|| slug.to_string(), |id| titles::title(advisor, &id)))
        .map(|title| format!("**{title}**"))
        .collect();
    if pages.is_empty() {
        pages.extend(topic.map(|id| format!("**{}**", titles::title(advisor, id))));
    }
    pages
}

fn details(why: &Why) -> Vec<String> {
    let mut lines = Vec::new();
    if !why.by.is_empty() {
        lines.push(words::decided_by(&escape::escaped(&why.by, 200)));
    }
    lines.extend(why.pattern.as_deref().map(|pattern| words::pattern(&escape::code(pattern, 300))));
    lines.extend(words_line(why));
    lines.push(words::how_sure(percent(why.score)));
    if let Some((intent, score)) = &why.runner_up
        && let Some(line) = lines.last_mut()
    {
        line.push_str("; ");
        line.push_str(&words::runner_up(intent.as_str(), percent(*score)));
    }
    lines.push(words::from_layer(&why.layer));
    lines
}

fn words_line(why: &Why) -> Option<String> {
    let counted: Vec<String> = why.words.iter().take(WORDS).map(|word| escape::code(word, 40)).collect();
    (!counted.is_empty()).then(|| words::words_that_counted(&counted.join(" ")))
}

fn next_best(why: &Why) -> Option<String> {
    let (intent, score) = why.runner_up.as_ref()?;
    Some(words::capital(&words::runner_up(intent.as_str(), percent(*score))))
}

fn percent(score: f32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100 just before")]
    let percent = (score.clamp(0.0, 1.0) * 100.0).round() as u32;
    percent
}
