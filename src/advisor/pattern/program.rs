//! A pattern as an automaton over words.
//!
//! A message is a handful of words whose numbers are known, so a step compares numbers where a regex would walk letters,
//! and a pattern takes hundreds of bytes where a compiled regex takes tens of thousands. It accepts what the regex
//! accepts, with the same preferences; `tests.rs` holds the two against each other.

use std::ops::Range;

use super::super::lexicon::QuickMap;
use super::letters::{Automaton, Letters, Mark, State, StateId, Unsupported};
use super::run::MOST_BEFORE;
use super::vocabulary::{Vocabulary, Word};

/// Number of a node: a place between two words.
pub(super) type NodeId = u16;

/// The node at which a pattern has matched.
pub(super) const MATCHED: NodeId = NodeId::MAX;

/// Most nodes and ways of one pattern.
const MOST_NODES: usize = 400;
const MOST_WAYS: usize = 6_000;
/// Longest word of a pattern, in bytes.
const LONGEST: usize = 48;

/// Where a word leads, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Its place among the ways out of a node: the first is preferred.
    pub(super) order: u16,
    pub(super) to: NodeId,
    /// Only for the first word of a sentence.
    pub(super) first: bool,
    /// Only for the last.
    pub(super) last: bool,
}

impl Way {
    /// Whether they differ in preference only.
    fn is_like(self, other: Self) -> bool {
        Self { order: other.order, ..self } == other
    }
}

/// A kind of word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// What stands for something else.
    Whole(Mark),
    /// Any number of letters of a class: `\w+`.
    Letters(Letters),
    /// Anything else.
    Run(Box<Run>),
}

impl Shape {
    /// The most items of a sentence that it takes.
    pub(super) fn most_items(&self) -> usize {
        match self {
            Self::Whole(Mark::Hole(_)) => MOST_BEFORE + 1,
            _ => 1,
        }
    }
}

/// Some letters, then letters of a class, then some letters: `learn\w*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) before: Box<str>,
    pub(super) letters: Letters,
    /// How many letters of the class: so many, or also more.
    pub(super) least: usize,
    pub(super) more: bool,
    pub(super) after: Box<str>,
    /// The number of `before` as a beginning of words, if it is long enough to tell words apart.
    pub(super) beginning: Option<Word>,
}

/// The automaton. It starts at node 0.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// Where each node's ways end in the two lists below.
    nodes: Box<[(u32, u32)]>,
    /// Single words by node, each with its way.
    words: Box<[(Word, Way)]>,
    /// Kinds of words, by node and then in order of preference.
    shapes: Box<[(Shape, Way)]>,
}

impl Program {
    /// The automaton of a pattern; its words are added to the vocabulary.
    pub(super) fn new(letters: &Automaton, vocabulary: &mut Vocabulary) -> Result<Self, Unsupported> {
        let mut builder = Builder {
            letters: &letters.states,
            vocabulary,
            nodes: QuickMap::default(),
            waiting: vec![letters.first],
            ways: 0,
            words: Vec::new(),
            shapes: Vec::new(),
        };
        builder.nodes.insert(letters.first, 0);
        let (mut nodes, mut words, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
        while nodes.len() < builder.waiting.len() {
            let start = builder.waiting[nodes.len()];
            let mut path = Path { is_first: nodes.is_empty(), ..Path::default() };
            builder.walk(start, &mut path, &mut Vec::new())?;
            // Of two ways that differ in preference only, the first is taken.
            builder.words.sort_unstable_by_key(|(word, way)| (*word, way.to, way.first, way.last, way.order));
            builder.words.dedup_by(|later, way| later.0 == way.0 && later.1.is_like(way.1));
            words.append(&mut builder.words);
            shapes.append(&mut builder.shapes);
            nodes.push((short(words.len())?, short(shapes.len())?));
        }
        Ok(Self { nodes: nodes.into(), words: words.into(), shapes: shapes.into() })
    }

    /// Gives its words other numbers: `numbers` has one for each of the old.
    pub(super) fn renumber(&mut self, numbers: &[Word]) {
        for (word, _) in &mut self.words {
            *word = numbers[*word as usize];
        }
        for (shape, _) in &mut self.shapes {
            if let Shape::Run(run) = shape {
                run.beginning = run.beginning.map(|word| numbers[word as usize]);
            }
        }
    }

    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    fn words_at(&self, node: usize) -> Range<usize> {
        let from = node.checked_sub(1).map_or(0, |before| self.nodes[before].0);
        from as usize..self.nodes[node].0 as usize
    }

    /// The numbers of its nodes.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        // There are at most `MOST_NODES`.
        0..NodeId::try_from(self.nodes.len()).unwrap_or(MATCHED)
    }

