//! `chat` and `ask`: the same cards as in Discord, in a terminal.

use signpost::clock::Clock;
use signpost::learner::Learner;
use signpost::ops::terminal;

use crate::support::advisor;

/// What `chat` writes for these lines.
fn chat(lines: &[&str]) -> String {
    let mut out = Vec::new();
    let input = lines.join("\n");
    let mut learner = Learner::default();
    let mut keep = |change: &mut terminal::Change<'_>| Ok(change(&mut learner));
    terminal::chat(&advisor(), &Clock::system(), &mut keep, false, input.as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn ask_prints_one_card_with_its_sources() {
    let mut out = Vec::new();
    let today = Clock::system().today();
    terminal::ask(&advisor(), "what does a data engineer do?", today, false, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("Data engineer\n"), "{text}");
    assert!(text.contains("From: ") && text.contains("[1] What it asks for"), "{text}");
    assert!(!text.contains("**") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_number_presses_the_button_of_the_last_card() {
    let text = chat(&["what does a data engineer do?", "3", "99", "/quit", "never read"]);
    assert!(text.contains("Pay: data engineer"), "{text}");
    assert!(text.contains("There is no button with that number"), "{text}");
    assert!(!text.contains("never read"));
}

#[test]
fn a_conversation_is_followed_and_explained() {
    let text = chat(&["what does a data engineer do?", "and what does it pay?", "/why"]);
    assert!(text.contains("Pay: data engineer"), "{text}");
    assert!(text.contains("I read it as what a role pays (`role.salary`)"), "{text}");
}

#[test]
fn the_end_of_the_input_ends_the_chat() {
    let text = chat(&["/help", "/nonsense", ""]);
    assert!(text.contains("What you can ask me") && text.contains("The terminal knows /help"), "{text}");
}

#[test]
fn a_goal_is_set_and_worked_toward() {
    let text =
        chat(&["how do I go from data analyst to data engineer?", "1", "I finished pandas", "2", "how am I doing?"]);
    assert!(text.contains("[1] Make this my goal") && text.contains("Your goal is data engineer."), "{text}");
    assert!(text.contains("Noted: pandas. Data engineer: 0 %") && text.contains("[2] Undo"), "{text}");
    assert!(text.contains("Taken back: pandas.") && text.contains("On the way to data engineer"), "{text}");
}

#[test]
fn what_a_terminal_cannot_do_is_not_offered() {
    let mut out = Vec::new();
    let today = Clock::system().today();
    terminal::ask(&advisor(), "set my goal to data engineer", today, false, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("can't remember goals") && !text.contains("Make this my goal"), "{text}");
}
