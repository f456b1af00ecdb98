//! How the cost of a message grows with the number of patterns. Run with `cargo bench --bench routing`.
//!
//! Patterns and lines come from the generator below, always the same ones. Every line is looked at once by each engine: one
//! that remembers lines it has seen would look better than it is in a chat. What is compared, in one process:
//!
//! - *routing*: from a message whose words and names are known to the patterns that match it;
//! - *candidates*: its first stage alone, which leaves the few patterns that are tried;
//! - *decision*: the whole way from text to decision;
//! - *loop*: the same patterns as a plain `Vec<Regex>`, tried one after the other;
//! - *automaton*: one Aho-Corasick pass for a rare word of each pattern over the folded text, with nothing verified.

#![expect(clippy::print_stdout, reason = "printing is its job")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use jiff::civil::date;
use regex::{Regex, RegexBuilder};
use signpost::advisor::{Advisor, Asked, Facts, Knowledge, Question};
use signpost::content::{Origin, load};

/// Lines gone through before anything is measured, and lines measured; the loop takes milliseconds a line.
const WARM_UP: usize = 2_000;
const MEASURED: usize = 10_000;
const MEASURED_LOOP: usize = 150;
/// Lines on which the engines must agree.
const COMPARED: usize = 100;

const FIRST: [&str; 10] = ["astro", "bio", "cargo", "delta", "ferro", "gala", "helio", "indigo", "jungle", "kilo"];
const SECOND: [&str; 10] =
    ["nomics", "metrics", "graphy", "smithing", "weaving", "logistics", "casting", "mining", "tuning", "brewing"];
const THIRD: [&str; 5] = ["", "s", "ist", "ists", "lab"];
const VERBS: [&str; 20] = [
    "start", "learn", "practise", "improve", "teach", "measure", "compare", "leave", "finish", "explain", "combine",
    "plan", "repair", "present", "budget", "review", "document", "simplify", "automate", "schedule",
];
const CHAT: &str = "the a to and of in it is that was for on you he with as at be this have from or had by not but what all were \
     when we there can an your which their said if do will each about how up out them then she many some so these would other into \
     has more her two like him see time could no make than first been its who now people my made over did down only way find use \
     may water long little very after words called just where most know get through back much before go good new write our me man \
     too any day same right look think also around another came come work three word must because does part even place well such \
     here take why things help put years different away again off went old number great tell men say small every found still \
     between name should home big give air line set own under read last never us left end along while might next sound below saw \
     something thought both few those always looked show large often together asked house world going want school important until \
     form food keep children feet land side without boy once animals life enough took four head above kind began almost live page \
     got earth need far hand high year mother light parts country father let night following picture being study second eyes soon";

/// A small generator of numbers that are always the same (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let roll = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(roll).unwrap_or(0) % n
    }

    fn one_of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len())]
    }
}

fn trade(nth: usize) -> String {
    let (first, rest) = (nth % FIRST.len(), nth / FIRST.len());
    let (second, rest) = (rest % SECOND.len(), rest / SECOND.len());
    format!("{}{}{}", FIRST[first], SECOND[second], THIRD[rest % THIRD.len()])
}

/// The pattern of that number: how people ask about one of 500 trades and one of 20 doings, in six forms. Every tenth also
/// wants the name of a role.
fn pattern(nth: usize) -> String {
    let (trade, verb) = (trade(nth % 500), VERBS[nth / 500 % VERBS.len()]);
    match nth % 10 {
        0 => format!("(how|when) (do|can|should) {{role}}( [a-z]+){{0,3}} {verb}( [a-z]+)? {trade}"),
        1 | 2 => format!("(how|where) (do|can|could) (i|you|we|one)( [a-z]+){{0,2}} {verb}( [a-z]+){{0,2}} {trade}"),
        3 | 4 => format!(
            "(what|whats|which)( is| are)?( the)? (best|right|fastest) way( [a-z]+)? to {verb}( my| your)? {trade}"
        ),
        5 | 6 => format!("(is|are|was) {trade}( [a-z]+){{0,4}} (worth|hard|easy) to {verb}"),
        7 | 8 => format!("(want|need|like|love|hope|hoping) to {verb}( [a-z]+){{0,3}} {trade}( [a-z]+)?( please)?"),
        _ => format!("{trade} (tips|advice|help|guide)( [a-z]+){{0,3}} {verb}\\w*"),
    }
}

/// The word of a pattern that the fewest others have.
fn rare_word(nth: usize) -> String {
    trade(nth % 500)
}

