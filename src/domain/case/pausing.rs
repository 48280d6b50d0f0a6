//! A case that waits for Microsoft: the pause that Microsoft asks for, or the time that an outage gets to pass.

use jiff::{SignedDuration, Timestamp};

use super::super::Trouble;
use super::super::event::Event;
use super::super::people::StandingLookup;
use super::super::reading::{Cause, Gap};
use super::super::run::{Run, SECRET_KEPT_MINUTES, StepResponse, StepState};
use super::{ApprovalRequest, Case, Now, Phase, Recheck};

/// The shortest pauses, in seconds: the first one, and the longer ones while the same goes on. Microsoft may ask for a longer
/// one (<https://learn.microsoft.com/graph/throttling>), and an outage names none.
const PAUSES_SECONDS: [i64; 5] = [20, 60, 180, 300, 600];
/// The time that its receiver needs for a secret at the end of the time for which it is kept, in minutes.
const SECRET_READ_MINUTES: i64 = 2;
/// The most tries of a step that Microsoft puts off. Each is an entry of the journal.
const PUT_OFF_ATTEMPTS_MAX: u8 = 200;

/// The wait of a case for Microsoft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The case goes on by itself then.
    pub until: Timestamp,
    /// The failed call.
    pub trouble: Trouble,
    /// The place of the step that Microsoft put off, if that is all that waits: steps that do not need it go on meanwhile.
    pub step: Option<usize>,
}

impl Case {
    /// Returns the wait for Microsoft that the card shows; `None` if there is none.
    pub const fn pause(&self) -> Option<&Pause> {
        self.pause.as_ref()
    }

    /// Returns the place of the step that Microsoft put off last, if nothing else waits for Microsoft at this time.
    pub(super) fn put_off_step(&self, at: Timestamp) -> Option<usize> {
        let Phase::Running(_, run) = &self.phase else { return None };
        let waits_already = self.pause.as_ref().is_some_and(|pause| at < pause.until);
        let put_off =
            |(step, _): &(usize, &StepState)| run.put_off[*step] > 0 && run.put_off[*step] == run.tries[*step];
        run.current().filter(|_| !waits_already).filter(put_off).map(|(step, _)| step)
    }

    /// Returns the step that Grendel can go on with now, and its place. One that Microsoft put off is passed over until its time has
    /// come.
    pub(super) fn current_step<'a>(&self, run: &'a Run, now: Now) -> Option<(usize, &'a StepState)> {
        let waiting = self.pause.as_ref().filter(|pause| now.at < pause.until);
        run.current_besides(waiting.and_then(|pause| pause.step))
    }

    /// Returns true if everything waits for Microsoft, and nothing can be done meanwhile.
    pub(super) fn is_all_paused(&self, now: Now) -> bool {
        let Some(pause) = self.pause.as_ref().filter(|pause| now.at < pause.until) else { return false };
        match (&self.phase, pause.step) {
            (Phase::Running(_, run), Some(_)) => self.current_step(run, now).is_none() && run.to_ask().is_empty(),
            _ => true,
        }
    }

    /// Returns the end of a wait for Microsoft that is not over.
    pub(super) fn paused_until(&self, now: Now) -> Option<Timestamp> {
        self.pause.as_ref().map(|pause| pause.until).filter(|until| now.at < *until)
    }

    /// Returns the end of the time in which the case may wait for something: that of the approval, or a later one that people have
    /// for work in Active Directory. `None` before the approval was asked for.
    pub fn held_until(&self) -> Option<Timestamp> {
        let approved = self.approval_request()?.approval.expires_at();
        Some(self.run().and_then(Run::window_end).into_iter().fold(approved, Timestamp::max))
    }

    /// Ends the wait for Microsoft with an event of the steps. The next wait is as short as the first if a step was taken, or if
    /// the case goes another way.
    pub(super) fn go_on_after_pause(&mut self, event: &Event) {
        let step_of = match event {
            Event::StepIntended(intent) => Some(intent.step),
            Event::StepAnswered { step, .. }
            | Event::StepReconciled { step, .. }
            | Event::StepVerified { step, .. } => Some(*step),
            _ => None,
        };
        let waiting = self.pause.as_ref().and_then(|pause| pause.step);
        if waiting.is_some_and(|waiting| step_of.is_some_and(|step| step != waiting)) {
            // Another step goes on meanwhile.
            return;
        }
        let is_still_out = match event {
            Event::StepIntended(_)
            | Event::StepAnswered { answer: StepResponse::PutOff(_) | StepResponse::None(_), .. } => true,
            Event::StepReconciled { took_effect, .. } => !took_effect,
            Event::Joined { .. }
            | Event::Decided { .. }
            | Event::WorkAsked { .. }
            | Event::WorkTicked { .. }
            | Event::WorkReminded => return,
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
        let ends = self.held_until().unwrap_or_else(|| request.approval.expires_at());
        let may_wait = trouble.may_pass() && until < ends && self.secret_lasts(request, until);
        may_wait.then(|| Event::Paused { until, trouble: trouble.clone() })
    }

    /// Returns true unless a password or pass that somebody is to see would be gone by then, or nearly so.
    fn secret_lasts(&self, request: &ApprovalRequest, until: Timestamp) -> bool {
        let first = self.run().and_then(|run| run.issued.first());
        let is_for_somebody = !request.diagnosed.diagnosis.stays_closed();
        let ends = |at: Timestamp| at + SignedDuration::from_mins(SECRET_KEPT_MINUTES - SECRET_READ_MINUTES);
        first.is_none_or(|first| !is_for_somebody || until < ends(first.at))
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
        self.pause_after(request, trouble, now).filter(|_| attempt < PUT_OFF_ATTEMPTS_MAX)
    }
}

/// Returns the failed call behind a gap, as far as it is known.
fn trouble_of(gap: &Gap) -> Trouble {
    let (status, code) = gap.code.split_once(' ').unwrap_or(("", &gap.code));
    Trouble {
        call: format!("GET {}", gap.topic.word()),
        status: status.parse().ok(),
        code: code.to_owned(),
        message: String::new(),
        request_id: gap.request_id.clone(),
        retry_after_seconds: None,
    }
}

impl Recheck {
    /// Returns the failed call because of which this reading is not whole, if the same may work later.
    pub(super) fn passing_trouble(&self) -> Option<Trouble> {
        let people = std::iter::once(&self.requester).chain(&self.approvers);
        let unread = people.filter_map(|person| match &person.checked {
            StandingLookup::Unreadable(trouble) => Some(trouble),
            _ => None,
        });
        self.account.as_ref().err().into_iter().chain(unread).find(|trouble| trouble.may_pass()).cloned().or_else(
            || {
                let gaps = self.account.as_ref().ok()?.gaps_in_authority();
                gaps.into_iter().find(|gap| matches!(gap.cause, Cause::Throttled | Cause::Unavailable)).map(trouble_of)
            },
        )
    }
}
