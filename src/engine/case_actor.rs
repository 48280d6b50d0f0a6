//! The loop that carries one case from its first event to its last.

mod dedupe;
mod secret;

use std::sync::{Arc, Mutex};

use tokio::sync::{mpsc, watch};

use self::dedupe::Found;
use super::card_updater::{self, Face, Place};
use super::message::{Message, Pressed};
use super::pending_secrets::Vault;
use super::reply::Reply;
use super::tenant_channel::Site;
use super::{Shared, lookups};
use crate::domain::case::{Action, DuePing, Input, Now, Press, PressLookup};
use crate::domain::event::{Event, Verb};
use crate::domain::people::StandingLookup;
use crate::domain::refusal::Refusal;
use crate::domain::run::Verification;
use crate::domain::{CaseNumber, RoleName, Trouble};
use crate::journal::{JournalError, OpenCase, StoreError};
use crate::ports::{Budget, Chat, ObserveRequest, Ping, RoleId, StepResult, Tenant};

/// One case under way.
pub struct Conversation<T, C> {
    shared: Arc<Shared<T, C>>,
    site: usize,
    open: OpenCase,
    mailbox: mpsc::Receiver<Message>,
    faces: watch::Sender<Option<Face>>,
    reply: Option<Reply>,
    budget: Budget,
    vault: Vault,
    /// Who is meant, where that was asked while the requester was looked up.
    found: Mutex<Option<Found>>,
}

impl<T: Tenant, C: Chat> Conversation<T, C> {
    /// Takes up a case, new or from the journal. `reply` is the answer that the requester is owed, if they still are.
    pub fn new(
        shared: Arc<Shared<T, C>>,
        site: usize,
        open: OpenCase,
        reply: Option<Reply>,
        mailbox: (mpsc::Sender<Message>, mpsc::Receiver<Message>),
    ) -> Self {
        let (to_case, mailbox) = mailbox;
        let (faces, seen_faces) = watch::channel(None);
        let place = Place {
            case: open.case.number(),
            nonce: shared.nonce(open.case.number()),
            channel: open.case.opening().origin.channel,
            message: open.case.card(),
        };
        tokio::spawn(card_updater::keep(Arc::clone(&shared.chat), place, seen_faces, to_case));
        let budget = shared.limits.budget_of_case();
        let (vault, found) = (Vault::default(), Mutex::default());
        Self { shared, site, open, mailbox, faces, reply, budget, vault, found }
    }

    /// Goes on until the case is over and everyone has been told, or until the program is stopping and the case waits for a
    /// person. A store that does not take an event ends the program.
    pub async fn run(mut self) {
        let number = self.open.case.number();
        // Also where this ends by a panic: what is not carried any more must not look as if it were.
        let under_way = ForgetAtEnd { shared: Arc::clone(&self.shared), number };
        match self.steps().await {
            Ok(()) => {}
            // One case is not worth the others: it stays as it is in the journal until somebody looks.
            Err(error @ (JournalError::Fault(_) | JournalError::Store(StoreError::TooLarge { .. }))) => {
                tracing::error!(case = %number, %error, "the case is stopped");
            }
            Err(error) => self.shared.fail(&format!("case {number}: {error}")),
        }
        drop(under_way);
        self.mailbox.close();
        if self.open.case.outcome().is_none() {
            // Stopping. What is still in the mailbox is not decided, and the chat sends it again at the next start.
            return;
        }
        while let Ok(message) = self.mailbox.try_recv() {
            if let Message::Pressed(pressed) = message {
                self.refuse(pressed, Refusal::CaseClosed).await;
            }
        }
    }

