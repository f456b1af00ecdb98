//! A small knowledge base, made by hand, so that cards can be looked at without the shipped content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, date};

use crate::advisor::{
    Advisor, Answers, Examples, Facts, FaqFacts, FaqGroup, Hours, IntentId, IntentSpec, Kind, Knowledge, Law, Layer,
    Level, LevelInfo, Need, Page, PageId, Pay, Period, Premium, RoleFacts, Section, SkillFacts, Slug, Source, Tip,
    ToolFacts, TransitionFacts, Weight,
};

/// The day on which the cards are looked at.
pub(super) const TODAY: Date = date(2026, 11, 22);

pub(super) fn advisor() -> &'static Advisor {
    static BUILT: LazyLock<Advisor> = LazyLock::new(|| Advisor::build(knowledge()).unwrap());
    &BUILT
}

pub(super) fn role(slug: &str) -> PageId {
    PageId::new(Kind::Role, slug)
}

pub(super) fn tool(slug: &str) -> PageId {
    PageId::new(Kind::Tool, slug)
}

pub(super) fn skill(slug: &str) -> PageId {
    PageId::new(Kind::Skill, slug)
}

fn knowledge() -> Knowledge {
    let pages = [roles(), tools(), skills(), others()].concat();
    Knowledge {
        pages: pages.into_iter().map(|page| (page.id.clone(), page)).collect(),
        levels: levels(),
        premiums: vec![Premium {
            field: "AI roles".to_owned(),
            roles: vec![Slug::new("machine-learning-engineer")],
            low: 15,
            high: 25,
            region: REGION.to_owned(),
            year: 2026,
            source: Slug::new("guide"),
            expires: date(2027, 6, 1),
        }],
        sources: sources(),
        tips: vec![Tip {
            id: Slug::new("read-the-plan"),
            text: "Put `EXPLAIN` in front of a slow query before you change it.".to_owned(),
            about: vec![skill("sql")],
            sources: Vec::new(),
            layer: Layer::Base,
        }],
        intents: vec![intent("role.describe", Answers::Describe(Kind::Role)), intent("role.salary", Answers::Pay)],
        levels_checked: Some(date(2026, 11, 21)),
    }
}

const REGION: &str = "the source names no country; pay varies by region";

fn page(id: PageId, title: &str, summary: &str, sections: &[(&str, &str)], facts: Facts) -> Page {
    Page {
        id,
        title: title.to_owned(),
        summary: summary.to_owned(),
        sections: sections
            .iter()
            .map(|(heading, body)| Section { heading: (*heading).to_owned(), body: (*body).to_owned() })
            .collect(),
        aliases: Vec::new(),
        sources: vec![Slug::new("guide"), Slug::new("workfall")],
        checked: Some(date(2026, 11, 21)),
        law: None,
        layer: Layer::Base,
        facts,
    }
}

fn needs(kind: Kind, all: &[(&str, Weight)]) -> Vec<Need> {
    all.iter().map(|(slug, weight)| Need { page: PageId::new(kind, slug), weight: *weight }).collect()
}

