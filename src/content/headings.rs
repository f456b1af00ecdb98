//! The headings a page may have, by folder, in their order.

use super::suggest::nearest;
use crate::advisor::Kind;

/// A heading, whether a page needs it, and what authors call it by mistake.
pub(super) struct Heading {
    /// As it is written after `## `.
    pub(super) name: &'static str,
    /// A page of this folder needs it.
    pub(super) required: bool,
    /// Other names for the same thing, for "did you mean".
    meant: &'static [&'static str],
}

const fn required(name: &'static str, meant: &'static [&'static str]) -> Heading {
    Heading { name, required: true, meant }
}

const fn optional(name: &'static str, meant: &'static [&'static str]) -> Heading {
    Heading { name, required: false, meant }
}

const LINKS: Heading =
    optional("Links", &["Resources", "Further reading", "Read more", "See also", "References", "Sources"]);

const ROLE: &[Heading] = &[
    required("Responsibilities", &["What they do", "Duties", "Tasks", "Role"]),
    optional("A day in the job", &["A typical day", "Day to day", "Daily work"]),
    optional("Where it is needed", &["Industries", "Where they work", "Demand"]),
    required("How to start", &["First steps", "Getting started", "How to begin", "Next steps", "How to become one"]),
    optional("Levels", &["Career ladder", "Seniority"]),
    optional("Often confused with", &["Differences", "Similar roles", "Not to be confused with"]),
    LINKS,
];

const TOOL: &[Heading] = &[
    required("What it is for", &["What it is", "Use cases", "Purpose", "Overview"]),
    optional("When to choose it", &["When to use it", "Pros", "Strengths", "Good for"]),
    optional("When not", &["When not to choose it", "Cons", "Weaknesses", "Limits"]),
    optional("First steps", &["How to start", "Getting started", "Next steps"]),
    LINKS,
];

const SKILL: &[Heading] = &[
    required("Why it matters", &["Why", "What it is for", "What it is", "Overview"]),
    optional("What to learn first", &["First steps", "How to start", "Basics", "Prerequisites"]),
    optional("Practise", &["Practice", "Exercises", "Projects"]),
    optional("How you know you have it", &["How to tell", "Check yourself", "Self-test"]),
    LINKS,
];

const FAQ: &[Heading] = &[
    optional("What to do", &["Next steps", "How to start", "Steps"]),
    optional("It depends on", &["It depends", "Details", "Exceptions"]),
    optional("What the sources say", &["What the source says", "Evidence", "References"]),
    optional("Links", &["Resources", "Further reading", "Read more", "See also"]),
];

const TRANSITION: &[Heading] = &[
    required("What carries over", &["What you have", "Carries over", "Strengths"]),
    required("What is missing", &["What to learn", "Gaps", "Missing"]),
    required("Steps", &["The path", "First steps", "How to start", "Plan"]),
    optional("What people underestimate", &["Pitfalls", "Common mistakes", "Traps"]),
    LINKS,
];

/// The headings of a folder.
pub(super) fn of(kind: Kind) -> &'static [Heading] {
    match kind {
        Kind::Role => ROLE,
        Kind::Tool => TOOL,
        Kind::Skill => SKILL,
        Kind::Faq => FAQ,
        Kind::Transition => TRANSITION,
    }
}

/// The heading that an author most likely meant.
pub(super) fn meant(kind: Kind, typed: &str) -> Option<&'static str> {
    let headings = of(kind);
    let every_name =
        headings.iter().flat_map(|heading| std::iter::once(heading.name).chain(heading.meant.iter().copied()));
    let found = nearest(typed, every_name)?;
    headings.iter().find(|h| h.name == found || h.meant.contains(&found)).map(|heading| heading.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_another_folder_leads_to_the_one_meant() {
        assert_eq!(meant(Kind::Role, "First step"), Some("How to start"));
        assert_eq!(meant(Kind::Tool, "How to start"), Some("First steps"));
        assert_eq!(meant(Kind::Skill, "Practice"), Some("Practise"));
        assert_eq!(meant(Kind::Role, "Photographs"), None);
    }
}
