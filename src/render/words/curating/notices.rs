//! What the log channel is told though no moderator did anything.

/// Somebody may be in distress; `link` leads to the message.
pub fn distress(link: &str) -> String {
    format!("Somebody may need a kind word: {link}. I said nothing there.")
}
/// A question was asked back about; `link` leads to it, `meant` is the reading that was chosen, `file` can learn it.
pub fn example(link: &str, meant: &str, file: &str) -> String {
    format!("I had to ask back here: {link}. It meant {meant}. `{file}` can learn it as an example.")
}
/// Edited content is refused; the problems follow.
pub const EDIT_REFUSED: &str = "The edited content has problems, so the old one stays in force:";
/// Edited content is in force, after it was refused.
pub const EDIT_IN_FORCE: &str = "The edited content is right again, and in force.";
