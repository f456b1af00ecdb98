//! Tips that moderators write: their names, their limits, and how they join the guide's.

use super::CuratedTip;
use crate::advisor::{Layer, Slug, Tip};

/// The most characters of a tip, in UTF-16 units: never fewer than Discord counts.
pub const TIP: usize = 300;
/// Tips a server may have.
pub const TIPS: usize = 200;

/// Names a tip of a server: the id of the interaction that wrote it, so that one form never writes two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TipId(pub u64);

impl TipId {
    /// Its record's id: the order of writing.
    pub fn bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }

    /// The tip whose record has that id.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(u64::from_be_bytes(bytes)))
    }
}

/// Why a text cannot be a tip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It has that many characters.
    TooLong(usize),
}

/// The text as it is kept: trimmed, lines ended in one way.
///
/// # Errors
/// It is empty or too long.
pub fn fit(text: &str) -> Result<String, Unfit> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    match text.encode_utf16().count() {
        0 => Err(Unfit::Empty),
        length if length > TIP => Err(Unfit::TooLong(length)),
        _ => Ok(text),
    }
}

impl CuratedTip {
    /// Tells this text, and what it is about, from another without carrying it.
    pub fn fingerprint(&self) -> u32 {
        let mut hash: u32 = 0x811c_9dc5;
        let about = self.about.iter().flat_map(|page| [page.kind.folder(), page.slug.as_str()]);
        for byte in about.chain([self.text.as_str()]).flat_map(|part| part.bytes().chain([0])) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        hash
    }

    /// The tip as answers show it.
    pub fn shown(&self, id: TipId) -> Tip {
        Tip {
            id: Slug::new(&id.0.to_string()),
            text: self.text.clone(),
            about: self.about.clone(),
            sources: Vec::new(),
            layer: Layer::Server,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::advisor::{Kind, PageId};

    #[test]
    fn a_text_is_trimmed_and_held_to_its_length() {
        assert_eq!(fit("  Ship\r\nsmall.\n"), Ok("Ship\nsmall.".to_owned()));
        assert_eq!(fit(" \n "), Err(Unfit::Empty));
        assert!(fit(&"x".repeat(TIP)).is_ok());
        assert_eq!(fit(&"x".repeat(TIP + 1)), Err(Unfit::TooLong(TIP + 1)));
        assert_eq!(fit(&"🐍".repeat(151)), Err(Unfit::TooLong(302)), "counted as Discord may count");
    }

    #[test]
    fn a_fingerprint_tells_texts_and_topics_apart() {
        let tip = |text: &str, about: &[&str]| CuratedTip {
            text: text.to_owned(),
            about: about.iter().map(|slug| PageId::new(Kind::Tool, slug)).collect(),
            by: None,
            on: date(2026, 11, 21),
        };
        let all = [tip("a", &[]), tip("b", &[]), tip("a", &["git"]), tip("a", &["g", "it"])];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other.fingerprint() != one.fingerprint()), "{one:?}");
        }
        assert_eq!(TipId::from_bytes(&TipId(7).bytes()), Some(TipId(7)));
    }
}
