//! Everything the bot says that does not come from `knowledge/`. Short, warm, plain; "you", never "one"; no hype,
//! no scolding, no exclamation marks. Change the wording here and nowhere else.

pub mod curating;
pub mod law;
pub mod operator;
pub mod path;

use jiff::civil::Date;

use super::grammar::{article, date, either};
pub(super) use super::grammar::{capital, list, mid};

use crate::advisor::{Kind, Layer, Weight};

// ---------------------------------------------------------------------------------------------- buttons

/// Shows what a card left out.
pub const MORE: &str = "More";
/// Why the bot answered as it did.
pub const WHY: &str = "Why this answer?";
/// Posts a private answer in the channel.
pub const SHARE: &str = "Share";
/// Takes an answer away.
pub const DISMISS: &str = "Dismiss";
/// None of the readings offered.
pub const NONE_OF_THESE: &str = "None of these";
/// Sets a goal.
pub const MAKE_GOAL: &str = "Make this my goal";
/// The way between two roles.
pub const SHOW_PATH: &str = "Show the whole path";
/// What the bot can do.
pub const WHAT_I_CAN_DO: &str = "What I can do";
/// A role's skills and tools.
pub const WHAT_IT_ASKS: &str = "What it asks for";
/// Pay.
pub const PAY: &str = "Pay";
/// How to get there from nothing.
pub const HOW_TO_GET_THERE: &str = "How to get there";
/// The ladder.
pub const LADDER: &str = "The ladder";
/// Figures that are long out of date.
pub const OLD_FIGURES: &str = "Show the old figures";

/// A button that compares with another page.
pub fn versus(other: &str) -> String {
    format!("Compare with {}", mid(other))
}

/// A button for the way from one role to another.
pub fn path_button(from: &str, to: &str) -> String {
    format!("From {} to {}", mid(from), mid(to))
}

// ---------------------------------------------------------------------------------------------- a page's facts

/// How much a role asks for something.
pub fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Essential => "Essential",
        Weight::Expected => "Expected",
        Weight::Helps => "Helps",
    }
}

/// Skills and tools on a role's card.
pub const ASKS_FOR: &str = "Asks for";
/// Tools on a role's card.
pub const TOOLS: &str = "Tools";
/// What to know before.
pub const KNOW_FIRST: &str = "Know first";
/// How long it takes.
pub const TIME: &str = "Time";
/// Roles that ask for a skill or a tool.
pub const ASKED_OF: &str = "Asked of";
/// Other tools.
pub const INSTEAD: &str = "Instead of it";
/// A tip on a card.
pub const TIP: &str = "Tip";

/// The title of a role's skills.
pub fn skills_title(role: &str) -> String {
    format!("{role}: what it asks for")
}

/// One section of a page, as a title.
pub fn section_title(page: &str, section: &str) -> String {
    format!("{page}: {}", mid(section))
}

/// What a level adds to a role's skills.
pub fn at_level(level: &str) -> String {
    format!("At {} level", mid(level))
}

/// "10–20 hours".
pub fn hours(low: u16, high: u16) -> String {
    if low == high { format!("about {low} hours") } else { format!("{low}–{high} hours") }
}

/// Marks a figure as ours.
pub const ESTIMATE: &str = "*(estimate)*";

/// Marks a figure as a source's.
pub fn says(source: &str) -> String {
    format!("*(says {source})*")
}

// ---------------------------------------------------------------------------------------------- footer

/// Where an answer comes from.
pub fn from_sources(sources: &[String]) -> String {
    format!("From: {}", sources.join(", "))
}

/// An answer that no source states.
pub const GENERAL_ADVICE: &str = "General advice, not taken from a source";

/// The day a page was compared with its sources.
pub fn compared(day: Date) -> String {
    format!("compared with its sources {}", date(day))
}

/// The day a page without sources was last looked at.
pub fn looked_at(day: Date) -> String {
    format!("last looked at {}", date(day))
}

