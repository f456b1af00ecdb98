//! Panics anywhere on a test's thread, caught or not. Each test runs the bot on its own thread.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

thread_local! {
    static SEEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// From now on panics of this thread are kept.
pub(crate) fn watch() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            SEEN.with(|seen| seen.borrow_mut().push(info.to_string()));
            before(info);
        }));
    });
    taken();
}

/// The panics since this was last asked.
pub(crate) fn taken() -> Vec<String> {
    SEEN.with(RefCell::take)
}
