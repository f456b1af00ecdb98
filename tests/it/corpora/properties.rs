//! What must hold for any input at all: shared by the fuzz targets and by the replay of their corpora.

use signpost::advisor::{Advisor, Asked, Body, Decision, Question};
use signpost::content;
use signpost::render;

/// Any message, addressed or ambient.
pub(super) fn message(advisor: &Advisor, text: &str) {
    let question = Question::new(text);
    for addressed in [false, true] {
        let asked = Asked { addressed, recent: Vec::new() };
        let advice = advisor.advise(&question, &asked);
        let again = advisor.advise(&Question::new(text), &asked);
        assert_eq!(format!("{:?}", advice.decision), format!("{:?}", again.decision), "the same answer twice");
        match &advice.decision {
            Decision::Answer(answer) => {
                assert!(addressed || !matches!(answer.body, Body::Act(_)), "ambient, nobody's record changes");
            }
            Decision::Choose(choices) => {
                assert!(addressed, "ambient, nobody is asked back");
                assert!((1..=5).contains(&choices.len()), "{} choices", choices.len());
                assert!(choices.iter().all(|choice| choice.label.chars().count() <= 80 && !choice.label.is_empty()));
            }
            Decision::Unknown(choices) => assert!(addressed && choices.len() <= 3),
            Decision::Silence => assert!(!addressed, "whoever asks the bot gets an answer"),
        }
        if let Some(card) = render::decision(advisor, &advice, jiff::civil::date(2026, 11, 21)) {
            let shown =
                card.body.encode_utf16().count() + card.footer.as_deref().unwrap_or_default().encode_utf16().count();
            assert!(shown <= 4096 && card.buttons.len() <= 25);
        }
    }
}

/// Any bytes as any content file.
pub(super) fn content_file(path: &str, bytes: &[u8]) {
    let problems = content::check_file(path, bytes);
    for problem in problems.iter() {
        assert_eq!(problem.file, path);
        assert!(!problem.message.is_empty());
        assert!(problem.line.is_none_or(|line| line >= 1));
    }
    assert_eq!(problems.to_string(), content::check_file(path, bytes).to_string());
}

/// The files that the first byte of a fuzz input chooses from.
pub(super) const PATHS: [&str; 8] = [
    "knowledge/roles/x.md",
    "knowledge/tools/x.md",
    "knowledge/skills/x.md",
    "knowledge/faqs/x.md",
    "knowledge/transitions/x.md",
    "knowledge/tips/x.md",
    "knowledge/levels.toml",
    "intents/x.y.toml",
];
