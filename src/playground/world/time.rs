//! Discord's way of writing a moment.

/// ISO 8601 with microseconds and an offset.
pub(crate) fn iso(ms: u64) -> String {
    let ms = i64::try_from(ms).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::MAX);
    moment.strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_moment_reads_as_discord_writes_it() {
        assert_eq!(super::iso(1_763_718_635_123), "2025-11-21T09:50:35.123000+00:00");
    }
}
