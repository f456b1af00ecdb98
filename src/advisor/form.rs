//! Is it a question or a request at all? And the signs that it is meant for somebody else.

use super::entities::Kinds;
use super::question::Signs;
use super::reading::Unit;

/// What kind of sentence it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It asks.
    Question,
    /// It asks for something.
    Request,
    /// A few words without a verb: "data engineer salary".
    Fragment,
    /// It tells.
    Statement,
}

/// Why a message gets no answer although words of it fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veto {
    /// Somebody debugs code.
    Code,
    /// A job advert, a sale, or something of one's own shown.
    Advert,
    /// Another bot's command.
    Command,
    /// A Discord role, a game, a film: the words mean something else here.
    Elsewhere,
    /// A trade outside tech.
    OtherTrade,
}

impl Veto {
    /// In a word, for "why".
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Advert => "advert",
            Self::Command => "command",
            Self::Elsewhere => "other meaning",
            Self::OtherTrade => "other trade",
        }
    }
}

const ASKING: &[&str] = &[
    "what", "whats", "which", "who", "whos", "where", "wheres", "when", "whens", "why", "whys", "how", "hows", "is",
    "are", "am", "do", "does", "did", "can", "could", "should", "would", "will", "shall", "has", "have", "isnt",
    "arent", "dont", "doesnt", "cant", "wont", "shouldnt", "couldnt", "any", "anyone", "anybody", "does", "may",
    "whose", "whom", "wheres", "howd", "whatre", "whatd", "was", "were", "whether", "worth",
];
const ASKING_INSIDE: &[&str] =
    &["what", "whats", "which", "how", "hows", "why", "where", "wheres", "who", "whos", "when", "is", "are"];
const ORDERS: &[&str] = &[
    "explain",
    "describe",
    "tell",
    "give",
    "show",
    "list",
    "compare",
    "recommend",
    "suggest",
    "set",
    "mark",
    "add",
    "help",
    "define",
    "teach",
    "need",
    "want",
    "looking",
    "wondering",
    "curious",
    "seeking",
    "please",
    "share",
    "let",
    "save",
    "change",
    "update",
    "make",
    "log",
    "check",
    "tick",
    "display",
    "advise",
    "advice",
    "tips",
    "name",
    "summarize",
    "summarise",
    "introduce",
    "convince",
    "walk",
    "point",
    "guide",
    "lets",
    "record",
    "note",
    "put",
    "register",
    "search",
    "searching",
    "rate",
    "interested",
];

impl Unit {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    /// Whether any of these words occurs.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.text.as_str()))
    }

    /// Whether these words occur side by side.
    pub(super) fn says(&self, phrase: &str) -> bool {
        self.plain.match_indices(phrase).any(|(at, _)| {
            let before = at == 0 || self.plain.as_bytes()[at - 1] == b' ';
            let end = at + phrase.len();
            before && (end == self.plain.len() || self.plain.as_bytes()[end] == b' ')
        })
    }

    /// What kind of sentence it is.
    pub(super) fn form(&self) -> Form {
        let first = self.word(0);
        if self.asks || ASKING.contains(&first) {
            return Form::Question;
        }
        if ORDERS.contains(&first) {
            return Form::Request;
        }
        // "flask, what is it for", "no idea which language to pick".
        let inside = self.tokens.iter().enumerate().skip(1).any(|(at, token)| {
            let word = token.text.as_str();
            (token.pause && ASKING.contains(&word))
                || (ASKING_INSIDE.contains(&word)
                    && self.mentions.first().is_some_and(|mention| mention.start == 0 && mention.end == at))
        });
        let unsure = [
            "no idea",
            "not sure",
            "wondering",
            "curious",
            "confused",
            "i want to know",
            "want to know",
            "need to know",
            "dont know",
            "dont get",
            "dont understand",
            "can someone",
            "can anyone",
            "could someone",
            "could anyone",
            "does anyone",
            "anyone know",
            "anybody know",
            "is it",
            "should i",
            "do i",
            "cant decide",
            "unsure",
        ]
        .iter()
        .any(|phrase| self.says(phrase));
        if inside || unsure {
            return Form::Question;
        }
        let wish = [
            "i want",
            "i need",
            "i would like",
            "id like",
            "id love",
            "i wish",
            "looking for",
            "looking to",
            "help me",
            "please",
            "trying to",
            "hoping to",
            "i plan to",
            "planning to",
            "my goal",
            "thinking of",
            "thinking about",
            "considering",
            "want to",
            "need to",
            "wanting to",
            "tell me",
            "tips",
            "advice",
            "how to",
        ]
        .iter()
        .any(|phrase| self.says(phrase));
        if wish {
            return Form::Request;
        }
        const TELLING: &[&str] = &[
            "i", "im", "ive", "he", "she", "they", "we", "it", "its", "my", "this", "that", "thats", "is", "are",
            "was", "were", "got", "just", "has", "have", "had", "will", "lol", "lmao", "theyre", "youre", "you",
            "because", "finally", "went", "said", "says", "think", "love", "hate", "saw", "made", "built", "wrote",
            "released", "became", "took", "lets", "heres", "never", "always", "been", "our", "his", "her", "then",
            "did", "does", "works", "cant", "dont", "gets", "makes", "goes",
        ];
        if self.tokens.len() <= 8 && !self.has_any(&TELLING) { Form::Fragment } else { Form::Statement }
    }

    /// Whether it tells what has happened.
    pub(super) fn tells_the_past(&self) -> bool {
        let past = [
            "was",
            "were",
            "got",
            "had",
            "went",
            "finished",
            "started",
            "made",
            "built",
            "wrote",
            "saw",
            "spent",
            "tried",
            "passed",
            "landed",
            "quit",
            "left",
            "came",
            "found",
            "told",
            "said",
            "thought",
            "bought",
            "lost",
            "won",
            "just",
            "finally",
            "yesterday",
            "ago",
            "used",
            "became",
            "asked",
            "helped",
            "learned",
            "deployed",
        ];
        !self.asks && self.has_any(&past)
    }
}

