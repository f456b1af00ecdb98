//! What Discord says about our application: its id, and whether it may read the text of messages.

use crate::config::MessageContent;

use super::gateway::Content;
use super::rest::Rest;

/// The two flags that grant Message Content: verified bots, and bots in few servers.
const MESSAGE_CONTENT: u64 = 1 << 18;
const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;

/// What could be read about our application. A server may lack the routes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Application {
    pub(super) id: Option<u64>,
    pub(super) flags: Option<u64>,
}

/// Asks for our application.
pub(super) async fn read(rest: &Rest) -> Application {
    for path in ["/applications/@me", "/oauth2/applications/@me"] {
        let Some(told) = rest.get(path).await.json() else { continue };
        let id = told["id"].as_str().and_then(|id| id.parse().ok());
        if id.is_some() {
            return Application { id, flags: told["flags"].as_u64() };
        }
    }
    Application::default()
}

/// Whether the text of messages is granted; `None` if the server doesn't say.
pub(super) fn may_read_messages(application: Application) -> Option<bool> {
    application.flags.map(|flags| flags & (MESSAGE_CONTENT | MESSAGE_CONTENT_LIMITED) != 0)
}

/// Whether to ask for the text of messages.
pub(super) fn content(wish: MessageContent, application: Application) -> Content {
    match (wish, may_read_messages(application)) {
        (MessageContent::On, _) => Content::Wanted,
        (MessageContent::Off, _) | (MessageContent::Auto, Some(false)) => Content::Without,
        (MessageContent::Auto, Some(true) | None) => Content::Hoped,
    }
}

#[cfg(test)]
mod tests {
    use super::{Application, content};
    use crate::config::MessageContent::{Auto, Off, On};
    use crate::discord::gateway::Content::{Hoped, Wanted, Without};

    #[test]
    fn the_text_of_messages_is_asked_for_when_granted() {
        let flags = |flags| Application { id: Some(1), flags };
        assert_eq!(content(Auto, flags(Some(1 << 18))), Hoped);
        assert_eq!(content(Auto, flags(Some(1 << 19))), Hoped);
        assert_eq!(content(Auto, flags(Some(1 << 17))), Without);
        assert_eq!(content(Auto, flags(None)), Hoped);
        assert_eq!(content(On, flags(Some(0))), Wanted);
        assert_eq!(content(Off, flags(Some(1 << 18))), Without);
    }
}