/// Where a page was added, if not by the program.
pub fn layer(layer: &Layer) -> Option<String> {
    match layer {
        Layer::Base => None,
        Layer::Pack(name) => Some(format!("from the pack {name}")),
        Layer::Server => Some("this server's own entry".to_owned()),
    }
}

/// The last day a figure is shown without a notice.
pub fn shown_until(day: Date) -> String {
    format!("shown until {}", date(day))
}

// ---------------------------------------------------------------------------------------------- pay

/// The title of a pay card.
pub fn pay_title(role: Option<&str>) -> String {
    role.map_or_else(|| "Pay".to_owned(), |role| format!("Pay: {}", mid(role)))
}

/// The bands that hold for developers in general.
pub fn bands_in_general(region: &str, year: i16) -> String {
    format!("**Pay by level** (Python developers in general, {year}; {region})")
}

/// The bands of one role.
pub fn bands_of_role(region: &str, year: i16) -> String {
    format!("**Pay by level** ({region}, {year})")
}

/// Said of a figure without a level.
pub const ANY_LEVEL: &str = "All levels";

/// The band has no upper end.
pub const AND_MORE: &str = "and more";

/// What it is paid per.
pub fn per(period: crate::advisor::Period) -> &'static str {
    match period {
        crate::advisor::Period::Year => "per year",
        crate::advisor::Period::Month => "per month",
        crate::advisor::Period::Hour => "per hour",
    }
}

/// A difference by field, as a source's claim.
pub fn premium(source: &str, field: &str, low: u8, high: u8) -> String {
    format!("{source} adds that {field} often earn {low}–{high} % more.")
}

/// Said of such a difference past its date.
pub fn premium_is_old(day: Date) -> String {
    format!("That was due for a check on {}.", date(day))
}

/// Said under every pay card.
pub const ASK_LOCALLY: &str = "Pay depends on where you live: ask for local numbers too.";

/// A figure past its date.
pub fn past_its_date(day: Date) -> String {
    format!("These figures were due for a check on {}. Take them as history, not as today's pay.", date(day))
}

/// Figures so old that they are not shown unasked.
pub fn too_old(year: i16) -> String {
    format!(
        "The pay figures I have are from {year} and long overdue for a check, so I leave them out. Ask for local numbers: people in the role, job adverts near you."
    )
}

/// No figures at all.
pub const NO_PAY: &str =
    "I have no pay figures with a source for that. People in the role and job adverts near you are the better guide.";

// ---------------------------------------------------------------------------------------------- ladder

/// The title of a ladder.
pub fn ladder_title(role: Option<&str>) -> String {
    role.map_or_else(|| "The career ladder".to_owned(), |role| format!("{role}: the ladder"))
}

/// What a level expects.
pub const EXPECTED_OF_YOU: &str = "What is expected";
/// How to reach the next level.
pub const TO_GO_UP: &str = "To go up";

// ---------------------------------------------------------------------------------------------- compare

/// The title of a comparison.
pub fn compare_title(a: &str, b: &str) -> String {
    format!("{a} or {}", mid(b))
}

/// What both ask for.
pub const BOTH: &str = "Both";

/// What only one asks for.
pub fn only(title: &str) -> String {
    format!("Only {}", mid(title))
}

/// Where both of two are asked for.
pub const BOTH_ASKED_OF: &str = "Both are asked of";

/// What one role sees in the other.
pub fn seen_from(title: &str, other: &str) -> String {
    format!("For {} {}, {} {}", article(title), mid(title), article(other), mid(other))
}

/// When to choose one of two.
pub fn choose_when(title: &str) -> String {
    format!("Choose {} when", mid(title))
}

/// Where one of two is asked for.
pub fn asked_of(title: &str) -> String {
    format!("{title} is asked of")
}

// ---------------------------------------------------------------------------------------------- recommend

/// The title of a recommendation.
pub fn recommend_title(task: Option<&str>) -> String {
    task.map_or_else(|| "Tools to look at".to_owned(), |task| format!("Tools for: {task}"))
}

