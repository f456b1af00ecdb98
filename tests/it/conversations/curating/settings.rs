//! Settings: shown, changed, in force.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use signpost::advisor::{Advisor, Kind, Layer, PageId};
use signpost::playground::GatewayFault;

use super::{QUESTION, SEND_MESSAGES, UNASKED, home, tip, used};
use crate::support::keeping::{self, Trouble, Troubled, Watched};
use crate::support::{Discord, Setup, advisor, with_memory};

async fn answers_unasked(discord: &Discord, channel: &str) {
    let question = discord.member("mia").says(channel, UNASKED).await;
    let answer = discord.next_reply().await;
    assert_eq!(answer.0.reply_to, Some(question), "{answer}");
}

async fn is_silent(discord: &Discord, channel: &str) {
    discord.member("mia").says(channel, UNASKED).await;
    discord.was_silent().await;
}

#[tokio::test]
async fn moderators_choose_the_channels_where_the_bot_answers_unasked() {
    with_memory(async |discord| {
        let shown = used(discord, "ada", "curate settings", &[]).await;
        assert!(shown.text().contains("unasked in** #careers #help-forum (set by whoever runs me"), "{shown}");
        let more = used(discord, "ada", "curate settings", &[("listen", "#general")]).await;
        assert!(
            more.text().contains("Changed.") && more.text().contains("** #careers #help-forum #general\n"),
            "{more}"
        );
        answers_unasked(discord, "#general").await;
        answers_unasked(discord, "#careers").await;
        used(discord, "ada", "curate settings", &[("stop-listening", "#careers")]).await;
        is_silent(discord, "#careers").await;
        discord.restart_bot().await;
        is_silent(discord, "#careers").await;
        let opening = discord.member("mia").says("#general", "a thread").await;
        let thread = discord.thread("mia", "#general", opening, "questions").unwrap();
        answers_unasked(discord, &thread.to_string()).await;
        let (post, _) =
            discord.member("mia").posts("#help-forum", "MLOps", "does anyone know what an MLOps engineer does?").await;
        assert_eq!(discord.next_reply().await.0.channel, post, "a forum is chosen with its posts");
        for channel in ["#general", "#help-forum"] {
            used(discord, "ada", "curate settings", &[("stop-listening", channel)]).await;
        }
        let nowhere = used(discord, "ada", "curate settings", &[]).await;
        assert!(nowhere.text().contains("unasked in** no channel"), "{nowhere}");
        is_silent(discord, "#careers").await;
        used(discord, "ada", "curate settings", &[("reset", "channels")]).await;
        answers_unasked(discord, "#careers").await;
    })
    .await;
}

#[tokio::test]
async fn a_pause_silences_what_nobody_asked_for_and_ends() {
    with_memory(async |discord| {
        let paused = used(discord, "ada", "curate pause", &[("hours", "8")]).await;
        assert!(paused.text().contains("Paused: I answer nobody unasked until <t:"), "{paused}");
        is_silent(discord, "#careers").await;
        discord.member("mia").says("#careers", QUESTION).await;
        assert!(discord.next_reply().await.text().contains("# Data engineer"), "whoever calls is answered");
        discord.restart_bot().await;
        is_silent(discord, "#careers").await;
        let there = used(discord, "ada", "curate pause", &[]).await;
        assert!(there.text().contains("It is paused: I answer nobody unasked until <t:"), "not made longer: {there}");
        discord.passes(Duration::from_secs(8 * 3600 + 60));
        answers_unasked(discord, "#careers").await;
        let endless = used(discord, "ada", "curate pause", &[]).await;
        assert!(endless.text().contains("until you resume"), "{endless}");
        discord.passes(Duration::from_secs(400 * 24 * 3600));
        is_silent(discord, "#careers").await;
        let shown = used(discord, "ada", "curate settings", &[]).await;
        assert!(shown.text().contains("**Pause** I answer nobody unasked until you resume"), "{shown}");
        discord.member("ada").presses(&shown, "Resume").await;
        assert!(discord.next_edit().await.text().contains("I'm back"));
        answers_unasked(discord, "#careers").await;
        discord.member("ada").presses(&endless, "Resume").await;
        assert!(discord.next_edit().await.text().contains("There is no pause to end."));
    })
    .await;
}

