//! Is it a question or a request at all? And the signs that it is meant for somebody else.

use super::entities::{Kinds, Mention};
use super::question;
use super::reading::Unit;
use super::signs::Sign;

/// What kind of sentence it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It asks.
    Question,
    /// It asks for something.
    Request,
    /// A few words without a verb: "data engineer salary".
    Fragment,
    /// It tells.
    Statement,
}

/// Why a message gets no answer although words of it fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veto {
    /// Somebody debugs code.
    Code,
    /// A job advert, a sale, or something of one's own shown.
    Advert,
    /// Another bot's command.
    Command,
    /// A Discord role, a game, a film: the words mean something else here.
    Elsewhere,
    /// A trade outside tech.
    OtherTrade,
}

impl Veto {
    /// In a word, for "why".
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Advert => "advert",
            Self::Command => "command",
            Self::Elsewhere => "other meaning",
            Self::OtherTrade => "other trade",
        }
    }
}

/// Words that bring a trade outside tech into it: "can a nurse learn programming".
const OF_TECH: &[&str] = &[
    "python",
    "programming",
    "programmer",
    "programmers",
    "coding",
    "coder",
    "developer",
    "developers",
    "dev",
    "software",
    "tech",
];

/// Words that say of a trade that it is over: "former nurse".
const LEFT_BEHIND: &[&str] = &["former", "ex", "retired"];

/// Most words of a sentence without a verb.
const LONGEST_FRAGMENT: usize = 8;

impl Unit {
    /// Whether any of these words occurs.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.text.as_str()))
    }

    /// What kind of sentence it is.
    pub(super) fn form(&self) -> Form {
        let first = self.tokens.first().map(|token| token.marks).unwrap_or_default();
        if self.asks || first.has(Sign::ASKING) {
            return Form::Question;
        }
        if first.has(Sign::ORDER) {
            return Form::Request;
        }
        // "flask, what is it for", "django: what".
        let name_first = self.mentions.first().filter(|mention| mention.start == 0).map(|mention| mention.end);
        let inside = self.tokens.iter().enumerate().skip(1).any(|(at, token)| {
            (token.pause && token.marks.has(Sign::ASKING))
                || (token.marks.has(Sign::ASKING_INSIDE) && name_first == Some(at))
        });
        if inside || self.marks.has(Sign::UNSURE) {
            return Form::Question;
        }
        if self.marks.has(Sign::WISH) {
            return Form::Request;
        }
        if self.tokens.len() <= LONGEST_FRAGMENT && !self.marks.has(Sign::TELLING) {
            Form::Fragment
        } else {
            Form::Statement
        }
    }

    /// Whether it asks what somebody did or is: "did I finish docker?".
    pub(super) fn asks_about_oneself(&self) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.text.as_str());
        matches!(word(0), "did" | "have" | "has" | "do" | "am" | "was" | "is" | "are") && matches!(word(1), "i" | "my")
    }

    /// Whether it tells what has happened.
    pub(super) fn tells_the_past(&self) -> bool {
        !self.asks && self.marks.has(Sign::PAST)
    }
}

/// Whether a sentence looks like something that is not for an advisor. In a message that is `of_tech` somewhere, another
/// trade is where somebody comes from.
pub(super) fn veto(unit: &Unit, signs: question::Signs, of_tech: bool) -> Option<Veto> {
    if signs.command {
        return Some(Veto::Command);
    }
    if signs.code || unit.marks.has(Sign::BROKEN) {
        return Some(Veto::Code);
    }
    if unit.marks.has(Sign::SELLING) {
        return Some(Veto::Advert);
    }
    if unit.marks.has(Sign::ELSEWHERE) {
        return Some(Veto::Elsewhere);
    }
    (unit.marks.has(Sign::TRADE) && !of_tech && !unit.has_any(LEFT_BEHIND)).then_some(Veto::OtherTrade)
}

/// Whether a sentence is about tech.
pub(super) fn is_of_tech(unit: &Unit) -> bool {
    let page = |m: &Mention| m.is(Kinds::ROLE) || (!m.weak && !m.pages.is_empty());
    unit.mentions.iter().any(|m| !m.generic && page(m)) || unit.has_any(OF_TECH)
}
