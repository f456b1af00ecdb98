//! What a match can begin with: a glance that spares most patterns from being run.

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
    const ANYTHING: Self = Self(u128::MAX);
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

    fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What the first items of a match can be.
#[derive(Clone, Copy, Debug)]
pub(in crate::advisor) struct Opening([Bits; ITEMS]);

impl Opening {
    /// Nothing is known.
    pub(super) const ANYTHING: Self = Self([Bits::ANYTHING; ITEMS]);

    /// The opening of a program. `kinds` has the kind of name that each placeholder takes.
    pub(super) fn new(program: &Program, kinds: &[Kinds]) -> Self {
        let mut opening = Self::ANYTHING;
        let mut nodes: Vec<NodeId> = vec![0];
        for bits in &mut opening.0 {
            let mut next = Vec::new();
            *bits = Bits::default();
            for node in nodes {
                for (word, way) in program.words(node) {
                    *bits = bits.and(Bits::word(word));
                    next.push(way.to);
                }
                for (shape, way) in program.shapes(node) {
                    *bits = bits.and(bits_of(shape, kinds));
                    next.push(way.to);
                    // It may not have been its last item.
                    next.extend((shape.most_items() > 1).then_some(node));
                }
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
        self.0.iter().all(|bits| next.next().map_or(*bits == Bits::ANYTHING, |item| bits.meet(item.bits)))
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