/// The title where no tool is for what was asked.
pub const NO_TOOL: &str = "No tool that I know well enough";

/// Under it.
pub const NO_TOOL_YET: &str =
    "I keep no page on a tool for that, and I don't guess. Ask in the channel: somebody here may use one every day.";

/// Under a recommendation of several.
pub const PICK_ONE: &str = "Any of these will do for a first project. Pick one and finish something with it.";

// ---------------------------------------------------------------------------------------------- path

/// What comes behind the first few.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// The hours a week a duration is given for.
pub const HOURS_A_WEEK: u32 = 6;

/// "Roughly 5–9 months at 6 hours a week (estimate)".
pub fn months(low: u32, high: u32) -> String {
    let span = if low == high { format!("{low}") } else { format!("{low}–{high}") };
    let unit = if high == 1 { "month" } else { "months" };
    format!("Roughly {span} {unit} at {HOURS_A_WEEK} hours a week {ESTIMATE}")
}

/// A duration that a page gives.
pub fn weeks(low: u16, high: u16, whose: &str) -> String {
    if high < 14 {
        return format!("Roughly {low}–{high} weeks {whose}");
    }
    let (low, high) = (u32::from(low), u32::from(high));
    if low >= 104 {
        return format!("Roughly {}–{} years {whose}", low / 52, high.div_ceil(52));
    }
    // 52 weeks in 12 months; the lower end down, the upper end up.
    format!("Roughly {}–{} months {whose}", (low * 12 / 52).max(1), (high * 12).div_ceil(52))
}

// ---------------------------------------------------------------------------------------------- small talk

/// A greeting returned.
pub const GREET: &str = "Hello. Ask me about a role, a tool or a skill, or tell me where you want to get to: \"how do I go from data analyst to data engineer?\"";
/// Thanks returned.
pub const THANKS: &str = "You're welcome. Good luck with the next step.";
/// A message in distress. Never about work, never with buttons.
pub const DISTRESS: &str = "I'm sorry it's this hard right now. I'm only a bot for career questions, so please talk to people you trust, or to a crisis line where you live.";

// ---------------------------------------------------------------------------------------------- help

/// The title of help.
pub const HELP_TITLE: &str = "What you can ask me";
/// Help, by task.
pub const HELP: &[(&str, &str)] = &[
    ("Find your way", "\"how do I go from data analyst to data engineer?\" or `/path`"),
    ("Understand a role", "\"what does an MLOps engineer do?\", what it asks for, what it pays: `/role`"),
    ("Choose a tool", "\"django or flask?\", \"what for a small API?\": `/tool`, `/compare`"),
    ("Learn a skill", "what to learn first, how to practise, how to tell you have it: `/skill`"),
    ("Look for work", "CV, portfolio, first job, interviews: just ask, or `/faq`"),
    ("Move up", "\"what comes after senior?\", \"what is expected of a mid-level?\": just ask"),
];
/// How to reach the bot.
pub const HELP_HOW: &str = "In a channel, mention me or reply to me; in a direct message, just write. With a right click on any message, \"Answer from the guide\" answers it for you alone.";
/// What the bot is.
pub const HELP_WHAT: &str =
    "I answer from written pages with their sources. I'm no language model: what I don't know, I say.";

// ---------------------------------------------------------------------------------------------- choices

/// Two to five readings.
pub const DO_YOU_MEAN: &str = "Do you mean one of these?";
/// After "None of these".
pub const NONE_FITS: &str = "Then I don't have it, or I need other words. Name the role, the tool or the skill, and what you want to know about it.";
/// Nothing fits, with the nearest pages.
pub const UNKNOWN_NEAREST: &str = "I don't know; that is outside what I'm kept up to date on. Nearest I have:";
/// Nothing fits and nothing is near.
pub const UNKNOWN: &str = "I don't know; that is outside what I'm kept up to date on. I know roles, tools, skills, and the way from one to another.";
/// An empty question.
pub const ASK_ME: &str = "You called me without a question. Ask in plain words, or see what I can do.";