#[tokio::test]
async fn every_change_is_told_in_the_log_channel_and_kept_in_the_history() {
    with_memory(async |discord| {
        let log = discord.add_channel(home(discord), "mod-log", signpost::playground::ChannelKind::Text);
        discord.overwrite(log, discord.bot(), 0, SEND_MESSAGES);
        let refused = used(discord, "ada", "curate settings", &[("log", "#mod-log")]).await;
        assert!(refused.text().contains("lack the permission **Send Messages**"), "{refused}");
        discord.overwrite(log, discord.bot(), SEND_MESSAGES, 0);
        used(discord, "ada", "curate settings", &[("log", "#mod-log"), ("keep-days", "7")]).await;
        let told = discord.next_reply().await;
        assert_eq!(told.0.channel, log);
        assert!(told.text().contains("@Ada changed the settings."), "{told}");
        assert!(told.text().contains("> Changes are told in: #mod-log; If I am removed: tips, settings"), "{told}");
        tip(discord, Some("git"), "Commit one idea.").await;
        assert!(discord.next_reply().await.text().contains("@Ada wrote a tip.\nNow:\n> Commit one idea."));
        used(discord, "ada", "curate pause", &[]).await;
        assert!(discord.next_reply().await.text().contains("@Ada paused unasked answers."));
        let push = [("tip", "one idea"), ("channel", "#careers")];
        let preview = used(discord, "ada", "curate tip push", &push).await;
        discord.member("ada").presses(&preview, "Post").await;
        assert!(discord.next_reply().await.text().contains("Commit one idea."), "the tip itself, in its channel");
        let told = discord.next_reply().await;
        assert_eq!(told.0.channel, log);
        assert!(told.text().contains("@Ada posted a tip.\nNow:\n> #careers: Commit one idea."), "{told}");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(history.text().contains("**You** wrote a tip\n> Commit one idea."), "{history}");
        assert!(history.text().contains("erased after 30 days → Changes are told in: #mod-log"), "{history}");
        // Somebody else sees a code and no name.
        let role = discord.add_role(home(discord), "Managers", super::MANAGE_SERVER);
        discord.give_role(home(discord), "sam", role).unwrap();
        super::shown_to_all(discord);
        let theirs = used(discord, "sam", "curate history", &[]).await;
        assert!(theirs.text().contains("**Moderator ") && !theirs.text().contains("**You**"), "{theirs}");
        // A change that can't be told is made, and says so.
        discord.overwrite(log, discord.bot(), 0, SEND_MESSAGES);
        let untold = used(discord, "ada", "curate settings", &[("keep-days", "9")]).await;
        assert!(untold.text().contains("erased after 9 days"), "{untold}");
        assert!(untold.text().contains("I couldn't tell it in the log channel."), "{untold}");
        discord.overwrite(log, discord.bot(), SEND_MESSAGES, 0);
        // Nobody takes the log away unseen.
        used(discord, "ada", "curate settings", &[("reset", "log")]).await;
        assert_eq!(discord.next_reply().await.0.channel, log);
    })
    .await;
}

