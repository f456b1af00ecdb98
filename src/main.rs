//! The `signpost` command: parse, wire, exit.

mod cli;
mod commands;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use crate::commands::Outcome;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Trying it out must not touch what a bot keeps: only the command line may say so.
    let named = cli.places.data.clone();
    let places = cli.places.or_environment();
    let outcome = match cli.command {
        Command::Playground { port } => commands::playground(&places, named.as_deref(), port),
        Command::Chat => commands::chat(&places, named.as_deref()),
        Command::Ask { question, json } => commands::ask(&places, &question, json),
        Command::Run => commands::run(&places),
        Command::Check { dir, coverage } => commands::check(&places, dir.as_deref(), coverage),
        Command::Replay { file } => commands::replay(&places, &file),
        Command::Doctor => commands::doctor(&places),
        Command::Backup { file } => commands::backup(&places, &file),
        Command::Restore { file } => commands::restore(&places, &file),
        Command::ExportUser { id } => commands::export_user(&places, id),
        Command::ForgetUser { id } => commands::forget_user(&places, id),
    };
    match outcome {
        Outcome::Code(code) => ExitCode::from(code),
        Outcome::Failed { code, message } => {
            commands::complain(&message);
            ExitCode::from(code)
        }
    }
}
