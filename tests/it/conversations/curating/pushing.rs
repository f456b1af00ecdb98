//! A tip posted in a channel: previewed, and posted once.

use signpost::curation::{AuditId, AuditLine, outbox};
use signpost::playground::{ChannelKind, Fault, Id, PlaygroundEvent, Trouble};
use signpost::store::{GuildScope, Records};

use super::{EMBED_LINKS, SEND_MESSAGES, VIEW_CHANNEL, home, tip, used};
use crate::support::{Discord, Reply, Setup, keeping, with_memory};

const SEND: &str = "POST /channels/{channel_id}/messages";
const PUSH: [(&str, &str); 2] = [("tip", "pipeline"), ("channel", "#careers")];

async fn preview(discord: &Discord) -> Reply {
    let preview = used(discord, "ada", "curate tip push", &PUSH).await;
    assert!(preview.text().contains("This is how it will look in #careers."), "{preview}");
    assert_eq!(preview.buttons(), ["Post", "Cancel"]);
    preview
}

/// Presses "Post", and takes in what is posted and what the preview becomes.
async fn posts(discord: &Discord, preview: &Reply) {
    discord.member("ada").presses(preview, "Post").await;
    let done = discord.next_edit().await;
    assert!(done.text().contains("Posted in #careers.") && done.buttons().is_empty(), "{done}");
    assert!(!discord.next_reply().await.is_ephemeral());
}

/// What stands in #careers.
fn posted(discord: &Discord) -> Vec<Reply> {
    discord.timeline("mia", "#careers").unwrap().into_iter().map(Reply).collect()
}

/// How often the bot asked Discord to post in a channel.
fn sends(discord: &Discord) -> usize {
    discord.traffic().iter().filter(|exchange| format!("{} {}", exchange.method, exchange.route) == SEND).count()
}

#[tokio::test]
async fn a_tip_is_previewed_and_then_posted_for_everybody_without_a_ping() {
    with_memory(async |discord| {
        let mia = discord.people().into_iter().find(|person| person.name == "mia").unwrap().id;
        tip(discord, Some("data engineer"), &format!("A small pipeline, @everyone, <@{mia}>.")).await;
        let seen = preview(discord).await;
        assert!(posted(discord).is_empty(), "a preview is no post");
        posts(discord, &seen).await;
        let posted = posted(discord);
        assert_eq!(posted.len(), 1);
        assert!(posted[0].text().contains("# A tip on data engineer\nA small pipeline, @everyone"), "{}", posted[0]);
        assert!(posted[0].text().contains("-# From this server's moderators"), "{}", posted[0]);
        discord.member("mia").presses(&posted[0], "Data engineer").await;
        assert!(discord.next_reply().await.is_ephemeral(), "what it is about opens for whoever presses");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(history.text().contains("**You** posted a tip\n> #careers: A small pipeline"), "{history}");
        // Who pings is looked at after each conversation.
    })
    .await;
}

#[tokio::test]
async fn cancel_posts_nothing() {
    with_memory(async |discord| {
        tip(discord, None, "A small pipeline.").await;
        let seen = preview(discord).await;
        discord.member("ada").presses(&seen, "Cancel").await;
        assert!(discord.next_edit().await.text().contains("nothing was done"));
        assert!(posted(discord).is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_presses_are_one_message() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, None, "A small pipeline.").await;
        let seen = preview(discord).await;
        let mut presses = Vec::new();
        for _ in 0..3 {
            presses.push(ada.presses(&seen, "Post").await);
        }
        for press in presses {
            let taken = |event: &PlaygroundEvent| match event {
                PlaygroundEvent::InteractionAnswered { interaction, .. } if *interaction == press => Some(()),
                _ => None,
            };
            discord.next("each press to be taken in", taken).await;
        }
        discord.next_reply().await;
        discord.was_silent().await;
        assert_eq!((posted(discord).len(), sends(discord)), (1, 2), "one tip, and the answer to what proves silence");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert_eq!(history.text().matches("posted a tip").count(), 1, "{history}");
        // A new preview is a new message.
        let again = preview(discord).await;
        posts(discord, &again).await;
        assert_eq!(posted(discord).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_is_one_message() {
    with_memory(async |discord| {
        tip(discord, None, "A small pipeline.").await;
        let seen = preview(discord).await;
        discord.fault(Fault::on(SEND, Trouble::DoneThenDropped));
        discord.member("ada").presses(&seen, "Post").await;
        assert!(discord.next_edit().await.text().contains("Posted in #careers."));
        assert_eq!((posted(discord).len(), sends(discord)), (1, 2), "sent twice with one nonce");
    })
    .await;
}

#[tokio::test]
async fn what_may_have_arrived_is_said_and_another_press_makes_no_second_message() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, None, "A small pipeline.").await;
        let seen = preview(discord).await;
        discord.fault(Fault::on(SEND, Trouble::DoneThenStatus(502)).always());
        ada.presses(&seen, "Post").await;
        discord.next_reply().await;
        let unsure = discord.next_edit().await;
        assert!(unsure.text().contains("I'm not sure that it arrived in #careers."), "{unsure}");
        assert_eq!(unsure.buttons(), ["Post", "Cancel"]);
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(history.text().contains("posted a tip (not sure that it arrived)"), "{history}");
        discord.heal();
        ada.presses(&unsure, "Post").await;
        assert!(discord.next_edit().await.text().contains("Posted in #careers."));
        assert_eq!(posted(discord).len(), 1);
    })
    .await;
}

