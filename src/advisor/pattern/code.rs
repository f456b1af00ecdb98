//! Programs laid out for running: what a step looks at lies side by side, for waiting for memory is most of its cost.
//!
//! All programs stand in one list of numbers, one node after the other. A node is how many words and how many kinds of
//! words lead out of it, its number, what must follow it, then the words in order, the way of each, and the kinds of words
//! with a way each.

use super::super::entities::Kinds;
use super::glance::Bits;
use super::letters::{Letters, Mark};
use super::program::{MATCHED, Program, Run, Shape, Way};
use super::vocabulary::{UNNAMED, Word};

/// Where a node lies, counted from the start of its program.
pub(super) type Place = u16;

/// The place at which a pattern has matched.
pub(super) const END: Place = Place::MAX;

/// What a node has before its words.
const HEAD: usize = 6;

/// Which program.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProgramId {
    start: u32,
    nodes: u16,
}

/// All programs.
#[derive(Debug, Default)]
pub(super) struct Code {
    numbers: Vec<u32>,
    /// What kinds of words refer to.
    classes: Vec<Letters>,
    runs: Vec<Run>,
}

/// One program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coded<'c> {
    code: &'c Code,
    numbers: &'c [u32],
    /// How many nodes it has.
    pub(super) nodes: usize,
}

/// A node of a program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'c> {
    /// Counted from 0.
    pub(super) number: usize,
    /// One of these must follow.
    pub(super) needs: Bits,
    words: &'c [Word],
    ways: &'c [u32],
    shapes: &'c [u32],
}

/// Where a word leads, and when: a [`Way`] in one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodedWay(u32);

impl CodedWay {
    const FIRST: u32 = 1 << 31;
    const LAST: u32 = 1 << 30;

    fn new(way: Way, places: &[Place]) -> Self {
        let to = if way.to == MATCHED { END } else { places[usize::from(way.to)] };
        let (first, last) = (if way.first { Self::FIRST } else { 0 }, if way.last { Self::LAST } else { 0 });
        Self(u32::from(to) | u32::from(way.order) << Place::BITS | first | last)
    }

    pub(super) fn to(self) -> Place {
        Place::try_from(self.0 & u32::from(Place::MAX)).unwrap_or(END)
    }

    /// See [`Way::order`].
    pub(super) fn order(self) -> u32 {
        (self.0 & !(Self::FIRST | Self::LAST)) >> Place::BITS
    }

    /// Only for the first word of a sentence.
    pub(super) fn first(self) -> bool {
        self.0 & Self::FIRST != 0
    }

    /// Only for the last.
    pub(super) fn last(self) -> bool {
        self.0 & Self::LAST != 0
    }
}

/// A kind of word, as [`Shape`] has it, in one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodedShape(u32);

