//! Forms. Their ids are those of buttons, so that a form sent after a restart is still understood.

use super::button_id::base36;
use super::curate_id::number;
use super::{ButtonId, short};
use crate::advisor::{Advisor, PageId};
use crate::curation::TipId;

/// A form that moderators fill in; it holds one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A new tip.
    AddTip {
        /// What it will be about.
        about: Vec<PageId>,
    },
    /// An old tip.
    EditTip {
        /// Which.
        tip: TipId,
        /// What it will be about; `None` leaves that as it is.
        about: Option<Vec<PageId>>,
        /// How it read when the form was opened.
        fingerprint: u32,
    },
}

/// Stands for "as it is".
const SAME: &str = "=";

impl Form {
    /// The id of this form, opened for `owner`.
    pub fn id(&self, owner: u64) -> ButtonId {
        let (verb, args) = match self {
            Self::AddTip { about } => ("fa", pages(about)),
            Self::EditTip { tip, about, fingerprint } => {
                let about = about.as_deref().map_or_else(|| SAME.to_owned(), pages);
                ("fe", format!("{}.{}.{about}", base36(tip.0), base36(u64::from(*fingerprint))))
            }
        };
        ButtonId { verb: verb.to_owned(), args, owner: Some(owner) }
    }

    /// The form that an id means; `None` when it is not one of ours, or a page is gone.
    pub fn read(id: &ButtonId, advisor: &Advisor) -> Option<Self> {
        match id.verb.as_str() {
            "fa" => Some(Self::AddTip { about: find(advisor, &id.args)? }),
            "fe" => {
                let mut parts = id.args.splitn(3, '.');
                let tip = TipId(number(parts.next()?)?);
                let fingerprint = u32::try_from(number(parts.next()?)?).ok()?;
                let about = match parts.next()? {
                    SAME => None,
                    about => Some(find(advisor, about)?),
                };
                Some(Self::EditTip { tip, about, fingerprint })
            }
            _ => None,
        }
    }
}

fn pages(pages: &[PageId]) -> String {
    pages.iter().map(short::page).collect::<Vec<_>>().join(",")
}

fn find(advisor: &Advisor, shorts: &str) -> Option<Vec<PageId>> {
    shorts.split(',').filter(|short| !short.is_empty()).map(|short| short::find_page(advisor, short)).collect()
}
