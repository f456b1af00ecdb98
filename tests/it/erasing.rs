//! What is kept about a person, told and forgotten: every type, in every server, on disk too.

use std::sync::Arc;

use jiff::civil::date;
use signpost::advisor::{Kind, PageId};
use signpost::clock::Clock;
use signpost::curation::{AuditLine, CuratedTip, Pseudonym};
use signpost::learner::{Goal, Learner};
use signpost::store::{
    Belongs, Change, Disk, Erased, Expect, GuildScope, Memory, PersonScope, Pseudonyms, REGISTRY, RecordError, Records,
    StoreError, Write,
};

const MIA: u64 = 81_985_529_216_486_895;
const SAM: u64 = 4_242_424_242_424_242;
const SERVERS: [u64; 2] = [7, 8];
const NOW: u64 = 1_795_000_000;

fn memory() -> Records {
    Records::new(Arc::new(Memory::new(Clock::system())), Arc::new(Pseudonyms::new([7; 32])))
}

fn pseudonym(scope: PersonScope) -> Pseudonym {
    Pseudonym(*scope.as_bytes())
}

/// A goal, a tip and an audit line in two servers, of that person.
async fn fill(records: &Records, person: u64) {
    let scope = records.scope(person);
    let goal = Goal { role: PageId::new(Kind::Role, "data-engineer"), level: None, since: date(2026, 11, 21) };
    records.change_person(scope, |learner: &mut Learner| learner.goal = Some(goal.clone())).await.unwrap();
    for server in SERVERS {
        let guild = GuildScope::new(server);
        let tip = CuratedTip {
            text: "Ship it".to_owned(),
            about: vec![],
            by: Some(pseudonym(scope)),
            on: date(2026, 11, 21),
        };
        assert!(records.add_to_guild(guild, &person.to_le_bytes()[..2], &tip, None).await.unwrap());
        let line =
            AuditLine { at: NOW, by: Some(pseudonym(scope)), what: "tip add".to_owned(), before: None, after: None };
        assert!(records.add_to_guild(guild, &person.to_le_bytes()[..2], &line, None).await.unwrap());
    }
}

#[tokio::test]
async fn an_export_has_everything_of_one_person_and_nothing_of_another() {
    let records = memory();
    fill(&records, MIA).await;
    fill(&records, SAM).await;
    let all = records.export_person(records.scope(MIA)).await.unwrap();
    let kinds: Vec<_> = all.iter().map(|one| (one.kind, one.server)).collect();
    let servers = SERVERS.iter().flat_map(|server| [("audit", Some(*server)), ("tip", Some(*server))]);
    assert_eq!(kinds, [("learner", None)].into_iter().chain(servers).collect::<Vec<_>>());
    assert_eq!(all[0].record["goal"]["role"], "roles/data-engineer");
    assert!(records.export_person(records.scope(99)).await.unwrap().is_empty());
}

#[tokio::test]
async fn erasing_takes_the_person_away_and_leaves_servers_their_records() {
    let records = memory();
    fill(&records, MIA).await;
    fill(&records, SAM).await;
    let (mia, sam) = (records.scope(MIA), records.scope(SAM));
    let done = records.erase_person(mia, NOW).await.unwrap();
    assert_eq!(done, Erased { records: 1, anonymised: 4 });
    assert!(records.export_person(mia).await.unwrap().is_empty());
    assert_eq!(records.export_person(sam).await.unwrap().len(), 5, "others keep theirs");
    let tips = records.all_of_guild::<CuratedTip>(GuildScope::new(7)).await.unwrap();
    assert_eq!(tips.iter().filter(|(_, tip)| tip.by.is_none()).count(), 1, "the tip stays, without a name");
    assert_eq!(records.tombstones().await.unwrap(), [(mia, NOW)]);
    assert_eq!(records.erase_person(mia, NOW + 1).await.unwrap(), Erased::default(), "again is harmless");
    assert_eq!(records.tombstones().await.unwrap(), [(mia, NOW + 1)]);
}

