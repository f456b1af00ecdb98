//! Tools for a task, by what their pages say they are good for.

use super::features::{hash, stem, stem_of};
use super::knowledge::Knowledge;
use super::page::{Facts, PageId};
use super::reading::Unit;

/// Most tools recommended at once.
const MOST: usize = 4;

/// Words members use for what pages call otherwise; looked up by stem.
const SAME: &[(&str, &[&str])] = &[
    ("viz", &["visualis"]),
    ("dataviz", &["data", "visualis"]),
    ("visualization", &["visualis"]),
    ("visualisation", &["visualis"]),
    ("plot", &["chart", "visualis"]),
    ("graph", &["chart", "visualis"]),
    ("chart", &["visualis"]),
    ("db", &["databas"]),
    ("sms", &["text", "messag"]),
    ("ide", &["editor"]),
    ("editor", &["ide"]),
    ("ml", &["machine", "learn"]),
    ("dl", &["deep", "learn"]),
    ("ai", &["machine", "learn"]),
    ("llm", &["language", "model"]),
    ("nlp", &["text", "language"]),
    ("csv", &["data", "tabl", "fil"]),
    ("excel", &["tabl", "spreadsheet"]),
    ("spreadsheet", &["tabl"]),
    ("huge", &["larg"]),
    ("big", &["larg"]),
    ("deploy", &["deployment", "host"]),
    ("host", &["deploy", "deployment"]),
    ("test", &["unit", "test"]),
    ("payment", &["pay"]),
    ("api", &["rest"]),
    ("website", &["web", "app"]),
    ("site", &["web", "app"]),
    ("orchestrat", &["workflow", "pipelin"]),
    ("schedul", &["workflow", "job"]),
    ("pipelin", &["workflow", "ci"]),
    ("notebook", &["jupyter"]),
];

/// Words that say nothing about the task.
const IDLE: &[&str] = &[
    "what",
    "which",
    "tool",
    "librar",
    "framework",
    "package",
    "packag",
    "modul",
    "best",
    "good",
    "better",
    "should",
    "use",
    "us",
    "for",
    "python",
    "pick",
    "choose",
    "choos",
    "recommend",
    "suggest",
    "need",
    "want",
    "some",
    "someth",
    "can",
    "you",
    "the",
    "and",
    "with",
    "beginn",
    "beginner",
    "begin",
    "noob",
    "small",
    "simpl",
    "easiest",
    "easy",
    "favorit",
    "favourit",
    "favorite",
    "lib",
    "thing",
    "guy",
    "everyon",
    "project",
    "app",
    "do",
    "to",
    "a",
    "an",
    "in",
    "of",
    "my",
    "me",
    "is",
    "are",
    "it",
    "i",
    "like",
];

/// Words for tools of any kind, by stem.
const TOOL_NOUNS: &[&str] = &["tool", "librar", "lib", "framework", "packag", "package", "modul", "software"];

/// What the pages of tools say that they are good for.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    tasks: Vec<Task>,
    /// The stems of all tasks, in order.
    known: Vec<u64>,
}

#[derive(Debug)]
struct Task {
    tool: PageId,
    /// Its place among those of its tool: the first is what the tool is best for.
    place: usize,
    phrase: String,
    /// The stem of each word, and whether the word says something about the task.
    stems: Vec<(u64, bool)>,
}

