//! Whom a message speaks to, and what it asks.

use serenity::all::{ChannelId, Context, GuildId, Message, MessageType, RoleId, User};

use super::app::App;

/// A message that the bot listens to.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    /// It speaks to the bot; otherwise it was said in a channel that a moderator opted in.
    pub(crate) addressed: bool,
    /// It speaks to the bot other than by its name: a reply to it, or a direct message.
    pub(crate) addressed_anyhow: bool,
    /// What it asks.
    pub(crate) text: String,
}

/// Whether somebody, and not a machine, wrote it.
pub(crate) fn by_a_person(message: &Message) -> bool {
    let is_words = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    is_words && !message.author.bot && !message.author.system && message.webhook_id.is_none()
}

/// Whether the bot listens in a channel to what is not addressed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ears {
    /// It does.
    Open,
    /// Nobody opted the channel in.
    Closed,
    /// Moderators paused it.
    Paused,
    /// What moderators decided can't be read, and was not read before: silence can't be against their will.
    Unknown,
}

/// What the bot makes of a message before it reads it; `None` when it is not for the bot's ears.
pub(crate) async fn hear(app: &App, ctx: &Context, message: &Message) -> Option<Heard> {
    if !by_a_person(message) {
        return None;
    }
    let addressed_anyhow = message.guild_id.is_none() || is_reply_to_us(app, message);
    let addressed = speaks_to_us(app, message);
    if !addressed && app.ears(ctx, message.guild_id, message.channel_id).await != Ears::Open {
        return None;
    }
    Some(Heard { addressed, addressed_anyhow, text: question(app, ctx, message).await })
}

/// Whether a message speaks to the bot: a direct message, a reply to it, its name, its role.
pub(crate) fn speaks_to_us(app: &App, message: &Message) -> bool {
    let Message { guild_id, content, mentions, mention_roles, .. } = message;
    guild_id.is_none() || is_reply_to_us(app, message) || names_us(app, *guild_id, content, mentions, mention_roles)
}

/// What a message asks: a forum post's title and words; a bare mention under another message asks that one.
pub(crate) async fn question(app: &App, ctx: &Context, message: &Message) -> String {
    if let Some(pointed_at) = message.referenced_message.as_deref()
        && is_bare(&message.content)
        && !is_ours(app, &pointed_at.author)
    {
        return pointed_at.content.clone();
    }
    with_title(app, ctx, message.channel_id, message.id.get(), &message.content).await
}

/// The words, with the title of the post before them where the message opens one.
pub(crate) async fn with_title(app: &App, ctx: &Context, channel: ChannelId, message: u64, words: &str) -> String {
    // The message that opens a post has the id of its thread.
    let title = if channel.get() == message { app.post_title(ctx, channel).await } else { None };
    match title {
        Some(title) if title.ends_with(['?', '.', '!']) => format!("{title} {words}"),
        Some(title) => format!("{title}. {words}"),
        None => words.to_owned(),
    }
}

/// Our id in the words or among the mentions, or our own role.
pub(crate) fn names_us(app: &App, guild: Option<GuildId>, words: &str, users: &[User], roles: &[RoleId]) -> bool {
    let Some(me) = app.places.me() else { return false };
    let ours = guild.and_then(|guild| app.places.our_role(guild));
    users.iter().any(|user| user.id == me)
        || words.contains(&format!("<@{me}>"))
        || words.contains(&format!("<@!{me}>"))
        || ours.is_some_and(|role| roles.contains(&role) || words.contains(&format!("<@&{role}>")))
}

