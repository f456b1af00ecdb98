//! What a person wants and knows, kept: from an act to the card that says what came of it. Nothing is said to be kept
//! before the store has said so.

use serenity::all::{ComponentInteraction, Context, UserId};

use super::answering::{self, Asker};
use super::app::App;
use super::error::Error;
use super::send;
use crate::advisor::{Act, Body};
use crate::learner::{self, Learner, Moment, Outcome};
use crate::render::{self, Action, Card, words};
use crate::store::{RecordError, StoreError};

impl App {
    /// Does what somebody asked for to their record, and shows them what came of it.
    pub(super) async fn carry_out(&self, act: &Act, asker: Asker) -> Card {
        match self.carried_out(act, asker.person).await {
            Ok(outcome) => render::outcome(&self.advisor.load(), &outcome),
            Err(refused) => refused,
        }
    }

    /// The same for a message, with the call that "Undo" takes back. In a channel nothing that is kept is shown.
    pub(super) async fn answer_act(&self, act: &Act, person: UserId, in_public: bool) -> (Card, Option<u64>) {
        let only_asks = matches!(act, Act::ShowProgress | Act::NextStep);
        if in_public && only_asks && self.records.is_some() {
            return (render::in_public(act, None), None);
        }
        match self.carried_out(act, person).await {
            Ok(outcome) => {
                let call = match &outcome {
                    Outcome::Done { marked, .. } => marked.call,
                    _ => None,
                };
                let whole = || render::outcome(&self.advisor.load(), &outcome);
                (if in_public { render::in_public(act, call) } else { whole() }, call)
            }
            Err(refused) => (refused, None),
        }
    }

    /// Takes back what one call marked; whatever goes wrong, the record is as it was.
    pub(super) async fn undo(&self, call: u64, person: UserId) -> Card {
        let advisor = self.advisor.load_full();
        match self.change(person, |learner| learner::undo(learner, &advisor, call)).await {
            Ok(outcome) => render::outcome(&advisor, &outcome),
            Err(refused) => refused,
        }
    }

    async fn carried_out(&self, act: &Act, person: UserId) -> Result<Outcome, Card> {
        if self.records.is_none() {
            let answer = self.advisor.load().show(Body::Act(act.clone()));
            return Err(self.fitting(render::card(&self.advisor.load(), &answer, self.clock.today())));
        }
        let advisor = self.advisor.load_full();
        let now = Moment { day: self.clock.today(), ms: self.clock.now_ms() };
        self.change(person, |learner| learner::carry_out(learner, &advisor, act, now)).await
    }

    async fn change(
        &self,
        person: UserId,
        change: impl FnMut(&mut Learner) -> Outcome + Send,
    ) -> Result<Outcome, Card> {
        let Some(records) = &self.records else { return Err(Card::line(words::STORE_DOWN)) };
        records.change_person(records.scope(person.get()), change).await.map_err(|error| refused(&error))
    }
}

/// What a person reads when the store could not do it; the operator reads the rest in the log.
pub(super) fn refused(error: &RecordError) -> Card {
    tracing::error!(%error, "a person's record could not be used");
    Card::line(match error {
        RecordError::Store(StoreError::ReadOnly { .. }) => words::STORE_READ_ONLY,
        RecordError::Store(StoreError::Unknown { .. }) => words::STORE_UNSURE,
        RecordError::Store(StoreError::Damaged) | RecordError::Newer { .. } | RecordError::Garbled { .. } => {
            words::RECORD_UNREADABLE
        }
        RecordError::BackupsRemain { .. } => words::BACKUPS_REMAIN,
        RecordError::Store(_) | RecordError::Backup { .. } | RecordError::Busy => words::STORE_DOWN,
    })
}

/// A button was pressed that reads or changes what is kept about the presser.
pub(super) async fn on_press(
    app: &App,
    ctx: &Context,
    press: &ComponentInteraction,
    action: Action,
    asker: Asker,
) -> Result<(), Error> {
    if action == Action::Erase {
        // The question itself becomes the answer, so that it can't be pressed twice.
        send::acknowledge(ctx, press).await?;
        return send::deferred(ctx, press, &app.erase(asker.person).await).await;
    }
    send::defer(ctx, press).await?;
    let card = match action {
        Action::Goal { role, level } => app.carry_out(&Act::SetGoal { role, level }, asker).await,
        Action::Learned(page) => app.carry_out(&Act::MarkDone { items: vec![page] }, asker).await,
        Action::Undo(call) => app.undo(call, asker.person).await,
        Action::Next => app.carry_out(&Act::NextStep, asker).await,
        _ => {
            let card = app.carry_out(&Act::ShowProgress, asker).await;
            if press.guild_id.is_some() && card.title.is_some() { card.with(answering::share_button()) } else { card }
        }
    };
    send::deferred(ctx, press, &card).await
}
