//! From titles and aliases to names: plurals, joined and split forms, and when a name does not count.

use super::entities::capitals;
use super::knowledge::LevelInfo;
use super::lexicon::Lexicon;
use super::page::{Kind, Level, Page};
use super::question::{Question, Written};
use super::reading::Token;
use super::signs::Sign;

/// A name of a page or a level, as folded words.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) words: Vec<String>,
    /// An ordinary word that is only sometimes a name.
    pub(super) weak: bool,
    /// "Developer", "programmer".
    pub(super) generic: bool,
    /// Counts in capitals or beside a word about work only: "DE", "ml".
    short: bool,
    /// Another word of the sentence decides whether it counts.
    guard: Guard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    None,
    Level,
    Rest,
    Pandas,
    Flask,
    React,
    Function,
    Git,
    Stripe,
    Go,
}

/// The people who do a job; any of them may stand for another: "cloud dev", "cloud engineers".
const MAKERS: &[&str] = &[
    "developer",
    "developers",
    "dev",
    "devs",
    "engineer",
    "engineers",
    "eng",
    "programmer",
    "programmers",
    "coder",
    "specialist",
    "specialists",
];
/// The work they do.
const WORK: &[&str] = &["development", "engineering"];

/// Words that name no role by themselves beyond the general one.
const GENERIC: &[&str] = &[
    "developer",
    "developers",
    "dev",
    "devs",
    "engineer",
    "engineers",
    "programmer",
    "programmers",
    "coder",
    "coders",
    "programming",
    "coding",
    "software developer",
    "software developers",
    "software dev",
    "software engineer",
    "software engineers",
    "software engineering",
    "software development",
    "swe",
    "sde",
    "software",
];

/// Short names that hardly ever mean anything else, even in lower case.
const CLEAR: &[&str] = &["api", "apis", "ci", "ml", "qa"];

/// Words about work: a short or weak name beside one of them counts.
pub(super) const WORK_WORDS: &[&str] = &[
    "dev",
    "devs",
    "developer",
    "developers",
    "engineer",
    "engineers",
    "engineering",
    "eng",
    "job",
    "jobs",
    "role",
    "roles",
    "salary",
    "salaries",
    "pay",
    "position",
    "positions",
    "career",
    "careers",
    "vs",
    "versus",
    "roadmap",
    "path",
    "people",
    "folks",
    "guy",
    "guys",
    "person",
    "team",
    "teams",
    "skills",
    "work",
    "level",
    "programmer",
    "programmers",
    "interview",
    "internship",
    "become",
    "becoming",
    "scientist",
    "analyst",
    "junior",
    "senior",
];

fn split(text: &str) -> Vec<String> {
    Question::new(text).sentences.into_iter().flat_map(|sentence| sentence.words).map(|word| word.text.into()).collect()
}

fn name(words: Vec<String>, kind: Option<Kind>, lexicon: Option<&Lexicon>) -> Name {
    let joined = words.join(" ");
    let single = words.len() == 1;
    let common = single && lexicon.is_some_and(|lexicon| lexicon.id(&joined).is_some_and(|id| lexicon.is_common(id)));
    let guard = match joined.as_str() {
        _ if kind.is_none() => Guard::Level,
        "rest" => Guard::Rest,
        "pandas" | "panda" => Guard::Pandas,
        "flask" | "flasks" => Guard::Flask,
        "react" => Guard::React,
        "function" | "functions" => Guard::Function,
        "git" => Guard::Git,
        "stripe" | "stripes" => Guard::Stripe,
        "go" | "r" | "c" => Guard::Go,
        _ => Guard::None,
    };
    let length = joined.chars().count();
    let clear = CLEAR.contains(&joined.as_str());
    let short = single && !clear && guard == Guard::None && (length <= 2 || (length == 3 && common));
    let generic = match kind {
        Some(Kind::Role) => GENERIC.contains(&joined.as_str()),
        // On a Python server the word alone names no skill; it is what everything is about.
        Some(Kind::Skill) => matches!(joined.as_str(), "python" | "pythons" | "python3" | "py"),
        _ => false,
    };
    Name { words, weak: common || generic, generic, short, guard }
}

