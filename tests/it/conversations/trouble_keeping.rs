//! The store fails, or takes its time: plain words, and answers all the same.

use std::sync::Arc;

use crate::support::keeping::{self, Trouble, Troubled};
use crate::support::{Discord, Setup};

async fn with_troubled(conversation: impl AsyncFnOnce(&Discord, &Troubled)) {
    let store = Troubled::new();
    let setup = Setup { records: Some(keeping::over(Arc::clone(&store) as _)), ..Setup::default() };
    setup.run(async |discord| conversation(discord, &store).await).await;
}

#[tokio::test]
async fn a_store_in_trouble_is_said_plainly_and_questions_are_answered() {
    with_troubled(async |discord, store| {
        let mia = discord.member("mia");
        mia.says("dm", "I finished pandas").await;
        let done = discord.next_reply().await;
        for (trouble, words) in [
            (Trouble::ReadOnly, "can't write anything down right now"),
            (Trouble::Unsure, "not sure that it was kept"),
            (Trouble::Down, "can't get at my notes"),
            (Trouble::Damaged, "can't read them"),
        ] {
            store.has(trouble);
            mia.uses("goal", &[("role", "Data engineer")]).await;
            let by_command = discord.next_reply().await;
            mia.says("#general", "@Signpost I finished git").await;
            let in_words = discord.next_reply().await;
            mia.presses(&done, "Undo").await;
            let by_press = discord.next_reply().await;
            for reply in [&by_command, &in_words, &by_press] {
                assert!(reply.text().contains(words), "{trouble:?}: {reply}");
            }
            mia.says("#general", "@Signpost what does a data engineer do?").await;
            assert!(discord.next_reply().await.text().contains("# Data engineer"));
        }
        // What can't be written can still be read.
        store.has(Trouble::ReadOnly);
        mia.uses("progress", &[]).await;
        let shown = discord.next_reply().await;
        assert!(shown.text().contains("pandas") && !shown.text().contains("Git"), "{shown}");
        mia.uses("privacy delete", &[]).await;
        let question = discord.next_reply().await;
        mia.presses(&question, "Delete everything").await;
        assert!(discord.next_edit().await.text().contains("can't write anything down"));
        store.has(Trouble::None);
        mia.uses("progress", &[]).await;
        assert!(discord.next_reply().await.text().contains("pandas"));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_said_to_be_noted_before_it_is() {
    with_troubled(async |discord, store| {
        store.has(Trouble::Slow);
        let mia = discord.member("mia");
        mia.says("dm", "I finished pandas").await;
        discord.was_silent().await;
        store.let_one_through();
        assert!(discord.next_reply().await.text().contains("Noted: pandas."));
        // A command is taken in at once, for the asker alone, and answered when it is kept.
        let used = mia.uses("done", &[("skills", "git")]).await;
        discord
            .next("the command to be taken in", |event| match event {
                signpost::playground::PlaygroundEvent::InteractionAnswered { interaction, kind } => {
                    (*interaction == used).then_some(*kind)
                }
                _ => None,
            })
            .await;
        store.let_one_through();
        let done = discord.next_reply().await;
        assert!(done.is_ephemeral() && done.text().contains("Noted: Git."), "{done}");
    })
    .await;
}