    async fn steps(&mut self) -> Result<(), JournalError> {
        self.show().await?;
        let mut stopping = self.shared.stopping.subscribe();
        loop {
            while let Ok(message) = self.mailbox.try_recv() {
                self.hear(message).await?;
            }
            let input = match self.open.case.next(self.now()) {
                Action::Rest => return Ok(()),
                Action::Diagnose => match self.diagnose().await {
                    Some(looked) => Input::TargetLookedUp(looked),
                    None => return Ok(()),
                },
                Action::Await { until } => tokio::select! {
                    biased;
                    Some(message) = self.mailbox.recv() => { self.hear(message).await?; continue }
                    () = self.shared.clock.sleep_until(until) => Input::Time,
                    () = stopped(&mut stopping) => return Ok(()),
                },
                Action::ShowEnd => tokio::select! {
                    biased;
                    Some(message) = self.mailbox.recv() => { self.hear(message).await?; continue }
                    () = stopped(&mut stopping) => return Ok(()),
                },
                action => self.act(action).await,
            };
            self.take(input).await?;
        }
    }

    /// Does what must happen now, and says what came of it.
    async fn act(&self, action: Action) -> Input {
        let (shared, case) = (&self.shared, &self.open.case);
        let site = &shared.sites[self.site];
        let (now, budget) = (shared.clock.now(), &self.budget);
        let opening = case.opening();
        match action {
            Action::CheckRequester => {
                // Who is meant is asked beside, so that it takes no time of its own; nobody hears of it who may not ask.
                let checked = lookups::check_member(site, opening.member.id, now, budget);
                let (checked, found) = tokio::join!(checked, self.find_beside(now));
                *self.found.lock().expect("nothing panics with this lock") = Some(found);
                if let Some(account) = site.account_of(opening.member.id) {
                    shared.completions.learn(self.site, &account, &checked, now);
                }
                Input::RequesterChecked(checked)
            }
            Action::FindApprovers { requirement, guard, target } => {
                let (who, what) = ((site, shared.chat.as_ref()), (&requirement, &guard));
                let found = lookups::find_approvers(who, what, &case.requesters(), &target, now, budget).await;
                Input::ApproversFound(found)
            }
            Action::Ping(call) => self.call(site, call).await,
            Action::Recheck { target, names, before, approvers } => {
                let (who, groups) = ((site, shared.chat.as_ref()), opening.terms.groups());
                let sought = ObserveRequest { target: &target, names: names.as_ref(), groups: &groups };
                let what = (sought, before.as_deref());
                let recheck = lookups::recheck(who, opening.member.id, what, &approvers, now, budget).await;
                Input::Rechecked(Box::new(recheck))
            }
            Action::Perform(warrant) => {
                let StepResult { answer, secret } = site.tenant.perform(&warrant, budget).await;
                if let Some(secret) = secret {
                    self.vault.keep(warrant.kind(), secret);
                }
                Input::Answered { step: warrant.step(), answer }
            }
            Action::Reconcile(look) => {
                let seen = lookups::look_for_effect(site, &look, &shared.limits.verify_pauses, budget).await;
                Input::Reconciled { step: look.step, seen }
            }
            Action::Verify(look) => {
                let seen = lookups::look_for_effect(site, &look, &shared.limits.verify_pauses, budget).await;
                let verification = match seen {
                    Ok(true) => Verification::Seen,
                    Ok(false) => Verification::NotYet,
                    Err(trouble) => Verification::Unreadable(trouble),
                };
                Input::Verified { step: look.step, verification }
            }
            Action::Diagnose | Action::Await { .. } | Action::ShowEnd | Action::Rest => Input::Time,
        }
    }

    /// Calls people to the card. A channel that does not take the message is no reason to hold the case up.
    async fn call(&self, site: &Site<T>, call: DuePing) -> Input {
        let case = &self.open.case;
        let roles: Vec<RoleName> = case.roles_to_ping(&call.why);
        let ids: Vec<RoleId> = roles.iter().filter_map(|role| site.roles.get(role).copied()).collect();
        let ping = Ping {
            channel: case.opening().origin.channel,
            nonce: format!("{}c{}", self.shared.nonce(case.number()), call.place),
            words: self.shared.messages.ping(case, &call.why, &ids.iter().map(|id| id.0).collect::<Vec<_>>()),
            roles: ids,
            members: Vec::new(),
        };
        let message = match self.shared.chat.ping(&ping).await {
            Ok(message) => Some(message),
            Err(error) => {
                tracing::warn!(case = %case.number(), %error, "could not call anybody to the card");
                None
            }
        };
        Input::Pinged { place: call.place, message }
    }

