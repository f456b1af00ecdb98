//! The server under test: its bot, and waiting for what happens on it.

use std::collections::VecDeque;
use std::fmt::Write;
use std::ops::Deref;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use arc_swap::ArcSwap;
use secrecy::SecretString;
use signpost::discord::{self, Exit, Vitals};
use signpost::playground::{MessageId, MessageView, Playground, PlaygroundEvent};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Form, Member, Reply, Setup, advisor};

/// How long anything may take before a test gives up on it. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A playground with a bot on it. Everything [`Playground`] can do, it can do.
pub(crate) struct Discord {
    playground: Playground,
    setup: Setup,
    news: tokio::sync::Mutex<News>,
    bot: Mutex<Option<Bot>>,
}

struct News {
    receiver: broadcast::Receiver<PlaygroundEvent>,
    /// Events that came while something else was waited for.
    kept: VecDeque<PlaygroundEvent>,
}

struct Bot {
    run: JoinHandle<Exit>,
    stop: CancellationToken,
    vitals: Arc<Vitals>,
}

impl Deref for Discord {
    type Target = Playground;

    fn deref(&self) -> &Playground {
        &self.playground
    }
}

impl Discord {
    pub(super) fn new(playground: Playground, setup: Setup) -> Self {
        let news = News { receiver: playground.subscribe(), kept: VecDeque::new() };
        Self { playground, setup, news: tokio::sync::Mutex::new(news), bot: Mutex::new(None) }
    }

