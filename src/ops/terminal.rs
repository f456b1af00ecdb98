//! The terminal front end: `chat` and `ask`. The same advisor and the same cards as in Discord.

use std::io::{BufRead, Write};

use jiff::civil::Date;

use crate::advisor::{Act, Advice, Advisor, Answer, Asked, Body, Decision, PageId, Question, Slot, Slug};
use crate::clock::Clock;
use crate::learner::{self, Learner, Moment, Outcome};
use crate::render::{self, Action, Button, Card, Reading, terminal, words};

/// Pages that a conversation goes back to.
const RECENT: usize = 4;

/// Answers one question, addressed, and forgets it.
pub fn ask(advisor: &Advisor, question: &str, today: Date, colours: bool, out: &mut impl Write) -> std::io::Result<()> {
    let advice = advisor.advise(&Question::new(question), &Asked { addressed: true, recent: Vec::new() });
    let card = render::decision(advisor, &advice, today).unwrap_or_else(|| Card::line(words::UNKNOWN));
    // Nobody is there to press, and nothing is kept.
    out.write_all(written(&fitting(card).without(Action::is_on_record), colours).as_bytes())
}

/// A change of one person's record.
pub type Change<'a> = dyn FnMut(&mut Learner) -> Outcome + Send + 'a;
/// Makes a change of the record that `chat` keeps and returns what came of it, or in words why it could not.
pub type Keep<'a> = &'a mut dyn FnMut(&mut Change<'_>) -> Result<Outcome, String>;

/// Talks until `/quit` or the end of the input. What the person tells of themselves goes to `keep`.
pub fn chat(
    advisor: &Advisor,
    clock: &Clock,
    keep: Keep<'_>,
    colours: bool,
    input: impl BufRead,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let now = || Moment { day: clock.today(), ms: clock.now_ms() };
    let mut chat = Chat { advisor, keep, now: now(), recent: Vec::new(), buttons: Vec::new(), last: None };
    writeln!(out, "{}\n", words::CHAT_WELCOME)?;
    write!(out, "{}", words::CHAT_PROMPT)?;
    out.flush()?;
    for line in input.lines() {
        chat.now = now();
        match chat.hear(line?.trim()) {
            Heard::Quit => return Ok(()),
            Heard::Nothing => {}
            Heard::Say(card) => {
                chat.buttons.clone_from(&card.buttons);
                writeln!(out, "\n{}", written(&card, colours))?;
            }
        }
        write!(out, "{}", words::CHAT_PROMPT)?;
        out.flush()?;
    }
    writeln!(out)
}

struct Chat<'a> {
    advisor: &'a Advisor,
    keep: Keep<'a>,
    now: Moment,
    recent: Vec<PageId>,
    /// What the numbers under the last card mean.
    buttons: Vec<Button>,
    last: Option<Advice>,
}

enum Heard {
    Quit,
    Nothing,
    Say(Card),
}

impl Chat<'_> {
    fn hear(&mut self, line: &str) -> Heard {
        match line {
            "" => Heard::Nothing,
            "/quit" | "/exit" | "/q" => Heard::Quit,
            "/help" => Heard::Say(self.show(Body::Help)),
            "/why" => Heard::Say(self.why()),
            _ if line.starts_with('/') => Heard::Say(Card::line(words::CHAT_NO_SUCH_COMMAND)),
            _ => Heard::Say(match line.parse::<usize>() {
                Ok(number) => self.press(number),
                Err(_) => self.ask(line),
            }),
        }
    }

    fn ask(&mut self, text: &str) -> Card {
        let asked = Asked { addressed: true, recent: self.recent.clone() };
        let advice = self.advisor.advise(&Question::new(text), &asked);
        let card = match &advice.decision {
            Decision::Answer(answer) => {
                let card = self.answer(answer);
                if render::has_why(&answer.body) { card.with(Button::new(words::WHY, Action::Why(None))) } else { card }
            }
            _ => render::decision(self.advisor, &advice, self.now.day).unwrap_or_else(|| Card::line(words::SILENT)),
        };
        self.last = Some(advice);
        card
    }

    fn press(&mut self, number: usize) -> Card {
        let button = number.checked_sub(1).and_then(|at| self.buttons.get(at)).cloned();
        let Some(button) = button else { return Card::line(words::CHAT_NO_SUCH_NUMBER) };
        match button.action {
            Action::Show(body) | Action::Turn(body) => self.show(body),
            Action::More { body, level } => {
                let mut answer = self.advisor.show(body);
                if let Some(level) = level {
                    answer.slots.set(Slot::Level, &Slug::new(level.id()));
                }
                fitting(render::rest(self.advisor, &answer, self.now.day).unwrap_or_default())
            }
            Action::Choose(reading) => self.choose(&reading),
            Action::Goal { role, level } => self.act(&Act::SetGoal { role, level }),
            Action::Learned(page) => self.act(&Act::MarkDone { items: vec![page] }),
            Action::Undo(call) => {
                let advisor = self.advisor;
                self.change(&mut |learner| learner::undo(learner, advisor, call))
            }
            Action::Progress => self.act(&Act::ShowProgress),
            Action::Next => self.act(&Act::NextStep),
            Action::Why(_) => self.why(),
            Action::NoneOfThese
            | Action::Share
            | Action::Dismiss
            | Action::Erase
            | Action::NextTip { .. }
            | Action::Curate(_) => render::none_fits(),
        }
    }

    fn choose(&mut self, reading: &Reading) -> Card {
        reading.answer(self.advisor).map_or_else(|| Card::line(words::GONE), |answer| self.answer(&answer))
    }

    fn show(&mut self, body: Body) -> Card {
        let answer = self.advisor.show(body);
        self.answer(&answer)
    }

    fn answer(&mut self, answer: &Answer) -> Card {
        let slots = answer.slots.iter().filter_map(|(slot, _)| answer.slots.page(slot));
        let pages: Vec<PageId> = answer.topic.clone().into_iter().chain(slots).collect();
        self.recent.retain(|page| !pages.contains(page));
        self.recent.splice(0..0, pages);
        self.recent.truncate(RECENT);
        match &answer.body {
            Body::Act(act) => self.act(act),
            _ => fitting(render::card(self.advisor, answer, self.now.day)),
        }
    }

    fn act(&mut self, act: &Act) -> Card {
        let (advisor, now) = (self.advisor, self.now);
        self.change(&mut |learner| learner::carry_out(learner, advisor, act, now))
    }

    fn change(&mut self, change: &mut Change<'_>) -> Card {
        match (self.keep)(change) {
            Ok(outcome) => render::outcome(self.advisor, &outcome),
            Err(words) => Card::line(words),
        }
    }

    fn why(&self) -> Card {
        self.last.as_ref().map_or_else(|| Card::line(words::CHAT_ASK_FIRST), |advice| render::why(self.advisor, advice))
    }
}

/// Without buttons that make no sense in a terminal.
fn fitting(card: Card) -> Card {
    card.without(|action| matches!(action, Action::Share | Action::Dismiss))
}

fn written(card: &Card, colours: bool) -> String {
    if colours { terminal::ansi(card) } else { terminal::text(card) }
}