/// What it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Means<'c> {
    /// A name that may be of these kinds, for that placeholder.
    Hole(u8, Kinds),
    AnyName,
    RoleNoun,
    Letters(&'c Letters),
    Run(&'c Run),
}

/// What the lowest bits of a kind of word say.
const HOLE: u32 = 0;
const ANY_NAME: u32 = 1;
const ROLE_NOUN: u32 = 2;
const LETTERS: u32 = 3;
const RUN: u32 = 4;
const TAG_BITS: u32 = 3;

impl Code {
    /// Lays out one more program. `kinds` has the kind of name that each placeholder takes, `needs` what must follow each
    /// node, where that is known.
    pub(super) fn add(&mut self, program: &Program, kinds: &[Kinds], needs: &[Bits]) -> ProgramId {
        let start = number(self.numbers.len());
        let mut place = 0;
        let mut places = Vec::with_capacity(program.size());
        for node in program.nodes() {
            // Programs are bounded so that this fits.
            places.push(Place::try_from(place).unwrap_or(END));
            place += HEAD + 2 * (program.words(node).len() + program.shapes(node).len());
        }
        let mut words: Vec<(Word, Way)> = Vec::new();
        for node in program.nodes() {
            words.clear();
            words.extend_from_slice(program.words(node));
            words.sort_unstable_by_key(|(word, way)| (*word, way.order));
            let shapes = program.shapes(node);
            self.numbers.extend([short(words.len()) << u16::BITS | short(shapes.len()), u32::from(node)]);
            self.numbers.extend(needs.get(usize::from(node)).copied().unwrap_or(Bits::ANYTHING).parts());
            self.numbers.extend(words.iter().map(|(word, _)| *word));
            self.numbers.extend(words.iter().map(|(_, way)| CodedWay::new(*way, &places).0));
            for (shape, way) in shapes {
                let shape = self.shape(shape, kinds);
                self.numbers.extend([shape, CodedWay::new(*way, &places).0]);
            }
        }
        ProgramId { start, nodes: u16::try_from(program.size()).unwrap_or(u16::MAX) }
    }

    fn shape(&mut self, shape: &Shape, kinds: &[Kinds]) -> u32 {
        let (tag, rest) = match shape {
            Shape::Whole(Mark::Hole(hole)) => (HOLE, u32::from_le_bytes([*hole, kinds[usize::from(*hole)].0, 0, 0])),
            Shape::Whole(Mark::AnyName) => (ANY_NAME, 0),
            Shape::Whole(Mark::RoleNoun) => (ROLE_NOUN, 0),
            Shape::Letters(letters) => {
                // There are a handful.
                let known = self.classes.iter().position(|known| known == letters);
                (LETTERS, known.map_or_else(|| pushed(&mut self.classes, *letters), number))
            }
            Shape::Run(run) => (RUN, pushed(&mut self.runs, Run::clone(run))),
        };
        tag | rest << TAG_BITS
    }

    /// A program to run.
    pub(super) fn program(&self, id: ProgramId) -> Coded<'_> {
        Coded { code: self, numbers: &self.numbers[id.start as usize..], nodes: usize::from(id.nodes) }
    }
}

/// Adds a thing to a list; its number there comes back.
fn pushed<T>(list: &mut Vec<T>, one: T) -> u32 {
    list.push(one);
    number(list.len() - 1)
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn short(n: usize) -> u32 {
    u32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

impl<'c> Coded<'c> {
    pub(super) fn node(&self, place: Place) -> Node<'c> {
        let (head, rest) = self.numbers[usize::from(place)..].split_at(HEAD);
        let (words, shapes) = ((head[0] >> u16::BITS) as usize, (head[0] & u32::from(u16::MAX)) as usize);
        let (words, rest) = rest.split_at(words);
        let (ways, rest) = rest.split_at(words.len());
        let needs = Bits::of([head[2], head[3], head[4], head[5]]);
        Node { number: head[1] as usize, needs, words, ways, shapes: &rest[..2 * shapes] }
    }

    pub(super) fn means(&self, shape: CodedShape) -> Means<'c> {
        let rest = shape.0 >> TAG_BITS;
        match shape.0 & ((1 << TAG_BITS) - 1) {
            HOLE => {
                let [hole, kinds, ..] = rest.to_le_bytes();
                Means::Hole(hole, Kinds(kinds))
            }
            ANY_NAME => Means::AnyName,
            ROLE_NOUN => Means::RoleNoun,
            LETTERS => Means::Letters(&self.code.classes[rest as usize]),
            _ => Means::Run(&self.code.runs[rest as usize]),
        }
    }
}

impl<'c> Node<'c> {
    /// The ways of one word, in order of preference.
    pub(super) fn ways_of(&self, word: Word) -> impl Iterator<Item = CodedWay> + use<'c> {
        let from = if word == UNNAMED { self.words.len() } else { self.words.partition_point(|known| *known < word) };
        let same = self.words[from..].iter().take_while(move |known| **known == word);
        self.ways[from..].iter().zip(same).map(|(way, _)| CodedWay(*way))
    }

    /// The ways of kinds of words, in order of preference.
    pub(super) fn shapes(&self) -> impl Iterator<Item = (CodedShape, CodedWay)> + use<'c> {
        self.shapes.chunks_exact(2).map(|both| (CodedShape(both[0]), CodedWay(both[1])))
    }
}
