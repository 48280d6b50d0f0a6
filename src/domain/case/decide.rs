//! What is written down of what has happened.

use super::super::account::Account;
use super::super::approval::{Ballot, Parties, Vote};
use super::super::event::{Change, Diagnosis, Event, LookAt, Outcome, Verb};
use super::super::finding::{Fact, FindingKind};
use super::super::people::{Checked, Member, Standing};
use super::super::plan::{Condition, Repeat, StepKind};
use super::super::policy::{self, Verdict};
use super::super::refusal::Refusal;
use super::super::run::{ATTEMPTS_MAX, Answer, Intent, Run, Sight, StepState, operation_id};
use super::super::{ObjectId, Trouble};
use super::{Asked, Case, Diagnosed, Input, Looked, Now, Phase, Press, Recheck};

impl Case {
    /// The events that follow from what has happened; none where it has no meaning now. An error is the answer to
    /// somebody who pressed what they may not.
    pub fn decide(&self, input: Input, now: Now) -> Result<Vec<Event>, Refusal> {
        Ok(match (&self.phase, input) {
            (_, Input::CardPosted(message)) if self.card.is_none() => vec![Event::CardPosted { message }],
            (_, Input::Pressed(press)) => return self.on_press(&press, now),
            // A plan that nobody can see is a plan that nobody can decide.
            (Phase::Waiting(_), Input::CardRefused(trouble)) if self.card.is_none() => {
                close(Outcome::Unavailable { trouble })
            }
            (Phase::Opened, Input::Typed) => self.on_typed(),
            (Phase::Opened, Input::RequesterChecked(checked)) => self.on_requester(checked),
            (Phase::Accepted(requester), Input::Looked(looked)) => self.on_target(requester, looked),
            (Phase::Diagnosed(diagnosed), Input::ApproversFound(able)) => self.on_approvers(diagnosed, &able),
            (Phase::Waiting(asked), Input::Time) if now.at >= asked.approval.expires_at() => close(Outcome::Expired),
            (Phase::Approved(asked), Input::Rechecked(recheck)) => self.on_recheck(asked, None, *recheck, now),
            (Phase::Running(asked, run), Input::Rechecked(recheck)) => self.on_recheck(asked, Some(run), *recheck, now),
            (Phase::Running(_, run), Input::Answered { step, answer }) => on_answer(run, step, answer, now),
            (Phase::Running(asked, run), Input::Reconciled { step, seen }) => {
                on_reconciled(asked, run, step, seen, now)
            }
            (Phase::Running(_, run), Input::Verified { step, sight }) => on_verified(run, step, sight),
            (Phase::Closed { settled: false, .. }, Input::EndShown) => vec![Event::Settled],
            _ => Vec::new(),
        })
    }

    fn on_typed(&self) -> Vec<Event> {
        let may = policy::may_type(&self.opening.member, &self.opening.terms.allow);
        may.map_or_else(|refusal| close(Outcome::Refused { refusal }), |()| Vec::new())
    }

    fn on_requester(&self, checked: Checked) -> Vec<Event> {
        match policy::may_request(checked, &self.opening.terms.allow) {
            Ok(standing) => vec![Event::RequesterAccepted { standing }],
            Err(refusal) => close(Outcome::Refused { refusal }),
        }
    }

    fn on_target(&self, requester: &Standing, looked: Looked) -> Vec<Event> {
        let account = match looked {
            Looked::Found(account) => account,
            Looked::Malformed => return close(Outcome::Refused { refusal: Refusal::TargetMalformed }),
            Looked::Nobody => return close(Outcome::Refused { refusal: Refusal::TargetUnknown }),
            Looked::Several(upns) => return close(Outcome::Refused { refusal: Refusal::TargetAmbiguous { upns } }),
            Looked::Unavailable(trouble) => return close(Outcome::Unavailable { trouble }),
        };
        let diagnosis = Box::new(Diagnosis::new(*account, &self.opening.terms));
        let end = self.end_of(requester, &diagnosis);
        let diagnosed = Event::Diagnosed { diagnosis };
        std::iter::once(diagnosed).chain(end.map(|outcome| Event::Closed { outcome })).collect()
    }

    /// How the case ends at once with this diagnosis; nothing where it goes on to ask for agreement.
    fn end_of(&self, requester: &Standing, diagnosis: &Diagnosis) -> Option<Outcome> {
        match policy::verdict(&self.opening.terms, requester, &diagnosis.account, &diagnosis.plan) {
            Verdict::Ask(_) => None,
            Verdict::Refuse(refusal) => Some(Outcome::Refused { refusal }),
            Verdict::Allow => {
                let nothing = diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
                Some(if nothing { Outcome::NothingFound } else { Outcome::Advised })
            }
        }
    }

    fn on_approvers(&self, diagnosed: &Diagnosed, able: &[u8]) -> Vec<Event> {
        let rules = &self.opening.terms.approval;
        // A rule without a count is one that nobody can meet.
        let able = able.iter().copied().chain(std::iter::repeat(0));
        if let Some((rule, able)) = rules.iter().zip(able).find(|(rule, able)| *able < rule.quorum) {
            let refusal = Refusal::NobodyCanApprove { from: rule.from.clone(), quorum: rule.quorum, able };
            return close(Outcome::Refused { refusal });
        }
        vec![Event::ApprovalAsked { plan: diagnosed.diagnosis.digest(), rules: rules.clone() }]
    }

