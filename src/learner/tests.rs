//! Laws that hold for any knowledge base and any record, and cases worked out by hand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::advisor::{
    Act, Advisor, Facts, Kind, Knowledge, Layer, Need, Page, RoleFacts, SkillFacts, Slug, ToolFacts, Weight,
};

const THINGS: u8 = 12;

/// Even ones are skills, odd ones are tools.
fn thing(number: u8) -> PageId {
    PageId::new(if number.is_multiple_of(2) { Kind::Skill } else { Kind::Tool }, &format!("t{number:02}"))
}

fn role() -> PageId {
    PageId::new(Kind::Role, "role")
}

fn page(id: PageId, facts: Facts) -> (PageId, Page) {
    let page = Page {
        id: id.clone(),
        title: id.slug.to_string(),
        summary: String::new(),
        sections: vec![],
        aliases: vec![],
        sources: vec![],
        checked: None,
        law: None,
        layer: Layer::Base,
        facts,
    };
    (id, page)
}

/// Things need only things of a lower number, so there is no cycle; tools may be rivals of any others.
fn advisor(needs: &[Vec<u8>], rivals: &[(u8, u8)], asked: &[(u8, i64)]) -> Advisor {
    let mut knowledge = Knowledge::default();
    for number in 0..THINGS {
        let listed = needs.get(usize::from(number)).into_iter().flatten();
        let needs: BTreeSet<PageId> = listed.filter(|need| **need < number).map(|need| thing(*need)).collect();
        let needs: Vec<PageId> = needs.into_iter().collect();
        let facts = if number.is_multiple_of(2) {
            Facts::Skill(SkillFacts { needs, hours: None })
        } else {
            let others = rivals.iter().filter(|(a, b)| *a == number && !b.is_multiple_of(2) && a != b);
            let alternatives: Vec<Slug> = others.map(|(_, b)| thing(*b).slug).collect();
            Facts::Tool(ToolFacts { needs, alternatives, ..ToolFacts::default() })
        };
        knowledge.pages.extend([page(thing(number), facts)]);
    }
    let weights: BTreeMap<u8, i64> = asked.iter().copied().collect();
    let all = weights
        .into_iter()
        .map(|(number, weight)| Need { page: thing(number), weight: Weight::from_number(weight).unwrap() });
    let (skills, tools) = all.partition(|need: &Need| need.page.kind == Kind::Skill);
    knowledge.pages.extend([page(role(), Facts::Role(RoleFacts { skills, tools, ..RoleFacts::default() }))]);
    Advisor::build(knowledge).unwrap()
}

prop_compose! {
    fn any_advisor()(
        needs in prop::collection::vec(prop::collection::vec(0..THINGS, 0..3), usize::from(THINGS)),
        rivals in prop::collection::vec((0..THINGS, 0..THINGS), 0..12),
        asked in prop::collection::vec((0..THINGS, 1..=3_i64), 0..9),
    ) -> Advisor {
        advisor(&needs, &rivals, &asked)
    }
}

fn now(ms: u64) -> Moment {
    Moment { day: date(2026, 11, 21), ms }
}

fn with_goal() -> Learner {
    let mut learner = Learner::default();
    learner.set_goal(role(), None, now(0));
    learner
}

fn items(numbers: &[u8]) -> Vec<PageId> {
    numbers.iter().map(|number| thing(*number)).collect()
}

