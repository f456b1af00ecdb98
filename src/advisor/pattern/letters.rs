//! A pattern's syntax tree as an automaton over letters, in the order of preference that regular expressions have.
//!
//! Only the first half of the way: `program` turns it into one over words. What cannot be said in words (`\B`, two
//! runs of any letters in one word) is [`Unsupported`], and the pattern is run as a regex instead.

use regex_syntax::ast::{
    AssertionKind, Ast, ClassPerlKind, ClassSet, ClassSetItem, GroupKind, LiteralKind, RepetitionKind, RepetitionRange,
};

/// Number of a state.
pub(super) type StateId = u32;

/// Most states of one pattern.
const MOST_STATES: usize = 8_000;
/// Classes of so few letters are tried letter by letter: `[sz]`.
pub(super) const FEW: usize = 5;

/// It has a part that words cannot express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unsupported;

/// What stands for something else in a pattern's source: characters of Unicode's private use, which no message holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A name that may be of the kind of that placeholder, with what may stand before it.
    Hole(u8),
    /// Any name.
    AnyName,
    /// A word that says nothing after a role: "people", "job".
    RoleNoun,
}

impl Mark {
    const FIRST_HOLE: u32 = 0xE000;
    const LAST_HOLE: u32 = 0xE0FF;

    /// The character that stands for it.
    pub(super) fn character(self) -> char {
        match self {
            Self::Hole(at) => char::from_u32(Self::FIRST_HOLE + u32::from(at)).unwrap_or('\u{E000}'),
            Self::AnyName => '\u{F8FF}',
            Self::RoleNoun => '\u{F8FE}',
        }
    }

    fn of(c: char) -> Option<Self> {
        match c {
            '\u{F8FF}' => Some(Self::AnyName),
            '\u{F8FE}' => Some(Self::RoleNoun),
            _ => {
                let at = u32::from(c);
                (Self::FIRST_HOLE..=Self::LAST_HOLE)
                    .contains(&at)
                    .then(|| u8::try_from(at - Self::FIRST_HOLE).map(Self::Hole).ok())
                    .flatten()
            }
        }
    }
}

/// Which letters fit a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    /// The ASCII ones, as bits.
    pub(super) ascii: u128,
    /// All others.
    pub(super) others: bool,
}

impl Letters {
    fn range(from: char, to: char) -> Result<Self, Unsupported> {
        if !from.is_ascii() || !to.is_ascii() {
            return Err(Unsupported);
        }
        Ok(Self { ascii: (from..=to).fold(0, |bits, c| bits | bit(c)), others: false })
    }

    /// The letters of a text.
    pub(super) fn of(text: &str) -> Self {
        text.chars().fold(Self::default(), |all, c| all.and(Self { ascii: bit(c), others: !c.is_ascii() }))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, others: self.others || other.others }
    }

    fn not(self) -> Self {
        Self { ascii: !self.ascii, others: !self.others }
    }

    /// Whether all of `other` are among them.
    pub(super) fn hold(self, other: Self) -> bool {
        other.ascii & !self.ascii == 0 && (self.others || !other.others)
    }

    fn has(self, c: char) -> bool {
        if c.is_ascii() { self.ascii & bit(c) != 0 } else { self.others }
    }

    fn without_space(self) -> Self {
        Self { ascii: self.ascii & !bit(' '), others: self.others }
    }

    /// The letters one by one, if they are few.
    fn few(self) -> Option<impl Iterator<Item = char>> {
        let few = !self.others && self.ascii.count_ones() as usize <= FEW;
        few.then(|| (0..128_u8).map(char::from).filter(move |c| self.has(*c)))
    }
}

/// The bit of an ASCII character; none for others.
fn bit(c: char) -> u128 {
    if c.is_ascii() { 1 << u32::from(c) } else { 0 }
}

/// A state and where it leads.
#[derive(Clone, Debug)]
pub(super) enum State {
    /// This letter.
    One(char, StateId),
    /// One of many letters, never a space.
    Many(Letters, StateId),
    /// A whole word that stands for something.
    Whole(Mark, StateId),
    /// Any of these ways, the first preferred.
    Split(Vec<StateId>),
    /// Only at the start of a sentence.
    Start(StateId),
    /// Only at the end of a sentence.
    End(StateId),
    /// Only between words.
    Edge(StateId),
    /// The pattern has matched.
    Accept,
}

/// The automaton; it starts at `first`.
#[derive(Debug)]
pub(super) struct Automaton {
    pub(super) states: Vec<State>,
    pub(super) first: StateId,
}

impl Automaton {
    /// Thompson's construction, from the end to the beginning.
    pub(super) fn new(ast: &Ast) -> Result<Self, Unsupported> {
        let mut automaton = Self { states: vec![State::Accept], first: 0 };
        automaton.first = automaton.build(ast, 0)?;
        Ok(automaton)
    }

    fn add(&mut self, state: State) -> Result<StateId, Unsupported> {
        if self.states.len() >= MOST_STATES {
            return Err(Unsupported);
        }
        self.states.push(state);
        StateId::try_from(self.states.len() - 1).map_err(|_| Unsupported)
    }

