use proptest::prelude::*;
use proptest::sample::select;

use super::super::page::Kind;
use super::*;

fn is_name(words: &[&str]) -> bool {
    words == ["docker"] || words == ["data", "engineer"]
}

fn ready(source: &str) -> (Pattern, Vocabulary) {
    let mut vocabulary = Vocabulary::default();
    let pattern = Pattern::new(source, &is_name, &mut vocabulary).unwrap();
    (pattern, vocabulary)
}

fn refused(source: &str) -> String {
    Pattern::new(source, &is_name, &mut Vocabulary::default()).unwrap_err()
}

/// Where a pattern matches from one of these starts.
fn find(pattern: Pattern, items: &[Item<'_>], starts: std::ops::Range<usize>, steps: &mut usize) -> Option<Found> {
    let (key, opening) = (pattern.key(&|_| 1), pattern.opening());
    let mut machine = Machine::default();
    machine.add(pattern, key.as_ref());
    let starts = starts.filter(|start| opening.fits(items, *start));
    machine.find(0, items, &rests(items), starts, &mut Scratch::default(), steps)
}

/// The key's words, in alphabetical order.
fn key_of(source: &str) -> Vec<String> {
    let (pattern, vocabulary) = ready(source);
    let Some(key) = pattern.key(&|_| 1) else { return Vec::new() };
    let mut words: Vec<String> =
        vocabulary.iter().filter(|(_, number)| key.words.contains(number)).map(|(word, _)| word.to_owned()).collect();
    words.sort();
    words
}

/// A sentence of words; `{r}` is a role, `{ts}` a tool that is also a skill, `{l}` a level.
fn items<'t>(sentence: &'t str, vocabulary: &Vocabulary) -> Vec<Item<'t>> {
    let kinds = |letters: &str| {
        letters.chars().fold(Kinds::default(), |kinds, letter| {
            kinds.and(match letter {
                'r' => Kinds::of(Kind::Role),
                't' => Kinds::of(Kind::Tool),
                's' => Kinds::of(Kind::Skill),
                _ => Kinds::LEVEL,
            })
        })
    };
    let mut names = 0;
    (0..)
        .zip(sentence.split_whitespace())
        .map(|(at, word)| {
            if let Some(letters) = word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
                names += 1;
                return Item::name(kinds(letters), names - 1, (at, at + 1));
            }
            let beginnings: Vec<Word> = vocabulary.beginnings(word).collect();
            Item::word(vocabulary.number(word), word, at, &beginnings)
        })
        .collect()
}

fn found(source: &str, sentence: &str) -> Option<Found> {
    let (pattern, vocabulary) = ready(source);
    let items = items(sentence, &vocabulary);
    find(pattern, &items, 0..items.len(), &mut 10_000)
}

/// What the regex engine finds.
fn spelt(source: &str, sentence: &str) -> Option<Found> {
    let read = Source::new(source, &is_name).unwrap();
    let engine = Engine::Spelt(Box::new(Spelt::new(&read.in_letters()).unwrap()));
    let pattern =
        Pattern { engine, typed: read.is_typed(), names: [0; 4], slots: read.slots().to_vec(), kinds: read.kinds() };
    let items = items(sentence, &Vocabulary::default());
    find(pattern, &items, 0..items.len(), &mut 10_000)
}

/// One of everything that patterns hold.
const PATTERNS: [&str; 24] = [
    "what (is|are)( [a-z]+){0,3} salar(y|ies)",
    "from {role:from} (in)?to {role:to}",
    "im an? {role:from}.* (become|work as) an? {role:to}",
    "^(and )?(the )?pay$",
    "learn\\w*( \\w+)* (docker|git) for {role}",
    "(is|are) [0-9]+ ?k?( [a-z]+)? (ok|good)",
    "practi[cs]e|(get )?ready",
    "{role}( [a-z]+){0,2} pay|pay( .*)?{role}",
    "(a|a b|b c|a b c)( c)? d",
    "( \\w+)? good|good( )?$",
    "a(b|c)?d a{2,3} \\d\\d?",
    "what.*ing",
    "(x+ ?)+ y",
    "[^b-d ]+ a",
    "a .+? b",
    "(docker|kubernetes|aws) or {tool}",
    "{level}( {role})? pay",
    "\\S+ing a",
    "(a|b){2} c",
    "a\\.b|c\\+\\+",
    "(?i)Pay (?:me|you)",
    "how (much|many)?",
    "xx*b?|ax+",
    "what( [a-z]+)? (is|what)( \\w+)*",
];

