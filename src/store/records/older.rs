//! Records as they were written once, for [`Kept::older`](super::Kept::older). Nothing here ever changes.

use jiff::civil::Date;
use serde::Deserialize;

use crate::curation::Settings;

/// A server's settings of schema 1: nothing about distress.
#[derive(Deserialize)]
pub(super) struct Settings1 {
    channels: Option<Vec<u64>>,
    moderator_roles: Vec<u64>,
    log_channel: Option<u64>,
    retention_days: Option<u16>,
    home_pack: Option<String>,
    paused_until: Option<u64>,
    removed: Option<Date>,
    welcomed: bool,
}

impl From<Settings1> for Settings {
    fn from(older: Settings1) -> Self {
        let Settings1 {
            channels,
            moderator_roles,
            log_channel,
            retention_days,
            home_pack,
            paused_until,
            removed,
            welcomed,
        } = older;
        Self {
            channels,
            moderator_roles,
            log_channel,
            retention_days,
            home_pack,
            paused_until,
            removed,
            welcomed,
            distress_note: false,
            distress_text: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::Record;
    use crate::store::records::{REGISTRY, codec};

    /// A record as the first version wrote it: postcard knows no names, only the order.
    fn written() -> Record {
        let lists: &[u8] = &[1, 2, 1, 2, 1, 3];
        let numbers: &[u8] = &[1, 4, 1, 7];
        let payload = [lists, numbers, b"\x01\x03lab", b"\x00", b"\x01\x0a2026-11-01", b"\x01"].concat();
        Record { version: 1, schema: 1, expires: None, payload }
    }

    #[test]
    fn settings_of_the_first_schema_are_read_and_written_anew() {
        let settings: Settings = codec::read(&written()).unwrap();
        let expected = Settings {
            channels: Some(vec![1, 2]),
            moderator_roles: vec![3],
            log_channel: Some(4),
            retention_days: Some(7),
            home_pack: Some("lab".to_owned()),
            removed: Some(date(2026, 11, 1)),
            welcomed: true,
            ..Settings::default()
        };
        assert_eq!(settings, expected);
        let registered = REGISTRY.iter().find(|registered| registered.name == "settings").unwrap();
        let payload = (registered.upgrade)(&written()).unwrap();
        let new = Record { schema: registered.schema, payload, ..written() };
        assert_eq!(codec::read::<Settings>(&new).unwrap(), expected);
        let json = serde_json::json!({
            "channels": [1, 2], "moderator_roles": [3], "log_channel": 4, "retention_days": 7, "home_pack": "lab",
            "paused_until": null, "removed": "2026-11-01", "welcomed": true,
        });
        assert_eq!((registered.import)(1, json).unwrap(), new.payload, "a backup's line, too");
    }
}
