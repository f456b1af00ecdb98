//! A tip posted in a channel: previewed, and posted once.

use std::sync::Arc;

use signpost::curation::{AuditId, AuditLine, outbox};
use signpost::playground::{Fault, Id, PlaygroundEvent, Trouble};
use signpost::store::{GuildScope, Records};

use super::{home, tip, used};
use crate::support::keeping::{self, Trouble as Keeping, Troubled};
use crate::support::{Discord, Reply, Setup, with_memory};

pub(super) const SEND: &str = "POST /channels/{channel_id}/messages";
pub(super) const PUSH: [(&str, &str); 2] = [("tip", "pipeline"), ("channel", "#careers")];

pub(super) async fn preview(discord: &Discord) -> Reply {
    let preview = used(discord, "ada", "curate tip push", &PUSH).await;
    assert!(preview.text().contains("This is how it will look in #careers."), "{preview}");
    assert_eq!(preview.buttons(), ["Post", "Cancel"]);
    preview
}

/// Presses "Post", and takes in what is posted and what the preview becomes.
pub(super) async fn posts(discord: &Discord, preview: &Reply) {
    discord.member("ada").presses(preview, "Post").await;
    let done = discord.next_edit().await;
    assert!(done.text().contains("Posted in #careers.") && done.buttons().is_empty(), "{done}");
    assert!(!discord.next_reply().await.is_ephemeral());
}

/// What stands in #careers.
pub(super) fn posted(discord: &Discord) -> Vec<Reply> {
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
async fn a_store_in_trouble_posts_nothing_and_what_was_posted_is_said_to_be() {
    let store = Troubled::new();
    let setup = Setup { records: Some(keeping::over(Arc::clone(&store) as _)), ..Setup::default() };
    setup
        .run(async |discord| {
            tip(discord, None, "A small pipeline.").await;
            let seen = preview(discord).await;
            store.has(Keeping::Filling);
            discord.member("ada").presses(&seen, "Post").await;
            let refused = discord.next_edit().await;
            assert!(refused.text().contains("can't write anything down right now"), "{refused}");
            assert!(posted(discord).is_empty(), "nothing leaves before it is claimed");
            assert!(refused.text().contains("A small pipeline."), "{refused}");
            // Room for the claim, and none for the word that it arrived.
            store.let_one_through();
            posts(discord, &refused).await;
            store.has(Keeping::None);
            let history = used(discord, "ada", "curate history", &[]).await;
            assert!(history.text().contains("posted a tip (not sure that it arrived)"), "{history}");
            assert_eq!(posted(discord).len(), 1);
        })
        .await;
}
