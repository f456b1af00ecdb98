//! What the bot can do, by task.

use super::draft::Draft;
use super::words;

/// See [`super::card`].
pub(super) fn draft() -> Draft {
    let mut draft = Draft::titled(words::HELP_TITLE);
    for (task, how) in words::HELP {
        draft.fact(*task, *how);
    }
    draft.say(words::HELP_HOW);
    draft.footer(words::HELP_WHAT);
    draft
}
