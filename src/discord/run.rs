//! From a token to an exit.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use secrecy::{ExposeSecret, SecretString};
use serenity::all::{Client, ClientBuilder, GatewayIntents, HttpBuilder, ShardManager};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use crate::advisor::Advisor;
use crate::clock::Clock;
use crate::config::MessageContent;
use crate::store::Records;

use super::app::App;
use super::doorway::{Doorway, Front, Side};
use super::ending::Ending;
use super::gateway::{self, Content, Keeper, Pulse, Relay};
use super::rest::{self, Forwarder, Rest};
use super::start::Start;
use super::vitals::Vitals;
use super::{application, commands, curating, registration, watchdog};

/// What the bot needs to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bot's token, without `Bot ` before it. Its shape is not judged.
    pub token: SecretString,
    /// Base URL of another Discord-compatible server; `None` is Discord itself.
    pub api: Option<String>,
    /// The advisor in force.
    pub advisor: Arc<ArcSwap<Advisor>>,
    /// What is wrong with edited content that was refused, for moderators to read; `None` while nothing is.
    pub content_problems: watch::Receiver<Option<String>>,
    /// The time.
    pub clock: Clock,
    /// Where goals and progress are kept; `None` keeps nothing. Whoever opened it closes it after the run.
    pub records: Option<Records>,
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
    /// How long the gateway may be silent before the bot gives up for now; `None` is three of its heartbeat
    /// intervals.
    pub deaf_after: Option<Duration>,
}

