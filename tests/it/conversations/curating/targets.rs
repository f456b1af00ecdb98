//! Where a tip may be posted, and what is said where it may not.

use signpost::playground::{ChannelKind, Fault, Trouble};

use super::pushing::{PUSH, SEND, posted, preview};
use super::{EMBED_LINKS, SEND_MESSAGES, VIEW_CHANNEL, tip, used};
use crate::support::with_memory;

#[tokio::test]
async fn what_the_bot_lacks_in_a_channel_is_named() {
    with_memory(async |discord| {
        tip(discord, None, "A small pipeline.").await;
        let careers = discord.channel("ada", "#careers").unwrap();
        let seen = preview(discord).await;
        discord.overwrite(careers, discord.bot(), 0, SEND_MESSAGES);
        let refused = used(discord, "ada", "curate tip push", &PUSH).await;
        assert!(refused.text().contains("there I lack the permission **Send Messages**."), "{refused}");
        discord.member("ada").presses(&seen, "Post").await;
        let late = discord.next_edit().await;
        assert!(late.text().contains("there I lack the permission **Send Messages**."), "{late}");
        assert_eq!(late.buttons(), ["Post", "Cancel"], "it can be tried again: {late}");
        discord.overwrite(careers, discord.bot(), 0, SEND_MESSAGES | VIEW_CHANNEL);
        let refused = used(discord, "ada", "curate tip push", &PUSH).await;
        assert!(refused.text().contains("lack the permissions **View Channel** and **Send Messages**."), "{refused}");
        let opening = discord.member("sam").says("#general", "a thread about pipelines").await;
        let thread = discord.thread("sam", "#general", opening, "pipelines").unwrap();
        let general = discord.channel("ada", "#general").unwrap();
        discord.overwrite(general, discord.bot(), 0, 1 << 38);
        let in_thread = [("tip", "pipeline"), ("channel", &*thread.to_string())];
        let refused = used(discord, "ada", "curate tip push", &in_thread).await;
        assert!(refused.text().contains("**Send Messages in Threads**"), "{refused}");
        // Without Embed Links it goes without a frame.
        discord.overwrite(careers, discord.bot(), 0, EMBED_LINKS);
        discord.member("ada").presses(&late, "Post").await;
        assert!(discord.next_edit().await.text().contains("Posted in #careers."));
        let posted = posted(discord);
        assert!(posted[0].0.embeds.is_empty() && posted[0].text().contains("A small pipeline."), "{}", posted[0]);
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_through_the_bot_where_they_may_not_write() {
    with_memory(async |discord| {
        tip(discord, None, "A small pipeline.").await;
        let careers = discord.channel("ada", "#careers").unwrap();
        let seen = preview(discord).await;
        let moderators = super::moderators(discord);
        discord.overwrite(careers, moderators, 0, SEND_MESSAGES);
        let refused = used(discord, "ada", "curate tip push", &PUSH).await;
        assert!(refused.text().contains("You can't write in #careers yourself"), "{refused}");
        discord.member("ada").presses(&seen, "Post").await;
        assert!(discord.next_edit().await.text().contains("You can't write in #careers yourself"));
        assert!(posted(discord).is_empty());
        // A forum takes posts, and another server's channels are not offered.
        let forum = [("tip".to_owned(), "pipeline".into()), ("channel".to_owned(), "#help-forum".into())];
        assert!(discord.invoke("ada", "#general", "curate tip push", &forum, None).is_err());
        let elsewhere = discord.add_server_without_bot("Elsewhere");
        discord.join(elsewhere, "ada").unwrap();
        discord.add_channel(elsewhere, "there", ChannelKind::Text);
        let there = [("tip".to_owned(), "pipeline".into()), ("channel".to_owned(), "#there".into())];
        assert!(discord.invoke("ada", "#general", "curate tip push", &there, None).is_err());
    })
    .await;
}

#[tokio::test]
async fn what_discord_refuses_is_not_posted_and_can_be_tried_again() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, None, "A small pipeline.").await;
        let seen = preview(discord).await;
        discord.fault(Fault::on(SEND, Trouble::Status(403)));
        ada.presses(&seen, "Post").await;
        let refused = discord.next_edit().await;
        assert!(refused.text().contains("Discord didn't let me write in #careers"), "{refused}");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(!history.text().contains("posted a tip"), "{history}");
        ada.presses(&refused, "Post").await;
        assert!(discord.next_edit().await.text().contains("Posted in #careers."));
        assert_eq!(posted(discord).len(), 1);
    })
    .await;
}