/// Nothing but mentions.
pub(crate) fn is_bare(words: &str) -> bool {
    let mut rest = words.trim();
    while let Some((mention, after)) = rest.strip_prefix("<@").and_then(|rest| rest.split_once('>')) {
        if !mention.chars().all(|c| c.is_ascii_digit() || matches!(c, '!' | '&')) {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// A reply to one of our own messages.
fn is_reply_to_us(app: &App, message: &Message) -> bool {
    message.referenced_message.as_deref().is_some_and(|pointed_at| is_ours(app, &pointed_at.author))
}

fn is_ours(app: &App, author: &User) -> bool {
    app.places.me() == Some(author.id)
}

impl App {
    /// Whether the bot listens in a channel: where its moderators decided; until they did, where the operator said.
    pub(crate) async fn ears(&self, ctx: &Context, guild: Option<GuildId>, channel: ChannelId) -> Ears {
        let curated = self.curated_in(guild).await;
        if !curated.is_known {
            return Ears::Unknown;
        }
        let listens = match &curated.settings.channels {
            Some(chosen) => self.is_chosen(ctx, channel, chosen).await,
            None => self.listens(ctx, channel).await,
        };
        match listens {
            false => Ears::Closed,
            true if curated.settings.is_paused(self.clock.now().as_secs()) => Ears::Paused,
            true => Ears::Open,
        }
    }

    /// Whether moderators chose a channel, or the one that a thread belongs to.
    async fn is_chosen(&self, ctx: &Context, channel: ChannelId, chosen: &[u64]) -> bool {
        if chosen.is_empty() || chosen.contains(&channel.get()) {
            return !chosen.is_empty();
        }
        let parent =
            self.find_place(ctx, channel).await.filter(super::places::Place::is_thread).and_then(|it| it.parent);
        parent.is_some_and(|parent| chosen.contains(&parent.get()))
    }

    /// Whether the operator opted a channel in: by id or name, its own or that of the channel it belongs to.
    async fn listens(&self, ctx: &Context, channel: ChannelId) -> bool {
        if self.channels.is_empty() {
            return false;
        }
        if self.is_opted_in(channel, None) {
            return true;
        }
        let Some(place) = self.find_place(ctx, channel).await else { return false };
        if self.is_opted_in(channel, Some(&place.name)) && !place.is_thread() {
            return true;
        }
        let Some(parent) = place.parent.filter(|_| place.is_thread()) else { return false };
        let name = self.find_place(ctx, parent).await.map(|parent| parent.name);
        self.is_opted_in(parent, name.as_deref())
    }

    /// Whether the operator named this channel.
    pub(super) fn is_opted_in(&self, channel: ChannelId, name: Option<&str>) -> bool {
        let id = channel.to_string();
        self.channels.iter().any(|wanted| {
            let wanted = wanted.trim().trim_start_matches('#');
            wanted == id || name.is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        })
    }

    /// The title of a forum post; `None` for any other thread.
    async fn post_title(&self, ctx: &Context, thread: ChannelId) -> Option<String> {
        let post = self.find_place(ctx, thread).await?;
        self.find_place(ctx, post.parent?).await?;
        self.places.post_title(thread)
    }

    /// The place of that id, asked for once if no event told of it.
    pub(super) async fn find_place(&self, ctx: &Context, channel: ChannelId) -> Option<super::places::Place> {
        if let Some(place) = self.places.place(channel) {
            return Some(place);
        }
        if self.places.is_untold(channel) {
            return None;
        }
        match ctx.http.get_channel(channel).await.ok().and_then(serenity::all::Channel::guild) {
            Some(found) => self.places.learn(&found),
            None => self.places.learn_nothing(channel),
        }
        self.places.place(channel)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::all::Message;

    use super::{by_a_person, is_bare};

    /// A message as the gateway tells it, with something changed.
    fn told(changed: &Value) -> Message {
        let mut message = json!({
            "id": "2", "channel_id": "1", "type": 0, "content": "what does a data engineer do?",
            "author": { "id": "3", "username": "mia", "discriminator": "0", "avatar": null },
            "timestamp": "2026-11-21T10:00:00Z", "edited_timestamp": null, "tts": false, "pinned": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        });
        for (key, value) in changed.as_object().unwrap() {
            message[key] = value.clone();
        }
        serde_json::from_value(message).unwrap()
    }

    #[test]
    fn machines_are_not_listened_to() {
        assert!(by_a_person(&told(&json!({}))));
        assert!(by_a_person(&told(&json!({ "type": 19 }))), "a reply");
        let robot = json!({ "id": "3", "username": "robot", "discriminator": "0", "avatar": null, "bot": true });
        assert!(!by_a_person(&told(&json!({ "author": robot }))), "another bot");
        assert!(!by_a_person(&told(&json!({ "webhook_id": "4" }))), "a webhook");
        for system in [6, 7, 18, 21] {
            assert!(!by_a_person(&told(&json!({ "type": system }))), "system message {system}");
        }
    }

    #[test]
    fn bare_mentions_have_no_words() {
        assert!(is_bare("<@123>") && is_bare(" <@!123> <@&5> ") && is_bare(""));
        assert!(!is_bare("<@123> hello") && !is_bare("<@123"));
    }
}
