//! The audit: who changed what, when.

use super::super::app::App;
use super::super::error::Error;
use super::Moderator;
use super::changing::trouble;
use crate::curation::{AuditId, AuditLine};
use crate::render::{self, Card};

/// Lines on one page.
const PAGE: usize = 8;

/// The lines after that one, the latest first.
pub(in crate::discord) async fn history(app: &App, by: &Moderator<'_>, after: Option<AuditId>) -> Result<Card, Error> {
    let records = app.kept()?;
    let after = after.map(AuditId::bytes);
    let page = records
        .page_of_guild::<AuditLine>(by.scope(), after.as_ref().map(<[u8; 8]>::as_slice), PAGE + 1)
        .await
        .map_err(|error| trouble(&error))?;
    let more = page.len() > PAGE;
    let lines: Vec<(AuditId, AuditLine)> =
        page.into_iter().take(PAGE).filter_map(|(id, line)| Some((AuditId::from_bytes(&id)?, line))).collect();
    Ok(render::history(&lines, by.pseudonym(records), more))
}
