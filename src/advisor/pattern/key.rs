//! What every match must hold: the words that lead to a pattern, and how many names of each kind.

use std::ops::Range;

use super::super::entities::{Kinds, place};
use super::glance::Bits;
use super::letters::Mark;
use super::program::{MATCHED, NodeId, Program, Shape, Way};
use super::vocabulary::Word;

/// Words of which every match holds at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::advisor) struct Key {
    /// In order.
    pub(in crate::advisor) words: Vec<Word>,
    /// The most items of a match before such a word; `None` if there may be any number.
    pub(in crate::advisor) before: Option<usize>,
    /// Of each node, the words of which at least one must follow.
    pub(super) needs: Vec<Bits>,
}

/// The cheapest key by `cost`; `None` if there is none.
pub(super) fn key(program: &Program, cost: &dyn Fn(Word) -> u64) -> Option<Key> {
    let cuts = Cuts::new(program, cost);
    let words = cuts.of(0).to_vec();
    if words.is_empty() {
        return None;
    }
    let before = furthest(program).map(|furthest| {
        let holds = |node: &usize| {
            ways(program, id(*node)).any(|(word, _)| word.is_some_and(|word| words.binary_search(&word).is_ok()))
        };
        (0..program.size()).filter(holds).map(|node| furthest[node]).max().unwrap_or(0)
    });
    // An empty cut says nothing.
    let needs = (0..program.size())
        .map(|node| cuts.of(node).iter().map(|word| Bits::word(*word)).reduce(Bits::and).unwrap_or(Bits::ANYTHING));
    Some(Key { words, before, needs: needs.collect() })
}

/// The words of the cheapest key by `cost`, in order; `None` if there is none.
pub(super) fn words(program: &Program, cost: &dyn Fn(Word) -> u64) -> Option<Vec<Word>> {
    let words = Cuts::new(program, cost).of(0).to_vec();
    (!words.is_empty()).then_some(words)
}

/// The most items between the start and each node; `None` if a way leads in a circle.
fn furthest(program: &Program) -> Option<Vec<usize>> {
    let onwards = |node: usize| {
        let words = program.words(id(node)).iter().map(|(_, way)| (1, way.to));
        let shapes = program.shapes(id(node)).iter().map(|(shape, way)| (shape.most_items(), way.to));
        words.chain(shapes).filter(|(_, to)| *to != MATCHED).map(|(items, to)| (items, usize::from(to)))
    };
    let mut waiting_for = vec![0_usize; program.size()];
    for (_, to) in (0..program.size()).flat_map(onwards) {
        waiting_for[to] += 1;
    }
    let mut furthest = vec![0; program.size()];
    let mut free: Vec<usize> = (0..program.size()).filter(|node| waiting_for[*node] == 0).collect();
    let mut seen = 0;
    while let Some(node) = free.pop() {
        seen += 1;
        for (items, to) in onwards(node) {
            furthest[to] = furthest[to].max(furthest[node] + items);
            waiting_for[to] -= 1;
            if waiting_for[to] == 0 {
                free.push(to);
            }
        }
    }
    (seen == program.size()).then_some(furthest)
}

fn id(node: usize) -> NodeId {
    NodeId::try_from(node).unwrap_or(MATCHED)
}

/// Words without which no way leads from a node to the end, cheap ones if there is a choice; for each node once.
struct Cuts<'p> {
    program: &'p Program,
    cost: &'p dyn Fn(Word) -> u64,
    /// The words of all nodes, those of each in order.
    words: Vec<Word>,
    /// Which of them are whose; none where there are ways without any.
    known: Vec<Option<Range<usize>>>,
}

/// A way out of a node, by where it leads, and its word if it takes one.
type Out = (NodeId, Option<Word>);

impl<'p> Cuts<'p> {
    fn new(program: &'p Program, cost: &'p dyn Fn(Word) -> u64) -> Self {
        let mut cuts = Self { program, cost, words: Vec::new(), known: vec![None; program.size()] };
        cuts.cut(0);
        cuts
    }

    /// The words of a node; empty if there are ways without any.
    fn of(&self, node: usize) -> &[Word] {
        self.known[node].clone().map_or(&[], |own| &self.words[own])
    }

