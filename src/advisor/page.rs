//! A page of the knowledge base: one role, tool, skill, FAQ or transition, as plain data.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;

use super::intent::Examples;
use super::knowledge::Layer;

/// A file name without its ending: lower-case words joined by dashes, such as `data-engineer`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Takes the text as it is; `content` has already refused file names that are not slugs.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The text of the slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a page is about; each kind is a folder of `knowledge/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A job, such as data engineer.
    Role,
    /// A thing one installs or signs up for, such as Django.
    Tool,
    /// A concept one learns, such as asyncio.
    Skill,
    /// A question members ask, with its answer.
    Faq,
    /// A move from one role or level to another.
    Transition,
}

impl Kind {
    /// Every kind, in the order of the folders.
    pub const ALL: [Self; 5] = [Self::Role, Self::Tool, Self::Skill, Self::Faq, Self::Transition];

    /// The folder of `knowledge/` that holds pages of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Role => "roles",
            Self::Tool => "tools",
            Self::Skill => "skills",
            Self::Faq => "faqs",
            Self::Transition => "transitions",
        }
    }

    /// The kind in one word, as intent files and slots name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Tool => "tool",
            Self::Skill => "skill",
            Self::Faq => "faq",
            Self::Transition => "transition",
        }
    }

    /// The kind whose folder has this name.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }
}

/// Names one page: `roles/data-engineer`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId {
    /// The folder.
    pub kind: Kind,
    /// The file name without `.md`.
    pub slug: Slug,
}

impl PageId {
    /// The page of that kind and slug, whether or not it exists.
    pub fn new(kind: Kind, slug: &str) -> Self {
        Self { kind, slug: Slug::new(slug) }
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.folder(), self.slug)
    }
}

impl FromStr for PageId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (folder, slug) = text.split_once('/').ok_or(())?;
        let kind = Kind::from_folder(folder).ok_or(())?;
        Ok(Self::new(kind, slug))
    }
}

/// A rung of the career ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// First job: clean code, unit tests, basic debugging.
    Junior,
    /// Works alone; designs, tunes, mentors.
    Mid,
    /// Sets direction for a team.
    Senior,
    /// Staff, principal, lead: direction across teams.
    Staff,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 4] = [Self::Junior, Self::Mid, Self::Senior, Self::Staff];

    /// The id used in slots and files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Junior => "junior",
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Staff => "staff",
        }
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|level| level.id() == text).ok_or(())
    }
}

/// One page of the knowledge base.
#[derive(Clone, Debug)]
pub struct Page {
    /// Folder and file name.
    pub id: PageId,
    /// The `# …` line. Roles are in sentence case: "Data engineer".
    pub title: String,
    /// The first paragraph: answers in one or two sentences. Discord Markdown.
    pub summary: String,
    /// The `## …` sections, in order.
    pub sections: Vec<Section>,
    /// Other names people use, as written in the file. The title is not repeated here.
    pub aliases: Vec<String>,
    /// Sources this page was compared with, most used first.
    pub sources: Vec<Slug>,
    /// The day the page was compared with its sources.
    pub checked: Option<Date>,
    /// Where and how long what the page says about visas, permits or law holds; `None` when it says nothing of the kind.
    pub law: Option<Law>,
    /// Which layer the page came from.
    pub layer: Layer,
    /// What only this kind of page has.
    pub facts: Facts,
}

impl Page {
    /// The section with that heading.
    pub fn section(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.heading == heading)
    }
}

/// Where and how long a statement about visas, permits or law holds. Never without all of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// Where it holds, in the words shown to members.
    pub region: String,
    /// The year the statement is from.
    pub year: i16,
    /// Whose statement it is.
    pub source: Slug,
    /// The last day it is shown without a notice.
    pub expires: Date,
}

/// A `## …` section of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading, from the fixed list of its folder.
    pub heading: String,
    /// Discord Markdown, trimmed.
    pub body: String,
}

/// What only one kind of page has.
#[derive(Clone, Debug)]
pub enum Facts {
    /// A role.
    Role(RoleFacts),
    /// A tool.
    Tool(ToolFacts),
    /// A skill.
    Skill(SkillFacts),
    /// An FAQ.
    Faq(FaqFacts),
    /// A transition.
    Transition(TransitionFacts),
}

/// How much a role asks for a skill or a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 1: helps.
    Helps,
    /// 2: expected.
    Expected,
    /// 3: essential.
    Essential,
}

impl Weight {
    /// The number used in content files: 1 helps, 2 expected, 3 essential.
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Helps),
            2 => Some(Self::Expected),
            3 => Some(Self::Essential),
            _ => None,
        }
    }

    /// 1, 2 or 3.
    pub fn number(self) -> u8 {
        match self {
            Self::Helps => 1,
            Self::Expected => 2,
            Self::Essential => 3,
        }
    }
}

/// A skill or tool that a role asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The skill or tool.
    pub page: PageId,
    /// How much it is asked for.
    pub weight: Weight,
}

