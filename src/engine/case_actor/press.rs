//! Button presses: decided, recorded, and answered to the member who pressed.

use super::CaseActor;
use crate::domain::account::Account;
use crate::domain::authority::Guard;
use crate::domain::case::{Input, Press, PressLookup, ReceiverProof};
use crate::domain::event::{Event, UnroutedInteraction, Verb};
use crate::domain::people::{Member, StandingLookup};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, ObjectId};
use crate::engine::message::{BrowserReply, ButtonPress};
use crate::engine::sign_in_sessions::SIGN_IN_MINUTES;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    pub(super) async fn on_press(&mut self, press: ButtonPress) -> Result<(), JournalError> {
        if matches!(press.verb, Verb::Proceed | Verb::Confirm) {
            // Going on alone counts only while nobody else is known.
            self.look_for_others().await?;
        }
        let services = &self.services;
        let now = self.now();
        let budget = services.limits.budget_of_press();
        let lookups = self.lookups(&budget);
        let (standing, target) = match (self.open.case.may_press(&press.member, press.verb, now), self.target_account())
        {
            (Ok(PressLookup::Receiver), Some((account, groups))) => {
                lookups.look_up_receiver(press.member.id, account, &groups).await
            }
            (Ok(PressLookup::Standing | PressLookup::Receiver), _) => {
                (lookups.look_up_member(press.member.id).await, None)
            }
            (Ok(PressLookup::Nothing) | Err(_), _) => (StandingLookup::NotLinked, None),
        };
        let input = Press {
            member: press.member.clone(),
            interaction: press.interaction,
            verb: press.verb,
            plan: press.plan,
            reason: press.reason.clone(),
            debt: self.earlier_break_glass(&press, &standing),
            limit: self.limit_of_press(&press, account_of(&standing)),
            target_known: self.open.case.target().is_some_and(|target| self.knows_owner(target)),
            standing,
            guard: target.as_ref().map(Guard::of),
            target_privileged: target.as_ref().is_some_and(policy::is_privileged),
            signed_in_at: press.step_up.as_ref().and_then(|step_up| step_up.as_ref().ok().copied()),
        };
        let decided_at = self.now();
        let proof = (press.verb == Verb::ShowSecret).then(|| self.open.case.receiver_proof(&input, decided_at));
        let input = Input::Pressed(input);
        let decided = match &press.step_up {
            Some(Err(refusal)) => Err(refusal.clone()),
            // Nobody would see the secret, so it stays for the next press.
            Some(Ok(_)) if press.browser.as_ref().is_some_and(BrowserReply::is_gone) => Err(Refusal::SignInOver),
            Some(Ok(_)) | None => self.open.case.decide(input.clone(), decided_at),
        };
        let decided = match decided {
            // Where there is a page, the chat never carries a secret: a press in the chat leads to the page.
            Ok(_) if press.browser.is_none() && services.step_up.shows_secrets() && matches!(proof, Some(Ok(_))) => {
                Err(Refusal::SignInNeeded { minutes: u32::try_from(SIGN_IN_MINUTES).unwrap_or_default() })
            }
            decided => decided,
        };
        if decided.is_err() {
            // Releases the break-glass lock that was taken for a refused press.
            services.locks.sync_break_glass(&self.open.case);
        }
        match decided {
            Ok(events) => self.accept(press, input, events, proof).await,
            Err(refusal) => {
                self.record_refusal(&press, &refusal).await?;
                self.answer_or_offer_sign_in(press, refusal).await;
                Ok(())
            }
        }
    }

    /// Returns the target as the case knows it, and the groups that its rules ask about.
    fn target_account(&self) -> Option<(&Account, Vec<String>)> {
        let case = &self.open.case;
        case.diagnosed().map(|diagnosed| (&diagnosed.diagnosis.account, case.opening().terms.groups()))
    }

    /// Records a press that does not count, unless it repeats one that does not count either.
    async fn record_refusal(&mut self, press: &ButtonPress, refusal: &Refusal) -> Result<(), JournalError> {
        let (case, channel) = (self.open.case.number(), self.open.case.opening().origin.channel);
        let (member, verb, interaction, refusal) =
            (press.member.clone(), press.verb, press.interaction, refusal.clone());
        let refused = UnroutedInteraction {
            member: Some(Member { roles: Vec::new(), ..member.clone() }),
            channel: Some(channel),
            interaction,
            what: format!("{} on case {case}", verb.word()),
            refusal: refusal.clone(),
            repeated: None,
        };
        if !self.services.recorder.is_first_refusal(case, &refused) {
            return Ok(());
        }
        self.record(vec![Event::PressRefused { member, verb, interaction, refusal }]).await
    }

    /// Answers a press that does not count with the reason.
    pub(super) async fn answer_refusal(&self, mut press: ButtonPress, refusal: Refusal) {
        if let Some(browser) = press.browser.take() {
            let page = self.services.messages.step_up_failed_page(&press.member, &browser.language);
            browser.send(page.into());
        }
        let words = self.services.guidance.press_refused(&self.channel, &self.open.case, &press, &refusal);
        press.reply.send(self.services.chat.as_ref(), &words).await;
    }

    async fn accept(
        &mut self,
        press: ButtonPress,
        input: Input,
        events: Vec<Event>,
        proof: Option<Result<ReceiverProof, Refusal>>,
    ) -> Result<(), JournalError> {
        self.record_press(events, input).await?;
        if let Some(Err(refusal)) = proof {
            // The secret is given up, and the answer says why.
            self.answer_refusal(press, refusal).await;
            return Ok(());
        }
        // The press is on disk, so the chat need not deliver it again.
        drop(press.undecided);
        if let Some(Ok(proof)) = proof {
            return self.show_secret(&proof, press.reply, press.browser, &press.locale).await;
        }
        let words = self.services.messages.press_accepted(&self.open.case, press.verb, &press.locale);
        press.reply.send_in_background(&self.services.chat, words);
        Ok(())
    }

    /// Answers a press that does not count: with a sign-in if only that is missing, else with the reason.
    async fn answer_or_offer_sign_in(&self, press: ButtonPress, refusal: Refusal) {
        let is_first = press.step_up.is_none();
        let unanswered = match refusal {
            Refusal::SignInNeeded { .. } if is_first => {
                self.services.step_up.offer(&self.channel, self.open.case.number(), press)
            }
            _ => Some(press),
        };
        if let Some(press) = unanswered {
            self.answer_refusal(press, refusal).await;
        }
    }

    /// Takes the break-glass lock for a press that needs it. Returns the case in which the same person broke the glass
    /// before and which is not countersigned, or `None`. The lock is taken before the decision, so that two cases at
    /// the same time cannot both find none.
    fn earlier_break_glass(&self, press: &ButtonPress, standing: &StandingLookup) -> Option<CaseNumber> {
        match standing {
            StandingLookup::Read(standing) if press.verb == Verb::BreakGlass => {
                self.services.locks.lock_break_glass(&self.open.case, standing.party(press.member.id)).err()
            }
            _ => None,
        }
    }
}

const fn account_of(standing: &StandingLookup) -> Option<ObjectId> {
    match standing {
        StandingLookup::Read(standing) => Some(standing.object_id),
        StandingLookup::NotLinked
        | StandingLookup::LinkExpired { .. }
        | StandingLookup::LinkWaits { .. }
        | StandingLookup::Missing
        | StandingLookup::Unreadable(_) => None,
    }
}
