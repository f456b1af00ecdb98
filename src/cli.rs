//! The command line.

#![expect(clippy::doc_markdown, reason = "these comments are the help text, where backticks would show")]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use signpost::config::{self, Environment};

/// A self-hosted career advisor for Discord communities.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "New here? Run `signpost playground` and open the page it names.")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) places: Places,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where content and data are; accepted before and after the command.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Places {
    /// The data directory [env: SIGNPOST_DATA]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// A folder to use in place of the shipped knowledge [env: SIGNPOST_KNOWLEDGE]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) knowledge: Option<PathBuf>,
    /// A folder to use in place of the shipped intents [env: SIGNPOST_INTENTS]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) intents: Option<PathBuf>,
    /// A folder laid over the content; may be given several times [env: SIGNPOST_PACKS]
    #[arg(long = "pack", global = true, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
}

impl Places {
    /// What the command line leaves open, the environment may say.
    pub(crate) fn or_environment(self) -> config::Places {
        let environment = Environment::of_process().places();
        config::Places {
            data: self.data.or(environment.data),
            knowledge: self.knowledge.or(environment.knowledge),
            intents: self.intents.or(environment.intents),
            packs: if self.packs.is_empty() { environment.packs } else { self.packs },
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try it: the bot against a small Discord on this machine, with a page to use it from
    Playground {
        /// The page's port; a free one if it is taken [default: 4000]
        #[arg(long, value_name = "N")]
        port: Option<u16>,
    },
    /// Talk to the advisor in this terminal
    Chat,
    /// Ask one question
    Ask {
        /// The question, in plain words
        question: String,
        /// Print the decision as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Connect to Discord
    Run,
    /// Check the content: 0 clean, 1 with problems
    Check {
        /// A folder that holds intents/ and knowledge/; the shipped content if left out
        dir: Option<PathBuf>,
        /// Also print what there is: pages by kind, their sources and their age
        #[arg(long)]
        coverage: bool,
    },
    /// Say what the advisor would do with each line of a file, one JSON object a line
    Replay {
        /// Plain text, or JSON objects with a `text`; `-` for standard input
        file: PathBuf,
    },
    /// Look whether everything is as it should be: 0 if it is; each trouble with what to do
    Doctor,
    /// Write all of the data to a file, as JSON Lines; on a running bot, too
    Backup {
        /// The file; what is there is replaced once the new one is whole
        file: PathBuf,
    },
    /// Bring the data back from a backup; what was there is kept aside. Stop the bot first
    Restore {
        /// A file that `backup` made, or one of the daily ones in the data directory's backups/
        file: PathBuf,
    },
    /// Print everything that is kept about a person, as JSON Lines; on a running bot, too
    ExportUser {
        /// Their Discord user id
        id: u64,
    },
    /// Erase everything that is kept about a person, for good; on a running bot, too
    ForgetUser {
        /// Their Discord user id
        id: u64,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn places_are_accepted_before_and_after_the_command() {
        let before = Cli::parse_from(["signpost", "--data", "d", "--pack", "a", "chat"]);
        let after = Cli::parse_from(["signpost", "chat", "--pack", "a", "--pack", "b", "--data", "d"]);
        assert_eq!(before.places.data, after.places.data);
        assert_eq!(after.places.packs.len(), 2);
    }
}
