//! Acts on the asker's own record, said honestly while there is no store to keep it in.

use super::draft::Draft;
use super::{Action, Button, titles, words};
use crate::advisor::{Act, Advisor, Body};

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, act: &Act) -> Draft {
    let mut draft = Draft::default();
    match act {
        Act::SetGoal { role, .. } => {
            draft.say(words::no_goal_yet(&titles::title(advisor, role)));
            let body = Body::Path { from: None, to: role.clone(), page: None };
            draft.button(Button::primary(words::SHOW_PATH, Action::Show(body)));
        }
        Act::MarkDone { items } => {
            let titles: Vec<String> = items.iter().map(|id| words::mid(&titles::title(advisor, id))).collect();
            draft.say(words::no_done_yet(&titles));
        }
        Act::ShowProgress => {
            draft.say(words::NO_PROGRESS_YET);
        }
        Act::NextStep => {
            draft.say(words::NO_NEXT_YET);
        }
    }
    draft
}
