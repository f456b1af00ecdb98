//! The words of a message pick the few patterns that can match; those alone are run.
//!
//! Every pattern is kept under its key: words of which every match of it holds one, the rarest there are. The words of a
//! message are looked up once, whatever the number of patterns, so its cost does not grow with theirs.

use std::ops::Range;

use super::advice::Slot;
use super::lexicon::{Lexicon, WordId};
use super::parallel::in_parallel;
use super::pattern::{Bits, Found, Item, Machine, Opening, Pattern, Scratch, UNNAMED, Vocabulary, Word, rests};
use super::reading::{Reading, Token, Unit};

/// Number of a pattern.
pub(super) type PatternId = u32;

/// Most places that patterns look at in one message. Only hostile messages come near.
const MOST_STEPS: usize = 3_000;
/// Most patterns tried on one message.
const MOST_TRIED: usize = 200;
/// What a word costs in a key, for each pattern that names it; and for a word that occurs in every other message.
const NAMED: u64 = 1;
const EVERYWHERE: u64 = 400;

/// A pattern that matched.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) pattern: PatternId,
    /// Which unit of the reading.
    pub(super) unit: usize,
    /// The words it covers: first and one past the last.
    pub(super) words: (usize, usize),
    /// What its placeholders took: mentions of the unit.
    pub(super) slots: Vec<(Slot, usize)>,
    /// The words that any word would have matched; of a name the first.
    pub(super) gaps: Vec<usize>,
}

/// All patterns, by the words that lead to them.
#[derive(Debug)]
pub(super) struct Matcher {
    machine: Machine,
    vocabulary: Vocabulary,
    /// What patterns have of a known word, and the beginnings of all of them.
    words: Vec<Known>,
    beginnings: Vec<Word>,
    /// Where the patterns of each word begin in `under`; one more at the end.
    starts: Vec<u32>,
    under: Vec<PatternId>,
    /// Of each pattern, what it needs and where it may begin.
    needs: Vec<Needs>,
    heads: Vec<Head>,
    /// Patterns without a key.
    always: Vec<PatternId>,
}

/// What patterns have of a known word: its number, and which of its beginnings.
#[derive(Clone, Debug)]
struct Known {
    word: Word,
    beginnings: Range<usize>,
}

/// What a sentence must hold for a pattern. They lie together: most patterns are ruled out by them.
#[derive(Clone, Debug)]
struct Needs {
    /// How many names of each kind.
    names: [u8; 4],
    /// Besides a word of the key, one of these.
    also: Bits,
}

/// Where a match of a pattern may begin.
#[derive(Clone, Debug)]
struct Head {
    opening: Opening,
    /// How far before a word of the key.
    before: usize,
    /// See [`Pattern::typed`].
    typed: bool,
}