/// Nothing is called that, but something is near. `typed` is already escaped.
pub fn did_you_mean(kind: &str, typed: &str) -> String {
    format!("I have no {kind} called \"{typed}\". Do you mean one of these?")
}

/// Nothing is called that. `typed` is already escaped.
pub fn no_such(kind: &str, typed: &str) -> String {
    format!("I have no {kind} called \"{typed}\", nor anything near it.")
}

/// A kind of page in an answer to a member.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Role => "role",
        Kind::Tool => "tool",
        Kind::Skill => "skill",
        Kind::Faq => "question",
        Kind::Transition => "path",
    }
}

/// A tool or a skill, where both are looked up.
pub const TOOL_OR_SKILL: &str = "tool or skill";
/// Anything.
pub const PAGE: &str = "page";

// ---------------------------------------------------------------------------------------------- acts, until there is a store

/// A goal can't be kept yet.
pub fn no_goal_yet(to: &str) -> String {
    format!(
        "{} is a goal to work with. I can't remember goals on this server yet, but the way there I can show you.",
        capital(to)
    )
}

/// Progress can't be kept yet.
pub fn no_done_yet(items: &[String]) -> String {
    if items.is_empty() {
        return "I can't keep a list of what you know on this server yet. Tell me two roles and I show what separates them: `/path`.".to_owned();
    }
    format!(
        "Good to have: {}. I can't keep a list of what you know on this server yet; for what comes next, try `/path`.",
        items.join(", ")
    )
}

/// Progress can't be shown yet.
pub const NO_PROGRESS_YET: &str =
    "I can't keep track of progress on this server yet. `/path` shows what lies between two roles, in order.";
/// The next step can't be known yet.
pub const NO_NEXT_YET: &str = "I can't remember goals on this server yet, so I don't know your next step. Tell me where you are and where you want to get to, or use `/path`.";

// ---------------------------------------------------------------------------------------------- what a person wants and knows

/// Takes back what one message or command noted.
pub const UNDO: &str = "Undo";
/// The page of the next step.
pub const WHAT_IS_IT: &str = "What is it?";
/// Marks the next step as learned.
pub const DONE_WITH_IT: &str = "I know that";
/// Shows somebody's own record to them alone.
pub const SHOW_ME: &str = "Show me";
/// The whole of how it goes.
pub const MY_PROGRESS: &str = "My progress";
/// A goal was set.
pub fn goal_set(role: &str, level: Option<&str>) -> String {
    match level {
        Some(level) => format!("Your goal is **{}**, {} level.", mid(role), mid(level)),
        None => format!("Your goal is **{}**.", mid(role)),
    }
}
/// The goal before.
pub fn instead_of(role: &str) -> String {
    format!("It was {} before.", mid(role))
}
/// Things marked as learned, titles already in place.
pub fn noted(titles: &str) -> String {
    format!("Noted: {titles}.")
}
/// Things that were marked before.
pub fn known_before(titles: &str) -> String {
    format!("You had told me before: {titles}.")
}
/// No room for more.
pub fn no_room(titles: &str) -> String {
    format!("Your list is full, so I left out: {titles}.")
}
/// A call was taken back.
pub fn taken_back(titles: &str) -> String {
    format!("Taken back: {titles}.")
}
/// A call was taken back before.
pub const NOTHING_TO_TAKE_BACK: &str = "There is nothing left to take back here.";
/// "Data engineer: 41 % → 48 %."
pub fn from_to(role: &str, before: u8, after: u8) -> String {
    if before == after { stands(role, after) } else { format!("{role}: {before} % → {after} %.") }
}
/// "Data engineer: 48 %."
pub fn stands(role: &str, percent: u8) -> String {
    format!("{role}: {percent} %.")
}
/// The next step and why.
pub fn next_step(title: &str, why: &str) -> String {
    format!("Next: **{}** ({why}).", mid(title))
}
/// A role asks for it.
pub fn asked_this_much(weight: Weight) -> &'static str {
    match weight {
        Weight::Essential => "essential for your goal, and needs nothing else first",
        Weight::Expected => "expected for your goal, and needs nothing else first",
        Weight::Helps => "it helps, and needs nothing else first",
    }
}
/// A later step needs it.
pub fn needed_for(title: &str) -> String {
    format!("you need it for {}", mid(title))
}
/// The title of how it goes.
pub fn progress_title(role: &str) -> String {
    format!("On the way to {}", mid(role))
}
/// The percentage, explained.
pub fn progress_line(percent: u8) -> String {
    format!(
        "You have **{percent} %** of what the role asks for, what comes before it included; essential things weigh most."
    )
}
/// Everything is learned.
pub fn all_there(role: &str) -> String {
    format!("Nothing that I know of keeps you from applying as {} {}.", article(role), mid(role))
}
/// What somebody knows of what the goal asks for.
pub const YOU_KNOW: &str = "You know";
/// What is left.
pub const STILL_TO_LEARN: &str = "Still to learn, in order";
/// What somebody marked, where there is no goal to hold it against.
pub const YOU_TOLD_ME: &str = "You told me that you know";
/// When a goal was set.
pub fn goal_since(day: Date) -> String {
    format!("Your goal since {}", date(day))
}
/// There is no goal.
pub const NO_GOAL: &str = "You have no goal yet. Tell me, as in \"set my goal to data engineer\", or use `/goal`; then I can say how far you are.";
/// The goal's role is gone.
pub const GOAL_GONE: &str =
    "The role you aim at is no longer in my guide, so I can't say how far you are. Choose another with `/goal`.";
