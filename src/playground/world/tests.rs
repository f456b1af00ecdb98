//! The rules of messages: who may write, what is kept, who is told what.

use serde_json::{Value, json};

use super::id::{ChannelId, UserId};
use super::permission::{READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL};
use super::*;

const NOW: u64 = 1_763_700_000_000;

struct Scene {
    world: World,
    mia: UserId,
    bot: UserId,
    general: ChannelId,
}

fn scene() -> Scene {
    let mut world = World::seeded(NOW);
    let mia = world.person("mia").unwrap();
    let general = world.place(mia, "#general").unwrap();
    let bot = world.bot();
    Scene { world, mia, bot, general }
}

fn draft(body: &Value) -> Draft {
    Draft::read(body, "", Allowed::in_messages(), &[]).unwrap()
}

fn text(content: &str) -> Draft {
    draft(&json!({ "content": content }))
}

fn payloads(world: &mut World, name: &str) -> Vec<(Value, Option<Value>)> {
    let effects = world.take_effects().into_iter();
    let events = effects.filter_map(|effect| if let Effect::Dispatch(event) = effect { Some(event) } else { None });
    events.filter(|event| event.name == name).map(|event| (event.payload, event.blanked)).collect()
}

#[test]
fn writing_takes_the_permissions_discord_names() {
    let Scene { mut world, bot, general, .. } = scene();
    let code = |world: &mut World| world.send(bot, general, text("hi")).unwrap_err().code;
    world.overwrite(general, bot, 0, SEND_MESSAGES);
    assert_eq!(code(&mut world), 50013);
    world.overwrite(general, bot, 0, VIEW_CHANNEL);
    assert_eq!(code(&mut world), 50001);
    world.overwrite(general, bot, 0, permission::EMBED_LINKS);
    assert!(world.send(bot, general, text("hi")).is_ok());
    let embed = draft(&json!({ "embeds": [{ "title": "t" }] }));
    assert_eq!(world.send(bot, general, embed).unwrap_err().code, 50013);
    assert_eq!(world.send(bot, Id(1), text("hi")).unwrap_err().code, 10003);
}

#[test]
fn overwrites_of_a_member_win_over_those_of_everyone() {
    let Scene { mut world, mia, general, .. } = scene();
    let everyone = world.guild_of(general).unwrap();
    world.overwrite(general, everyone, 0, SEND_MESSAGES);
    assert_eq!(world.send(mia, general, text("hi")).unwrap_err().code, 50013);
    world.overwrite(general, mia, SEND_MESSAGES, 0);
    assert!(world.send(mia, general, text("hi")).is_ok());
}

#[test]
fn a_forum_takes_posts_and_no_messages() {
    let Scene { mut world, mia, bot, .. } = scene();
    let forum = world.place(mia, "#help-forum").unwrap();
    assert_eq!(world.send(bot, forum, text("hi")).unwrap_err().code, 40058);
    let (post, message) = world.start_post(mia, forum, "How do I start?", text("With what?")).unwrap();
    assert_eq!(post, message, "a post and its first message have one id");
    assert!(world.send(bot, post, text("With Python.")).is_ok());
}

#[test]
fn somebody_who_takes_no_messages_gets_none() {
    let Scene { mut world, mia, bot, .. } = scene();
    let dm = world.open_private(mia).unwrap();
    assert!(world.send(bot, dm, text("hi")).is_ok());
    world.users.get_mut(&mia).unwrap().closed = true;
    assert_eq!(world.send(bot, dm, text("hi")).unwrap_err().code, 50007);
}

#[test]
fn an_enforced_nonce_makes_one_message_for_a_few_minutes() {
    let Scene { mut world, bot, general, .. } = scene();
    let body = json!({ "content": "hi", "nonce": "n1", "enforce_nonce": true });
    let first = world.send(bot, general, draft(&body)).unwrap();
    assert_eq!(world.send(bot, general, draft(&body)).unwrap(), first);
    let loose = json!({ "content": "hi", "nonce": "n1" });
    assert_ne!(world.send(bot, general, draft(&loose)).unwrap(), first);
    world.at(NOW + 5 * 60_000 + 1);
    assert_ne!(world.send(bot, general, draft(&body)).unwrap(), first);
}

