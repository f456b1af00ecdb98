//! What moderators see, and what members see of it.

use insta::assert_snapshot;
use jiff::civil::date;

use super::fixture::{TODAY, advisor, role, skill};
use crate::advisor::{Answer, Body, Focus, IntentId, Layer, Slots, Tip};
use crate::curation::{AuditId, AuditLine, CuratedTip, Pseudonym, Settings, TipId, outbox};
use crate::render::{self, Card, Here, Push};

const NOW: u64 = 1_795_000_000;
const ME: Pseudonym = Pseudonym([1; 16]);

fn look(card: &Card) -> String {
    render::terminal::text(card)
}

fn tip(text: &str) -> CuratedTip {
    let about = vec![role("data-engineer"), skill("sql")];
    CuratedTip { text: text.to_owned(), about, by: None, on: date(2026, 11, 21) }
}

fn own() -> Tip {
    tip("Ship a *small* pipeline.").shown(TipId(1))
}

fn line(at: u64, by: Option<Pseudonym>, what: &str, before: Option<&str>, after: Option<&str>) -> AuditLine {
    AuditLine { at, by, what: what.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

#[test]
fn tips_in_a_list_and_as_they_are_posted() {
    let long = "x".repeat(300);
    let tips =
        [(TipId(1), tip("Ship a *small* pipeline.")), (TipId(2), CuratedTip { about: Vec::new(), ..tip(&long) })];
    assert_snapshot!(look(&render::tips(advisor(), &tips, 7)));
    assert_snapshot!(look(&render::tip_posted(advisor(), TipId(1), &tips[0].1)));
    let push = Push { tip: TipId(1), fingerprint: 2, channel: 3, id: 4 };
    assert_snapshot!(look(&render::preview(advisor(), &tips[0].1, push)));
    assert_snapshot!(look(&render::ask_to_remove(TipId(1), &tips[0].1)));
}

#[test]
fn a_servers_tip_on_an_answer_and_on_its_own() {
    let (tips, about) = ([own()], role("data-engineer"));
    let here = Here { tips: &tips, ..Here::default() };
    let body = Body::Page { page: about.clone(), focus: Focus::Whole };
    let answer =
        Answer { intent: IntentId::new("role.describe"), slots: Slots::new(), topic: Some(about.clone()), body };
    let card = render::card_here(advisor(), &answer, TODAY, &here);
    assert_snapshot!(look(&card));
    let rest = render::rest_here(advisor(), &answer, TODAY, &here).unwrap();
    assert!(!rest.body.contains("small"), "it is seen once: {}", rest.body);
    assert_snapshot!(look(&render::next_tip(advisor(), Some(&skill("sql")), 0, TODAY, &here)));
    assert_snapshot!(look(&render::next_tip(advisor(), Some(&skill("sql")), 1, TODAY, &here)));
}

#[test]
fn every_tip_comes_round_once_the_servers_own_first() {
    let tips = [own(), tip("Ask early.").shown(TipId(2))];
    let here = Here { tips: &tips, ..Here::default() };
    let count = advisor().knowledge().tips.len() + tips.len();
    let round = |from: usize| -> Vec<String> {
        let ats = from..from + count;
        ats.map(|at| render::next_tip(advisor(), None, u16::try_from(at).unwrap(), TODAY, &here).body).collect()
    };
    let all = round(0);
    assert!(all[..2].iter().all(|body| tips.iter().any(|tip| tip.text == *body)), "{all:?}");
    let each: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(each.len(), count);
    assert_eq!(round(count), all);
    assert_eq!(tips[0].layer, Layer::Server);
}

#[test]
fn settings_as_they_are() {
    assert_snapshot!(look(&render::settings(&Settings::default(), &[7], NOW)));
    let settings = Settings {
        channels: Some(vec![1, 2]),
        moderator_roles: vec![3],
        log_channel: Some(4),
        retention_days: Some(1),
        home_pack: Some("our-lab".to_owned()),
        paused_until: Some(NOW + 60),
        ..Settings::default()
    };
    assert_snapshot!(look(&render::settings(&settings, &[7], NOW)));
    let (before, after) = render::changes(&Settings::default(), &settings, &[7]).unwrap();
    assert_snapshot!(format!("{before}\n{after}"));
    assert_eq!(render::changes(&settings, &settings, &[]), None);
}

#[test]
fn what_was_changed() {
    let other = Some(Pseudonym([0xab; 16]));
    let lines = [
        line(NOW, Some(ME), "tip edit", Some("Ship *it*"), Some("Ship it <@1>")),
        line(NOW - 1, other, "settings", Some("My moderators: people"), Some("My moderators: people, or with <@&3>")),
        outbox::claimed(line(NOW - 2, other, "tip push", None, Some("<#4>: Ship it"))),
        line(NOW - 3, None, "resume", Some("I answer nobody unasked until you resume"), None),
        line(NOW - 4, None, "welcome", None, None),
        line(NOW - 5, other, "something newer", None, None),
    ];
    let lines: Vec<(AuditId, AuditLine)> = (1..).map(AuditId::of).zip(lines).collect();
    assert_snapshot!(look(&render::history(&lines, ME, true)));
    assert_snapshot!(render::logged("<@5>", &lines[0].1));
}

#[test]
fn the_first_message() {
    assert_snapshot!(look(&render::welcome("Data **Folk** @everyone", &[])));
    assert!(render::welcome("Data", &[7, 8]).body.contains("I listen in <#7> <#8>."));
}
