//! All patterns, ready to run.

use super::super::advice::Slot;
use super::code::{Code, ProgramId};
use super::run::{self, Item, Scratch};
use super::spelt::Spelt;
use super::{Bits, Engine, Key, Pattern};

/// Patterns by number, in the order they were given.
#[derive(Debug, Default)]
pub(in crate::advisor) struct Machine {
    code: Code,
    ready: Vec<Ready>,
}

#[derive(Debug)]
struct Ready {
    engine: ReadyEngine,
    /// The slot of each placeholder.
    slots: Box<[Slot]>,
}

#[derive(Debug)]
enum ReadyEngine {
    Words(ProgramId),
    Spelt(Box<Spelt>),
}

/// Where a pattern matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::advisor) struct Found {
    /// The words of the sentence: first, and one past the last.
    pub(in crate::advisor) words: (usize, usize),
    /// The mention that each placeholder took.
    pub(in crate::advisor) slots: Vec<(Slot, usize)>,
    /// The first word of each item that any word would have matched.
    pub(in crate::advisor) gaps: Vec<usize>,
}

impl Machine {
    /// Lays out one more pattern.
    pub(in crate::advisor) fn add(&mut self, pattern: Pattern, key: Option<&Key>) {
        let engine = match pattern.engine {
            Engine::Words(program) => {
                let needs = key.map_or(&[] as &[Bits], |key| &key.needs);
                ReadyEngine::Words(self.code.add(&program, &pattern.kinds, needs))
            }
            Engine::Spelt(spelt) => ReadyEngine::Spelt(spelt),
        };
        self.ready.push(Ready { engine, slots: pattern.slots.into() });
    }

    /// The numbers of the patterns that run as a regex.
    pub(in crate::advisor) fn by_letters(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.ready).filter(|(_, ready)| matches!(ready.engine, ReadyEngine::Spelt(_))).map(|(id, _)| id)
    }

    /// The leftmost match of a pattern in a sentence that begins at one of `starts`. `rests` are those of the items. Every
    /// place looked at takes one of `steps`; without any left, nothing matches.
    pub(in crate::advisor) fn find(
        &self,
        pattern: u32,
        items: &[Item<'_>],
        rests: &[Bits],
        starts: impl Iterator<Item = usize>,
        scratch: &mut Scratch,
        steps: &mut usize,
    ) -> Option<Found> {
        let ready = &self.ready[pattern as usize];
        let found = match &ready.engine {
            ReadyEngine::Words(program) => run::run(self.code.program(*program), items, rests, starts, scratch, steps)?,
            ReadyEngine::Spelt(spelt) => spelt.run(items, steps)?,
        };
        let (first, last) = (items.get(found.items.0)?, items.get(found.items.1.checked_sub(1)?)?);
        let slots = found
            .holes
            .iter()
            .filter_map(|(hole, mention)| Some((*ready.slots.get(usize::from(*hole))?, usize::from(*mention))));
        let gaps = found.gaps.iter().filter_map(|at| items.get(*at)).map(|item| usize::from(item.words.0));
        Some(Found {
            words: (usize::from(first.words.0), usize::from(last.words.1)),
            slots: slots.collect(),
            gaps: gaps.collect(),
        })
    }
}
