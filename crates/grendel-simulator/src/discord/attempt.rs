//! What came of something that a person asked of the bot.

use std::sync::Arc;
use std::time::Duration;

use super::Server;
use super::guild_state::{Acknowledgement, GuildState, Interaction, Message, Modal};

/// Names one interaction, and looks up how it stands now.
#[derive(Clone, Debug)]
pub struct SentInteraction {
    server: Arc<Server>,
    id: u64,
}

impl SentInteraction {
    pub(super) fn new(server: Arc<Server>, id: u64) -> Self {
        Self { server, id }
    }

    /// The interaction's snowflake.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The interaction as it stands now.
    pub fn interaction(&self) -> Interaction {
        self.in_room(&self.server.guild()).clone()
    }

    /// The first answer, if there was one.
    pub fn acknowledged(&self) -> Option<Acknowledgement> {
        self.in_room(&self.server.guild()).acknowledged
    }

    /// The private messages in answer to it, as they are now, in order.
    pub fn private_messages(&self) -> Vec<Message> {
        self.messages(&self.server.guild(), true)
    }

    /// The last private message in answer to it, as it is now, once it is complete.
    pub fn private_message(&self) -> Option<Message> {
        self.private_messages().pop().filter(|message| !message.thinking)
    }

    /// The public messages in answer to it, as they are now, in order.
    pub fn public_messages(&self) -> Vec<Message> {
        self.messages(&self.server.guild(), false)
    }

    /// The modal that the bot opened, if it did.
    pub fn modal(&self) -> Option<Modal> {
        self.in_room(&self.server.guild()).modal.clone()
    }

    /// Waits for the first answer.
    pub async fn wait_for_acknowledgement(&self, patience: Duration) -> anyhow::Result<Acknowledgement> {
        self.server.wait_for(patience, |guild| self.in_room(guild).acknowledged).await
    }

    /// Waits for a complete private message in answer to it.
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
