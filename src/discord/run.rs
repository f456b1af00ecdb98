//! From a token to an exit.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use secrecy::{ExposeSecret, SecretString};
use serenity::all::{ClientBuilder, GatewayIntents};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::advisor::Advisor;
use crate::clock::Clock;
use crate::config::MessageContent;

use super::app::App;
use super::commands;
use super::doorway::Doorway;
use super::vitals::Vitals;

/// What the bot needs to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bot's token, without `Bot ` before it. Its shape is not judged.
    pub token: SecretString,
    /// Base URL of another Discord-compatible server; `None` is Discord itself.
    pub api: Option<String>,
    /// The advisor in force.
    pub advisor: Arc<ArcSwap<Advisor>>,
    /// The time.
    pub clock: Clock,
    /// Names or ids of channels where ambient answers are on.
    pub channels: Vec<String>,
    /// Whether to ask for the text of messages that do not address the bot.
    pub message_content: MessageContent,
    /// How the bot is doing; watch [`Vitals::ready`] to know when it listens.
    pub vitals: Arc<Vitals>,
    /// Cancelled to stop: drains and returns within 20 s.
    pub stop: CancellationToken,
    /// How long an unreachable server is retried at start before the bot gives up for now.
    pub patience: Duration,
}

impl Options {
    /// The usual options: Discord itself, the machine's clock, nothing ambient.
    pub fn new(token: SecretString, advisor: Arc<ArcSwap<Advisor>>) -> Self {
        Self {
            token,
            api: None,
            advisor,
            clock: Clock::system(),
            channels: Vec::new(),
            message_content: MessageContent::Auto,
            vitals: Arc::new(Vitals::new()),
            stop: CancellationToken::new(),
            patience: Duration::from_secs(120),
        }
    }
}

/// How a run ended; each with what to tell the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Asked to stop, and did. Exit code 0.
    Ok,
    /// Worth starting again in a while. Exit code 75.
    TryAgain(String),
    /// Somebody must change something first. Exit code 78.
    WillNotFixItself(String),
}

impl Exit {
    /// The process's exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::TryAgain(_) => 75,
            Self::WillNotFixItself(_) => 78,
        }
    }
}

/// Connects and answers until stopped or until it cannot go on.
pub async fn run(options: Options) -> Exit {
    let stop = options.stop.clone();
    tokio::select! {
        () = stop.cancelled() => Exit::Ok,
        error = connect(options) => Exit::TryAgain(error.to_string()),
    }
}

async fn connect(options: Options) -> anyhow::Error {
    let app = Arc::new(App::new(&options));
    let setup = app.clone();
    let poise = poise::Framework::builder()
        .options(commands::framework_options())
        .initialize_owners(false)
        .setup(move |ctx, _, framework| {
            Box::pin(async move {
                let commands = poise::builtins::create_application_commands(&framework.options().commands);
                ctx.http.create_global_commands(&commands).await?;
                setup.vitals.set_primed(true);
                Ok(setup)
            })
        })
        .build();
    let mut http = serenity::all::HttpBuilder::new(options.token.expose_secret()).ratelimiter_disabled(true);
    if let Some(api) = &options.api {
        http = http.proxy(api);
    }
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    let client = ClientBuilder::new_with_http(http.build(), intents)
        .framework(Doorway::new(app, poise, TaskTracker::new()))
        .await;
    match client {
        Ok(mut client) => match client.start().await {
            Ok(()) => anyhow::anyhow!("the gateway closed"),
            Err(error) => error.into(),
        },
        Err(error) => error.into(),
    }
}