const WORDS: [&str; 42] = [
    "what", "is", "are", "salary", "salaries", "from", "to", "into", "im", "a", "an", "become", "work", "as", "and",
    "the", "pay", "learn", "learning", "docker", "git", "for", "50", "50k", "k", "ok", "good", "practice", "ready",
    "b", "c", "d", "ad", "abd", "aa", "x", "xx", "y", "c++", "{r}", "{ts}", "{l}",
];

/// A pattern, and a sentence mostly of its own words: only there do preferences matter.
fn asked() -> impl Strategy<Value = (&'static str, String)> {
    select(&PATTERNS[..]).prop_flat_map(|source| {
        let own = source.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty());
        let own: Vec<&'static str> = own.chain(["{r}", "{ts}", "{l}", "level", "new"]).collect();
        let word = prop_oneof![4 => select(own), 1 => select(&WORDS[..])];
        prop::collection::vec(word, 1..9).prop_map(move |words| (source, words.join(" ")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    /// The automaton over words matches what the regex matches, in the same place, with the same names.
    #[test]
    fn words_and_letters_agree(
        (source, sentence) in asked(),
    ) {
        // A regex does not say what filled its gaps.
        let whole = |found: Option<Found>| found.map(|found| (found.words, found.slots));
        let (own, regex) = (found(source, &sentence), spelt(source, &sentence));
        prop_assert_eq!(whole(own), whole(regex), "{} over {}", source, sentence);
    }

    /// Every match holds a word of the key, or the beginning of one.
    #[test]
    fn no_match_lacks_its_key(
        (source, sentence) in asked(),
    ) {
        let (pattern, vocabulary) = ready(source);
        if let (Some(found), Some(key)) = (found(source, &sentence), pattern.key(&|_| 1)) {
            let items = items(&sentence, &vocabulary);
            let holds = |item: &Item<'_>| {
                key.words.contains(&item.word) || vocabulary.beginnings(item.text).any(|word| key.words.contains(&word))
            };
            let end = key.before.map_or(found.words.1, |before| found.words.1.min(found.words.0 + before + 1));
            let first = found.words.0..end;
            prop_assert!(items[first].iter().any(holds), "{} over {}", source, sentence);
        }
    }
}

#[test]
fn placeholders_are_named_slots() {
    let (pattern, _) = ready("from {role:from} to {role:to}");
    assert_eq!(pattern.slots, [Slot::From, Slot::To]);
    assert!(pattern.typed);
    assert_eq!(pattern.names, [2, 0, 0, 0]);
    assert_eq!(ready("(a {role}|b) {tool}").0.names, [0, 1, 0, 0]);
    assert_eq!(ready("(a {role}|{role:from} b) {tool}").0.names, [1, 1, 0, 0]);
    assert_eq!(ready("a {role}|b").0.names, [0; 4]);
    assert!(!ready("a{2,3} b").0.typed);
}

#[test]
fn a_wrong_placeholder_says_what_is_meant() {
    assert_eq!(refused("what is {tol}"), "{tol} is no placeholder; did you mean {tool}?");
    let error = refused("what is {role:frm}");
    assert!(error.contains("did you mean {role:from}"), "{error}");
    let error = refused("what is {tool:from}");
    assert!(error.contains("holds no tool"), "{error}");
}

#[test]
fn a_key_holds_the_fewest_words() {
    assert_eq!(key_of("how much does {role} (make|earn)").len(), 1);
    assert_eq!(key_of("salar(y|ies)"), ["salaries", "salary"]);
    assert_eq!(key_of("(what|which)( the)? (nice )?tool"), ["tool"]);
    assert_eq!(key_of("(salary|.*)"), [""; 0]);
    assert_eq!(key_of("(salary)?"), ["salary"], "an empty match is none");
    assert_eq!(key_of("What's CI/CD").len(), 1, "case and apostrophes are folded, slashes are spaces");
}

#[test]
fn what_any_word_would_have_matched_is_a_gap() {
    let gaps = |source: &str, sentence: &str| found(source, sentence).map(|found| found.gaps);
    assert_eq!(gaps("how( \\w+){0,3} learn {tool}", "how do we learn {t}"), Some(vec![1, 2]));
    assert_eq!(gaps("how( \\w+){0,3} (do|we)", "how do we learn"), Some(vec![1]), "the way that matched, no other");
    assert_eq!(gaps("learn\\w* [^b-d ]+ a", "learning x a"), Some(vec![1]), "an ending is no gap");
}

#[test]
fn words_keep_their_meaning_under_other_numbers() {
    for (sentence, matches) in [("study git", true), ("learn my coding", true), ("zebra docker", false)] {
        let (mut pattern, own) = ready("(learn|study)( \\w+)? (docker|git|cod\\w+)");
        let mut vocabulary = ready("git docker study zebra").1;
        let numbers = vocabulary.take(own);
        pattern.renumber(&numbers);
        let items = items(sentence, &vocabulary);
        let found = find(pattern, &items, 0..items.len(), &mut 100);
        assert_eq!(found.is_some(), matches, "{sentence}");
    }
}

#[test]
fn names_written_out_match_any_name() {
    assert!(found("learn docker for {role}", "learn {ts} for {r}").is_some());
    assert!(found("learn docker for {role}", "learn docker for {r}").is_some());
    assert!(found("learn pottery for {role}", "learn {ts} for {r}").is_none());
}

#[test]
fn what_says_nothing_may_stand_before_a_name() {
    for (sentence, matches) in [
        ("learn {t} now", true),
        ("learn a good new {t} now", true),
        ("learn a senior {t} now", false),
        ("learn my {l} level {l} level {t} now", true),
        ("learn {l} {l} {l} {t} now", false),
        ("learn a a good new {t} now", true),
        ("learn a a a good new {t} now", false),
        ("learn level {t} now", false),
    ] {
        assert_eq!(found("learn {tool} now", sentence).is_some(), matches, "{sentence}");
        assert_eq!(spelt("learn {tool} now", sentence).is_some(), matches, "{sentence}");
    }
}

#[test]
fn what_words_cannot_say_runs_as_a_regex() {
    for source in ["\\Bpay", "[[:alpha:]]+ pay", "\\w+a\\d+"] {
        assert!(matches!(ready(source).0.engine, Engine::Spelt(_)), "{source}");
    }
    assert!(found("\\bpay\\b|\\bx", "the pay {r}").is_some_and(|found| found.words == (1, 2)));
    assert!(found("\\bpay\\b", "the payer").is_none());
    assert!(found("\\bpa\\B(y|id) {role}", "the pay {r}").is_some_and(|found| found.words == (1, 3)));
}

#[test]
fn nothing_matches_without_steps_left() {
    let (pattern, vocabulary) = ready("a b");
    let items = items("a b", &vocabulary);
    let mut steps = 1;
    assert_eq!(find(pattern, &items, 0..2, &mut steps), None);
    assert_eq!(steps, 0);
}

#[test]
fn nonsense_is_refused() {
    assert!(Pattern::new("(open", &|_| false, &mut Vocabulary::default()).is_err());
    assert!(Pattern::new("open {role", &|_| false, &mut Vocabulary::default()).is_err());
    assert_eq!(refused("((((a{100}){100}){100}){100}){100}"), "it is too large; make it two");
}
