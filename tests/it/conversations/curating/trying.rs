//! "What would you answer here, and why?": tried by a moderator, seen by nobody else, noted nowhere.

use super::super::choosing::two_readings;
use super::{tip, used};
use crate::support::with_memory;

#[tokio::test]
async fn a_trial_says_what_would_be_done_and_why_and_does_none_of_it() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, Some("MLOps engineer"), "Ship a small model.").await;
        let message = [("message", "does anyone know what an MLOps engineer does?")];
        let here = used(discord, "ada", "curate try", &message).await;
        assert!(here.text().contains("# What I would do here\n**Unasked** I stay silent: I don't listen"), "{here}");
        assert!(here.text().contains("**Called by name** I answer; see below."), "{here}");
        assert!(here.text().contains("**Why**\nI read it as what a role is (`role.describe`)"), "{here}");
        assert!(here.text().contains("# MLOps engineer") && here.text().contains("Ship a small model."), "{here}");
        assert!(here.buttons().is_empty() && here.text().contains("Buttons: `What it asks for`"), "{here}");
        ada.uses_in("#careers", "curate try", &message).await;
        assert!(discord.next_reply().await.text().contains("**Unasked** I answer; see below."));
        ada.uses_in("#careers", "curate try", &[("message", "honestly the django docs are so good")]).await;
        assert!(discord.next_reply().await.text().contains("I stay silent: I'm not sure enough"));
        used(discord, "ada", "curate pause", &[]).await;
        ada.uses_in("#careers", "curate try", &message).await;
        assert!(discord.next_reply().await.text().contains("I stay silent: it is paused."));
        let choice = used(discord, "ada", "curate try", &[("message", two_readings().0)]).await;
        assert!(
            choice.text().contains("I ask back; see below.") && choice.text().contains("Do you mean one of"),
            "{choice}"
        );
        let unknown = used(discord, "ada", "curate try", &[("message", "zxqvw plover")]).await;
        assert!(unknown.text().contains("I say that I don't know"), "{unknown}");
        let act = used(discord, "ada", "curate try", &[("message", "I finished pandas")]).await;
        assert!(act.text().contains("so I did nothing for this trial"), "{act}");
        let progress = used(discord, "ada", "progress", &[]).await;
        assert!(!progress.text().contains("pandas"), "{progress}");
        let history = used(discord, "ada", "curate history", &[]).await;
        assert!(!history.text().contains("changed something"), "a trial is no change: {history}");
    })
    .await;
}
