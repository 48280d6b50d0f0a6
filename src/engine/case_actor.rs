//! The actor of one case: the loop that carries it from its first event to its last.

mod breakdown;
mod dedupe;
mod held;
mod others;
mod pings;
mod press;
mod registration;
mod secret;
mod work;

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use tokio::sync::{mpsc, watch};

use self::dedupe::EarlyLookup;
use self::registration::Registration;
use self::work::Waited;
use super::autocomplete::AutocompleteCache;
use super::card_updater::{CardUpdater, CardVersion};
use super::freezing::Freezing;
use super::guidance::Guidance;
use super::limits::EngineLimits;
use super::lookups::Lookups;
use super::message::Message;
use super::nonces::Nonces;
use super::notifier::Notifier;
use super::open_cases::OpenCases;
use super::operator_alerts::OperatorAlerts;
use super::pending_secrets::PendingSecrets;
use super::recorder::Recorder;
use super::reply::Reply;
use super::secret_ledger::SecretLedger;
use super::shutdown::Shutdown;
use super::step_up::StepUp;
use super::target_locks::TargetLocks;
use super::tenant_channel::TenantChannel;
use crate::clock::Clock;
use crate::domain::Trouble;
use crate::domain::case::{Action, Input, Recheck};
use crate::domain::event::{Event, RecordedEvent};
use crate::domain::outcome::Breakdown;
use crate::domain::refusal::Refusal;
use crate::domain::run::Verification;
use crate::domain::tenant_freeze::TenantFreeze;
use crate::journal::{JournalError, OpenCase};
use crate::ports::{Budget, Chat, ObserveRequest, StepResult, Tenant};
use crate::render::Messages;

/// The services that the actors of all cases use.
pub struct CaseServices<T, C> {
    /// The chat.
    pub chat: Arc<C>,
    /// The journal.
    pub recorder: Recorder,
    /// The clock.
    pub clock: Clock,
    /// The limits on calls.
    pub limits: Arc<EngineLimits>,
    /// The texts.
    pub messages: Messages,
    /// The keys of cards and pings.
    pub nonces: Nonces,
    /// The way to call people.
    pub notifier: Arc<Notifier<C>>,
    /// The memory of what the operator was told.
    pub alerts: Arc<OperatorAlerts<C>>,
    /// The signal to stop.
    pub shutdown: Arc<Shutdown>,
    /// The running cases.
    pub open_cases: Arc<OpenCases>,
    /// The locks between cases.
    pub locks: Arc<TargetLocks>,
    /// The secrets that were made.
    pub ledger: Arc<SecretLedger>,
    /// The accounts that were offered to members while they typed.
    pub offers: Arc<AutocompleteCache>,
    /// The answers to refused presses.
    pub guidance: Arc<Guidance<T>>,
    /// The presses that need a sign-in.
    pub step_up: Arc<StepUp<T, C>>,
    /// The freezes of tenants.
    pub freezing: Arc<Freezing<C>>,
}

