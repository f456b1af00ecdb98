//! The slash commands; the list is the table of contents.

mod answer_menu;
mod ask;
mod compare;
mod complete;
mod curate;
mod done;
mod failing;
mod faq;
mod goal;
mod help;
mod look_up;
mod path;
mod privacy;
mod progress;
mod role;
mod skill;
mod tip;
mod tool;
mod why_menu;

use std::sync::Arc;

use serenity::all::CreateAllowedMentions;

use super::app::App;
use super::error::Error;
use crate::render::words;

/// A command of ours.
pub(crate) type Command = poise::Command<Arc<App>, Error>;

/// What a command is given.
type Context<'a> = poise::ApplicationContext<'a, Arc<App>, Error>;

/// Every command, in the order Discord lists them.
pub(crate) fn all() -> Vec<Command> {
    let commands = [
        ask::ask(),
        role::role(),
        tool::tool(),
        skill::skill(),
        faq::faq(),
        compare::compare(),
        path::path(),
        goal::goal(),
        done::done(),
        progress::progress(),
        tip::tip(),
        privacy::privacy(),
        help::help(),
        curate::curate(),
        answer_menu::answer(),
        why_menu::why(),
    ];
    commands.map(described).into()
}

/// How poise runs them: the commands, what happens when one fails.
pub(crate) fn framework_options() -> poise::FrameworkOptions<Arc<App>, Error> {
    poise::FrameworkOptions {
        commands: all(),
        on_error: |error| Box::pin(failing::on_error(error)),
        // A last line of defence: every reply of ours says so itself.
        allowed_mentions: Some(CreateAllowedMentions::new().replied_user(false)),
        ..Default::default()
    }
}

/// The command with its descriptions, which are wording and live with all other wording.
fn described(command: Command) -> Command {
    described_under("", command)
}

/// A subcommand's wording stands under its whole name: `privacy show`.
fn described_under(above: &str, mut command: Command) -> Command {
    let name = format!("{above}{}", command.name);
    let mut known = words::COMMANDS.iter().chain(words::curating::COMMANDS);
    if let Some((_, description, options)) = known.find(|(known, ..)| *known == name) {
        command.description = Some((*description).into());
        for parameter in &mut command.parameters {
            let described = options.iter().find(|(name, _)| *name == parameter.name);
            parameter.description = described.map(|(_, description)| (*description).into());
        }
    }
    let under = format!("{name} ");
    command.subcommands = command.subcommands.into_iter().map(|command| described_under(&under, command)).collect();
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command under its whole name, subcommands after what they belong to.
    fn flat(above: &str, commands: Vec<Command>, all: &mut Vec<(String, Command)>) {
        for mut command in commands {
            let name = format!("{above}{}", command.name);
            let under = std::mem::take(&mut command.subcommands);
            all.push((name.clone(), command));
            flat(&format!("{name} "), under, all);
        }
    }

    #[test]
    fn every_command_and_option_is_described_within_discords_limits() {
        let mut commands = Vec::new();
        flat("", all(), &mut commands);
        let mut described = 0;
        for (name, command) in &commands {
            if let Some(menu) = command.context_menu_name.as_deref() {
                assert!((1..=32).contains(&menu.chars().count()), "{menu}");
                continue;
            }
            described += 1;
            let description = command.description.as_deref().unwrap_or_default();
            assert!((1..=100).contains(&description.chars().count()), "/{name}: {description}");
            for parameter in &command.parameters {
                let description = parameter.description.as_deref().unwrap_or_default();
                let at = format!("/{name} {}", parameter.name);
                assert!((1..=100).contains(&description.chars().count()), "{at}: {description}");
            }
        }
        let written = words::COMMANDS.len() + words::curating::COMMANDS.len();
        assert_eq!(written, described, "a description without its command");
        let names: Vec<&str> = commands.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names[..11],
            ["ask", "role", "tool", "skill", "faq", "compare", "path", "goal", "done", "progress", "tip"]
        );
        assert_eq!(names[11..16], ["privacy", "privacy show", "privacy export", "privacy delete", "help"]);
        assert_eq!(
            names[16..27],
            [
                "curate",
                "curate tip",
                "curate tip add",
                "curate tip list",
                "curate tip edit",
                "curate tip remove",
                "curate tip push",
                "curate settings",
                "curate try",
                "curate pause",
                "curate history"
            ]
        );
    }
}
