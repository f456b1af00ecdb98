//! What happens in front of one person, as Server-Sent Events.

use std::convert::Infallible;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use serde_json::json;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::super::{Playground, PlaygroundEvent, UserId};
use super::view::{Refused, Who};

/// Tells what happens, until the page goes away.
pub(super) async fn events(
    State(playground): State<Playground>,
    Query(who): Query<Who>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    // Asked for their channels, somebody unknown is refused.
    playground.channels(&who.person)?;
    let me = playground.people().into_iter().find(|person| person.name == who.person).map(|person| person.id);
    let news = playground.subscribe();
    Ok(Sse::new(stream::unfold((news, me), next)).keep_alive(KeepAlive::default()))
}

/// Everything somebody watches with.
type Watch = (Receiver<PlaygroundEvent>, Option<UserId>);

async fn next((mut news, me): Watch) -> Option<(Result<Event, Infallible>, Watch)> {
    loop {
        let told = match news.recv().await {
            Ok(event) if concerns(&event, me) => Event::default().json_data(&event),
            Ok(_) => continue,
            // Too slow to follow: the page reads everything again.
            Err(RecvError::Lagged(_)) => Event::default().json_data(json!({ "event": "missed" })),
            Err(RecvError::Closed) => return None,
        };
        if let Ok(event) = told {
            return Some((Ok(event), (news, me)));
        }
    }
}

/// Whether this person may learn of it.
fn concerns(event: &PlaygroundEvent, me: Option<UserId>) -> bool {
    match event {
        PlaygroundEvent::MessageCreated { only_for, .. } | PlaygroundEvent::MessageEdited { only_for, .. } => {
            only_for.is_none() || *only_for == me
        }
        PlaygroundEvent::ModalOpened { person, .. } => Some(*person) == me,
        _ => true,
    }
}
