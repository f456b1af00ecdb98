//! The little grammar that wording needs: small letters in mid-sentence, a or an, lists, dates.

use jiff::civil::Date;

/// A title in the middle of a sentence: "Data engineer" → "data engineer", but "API developer", "Python developer".
pub(super) fn mid(title: &str) -> String {
    let first = title.split([' ', '-']).next().unwrap_or(title);
    let tail_is_lower = first.chars().skip(1).all(char::is_lowercase);
    if first.chars().count() > 1 && tail_is_lower && !NAMES.contains(&first) {
        lower_first(title)
    } else {
        title.to_owned()
    }
}

/// First words of titles that are names, and keep their capital everywhere.
const NAMES: &[&str] = &[
    "Python",
    "Django",
    "Flask",
    "Angular",
    "React",
    "Dask",
    "Jupyter",
    "Airflow",
    "Matplotlib",
    "Keras",
    "Qiskit",
    "Git",
    "Jenkins",
    "Docker",
    "Kubernetes",
    "Ansible",
    "Azure",
    "Heroku",
    "Cython",
    "Numba",
    "Stripe",
    "Twilio",
    "Linux",
    "Google",
    "Hugging",
    "Visual",
    "Amazon",
    "Apache",
    "English",
    "Discord",
];

/// "a" or "an", by ear.
pub(super) fn article(title: &str) -> &'static str {
    let first = title.split([' ', '-']).next().unwrap_or(title);
    let spelled_out = first.len() > 1 && first.chars().all(|c| c.is_ascii_uppercase()) || first == "MLOps";
    let vowels = if spelled_out { "AEFHILMNORSX" } else { "AEIOUaeiou" };
    if first.starts_with(|c| vowels.contains(c)) { "an" } else { "a" }
}

/// "A, B and C".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "A, B or C".
pub(super) fn either(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The same text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// "21 Nov 2026".
pub(super) fn date(day: Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.saturating_sub(1)));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_capital_in_a_sentence_unless_it_is_a_name() {
        assert_eq!(mid("Data engineer"), "data engineer");
        assert_eq!(mid("Machine-learning engineer"), "machine-learning engineer");
        for name in ["API developer", "MLOps engineer", "DevOps engineer", "Python developer", "SQL", "pandas", "C"] {
            assert_eq!(mid(name), name);
        }
    }

    #[test]
    fn articles_go_by_ear() {
        let with = |title| format!("{} {title}", article(title));
        assert_eq!(with("AI engineer"), "an AI engineer");
        assert_eq!(with("MLOps engineer"), "an MLOps engineer");
        assert_eq!(with("Automation engineer"), "an Automation engineer");
        assert_eq!(with("Data engineer"), "a Data engineer");
        assert_eq!(with("DevOps engineer"), "a DevOps engineer");
    }
}
