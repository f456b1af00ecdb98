//! What is kept: shown, handed over, erased.

use std::path::Path;
use std::sync::Arc;

use signpost::clock::Clock;
use signpost::store::Disk;

use crate::support::{Discord, Reply, Setup, keeping, with_memory};

async fn used(discord: &Discord, who: &'static str, command: &str, options: &[(&str, &str)]) -> Reply {
    discord.member(who).uses(command, options).await;
    let reply = discord.next_reply().await;
    assert!(reply.is_ephemeral(), "{reply}");
    reply
}

#[tokio::test]
async fn what_is_kept_is_said_in_plain_words() {
    with_memory(async |discord| {
        let nothing = used(discord, "mia", "privacy show", &[]).await;
        assert!(nothing.text().contains("**Right now** I keep nothing about you."), "{nothing}");
        used(discord, "mia", "goal", &[("role", "Data engineer")]).await;
        used(discord, "mia", "done", &[("skills", "pandas, git")]).await;
        let shown = used(discord, "mia", "privacy show", &[]).await;
        // What `operator/retiring.rs` and `operator/daily.rs` hold it to.
        assert!(shown.text().contains("don't use for a year") && shown.text().contains("backups at once"), "{shown}");
        assert!(shown.text().contains("**Right now** The goal data engineer and 2 things you know."), "{shown}");
        for part in ["**What**", "**Why**", "**How long**", "**In servers**", "**Not kept**", "**After deleting**"] {
            assert!(shown.text().contains(part), "no {part} in {shown}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_export_is_a_file_for_the_asker_alone() {
    with_memory(async |discord| {
        let nothing = used(discord, "mia", "privacy export", &[]).await;
        assert!(nothing.text().contains("I keep nothing about you"), "{nothing}");
        used(discord, "mia", "goal", &[("role", "Data engineer")]).await;
        let file = used(discord, "mia", "privacy export", &[]).await;
        assert_eq!(file.0.attachments.len(), 1, "{file}");
        assert_eq!(file.0.attachments[0]["filename"], "signpost-export.json");
        assert!(file.0.attachments[0]["size"].as_u64().unwrap() > 80);
        discord.member("mia").uses_in("dm", "privacy export", &[]).await;
        assert_eq!(discord.next_reply().await.0.attachments.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn deleting_asks_once_more_and_leaves_nothing_in_any_file() {
    let directory = tempfile::tempdir().unwrap();
    let (disk, _) = Disk::open(directory.path(), Clock::system()).unwrap();
    let records = keeping::over(Arc::new(disk));
    let setup = Setup { records: Some(records.clone()), ..Setup::default() };
    setup
        .run(async |discord| {
            let mia = discord.member("mia");
            used(discord, "mia", "goal", &[("role", "Data engineer")]).await;
            used(discord, "mia", "done", &[("skills", "pandas")]).await;
            used(discord, "sam", "done", &[("skills", "git")]).await;
            let question = used(discord, "mia", "privacy delete", &[]).await;
            assert!(question.text().contains("for good"), "{question}");
            let still = used(discord, "mia", "progress", &[]).await;
            assert!(still.text().contains("On the way to data engineer"), "nothing is gone yet: {still}");
            mia.presses(&question, "Delete everything").await;
            let deleted = discord.next_edit().await;
            assert_eq!(deleted.0.id, question.0.id, "the question becomes the answer");
            assert!(deleted.text().contains("I keep nothing about you any more."), "{deleted}");
            assert!(deleted.buttons().is_empty(), "{deleted}");
            let after = used(discord, "mia", "progress", &[]).await;
            assert!(after.text().contains("You have no goal yet") && !after.text().contains("pandas"), "{after}");
            let sam = used(discord, "sam", "progress", &[]).await;
            assert!(sam.text().contains("Git"), "others keep theirs: {sam}");
            let id = discord.people().into_iter().find(|person| person.name == "mia").unwrap().id;
            let number: u64 = id.to_string().parse().unwrap();
            records.store().close().await;
            for trace in [id.to_string().into_bytes(), number.to_be_bytes().to_vec(), number.to_le_bytes().to_vec()] {
                assert!(!holds(directory.path(), &trace), "the id stands in a file");
            }
            assert!(holds(directory.path(), records.scope(number).as_bytes()), "the search finds what is there");
            // A store that is closed is no reason to fall silent.
            let closed = used(discord, "mia", "progress", &[]).await;
            assert!(closed.text().contains("can't get at my notes"), "{closed}");
        })
        .await;
}

fn holds(folder: &Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, wanted);
        }
        std::fs::read(&path).unwrap().windows(wanted.len()).any(|window| window == wanted)
    })
}
