//! What the log channel is told though no moderator did anything.

/// Somebody may be in distress; `link` leads to the message.
pub fn distress(link: &str) -> String {
    format!("Somebody may need a kind word: {link}. I said nothing there.")
}
/// Edited content is refused; the problems follow.
pub const EDIT_REFUSED: &str = "The edited content has problems, so the old one stays in force:";
/// Edited content is in force, after it was refused.
pub const EDIT_IN_FORCE: &str = "The edited content is right again, and in force.";
