//! What members see of their moderators' tips.

use std::sync::Arc;
use std::time::Duration;

use super::{QUESTION, tip, used};
use crate::support::keeping::{self, Trouble, Troubled};
use crate::support::{Setup, with_memory};

const OWN: &str = "**Tip from this server** Ship a small pipeline.";

#[tokio::test]
async fn a_tip_shows_and_rides_along_on_answers_about_its_topic() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        tip(discord, Some("data engineer"), "Ship a small pipeline.").await;
        mia.says("#general", QUESTION).await;
        let asked = discord.next_reply().await;
        assert!(asked.text().contains(OWN) && !asked.text().contains("**Tip** "), "{asked}");
        mia.says("#careers", "does anyone know what a data engineer does?").await;
        assert!(discord.next_reply().await.text().contains(OWN));
        let role = used(discord, "mia", "role", &[("name", "data engineer")]).await;
        assert!(role.text().contains(OWN), "{role}");
        let pay = used(discord, "mia", "ask", &[("question", "what does a data engineer earn?")]).await;
        assert!(pay.text().contains(OWN), "{pay}");
        let other = used(discord, "mia", "role", &[("name", "data analyst")]).await;
        assert!(!other.text().contains("Tip from this server"), "{other}");
        mia.says("dm", "what does a data engineer do?").await;
        let private = discord.next_reply().await;
        assert!(private.text().contains("# Data engineer") && !private.text().contains("Ship a small"), "{private}");
        // What was changed or taken away no longer rides along.
        let question = used(discord, "ada", "curate tip remove", &[("tip", "ship")]).await;
        discord.member("ada").presses(&question, "Remove").await;
        discord.next_edit().await;
        mia.says("#general", QUESTION).await;
        assert!(!discord.next_reply().await.text().contains("Ship a small"));
    })
    .await;
}

#[tokio::test]
async fn slash_tip_shows_the_servers_own_first_and_the_guides_after() {
    with_memory(async |discord| {
        let mia = discord.member("mia");
        tip(discord, Some("Git"), "Commit before lunch.").await;
        let first = used(discord, "mia", "tip", &[("topic", "git")]).await;
        assert!(first.text().contains("# A tip on Git\nCommit before lunch."), "{first}");
        assert!(first.text().contains("-# From this server's moderators"), "{first}");
        assert!(used(discord, "mia", "tip", &[]).await.text().contains("Commit before lunch."));
        mia.presses(&first, "Another tip").await;
        let guides = discord.next_edit().await;
        assert!(guides.text().contains("# A tip on Git") && !guides.text().contains("before lunch"), "{guides}");
        assert!(!guides.text().contains("moderators"), "{guides}");
        mia.says("#general", "@Signpost any tips on git?").await;
        let public = discord.next_reply().await;
        assert!(public.text().contains("Commit before lunch."), "{public}");
        // Somebody else's message stays as it is: they get theirs alone.
        discord.member("sam").presses(&public, "Another tip").await;
        let alone = discord.next_reply().await;
        assert!(alone.is_ephemeral() && alone.text().contains("# A tip on Git"), "{alone}");
        mia.uses_in("dm", "tip", &[("topic", "git")]).await;
        assert!(!discord.next_reply().await.text().contains("before lunch"));
    })
    .await;
}

#[tokio::test]
async fn a_store_that_is_down_costs_the_tips_and_not_the_answer() {
    let store = Troubled::new();
    let setup = Setup { records: Some(keeping::over(Arc::clone(&store) as _)), ..Setup::default() };
    setup
        .run(async |discord| {
            let mia = discord.member("mia");
            tip(discord, Some("data engineer"), "Ship a small pipeline.").await;
            // What is in memory holds while the store is down.
            store.has(Trouble::Down);
            mia.says("#general", QUESTION).await;
            assert!(discord.next_reply().await.text().contains(OWN));
            let list = used(discord, "ada", "curate tip list", &[]).await;
            assert!(list.text().contains("can't get at my notes"), "{list}");
            discord.restart_bot().await;
            mia.says("#general", QUESTION).await;
            let without = discord.next_reply().await;
            assert!(
                without.text().contains("# Data engineer") && !without.text().contains("Ship a small"),
                "{without}"
            );
            store.has(Trouble::None);
            discord.passes(Duration::from_secs(10));
            mia.says("#general", QUESTION).await;
            assert!(discord.next_reply().await.text().contains(OWN), "it is asked again after a while");
            store.has(Trouble::ReadOnly);
            discord.member("ada").uses("curate tip add", &[]).await;
            let form = discord.next_form().await;
            discord.member("ada").sends(&form, "Ask early.").await;
            let lost = discord.next_reply().await;
            assert!(lost.text().contains("can't write anything down"), "{lost}");
            assert!(
                lost.text().contains("Yours, to copy:\n```\nAsk early.\n```"),
                "what was written is not lost: {lost}"
            );
        })
        .await;
}
