//! The first message in a server, for whoever can manage it: three steps.

use super::draft::Draft;
use super::words::curating as say;
use super::{Card, escape, settings};

/// Characters of a server's name.
const NAME: usize = 100;

/// The message. `listens` are the channels where the bot answers unasked already.
pub fn welcome(server: &str, listens: &[u64]) -> Card {
    let where_now = match listens {
        [] => say::LISTEN_NOWHERE.to_owned(),
        listens => say::listen_in(&settings::channels(listens)),
    };
    let mut draft = Draft::titled(say::WELCOME);
    draft.say(say::welcome(&escape::escaped(server, NAME)));
    draft.section(say::TRY_ME, say::TRY_ME_HOW);
    draft.section(say::LISTEN, say::listen_how(&where_now));
    draft.section(say::MAKE_YOURS, say::MAKE_YOURS_HOW);
    draft.whole()
}
