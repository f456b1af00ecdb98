//! The program itself: signals, exit codes, and what it writes to its log.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use signpost::clock::Clock;
use signpost::playground::{Fault, GatewayFault, Options, Playground, Times, Trouble};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::weather::QUESTION;

/// Looks again and again, but not for ever.
async fn soon<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let found = async {
        loop {
            if let Some(found) = look() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), found).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

const TOKEN: &str = "canary.token-that-must-never.be-seen";

/// A server and the program on it.
struct Program {
    discord: Playground,
    child: Child,
    _data: tempfile::TempDir,
    log: Option<JoinHandle<String>>,
    /// Where it serves its health, read from the log.
    health: tokio::sync::watch::Receiver<Option<String>>,
}

impl Program {
    async fn start(prepare: impl FnOnce(&Playground)) -> Self {
        Self::start_with(TOKEN, prepare).await
    }

    async fn start_with(token: &str, prepare: impl FnOnce(&Playground)) -> Self {
        let heartbeat = Duration::from_millis(500);
        let options = Options { token: Some(TOKEN.to_owned()), heartbeat, ..Options::default() };
        let discord = Playground::start(options).await.unwrap();
        prepare(&discord);
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_signpost"))
            .arg("run")
            .env_clear()
            .env("DISCORD_TOKEN", token)
            .env("SIGNPOST_DISCORD_API", discord.base_url())
            .env("SIGNPOST_LISTEN", "127.0.0.1:0")
            .env("SIGNPOST_DATA", data.path())
            .env("SIGNPOST_CHANNELS", "careers")
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (found, health) = tokio::sync::watch::channel(None);
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            for line in lines.map_while(Result::ok) {
                if line.contains("/readyz") {
                    let address = line.split("address=").nth(1).and_then(|rest| rest.split_whitespace().next());
                    found.send_replace(address.map(str::to_owned));
                }
                log.push_str(&line);
                log.push('\n');
            }
            log
        });
        Self { discord, child, _data: data, log: Some(log), health }
    }

    async fn is_ready(&mut self) {
        let ready = async {
            while !self.asked("/readyz").await.starts_with("HTTP/1.1 200") {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), ready)
            .await
            .unwrap_or_else(|_| panic!("the program never became ready"));
    }

    /// What it answers over HTTP.
    async fn asked(&mut self, path: &str) -> String {
        let found = self.health.wait_for(Option::is_some);
        let found = tokio::time::timeout(Duration::from_secs(30), found)
            .await
            .unwrap_or_else(|_| panic!("the log names no address"));
        let address = found.unwrap().clone().unwrap();
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    /// Sends SIGTERM, as a supervisor does.
    fn asks_it_to_stop(&self) {
        let pid = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end: how, what it logged, and how long that took.
    async fn ends(&mut self) -> (ExitStatus, String, Duration) {
        let clock = Clock::system();
        let status = soon("its end", || self.child.try_wait().unwrap()).await;
        let took = clock.monotonic();
        (status, self.log.take().unwrap().join().unwrap(), took)
    }

    async fn question_is_on_its_way(&self) {
        let sends = |path: &str| path.ends_with("/typing") || path.ends_with("/messages");
        let sent = || self.discord.traffic().iter().any(|it| it.method == "POST" && sends(&it.path));
        soon("an answer on its way", || sent().then_some(())).await;
    }

    fn answers(&self) -> usize {
        let bot = self.discord.bot();
        let timeline = self.discord.timeline("mia", "#careers").unwrap();
        timeline.iter().filter(|message| message.author.id == bot).count()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.discord.stop();
    }
}

#[tokio::test]
async fn sigterm_during_a_slow_answer_lets_it_finish() {
    let slow = Fault::on("POST /channels/{channel_id}/messages", Trouble::Slow(Duration::from_secs(3)));
    let mut program = Program::start(|discord| discord.fault(slow)).await;
    program.is_ready().await;
    program.discord.say("mia", "#careers", QUESTION).unwrap();
    program.question_is_on_its_way().await;
    program.asks_it_to_stop();
    let (status, log, took) = program.ends().await;
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert_eq!(program.answers(), 1);
}

#[tokio::test]
async fn sigterm_while_the_gateway_is_gone_ends_it() {
    let mut program = Program::start(|_| ()).await;
    program.is_ready().await;
    program.discord.gateway_fault(GatewayFault::Gone(Times::Always));
    program.discord.gateway_fault(GatewayFault::Drop);
    program.asks_it_to_stop();
    let (status, log, took) = program.ends().await;
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[tokio::test]
async fn sigterm_before_anything_answers_ends_it() {
    let mut program = Program::start(|discord| discord.fault(Fault::everywhere(Trouble::Hang).always())).await;
    soon("its question", || (!program.discord.traffic().is_empty()).then_some(())).await;
    program.asks_it_to_stop();
    let (status, log, took) = program.ends().await;
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[tokio::test]
async fn a_refused_token_is_said_in_words_and_exits_with_78() {
    let mut program = Program::start_with("another.token", |_| ()).await;
    let (status, log, _) = program.ends().await;
    assert_eq!(status.code(), Some(78), "{log}");
    let last = log.trim_end().lines().last().unwrap_or_default();
    assert!(last.contains("refused") && last.contains("Reset Token"), "{last}");
    assert!(!log.contains("another.token"), "{log}");
}

#[tokio::test]
async fn whatever_happens_the_log_holds_no_token_and_no_words_of_members() {
    let mut program = Program::start(|_| ()).await;
    program.is_ready().await;
    program.discord.fault(Fault::on("POST /channels/{channel_id}/messages", Trouble::Status(500)));
    program.discord.say("mia", "#careers", &format!("{QUESTION} my dog is called Bartholomew")).unwrap();
    program.question_is_on_its_way().await;
    program.discord.gateway_fault(GatewayFault::Raw("{\"op\": 0, \"Bartholomew\": ".to_owned()));
    let hang = Fault::on("POST /interactions/{interaction_id}/{interaction_token}/callback", Trouble::Status(500));
    program.discord.fault(hang.times(4));
    program.discord.invoke("mia", "#careers", "help", &[], None).unwrap();
    program.discord.gateway_fault(GatewayFault::Drop);
    program.discord.invoke("sam", "#careers", "help", &[], None).unwrap();
    program.discord.say("sam", "#careers", QUESTION).unwrap();
    // Two questions and the second command; the first command failed for good.
    soon("the answers", || (program.answers() == 2).then_some(())).await;
    program.discord.revoke_token();
    program.discord.gateway_fault(GatewayFault::Close(4004));
    let tokens: Vec<String> = program.discord.traffic().iter().filter_map(|it| interaction_token(&it.path)).collect();
    let (status, log, _) = program.ends().await;

    assert_eq!(status.code(), Some(78), "{log}");
    assert!(!tokens.is_empty());
    for secret in tokens.iter().map(String::as_str).chain([TOKEN, "Bartholomew", "data engineer"]) {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "\"{secret}\" stands in the log: {line:?}");
    }
    assert!(log.len() > 1000, "there is a log to look at");
}

/// The token in the path of a request of an interaction.
fn interaction_token(path: &str) -> Option<String> {
    let mut parts = path.trim_start_matches('/').split('/');
    let first = parts.next()?;
    (first == "interactions" || first == "webhooks").then(|| parts.nth(1)).flatten().map(str::to_owned)
}

#[tokio::test]
async fn it_serves_its_health_on_the_port_it_names() {
    let mut program = Program::start(|_| ()).await;
    program.is_ready().await;
    assert!(program.asked("/livez").await.starts_with("HTTP/1.1 200"));
    let metrics = program.asked("/metrics").await;
    assert!(metrics.contains("signpost_ready 1"), "{metrics}");
    program.discord.gateway_fault(GatewayFault::Gone(Times::Always));
    program.discord.gateway_fault(GatewayFault::Drop);
    let unready = async {
        while !program.asked("/readyz").await.starts_with("HTTP/1.1 503") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), unready).await.expect("it says that it is not ready");
}
