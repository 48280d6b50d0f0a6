//! Button presses: decided, recorded, and answered to the member who pressed.

use super::CaseActor;
use crate::domain::CaseNumber;
use crate::domain::case::{Input, Press, PressLookup};
use crate::domain::event::{Event, Verb};
use crate::domain::people::StandingLookup;
use crate::domain::refusal::Refusal;
use crate::engine::message::ButtonPress;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    pub(super) async fn on_press(&mut self, press: ButtonPress) -> Result<(), JournalError> {
        let services = &self.services;
        let now = services.recorder.now();
        let standing = match self.open.case.may_press(&press.member, press.verb, now) {
            Ok(PressLookup::Standing) => {
                let budget = services.limits.budget_of_press();
                self.lookups(&budget).look_up_member(press.member.id).await
            }
            Ok(PressLookup::Nothing) | Err(_) => StandingLookup::NotLinked,
        };
        let input = Press {
            member: press.member.clone(),
            interaction: press.interaction,
            verb: press.verb,
            plan: press.plan,
            reason: press.reason.clone(),
            debt: self.earlier_break_glass(&press, &standing),
            standing,
            signed_in_at: press.step_up.as_ref().and_then(|step_up| step_up.as_ref().ok().copied()),
        };
        let decided = match &press.step_up {
            Some(Err(refusal)) => Err(refusal.clone()),
            Some(Ok(_)) | None => self.open.case.decide(Input::Pressed(input), services.recorder.now()),
        };
        if decided.is_err() {
            // Releases the break-glass lock that was taken for a refused press.
            services.locks.sync_break_glass(&self.open.case);
        }
        match decided {
            Ok(events) => self.accept(press, events).await,
            Err(refusal) => {
                self.record(vec![Event::PressRefused {
                    member: press.member.clone(),
                    verb: press.verb,
                    interaction: press.interaction,
                    refusal: refusal.clone(),
                }])
                .await?;
                self.answer_or_offer_sign_in(press, refusal).await;
                Ok(())
            }
        }
    }

    /// Answers a press that does not count with the reason.
    pub(super) async fn answer_refusal(&self, press: ButtonPress, refusal: Refusal) {
        let words = self.services.guidance.press_refused(&self.channel, &self.open.case, &press, &refusal);
        press.reply.send(self.services.chat.as_ref(), &words).await;
    }

    async fn accept(&mut self, press: ButtonPress, events: Vec<Event>) -> Result<(), JournalError> {
        self.record(events).await?;
        // The press is on disk, so the chat need not deliver it again.
        drop(press.undecided);
        if press.verb == Verb::ShowSecret {
            return self.show_secret(press.reply, &press.locale).await;
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
                self.services.locks.lock_break_glass(&self.open.case, &press.member, &standing.object_id).err()
            }
            _ => None,
        }
    }
}
