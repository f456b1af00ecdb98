//! Who may: looked at in each run, each press and each form that is sent.

use super::{ADMINISTRATOR, MANAGE_SERVER, home, moderators, shown_to_all, tip, used};
use crate::support::{Discord, Reply, with_memory};

const COMMANDS: [(&str, &[(&str, &str)]); 9] = [
    ("curate tip add", &[]),
    ("curate tip list", &[]),
    ("curate tip edit", &[("tip", "ask")]),
    ("curate tip remove", &[("tip", "ask")]),
    ("curate tip push", &[("tip", "ask"), ("channel", "#general")]),
    ("curate settings", &[("listen", "#general")]),
    ("curate try", &[("message", "hello")]),
    ("curate pause", &[]),
    ("curate history", &[]),
];

fn is_refusal(reply: &Reply) -> bool {
    reply.is_ephemeral() && reply.text().contains("That is for this server's moderators")
}

async fn may_nothing(discord: &Discord, who: &'static str) {
    for (command, options) in COMMANDS {
        let reply = used(discord, who, command, options).await;
        assert!(is_refusal(&reply), "/{command}: {reply}");
    }
    assert!(discord.member(who).types("curate tip edit", "tip", "").await.is_empty(), "nothing is offered either");
}

#[tokio::test]
async fn discord_hides_the_commands_and_a_member_who_sees_them_is_refused() {
    with_memory(async |discord| {
        tip(discord, None, "Ask early.").await;
        discord.registered("curate").await;
        assert!(discord.invoke("mia", "#general", "curate history", &[], None).is_err(), "hidden from members");
        shown_to_all(discord);
        may_nothing(discord, "mia").await;
        let settings = used(discord, "ada", "curate settings", &[]).await;
        assert!(!settings.text().contains("#general"), "nothing was changed: {settings}");
    })
    .await;
}

