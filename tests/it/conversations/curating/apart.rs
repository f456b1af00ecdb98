//! Two servers never see each other's tips, settings or history.

use signpost::playground::{ChannelId, ChannelKind};

use super::{QUESTION, UNASKED, tip, used};
use crate::support::{Discord, Reply, with_memory};

async fn used_there(discord: &Discord, there: ChannelId, command: &str, options: &[(&str, &str)]) -> Reply {
    discord.member("ada").uses_in(&there.to_string(), command, options).await;
    discord.next_reply().await
}

#[tokio::test]
async fn what_one_server_adds_and_decides_is_nothing_to_another() {
    with_memory(async |discord| {
        let (ada, mia) = (discord.member("ada"), discord.member("mia"));
        let elsewhere = discord.add_server("Elsewhere");
        discord.next_reply().await;
        let there = discord.add_channel(elsewhere, "careers", ChannelKind::Text);
        let role = discord.add_role(elsewhere, "Mods", 1 << 13);
        for person in ["ada", "mia"] {
            discord.join(elsewhere, person).unwrap();
        }
        discord.give_role(elsewhere, "ada", role).unwrap();
        let here = discord.channels("ada").unwrap();
        let here = here.iter().find(|c| c.name == "#general").unwrap().id;

        // Each has its own tip on the same topic.
        tip(discord, Some("data engineer"), "The tip of home.").await;
        ada.uses_in(&there.to_string(), "curate tip add", &[("topic", "data engineer")]).await;
        let form = discord.next_form().await;
        ada.sends(&form, "The tip of elsewhere.").await;
        discord.next_reply().await;
        for (channel, own, other) in [(here, "The tip of home.", "elsewhere"), (there, "The tip of elsewhere.", "home")]
        {
            mia.says(&channel.to_string(), QUESTION).await;
            let answer = discord.next_reply().await;
            assert!(answer.text().contains(own) && !answer.text().contains(&format!("The tip of {other}")), "{answer}");
            mia.uses_in(&channel.to_string(), "tip", &[("topic", "data engineer")]).await;
            let shown = discord.next_reply().await;
            assert!(shown.text().contains(own), "{shown}");
            ada.uses_in(&channel.to_string(), "curate tip list", &[]).await;
            let list = discord.next_reply().await;
            assert!(list.text().contains("This server's tip\n") && list.text().contains(own), "{list}");
        }
        // Nor can one name the other's tip.
        let foreign = used_there(discord, there, "curate tip remove", &[("tip", "of home")]).await;
        assert!(foreign.text().contains("I have no tip with \"of home\" in it."), "{foreign}");

        // A pause there is none here.
        used_there(discord, there, "curate pause", &[]).await;
        mia.says(&there.to_string(), UNASKED).await;
        discord.was_silent().await;
        let general = used(discord, "ada", "curate settings", &[("listen", "#general")]).await;
        assert!(general.text().contains("Changed."), "{general}");
        let question = mia.says("#general", UNASKED).await;
        assert_eq!(discord.next_reply().await.0.reply_to, Some(question));
        let settings = used_there(discord, there, "curate settings", &[]).await;
        assert!(!settings.text().contains("#general") && settings.text().contains("until you resume"), "{settings}");

        // Nor does one read what was done in the other.
        let home = used(discord, "ada", "curate history", &[]).await;
        assert!(home.text().contains("The tip of home.") && !home.text().contains("elsewhere"), "{home}");
        assert!(!home.text().contains("paused"), "{home}");
        let other = used_there(discord, there, "curate history", &[]).await;
        assert!(other.text().contains("The tip of elsewhere.") && !other.text().contains("home"), "{other}");
    })
    .await;
}