fn roles() -> Vec<Page> {
    use Weight::{Essential, Expected, Helps};
    let analyst = RoleFacts {
        skills: needs(
            Kind::Skill,
            &[("sql", Essential), ("data-cleaning", Essential), ("python-fundamentals", Expected)],
        ),
        tools: needs(Kind::Tool, &[("pandas", Essential)]),
        pay: Vec::new(),
        neighbours: vec![Slug::new("data-engineer")],
    };
    let engineer = RoleFacts {
        skills: needs(
            Kind::Skill,
            &[
                ("python-fundamentals", Essential),
                ("sql", Essential),
                ("data-pipelines", Essential),
                ("testing", Expected),
                ("cloud-basics", Expected),
            ],
        ),
        tools: needs(Kind::Tool, &[("airflow", Essential), ("pandas", Expected), ("docker", Helps)]),
        pay: Vec::new(),
        neighbours: vec![Slug::new("data-analyst")],
    };
    let responsibilities = "- Build pipelines that fetch, clean and store data\n- Schedule them, and notice when one breaks\n- Shape tables so that questions are easy to ask\n- Take in data that has columns, and data that has none\n- Check quality before anyone relies on it\n- Agree with analysts on what a number means";
    let start = "1. Learn SQL well: joins, grouping, window functions.\n2. Write a script that loads a public data set into PostgreSQL every day.\n3. Make it safe to run twice, and test it.";
    vec![
        page(
            role("data-analyst"),
            "Data analyst",
            "Turns raw numbers into an answer somebody can act on: a report, a chart, a short explanation.",
            &[("Responsibilities", "- Find out what is really being asked"), ("How to start", "1. SQL first.")],
            Facts::Role(analyst),
        ),
        page(
            role("data-engineer"),
            "Data engineer",
            "Moves data from where it is made to where it is used, and keeps it trustworthy on the way.",
            &[
                ("Responsibilities", responsibilities),
                (
                    "A day in the job",
                    "Last night's load stopped halfway. You find the row that broke it, fix the check, and run it again.",
                ),
                ("How to start", start),
                ("Levels", "Junior: single steps of a pipeline. Mid: whole pipelines and their tables."),
            ],
            Facts::Role(engineer),
        ),
        page(
            role("machine-learning-engineer"),
            "Machine-learning engineer",
            "Takes a model from a notebook to a service that others rely on.",
            &[("Responsibilities", "- Train and serve models"), ("How to start", "1. Train one small model.")],
            Facts::Role(RoleFacts {
                skills: needs(Kind::Skill, &[("python-fundamentals", Essential), ("testing", Expected)]),
                ..RoleFacts::default()
            }),
        ),
    ]
}

fn hours(low: u16, high: u16) -> Hours {
    Hours { low, high, source: None }
}

fn tools() -> Vec<Page> {
    let plain = |slug: &str, title: &str, summary: &str| {
        page(
            tool(slug),
            title,
            summary,
            &[],
            Facts::Tool(ToolFacts { hours: Some(hours(10, 30)), ..ToolFacts::default() }),
        )
    };
    let framework = |slug: &str, title: &str, summary: &str, when: &str, other: &str| {
        let facts = ToolFacts {
            needs: vec![skill("python-fundamentals")],
            hours: Some(hours(20, 40)),
            alternatives: vec![Slug::new(other)],
            good_for: vec!["web framework".to_owned()],
        };
        page(
            tool(slug),
            title,
            summary,
            &[
                ("What it is for", "Websites and APIs."),
                ("When to choose it", when),
                ("First steps", "1. Do the tutorial."),
            ],
            Facts::Tool(facts),
        )
    };
    vec![
        framework(
            "django",
            "Django",
            "A web framework that brings most of what a site needs: database, admin, login.",
            "- You build a whole site with users and content.\n- You want decisions made for you.",
            "flask",
        ),
        framework(
            "flask",
            "Flask",
            "A small web framework that leaves the choices to you.",
            "- You build something small, or want to pick each part yourself.",
            "django",
        ),
        plain("pandas", "pandas", "Tables in Python."),
        plain("airflow", "Airflow", "Runs pipelines on a schedule."),
        plain("docker", "Docker", "Packs a program with all it needs."),
    ]
}

fn skills() -> Vec<Page> {
    let one = |slug: &str, title: &str, needs: Vec<PageId>| {
        page(
            skill(slug),
            title,
            "What it is, in a sentence.",
            &[("Why it matters", "Because it is asked for."), ("Practise", "- A small project.")],
            Facts::Skill(SkillFacts { needs, hours: Some(hours(20, 40)) }),
        )
    };
    vec![
        one("python-fundamentals", "Python fundamentals", Vec::new()),
        one("sql", "SQL", Vec::new()),
        one("data-cleaning", "Data cleaning", vec![skill("python-fundamentals")]),
        one("data-pipelines", "Data pipelines", vec![skill("python-fundamentals"), skill("sql")]),
        one("testing", "Testing", vec![skill("python-fundamentals")]),
        one("cloud-basics", "Cloud basics", Vec::new()),
    ]
}

