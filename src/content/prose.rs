//! What prose must not say by itself: money without its year and region, law without its expiry.

use std::sync::LazyLock;

use regex::Regex;

use super::problem::Problem;
use super::sheet::Sheet;

/// Amounts: a currency sign with digits, digits with a currency, so many thousand a year, so many per cent more pay.
/// ASCII word ends only: the Unicode ones are many times slower beside a dash, and every line passes here.
static MONEY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        [$€£¥₹][\ ]?[0-9][0-9.,_]*[\ ]?[km]?(?-u:\b)
        | (?-u:\b)[0-9][0-9.,_]*[\ ]?k?[\ ]?(?:usd|eur|gbp|inr|chf|cad|aud|dollars?|euros?|rupees)(?-u:\b)
        | (?-u:\b)(?:usd|eur|gbp|inr|chf)[\ ]?[0-9][0-9.,_]*[\ ]?k?(?-u:\b)
        | (?-u:\b)[0-9][0-9.,_]*[\ ]?k\ (?:a|per)\ (?:year|month)(?-u:\b)
        | (?-u:\b)(?:earn|earns|earning|paid|pay|pays|salary|salaries|premium)(?-u:\b)
          [^.;]{0,60}?(?-u:\b)[0-9]+(?:[–-][0-9]+)?[\ ]?(?:%|per\ cent|percent)
        | (?-u:\b)[0-9]+(?:[–-][0-9]+)?[\ ]?(?:%|per\ cent|percent)[^.;]{0,40}?(?-u:\b)(?:pay|paid|salary|salaries)(?-u:\b)
        ",
    )
    .ok()
});

/// Words that state law or policy of a country.
static LAW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?-u:\b)(?:
        (?:work|student|travel|tourist|skilled[\ -]worker|job[\ -]seeker)\ visas?
        | visas?\ (?:sponsor|rule|requirement|application|status|holder)[a-z]*
        | (?:a|your|the|need|get)\ visas?
        | (?:work|residence|residency)\ permits?
        | immigration | green\ card | blue\ card | h-?1b | right\ to\ work
        | (?:labou?r|employment)\ law | minimum\ wage | non-?compete
        )(?-u:\b)
        ",
    )
    .ok()
});

/// Notes an amount that stands in a line of text.
pub(super) fn look_for_money(sheet: &Sheet, line: &str, number: usize) {
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    if let Some(amount) = find(MONEY.as_ref(), line) {
        let problem = sheet.at(number, "money_complete", format!("an amount stands in the text: \"{amount}\"."));
        let hint =
            "Put it under [[pay]] in the header, or [[premium]] in levels.toml, with its year, region and source.";
        sheet.note(problem.hint(hint));
    }
}

/// The words of a line that state law, if any do.
pub(super) fn law(line: &str) -> Option<String> {
    find(LAW.as_ref(), line)
}

/// What to say about law that a header says nothing about.
pub(super) fn law_without_header(sheet: &Sheet, number: usize, words: &str) -> Problem {
    let message = format!("this speaks about law or visas (\"{words}\") and the header has no `[law]`.");
    sheet.at(number, "law_complete", message).hint("Add [law] with region, year, source and expires.")
}

fn find(pattern: Option<&Regex>, line: &str) -> Option<String> {
    // Code is not a statement; its place is kept so that words do not run together.
    let plain: Vec<&str> = line.split('`').step_by(2).collect();
    pattern?.find(&plain.join(" ` ")).map(|found| found.as_str().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_found_and_other_numbers_are_not() {
        for line in [
            "Juniors start at $70,000.",
            "about 70–95 k USD",
            "It pays 80k a year",
            "EUR 50k",
            "they earn 15–25 % more",
            "20% more pay",
            "a 15 % premium on the salary",
        ] {
            assert!(find(MONEY.as_ref(), line).is_some(), "{line}");
        }
        for line in
            ["In 20 hours", "`echo $1`", "Python 3.12", "80 % of the work is cleaning", "10k rows", "$HOME", "HTTP 402"]
        {
            assert_eq!(find(MONEY.as_ref(), line), None, "{line}");
        }
    }

    #[test]
    fn law_is_found_and_card_payments_are_not() {
        for line in ["You need a work permit.", "whether they sponsor your visa", "Immigration takes long"] {
            assert!(law(line).is_some(), "{line}");
        }
        for line in ["Visa and Mastercard payments", "file permissions", "Moore's law"] {
            assert_eq!(law(line), None, "{line}");
        }
    }

    #[test]
    fn the_patterns_compile() {
        assert!(MONEY.is_some() && LAW.is_some());
    }
}
