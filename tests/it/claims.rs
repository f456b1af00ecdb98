//! What the articles claim, on the pages that carry it: each figure stands with whose claim it is.

use jiff::civil::{Date, date};
use signpost::advisor::{Advisor, Asked, Body, Decision, Kind, Level, Page, PageId, Question};
use signpost::render;

use crate::support::advisor;

/// The day on which the cards are looked at: pay is shown until a day.
const TODAY: Date = date(2026, 11, 22);

/// A page, what it must say, and the words in the same paragraph that say whose claim it is.
const CLAIMS: [(&str, &[&str], &str); 16] = [
    ("faqs/how-long-does-it-take", &["few weeks for the basics", "four to eight months"], "says one 2026 article"),
    ("transitions/newcomer-to-python-developer", &["a few weeks", "four to eight months"], "One 2026 article puts"),
    ("roles/python-developer", &["a few weeks", "four to eight months"], "not a promise"),
    ("faqs/is-python-in-demand", &["83 %"], "claims that 83 % of software engineers"),
    ("faqs/is-python-in-demand", &["second for cloud services after JavaScript"], "One 2026 guide"),
    ("faqs/is-python-in-demand", &["three most-used languages"], "None of these was checked by me"),
    ("faqs/is-python-good-for-ai", &["87 % of AI research projects"], "One 2026 guide claims"),
    ("faqs/where-do-developers-work", &["Netflix", "Uber", "Dropbox"], "One 2026 article says"),
    ("faqs/where-do-developers-work", &["Instagram", "Spotify", "Pinterest", "Disqus"], "not checked by me"),
    ("faqs/where-do-developers-work", &["e-commerce", "health care", "finance", "media", "research"], "my sources"),
    ("tools/django", &["newsroom", "Pinterest", "Disqus"], "One 2026 article says"),
    ("skills/python-versions", &["3.12", "type system"], "One 2026 guide"),
    ("faqs/how-do-i-network", &["PyCon", "roadmap.sh"], "One 2026 guide names"),
    ("faqs/which-resources", &["roadmap.sh", "Machine Learning Crash Course"], "One 2026 guide names"),
    ("faqs/what-is-the-biggest-challenge", &["performance bottlenecks"], "One 2026 guide"),
    ("faqs/how-has-the-role-changed", &["narrow"], "One 2026 article says"),
];

fn page<'a>(advisor: &'a Advisor, id: &str) -> &'a Page {
    advisor.page(&id.parse::<PageId>().unwrap()).unwrap()
}

fn paragraphs(page: &Page) -> impl Iterator<Item = &str> {
    let sections = page.sections.iter().flat_map(|section| section.body.split("\n\n"));
    std::iter::once(page.summary.as_str()).chain(sections)
}

#[test]
fn every_figure_of_the_articles_stands_with_whose_it_is() {
    let advisor = advisor();
    let mut lost = Vec::new();
    for (id, says, whose) in CLAIMS {
        let told = |text: &str| says.iter().all(|part| text.contains(part)) && text.contains(whose);
        if !paragraphs(page(&advisor, id)).any(told) {
            lost.push(format!("{id}: {says:?} with \"{whose}\""));
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

/// A share in per cent is always somebody's claim.
#[test]
fn no_percentage_stands_without_a_source() {
    let attributed = |text: &str| ["guide", "article", "source"].iter().any(|word| text.contains(word));
    let bare = |page: &Page| {
        let found = paragraphs(page).find(|text| text.contains(" %") && !attributed(text));
        found.map(|text| format!("{}: {text}", page.id))
    };
    let found: Vec<String> =
        Kind::ALL.into_iter().flat_map(|kind| advisor().pages(kind).filter_map(bare).collect::<Vec<_>>()).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_level_is_told_with_what_is_expected_and_its_band() {
    let advisor = advisor();
    let shown = |question: &str| {
        let asked = Asked { addressed: true, recent: Vec::new() };
        let Decision::Answer(answer) = advisor.advise(&Question::new(question), &asked).decision else {
            panic!("{question} is not answered");
        };
        let card = render::card(&advisor, &answer, TODAY);
        (answer.body.clone(), format!("{}\n{}", card.body, card.footer.unwrap_or_default()))
    };
    for (level, name, expected, band) in [
        (Level::Junior, "junior", "clean code", "70–95 k USD"),
        (Level::Mid, "mid-level developer", "Designs systems", "110–160 k USD"),
        (Level::Senior, "senior", "architecture", "180–250 k USD and more"),
        (Level::Staff, "staff engineer", "technical strategy", "180–250 k USD and more"),
    ] {
        let (body, text) = shown(&format!("what is expected of a {name}?"));
        assert!(matches!(body, Body::Ladder { level: Some(shown), .. } if shown == level), "{name}: {body:?}");
        assert!(text.contains(expected) && text.contains("Python Developer Career Guide"), "{text}");
        let (body, text) = shown(&format!("how much does a {name} earn?"));
        assert!(matches!(body, Body::Pay { level: Some(shown), .. } if shown == level), "{name}: {body:?}");
        for part in [band, "2026", "per year", "varies by region", "Python Developer Career Guide"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
    let (_, text) = shown("how much does an AI engineer earn?");
    assert!(text.contains("Python Developer Career Guide (2026) adds that AI roles often earn 15–25 % more"), "{text}");
}
