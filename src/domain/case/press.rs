//! What is written down of somebody pressing a button.

use super::super::ObjectId;
use super::super::approval::{Ballot, Parties};
use super::super::authority::Guard;
use super::super::compromise::Waiver;
use super::super::decision::Vote;
use super::super::diagnosis::Diagnosis;
use super::super::event::{Event, Verb};
use super::super::outcome::Outcome;
use super::super::people::{Member, Standing};
use super::super::policy;
use super::super::refusal::Refusal;
use super::{Asked, Case, HandingOver, Manner, Now, Owing, Phase, Press};

/// What has to be known of somebody before their press can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No more than the press says.
    Nothing,
    /// What the directory says of them.
    Standing,
}

impl Case {
    /// The part of a press that needs no look-up: whether what the directory says of this member matters at all.
    pub fn may_press(&self, member: &Member, verb: Verb, now: Now) -> Result<Need, Refusal> {
        let requester = self.opening.member.id;
        match (&self.phase, verb) {
            // Whoever reads decides nothing: it is answered before it comes here, and no case hears it.
            (_, Verb::Details) => Err(Refusal::NotUnderstood),
            (Phase::Closed { .. }, _) => Err(Refusal::CaseClosed),
            (Phase::Waiting(_) | Phase::Approved(_), Verb::Withdraw) if member.id == requester => Ok(Need::Nothing),
            (Phase::Waiting(asked), Verb::BreakGlass) if member.id == requester => self.may_break_glass(asked),
            (Phase::Waiting(asked), Verb::Proceed) if member.id == requester => may_proceed(asked, now),
            (Phase::Waiting(_), Verb::Withdraw | Verb::BreakGlass | Verb::Proceed)
            | (Phase::Approved(_), Verb::Withdraw) => Err(Refusal::NotYours { requester }),
            (Phase::Waiting(asked), Verb::Approve | Verb::Confirm | Verb::Deny | Verb::Look | Verb::Waive) => {
                asked.approval.may_decide(member, &self.requesters(), now.at)?;
                may_follow(asked, verb)?;
                Ok(if verb == Verb::Look { Need::Nothing } else { Need::Standing })
            }
            (Phase::Owing(owing), Verb::Countersign) => {
                owing.asked.approval.may_decide(member, &self.requesters(), now.at)?;
                Ok(Need::Standing)
            }
            (Phase::HandingOver(handing), Verb::ShowSecret) => self.may_see_secret(handing, member, now),
            (_, Verb::ShowSecret) => Err(Refusal::NoSecret),
            (_, Verb::Countersign) => Err(Refusal::NothingOwed),
            (Phase::Owing(_) | Phase::HandingOver(_), _) => Err(Refusal::CaseClosed),
            (Phase::Approved(_) | Phase::Running(..), _) => Err(Refusal::NotWaiting { running: true }),
            (Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_), _) => {
                Err(Refusal::NotWaiting { running: false })
            }
        }
    }

    fn may_break_glass(&self, asked: &Asked) -> Result<Need, Refusal> {
        let named =
            self.opening.terms.break_glass.as_ref().filter(|glass| glass.people.contains(&self.opening.member.id));
        may_follow(asked, Verb::BreakGlass)?;
        let alone = matches!(asked.approval.manner, Manner::FourEyes);
        if named.is_some() && alone { Ok(Need::Standing) } else { Err(Refusal::NotNamedForGlass) }
    }

    pub(super) fn on_press(&self, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        self.may_press(&press.member, press.verb, now)?;
        let (by, interaction) = (press.member.clone(), press.interaction);
        match (press.verb, &self.phase) {
            (Verb::Withdraw, _) => {
                let withdrawn = Event::Withdrawn { by, interaction };
                Ok(vec![withdrawn, Event::Closed { outcome: Outcome::Withdrawn }])
            }
            (Verb::Look, Phase::Waiting(asked)) => {
                let is_new = asked.approval.looking.iter().all(|(other, _)| other.id != by.id);
                Ok(if is_new { vec![Event::LookedAt { by, interaction }] } else { Vec::new() })
            }
            (Verb::Approve | Verb::Confirm, Phase::Waiting(asked)) => self.on_vote(asked, press, Vote::Approve, now),
            (Verb::Deny, Phase::Waiting(asked)) => self.on_vote(asked, press, Vote::Deny, now),
            (Verb::BreakGlass, Phase::Waiting(asked)) => self.on_break_glass(asked, press, now),
            (Verb::Proceed, Phase::Waiting(asked)) => self.on_proceed(asked, press, now),
            (Verb::Countersign, Phase::Owing(owing)) => self.on_countersign(owing, press, now),
            (Verb::Waive, Phase::Waiting(asked)) => self.on_waive(asked, press, now),
            (Verb::ShowSecret, Phase::HandingOver(handing)) => self.on_show_secret(handing, press),
            // Whatever else there is was refused above.
            (
                Verb::Look
                | Verb::Approve
                | Verb::Confirm
                | Verb::Deny
                | Verb::BreakGlass
                | Verb::Proceed
                | Verb::Countersign
                | Verb::Waive
                | Verb::ShowSecret
                | Verb::Details,
                _,
            ) => Err(Refusal::NotWaiting { running: false }),
        }
    }

    fn on_vote(&self, asked: &Asked, press: &Press, vote: Vote, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = policy::in_good_standing(press.standing.clone())?;
        let account = &asked.diagnosed.diagnosis.account;
        let confirmed = press.verb == Verb::Confirm;
        let typed = press.reason.as_deref().unwrap_or_default();
        if confirmed && !typed.trim().eq_ignore_ascii_case(&account.upn) {
            return Err(Refusal::NotConfirmed);
        }
        // What was typed to confirm is no reason.
        let reason = press.reason.as_deref().filter(|_| !confirmed);
        let ballot = Ballot { reason, confirmed, ..ballot(press, &standing, vote, now) };
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(asked));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let decision = asked.approval.admit(ballot, parties, &Guard::of(account))?;
        let denied = (vote == Vote::Deny).then_some(Event::Closed { outcome: Outcome::Denied });
        Ok(std::iter::once(Event::Decided { decision }).chain(denied).collect())
    }

    fn requester_accounts(&self, asked: &Asked) -> Vec<ObjectId> {
        let joined = self.joined.iter().map(|joined| joined.account.clone());
        std::iter::once(asked.diagnosed.requester.object_id.clone()).chain(joined).collect()
    }

    /// The requester acts on their own: with the authority that they have, for a reason, and once.
    fn on_break_glass(&self, asked: &Asked, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = self.requester_again(asked, press, now)?;
        if press.reason.is_none() {
            return Err(Refusal::ReasonMissing);
        }
        if let Some(case) = press.debt {
            return Err(Refusal::DebtUnpaid { case });
        }
        for step in &asked.diagnosed.diagnosis.plan.steps {
            policy::reach(*step, &asked.diagnosed.diagnosis.account, [standing.roles.as_slice()])?;
        }
        let Some(glass) = &self.opening.terms.break_glass else { return Err(Refusal::NotNamedForGlass) };
        let decision = ballot(press, &standing, Vote::Approve, now).decision();
        Ok(vec![Event::GlassBroken { decision, countersign_minutes: glass.countersign_minutes }])
    }

    fn on_proceed(&self, asked: &Asked, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = self.requester_again(asked, press, now)?;
        let decision = ballot(press, &standing, Vote::Approve, now).decision();
        Ok(vec![Event::Decided { decision }])
    }

    /// The requester, who wants to go on without anybody else: still the same, and in time for what is shown.
    fn requester_again(&self, asked: &Asked, press: &Press, now: Now) -> Result<Standing, Refusal> {
        let standing = policy::may_request(press.standing.clone(), &self.opening.terms.allow)?;
        if standing.object_id != asked.diagnosed.requester.object_id {
            return Err(Refusal::NotYours { requester: self.opening.member.id });
        }
        if press.plan != asked.approval.plan {
            return Err(Refusal::StalePlan);
        }
        if now.at >= asked.approval.expires_at() {
            return Err(Refusal::TooLate);
        }
        Ok(standing)
    }

    /// Whoever may decide takes it on themselves that signs are none. What was agreed to before was another plan.
    fn on_waive(&self, asked: &Asked, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = policy::in_good_standing(press.standing.clone())?;
        let Some(reason) = press.reason.clone() else { return Err(Refusal::ReasonMissing) };
        let before = &asked.diagnosed.diagnosis;
        let account = &before.account;
        let ballot = Ballot { confirmed: true, ..ballot(press, &standing, Vote::Approve, now) };
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(asked));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let decision = asked.approval.admit(ballot, parties, &Guard::of(account))?;
        let (by, signs) = (decision.by, before.waivable());
        let waiver = Waiver { by, account: decision.account, signs, reason, at: now.at };
        let waivers = before.waivers.iter().cloned().chain([waiver.clone()]).collect();
        let (terms, earlier) = (&self.opening.terms, before.earlier());
        let diagnosis = Diagnosis::with(account.clone(), terms, &self.opening.user, earlier, waivers);
        let end = self.end_of(&asked.diagnosed.requester, &diagnosis, now);
        let waived = Event::Waived { waiver, interaction: press.interaction, diagnosis: Box::new(diagnosis) };
        Ok(std::iter::once(waived).chain(end.map(|outcome| Event::Closed { outcome })).collect())
    }

    /// The requester alone, or those whom a rule names in their place; only the first of them who asks, and only while it is kept.
    fn may_see_secret(&self, handing: &HandingOver, member: &Member, now: Now) -> Result<Need, Refusal> {
        let rules = handing.asked.approval.demand.rules.iter();
        let named: Vec<_> = rules.flat_map(|rule| rule.secret_to.iter().cloned()).collect();
        let may = if named.is_empty() { member.id == self.opening.member.id } else { member.holds_one_of(&named) };
        let is_there =
            handing.run.handover.as_ref().is_some_and(|handover| {
                handover.taken.is_none() && handover.epoch == now.epoch && now.at < handover.until
            });
        match (may, is_there) {
            (false, _) => Err(Refusal::SecretNotYours { requester: self.opening.member.id, named }),
            (true, false) => Err(Refusal::NoSecret),
            (true, true) => Ok(Need::Standing),
        }
    }

    fn on_show_secret(&self, handing: &HandingOver, press: &Press) -> Result<Vec<Event>, Refusal> {
        let standing = policy::in_good_standing(press.standing.clone())?;
        let diagnosed = &handing.asked.diagnosed;
        let is_requester = press.member.id == self.opening.member.id;
        if standing.object_id == diagnosed.diagnosis.account.object_id
            || is_requester && standing.object_id != diagnosed.requester.object_id
        {
            return Err(Refusal::SecretNotYours { requester: self.opening.member.id, named: Vec::new() });
        }
        Ok(vec![Event::SecretTaken { by: press.member.clone(), interaction: press.interaction }])
    }

    fn on_countersign(&self, owing: &Owing, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = policy::in_good_standing(press.standing.clone())?;
        let asked = &owing.asked;
        let account = &asked.diagnosed.diagnosis.account;
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(asked));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let ballot = ballot(press, &standing, Vote::Approve, now);
        let decision = asked.approval.countersign(ballot, parties, &Guard::of(account))?;
        Ok(vec![Event::Countersigned { decision }, Event::Closed { outcome: owing.outcome.clone() }])
    }
}

