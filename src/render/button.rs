//! Buttons and their ids: typed, versioned, compact. An id carries names, never rights.

use std::fmt;
use std::str::FromStr;

use crate::advisor::{Choice, Focus, PageId};

/// A button on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What it says, at most 80 characters.
    pub label: String,
    /// How it looks.
    pub style: Style,
    /// What a press does.
    pub action: Action,
}

/// How a button looks. Never the only carrier of meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// The one thing most people want next.
    Primary,
    /// Everything else.
    #[default]
    Plain,
}

/// What a press does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show a page, or a part of it, to the presser.
    Show(PageId, Focus),
    /// Answer with this reading.
    Choose(Choice),
    /// None of the choices fits.
    NoneOfThese,
    /// Show the whole path between two roles.
    Path {
        /// Where one comes from; `None` for a newcomer.
        from: Option<PageId>,
        /// Where one goes.
        to: PageId,
    },
    /// Make a role the presser's goal.
    Goal(PageId),
    /// Say why the bot answered as it did.
    Why,
    /// Post a private answer in the channel.
    Share,
    /// Take the bot's answer away.
    Dismiss,
    /// Show what the bot can do.
    Help,
}

/// The `custom_id` of a button: `v1:<verb>:<args>:<owner>`, at most 100 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ButtonId {
    /// The verb: two letters.
    pub verb: String,
    /// What the verb acts on.
    pub args: String,
    /// The user it was made for; `None` for anyone.
    pub owner: Option<u64>,
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

fn base36(mut number: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(DIGITS[usize::try_from(number % 36).unwrap_or(0)]));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().collect()
}
