//! From a member's message to the reply they see, over real sockets on loopback: the real bot in its own process, and a
//! bare serenity bot that says "pong", turn by turn in one run. The ratio is what matters: it is the price of
//! understanding, of one way out with limits and retries, and of a gateway session that survives.
//!
//! `cargo bench --bench loopback`; `-- --quick` for a tenth of it.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop; printing is its job"
)]

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serenity::all::{Client, ClientBuilder, Context, EventHandler, GatewayIntents, HttpBuilder, Message};
use signpost::playground::{Options, Playground, PlaygroundEvent};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Messages the bot has seen when its memory is read the second time.
const MESSAGES: usize = 10_000;
/// Of those, one in so many is a question to the bot.
const ONE_IN: usize = 10;
/// Between questions: the bot keeps itself below Discord's 50 requests a second, and that is not what is measured here.
const PACE: Duration = Duration::from_millis(30);
/// Nothing takes this long.
const PATIENCE: Duration = Duration::from_secs(30);

const QUESTIONS: [&str; 8] = [
    "what does a data engineer do?",
    "how do I get from backend developer to data engineer?",
    "django or flask?",
    "what should I learn for machine learning engineering",
    "how much does a devops engineer earn",
    "what is airflow",
    "is python slow?",
    "which framework should I use for a small api",
];
const CHATTER: [&str; 6] = [
    "morning all",
    "the build is green again, finally",
    "who took the meeting room on the second floor",
    "lol same",
    "I moved the ticket to done and closed the other one as a duplicate",
    "anyone up for lunch at the usual place around noon",
];

struct Pong;

#[serenity::async_trait]
impl EventHandler for Pong {
    async fn message(&self, ctx: Context, message: Message) {
        if !message.author.bot && message.content.starts_with("<@") {
            message.channel_id.say(&ctx.http, "pong").await.expect("the playground takes messages");
        }
    }
}

fn main() {
    // `cargo bench` adds `--bench`; anything else is ours.
    let quick = std::env::args().any(|argument| argument == "--quick");
    let messages = if quick { MESSAGES / 10 } else { MESSAGES };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure(messages));
    runtime.shutdown_background();
}

async fn measure(messages: usize) {
    let ours = world().await;
    let bare = world().await;

    let begun = Instant::now();
    let data = tempfile::tempdir().expect("a temporary directory");
    let mut child = start_signpost(&ours, data.path());
    while !(ours.bot_is_online() && ours.commands().as_array().is_some_and(|commands| !commands.is_empty())) {
        assert!(begun.elapsed() < PATIENCE, "signpost did not get ready");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    println!("signpost: start to ready {:.0?}", begun.elapsed());

    let http = HttpBuilder::new(bare.token()).proxy(bare.base_url()).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    let mut pong = ClientBuilder::new_with_http(http, intents).event_handler(Pong).await.expect("a client");
    let manager = pong.shard_manager.clone();
    let running = tokio::spawn(async move { Client::start(&mut pong).await });
    let begun = Instant::now();
    while !bare.bot_is_online() {
        assert!(begun.elapsed() < PATIENCE, "the bare bot did not get ready");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    // One round each outside the measure: first connections, first use of each page.
    for question in QUESTIONS {
        ask(&ours, question).await;
        ask(&bare, question).await;
    }
    println!("signpost: resident memory idle {:.1} MB", resident(&child));

    let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
    for at in 0..messages {
        if at % ONE_IN == 0 {
            tokio::time::sleep(PACE).await;
            let question = QUESTIONS[(at / ONE_IN) % QUESTIONS.len()];
            of_ours.push(ask(&ours, question).await);
            of_bare.push(ask(&bare, question).await);
        } else {
            ours.say("sam", "#general", CHATTER[at % CHATTER.len()]).expect("sam may speak");
        }
    }
    println!("signpost: resident memory after {messages} messages {:.1} MB", resident(&child));
    let (ours_median, ours_p99) = spread(&mut of_ours);
    let (bare_median, bare_p99) = spread(&mut of_bare);
    println!("message to reply, {} each:", of_ours.len());
    println!("  signpost      median {ours_median:>9.2?}  p99 {ours_p99:>9.2?}");
    println!("  bare serenity median {bare_median:>9.2?}  p99 {bare_p99:>9.2?}");
    println!(
        "  ratio         median {:.2}        p99 {:.2}",
        ours_median.as_secs_f64() / bare_median.as_secs_f64(),
        ours_p99.as_secs_f64() / bare_p99.as_secs_f64()
    );
    child.kill().expect("the child runs");
    child.wait().expect("the child ends");
    manager.shutdown_all().await;
    running.abort();
}

/// A playground without rate limits: they would measure Discord's patience, not ours.
async fn world() -> Playground {
    Playground::start(Options { rate_limits: false, ..Options::default() }).await.expect("a free port")
}

fn start_signpost(world: &Playground, data: &std::path::Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_signpost"))
        .arg("run")
        .env("DISCORD_TOKEN", world.token())
        .env("SIGNPOST_DISCORD_API", world.base_url())
        .env("SIGNPOST_LISTEN", "127.0.0.1:0")
        .env("SIGNPOST_DATA", data)
        .env("SIGNPOST_CHANNELS", "general")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .spawn()
        .expect("signpost starts")
}

/// From a member's message to the bot's.
async fn ask(world: &Playground, question: &str) -> Duration {
    let mut events = world.subscribe();
    let begun = Instant::now();
    world.say("mia", "#careers", &format!("<@{}> {question}", world.bot())).expect("mia may speak");
    tokio::time::timeout(PATIENCE, reply(world, &mut events)).await.expect("a reply");
    begun.elapsed()
}

async fn reply(world: &Playground, events: &mut Receiver<PlaygroundEvent>) {
    loop {
        match events.recv().await {
            Ok(PlaygroundEvent::MessageCreated { author, .. }) if author == world.bot() => return,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => panic!("the playground ended"),
        }
    }
}

/// The median and the 99th percentile.
fn spread(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Resident memory of a process, in MB.
fn resident(child: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or_default() / 1024.0
}