    /// The single words that lead out of a node, each with its way.
    pub(super) fn words(&self, node: NodeId) -> &[(Word, Way)] {
        &self.words[self.words_at(usize::from(node))]
    }

    /// The ways of kinds of words out of a node.
    pub(super) fn shapes(&self, node: NodeId) -> &[(Shape, Way)] {
        let node = usize::from(node);
        let from = node.checked_sub(1).map_or(0, |before| self.nodes[before].1);
        &self.shapes[from as usize..self.nodes[node].1 as usize]
    }

    /// All words and beginnings of words that lead anywhere, each as often as it does.
    pub(super) fn all_words(&self) -> impl Iterator<Item = Word> {
        let beginnings = self.shapes.iter().filter_map(|(shape, _)| match shape {
            Shape::Run(run) => run.beginning,
            Shape::Whole(_) | Shape::Letters(_) => None,
        });
        self.words.iter().map(|(word, _)| *word).chain(beginnings)
    }
}

fn short(n: usize) -> Result<u32, Unsupported> {
    u32::try_from(n).map_err(|_| Unsupported)
}

/// One word on its way through the letters.
#[expect(clippy::struct_excessive_bools, reason = "independent conditions, each met on the way or not")]
#[derive(Clone, Debug, Default)]
struct Path {
    before: String,
    run: Option<(Letters, usize, bool)>,
    after: String,
    whole: Option<Mark>,
    is_first: bool,
    first: bool,
    last: bool,
    ended: bool,
}

impl Path {
    fn is_empty(&self) -> bool {
        self.before.is_empty() && self.run.is_none() && self.whole.is_none()
    }
}

struct Builder<'a> {
    letters: &'a [State],
    vocabulary: &'a mut Vocabulary,
    /// The node of each state that a word may start at.
    nodes: QuickMap<StateId, NodeId>,
    /// The states of the nodes, in the order of their numbers.
    waiting: Vec<StateId>,
    ways: usize,
    words: Vec<(Word, Way)>,
    shapes: Vec<(Shape, Way)>,
}

