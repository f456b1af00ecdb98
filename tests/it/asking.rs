//! Every page the knowledge base must hold, asked for in words.

use signpost::advisor::{Asked, Body, Decision, Facts, Kind, PageId, Question};

use crate::support::advisor;

/// What an addressed question is answered about; `None` when it is not answered.
fn topic(question: &str) -> Option<PageId> {
    let asked = Asked { addressed: true, recent: Vec::new() };
    match advisor().advise(&Question::new(question), &asked).decision {
        Decision::Answer(answer) => answer.topic,
        _ => None,
    }
}

/// Questions whose answer is about something else than they should be.
fn missed<'a>(questions: impl IntoIterator<Item = (String, &'a PageId)>) -> Vec<String> {
    let wrong = questions.into_iter().filter_map(|(question, page)| {
        let found = topic(&question);
        (found.as_ref() != Some(page))
            .then(|| format!("{question} → {}", found.map_or("nothing".to_owned(), |page| page.to_string())))
    });
    wrong.collect()
}

#[test]
fn every_role_tool_and_skill_is_described_when_asked_for() {
    let advisor = advisor();
    let ask = |kind: Kind, question: fn(&str) -> String| {
        let pages = advisor.pages(kind).map(|page| (question(&page.title), &page.id));
        assert_eq!(missed(pages), Vec::<String>::new());
    };
    assert_eq!(advisor.pages(Kind::Role).count(), 19);
    ask(Kind::Role, |title| format!("what does a {} do?", title.to_lowercase()));
    ask(Kind::Tool, |title| format!("what is {title} used for?"));
    ask(Kind::Skill, |title| format!("can you explain {} to me", title.to_lowercase()));
}

#[test]
fn a_tool_that_no_page_knows_is_not_guessed_at() {
    let question = Question::new("Which web scraping library should a beginner use?");
    let decide = |addressed| advisor().advise(&question, &Asked { addressed, recent: Vec::new() }).decision;
    let Decision::Answer(answer) = decide(true) else { panic!("not answered") };
    assert!(matches!(answer.body, Body::Recommend { tools, .. } if tools.is_empty()));
    assert!(matches!(decide(false), Decision::Silence));
}

#[test]
fn every_faq_answers_its_own_title() {
    let advisor = advisor();
    // An intent that fits as well wins over the page, which then is its content (DESIGN, FAQs).
    let intent_first = ["faqs/which-skills-do-i-need", "faqs/django-flask-or-fastapi", "faqs/how-do-i-move-to-ai"];
    let pages = advisor.pages(Kind::Faq).filter(|page| !intent_first.contains(&page.id.to_string().as_str()));
    assert_eq!(missed(pages.map(|page| (page.title.clone(), &page.id))), Vec::<String>::new());
}

#[test]
fn every_move_with_a_page_is_reached_by_its_roles() {
    let advisor = advisor();
    let moves = advisor.pages(Kind::Transition).filter_map(|page| {
        let Facts::Transition(facts) = &page.facts else { return None };
        let title =
            |slug| Some(advisor.page(&PageId { kind: Kind::Role, slug: Clone::clone(slug) })?.title.to_lowercase());
        if facts.levels.is_some() {
            return None;
        }
        let to = title(facts.to.as_ref()?)?;
        let question = match facts.from.as_ref() {
            Some(from) => format!("how do I go from {} to {to}?", title(from)?),
            None => format!("how do I become a {to}?"),
        };
        Some((question, &page.id))
    });
    assert_eq!(missed(moves), Vec::<String>::new());
}

#[test]
fn every_pair_of_roles_has_a_path() {
    let advisor = advisor();
    let roles: Vec<_> = advisor.pages(Kind::Role).map(|page| &page.id.slug).collect();
    for from in &roles {
        for to in roles.iter().filter(|to| *to != from) {
            let gap = advisor.gap(Some(from), to, &[]).unwrap();
            assert!(!gap.missing.is_empty(), "{from} → {to} misses nothing");
            for (at, step) in gap.missing.iter().enumerate() {
                let needs = match advisor.page(&step.page).map(|page| &page.facts) {
                    Some(Facts::Skill(facts)) => &facts.needs,
                    Some(Facts::Tool(facts)) => &facts.needs,
                    _ => panic!("{from} → {to}: {} is nothing one learns", step.page),
                };
                let later = &gap.missing[at..];
                assert!(
                    !later.iter().any(|later| needs.contains(&later.page)),
                    "{from} → {to}: {} comes too early",
                    step.page
                );
            }
        }
    }
}
