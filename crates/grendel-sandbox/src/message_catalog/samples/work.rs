//! Cases in which people do work in Active Directory: asked for, ticked off, seen, and left undone.

use super::aims::by_global_administrator;
use super::failures::known;
use super::locks::{failure, restriction, stopped, with};
use super::signs::{asked_about, at_risk, taking, waiting};
use super::texts::TYPED;
use super::{account, approvals, at, close, intended, member, synced, terms, terms_of};
use grendel::domain::access::{MethodId, SelfService, UsablePass};
use grendel::domain::account::{Account, OnPremises};
use grendel::domain::command::Terms;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::finding::FindingKind;
use grendel::domain::known_failure::KnownFailure;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::reading::Reading;
use grendel::domain::run::{Intent, Receipt, StepResponse, Verification};
use grendel::domain::runbook::Credential;
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use grendel::domain::{InteractionId, MessageId};
use jiff::SignedDuration;

/// The steps by which a containment that people help with keeps an intruder out.
const CONTAINMENT: [StepKind; 2] = [StepKind::BlockSignIn, StepKind::RevokeSignInSessions];
/// The work of a containment.
const WORK: [StepKind; 2] = [StepKind::DisableOnPremises, StepKind::ResetPasswordOnPremises];

/// A case in the making, from its approval on.
struct SampleRun {
    command: &'static str,
    terms: Terms,
    steps: Vec<StepKind>,
    events: Vec<Event>,
    /// The number of messages that have called people.
    pings: usize,
}

impl SampleRun {
    /// Returns a case of this command on this account, once its plan is approved.
    fn new(command: &'static str, terms: Terms, account: Account) -> Self {
        let found = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None);
        let mut events = waiting(&found, terms.approval.clone());
        events.extend(approvals(&found).map(by_global_administrator));
        Self { command, terms, steps: found.plan.steps, events, pings: 0 }
    }

    /// Returns a case that contains a synced account. Two people approve it, as they do for the other samples.
    fn of_containment() -> Self {
        let terms = Terms { approval: terms().approval, ..terms_of("contain") };
        Self::new("contain", terms, synced(with(Vec::new()), true))
    }

    /// Returns a case that takes these steps on an account whose owner is to get it back.
    fn of_unlock(steps: &[StepKind], account: Account) -> Self {
        Self::new("unlock", taking(steps, &[], None), account)
    }

    fn place(&self, step: StepKind) -> usize {
        self.steps.iter().position(|kind| *kind == step).expect("the plan has it")
    }

    /// People are asked for this work, and called.
    fn ask(mut self, work: &[StepKind]) -> Self {
        let steps = work.iter().map(|step| self.place(*step)).collect();
        self.events.push(Event::WorkAsked { steps, until: at() + SignedDuration::from_hours(8) });
        self.called()
    }

    /// The same people are reminded.
    fn remind(mut self) -> Self {
        self.events.push(Event::WorkReminded);
        self.called()
    }

    fn called(mut self) -> Self {
        self.events.push(Event::Pinged { place: self.pings, message: Some(MessageId(6)) });
        self.pings += 1;
        self
    }

    /// Grendel takes the step, at this try, and Microsoft answers.
    fn answered(mut self, step: StepKind, attempt: u8, answer: StepResponse) -> Self {
        let step = self.place(step);
        let intent = match intended(step) {
            Event::StepIntended(intent) => Event::StepIntended(Intent { attempt, ..intent }),
            event => event,
        };
        self.events.extend([intent, Event::StepAnswered { step, answer }]);
        self
    }

    /// Grendel takes the step, at this try, and it shows.
    fn take(self, step: StepKind, attempt: u8) -> Self {
        let answer = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
        self.answered(step, attempt, answer).look(step, Verification::Seen)
    }

    /// Grendel takes both steps that keep an intruder out, at this try.
    fn take_both(self, attempt: u8) -> Self {
        CONTAINMENT.into_iter().fold(self, |run, step| run.take(step, attempt))
    }

    /// Grendel takes the steps that come once, after those that keep an intruder out.
    fn take_rest(self) -> Self {
        let rest: Vec<StepKind> =
            self.steps.iter().copied().filter(|step| !step.is_by_hand() && !CONTAINMENT.contains(step)).collect();
        rest.into_iter().fold(self, |run, step| run.take(step, 1))
    }

    fn look(mut self, step: StepKind, verification: Verification) -> Self {
        let step = self.place(step);
        self.events.push(Event::StepVerified { step, verification, found: None });
        self
    }

    fn tick(mut self, step: StepKind) -> Self {
        let step = self.place(step);
        self.events.push(Event::WorkTicked { step, by: member(2), interaction: InteractionId(8) });
        self
    }

    fn withdraw(mut self) -> Self {
        self.events.push(Event::Withdrawn { by: member(1), interaction: InteractionId(8) });
        self
    }

    /// A person has to look at this step.
    fn stop(self, step: StepKind, look_at: LookAt) -> SampleCase {
        let step = self.place(step);
        self.end(Outcome::NeedsHuman { step, look_at })
    }

    fn end(mut self, outcome: Outcome) -> SampleCase {
        self.events.push(close(outcome));
        (self.command, self.terms, self.events)
    }
}

