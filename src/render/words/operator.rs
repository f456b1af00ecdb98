//! What the operator reads on the command line.

use std::fmt::Write as _;
use std::path::Path;

/// The token, in a check-up.
pub const TOKEN: &str = "token";
/// What the bot may hear.
pub const INTENTS: &str = "intents";
/// What the bot may do.
pub const PERMISSIONS: &str = "permissions";
/// The data.
pub const STORE: &str = "store";
/// The disk.
pub const DISK: &str = "disk";
/// The pages and intents.
pub const CONTENT: &str = "content";

/// The lines of a check-up, in their order.
pub const ORDER: [&str; 6] = [TOKEN, INTENTS, PERMISSIONS, STORE, DISK, CONTENT];

/// A line of a check-up, and the line that says what to do.
pub fn finding(what: &str, ok: bool, says: &str, advice: &str) -> String {
    let mark = if ok { '✓' } else { '✗' };
    let mut text = format!("{mark} {what:<12} {says}\n");
    if !ok && !advice.is_empty() {
        let _ = writeln!(text, "  → {advice}");
    }
    text
}

/// Who answered.
pub fn by_the_bot(process: u32) -> String {
    format!("Answered by the running bot, process {process}.")
}

/// The token was taken.
pub fn accepted(server: &str, name: &str) -> String {
    format!("{server} knows this bot as {name}")
}
/// The server could not be asked.
pub fn no_answer(server: &str) -> String {
    format!("there is one, but {server} did not answer, so it is not known whether it is good")
}
/// What to do then.
pub const NO_ANSWER_ADVICE: &str =
    "Check this machine's network (and SIGNPOST_DISCORD_API, if it is set), then look again.";
/// The server refused it.
pub fn token_refused(server: &str) -> String {
    format!("{server} refuses it")
}
/// What to do then.
pub const TOKEN_REFUSED_ADVICE: &str = "Make a new one in the developer portal under Bot → Reset Token, put it in DISCORD_TOKEN (or in the file that DISCORD_TOKEN_FILE names), and start again.";

/// What cannot be looked at without a token that is taken.
pub const NOT_LOOKED_AT: &str = "not known without a token that is accepted";
/// What to do then.
pub const TOKEN_FIRST: &str = "See to the token first.";
/// The server does not say.
pub const NOT_TOLD: &str = "this server does not say";
/// May read messages.
pub const CONTENT_GRANTED: &str = "the text of messages is granted";
/// Does not want to read messages.
pub const CONTENT_OFF: &str = "the text of messages is not asked for (SIGNPOST_MESSAGE_CONTENT is off)";
/// May not read messages.
pub const CONTENT_MISSING: &str = "the text of messages is not granted: it answers only when it is addressed";
/// What to do then.
pub const CONTENT_MISSING_ADVICE: &str = "Switch on Message Content Intent in the developer portal under Bot, then start again. If it shall answer only when addressed, set SIGNPOST_MESSAGE_CONTENT=off.";

