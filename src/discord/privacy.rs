//! What is kept about somebody: shown, handed over, erased.

use serde_json::json;
use serenity::all::UserId;

use super::app::App;
use super::remembering::refused;
use crate::learner::Learner;
use crate::render::{self, Action, Button, Card, Style, words};
use crate::store::RecordError;

impl App {
    /// What is kept about that person, why and how long.
    pub(super) async fn privacy(&self, person: UserId) -> Card {
        let Some(records) = &self.records else { return Card::line(words::KEEPS_NOTHING) };
        let scope = records.scope(person.get());
        let read = async {
            let learner: Learner = records.of_person(scope).await?;
            let kept = records.export_person(scope).await?;
            let named = kept.iter().filter(|kept| kept.server.is_some() && !kept.unreadable).count();
            Ok::<_, RecordError>((learner, named))
        };
        match read.await {
            Ok((learner, named)) => render::privacy(&self.advisor.load(), &learner, named),
            Err(error) => refused(&error),
        }
    }

    /// Everything that is kept about that person, as JSON.
    pub(super) async fn export(&self, person: UserId) -> Result<String, Card> {
        let records = self.records.as_ref().ok_or_else(|| Card::line(words::KEEPS_NOTHING))?;
        let kept = records.export_person(records.scope(person.get())).await.map_err(|error| refused(&error))?;
        if kept.iter().all(|kept| kept.unreadable) {
            return Err(Card::line(words::KEPT_NOTHING));
        }
        let whole = json!({ "exported": self.clock.today().to_string(), "records": kept });
        Ok(format!("{whole:#}"))
    }

    /// Asks whether everything is to be erased.
    pub(super) fn ask_to_erase(&self) -> Card {
        if self.records.is_none() {
            return Card::line(words::KEEPS_NOTHING);
        }
        Card::line(words::DELETE_SURE).with(Button {
            label: words::DELETE_ALL.to_owned(),
            style: Style::Danger,
            action: Action::Erase,
        })
    }

    /// Erases everything of that person, in memory too.
    pub(super) async fn erase(&self, person: UserId) -> Card {
        let Some(records) = &self.records else { return Card::line(words::KEEPS_NOTHING) };
        self.conversations.forget(person);
        let now = self.clock.now().as_secs();
        let erased = records.erase_person(records.scope(person.get()), now).await;
        // Servers' records may name them no longer.
        self.servers.all_changed();
        match erased {
            Ok(_) => Card::line(words::DELETED),
            Err(error) => refused(&error),
        }
    }
}
