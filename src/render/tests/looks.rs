//! A dozen cards as they look.

use insta::assert_snapshot;
use jiff::civil::{Date, date};

use super::fixture::{TODAY, advisor, role, skill, tool};
use crate::advisor::{
    Act, Advice, Answer, Body, Choice, Decision, Focus, IntentId, Kind, Level, PageId, Slot, Slots, Slug, Why,
};
use crate::render::{self, Card};

/// A card as text, with what each button does.
fn look(card: &Card) -> String {
    render::terminal::text(card)
}

fn answer(body: Body) -> Answer {
    Answer { intent: IntentId::new("role.describe"), slots: Slots::new(), topic: None, body }
}

fn shown(body: Body) -> String {
    shown_on(body, TODAY)
}

fn shown_on(body: Body, today: Date) -> String {
    let advisor = advisor();
    let answer = answer(body);
    let card = render::card(advisor, &answer, today);
    assert!(render::limits::length(&card.body) <= render::limits::GLANCE, "longer than a glance: {}", card.body);
    let mut text = look(&card);
    if let Some(rest) = render::rest(advisor, &answer, today) {
        text.push_str("--- more ---\n");
        text.push_str(&look(&rest));
    }
    text
}

fn whole(page: PageId) -> Body {
    Body::Page { page, focus: Focus::Whole }
}

#[test]
fn a_role() {
    assert_snapshot!(shown(whole(role("data-engineer"))));
}

#[test]
fn what_a_role_asks_for_at_a_level() {
    let slots = Slots::new().with(Slot::Level, &Slug::new("junior"));
    let body = Body::Page { page: role("data-engineer"), focus: Focus::Skills };
    let card = render::card(advisor(), &Answer { slots, ..answer(body) }, TODAY);
    assert_snapshot!(look(&card));
}

#[test]
fn one_section() {
    let focus = Focus::Section("A day in the job".to_owned());
    assert_snapshot!(shown(Body::Page { page: role("data-engineer"), focus }));
}

#[test]
fn a_tool() {
    assert_snapshot!(shown(whole(tool("django"))));
}

#[test]
fn a_skill_with_its_tip() {
    assert_snapshot!(shown(whole(skill("sql"))));
}

#[test]
fn a_question_from_a_pack() {
    assert_snapshot!(shown(whole(PageId::new(Kind::Faq, "remote-work"))));
}

#[test]
fn pay_in_general_and_at_a_level() {
    assert_snapshot!(shown(Body::Pay { role: Some(role("machine-learning-engineer")), level: Some(Level::Mid) }));
}

#[test]
fn pay_past_its_date_says_so() {
    assert_snapshot!(shown_on(Body::Pay { role: None, level: None }, date(2027, 9, 1)));
}

#[test]
fn pay_long_past_its_date_is_not_shown_unasked() {
    assert_snapshot!(shown_on(Body::Pay { role: None, level: None }, date(2028, 9, 1)));
}

fn permit(today: Date) -> String {
    shown_on(whole(PageId::new(Kind::Faq, "work-permit")), today)
}