/// Whether a message looks like something that is not for an advisor.
pub(super) fn veto(unit: &Unit, signs: Signs) -> Option<Veto> {
    if signs.command {
        return Some(Veto::Command);
    }
    const BROKEN: &[&str] = &[
        "traceback",
        "stacktrace",
        "segfault",
        "exception",
        "exceptions",
        "undefined",
        "404",
        "403",
        "502",
        "localhost",
        "stderr",
        "stdout",
        "typeerror",
        "valueerror",
        "keyerror",
        "indexerror",
        "nameerror",
        "syntaxerror",
        "attributeerror",
        "importerror",
        "modulenotfounderror",
        "nonetype",
        "crashes",
        "crashing",
        "crashed",
        "segmentation",
        "uninstall",
        "reinstall",
        "sudo",
        "chmod",
        "apt",
        "kernel",
        "bios",
        "regex",
        "debugging:",
    ];
    const BROKEN_PHRASES: &[&str] = &[
        "not working",
        "doesnt work",
        "dont work",
        "isnt working",
        "wont work",
        "wont start",
        "wont run",
        "wont install",
        "keeps failing",
        "keeps crashing",
        "keeps restarting",
        "keeps giving",
        "error message",
        "an error",
        "this error",
        "the error",
        "permission denied",
        "connection refused",
        "command not found",
        "out of memory",
        "giving me an error",
        "push rejected",
        "merge conflicts",
        "returns 404",
        "throws",
        "getting error",
        "how to fix",
        "how do i fix",
        "merge conflict",
        "help me debug",
        "debug this",
        "fails with",
        "failed to",
        "cant connect",
        "cannot import",
        "syntax error",
    ];
    let broken = unit.has_any(&BROKEN) || BROKEN_PHRASES.iter().any(|phrase| unit.says(phrase));
    if signs.code || broken {
        return Some(Veto::Code);
    }
    const SELLING: &[&str] = &[
        "we are hiring",
        "were hiring",
        "is hiring",
        "now hiring",
        "hiring a",
        "looking to hire",
        "wants to hire",
        "for hire",
        "job opening",
        "dm me",
        "pm me",
        "apply here",
        "apply now",
        "budget",
        "freelancer",
        "i made a",
        "i made an",
        "i built a",
        "i wrote a",
        "i wrote an",
        "check out my",
        "check it out",
        "my new",
        "feedback on my",
        "review my",
        "we built",
        "i just made",
        "ama",
        "iama",
        "we made",
        "looking for a developer",
        "for sale",
        "discount",
        "join us",
        "open position",
        "send me",
    ];
    if SELLING.iter().any(|phrase| unit.says(phrase)) {
        return Some(Veto::Advert);
    }
    const ELSEWHERE: &[&str] = &[
        "discord role",
        "role ping",
        "role pings",
        "color role",
        "colour role",
        "admin role",
        "mod role",
        "reaction role",
        "the snake",
        "zoo",
        "minecraft",
        "steam",
        "netflix",
        "movie",
        "film",
        "album",
        "song",
        "boss fight",
        "speedrun",
        "valorant",
        "fortnite",
        "pokemon",
        "skyrim",
        "recipe",
        "football",
        "guitar",
    ];
    if ELSEWHERE.iter().any(|phrase| unit.says(phrase)) {
        return Some(Veto::Elsewhere);
    }
    const TRADES: &[&str] = &[
        "nurse",
        "nurses",
        "chef",
        "cook",
        "lawyer",
        "lawyers",
        "doctor",
        "doctors",
        "plumber",
        "electrician",
        "carpenter",
        "pilot",
        "actor",
        "musician",
        "dentist",
        "barista",
        "waiter",
        "pharmacist",
        "therapist",
        "mechanic",
        "firefighter",
        "policeman",
        "police",
        "soldier",
        "army",
        "navy",
        "nuclear",
        "civil",
        "mechanical",
        "chemical",
        "electrical",
        "biomedical",
        "aerospace",
        "veterinarian",
        "vet",
        "realtor",
        "hairdresser",
        "journalist",
        "baker",
        "farmer",
        "teacher",
        "teachers",
        "accountant",
        "accountants",
    ];
    if unit.has_any(&TRADES) && !unit.mentions.iter().any(|m| m.is(Kinds::ROLE) && !m.generic) && !unit.says("python") {
        return Some(Veto::OtherTrade);
    }
    None
}
