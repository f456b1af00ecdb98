//! What moderators do, who may, and what comes of it.

mod apart;
mod first_contact;
mod leaving;
mod noticing;
mod pushing;
mod rights;
mod settings;
mod targets;
mod tips;
mod tips_in_answers;
mod trying;

use signpost::playground::{GuildId, Id};

use crate::support::{Discord, Reply};

const QUESTION: &str = "@Signpost what does a data engineer do?";
/// Nobody calls the bot, and it is sure.
const UNASKED: &str = "does anyone know what an MLOps engineer does?";

const ADMINISTRATOR: u64 = 1 << 3;
const MANAGE_SERVER: u64 = 1 << 5;
const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const EMBED_LINKS: u64 = 1 << 14;

/// The server everybody starts in.
fn home(discord: &Discord) -> GuildId {
    discord.server(discord.server_name()).unwrap()
}

/// From now on everybody sees the moderators' commands.
fn shown_to_all(discord: &Discord) {
    discord.give_command(home(discord), "curate", home(discord));
}

/// The role that makes ada a moderator.
fn moderators(discord: &Discord) -> Id {
    discord.role(home(discord), "Moderators").unwrap()
}

/// A command, and its answer for that person alone.
async fn used(discord: &Discord, who: &'static str, command: &str, options: &[(&str, &str)]) -> Reply {
    discord.member(who).uses(command, options).await;
    let reply = discord.next_reply().await;
    assert!(reply.is_ephemeral(), "{reply}");
    reply
}

/// Ada writes a tip.
async fn tip(discord: &Discord, topic: Option<&str>, text: &str) -> Reply {
    let options: Vec<_> = topic.map(|topic| ("topic", topic)).into_iter().collect();
    discord.member("ada").uses("curate tip add", &options).await;
    let form = discord.next_form().await;
    discord.member("ada").sends(&form, text).await;
    let saved = discord.next_reply().await;
    assert!(saved.is_ephemeral() && saved.text().contains("Saved."), "{saved}");
    saved
}
