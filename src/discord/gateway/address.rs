//! Where the gateway is. We ask ourselves: serenity falls back to Discord's own when it cannot.

use std::time::Duration;

use tokio_tungstenite::tungstenite::http::Uri;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::discord::rest::Rest;
use crate::discord::run::Exit;

/// Discord terminates all sessions and resets the token of a bot that begins too many.
const SPARE_SESSIONS: u64 = 50;

/// Where the gateway is, and how many sessions may begin today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::discord) struct Address {
    /// Its URL, `ws://` or `wss://`.
    pub(in crate::discord) url: String,
    /// Sessions left, if the server says.
    pub(super) sessions_left: Option<u64>,
}

/// Asks for the gateway's address until it is told, for at most `patience`.
pub(in crate::discord) async fn find(
    rest: &Rest,
    clock: &Clock,
    patience: Duration,
    stop: &CancellationToken,
) -> Result<Address, Exit> {
    let mut begun = clock.monotonic();
    let mut wait = Duration::from_millis(500);
    let mut told_at = Duration::from_secs(30);
    loop {
        match ask(rest).await {
            Answer::At(address, None) => return Ok(address),
            Answer::At(_, Some(reset_after)) => {
                tracing::warn!(
                    minutes = reset_after.as_secs() / 60,
                    "this bot began almost as many sessions today as Discord allows; waiting until it may again"
                );
                pause(clock, reset_after.max(Duration::from_secs(5)), stop).await?;
                begun = clock.monotonic();
                continue;
            }
            Answer::Refuse(words) => return Err(Exit::WillNotFixItself(words)),
            Answer::Nothing => {}
        }
        let waited = clock.monotonic().saturating_sub(begun);
        if waited >= patience {
            let base = rest.base();
            return Err(Exit::TryAgain(format!(
                "No answer from {base} for {} s: neither /gateway/bot nor /gateway could be read. \
                 Check the network, the address and the server, then start again.",
                waited.as_secs()
            )));
        }
        if waited >= told_at {
            told_at += Duration::from_secs(30);
            tracing::warn!(server = rest.base(), seconds = waited.as_secs(), "still no answer; trying on");
        }
        let jittered = wait.mul_f64(0.75 + fastrand::f64() / 2.0);
        pause(clock, jittered, stop).await?;
        wait = (wait * 2).min(Duration::from_secs(15));
    }
}

async fn pause(clock: &Clock, span: Duration, stop: &CancellationToken) -> Result<(), Exit> {
    tokio::select! {
        () = clock.sleep(span) => Ok(()),
        () = stop.cancelled() => Err(Exit::Ok),
    }
}

enum Answer {
    /// It is there; with how long to wait if too few sessions are left.
    At(Address, Option<Duration>),
    /// It is somewhere we must not go.
    Refuse(String),
    /// Not told.
    Nothing,
}

async fn ask(rest: &Rest) -> Answer {
    let mut reply = rest.get("/gateway/bot").await;
    if reply.json().is_none() {
        reply = rest.get("/gateway").await;
    }
    let Some(told) = reply.json() else { return Answer::Nothing };
    let Some(url) = told["url"].as_str() else { return Answer::Nothing };
    if let Err(words) = permitted(rest.base(), rest.is_discord(), url) {
        return Answer::Refuse(words);
    }
    let limit = &told["session_start_limit"];
    let sessions_left = limit["remaining"].as_u64();
    // A server that allows few to begin with says nothing by having few left.
    let scarce = limit["total"].as_u64().is_none_or(|total| total > SPARE_SESSIONS * 2);
    let wait = sessions_left
        .filter(|left| *left < SPARE_SESSIONS && scarce)
        .map(|_| Duration::from_millis(limit["reset_after"].as_u64().unwrap_or(60_000)));
    Answer::At(Address { url: url.trim_end_matches('/').to_owned(), sessions_left }, wait)
}

/// Whether the gateway may be at `url`: the token goes there. Discord's is Discord's; another server names
/// its own, on whatever host and port, but never Discord.
pub(super) fn permitted(base: &str, is_discord: bool, url: &str) -> Result<(), String> {
    let parsed: Option<Uri> = url.parse().ok();
    let host = parsed.as_ref().and_then(Uri::host).unwrap_or_default().to_ascii_lowercase();
    let scheme = parsed.as_ref().and_then(Uri::scheme_str).unwrap_or_default();
    let of_discord = ["discord.com", "discord.gg", "discordapp.com", "discord.media"]
        .iter()
        .any(|domain| host == *domain || host.ends_with(&format!(".{domain}")));
    if host.is_empty() || !matches!(scheme, "ws" | "wss") {
        return Err(format!(
            "The server at {base} gives \"{url}\" as its gateway, which is no WebSocket address. \
             Set the server's gateway address to one that begins with ws:// or wss://, then start again."
        ));
    }
    if is_discord && !(of_discord && scheme == "wss") {
        return Err(format!(
            "Discord seems to say that its gateway is at {url}, which is not Discord's. The token was not sent. \
             Something between this machine and Discord changes its answers; remove that, then start again."
        ));
    }
    if !is_discord && of_discord {
        return Err(format!(
            "SIGNPOST_DISCORD_API is {base}, but that server says its gateway is Discord's own ({url}). \
             The token was not sent. Set the server's own gateway address there, or unset SIGNPOST_DISCORD_API \
             to use Discord."
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::permitted;

    #[test]
    fn discord_is_where_discord_is() {
        assert_eq!(permitted("https://discord.com", true, "wss://gateway.discord.gg"), Ok(()));
        assert_eq!(permitted("https://discord.com", true, "wss://gateway-us-east1-b.discord.gg/"), Ok(()));
        assert!(permitted("https://discord.com", true, "wss://gateway.discord.gg.evil.example").is_err());
        assert!(permitted("https://discord.com", true, "ws://gateway.discord.gg").is_err());
    }

    #[test]
    fn another_server_may_have_its_gateway_anywhere_but_at_discord() {
        for url in ["ws://127.0.0.1:3003", "wss://gateway.example.org", "ws://localhost:4000/?x=1"] {
            assert_eq!(permitted("http://127.0.0.1:4000", false, url), Ok(()), "{url}");
        }
        let refusal = permitted("http://127.0.0.1:4000", false, "wss://gateway.discord.gg").unwrap_err();
        assert!(refusal.contains("SIGNPOST_DISCORD_API") && refusal.contains("not sent"), "{refusal}");
    }

    #[test]
    fn what_is_no_websocket_address_is_refused_in_words() {
        for url in ["http://127.0.0.1:4000", "127.0.0.1:4000", "", "ws://"] {
            assert!(permitted("http://127.0.0.1:4000", false, url).unwrap_err().contains("ws://"), "{url}");
        }
    }
}
