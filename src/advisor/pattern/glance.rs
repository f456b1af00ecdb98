//! What every match begins with and holds: a glance that spares most patterns from being run.

use super::super::entities::Kinds;
use super::letters::Mark;
use super::program::{MATCHED, NodeId, Program, Shape};
use super::run::Item;
use super::vocabulary::{LEVEL, UNNAMED, Word, fillers, role_nouns};

/// How many items are looked at.
const ITEMS: usize = 3;

/// Words and kinds of names as bits of one number. There are more words than bits: some share one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::advisor) struct Bits(u128);

impl Bits {
    pub(in crate::advisor) const ANYTHING: Self = Self(u128::MAX);
    /// A word that no pattern names.
    const OTHER: Self = Self(1 << 127);
    /// The first of the bits that stand for kinds of names; those before it stand for words.
    const FIRST_KIND: u32 = 123;

    /// A word, or the beginning of one.
    pub(in crate::advisor) fn word(word: Word) -> Self {
        if word == UNNAMED { Self::OTHER } else { Self(1 << (word % Self::FIRST_KIND)) }
    }

    /// A name that may be of these kinds.
    pub(super) fn name(kinds: Kinds) -> Self {
        Self(u128::from(kinds.0) << Self::FIRST_KIND)
    }

    /// These and those.
    pub(in crate::advisor) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they have any in common.
    pub(in crate::advisor) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Its parts, as [`Bits::of`] takes them.
    pub(super) fn parts(self) -> [u32; 4] {
        let bytes = self.0.to_le_bytes();
        std::array::from_fn(|at| u32::from_le_bytes(std::array::from_fn(|byte| bytes[4 * at + byte])))
    }

    /// Made of its [`Bits::parts`].
    pub(super) fn of(parts: [u32; 4]) -> Self {
        let bytes = parts.map(u32::to_le_bytes);
        Self(u128::from_le_bytes(std::array::from_fn(|byte| bytes[byte / 4][byte % 4])))
    }
}

/// What the items of a sentence are, from each of them on.
pub(in crate::advisor) fn rests(items: &[Item<'_>]) -> Vec<Bits> {
    let mut rests: Vec<Bits> = items.iter().map(|item| item.bits).collect();
    for at in (1..rests.len()).rev() {
        rests[at - 1] = rests[at - 1].and(rests[at]);
    }
    rests
}

/// What the first items of a match can be.
#[derive(Clone, Copy, Debug)]
pub(in crate::advisor) struct Opening {
    first: [Bits; ITEMS],
    /// It begins with the sentence.
    at_start: bool,
}

impl Opening {
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self { first: [Bits::ANYTHING; ITEMS], at_start: false };

    /// That of a program. `kinds` has the kind of name that each placeholder takes.
    pub(super) fn new(program: &Program, kinds: &[Kinds]) -> Self {
        let onwards = |node: NodeId| {
            let words = program.words(node).iter().map(|(word, way)| (Bits::word(*word), *way, 1));
            let shapes = program.shapes(node).iter();
            words.chain(shapes.map(|(shape, way)| (bits_of(shape, kinds), *way, shape.most_items())))
        };
        let mut opening = Self { at_start: onwards(0).all(|(_, way, _)| way.first), ..Self::UNKNOWN };
        let mut nodes: Vec<NodeId> = vec![0];
        for first in &mut opening.first {
            *first = Bits::default();
            let mut next = Vec::new();
            for (node, (bits, way, items)) in nodes.iter().flat_map(|node| onwards(*node).map(move |way| (*node, way)))
            {
                *first = first.and(bits);
                next.push(way.to);
                // It may not have been its last item.
                next.extend((items > 1).then_some(node));
            }
            if next.contains(&MATCHED) {
                break;
            }
            next.sort_unstable();
            next.dedup();
            nodes = next;
        }
        opening
    }

    /// Whether a match may begin at an item.
    pub(in crate::advisor) fn fits(&self, items: &[Item<'_>], at: usize) -> bool {
        let mut next = items[at..].iter();
        // Past the last item only what needs none fits.
        let mut fits = |first: &Bits| next.next().map_or(*first == Bits::ANYTHING, |item| first.meet(item.bits));
        !(self.at_start && at > 0) && self.first.iter().all(&mut fits)
    }
}

/// What a kind of word can be.
fn bits_of(shape: &Shape, kinds: &[Kinds]) -> Bits {
    let all = |words: std::ops::Range<Word>| words.map(Bits::word).fold(Bits::default(), Bits::and);
    match shape {
        Shape::Whole(Mark::Hole(hole)) => match kinds[usize::from(*hole)] {
            Kinds::LEVEL => Bits::name(Kinds::LEVEL),
            // Or one of the items that may stand before it.
            kinds => all(fillers()).and(Bits::word(LEVEL)).and(Bits::name(Kinds::LEVEL)).and(Bits::name(kinds)),
        },
        Shape::Whole(Mark::AnyName) => [Kinds::ROLE, Kinds::TOOL, Kinds::SKILL, Kinds::LEVEL]
            .into_iter()
            .fold(Bits::default(), |bits, kind| bits.and(Bits::name(kind))),
        Shape::Whole(Mark::RoleNoun) => all(role_nouns()),
        Shape::Letters(_) => Bits::ANYTHING,
        Shape::Run(run) => run.beginning.map_or(Bits::ANYTHING, Bits::word),
    }
}
