//! Notices when the bot has gone deaf, whatever anything else believes about it.

use std::time::Duration;

use tokio::time::MissedTickBehavior;

use super::gateway::{Pulse, Quiet, TICK};
use super::run::Exit;

/// Returns when the bot is deaf: three heartbeat intervals without a sign of life, or `bound`.
pub(super) async fn watch(pulse: Pulse, bound: Option<Duration>) -> Exit {
    let mut ticks = tokio::time::interval(TICK);
    // A machine that slept must not have all the ticks of the night at once.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match pulse.tick(bound) {
            None => {}
            Some(Quiet::Gateway(age)) => {
                return Exit::TryAgain(format!(
                    "Nothing from the gateway for {} s, over several attempts to connect. \
                     Check the network and the server's status, then start again.",
                    age.as_secs()
                ));
            }
            Some(Quiet::Serenity(age)) => {
                return Exit::TryAgain(format!(
                    "The bot stopped reading what the gateway sends, {} s ago. Start again; \
                     if it happens often, the log from before tells why.",
                    age.as_secs()
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Exit, Pulse, watch};

    #[tokio::test]
    async fn a_silent_gateway_is_noticed_within_the_bound() {
        let deaf = watch(Pulse::default(), Some(Duration::from_millis(300)));
        let exit = tokio::time::timeout(Duration::from_secs(5), deaf).await.expect("noticed");
        assert!(matches!(exit, Exit::TryAgain(words) if words.contains("gateway")));
    }
}
