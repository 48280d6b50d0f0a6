//! A case that waits for work in Active Directory: it looks now and then if the work shows.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::CaseActor;
use crate::domain::ObjectId;
use crate::domain::case::{EffectCheck, Input};
use crate::domain::condition::Condition;
use crate::domain::step::StepKind;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

/// The time between two looks, in minutes. The sync runs every 30 minutes, and that of passwords every 2
/// (<https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-password-hash-synchronization>).
const LOOK_MINUTES: i64 = 5;
/// The same while somebody has said that the work is done.
const LOOK_MINUTES_TICKED: i64 = 1;

/// The result of waiting for work.
#[expect(clippy::large_enum_variant, reason = "it is taken at once, and never stored")]
pub(super) enum Waited {
    /// Something for the case to decide on.
    For(Input),
    /// Something else happened, and the case has another action now.
    Interrupted,
    /// The program stops.
    Stopping,
}

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Waits for people, until this instant at most, and looks if their work shows.
    pub(super) async fn await_work(
        &mut self,
        target: ObjectId,
        until: Timestamp,
        is_last_look: bool,
    ) -> Result<Waited, JournalError> {
        let services = Arc::clone(&self.services);
        let pause = SignedDuration::from_mins(if self.has_tick() { LOOK_MINUTES_TICKED } else { LOOK_MINUTES });
        let earliest = services.clock.now() + pause;
        let next_look = self.next_look.map_or(earliest, |planned| planned.min(earliest));
        self.next_look = Some(next_look);
        tokio::select! {
            biased;
            Some(message) = self.mailbox.recv() => { self.receive(message).await?; return Ok(Waited::Interrupted) }
            Ok(()) = self.freezes.changed() => return Ok(Waited::Interrupted),
            () = services.clock.sleep_until(until.min(next_look)) => {}
            () = services.shutdown.begun() => return Ok(Waited::Stopping),
        }
        if until < next_look && !is_last_look {
            return Ok(Waited::For(Input::Time));
        }
        self.next_look = None;
        let (kind, before, step) = (StepKind::ResetPasswordOnPremises, Condition::default(), 0);
        let budget = services.limits.budget_of_press();
        let seen = self.channel.tenant.condition(&EffectCheck { target, kind, before, step }, &budget).await;
        let seen = match seen {
            // It may be the last thing that is read of the account.
            Ok(condition) if is_last_look => {
                Ok(self.lookups(&budget).with_mail_of_contained(&self.open.case, condition).await)
            }
            seen => seen,
        };
        Ok(Waited::For(Input::WorkLookedFor(seen.map(Box::new).map_err(|error| error.trouble().clone()))))
    }

    fn has_tick(&self) -> bool {
        self.open.case.run().is_some_and(|run| run.next_unseen().is_some())
    }
}
