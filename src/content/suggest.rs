//! "Did you mean": the nearest of the names that would have been right.

/// `Did you mean "…"?`, if one of `names` is near enough to be worth saying.
pub(super) fn did_you_mean<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(typed, names).map(|name| format!("Did you mean \"{name}\"?"))
}

/// The name nearest to `typed`: a slip of the keyboard, another case, a missing word, or words in another order.
pub(super) fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let best = names.into_iter().map(|name| (likeness(&typed, &name.to_lowercase()), name));
    let (score, name) = best.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (score >= 0.5).then_some(name)
}

/// 1 for the same text, 0 for nothing in common.
fn likeness(typed: &str, name: &str) -> f64 {
    let letters = strsim::normalized_damerau_levenshtein(typed, name);
    let shared = words(typed).filter(|word| words(name).any(|other| strsim::osa_distance(word, other) <= 1)).count();
    let (few, many) = (words(typed).count().min(words(name).count()), words(typed).count().max(words(name).count()));
    if few == 0 || shared < few {
        return letters;
    }
    // Every word of one is in the other: a word was left out or added.
    #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
    let kept = shared as f64 / many as f64;
    letters.max(0.5 + kept * 0.45)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_missing_words_but_no_strangers() {
        let headings = ["Responsibilities", "A day in the job", "How to start", "Links"];
        assert_eq!(nearest("Responsibilites", headings), Some("Responsibilities"));
        assert_eq!(nearest("links", headings), Some("Links"));
        assert_eq!(nearest("A day", headings), Some("A day in the job"));
        assert_eq!(nearest("Pictures", headings), None);
    }
}