impl Tasks {
    /// Reads all tools.
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut tasks = Vec::new();
        for page in knowledge.pages.values() {
            let Facts::Tool(facts) = &page.facts else { continue };
            for (place, phrase) in facts.good_for.iter().enumerate() {
                let words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
                let stems = words.map(|word| (stem_of(word), !IDLE.contains(&stem(word)))).collect();
                tasks.push(Task { tool: page.id.clone(), place, phrase: phrase.clone(), stems });
            }
        }
        let mut known: Vec<u64> = tasks.iter().flat_map(|task| &task.stems).map(|(stem, _)| *stem).collect();
        known.sort_unstable();
        known.dedup();
        Self { tasks, known }
    }

    /// The task that a sentence names, as our pages word it, and the tools for it, best first.
    pub(super) fn tools_for(&self, unit: &Unit) -> (Option<String>, Vec<PageId>) {
        let words: Vec<&str> = unit.tokens.iter().map(|token| token.text.as_str()).collect();
        // "A web scraping library" is no web framework: where no page knows the doing, no tool is for it.
        if doing(&words).is_some_and(|word| !self.knows(word)) {
            return (None, Vec::new());
        }
        self.rate(words.into_iter())
    }

    fn knows(&self, word: &str) -> bool {
        let own = stem(word);
        self.known.binary_search(&hash(own)).is_ok() || SAME.iter().any(|(same, _)| *same == own || *same == word)
    }

    fn rate<'w>(&self, words: impl Iterator<Item = &'w str>) -> (Option<String>, Vec<PageId>) {
        let mut asked: Vec<u64> = Vec::new();
        for word in words {
            let own = stem(word);
            asked.push(stem_of(word));
            for (_, same) in SAME.iter().filter(|(known, _)| *known == own || *known == word) {
                asked.extend(same.iter().map(|word| hash(word)));
            }
        }
        asked.sort_unstable();
        let mut rated: Vec<(usize, &Task)> =
            self.tasks.iter().filter_map(|task| Some((task.score(&asked)?, task))).collect();
        // Of each tool its best task, of equals the one it is better for.
        rated.sort_by(|(one, a), (other, b)| other.cmp(one).then((a.place, &a.tool).cmp(&(b.place, &b.tool))));
        let Some(&(top, best)) = rated.first() else { return (None, Vec::new()) };
        let mut tools: Vec<PageId> = Vec::new();
        for (_, task) in rated.iter().take_while(|(score, _)| score * 2 > top) {
            if tools.len() < MOST && !tools.contains(&task.tool) {
                tools.push(task.tool.clone());
            }
        }
        (Some(best.phrase.clone()), tools)
    }
}

/// What is done with the tool that is wanted: "scraping" right before "library", or last in the row of words after its "for".
fn doing<'w>(words: &[&'w str]) -> Option<&'w str> {
    let tells = |word: &&str| !IDLE.contains(&stem(word));
    let noun = words.iter().position(|word| TOOL_NOUNS.contains(&stem(word)))?;
    let is_doing = |word: &&&str| word.len() > 5 && word.ends_with("ing");
    let after = || {
        let (_, row) = words[noun + 1..].split_first().filter(|(first, _)| matches!(**first, "for" | "to"))?;
        row.iter().skip_while(|word| !tells(word)).take_while(|word| tells(word)).filter(is_doing).last()
    };
    words[..noun].last().filter(is_doing).or_else(after).copied()
}

impl Task {
    /// How well it fits the stems that were asked for, which are in order; `None` if it does not.
    fn score(&self, asked: &[u64]) -> Option<usize> {
        let shared = self.stems.iter().filter(|(stem, _)| asked.binary_search(stem).is_ok());
        let (telling, idle) = shared
            .fold((0, 0), |(telling, idle), (_, tells)| if *tells { (telling + 1, idle) } else { (telling, idle + 1) });
        let fits = telling > 0 && (telling + idle) * 2 >= self.stems.len();
        fits.then(|| telling * 10 + idle * 2 + usize::from(telling + idle == self.stems.len()) * 4)
    }
}

/// The task a tool is best for, and the tools for that: a recommendation rebuilt from its first tool.
pub(super) fn like(knowledge: &Knowledge, tool: &PageId) -> (Option<String>, Vec<PageId>) {
    let Some(Facts::Tool(facts)) = knowledge.pages.get(tool).map(|page| &page.facts) else { return (None, Vec::new()) };
    let Some(task) = facts.good_for.first() else { return (None, vec![tool.clone()]) };
    Tasks::new(knowledge).rate(task.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::doing;

    #[test]
    fn what_a_tool_is_for_is_found_before_it_and_after() {
        let of = |text: &'static str| doing(&text.split(' ').collect::<Vec<&str>>());
        assert_eq!(of("which web scraping library should a beginner use"), Some("scraping"));
        assert_eq!(of("a library for web scraping please"), Some("scraping"));
        assert_eq!(of("a good library for web scraping"), Some("scraping"));
        assert_eq!(of("which web framework for my startup"), None);
        assert_eq!(of("best testing library"), Some("testing"));
        assert_eq!(of("anything for scraping"), None, "no tool is named");
    }
}
