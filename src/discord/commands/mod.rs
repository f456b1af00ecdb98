//! The slash commands; the list is the table of contents.

mod answer_menu;
mod ask;
mod compare;
mod complete;
mod failing;
mod faq;
mod help;
mod look_up;
mod path;
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
        tip::tip(),
        help::help(),
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
fn described(mut command: Command) -> Command {
    if let Some((_, description, options)) = words::COMMANDS.iter().find(|(name, ..)| *name == command.name) {
        command.description = Some((*description).into());
        for parameter in &mut command.parameters {
            let described = options.iter().find(|(name, _)| *name == parameter.name);
            parameter.description = described.map(|(_, description)| (*description).into());
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_option_is_described_within_discords_limits() {
        let mut names = Vec::new();
        for command in all() {
            names.push(command.name.to_string());
            if let Some(menu) = command.context_menu_name.as_deref() {
                assert!((1..=32).contains(&menu.chars().count()), "{menu}");
                continue;
            }
            let description = command.description.as_deref().unwrap_or_default();
            assert!((1..=100).contains(&description.chars().count()), "/{}: {description}", command.name);
            for parameter in &command.parameters {
                let description = parameter.description.as_deref().unwrap_or_default();
                let at = format!("/{} {}", command.name, parameter.name);
                assert!((1..=100).contains(&description.chars().count()), "{at}: {description}");
            }
        }
        assert_eq!(names[..9], ["ask", "role", "tool", "skill", "faq", "compare", "path", "tip", "help"]);
        assert_eq!(words::COMMANDS.len(), 9);
    }
}
