//! Sending something once, though the program may end at any moment.
//!
//! Before a message leaves, a line in the server's audit claims it; after it arrived, the line says so. Between the two,
//! whoever tries again either sends the same nonce while Discord still remembers it, which makes no second message, or
//! leaves it to a person to look.

use super::AuditLine;

/// For how long the same nonce is sure to make no second message, in seconds. Discord says "a few minutes".
const NONCE: u64 = 120;
/// Marks a line whose message is on its way.
const ON_ITS_WAY: &str = " …";

/// What to do about a message that is to be sent once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nobody has tried yet: claim it, then send.
    Claim,
    /// Somebody tried a moment ago and it is not known how that ended: send the same nonce again.
    Again,
    /// It was sent.
    Sent,
    /// Somebody tried too long ago: it may or may not have arrived.
    Unsure,
}

/// What the line says, at `now` in seconds since 1970.
pub fn step(line: Option<&AuditLine>, now: u64) -> Step {
    match line {
        None => Step::Claim,
        Some(line) if !is_on_its_way(line) => Step::Sent,
        Some(line) if now.saturating_sub(line.at) <= NONCE => Step::Again,
        Some(_) => Step::Unsure,
    }
}

/// The line as long as its message is on its way.
#[must_use]
pub fn claimed(mut line: AuditLine) -> AuditLine {
    line.what.push_str(ON_ITS_WAY);
    line
}

/// The message arrived.
pub fn sent(line: &mut AuditLine) {
    if let Some(what) = line.what.strip_suffix(ON_ITS_WAY) {
        line.what = what.to_owned();
    }
}

/// Whether the message of that line is on its way, or was when the program ended.
pub fn is_on_its_way(line: &AuditLine) -> bool {
    line.what.ends_with(ON_ITS_WAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_claimed_sent_again_for_a_while_and_then_left_alone() {
        let line = AuditLine { at: 1000, by: None, what: "tip push".to_owned(), before: None, after: None };
        assert_eq!(step(None, 1000), Step::Claim);
        let mut line = claimed(line);
        assert_eq!((step(Some(&line), 1000), step(Some(&line), 1120)), (Step::Again, Step::Again));
        assert_eq!(step(Some(&line), 1121), Step::Unsure);
        sent(&mut line);
        assert_eq!((line.what.as_str(), step(Some(&line), 1001)), ("tip push", Step::Sent));
        sent(&mut line);
        assert_eq!(line.what, "tip push");
    }
}
