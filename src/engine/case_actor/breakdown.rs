//! The end of a case that Grendel itself cannot go on with: it is closed with words, and never just stops.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

use super::CaseActor;
use crate::domain::case::Input;
use crate::domain::event::Event;
use crate::domain::outcome::{Breakdown, Outcome};
use crate::journal::{JournalError, StoreError};
use crate::ports::{Chat, Ping, Tenant};

/// The index of the ping about a breakdown, beyond those that a case can have.
const PING_INDEX: usize = 999;

impl<T: Tenant, C: Chat> CaseActor<T, C> {
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
        services.open_cases.insert_stopped(number, self.open.case.opening().tenant.clone());
        if self.open.case.outcome().is_some() {
            return Ok(());
        }
        let now = services.clock.now();
        let closed = vec![Event::Closed { outcome: Outcome::Failed { why } }];
        services.recorder.append(&mut self.open, now, closed).await?;
        services.locks.close(&self.open.case, now);
        // A private answer tells the requester, if one is still owed; the edit of a card notifies nobody.
        if self.reply.is_none() {
            self.ping_requester(why).await;
        }
        Ok(())
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
