//! Ordering trouble, and setting up what a fresh world does not have.

use super::super::fault::{Fault, GatewayFault};
use super::super::gateway::{Counts, Out};
use super::super::inside::{TokenRule, lock};
use super::super::world::id::{ChannelId, GuildId, Id, UserId};
use super::super::world::{ChannelKind, Refusal, World};
use super::Playground;

impl Playground {
    /// Makes requests go wrong.
    pub fn fault(&self, fault: Fault) {
        self.inside.faults().add(fault);
    }

    /// From now on this server has none of these routes, written `PUT /applications/{application_id}/commands`.
    pub fn lacks(&self, routes: &[&str]) {
        self.inside.faults().lacking.extend(routes.iter().map(|route| (*route).to_owned()));
    }

    /// Makes the gateway go wrong: at once, or for connections to come.
    pub fn gateway_fault(&self, fault: GatewayFault) {
        let everywhere = |out: Out| self.inside.with_sessions(|_, sessions| sessions.everywhere(&out));
        match fault {
            GatewayFault::Drop => self.lines(super::super::wire::Line::cut),
            GatewayFault::Freeze => self.lines(super::super::wire::Line::freeze),
            GatewayFault::Close(code) => everywhere(Out::Close(code)),
            GatewayFault::Reconnect => everywhere(Out::Text(r#"{"op":7,"d":null}"#.to_owned())),
            GatewayFault::AskHeartbeat => everywhere(Out::Text(r#"{"op":1,"d":null}"#.to_owned())),
            GatewayFault::Raw(text) => everywhere(Out::Text(text)),
            GatewayFault::Invalid(resumable) => {
                if !resumable {
                    self.inside.with_sessions(|_, sessions| sessions.forget_sessions());
                }
                everywhere(Out::Text(format!(r#"{{"op":9,"d":{resumable}}}"#)));
            }
            GatewayFault::Event(name, payload) => {
                self.inside.with_sessions(|_, sessions| sessions.tell_all(&name, &payload));
            }
            GatewayFault::NoAcks => self.inside.with_sessions(|_, sessions| sessions.no_acks = true),
            GatewayFault::Twice => self.inside.with_sessions(|_, sessions| sessions.twice = true),
            standing => self.inside.faults().stand(standing),
        }
    }

    fn lines(&self, act: impl Fn(&super::super::wire::Line)) {
        self.inside.with_sessions(|_, sessions| sessions.lines().iter().for_each(act));
    }

    /// Ends all trouble; connections already lost stay lost, and routes taken away stay away.
    pub fn heal(&self) {
        self.inside.faults().heal();
        self.inside.with_sessions(|_, sessions| {
            sessions.no_acks = false;
            sessions.twice = false;
        });
    }

    /// From now on the token is refused, by the HTTP API and the gateway alike.
    pub fn revoke_token(&self) {
        *lock(&self.inside.token) = TokenRule::Revoked;
    }

    /// Grants the message-content intent, or takes it away.
    pub fn grant_message_content(&self, granted: bool) {
        self.inside.act(|world| world.app.message_content = granted);
    }

    /// Grants the server-members intent, or takes it away.
    pub fn grant_members(&self, granted: bool) {
        self.inside.act(|world| world.app.members = granted);
    }

    /// Uses up identifies, as if the bot had restarted that often today.
    pub fn use_up_identifies(&self, many: usize) {
        let now = self.inside.clock.now_ms();
        self.inside.with_sessions(|_, sessions| sessions.use_up_identifies(many, now));
    }

    /// What the gateway has seen so far.
    pub fn counts(&self) -> Counts {
        self.inside.with_sessions(|_, sessions| sessions.counts)
    }

    /// Whether the bot is on.
    pub fn bot_is_online(&self) -> bool {
        self.inside.with_sessions(|_, sessions| sessions.online())
    }

    /// The server with this name.
    pub fn server(&self, name: &str) -> Option<GuildId> {
        self.inside.act(|world| world.guilds.values().find(|guild| guild.name == name).map(|guild| guild.id))
    }

    /// A new server with the bot in it.
    pub fn add_server(&self, name: &str) -> GuildId {
        self.inside.act(|world| world.add_server(name))
    }

    /// A new channel of a server.
    pub fn add_channel(&self, server: GuildId, name: &str, kind: ChannelKind) -> ChannelId {
        self.inside.act(|world| world.add_channel(server, name, kind))
    }

    /// A new person, member of a server.
    pub fn add_person(&self, server: GuildId, name: &str, display: &str) -> UserId {
        self.inside.act(|world| world.add_person(server, name, display))
    }

    /// Makes somebody a member of one more server.
    pub fn join(&self, server: GuildId, person: &str) -> Result<(), Refusal> {
        self.as_person(person, |world, id| {
            world.join(server, id);
            Ok(())
        })
    }

    /// A new role with these permission bits.
    pub fn add_role(&self, server: GuildId, name: &str, permissions: u64) -> Id {
        self.inside.act(|world| world.add_role(server, name, permissions))
    }

    /// Gives a member a role.
    pub fn give_role(&self, server: GuildId, person: &str, role: Id) -> Result<(), Refusal> {
        self.as_person(person, |world, id| {
            world.set_role(server, id, role, true);
            Ok(())
        })
    }

    /// Takes a role away from a member.
    pub fn take_role(&self, server: GuildId, person: &str, role: Id) -> Result<(), Refusal> {
        self.as_person(person, |world, id| {
            world.set_role(server, id, role, false);
            Ok(())
        })
    }

    /// The role with this name.
    pub fn role(&self, server: GuildId, name: &str) -> Option<Id> {
        self.inside.act(|world| {
            let guild = world.guilds.get(&server)?;
            guild.roles.values().find(|role| role.name == name).map(|role| role.id)
        })
    }

    /// A channel goes, with everything written in it.
    pub fn remove_channel(&self, channel: ChannelId) {
        self.inside.act(|world| world.remove_channel(channel));
    }

    /// The bot is put out of a server.
    pub fn remove_bot(&self, server: GuildId) {
        self.inside.act(|world| world.remove_bot(server));
    }

    /// The bot is invited again to a server that it was put out of.
    pub fn invite_bot(&self, server: GuildId) {
        self.inside.act(|world| world.invite_bot(server));
    }

    /// A server to which the bot is not invited yet; [`Playground::invite_bot`] does that.
    pub fn add_server_without_bot(&self, name: &str) -> GuildId {
        self.inside.act(|world| world.add_server_without_bot(name))
    }

    /// Where Discord welcomes people in this server, and where it tells its moderators what is new.
    pub fn own_channels(&self, server: GuildId, system: Option<ChannelId>, updates: Option<ChannelId>) {
        self.inside.act(|world| world.own_channels(server, system, updates));
    }

    /// Gives a command to a role or a member, whatever the command asks for by default.
    pub fn give_command(&self, server: GuildId, command: &str, whom: Id) {
        self.inside.act(|world| world.give_command(server, command, whom));
    }

    /// From now on every command is offered everywhere, as on a server that knows nothing of contexts.
    pub fn forget_contexts(&self) {
        self.inside.act(|world| world.knows_contexts = false);
    }

    /// Allows and denies permission bits in one channel, for a role, a member or the bot.
    pub fn overwrite(&self, channel: ChannelId, whom: Id, allow: u64, deny: u64) {
        self.inside.act(|world| world.overwrite(channel, whom, allow, deny));
    }

    /// Whether this person takes private messages from the bot.
    pub fn close_private_messages(&self, person: &str, closed: bool) -> Result<(), Refusal> {
        self.as_person(person, |world: &mut World, id| {
            if let Some(user) = world.users.get_mut(&id) {
                user.closed = closed;
            }
            Ok(())
        })
    }
}
