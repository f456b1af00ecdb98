//! A dozen ways between roles, worked out by hand from the headers of the shipped pages, and what must hold for all.
//!
//! Where one fails because a page has changed, work the case out anew from the pages, not from the program.

use std::collections::BTreeSet;

use signpost::advisor::{Body, Facts, Focus, Gap, Kind, PageId, Slug, Weight};
use signpost::clock::Clock;
use signpost::render::{self, Card};

use crate::support::advisor;

/// One way, by the last part of each page's name.
struct Case {
    from: Option<&'static str>,
    to: &'static str,
    /// Everything that carries over, in any order.
    carries: &'static str,
    /// The essentials, in the order to learn them.
    essential: &'static str,
    /// What is expected besides, in any order.
    expected: &'static str,
    /// What merely helps, in any order.
    helps: &'static str,
    /// What merely helps and has a rival that is known or learned.
    covered: &'static str,
}

const CASES: [Case; 12] = [
    Case {
        from: Some("data-analyst"),
        to: "data-engineer",
        carries: "python-fundamentals sql data-cleaning postgresql pandas numpy",
        essential: "git version-control data-pipelines airflow",
        // Tests need functions, which no analyst is asked for; the cloud and Docker need Linux, SQLAlchemy needs classes.
        expected: "database-modelling functions testing linux-basics cloud-basics debugging monitoring oop sqlalchemy docker github",
        helps: "nosql generators aws",
        covered: "dask",
    },
    Case {
        from: Some("python-developer"),
        to: "backend-developer",
        carries: "python-fundamentals sql testing version-control git data-structures oop debugging docker pytest github",
        essential: "rest api-design database-modelling postgresql",
        expected: "authentication concurrency asyncio scalability type-hints fastapi django sqlalchemy",
        helps: "",
        covered: "grpc",
    },
    Case {
        from: Some("backend-developer"),
        to: "data-engineer",
        carries: "python-fundamentals sql version-control postgresql git database-modelling testing debugging sqlalchemy docker github",
        essential: "data-pipelines airflow",
        expected: "pandas data-cleaning cloud-basics monitoring",
        helps: "nosql generators aws",
        covered: "numpy dask",
    },
    Case {
        from: Some("test-automation-engineer"),
        to: "devops-engineer",
        carries: "ci-cd version-control git python-fundamentals debugging github-actions github documentation",
        essential: "linux-basics cloud-basics monitoring docker",
        // A little Jenkins on the side is not what a DevOps advert means.
        expected: "sql scalability kubernetes ansible jenkins aws",
        helps: "authentication",
        covered: "cron",
    },
    Case {
        from: Some("data-scientist"),
        to: "mlops-engineer",
        carries: "python-fundamentals version-control git machine-learning scikit-learn pytorch",
        essential: "functions testing ci-cd linux-basics monitoring docker model-deployment",
        expected: "data-pipelines cloud-basics debugging kubernetes github github-actions airflow aws",
        helps: "type-hints fastapi",
        covered: "",
    },
    Case {
        from: Some("full-stack-developer"),
        to: "web-developer",
        carries: "python-fundamentals front-end-basics version-control django git sql database-modelling authentication api-design testing debugging oop postgresql rest github react docker",
        essential: "",
        expected: "",
        helps: "decorators heroku",
        covered: "flask fastapi",
    },
    Case {
        from: None,
        to: "test-automation-engineer",
        carries: "",
        essential: "python-fundamentals functions testing debugging git version-control pytest",
        expected: "ci-cd documentation github github-actions rest",
        // Docker needs Linux.
        helps: "api-design front-end-basics sql duck-typing linux-basics docker pycharm",
        covered: "unittest jenkins",
    },
    Case {
        from: Some("cloud-engineer"),
        to: "cloud-security-engineer",
        carries: "cloud-basics authentication aws linux-basics monitoring python-fundamentals ci-cd git docker kubernetes aws-lambda azure gcp",
        essential: "encryption",
        expected: "documentation",
        helps: "code-review stakeholders github-actions",
        covered: "ansible",
    },
    Case {
        from: Some("machine-learning-engineer"),
        to: "ai-engineer",
        carries: "python-fundamentals version-control git machine-learning testing debugging model-deployment docker github monitoring pytorch",
        essential: "rest api-design hugging-face type-hints fastapi",
        expected: "concurrency asyncio nlp-libraries",
        helps: "scalability documentation postgresql cloud-basics aws",
        covered: "",
    },
    Case {
        from: Some("automation-engineer"),
        to: "test-automation-engineer",
        carries: "python-fundamentals testing debugging version-control git ci-cd github-actions github rest jenkins docker",
        essential: "pytest",
        expected: "documentation",
        helps: "api-design front-end-basics sql duck-typing pycharm",
        covered: "unittest",
    },
    Case {
        from: Some("web-developer"),
        to: "full-stack-developer",
        carries: "python-fundamentals front-end-basics api-design sql version-control git rest django database-modelling authentication testing debugging oop postgresql github",
        essential: "",
        expected: "react linux-basics docker",
        helps: "nosql scalability",
        covered: "angular mongodb mysql",
    },
    Case {
        from: Some("scientific-developer"),
        to: "data-scientist",
        carries: "python-fundamentals statistics visualisation numpy jupyter version-control matplotlib git documentation",
        essential: "pandas scikit-learn machine-learning data-cleaning",
        expected: "sql stakeholders",
        helps: "linux-basics docker model-deployment",
        covered: "pytorch tensorflow",
    },
];

