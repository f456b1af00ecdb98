//! Everything the advisor knows, as plain data: what `content` hands over.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::intent::{Examples, IntentSpec};
use super::page::{Facts, FaqFacts, Level, Page, PageId, Pay, Premium, Slug};

/// Where a page or an intent came from. Later layers win over earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Layer {
    /// Shipped with the program, or `--knowledge` / `--intents` in its place.
    #[default]
    Base,
    /// A pack, by the name of its folder.
    Pack(String),
    /// One server's own entry.
    Server,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base => f.write_str("base"),
            Self::Pack(name) => write!(f, "pack {name}"),
            Self::Server => f.write_str("this server"),
        }
    }
}

/// A source that pages name: an entry of `knowledge/sources.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The key used in page headers.
    pub id: Slug,
    /// Its full title.
    pub title: String,
    /// The short form shown under a card: "Python Developer Career Guide (2026)".
    pub short: String,
    /// Who published it, if known.
    pub publisher: Option<String>,
    /// The year it is from.
    pub year: i16,
    /// A link, only where it is known.
    pub link: Option<String>,
}

/// A rung of the ladder, from `knowledge/levels.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelInfo {
    /// Which rung.
    pub level: Level,
    /// "Junior", "Mid-level", …
    pub title: String,
    /// Other names people use: "entry level", "graduate".
    pub aliases: Vec<String>,
    /// What is expected, a short line each.
    pub expects: Vec<String>,
    /// How to reach the next rung, a short line each.
    pub next: Vec<String>,
    /// Pay bands for this level that hold for developers in general.
    pub pay: Vec<Pay>,
    /// Sources of `expects`.
    pub sources: Vec<Slug>,
}

/// A curated tip: one file of `knowledge/tips/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The file name without `.md`.
    pub id: Slug,
    /// The tip itself, at most 300 characters of Discord Markdown.
    pub text: String,
    /// Pages it rides along on; empty for a tip that fits anywhere.
    pub about: Vec<PageId>,
    /// Sources, if it states a fact.
    pub sources: Vec<Slug>,
    /// Which layer it came from.
    pub layer: Layer,
}

/// Everything that content files say, already checked one by one.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Every page.
    pub pages: BTreeMap<PageId, Page>,
    /// The ladder, lowest first.
    pub levels: Vec<LevelInfo>,
    /// Differences in pay by field.
    pub premiums: Vec<Premium>,
    /// Every source.
    pub sources: BTreeMap<Slug, Source>,
    /// Every tip.
    pub tips: Vec<Tip>,
    /// Every intent.
    pub intents: Vec<IntentSpec>,
    /// The day `levels.toml` was compared with its sources.
    pub levels_checked: Option<Date>,
}

/// An example line of an intent or an FAQ page.
#[derive(Clone, Copy, Debug)]
pub struct Example<'k> {
    /// What it is an example of.
    pub of: Owner<'k>,
    /// It belongs there; otherwise it only sounds like it.
    pub is_yes: bool,
    /// Its place among the lines of its sort, counted from 0.
    pub index: usize,
    /// The line.
    pub text: &'k str,
}

/// What has example lines.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'k> {
    /// An intent, by its place in [`Knowledge::intents`].
    Intent(usize, &'k IntentSpec),
    /// An FAQ page.
    Faq(&'k Page, &'k FaqFacts),
}

impl<'k> Owner<'k> {
    /// Its lines.
    pub fn examples(self) -> impl Iterator<Item = Example<'k>> {
        let examples: &'k Examples = match self {
            Self::Intent(_, spec) => &spec.examples,
            Self::Faq(_, facts) => &facts.examples,
        };
        let line = move |is_yes| {
            move |(index, text): (usize, &'k String)| Example { of: self, is_yes, index, text: text.as_str() }
        };
        let yes = examples.yes.iter().enumerate().map(line(true));
        yes.chain(examples.no.iter().enumerate().map(line(false)))
    }
}

impl Knowledge {
    /// What has example lines: intents first, then FAQ pages.
    pub fn owners(&self) -> impl Iterator<Item = Owner<'_>> {
        let intents = self.intents.iter().enumerate().map(|(at, spec)| Owner::Intent(at, spec));
        intents.chain(self.faqs().map(|(page, facts)| Owner::Faq(page, facts)))
    }

    /// Every FAQ page.
    pub fn faqs(&self) -> impl Iterator<Item = (&Page, &FaqFacts)> {
        self.pages.values().filter_map(|page| match &page.facts {
            Facts::Faq(facts) => Some((page, facts)),
            _ => None,
        })
    }
}