/// Whatever type is registered as a person's goes, readable or not.
#[tokio::test]
async fn every_registered_type_of_a_person_is_erased() {
    let records = memory();
    let mia = records.scope(MIA);
    let own: Vec<_> = REGISTRY.iter().filter(|registered| registered.belongs == Belongs::Person).collect();
    for registered in &own {
        let write = Write::Put { schema: 999, payload: b"?".to_vec(), expires: None };
        let change = Change { key: mia.key(registered.family), expect: Expect::Anything, write };
        records.store().commit(vec![change]).await.unwrap();
    }
    assert!(matches!(records.export_person(mia).await, Err(RecordError::Newer { .. })), "no export leaves things out");
    assert_eq!(records.erase_person(mia, NOW).await.unwrap().records, own.len());
    assert_eq!(records.store().scan(&mia.all(), None, 10).await.unwrap(), []);
}

/// A server's record that cannot be read is told, and keeps nobody's own records from being erased.
#[tokio::test]
async fn an_unreadable_record_of_a_server_keeps_nobody() {
    let records = memory();
    fill(&records, MIA).await;
    let tip = REGISTRY.iter().find(|registered| registered.name == "tip").unwrap();
    let write = Write::Put { schema: 999, payload: b"?".to_vec(), expires: None };
    let change = Change { key: GuildScope::new(1).key(tip.family, b"x"), expect: Expect::Anything, write };
    records.store().commit(vec![change]).await.unwrap();
    let mia = records.scope(MIA);
    assert!(matches!(records.erase_person(mia, NOW).await, Err(RecordError::Newer { .. })));
    assert_eq!(records.of_person::<Learner>(mia).await.unwrap(), Learner::default());
    let tips = records.all_of_guild::<CuratedTip>(GuildScope::new(8)).await.unwrap();
    assert!(tips.iter().all(|(_, tip)| tip.by.is_none()), "the servers after it were reached");
}

/// A store that fails while servers' records are read has erased the person's own by then.
#[tokio::test]
async fn a_store_that_fails_half_way_has_erased_what_is_theirs() {
    let store = crate::support::keeping::Troubled::new();
    let records = crate::support::keeping::over(Arc::clone(&store) as _);
    fill(&records, MIA).await;
    let mia = records.scope(MIA);
    store.fails_at_scans_of_servers(true);
    assert!(matches!(records.erase_person(mia, NOW).await, Err(RecordError::Store(StoreError::Read { .. }))));
    assert_eq!(records.of_person::<Learner>(mia).await.unwrap(), Learner::default());
    assert_eq!(records.tombstones().await.unwrap(), [(mia, NOW)]);
    store.fails_at_scans_of_servers(false);
    assert_eq!(
        records.erase_person(mia, NOW).await.unwrap(),
        Erased { records: 0, anonymised: 4 },
        "the next try does the rest"
    );
}

/// A server's record that is damaged may name anybody: an export says that it is there.
#[tokio::test]
async fn an_export_says_what_could_not_be_read() {
    let directory = tempfile::tempdir().unwrap();
    let (disk, _) = Disk::open(directory.path(), Clock::system()).unwrap();
    let records = Records::new(Arc::new(disk), Arc::new(Pseudonyms::new([7; 32])));
    fill(&records, MIA).await;
    records.store().close().await;
    {
        let db = sled::open(directory.path().join("db")).unwrap();
        let tip = REGISTRY.iter().find(|registered| registered.name == "tip").unwrap();
        let key = GuildScope::new(SERVERS[0]).key(tip.family, &MIA.to_le_bytes()[..2]);
        let mut bytes = db.get(key.as_bytes()).unwrap().unwrap().to_vec();
        *bytes.last_mut().unwrap() ^= 1;
        db.insert(key.as_bytes(), bytes).unwrap();
        db.flush().unwrap();
    }
    let (disk, _) = Disk::open(directory.path(), Clock::system()).unwrap();
    let records = Records::new(Arc::new(disk), Arc::new(Pseudonyms::new([7; 32])));
    for person in [MIA, SAM] {
        let all = records.export_person(records.scope(person)).await.unwrap();
        let unreadable: Vec<_> =
            all.iter().filter(|kept| kept.unreadable).map(|kept| (kept.kind, kept.server)).collect();
        assert_eq!(unreadable, [("tip", Some(SERVERS[0]))]);
    }
    assert_eq!(records.counted().await.unwrap().damaged, 1);
    records.store().close().await;
}

