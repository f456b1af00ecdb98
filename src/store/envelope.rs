//! How a record stands on disk: magic · format · schema · version · expiry · CRC-32C · payload.
//!
//! The checksum covers the key as well, so a value that ends up under another key is found out. Whatever the engine
//! below promises, a record that does not check is never served.

use super::{Key, Record};

const MAGIC: [u8; 2] = *b"Sp";
const FORMAT: u8 = 1;
const CHECKSUM_AT: usize = 21;
const PAYLOAD_AT: usize = 25;

/// The bytes are not a record of that key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotARecord;

pub(super) fn encode(key: &Key, record: &Record) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(PAYLOAD_AT + record.payload.len());
    bytes.extend(MAGIC);
    bytes.push(FORMAT);
    bytes.extend(record.schema.to_le_bytes());
    bytes.extend(record.version.to_le_bytes());
    bytes.extend(record.expires.unwrap_or(0).to_le_bytes());
    let checksum = checksum(key, &bytes, &record.payload);
    bytes.extend(checksum.to_le_bytes());
    bytes.extend(&record.payload);
    bytes
}

pub(super) fn decode(key: &Key, bytes: &[u8]) -> Result<Record, NotARecord> {
    let (head, rest) = bytes.split_at_checked(CHECKSUM_AT).ok_or(NotARecord)?;
    let (stored, payload) = rest.split_at_checked(PAYLOAD_AT - CHECKSUM_AT).ok_or(NotARecord)?;
    if head[..2] != MAGIC || head[2] != FORMAT || stored != checksum(key, head, payload).to_le_bytes() {
        return Err(NotARecord);
    }
    let expires = number(&head[13..21]);
    Ok(Record {
        schema: u16::from_le_bytes([head[3], head[4]]),
        version: number(&head[5..13]),
        expires: (expires != 0).then_some(expires),
        payload: payload.to_vec(),
    })
}

fn checksum(key: &Key, head: &[u8], payload: &[u8]) -> u32 {
    let sum = crc32c::crc32c(key.as_bytes());
    let sum = crc32c::crc32c_append(sum, head);
    crc32c::crc32c_append(sum, payload)
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Family, GuildScope};
    use super::*;

    fn key(id: &[u8]) -> Key {
        GuildScope::new(7).key(Family(1), id)
    }

    proptest! {
        #[test]
        fn comes_back_as_it_went_in(schema: u16, version: u64, expires in prop::option::of(1..u64::MAX), payload: Vec<u8>) {
            let record = Record { version, schema, expires, payload };
            prop_assert_eq!(decode(&key(b"a"), &encode(&key(b"a"), &record)), Ok(record));
        }

        #[test]
        fn any_flipped_bit_is_found(payload: Vec<u8>, at: prop::sample::Index, bit in 0..8_u8) {
            let record = Record { version: 3, schema: 1, expires: None, payload };
            let mut bytes = encode(&key(b"a"), &record);
            let at = at.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
            prop_assert_eq!(decode(&key(b"a"), &bytes), Err(NotARecord));
        }

        #[test]
        fn any_bytes_decode_without_panic(bytes: Vec<u8>) {
            let _ = decode(&key(b"a"), &bytes);
        }
    }

    #[test]
    fn a_value_under_another_key_is_found() {
        let record = Record { version: 3, schema: 1, expires: None, payload: b"x".to_vec() };
        assert_eq!(decode(&key(b"b"), &encode(&key(b"a"), &record)), Err(NotARecord));
    }
}