fn gap(from: Option<&str>, to: &str) -> Gap {
    advisor().gap(from.map(Slug::new).as_ref(), &Slug::new(to), &[]).unwrap()
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

fn any_order(slugs: Vec<&str>) -> BTreeSet<&str> {
    slugs.into_iter().collect()
}

fn slugs<'a>(pages: impl IntoIterator<Item = &'a PageId>) -> Vec<&'a str> {
    pages.into_iter().map(|page| page.slug.as_str()).collect()
}

fn of_weight(gap: &Gap, weight: Weight) -> Vec<&str> {
    slugs(gap.of_weight(weight).map(|step| &step.page))
}

#[test]
fn a_dozen_ways_are_as_worked_out_by_hand() {
    for case in CASES {
        let gap = gap(case.from, case.to);
        let way = format!("{} → {}", case.from.unwrap_or("newcomer"), case.to);
        assert_eq!(any_order(slugs(&gap.carries)), words(case.carries), "{way}: carries over");
        let essential: Vec<&str> = case.essential.split_whitespace().collect();
        assert_eq!(of_weight(&gap, Weight::Essential), essential, "{way}: essential");
        assert_eq!(any_order(of_weight(&gap, Weight::Expected)), words(case.expected), "{way}: expected");
        assert_eq!(any_order(of_weight(&gap, Weight::Helps)), words(case.helps), "{way}: helps");
        assert_eq!(any_order(slugs(&gap.covered)), words(case.covered), "{way}: covered");
    }
}

/// A path is for a person: from any role the essentials fit on a screen, and from nothing they are not much longer.
#[test]
fn the_essentials_of_every_path_are_few() {
    let advisor = advisor();
    let roles: Vec<&str> = advisor.pages(Kind::Role).map(|page| page.id.slug.as_str()).collect();
    for to in &roles {
        let from_nothing = gap(None, to);
        assert!(of_weight(&from_nothing, Weight::Essential).len() <= 15, "newcomer → {to}");
        for from in roles.iter().filter(|from| *from != to) {
            let gap = gap(Some(from), to);
            let essential = of_weight(&gap, Weight::Essential).len();
            assert!(essential <= 12, "{from} → {to}: {essential} essentials");
        }
    }
}

#[test]
fn no_role_is_a_way_from_itself() {
    for page in advisor().pages(Kind::Role) {
        let slug = page.id.slug.as_str();
        assert_eq!(gap(Some(slug), slug).missing, [], "{slug}");
    }
}

fn shown(body: Body) -> (Card, Card) {
    let advisor = advisor();
    let answer = advisor.show(body);
    let today = Clock::system().today();
    (render::card(&advisor, &answer, today), render::rest(&advisor, &answer, today).unwrap())
}

fn path(from: Option<&str>, to: &str) -> (Card, Card) {
    let role = |slug: &str| PageId::new(Kind::Role, slug);
    shown(Body::Path { from: from.map(role), to: role(to), page: None })
}

fn stand_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("\"{part}\" is not there, or too early, in {text}")).1;
    }
}

#[test]
fn a_move_with_a_page_is_told_in_its_own_words() {
    // Its page has an order of its own on one line ...
    let (card, _) = path(Some("data-analyst"), "data-engineer");
    stand_in_order(
        &card.body,
        &[
            "Not too late",
            "You likely have",
            "**What is missing, in order** Python beyond short scripts → SQL in depth → ",
        ],
    );
    // ... and this one has it as a list.
    let (card, rest) = path(None, "python-developer");
    stand_in_order(
        &card.body,
        &[
            "**What counts from before** Practice in explaining things, patience with details",
            "**What to learn, in order** Python basics, then functions and data structures → finding your own mistakes",
            "**First step this week** Basics. Write a quiz",
            "4–8 months *(says HCL GUVI (2026))*",
        ],
    );
    stand_in_order(&rest.body, &["**Steps**", "**What people underestimate**"]);
}

#[test]
fn every_move_with_a_page_names_its_order_and_how_long_it_takes() {
    for page in advisor().pages(Kind::Transition) {
        let Facts::Transition(facts) = &page.facts else { continue };
        if facts.levels.is_some() {
            continue;
        }
        let (card, _) = shown(Body::Page { page: page.id.clone(), focus: Focus::Whole });
        let line = card.body.lines().find(|line| line.contains(", in order** ")).unwrap_or_default();
        assert!(line.contains(" → "), "{}: {}", page.id, card.body);
        assert!(card.body.contains("Roughly "), "{}: its duration is not seen at a glance: {}", page.id, card.body);
    }
}

#[test]
fn a_computed_path_has_the_essentials_first_and_what_can_wait_last() {
    let (card, rest) = path(Some("embedded-developer"), "cloud-engineer");
    stand_in_order(
        &card.body,
        &[
            "**What is missing, in order** cloud basics → AWS → Docker",
            "**After that** REST → ",
            "**First step this week** Cloud basics: put one small app online",
            "months at 6 hours a week *(estimate)*, for the essentials and about half of the rest",
        ],
    );
    stand_in_order(
        &rest.body,
        &[
            "**First, the essentials**\n1. Cloud basics, 20–50 hours *(estimate)*",
            "3. Docker",
            "**After that, as the adverts near you ask for it**\n4. REST",
            "**Helps, and can wait**\n- ",
        ],
    );
}

#[test]
fn where_only_what_helps_is_missing_the_card_says_so() {
    let role = |slug: &str| PageId::new(Kind::Role, slug);
    let body = Body::Path { from: Some(role("full-stack-developer")), to: role("web-developer"), page: None };
    let advisor = advisor();
    let card = render::card(&advisor, &advisor.show(body), Clock::system().today());
    assert!(card.body.contains("Nothing essential is missing to apply as a web developer"), "{}", card.body);
    assert!(!card.body.contains("months"), "{}", card.body);
}
