//! The `custom_id` of a button: `v1:<verb>:<args>:<owner>`. It carries names, never rights: whether the page still
//! exists and the presser may press is looked up at the press.

use std::fmt;
use std::str::FromStr;

use super::body_id;
use super::button::{Action, Reading};
use super::{curate_id, limits, short};
use crate::advisor::{Advisor, Slot, Slots};

/// A button's id, taken apart but not looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ButtonId {
    /// The verb: two letters.
    pub verb: String,
    /// What the verb acts on.
    pub args: String,
    /// The user it was made for; `None` for anyone.
    pub owner: Option<u64>,
}

impl ButtonId {
    /// The id of a button that does `action`; `None` for the few bodies that no button shows.
    pub fn of(action: &Action, owner: Option<u64>) -> Option<Self> {
        let (verb, args) = match action {
            Action::Show(body) => ("sh", body_id::write(body)?),
            Action::More { body, level } => ("mo", format!("{}!{}", body_id::write(body)?, body_id::rung(*level))),
            Action::Turn(body) => ("tu", body_id::write(body)?),
            Action::Choose(reading) => ("ch", write_reading(reading)),
            Action::NoneOfThese => ("no", String::new()),
            Action::Goal { role, level: None } => ("go", short::page(role)),
            Action::Goal { role, level } => ("go", format!("{}!{}", short::page(role), body_id::rung(*level))),
            Action::Learned(page) => ("ln", short::page(page)),
            Action::Undo(call) => ("un", base36(*call)),
            Action::Progress => ("pr", String::new()),
            Action::Next => ("nx", String::new()),
            Action::Erase => ("er", String::new()),
            Action::Why(reading) => ("wy", reading.as_ref().map(write_reading).unwrap_or_default()),
            Action::Share => ("sr", String::new()),
            Action::Dismiss => ("di", String::new()),
            Action::NextTip { about, at } => {
                ("nt", format!("{}.{at}", about.as_ref().map_or_else(|| "-".to_owned(), short::page)))
            }
            Action::Curate(curate) => curate_id::write(curate),
        };
        let id = Self { verb: verb.to_owned(), args, owner };
        (id.to_string().len() <= limits::CUSTOM_ID).then_some(id)
    }

    /// What a press does, with today's pages; `None` when the page is gone or the id is not one of ours.
    pub fn action(&self, advisor: &Advisor) -> Option<Action> {
        let args = self.args.as_str();
        Some(match self.verb.as_str() {
            "sh" => Action::Show(body_id::read(advisor, args)?),
            "mo" => {
                let (body, level) = args.split_once('!')?;
                Action::More { body: body_id::read(advisor, body)?, level: body_id::read_rung(level)? }
            }
            "tu" => Action::Turn(body_id::read(advisor, args)?),
            "ch" => Action::Choose(read_reading(advisor, args)?),
            "no" => Action::NoneOfThese,
            "go" => {
                let (role, level) = args.split_once('!').unwrap_or((args, "-"));
                Action::Goal { role: short::find_page(advisor, role)?, level: body_id::read_rung(level)? }
            }
            "ln" => Action::Learned(short::find_page(advisor, args)?),
            "un" => Action::Undo(u64::from_str_radix(args, 36).ok()?),
            "pr" => Action::Progress,
            "nx" => Action::Next,
            "er" => Action::Erase,
            "wy" if args.is_empty() => Action::Why(None),
            "wy" => Action::Why(Some(read_reading(advisor, args)?)),
            "sr" => Action::Share,
            "di" => Action::Dismiss,
            "nt" => {
                let (about, at) = args.split_once('.')?;
                let about = if about == "-" { None } else { Some(short::find_page(advisor, about)?) };
                Action::NextTip { about, at: at.parse().ok()? }
            }
            verb => Action::Curate(curate_id::read(verb, args)?),
        })
    }
}

impl fmt::Display for ButtonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1:{}:{}:{}", self.verb, self.args, self.owner.map(base36).unwrap_or_default())
    }
}

impl FromStr for ButtonId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(4, ':');
        let (Some("v1"), Some(verb), Some(args), Some(owner)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(());
        };
        let owner = if owner.is_empty() { None } else { Some(u64::from_str_radix(owner, 36).map_err(|_| ())?) };
        Ok(Self { verb: verb.to_owned(), args: args.to_owned(), owner })
    }
}

/// `<intent>.<topic or ->.<slot letter><page or level>,…`
fn write_reading(reading: &Reading) -> String {
    let slots: Vec<String> = reading
        .slots
        .iter()
        .map(|(slot, slug)| {
            let value = reading
                .slots
                .page(slot)
                .map_or_else(|| body_id::rung(slug.as_str().parse().ok()), |id| short::page(&id));
            format!("{}{value}", letter(slot))
        })
        .collect();
    let topic = reading.topic.as_ref().map_or_else(|| "-".to_owned(), short::page);
    format!("{}.{topic}.{}", short::word(reading.intent.as_str()), slots.join(","))
}

fn read_reading(advisor: &Advisor, args: &str) -> Option<Reading> {
    let mut parts = args.splitn(3, '.');
    let intent = short::find_intent(advisor, parts.next()?)?;
    let topic = match parts.next()? {
        "-" => None,
        page => Some(short::find_page(advisor, page)?),
    };
    let mut slots = Slots::new();
    for part in parts.next()?.split(',').filter(|part| !part.is_empty()) {
        let mut characters = part.chars();
        let first = characters.next()?;
        let slot = Slot::ALL.into_iter().find(|slot| letter(*slot) == first)?;
        let slug = match slot.kind() {
            Some(kind) => short::find_slug(advisor, kind, characters.as_str())?,
            None => crate::advisor::Slug::new(body_id::read_rung(characters.as_str()).flatten()?.id()),
        };
        slots.set(slot, &slug);
    }
    Some(Reading { intent, slots, topic })
}

fn letter(slot: Slot) -> char {
    match slot {
        Slot::Role => 'r',
        Slot::From => 'f',
        Slot::To => 't',
        Slot::RoleA => 'a',
        Slot::RoleB => 'b',
        Slot::Tool => 'o',
        Slot::ToolA => 'x',
        Slot::ToolB => 'y',
        Slot::Skill => 's',
        Slot::Level => 'l',
    }
}

pub(super) fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(u32::try_from(number % 36).unwrap_or(0), 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().collect()
}
