//! The check-up of everything that is not the data: the token, what Discord lets the bot do, the content.

use secrecy::SecretString;
use signpost::clock::Clock;
use signpost::config::MessageContent;
use signpost::content::{self, Origin};
use signpost::discord::{self, Checkup, TokenCheck};
use signpost::ops::doctor::{Checks, Finding};
use signpost::render::words::operator as words;

/// The check-up of a bot with this token and this content.
pub(super) fn of(token: SecretString, api: Option<String>, wish: MessageContent, origin: Origin) -> Checks {
    Checks::new(move || {
        let (token, api, origin) = (token.clone(), api.clone(), origin.clone());
        async move {
            let mut findings = match discord::check_up(&token, api.as_deref()).await {
                Ok(checkup) => of_discord(&checkup, wish),
                Err(why) => without_token(&why, words::TOKEN_REFUSED_ADVICE),
            };
            findings.push(of_content(origin).await);
            findings
        }
    })
}

/// The check-up without a token that could be asked about: `why` there is none, and what to do.
pub(super) fn without_token(why: &str, advice: &str) -> Vec<Finding> {
    vec![
        Finding::trouble(words::TOKEN, why, advice),
        Finding::trouble(words::INTENTS, words::NOT_LOOKED_AT, words::TOKEN_FIRST),
        Finding::trouble(words::PERMISSIONS, words::NOT_LOOKED_AT, words::TOKEN_FIRST),
    ]
}

fn of_discord(checkup: &Checkup, wish: MessageContent) -> Vec<Finding> {
    let server = &checkup.server;
    match &checkup.token {
        TokenCheck::Accepted(name) => vec![
            Finding::good(words::TOKEN, words::accepted(server, name)),
            intents(checkup.message_content, wish),
            permissions(checkup.servers.as_deref()),
        ],
        TokenCheck::Refused => without_token(&words::token_refused(server), words::TOKEN_REFUSED_ADVICE),
        TokenCheck::NoAnswer => {
            let all = without_token(&words::no_answer(server), words::NO_ANSWER_ADVICE);
            all.into_iter().map(Finding::that_may_pass).collect()
        }
    }
}

fn intents(granted: Option<bool>, wish: MessageContent) -> Finding {
    match (granted, wish) {
        (_, MessageContent::Off) => Finding::good(words::INTENTS, words::CONTENT_OFF),
        (Some(true), _) => Finding::good(words::INTENTS, words::CONTENT_GRANTED),
        (None, _) => Finding::good(words::INTENTS, words::NOT_TOLD),
        (Some(false), _) => Finding::trouble(words::INTENTS, words::CONTENT_MISSING, words::CONTENT_MISSING_ADVICE),
    }
}

fn permissions(servers: Option<&[(String, Vec<&'static str>)]>) -> Finding {
    let Some(servers) = servers else { return Finding::good(words::PERMISSIONS, words::NOT_TOLD) };
    let lacking: Vec<_> = servers.iter().filter(|(_, missing)| !missing.is_empty()).cloned().collect();
    if servers.is_empty() {
        Finding::trouble(words::PERMISSIONS, words::NO_SERVERS, words::NO_SERVERS_ADVICE)
    } else if lacking.is_empty() {
        Finding::good(words::PERMISSIONS, words::permitted(servers.len()))
    } else {
        Finding::trouble(words::PERMISSIONS, words::lacking(&lacking), words::LACKING_ADVICE)
    }
}

/// Reads the content as `check` does.
pub(super) async fn of_content(origin: Origin) -> Finding {
    let loaded = tokio::task::spawn_blocking(move || content::load(&origin, Clock::system().today())).await;
    match loaded {
        Ok(Ok(loaded)) => Finding::good(words::CONTENT, words::content(loaded.files, loaded.warnings.len())),
        Ok(Err(problems)) => {
            Finding::trouble(words::CONTENT, words::content_problems(problems.errors().count()), words::CONTENT_ADVICE)
        }
        Err(error) => Finding::trouble(words::CONTENT, error.to_string(), words::CONTENT_ADVICE),
    }
}