impl Matcher {
    /// Puts every pattern under its key. `is_everywhere` says of a word whether most messages hold it.
    pub(super) fn build(
        patterns: Vec<Pattern>,
        vocabulary: Vocabulary,
        lexicon: &Lexicon,
        is_everywhere: &dyn Fn(Option<WordId>) -> bool,
    ) -> Self {
        let mut costs = vec![NAMED; vocabulary.len()];
        for (text, word) in vocabulary.iter() {
            if is_everywhere(lexicon.id(text)) {
                costs[word as usize] = EVERYWHERE;
            }
        }
        let mut beginnings: Vec<Word> = Vec::new();
        let known = |text: &str| {
            let from = beginnings.len();
            beginnings.extend(vocabulary.beginnings(text));
            Known { word: vocabulary.number(text), beginnings: from..beginnings.len() }
        };
        let words = lexicon.texts().map(known).collect();
        for pattern in &patterns {
            let mut words = pattern.all_words();
            words.sort_unstable();
            words.dedup();
            for word in words {
                costs[word as usize] += NAMED;
            }
        }
        let cost = |word: Word| costs[word as usize];
        let found = in_parallel(&patterns, |pattern| {
            let key = pattern.key(&cost);
            let also = key.as_ref().and_then(|key| pattern.other_words(key, &cost));
            let also =
                also.map_or(Bits::ANYTHING, |words| words.into_iter().map(Bits::word).fold(Bits::default(), Bits::and));
            (key, Needs { names: pattern.names, also }, pattern.opening())
        });
        let mut keys: Vec<(Word, PatternId)> = Vec::new();
        let mut always = Vec::new();
        let (mut needs, mut heads) = (Vec::with_capacity(patterns.len()), Vec::with_capacity(patterns.len()));
        let mut machine = Machine::default();
        for ((id, (key, need, opening)), pattern) in (0..).zip(found).zip(patterns) {
            let before = key.as_ref().and_then(|key| key.before).unwrap_or(usize::MAX);
            heads.push(Head { opening, before, typed: pattern.typed });
            needs.push(need);
            machine.add(pattern, key.as_ref());
            match key {
                Some(key) => keys.extend(key.words.into_iter().map(|word| (word, id))),
                None => always.push(id),
            }
        }
        keys.sort_unstable();
        let mut starts = vec![0_u32; vocabulary.len() + 1];
        for (word, _) in &keys {
            starts[*word as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let under = keys.into_iter().map(|(_, id)| id).collect();
        Self { machine, vocabulary, words, beginnings, starts, under, needs, heads, always }
    }

    /// The patterns that can match a sentence, each with the places of its key's words: what they need is there, too.
    fn candidates(&self, unit: &Unit, there: Bits, words: &[(Word, usize)], out: &mut Vec<(PatternId, usize)>) {
        out.clear();
        let can = |id: &PatternId| {
            let needs = &self.needs[*id as usize];
            enough(unit.names, needs.names) && needs.also.meet(there)
        };
        for (word, at) in words {
            let (from, to) = (self.starts[*word as usize], self.starts[*word as usize + 1]);
            out.extend(self.under[from as usize..to as usize].iter().copied().filter(can).map(|id| (id, *at)));
        }
        if let Some(last) = unit.tokens.len().checked_sub(1) {
            out.extend(self.always.iter().copied().filter(can).map(|id| (id, last)));
        }
        out.sort_unstable();
        out.dedup();
    }

    /// Patterns that run as a regex over every message.
    pub(super) fn by_letters(&self) -> impl Iterator<Item = PatternId> {
        self.machine.by_letters()
    }

    /// How many patterns are tried on a message.
    pub(super) fn count_candidates(&self, reading: &Reading) -> usize {
        let (mut words, mut candidates) = (Vec::new(), Vec::new());
        let of = |unit: &Unit| {
            let items = self.items(unit, &mut words);
            self.candidates(unit, all(&items), &words, &mut candidates);
            candidates.chunk_by(|one, other| one.0 == other.0).count()
        };
        reading.units.iter().map(of).sum()
    }

    /// Every pattern that matches, in every unit it matches in.
    pub(super) fn hits(&self, reading: &Reading) -> Vec<Hit> {
        let mut hits = Vec::new();
        let (mut steps, mut tries) = (MOST_STEPS, MOST_TRIED);
        let (mut scratch, mut words, mut candidates) = (Scratch::default(), Vec::new(), Vec::new());
        for (at, unit) in reading.units.iter().enumerate() {
            let plain = self.items(unit, &mut words);
            self.candidates(unit, all(&plain), &words, &mut candidates);
            if candidates.is_empty() {
                continue;
            }
            let typed = unit.mentions.iter().any(|mention| !mention.is_plain()).then(|| Typed::new(unit, &plain));
            let rests_plain = rests(&plain);
            for found in candidates.chunk_by(|one, other| one.0 == other.0) {
                let id = found[0].0;
                let head = &self.heads[id as usize];
                let typed = typed.as_ref().filter(|_| head.typed);
                let (items, rests) = typed.map_or((&plain, &rests_plain), |typed| (&typed.items, &typed.rests));
                let of_key = found.iter().map(|(_, at)| typed.map_or(*at, |typed| usize::from(typed.places[*at])));
                let fits = |at: &usize| head.opening.fits(items, *at);
                let mut starts = starts(of_key, head.before).filter(fits).peekable();
                if tries == 0 || starts.peek().is_none() {
                    continue;
                }
                tries -= 1;
                let found = self.machine.find(id, items, rests, starts, &mut scratch, &mut steps);
                hits.extend(found.map(|Found { words, slots, gaps }| Hit {
                    pattern: id,
                    unit: at,
                    words,
                    slots,
                    gaps,
                }));
            }
        }
        hits.sort_by_key(|hit| hit.pattern);
        hits
    }

    /// The words of a unit. `named` gets those that patterns name, and the beginnings of words, each with its place.
    fn items<'u>(&self, unit: &'u Unit, named: &mut Vec<(Word, usize)>) -> Vec<Item<'u>> {
        named.clear();
        let mut item = |(at, token): (u16, &'u Token)| {
            let text = token.text.as_str();
            let unknown: Vec<Word>;
            let (word, beginnings) = if let Some(known) = token.id.and_then(|id| self.words.get(id as usize)) {
                (known.word, &self.beginnings[known.beginnings.clone()])
            } else {
                unknown = self.vocabulary.beginnings(text).collect();
                (self.vocabulary.number(text), unknown.as_slice())
            };
            let all = beginnings.iter().copied().chain((word != UNNAMED).then_some(word));
            named.extend(all.map(|word| (word, usize::from(at))));
            Item::word(word, text, at, beginnings)
        };
        (0..).zip(&unit.tokens).map(&mut item).collect()
    }
}

/// What the items are, all together.
fn all(items: &[Item<'_>]) -> Bits {
    items.iter().fold(Bits::default(), |all, item| all.and(item.bits))
}

/// Where a match may begin, from left to right: at a place of the key or up to `before` places before it.
fn starts(places: impl Iterator<Item = usize>, before: usize) -> impl Iterator<Item = usize> {
    let mut next = 0;
    places.flat_map(move |place| {
        let from = place.saturating_sub(before).max(next);
        next = place + 1;
        from..=place
    })
}

/// The words of a unit with one item for each name.
struct Typed<'u> {
    items: Vec<Item<'u>>,
    rests: Vec<Bits>,
    /// The place of each word among them.
    places: Vec<u16>,
}

impl<'u> Typed<'u> {
    fn new(unit: &Unit, plain: &[Item<'u>]) -> Self {
        let mut items = Vec::with_capacity(plain.len());
        let mut places = Vec::with_capacity(plain.len());
        let mut names = (0..).zip(&unit.mentions).filter(|(_, mention)| !mention.is_plain()).peekable();
        let mut at = 0;
        while at < plain.len() {
            let place = u16::try_from(items.len()).unwrap_or(u16::MAX);
            let end = if let Some((nth, mention)) = names.next_if(|(_, mention)| mention.start == at) {
                let words = (plain[at].words.0, plain[mention.end - 1].words.1);
                items.push(Item::name(mention.kinds, nth, words));
                mention.end
            } else {
                items.push(plain[at]);
                at + 1
            };
            places.resize(end, place);
            at = end;
        }
        let rests = rests(&items);
        Self { items, rests, places }
    }
}

/// Whether there are as many names of each kind as a pattern needs.
fn enough(names: [u8; 4], needed: [u8; 4]) -> bool {
    names.iter().zip(needed).all(|(there, needed)| *there >= needed)
}
