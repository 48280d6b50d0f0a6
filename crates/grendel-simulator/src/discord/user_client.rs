//! The Discord client of a member.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use super::Server;
use super::events::GuildEvent;
use super::guild_state::{GuildState, InteractionKind, Message, Modal};
use super::interactions::{ClaimedOrigin, InteractionRequest, MEMBER_PERMISSIONS};
use super::messages::new_message;
use super::options::{ClientKind, command_payload};
use super::sent_interaction::SentInteraction;
use super::settings::Member;
use super::view::{all_buttons, label};

/// The time that a user waits for a command to be registered.
const COMMAND_PATIENCE: Duration = Duration::from_secs(5);
const BUTTON: u64 = 2;
const STYLE_LINK: u64 = 5;

/// The client of one member.
#[derive(Clone, Debug)]
pub struct UserClient {
    pub(super) server: Arc<Server>,
    key: String,
    user_id: u64,
    channel: Option<String>,
    claimed_origin: Option<ClaimedOrigin>,
}

impl UserClient {
    pub(super) fn new(server: Arc<Server>, member: &Member) -> Self {
        Self { server, key: member.key.clone(), user_id: member.user_id, channel: None, claimed_origin: None }
    }

    /// Returns the member's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the user's snowflake.
    pub fn user_id(&self) -> u64 {
        self.user_id
    }

    /// Returns the same member in another channel. A press from there is forged: Discord's clients press where the
    /// message is.
    #[must_use]
    pub fn in_channel(&self, name: &str) -> Self {
        Self { channel: Some(name.to_owned()), ..self.clone() }
    }

    /// Returns the same member with interactions that claim to come from another guild, as only a forger's do. The
    /// channel stays the same.
    #[must_use]
    pub fn in_guild(&self, guild_id: u64) -> Self {
        Self { claimed_origin: Some(ClaimedOrigin::Guild(guild_id)), ..self.clone() }
    }

    /// Returns the same member with interactions that claim to come from a direct message: they name no guild and no
    /// member. <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
    #[must_use]
    pub fn in_direct_message(&self) -> Self {
        Self { claimed_origin: Some(ClaimedOrigin::DirectMessage), ..self.clone() }
    }

    /// Returns the same member in a thread of the channel. Answers appear in the channel here.
    /// <https://docs.discord.com/developers/topics/threads>
    #[must_use]
    pub fn in_thread(&self, thread_id: u64) -> Self {
        Self { claimed_origin: Some(ClaimedOrigin::Thread(thread_id)), ..self.clone() }
    }

    /// Types a command as Discord's clients allow it: it must be registered (for which they wait a few seconds),
    /// required options must be filled in, and lengths are checked. `command` is `/name` or `/name sub`.
    pub async fn type_command(&self, command: &str, options: &[(&str, &str)]) -> anyhow::Result<SentInteraction> {
        self.send_command(command, options, ClientKind::Official).await
    }

    /// Sends a command without the checks of Discord's clients.
    pub async fn type_command_unchecked(
        &self,
        command: &str,
        options: &[(&str, &str)],
    ) -> anyhow::Result<SentInteraction> {
        self.send_command(command, options, ClientKind::Custom).await
    }

    /// Types into the option `focused` of a command and asks for its completions. `Err` if the option was not
    /// registered with `autocomplete`.
    pub async fn autocomplete(
        &self,
        command: &str,
        options: &[(&str, &str)],
        focused: &str,
    ) -> anyhow::Result<SentInteraction> {
        let (registered, path) = self.registered(command).await?;
        let guild = self.server.guild();
        ensure!(is_completed(&registered, focused), "nothing is offered for {focused} of {command}");
        let payload = command_payload(&guild, &registered, &path, options, ClientKind::Official, Some(focused))?;
        let action = format!("{} …", command_line(command, options));
        self.dispatch(InteractionKind::Autocomplete, &action, payload, None, self.channel_id(&guild)?).await
    }