/// Whether what is shown can be answered so: a plan without a step is nothing to agree to, and without a sign nothing is waived.
fn may_follow(asked: &Asked, verb: Verb) -> Result<(), Refusal> {
    let diagnosis = &asked.diagnosed.diagnosis;
    match verb {
        Verb::Approve | Verb::Confirm | Verb::Proceed | Verb::BreakGlass if diagnosis.plan.steps.is_empty() => {
            Err(Refusal::NothingToApprove)
        }
        Verb::Waive if !diagnosis.can_be_waived() => Err(Refusal::NothingToWaive),
        _ => Ok(()),
    }
}

fn may_proceed(asked: &Asked, now: Now) -> Result<Need, Refusal> {
    may_follow(asked, Verb::Proceed)?;
    match asked.approval.not_before() {
        Some(from) if now.at < from => Err(Refusal::TooSoon { from }),
        Some(_) => Ok(Need::Standing),
        None => Err(Refusal::OwnCase),
    }
}

fn ballot<'a>(press: &'a Press, standing: &'a Standing, vote: Vote, now: Now) -> Ballot<'a> {
    Ballot {
        member: &press.member,
        standing,
        vote,
        plan: press.plan,
        reason: press.reason.as_deref(),
        at: now.at,
        signed_in_at: press.signed_in_at,
        confirmed: false,
        interaction: press.interaction,
    }
}