    /// The part of a press that needs no look-up: whether what the directory says of this member matters at all.
    pub fn may_press(&self, member: &Member, verb: Verb) -> Result<Option<&Asked>, Refusal> {
        let requester = self.opening.member.id;
        match (&self.phase, verb) {
            (Phase::Closed { .. }, _) => Err(Refusal::CaseClosed),
            (Phase::Waiting(_) | Phase::Approved(_), Verb::Withdraw) if member.id == requester => Ok(None),
            (Phase::Waiting(_) | Phase::Approved(_), Verb::Withdraw) => Err(Refusal::NotYours { requester }),
            (Phase::Waiting(asked), Verb::Approve | Verb::Deny) => {
                asked.approval.may_decide(member, requester)?;
                Ok(Some(asked))
            }
            (Phase::Approved(_) | Phase::Running(..), _) => Err(Refusal::NotWaiting { running: true }),
            (Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_), _) => {
                Err(Refusal::NotWaiting { running: false })
            }
        }
    }

    fn on_withdraw(&self, press: &Press) -> Result<Vec<Event>, Refusal> {
        self.may_press(&press.member, press.verb)?;
        let withdrawn = Event::Withdrawn { by: press.member.clone(), interaction: press.interaction };
        Ok(vec![withdrawn, Event::Closed { outcome: Outcome::Withdrawn }])
    }

    fn on_press(&self, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let vote = match press.verb {
            Verb::Approve => Vote::Approve,
            Verb::Deny => Vote::Deny,
            Verb::Withdraw => return self.on_withdraw(press),
        };
        let Some(asked) = self.may_press(&press.member, press.verb)? else { return Ok(Vec::new()) };
        let standing = policy::in_good_standing(press.standing.clone())?;
        let ballot = Ballot {
            member: &press.member,
            standing: &standing,
            vote,
            plan: press.plan,
            reason: press.reason.as_deref(),
            at: now.at,
            interaction: press.interaction,
        };
        let parties = Parties {
            requester: self.opening.member.id,
            requester_account: &asked.diagnosed.requester.object_id,
            target: &asked.diagnosed.diagnosis.account.object_id,
        };
        let decision = asked.approval.admit(ballot, parties)?;
        let denied = (vote == Vote::Deny).then_some(Event::Closed { outcome: Outcome::Denied });
        Ok(std::iter::once(Event::Decided { decision }).chain(denied).collect())
    }

    fn on_recheck(&self, asked: &Asked, run: Option<&Run>, recheck: Recheck, now: Now) -> Vec<Event> {
        let begun = run.and_then(Run::current);
        let (step, tries) = match begun {
            None => (0, 0),
            Some((step, StepState::Pending { tries })) => (step, *tries),
            // Nothing is rechecked while a call may be under way.
            Some(_) => return Vec::new(),
        };
        let untouched = step == 0 && tries == 0;
        if untouched && now.at >= asked.approval.expires_at() {
            return close(Outcome::Expired);
        }
        let account = match recheck.account {
            Ok(account) => account,
            Err(trouble) if untouched => return close(Outcome::Unavailable { trouble }),
            Err(trouble) => return needs_human(step, LookAt::Unreadable(trouble)),
        };
        let begun = &asked.diagnosed.diagnosis.plan.steps[..step + usize::from(tries > 0)];
        let seen = self.seen_again(asked, begun, &account);
        if seen.digest() != asked.approval.plan {
            let changes = changes(&asked.diagnosed.diagnosis, &seen);
            return if untouched {
                self.lapse(asked, changes, seen)
            } else {
                needs_human(step, LookAt::AccountChanged(changes))
            };
        }
        match self.authority_still_holds(asked, step, &account, recheck.requester, recheck.approvers) {
            Ok(()) => {}
            Err(refusal) if untouched => return close(Outcome::Refused { refusal }),
            Err(refusal) => return needs_human(step, LookAt::AuthorityLost(refusal)),
        }
        let attempt = tries + 1;
        let operation = operation_id(self.number, self.opened_at, asked.approval.plan, step, attempt);
        vec![Event::StepIntended(Intent {
            step,
            attempt,
            operation,
            epoch: now.epoch,
            before: Condition::from(&account),
        })]
    }

    /// What a second reading shows. What the steps that were begun may have done since is no change.
    fn seen_again(&self, asked: &Asked, begun: &[StepKind], account: &Account) -> Diagnosis {
        let before = &asked.diagnosed.diagnosis.account;
        let account = begun.iter().fold(account.clone(), |account, step| step.without_effect(account, before));
        Diagnosis::new(account, &self.opening.terms)
    }

    /// What follows when the account is no longer what was approved, and nothing was done to it.
    fn lapse(&self, asked: &Asked, changes: Vec<Change>, seen: Diagnosis) -> Vec<Event> {
        let end = self.end_of(&asked.diagnosed.requester, &seen);
        let lapsed = Event::Lapsed { changes, diagnosis: Box::new(seen) };
        std::iter::once(lapsed).chain(end.map(|outcome| Event::Closed { outcome })).collect()
    }

    /// Everyone the step rests on must still be who they were when it was planned and approved.
    fn authority_still_holds(
        &self,
        asked: &Asked,
        step: usize,
        account: &Account,
        requester: Checked,
        approvers: Vec<Checked>,
    ) -> Result<(), Refusal> {
        let requester = unless_somebody_else(requester, &asked.diagnosed.requester.object_id);
        let mut people = vec![policy::may_request(requester, &self.opening.terms.allow)?];
        let mut approvers = approvers.into_iter();
        for account in asked.approval.approvers() {
            // Whoever was not looked up counts for nothing.
            let approver = approvers.next().unwrap_or(Checked::NotLinked);
            people.push(policy::in_good_standing(unless_somebody_else(approver, account))?);
        }
        policy::reach(asked.diagnosed.diagnosis.plan.steps[step], account, &people)
    }
}