/// Said in a channel instead of what is kept.
pub const NOTED_IN_PUBLIC: &str = "Noted. Where you stand is for your eyes only.";
/// Said in a channel instead of what is kept.
pub const PROGRESS_IN_PUBLIC: &str = "Where you stand is for your eyes only.";
/// Somebody used the menu on what another person told.
pub const ONLY_THEY_CAN: &str =
    "That tells me what its author wants or knows, and only they can have it noted. For yours: `/goal`, `/done`.";
/// A name in a list that nothing is like. `typed` is already escaped.
pub fn unknown_name(typed: &str) -> String {
    format!("I don't know \"{typed}\".")
}
/// A name in a list that something is like. `typed` is already escaped.
pub fn unknown_name_but(typed: &str, titles: &[String]) -> String {
    let titles: Vec<String> = titles.iter().map(|title| format!("**{title}**")).collect();
    format!("I don't know \"{typed}\". Did you mean {}?", either(&titles))
}
/// An empty list.
pub const NAME_SOMETHING: &str = "Name at least one skill or tool, with commas between them.";
/// A level that is none. `typed` is already escaped.
pub fn no_such_level(typed: &str, levels: &[String]) -> String {
    format!("I have no level called \"{typed}\". I know {}.", list(levels))
}

/// The store can't be reached.
pub const STORE_DOWN: &str =
    "I can't get at my notes right now, so nothing was changed. Please try again in a while; questions I still answer.";
/// The store takes no writes.
pub const STORE_READ_ONLY: &str = "I can't write anything down right now, so nothing was changed. Please try again in a while; questions I still answer.";
/// A write may or may not have been made.
pub const STORE_UNSURE: &str = "My disk failed as I wrote that down, so I'm not sure that it was kept. Please look again in a while with `/progress`.";
/// Somebody's record can't be read.
pub const RECORD_UNREADABLE: &str =
    "Your notes are there, but I can't read them; nothing was changed. Please tell whoever runs this bot.";

// ---------------------------------------------------------------------------------------------- privacy

