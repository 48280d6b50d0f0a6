//! A case under a freeze of its tenant, and under the limits on passwords and passes.

use std::sync::Arc;

use jiff::Timestamp;

use super::CaseActor;
use crate::domain::ObjectId;
use crate::domain::case::{Input, Now, Recheck, SecretParty};
use crate::domain::event::Verb;
use crate::domain::people::Party;
use crate::domain::run::{StepResponse, Warrant};
use crate::domain::velocity::{SecretLimit, SecretPart, free_at, window_start};
use crate::engine::message::ButtonPress;
use crate::journal::JournalError;
use crate::ports::{Chat, StepResult, Tenant};

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Returns the present, with the freeze of the tenant.
    pub(super) fn now(&self) -> Now {
        Now { freeze: self.services.freezing.freezes.in_force(&self.channel.name), ..self.services.recorder.now() }
    }

    /// Takes a step, unless a freeze stops it. A write that waits to be sent again is withheld when a freeze begins.
    pub(super) async fn take_step(&self, warrant: &Warrant) -> StepResult {
        let (case, mut freezes) = (&self.open.case, self.freezes.clone());
        // What was read before leaves it as many calls as it needs: a step that stops half-way helps an intruder.
        let budget = self.services.limits.budget_of_step(warrant.parameters());
        let withhold = |is_stopped| budget.withhold_writes(is_stopped);
        let is_stopped = || case.is_stopped(warrant.kind(), self.now().freeze);
        if is_stopped() {
            return StepResult { answer: StepResponse::Withheld, secret: None };
        }
        let performing = self.channel.tenant.perform(warrant, &budget);
        tokio::pin!(performing);
        let result = loop {
            tokio::select! {
                biased;
                result = &mut performing => break result,
                Ok(()) = freezes.changed() => withhold(is_stopped()),
            }
        };
        withhold(false);
        result
    }

    /// Decides what a second reading leads to. An intent is written down under the gate of the tenant: no freeze and no
    /// other intent comes between the look at the limits and the entry.
    pub(super) async fn on_rechecked(&mut self, recheck: Recheck) -> Result<(), JournalError> {
        let services = Arc::clone(&self.services);
        let gate = services.freezing.freezes.gate(&self.channel.name).await;
        let limit = self.limit_of_intent();
        if self.is_tenant_at_limit()
            && let Some(gate) = &gate
        {
            let locale = &self.open.case.opening().origin.guild_locale;
            if services.freezing.freeze_at_limit(&self.channel, locale, gate).await.is_err() {
                // The program is stopping, and the next start reads again.
                return Ok(());
            }
        }
        let account = recheck.account.map(|account| self.with_remembered_block(account));
        self.decide_and_record(Input::Rechecked(Box::new(Recheck { account, limit, ..recheck }))).await
    }

    /// Returns the limit that one of the people behind the next secret has reached.
    fn limit_of_intent(&self) -> Option<SecretLimit> {
        let case = &self.open.case;
        let parties = case.secret_parties().filter(|_| case.makes_secrets_for_someone())?;
        let receiver = parties.receiver.map(|party| (party, SecretPart::Receiver));
        let carriers = parties.carriers.iter().map(|party| (*party, SecretPart::Approver));
        receiver.into_iter().chain(carriers).find_map(|(party, part)| self.limit_of(party, part))
    }

    /// Returns true if the next step makes a secret and the tenant has had as many as it may, and is not frozen for that
    /// yet.
    fn is_tenant_at_limit(&self) -> bool {
        let (case, now) = (&self.open.case, self.now());
        let makes_secret = case.next_step().is_some_and(|step| case.hands_out(step));
        let is_frozen = case.next_step().is_some_and(|step| case.is_stopped(step, now.freeze));
        let lifted_at = self.services.freezing.freezes.state(&self.channel.name).lifted_at();
        let since = lifted_at.into_iter().fold(window_start(now.at), Timestamp::max);
        let made = self.services.ledger.times(&self.channel.name, since, case.number(), |_| true);
        let secrets_max = self.services.limits.secrets_per_tenant_per_hour;
        makes_secret && !is_frozen && made.len() >= usize::from(secrets_max)
    }

    /// Returns the limit that a member has reached in this part, leaving out the secrets of this case.
    fn limit_of(&self, party: SecretParty, part: SecretPart) -> Option<SecretLimit> {
        let (limits, now) = (&self.services.limits, self.services.clock.now());
        let links = self.channel.links();
        let aliases = party.account.map(|account| links.aliases(party.member, &account)).unwrap_or_default();
        let human = Party { member: party.member, account: party.account, aliases };
        let is_theirs = |other: &SecretParty| human.is_same_human(other.member, other.account.as_ref());
        let made =
            self.services.ledger.times(&self.channel.name, window_start(now), self.open.case.number(), |parties| {
                match part {
                    SecretPart::Receiver => parties.receiver.as_ref().is_some_and(is_theirs),
                    SecretPart::Approver => parties.carriers.iter().any(is_theirs),
                }
            });
        let secrets_max = match part {
            SecretPart::Receiver => limits.secrets_per_receiver_per_hour,
            SecretPart::Approver => limits.secrets_per_approver_per_hour,
        };
        let free_at = free_at(&made, secrets_max)?;
        Some(SecretLimit { part, member: party.member, secrets_max, free_at })
    }

    /// Returns the limit that keeps the requester from being shown what the plan would make.
    pub(super) fn limit_of_requester(&self) -> Option<SecretLimit> {
        let case = &self.open.case;
        let account = Some(case.diagnosed()?.requester.object_id);
        self.limit_of(SecretParty { member: case.opening().member.id, account }, SecretPart::Receiver)
    }

    /// Returns the limit that keeps a member from a press.
    pub(super) fn limit_of_press(&self, press: &ButtonPress, account: Option<ObjectId>) -> Option<SecretLimit> {
        let part = part_of(press.verb)?;
        self.limit_of(SecretParty { member: press.member.id, account }, part)
    }
}

/// Returns the part that a press gives a member in a secret.
const fn part_of(verb: Verb) -> Option<SecretPart> {
    match verb {
        Verb::Approve | Verb::Confirm | Verb::BreakGlass | Verb::Proceed => Some(SecretPart::Approver),
        Verb::ShowSecret => Some(SecretPart::Receiver),
        Verb::Deny
        | Verb::Look
        | Verb::Withdraw
        | Verb::Countersign
        | Verb::Waive
        | Verb::Details
        | Verb::CalledBack
        | Verb::Seen
        | Verb::Vouched
        | Verb::DisabledOnPremises
        | Verb::ResetOnPremises
        | Verb::EnabledOnPremises => None,
    }
}