#[test]
fn a_reply_needs_a_message_and_the_right_to_read_it() {
    let Scene { mut world, mia, bot, general } = scene();
    let asked = world.send(mia, general, text("why?")).unwrap();
    let reply = |id: Id, must: bool| {
        draft(&json!({ "content": "so", "message_reference": { "message_id": id, "fail_if_not_exists": must } }))
    };
    let sent = world.send(bot, general, reply(asked, true)).unwrap();
    assert_eq!((world.messages[&sent].kind, world.messages[&sent].reply_to), (19, Some(asked)));
    assert_eq!(world.send(bot, general, reply(Id(7), true)).unwrap_err().code, 50035);
    let loose = world.send(bot, general, reply(Id(7), false)).unwrap();
    assert_eq!((world.messages[&loose].kind, world.messages[&loose].reply_to), (0, None));
    world.overwrite(general, bot, 0, READ_MESSAGE_HISTORY);
    assert_eq!(world.send(bot, general, reply(asked, true)).unwrap_err().code, 160_002);
}

#[test]
fn a_reply_to_what_was_deleted_says_so() {
    let Scene { mut world, mia, bot, general } = scene();
    let asked = world.send(mia, general, text("why?")).unwrap();
    let body = json!({ "content": "so", "message_reference": { "message_id": asked } });
    let sent = world.send(bot, general, draft(&body)).unwrap();
    world.delete(mia, general, asked).unwrap();
    let shown = world.message_json(&world.messages[&sent]);
    assert_eq!(shown["referenced_message"], Value::Null);
    assert_eq!(shown["message_reference"]["message_id"], asked.to_string());
}

#[test]
fn content_is_blank_without_the_intent_but_for_the_exceptions() {
    let Scene { mut world, mia, bot, general } = scene();
    let blanked = |world: &mut World| payloads(world, "MESSAGE_CREATE").pop().unwrap().1.unwrap()["content"].clone();
    world.send(mia, general, text("who knows SQL?")).unwrap();
    assert_eq!(blanked(&mut world), "");
    let role = world.guilds.values().next().unwrap().roles.values().find(|r| r.name == BOT_NAME).unwrap().id;
    world.send(mia, general, text(&format!("<@&{role}> hi"))).unwrap();
    assert_eq!(blanked(&mut world), "", "a mention of the role is not one of the bot");
    world.send(mia, general, text(&format!("<@{bot}> hi"))).unwrap();
    assert_ne!(blanked(&mut world), "");
    let own = world.send(bot, general, text("hello")).unwrap();
    assert_eq!(blanked(&mut world), "hello");
    let dm = world.open_private(mia).unwrap();
    world.send(mia, dm, text("in private")).unwrap();
    assert_eq!(blanked(&mut world), "in private");
    world.send(mia, general, Draft::typed("and then?", Some(own)).unwrap()).unwrap();
    assert_eq!(blanked(&mut world), "and then?", "a reply that pings mentions");
    let mut quiet = Draft::typed("and then?", Some(own)).unwrap();
    quiet.allowed.replied_user = false;
    world.send(mia, general, quiet).unwrap();
    let (_, seen) = payloads(&mut world, "MESSAGE_CREATE").pop().unwrap();
    let seen = seen.unwrap();
    assert_eq!((&seen["content"], &seen["referenced_message"]["content"]), (&json!(""), &json!("hello")));
}

#[test]
fn only_ones_own_messages_can_be_edited() {
    let Scene { mut world, mia, bot, general } = scene();
    let id = world.send(mia, general, text("a")).unwrap();
    assert_eq!(world.edit(bot, general, id, &json!({ "content": "b" })).unwrap_err().code, 50005);
    world.edit(mia, general, id, &json!({ "content": "b" })).unwrap();
    assert_eq!(world.messages[&id].edited_ms, Some(NOW));
    assert_eq!(world.edit(mia, general, id, &json!({ "content": "" })).unwrap_err().code, 50006);
}

#[test]
fn an_edit_leaves_what_it_does_not_name() {
    let Scene { mut world, bot, general, .. } = scene();
    let id = world.send(bot, general, draft(&json!({ "content": "a", "embeds": [{ "title": "t" }] }))).unwrap();
    world.edit(bot, general, id, &json!({ "content": "b" })).unwrap();
    assert_eq!(world.messages[&id].embeds.len(), 1);
    world.edit(bot, general, id, &json!({ "embeds": [] })).unwrap();
    assert_eq!((world.messages[&id].embeds.len(), world.messages[&id].content.as_str()), (0, "b"));
}