/// In no server.
pub const NO_SERVERS: &str = "it is in no server yet";
/// What to do then.
pub const NO_SERVERS_ADVICE: &str = "Invite it: developer portal → OAuth2 → URL Generator, scopes bot and applications.commands, permissions View Channels, Send Messages, Send Messages in Threads, Embed Links, Read Message History.";
/// All is permitted.
pub fn permitted(servers: usize) -> String {
    format!("everything it needs, in {}", counted(servers, "server"))
}
/// Something is not permitted.
pub fn lacking(servers: &[(String, Vec<&'static str>)]) -> String {
    let one = |(name, missing): &(String, Vec<&'static str>)| format!("{name} lacks {}", missing.join(", "));
    let mut text = servers.iter().take(3).map(one).collect::<Vec<_>>().join("; ");
    if servers.len() > 3 {
        let _ = write!(text, "; and {} more", servers.len() - 3);
    }
    text
}
/// What to do then.
pub const LACKING_ADVICE: &str = "Give the bot's role there these permissions: Server Settings → Roles.";

/// Nothing is kept yet.
pub fn no_data_yet(directory: &Path) -> String {
    format!("nothing is kept yet; the first start makes {}", directory.display())
}
/// What is kept.
pub fn store(records: usize, bytes: u64, directory: &Path, schemas: &[(&str, u16)]) -> String {
    let schemas: Vec<String> = schemas.iter().map(|(name, schema)| format!("{name} {schema}")).collect();
    let (records, size) = (counted(records, "record"), size(bytes));
    format!("{records}, {size} in {}; schemas: {}", directory.display(), schemas.join(", "))
}
/// Some of it cannot be read.
pub fn damaged(records: usize, directory: &Path) -> String {
    format!("{} in {} cannot be read and are not served", counted(records, "record"), directory.display())
}
/// What to do then.
pub fn damaged_advice(directory: &Path) -> String {
    format!(
        "To have them back, stop the bot and run `signpost restore FILE` with the newest backup from before: {}/backups has the daily ones. What changed since is lost then.",
        directory.display()
    )
}
/// The data could not be read at all.
pub const STORE_FAILED_ADVICE: &str =
    "Look at the disk (`dmesg` says what it complains of), then start the bot again: it mends what it can.";
/// How much room there is.
pub fn free(bytes: u64) -> String {
    format!("{} free", size(bytes))
}
/// Too little of it.
pub fn free_advice(needed: u64, directory: &Path) -> String {
    format!("Make room on the disk of {}: at least {} should be free.", directory.display(), size(needed))
}
/// The disk could not be asked.
pub fn disk_advice(directory: &Path) -> String {
    format!("Check that {} is there and may be read.", directory.display())
}

/// Pages and intents without a problem.
pub fn content(files: usize, warnings: usize) -> String {
    match warnings {
        0 => format!("{}, no problems", counted(files, "file")),
        _ => format!("{}, no problems, {}", counted(files, "file"), counted(warnings, "warning")),
    }
}
/// Pages and intents with problems.
pub fn content_problems(problems: usize) -> String {
    counted(problems, "problem")
}
/// What to do then.
pub const CONTENT_ADVICE: &str = "Run `signpost check`: it says where each is and what to do.";

/// Something failed.
pub fn failed(why: &str) -> String {
    format!("It could not be done: {why}.")
}
/// Whoever asked has gone.
pub const GONE: &str = "Whoever asked is gone.";
/// Too many ask at once.
pub const BUSY: &str = "The bot answers several others at its control socket. Try again in a moment.";
/// What was sent is no request.
pub const NO_REQUEST: &str = "This is no request that can be understood. Use the `signpost` command to ask.";
/// A request that never came.
pub const TOO_SLOW: &str = "No request came in time.";
/// Another version of the protocol.
pub fn other_version(theirs: u32, ours: u32) -> String {
    format!(
        "The command and the running bot are of different versions of Signpost (they speak {theirs} and {ours}). Use the command of the bot's version."
    )
}
/// The socket may not be used.
pub fn not_permitted(socket: &Path) -> String {
    format!("{} belongs to another user. Run this as the user whom the bot runs as, or as root.", socket.display())
}
/// The answer ended half way.
pub fn cut_off(why: &str) -> String {
    format!("The bot stopped answering half way ({why}). Try again; if it has been stopped, that works as well.")
}
/// The data is another process's, which does not answer.
pub fn held(directory: &Path, holder: &str) -> String {
    format!(
        "{} is in use by process {holder}, which does not answer at its control socket. It may be starting or stopping: try again in a moment.",
        directory.display()
    )
}
/// There is no data.
pub fn no_data(directory: &Path) -> String {
    format!("{} holds no data. Name the data directory with --data DIR or SIGNPOST_DATA.", directory.display())
}

/// A backup is made.
pub fn backed_up(records: u64, damaged: usize) -> String {
    let records = counted(usize::try_from(records).unwrap_or(usize::MAX), "record");
    match damaged {
        0 => format!("{records}."),
        _ => format!("{records}. {} cannot be read and are not in it.", counted(damaged, "more record")),
    }
}
/// Where the backup is.
pub fn backup_is_at(path: &Path, note: &str) -> String {
    format!(
        "{}: {note} Keep it as private as the data directory: whoever has it can tell whose records they are.",
        path.display()
    )
}
/// A backup could not be written.
pub fn cannot_write(path: &Path, why: &str) -> String {
    format!("Cannot write {}: {why}. Name a file in a folder that you may write in and that has room.", path.display())
}
/// A person's records are handed over.
pub fn exported(records: usize) -> String {
    match records {
        0 => "Nothing is kept about this person.".to_owned(),
        _ => format!("{}.", counted(records, "record")),
    }
}
/// A person is erased.
pub fn forgotten(records: usize, anonymised: usize) -> String {
    format!(
        "Erased, from the daily backups too: {} of their own; {} of servers no longer name them. Backups that you keep elsewhere still have them until you restore one: then they are erased again.",
        counted(records, "record"),
        counted(anonymised, "record")
    )
}

/// A restore is done.
pub fn restored(made: &str, records: usize, erased: usize, expired: usize, directory: &Path) -> String {
    let mut text = format!("{} of {made} are in {}.", counted(records, "record"), directory.display());
    if erased > 0 {
        let _ = write!(text, " {} of people who were erased since stay erased.", counted(erased, "record"));
    }
    if expired > 0 {
        let _ = write!(text, " {} had not been used for so long that their time is over.", counted(expired, "record"));
    }
    text
}
/// Where what was there before is.
pub fn aside(aside: &Path) -> String {
    format!(
        "What was there before is in {}. Remove that folder once all is well, for it still holds what people erase from now on; after 30 days a running bot does.",
        aside.display()
    )
}
/// Files could not be given to the directory's user.
pub fn not_given(why: &str) -> String {
    format!(
        "Not every file in the data directory belongs to the directory's user ({why}). Give them to the user whom the bot runs as: chown -R."
    )
}
/// Who was erased lately is not known.
pub const FORGETFUL: &str = "The database that was there is damaged, so whoever asked to be erased after the newest daily backup is not known: use `signpost forget-user ID` for whom you remember.";

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    for (unit, of) in UNITS {
        if bytes >= of {
            let (whole, tenth) = (bytes / of, bytes % of * 10 / of);
            return if whole >= 100 { format!("{whole} {unit}") } else { format!("{whole}.{tenth} {unit}") };
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let said = [0, 999, 1_000, 1_550_000, 123_456_789, 20_000_000_000].map(size);
        assert_eq!(said, ["0 bytes", "999 bytes", "1.0 kB", "1.5 MB", "123 MB", "20.0 GB"]);
    }

    #[test]
    fn a_trouble_says_what_to_do() {
        assert_eq!(finding("disk", true, "2 GB free", ""), "✓ disk         2 GB free\n");
        assert_eq!(finding("disk", false, "1 MB free", "Make room."), "✗ disk         1 MB free\n  → Make room.\n");
    }
}
