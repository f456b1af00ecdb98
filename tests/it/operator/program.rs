//! The program itself, on a loopback Discord.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use signpost::playground::{Options, Playground};

/// Looks again and again, but not for ever.
pub(super) async fn soon<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let found = async {
        loop {
            if let Some(found) = look() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), found).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// `signpost` with these words, and nothing of our environment.
pub(super) fn signpost(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_signpost"));
    command.env_clear().arg("--data").arg(data).args(words).stdin(Stdio::null());
    command
}

/// What it says and how it ends. Elsewhere than on the threads that the loopback Discord needs.
pub(super) async fn told(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

pub(super) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(super) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A bot that runs with this data.
pub(super) struct Bot {
    pub(super) discord: Playground,
    pub(super) child: Child,
}

impl Bot {
    pub(super) async fn start(data: &Path) -> Self {
        let options = Options { token: Some("the.right.token".to_owned()), rate_limits: false, ..Options::default() };
        let discord = Playground::start(options).await.unwrap();
        let child = Self::on(&discord, signpost(data, &["run"]));
        let bot = Self { discord, child };
        bot.is_ready().await;
        bot
    }

    /// Starts `command`, which ends in `run`, on this server.
    pub(super) fn on(discord: &Playground, mut command: Command) -> Child {
        command
            .env("DISCORD_TOKEN", discord.token())
            .env("SIGNPOST_DISCORD_API", discord.base_url())
            .env("SIGNPOST_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    pub(super) async fn is_ready(&self) {
        let ready =
            || self.discord.bot_is_online() && self.discord.commands().as_array().is_some_and(|all| !all.is_empty());
        soon("the bot", || ready().then_some(())).await;
    }

    /// Somebody says something in private, and the bot answers this.
    pub(super) async fn answers(&self, person: &str, text: &str) -> String {
        let before = self.discord.timeline(person, "dm").map_or(0, |all| all.len());
        self.discord.say(person, "dm", text).unwrap();
        let answered = || {
            let all = self.discord.timeline(person, "dm").unwrap();
            let message = all.into_iter().skip(before).find(|message| message.author.id == self.discord.bot())?;
            Some(format!("{} {}", message.content, serde_json::to_string(&message.embeds).unwrap()))
        };
        soon("an answer", answered).await
    }

    pub(super) fn id_of(&self, person: &str) -> String {
        let people = self.discord.people();
        people.into_iter().find(|there| there.name == person).unwrap().id.to_string()
    }

    /// SIGTERM, as a supervisor does it; returns how it ended.
    pub(super) async fn stops(mut self) -> Option<i32> {
        let kill = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(kill.success());
        soon("its end", || self.child.try_wait().unwrap()).await.code()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.discord.stop();
    }
}