/// The title and the aliases of a page, as its file has them.
pub(super) fn written(page: &Page, lexicon: &Lexicon) -> Vec<Name> {
    std::iter::once(&page.title)
        .chain(&page.aliases)
        .chain(std::iter::once(&page.id.slug.as_str().replace('-', " ")))
        .map(|text| split(text))
        .filter(|words| !words.is_empty())
        .map(|words| name(words, Some(page.id.kind), Some(lexicon)))
        .collect()
}

/// What follows from the title and the aliases, which are the names that are [`written`].
pub(super) fn derived(page: &Page, written: &[Name], lexicon: &Lexicon) -> Vec<Name> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for own in written {
        let Some((last, stem)) = own.words.split_last() else { continue };
        let mut with = |ending: &str| {
            let mut words = stem.to_vec();
            words.push(ending.to_owned());
            out.push(words);
        };
        if page.id.kind == Kind::Role {
            if !stem.is_empty() && MAKERS.contains(&last.as_str()) {
                MAKERS.iter().chain(WORK).for_each(|ending| with(ending));
            }
            match last.as_str() {
                "scientist" => ["scientists", "science"].iter().for_each(|ending| with(ending)),
                "analyst" => ["analysts", "analytics", "analysis"].iter().for_each(|ending| with(ending)),
                "tester" => ["testers", "testing"].iter().for_each(|ending| with(ending)),
                _ => {}
            }
        }
        for other in number(last) {
            with(&other);
        }
    }
    // "back end", "backend"; "type hints", "typehints".
    let mut joined_up = Vec::new();
    for words in written.iter().map(|own| &own.words).chain(&out) {
        for at in 1..words.len() {
            if words.len() <= 3 && words[at - 1].len() >= 3 && words[at].len() >= 3 {
                let mut joined = words.clone();
                let second = joined.remove(at);
                joined[at - 1].push_str(&second);
                joined_up.push(joined);
            }
        }
    }
    out.append(&mut joined_up);
    out.sort();
    out.dedup();
    out.into_iter().map(|words| name(words, Some(page.id.kind), Some(lexicon))).collect()
}

/// The plural of a word, or its singular.
fn number(word: &str) -> Vec<String> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return vec![format!("{stem}y")];
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return Vec::new();
    }
    if let Some(stem) = word.strip_suffix('s') {
        return vec![stem.to_owned()];
    }
    if word.ends_with("ing") {
        return Vec::new();
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => vec![format!("{stem}ies")],
        _ => vec![format!("{word}s")],
    }
}

/// The names of a level. One that holds a maker ("python software engineer") would take a role's name away.
pub(super) fn of_level(info: &LevelInfo) -> Vec<Name> {
    let own: &[&str] = match info.level {
        Level::Junior => {
            &["junior", "juniors", "jr", "entry level", "entrylevel", "graduate", "grad", "trainee", "jnr"]
        }
        Level::Mid => &["mid", "mid level", "midlevel", "mids", "intermediate", "medior"],
        Level::Senior => &["senior", "seniors", "sr", "snr", "senior level"],
        Level::Staff => &["staff", "principal", "lead", "tech lead", "team lead", "leads", "staff level", "techlead"],
    };
    std::iter::once(info.title.as_str())
        .chain(info.aliases.iter().map(String::as_str))
        .chain(own.iter().copied())
        .map(split)
        .filter(|words| !words.is_empty() && !words.iter().any(|word| MAKERS.contains(&word.as_str()) || word == "job"))
        .map(|words| {
            let mut name = name(words, None, None);
            name.weak = name.words.len() == 1;
            name
        })
        .collect()
}