/// A line of chat, about one in twenty of them a question that some of the patterns may know; about as many only begin like one.
fn line(dice: &mut Dice) -> String {
    let chat: Vec<&str> = CHAT.split_whitespace().collect();
    let mut words: Vec<String> = Vec::new();
    match dice.below(100) {
        0..5 => {
            let (trade, verb) = (trade(dice.below(500)), dice.one_of(&VERBS));
            words.extend(match dice.below(5) {
                0 => ["how do i really", verb, "my", &trade].map(str::to_owned).to_vec(),
                1 => ["what is the best way to", verb, "my", &trade].map(str::to_owned).to_vec(),
                2 => ["is", &trade, "still hard to", verb].map(str::to_owned).to_vec(),
                3 => ["i want to", verb, "some", &trade, "please"].map(str::to_owned).to_vec(),
                _ => [&trade, "tips for how to", verb].map(str::to_owned).to_vec(),
            });
        }
        5..13 => words.push(dice.one_of(&["how can i switch the", "what is the best way to", "i want to"]).to_owned()),
        13..23 => words.push("café ’twas 😀".to_owned()),
        _ => {}
    }
    let length = 4 + dice.below(18);
    words.extend((0..length).map(|_| dice.one_of(&chat).to_owned()));
    words.join(" ")
}

/// The shipped content with these patterns in place of its own.
fn knowledge(shipped: &Knowledge, patterns: &[String]) -> Knowledge {
    let mut knowledge = shipped.clone();
    let intents = knowledge.intents.len();
    for (nth, intent) in knowledge.intents.iter_mut().enumerate() {
        intent.patterns = patterns.iter().skip(nth).step_by(intents).cloned().collect();
    }
    for page in knowledge.pages.values_mut() {
        if let Facts::Faq(facts) = &mut page.facts {
            facts.patterns.clear();
        }
    }
    knowledge
}

/// The patterns as somebody would write them without our matcher: any two words stand for a name.
fn regexes(patterns: &[String]) -> Vec<Regex> {
    let bounded = |pattern: &String| format!("\\b(?:{})\\b", pattern.replace("{role}", "\\w+( \\w+)?"));
    let build = |source: String| RegexBuilder::new(&source).case_insensitive(true).build();
    patterns.iter().filter_map(|pattern| build(bounded(pattern)).ok()).collect()
}

struct Times(Vec<u64>);

impl Times {
    /// Measures a run of each, in nanoseconds.
    fn of<T>(inputs: &[T], mut run: impl FnMut(&T) -> usize) -> Self {
        let mut times: Vec<u64> = inputs
            .iter()
            .map(|input| {
                let start = Instant::now();
                black_box(run(input));
                u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
            })
            .collect();
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, percent: usize) -> u64 {
        self.0[(self.0.len() - 1) * percent / 100]
    }
}

/// What one size showed, in nanoseconds.
struct Measured {
    routing: Times,
    candidates: Times,
    decision: Times,
    automaton: Times,
    naive: Times,
}

fn main() {
    let today = date(2026, 11, 21);
    let Ok(loaded) = load(&Origin::default(), today) else {
        return println!("The shipped content has problems: run `cargo run -- check`.");
    };
    let shipped = &loaded.advisor.knowledge().clone();
    // One advisor at a time: what is resident is what a bot with so many patterns would need.
    drop(loaded);
    let mut dice = Dice(0x5167_4e50_4f53_5421);

    // First of all, before anything else fills the memory.
    let before = resident();
    let patterns: Vec<String> = (0..10_000).map(pattern).collect();
    let many = knowledge(shipped, &patterns);
    let start = Instant::now();
    let Ok(advisor) = Advisor::build(many) else { return println!("The generated patterns do not build.") };
    let built = start.elapsed();
    println!("building at 10,000 patterns: {:.0} ms, the model learned anew included", millis(built));
    println!("resident: {before:.1} MB after loading the shipped content, {:.1} MB with 10,000 patterns", resident());
    hostile(&advisor);
    drop(advisor);
    let small = knowledge(shipped, &patterns[..100]);
    let start = Instant::now();
    black_box(Advisor::build(small).is_ok());
    println!("  of which without the patterns: {:.0} ms\n", millis(start.elapsed()));

    println!("nanoseconds a line (median, 99th percentile), {MEASURED} lines never seen before");
    println!("patterns   routing          candidates       decision           automaton        loop");
    let mut all = Vec::new();
    for n in [100, 1_000, 10_000] {
        let Some(measured) = measure(shipped, &patterns[..n], &mut dice) else { return };
        let cell = |times: &Times| format!("{:>6} {:>8}", times.at(50), times.at(99));
        println!(
            "{n:>6}  {}  {}  {}  {}  {}",
            cell(&measured.routing),
            cell(&measured.candidates),
            cell(&measured.decision),
            cell(&measured.automaton),
            cell(&measured.naive)
        );
        all.push(measured);
    }
    let [small, _, large] = &all[..] else { return };
    println!();
    ratio("routing grows, 100 to 10,000 patterns, median", &large.routing, &small.routing, 50);
    ratio("routing grows, 100 to 10,000 patterns, 99th percentile", &large.routing, &small.routing, 99);
    ratio("loop against candidates at 10,000, median", &large.naive, &large.candidates, 50);
    ratio("loop against routing at 10,000, median", &large.naive, &large.routing, 50);
    ratio("routing against the automaton at 10,000, median", &large.routing, &large.automaton, 50);
    if let Ok(loaded) = load(&Origin::default(), today) {
        shipped_lines(&loaded.advisor);
    }
}

