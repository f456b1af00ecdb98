//! Characters to words: compatibility forms, look-alikes and accents folded, lower case, sentences apart.

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

use super::question::{Sentence, Signs, Word, Written};

/// Words and sentences beyond these are not looked at: nobody's question needs them, and time stays bounded.
const MOST_WORDS: usize = 600;
const MOST_SENTENCES: usize = 60;

/// Signs that people write in place of a word.
const SIGNS: &[(char, &str)] = &[
    ('→', "to"),
    ('➡', "to"),
    ('➔', "to"),
    ('➜', "to"),
    ('⇒', "to"),
    ('⟶', "to"),
    ('✅', "done"),
    ('☑', "done"),
    ('✔', "done"),
    ('💰', "money"),
    ('💸', "money"),
    ('💵', "money"),
    ('🎯', "goal"),
    ('🆚', "vs"),
];

/// Short forms after which a full stop ends no sentence.
const SHORTENED: &[&str] = &["vs", "eg", "ie", "etc", "jr", "sr", "dr", "approx"];

/// Splits cleaned text into sentences of folded words.
pub(super) fn sentences(text: &str, signs: &mut Signs) -> Vec<Sentence> {
    signs.command = is_command(text);
    let ascii = text.is_ascii();
    let folded: String = if ascii { String::new() } else { text.nfkc().collect() };
    let text = if ascii { text } else { &folded };

    let mut out: Vec<Sentence> = Vec::new();
    let mut sentence = Sentence::default();
    let mut words = 0;
    let mut pause = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if words >= MOST_WORDS || out.len() >= MOST_SENTENCES {
            break;
        }
        let length = word_length(rest);
        if length > 0 {
            let raw = &rest[..length];
            rest = &rest[length..];
            signs.code |= looks_like_code(raw, rest);
            if let Some(word) = fold_word(raw, pause) {
                sentence.words.push(word);
                words += 1;
            }
            pause = false;
            continue;
        }
        let after = &rest[c.len_utf8()..];
        match c {
            '.' | '!' | '?' | '…' | '\n' => {
                sentence.asks |= c == '?';
                let shortened = c == '.' && sentence.words.last().is_some_and(|w| SHORTENED.contains(&w.text.as_str()));
                let next = after.chars().next();
                let ends = c == '\n' || next.is_none_or(char::is_whitespace) || c == '?' || c == '!';
                if ends && !shortened {
                    close(&mut out, &mut sentence);
                }
            }
            ',' | ';' | ':' | '(' | ')' | '–' | '—' | '"' | '>' | '|' => pause = true,
            '-' | '=' if after.starts_with('>') => sentence.words.push(plain("to")),
            '$' | '€' | '£'
                if after.starts_with(c) && sentence.words.last().is_none_or(|word| word.text != "money") =>
            {
                sentence.words.push(plain("money"));
            }
            '-' => pause |= after.starts_with(' '),
            '&' => sentence.words.push(plain("and")),
            '{' | '}' => signs.code |= rest.starts_with("{}") || rest.starts_with("};"),
            '=' => signs.code |= rest.starts_with("=="),
            _ => sentence.words.extend(SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, word)| plain(word))),
        }
        rest = after;
    }
    close(&mut out, &mut sentence);
    out
}

fn plain(text: &'static str) -> Word {
    Word { text: SmolStr::new_static(text), written: Written::Lower, pause: false }
}

fn close(out: &mut Vec<Sentence>, sentence: &mut Sentence) {
    if sentence.words.is_empty() {
        // "??" or "..." after a sentence belongs to the one before.
        if let Some(last) = out.last_mut() {
            last.asks |= sentence.asks;
        }
        sentence.asks = false;
        return;
    }
    out.push(std::mem::take(sentence));
}

/// Another bot's command: a mark, then a word at once.
fn is_command(text: &str) -> bool {
    let text = text.trim_start();
    let mut chars = text.chars();
    matches!(chars.next(), Some('!' | '/' | '$' | '?' | '.' | ';' | '%' | '~' | '-' | '+'))
        && chars.next().is_some_and(char::is_alphabetic)
        && !text.starts_with("/r/")
}