    fn build(&mut self, ast: &Ast, next: StateId) -> Result<StateId, Unsupported> {
        match ast {
            Ast::Empty(_) => Ok(next),
            Ast::Flags(flags) => {
                if only_case(&flags.flags) {
                    Ok(next)
                } else {
                    Err(Unsupported)
                }
            }
            Ast::Literal(literal) if matches!(literal.kind, LiteralKind::HexFixed(_) | LiteralKind::HexBrace(_)) => {
                Err(Unsupported)
            }
            Ast::Literal(literal) => match Mark::of(literal.c) {
                Some(mark) => self.add(State::Whole(mark, next)),
                None => self.add(State::One(literal.c, next)),
            },
            // A sentence has no line breaks.
            Ast::Dot(_) => self.class(Letters::default().not(), next),
            Ast::ClassPerl(class) => self.class(perl(&class.kind, class.negated)?, next),
            Ast::ClassUnicode(_) => Err(Unsupported),
            Ast::ClassBracketed(class) => {
                let letters = set(&class.kind)?;
                self.class(if class.negated { letters.not() } else { letters }, next)
            }
            Ast::Assertion(assertion) => match assertion.kind {
                AssertionKind::StartLine | AssertionKind::StartText => self.add(State::Start(next)),
                AssertionKind::EndLine | AssertionKind::EndText => self.add(State::End(next)),
                AssertionKind::WordBoundary => self.add(State::Edge(next)),
                _ => Err(Unsupported),
            },
            Ast::Group(group) => match &group.kind {
                GroupKind::NonCapturing(flags) if !only_case(flags) => Err(Unsupported),
                _ => self.build(&group.ast, next),
            },
            Ast::Alternation(alternation) => {
                let ways: Result<Vec<StateId>, Unsupported> =
                    alternation.asts.iter().map(|ast| self.build(ast, next)).collect();
                let ways = ways?;
                self.add(State::Split(ways))
            }
            Ast::Concat(concat) => concat.asts.iter().rev().try_fold(next, |next, ast| self.build(ast, next)),
            Ast::Repetition(repetition) => {
                let (least, most) = match repetition.op.kind {
                    RepetitionKind::ZeroOrOne => (0, Some(1)),
                    RepetitionKind::ZeroOrMore => (0, None),
                    RepetitionKind::OneOrMore => (1, None),
                    RepetitionKind::Range(RepetitionRange::Exactly(n)) => (n, Some(n)),
                    RepetitionKind::Range(RepetitionRange::AtLeast(n)) => (n, None),
                    RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (least, Some(most)),
                };
                self.repeat(&repetition.ast, least, most, repetition.greedy, next)
            }
        }
    }

    fn repeat(
        &mut self,
        ast: &Ast,
        least: u32,
        most: Option<u32>,
        greedy: bool,
        next: StateId,
    ) -> Result<StateId, Unsupported> {
        // Folding leaves no letter thrice in a row: "heyyy" is "hey".
        let letter = matches!(ast, Ast::Literal(literal) if literal.c.is_alphabetic() && Mark::of(literal.c).is_none());
        let most = if letter && most.is_none() { Some(least.max(2)) } else { most };
        let either = |more: StateId| if greedy { vec![more, next] } else { vec![next, more] };
        let (mut first, copies) = match most {
            None => {
                let again = self.add(State::Split(Vec::new()))?;
                let body = self.build(ast, again)?;
                self.states[again as usize] = State::Split(either(body));
                // The body that is returned to is the first copy.
                if least == 0 { (again, 0) } else { (body, least - 1) }
            }
            Some(most) => {
                let mut rest = next;
                for _ in least..most {
                    let body = self.build(ast, rest)?;
                    rest = self.add(State::Split(either(body)))?;
                }
                (rest, least)
            }
        };
        for _ in 0..copies {
            first = self.build(ast, first)?;
        }
        Ok(first)
    }

    fn class(&mut self, letters: Letters, next: StateId) -> Result<StateId, Unsupported> {
        let mut ways = Vec::new();
        if let Some(few) = letters.few() {
            for c in few {
                ways.push(self.add(State::One(c, next))?);
            }
        } else {
            ways.push(self.add(State::Many(letters.without_space(), next))?);
            if letters.has(' ') {
                ways.push(self.add(State::One(' ', next))?);
            }
        }
        if let [only] = ways[..] { Ok(only) } else { self.add(State::Split(ways)) }
    }
}

/// Case is folded already, so `(?i)` asks for nothing.
fn only_case(flags: &regex_syntax::ast::Flags) -> bool {
    use regex_syntax::ast::{Flag, FlagsItemKind};
    flags.items.iter().all(|item| matches!(item.kind, FlagsItemKind::Flag(Flag::CaseInsensitive)))
}

fn perl(kind: &ClassPerlKind, negated: bool) -> Result<Letters, Unsupported> {
    let digits = Letters::range('0', '9')?;
    let letters = match kind {
        ClassPerlKind::Digit => digits,
        ClassPerlKind::Space => Letters { ascii: bit(' ') | bit('\t') | bit('\n'), others: false },
        ClassPerlKind::Word => {
            let word = digits.and(Letters::range('a', 'z')?).and(Letters::range('A', 'Z')?);
            Letters { ascii: word.ascii | bit('_'), others: false }
        }
    };
    Ok(if negated { letters.not() } else { letters })
}

fn set(set: &ClassSet) -> Result<Letters, Unsupported> {
    match set {
        ClassSet::Item(item) => one(item),
        ClassSet::BinaryOp(_) => Err(Unsupported),
    }
}

fn one(item: &ClassSetItem) -> Result<Letters, Unsupported> {
    match item {
        ClassSetItem::Empty(_) => Ok(Letters::default()),
        ClassSetItem::Literal(literal) => Letters::range(literal.c, literal.c),
        ClassSetItem::Range(range) => Letters::range(range.start.c, range.end.c),
        ClassSetItem::Perl(class) => perl(&class.kind, class.negated),
        ClassSetItem::Union(union) => {
            union.items.iter().try_fold(Letters::default(), |all, item| Ok(all.and(one(item)?)))
        }
        ClassSetItem::Bracketed(class) => {
            let letters = set(&class.kind)?;
            Ok(if class.negated { letters.not() } else { letters })
        }
        ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) => Err(Unsupported),
    }
}
