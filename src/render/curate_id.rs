//! What moderators' buttons do, and how that stands in a button's id. Names only: who may press is looked up at the press.

use super::button_id::base36;
use crate::curation::{AuditId, TipId};

/// A press that only moderators may make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curate {
    /// Post a tip in a channel.
    Post(Push),
    /// Do nothing after all.
    Cancel,
    /// Take a tip away.
    Remove(TipId),
    /// Show a page of the list of tips.
    Tips(u16),
    /// Show the lines of the audit after that one.
    History(AuditId),
    /// End a pause.
    Resume,
}

/// A tip on its way to a channel, as its preview names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Push {
    /// The tip.
    pub tip: TipId,
    /// How it read in the preview.
    pub fingerprint: u32,
    /// The channel.
    pub channel: u64,
    /// The interaction that made the preview: one preview is posted once.
    pub id: u64,
}

/// The verb and its arguments.
pub(super) fn write(curate: &Curate) -> (&'static str, String) {
    match curate {
        Curate::Post(push) => {
            let parts = [push.tip.0, u64::from(push.fingerprint), push.channel, push.id];
            ("qp", parts.map(base36).join("."))
        }
        Curate::Cancel => ("qx", String::new()),
        Curate::Remove(tip) => ("qr", base36(tip.0)),
        Curate::Tips(page) => ("ql", page.to_string()),
        Curate::History(after) => ("qh", base36(after.interaction())),
        Curate::Resume => ("qe", String::new()),
    }
}

/// What a verb and its arguments mean; `None` if nothing.
pub(super) fn read(verb: &str, args: &str) -> Option<Curate> {
    Some(match verb {
        "qp" => {
            let mut parts = args.split('.').map(number);
            let mut next = || parts.next().flatten();
            let push =
                Push { tip: TipId(next()?), fingerprint: u32::try_from(next()?).ok()?, channel: next()?, id: next()? };
            Curate::Post(push)
        }
        "qx" => Curate::Cancel,
        "qr" => Curate::Remove(TipId(number(args)?)),
        "ql" => Curate::Tips(args.parse().ok()?),
        "qh" => Curate::History(AuditId::of(number(args)?)),
        "qe" => Curate::Resume,
        _ => return None,
    })
}

pub(super) fn number(digits: &str) -> Option<u64> {
    u64::from_str_radix(digits, 36).ok()
}
