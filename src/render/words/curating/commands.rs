//! What the moderators' commands and their options are for.

/// An option and its description.
type Described = (&'static str, &'static str);

/// Every command for moderators with its description, and every option of it with its own.
pub const COMMANDS: &[(&str, &str, &[Described])] = &[
    ("curate", "For moderators: this server's tips and settings", &[]),
    ("curate tip", "This server's own tips", &[]),
    (
        "curate tip add",
        "Write a tip: it shows in /tip and rides along on answers",
        &[("topic", "What it is about; leave it out if it fits anywhere"), ("also", "A second topic")],
    ),
    ("curate tip list", "See this server's own tips", &[]),
    (
        "curate tip edit",
        "Change a tip, or what it is about",
        &[
            ("tip", "Some words of it"),
            ("topic", "A new topic in place of the old ones; \"none\" if it fits anywhere"),
            ("also", "A second topic"),
        ],
    ),
    ("curate tip remove", "Take a tip away", &[("tip", "Some words of it")]),
    (
        "curate tip push",
        "Post a tip in a channel, once, after a preview",
        &[("tip", "Some words of it"), ("channel", "Where it goes; nobody is pinged")],
    ),
    (
        "curate settings",
        "Where I answer unasked, who moderates, where changes are told, what I say in distress",
        &[
            ("listen", "Answer unasked in this channel, too"),
            ("stop-listening", "No longer answer unasked in this channel"),
            ("moderators", "Members with this role moderate me, too"),
            ("no-moderators", "Members with this role no longer do"),
            ("log", "Tell every change in this channel"),
            ("keep-days", "Days that tips and settings are kept after I was removed"),
            ("pack", "The pack whose pages come first here"),
            ("distress-note", "A quiet note in the log channel where somebody may need a kind word"),
            ("distress-text", "Your own words for somebody in distress who calls me"),
            ("reset", "What should be as if nobody had set it"),
        ],
    ),
    ("curate try", "What I would answer to this, here, and why", &[("message", "As a member would write it")]),
    (
        "curate pause",
        "Answer nobody unasked for a while",
        &[("hours", "For how many hours; leave it out to pause until you resume")],
    ),
    ("curate history", "Who changed what, and when", &[]),
];
