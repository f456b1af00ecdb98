//! The only reader of the environment.

use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use thiserror::Error;

/// A setting that cannot be used, in words for the operator.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// Neither `DISCORD_TOKEN` nor `DISCORD_TOKEN_FILE` is set.
    #[error(
        "No token. Set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it. \
         You get one in the Discord developer portal: your application → Bot → Reset Token. \
         To try Signpost without a token, run `signpost playground`."
    )]
    NoToken,
    /// The token is set but empty.
    #[error("{0} is empty. Put the bot's token there: developer portal → your application → Bot → Reset Token.")]
    EmptyToken(&'static str),
    /// The token file cannot be read.
    #[error(
        "Cannot read the token file {path}, named by DISCORD_TOKEN_FILE: {source}. Check the path and who may read it."
    )]
    TokenFile {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A variable holds something it cannot.
    #[error("{name} is \"{value}\". {fix}")]
    Value {
        /// The variable.
        name: &'static str,
        /// What it holds.
        value: String,
        /// What it should hold.
        fix: &'static str,
    },
}

/// Whether to ask Discord for the text of messages that do not address the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum MessageContent {
    /// Ask if the application has been granted it.
    #[default]
    Auto,
    /// Always ask.
    On,
    /// Never ask.
    Off,
}

/// Where content comes from, before the command line has its say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// `SIGNPOST_DATA`: the data directory.
    pub data: Option<PathBuf>,
    /// `SIGNPOST_KNOWLEDGE`: in place of the shipped knowledge.
    pub knowledge: Option<PathBuf>,
    /// `SIGNPOST_INTENTS`: in place of the shipped intents.
    pub intents: Option<PathBuf>,
    /// `SIGNPOST_PACKS`: folders laid over the base, separated like `PATH`.
    pub packs: Vec<PathBuf>,
}

/// What `run` needs to connect.
#[derive(Clone, Debug)]
pub struct Connection {
    /// `DISCORD_TOKEN` or `DISCORD_TOKEN_FILE`. Its shape is not judged.
    pub token: SecretString,
    /// `SIGNPOST_DISCORD_API`: base URL of another Discord-compatible server, without a trailing slash.
    pub api: Option<String>,
    /// `SIGNPOST_MESSAGE_CONTENT`.
    pub message_content: MessageContent,
    /// `SIGNPOST_CHANNELS`: names or ids of channels where ambient answers are on.
    pub channels: Vec<String>,
    /// `SIGNPOST_LISTEN`: where health and metrics are served.
    pub listen: SocketAddr,
}

/// Reads the environment.
pub struct Environment<F>(F);

