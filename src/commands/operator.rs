//! What the operator does with the data: on a running bot through its control socket, else in the directory itself.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use signpost::clock::Clock;
use signpost::config::{Environment, Places};
use signpost::ops::control::{self, Unreached};
use signpost::ops::doctor::{Checks, Finding};
use signpost::ops::{Ask, Operator, Refusal};
use signpost::render::words::operator as words;
use signpost::store::{Decoder, Directory, DirectoryError, Draft, OpenError, RestoreError};
use tokio::sync::mpsc;

use super::{Outcome, TRY_AGAIN, USAGE, WILL_NOT_FIX_ITSELF, checks, complain, keeping, origin, with_runtime};

/// How long a bot that starts or stops is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Who answered, and what was said at the end.
enum Answered {
    ByTheBot(String),
    ByTheData(String),
}

impl Answered {
    fn note(self) -> String {
        match self {
            Self::ByTheBot(note) | Self::ByTheData(note) => note,
        }
    }
}

/// `backup FILE`
pub(crate) fn backup(places: &Places, file: &Path) -> Outcome {
    let data = directory(places);
    let file = file.to_owned();
    with_runtime(async move {
        let (send, receive) = mpsc::channel(4);
        let target = file.clone();
        let writing = tokio::task::spawn_blocking(move || write(&target, receive));
        let asked = ask(&data, Ask::Backup, no_checks(), send).await;
        let drafted = writing.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        match (asked, drafted) {
            (Ok(answered), Ok(draft)) => {
                // Only now: an answer that did not get to its end replaces nothing.
                let finished = tokio::task::spawn_blocking(move || draft.finish()).await;
                if let Err(error) = finished.unwrap_or_else(|error| Err(io::Error::other(error))) {
                    return Outcome::failed(USAGE, &words::cannot_write(&file, &error.to_string()));
                }
                complain(&words::backup_is_at(&file, &answered.note()));
                Outcome::Code(0)
            }
            // Where the file could not be written, whoever wrote to it only knows that it stopped taking.
            (_, Err(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
                Outcome::failed(USAGE, &words::cannot_write(&file, &error.to_string()))
            }
            (Err(refused), _) => failed(refused, &data),
            (Ok(_), Err(error)) => Outcome::failed(TRY_AGAIN, &words::cut_off(&error.to_string())),
        }
    })
}

/// Writes a whole backup beside `file`, holding each line against what it should be.
fn write(file: &Path, mut lines: mpsc::Receiver<String>) -> io::Result<Draft> {
    let mut draft = Draft::begin(file)?;
    let mut decoder = Decoder::new();
    while let Some(text) = lines.blocking_recv() {
        for line in text.lines() {
            decoder.check(line).map_err(|problem| io::Error::new(io::ErrorKind::InvalidData, problem))?;
        }
        draft.write(&text)?;
    }
    decoder.finish().map_err(|problem| io::Error::new(io::ErrorKind::UnexpectedEof, problem))?;
    Ok(draft)
}

/// `restore FILE`
pub(crate) fn restore(places: &Places, file: &Path) -> Outcome {
    let data = directory(places);
    let file = file.to_owned();
    with_runtime(async move {
        let directory = Directory::new(&data, Clock::system());
        match directory.restore(&file).await {
            Ok(restored) => {
                leave(&directory);
                let made = keeping::when(restored.made);
                complain(&words::restored(&made, restored.records, restored.erased, restored.expired, &data));
                if restored.forgetful {
                    complain(words::FORGETFUL);
                }
                if let Some(aside) = &restored.aside {
                    complain(&words::aside(aside));
                }
                Outcome::Code(0)
            }
            Err(error) => Outcome::failed(code(&error), &error),
        }
    })
}

fn code(error: &RestoreError) -> u8 {
    match error {
        RestoreError::Backup(signpost::store::BackupError::Content {
            problem: signpost::store::Problem::Newer { .. },
            ..
        })
        | RestoreError::Directory(_) => WILL_NOT_FIX_ITSELF,
        RestoreError::Backup(_) => USAGE,
        RestoreError::Write { .. } => TRY_AGAIN,
    }
}

/// `export-user ID`
pub(crate) fn export_user(places: &Places, id: u64) -> Outcome {
    let data = directory(places);
    with_runtime(async move {
        let (send, receive) = mpsc::channel(4);
        let printing = tokio::task::spawn_blocking(move || print(receive));
        let asked = ask(&data, Ask::ExportUser(id), no_checks(), send).await;
        let printed = printing.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        match asked {
            Ok(answered) => {
                complain(&answered.note());
                Outcome::written(printed)
            }
            Err(refused) => failed(refused, &data),
        }
    })
}

fn print(mut lines: mpsc::Receiver<String>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    while let Some(text) = lines.blocking_recv() {
        out.write_all(text.as_bytes())?;
    }
    out.flush()
}

/// `forget-user ID`
pub(crate) fn forget_user(places: &Places, id: u64) -> Outcome {
    let data = directory(places);
    with_runtime(async move {
        let (send, _nothing) = mpsc::channel(1);
        match ask(&data, Ask::ForgetUser(id), no_checks(), send).await {
            Ok(answered) => {
                complain(&answered.note());
                Outcome::Code(0)
            }
            Err(refused) => failed(refused, &data),
        }
    })
}

/// `doctor`: a running bot is asked about itself; otherwise everything is looked at from here.
pub(crate) fn doctor(places: &Places) -> Outcome {
    let (data, origin) = (directory(places), origin(places));
    with_runtime(async move {
        let here = {
            let origin = origin.clone();
            Checks::new(move || look_from_here(origin.clone()))
        };
        let (send, mut receive) = mpsc::channel(64);
        let asked = ask(&data, Ask::Doctor, here.clone(), send).await;
        let mut findings: Vec<Finding> = Vec::new();
        while let Some(line) = receive.recv().await {
            findings.extend(serde_json::from_str::<Finding>(&line));
        }
        let by = match asked {
            Ok(Answered::ByTheBot(note)) => Some(note),
            Ok(Answered::ByTheData(_)) => None,
            Err(refused) => {
                findings = here.run().await;
                findings.push(store_trouble(&data, &refused));
                findings.push(signpost::ops::doctor::disk(&data));
                None
            }
        };
        findings.sort_by_key(|finding| words::ORDER.iter().position(|what| *what == finding.what));
        tell(&findings, by.as_deref())
    })
}

/// The token of this environment, and the content.
async fn look_from_here(origin: signpost::content::Origin) -> Vec<Finding> {
    match Environment::of_process().connection() {
        Ok(connection) => checks::of(connection.token, connection.api, connection.message_content, origin).run().await,
        Err(error) => {
            let mut findings = checks::without_token(&error.to_string(), "");
            findings.push(checks::of_content(origin).await);
            findings
        }
    }
}

fn store_trouble(data: &Path, refused: &Refused) -> Finding {
    match refused {
        Refused::NoData => Finding::good(words::STORE, words::no_data_yet(data)),
        Refused::Directory(error) => Finding::trouble(words::STORE, error.to_string(), ""),
        Refused::Refusal(refusal) if refusal.code == TRY_AGAIN => {
            Finding::trouble(words::STORE, &refusal.message, "").that_may_pass()
        }
        Refused::Refusal(refusal) => Finding::trouble(words::STORE, &refusal.message, ""),
    }
}

#[expect(clippy::print_stdout, reason = "the findings are what the command is asked for")]
fn tell(findings: &[Finding], by: Option<&str>) -> Outcome {
    for finding in findings {
        print!("{}", words::finding(&finding.what, finding.ok, &finding.says, &finding.advice));
    }
    if let Some(by) = by {
        println!("{by}");
    }
    let troubles = || findings.iter().filter(|finding| !finding.ok);
    Outcome::Code(if troubles().next().is_none() {
        0
    } else if troubles().all(|finding| finding.may_pass) {
        TRY_AGAIN
    } else {
        WILL_NOT_FIX_ITSELF
    })
}

/// Why nobody answered.
enum Refused {
    /// There is nothing to be asked about.
    NoData,
    /// The directory cannot be opened.
    Directory(DirectoryError),
    /// Whoever has the data refuses, or does not answer.
    Refusal(Refusal),
}

fn failed(refused: Refused, data: &Path) -> Outcome {
    match refused {
        Refused::NoData => Outcome::failed(USAGE, &words::no_data(data)),
        Refused::Directory(error) => Outcome::failed(WILL_NOT_FIX_ITSELF, &error),
        Refused::Refusal(Refusal { code, message }) => Outcome::Failed { code, message },
    }
}

/// Asks the bot that has the data, or else the data itself.
async fn ask(data: &Path, ask: Ask, checks: Checks, lines: mpsc::Sender<String>) -> Result<Answered, Refused> {
    let clock = Clock::system();
    loop {
        match control::ask(data, ask, &lines).await {
            Ok(note) => return Ok(Answered::ByTheBot(note)),
            Err(Unreached::Refused(refusal)) => return Err(Refused::Refusal(refusal)),
            Err(Unreached::Nobody) => {}
        }
        let directory = Directory::new(data, clock.clone());
        if !directory.has_data() {
            return Err(Refused::NoData);
        }
        match directory.look().await {
            Ok(records) => {
                let answered = Operator::new(records.clone(), data, checks).answer(ask, &lines).await;
                keeping::close(&records).await;
                leave(&directory);
                return answered.map(Answered::ByTheData).map_err(Refused::Refusal);
            }
            // A bot that is starting or stopping has the data, and no socket yet or any more.
            Err(DirectoryError::Open(OpenError::InUse { holder, .. })) => {
                if clock.monotonic() > PATIENCE {
                    let message = words::held(data, &holder);
                    return Err(Refused::Refusal(Refusal { code: TRY_AGAIN, message }));
                }
                clock.sleep(LOOK_EVERY).await;
            }
            Err(error) => return Err(Refused::Directory(error)),
        }
    }
}

/// The bot must be able to use what we leave, also where we are root and it is not.
fn leave(directory: &Directory) {
    if let Err(error) = directory.leave_to_its_user() {
        complain(&words::not_given(&error.to_string()));
    }
}

fn no_checks() -> Checks {
    Checks::new(|| async { Vec::new() })
}

fn directory(places: &Places) -> PathBuf {
    places.data.clone().unwrap_or_else(|| keeping::USUAL.into())
}