    fn cut(&mut self, node: NodeId) -> Range<usize> {
        if node == MATCHED {
            return 0..0;
        }
        if let Some(own) = &self.known[usize::from(node)] {
            return own.clone();
        }
        // Met again on its own way, a node gives nothing away.
        self.known[usize::from(node)] = Some(0..0);
        // Whoever leaves the node goes to one of its targets: by a word that must then occur, or to what must occur there.
        let mut out: Vec<Out> =
            ways(self.program, node).map(|(word, way)| (way.to, word)).filter(|(to, _)| *to != node).collect();
        out.sort_unstable();
        out.dedup();
        let targets = out.chunk_by(|one, other| one.0 == other.0);
        let mut targets: Vec<(&[Out], Range<usize>)> = targets.map(|ways| (ways, self.cut(ways[0].0))).collect();
        // Those that leave no choice come first: what they want costs the others nothing.
        targets.sort_by_key(|(_, there)| !there.is_empty());
        let mut all: Vec<Word> = Vec::new();
        for (ways, there) in targets {
            let there = &self.words[there];
            // `None` comes before every word.
            let here = ways[0].1.is_some().then(|| ways.iter().filter_map(|(_, word)| *word));
            // A word that is wanted already costs nothing more.
            let more = |word: Word| if all.binary_search(&word).is_ok() { 0 } else { (self.cost)(word) };
            match here {
                None if there.is_empty() => return 0..0,
                None => all.extend(there),
                Some(here) if there.is_empty() => all.extend(here),
                Some(here) => {
                    let (more_here, more_there): (u64, u64) =
                        (here.clone().map(more).sum(), there.iter().copied().map(more).sum());
                    // Of two that cost the same, the later says more; but a match that is known to begin here is found sooner.
                    if more_there < more_here + u64::from(node > 0) { all.extend(there) } else { all.extend(here) }
                }
            }
            all.sort_unstable();
            all.dedup();
        }
        let own = self.words.len()..self.words.len() + all.len();
        self.words.append(&mut all);
        self.known[usize::from(node)] = Some(own.clone());
        own
    }
}

/// Every way out of a node, with the word or the beginning of words that it takes, if it takes such.
fn ways(program: &Program, node: NodeId) -> impl Iterator<Item = (Option<Word>, Way)> {
    let words = program.words(node).iter().map(|(word, way)| (Some(*word), *way));
    words.chain(program.shapes(node).iter().map(|(shape, way)| (beginning(shape), *way)))
}

fn beginning(shape: &Shape) -> Option<Word> {
    match shape {
        Shape::Run(run) => run.beginning,
        Shape::Whole(_) | Shape::Letters(_) => None,
    }
}

/// How many names of each kind every match holds: roles, tools, skills, levels.
pub(super) fn least_names(program: &Program, kinds: &[Kinds]) -> [u8; 4] {
    const MANY: u8 = u8::MAX;
    std::array::from_fn(|kind| {
        let mut least = vec![MANY; program.size()];
        // Each round settles at least one more node; a node's number is mostly below those it leads to.
        for _ in 0..program.size() {
            let mut settled = true;
            for node in (0..program.size()).rev() {
                let node_id = id(node);
                let beyond = |to: NodeId| if to == MATCHED { 0 } else { least[usize::from(to)] };
                let by_word = program.words(node_id).iter().map(|(_, way)| beyond(way.to));
                let by_kind = program.shapes(node_id).iter().map(|(shape, way)| {
                    let own = match shape {
                        Shape::Whole(Mark::Hole(hole)) => u8::from(kinds[usize::from(*hole)] == one_of(kind)),
                        _ => 0,
                    };
                    beyond(way.to).saturating_add(own)
                });
                let best = by_word.chain(by_kind).min().unwrap_or(MANY);
                if best < least[node] {
                    least[node] = best;
                    settled = false;
                }
            }
            if settled {
                break;
            }
        }
        // A pattern that can never match needs more names than any sentence has.
        least[0]
    })
}

fn one_of(kind: usize) -> Kinds {
    use super::super::page::Kind;
    [Kind::Role, Kind::Tool, Kind::Skill]
        .into_iter()
        .find(|known| place(*known) == kind)
        .map_or(Kinds::LEVEL, Kinds::of)
}