    /// Somebody to act as.
    pub(crate) fn member(&self, name: &'static str) -> Member<'_> {
        Member { discord: self, name }
    }

    /// Starts the bot; by default waits until it is ready.
    pub(crate) async fn start_bot(&self) {
        let token = SecretString::from(self.playground.token());
        let mut options = discord::Options::new(token, Arc::new(ArcSwap::new(advisor())));
        options.api = Some(self.playground.base_url());
        options.clock = self.playground.clock().clone();
        options.channels.clone_from(&self.setup.channels);
        options.message_content = self.setup.message_content;
        options.records.clone_from(&self.setup.records);
        (self.setup.bot)(&mut options);
        let (stop, vitals) = (options.stop.clone(), Arc::clone(&options.vitals));
        let mut ready = vitals.ready();
        let run = tokio::spawn(discord::run(options));
        *self.bot.lock().unwrap() = Some(Bot { run, stop, vitals });
        if self.setup.ready {
            within("the bot to be ready", ready.wait_for(|ready| *ready)).await.expect("the bot ended at its start");
        }
    }

    /// Asks the bot to stop and waits for it.
    pub(crate) async fn stop_bot(&self) -> Exit {
        let bot = self.bot.lock().unwrap().take().expect("the bot was stopped before");
        bot.stop.cancel();
        ended(bot.run).await
    }

    /// Waits for the bot to end by itself.
    pub(crate) async fn bot_exit(&self) -> Exit {
        let bot = self.bot.lock().unwrap().take().expect("the bot was stopped before");
        ended(bot.run).await
    }

    /// Stops the bot and starts a fresh one, as a new deployment would.
    pub(crate) async fn restart_bot(&self) {
        assert_eq!(self.stop_bot().await, Exit::Ok);
        self.start_bot().await;
    }

    /// The bot's counters.
    pub(crate) fn vitals(&self) -> Arc<Vitals> {
        Arc::clone(&self.bot.lock().unwrap().as_ref().expect("the bot was stopped before").vitals)
    }

    /// After the conversation: a bot that still runs must stop when asked.
    pub(super) async fn end_bot(&self) {
        let bot = self.bot.lock().unwrap().take();
        if let Some(bot) = bot {
            bot.stop.cancel();
            let exit = ended(bot.run).await;
            assert_eq!(exit, Exit::Ok, "the bot did not end well");
        }
    }

    /// Moves the clock of the world and the bot.
    pub(crate) fn passes(&self, time: Duration) {
        self.playground.clock().advance(time);
    }

    /// Waits for the first event that `want` picks. Others are kept for whoever waits for them.
    pub(crate) async fn next<R>(&self, what: &str, mut want: impl FnMut(&PlaygroundEvent) -> Option<R>) -> R {
        let mut news = self.news.lock().await;
        let found = news.kept.iter().enumerate().find_map(|(at, event)| want(event).map(|found| (at, found)));
        if let Some((at, found)) = found {
            news.kept.remove(at);
            return found;
        }
        let waited = async {
            loop {
                let event = news.receiver.recv().await.expect("the playground to run and the test to keep up");
                if let Some(found) = want(&event) {
                    return found;
                }
                news.kept.push_back(event);
            }
        };
        within(what, waited).await
    }

    /// The bot's next message, in a channel, a DM or only for one person; a deferred one when it is filled in.
    pub(crate) async fn next_reply(&self) -> Reply {
        let bot = self.playground.bot();
        let id = self
            .next("a reply", |event| match event {
                PlaygroundEvent::MessageCreated { message, author, .. } if *author == bot => Some(*message),
                _ => None,
            })
            .await;
        self.filled(id).await
    }

    /// The bot's next change of a message.
    pub(crate) async fn next_edit(&self) -> Reply {
        let bot = self.playground.bot();
        let by_bot = |id: MessageId| self.playground.message(id).is_some_and(|message| message.author.id == bot);
        let id = self
            .next("an edit", |event| match event {
                PlaygroundEvent::MessageEdited { message, .. } if by_bot(*message) => Some(*message),
                _ => None,
            })
            .await;
        Reply(self.view(id))
    }

    /// The next form that somebody sees.
    pub(crate) async fn next_form(&self) -> Form {
        self.next("a form", |event| match event {
            PlaygroundEvent::ModalOpened { interaction, modal, .. } => {
                Some(Form { opened_by: *interaction, modal: modal.clone() })
            }
            _ => None,
        })
        .await
    }

    /// The next message that goes away.
    pub(crate) async fn next_deletion(&self) -> MessageId {
        self.next("a deletion", |event| match event {
            PlaygroundEvent::MessageDeleted { message, .. } => Some(*message),
            _ => None,
        })
        .await
    }

    /// Proves that the bot had nothing to say to what was said before: it is asked something in
    /// #general, and the answer to that is the next thing it writes anywhere.
    pub(crate) async fn was_silent(&self) {
        let asked = self.member("ada").says("#general", "@Signpost what does a data engineer do?").await;
        let reply = self.next_reply().await;
        assert_eq!(reply.0.reply_to, Some(asked), "the bot was not silent; it wrote:\n{reply}");
    }

    /// Waits for a slash command or a message menu to be registered.
    pub(crate) async fn registered(&self, name: &str) {
        let there = || {
            let commands = self.playground.commands();
            commands.as_array().is_some_and(|all| all.iter().any(|command| command["name"] == name))
        };
        while !there() {
            self.next("commands to be registered", |e| matches!(e, PlaygroundEvent::CommandsChanged).then_some(()))
                .await;
        }
    }

    async fn filled(&self, id: MessageId) -> Reply {
        let view = self.view(id);
        if !view.thinking {
            return Reply(view);
        }
        self.next("the deferred answer", |event| match event {
            PlaygroundEvent::MessageEdited { message, .. } if *message == id => Some(()),
            _ => None,
        })
        .await;
        Reply(self.view(id))
    }

    fn view(&self, id: MessageId) -> MessageView {
        self.playground.message(id).expect("the message was deleted while the test looked at it")
    }

    /// Shows what was said and what was sent, for a test that failed.
    #[expect(clippy::print_stderr, reason = "it belongs beside the panic that the test prints")]
    pub(super) fn print_transcript(&self) {
        eprintln!("{}", self.transcript());
    }

    fn transcript(&self) -> String {
        let mut out = String::from("The conversation, as far as it came:\n");
        for person in self.playground.people() {
            for channel in self.playground.channels(&person.name).unwrap_or_default() {
                for message in self.playground.timeline(&person.name, &channel.id.to_string()).unwrap_or_default() {
                    let _ = writeln!(out, "[{} sees {}] {}", person.name, channel.name, Reply(message));
                }
            }
        }
        for exchange in self.playground.traffic() {
            let _ = writeln!(out, "{} {} -> {}", exchange.method, exchange.path, exchange.status);
        }
        let _ = writeln!(out, "{:?}", self.playground.counts());
        out
    }
}

async fn ended(run: JoinHandle<Exit>) -> Exit {
    // 20 s is the bot's own promise; the rest is for a busy machine.
    within("the bot to end", run).await.expect("the bot panicked")
}

/// Waits, but not for ever.
pub(super) async fn within<R>(what: &str, future: impl Future<Output = R>) -> R {
    let patience = PATIENCE + Duration::from_secs(5);
    tokio::time::timeout(patience, future).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}
