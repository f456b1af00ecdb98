//! What nobody uses for a year goes, and what was a server's goes when its time after the bot's removal is over.

use std::sync::Arc;
use std::time::Duration;

use signpost::clock::Clock;
use signpost::curation::Settings;
use signpost::learner::Learner;
use signpost::store::{Change, Expect, Family, GuildScope, Memory, Pseudonyms, Records, Swept, Write};

use super::{MIA, SAM, goal, open, tells};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn what_nobody_used_for_a_year_goes() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let records = open(place.path(), &clock).await;
    for person in [MIA, SAM] {
        tells(&records, person, "data-engineer").await;
    }
    assert_eq!(records.sweep().await.unwrap(), Swept::default(), "nothing is due");
    clock.advance(DAY * 200);
    assert!(goal(&records, MIA).await.is_some(), "she looks, which is using");
    clock.advance(DAY * 164);
    assert!(records.store().get(&records.scope(SAM).key(Family(b'l'))).await.unwrap().is_some(), "364 days");
    clock.advance(DAY * 2);
    assert_eq!(goal(&records, SAM).await, None, "a year and a day");
    assert!(goal(&records, MIA).await.is_some());
    assert_eq!(records.sweep().await.unwrap(), Swept { expired: 1, ..Swept::default() });
    assert_eq!(records.sweep().await.unwrap(), Swept::default(), "once");
    assert_eq!(records.counted().await.unwrap().records, 3, "the tips stay, they are the server's");
    records.store().close().await;
}

/// Records from before there was an end to them get their year from the first sweep on.
#[tokio::test]
async fn a_record_without_an_end_gets_one() {
    let clock = Clock::system();
    let records = Records::new(Arc::new(Memory::new(clock.clone())), Arc::new(Pseudonyms::new([7; 32])));
    tells(&records, MIA, "data-engineer").await;
    let key = records.scope(MIA).key(Family(b'l'));
    let there = records.store().get(&key).await.unwrap().unwrap();
    let write = Write::Put { schema: there.schema, payload: there.payload, expires: None };
    records.store().commit(vec![Change { key: key.clone(), expect: Expect::Anything, write }]).await.unwrap();
    assert_eq!(records.sweep().await.unwrap(), Swept { dated: 1, ..Swept::default() });
    let expires = records.store().get(&key).await.unwrap().unwrap().expires.unwrap();
    assert_eq!(expires, records.store().now() + 365 * 24 * 60 * 60);
}

/// When that is due, the conversations of `curating` say.
#[tokio::test]
async fn all_of_a_server_goes_and_nothing_else() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let records = open(place.path(), &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let (left, other) = (GuildScope::new(7), GuildScope::new(8));
    for guild in [left, other] {
        records.add_to_guild(guild, b"", &Settings::default(), None).await.unwrap();
    }
    assert_eq!(records.erase_guild(left).await.unwrap(), 2, "its settings, and the tip from `tells`");
    assert_eq!(records.store().scan(&left.all(), None, 9).await.unwrap(), [], "settings, tips, all of it");
    assert_eq!(records.store().scan(&other.all(), None, 9).await.unwrap().len(), 1);
    assert!(goal(&records, MIA).await.is_some(), "a person's is a person's");
    records.store().close().await;
}

/// Reading is a use, but not a write each time.
#[tokio::test]
async fn looking_again_and_again_writes_once_a_month() {
    let clock = Clock::system();
    let records = Records::new(Arc::new(Memory::new(clock.clone())), Arc::new(Pseudonyms::new([7; 32])));
    tells(&records, MIA, "data-engineer").await;
    let version = async || {
        let key = records.scope(MIA).key(Family(b'l'));
        records.store().get(&key).await.unwrap().unwrap().version
    };
    let written = version().await;
    for _ in 0..29 {
        clock.advance(DAY);
        let _: Learner = records.of_person(records.scope(MIA)).await.unwrap();
    }
    assert_eq!(version().await, written);
    clock.advance(DAY * 2);
    let _: Learner = records.of_person(records.scope(MIA)).await.unwrap();
    assert!(version().await > written);
}

/// What was put aside holds what people erase later: it goes after 30 days.
#[tokio::test]
async fn what_was_put_aside_goes_after_a_month() {
    let clock = Clock::system();
    let place = tempfile::tempdir().unwrap();
    let records = open(place.path(), &clock).await;
    tells(&records, MIA, "data-engineer").await;
    let asides = ["before-restore-1", "db.damaged-1"].map(|name| place.path().join(name));
    for aside in &asides {
        std::fs::create_dir(aside).unwrap();
        std::fs::write(aside.join("db"), "what was there").unwrap();
    }
    clock.advance(DAY * 29);
    assert_eq!(records.sweep().await.unwrap().asides, 0);
    clock.advance(DAY * 2);
    assert_eq!(records.sweep().await.unwrap().asides, 2);
    assert!(asides.iter().all(|aside| !aside.exists()) && place.path().join("db").exists());
    records.store().close().await;
}
