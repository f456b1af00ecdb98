//! Tips: written, listed, changed, taken away.

use signpost::curation::{CuratedTip, TipId};
use signpost::playground::GatewayFault;
use signpost::store::GuildScope;

use super::{home, tip, used};
use crate::support::{Setup, keeping, with_bot, with_memory};

#[tokio::test]
async fn a_tip_is_written_in_a_form_and_listed() {
    with_memory(async |discord| {
        let none = used(discord, "ada", "curate tip list", &[]).await;
        assert!(none.text().contains("no tips of its own yet"), "{none}");
        discord.member("ada").uses("curate tip add", &[("topic", "data engineer"), ("also", "SQL")]).await;
        let form = discord.next_form().await;
        assert_eq!(form.modal["title"], "Write a tip");
        assert_eq!((form.input()["style"].clone(), form.input()["max_length"].clone()), (2.into(), 300.into()));
        discord.member("ada").sends(&form, "  Ship a *small* pipeline.\n").await;
        let saved = discord.next_reply().await;
        assert!(saved.is_ephemeral(), "{saved}");
        assert!(saved.text().contains("rides along on answers about **data engineer** and **SQL**"), "{saved}");
        tip(discord, None, "Ask early.").await;
        let list = used(discord, "ada", "curate tip list", &[]).await;
        assert!(list.text().contains("This server's 2 tips"), "{list}");
        assert!(list.text().contains("- Ship a \\*small\\* pipeline.\n-# On data engineer and SQL · "), "{list}");
        let (latest, first) = (list.text().find("Ask early").unwrap(), list.text().find("Ship a").unwrap());
        assert!(latest < first, "the latest first: {list}");
    })
    .await;
}

#[tokio::test]
async fn a_form_is_understood_after_a_restart_and_writes_once() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        ada.uses("curate tip add", &[("topic", "data engineer")]).await;
        let form = discord.next_form().await;
        discord.restart_bot().await;
        discord.gateway_fault(GatewayFault::Twice);
        ada.sends(&form, "Ship a small pipeline.").await;
        assert!(discord.next_reply().await.text().contains("about **data engineer**"));
        discord.heal();
        let list = used(discord, "ada", "curate tip list", &[]).await;
        assert!(list.text().contains("This server's tip\n") && list.text().matches("- Ship").count() == 1, "{list}");
    })
    .await;
}

#[tokio::test]
async fn a_tip_is_changed_unless_somebody_else_was_faster() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, Some("data engineer"), "Ship a small pipeline.").await;
        ada.uses("curate tip edit", &[("tip", "small pipe")]).await;
        let form = discord.next_form().await;
        assert_eq!(form.input()["value"], "Ship a small pipeline.");
        ada.uses("curate tip edit", &[("tip", "SMALL PIPE"), ("topic", "none")]).await;
        let second = discord.next_form().await;
        ada.sends(&form, "Ship a small pipeline every week.").await;
        let changed = discord.next_reply().await;
        assert!(changed.text().contains("Changed.") && changed.text().contains("about **data engineer**"), "{changed}");
        ada.sends(&second, "Ship a tiny pipeline.").await;
        let refused = discord.next_reply().await;
        assert!(refused.text().contains("somebody else changed this tip"), "{refused}");
        assert!(refused.text().contains("Ship a small pipeline every week."), "as it reads now: {refused}");
        assert!(
            refused.text().contains("```\nShip a tiny pipeline.\n```"),
            "nothing that was written is lost: {refused}"
        );
        ada.uses("curate tip edit", &[("tip", "every week"), ("topic", "none")]).await;
        let third = discord.next_form().await;
        ada.sends(&third, "Ship a small pipeline every week.").await;
        assert!(discord.next_reply().await.text().contains("It fits anywhere"));
        ada.uses("curate tip edit", &[("tip", "every week")]).await;
        let same = discord.next_form().await;
        ada.sends(&same, "Ship a small pipeline every week.").await;
        assert!(discord.next_reply().await.text().contains("so nothing was changed"));
        let list = used(discord, "ada", "curate tip list", &[]).await;
        assert!(list.text().contains("every week.\n-# Fits anywhere"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn a_tip_goes_after_a_second_thought_and_only_once() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        tip(discord, None, "Ask early.").await;
        let kept = used(discord, "ada", "curate tip remove", &[("tip", "ask")]).await;
        assert!(kept.text().contains("Remove this tip for good?") && kept.text().contains("Ask early."), "{kept}");
        ada.presses(&kept, "Keep it").await;
        assert!(discord.next_edit().await.text().contains("nothing was done"));
        let question = used(discord, "ada", "curate tip remove", &[("tip", "ask")]).await;
        let again = used(discord, "ada", "curate tip remove", &[("tip", "ask")]).await;
        ada.presses(&question, "Remove").await;
        let removed = discord.next_edit().await;
        assert!(removed.text().contains("Removed.") && removed.buttons().is_empty(), "{removed}");
        ada.presses(&again, "Remove").await;
        assert!(discord.next_edit().await.text().contains("That tip is gone."));
        let history = used(discord, "ada", "curate history", &[]).await;
        assert_eq!(history.text().matches("removed a tip").count(), 1, "{history}");
    })
    .await;
}