    /// Presses a button of a message as it is now. The button is named by its label or by the beginning of its custom
    /// id; exactly one button must match, and it must be enabled and visible to this member.
    pub async fn press(&self, message: &Message, button: &str) -> anyhow::Result<SentInteraction> {
        let guild = self.server.guild();
        let message = guild.message(message.id).context("the message is gone")?;
        self.press_on(message, button, &guild).await
    }

    /// Presses a button of the message as it was when this copy was made, like a client that has not caught up.
    pub async fn press_stale(&self, message: &Message, button: &str) -> anyhow::Result<SentInteraction> {
        self.press_on(message, button, &self.server.guild()).await
    }

    /// Presses a button that need not exist: a forged custom id on a real message.
    pub async fn press_raw(&self, message: &Message, custom_id: &str) -> anyhow::Result<SentInteraction> {
        let action = format!("[ {custom_id} ] (forged)");
        self.press_component(message, custom_id, &action, &self.server.guild()).await
    }

    /// Fills in a modal and submits it, as Discord's clients allow it. Fields are named by custom id or label; the
    /// others keep their value.
    pub async fn submit(&self, modal: &Modal, fields: &[(&str, &str)]) -> anyhow::Result<SentInteraction> {
        for (name, _) in fields {
            let known = modal.fields.iter().any(|field| field.custom_id == *name || field.label == *name);
            ensure!(known, "the form \"{}\" has no field {name}", modal.title);
        }
        let mut rows = Vec::new();
        let mut said = Vec::new();
        for field in &modal.fields {
            let typed = fields.iter().find(|(name, _)| field.custom_id == *name || field.label == *name);
            let text = typed.map_or(field.value.as_str(), |(_, text)| text);
            let (length, label) = (text.chars().count(), &field.label);
            ensure!(length > 0 || !field.required, "the field {label} is required");
            let fits = length == 0 || (field.length_min..=field.length_max).contains(&length);
            ensure!(fits, "{label} takes {} to {} characters", field.length_min, field.length_max);
            rows.push(json!({ "type": 1, "id": rows.len() * 2 + 1, "components": [
                { "type": 4, "id": rows.len() * 2 + 2, "custom_id": field.custom_id, "value": text },
            ]}));
            said.push(format!("{label}: {text}"));
        }
        let guild = self.server.guild();
        let opener = guild.interaction(modal.interaction_id).context("nothing opened this form")?;
        ensure!(opener.user_id == self.user_id, "the form \"{}\" is not in front of {}", modal.title, self.key);
        let payload = json!({ "custom_id": modal.custom_id, "components": rows });
        let action = format!("\"{}\" with {}", modal.title, said.join(", "));
        let (source, channel) = (opener.source, opener.channel_id);
        self.dispatch(InteractionKind::ModalSubmit, &action, payload, source, channel).await
    }

    /// Dispatches the same interaction to the bot once more.
    pub async fn replay(&self, attempt: &SentInteraction) -> anyhow::Result<()> {
        self.server.dispatch_again(attempt.id()).await
    }

    /// Sends a command that serenity cannot read: it names no channel, as Discord's published schema allows. `text` is
    /// the value of an option.
    pub async fn send_gibberish(&self, text: &str) -> anyhow::Result<SentInteraction> {
        let channel = self.channel_id(&self.server.guild())?;
        let option = json!({ "name": "gibberish", "type": 3, "value": text });
        let payload = json!({ "id": channel.to_string(), "name": "gibberish", "type": 1, "options": [option] });
        self.dispatch(InteractionKind::Gibberish, &format!("gibberish: {text}"), payload, None, channel).await
    }

    /// Writes an ordinary message.
    pub async fn say(&self, text: &str) -> anyhow::Result<Message> {
        let now = self.server.now();
        let channel = self.channel_id(&self.server.guild())?;
        let message = self.server.change(|guild| {
            let mut message = new_message(guild, self.user_id, channel, now);
            text.clone_into(&mut message.content);
            guild.messages.push(Arc::new(message.clone()));
            message
        });
        self.server.notify(GuildEvent::UserMessage { user: self.key.clone(), message: message.clone() });
        // Lets listeners receive the event before the caller goes on.
        tokio::task::yield_now().await;
        Ok(message)
    }