impl Environment<fn(&str) -> Option<String>> {
    /// The process's environment.
    pub fn of_process() -> Self {
        Self(|name| env::var(name).ok())
    }
}

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    /// An environment that a test makes up.
    pub fn of(lookup: F) -> Self {
        Self(lookup)
    }

    /// Where content and data are.
    pub fn places(&self) -> Places {
        let path = |name| self.get(name).map(PathBuf::from);
        let packs = self
            .get("SIGNPOST_PACKS")
            .map(|list| env::split_paths(&list).filter(|p| !p.as_os_str().is_empty()).collect());
        Places {
            data: path("SIGNPOST_DATA"),
            knowledge: path("SIGNPOST_KNOWLEDGE"),
            intents: path("SIGNPOST_INTENTS"),
            packs: packs.unwrap_or_default(),
        }
    }

    /// What is logged: `RUST_LOG`.
    pub fn log_filter(&self) -> Option<String> {
        self.get("RUST_LOG")
    }

    /// Channels where ambient answers are on.
    pub fn channels(&self) -> Vec<String> {
        let list = self.get("SIGNPOST_CHANNELS").unwrap_or_default();
        list.split(',')
            .map(|name| name.trim().trim_start_matches('#').to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// What `run` needs.
    ///
    /// # Errors
    /// A missing or unreadable token, or a variable with a value it cannot have.
    pub fn connection(&self) -> Result<Connection, ConfigError> {
        Ok(Connection {
            token: self.token()?,
            api: self.api()?,
            message_content: self.message_content()?,
            channels: self.channels(),
            listen: self.listen()?,
        })
    }

    fn token(&self) -> Result<SecretString, ConfigError> {
        let (name, token) = if let Some(token) = self.get("DISCORD_TOKEN") {
            ("DISCORD_TOKEN", token)
        } else if let Some(path) = self.get("DISCORD_TOKEN_FILE").map(PathBuf::from) {
            let read = std::fs::read_to_string(&path);
            ("DISCORD_TOKEN_FILE", read.map_err(|source| ConfigError::TokenFile { path, source })?)
        } else {
            return Err(ConfigError::NoToken);
        };
        match token.trim() {
            "" => Err(ConfigError::EmptyToken(name)),
            token => Ok(SecretString::from(token.trim_start_matches("Bot ").to_owned())),
        }
    }

    fn api(&self) -> Result<Option<String>, ConfigError> {
        let Some(url) = self.get("SIGNPOST_DISCORD_API") else { return Ok(None) };
        // People paste the whole API address as often as the base.
        let base = url
            .trim()
            .trim_end_matches('/')
            .trim_end_matches("/api/v10")
            .trim_end_matches("/api")
            .trim_end_matches('/');
        if base.starts_with("http://") || base.starts_with("https://") {
            Ok(Some(base.to_owned()))
        } else {
            let fix = "It must be the address of a Discord-compatible server, such as http://127.0.0.1:4000.";
            Err(ConfigError::Value { name: "SIGNPOST_DISCORD_API", value: url, fix })
        }
    }

    fn message_content(&self) -> Result<MessageContent, ConfigError> {
        match self.get("SIGNPOST_MESSAGE_CONTENT").as_deref().map(str::trim) {
            None | Some("auto") => Ok(MessageContent::Auto),
            Some("on") => Ok(MessageContent::On),
            Some("off") => Ok(MessageContent::Off),
            Some(value) => Err(ConfigError::Value {
                name: "SIGNPOST_MESSAGE_CONTENT",
                value: value.to_owned(),
                fix: "It must be auto, on or off.",
            }),
        }
    }

    fn listen(&self) -> Result<SocketAddr, ConfigError> {
        let value = self.get("SIGNPOST_LISTEN").unwrap_or_else(|| "127.0.0.1:9464".to_owned());
        value.trim().parse().map_err(|_| ConfigError::Value {
            name: "SIGNPOST_LISTEN",
            value,
            fix: "It must be an address and a port, such as 127.0.0.1:9464; port 0 takes a free one.",
        })
    }

    /// A variable that is set and not empty.
    fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty() || name == "DISCORD_TOKEN")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn environment(pairs: &[(&'static str, &'static str)]) -> Environment<impl Fn(&str) -> Option<String>> {
        let pairs = pairs.to_vec();
        Environment::of(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    fn error(pairs: &[(&'static str, &'static str)]) -> String {
        environment(pairs).connection().map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn reads_what_run_needs() {
        let connection = environment(&[
            ("DISCORD_TOKEN", " Bot aaa\n"),
            ("SIGNPOST_DISCORD_API", "http://127.0.0.1:4000/api/v10/"),
            ("SIGNPOST_CHANNELS", "#careers, 123 ,"),
            ("SIGNPOST_MESSAGE_CONTENT", "off"),
            ("SIGNPOST_LISTEN", "127.0.0.1:0"),
        ])
        .connection();
        let connection = connection.unwrap();
        assert_eq!(connection.token.expose_secret(), " Bot aaa".trim().trim_start_matches("Bot "));
        assert_eq!(connection.api.as_deref(), Some("http://127.0.0.1:4000"));
        assert_eq!(connection.channels, ["careers", "123"]);
        assert_eq!(connection.message_content, MessageContent::Off);
        assert_eq!(connection.listen.port(), 0);
    }

    #[test]
    fn every_mistake_says_what_to_do() {
        assert!(error(&[]).contains("Set DISCORD_TOKEN"));
        assert!(error(&[("DISCORD_TOKEN", "  ")]).contains("DISCORD_TOKEN is empty"));
        assert!(error(&[("DISCORD_TOKEN_FILE", "no/such/file")]).contains("no/such/file"));
        let with = |name, value| error(&[("DISCORD_TOKEN", "aaa"), (name, value)]);
        assert!(with("SIGNPOST_DISCORD_API", "localhost").contains("http://127.0.0.1:4000"));
        assert!(with("SIGNPOST_MESSAGE_CONTENT", "yes").contains("auto, on or off"));
        assert!(with("SIGNPOST_LISTEN", "9464").contains("127.0.0.1:9464"));
    }

    #[test]
    fn the_token_cannot_be_printed_by_accident() {
        let connection = environment(&[("DISCORD_TOKEN", "canary-token")]).connection().unwrap();
        assert!(!format!("{connection:?}").contains("canary"));
    }
}
