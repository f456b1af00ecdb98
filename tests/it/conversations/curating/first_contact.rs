//! The first message in a new server: to whoever can manage it, and once.

use signpost::playground::{ChannelId, ChannelKind, Fault, GatewayFault, GuildId, Playground, Trouble};

use super::{SEND_MESSAGES, used};
use crate::support::{Discord, Reply, Setup, keeping, with_bot, with_memory};

/// A server where the bot is not yet, with a channel where Discord welcomes people.
fn new_server(discord: &Playground) -> (GuildId, ChannelId) {
    let server = discord.add_server_without_bot("Elsewhere");
    let lobby = discord.add_channel(server, "lobby", ChannelKind::Text);
    discord.own_channels(server, Some(lobby), None);
    (server, lobby)
}

async fn greeting(discord: &Discord) -> Reply {
    let greeting = discord.next_reply().await;
    assert!(greeting.text().contains("# I'm here; three steps to begin"), "{greeting}");
    greeting
}

#[tokio::test]
async fn a_new_server_is_greeted_once_over_reconnects_and_restarts() {
    with_memory(async |discord| {
        discord.was_silent().await;
        let (server, lobby) = new_server(discord);
        discord.invite_bot(server);
        let greeting = greeting(discord).await;
        assert_eq!(greeting.0.channel, lobby);
        assert!(greeting.text().contains("looks after **Elsewhere**"), "{greeting}");
        assert!(greeting.text().contains("I listen nowhere yet."), "{greeting}");
        for step in ["**1. Try me**", "**2. Choose where I answer unasked**", "**3. Make it yours**"] {
            assert!(greeting.text().contains(step), "no {step} in {greeting}");
        }
        discord.gateway_fault(GatewayFault::Invalid(false));
        discord.was_silent().await;
        discord.restart_bot().await;
        discord.was_silent().await;
        // Put out and invited again while its settings are kept, it is known.
        discord.remove_bot(server);
        discord.invite_bot(server);
        discord.was_silent().await;
        let seen = discord.timeline("operator", &lobby.to_string()).unwrap();
        assert_eq!(seen.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn moderators_are_told_where_discord_tells_them_what_is_new() {
    with_memory(async |discord| {
        let (server, lobby) = new_server(discord);
        let updates = discord.add_channel(server, "moderators-only", ChannelKind::Text);
        let careers = discord.add_channel(server, "careers", ChannelKind::Text);
        discord.own_channels(server, Some(lobby), Some(updates));
        discord.invite_bot(server);
        let greeting = greeting(discord).await;
        assert_eq!(greeting.0.channel, updates);
        assert!(greeting.text().contains("I listen in #careers."), "{greeting}");
        assert!(discord.timeline("operator", &careers.to_string()).unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn where_it_may_not_write_it_tells_the_owner() {
    with_memory(async |discord| {
        let (server, lobby) = new_server(discord);
        discord.overwrite(lobby, server, 0, SEND_MESSAGES);
        discord.invite_bot(server);
        let greeting = greeting(discord).await;
        assert_eq!(greeting.0.channel, discord.channel("operator", "dm").unwrap());
        assert!(greeting.text().contains("**Elsewhere**"), "it says which server: {greeting}");
        discord.restart_bot().await;
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn who_cannot_be_reached_is_greeted_when_they_can() {
    with_memory(async |discord| {
        discord.close_private_messages("operator", true).unwrap();
        let server = discord.add_server_without_bot("Elsewhere");
        discord.invite_bot(server);
        discord.was_silent().await;
        discord.close_private_messages("operator", false).unwrap();
        discord.restart_bot().await;
        greeting(discord).await;
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_is_one_greeting() {
    with_memory(async |discord| {
        let (server, lobby) = new_server(discord);
        discord.fault(Fault::on("POST /channels/{channel_id}/messages", Trouble::DoneThenDropped));
        discord.invite_bot(server);
        greeting(discord).await;
        discord.was_silent().await;
        assert_eq!(discord.timeline("operator", &lobby.to_string()).unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_was_joined_while_the_bot_was_away_is_greeted() {
    with_memory(async |discord| {
        discord.stop_bot().await;
        let (server, lobby) = new_server(discord);
        discord.invite_bot(server);
        discord.start_bot().await;
        assert_eq!(greeting(discord).await.0.channel, lobby);
    })
    .await;
}

#[tokio::test]
async fn servers_from_before_are_not_greeted() {
    fn long_ago(discord: &Playground) {
        let (server, _) = new_server(discord);
        discord.invite_bot(server);
        discord.clock().advance(std::time::Duration::from_secs(2 * 24 * 3600));
    }
    let setup = Setup { records: Some(keeping::memory()), before: long_ago, ..Setup::default() };
    setup.run(async |discord| discord.was_silent().await).await;
}

#[tokio::test]
async fn without_a_store_nobody_is_greeted() {
    with_bot(async |discord| {
        let (server, _) = new_server(discord);
        discord.invite_bot(server);
        discord.was_silent().await;
    })
    .await;
}

#[tokio::test]
async fn the_history_says_that_it_introduced_itself() {
    with_memory(async |discord| {
        let (server, lobby) = new_server(discord);
        discord.invite_bot(server);
        greeting(discord).await;
        let role = discord.add_role(server, "Mods", 1 << 13);
        discord.join(server, "ada").unwrap();
        discord.give_role(server, "ada", role).unwrap();
        discord.member("ada").uses_in(&lobby.to_string(), "curate history", &[]).await;
        assert!(discord.next_reply().await.text().contains("**I** introduced myself"));
        let here = used(discord, "ada", "curate history", &[]).await;
        assert!(here.text().contains("Nothing was changed here yet."), "{here}");
    })
    .await;
}
