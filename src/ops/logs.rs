//! The log: what is written, and what is taken out before it is written.

use std::io::{self, Write};
use std::sync::Arc;

use regex::Regex;
use secrecy::{ExposeSecret, SecretString};
use tracing::{Level, Metadata};
use tracing_subscriber::filter::{EnvFilter, FilterExt, ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// What is logged unless told otherwise.
const USUAL: &str = "warn,signpost=info";

/// Starts the log on standard error. `wish` is a filter such as `signpost=debug`; `secrets` never appear.
pub fn start_logging(wish: Option<&str>, secrets: Vec<SecretString>) -> Result<(), ParseError> {
    let wish = wish.filter(|wish| !wish.trim().is_empty()).unwrap_or(USUAL);
    let filter = EnvFilter::try_new(wish)?.and(filter_fn(may_be_logged));
    let hushed = Hushed { rules: Arc::new(Rules::new(secrets)) };
    let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(hushed).with_filter(filter);
    // A second start, in tests, keeps the first.
    let _ = tracing_subscriber::registry().with(layer).try_init();
    Ok(())
}

/// serenity and what lies below it write down whole messages and request bodies, the more the finer the level.
/// No wish makes them do that here.
fn may_be_logged(about: &Metadata<'_>) -> bool {
    let talkative = ["serenity", "poise", "tungstenite", "tokio_tungstenite", "hyper", "hyper_util", "reqwest", "h2"];
    let from = about.target().split("::").next().unwrap_or_default();
    *about.level() == Level::ERROR || !(talkative.contains(&from) || from.starts_with("twilight"))
}

/// What is taken out of each line.
#[derive(Debug)]
struct Rules {
    secrets: Vec<SecretString>,
    patterns: Vec<(Regex, &'static str)>,
}

impl Rules {
    fn new(secrets: Vec<SecretString>) -> Self {
        let patterns = [
            // A webhook's or interaction's token is in the path of its requests.
            (r"((?:interactions|webhooks)/[^/\s]+/)[^/\s?)\]]+", "$1(token)"),
            (r"\b[A-Za-z0-9_-]{20,30}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,45}\b", "(token)"),
        ];
        let patterns = patterns.into_iter().filter_map(|(pattern, with)| Some((Regex::new(pattern).ok()?, with)));
        let secrets = secrets.into_iter().filter(|secret| secret.expose_secret().trim().len() > 2);
        Self { secrets: secrets.collect(), patterns: patterns.collect() }
    }

    fn applied(&self, line: &[u8]) -> String {
        let mut line = String::from_utf8_lossy(line).into_owned();
        for secret in &self.secrets {
            let secret = secret.expose_secret().trim();
            if line.contains(secret) {
                line = line.replace(secret, "(token)");
            }
        }
        for (pattern, with) in &self.patterns {
            if pattern.is_match(&line) {
                line = pattern.replace_all(&line, *with).into_owned();
            }
        }
        line
    }
}

/// Standard error, with what must not be there taken out.
#[derive(Clone, Debug)]
struct Hushed {
    rules: Arc<Rules>,
}

impl<'a> MakeWriter<'a> for Hushed {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Hushed {
    // The formatter hands over one whole line at a time.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(self.rules.applied(line).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::{Rules, USUAL};
    use tracing_subscriber::filter::EnvFilter;

    #[test]
    fn no_token_reaches_the_log() {
        let rules = Rules::new(vec![SecretString::from("canary-token")]);
        let line = b"sent canary-token to /webhooks/11/aW50ZXJ/messages/@original and interactions/12/bbb/callback";
        assert_eq!(
            rules.applied(line),
            "sent (token) to /webhooks/11/(token)/messages/@original and interactions/12/(token)/callback"
        );
    }

    #[test]
    fn a_token_is_known_by_its_shape() {
        let shape = ["MTk4NjIyNDgzNDcxOTI1MjQ4", "Cl2FMQ", "ZnCjm1XVW7vRze4b7Cq4se7kKWs12abcdef"].join(".");
        let rules = Rules::new(Vec::new());
        assert_eq!(rules.applied(format!("got {shape}!").as_bytes()), "got (token)!");
        assert_eq!(rules.applied(b"127.0.0.1:4000 says 1.2.3"), "127.0.0.1:4000 says 1.2.3");
    }

    #[test]
    fn an_empty_secret_takes_nothing_out() {
        assert_eq!(Rules::new(vec![SecretString::from(" ")]).applied(b"a b"), "a b");
    }

    #[test]
    fn the_usual_filter_is_one() {
        assert!(EnvFilter::try_new(USUAL).is_ok());
    }
}
