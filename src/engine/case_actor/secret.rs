//! A password or a temporary access pass is shown to the one person whose press is recorded, once.

use super::CaseActor;
use crate::domain::Locale;
use crate::domain::case::{Input, ReceiverProof};
use crate::domain::refusal::Refusal;
use crate::domain::step::StepKind;
use crate::engine::message::BrowserReply;
use crate::engine::reply::Reply;
use crate::journal::JournalError;
use crate::ports::{CallbackResponse, Chat, Tenant};
use crate::secret::Secret;

/// The secrets of a case, each with the step that made it, and the proof that a person may see them.
type ProvenSecrets<'a> = (&'a ReceiverProof, Vec<(StepKind, Secret)>);

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
        // The proof is that of the very person whose press is on disk, or nothing is shown.
        let delivery = self.open.case.run().and_then(|run| run.delivery.as_ref());
        let taken_by = delivery.and_then(|delivery| delivery.taken.as_ref()).map(|(member, _)| member.id);
        let secrets = if taken_by == Some(proof.member()) { self.secrets.take_all(proof) } else { Vec::new() };
        let arrived = match browser {
            Some(browser) => self.show_on_page((proof, secrets), reply, browser, locale),
            None => self.show_in_chat((proof, secrets), reply, locale).await,
        };
        self.decide_and_record(Input::SecretSent { arrived }).await
    }

    async fn show_in_chat(&self, (proof, secrets): ProvenSecrets<'_>, reply: Reply, locale: &Locale) -> bool {
        let services = &self.services;
        if let Some(words) = services.messages.secret_message(proof, &self.open.case, &secrets, locale) {
            return reply.send_secret(services.chat.as_ref(), &words).await;
        }
        // The secrets may expire a moment before the case says so.
        let words = services.messages.refusal(&Refusal::NoSecret, locale);
        reply.send(services.chat.as_ref(), &words).await;
        false
    }

    /// Hands the secrets to the browser. The chat reads only that they were shown.
    fn show_on_page(
        &self,
        (proof, secrets): ProvenSecrets<'_>,
        reply: Reply,
        browser: BrowserReply,
        locale: &Locale,
    ) -> bool {
        let services = &self.services;
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
