//! A program run over the words of a sentence, as a regex would be: the leftmost match, the first preference.

use super::super::entities::Kinds;
use super::letters::{Letters, Mark};
use super::program::{MATCHED, NodeId, Program, Run, Shape};
use super::vocabulary::{UNNAMED, Word, is_filler, is_role_noun};

/// A word of a sentence, or a name in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::advisor) struct Item<'t> {
    /// Its number, if a pattern names it; never that of a name.
    pub(in crate::advisor) word: Word,
    pub(in crate::advisor) text: &'t str,
    /// The letters of `text`.
    letters: Letters,
    /// Which kinds of name it is, and which mention of the sentence; `None` for a plain word.
    pub(in crate::advisor) name: Option<(Kinds, u16)>,
    /// Its words: first, and one past the last.
    pub(in crate::advisor) words: (u16, u16),
}

impl<'t> Item<'t> {
    /// A word: the `at`th of the sentence.
    pub(in crate::advisor) fn word(word: Word, text: &'t str, at: u16) -> Self {
        Self { word, text, letters: Letters::of(text), name: None, words: (at, at + 1) }
    }

    /// A name made of these words.
    pub(in crate::advisor) fn name(kinds: Kinds, mention: u16, words: (u16, u16)) -> Self {
        Self { word: UNNAMED, text: "", letters: Letters::default(), name: Some((kinds, mention)), words }
    }
}

/// Where a program matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// First item and one past the last.
    pub(super) items: (usize, usize),
    /// What each placeholder took: its number, and the mention.
    pub(super) holes: Vec<(u8, u16)>,
    /// The items that any word would have matched: `\w+`.
    pub(super) gaps: Vec<usize>,
}

/// Places and nodes that are known to lead nowhere; kept between runs so that its memory is.
#[derive(Debug, Default)]
pub(in crate::advisor) struct Scratch {
    failed: Vec<u64>,
}

/// Runs a program. `kinds` has the kind of name that each placeholder takes. Takes a step from `steps` for each place and
/// node looked at, and gives up when there are none left.
pub(super) fn run(
    program: &Program,
    kinds: &[Kinds],
    items: &[Item<'_>],
    mut starts: impl Iterator<Item = usize>,
    scratch: &mut Scratch,
    steps: &mut usize,
) -> Option<Match> {
    scratch.failed.clear();
    scratch.failed.resize((program.size() * items.len()).div_ceil(64), 0);
    let mut walk =
        Walk { program, kinds, items, failed: &mut scratch.failed, holes: Vec::new(), gaps: Vec::new(), steps };
    starts.find_map(|start| {
        let end = walk.go(0, start)?;
        let (holes, gaps) = (std::mem::take(&mut walk.holes), std::mem::take(&mut walk.gaps));
        Some(Match { items: (start, end), holes, gaps })
    })
}

struct Walk<'r, 't> {
    program: &'r Program,
    kinds: &'r [Kinds],
    items: &'r [Item<'t>],
    failed: &'r mut Vec<u64>,
    holes: Vec<(u8, u16)>,
    gaps: Vec<usize>,
    steps: &'r mut usize,
}

impl Walk<'_, '_> {
    /// The end of the match from here, if there is one.
    fn go(&mut self, node: NodeId, at: usize) -> Option<usize> {
        if node == MATCHED {
            return Some(at);
        }
        let item = self.items.get(at)?;
        let place = usize::from(node) * self.items.len() + at;
        let (block, bit) = (place / 64, 1 << (place % 64));
        if self.failed[block] & bit != 0 || *self.steps == 0 {
            return None;
        }
        *self.steps -= 1;
        let (program, kinds) = (self.program, self.kinds);
        let (mut words, mut shapes) = (program.ways_of(node, item.word), program.shapes(node));
        // Two lists, each in order of preference, gone through as one.
        loop {
            let (way, hole, is_gap) = match (words, shapes) {
                ([word, ..], [(_, shape), ..]) if word.order < shape.order => {
                    words = &words[1..];
                    (*word, None, false)
                }
                (_, [(shape, way), rest @ ..]) => {
                    shapes = rest;
                    if !fits(shape, item, kinds) {
                        continue;
                    }
                    (*way, hole(shape, item), matches!(shape, Shape::Letters(_)))
                }
                ([way, rest @ ..], []) => {
                    words = rest;
                    (*way, None, false)
                }
                ([], []) => break,
            };
            if (way.first && at > 0) || (way.last && at + 1 < self.items.len()) {
                continue;
            }
            let before = (self.holes.len(), self.gaps.len());
            self.holes.extend(hole);
            self.gaps.extend(is_gap.then_some(at));
            if let Some(end) = self.go(way.to, at + 1) {
                return Some(end);
            }
            self.holes.truncate(before.0);
            self.gaps.truncate(before.1);
        }
        self.failed[block] |= bit;
        None
    }
}

/// Whether a word is of a kind. `kinds` has the kind of name that each placeholder takes.
fn fits(shape: &Shape, item: &Item<'_>, kinds: &[Kinds]) -> bool {
    match (shape, item.name) {
        (Shape::Whole(Mark::Hole(hole)), Some((own, _))) => own.has(kinds[usize::from(*hole)]),
        (Shape::Whole(Mark::AnyName), name) => name.is_some(),
        (Shape::Whole(Mark::Level), Some((own, _))) => own == Kinds::LEVEL,
        (Shape::Whole(Mark::Filler), None) => is_filler(item.word),
        (Shape::Whole(Mark::RoleNoun), None) => is_role_noun(item.word),
        (Shape::Whole(_), _) => false,
        // A name is one thing: only "anything at all" takes it.
        (Shape::Letters(letters), Some(_)) => letters.hold(ANYTHING),
        (Shape::Letters(letters), None) => letters.hold(item.letters),
        (Shape::Run(run), Some(_)) => run.is_of_anything(),
        (Shape::Run(run), None) => run.fits(item.text),
    }
}

impl Run {
    fn is_of_anything(&self) -> bool {
        self.before.is_empty() && self.after.is_empty() && self.letters.hold(ANYTHING)
    }

    fn fits(&self, text: &str) -> bool {
        // Most words fail at the first or the last letter.
        let differ = |own: Option<&u8>, theirs: Option<&u8>| own.is_some() && own != theirs;
        if differ(self.before.as_bytes().first(), text.as_bytes().first())
            || differ(self.after.as_bytes().last(), text.as_bytes().last())
        {
            return false;
        }
        let middle = text.strip_prefix(&*self.before).and_then(|rest| rest.strip_suffix(&*self.after));
        middle.is_some_and(|middle| {
            let length = middle.chars().count();
            length >= self.least && (self.more || length == self.least) && self.letters.hold(Letters::of(middle))
        })
    }
}

/// Letters of every sort.
const ANYTHING: Letters = Letters { ascii: 1 << b'{' | 1 << b'a' | 1 << b'0', others: true };

fn hole(shape: &Shape, item: &Item<'_>) -> Option<(u8, u16)> {
    match (shape, item.name) {
        (Shape::Whole(Mark::Hole(hole)), Some((_, mention))) => Some((*hole, mention)),
        _ => None,
    }
}