fn measure(shipped: &Knowledge, patterns: &[String], dice: &mut Dice) -> Option<Measured> {
    let advisor = Advisor::build(knowledge(shipped, patterns)).ok()?;
    let naive = regexes(patterns);
    let rare: Vec<String> = (0..patterns.len()).map(rare_word).collect();
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(rare).ok()?;
    let ambient = Asked::default();

    let warm_up: Vec<String> = (0..WARM_UP).map(|_| line(dice)).collect();
    for line in &warm_up {
        let question = Question::new(line);
        black_box(advisor.matching(&advisor.read(&question)).len());
        black_box(automaton.find_overlapping_iter(&question.folded()).count());
        black_box(advisor.advise(&question, &ambient));
    }
    for line in warm_up.iter().take(COMPARED) {
        let own = advisor.matching(&advisor.read(&Question::new(line)));
        let own = own.iter().filter(|pattern| !pattern.contains("{role}")).count();
        let theirs = naive.iter().zip(patterns);
        let theirs = theirs.filter(|(regex, pattern)| !pattern.contains("{role}") && regex.is_match(line)).count();
        if own != theirs {
            println!("{own} patterns match here, {theirs} in the loop: {line}");
        }
    }

    let lines: Vec<String> = (0..MEASURED).map(|_| line(dice)).collect();
    // Its words and its text lie together, as they do when a message has just come in.
    let of_line = |line: &String| {
        let question = Question::new(line);
        let folded = question.folded();
        (question, folded)
    };
    let (questions, folded): (Vec<Question>, Vec<String>) = lines.iter().map(of_line).unzip();
    let read: Vec<_> = questions.iter().map(|question| advisor.read(question)).collect();
    Some(Measured {
        candidates: Times::of(&read, |read| advisor.candidates(read)),
        routing: Times::of(&read, |read| advisor.matching(read).len()),
        automaton: Times::of(&folded, |folded| automaton.find_overlapping_iter(folded).count()),
        decision: Times::of(&lines, |line| advisor.advise(&Question::new(line), &ambient).why.words.len()),
        naive: Times::of(&lines[..MEASURED_LOOP], |line| naive.iter().filter(|regex| regex.is_match(line)).count()),
    })
}

/// A message of 2,000 characters that is all openers, verbs and trades.
fn hostile(advisor: &Advisor) {
    let mut dice = Dice(7);
    let lines: Vec<String> = (0..204)
        .map(|_| {
            let mut text = "how can i really start the best way to learn ".to_owned();
            while text.len() < 2_000 {
                text.push_str(&trade(dice.below(500)));
                text.push(' ');
                text.push_str(dice.one_of(&VERBS));
                text.push_str(dice.one_of(&[" ", " is ", " how do i ", ". what is the best way to "]));
            }
            text.truncate(2_000);
            text
        })
        .collect();
    let asked = Asked { addressed: true, ..Asked::default() };
    // The first message or two after a load tidy up what loading has freed: two milliseconds, once.
    let (first, lines) = lines.split_at(4);
    for line in first {
        black_box(advisor.advise(&Question::new(line), &asked));
    }
    let times = Times::of(lines, |line| advisor.advise(&Question::new(line), &asked).why.words.len());
    println!(
        "a hostile message of 2,000 characters at 10,000 patterns, text to decision: {:.2} ms at the median, {:.2} ms at most",
        millis(Duration::from_nanos(times.at(50))),
        millis(Duration::from_nanos(times.at(100)))
    );
}

/// The whole way with the shipped content, on the lines of its own examples, addressed; each once.
fn shipped_lines(advisor: &Advisor) {
    let intents = advisor.knowledge().intents.iter().flat_map(|intent| &intent.examples.yes);
    let lines: Vec<&String> = intents.collect();
    let asked = Asked { addressed: true, ..Asked::default() };
    let times = Times::of(&lines, |line| advisor.advise(&Question::new(line), &asked).why.words.len());
    println!(
        "text to decision, all shipped content, {} questions, each once: {:.1} µs at the median, {:.1} µs at the 99th percentile",
        lines.len(),
        micros(times.at(50)),
        micros(times.at(99))
    );
}

fn ratio(what: &str, above: &Times, below: &Times, percent: usize) {
    println!("{what}: {:.1}×", micros(above.at(percent)) / micros(below.at(percent)).max(0.001));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn micros(nanos: u64) -> f64 {
    Duration::from_nanos(nanos).as_secs_f64() * 1_000_000.0
}

/// Resident memory in megabytes; 0 where the system does not say.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: u32 = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
    f64::from(kilobytes) / 1_024.0
}