/// The name of a command, its terms, and what happened after the opening.
pub type SampleCase = (&'static str, Terms, Vec<Event>);

/// Returns each case.
pub fn lives() -> Vec<SampleCase> {
    [contained(), unlocked(), plans()].concat()
}

fn contained() -> Vec<SampleCase> {
    let asked = || SampleRun::of_containment().ask(&WORK);
    let seen = WORK.into_iter().fold(asked().take_both(1).take_rest().remind(), SampleRun::tick).take_both(2);
    let seen = WORK.into_iter().fold(seen, |run, step| run.look(step, Verification::Seen));
    let refused = StepResponse::Refused(known(KnownFailure::MasteredOnPremises));
    let left_to_master = asked().answered(StepKind::BlockSignIn, 1, refused);
    let half_done = asked().take_both(1).take_rest().tick(StepKind::DisableOnPremises);
    vec![
        seen.take_both(3).end(Outcome::Completed),
        left_to_master
            .take(StepKind::RevokeSignInSessions, 1)
            .take_rest()
            .stop(StepKind::DisableOnPremises, LookAt::WorkNotDone),
        half_done.stop(StepKind::ResetPasswordOnPremises, LookAt::WorkNotDone),
        asked().take_both(1).take_rest().withdraw().stop(StepKind::DisableOnPremises, LookAt::Stopped),
    ]
}

fn unlocked() -> Vec<SampleCase> {
    let (revoke, by_hand, enable) =
        (StepKind::RevokeSignInSessions, StepKind::EnableOnPremises, StepKind::EnableSignIn);
    let blocked = || SampleRun::of_unlock(&[revoke, enable], synced(account(None), true)).take(revoke, 1);
    let sender = synced(stopped(restriction(None, (None, None))), true);
    let (reset, release) = (StepKind::ResetPasswordOnPremises, StepKind::ReleaseSender);
    let sending = SampleRun::of_unlock(&[StepKind::ResetPassword, revoke, release], sender);
    let sending = sending.ask(&[reset]).take(revoke, 1).tick(reset).take(revoke, 2);
    let take_back = StepKind::RevokeTemporaryAccessPass;
    let mut with_pass = account(None);
    let pass = MethodId::parse("11112222-3333-4444-8555-666677778888");
    with_pass.access.usable_passes = pass.map(|id| UsablePass { id, case: None }).into_iter().collect();
    let taken = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
    let unseen = SampleRun::of_unlock(&[take_back, enable], with_pass).answered(take_back, 1, taken);
    vec![
        blocked()
            .ask(&[by_hand])
            .tick(by_hand)
            .take(enable, 1)
            .look(by_hand, Verification::Seen)
            .end(Outcome::Completed),
        blocked().ask(&[by_hand]).stop(by_hand, LookAt::WorkNotDone),
        sending.look(reset, Verification::NotYet).stop(reset, LookAt::WorkNotSeen),
        unseen.look(take_back, Verification::NotYet).stop(take_back, LookAt::EffectNotSeen),
    ]
}

/// Returns cases whose plan has work, or has none for what is known of the tenant. They are withdrawn.
fn plans() -> Vec<SampleCase> {
    let of = |account: Account, on_premises: OnPremises| {
        let last_sync = Some(at());
        Account { on_premises: Some(OnPremises { last_sync, ..on_premises }), ..account }
    };
    let mut expired = with(vec![failure(50055)]);
    expired.access.self_service = Reading::Read(Some(SelfService { enabled: true, registered: true }));
    let without_writeback = OnPremises { password_writeback: Some(false), ..OnPremises::default() };
    let ending_risk = OnPremises { password_resets_risk: Some(true), ..OnPremises::default() };
    let ways = [Credential::SelfService, Credential::TemporaryPassword];
    let cleaning = [StepKind::ResetPassword, StepKind::RevokeSignInSessions, StepKind::DismissRisk];
    let plans = [
        (of(expired, without_writeback), taking(&[], &ways, Some(FindingKind::PasswordExpired))),
        (of(at_risk(with(Vec::new()), None), ending_risk), taking(&cleaning, &[], None)),
    ];
    let withdrawn = |(account, terms): (Account, Terms)| {
        let life = asked_about(account, &terms);
        ("unlock", terms, life)
    };
    plans.map(withdrawn).into()
}
