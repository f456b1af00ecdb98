//! Which types are records, and how each names people.

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer};

use super::super::{Family, PersonScope};
use super::older::Settings1;
use super::{Kept, OfGuild, OfPerson};
use crate::curation::{AuditLine, CuratedTip, Pseudonym, Settings};
use crate::learner::Learner;

impl Kept for Learner {
    const FAMILY: Family = Family(b'l');
    const SCHEMA: u16 = 1;
    const NAME: &'static str = "learner";
}

impl OfPerson for Learner {}

impl Kept for Settings {
    const FAMILY: Family = Family(b's');
    const SCHEMA: u16 = 2;
    const NAME: &'static str = "settings";

    fn older<'de, D: Deserializer<'de>>(schema: u16, older: D) -> Result<Self, D::Error> {
        match schema {
            1 => Settings1::deserialize(older).map(Self::from),
            _ => Err(D::Error::custom(format!("there never was a schema {schema}"))),
        }
    }
}

impl OfGuild for Settings {
    fn names(&self, _: &PersonScope) -> bool {
        false
    }

    fn forget(&mut self, _: &PersonScope) {}
}

impl Kept for CuratedTip {
    const FAMILY: Family = Family(b't');
    const SCHEMA: u16 = 1;
    const NAME: &'static str = "tip";
}

impl OfGuild for CuratedTip {
    fn names(&self, person: &PersonScope) -> bool {
        is(self.by, person)
    }

    fn forget(&mut self, _: &PersonScope) {
        self.by = None;
    }
}

impl Kept for AuditLine {
    const FAMILY: Family = Family(b'a');
    const SCHEMA: u16 = 1;
    const NAME: &'static str = "audit";
}

impl OfGuild for AuditLine {
    fn names(&self, person: &PersonScope) -> bool {
        is(self.by, person)
    }

    fn forget(&mut self, _: &PersonScope) {
        self.by = None;
    }
}

fn is(pseudonym: Option<Pseudonym>, person: &PersonScope) -> bool {
    pseudonym.is_some_and(|Pseudonym(bytes)| bytes == *person.as_bytes())
}
