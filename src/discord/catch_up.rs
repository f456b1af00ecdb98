//! After a gap that could not be resumed: asks for the messages it swallowed and answers the recent ones.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{ChannelId, Context, GetMessages, GuildId, Message, MessageId};

use super::doorway::Doorway;
use super::hush;

/// Older questions are no longer waited for.
const RECENT: Duration = Duration::from_secs(5 * 60);
/// A channel where nobody wrote for this long is not asked about.
const ACTIVE: Duration = Duration::from_secs(60 * 60);
/// Channels asked about at most, the latest first; remembered are twice as many.
const CHANNELS: usize = 40;

/// So often refused, there is no point in asking on, and refusals count against the bot.
const REFUSALS: usize = 5;

/// The last message seen in each channel.
#[derive(Debug, Default)]
pub(super) struct CatchUp(Mutex<HashMap<ChannelId, Last>>);

#[derive(Clone, Copy, Debug)]
struct Last {
    message: MessageId,
    guild: Option<GuildId>,
    seen: Duration,
}

impl CatchUp {
    /// A message was seen at `now`.
    pub(super) fn note(&self, message: &Message, now: Duration) {
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = Last { message: message.id, guild: message.guild_id, seen: now };
        let kept = channels.entry(message.channel_id).or_insert(last);
        if kept.message <= message.id {
            *kept = last;
        }
        if channels.len() > CHANNELS * 2 {
            let mut by_age: Vec<Duration> = channels.values().map(|last| last.seen).collect();
            by_age.sort_unstable();
            let oldest_kept = by_age[by_age.len() - CHANNELS];
            channels.retain(|_, last| last.seen >= oldest_kept);
        }
    }

    /// Asks for what was missed and hands it to the doorway. `now` is since 1970.
    pub(super) async fn run(&self, doorway: &Doorway, ctx: &Context, now: Duration) {
        let mut refused = 0;
        for (channel, last) in self.latest() {
            let query = GetMessages::new().after(last.message).limit(100);
            let missed = match channel.messages(&ctx.http, query).await {
                Ok(missed) => missed,
                Err(error) => {
                    let error = hush::error(&error.into());
                    tracing::info!(channel = hush::id(channel), error, "cannot read what was missed");
                    refused += 1;
                    if refused == REFUSALS {
                        return;
                    }
                    continue;
                }
            };
            // Discord lists the latest first; answers should come in the order of the questions.
            for mut message in missed.into_iter().rev() {
                if is_recent(&message, now) {
                    // History does not say which server a message is in.
                    message.guild_id = last.guild;
                    doorway.take_missed(ctx, message);
                }
            }
        }
    }

    fn latest(&self) -> Vec<(ChannelId, Last)> {
        let channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut latest: Vec<_> = channels.iter().map(|(channel, last)| (*channel, *last)).collect();
        latest.sort_unstable_by_key(|(_, last)| std::cmp::Reverse(last.seen));
        let newest = latest.first().map_or(Duration::ZERO, |(_, last)| last.seen);
        latest.retain(|(_, last)| last.seen + ACTIVE >= newest);
        latest.truncate(CHANNELS);
        latest
    }
}

fn is_recent(message: &Message, now: Duration) -> bool {
    // An id holds when it was made, in milliseconds since Discord's epoch.
    let written = (message.id.get() >> 22) + 1_420_070_400_000;
    Duration::from_millis(written) + RECENT >= now
}