    /// Takes in something that arrived for the case.
    async fn hear(&mut self, message: Message) -> Result<(), JournalError> {
        match message {
            Message::CardPosted(message) => self.take(Input::CardPosted(message)).await,
            Message::Joined(joined, written) => {
                let case = joined.case;
                self.take(Input::Joined(joined)).await?;
                // Not where the case was over: then the other one goes on by itself.
                if self.open.case.joined().iter().any(|one| one.case == case) {
                    let _ = written.send(());
                }
                Ok(())
            }
            Message::CardRefused(reason) => self.take(Input::CardRefused(card_refused(reason))).await,
            Message::EndShown => {
                if let Some(reply) = self.reply.take() {
                    // The channel would not take the card: then at least the one who asked is told.
                    let words = self.shared.messages.answer_without_card(&self.open.case);
                    reply.say(self.shared.chat.as_ref(), &words).await;
                }
                self.take(Input::EndShown).await
            }
            Message::Pressed(pressed) => self.on_press(pressed).await,
        }
    }

    async fn on_press(&mut self, pressed: Pressed) -> Result<(), JournalError> {
        let standing = match self.open.case.may_press(&pressed.member, pressed.verb, self.now()) {
            Ok(PressLookup::Standing) => {
                let site = &self.shared.sites[self.site];
                let budget = self.shared.limits.budget_of_press();
                lookups::check_member(site, pressed.member.id, self.shared.clock.now(), &budget).await
            }
            Ok(PressLookup::Nothing) | Err(_) => StandingLookup::NotLinked,
        };
        let press = Press {
            member: pressed.member.clone(),
            interaction: pressed.interaction,
            verb: pressed.verb,
            plan: pressed.plan,
            reason: pressed.reason.clone(),
            debt: self.debt(&pressed, &standing),
            standing,
            signed_in_at: pressed.proof.as_ref().and_then(|proof| proof.as_ref().ok().copied()),
        };
        let decided = match &pressed.proof {
            Some(Err(refusal)) => Err(refusal.clone()),
            Some(Ok(_)) | None => self.open.case.decide(Input::Pressed(press), self.now()),
        };
        if decided.is_err() {
            // What was claimed for a press that came to nothing is given back.
            self.shared.claims.settle_glass(&self.open.case);
        }
        match decided {
            Ok(events) => {
                self.record(events).await?;
                // On disk now: the chat need not send it again.
                drop(pressed.undecided);
                if pressed.verb == Verb::ShowSecret {
                    return self.show_secret(pressed.reply, &pressed.locale).await;
                }
                let words = self.shared.messages.press_accepted(&self.open.case, pressed.verb, &pressed.locale);
                self.answer(pressed.reply, words);
            }
            Err(refusal) => {
                self.record(vec![Event::PressRefused {
                    member: pressed.member.clone(),
                    verb: pressed.verb,
                    interaction: pressed.interaction,
                    refusal: refusal.clone(),
                }])
                .await?;
                self.say_no(pressed, refusal).await;
            }
        }
        Ok(())
    }

    /// The answer to a press that did not count: why, or the way to what is still missing.
    async fn say_no(&self, pressed: Pressed, refusal: Refusal) {
        let is_first = pressed.proof.is_none();
        let left = match refusal {
            Refusal::SignInNeeded { .. } if is_first => {
                self.shared.offer_sign_in(self.site, self.open.case.number(), pressed)
            }
            _ => Some(pressed),
        };
        if let Some(pressed) = left {
            self.refuse(pressed, refusal).await;
        }
    }