/// How many bytes of a word start here. A dot or an apostrophe inside a word belongs to it, and so do `c++` and `c#`.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    // What follows may still belong to it: a dot, an apostrophe, an accent.
    if bytes.get(end).is_none_or(|byte| matches!(byte, b' ' | b',' | b'?')) {
        return end;
    }
    end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside = if c.is_alphanumeric() {
            true
        } else if end == 0 {
            is_combining_mark(c) && at > 0
        } else {
            match c {
                '\'' | '’' | 'ʼ' | '‘' | '´' | '.' => next.is_some_and(char::is_alphanumeric),
                '+' | '#' => end <= 3 && next.is_none_or(|n| !n.is_alphanumeric()),
                _ => is_combining_mark(c),
            }
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Words that only occur in code or in what a program prints.
fn looks_like_code(raw: &str, after: &str) -> bool {
    if after.starts_with("()") || after.starts_with("__") || after.starts_with("==") {
        return true;
    }
    if after.starts_with('(') && !after.starts_with("( ") && raw.contains('.') {
        return true;
    }
    if let Some((_, ending)) = raw.rsplit_once('.') {
        const ENDINGS: &[&str] =
            &["py", "js", "ts", "html", "css", "json", "yml", "yaml", "toml", "sh", "txt", "log", "exe", "conf"];
        if ENDINGS.contains(&ending) {
            return true;
        }
    }
    let error = raw.len() > 6
        && (raw.ends_with("Error") || raw.ends_with("Exception"))
        && raw[..raw.len() - 5].chars().any(char::is_lowercase)
        && raw.starts_with(char::is_uppercase);
    let identifier = after.starts_with('_')
        && raw.chars().all(|c| c.is_lowercase() || c.is_ascii_digit())
        && after[1..].starts_with(char::is_lowercase);
    error || identifier
}

/// Longer words, in bytes, are none: a key, a hash, a scream.
const LONGEST_WORD: usize = 60;

/// One word, folded; `None` when nothing of it is left.
fn fold_word(raw: &str, pause: bool) -> Option<Word> {
    let text = if raw.is_ascii() { squeezed(raw)? } else { squeezed(&fold_letters(raw))? };
    Some(Word { text, written: written(raw), pause })
}

fn written(raw: &str) -> Written {
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => {
            if letters.all(char::is_uppercase) && raw.chars().nth(1).is_some() {
                Written::Upper
            } else {
                Written::Capital
            }
        }
        _ => Written::Lower,
    }
}

/// A word in lower case, apostrophes out, three of one letter in a row and more made one.
fn squeezed(text: &str) -> Option<SmolStr> {
    // Room for what is taken back again.
    let mut out = [0_u8; LONGEST_WORD + 4];
    let mut length = 0;
    let mut run = 0;
    let mut last = None;
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        if matches!(c, '\'' | '’' | 'ʼ' | '‘' | '´') {
            continue;
        }
        run = if Some(c) == last { run + 1 } else { 1 };
        last = Some(c);
        if run == 3 && c.is_alphabetic() {
            length -= c.len_utf8();
        }
        if run < 3 || !c.is_alphabetic() {
            length += c.encode_utf8(out.get_mut(length..length + c.len_utf8())?).len();
        }
    }
    let text = std::str::from_utf8(&out[..length]).ok()?;
    (1..=LONGEST_WORD).contains(&length).then(|| text.into())
}

/// Lower case, look-alikes to Latin letters where the whole word then is Latin, accents off.
fn fold_letters(raw: &str) -> String {
    let lower: String = raw.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    if lower.is_ascii() {
        return lower;
    }
    let alike: String = lower
        .chars()
        .flat_map(|c| {
            let mut buffer = [0; 4];
            let own = c.encode_utf8(&mut buffer);
            if c.is_ascii() { own.chars().collect::<Vec<char>>() } else { skeleton(own).collect() }
        })
        .collect();
    if alike.is_ascii() { alike.to_ascii_lowercase() } else { lower.nfc().collect() }
}
