//! Pay, premiums, and where law holds. A figure never loads without its currency, period, region, year, source and expiry.

use super::fields::Fields;
use crate::advisor::{Law, Level, Pay, Period, Premium, Slug};

/// Reads one `[[pay]]`.
pub(super) fn read(fields: Fields) -> Option<Pay> {
    let needed = [
        ("low", "`low = 70_000`"),
        ("high", "`high = 95_000`"),
        ("currency", "`currency = \"USD\"`"),
        ("per", "`per = \"year\"`"),
        ("region", "`region = \"not stated by the source\"`"),
        ("year", "`year = 2026`"),
        ("source", "`source = \"guide\"`"),
        ("expires", "`expires = 2027-06-01`, the last day it is shown without a notice"),
    ];
    complete(&fields, &needed);
    let level = fields.one_of("level", &Level::ALL.map(Level::id));
    let low: Option<u32> = fields.number("low", "a whole number such as 70_000");
    let high: Option<u32> = fields.number("high", "a whole number such as 95_000");
    let open_ended = fields.flag("open_ended");
    let currency = fields.text("currency").filter(|code| {
        let fits = code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
        if !fits {
            let problem = fields.problem("currency", "money_complete", format!("\"{code}\" is not a currency code."));
            fields.sheet().note(problem.hint("Write its three letters, such as \"USD\" or \"EUR\"."));
        }
        fits
    });
    let per = period(&fields);
    let region = filled(&fields, "region");
    let year = year(&fields);
    let source = filled(&fields, "source");
    let expires = fields.date("expires");
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        fields.sheet().note(fields.problem("low", "money_complete", "low is above high.").hint("Swap them."));
    }
    fields.finish();
    Some(Pay {
        level,
        low: low?,
        high: high?,
        open_ended,
        currency: currency?,
        per: per?,
        region: region?,
        year: year?,
        source: Slug::new(&source?),
        expires: expires?,
    })
}

/// Reads one `[[premium]]`.
pub(super) fn read_premium(fields: Fields) -> Option<Premium> {
    let needed = [
        ("field", "`field = \"AI roles\"`"),
        ("low", "`low = 15`"),
        ("high", "`high = 25`"),
        ("region", "`region = \"not stated by the source\"`"),
        ("year", "`year = 2026`"),
        ("source", "`source = \"guide\"`"),
        ("expires", "`expires = 2027-06-01`"),
    ];
    complete(&fields, &needed);
    let field = filled(&fields, "field");
    let roles = fields.slugs("roles");
    let low = fields.number("low", "a whole number of per cent");
    let high = fields.number("high", "a whole number of per cent");
    let region = filled(&fields, "region");
    let year = year(&fields);
    let source = filled(&fields, "source");
    let expires = fields.date("expires");
    fields.finish();
    Some(Premium {
        field: field?,
        roles,
        low: low?,
        high: high?,
        region: region?,
        year: year?,
        source: Slug::new(&source?),
        expires: expires?,
    })
}

/// Reads `[law]`: where and how long what a page says about visas or law holds.
pub(super) fn read_law(fields: Fields) -> Option<Law> {
    let needed = [
        ("region", "`region = \"Germany\"`"),
        ("year", "`year = 2026`"),
        ("source", "`source = \"guide\"`"),
        ("expires", "`expires = 2027-06-01`, the last day it is shown without a notice"),
    ];
    for (key, sample) in needed {
        if !fields.has(key) {
            let problem = fields.problem(key, "law_complete", format!("`[law]` without `{key}` is not shown."));
            fields.sheet().note(problem.hint(format!("Write {sample}.")));
        }
    }
    let region = filled(&fields, "region");
    let year = year(&fields);
    let source = filled(&fields, "source");
    let expires = fields.date("expires");
    fields.finish();
    Some(Law { region: region?, year: year?, source: Slug::new(&source?), expires: expires? })
}

fn complete(fields: &Fields, needed: &[(&str, &str)]) {
    for (key, sample) in needed {
        if !fields.has(key) {
            let sheet = fields.sheet();
            let problem = sheet.at(fields.line(), "money_complete", format!("a figure without `{key}` is not shown."));
            sheet.note(problem.hint(format!("Write {sample}.")));
        }
    }
}

fn filled(fields: &Fields, key: &'static str) -> Option<String> {
    let text = fields.text(key)?;
    if text.is_empty() {
        fields.sheet().note(
            fields
                .problem(key, "money_complete", format!("`{key}` is empty."))
                .hint("Say what is known, even if little."),
        );
        return None;
    }
    Some(text)
}

fn year(fields: &Fields) -> Option<i16> {
    let year: i16 = fields.number("year", "a year such as 2026")?;
    if (1990..=2100).contains(&year) {
        return Some(year);
    }
    fields.sheet().note(
        fields
            .problem("year", "value_types", format!("`year` cannot be {year}."))
            .hint("Write the year the figure is from."),
    );
    None
}

fn period(fields: &Fields) -> Option<Period> {
    let word: PeriodWord = fields.one_of("per", &["year", "month", "hour"])?;
    Some(word.0)
}

struct PeriodWord(Period);

impl std::str::FromStr for PeriodWord {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "year" => Ok(Self(Period::Year)),
            "month" => Ok(Self(Period::Month)),
            "hour" => Ok(Self(Period::Hour)),
            _ => Err(()),
        }
    }
}