    /// The case in which whoever wants to act alone did so before. From here on nobody else finds none for them.
    fn debt(&self, pressed: &Pressed, standing: &StandingLookup) -> Option<CaseNumber> {
        match standing {
            StandingLookup::Read(standing) if pressed.verb == Verb::BreakGlass => {
                self.shared.claims.break_glass(&self.open.case, &pressed.member, &standing.object_id).err()
            }
            _ => None,
        }
    }

    async fn refuse(&self, pressed: Pressed, refusal: Refusal) {
        let words = self.shared.refusal_of_press(self.site, &self.open.case, &pressed, &refusal);
        pressed.reply.say(self.shared.chat.as_ref(), &words).await;
    }

    /// Decides, writes down, and only then shows.
    async fn take(&mut self, input: Input) -> Result<(), JournalError> {
        match self.open.case.decide(input, self.now()) {
            Ok(events) => self.record(events).await,
            Err(refusal) => {
                // Only a press is refused, and presses are answered where they are heard.
                tracing::error!(case = %self.open.case.number(), rule = refusal.rule(), "refused what nobody pressed");
                Ok(())
            }
        }
    }

    async fn record(&mut self, events: Vec<Event>) -> Result<(), JournalError> {
        if events.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = events.iter().map(Event::name).collect();
        let now = self.shared.clock.now();
        let was_open = self.open.case.outcome().is_none();
        self.shared.journal.append(&mut self.open, now, events).await?;
        if was_open && self.open.case.outcome().is_some() {
            self.shared.claims.end(&self.open.case, now);
        }
        for event in names {
            tracing::info!(case = %self.open.case.number(), event, "recorded");
        }
        self.show().await
    }

    /// Lets everyone see what the case has come to: the channel its card, the requester the first answer.
    async fn show(&mut self) -> Result<(), JournalError> {
        let messages = &self.shared.messages;
        let first = |reply: &Reply| self.shared.first_answer(self.site, &self.open.case, reply);
        if let Some(answer) = self.reply.as_ref().and_then(first)
            && let Some(reply) = self.reply.take()
        {
            if messages.has_card(&self.open.case) {
                self.answer(reply, answer);
            } else if reply.say(self.shared.chat.as_ref(), &answer).await {
                // There is nothing to show but these words, and they were heard.
                let now = self.now();
                let settled = self.open.case.decide(Input::EndShown, now).unwrap_or_default();
                return self.shared.journal.append(&mut self.open, now.at, settled).await;
            }
        }
        let case = &self.open.case;
        let last = case.outcome().is_some();
        // A case without a card has one all the same when nobody can be told privately: after a restart, say.
        if messages.has_card(case) || last && self.reply.is_none() {
            self.faces.send_replace(Some(Face { card: messages.card(case), last }));
        }
        Ok(())
    }

    fn answer(&self, reply: Reply, words: String) {
        let chat = Arc::clone(&self.shared.chat);
        tokio::spawn(async move { reply.say(chat.as_ref(), &words).await });
    }

    fn now(&self) -> Now {
        Now { at: self.shared.clock.now(), epoch: self.shared.journal.store().epoch() }
    }
}

/// Comes back when the program is to stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // The sender lives in what every case shares; were it gone, there would be nothing left to do either.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Takes the case off the list of those that are carried.
struct ForgetAtEnd<T, C> {
    shared: Arc<Shared<T, C>>,
    number: CaseNumber,
}

impl<T, C> Drop for ForgetAtEnd<T, C> {
    fn drop(&mut self) {
        self.shared.forget(self.number);
    }
}

fn card_refused(reason: String) -> Trouble {
    let call = "POST /channels/{channel}/messages".to_owned();
    Trouble { call, status: None, code: Trouble::CARD_REFUSED.to_owned(), message: reason, request_id: None }
}
