//! What goes on beside a running bot.

use std::path::Path;

use signpost::clock::Clock;
use signpost::ops::control::Control;
use signpost::ops::doctor::Checks;
use signpost::ops::{Operator, chores};
use signpost::store::Records;
use tokio_util::task::AbortOnDropHandle;

/// The data's daily chores, and answers to the operator. Ends when dropped.
pub(super) struct Beside {
    _chores: AbortOnDropHandle<()>,
    _control: Option<Control>,
}

impl Beside {
    pub(super) fn start(records: &Records, data: &Path, checks: Checks) -> Self {
        let daily = AbortOnDropHandle::new(tokio::spawn(chores(records.clone(), Clock::system())));
        let control = Control::serve(data, Operator::new(records.clone(), data, checks));
        let control = control.map_err(|error| tracing::error!(%error, "no control socket")).ok();
        Self { _chores: daily, _control: control }
    }
}
