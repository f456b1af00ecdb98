//! One literal pass over the text picks the few patterns that can match; their regexes alone are run.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::bytes::{Regex, RegexBuilder};

use super::advice::Slot;
use super::lexicon::QuickMap;
use super::pattern::Pattern;
use super::reading::{Reading, Unit};

/// Number of a pattern.
pub(super) type PatternId = u32;

/// Most compiled regexes kept; the one compiled longest ago goes first.
const MOST_COMPILED: usize = 2_048;
/// Most bytes that regexes look at for one message, and most regexes run. Only hostile messages come near.
const MOST_LOOKED_AT: usize = 60_000;
const MOST_RUN: usize = 120;

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
}

/// All patterns, behind one automaton.
#[derive(Debug)]
pub(super) struct Matcher {
    patterns: Vec<Pattern>,
    literals: Option<AhoCorasick>,
    /// For each literal, the needs it fulfils: pattern and which of its needs.
    postings: Vec<Vec<PatternId>>,
    /// For each pattern, its other needs as lists of literals.
    others: Vec<Vec<Vec<u32>>>,
    /// Patterns without any literal that must occur.
    always: Vec<PatternId>,
    compiled: Mutex<Compiled>,
}

#[derive(Debug, Default)]
struct Compiled {
    /// By twice the pattern's number, and one more for its loose form.
    regexes: QuickMap<u32, Arc<Regex>>,
    order: VecDeque<u32>,
}

impl Matcher {
    /// Builds the automaton over every pattern's rarest need.
    pub(super) fn build(patterns: Vec<Pattern>) -> Self {
        let mut ids: QuickMap<&str, u32> = QuickMap::default();
        let mut texts: Vec<&str> = Vec::new();
        let mut often: Vec<u32> = Vec::new();
        for literal in patterns.iter().flat_map(|pattern| pattern.needs.iter().flatten()) {
            let next = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            let id = *ids.entry(literal).or_insert_with(|| {
                texts.push(literal);
                often.push(0);
                next
            });
            often[id as usize] += 1;
        }
        let mut postings = vec![Vec::new(); texts.len()];
        let mut others = Vec::with_capacity(patterns.len());
        let mut always = Vec::new();
        for (at, pattern) in patterns.iter().enumerate() {
            let id = PatternId::try_from(at).unwrap_or(PatternId::MAX);
            let mut needs: Vec<Vec<u32>> =
                pattern.needs.iter().map(|any| any.iter().map(|text| ids[text.as_str()]).collect()).collect();
            let cost = |any: &Vec<u32>| -> (u32, usize) {
                let shared = any.iter().map(|literal| often[*literal as usize]).sum();
                let shortest = any.iter().map(|literal| texts[*literal as usize].len()).min().unwrap_or(0);
                (shared, usize::MAX - shortest)
            };
            let rarest = (0..needs.len()).min_by_key(|at| cost(&needs[*at]));
            match rarest {
                Some(at) => {
                    for literal in needs.swap_remove(at) {
                        postings[literal as usize].push(id);
                    }
                }
                None => always.push(id),
            }
            others.push(needs);
        }
        let total: usize = texts.iter().map(|text| text.len()).sum();
        let kind = if total <= 400_000 { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
        // The literals are plain text of bounded size: building cannot fail but for absurd sizes, and then every pattern is tried.
        let literals = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(kind)).build(&texts).ok();
        if literals.is_none() {
            always = (0..PatternId::try_from(patterns.len()).unwrap_or(PatternId::MAX)).collect();
        }
        Self { patterns, literals, postings, others, always, compiled: Mutex::default() }
    }

