//! Which pages and levels a sentence names: longest match over whole words.

use super::aliases::{self, Name};
use super::knowledge::Knowledge;
use super::lexicon::{Lexicon, QuickMap, WordId};
use super::page::{Kind, Level, Page, PageId};
use super::parallel::in_parallel;
use super::question::Written;
use super::reading::Token;

/// Which kinds of thing a mention may be, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Kinds(pub(super) u8);

impl Kinds {
    pub(super) const ROLE: Self = Self(1);
    pub(super) const TOOL: Self = Self(2);
    pub(super) const SKILL: Self = Self(4);
    pub(super) const LEVEL: Self = Self(8);

    /// The bit of a kind of page; FAQs and transitions are not named in sentences.
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Role => Self::ROLE,
            Kind::Tool => Self::TOOL,
            Kind::Skill => Self::SKILL,
            Kind::Faq | Kind::Transition => Self(0),
        }
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Where names of a kind are counted: roles, tools, skills, and levels last.
pub(super) fn place(kind: Kind) -> usize {
    match kind {
        Kind::Role => 0,
        Kind::Tool => 1,
        Kind::Skill => 2,
        Kind::Faq | Kind::Transition => 3,
    }
}

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// First word and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kinds: Kinds,
    /// The pages it may be.
    pub(super) pages: Vec<PageId>,
    /// The level it is.
    pub(super) level: Option<Level>,
    /// An ordinary word that is only sometimes a name: "rest", "cloud", "security".
    pub(super) weak: bool,
    /// "Developer", "programmer": a role by default, and never one of two that are compared.
    pub(super) generic: bool,
}

impl Mention {
    /// The page of that kind it may be.
    pub(super) fn page(&self, kind: Kind) -> Option<&PageId> {
        self.pages.iter().find(|page| page.kind == kind)
    }

    /// Whether patterns and model see its words and not its kind: "python".
    pub(super) fn is_plain(&self) -> bool {
        self.generic && !self.is(Kinds::ROLE)
    }

    /// Whether it may be of that kind.
    pub(super) fn is(&self, kinds: Kinds) -> bool {
        self.kinds.has(kinds)
    }
}

/// Finds the names of pages and levels.
#[derive(Debug, Default)]
pub(super) struct Finder {
    steps: QuickMap<(u32, WordId), u32>,
    ends: Vec<Option<u32>>,
    names: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    pages: Vec<PageId>,
    level: Option<Level>,
    kinds: Kinds,
    name: Name,
}

impl Finder {
    /// Reads every title and alias.
    pub(super) fn build(knowledge: &Knowledge, lexicon: &mut Lexicon) -> Self {
        let mut finder = Self { ends: vec![None], ..Self::default() };
        let kinds = [Kind::Role, Kind::Tool, Kind::Skill];
        let pages: Vec<&Page> = knowledge.pages.values().filter(|page| kinds.contains(&page.id.kind)).collect();
        let names = in_parallel(&pages, |page| {
            let written = aliases::written(page, lexicon);
            let derived = aliases::derived(page, &written, lexicon);
            (written, derived)
        });
        let (written, derived): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        // What the files say first; what follows from it only where it is still free.
        for (page, names) in pages.iter().zip(written) {
            for name in names {
                finder.add(lexicon, name, Some(&page.id), None, true);
            }
        }
        for info in &knowledge.levels {
            for name in aliases::of_level(info) {
                finder.add(lexicon, name, None, Some(info.level), true);
            }
        }
        for (page, names) in pages.iter().zip(derived) {
            for name in names {
                finder.add(lexicon, name, Some(&page.id), None, false);
            }
        }
        finder
    }

    fn add(&mut self, lexicon: &mut Lexicon, name: Name, page: Option<&PageId>, level: Option<Level>, written: bool) {
        let mut node = 0;
        for word in &name.words {
            let id = lexicon.expect(word);
            let free = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.steps.entry((node, id)).or_insert(free);
            if node == free {
                self.ends.push(None);
            }
        }
        let kinds = page.map_or(Kinds::LEVEL, |page| Kinds::of(page.kind));
        let end = &mut self.ends[node as usize];
        match *end {
            None => {
                *end = u32::try_from(self.names.len()).ok();
                self.names.push(Entry { pages: page.cloned().into_iter().collect(), level, kinds, name });
            }
            Some(at) if written => {
                let entry = &mut self.names[at as usize];
                let known = page.is_none_or(|page| entry.pages.contains(page));
                // A level never takes a role's name away ("python software engineer").
                if !known {
                    entry.kinds = entry.kinds.and(kinds);
                    entry.pages.extend(page.cloned());
                }
            }
            Some(_) => {}
        }
    }

    /// Whether these words are a name.
    pub(super) fn is_name(&self, lexicon: &Lexicon, words: &[&str]) -> bool {
        let mut node = 0;
        for word in words {
            let Some(id) = lexicon.id(word) else { return false };
            let Some(next) = self.steps.get(&(node, id)) else { return false };
            node = *next;
        }
        self.ends[node as usize].is_some()
    }

    /// Every name in a sentence, longest first where they overlap, from left to right.
    pub(super) fn mentions(&self, tokens: &[Token], shouted: bool) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let mut node = 0;
            let mut longest = None;
            for (end, token) in tokens.iter().enumerate().skip(at) {
                let Some(next) = token.id.and_then(|id| self.steps.get(&(node, id))) else { break };
                node = *next;
                if let Some(name) = self.ends[node as usize] {
                    let entry = &self.names[name as usize];
                    if aliases::counts(&entry.name, tokens, at, end + 1, shouted) {
                        longest = Some((end + 1, entry));
                    }
                }
            }
            let Some((end, entry)) = longest else {
                at += 1;
                continue;
            };
            found.push(Mention {
                start: at,
                end,
                kinds: entry.kinds,
                pages: entry.pages.clone(),
                level: entry.level,
                weak: entry.name.weak,
                generic: entry.name.generic,
            });
            at = end;
        }
        found
    }
}

/// Whether a token was written in capitals, in a message that was not shouted as a whole.
pub(super) fn capitals(token: &Token, shouted: bool) -> bool {
    !shouted && token.written == Written::Upper
}