/// Whether a name counts where it stands.
pub(super) fn counts(name: &Name, tokens: &[Token], start: usize, end: usize, shouted: bool) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let before = if start == 0 { "" } else { text(start - 1) };
    let after = text(end);
    let beside = WORK_WORDS.contains(&before) || WORK_WORDS.contains(&after);
    let has = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.text.as_str()));
    // A game developer is no Python developer.
    if name.generic && name.words.len() == 1 && start > 0 && tokens[start - 1].marks.has(Sign::OTHER_CRAFT) {
        return false;
    }
    if name.short && !(capitals(&tokens[start], shouted) || beside) {
        return false;
    }
    match name.guard {
        Guard::None => true,
        Guard::Go => false,
        Guard::Rest => {
            capitals(&tokens[start], shouted)
                || has(&["grpc", "graphql", "soap"])
                || ["api", "apis", "framework", "endpoint", "endpoints", "service", "services", "vs", "or"]
                    .contains(&after)
                || ["vs", "django", "a", "use", "learn", "using"].contains(&before)
                    && after != "of"
                    && has(&["grpc", "graphql", "soap", "api", "apis"])
                || (before == "is" && tokens.len() == end)
        }
        Guard::Pandas => !has(&[
            "animal",
            "animals",
            "zoo",
            "bamboo",
            "cute",
            "bear",
            "bears",
            "fluffy",
            "adorable",
            "giant",
            "red",
            "panda",
            "documentary",
            "cub",
            "cubs",
        ]),
        Guard::Flask => {
            after != "of"
                && !has(&[
                    "tea",
                    "coffee",
                    "whiskey",
                    "hip",
                    "thermos",
                    "vacuum",
                    "soup",
                    "volumetric",
                    "erlenmeyer",
                    "drink",
                ])
        }
        Guard::React => {
            after != "to"
                && ![
                    "to", "will", "would", "they", "he", "she", "you", "we", "did", "people", "everyone", "dont",
                    "didnt",
                ]
                .contains(&before)
                || (["to", "from"].contains(&before) && has(&["learn", "angular", "vue", "switch", "frontend"]))
        }
        // "Your functions", "the function of this profession" are no Python.
        Guard::Function => !has(&[
            "your",
            "ur",
            "my",
            "real",
            "profession",
            "job",
            "bot",
            "integral",
            "derivative",
            "curve",
            "graph",
            "key",
            "keys",
            "liver",
        ]),
        Guard::Git => !["out", "gud", "good", "r", "er", "em", "off", "lost", "going"].contains(&after),
        Guard::Stripe => {
            !["a", "red", "black", "white", "blue", "each", "racing"].contains(&before)
                && !["shirt", "shirts", "pattern", "on"].contains(&after)
        }
        Guard::Level => level_counts(&name.words, tokens, start, end, shouted),
    }
}

/// "Senior" is a level beside work, not in "senior discount", "staff room" or "who is in the lead".
fn level_counts(words: &[String], tokens: &[Token], start: usize, end: usize, shouted: bool) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let before = if start == 0 { "" } else { text(start - 1) };
    let after = text(end);
    let word = words[0].as_str();
    if words.len() > 1 {
        return true;
    }
    let alien = [
        "discount",
        "discounts",
        "citizen",
        "citizens",
        "prom",
        "year",
        "high",
        "home",
        "center",
        "centre",
        "care",
        "college",
        "school",
        "room",
        "rooms",
        "mod",
        "mods",
        "moderator",
        "moderators",
        "ping",
        "pings",
        "dance",
        "photo",
        "photos",
        "trip",
        "living",
        "night",
        "singer",
        "guitar",
        "guitarist",
        "vocals",
        "actor",
        "poisoning",
        "pipe",
        "paint",
        "program",
        "programs",
        "bacon",
        "cheeseburger",
        "member",
        "members",
        "meeting",
        "course",
        "way",
        "to",
        "the",
        "me",
        "you",
        "us",
        "him",
        "her",
        "them",
        "up",
        "into",
        "down",
        "investment",
        "term",
        "season",
        "week",
        "day",
        "game",
    ];
    let levelish = ["level", "levels", "position", "positions", "title", "role", "roles"];
    let people =
        ["developer", "developers", "dev", "devs", "engineer", "engineers", "programmer", "programmers", "swe"];
    if levelish.contains(&after) || people.contains(&after) {
        return true;
    }
    if alien.contains(&after) && !(after == "to" && matches!(word, "junior" | "juniors" | "mid" | "senior")) {
        return false;
    }
    match word {
        "junior" | "juniors" | "senior" | "seniors" | "jr" | "sr" | "snr" | "jnr" | "mid" | "medior" | "midlevel"
        | "entrylevel" => true,
        // Ordinary words: only beside work.
        _ => {
            let career =
                ["career", "promotion", "promoted", "salary", "pay", "senior", "engineer", "developer", "tech", "team"];
            !matches!(
                before,
                "the" | "to" | "will" | "can" | "could" | "would" | "that" | "which" | "your" | "our" | "their"
            ) && (capitals(&tokens[start], shouted)
                || tokens.iter().enumerate().any(|(at, token)| at != start && career.contains(&token.text.as_str()))
                || tokens.get(start).is_some_and(|token| token.written == Written::Capital && start > 0))
        }
    }
}
