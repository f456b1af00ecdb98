//! When an answer is taken, what it does, and when it is too late.

use serde_json::{Value, json};

use super::super::id::{Id, MessageId};
use super::super::permission::VIEW_CHANNEL;
use super::super::{ChannelKind, Draft, Effect, PlaygroundEvent, Problem, World};
use super::*;

const NOW: u64 = 1_763_700_000_000;

/// A world where mia has used `/role`, and its interaction.
fn asked() -> (World, Id, String) {
    let mut world = World::seeded(NOW);
    let role = json!({ "name": "role", "description": "d", "options": [
        { "type": 3, "name": "name", "description": "d", "required": true, "autocomplete": true },
        { "type": 6, "name": "for", "description": "d" }] });
    let privacy = json!({ "name": "privacy", "description": "d", "options": [
        { "type": 1, "name": "show", "description": "d" }] });
    let curate = json!({ "name": "curate", "description": "d", "contexts": [0], "default_member_permissions": "8192" });
    let menu = json!({ "name": "Why this answer?", "type": 3 });
    world.put_commands(None, &json!([role, privacy, curate, menu])).unwrap();
    let (mia, channel) = (world.person("mia").unwrap(), general(&mut world));
    let id = world.invoke(mia, channel, "role", &filled("name", "data engineer"), None).unwrap();
    let token = world.interactions[&id].token.clone();
    (world, id, token)
}

fn general(world: &mut World) -> Id {
    let mia = world.person("mia").unwrap();
    world.place(mia, "#general").unwrap()
}

fn filled(name: &str, value: &str) -> Vec<(String, Value)> {
    vec![(name.to_owned(), value.into())]
}

fn respond(world: &mut World, id: Id, token: &str, body: &Value) -> Result<Option<MessageId>, (u16, u32)> {
    world.respond(id, token, body, &[]).map(|callback| callback.message).map_err(|p: Problem| (p.status, p.code))
}

fn answer() -> Value {
    json!({ "type": 4, "data": { "content": "A data engineer moves data." } })
}

fn news(world: &mut World) -> Vec<PlaygroundEvent> {
    let news = |effect| if let Effect::News(news) = effect { Some(news) } else { None };
    world.take_effects().into_iter().filter_map(news).collect()
}

#[test]
fn the_first_answer_is_taken_within_three_seconds_and_no_later() {
    let (mut world, id, token) = asked();
    world.at(NOW + 3000);
    assert!(respond(&mut world, id, &token, &answer()).is_ok());
    let (mut world, id, token) = asked();
    world.at(NOW + 3001);
    assert_eq!(respond(&mut world, id, &token, &answer()), Err((404, 10062)));
    world.expire_interactions();
    assert!(news(&mut world).contains(&PlaygroundEvent::InteractionFailed { interaction: id }));
    assert_eq!(respond(&mut world, id, &token, &answer()), Err((404, 10062)));
}

#[test]
fn there_is_one_first_answer() {
    let (mut world, id, token) = asked();
    respond(&mut world, id, &token, &answer()).unwrap();
    assert_eq!(respond(&mut world, id, &token, &answer()), Err((400, 40060)));
}

#[test]
fn a_wrong_token_answers_nothing() {
    let (mut world, id, _) = asked();
    assert_eq!(respond(&mut world, id, "other", &answer()), Err((404, 10062)));
}

#[test]
fn a_deferred_answer_is_filled_in_by_the_first_follow_up() {
    let (mut world, id, token) = asked();
    let deferred = json!({ "type": 5, "data": { "flags": 64 } });
    let original = respond(&mut world, id, &token, &deferred).unwrap().unwrap();
    assert_eq!(world.messages[&original].flags, 64 | 128, "ephemeral, and thinking");
    let app = world.app.id;
    let first = world.follow_up(app, &token, &json!({ "content": "Here." }), &[]).unwrap();
    assert_eq!(first, original);
    assert_eq!((world.messages[&first].flags, world.messages[&first].edited_ms), (64, None));
    let second = world.follow_up(app, &token, &json!({ "content": "And more." }), &[]).unwrap();
    assert_ne!(second, original);
    assert_eq!(world.messages[&second].only_for, None, "a follow-up says for itself whether it is ephemeral");
}

#[test]
fn the_token_is_good_for_fifteen_minutes() {
    let (mut world, id, token) = asked();
    respond(&mut world, id, &token, &answer()).unwrap();
    let (app, change) = (world.app.id, json!({ "content": "Better." }));
    world.at(NOW + TOKEN_MS);
    assert!(world.edit_answer(app, &token, "@original", &change, &[]).is_ok());
    world.at(NOW + TOKEN_MS + 1);
    let late = world.edit_answer(app, &token, "@original", &change, &[]).unwrap_err();
    assert_eq!((late.status, late.code), (401, 50027));
    assert_eq!(world.follow_up(app, &token, &change, &[]).unwrap_err().code, 50027);
}