/// The title of what is kept.
pub const PRIVACY_TITLE: &str = "What I keep about you";
/// What, why and how long.
pub const PRIVACY: &[(&str, &str)] = &[
    (
        "What",
        "Your goal, and the skills and tools you told me that you know, each with when you told me. Your Discord id is not kept: your notes stand under a code that is made from it with a secret of this installation.",
    ),
    (
        "Why",
        "To show you how far you are and what comes next. Nothing else is done with it; other members never see it.",
    ),
    (
        "How long",
        "Until you change it or delete it. What you don't use for a year goes by itself, and a week later from the backups too.",
    ),
    (
        "In servers",
        "If you help to moderate one: that a tip or a change there was yours, under the same code. Deleting takes the code out; the tip stays.",
    ),
    (
        "Told to moderators",
        "In a server with a log channel they may get a link to a message there, and no words of it: where I had to ask back, and, if they want it, where somebody may need a kind word.",
    ),
    (
        "Not kept",
        "Your name and your messages. For some minutes I remember, in memory only, what you asked about, so that you can ask on.",
    ),
    (
        "After deleting",
        "It is gone from the daily backups at once. Only the code and the time of deletion stay: should somebody bring back an older copy of the data, they see to it that you stay deleted.",
    ),
];
/// What is there now.
pub const KEPT_NOW: &str = "Right now";
/// Nothing is there now.
pub const KEPT_NOTHING: &str = "I keep nothing about you.";
/// What is there now, counted.
pub fn kept(goal: Option<&str>, learned: usize, named: usize) -> String {
    let mut parts = Vec::new();
    if let Some(goal) = goal {
        parts.push(format!("the goal {}", mid(goal)));
    }
    match learned {
        0 => {}
        1 => parts.push("one thing you know".to_owned()),
        _ => parts.push(format!("{learned} things you know")),
    }
    match named {
        0 => {}
        1 => parts.push("one note of a server that names you".to_owned()),
        _ => parts.push(format!("{named} notes of servers that name you")),
    }
    if parts.is_empty() { KEPT_NOTHING.to_owned() } else { format!("{}.", capital(&list(&parts))) }
}
/// How to have it and how to be rid of it.
pub const PRIVACY_HOW: &str = "`/privacy export` gives you all of it as a file; `/privacy delete` erases it.";
/// Nothing is kept here at all.
pub const KEEPS_NOTHING: &str = "I keep nothing about anybody here: this bot runs without a place to keep things.";
/// Above an export.
pub const EXPORTED: &str = "Everything I keep about you, as JSON:";
/// The name of an export's file.
pub const EXPORT_FILE: &str = "signpost-export.json";
/// Asks before deleting.
pub const DELETE_SURE: &str = "This erases your goal and everything you told me that you know, in every server and here, for good. Tips you wrote for servers stay, without you. If you'd rather keep it, just leave this message.";
/// Deletes.
pub const DELETE_ALL: &str = "Delete everything";
/// After deleting, where the disk would not let the backups be changed.
pub const BACKUPS_REMAIN: &str = "Your notes are erased here. The backups could not be changed just now; that is done the next time I start. You can also use `/privacy delete` again later.";
/// After deleting.
pub const DELETED: &str = "Done. I keep nothing about you any more.";

// ---------------------------------------------------------------------------------------------- tips

/// The title of a tip.
pub fn tip_title(about: Option<&str>) -> String {
    about.map_or_else(|| "A tip".to_owned(), |about| format!("A tip on {}", mid(about)))
}

/// No tip about that.
pub fn no_tip(about: &str) -> String {
    format!("I have no tip on {} yet. Here is what I do have.", mid(about))
}

/// No tips at all.
pub const NO_TIPS: &str = "I have no tips yet.";

// ---------------------------------------------------------------------------------------------- why

/// The title of "Why this answer?".
pub const WHY_TITLE: &str = "Why this answer";
/// I stayed silent.
pub const WHY_SILENCE: &str = "I would stay silent on this one: nothing in it is a career question that I'm sure of.";
/// I would not know.
pub const WHY_UNKNOWN: &str =
    "I would say that I don't know: nothing in it fits what I'm kept up to date on well enough.";
