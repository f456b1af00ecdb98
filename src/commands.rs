//! What each command does, wired from the library.

mod beside;
mod checks;
mod keeping;
mod operator;

pub(crate) use operator::{backup, doctor, export_user, forget_user, restore};

use std::io::{self, BufRead, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use secrecy::SecretString;
use signpost::advisor::Advisor;
use signpost::clock::Clock;
use signpost::config::{Connection, Environment, MessageContent, Places};
use signpost::content::{self, Origin};
use signpost::discord::{self, Exit};
use signpost::ops::{self, Health};
use signpost::playground::{self, Playground};
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use self::beside::Beside;

/// Unreadable input, or words on the command line that are not ours.
const USAGE: u8 = 2;
/// Worth trying again later.
const TRY_AGAIN: u8 = 75;
/// Somebody must change something first.
const WILL_NOT_FIX_ITSELF: u8 = 78;

/// Where the page is, unless the port is taken.
const PLAYGROUND_PORT: u16 = 4000;
/// Where the playground's bot answers unasked.
const PLAYGROUND_CHANNELS: [&str; 2] = ["careers", "help-forum"];

/// How often edited content is looked for.
const LOOK_FOR_EDITS_EVERY: Duration = Duration::from_secs(1);

/// How a command ended.
pub(crate) enum Outcome {
    /// With this exit code.
    Code(u8),
    /// With this exit code, and something to say.
    Failed { code: u8, message: String },
}

impl Outcome {
    fn failed(code: u8, error: &impl ToString) -> Self {
        Self::Failed { code, message: error.to_string() }
    }

    /// Standard output that goes away (a closed pipe) is not an error of ours.
    fn written(done: io::Result<()>) -> Self {
        match done {
            Ok(()) => Self::Code(0),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Self::Code(0),
            Err(error) => Self::failed(USAGE, &error),
        }
    }
}

/// Says what went wrong.
#[expect(clippy::print_stderr, reason = "this is the command line's way to speak")]
pub(crate) fn complain(message: &str) {
    eprintln!("{message}");
}

/// `check [DIR] [--coverage]`
pub(crate) fn check(places: &Places, dir: Option<&Path>, coverage: bool) -> Outcome {
    let today = Clock::system().today();
    let mut out = io::stdout().lock();
    match content::report(dir, &origin(places), today, &mut out) {
        Ok(0) if coverage => {
            let origin = dir.and_then(|dir| Origin::in_folder(dir).ok()).unwrap_or_else(|| origin(places));
            match content::load(&origin, today) {
                Ok(loaded) => Outcome::written(content::coverage(&loaded.advisor, today, &mut out)),
                Err(problems) => Outcome::failed(1, &problems),
            }
        }
        Ok(code) => Outcome::Code(code),
        Err(error) => Outcome::written(Err(error)),
    }
}

/// `ask "…" [--json]`
pub(crate) fn ask(places: &Places, question: &str, json: bool) -> Outcome {
    with_advisor(places, USAGE, |advisor| {
        let mut out = io::stdout().lock();
        Outcome::written(if json {
            ops::ask_json(&advisor, &Clock::system(), question, &mut out)
        } else {
            ops::terminal::ask(&advisor, question, Clock::system().today(), colours(), &mut out)
        })
    })
}

/// Whether standard output is a person's terminal.
fn colours() -> bool {
    io::stdout().is_terminal()
}

/// `chat`: in memory unless `data` names a directory.
pub(crate) fn chat(places: &Places, data: Option<&Path>) -> Outcome {
    with_advisor(places, USAGE, |advisor| match Runtime::new() {
        Ok(runtime) => keeping::with_records(&runtime, data, |records| {
            let mut keep = |change: &mut ops::terminal::Change<'_>| keeping::keep(&runtime, records, change);
            Outcome::written(ops::terminal::chat(
                &advisor,
                &Clock::system(),
                &mut keep,
                colours(),
                io::stdin().lock(),
                &mut io::stdout().lock(),
            ))
        }),
        Err(error) => Outcome::failed(TRY_AGAIN, &format!("Cannot start: {error}.")),
    })
}

/// `replay FILE`
pub(crate) fn replay(places: &Places, file: &Path) -> Outcome {
    let lines: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        match std::fs::File::open(file) {
            Ok(file) => Box::new(io::BufReader::new(file)),
            Err(error) => return Outcome::failed(USAGE, &format!("Cannot read {}: {error}.", file.display())),
        }
    };
    with_advisor(places, USAGE, |advisor| {
        let mut out = io::BufWriter::new(io::stdout().lock());
        let replayed = ops::replay(&advisor, &Clock::system(), lines, &mut out);
        Outcome::written(replayed.and_then(|summary| {
            out.flush()?;
            complain(&summary.to_string());
            Ok(())
        }))
    })
}

