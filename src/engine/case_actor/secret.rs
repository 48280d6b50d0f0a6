//! A password or a pass is shown: to the one whose press is written down, once.

use super::Conversation;
use crate::domain::Locale;
use crate::domain::case::Input;
use crate::domain::refusal::Refusal;
use crate::engine::reply::Reply;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

impl<T: Tenant, C: Chat> Conversation<T, C> {
    /// Whispers what the vault holds and writes down whether that arrived. Who gets it is on disk already; from here on it is in
    /// nobody's memory but theirs.
    pub(super) async fn show_secret(&mut self, reply: Reply, locale: &Locale) -> Result<(), JournalError> {
        let secrets = self.vault.empty();
        let arrived = if let Some(words) = self.shared.messages.secret_message(&self.open.case, &secrets, locale) {
            reply.tell(self.shared.chat.as_ref(), &words).await
        } else {
            // The clock of the case and that of the memory need not agree to the second.
            let words = self.shared.messages.refusal(&Refusal::NoSecret, locale);
            reply.say(self.shared.chat.as_ref(), &words).await;
            false
        };
        self.take(Input::SecretSent { arrived }).await
    }
}
