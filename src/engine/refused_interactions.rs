//! Refused interactions that belong to no running case: one entry for the audit, and an answer to the sender.

use std::sync::Arc;

use super::guidance::Guidance;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use crate::domain::event::UnroutedInteraction;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::ports::{Chat, Interaction, InteractionKind, Tenant};

/// The limit on each text of a refused interaction in the journal, in characters.
const UNROUTED_CHARS_MAX: usize = 100;

/// Records and answers refused interactions.
pub struct RefusedInteractions<T, C> {
    /// The journal.
    pub recorder: Recorder,
    /// The answers.
    pub guidance: Arc<Guidance<T>>,
    /// The chat.
    pub chat: Arc<C>,
}

impl<T: Tenant, C: Chat> RefusedInteractions<T, C> {
    /// Refuses an interaction. `reply` is the answer that is owed, if the interaction was acknowledged already.
    pub async fn refuse(&self, interaction: &Interaction, refusal: Refusal, reply: Option<Reply>) {
        let sender = interaction.sender.as_ref();
        let unrouted = UnroutedInteraction {
            member: sender.map(|sender| Member {
                id: sender.id,
                name: cut(&sender.name),
                username: cut(&sender.username),
                roles: Vec::new(),
            }),
            channel: interaction.channel.map(|at| at.channel),
            interaction: interaction.id,
            what: cut(&describe(&interaction.kind)),
            refusal: refusal.clone(),
            repeated: None,
        };
        tracing::info!(interaction = %interaction.id, rule = refusal.rule(), "interaction refused");
        if let Err(NotRecorded) = self.recorder.append_unrouted(unrouted).await {
            return;
        }
        let words = self.guidance.interaction_refused(interaction, &refusal);
        let reply = reply.unwrap_or_else(|| Reply::acknowledge(&self.chat, interaction.reply.clone()));
        reply.send_in_background(&self.chat, words);
    }
}

/// Describes an interaction for the journal.
fn describe(kind: &InteractionKind) -> String {
    match kind {
        InteractionKind::Command { name, .. } => format!("command {name}"),
        InteractionKind::Autocomplete { command, .. } => format!("typing {command}"),
        InteractionKind::ButtonPress(button) | InteractionKind::FormSubmit { button, .. } => {
            format!("{} on case {}", button.verb.word(), button.case)
        }
        InteractionKind::NumberPress(_) | InteractionKind::NumberSubmit { .. } => "number of a sign-in".to_owned(),
        InteractionKind::UnknownButton { custom_id } => format!("button {custom_id}"),
        InteractionKind::Unsupported { description } => description.clone(),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(UNROUTED_CHARS_MAX).collect()
}