    /// Dismisses an ephemeral message. Neither the bot nor anyone else is notified.
    pub fn dismiss(&self, message: &Message) -> anyhow::Result<()> {
        ensure!(message.only_for == Some(self.user_id), "only a message that {} alone sees can be put away", self.key);
        let message = self.server.change(|guild| {
            let message = guild.message_mut(message.id).context("the message is gone")?;
            message.dismissed = true;
            anyhow::Ok(message.clone())
        })?;
        self.server.notify(GuildEvent::MessageDismissed { user: self.key.clone(), message });
        Ok(())
    }

    /// Gives the member a role, by its name. Later interactions carry it.
    pub fn add_role(&self, name: &str) -> anyhow::Result<()> {
        self.change_roles(name, |roles, id| {
            if !roles.contains(&id) {
                roles.push(id);
            }
        })
    }

    /// Takes a role from the member, by its name.
    pub fn remove_role(&self, name: &str) -> anyhow::Result<()> {
        self.change_roles(name, |roles, id| roles.retain(|role| *role != id))
    }

    /// Returns the messages that the member sees in all channels, in order.
    pub fn visible_messages(&self) -> Vec<Message> {
        self.server.guild().seen_by(&self.key).cloned().collect()
    }

    fn change_roles(&self, name: &str, change: impl FnOnce(&mut Vec<u64>, u64)) -> anyhow::Result<()> {
        let guild = self.server.guild();
        let role = guild.roles.iter().find(|role| role.name == name);
        let id = role.with_context(|| format!("the guild has no role {name}"))?.id;
        self.server.change(|guild| {
            let member = guild.members.iter_mut().find(|member| member.user_id == self.user_id);
            member.map(|member| change(&mut member.roles, id)).context("the person has left the guild")
        })
    }

    async fn send_command(
        &self,
        command: &str,
        options: &[(&str, &str)],
        client: ClientKind,
    ) -> anyhow::Result<SentInteraction> {
        let (registered, path) = match client {
            ClientKind::Official => self.registered(command).await?,
            ClientKind::Custom => self.registered_or_forged(command).await?,
        };
        let guild = self.server.guild();
        let payload = command_payload(&guild, &registered, &path, options, client, None)?;
        let action = command_line(command, options);
        self.dispatch(InteractionKind::Command, &action, payload, None, self.channel_id(&guild)?).await
    }

