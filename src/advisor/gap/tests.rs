//! Laws that hold for any knowledge base, and cases worked out by hand.

use proptest::prelude::*;

use super::super::knowledge::Layer;
use super::super::page::{Page, RoleFacts, SkillFacts, ToolFacts};
use super::*;

const SKILLS: u8 = 12;
const ROLES: u8 = 4;

fn skill(number: u8) -> PageId {
    PageId::new(Kind::Skill, &format!("s{number:02}"))
}

fn page(id: PageId, facts: Facts) -> Page {
    let title = id.slug.to_string();
    Page {
        id,
        title,
        summary: String::new(),
        sections: vec![],
        aliases: vec![],
        sources: vec![],
        checked: None,
        law: None,
        layer: Layer::Base,
        facts,
    }
}

/// Skills need only skills of a lower number, so there is no cycle.
fn knowledge(needs: &[Vec<u8>], roles: &[Vec<(u8, i64)>]) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for (number, needs) in (0..).zip(needs) {
        let needs: BTreeSet<PageId> = needs.iter().filter(|need| **need < number).map(|need| skill(*need)).collect();
        let hours = Some(Hours { low: 5, high: 10, source: None });
        let facts = Facts::Skill(SkillFacts { needs: needs.into_iter().collect(), hours });
        knowledge.pages.insert(skill(number), page(skill(number), facts));
    }
    for (number, asked) in roles.iter().enumerate() {
        let id = PageId::new(Kind::Role, &format!("r{number}"));
        let weights: BTreeMap<u8, i64> = asked.iter().copied().collect();
        let skills = weights
            .into_iter()
            .map(|(number, weight)| Need { page: skill(number), weight: Weight::from_number(weight).unwrap() })
            .collect();
        knowledge.pages.insert(id.clone(), page(id, Facts::Role(RoleFacts { skills, ..RoleFacts::default() })));
    }
    knowledge
}

fn any_knowledge() -> impl Strategy<Value = Knowledge> {
    let needs = prop::collection::vec(prop::collection::vec(0..SKILLS, 0..3), usize::from(SKILLS));
    let asked = prop::collection::vec((0..SKILLS, 1..=3_i64), 0..8);
    let roles = prop::collection::vec(asked, usize::from(ROLES));
    (needs, roles).prop_map(|(needs, roles)| knowledge(&needs, &roles))
}

fn role(number: u8) -> Slug {
    Slug::new(&format!("r{number}"))
}

fn missing(gap: &Gap) -> BTreeSet<PageId> {
    gap.missing.iter().map(|step| step.page.clone()).collect()
}

proptest! {
    #[test]
    fn a_role_is_no_distance_from_itself(knowledge in any_knowledge(), a in 0..ROLES) {
        prop_assert!(gap(&knowledge, Some(&role(a)), &role(a), &[]).unwrap().missing.is_empty());
    }

    #[test]
    fn everything_asked_for_is_somewhere_once(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES, known in prop::collection::vec(0..SKILLS, 0..4)) {
        let known: Vec<PageId> = known.into_iter().map(skill).collect();
        let gap = gap(&knowledge, Some(&role(a)), &role(b), &known).unwrap();
        let all: Vec<&PageId> = gap.carries.iter().chain(&gap.known).chain(&gap.covered).chain(gap.missing.iter().map(|step| &step.page)).collect();
        prop_assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "nothing stands twice");
        for need in asked_for(&knowledge, &role(b)).unwrap() {
            prop_assert!(all.contains(&&need.page));
        }
    }

    #[test]
    fn nothing_comes_before_what_it_needs(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES) {
        let gap = gap(&knowledge, Some(&role(a)), &role(b), &[]).unwrap();
        for (at, step) in gap.missing.iter().enumerate() {
            for need in needs_of(&knowledge, &step.page) {
                prop_assert!(!gap.missing[at..].iter().any(|later| later.page == *need));
            }
        }
    }

    #[test]
    fn learning_never_widens_a_gap(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES, learned in 0..SKILLS) {
        let before = missing(&gap(&knowledge, Some(&role(a)), &role(b), &[]).unwrap());
        let after = missing(&gap(&knowledge, Some(&role(a)), &role(b), &[skill(learned)]).unwrap());
        prop_assert!(after.is_subset(&before));
        prop_assert!(!after.contains(&skill(learned)));
    }

    #[test]
    fn neither_what_is_known_nor_what_it_needs_is_missing(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES, known in 0..SKILLS) {
        let known = [skill(known)];
        let missing = missing(&gap(&knowledge, Some(&role(a)), &role(b), &known).unwrap());
        for page in with_prerequisites(&knowledge, known.iter()) {
            prop_assert!(!missing.contains(page));
        }
    }

    #[test]
    fn a_step_weighs_what_the_role_asks_or_what_the_heaviest_that_needs_it_weighs(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES) {
        let gap = gap(&knowledge, Some(&role(a)), &role(b), &[]).unwrap();
        let asked: BTreeMap<PageId, Weight> =
            asked_for(&knowledge, &role(b)).unwrap().into_iter().map(|need| (need.page, need.weight)).collect();
        for step in &gap.missing {
            let needing = gap.missing.iter().filter(|other| needs_of(&knowledge, &other.page).contains(&step.page));
            let heaviest = needing.map(|other| other.weight).chain(asked.get(&step.page).copied()).max();
            prop_assert_eq!(Some(step.weight), heaviest);
            prop_assert_eq!(step.prerequisite, !asked.contains_key(&step.page));
        }
    }

    #[test]
    fn the_heavier_come_first(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES) {
        let gap = gap(&knowledge, Some(&role(a)), &role(b), &[]).unwrap();
        prop_assert!(gap.missing.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
    }

    #[test]
    fn a_newcomer_misses_at_least_as_much(knowledge in any_knowledge(), a in 0..ROLES, b in 0..ROLES) {
        let newcomer = missing(&gap(&knowledge, None, &role(b), &[]).unwrap());
        let with_job = missing(&gap(&knowledge, Some(&role(a)), &role(b), &[]).unwrap());
        prop_assert!(with_job.is_subset(&newcomer));
    }
}