/// I would ask.
pub const WHY_CHOOSE: &str = "I would ask which of these is meant:";

/// How it was read.
pub fn read_as(intent: &str) -> String {
    format!("I read it as {} (`{intent}`)", what_intent_means(intent))
}

/// What filled a slot.
pub fn about_pages(titles: &[String]) -> String {
    format!("about {}", list(titles))
}

/// Which rule decided.
pub fn decided_by(by: &str) -> String {
    format!("**Decided by** {by}")
}

/// The pattern that matched, already as code.
pub fn pattern(code: &str) -> String {
    format!("**Pattern** {code}")
}

/// The words that counted, already as code.
pub fn words_that_counted(words: &str) -> String {
    format!("**Words that counted** {words}")
}

/// How sure.
pub fn how_sure(percent: u32) -> String {
    format!("**How sure** {percent} %")
}

/// The next best reading.
pub fn runner_up(intent: &str, percent: u32) -> String {
    format!("next best: {} (`{intent}`), {percent} %", what_intent_means(intent))
}

/// The layer of the winning reading.
pub fn from_layer(layer: &Layer) -> String {
    match layer {
        Layer::Base => "**From** the guide that I come with".to_owned(),
        Layer::Pack(name) => format!("**From** the pack {name}"),
        Layer::Server => "**From** this server's own entries".to_owned(),
    }
}

/// Between what an unasked message gets and what the same words get when they are asked.
pub const IF_ASKED: &str = "If you asked me by name:";
/// The question can't be read again.
pub const WHY_GONE: &str =
    "I can't read that question any more: it was deleted, or I'm not allowed to read messages here.";

/// The message answers nobody's words.
pub const WHY_LOOKED_UP: &str =
    "Somebody looked this up by its name or with a button, so there was no question to read.";

/// An intent in words.
pub fn what_intent_means(intent: &str) -> &'static str {
    match intent {
        "role.describe" => "what a role is",
        "role.skills" => "what a role asks for",
        "role.salary" => "what a role pays",
        "role.compare" => "two roles side by side",
        "career.ladder" => "levels and how to climb them",
        "tool.describe" => "what a tool is",
        "tool.compare" => "two tools side by side",
        "tool.recommend" => "which tool for a task",
        "skill.describe" => "what a skill is",
        "transition.path" => "the way from one role to another",
        "progress.goal" => "setting a goal",
        "progress.done" => "something learned",
        "progress.show" => "your progress",
        "progress.next" => "your next step",
        "tip.get" => "a tip",
        "bot.help" => "what I can do",
        "bot.greet" => "a greeting",
        "bot.thanks" => "thanks",
        "faq.start" => "a question about getting started",
        "faq.market" => "a question about the job market",
        "faq.language" => "a question about Python",
        "faq.job-hunt" => "a question about finding work",
        "faq.daily-work" => "a question about daily work",
        _ => "a question I know",
    }
}

// ---------------------------------------------------------------------------------------------- errors and refusals

/// A fault of ours, with the number that is in the log.
pub fn internal(number: &str) -> String {
    format!(
        "That didn't work on my side; nothing was changed. If it happens again, give the moderators this number: {number}."
    )
}

/// A button made for somebody else.
pub const NOT_YOURS: &str = "This button belongs to the person who asked. Ask me yourself and you get your own.";
/// A button from another time, or of a page that is gone.
pub const GONE: &str = "That button is from another time: what it showed is gone or has moved. Ask me again and you get the current answer.";
/// A command of another version.
pub const COMMANDS_CHANGED: &str =
    "My commands have just changed. Reload Discord with Ctrl+R, or wait a minute, and try again.";
/// A form that is no longer known.
pub const GONE_FORM: &str = "I no longer know that form. Please start again.";
/// A message without words.
pub const NOTHING_TO_READ: &str = "There are no words in that message that I could answer.";
/// Somebody who may not dismiss.
pub const NOT_YOURS_TO_DISMISS: &str = "Only the person I answered, or a moderator, can take this away.";
/// After "Share".
pub const SHARED: &str = "Shared in the channel.";