fn close(outcome: Outcome) -> Vec<Event> {
    vec![Event::Closed { outcome }]
}

fn needs_human(step: usize, look_at: LookAt) -> Vec<Event> {
    close(Outcome::NeedsHuman { step, look_at })
}

/// What was read of a person, if it is still the account by which they asked or approved: a member may have been linked to
/// another one since.
fn unless_somebody_else(checked: Checked, account: &ObjectId) -> Checked {
    match checked {
        Checked::Read(standing) if standing.object_id != *account => Checked::NotLinked,
        checked => checked,
    }
}

fn on_answer(run: &Run, step: usize, answer: Answer, now: Now) -> Vec<Event> {
    match run.current() {
        Some((current, StepState::Intended(intent))) if current == step && intent.epoch == now.epoch => {}
        _ => return Vec::new(),
    }
    let end = match &answer {
        Answer::Refused(trouble) => needs_human(step, LookAt::StepRefused(trouble.clone())),
        Answer::Taken(_) | Answer::None(_) => Vec::new(),
    };
    std::iter::once(Event::StepAnswered { step, answer }).chain(end).collect()
}

fn on_reconciled(asked: &Asked, run: &Run, step: usize, seen: Result<bool, Trouble>, now: Now) -> Vec<Event> {
    let (intent, trouble) = match run.current() {
        // In its own epoch the call may still be under way, and nothing that is seen is the last word on it.
        Some((current, StepState::Intended(intent))) if current == step && intent.epoch != now.epoch => (intent, None),
        Some((current, StepState::Unanswered(intent, trouble))) if current == step => (intent, Some(trouble.clone())),
        _ => return Vec::new(),
    };
    let unknown = |trouble| needs_human(step, LookAt::OutcomeUnknown(trouble));
    let took_effect = match seen {
        Ok(seen) => seen,
        Err(unreadable) => return unknown(Some(unreadable)),
    };
    let may_repeat = match asked.diagnosed.diagnosis.plan.steps[step].repeat() {
        Repeat::ReadOnly | Repeat::SetToValue => intent.attempt < ATTEMPTS_MAX,
        Repeat::Once => false,
    };
    if took_effect || may_repeat { vec![Event::StepReconciled { step, took_effect }] } else { unknown(trouble) }
}

fn on_verified(run: &Run, step: usize, sight: Sight) -> Vec<Event> {
    match run.current() {
        Some((current, StepState::Taken(..))) if current == step => {}
        _ => return Vec::new(),
    }
    let last = step + 1 == run.states.len();
    let end = last.then_some(Event::Closed { outcome: Outcome::Completed });
    std::iter::once(Event::StepVerified { step, sight }).chain(end).collect()
}

/// What makes the second picture another than the first, in words that a card can show.
fn changes(then: &Diagnosis, now: &Diagnosis) -> Vec<Change> {
    let (before, after) = (&then.account, &now.account);
    let blocker = |diagnosis: &Diagnosis| {
        let facts = diagnosis.findings.iter().flat_map(|finding| &finding.evidence);
        facts.filter(|fact| matches!(fact, Fact::BlockedBy { .. })).find_map(Fact::material)
    };
    let readable = |account: &Account| account.gaps().iter().map(|gap| gap.topic).collect::<Vec<_>>();
    let differs = [
        (Change::SignIn, before.sign_in_enabled != after.sign_in_enabled),
        (Change::BlockedBy, blocker(then) != blocker(now) && blocker(now).is_some()),
        (Change::Name, before.upn != after.upn),
        (Change::Roles, super::super::authority::shields(before) != super::super::authority::shields(after)),
        (Change::Mastered, before.on_premises.is_some() != after.on_premises.is_some()),
        (Change::Readable, readable(before) != readable(after)),
        (Change::Plan, then.plan.steps != now.plan.steps),
    ];
    let changes: Vec<Change> = differs.into_iter().filter(|(_, differs)| *differs).map(|(change, _)| change).collect();
    if changes.is_empty() { vec![Change::Evidence] } else { changes }
}