#[test]
fn prerequisites_come_along_and_take_the_weight_of_what_needs_them() {
    // s02 needs s01 needs s00; the role asks for s02 (essential) and s03 (helps).
    let knowledge = knowledge(&[vec![], vec![0], vec![1], vec![]], &[vec![(2, 3), (3, 1)], vec![(1, 2)]]);
    let from_nothing = gap(&knowledge, None, &role(0), &[]).unwrap();
    let order: Vec<&str> = from_nothing.missing.iter().map(|step| step.page.slug.as_str()).collect();
    assert_eq!(order, ["s00", "s01", "s02", "s03"]);
    assert!(from_nothing.missing[0].prerequisite && from_nothing.missing[0].weight == Weight::Essential);
    // Three essential steps of 5–10 hours; what merely helps does not count.
    assert_eq!(from_nothing.hours_to_apply(), Some((15, 30)));

    // Whoever does s01 at work can do s00, too.
    let from_work = gap(&knowledge, Some(&role(1)), &role(0), &[]).unwrap();
    let order: Vec<&str> = from_work.missing.iter().map(|step| step.page.slug.as_str()).collect();
    assert_eq!(order, ["s02", "s03"]);
}

#[test]
fn of_rivals_that_merely_help_one_is_enough() {
    let tool = |slug: &str| PageId::new(Kind::Tool, slug);
    let mut knowledge = Knowledge::default();
    for (slug, alternatives) in [("aws", vec!["gcp"]), ("gcp", vec![]), ("azure", vec!["aws"]), ("git", vec![])] {
        let alternatives = alternatives.into_iter().map(Slug::new).collect();
        let facts = Facts::Tool(ToolFacts { alternatives, ..ToolFacts::default() });
        knowledge.pages.insert(tool(slug), page(tool(slug), facts));
    }
    let mut role = |name: &str, asked: &[(&str, i64)]| {
        let tools =
            asked.iter().map(|(slug, weight)| Need { page: tool(slug), weight: Weight::from_number(*weight).unwrap() });
        let facts = RoleFacts { tools: tools.collect(), ..RoleFacts::default() };
        let id = PageId::new(Kind::Role, name);
        knowledge.pages.insert(id.clone(), page(id, Facts::Role(facts)));
    };
    role("cloud", &[("aws", 3), ("git", 3), ("gcp", 1), ("azure", 1)]);
    role("both", &[("aws", 3), ("gcp", 2)]);
    role("azure-shop", &[("azure", 3)]);

    let from_nothing = gap(&knowledge, None, &Slug::new("cloud"), &[]).unwrap();
    assert_eq!(missing(&from_nothing), BTreeSet::from([tool("aws"), tool("git")]));
    assert_eq!(from_nothing.covered, [tool("gcp"), tool("azure")]);
    // What is expected stays, rival or not.
    let both = gap(&knowledge, None, &Slug::new("both"), &[]).unwrap();
    assert_eq!(missing(&both), BTreeSet::from([tool("aws"), tool("gcp")]));
    // An essential is not covered by a rival one knows.
    let switch = gap(&knowledge, Some(&Slug::new("azure-shop")), &Slug::new("cloud"), &[]).unwrap();
    assert!(missing(&switch).contains(&tool("aws")));
}

#[test]
fn what_merely_helped_is_not_enough_for_an_essential() {
    let knowledge = knowledge(&[vec![]], &[vec![(0, 1)], vec![(0, 3)]]);
    assert_eq!(missing(&gap(&knowledge, Some(&role(0)), &role(1), &[]).unwrap()).len(), 1);
    assert_eq!(gap(&knowledge, Some(&role(1)), &role(0), &[]).unwrap().carries, [skill(0)]);
}

#[test]
fn an_unknown_role_has_no_gap() {
    let knowledge = knowledge(&[], &[vec![]]);
    assert_eq!(gap(&knowledge, None, &role(3), &[]), None);
    assert_eq!(gap(&knowledge, Some(&role(3)), &role(0), &[]), None);
}
