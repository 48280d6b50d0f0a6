//! A password or a temporary access pass is shown to the one person whose press is recorded, once.

use super::CaseActor;
use crate::domain::Locale;
use crate::domain::case::Input;
use crate::domain::refusal::Refusal;
use crate::engine::reply::Reply;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Sends the pending secrets as a private answer, and records whether it arrived. The press is on disk already.
    /// From here on Grendel does not have the secrets any more.
    pub(super) async fn show_secret(&mut self, reply: Reply, locale: &Locale) -> Result<(), JournalError> {
        let (services, secrets) = (&self.services, self.secrets.take_all());
        let arrived = if let Some(words) = services.messages.secret_message(&self.open.case, &secrets, locale) {
            reply.send_secret(services.chat.as_ref(), &words).await
        } else {
            // The secrets may expire a moment before the case says so.
            let words = services.messages.refusal(&Refusal::NoSecret, locale);
            reply.send(services.chat.as_ref(), &words).await;
            false
        };
        self.decide_and_record(Input::SecretSent { arrived }).await
    }
}