proptest! {
    #[test]
    fn learning_never_lowers_progress_and_100_is_nothing_missing(
        advisor in any_advisor(),
        order in Just((0..THINGS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut learner = with_goal();
        let mut last = 0;
        for number in order {
            let standing = Standing::of(&advisor, &learner).unwrap();
            prop_assert!(standing.percent >= last, "{} after {last}", standing.percent);
            prop_assert_eq!(standing.percent == 100, standing.missing.is_empty());
            prop_assert_eq!(standing.next.is_none(), standing.missing.is_empty());
            last = standing.percent;
            learner.mark(&[thing(number)], now(1));
        }
        prop_assert_eq!(Standing::of(&advisor, &learner).unwrap().percent, 100, "everything is learned");
    }

    /// Following the next step, and nothing else, gets there.
    #[test]
    fn the_next_step_leads_to_the_goal(advisor in any_advisor()) {
        let mut learner = with_goal();
        for _ in 0..=THINGS {
            let standing = Standing::of(&advisor, &learner).unwrap();
            let Some(next) = standing.next else { break };
            let needs = match &advisor.page(&next.page).unwrap().facts {
                Facts::Skill(facts) => facts.needs.clone(),
                Facts::Tool(facts) => facts.needs.clone(),
                _ => vec![],
            };
            prop_assert!(standing.missing.iter().all(|step| !needs.contains(&step.page)), "nothing comes before what it needs");
            prop_assert_eq!(learner.mark(&[next.page], now(1)).added.len(), 1);
        }
        prop_assert_eq!(Standing::of(&advisor, &learner).unwrap().percent, 100);
    }

    #[test]
    fn undo_takes_back_exactly_one_call_and_the_second_time_nothing(
        before in prop::collection::vec(0..THINGS, 0..6),
        call in prop::collection::vec(0..THINGS, 0..6),
        after in prop::collection::vec(0..THINGS, 0..6),
        at in prop::collection::vec(0..3_u64, 3),
    ) {
        let (before, call, after) = (items(&before), items(&call), items(&after));
        let mut learner = Learner::default();
        learner.mark(&before, now(at[0]));
        let marked = learner.mark(&call, now(at[1]));
        learner.mark(&after, now(at[2]));
        let with = learner.clone();
        prop_assert_eq!(marked.call.is_some(), !marked.added.is_empty());
        let undone = marked.call.map(|call| learner.unmark(call)).unwrap_or_default();
        prop_assert_eq!(&undone, &marked.added);
        let rest: Vec<Learned> = with.learned.into_iter().filter(|learned| !marked.added.contains(&learned.page)).collect();
        prop_assert_eq!(&learner.learned, &rest, "everything else is as it was");
        // Marked again later, it is another call's.
        learner.mark(&call, now(5));
        let again = learner.clone();
        prop_assert_eq!(marked.call.map(|call| learner.unmark(call)).unwrap_or_default(), Vec::<PageId>::new());
        prop_assert_eq!(learner, again);
    }

    #[test]
    fn each_thing_is_kept_once_and_the_record_is_bounded(calls in prop::collection::vec(prop::collection::vec(0..255_u8, 0..40), 0..30)) {
        let mut learner = Learner::default();
        for call in &calls {
            let pages: Vec<PageId> = call.iter().map(|number| PageId::new(Kind::Tool, &format!("n{number}"))).collect();
            let marked = learner.mark(&pages, now(1));
            let named: BTreeSet<&PageId> = pages.iter().collect();
            prop_assert_eq!(marked.added.len() + marked.already.len() + marked.left_out.len(), named.len());
        }
        let once: BTreeSet<PageId> = learner.known().into_iter().collect();
        prop_assert_eq!(once.len(), learner.learned.len());
    }
}

#[test]
fn the_percentage_goes_by_weight_and_counts_what_is_needed_first() {
    // Asked: t02 (essential, needs t00), t04 (helps). t00 weighs as much as what needs it: 3 + 3 + 1.
    let advisor = advisor(&[vec![], vec![], vec![0]], &[], &[(2, 3), (4, 1)]);
    let mut learner = with_goal();
    let percent = |learner: &Learner| Standing::of(&advisor, learner).unwrap().percent;
    assert_eq!(percent(&learner), 0);
    let next = Standing::of(&advisor, &learner).unwrap().next.unwrap();
    assert_eq!(next, Next { page: thing(0), reason: Reason::NeededFor(thing(2)) });
    learner.mark(&[thing(0)], now(1));
    assert_eq!(percent(&learner), 42);
    let next = Standing::of(&advisor, &learner).unwrap().next.unwrap();
    assert_eq!(next, Next { page: thing(2), reason: Reason::Asked(Weight::Essential) });
    learner.mark(&[thing(2)], now(2));
    assert_eq!(percent(&learner), 85);
    learner.mark(&[thing(4)], now(3));
    assert_eq!(percent(&learner), 100);
}

#[test]
fn knowing_what_needs_a_thing_is_knowing_the_thing() {
    let advisor = advisor(&[vec![], vec![], vec![0]], &[], &[(0, 3)]);
    let mut learner = with_goal();
    learner.mark(&[thing(2)], now(1));
    assert_eq!(Standing::of(&advisor, &learner).unwrap().percent, 100);
}

#[test]
fn acts_say_what_came_of_them() {
    let advisor = advisor(&[], &[], &[(0, 3), (2, 3)]);
    let mut learner = Learner::default();
    let done = |learner: &mut Learner, numbers: &[u8], ms| {
        carry_out(learner, &advisor, &Act::MarkDone { items: items(numbers) }, now(ms))
    };
    let Outcome::Done { marked, before: None, standing: None } = done(&mut learner, &[0, 0, 4], 7) else {
        panic!("without a goal there is no percentage");
    };
    assert_eq!((marked.call, marked.added), (Some(7), items(&[0, 4])));
    let set = carry_out(&mut learner, &advisor, &Act::SetGoal { role: role(), level: Some(Level::Mid) }, now(8));
    assert!(matches!(set, Outcome::GoalSet { instead_of: None, standing: Some(Standing { percent: 50, .. }), .. }));
    let Outcome::Done { marked, before: Some(50), standing: Some(standing) } = done(&mut learner, &[2, 4], 9) else {
        panic!("with a goal there is one");
    };
    assert_eq!((marked.added, marked.already, standing.percent), (items(&[2]), items(&[4]), 100));
    let Outcome::Undone { items: gone, .. } = undo(&mut learner, &advisor, 9) else { panic!() };
    assert_eq!(gone, items(&[2]));
    let other = PageId::new(Kind::Role, "gone");
    let set = carry_out(&mut learner, &advisor, &Act::SetGoal { role: other, level: None }, now(10));
    assert!(
        matches!(set, Outcome::GoalSet { instead_of: Some(_), standing: None, .. }),
        "the role has no page: {set:?}"
    );
}