#[test]
fn before_the_first_answer_there_is_no_webhook() {
    let (mut world, _, token) = asked();
    let app = world.app.id;
    assert_eq!(world.follow_up(app, &token, &json!({ "content": "x" }), &[]).unwrap_err().code, 10015);
    assert_eq!(world.webhook_message(app, "nothing", "@original").unwrap_err().code, 10015);
}

#[test]
fn an_ephemeral_answer_is_seen_by_one_person_and_not_told_to_the_gateway() {
    let (mut world, id, token) = asked();
    world.take_effects();
    let body = json!({ "type": 4, "data": { "content": "Only you.", "flags": 64 } });
    let message = respond(&mut world, id, &token, &body).unwrap().unwrap();
    let told = world.take_effects().into_iter().any(|effect| matches!(effect, Effect::Dispatch(_)));
    assert!(!told);
    let channel = general(&mut world);
    let sees = |world: &World, name: &str| {
        let person = world.person(name).unwrap();
        world.timeline(person, channel).iter().any(|seen| seen.id == message)
    };
    assert!(sees(&world, "mia"));
    assert!(!sees(&world, "sam"));
    assert!(!sees(&world, "ada"));
}

#[test]
fn suggestions_are_twenty_five_at_most_and_fit_autocomplete_only() {
    let (mut world, id, token) = asked();
    let choices = |n: usize| -> Value {
        let all: Vec<Value> = (0..n).map(|i| json!({ "name": format!("n{i}"), "value": format!("v{i}") })).collect();
        json!({ "type": 8, "data": { "choices": all } })
    };
    assert_eq!(respond(&mut world, id, &token, &choices(1)), Err((400, 50035)), "a command takes no choices");
    let (mia, channel) = (world.person("mia").unwrap(), general(&mut world));
    let typing = world.autocomplete(mia, channel, "role", &filled("name", "dat"), "name").unwrap();
    let token = world.interactions[&typing].token.clone();
    assert_eq!(respond(&mut world, typing, &token, &choices(26)), Err((400, 50035)));
    assert_eq!(respond(&mut world, typing, &token, &answer()), Err((400, 50035)));
    assert_eq!(respond(&mut world, typing, &token, &choices(25)), Ok(None));
}

#[test]
fn a_button_answers_with_an_update_of_its_message() {
    let (mut world, id, token) = asked();
    let row = json!([{ "type": 1, "components": [
        { "type": 2, "style": 1, "label": "Go", "custom_id": "go" },
        { "type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": true }] }]);
    let body = json!({ "type": 4, "data": { "content": "Choose.", "components": row } });
    let message = respond(&mut world, id, &token, &body).unwrap().unwrap();
    let sam = world.person("sam").unwrap();
    assert!(world.press(sam, message, "off", None).is_err());
    assert!(world.press(sam, message, "gone", None).is_err());
    world.take_effects();
    let press = world.press(sam, message, "go", None).unwrap();
    let effects = world.take_effects();
    let Effect::Dispatch(event) = &effects[0] else { panic!("{effects:?}") };
    assert_eq!(event.payload["message"]["id"], message.to_string());
    assert_eq!(event.payload["data"]["custom_id"], "go");
    let token = world.interactions[&press].token.clone();
    let update = json!({ "type": 7, "data": { "content": "Done.", "components": [] } });
    assert_eq!(respond(&mut world, press, &token, &update), Ok(Some(message)));
    assert_eq!(world.messages[&message].content, "Done.");
    assert_eq!(world.messages[&message].components, Vec::<Value>::new());
    let app = world.app.id;
    let more = world.follow_up(app, &token, &json!({ "content": "More.", "flags": 64 }), &[]).unwrap();
    assert_eq!(world.messages[&more].only_for, Some(sam));
}

#[test]
fn a_form_is_opened_filled_in_and_sent_off_once_by_the_one_who_sees_it() {
    let (mut world, id, token) = asked();
    let form = json!({ "type": 9, "data": { "custom_id": "f", "title": "Ask", "components": [
        { "type": 1, "components": [{ "type": 4, "custom_id": "q", "label": "Question", "style": 2, "max_length": 9 }] }] } });
    assert_eq!(respond(&mut world, id, &token, &form), Ok(None));
    let (mia, sam) = (world.person("mia").unwrap(), world.person("sam").unwrap());
    let fields = |text: &str| vec![("q".to_owned(), text.to_owned())];
    assert!(world.submit(sam, id, &fields("why")).is_err());
    assert!(world.submit(mia, id, &fields("far too long")).is_err());
    assert!(world.submit(mia, id, &fields("")).is_err(), "inputs are required unless they say otherwise");
    let sent = world.submit(mia, id, &fields("why")).unwrap();
    let interaction = &world.interactions[&sent];
    assert_eq!(
        (interaction.kind, interaction.metadata["triggering_interaction_metadata"]["id"].clone()),
        (5, id.into())
    );
    let token = interaction.token.clone();
    assert_eq!(respond(&mut world, sent, &token, &form), Err((400, 50035)), "a form does not open a form");
    assert!(respond(&mut world, sent, &token, &answer()).is_ok());
}