#[tokio::test]
async fn each_permission_makes_a_moderator_and_without_it_nobody_is_one() {
    with_memory(async |discord| {
        shown_to_all(discord);
        for (name, bit) in [("Admins", ADMINISTRATOR), ("Managers", MANAGE_SERVER), ("Helpers", 1 << 13)] {
            let role = discord.add_role(home(discord), name, bit);
            discord.give_role(home(discord), "mia", role).unwrap();
            let list = used(discord, "mia", "curate tip list", &[]).await;
            assert!(list.text().contains("no tips of its own yet"), "{name}: {list}");
            discord.take_role(home(discord), "mia", role).unwrap();
            assert!(is_refusal(&used(discord, "mia", "curate tip list", &[]).await), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_role_makes_a_moderator_while_it_is_chosen_and_held() {
    with_memory(async |discord| {
        let role = discord.add_role(home(discord), "Helpers", 0);
        discord.give_role(home(discord), "mia", role).unwrap();
        discord.give_command(home(discord), "curate", role);
        may_nothing(discord, "mia").await;
        let chosen = used(discord, "ada", "curate settings", &[("moderators", "Helpers")]).await;
        assert!(chosen.text().contains("or with @Helpers") && chosen.text().contains("Integrations"), "{chosen}");
        let list = used(discord, "mia", "curate tip list", &[]).await;
        assert!(list.text().contains("no tips of its own yet"), "{list}");
        discord.restart_bot().await;
        discord.member("mia").uses("curate tip add", &[]).await;
        let form = discord.next_form().await;
        discord.member("mia").sends(&form, "Ask early.").await;
        assert!(discord.next_reply().await.text().contains("Saved."));
        // A moderator by role may take answers away that were made for others, too.
        discord.member("sam").says("#careers", super::UNASKED).await;
        let answer = discord.next_reply().await;
        discord.member("mia").presses(&answer, "Dismiss").await;
        assert_eq!(discord.next_deletion().await, answer.0.id);
        used(discord, "ada", "curate settings", &[("no-moderators", "Helpers")]).await;
        may_nothing(discord, "mia").await;
        let everyone = used(discord, "ada", "curate settings", &[("moderators", &*home(discord).to_string())]).await;
        assert!(everyone.text().contains("Everyone would be my moderator"), "{everyone}");
        may_nothing(discord, "mia").await;
    })
    .await;
}

#[tokio::test]
async fn who_was_demoted_meanwhile_is_refused_at_the_form() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        shown_to_all(discord);
        tip(discord, None, "Ask early.").await;
        ada.uses("curate tip add", &[]).await;
        let new = discord.next_form().await;
        ada.uses("curate tip edit", &[("tip", "ask")]).await;
        let old = discord.next_form().await;
        discord.take_role(home(discord), "ada", moderators(discord)).unwrap();
        for form in [&new, &old] {
            ada.sends(form, "Ask late.").await;
            assert!(is_refusal(&discord.next_reply().await));
        }
        discord.give_role(home(discord), "ada", moderators(discord)).unwrap();
        let list = used(discord, "ada", "curate tip list", &[]).await;
        assert!(list.text().contains("Ask early.") && !list.text().contains("Ask late."), "{list}");
    })
    .await;
}

#[tokio::test]
async fn who_was_demoted_meanwhile_is_refused_at_each_press() {
    with_memory(async |discord| {
        let ada = discord.member("ada");
        for number in 0..12 {
            tip(discord, None, &format!("Tip number {number}.")).await;
        }
        let push = [("tip", "number 7"), ("channel", "#careers")];
        let buttons = [
            (used(discord, "ada", "curate tip push", &push).await, "Post"),
            (used(discord, "ada", "curate tip push", &push).await, "Cancel"),
            (used(discord, "ada", "curate tip remove", &push[..1]).await, "Remove"),
            (used(discord, "ada", "curate tip list", &[]).await, "Next"),
            (used(discord, "ada", "curate history", &[]).await, "Older"),
            (used(discord, "ada", "curate pause", &[]).await, "Resume"),
        ];
        discord.take_role(home(discord), "ada", moderators(discord)).unwrap();
        for (reply, button) in &buttons {
            ada.presses(reply, button).await;
            let refused = discord.next_reply().await;
            assert!(is_refusal(&refused), "{button}: {refused}");
        }
        assert!(ada.sees("#careers").is_empty(), "nothing was posted");
        discord.give_role(home(discord), "ada", moderators(discord)).unwrap();
        let settings = used(discord, "ada", "curate settings", &[]).await;
        assert!(settings.text().contains("until you resume"), "still paused: {settings}");
        assert!(used(discord, "ada", "curate tip list", &[]).await.text().contains("This server's 12 tips"));
    })
    .await;
}

#[tokio::test]
async fn another_servers_moderator_is_nobody_here() {
    with_memory(async |discord| {
        shown_to_all(discord);
        let elsewhere = discord.add_server("Elsewhere");
        assert!(discord.next_reply().await.text().contains("three steps to begin"));
        let role = discord.add_role(elsewhere, "Chiefs", ADMINISTRATOR);
        discord.join(elsewhere, "mia").unwrap();
        discord.give_role(elsewhere, "mia", role).unwrap();
        let there = discord.add_channel(elsewhere, "there", signpost::playground::ChannelKind::Text);
        discord.member("mia").uses_in(&there.to_string(), "curate tip list", &[]).await;
        assert!(discord.next_reply().await.text().contains("no tips of its own yet"));
        may_nothing(discord, "mia").await;
    })
    .await;
}

#[tokio::test]
async fn in_a_direct_message_there_is_nothing_to_moderate() {
    with_memory(async |discord| {
        discord.registered("curate").await;
        assert!(discord.invoke("ada", "dm", "curate history", &[], None).is_err(), "it is for servers only");
        // Not every server of Discord's kind knows where a command belongs.
        discord.forget_contexts();
        for (command, options) in
            COMMANDS.iter().filter(|(command, _)| !command.ends_with("push") && !command.ends_with("settings"))
        {
            discord.member("ada").uses_in("dm", command, options).await;
            let refused = discord.next_reply().await;
            assert!(refused.text().contains("That works in servers only."), "/{command}: {refused}");
        }
    })
    .await;
}