impl Builder<'_> {
    /// Follows every way through one word. `passed` holds the states since the last letter, and the classes in a run.
    fn walk(&mut self, at: StateId, path: &mut Path, passed: &mut Vec<StateId>) -> Result<(), Unsupported> {
        if passed.contains(&at) {
            return Ok(());
        }
        match &self.letters[at as usize] {
            State::Split(ways) => {
                let from = passed.len();
                passed.push(at);
                for way in ways {
                    self.walk(*way, path, passed)?;
                    passed.truncate(from + 1);
                }
                passed.truncate(from);
            }
            State::Start(next) => {
                if path.is_first && path.is_empty() {
                    let before = std::mem::replace(&mut path.first, true);
                    self.walk(*next, path, passed)?;
                    path.first = before;
                }
            }
            State::End(next) => {
                let before = std::mem::replace(&mut path.last, true);
                self.walk(*next, path, passed)?;
                path.last = before;
            }
            State::Edge(next) => {
                // Before a word there is an edge anyway; within one, it ends here.
                let within = !path.is_empty();
                let before = std::mem::replace(&mut path.ended, within);
                self.walk(*next, path, passed)?;
                path.ended = before;
            }
            State::Accept => self.arrive(path, MATCHED)?,
            State::One(' ', next) => {
                if !path.last && !path.is_empty() {
                    let node = self.node(*next)?;
                    self.arrive(path, node)?;
                }
            }
            State::One(c, next) => {
                if path.last || path.ended || path.whole.is_some() {
                    return Ok(());
                }
                let text = if path.run.is_some() { &mut path.after } else { &mut path.before };
                text.push(*c);
                if text.len() > LONGEST {
                    return Err(Unsupported);
                }
                self.walk(*next, path, &mut Vec::new())?;
                let text = if path.run.is_some() { &mut path.after } else { &mut path.before };
                text.pop();
            }
            State::Whole(mark, next) => {
                if path.is_empty() && !path.last {
                    path.whole = Some(*mark);
                    self.walk(*next, path, &mut Vec::new())?;
                    path.whole = None;
                }
            }
            State::Many(letters, next) => self.run(at, *letters, *next, path)?,
        }
        Ok(())
    }

    /// One letter of a class. Where the way leads back to it at once, it is a run of any length.
    fn run(&mut self, at: StateId, letters: Letters, next: StateId, path: &mut Path) -> Result<(), Unsupported> {
        if path.last || path.ended || path.whole.is_some() {
            return Ok(());
        }
        if !path.after.is_empty() || path.run.is_some_and(|(known, ..)| known != letters) {
            return Err(Unsupported);
        }
        let before = path.run;
        let (_, least, more) = before.unwrap_or((letters, 0, false));
        if least > 12 {
            return Err(Unsupported);
        }
        let again = self.returns(next, at, &mut Vec::new());
        path.run = Some((letters, least + 1, more || again));
        // The class itself is passed: coming back to it adds nothing that "any length" does not say.
        self.walk(next, path, &mut vec![at])?;
        path.run = before;
        Ok(())
    }

    /// Whether a state leads to another without a letter between.
    fn returns(&self, from: StateId, to: StateId, seen: &mut Vec<StateId>) -> bool {
        if from == to {
            return true;
        }
        if seen.contains(&from) {
            return false;
        }
        seen.push(from);
        match &self.letters[from as usize] {
            State::Split(ways) => ways.iter().any(|way| self.returns(*way, to, seen)),
            _ => false,
        }
    }

    fn node(&mut self, state: StateId) -> Result<NodeId, Unsupported> {
        if let Some(node) = self.nodes.get(&state) {
            return Ok(*node);
        }
        if self.waiting.len() >= MOST_NODES {
            return Err(Unsupported);
        }
        let node = NodeId::try_from(self.waiting.len()).map_err(|_| Unsupported)?;
        self.waiting.push(state);
        self.nodes.insert(state, node);
        Ok(node)
    }

    /// The word is whole.
    fn arrive(&mut self, path: &Path, to: NodeId) -> Result<(), Unsupported> {
        if path.is_empty() {
            return Ok(());
        }
        self.ways += 1;
        if self.ways > MOST_WAYS {
            return Err(Unsupported);
        }
        let order = u16::try_from(self.words.len() + self.shapes.len()).map_err(|_| Unsupported)?;
        let way = Way { order, to, first: path.first, last: path.last };
        let shape = match (path.whole, path.run) {
            (Some(mark), _) => Shape::Whole(mark),
            (None, Some((letters, 1, true))) if path.before.is_empty() && path.after.is_empty() => {
                Shape::Letters(letters)
            }
            (None, Some((letters, least, more))) => {
                let (before, after) = (path.before.as_str().into(), path.after.as_str().into());
                let beginning = self.vocabulary.learn_beginning(&path.before);
                Shape::Run(Box::new(Run { before, letters, least, more, after, beginning }))
            }
            (None, None) => {
                self.words.push((self.vocabulary.learn(&path.before), way));
                return Ok(());
            }
        };
        if !self.shapes.iter().any(|(known, known_way)| known_way.is_like(way) && *known == shape) {
            self.shapes.push((shape, way));
        }
        Ok(())
    }
}
