//! The sender's side of an interaction.

use std::sync::Arc;
use std::time::Duration;

use super::Server;
use super::guild_state::{Acknowledgement, GuildState, Interaction, Message, Modal};

/// An interaction that a person has sent. Its methods look up its current state.
#[derive(Clone, Debug)]
pub struct SentInteraction {
    server: Arc<Server>,
    id: u64,
}

impl SentInteraction {
    pub(super) fn new(server: Arc<Server>, id: u64) -> Self {
        Self { server, id }
    }

    /// Returns the interaction's snowflake.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Returns the interaction as it is now.
    pub fn interaction(&self) -> Interaction {
        self.in_room(&self.server.guild()).clone()
    }

    /// Returns the first response, or `None` if there was none.
    pub fn acknowledged(&self) -> Option<Acknowledgement> {
        self.in_room(&self.server.guild()).acknowledged
    }

    /// Returns the private responses as they are now, in order.
    pub fn private_messages(&self) -> Vec<Message> {
        self.messages(&self.server.guild(), true)
    }

    /// Returns the last private response as it is now, or `None` while it says "thinking…".
    pub fn private_message(&self) -> Option<Message> {
        self.private_messages().pop().filter(|message| !message.thinking)
    }

    /// Returns the public responses as they are now, in order.
    pub fn public_messages(&self) -> Vec<Message> {
        self.messages(&self.server.guild(), false)
    }

    /// Returns the modal that the bot opened, or `None`.
    pub fn modal(&self) -> Option<Modal> {
        self.in_room(&self.server.guild()).modal.clone()
    }

    /// Waits for the first response.
    pub async fn wait_for_acknowledgement(&self, patience: Duration) -> anyhow::Result<Acknowledgement> {
        self.server.wait_for(patience, |guild| self.in_room(guild).acknowledged).await
    }

    /// Waits for a complete private response.
    pub async fn wait_for_private_message(&self, patience: Duration) -> anyhow::Result<Message> {
        let complete = |guild: &GuildState| self.messages(guild, true).pop().filter(|message| !message.thinking);
        self.server.wait_for(patience, complete).await
    }

    /// Waits for a modal.
    pub async fn wait_for_modal(&self, patience: Duration) -> anyhow::Result<Modal> {
        self.server.wait_for(patience, |guild| self.in_room(guild).modal.clone()).await
    }

    fn in_room<'a>(&self, guild: &'a GuildState) -> &'a Interaction {
        guild.interaction(self.id).expect("interactions are never removed")
    }

    fn messages(&self, guild: &GuildState, private: bool) -> Vec<Message> {
        let found = self.in_room(guild).replies.iter().filter_map(|id| guild.message(*id));
        found.filter(|message| message.only_for.is_some() == private).cloned().collect()
    }
}