/// The id stands nowhere in the files, before or after: not as digits, not as bytes.
#[tokio::test]
async fn no_file_ever_holds_an_id() {
    let directory = tempfile::tempdir().unwrap();
    let (disk, _) = Disk::open(directory.path(), Clock::system()).unwrap();
    let records = Records::new(Arc::new(disk), Arc::new(Pseudonyms::new([7; 32])));
    fill(&records, MIA).await;
    let mia = records.scope(MIA);
    assert!(holds(directory.path(), mia.as_bytes()), "the search must be able to find something");
    records.erase_person(mia, NOW).await.unwrap();
    records.store().close().await;
    for trace in [MIA.to_string().into_bytes(), MIA.to_be_bytes().to_vec(), MIA.to_le_bytes().to_vec()] {
        assert!(!holds(directory.path(), &trace), "{trace:?}");
    }
    assert_eq!(records.erase_person(mia, NOW).await, Err(RecordError::Store(StoreError::Closed)));
}

fn holds(folder: &std::path::Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, wanted);
        }
        std::fs::read(&path).unwrap().windows(wanted.len()).any(|window| window == wanted)
    })
}

mod directories {
    use std::os::unix::fs::PermissionsExt as _;

    use signpost::store::{DirectoryError, OpenError, Opened};

    use super::*;

    async fn opened(directory: &std::path::Path) -> Result<(Records, Opened), DirectoryError> {
        Records::open(directory, Clock::system()).await
    }

    #[tokio::test]
    async fn a_directory_keeps_its_secret_and_its_people() {
        let directory = tempfile::tempdir().unwrap();
        let (records, first) = opened(directory.path()).await.unwrap();
        assert_eq!(first, Opened::New);
        fill(&records, MIA).await;
        let mode = std::fs::metadata(directory.path().join("secret")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only this user reads it");
        let taken = opened(directory.path()).await.unwrap_err();
        assert!(matches!(taken, DirectoryError::Open(OpenError::InUse { .. })), "{taken}");
        records.store().close().await;
        let (again, second) = opened(directory.path()).await.unwrap();
        assert_eq!(second, Opened::AsLeft);
        assert_eq!(again.export_person(again.scope(MIA)).await.unwrap().len(), 5);
        again.store().close().await;
    }

    #[tokio::test]
    async fn a_lost_or_broken_secret_is_not_made_anew_over_records() {
        let directory = tempfile::tempdir().unwrap();
        let secret = directory.path().join("secret");
        let (records, _) = opened(directory.path()).await.unwrap();
        // Nothing is lost with a secret that named nobody.
        records.store().close().await;
        std::fs::remove_file(&secret).unwrap();
        let (records, _) = opened(directory.path()).await.unwrap();
        fill(&records, MIA).await;
        records.store().close().await;
        let kept = std::fs::read(&secret).unwrap();
        std::fs::write(&secret, &kept[..31]).unwrap();
        let broken = opened(directory.path()).await.unwrap_err();
        assert!(broken.to_string().contains("it holds 31 bytes"), "{broken}");
        std::fs::remove_file(&secret).unwrap();
        let gone = opened(directory.path()).await.unwrap_err();
        assert!(matches!(gone, DirectoryError::SecretGone { .. }), "{gone}");
        std::fs::write(&secret, &kept).unwrap();
        let (records, _) = opened(directory.path()).await.unwrap();
        assert_eq!(records.export_person(records.scope(MIA)).await.unwrap().len(), 5, "put back, all is there");
        records.store().close().await;
    }
}