#[tokio::test]
async fn what_a_form_is_opened_for_must_be_there() {
    with_memory(async |discord| {
        let unknown = used(discord, "ada", "curate tip add", &[("topic", "zxqvw*")]).await;
        assert!(unknown.text().contains("no role, tool, skill or question called \"zxqvw\\*\""), "{unknown}");
        let none = used(discord, "ada", "curate tip edit", &[("tip", "nothing")]).await;
        assert!(none.text().contains("I have no tip with \"nothing\" in it"), "{none}");
        tip(discord, None, "Ask early.").await;
        tip(discord, None, "Ask often.").await;
        let several = used(discord, "ada", "curate tip push", &[("tip", "ask"), ("channel", "#general")]).await;
        assert!(several.text().contains("Several tips have \"ask\" in them"), "{several}");
        // Picked from the list, it is one of them.
        let offered = discord.member("ada").types("curate tip edit", "tip", "ask").await;
        assert_eq!(offered, ["Ask often.", "Ask early."]);
        assert!(
            discord
                .member("ada")
                .types("curate tip add", "topic", "data eng")
                .await
                .contains(&"Data engineer".to_owned())
        );
        assert_eq!(discord.member("ada").types("curate tip edit", "topic", "no").await, ["none"]);
    })
    .await;
}

#[tokio::test]
async fn a_text_that_cannot_be_a_tip_is_handed_back() {
    let records = keeping::memory();
    let setup = Setup { records: Some(records.clone()), ..Setup::default() };
    setup
        .run(async |discord| {
            let ada = discord.member("ada");
            ada.uses("curate tip add", &[]).await;
            let form = discord.next_form().await;
            // Discord's client counts these as 200 characters, and takes them.
            ada.sends(&form, &"🐍".repeat(200)).await;
            let long = discord.next_reply().await;
            assert!(long.text().contains("at most 300 characters, and this one has 400"), "{long}");
            assert!(long.text().contains(&"🐍".repeat(200)), "what was written is not lost: {long}");
            ada.uses("curate tip add", &[]).await;
            let form = discord.next_form().await;
            ada.sends(&form, " \n ").await;
            assert!(discord.next_reply().await.text().contains("there are no words in it"));
            let scope = GuildScope::new(home(discord).0);
            for number in 0..200 {
                let tip = CuratedTip {
                    text: format!("Tip {number}"),
                    about: Vec::new(),
                    by: None,
                    on: jiff::civil::date(2026, 11, 21),
                };
                records.add_to_guild(scope, &TipId(number).bytes(), &tip, None).await.unwrap();
            }
            ada.uses("curate tip add", &[]).await;
            let form = discord.next_form().await;
            ada.sends(&form, "One more.").await;
            let full = discord.next_reply().await;
            assert!(full.text().contains("can have 200 tips") && full.text().contains("One more."), "{full}");
            let list = used(discord, "ada", "curate tip list", &[]).await;
            assert!(list.text().contains("- Tip 199\n") && !list.text().contains("- Tip 189\n"), "{list}");
            assert_eq!(list.buttons(), ["Next"]);
            ada.presses(&list, "Next").await;
            let second = discord.next_edit().await;
            assert!(second.text().contains("- Tip 189\n") && !second.text().contains("- Tip 190\n"), "{second}");
            assert_eq!(second.buttons(), ["Back", "Next"]);
        })
        .await;
}

#[tokio::test]
async fn a_bot_that_keeps_nothing_says_so() {
    with_bot(async |discord| {
        let list = used(discord, "ada", "curate tip list", &[]).await;
        assert!(list.text().contains("runs without a place to keep things"), "{list}");
        discord.member("ada").uses("curate tip add", &[]).await;
        let form = discord.next_form().await;
        discord.member("ada").sends(&form, "Ask early.").await;
        assert!(discord.next_reply().await.text().contains("runs without a place to keep things"));
    })
    .await;
}