/// A preview whose press was interrupted so many seconds ago, and whether it was known to have arrived.
async fn interrupted(discord: &Discord, records: &Records, ago: u64, arrived: bool) -> Reply {
    let id: Id = discord.member("ada").uses("curate tip push", &PUSH).await;
    let seen = discord.next_reply().await;
    let at = discord.clock().now().as_secs() - ago;
    let line = AuditLine { at, by: None, what: "tip push".to_owned(), before: None, after: None };
    let line = if arrived { line } else { outbox::claimed(line) };
    let scope = GuildScope::new(home(discord).0);
    assert!(records.add_to_guild(scope, &AuditId::of(id.0).bytes(), &line, None).await.unwrap());
    seen
}

#[tokio::test]
async fn a_press_that_the_end_of_the_program_interrupted_is_taken_up_or_left_to_a_person() {
    let records = keeping::memory();
    let setup = Setup { records: Some(records.clone()), ..Setup::default() };
    setup
        .run(async |discord| {
            let ada = discord.member("ada");
            tip(discord, None, "A small pipeline.").await;
            let before = interrupted(discord, &records, 5000, true).await;
            let long_ago = interrupted(discord, &records, 300, false).await;
            let just_now = interrupted(discord, &records, 10, false).await;
            discord.restart_bot().await;
            ada.presses(&before, "Post").await;
            assert!(discord.next_edit().await.text().contains("This was posted in #careers before"));
            ada.presses(&long_ago, "Post").await;
            assert!(discord.next_edit().await.text().contains("I was interrupted as I posted this."));
            assert!(posted(discord).is_empty());
            ada.presses(&just_now, "Post").await;
            assert!(discord.next_edit().await.text().contains("Posted in #careers."));
            assert_eq!(posted(discord).len(), 1);
        })
        .await;
}

#[tokio::test]
async fn a_tip_that_was_changed_or_taken_away_after_the_preview_is_not_posted() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, None, "A small pipeline.").await;
        let first = preview(discord).await;
        let second = preview(discord).await;
        ada.uses("curate tip edit", &[("tip", "pipeline")]).await;
        let form = discord.next_form().await;
        ada.sends(&form, "A tiny pipeline.").await;
        discord.next_reply().await;
        ada.presses(&first, "Post").await;
        let changed = discord.next_edit().await;
        assert!(changed.text().contains("Not posted: the tip was changed after the preview."), "{changed}");
        assert!(changed.text().contains("A tiny pipeline."), "{changed}");
        assert!(posted(discord).is_empty());
        posts(discord, &changed).await;
        let question = used(discord, "ada", "curate tip remove", &[("tip", "tiny")]).await;
        ada.presses(&question, "Remove").await;
        discord.next_edit().await;
        ada.presses(&second, "Post").await;
        assert!(discord.next_edit().await.text().contains("That tip is gone."));
        assert_eq!(posted(discord).len(), 1);
    })
    .await;
}

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