#[test]
fn law_says_where_and_until_when_it_holds() {
    let text = permit(TODAY);
    for part in ["Freedonia", "2026", "Python Developer Career Guide", "shown until 1 Jun 2027"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_snapshot!(text);
}

#[test]
fn law_past_its_date_says_so() {
    let text = permit(date(2027, 6, 2));
    assert!(text.contains("due for a check on 1 Jun 2027") && !text.contains("shown until"), "{text}");
    assert!(text.split("--- more ---").next().unwrap().contains("Citizens"), "{text}");
}

#[test]
fn law_long_past_its_date_is_not_shown_unasked() {
    let text = permit(date(2028, 9, 1));
    let (at_a_glance, behind) = text.split_once("--- more ---").unwrap();
    assert!(!at_a_glance.contains("Citizens") && behind.contains("Citizens"), "{text}");
    assert!(behind.contains("due for a check on 1 Jun 2027"), "{text}");
    assert_snapshot!(text);
}

#[test]
fn one_section_of_a_page_about_law_says_where_it_holds_too() {
    let focus = Focus::Section("What to do".to_owned());
    let text = shown(Body::Page { page: PageId::new(Kind::Faq, "work-permit"), focus });
    assert!(text.contains("Freedonia") && text.contains("shown until"), "{text}");
}

/// Two days around each border: the last day of a figure and the end of the year after it.
#[test]
fn pay_is_shown_then_shown_with_a_notice_then_kept_back() {
    let look = |today| {
        let text = shown_on(Body::Pay { role: Some(role("machine-learning-engineer")), level: None }, today);
        let at_a_glance = text.split("--- more ---").next().unwrap().to_owned();
        let has = |part| at_a_glance.contains(part);
        (has("110–160 k USD"), has("15–25 %"), has("due for a check on 1 Jun 2027"), has("shown until"))
    };
    assert_eq!(look(date(2027, 6, 1)), (true, true, false, true));
    assert_eq!(look(date(2027, 6, 2)), (true, true, true, false));
    assert_eq!(look(date(2028, 6, 1)), (true, true, true, false));
    assert_eq!(look(date(2028, 6, 2)), (false, false, false, false));
}

#[test]
fn the_ladder() {
    assert_snapshot!(shown(Body::Ladder { role: None, level: None }));
    assert_snapshot!(shown(Body::Ladder { role: Some(role("data-engineer")), level: Some(Level::Mid) }));
}

#[test]
fn two_roles_side_by_side() {
    assert_snapshot!(shown(Body::Compare { a: role("data-analyst"), b: role("data-engineer") }));
}

#[test]
fn two_tools_side_by_side() {
    assert_snapshot!(shown(Body::Compare { a: tool("django"), b: tool("flask") }));
}

#[test]
fn tools_for_a_task() {
    let tools = vec![tool("django"), tool("flask")];
    assert_snapshot!(shown(Body::Recommend { task: Some("web framework".to_owned()), tools }));
}

#[test]
fn a_written_path() {
    let page = Some(PageId::new(Kind::Transition, "data-analyst-to-data-engineer"));
    assert_snapshot!(shown(Body::Path { from: Some(role("data-analyst")), to: role("data-engineer"), page }));
}

#[test]
fn a_computed_path() {
    assert_snapshot!(shown(Body::Path { from: None, to: role("data-engineer"), page: None }));
}

#[test]
fn a_tip() {
    assert_snapshot!(shown(Body::Tip { about: Some(skill("sql")) }));
    assert_snapshot!(shown(Body::Tip { about: Some(tool("django")) }));
}

#[test]
fn help_and_small_talk() {
    let all = [Body::Help, Body::Greet, Body::Thanks, Body::Distress].map(shown);
    assert_snapshot!(all.join("\n=====\n"));
}

#[test]
fn acts_are_honest_without_a_store() {
    let acts = [
        Act::SetGoal { role: role("data-engineer"), level: None },
        Act::MarkDone { items: vec![tool("pandas"), skill("sql")] },
        Act::ShowProgress,
        Act::NextStep,
    ];
    assert_snapshot!(acts.map(|act| shown(Body::Act(act))).join("\n=====\n"));
}

fn lambdas() -> Vec<Choice> {
    let choice = |id: &str, topic, label: &str| Choice {
        intent: IntentId::new(id),
        slots: Slots::new(),
        topic: Some(topic),
        label: label.to_owned(),
    };
    vec![
        choice("tool.describe", tool("django"), "Django, the web framework"),
        choice("tool.describe", tool("flask"), "Flask, the small one"),
    ]
}

#[test]
fn choices_and_unknown() {
    let cards = [render::choices(&lambdas()), render::unknown(&lambdas()), render::unknown(&[]), render::none_fits()];
    assert_snapshot!(cards.map(|card| look(&card)).join("\n=====\n"));
}

#[test]
fn why() {
    let slots = Slots::new().with(Slot::Role, &Slug::new("data-engineer"));
    let why = Why {
        by: "a pattern".to_owned(),
        pattern: Some("what does an? {role} do".to_owned()),
        words: vec!["data `engineer`".to_owned(), "do".to_owned()],
        score: 0.94,
        runner_up: Some((IntentId::new("role.salary"), 0.31)),
        ..Why::default()
    };
    let body = whole(role("data-engineer"));
    let decisions = [
        Decision::Answer(Box::new(Answer { slots, ..answer(body) })),
        Decision::Choose(lambdas()),
        Decision::Unknown(Vec::new()),
        Decision::Silence,
    ];
    let all = decisions.map(|decision| look(&render::why(advisor(), &Advice { decision, why: why.clone() })));
    assert_snapshot!(all.join("\n=====\n"));
}