/// `run`
pub(crate) fn run(places: &Places) -> Outcome {
    let environment = Environment::of_process();
    let connection = match environment.connection() {
        Ok(connection) => connection,
        Err(error) => return Outcome::failed(WILL_NOT_FIX_ITSELF, &error),
    };
    if let Err(error) = ops::start_logging(environment.log_filter().as_deref(), vec![connection.token.clone()]) {
        return Outcome::failed(USAGE, &format!("RUST_LOG is not a log filter: {error}."));
    }
    let origin = origin(places);
    let data = places.data.clone().unwrap_or_else(|| keeping::USUAL.into());
    with_advisor(places, WILL_NOT_FIX_ITSELF, |advisor| {
        with_runtime(async move {
            let records = match keeping::open(&data).await {
                Ok(records) => records,
                Err(error) => return Outcome::failed(WILL_NOT_FIX_ITSELF, &error),
            };
            let Connection { token, api, message_content, channels, listen } = connection;
            let mut options = discord::Options {
                api,
                records: Some(records.clone()),
                channels,
                message_content,
                ..discord::Options::new(token, Arc::new(ArcSwap::from_pointee(advisor)))
            };
            let _reload = reload_when_edited(origin.clone(), &mut options);
            let checks = checks::of(options.token.clone(), options.api.clone(), message_content, origin);
            let beside = Beside::start(&records, &data, checks);
            let vitals = options.vitals.clone();
            let health = match Health::serve(listen, vitals.ready(), move || vitals.metrics()).await {
                Ok(health) => health,
                Err(error) => {
                    drop(beside);
                    keeping::close(&records).await;
                    return Outcome::failed(WILL_NOT_FIX_ITSELF, &error);
                }
            };
            let stop = options.stop.clone();
            let signals = tokio::spawn(stop_on_signal(stop));
            let exit = discord::run(options).await;
            drop(beside);
            keeping::close(&records).await;
            signals.abort();
            drop(health);
            ended(exit)
        })
    })
}

/// `playground [--port N]`: in a directory of its own that goes when it ends, unless `data` names one.
pub(crate) fn playground(places: &Places, data: Option<&Path>, port: Option<u16>) -> Outcome {
    let environment = Environment::of_process();
    if let Err(error) = ops::start_logging(environment.log_filter().as_deref(), Vec::new()) {
        return Outcome::failed(USAGE, &format!("RUST_LOG is not a log filter: {error}."));
    }
    let origin = origin(places);
    let fresh = match tempfile::Builder::new().prefix("signpost-playground-").tempdir() {
        Ok(fresh) => fresh,
        Err(error) => return Outcome::failed(TRY_AGAIN, &format!("Cannot make a temporary directory: {error}.")),
    };
    let data = data.unwrap_or_else(|| fresh.path()).to_owned();
    with_advisor(places, USAGE, |advisor| {
        with_runtime(async move {
            let records = match keeping::open(&data).await {
                Ok(records) => records,
                Err(error) => return Outcome::failed(WILL_NOT_FIX_ITSELF, &error),
            };
            let world = match open_playground(port).await {
                Ok(world) => world,
                Err(error) => {
                    keeping::close(&records).await;
                    return Outcome::failed(TRY_AGAIN, &error);
                }
            };
            let channels = environment.channels();
            let mut options = discord::Options {
                api: Some(world.base_url()),
                records: Some(records.clone()),
                channels: if channels.is_empty() { PLAYGROUND_CHANNELS.map(str::to_owned).into() } else { channels },
                message_content: MessageContent::Auto,
                ..discord::Options::new(SecretString::from(world.token()), Arc::new(ArcSwap::from_pointee(advisor)))
            };
            let _reload = reload_when_edited(origin.clone(), &mut options);
            let checks = checks::of(options.token.clone(), options.api.clone(), options.message_content, origin);
            let beside = Beside::start(&records, &data, checks);
            announce(&world);
            let signals = tokio::spawn(stop_on_signal(options.stop.clone()));
            let exit = discord::run(options).await;
            signals.abort();
            world.stop();
            drop(beside);
            keeping::close(&records).await;
            ended(exit)
        })
    })
}