impl Options {
    /// The usual options: Discord itself, the machine's clock, nothing kept, nothing ambient.
    pub fn new(token: SecretString, advisor: Arc<ArcSwap<Advisor>>) -> Self {
        Self {
            token,
            api: None,
            advisor,
            content_problems: watch::channel(None).1,
            clock: Clock::system(),
            records: None,
            channels: Vec::new(),
            message_content: MessageContent::Auto,
            vitals: Arc::new(Vitals::new()),
            stop: CancellationToken::new(),
            patience: Duration::from_secs(120),
            deaf_after: None,
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

/// Answers under way when asked to stop get this long.
const DRAIN: Duration = Duration::from_secs(8);
/// The gateway and serenity get this long to say goodbye.
const GOODBYE: Duration = Duration::from_secs(4);

/// Connects and answers until stopped, or until it cannot go on. Returns within 20 s of being asked to stop.
pub async fn run(options: Options) -> Exit {
    let ending = Ending::new();
    let bot = tokio::select! {
        () = options.stop.cancelled() => return Exit::Ok,
        exit = ending.ended() => return exit,
        bot = Bot::start(&options, &ending) => match bot {
            Ok(bot) => bot,
            Err(exit) => return exit,
        },
    };
    bot.stay(&options, &ending).await
}

/// A bot that has started.
struct Bot {
    doorway: Doorway,
    tasks: TaskTracker,
    pulse: Pulse,
    hang_up: CancellationToken,
    keeper: AbortOnDropHandle<()>,
    serenity: AbortOnDropHandle<Result<(), serenity::Error>>,
    shards: Arc<ShardManager>,
    _registration: AbortOnDropHandle<()>,
    _sweeping: AbortOnDropHandle<()>,
    _telling: AbortOnDropHandle<()>,
    _forwarder: Forwarder,
    _relay: Relay,
}

impl Bot {
    async fn start(options: &Options, ending: &Ending) -> Result<Self, Exit> {
        let (clock, vitals) = (options.clock.clone(), options.vitals.clone());
        let rest = Rest::new(&options.token, options.api.as_deref(), clock.clone(), vitals.clone(), ending.clone())
            .map_err(|error| Exit::WillNotFixItself(error.to_string()))?;
        let address = gateway::find(&rest, &clock, options.patience, &options.stop).await?;
        let application = application::read(&rest).await;
        let content = application::content(options.message_content, application);
        if content == Content::Without {
            tracing::info!("the text of messages is not asked for: no ambient answers; all else works");
        }

        let (pulse, hang_up) = (Pulse::default(), CancellationToken::new());
        let (readers, connected) = mpsc::channel(1);
        let token = rest::bot(&options.token);
        let relay = Relay::start(token.clone(), pulse.clone(), readers).await.map_err(no_loopback)?;
        let forwarder = Forwarder::start(rest.clone(), relay.address()).await.map_err(no_loopback)?;
        let keeper = Keeper {
            address,
            token,
            intents: intents().bits(),
            content_intent: GatewayIntents::MESSAGE_CONTENT.bits(),
            content,
            rest: rest.clone(),
            pulse: pulse.clone(),
            vitals: vitals.clone(),
            ending: ending.clone(),
            clock,
            patience: options.patience,
        };
        let keeper = AbortOnDropHandle::new(tokio::spawn(keeper.run(connected, hang_up.clone())));

        let (start, tasks) = (Start::new(vitals.clone()), TaskTracker::new());
        let app = Arc::new(App::new(options));
        let doorway = Doorway::new(app.clone(), vitals, tasks.clone(), start.clone());
        let sweeping = AbortOnDropHandle::new(tokio::spawn(curating::sweep_daily(app.clone())));
        let client = client(options, &doorway, app.clone(), &forwarder, &relay).await?;
        let (http, problems) = (client.http.clone(), options.content_problems.clone());
        let telling =
            AbortOnDropHandle::new(tokio::spawn(async move { curating::tell_edits(&app, &http, problems).await }));
        let (shards, mut client) = (client.shard_manager.clone(), client);
        let serenity = AbortOnDropHandle::new(tokio::spawn(async move { client.start().await }));
        let registration = AbortOnDropHandle::new(tokio::spawn(register(rest, application.id, start)));
        Ok(Self {
            doorway,
            tasks,
            pulse,
            hang_up,
            keeper,
            serenity,
            shards,
            _registration: registration,
            _sweeping: sweeping,
            _telling: telling,
            _forwarder: forwarder,
            _relay: relay,
        })
    }

    async fn stay(mut self, options: &Options, ending: &Ending) -> Exit {
        let exit = tokio::select! {
            () = options.stop.cancelled() => Exit::Ok,
            exit = ending.ended() => exit,
            exit = watchdog::watch(self.pulse.clone(), options.deaf_after) => exit,
            ended = &mut self.serenity => {
                let why = match ended {
                    Ok(Ok(())) => "it returned".to_owned(),
                    Ok(Err(error)) => error.to_string(),
                    Err(error) => error.to_string(),
                };
                Exit::TryAgain(format!("The Discord library stopped ({why}). Start again."))
            }
        };
        self.leave().await;
        exit
    }

    /// Takes nothing more in, lets answers under way finish, says goodbye. Bounded, whatever the others do.
    async fn leave(self) {
        self.doorway.close();
        self.tasks.close();
        if tokio::time::timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "stopping with answers under way");
        }
        self.hang_up.cancel();
        let goodbye = async {
            // Neither can fail in a way that matters now.
            let _ = self.keeper.await;
            self.shards.shutdown_all().await;
        };
        if tokio::time::timeout(GOODBYE, goodbye).await.is_err() {
            tracing::info!("stopping without a goodbye from the gateway");
        }
    }
}

/// What the bot hears of without a switch: its servers, and messages.
fn intents() -> GatewayIntents {
    GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES
}

/// serenity and poise, pointed at our own ways in and out.
async fn client(
    options: &Options,
    doorway: &Doorway,
    app: Arc<App>,
    forwarder: &Forwarder,
    relay: &Relay,
) -> Result<Client, Exit> {
    let poise = poise::Framework::builder()
        .options(commands::framework_options())
        // Nobody here is an owner; asking would only make the start fail where the route is missing.
        .initialize_owners(false)
        .setup(move |_, _, _| Box::pin(async move { Ok(app) }))
        .build();
    let http = HttpBuilder::new(options.token.expose_secret())
        .client(rest::loopback_client().map_err(|error| Exit::WillNotFixItself(error.to_string()))?)
        // With its limiter on, serenity ignores the proxy and goes to Discord itself.
        .ratelimiter_disabled(true)
        .proxy(forwarder.address())
        .build();
    let front = Front { doorway: doorway.clone(), poise: Some(poise) };
    let client = ClientBuilder::new_with_http(http, intents() | GatewayIntents::MESSAGE_CONTENT)
        .framework(front)
        .raw_event_handler(Side(doorway.clone()))
        .await
        .map_err(|error| Exit::TryAgain(format!("The Discord library could not start: {error}")))?;
    // It falls back to Discord's own gateway if its question fails: the token must not go there by accident.
    relay.address().clone_into(&mut *client.ws_url.lock().await);
    Ok(client)
}

/// Puts the commands up once the application's id is known.
async fn register(rest: Rest, id: Option<u64>, start: Start) {
    let id = match id {
        Some(id) => id,
        None => start.application().await.get(),
    };
    let commands = poise::builtins::create_application_commands(&commands::all());
    match serde_json::to_value(commands) {
        Ok(wanted) => {
            registration::register(&rest, id, &wanted).await;
        }
        Err(error) => tracing::error!(%error, "the commands cannot be written down"),
    }
    start.commands_done();
}

#[expect(clippy::needless_pass_by_value, reason = "used with map_err")]
fn no_loopback(error: std::io::Error) -> Exit {
    Exit::TryAgain(format!(
        "Cannot open a port on 127.0.0.1: {error}. Check that this machine has loopback networking, then start again."
    ))
}