#[tokio::test]
async fn the_history_goes_back_page_by_page_and_forgets_names() {
    with_memory(async |discord| {
        for days in 1..=9 {
            used(discord, "ada", "curate settings", &[("keep-days", &days.to_string())]).await;
        }
        let latest = used(discord, "ada", "curate history", &[]).await;
        assert_eq!(latest.text().matches("**You** changed the settings").count(), 8, "{latest}");
        assert!(
            latest
                .text()
                .contains("after 8 days → If I am removed: tips, settings and history are erased after 9 days")
        );
        discord.member("ada").presses(&latest, "Older").await;
        let oldest = discord.next_edit().await;
        assert_eq!(oldest.text().matches("changed the settings").count(), 1, "{oldest}");
        assert!(oldest.buttons().is_empty(), "{oldest}");
        let question = used(discord, "ada", "privacy delete", &[]).await;
        discord.member("ada").presses(&question, "Delete everything").await;
        discord.next_edit().await;
        let nameless = used(discord, "ada", "curate history", &[]).await;
        assert!(nameless.text().contains("**Somebody who had their name erased** changed the settings"), "{nameless}");
        assert!(!nameless.text().contains("**You**"), "{nameless}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_set_is_refused_and_nothing_else_is_changed() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        let pack = used(discord, "ada", "curate settings", &[("pack", "nowhere"), ("keep-days", "3")]).await;
        assert!(pack.text().contains("I have no pack called \"nowhere\"; whoever runs me has added none."), "{pack}");
        let reset = used(discord, "ada", "curate settings", &[("reset", "all*")]).await;
        assert!(reset.text().contains("There is no setting \"all\\*\". You can reset channels, "), "{reset}");
        assert_eq!(ada.types("curate settings", "reset", "keep").await, ["keep-days"]);
        let same = used(discord, "ada", "curate settings", &[("keep-days", "30")]).await;
        assert!(same.text().contains("That is how it was") && same.text().contains("after 30 days"), "{same}");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(history.text().contains("Nothing was changed here yet."), "{history}");
    })
    .await;
}

/// The shipped advisor, with one role that a pack added.
fn with_a_pack(options: &mut signpost::discord::Options) {
    let mut knowledge = advisor().knowledge().clone();
    let role = PageId::new(Kind::Role, "scientific-developer");
    knowledge.pages.get_mut(&role).unwrap().layer = Layer::Pack("our-lab".to_owned());
    knowledge.tips[0].layer = Layer::Pack("our-lab".to_owned());
    options.advisor = Arc::new(ArcSwap::from_pointee(Advisor::build(knowledge).unwrap()));
}

#[tokio::test]
async fn a_home_pack_comes_first() {
    let setup = Setup { records: Some(keeping::memory()), bot: with_a_pack, ..Setup::default() };
    setup
        .run(async |discord| {
            let mia = discord.member("mia");
            assert_ne!(mia.types("role", "name", "").await[0], "Scientific developer");
            let wrong = used(discord, "ada", "curate settings", &[("pack", "labs")]).await;
            assert!(wrong.text().contains("I have no pack called \"labs\". I have our-lab."), "{wrong}");
            assert_eq!(discord.member("ada").types("curate settings", "pack", "").await, ["our-lab"]);
            let set = used(discord, "ada", "curate settings", &[("pack", "Our-Lab")]).await;
            assert!(set.text().contains("**Comes first** the pack our-lab"), "{set}");
            assert_eq!(mia.types("role", "name", "").await[0], "Scientific developer");
            let tip = used(discord, "mia", "tip", &[]).await;
            assert!(tip.text().contains(&advisor().knowledge().tips[0].text), "{tip}");
        })
        .await;
}

#[tokio::test]
async fn a_message_is_answered_without_a_look_into_the_store() {
    let store = Watched::new();
    let setup = Setup { records: Some(keeping::over(Arc::clone(&store) as _)), ..Setup::default() };
    setup
        .run(async |discord| {
            tip(discord, Some("data engineer"), "Ship a small pipeline.").await;
            answers_unasked(discord, "#careers").await;
            let before = store.reads();
            for _ in 0..5 {
                answers_unasked(discord, "#careers").await;
                is_silent(discord, "#general").await;
            }
            assert_eq!(store.reads(), before);
        })
        .await;
}

#[tokio::test]
async fn settings_that_cannot_be_read_cost_ambient_answers_and_nothing_else() {
    let store = Troubled::new();
    store.has(Trouble::Down);
    let setup = Setup { records: Some(keeping::over(Arc::clone(&store) as _)), ..Setup::default() };
    setup
        .run(async |discord| {
            // Nobody knows whether it is paused here: silence can't be against anybody's will.
            is_silent(discord, "#careers").await;
            let settings = used(discord, "ada", "curate settings", &[]).await;
            assert!(settings.text().contains("can't get at my notes"), "{settings}");
            store.has(Trouble::None);
            discord.passes(Duration::from_secs(10));
            answers_unasked(discord, "#careers").await;
            used(discord, "ada", "curate pause", &[]).await;
            store.has(Trouble::Down);
            discord.passes(Duration::from_secs(600));
            is_silent(discord, "#careers").await;
            discord.gateway_fault(GatewayFault::Drop);
            is_silent(discord, "#careers").await;
        })
        .await;
}
