//! What came of something that a person asked of the bot.

use std::sync::Arc;
use std::time::Duration;

use super::World;
use super::guild_state::{Acknowledgement, Interaction, Message, Modal, Room};

/// Names one interaction, and looks up how it stands now.
#[derive(Clone, Debug)]
pub struct Attempt {
    world: Arc<World>,
    id: u64,
}

impl Attempt {
    pub(super) fn new(world: Arc<World>, id: u64) -> Self {
        Self { world, id }
    }

    /// The interaction's snowflake.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The interaction as it stands now.
    pub fn interaction(&self) -> Interaction {
        self.in_room(&self.world.room()).clone()
    }

    /// The first answer, if there was one.
    pub fn acknowledged(&self) -> Option<Acknowledgement> {
        self.in_room(&self.world.room()).acknowledged
    }

    /// The private messages in answer to it, as they are now, in order.
    pub fn private_messages(&self) -> Vec<Message> {
        self.messages(&self.world.room(), true)
    }

    /// The last private message in answer to it, as it is now, once it is complete.
    pub fn private_message(&self) -> Option<Message> {
        self.private_messages().pop().filter(|message| !message.thinking)
    }

    /// The public messages in answer to it, as they are now, in order.
    pub fn public_messages(&self) -> Vec<Message> {
        self.messages(&self.world.room(), false)
    }

    /// The modal that the bot opened, if it did.
    pub fn modal(&self) -> Option<Modal> {
        self.in_room(&self.world.room()).modal.clone()
    }

    /// Waits for the first answer.
    pub async fn is_acknowledged(&self, patience: Duration) -> anyhow::Result<Acknowledgement> {
        self.world.wait_for(patience, |room| self.in_room(room).acknowledged).await
    }

    /// Waits for a complete private message in answer to it.
    pub async fn is_whispered_to(&self, patience: Duration) -> anyhow::Result<Message> {
        let complete = |room: &Room| self.messages(room, true).pop().filter(|message| !message.thinking);
        self.world.wait_for(patience, complete).await
    }

    /// Waits for a modal.
    pub async fn is_shown_modal(&self, patience: Duration) -> anyhow::Result<Modal> {
        self.world.wait_for(patience, |room| self.in_room(room).modal.clone()).await
    }

    fn in_room<'a>(&self, room: &'a Room) -> &'a Interaction {
        room.interaction(self.id).expect("interactions are never removed")
    }

    fn messages(&self, room: &Room, private: bool) -> Vec<Message> {
        let found = self.in_room(room).replies.iter().filter_map(|id| room.message(*id));
        found.filter(|message| message.only_for.is_some() == private).cloned().collect()
    }
}
