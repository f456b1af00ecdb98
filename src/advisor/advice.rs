//! What the core returns: a decision as a plain value, and why.

use std::collections::BTreeMap;
use std::fmt;

use super::intent::IntentId;
use super::knowledge::Layer;
use super::page::{Kind, Level, Page, PageId, Slug};

/// A place in a question that an entity fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// A role.
    Role,
    /// The role one comes from.
    From,
    /// The role one goes to.
    To,
    /// The first of two roles.
    RoleA,
    /// The second of two roles.
    RoleB,
    /// A tool.
    Tool,
    /// The first of two tools.
    ToolA,
    /// The second of two tools.
    ToolB,
    /// A skill.
    Skill,
    /// A level.
    Level,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 10] = [
        Self::Role,
        Self::From,
        Self::To,
        Self::RoleA,
        Self::RoleB,
        Self::Tool,
        Self::ToolA,
        Self::ToolB,
        Self::Skill,
        Self::Level,
    ];

    /// The name used in `replay`'s output and in patterns (`{role:from}`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::From => "from",
            Self::To => "to",
            Self::RoleA => "role_a",
            Self::RoleB => "role_b",
            Self::Tool => "tool",
            Self::ToolA => "tool_a",
            Self::ToolB => "tool_b",
            Self::Skill => "skill",
            Self::Level => "level",
        }
    }

    /// The slot of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }

    /// The kind of page that fills it; `None` for a level.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Role | Self::From | Self::To | Self::RoleA | Self::RoleB => Some(Kind::Role),
            Self::Tool | Self::ToolA | Self::ToolB => Some(Kind::Tool),
            Self::Skill => Some(Kind::Skill),
            Self::Level => None,
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The slots of one reading, each filled with a page's slug or a level's id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slots(BTreeMap<Slot, Slug>);

impl Slots {
    /// No slot filled.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same slots and one more.
    #[must_use]
    pub fn with(mut self, slot: Slot, value: &Slug) -> Self {
        self.set(slot, value);
        self
    }

    /// Fills a slot.
    pub fn set(&mut self, slot: Slot, value: &Slug) {
        self.0.insert(slot, value.clone());
    }

    /// What fills a slot.
    pub fn get(&self, slot: Slot) -> Option<&Slug> {
        self.0.get(&slot)
    }

    /// The page that fills a slot.
    pub fn page(&self, slot: Slot) -> Option<PageId> {
        Some(PageId { kind: slot.kind()?, slug: self.get(slot)?.clone() })
    }

    /// The level, if one was named.
    pub fn level(&self) -> Option<Level> {
        self.get(Slot::Level)?.as_str().parse().ok()
    }

    /// The filled slots, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Slug)> {
        self.0.iter().map(|(slot, slug)| (*slot, slug))
    }

    /// Whether nothing is filled.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What the advisor made of a message.
#[derive(Clone, Debug)]
pub struct Advice {
    /// What to do.
    pub decision: Decision,
    /// Why, for "Why this answer?" and `replay`.
    pub why: Why,
}

/// What to do with a message.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Sure: answer.
    Answer(Box<Answer>),
    /// Two to five readings: ask. Only when addressed.
    Choose(Vec<Choice>),
    /// Nothing fits: say so and offer the nearest three. Only when addressed.
    Unknown(Vec<Choice>),
    /// Say nothing. A value, not a missing branch.
    Silence,
}

/// A reading that is sure enough to act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The intent that won.
    pub intent: IntentId,
    /// Its slots.
    pub slots: Slots,
    /// The page it is about; a path's is `transitions/<page>` or, computed, `roles/<to>`.
    pub topic: Option<PageId>,
    /// What to show or do.
    pub body: Body,
}

/// What an answer shows or does. Ids only: `render` looks the pages up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A page, or one part of it.
    Page {
        /// Which page.
        page: PageId,
        /// Which part.
        focus: Focus,
    },
    /// Pay, of one role or in general, at one level or at all.
    Pay {
        /// The role asked about.
        role: Option<PageId>,
        /// The level asked about.
        level: Option<Level>,
    },
    /// The ladder, of one role or in general.
    Ladder {
        /// The role asked about.
        role: Option<PageId>,
        /// The level asked about.
        level: Option<Level>,
    },
    /// Two pages of one kind side by side.
    Compare {
        /// The first.
        a: PageId,
        /// The second.
        b: PageId,
    },
    /// Tools for a task, best first.
    Recommend {
        /// The task in words of ours, such as "web framework"; `None` for tools in general.
        task: Option<String>,
        /// The tools.
        tools: Vec<PageId>,
    },
    /// The way from one role (or from the start) to another.
    Path {
        /// Where one comes from; `None` for a newcomer.
        from: Option<PageId>,
        /// Where one goes.
        to: PageId,
        /// The written page for this move, if there is one.
        page: Option<PageId>,
    },
    /// Something to do with the asker's own record: the edge carries it out.
    Act(Act),
    /// A tip about a page, or any.
    Tip {
        /// What it should be about.
        about: Option<PageId>,
    },
    /// What the bot can do.
    Help,
    /// A greeting returned.
    Greet,
    /// Thanks returned.
    Thanks,
    /// One short kind line; never a card about work.
    Distress,
}

/// Which part of a page an answer shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Focus {
    /// The summary and the first sections.
    Whole,
    /// A role's skills and tools by weight.
    Skills,
    /// One section, by its heading.
    Section(String),
}

/// Something to do with the asker's own record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Set the goal.
    SetGoal {
        /// The role aimed at.
        role: PageId,
        /// The level aimed at.
        level: Option<Level>,
    },
    /// Mark skills and tools as learned.
    MarkDone {
        /// What was learned, in the order named.
        items: Vec<PageId>,
    },
    /// Show progress.
    ShowProgress,
    /// Show the next step.
    NextStep,
}

/// A reading offered as a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The intent.
    pub intent: IntentId,
    /// Its slots.
    pub slots: Slots,
    /// The page it is about.
    pub topic: Option<PageId>,
    /// What the button says, at most 80 characters.
    pub label: String,
}

/// Why a message was answered as it was.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// What decided: "pattern", "examples", "entities", … in plain words.
    pub by: String,
    /// The pattern that matched, as its file has it.
    pub pattern: Option<String>,
    /// The words of the message that counted, in order.
    pub words: Vec<String>,
    /// How sure, 0 to 1.
    pub score: f32,
    /// The next best intent and how sure that was.
    pub runner_up: Option<(IntentId, f32)>,
    /// Which layer the winning intent or page came from.
    pub layer: Layer,
    /// The guarded intent decided: whoever wrote it may be in distress. Silence does not say so otherwise.
    pub distress: bool,
}

impl Focus {
    /// The section of `page` this focus names, if it names one that is there.
    pub fn section<'a>(&self, page: &'a Page) -> Option<&'a str> {
        match self {
            Self::Section(heading) => page.section(heading).map(|section| section.body.as_str()),
            Self::Whole | Self::Skills => None,
        }
    }
}
