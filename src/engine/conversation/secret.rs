//! A password or a pass is shown: to the one whose press is written down, once.

use super::Conversation;
use crate::domain::Locale;
use crate::domain::case::Input;
use crate::engine::reply::Reply;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

impl<T: Tenant, C: Chat> Conversation<T, C> {
    /// Whispers what the vault holds and writes down whether that arrived. Who gets it is on disk already; from here on it is in
    /// nobody's memory but theirs.
    pub(super) async fn show_secret(&mut self, reply: Reply, locale: &Locale) -> Result<(), JournalError> {
        let secrets = self.vault.empty();
        let arrived = match self.shared.words.secrets(&self.open.case, &secrets, locale) {
            Some(words) => reply.tell(self.shared.chat.as_ref(), &words).await,
            // The clock of the case and that of the memory need not agree to the second.
            None => {
                let words = self.shared.words.refusal(&crate::domain::refusal::Refusal::NoSecret, locale);
                reply.say(self.shared.chat.as_ref(), &words).await;
                false
            }
        };
        self.take(Input::SecretSent { arrived }).await
    }
}