fn others() -> Vec<Page> {
    let mut remote = page(
        PageId::new(Kind::Faq, "remote-work"),
        "Can I work remotely?",
        "Many teams do, fewer for a first job.",
        &[("What to do", "- Ask how new people are brought in.\n- Show that you write clearly.")],
        Facts::Faq(FaqFacts {
            group: FaqGroup::Market,
            patterns: Vec::new(),
            examples: Examples::default(),
            see: vec![role("data-analyst")],
        }),
    );
    remote.sources.clear();
    remote.layer = Layer::Pack("our-server".to_owned());
    let path = page(
        PageId::new(Kind::Transition, "data-analyst-to-data-engineer"),
        "From data analyst to data engineer",
        "Reporting work is a common way in, and part of it carries over.",
        &[
            ("What carries over", "SQL, and knowing what the business asks for."),
            ("What is missing", "Code that runs without you."),
            (
                "Steps",
                "1. Rebuild one of your reports as a Python script that runs on its own.\n2. Put it under version control.\n3. Schedule it.",
            ),
        ],
        Facts::Transition(TransitionFacts {
            from: Some(Slug::new("data-analyst")),
            to: Some(Slug::new("data-engineer")),
            levels: None,
            weeks: Some((20, 36)),
            weeks_source: None,
        }),
    );
    vec![remote, permit(), path]
}

/// What it says holds in one place and until a day.
fn permit() -> Page {
    let facts =
        FaqFacts { group: FaqGroup::JobHunt, patterns: Vec::new(), examples: Examples::default(), see: Vec::new() };
    let mut permit = page(
        PageId::new(Kind::Faq, "work-permit"),
        "Do I need a work permit?",
        "Citizens of the union do not; everybody else applies before the first day.",
        &[("What to do", "1. Ask the employer which form they file.")],
        Facts::Faq(facts),
    );
    permit.law =
        Some(Law { region: "Freedonia".to_owned(), year: 2026, source: Slug::new("guide"), expires: date(2027, 6, 1) });
    permit
}

fn levels() -> Vec<LevelInfo> {
    let info = |level, title: &str, low, high, open_ended| LevelInfo {
        level,
        title: title.to_owned(),
        aliases: Vec::new(),
        expects: vec![format!("What a {title} does."), "Something more.".to_owned()],
        next: vec!["One thing to do.".to_owned()],
        pay: vec![Pay {
            level: Some(level),
            low,
            high,
            open_ended,
            currency: "USD".to_owned(),
            per: Period::Year,
            region: REGION.to_owned(),
            year: 2026,
            source: Slug::new("guide"),
            expires: date(2027, 6, 1),
        }],
        sources: vec![Slug::new("guide")],
    };
    vec![
        info(Level::Junior, "Junior", 70_000, 95_000, false),
        info(Level::Mid, "Mid-level", 110_000, 160_000, false),
        info(Level::Senior, "Senior", 180_000, 250_000, true),
        info(Level::Staff, "Staff and principal", 180_000, 250_000, true),
    ]
}

fn sources() -> BTreeMap<Slug, Source> {
    let source = |id: &str, short: &str| {
        let source = Source {
            id: Slug::new(id),
            title: short.to_owned(),
            short: short.to_owned(),
            publisher: None,
            year: 2026,
            link: None,
        };
        (Slug::new(id), source)
    };
    [source("guide", "Python Developer Career Guide (2026)"), source("workfall", "Workfall (2026)")].into()
}

fn intent(id: &str, answers: Answers) -> IntentSpec {
    IntentSpec {
        id: IntentId::new(id),
        answers,
        patterns: Vec::new(),
        examples: Examples::default(),
        layer: Layer::Base,
    }
}
