//! The operator's half: backups, restores, erasures, the check-up and the control socket; with real processes where it
//! is about processes.

mod backups;
mod control;
mod daily;
mod dying;
mod editing;
mod full_disk;
mod migrating;
mod program;
mod restoring;
mod retiring;
mod socket;

use std::path::Path;

use jiff::civil::date;
use signpost::advisor::{Kind, PageId};
use signpost::clock::Clock;
use signpost::curation::{CuratedTip, Pseudonym};
use signpost::learner::{Goal, Learner};
use signpost::store::{Directory, GuildScope, Records};

const MIA: u64 = 81_985_529_216_486_895;
const SAM: u64 = 4_242_424_242_424_242;

async fn open(directory: &Path, clock: &Clock) -> Records {
    Directory::new(directory, clock.clone()).open().await.unwrap().0
}

/// A goal of that person, and a tip of theirs in server 7.
async fn tells(records: &Records, person: u64, role: &str) {
    let scope = records.scope(person);
    let goal = Goal { role: PageId::new(Kind::Role, role), level: None, since: date(2026, 11, 21) };
    records.change_person(scope, |learner: &mut Learner| learner.goal = Some(goal.clone())).await.unwrap();
    let by = Some(Pseudonym(*scope.as_bytes()));
    let tip = CuratedTip { text: "Ship it".to_owned(), about: vec![], by, on: date(2026, 11, 21) };
    records.add_to_guild(GuildScope::new(7), &person.to_be_bytes()[..4], &tip, None).await.unwrap();
}

async fn goal(records: &Records, person: u64) -> Option<String> {
    let learner: Learner = records.of_person(records.scope(person)).await.unwrap();
    learner.goal.map(|goal| goal.role.slug.to_string())
}

async fn tips_with_a_name(records: &Records) -> usize {
    let tips = records.all_of_guild::<CuratedTip>(GuildScope::new(7)).await.unwrap();
    tips.iter().filter(|(_, tip)| tip.by.is_some()).count()
}

/// Writes a backup of what is open into a file.
async fn backed_up(records: &Records, file: &Path) {
    let mut dump = records.dump().await.unwrap();
    let mut text = String::new();
    while let Some(lines) = dump.next().await.unwrap() {
        text.push_str(&lines);
    }
    std::fs::write(file, text).unwrap();
}

/// Whether any file below `folder` holds these bytes.
fn holds(folder: &Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, wanted);
        }
        // A socket has no bytes.
        std::fs::read(&path).is_ok_and(|bytes| bytes.windows(wanted.len()).any(|window| window == wanted))
    })
}

/// The pseudonym as backups write it.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