#[test]
fn moderators_delete_what_others_wrote() {
    let Scene { mut world, mia, bot, general } = scene();
    let (sam, ada) = (world.person("sam").unwrap(), world.person("ada").unwrap());
    let id = world.send(mia, general, text("a")).unwrap();
    assert_eq!(world.delete(sam, general, id).unwrap_err().code, 50013);
    assert_eq!(world.delete(bot, general, id).unwrap_err().code, 50013);
    world.delete(ada, general, id).unwrap();
    assert_eq!(world.delete(ada, general, id).unwrap_err().code, 10008);
}

#[test]
fn pings_are_counted_where_they_happen() {
    let Scene { mut world, mia, bot, general } = scene();
    let words = format!("<@{mia}> @everyone");
    world.send(bot, general, text(&words)).unwrap();
    let ping = world.pings.pop().unwrap();
    assert_eq!((ping.users, ping.everyone), (vec![mia], false), "the bot may not mention everyone");
    let quiet = draft(&json!({ "content": words, "allowed_mentions": { "parse": [] } }));
    world.send(bot, general, quiet).unwrap();
    assert_eq!(world.pings, vec![]);
    let asked = world.send(mia, general, text("why?")).unwrap();
    world.send(bot, general, Draft::typed("so", Some(asked)).unwrap()).unwrap();
    assert_eq!(world.pings.pop().unwrap().users, vec![mia], "a reply pings unless told not to");
}

#[test]
fn history_is_listed_newest_first() {
    let Scene { mut world, mia, bot, general } = scene();
    let ids: Vec<Id> = (0..5).map(|i| world.send(mia, general, text(&i.to_string())).unwrap()).collect();
    let read = |around: Around, limit: usize| -> Vec<String> {
        let found = world.history(bot, general, around, limit).unwrap();
        found.iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(read(Around::Newest, 2), ["4", "3"]);
    assert_eq!(read(Around::Before(ids[2]), 50), ["1", "0"]);
    assert_eq!(read(Around::After(ids[1]), 2), ["3", "2"], "the oldest after it");
    assert_eq!(read(Around::Beside(ids[2]), 3), ["3", "2", "1"]);
    assert_eq!(world.history(bot, general, Around::Newest, 101).unwrap_err().code, 50035);
}

#[test]
fn a_client_writes_mentions_out() {
    let Scene { world, mia, bot, .. } = scene();
    let role = world.guilds.values().next().unwrap().roles.values().find(|r| r.name == "Moderators").unwrap().id;
    assert_eq!(
        world.with_mentions("@Signpost tell @Mia and @&Moderators"),
        format!("<@{bot}> tell <@{mia}> and <@&{role}>")
    );
}

#[test]
fn what_the_bot_cannot_see_it_is_not_told() {
    let Scene { mut world, mia, bot, general } = scene();
    world.overwrite(general, bot, 0, VIEW_CHANNEL);
    world.take_effects();
    world.send(mia, general, text("behind closed doors")).unwrap();
    assert_eq!(payloads(&mut world, "MESSAGE_CREATE"), vec![]);
    let channels = world.guild_create_json(world.guild_of(general).unwrap())["channels"].to_string();
    assert!(!channels.contains(&general.to_string()));
}

#[test]
fn the_bot_is_put_out_and_invited_again_with_a_role_of_its_own() {
    let mut world = World::seeded(NOW);
    let server = *world.guilds.keys().next().unwrap();
    let bot = world.bot();
    let role = |world: &World| {
        world.guilds[&server].roles.values().find(|role| role.managed_by == Some(bot)).map(|role| role.id)
    };
    let old = role(&world).unwrap();
    world.remove_bot(server);
    assert_eq!((role(&world), world.own_guilds().count()), (None, 0));
    world.at(NOW + 5000);
    world.take_effects();
    world.invite_bot(server);
    let new = role(&world).unwrap();
    assert_ne!(old, new);
    let effects = world.take_effects();
    let Effect::Dispatch(event) = &effects[0] else { panic!("{effects:?}") };
    assert_eq!((event.name, event.payload["members"][0]["roles"][0].clone()), ("GUILD_CREATE", new.into()));
    assert_eq!(event.payload["joined_at"], super::time::iso(NOW + 5000), "it joined anew");
    let lobby = world.add_channel(server, "lobby", ChannelKind::Text);
    world.own_channels(server, Some(lobby), None);
    assert_eq!(world.guild_create_json(server)["system_channel_id"], lobby.to_string());
}