/// Says whom a public answer is for; `who` is a mention that pings nobody.
pub fn for_somebody(who: &str, from: &str) -> String {
    format!("For {who}, from {from}:")
}

/// Says who shared an answer.
pub fn shared_by(who: &str) -> String {
    format!("Shared by {who}:")
}

// ---------------------------------------------------------------------------------------------- commands

/// An option and its description.
type Described = (&'static str, &'static str);

/// Every command with its description, and every option of it with its own.
pub const COMMANDS: &[(&str, &str, &[Described])] = &[
    ("ask", "Ask a career question in plain words", &[("question", "As you would ask a colleague")]),
    ("role", "What a role is, what it asks for, how to start", &[("name", "A role, such as data engineer"), FOR]),
    ("tool", "What a tool is for and when to choose it", &[("name", "A tool, such as Django"), FOR]),
    ("skill", "What a skill is and how to learn it", &[("name", "A skill, such as SQL"), FOR]),
    ("faq", "Questions that many people ask", &[("name", "A question, or a word of it"), FOR]),
    ("compare", "Two roles, tools or skills side by side", &[("first", "The one"), ("second", "The other"), FOR]),
    (
        "path",
        "The way from one role to another, or from the start",
        &[("to", "The role you want"), ("from", "The role you have; leave it out if you start from nothing"), FOR],
    ),
    (
        "goal",
        "Set the role you want to reach; only you see it",
        &[("role", "The role you want"), ("level", "Junior, mid-level, senior or staff; leave it out if unsure")],
    ),
    (
        "done",
        "Tell me what you know by now; only you see it",
        &[("skills", "Skills and tools, with commas between them: pandas, Git, SQL")],
    ),
    ("progress", "How far you are toward your goal, and what comes next", &[]),
    ("privacy", "What I keep about you; have it, or have it deleted", &[]),
    ("privacy show", "What I keep about you, why and how long", &[]),
    ("privacy export", "Everything I keep about you, as a file", &[]),
    ("privacy delete", "Erase everything I keep about you", &[]),
    ("tip", "A short tip", &[("topic", "What it should be about")]),
    ("help", "What I can do", &[]),
];

/// The option that makes a look-up public, for somebody else.
const FOR: Described = ("for", "Show it in the channel, for this member; nobody is pinged");

/// The menu on a message that answers it.
pub const ANSWER_MENU: &str = "Answer from the guide";
/// The menu on a message that explains the answer.
pub const WHY_MENU: &str = "Why this answer?";

/// Two things that can't be compared.
pub const COMPARE_LIKE_WITH_LIKE: &str =
    "I can put two roles side by side, or two tools or skills, but not one with the other.";
/// The same thing twice.
pub const COMPARE_TWO: &str = "Those are the same. Name two different ones.";

// ---------------------------------------------------------------------------------------------- terminal

/// The first lines of `chat`.
pub const CHAT_WELCOME: &str =
    "Ask a career question in plain words. Type a number to press a button, /help for help, /quit to leave.";
/// The prompt of `chat`.
pub const CHAT_PROMPT: &str = "> ";
/// A number without a button.
pub const CHAT_NO_SUCH_NUMBER: &str = "There is no button with that number on the last card.";
/// A slash command that the terminal does not have.
pub const CHAT_NO_SUCH_COMMAND: &str = "The terminal knows /help, /why and /quit. Everything else: just ask.";
/// Nothing was asked yet.
pub const CHAT_ASK_FIRST: &str = "Ask something first; then I can say why I answered as I did.";
/// Silence, for somebody who tries it out.
pub const SILENT: &str = "(silence)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_rounded_outwards() {
        assert_eq!(weeks(8, 12, ESTIMATE), "Roughly 8–12 weeks *(estimate)*");
        assert_eq!(weeks(17, 35, "*(says X)*"), "Roughly 3–9 months *(says X)*");
    }
}
