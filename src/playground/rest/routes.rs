//! The routes there are. Everything else is 404, as on Discord.

use super::{Handler, about, channels, commands, guilds, interactions};

/// Method, path below `/api/v10`, and what stands behind it.
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/gateway", about::gateway),
    ("GET", "/gateway/bot", about::gateway_bot),
    ("GET", "/applications/@me", about::application),
    ("GET", "/oauth2/applications/@me", about::application),
    ("GET", "/users/@me", about::own_user),
    ("GET", "/users/@me/guilds", guilds::own),
    ("POST", "/users/@me/channels", about::open_private),
    ("GET", "/users/{user_id}", about::user),
    ("GET", "/channels/{channel_id}", channels::get),
    ("GET", "/channels/{channel_id}/messages", channels::history),
    ("POST", "/channels/{channel_id}/messages", channels::send),
    ("GET", "/channels/{channel_id}/messages/{message_id}", channels::message),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}", channels::edit),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}", channels::delete),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", channels::thread_on),
    ("POST", "/channels/{channel_id}/threads", channels::thread),
    ("POST", "/channels/{channel_id}/typing", channels::typing),
    ("GET", "/guilds/{guild_id}", guilds::get),
    ("GET", "/guilds/{guild_id}/channels", guilds::channels),
    ("GET", "/guilds/{guild_id}/roles", guilds::roles),
    ("GET", "/guilds/{guild_id}/members", guilds::members),
    ("GET", "/guilds/{guild_id}/members/{user_id}", guilds::member),
    ("GET", "/guilds/{guild_id}/threads/active", guilds::threads),
    ("GET", "/applications/{application_id}/commands", commands::list),
    ("PUT", "/applications/{application_id}/commands", commands::put),
    ("POST", "/applications/{application_id}/commands", commands::post),
    ("GET", "/applications/{application_id}/commands/{command_id}", commands::get),
    ("PATCH", "/applications/{application_id}/commands/{command_id}", commands::patch),
    ("DELETE", "/applications/{application_id}/commands/{command_id}", commands::delete),
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands", commands::list),
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands", commands::put),
    ("POST", "/applications/{application_id}/guilds/{guild_id}/commands", commands::post),
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::get),
    ("PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::patch),
    ("DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::delete),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", interactions::callback),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}", interactions::follow_up),
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", interactions::get_original),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", interactions::edit_original),
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", interactions::delete_original),
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", interactions::get),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", interactions::edit),
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", interactions::delete),
];

/// The route a request met.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) template: &'static str,
    pub(super) handler: Handler,
    pub(super) params: Vec<(&'static str, String)>,
}

/// Why a request met none.
#[derive(Debug, PartialEq)]
pub(super) enum Missed {
    NoSuchPath,
    NoSuchMethod,
}

/// Finds the route of a request. A fixed word (`@me`) goes before a name in braces.
pub(super) fn find(method: &str, path: &str) -> Result<Met, Missed> {
    let mut missed = Missed::NoSuchPath;
    let mut best: Option<Met> = None;
    for (wanted, template, handler) in ROUTES {
        let Some(params) = fits(template, path) else { continue };
        if *wanted != method {
            missed = Missed::NoSuchMethod;
            continue;
        }
        if best.as_ref().is_none_or(|best| params.len() < best.params.len()) {
            best = Some(Met { template, handler: *handler, params });
        }
    }
    best.ok_or(missed)
}

fn fits(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut params = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(wanted), Some(given)) => {
                if let Some(name) = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                    params.push((name, given.to_owned()));
                } else if wanted != given {
                    return None;
                }
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_word_goes_before_a_name() {
        assert_eq!(find("GET", "/users/@me").unwrap().template, "/users/@me");
        let met = find("PATCH", "/webhooks/1/t/messages/@original").unwrap();
        assert_eq!(met.template, "/webhooks/{webhook_id}/{webhook_token}/messages/@original");
        let met = find("GET", "/channels/5/messages/6").unwrap();
        assert_eq!(met.params, vec![("channel_id", "5".to_owned()), ("message_id", "6".to_owned())]);
    }

    #[test]
    fn a_path_without_route_and_a_route_without_method_are_told_apart() {
        assert_eq!(find("GET", "/voice/regions").unwrap_err(), Missed::NoSuchPath);
        assert_eq!(find("PUT", "/users/@me").unwrap_err(), Missed::NoSuchMethod);
    }
}
