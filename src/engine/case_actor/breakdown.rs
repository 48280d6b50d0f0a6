//! A case that Grendel itself cannot go on with as it is: it goes on with less evidence, or is closed with words. It never
//! just stops.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

use super::CaseActor;
use crate::domain::case::Input;
use crate::domain::event::Event;
use crate::domain::outcome::Breakdown;
use crate::engine::notifier::Notice;
use crate::journal::{JournalError, StoreError};
use crate::ports::{Chat, Ping, Tenant};

/// The index of the ping about a breakdown, beyond those that a case can have.
const PING_INDEX: usize = 999;

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Decides an input, records the events, and shows the result. Events that are too large for the journal are decided
    /// again with less evidence.
    ///
    /// # Errors
    ///
    /// The journal does not take the events, or nothing can be decided with less evidence.
    pub(super) async fn decide_and_record(&mut self, input: Input) -> Result<(), JournalError> {
        let lesser = input.with_less_evidence();
        let events = self.decide(input);
        match (self.record(events).await, lesser) {
            (Err(JournalError::Store(error @ StoreError::TooLarge { .. })), Some(lesser)) => {
                tracing::error!(case = %self.open.case.number(), %error, "going on with less evidence");
                let events = self.decide(lesser);
                // The same action would follow for ever.
                if events.is_empty() { Err(error.into()) } else { self.record(events).await }
            }
            (recorded, _) => recorded,
        }
    }

    /// Decides an input that is no press. Only presses are refused, and `on_press` decides those.
    fn decide(&self, input: Input) -> Vec<Event> {
        let case = &self.open.case;
        case.decide(input, self.now()).unwrap_or_else(|refusal| {
            tracing::error!(case = %case.number(), rule = refusal.rule(), "non-press input refused");
            Vec::new()
        })
    }

    /// Records the events of a press. If a waiver makes the diagnosis too large for the journal, it is decided again with
    /// less evidence.
    ///
    /// # Errors
    ///
    /// The journal does not take the events.
    pub(super) async fn record_press(&mut self, events: Vec<Event>, press: Input) -> Result<(), JournalError> {
        let lesser = self.open.case.with_less_evidence();
        match (self.record(events).await, lesser) {
            (Err(JournalError::Store(error @ StoreError::TooLarge { .. })), Some(lesser)) => {
                tracing::error!(case = %self.open.case.number(), %error, "going on with less evidence");
                match lesser.decide(press, self.now()) {
                    Ok(events) if !events.is_empty() => self.record(events).await,
                    Ok(_) | Err(_) => Err(error.into()),
                }
            }
            (recorded, _) => recorded,
        }
    }

    /// Runs the loop to its end. If the case cannot go on, closes it, releases its locks, and tells the requester and the
    /// channel.
    ///
    /// # Errors
    ///
    /// The journal takes no entry any more.
    pub(super) async fn run_to_end(&mut self) -> Result<(), JournalError> {
        let why = match self.broken.take() {
            Some(why) => Some(why),
            None => self.run_guarded().await?,
        };
        let Some(why) = why else { return Ok(()) };
        self.close_broken(why).await?;
        match self.run_guarded().await? {
            None => Ok(()),
            // Not even the end can be shown: it is told in plain words, and the case rests.
            Some(_) => self.tell_in_plain_words(why).await,
        }
    }

    /// Runs the loop, and returns the reason if the case cannot go on.
    async fn run_guarded(&mut self) -> Result<Option<Breakdown>, JournalError> {
        let number = self.open.case.number();
        let why = match AssertUnwindSafe(self.run_loop()).catch_unwind().await {
            Ok(Ok(())) => return Ok(None),
            Ok(Err(error @ JournalError::Fault(_))) => {
                tracing::error!(case = %number, %error, "case stopped");
                Breakdown::Fault
            }
            Ok(Err(JournalError::Store(error @ StoreError::TooLarge { .. }))) => {
                tracing::error!(case = %number, %error, "case stopped");
                Breakdown::TooLarge
            }
            Ok(Err(error)) => return Err(error),
            // The panic itself is in the log already.
            Err(_) => {
                tracing::error!(case = %number, "case stopped by a defect");
                Breakdown::Defect
            }
        };
        Ok(Some(why))
    }

    async fn close_broken(&mut self, why: Breakdown) -> Result<(), JournalError> {
        let (services, number) = (self.services.clone(), self.open.case.number());
        // What is on disk counts. A case that cannot be loaded goes on from what is in memory.
        if let Ok(Some(open)) = services.recorder.load(number) {
            self.open = open;
        }
        let now = self.now();
        let events = self.open.case.broken_down(why, now);
        if events.is_empty() {
            return Ok(());
        }
        self.secrets.drop_all();
        services.recorder.append(&mut self.open, now.at, events).await?;
        if self.open.case.outcome().is_some() {
            services.open_cases.insert_stopped(number, self.open.case.opening().tenant.clone());
            services.locks.close(&self.open.case, now.at);
        } else {
            services.locks.sync_break_glass(&self.open.case);
        }
        self.tell_operator(why);
        // A private answer tells the requester, if one is still owed; the edit of a card notifies nobody. A pass that is left
        // is told in the channel.
        if self.reply.is_none() || self.open.case.leaves_pass() {
            self.ping_requester(why).await;
        }
        Ok(())
    }

    /// Tells the operator, who may have to mend something.
    fn tell_operator(&self, why: Breakdown) {
        let (services, case) = (&self.services, &self.open.case);
        let words = services.messages.operator_breakdown(case, why);
        let key = services.nonces.of_ping(case.number(), PING_INDEX);
        services.notifier.send_in_background(Notice::Operator { key, words });
    }

    async fn ping_requester(&self, why: Breakdown) {
        let (services, case) = (&self.services, &self.open.case);
        let ping = Ping {
            channel: case.opening().origin.channel,
            nonce: services.nonces.of_ping(case.number(), PING_INDEX),
            words: services.messages.broken_down(case, why),
            roles: Vec::new(),
            members: vec![case.opening().member.id],
        };
        if let Err(error) = services.chat.ping(&ping).await {
            tracing::warn!(case = %case.number(), %error, "ping failed");
        }
    }

    async fn tell_in_plain_words(&mut self, why: Breakdown) -> Result<(), JournalError> {
        let (number, tenant) = (self.open.case.number(), self.open.case.opening().tenant.clone());
        self.services.open_cases.insert_stopped(number, tenant);
        if let Some(reply) = self.reply.take() {
            let words = self.services.messages.broken_down(&self.open.case, why);
            reply.send(self.services.chat.as_ref(), &words).await;
        } else {
            self.ping_requester(why).await;
        }
        let now = self.services.recorder.now();
        let settled = self.open.case.decide(Input::EndShown, now).unwrap_or_default();
        if settled.is_empty() {
            return Ok(());
        }
        self.services.recorder.append(&mut self.open, now.at, settled).await
    }
}

#[cfg(test)]
mod tests;
