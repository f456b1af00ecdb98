//! A program run over the words of a sentence, as a regex would be: the leftmost match, the first preference.

use super::super::entities::Kinds;
use super::code::{Coded, CodedWay, END, Means, Place};
use super::glance::Bits;
use super::letters::Letters;
use super::program::Run;
use super::vocabulary::{LEVEL, UNNAMED, Word, fillers, role_nouns};

/// How many words that say nothing, and then levels, may stand before a name. Bounded, so that it is known how far a match
/// can begin before the word that led to its pattern.
pub(super) const MOST_FILLERS: usize = 4;
pub(super) const MOST_LEVELS: usize = 2;
/// The most items before a name: a level may have the word "level" after it.
pub(super) const MOST_BEFORE: usize = MOST_FILLERS + 2 * MOST_LEVELS;

/// A word of a sentence, or a name in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::advisor) struct Item<'t> {
    /// Its number, if a pattern names it; never that of a name.
    pub(in crate::advisor) word: Word,
    pub(in crate::advisor) text: &'t str,
    /// What it is at a glance.
    pub(in crate::advisor) bits: Bits,
    /// The letters of `text`.
    letters: Letters,
    /// Which kinds of name it is, and which mention of the sentence; `None` for a plain word.
    pub(in crate::advisor) name: Option<(Kinds, u16)>,
    /// Its words: first, and one past the last.
    pub(in crate::advisor) words: (u16, u16),
}

impl<'t> Item<'t> {
    /// A word: the `at`th of the sentence. `beginnings` are those of its beginnings that patterns name.
    pub(in crate::advisor) fn word(word: Word, text: &'t str, at: u16, beginnings: &[Word]) -> Self {
        let bits = beginnings.iter().fold(Bits::word(word), |bits, word| bits.and(Bits::word(*word)));
        Self { word, text, bits, letters: Letters::of(text), name: None, words: (at, at + 1) }
    }

    /// A name made of these words.
    pub(in crate::advisor) fn name(kinds: Kinds, mention: u16, words: (u16, u16)) -> Self {
        let (bits, letters) = (Bits::name(kinds), Letters::default());
        Self { word: UNNAMED, text: "", bits, letters, name: Some((kinds, mention)), words }
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

/// Runs a program from each of `starts`. Takes a step from `steps` for each place and node looked at, and gives up when
/// there are none left.
pub(super) fn run(
    program: Coded<'_>,
    items: &[Item<'_>],
    rests: &[Bits],
    mut starts: impl Iterator<Item = usize>,
    scratch: &mut Scratch,
    steps: &mut usize,
) -> Option<Match> {
    scratch.failed.clear();
    scratch.failed.resize((program.nodes * items.len()).div_ceil(64), 0);
    let mut walk =
        Walk { program, items, rests, failed: &mut scratch.failed, holes: Vec::new(), gaps: Vec::new(), steps };
    starts.find_map(|start| {
        let end = walk.go(0, start)?;
        let (holes, gaps) = (std::mem::take(&mut walk.holes), std::mem::take(&mut walk.gaps));
        Some(Match { items: (start, end), holes, gaps })
    })
}

struct Walk<'r, 't> {
    program: Coded<'r>,
    items: &'r [Item<'t>],
    rests: &'r [Bits],
    failed: &'r mut Vec<u64>,
    holes: Vec<(u8, u16)>,
    gaps: Vec<usize>,
    steps: &'r mut usize,
}

impl Walk<'_, '_> {
    /// The end of the match from here, if there is one.
    fn go(&mut self, place: Place, at: usize) -> Option<usize> {
        if place == END {
            return Some(at);
        }
        let item = self.items.get(at)?;
        let node = self.program.node(place);
        if !node.needs.meet(self.rests[at]) {
            return None;
        }
        let both = node.number * self.items.len() + at;
        let (block, bit) = (both / 64, 1 << (both % 64));
        if self.failed[block] & bit != 0 || *self.steps == 0 {
            return None;
        }
        *self.steps -= 1;
        // Two lists, each in order of preference, gone through as one.
        let mut words = node.ways_of(item.word).peekable();
        for (shape, way) in node.shapes() {
            while let Some(word) = words.next_if(|word| word.order() < way.order()) {
                if let Some(end) = self.follow(word, (at, at), None) {
                    return Some(end);
                }
            }
            let means = self.program.means(shape);
            if let Some(last) = fits(means, self.items, at)
                && let Some(end) = self.follow(way, (at, last), Some(means))
            {
                return Some(end);
            }
        }
        let end = words.find_map(|word| self.follow(word, (at, at), None));
        if end.is_none() {
            self.failed[block] |= bit;
        }
        end
    }

    /// Takes the items from one to another by a way; nothing is kept of it unless it leads to the end.
    fn follow(&mut self, way: CodedWay, (from, last): (usize, usize), by: Option<Means<'_>>) -> Option<usize> {
        if (way.first() && from > 0) || (way.last() && last + 1 < self.items.len()) {
            return None;
        }
        let before = (self.holes.len(), self.gaps.len());
        match (by, self.items[last].name) {
            (Some(Means::Hole(hole, _)), Some((_, mention))) => self.holes.push((hole, mention)),
            (Some(Means::Letters(_)), _) => self.gaps.push(last),
            _ => {}
        }
        let end = self.go(way.to(), last + 1);
        if end.is_none() {
            self.holes.truncate(before.0);
            self.gaps.truncate(before.1);
        }
        end
    }
}

/// The last of the items from here on that are of a kind, if they are.
fn fits(means: Means<'_>, items: &[Item<'_>], at: usize) -> Option<usize> {
    let item = &items[at];
    let fits = match (means, item.name) {
        (Means::Hole(_, kinds), _) => return name(kinds, items, at),
        (Means::AnyName, name) => name.is_some(),
        (Means::RoleNoun, name) => name.is_none() && role_nouns().contains(&item.word),
        // A name is one thing: only "anything at all" takes it.
        (Means::Letters(letters), Some(_)) => letters.hold(ANYTHING),
        (Means::Letters(letters), None) => letters.hold(item.letters),
        (Means::Run(run), Some(_)) => run.is_of_anything(),
        (Means::Run(run), None) => run.fits(item.text),
    };
    fits.then_some(at)
}

/// The next name, where only what says nothing stands before it: "a good senior level data engineer". A level stands for
/// itself alone.
fn name(kinds: Kinds, items: &[Item<'_>], mut at: usize) -> Option<usize> {
    let is_word = |at: usize, is: &dyn Fn(Word) -> bool| items.get(at).is_some_and(|item| is(item.word));
    let is_level = |at: usize| items.get(at).and_then(|item| item.name).is_some_and(|(own, _)| own == Kinds::LEVEL);
    if kinds != Kinds::LEVEL {
        at += (at..at + MOST_FILLERS).take_while(|at| is_word(*at, &|word| fillers().contains(&word))).count();
        for _ in 0..MOST_LEVELS {
            if is_level(at) {
                at += 1;
                at += usize::from(is_word(at, &|word| word == LEVEL));
            }
        }
    }
    items.get(at)?.name.filter(|(own, _)| own.has(kinds)).map(|_| at)
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
