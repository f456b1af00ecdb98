//! What a card says about law, visas and permits.

use super::super::grammar::date;

/// A statement that is long out of date.
pub const OLD_STATEMENT: &str = "Show the old statement";

/// Where a statement holds, of which year and whose it is.
pub fn holds(region: &str, year: i16, source: &str) -> String {
    format!("**Holds for** {region}, {year}, says {source}. Rules differ elsewhere.")
}

/// A statement past its date.
pub fn past_its_date(day: jiff::civil::Date) -> String {
    format!("This was due for a check on {}. Ask the office in charge before you rely on it.", date(day))
}

/// A statement so old that it is not shown unasked.
pub fn too_old(region: &str, year: i16) -> String {
    format!(
        "What I have on this is from {year} ({region}) and long overdue for a check, so I leave it out. Ask the office in charge where you live."
    )
}
