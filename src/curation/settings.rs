//! What a server's moderators decide, and what differs between two decisions.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::Settings;

/// How long what moderators added is kept after the bot was removed, unless they say otherwise.
pub const RETENTION_DAYS: u16 = 30;
/// The longest they may say.
pub const MOST_RETENTION_DAYS: u16 = 365;
/// The most characters of the moderators' own text for distress, in UTF-16 units: never fewer than Discord counts.
pub const MOST_DISTRESS_TEXT: usize = 500;
/// Channels that may be listened to, and roles of moderators.
pub const MOST: usize = 50;

/// One of the things that are decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Channels with ambient answers.
    Channels,
    /// Roles of moderators.
    Moderators,
    /// Where changes are told.
    Log,
    /// How long records stay after the bot was removed.
    Retention,
    /// The pack that comes first.
    Pack,
    /// Whether ambient answers are off for now.
    Pause,
    /// Whether a quiet note tells where somebody may need a kind word.
    DistressNote,
    /// What a message in distress is answered with.
    DistressText,
}

impl Field {
    /// In the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Channels,
        Self::Pause,
        Self::Moderators,
        Self::Log,
        Self::Pack,
        Self::Retention,
        Self::DistressNote,
        Self::DistressText,
    ];
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Listen to one channel more.
    Listen(u64),
    /// Listen to one channel less.
    StopListening(u64),
    /// One role more whose members are moderators.
    Moderators(u64),
    /// One role less.
    NoModerators(u64),
    /// Where changes are told.
    Log(u64),
    /// How long records stay after the bot was removed, in days.
    Keep(u16),
    /// The pack that comes first.
    Pack(String),
    /// Whether a quiet note tells where somebody may need a kind word.
    DistressNote(bool),
    /// What a message in distress is answered with.
    DistressText(String),
    /// As if nobody had ever decided it.
    Reset(Field),
}

impl Settings {
    /// Takes a decision in; `false` where there is no room for one more. `usual` are the channels listened to while
    /// nobody has decided: adding one keeps them.
    pub fn decide(&mut self, decided: &Decided, usual: &[u64]) -> bool {
        match decided {
            Decided::Listen(channel) => return add(self.channels.get_or_insert_with(|| usual.to_vec()), *channel),
            Decided::StopListening(channel) => {
                self.channels.get_or_insert_with(|| usual.to_vec()).retain(|other| other != channel);
            }
            Decided::Moderators(role) => return add(&mut self.moderator_roles, *role),
            Decided::NoModerators(role) => self.moderator_roles.retain(|other| other != role),
            Decided::Log(channel) => self.log_channel = Some(*channel),
            Decided::Keep(days) => self.retention_days = Some((*days).min(MOST_RETENTION_DAYS)),
            Decided::Pack(pack) => self.home_pack = Some(pack.clone()),
            Decided::DistressNote(wanted) => self.distress_note = *wanted,
            Decided::DistressText(text) => self.distress_text = Some(text.clone()),
            Decided::Reset(field) => self.reset(*field),
        }
        true
    }

    fn reset(&mut self, field: Field) {
        match field {
            Field::Channels => self.channels = None,
            Field::Moderators => self.moderator_roles.clear(),
            Field::Log => self.log_channel = None,
            Field::Retention => self.retention_days = None,
            Field::Pack => self.home_pack = None,
            Field::Pause => self.paused_until = None,
            Field::DistressNote => self.distress_note = false,
            Field::DistressText => self.distress_text = None,
        }
    }

    /// What is decided otherwise in `other`.
    pub fn differences(&self, other: &Self) -> Vec<Field> {
        let differs = |field: &Field| match field {
            Field::Channels => self.channels != other.channels,
            Field::Moderators => self.moderator_roles != other.moderator_roles,
            Field::Log => self.log_channel != other.log_channel,
            Field::Retention => self.retention() != other.retention(),
            Field::Pack => self.home_pack != other.home_pack,
            Field::Pause => self.paused_until != other.paused_until,
            Field::DistressNote => self.distress_note != other.distress_note,
            Field::DistressText => self.distress_text != other.distress_text,
        };
        Field::ALL.into_iter().filter(differs).collect()
    }

    /// Whether nothing ambient is said at `now`, in seconds since 1970.
    pub fn is_paused(&self, now: u64) -> bool {
        self.paused_until.is_some_and(|until| now < until)
    }

    /// How long records stay after the bot was removed, in days.
    pub fn retention(&self) -> u16 {
        self.retention_days.unwrap_or(RETENTION_DAYS)
    }

    /// Whether the bot was removed so long ago that the records go.
    pub fn is_due(&self, today: Date) -> bool {
        let days: Span = i64::from(self.retention()).days();
        self.removed.is_some_and(|removed| removed.checked_add(days).is_ok_and(|end| today >= end))
    }
}

/// Adds what is not there yet, while there is room; whether it is there now.
fn add(list: &mut Vec<u64>, id: u64) -> bool {
    if !list.contains(&id) && list.len() < MOST {
        list.push(id);
    }
    list.contains(&id)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn adding_a_channel_keeps_the_usual_ones_and_resetting_brings_them_back() {
        let mut settings = Settings::default();
        settings.decide(&Decided::Listen(3), &[1, 2]);
        assert_eq!(settings.channels, Some(vec![1, 2, 3]));
        settings.decide(&Decided::Listen(3), &[9]);
        settings.decide(&Decided::StopListening(1), &[9]);
        assert_eq!(settings.channels, Some(vec![2, 3]));
        settings.decide(&Decided::Reset(Field::Channels), &[]);
        assert_eq!(settings.channels, None);
        settings.decide(&Decided::StopListening(1), &[1]);
        assert_eq!(settings.channels, Some(vec![]), "nowhere is a decision, too");
    }

    #[test]
    fn there_is_room_for_so_many() {
        let mut settings = Settings::default();
        for role in 0..MOST as u64 {
            assert!(settings.decide(&Decided::Moderators(role), &[]));
        }
        assert!(!settings.decide(&Decided::Moderators(99), &[]) && settings.decide(&Decided::Moderators(1), &[]));
        assert_eq!(settings.moderator_roles.len(), MOST);
    }

    #[test]
    fn differences_are_the_decisions_that_changed() {
        let (old, mut new) = (Settings::default(), Settings::default());
        new.decide(&Decided::Keep(RETENTION_DAYS), &[]);
        assert_eq!(old.differences(&new), [], "the usual, said aloud, is no change");
        new.decide(&Decided::Keep(7), &[]);
        new.decide(&Decided::Moderators(5), &[]);
        new.welcomed = true;
        assert_eq!(old.differences(&new), [Field::Moderators, Field::Retention]);
    }

    #[test]
    fn a_pause_ends_by_itself_and_records_go_when_their_time_is_over() {
        let mut settings = Settings { paused_until: Some(100), ..Settings::default() };
        assert!(settings.is_paused(99) && !settings.is_paused(100));
        assert!(!settings.is_due(date(2030, 1, 1)), "it was never removed");
        settings.removed = Some(date(2026, 11, 1));
        assert!(!settings.is_due(date(2026, 11, 30)) && settings.is_due(date(2026, 12, 1)));
        settings.retention_days = Some(1);
        assert!(settings.is_due(date(2026, 11, 2)));
    }
}
