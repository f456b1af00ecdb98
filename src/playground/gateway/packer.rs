//! The two ways of compressing what the gateway sends.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};

/// Payloads from this size on are compressed, where each may be.
const LARGE: usize = 1024;

/// How a connection's payloads are compressed.
#[derive(Debug)]
pub(super) enum Packer {
    /// Not at all.
    Plain,
    /// Payload compression: large ones, each a zlib document of its own.
    Each,
    /// Transport compression: one zlib stream for the whole connection, flushed after each payload.
    Stream(Box<Compress>),
}

impl Packer {
    /// The compressed payload; none when it goes as text.
    pub(super) fn pack(&mut self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Plain => None,
            Self::Each if text.len() < LARGE => None,
            Self::Each => {
                let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
                zlib.write_all(text.as_bytes()).ok()?;
                zlib.finish().ok()
            }
            Self::Stream(zlib) => {
                let (before, mut packed) = (zlib.total_in(), Vec::with_capacity(text.len() + 64));
                loop {
                    let done = usize::try_from(zlib.total_in() - before).unwrap_or(text.len());
                    zlib.compress_vec(&text.as_bytes()[done..], &mut packed, FlushCompress::Sync).ok()?;
                    // Room left over means that everything is out, the mark of the flush included.
                    if packed.len() < packed.capacity() {
                        return Some(packed);
                    }
                    packed.reserve(text.len() + 64);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};

    use super::*;

    #[test]
    fn a_stream_is_one_document_flushed_after_each_payload() {
        let mut sender = Packer::Stream(Box::new(Compress::new(Compression::fast(), true)));
        let mut zlib = Decompress::new(true);
        for text in ["{\"op\":10}".to_owned(), "x".repeat(10_000), (0..5000).map(|i| i.to_string()).collect()] {
            let packed = sender.pack(&text).unwrap();
            assert!(packed.ends_with(&[0, 0, 0xFF, 0xFF]));
            let mut out = Vec::with_capacity(text.len() + 1);
            zlib.decompress_vec(&packed, &mut out, FlushDecompress::Sync).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
