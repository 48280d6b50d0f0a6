//! A password or a temporary access pass is shown to the one person whose press is recorded, once.

use super::CaseActor;
use crate::domain::Locale;
use crate::domain::case::{Input, ReceiverProof};
use crate::domain::refusal::Refusal;
use crate::engine::message::BrowserReply;
use crate::engine::reply::Reply;
use crate::journal::JournalError;
use crate::ports::{CallbackResponse, Chat, Tenant};

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Shows the pending secrets to the person whom the proof is for: to the browser that waits for them, or else as a
    /// private answer. Records whether they arrived. The press is on disk already. From here on Grendel does not have the
    /// secrets any more.
    pub(super) async fn show_secret(
        &mut self,
        proof: &ReceiverProof,
        reply: Reply,
        browser: Option<BrowserReply>,
        locale: &Locale,
    ) -> Result<(), JournalError> {
        let arrived = match browser {
            Some(browser) => self.show_on_page(proof, reply, browser, locale),
            None => self.show_in_chat(proof, reply, locale).await,
        };
        self.decide_and_record(Input::SecretSent { arrived }).await
    }

    async fn show_in_chat(&self, proof: &ReceiverProof, reply: Reply, locale: &Locale) -> bool {
        let (services, secrets) = (&self.services, self.secrets.take_all(proof));
        if let Some(words) = services.messages.secret_message(proof, &self.open.case, &secrets, locale) {
            return reply.send_secret(services.chat.as_ref(), &words).await;
        }
        // The secrets may expire a moment before the case says so.
        let words = services.messages.refusal(&Refusal::NoSecret, locale);
        reply.send(services.chat.as_ref(), &words).await;
        false
    }

    /// Hands the secrets to the browser. The chat reads only that they were shown.
    fn show_on_page(&self, proof: &ReceiverProof, reply: Reply, browser: BrowserReply, locale: &Locale) -> bool {
        let (services, secrets) = (&self.services, self.secrets.take_all(proof));
        let Some(page) = services.messages.secret_page(proof, &self.open.case, secrets, &browser.language) else {
            let page = services.messages.secret_gone_page(&browser.language);
            browser.send(page.into());
            reply.send_in_background(&services.chat, services.messages.refusal(&Refusal::NoSecret, locale));
            return false;
        };
        let arrived = browser.send(CallbackResponse::Secret(page));
        let words = services.messages.secret_shown_on_page(self.open.case.number(), arrived, locale);
        reply.send_in_background(&services.chat, words);
        arrived
    }
}
