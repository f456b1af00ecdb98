//! A server's audit, the latest change first.

use super::words::curating as say;
use super::{Action, Button, Card, Curate, escape, limits};
use crate::curation::{AuditId, AuditLine, Pseudonym, outbox};

/// Characters of what was, and of what is, on one line.
const SHOWN: usize = 120;
/// Characters of each in the log channel.
const LOGGED: usize = 800;

/// Lines of the audit, for the moderator of that pseudonym; "Older" where there is `more` after the last.
pub fn history(lines: &[(AuditId, AuditLine)], reader: Pseudonym, more: bool) -> Card {
    if lines.is_empty() {
        return Card::line(say::NO_HISTORY);
    }
    let body = lines.iter().map(|(_, line)| entry(line, reader)).collect::<Vec<_>>().join("\n");
    let mut card = limits::fit(Card {
        title: Some(say::HISTORY.to_owned()),
        body,
        footer: Some(say::CODES.to_owned()),
        ..Card::default()
    });
    if let Some((last, _)) = lines.last().filter(|_| more) {
        card.buttons.push(Button::new(say::OLDER, Action::Curate(Curate::History(*last))));
    }
    card
}

/// A change as the log channel is told of it; `who` is a mention that pings nobody.
pub fn logged(who: &str, line: &AuditLine) -> String {
    let mut text = format!("{who} {}.", say::done(&line.what));
    let parts = [(say::BEFORE, &line.before), (say::AFTER, &line.after)];
    for (label, part) in parts.into_iter().filter_map(|(label, part)| Some((label, part.as_ref()?))) {
        let quoted = limits::cut(part, LOGGED).replace('\n', "\n> ");
        text = format!("{text}\n{label}\n> {quoted}");
    }
    text
}

fn entry(line: &AuditLine, reader: Pseudonym) -> String {
    let is_ours = line.what.starts_with("welcome");
    let who = match line.by {
        None if is_ours => say::I.to_owned(),
        None => say::FORGOTTEN.to_owned(),
        Some(by) if by == reader => say::YOU.to_owned(),
        // Enough to tell a few moderators apart, and too little to name anybody.
        Some(Pseudonym(bytes)) => say::moderator(&format!("{:02x}{:02x}", bytes[0], bytes[1])),
    };
    let perhaps = if outbox::is_on_its_way(line) { format!(" {}", say::PERHAPS) } else { String::new() };
    let what = line.what.trim_end_matches([' ', '…']);
    let head = format!("<t:{}:f> **{who}** {}{perhaps}", line.at, say::done(what));
    let is_words = what.starts_with("tip") && what != "tip push";
    let shown = |text: &String| {
        // Settings hold mentions and times, which only show as such when they are left as they are.
        if is_words { escape::escaped(text, SHOWN) } else { limits::cut(&text.replace('\n', " "), SHOWN * 3) }
    };
    let details = match (&line.before, &line.after) {
        (None, None) => return head,
        (Some(before), Some(after)) => format!("{} → {}", shown(before), shown(after)),
        (Some(one), None) | (None, Some(one)) => shown(one),
    };
    format!("{head}\n> {details}")
}
