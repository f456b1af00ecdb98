//! A pattern as its file has it, made ready to run over the words of a sentence.
//!
//! A pattern is a regex with placeholders. It becomes an automaton over words ([`program`]); the few that words cannot
//! express run as a regex over the sentence's text. Both give the same answer, the first a hundred times faster. Once
//! all have their keys they are laid out side by side, to be run ([`machine`]).

mod code;
mod glance;
mod key;
mod letters;
mod machine;
mod program;
mod run;
mod source;
mod spelt;
mod vocabulary;

#[cfg(test)]
mod tests;

use super::advice::Slot;
use super::entities::Kinds;
use letters::Automaton;
use program::Program;
use source::Source;
use spelt::Spelt;

pub(super) use glance::{Bits, Opening, rests};
pub(super) use key::Key;
pub(super) use machine::{Found, Machine};
pub(super) use run::{Item, Scratch};
pub(super) use vocabulary::{UNNAMED, Vocabulary, Word};

/// A pattern made ready.
#[derive(Debug)]
pub(super) struct Pattern {
    engine: Engine,
    /// It names kinds of things, so it runs over names where others run over their words.
    pub(super) typed: bool,
    /// How many names of each kind it needs at least: roles, tools, skills, levels.
    pub(super) names: [u8; 4],
    /// The slot of each placeholder, and the kind of name it takes.
    slots: Vec<Slot>,
    kinds: Vec<Kinds>,
}

#[derive(Debug)]
enum Engine {
    Words(Program),
    Spelt(Box<Spelt>),
}

impl Pattern {
    /// Makes a pattern ready; its words are added to the vocabulary. `is_name` says whether words are the name of a page.
    ///
    /// # Errors
    /// What is wrong with it, in words for its author.
    pub(super) fn new(
        source: &str,
        is_name: &dyn Fn(&[&str]) -> bool,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, String> {
        let source = Source::new(source, is_name)?;
        let ast = regex_syntax::ast::parse::Parser::new()
            .parse(&source.in_words())
            .map_err(|error| first_line(&error.to_string()))?;
        let kinds = source.kinds();
        let program = Automaton::new(&ast).and_then(|letters| Program::new(&letters, vocabulary));
        let (engine, names) = match program {
            Ok(program) => {
                let names = key::least_names(&program, &kinds);
                (Engine::Words(program), names)
            }
            Err(letters::Unsupported) => (Engine::Spelt(Box::new(Spelt::new(&source.in_letters())?)), [0; 4]),
        };
        Ok(Self { engine, typed: source.is_typed(), names, slots: source.slots().to_vec(), kinds })
    }

    /// Gives its words other numbers: `numbers` has one for each of the old.
    pub(super) fn renumber(&mut self, numbers: &[Word]) {
        if let Engine::Words(program) = &mut self.engine {
            program.renumber(numbers);
        }
    }

    /// Words of which every match holds at least one: those that are cheapest by `cost`. `None` if there are none.
    pub(super) fn key(&self, cost: &dyn Fn(Word) -> u64) -> Option<Key> {
        match &self.engine {
            Engine::Words(program) => key::key(program, cost),
            Engine::Spelt(_) => None,
        }
    }

    /// Other such words, without any of the key; `None` if every other choice needs some of it.
    pub(super) fn other_words(&self, key: &Key, cost: &dyn Fn(Word) -> u64) -> Option<Vec<Word>> {
        /// Dearer than all other words together.
        const TAKEN: u64 = 1_000_000;
        let Engine::Words(program) = &self.engine else { return None };
        let is_taken = |word: &Word| key.words.binary_search(word).is_ok();
        let words = key::words(program, &|word| if is_taken(&word) { TAKEN } else { cost(word) })?;
        (!words.iter().any(is_taken)).then_some(words)
    }

    /// What a match can begin with.
    pub(super) fn opening(&self) -> Opening {
        match &self.engine {
            Engine::Words(program) => Opening::new(program, &self.kinds),
            Engine::Spelt(_) => Opening::UNKNOWN,
        }
    }

    /// The words that lead anywhere in it, each as often as it does.
    pub(super) fn all_words(&self) -> Vec<Word> {
        match &self.engine {
            Engine::Words(program) => program.all_words().collect(),
            Engine::Spelt(_) => Vec::new(),
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines()
        .rev()
        .find_map(|line| line.strip_prefix("error: "))
        .unwrap_or("this is no regular expression")
        .to_owned()
}
