//! What becomes of a server's records after the bot was removed from it.

use std::sync::Arc;
use std::time::Duration;

use signpost::curation::{AuditLine, CuratedTip, Settings};
use signpost::playground::{ChannelId, ChannelKind, GatewayFault, GuildId};
use signpost::store::{GuildScope, Records};

use super::home;
use crate::support::keeping::{self, Watched};
use crate::support::{Discord, Setup};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn with_watched(conversation: impl AsyncFnOnce(&Discord, &Records, &Watched)) {
    let store = Watched::new();
    let records = keeping::over(Arc::clone(&store) as _);
    let setup = Setup { records: Some(records.clone()), ..Setup::default() };
    setup.run(async |discord| conversation(discord, &records, &store).await).await;
}

/// A server with a tip that ada wrote.
async fn with_a_tip(discord: &Discord, name: &str) -> (GuildId, ChannelId) {
    let server = discord.add_server_without_bot(name);
    let channel = discord.add_channel(server, "lobby", ChannelKind::Text);
    discord.own_channels(server, Some(channel), None);
    let role = discord.add_role(server, "Mods", 1 << 13);
    discord.join(server, "ada").unwrap();
    discord.give_role(server, "ada", role).unwrap();
    discord.invite_bot(server);
    discord.next_reply().await;
    discord.member("ada").uses_in(&channel.to_string(), "curate tip add", &[]).await;
    let form = discord.next_form().await;
    discord.member("ada").sends(&form, "Ask early.").await;
    discord.next_reply().await;
    (server, channel)
}

async fn settings(records: &Records, server: GuildId) -> Option<Settings> {
    records.of_guild(GuildScope::new(server.0), b"").await.unwrap()
}

async fn is_removed(records: &Records, server: GuildId) -> bool {
    settings(records, server).await.is_some_and(|settings| settings.removed.is_some())
}

async fn is_erased(records: &Records, server: GuildId) -> bool {
    !records.has_guild(GuildScope::new(server.0)).await.unwrap()
}

#[tokio::test]
async fn after_a_removal_records_stay_for_thirty_days_and_then_they_go() {
    with_watched(async |discord, records, store| {
        let (stays, _) = with_a_tip(discord, "Stays").await;
        let (leaves, _) = with_a_tip(discord, "Leaves").await;
        discord.remove_bot(leaves);
        store.until("the removal to be noted", async || is_removed(records, leaves).await).await;
        discord.passes(DAY * 29);
        // A look at the records goes over every server in the order of ids: this one is made after the others.
        let (last, _) = with_a_tip(discord, "Last").await;
        discord.remove_bot(last);
        store.until("the removal to be noted", async || is_removed(records, last).await).await;
        assert!(!is_erased(records, leaves).await, "29 days are no 30");
        discord.passes(DAY);
        store.until("the records to go", async || is_erased(records, leaves).await).await;
        assert!(!is_erased(records, last).await && !is_erased(records, stays).await);
        let tips: Vec<(_, CuratedTip)> = records.all_of_guild(GuildScope::new(stays.0)).await.unwrap();
        assert_eq!(tips.len(), 1);
        assert!(!is_removed(records, stays).await);
        discord.passes(DAY * 30);
        store.until("the other records to go", async || is_erased(records, last).await).await;
    })
    .await;
}

#[tokio::test]
async fn coming_back_ends_it_and_moderators_choose_how_long_it_takes() {
    with_watched(async |discord, records, store| {
        let (server, channel) = with_a_tip(discord, "Elsewhere").await;
        let lobby = channel.to_string();
        discord.member("ada").uses_in(&lobby, "curate settings", &[("keep-days", "2")]).await;
        discord.next_reply().await;
        discord.remove_bot(server);
        store.until("the removal to be noted", async || is_removed(records, server).await).await;
        discord.passes(DAY);
        discord.invite_bot(server);
        store.until("the return to be noted", async || !is_removed(records, server).await).await;
        discord.passes(DAY * 60);
        discord.restart_bot().await;
        discord.member("ada").uses_in(&lobby, "curate tip list", &[]).await;
        assert!(discord.next_reply().await.text().contains("Ask early."), "it is all there");
        discord.remove_bot(server);
        store.until("the removal to be noted", async || is_removed(records, server).await).await;
        discord.passes(DAY * 2);
        store.until("the records to go", async || is_erased(records, server).await).await;
    })
    .await;
}

#[tokio::test]
async fn a_removal_while_the_bot_was_away_is_found_at_the_start() {
    with_watched(async |discord, records, store| {
        let (server, _) = with_a_tip(discord, "Elsewhere").await;
        discord.stop_bot().await;
        discord.remove_bot(server);
        discord.start_bot().await;
        store.until("the removal to be noted", async || is_removed(records, server).await).await;
        discord.stop_bot().await;
        discord.passes(DAY * 31);
        discord.start_bot().await;
        store.until("the records to go", async || is_erased(records, server).await).await;
    })
    .await;
}

#[tokio::test]
async fn an_outage_is_no_removal_and_a_server_without_records_leaves_none() {
    with_watched(async |discord, records, store| {
        let (server, channel) = with_a_tip(discord, "Elsewhere").await;
        let outage = serde_json::json!({ "id": server, "unavailable": true });
        discord.gateway_fault(GatewayFault::Event("GUILD_DELETE".to_owned(), outage));
        discord.was_silent().await;
        discord.passes(DAY * 31);
        discord.member("ada").uses_in(&channel.to_string(), "curate tip list", &[]).await;
        assert!(discord.next_reply().await.text().contains("Ask early."));
        assert!(!is_removed(records, server).await);
        // Nobody ever set anything here.
        discord.remove_bot(home(discord));
        discord.remove_bot(server);
        store.until("the removal to be noted", async || is_removed(records, server).await).await;
        assert!(is_erased(records, home(discord)).await, "there was nothing, and nothing was written");
    })
    .await;
}

#[tokio::test]
async fn a_change_is_remembered_for_a_year() {
    with_watched(async |discord, records, store| {
        let (server, channel) = with_a_tip(discord, "Elsewhere").await;
        discord.passes(DAY * 200);
        discord.member("ada").uses_in(&channel.to_string(), "curate pause", &[]).await;
        discord.next_reply().await;
        let lines = async || records.all_of_guild::<AuditLine>(GuildScope::new(server.0)).await.unwrap();
        assert_eq!(lines().await.len(), 3, "the greeting, the tip, the pause");
        discord.passes(DAY * 166);
        store.until("the older lines to go", async || lines().await.len() == 1).await;
        assert_eq!(lines().await[0].1.what, "pause");
        let tips: Vec<(_, CuratedTip)> = records.all_of_guild(GuildScope::new(server.0)).await.unwrap();
        assert_eq!(tips.len(), 1, "a tip stays");
    })
    .await;
}