    /// The patterns that can match: every literal they need occurs, and every kind of name.
    pub(super) fn candidates(&self, reading: &Reading) -> Vec<PatternId> {
        let mut seen = vec![0_u64; self.postings.len().div_ceil(64)];
        let mut hit: Vec<u32> = Vec::with_capacity(16);
        if let Some(literals) = &self.literals {
            for found in literals.find_overlapping_iter(&reading.text) {
                let id = found.pattern().as_usize();
                let (block, bit) = (id / 64, 1 << (id % 64));
                if seen[block] & bit == 0 {
                    seen[block] |= bit;
                    hit.push(found.pattern().as_u32());
                }
            }
        }
        let is_seen = |literal: &u32| seen[*literal as usize / 64] & (1 << (literal % 64)) != 0;
        let mut out: Vec<PatternId> = Vec::new();
        for literal in hit {
            for id in &self.postings[literal as usize] {
                let fits = enough(reading.names, self.patterns[*id as usize].names)
                    && self.others[*id as usize].iter().all(|any| any.iter().any(is_seen));
                if fits {
                    out.push(*id);
                }
            }
        }
        out.extend(self.always.iter().filter(|id| enough(reading.names, self.patterns[**id as usize].names)));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Every pattern that matches, in every unit it matches in.
    pub(super) fn hits(&self, reading: &Reading) -> Vec<Hit> {
        let mut out = Vec::new();
        let mut looked_at = 0;
        for id in self.candidates(reading).into_iter().take(MOST_RUN) {
            let pattern = &self.patterns[id as usize];
            let Some(loose) = self.regex(id, true) else { continue };
            for (at, unit) in reading.units.iter().enumerate() {
                if !enough(unit.names, pattern.names) {
                    continue;
                }
                let text = if pattern.typed { &unit.typed } else { &unit.plain };
                looked_at += text.len();
                if looked_at > MOST_LOOKED_AT {
                    return out;
                }
                if loose.is_match(text.as_bytes())
                    && let Some(regex) = self.regex(id, false)
                {
                    out.extend(hit(id, pattern, &regex, at, unit));
                }
            }
        }
        out
    }

    fn regex(&self, id: PatternId, loose: bool) -> Option<Arc<Regex>> {
        let key = id * 2 + u32::from(loose);
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = compiled.regexes.get(&key) {
            return Some(Arc::clone(regex));
        }
        let pattern = &self.patterns[id as usize];
        let regex = Arc::new(compile(if loose { &pattern.loose } else { &pattern.regex })?);
        compiled.regexes.insert(key, Arc::clone(&regex));
        compiled.order.push_back(key);
        if compiled.order.len() > MOST_COMPILED
            && let Some(oldest) = compiled.order.pop_front()
        {
            compiled.regexes.remove(&oldest);
        }
        Some(regex)
    }
}

/// Whether there are as many names of each kind as a pattern needs.
fn enough(names: [u8; 4], needed: [u8; 4]) -> bool {
    names.iter().zip(needed).all(|(there, needed)| *there >= needed)
}

/// Compiles a pattern; the text is folded, so ASCII classes will do.
fn compile(source: &str) -> Option<Regex> {
    RegexBuilder::new(source).unicode(false).size_limit(1 << 20).dfa_size_limit(1 << 18).build().ok()
}

fn hit(id: PatternId, pattern: &Pattern, regex: &Regex, at: usize, unit: &Unit) -> Option<Hit> {
    let text = if pattern.typed { &unit.typed } else { &unit.plain };
    let captures = regex.captures(text.as_bytes())?;
    let whole = captures.get(0)?;
    let start = whole.start() + usize::from(text.as_bytes().get(whole.start()) == Some(&b' '));
    let end = whole.end() - usize::from(whole.end() > 0 && text.as_bytes()[whole.end() - 1] == b' ');
    let words = if pattern.typed { unit.words_of_typed(start, end) } else { unit.words_of_plain(start, end) };
    let mut slots = Vec::new();
    for (name, slot) in &pattern.slots {
        let mention = captures
            .name(name)
            .and_then(|mark| std::str::from_utf8(mark.as_bytes()).ok())
            .and_then(|mark| unit.mention_at(mark));
        slots.extend(mention.map(|mention| (*slot, mention)));
    }
    Some(Hit { pattern: id, unit: at, words, slots })
}
