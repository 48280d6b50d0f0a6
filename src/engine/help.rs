//! What `/help` answers: the commands that the member may type here, by the judgement that they would go through.

use std::sync::Arc;

use super::reply::Reply;
use super::{Engine, lookups};
use crate::domain::help::Help;
use crate::domain::people::{Member, StandingLookup};
use crate::ports::{Chat, Interaction, Tenant};

impl<T: Tenant, C: Chat> Engine<T, C> {
    /// Looks the member up once, where that matters for any command, and lists.
    pub(super) fn on_help(&self, interaction: Interaction, site: usize, member: Member) {
        let shared = Arc::clone(&self.shared);
        let reply = Reply::owe(&shared.chat, interaction.reply);
        tokio::spawn(async move {
            let checked = if Help::asks_directory(&member, shared.catalog.commands()) {
                let (now, budget) = (shared.clock.now(), shared.limits.budget_of_press());
                lookups::check_member(&shared.sites[site], member.id, now, &budget).await
            } else {
                // The roles in the chat decide alone, so that this is never looked at.
                StandingLookup::NotLinked
            };
            let help = Help::new(&member, &checked, shared.catalog.commands());
            reply.say(shared.chat.as_ref(), &shared.messages.help(&help, &interaction.member_locale)).await;
        });
    }
}
