//! A case that waits for Microsoft: the pause that Microsoft asks for, or the time that an outage gets to pass.

use jiff::{SignedDuration, Timestamp};

use super::super::Trouble;
use super::super::event::Event;
use super::super::people::StandingLookup;
use super::super::run::StepResponse;
use super::{ApprovalRequest, Case, Now, Recheck};

/// The shortest pauses, in seconds: the first one, and the longer ones while the same goes on. Microsoft may ask for a longer
/// one (<https://learn.microsoft.com/graph/throttling>), and an outage names none.
const PAUSES_SECONDS: [i64; 5] = [20, 60, 180, 300, 600];
/// The most tries of a step that Microsoft puts off. Each is an entry of the journal.
const PUT_OFF_ATTEMPTS_MAX: u8 = 200;

/// The wait of a case for Microsoft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The case goes on by itself then.
    pub until: Timestamp,
    /// The failed call.
    pub trouble: Trouble,
}

impl Case {
    /// Returns the wait for Microsoft that the card shows; `None` if there is none.
    pub const fn pause(&self) -> Option<&Pause> {
        self.pause.as_ref()
    }

    /// Returns the end of a wait for Microsoft that is not over.
    pub(super) fn paused_until(&self, now: Now) -> Option<Timestamp> {
        self.pause.as_ref().map(|pause| pause.until).filter(|until| now.at < *until)
    }

    /// Ends the wait for Microsoft with an event of the steps. The next wait is as short as the first if a step was taken, or if
    /// the case goes another way.
    pub(super) fn go_on_after_pause(&mut self, event: &Event) {
        let is_still_out = match event {
            Event::StepIntended(_)
            | Event::StepAnswered { answer: StepResponse::PutOff(_) | StepResponse::None(_), .. } => true,
            Event::StepReconciled { took_effect, .. } => !took_effect,
            Event::Joined { .. } | Event::Decided { .. } => return,
            _ => false,
        };
        self.pause = None;
        if !is_still_out {
            self.pauses_in_a_row = 0;
        }
    }

    /// Returns the event by which the case waits before it tries again what came to this; `None` if waiting does not help, or
    /// if the wait would outlast the approval.
    pub(super) fn pause_after(&self, request: &ApprovalRequest, trouble: &Trouble, now: Now) -> Option<Event> {
        let shortest = PAUSES_SECONDS[usize::from(self.pauses_in_a_row).min(PAUSES_SECONDS.len() - 1)];
        let asked = trouble.retry_after_seconds.map_or(0, i64::from);
        let until = now.at + SignedDuration::from_secs(shortest.max(asked));
        let may_wait = trouble.may_pass() && until < request.approval.expires_at();
        may_wait.then(|| Event::Paused { until, trouble: trouble.clone() })
    }

    /// Returns the event by which the case waits before a step is called again that Microsoft put off, at this try; `None` if
    /// that is not so. A throttled call had no effect, so any step may be called again.
    pub(super) fn pause_of_step(
        &self,
        request: &ApprovalRequest,
        trouble: &Trouble,
        attempt: u8,
        now: Now,
    ) -> Option<Event> {
        let is_put_off = trouble.is_throttled() && attempt < PUT_OFF_ATTEMPTS_MAX;
        self.pause_after(request, trouble, now).filter(|_| is_put_off)
    }
}

impl Recheck {
    /// Returns the failed call because of which this reading is not whole, if the same may work later.
    pub(super) fn passing_trouble(&self) -> Option<&Trouble> {
        let people = std::iter::once(&self.requester).chain(&self.approvers);
        let unread = people.filter_map(|person| match &person.checked {
            StandingLookup::Unreadable(trouble) => Some(trouble),
            _ => None,
        });
        self.account.as_ref().err().into_iter().chain(unread).find(|trouble| trouble.may_pass())
    }
}
