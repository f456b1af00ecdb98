//! What it means when the gateway closes a connection. Pure.

use super::super::rest::token_refused;

/// What to do after a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Connect again and take the session up where it was.
    Resume,
    /// Connect again with a new session.
    Identify,
    /// An intent was asked for that is not granted.
    NotGranted,
    /// Nothing helps until somebody changes something; in words.
    Fatal(String),
}

/// Reads a close code.
pub(super) fn after(code: u16, is_discord: bool, server: &str) -> After {
    match code {
        4004 => After::Fatal(token_refused(is_discord, server, "gateway close code 4004")),
        4010 => After::Fatal(
            "Discord refused the shard this bot asked for (close code 4010). Signpost always asks for shard 0 of 1, \
             so something between it and Discord changes its traffic. Remove that, then start again."
                .to_owned(),
        ),
        4011 => After::Fatal(
            "The bot is in more servers than one connection may serve (close code 4011, sharding required). \
             Signpost runs as one connection for up to 2,500 servers. Remove the bot from servers that do not \
             use it, then start again."
                .to_owned(),
        ),
        4012 => After::Fatal(
            "Discord no longer takes this version of its gateway (close code 4012). \
             Install a newer Signpost, then start again."
                .to_owned(),
        ),
        4013 => After::Fatal(
            "Discord does not know an intent this bot asked for (close code 4013). \
             Install a newer Signpost, then start again."
                .to_owned(),
        ),
        4014 => After::NotGranted,
        // Invalid sequence, session timed out; 1000 and 1001 end the session too.
        1000 | 1001 | 4003 | 4006 | 4007 | 4009 => After::Identify,
        _ => After::Resume,
    }
}

/// What to tell the operator when Message Content is asked for by setting and not granted.
pub(super) const CONTENT_NOT_GRANTED: &str = "Discord does not grant this bot the text of messages (close code 4014). \
     Either switch on Message Content Intent in the developer portal: your application → Bot → Privileged Gateway \
     Intents, or set SIGNPOST_MESSAGE_CONTENT=auto to do without. Then start again.";

/// What to tell the operator when an intent other than Message Content is refused.
pub(super) const INTENTS_NOT_GRANTED: &str = "Discord does not grant this bot the events it asked for (close code 4014), \
     though it asked for none that need a switch. Look at your application in the developer portal, under Bot → \
     Privileged Gateway Intents and under any notice on the page, then start again.";

#[cfg(test)]
mod tests {
    use super::{After, after};

    #[test]
    fn codes_that_never_mend_say_what_to_do() {
        for code in [4004, 4010, 4011, 4012, 4013] {
            let After::Fatal(words) = after(code, true, "https://discord.com") else { panic!("{code}") };
            assert!(words.contains(&code.to_string()), "{words}");
            assert!(words.contains("start again"), "{words}");
        }
    }

    #[test]
    fn a_refused_token_names_the_page_and_the_variable() {
        let After::Fatal(words) = after(4004, true, "") else { panic!() };
        assert!(words.contains("Bot → Reset Token") && words.contains("DISCORD_TOKEN"), "{words}");
    }

    #[test]
    fn the_rest_mends_itself() {
        for code in [1006, 4000, 4001, 4002, 4005, 4008] {
            assert_eq!(after(code, true, ""), After::Resume, "{code}");
        }
        for code in [1000, 4007, 4009] {
            assert_eq!(after(code, true, ""), After::Identify, "{code}");
        }
        assert_eq!(after(4014, true, ""), After::NotGranted);
    }
}
