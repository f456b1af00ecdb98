//! Tools for a task, by what their pages say they are good for.

use super::knowledge::Knowledge;
use super::model::stem;
use super::page::{Facts, Kind, PageId};
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

/// The task as our pages word it, and the tools for it, best first.
pub(super) fn tools_for(knowledge: &Knowledge, unit: &Unit) -> (Option<String>, Vec<PageId>) {
    let words: Vec<&str> = unit.tokens.iter().map(|token| token.text.as_str()).collect();
    rate(knowledge, &words)
}

/// The task a tool is best for, and the tools for that: a recommendation rebuilt from its first tool.
pub(super) fn like(knowledge: &Knowledge, tool: &PageId) -> (Option<String>, Vec<PageId>) {
    let Some(Facts::Tool(facts)) = knowledge.pages.get(tool).map(|page| &page.facts) else { return (None, Vec::new()) };
    let Some(task) = facts.good_for.first() else { return (None, vec![tool.clone()]) };
    let words: Vec<&str> = task.split_whitespace().collect();
    rate(knowledge, &words)
}

fn rate(knowledge: &Knowledge, words: &[&str]) -> (Option<String>, Vec<PageId>) {
    let mut asked: Vec<&str> = Vec::new();
    for word in words {
        let own = stem(word);
        if !asked.contains(&own) {
            asked.push(own);
        }
        for (_, same) in SAME.iter().filter(|(known, _)| *known == own || known == word) {
            asked.extend(same.iter().filter(|word| !asked.contains(word)).copied().collect::<Vec<&str>>());
        }
    }
    let mut rated: Vec<(usize, usize, &PageId, &str)> = Vec::new();
    for page in knowledge.pages.values().filter(|page| page.id.kind == Kind::Tool) {
        let Facts::Tool(facts) = &page.facts else { continue };
        let best =
            facts
                .good_for
                .iter()
                .enumerate()
                .filter_map(|(place, phrase)| {
                    let words: Vec<&str> =
                        phrase.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(stem).collect();
                    let shared = words.iter().filter(|word| asked.contains(word));
                    let (telling, idle) = shared.fold((0, 0), |(telling, idle), word| {
                        if IDLE.contains(word) { (telling, idle + 1) } else { (telling + 1, idle) }
                    });
                    let score = telling * 10 + idle * 2 + usize::from(telling + idle == words.len()) * 4;
                    (telling > 0 && (telling + idle) * 2 >= words.len()).then_some((
                        score,
                        usize::MAX - place,
                        phrase.as_str(),
                    ))
                })
                .max();
        if let Some((score, place, phrase)) = best {
            rated.push((score, place, &page.id, phrase));
        }
    }
    rated.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(b.2)));
    let Some(top) = rated.first().map(|best| best.0) else { return (None, Vec::new()) };
    let task = rated.first().map(|best| best.3.to_owned());
    let tools = rated.iter().take_while(|rated| rated.0 * 2 > top).take(MOST).map(|rated| rated.2.clone()).collect();
    (task, tools)
}