/// On the port asked for, which must be free; on the usual one, or else on any free one.
async fn open_playground(port: Option<u16>) -> Result<Playground, String> {
    let on =
        |port| playground::Options { port, page: Some(playground::page::router), ..playground::Options::default() };
    match port {
        Some(port) => Playground::start(on(Some(port))).await.map_err(|error| {
            format!("Cannot open port {port}: {error}. Choose another with --port, or 0 for any free one.")
        }),
        None => match Playground::start(on(Some(PLAYGROUND_PORT))).await {
            Ok(world) => Ok(world),
            Err(_) => {
                Playground::start(on(None)).await.map_err(|error| format!("Cannot open a port on 127.0.0.1: {error}."))
            }
        },
    }
}

#[expect(clippy::print_stdout, reason = "the address is what the command is asked for")]
fn announce(world: &Playground) {
    println!("Signpost playground: open {}/ in a browser. Ctrl-C stops it.", world.base_url());
}

fn ended(exit: Exit) -> Outcome {
    let code = exit.code();
    match exit {
        Exit::Ok => Outcome::Code(code),
        Exit::TryAgain(message) | Exit::WillNotFixItself(message) => Outcome::Failed { code, message },
    }
}

fn origin(places: &Places) -> Origin {
    Origin { knowledge: places.knowledge.clone(), intents: places.intents.clone(), packs: places.packs.clone() }
}

/// Loads the content; problems are said as `check` says them, and end the command with `code`.
fn with_advisor(places: &Places, code: u8, then: impl FnOnce(Advisor) -> Outcome) -> Outcome {
    match content::load(&origin(places), Clock::system().today()) {
        Ok(loaded) => then(loaded.advisor),
        Err(problems) => Outcome::failed(code, &problems),
    }
}

/// Swaps the whole advisor when its files were edited and are right; keeps the old one when they are not, and says why in
/// the log and to the bot, for moderators.
fn reload_when_edited(origin: Origin, options: &mut discord::Options) -> AbortOnDropHandle<()> {
    let advisor = options.advisor.clone();
    let (tell, told) = watch::channel(None);
    options.content_problems = told;
    AbortOnDropHandle::new(tokio::spawn(async move {
        let clock = Clock::system();
        let mut watch = content::Watch::new(origin);
        while watch.is_needed() {
            clock.sleep(LOOK_FOR_EDITS_EVERY).await;
            let today = clock.today();
            let polled = tokio::task::spawn_blocking(move || (watch.poll(today), watch)).await;
            let Ok((outcome, back)) = polled else { return };
            watch = back;
            match outcome {
                None => {}
                Some(Ok(loaded)) => {
                    tracing::info!(files = loaded.files, "the edited content is in force");
                    advisor.store(Arc::new(loaded.advisor));
                    tell.send_replace(None);
                }
                Some(Err(problems)) => {
                    tracing::warn!("the edited content has problems; the old one stays in force\n{problems}");
                    let errors: Vec<String> = problems.errors().map(ToString::to_string).collect();
                    tell.send_replace(Some(errors.join("\n")));
                }
            }
        }
    }))
}

fn with_runtime(work: impl Future<Output = Outcome>) -> Outcome {
    match Runtime::new() {
        Ok(runtime) => {
            let outcome = runtime.block_on(work);
            // Whatever still runs has had its time; the process must end.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Outcome::failed(TRY_AGAIN, &format!("Cannot start: {error}.")),
    }
}

/// Ctrl-C, and SIGTERM where there is one.
async fn stop_on_signal(stop: CancellationToken) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            stop.cancel();
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_ok() {
        stop.cancel();
    }
}
