//! Record types to and from payloads: postcard, with the schema beside it in the envelope.

use super::super::{Record, Write};
use super::{Kept, RecordError};

pub(super) fn write<T: Kept>(record: &T, expires: Option<u64>) -> Result<Write, RecordError> {
    let payload = postcard::to_stdvec(record).map_err(|_| RecordError::Garbled { name: T::NAME })?;
    Ok(Write::Put { schema: T::SCHEMA, payload, expires })
}

pub(super) fn read<T: Kept>(record: &Record) -> Result<T, RecordError> {
    if record.schema > T::SCHEMA {
        return Err(RecordError::Newer { name: T::NAME, found: record.schema, known: T::SCHEMA });
    }
    let garbled = |_| RecordError::Garbled { name: T::NAME };
    if record.schema == T::SCHEMA {
        return postcard::from_bytes(&record.payload).map_err(garbled);
    }
    T::older(record.schema, &mut postcard::Deserializer::from_bytes(&record.payload)).map_err(garbled)
}
