//! How a run will end, once something decided that it must.

use tokio::sync::watch;

use super::run::Exit;

/// Where any part of the bot may end the run. The first to say so is heard.
#[derive(Clone, Debug)]
pub(super) struct Ending(watch::Sender<Option<Exit>>);

impl Ending {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(None))
    }

    /// Ends the run with `exit`, unless it is ending already.
    pub(super) fn end(&self, exit: Exit) {
        self.0.send_if_modified(|ending| {
            let first = ending.is_none();
            if first {
                *ending = Some(exit);
            }
            first
        });
    }

    /// Waits until the run must end.
    pub(super) async fn ended(&self) -> Exit {
        let mut ending = self.0.subscribe();
        loop {
            if let Some(exit) = ending.borrow_and_update().clone() {
                return exit;
            }
            if ending.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, Exit};

    #[tokio::test]
    async fn the_first_word_counts() {
        let ending = Ending::new();
        ending.end(Exit::WillNotFixItself("first".to_owned()));
        ending.end(Exit::Ok);
        assert_eq!(ending.ended().await, Exit::WillNotFixItself("first".to_owned()));
    }
}
