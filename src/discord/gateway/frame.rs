//! What comes over the wire: text, or text compressed frame by frame.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// Discord's largest frames are servers of some megabytes; this is only to survive nonsense.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The head of a payload; the event itself is left to serenity.
#[derive(Debug, Deserialize)]
pub(super) struct Head<'a> {
    pub(super) op: u64,
    #[serde(default)]
    pub(super) s: Option<u64>,
    #[serde(borrow, default)]
    pub(super) t: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) d: Option<&'a RawValue>,
}

impl<'a> Head<'a> {
    /// Reads the head of a payload; `None` for what is no payload.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The payload's data.
    pub(super) fn data<T: Deserialize<'a>>(&self) -> Option<T> {
        serde_json::from_str(self.d?.get()).ok()
    }
}

/// Text out of a compressed frame; each is a zlib document of its own.
pub(super) fn inflate(bytes: &[u8]) -> Option<Utf8Bytes> {
    let mut text = String::with_capacity(bytes.len().saturating_mul(4));
    let mut rest = ZlibDecoder::new(bytes).take(LARGEST);
    rest.read_to_string(&mut text).ok()?;
    Some(text.into())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Head, inflate};

    #[test]
    fn the_head_is_read_without_the_body() {
        let head = Head::of(r#"{"t":"MESSAGE_CREATE","s":3,"op":0,"d":{"content":"\u0022s\u0022:9"}}"#).unwrap();
        assert_eq!((head.op, head.s, head.t.as_deref()), (0, Some(3), Some("MESSAGE_CREATE")));
        let invalid = Head::of(r#"{"op":9,"d":true}"#).unwrap();
        assert_eq!(invalid.data::<bool>(), Some(true));
    }

    #[test]
    fn nonsense_has_no_head() {
        assert!(Head::of("{").is_none());
        assert!(Head::of("[]").is_none());
        assert!(Head::of(r#"{"t":"X"}"#).is_none());
    }

    #[test]
    fn a_compressed_frame_is_text_again() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(br#"{"op":11}"#).unwrap();
        assert_eq!(inflate(&zlib.finish().unwrap()).unwrap().as_str(), r#"{"op":11}"#);
        assert!(inflate(b"not zlib").is_none());
    }
}