    /// Returns the command as registered, or an unregistered command without options, which an outdated client could
    /// still offer.
    async fn registered_or_forged<'a>(&self, command: &'a str) -> anyhow::Result<(Value, Vec<&'a str>)> {
        let name = command.strip_prefix('/').unwrap_or(command);
        let guild = self.server.guild();
        let is_offered =
            |known: &Value| name.split_whitespace().next().is_some_and(|name| known["name"] == json!(name));
        let Some(mut gone) = guild.commands.first().cloned().filter(|_| !guild.commands.iter().any(is_offered)) else {
            return self.registered(command).await;
        };
        (gone["name"], gone["options"]) = (json!(name), json!([]));
        Ok((gone, Vec::new()))
    }

    /// Returns the command as registered, and the names of its subcommands.
    async fn registered<'a>(&self, command: &'a str) -> anyhow::Result<(Value, Vec<&'a str>)> {
        let mut words = command.split_whitespace();
        let name = words.next().and_then(|word| word.strip_prefix('/'));
        let name = name.with_context(|| format!("{command} does not begin with a slash"))?;
        let offered =
            |guild: &GuildState| guild.commands.iter().find(|command| command["name"] == json!(name)).cloned();
        let found = self.server.wait_for(COMMAND_PATIENCE, offered).await;
        let found = found.map_err(|_| anyhow::anyhow!("nobody has registered /{name}"))?;
        let needed: u64 = found["default_member_permissions"].as_str().and_then(|bits| bits.parse().ok()).unwrap_or(0);
        let hidden = needed & !MEMBER_PERMISSIONS != 0 || found["default_member_permissions"] == json!("0");
        ensure!(!hidden, "/{name} is not offered to {}", self.key);
        Ok((found, words.collect()))
    }

    async fn press_on(&self, message: &Message, button: &str, guild: &GuildState) -> anyhow::Result<SentInteraction> {
        let named = |found: &&Value| {
            let custom_id = found["custom_id"].as_str().unwrap_or_default();
            label(found).eq_ignore_ascii_case(button) || custom_id.starts_with(button)
        };
        let found: Vec<&Value> = all_buttons(message).filter(named).collect();
        let [found] = found.as_slice() else {
            bail!("{} buttons match \"{button}\" on\n{}", found.len(), message.to_text());
        };
        ensure!(found["style"] != json!(STYLE_LINK), "\"{button}\" is a link");
        ensure!(found["disabled"] != json!(true), "\"{button}\" is disabled on\n{}", message.to_text());
        let custom_id = found["custom_id"].as_str().context("every button that is no link has a custom id")?;
        self.press_component(message, custom_id, &format!("[ {} ]", label(found)), guild).await
    }

    async fn press_component(
        &self,
        message: &Message,
        custom_id: &str,
        action: &str,
        guild: &GuildState,
    ) -> anyhow::Result<SentInteraction> {
        let current = guild.message(message.id).context("the message is gone")?;
        let buttons = all_buttons(message);
        let id =
            buttons.filter(|button| button["custom_id"] == json!(custom_id)).find_map(|button| button["id"].as_u64());
        let payload = json!({ "custom_id": custom_id, "component_type": BUTTON, "id": id.unwrap_or(BUTTON) });
        self.use_component(current, action, payload).await
    }

    /// Uses a component of a message as it is now.
    pub(super) async fn use_component(
        &self,
        message: &Message,
        action: &str,
        payload: Value,
    ) -> anyhow::Result<SentInteraction> {
        let guild = self.server.guild();
        let sees_channel = guild.channel(message.channel_id).is_none_or(|channel| channel.is_seen_by(&self.key));
        let readers = [message.only_for, message.direct_to];
        let visible = sees_channel && readers.into_iter().flatten().all(|reader| reader == self.user_id);
        ensure!(visible, "{} does not see that message", self.key);
        let channel = if self.channel.is_some() { self.channel_id(&guild)? } else { message.channel_id };
        self.dispatch(InteractionKind::Component, action, payload, Some(message.id), channel).await
    }

    async fn dispatch(
        &self,
        kind: InteractionKind,
        action: &str,
        payload: Value,
        source: Option<u64>,
        channel_id: u64,
    ) -> anyhow::Result<SentInteraction> {
        let request = InteractionRequest {
            user_id: self.user_id,
            channel_id,
            kind,
            action,
            payload,
            source,
            claimed_origin: self.claimed_origin,
        };
        let id = self.server.dispatch(request).await?;
        Ok(SentInteraction::new(Arc::clone(&self.server), id))
    }

    fn channel_id(&self, guild: &GuildState) -> anyhow::Result<u64> {
        let found = match &self.channel {
            Some(name) => guild.channels.iter().find(|channel| channel.name == *name),
            None => guild.channels.first(),
        };
        let found = found.with_context(|| format!("there is no channel {:?}", self.channel))?;
        ensure!(found.is_seen_by(&self.key), "{} does not see the channel {}", self.key, found.name);
        Ok(found.id)
    }
}

/// Returns true if an option of this name, in any subcommand, has autocompletion.
fn is_completed(part: &Value, focused: &str) -> bool {
    let options = part["options"].as_array().into_iter().flatten();
    let is_it = |option: &Value| option["name"] == json!(focused) && option["autocomplete"] == json!(true);
    options.into_iter().any(|option| is_it(option) || is_completed(option, focused))
}

fn command_line(command: &str, options: &[(&str, &str)]) -> String {
    options.iter().fold(command.to_owned(), |text, (name, value)| format!("{text} {name}:{value}"))
}