#[test]
fn commands_are_found_where_they_are_allowed() {
    let (mut world, _, _) = asked();
    let (mia, ada, channel) = (world.person("mia").unwrap(), world.person("ada").unwrap(), general(&mut world));
    let dm = world.open_private(mia).unwrap();
    assert!(world.invoke(mia, channel, "role", &[], None).is_err(), "a required option is missing");
    assert!(world.invoke(mia, channel, "role", &filled("nope", "x"), None).is_err());
    assert!(world.invoke(mia, channel, "privacy", &[], None).is_err(), "it needs its subcommand");
    assert!(world.invoke(mia, channel, "privacy show", &[], None).is_ok());
    assert!(world.invoke(mia, dm, "privacy show", &[], None).is_ok());
    assert!(world.invoke(mia, channel, "curate", &[], None).is_err(), "mia may not manage messages");
    assert!(world.invoke(ada, channel, "curate", &[], None).is_ok());
    let ada_dm = world.open_private(ada).unwrap();
    assert!(world.invoke(ada, ada_dm, "curate", &[], None).is_err(), "it is for servers only");
}

#[test]
fn options_and_targets_are_resolved() {
    let (mut world, _, _) = asked();
    let (mia, sam, channel) = (world.person("mia").unwrap(), world.person("sam").unwrap(), general(&mut world));
    let message = world.send(sam, channel, Draft::typed("is lambda a tool?", None).unwrap()).unwrap();
    world.take_effects();
    let options = vec![("name".to_owned(), "sql".into()), ("for".to_owned(), "sam".into())];
    world.invoke(mia, channel, "role", &options, None).unwrap();
    world.invoke(mia, channel, "Why this answer?", &[], Some(message)).unwrap();
    let payloads: Vec<Value> = world
        .take_effects()
        .into_iter()
        .filter_map(|effect| if let Effect::Dispatch(event) = effect { Some(event.payload) } else { None })
        .collect();
    assert_eq!(payloads[0]["data"]["resolved"]["users"][sam.to_string()]["username"], "sam");
    assert_eq!(payloads[1]["data"]["target_id"], message.to_string());
    let target = &payloads[1]["data"]["resolved"]["messages"][message.to_string()];
    assert_eq!(target["content"], "is lambda a tool?", "a menu's target is whole without any intent");
}

#[test]
fn a_command_that_was_given_to_a_role_is_offered_whatever_it_asks_for() {
    let (mut world, _, _) = asked();
    let (mia, sam, channel) = (world.person("mia").unwrap(), world.person("sam").unwrap(), general(&mut world));
    let server = world.guild_of(channel).unwrap();
    let helpers = world.add_role(server, "Helpers", 0);
    world.set_role(server, mia, helpers, true);
    world.give_command(server, "curate", helpers);
    assert!(world.invoke(mia, channel, "curate", &[], None).is_ok());
    assert!(world.invoke(sam, channel, "curate", &[], None).is_err());
    let dm = world.open_private(mia).unwrap();
    assert!(world.invoke(mia, dm, "curate", &[], None).is_err(), "it is for servers only");
    world.knows_contexts = false;
    assert!(world.invoke(mia, dm, "curate", &[], None).is_ok());
}

#[test]
fn channels_and_roles_are_those_of_this_server_that_one_sees() {
    let (mut world, _, _) = asked();
    let set = json!({ "name": "set", "description": "d", "options": [
        { "type": 7, "name": "channel", "description": "d", "channel_types": [0] },
        { "type": 8, "name": "role", "description": "d" }] });
    world.put_commands(None, &json!([set])).unwrap();
    let (ada, channel) = (world.person("ada").unwrap(), general(&mut world));
    let server = world.guild_of(channel).unwrap();
    let hidden = world.add_channel(server, "hidden", ChannelKind::Text);
    let elsewhere = world.add_server("Elsewhere");
    world.join(elsewhere, ada);
    world.add_channel(elsewhere, "there", ChannelKind::Text);
    world.add_role(elsewhere, "Chiefs", 0);
    world.take_effects();
    assert!(world.invoke(ada, channel, "set", &filled("channel", "#hidden"), None).is_ok());
    let effects = world.take_effects();
    let Effect::Dispatch(event) = &effects[0] else { panic!("{effects:?}") };
    let resolved = &event.payload["data"]["resolved"]["channels"][hidden.to_string()];
    assert_eq!(resolved["permissions"], event.payload["member"]["permissions"], "ada's own");
    world.overwrite(hidden, server, 0, VIEW_CHANNEL);
    for (option, value) in
        [("channel", "#hidden"), ("channel", "#help-forum"), ("channel", "#there"), ("role", "Chiefs")]
    {
        assert!(world.invoke(ada, channel, "set", &filled(option, value), None).is_err(), "{value}");
    }
    assert!(world.invoke(ada, channel, "set", &filled("role", "Moderators"), None).is_ok());
}