/// The actor of one case.
pub struct CaseActor<T, C> {
    services: Arc<CaseServices<T, C>>,
    channel: Arc<TenantChannel<T>>,
    open: OpenCase,
    mailbox: mpsc::Receiver<Message>,
    card_versions: watch::Sender<Option<CardVersion>>,
    reply: Option<Reply>,
    budget: Budget,
    secrets: PendingSecrets,
    /// The freeze of the tenant, as it changes.
    freezes: watch::Receiver<TenantFreeze>,
    /// The reason why the case cannot go on, if that was known when it was loaded.
    broken: Option<Breakdown>,
    /// The target, if it was looked up together with the requester.
    target: Mutex<Option<EarlyLookup>>,
    to_case: mpsc::Sender<Message>,
    /// True while a ping is sent beside the case.
    is_pinging: bool,
    /// True if the end was shown, and the case does not rest yet.
    is_end_shown: bool,
    /// The time of the next look for work in Active Directory, while the case waits for it.
    next_look: Option<Timestamp>,
}

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Creates the actor of a case, new or from the journal, and starts the updater of its card. `reply` is the answer
    /// that the requester is owed.
    pub fn new(
        services: Arc<CaseServices<T, C>>,
        channel: Arc<TenantChannel<T>>,
        open: OpenCase,
        reply: Option<Reply>,
        to_case: mpsc::Sender<Message>,
        mailbox: mpsc::Receiver<Message>,
    ) -> Self {
        let (card_versions, versions) = watch::channel(None);
        let updater = CardUpdater {
            chat: Arc::clone(&services.chat),
            clock: services.clock.clone(),
            case: open.case.number(),
            channel: open.case.opening().origin.channel,
            nonce: services.nonces.of_card(open.case.number()),
            message: open.case.card(),
            to_case: to_case.clone(),
        };
        tokio::spawn(updater.run(versions));
        let budget = services.limits.budget_of_case();
        let secrets = PendingSecrets::new(open.case.number(), services.clock.clone());
        let freezes = services.freezing.freezes.watch(&channel.name);
        Self {
            services,
            channel,
            open,
            mailbox,
            card_versions,
            reply,
            budget,
            secrets,
            freezes,
            broken: None,
            target: Mutex::default(),
            to_case,
            is_pinging: false,
            is_end_shown: false,
            next_look: None,
        }
    }

    /// Returns the same actor for a case that cannot go on: it closes the case, and says so.
    pub const fn broken(mut self, why: Breakdown) -> Self {
        self.broken = Some(why);
        self
    }

    /// Runs until the case is closed and its end is shown, or until the program stops and the case waits. A failed
    /// write to the journal stops the program.
    pub async fn run(mut self) {
        let number = self.open.case.number();
        // Runs after a panic too, so that a case without an actor is not listed as running.
        let tenant = self.channel.name.clone();
        let registration = Registration { services: Arc::clone(&self.services), number, tenant };
        if let Err(error) = self.run_to_end().await {
            self.services.shutdown.fail(&format!("case {number}: {error}"));
        }
        drop(registration);
        self.mailbox.close();
        if self.open.case.outcome().is_none() {
            // The program is stopping. What is left in the mailbox is not decided, so the chat delivers it again at the
            // next start.
            return;
        }
        while let Ok(message) = self.mailbox.try_recv() {
            if let Message::Press(press) = message {
                self.answer_refusal(press, Refusal::CaseClosed).await;
            }
        }
    }

    /// The loop: the next action of the case, its result as an input, and the events that follow from it.
    async fn run_loop(&mut self) -> Result<(), JournalError> {
        self.show().await?;
        // Somebody may have become known while the program was down.
        self.look_for_others().await?;
        let services = Arc::clone(&self.services);
        loop {
            while let Ok(message) = self.mailbox.try_recv() {
                self.receive(message).await?;
            }
            self.settle().await?;
            // What was seen is the state that the next action is made for.
            self.freezes.mark_unchanged();
            let input = match self.next_action() {
                Action::Rest => return Ok(()),
                Action::Ping(due) => match self.ping(&due).await {
                    Some(input) => input,
                    None => continue,
                },
                Action::Diagnose => match self.diagnose().await {
                    Some(lookup) => Input::TargetLookedUp(lookup),
                    None => return Ok(()),
                },
                Action::Await { until } => tokio::select! {
                    biased;
                    Some(message) = self.mailbox.recv() => { self.receive(message).await?; continue }
                    Ok(()) = self.freezes.changed() => continue,
                    () = services.clock.sleep_until(until) => Input::Time,
                    () = services.shutdown.begun() => return Ok(()),
                },
                Action::AwaitWork { target, until, is_last_look } => {
                    match self.await_work(target, until, is_last_look).await? {
                        Waited::For(input) => input,
                        Waited::Interrupted => continue,
                        Waited::Stopping => return Ok(()),
                    }
                }
                Action::ShowEnd => tokio::select! {
                    biased;
                    Some(message) = self.mailbox.recv() => { self.receive(message).await?; continue }
                    () = services.shutdown.begun() => return Ok(()),
                },
                action => self.perform(action).await,
            };
            match input {
                Input::Rechecked(recheck) => self.on_rechecked(*recheck).await?,
                input => self.decide_and_record(input).await?,
            }
        }
    }

    /// Does what an action demands, and returns the result.
    async fn perform(&self, action: Action) -> Input {
        let (services, case) = (&self.services, &self.open.case);
        let (opening, pauses) = (case.opening(), &services.limits.verify_pauses);
        let lookups = self.lookups(&self.budget);
        match action {
            Action::CheckRequester => {
                // The target is looked up at the same time, to save a round trip. The result is used only if the
                // requester is accepted.
                let (checked, target) = tokio::join!(lookups.look_up_member(opening.member.id), self.look_up_target());
                *self.target.lock().expect("nothing panics with this lock") = Some(target);
                if let Some(account) = self.channel.account_of(opening.member.id, services.clock.now()) {
                    services.offers.insert_standing(&self.channel.name, &account, &checked, services.clock.now());
                }
                Input::RequesterChecked(checked)
            }
            Action::FindApprovers { requirement, guard, target, receiver } => {
                Input::ApproversFound(self.find_approvers(&requirement, &guard, &target, receiver.as_ref()).await)
            }
            Action::Recheck { target, names, before, approvers } => {
                let groups = opening.terms.groups();
                let request = ObserveRequest { target: &target, names: Some(&names), groups: &groups };
                let recheck = lookups.recheck(opening.member.id, request, before.as_deref(), &approvers);
                let (recheck, others) = tokio::join!(recheck, self.others());
                let target_known = self.knows_owner(&target);
                Input::Rechecked(Box::new(Recheck { others, target_known, ..recheck }))
            }
            Action::Perform(warrant) => {
                let StepResult { answer, secret } = self.take_step(&warrant).await;
                if let Some(secret) = secret {
                    self.secrets.insert(warrant.kind(), secret);
                }
                Input::Answered { step: warrant.step(), answer }
            }
            Action::Revoke(warrant) => {
                // Minutes have gone by since the steps, and taking a pass back must not fail for that.
                let budget = services.limits.budget_of_case();
                let StepResult { answer, .. } = self.channel.tenant.perform(&warrant, &budget).await;
                Input::Revoked { answer }
            }
            Action::Reconcile(check) => {
                Input::Reconciled { step: check.step, seen: lookups.effect_is_visible(&check, pauses).await }
            }
            Action::Verify(check) => {
                let verification = match lookups.effect_is_visible(&check, pauses).await {
                    Ok(true) => Verification::Seen,
                    Ok(false) => Verification::NotYet,
                    Err(trouble) => Verification::Unreadable(trouble),
                };
                let found = lookups.after_last_step(case, &check).await;
                Input::Verified { step: check.step, verification, found: found.map(Box::new) }
            }
            Action::Ping(_)
            | Action::FollowFreeze
            | Action::Diagnose
            | Action::Await { .. }
            | Action::AwaitWork { .. }
            | Action::ShowEnd
            | Action::Rest => Input::Time,
        }
    }

    async fn receive(&mut self, message: Message) -> Result<(), JournalError> {
        match message {
            Message::CardPosted(message) => self.decide_and_record(Input::CardPosted(message)).await,
            Message::Joined(joined, recorded) => {
                let case = joined.case;
                self.decide_and_record(Input::Joined(joined)).await?;
                // A closed case records nothing. The sender is dropped then, and the other case goes on by itself.
                if self.open.case.joined().iter().any(|one| one.case == case) {
                    let _ = recorded.send(());
                }
                Ok(())
            }
            Message::CardRefused(reason) => self.decide_and_record(Input::CardRefused(card_refused(reason))).await,
            Message::EndShown => {
                if let Some(reply) = self.reply.take() {
                    // The channel refused the card, so the end is told to the requester alone.
                    let words = self.services.messages.answer_without_card(&self.open.case);
                    reply.send(self.services.chat.as_ref(), &words).await;
                }
                self.is_end_shown = true;
                self.settle().await
            }
            Message::Pinged { place, message } => self.on_pinged(Input::Pinged { place, message }).await,
            Message::Press(press) => self.on_press(press).await,
            Message::PeopleChanged => self.look_for_others().await,
        }
    }

    async fn record(&mut self, events: Vec<Event>) -> Result<(), JournalError> {
        if events.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = events.iter().map(Event::name).collect();
        let now = self.services.clock.now();
        let was_open = self.open.case.outcome().is_none();
        let for_ledger = events.clone();
        self.services.recorder.append(&mut self.open, now, events).await?;
        for event in for_ledger {
            match &event {
                Event::SecretEnded { .. } => self.secrets.drop_all(),
                // What was spent before a wait must not be missing after it.
                Event::Paused { .. } | Event::WorkAsked { .. } | Event::WorkTicked { .. } => {
                    self.budget = self.services.limits.budget_of_case();
                }
                _ => {}
            }
            let recorded = RecordedEvent { at: now, event };
            self.channel.learn(&self.open.case, &recorded);
            self.services.alerts.learn(&self.open.case, &recorded);
            self.services.locks.remember_block(&self.open.case, &recorded);
        }
        self.services.locks.sync_passes(&self.open.case);
        if was_open && self.open.case.outcome().is_some() {
            self.services.locks.close(&self.open.case, now);
        }
        for event in names {
            tracing::info!(case = %self.open.case.number(), event, "recorded");
        }
        self.show().await
    }

    /// Shows the case: its card in the channel, and the first answer to the requester.
    async fn show(&mut self) -> Result<(), JournalError> {
        let services = Arc::clone(&self.services);
        let first_answer = |reply: &Reply| services.guidance.first_answer(&self.channel, &self.open.case, reply);
        if let Some(answer) = self.reply.as_ref().and_then(first_answer)
            && let Some(reply) = self.reply.take()
        {
            if services.messages.has_card(&self.open.case) {
                reply.send_in_background(&services.chat, answer);
            } else if reply.send(services.chat.as_ref(), &answer).await {
                // The case has no card, so with this answer its end is shown.
                let now = services.recorder.now();
                let settled = self.open.case.decide(Input::EndShown, now).unwrap_or_default();
                return services.recorder.append(&mut self.open, now.at, settled).await;
            }
        }
        let case = &self.open.case;
        let is_final = case.outcome().is_some();
        // If the requester cannot be answered privately any more, for example after a restart, even a case without a
        // card shows one.
        if services.messages.has_card(case) || is_final && self.reply.is_none() {
            self.card_versions.send_replace(Some(CardVersion { card: services.messages.card(case), is_final }));
        }
        Ok(())
    }

    fn lookups<'a>(&'a self, budget: &'a Budget) -> Lookups<'a, T, C> {
        Lookups::new(&self.channel, self.services.chat.as_ref(), &self.services.clock, budget)
    }
}

fn card_refused(reason: String) -> Trouble {
    let call = "POST /channels/{channel}/messages".to_owned();
    let code = Trouble::CARD_REFUSED.to_owned();
    Trouble { call, status: None, code, message: reason, request_id: None, retry_after_seconds: None }
}
