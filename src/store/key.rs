//! Keys. Every key starts with a scope; ids of people are never written, only pseudonyms made with this installation's secret.

use std::fmt;

use secrecy::{ExposeSecret, SecretBox};

/// Names a record.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(Vec<u8>);

impl Key {
    /// The bytes, as the database orders them.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// Everything of everybody: people, servers, and whoever was erased. In this order: what is erased while it is read
    /// is found among the tombstones.
    pub(super) fn everything() -> [Self; 3] {
        [Self::of_all_people(), Self::of_all_guilds(), Self::tombstones()]
    }

    /// Everything of every person.
    pub(super) fn of_all_people() -> Self {
        Self(b"p".to_vec())
    }

    /// Everything of every server.
    pub(super) fn of_all_guilds() -> Self {
        Self(b"g".to_vec())
    }

    /// The server whose record it is.
    pub(super) fn guild(&self) -> Option<GuildScope> {
        match self.names()? {
            Named::Guild(guild, ..) => Some(guild),
            Named::Person(..) | Named::Erased(_) => None,
        }
    }

    /// Whose record it is, and of which kind; `None` for the store's own notes.
    pub(super) fn names(&self) -> Option<Named<'_>> {
        let (first, rest) = self.0.split_first()?;
        match first {
            b'p' => match rest.split_first_chunk::<16>()? {
                (person, [family]) => Some(Named::Person(PersonScope(*person), Family(*family))),
                _ => None,
            },
            b'g' => {
                let (guild, rest) = rest.split_first_chunk::<8>()?;
                let (family, id) = rest.split_first()?;
                Some(Named::Guild(GuildScope(u64::from_be_bytes(*guild)), Family(*family), id))
            }
            _ => {
                self.0.strip_prefix(Self::tombstones().as_bytes())?.try_into().ok().map(PersonScope).map(Named::Erased)
            }
        }
    }

    /// Everybody who was erased.
    pub(super) fn tombstones() -> Self {
        Self::internal(b"tombstone:")
    }

    /// That this person was erased.
    pub(super) fn tombstone(person: &PersonScope) -> Self {
        Self([Self::tombstones().as_bytes(), person.as_bytes()].concat())
    }

    /// The key of the store's own notes (its sequence number, tombstones).
    pub(super) fn internal(name: &[u8]) -> Self {
        Self([b"s", name].concat())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.0.escape_ascii())
    }
}

/// What a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// A person's record of that kind.
    Person(PersonScope, Family),
    /// A server's record of that kind and id.
    Guild(GuildScope, Family, &'a [u8]),
    /// That a person was erased.
    Erased(PersonScope),
}

impl Named<'_> {
    /// The kind of record.
    pub(super) fn family(&self) -> Option<Family> {
        match self {
            Self::Person(_, family) | Self::Guild(_, family, _) => Some(*family),
            Self::Erased(_) => None,
        }
    }
}

/// A kind of record, in one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Family(pub u8);

/// Makes pseudonyms of people from this installation's secret.
pub struct Pseudonyms(SecretBox<[u8; 32]>);

impl Pseudonyms {
    /// From the installation's secret.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(secret)))
    }

    /// Hands the secret to `to`, for a copy that must be able to name the same people.
    pub(super) fn reveal<T>(&self, to: impl FnOnce(&[u8; 32]) -> T) -> T {
        to(self.0.expose_secret())
    }

    /// The scope of that person. The id cannot be had back from it without the secret and a guess.
    pub fn person(&self, user: u64) -> PersonScope {
        let hash = blake3::keyed_hash(self.0.expose_secret(), &user.to_be_bytes());
        let mut pseudonym = [0; 16];
        pseudonym.copy_from_slice(&hash.as_bytes()[..16]);
        PersonScope(pseudonym)
    }
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms")
    }
}

/// One person's records, the same in every server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonScope([u8; 16]);

impl PersonScope {
    /// The scope of a pseudonym that a record or a tombstone names.
    pub(super) fn from_bytes(pseudonym: [u8; 16]) -> Self {
        Self(pseudonym)
    }

    /// The pseudonym, for records that name a person.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Everything of this person.
    pub fn all(&self) -> Key {
        Key([&b"p"[..], &self.0].concat())
    }

    /// One record of this person.
    pub fn key(&self, family: Family) -> Key {
        Key([&b"p"[..], &self.0, &[family.0]].concat())
    }
}

/// One server's records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GuildScope(u64);

impl GuildScope {
    /// The server of that id.
    pub fn new(guild: u64) -> Self {
        Self(guild)
    }

    /// The server's id.
    pub fn id(self) -> u64 {
        self.0
    }

    /// Everything of this server.
    pub fn all(self) -> Key {
        Key([&b"g"[..], &self.0.to_be_bytes()].concat())
    }

    /// All records of one kind.
    pub fn family(self, family: Family) -> Key {
        Key([&b"g"[..], &self.0.to_be_bytes(), &[family.0]].concat())
    }

    /// One record of one kind.
    pub fn key(self, family: Family, id: &[u8]) -> Key {
        Key([&b"g"[..], &self.0.to_be_bytes(), &[family.0], id].concat())
    }
}