/// What only a role has.
#[derive(Clone, Debug, Default)]
pub struct RoleFacts {
    /// Skills asked for, heaviest first, then in the order of the file.
    pub skills: Vec<Need>,
    /// Tools asked for, likewise.
    pub tools: Vec<Need>,
    /// Pay figures the sources give for this very role; the bands of `levels.toml` hold for all others.
    pub pay: Vec<Pay>,
    /// Roles people move to or mistake this one for.
    pub neighbours: Vec<Slug>,
}

/// Time to learn something, in hours of practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// At the least.
    pub low: u16,
    /// At the most.
    pub high: u16,
    /// Whose figure it is; `None` is our own estimate and is shown as one.
    pub source: Option<Slug>,
}

/// What only a tool has.
#[derive(Clone, Debug, Default)]
pub struct ToolFacts {
    /// What to know first: skills and tools.
    pub needs: Vec<PageId>,
    /// How long the working basics take.
    pub hours: Option<Hours>,
    /// Tools one would choose instead.
    pub alternatives: Vec<Slug>,
    /// Tasks it is recommended for, in members' words: "web framework", "small web app", "data visualisation".
    pub good_for: Vec<String>,
}

/// What only a skill has.
#[derive(Clone, Debug, Default)]
pub struct SkillFacts {
    /// What to know first: skills and tools.
    pub needs: Vec<PageId>,
    /// How long the working basics take.
    pub hours: Option<Hours>,
}

/// Where an FAQ belongs; `faq.<group>` is the intent it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaqGroup {
    /// Getting started.
    Start,
    /// The job market.
    Market,
    /// Python as a language.
    Language,
    /// CV, portfolio, interviews, standing out.
    JobHunt,
    /// What the work is like.
    DailyWork,
}

impl FaqGroup {
    /// Every group.
    pub const ALL: [Self; 5] = [Self::Start, Self::Market, Self::Language, Self::JobHunt, Self::DailyWork];

    /// The id used in files and in `faq.<group>`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Market => "market",
            Self::Language => "language",
            Self::JobHunt => "job-hunt",
            Self::DailyWork => "daily-work",
        }
    }
}

impl FromStr for FaqGroup {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|group| group.id() == text).ok_or(())
    }
}

/// What only an FAQ has.
#[derive(Clone, Debug)]
pub struct FaqFacts {
    /// Its group.
    pub group: FaqGroup,
    /// How people ask it, in the syntax of `intents/`.
    pub patterns: Vec<String>,
    /// Lines that must and must not reach it.
    pub examples: Examples,
    /// Pages to read next.
    pub see: Vec<PageId>,
}

/// What only a transition has.
#[derive(Clone, Debug)]
pub struct TransitionFacts {
    /// The role one comes from; `None` for a newcomer.
    pub from: Option<Slug>,
    /// The role one goes to; `None` for a move up the ladder that holds for every role.
    pub to: Option<Slug>,
    /// For a move up the ladder: the level one has and the level one wants.
    pub levels: Option<(Level, Level)>,
    /// How long it takes in calendar weeks, at the least and at the most.
    pub weeks: Option<(u16, u16)>,
    /// Whose figure `weeks` is; `None` is our own estimate and is shown as one.
    pub weeks_source: Option<Slug>,
}

/// What a pay figure is paid per.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Per year.
    Year,
    /// Per month.
    Month,
    /// Per hour.
    Hour,
}

/// A pay figure. Never without all of these: a figure that lacks one does not load.
#[derive(Clone, Debug, PartialEq)]
pub struct Pay {
    /// The level it is for, if the source says.
    pub level: Option<Level>,
    /// Lower end, in whole units of the currency.
    pub low: u32,
    /// Upper end.
    pub high: u32,
    /// The source says "and more" after the upper end.
    pub open_ended: bool,
    /// ISO 4217 code, such as `USD`.
    pub currency: String,
    /// Per year, month or hour.
    pub per: Period,
    /// Where it holds, in the words shown to members.
    pub region: String,
    /// The year the figure is from.
    pub year: i16,
    /// Whose figure it is.
    pub source: Slug,
    /// The last day it is shown without a notice.
    pub expires: Date,
}

/// A difference in pay by field, in per cent, such as "AI roles earn 15–25 % more".
#[derive(Clone, Debug, PartialEq)]
pub struct Premium {
    /// The field, in the words shown to members.
    pub field: String,
    /// The roles it is shown on.
    pub roles: Vec<Slug>,
    /// Lower end, in per cent.
    pub low: u8,
    /// Upper end, in per cent.
    pub high: u8,
    /// Where it holds, in the words shown to members.
    pub region: String,
    /// The year the figure is from.
    pub year: i16,
    /// Whose figure it is.
    pub source: Slug,
    /// The last day it is shown without a notice.
    pub expires: Date,
}

// Records keep ids as the text that files and links use, so an export can be read by a person.

impl serde::Serialize for PageId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PageId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("a page is named <folder>/<name>"))
    }
}

impl serde::Serialize for Level {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> serde::Deserialize<'de> for Level {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("a level is junior, mid, senior or staff"))
    }
}
