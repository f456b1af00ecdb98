//! What every match must hold: the words that lead to a pattern, and how many names of each kind.

use super::super::entities::{Kinds, place};
use super::letters::Mark;
use super::program::{MATCHED, NodeId, Program, Shape, Way};
use super::vocabulary::Word;

/// Words of which every match holds at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::advisor) struct Key {
    pub(in crate::advisor) words: Vec<Word>,
    /// Every match begins with one of them.
    pub(in crate::advisor) leading: bool,
}

/// The cheapest key by `cost`; `None` if there is none.
pub(super) fn key(program: &Program, cost: &dyn Fn(Word) -> u64) -> Option<Key> {
    let mut known: Vec<Option<Key>> = vec![None; program.size()];
    cut(program, 0, cost, &mut known)
}

/// Words without which no way leads from a node to the end, cheap ones if there is a choice.
fn cut(program: &Program, node: NodeId, cost: &dyn Fn(Word) -> u64, known: &mut [Option<Key>]) -> Option<Key> {
    if node == MATCHED {
        return None;
    }
    if let Some(key) = &known[usize::from(node)] {
        return (!key.words.is_empty()).then(|| key.clone());
    }
    // Met again on its own way, a node gives nothing away.
    known[usize::from(node)] = Some(Key::default());
    let mut targets: Vec<NodeId> = ways(program, node).map(|(_, way)| way.to).filter(|to| *to != node).collect();
    targets.sort_unstable();
    targets.dedup();
    // Whoever leaves the node goes to one of its targets: by a word that must then occur, or to what must occur there.
    let mut targets: Vec<(NodeId, Option<Vec<Word>>)> =
        targets.into_iter().map(|to| (to, cut(program, to, cost, known).map(|key| key.words))).collect();
    // Those that leave no choice come first: what they want costs the others nothing.
    targets.sort_by_key(|(_, there)| there.is_some());
    let mut all = Key { words: Vec::new(), leading: true };
    for (target, there) in targets {
        let here: Option<Vec<Word>> =
            ways(program, node).filter(|(_, way)| way.to == target).map(|(word, _)| word).collect();
        // A word that is wanted already costs nothing more.
        let more = |words: &Vec<Word>| -> u64 {
            words.iter().filter(|word| !all.words.contains(word)).map(|word| cost(*word)).sum()
        };
        let (words, leading) = match (here, there) {
            // Of two that cost the same, the later says more; but a match that is known to begin here is found sooner.
            (Some(here), Some(there)) if more(&there) < more(&here) + u64::from(node > 0) => (there, false),
            (Some(here), _) => (here, true),
            (None, there) => (there?, false),
        };
        all.leading &= leading;
        all.words.extend(words);
        all.words.sort_unstable();
        all.words.dedup();
    }
    // A node that leads back to itself may be passed any number of times before.
    all.leading &= !ways(program, node).any(|(_, way)| way.to == node);
    known[usize::from(node)] = Some(all.clone());
    (!all.words.is_empty()).then_some(all)
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
                let node_id = NodeId::try_from(node).unwrap_or(MATCHED);
                let beyond = |to: NodeId| if to == MATCHED { 0 } else { least[usize::from(to)] };
                let by_word = program.words(node_id).iter().map(|(_, way)| beyond(way.to));
                let by_kind = program.shapes(node_id).iter().map(|(shape, way)| {
                    let own = match shape {
                        Shape::Whole(Mark::Hole(hole)) => u8::from(kinds[usize::from(*hole)] == one_of(kind)),
                        Shape::Whole(Mark::Level) => u8::from(one_of(kind) == Kinds::LEVEL),
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
