//! The locks between the cases of one store: one case for a command and an account at a time, and one open break-glass
//! for a person. Also the recent cases by account, which later cases mention.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};

use crate::domain::access::{MethodId, UsablePass};
use crate::domain::account::{Account, Blocker, Initiator, RememberedBlock};
use crate::domain::case::Case;
use crate::domain::diagnosis::Diagnosis;
use crate::domain::event::{Event, RecordedEvent};
use crate::domain::outcome::Outcome;
use crate::domain::people::Party;
use crate::domain::run::StepResponse;
use crate::domain::runbook::RunbookStep;
use crate::domain::step::StepKind;
use crate::domain::{CaseNumber, ObjectId, TenantName};

/// The age up to which a closed case is mentioned on a later card.
const RECENT_HOURS: i64 = 7 * 24;

/// The locks that open cases hold, and what closed cases have done.
#[derive(Default)]
pub struct TargetLocks {
    state: Mutex<LockState>,
}

#[derive(Default)]
struct LockState {
    targets: HashMap<LockedTarget, CaseNumber>,
    break_glass: HashMap<CaseNumber, BreakGlassUse>,
    last_changed: HashMap<TenantAccount, ClosedCase>,
    unseen_passwords: HashMap<TenantAccount, ClosedCase>,
    blocks: HashMap<TenantAccount, RememberedBlock>,
    passes: HashMap<TenantAccount, Vec<MadePass>>,
}

#[derive(PartialEq, Eq, Hash)]
struct LockedTarget {
    account: TenantAccount,
    command: String,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct TenantAccount {
    tenant: TenantName,
    account: ObjectId,
}

/// A break-glass that is not countersigned yet.
struct BreakGlassUse {
    tenant: TenantName,
    party: Party,
}

/// A temporary access pass that Grendel made and has not taken back.
#[derive(Clone, Copy)]
struct MadePass {
    id: MethodId,
    case: CaseNumber,
    until: Timestamp,
}

#[derive(Clone, Copy)]
struct ClosedCase {
    number: CaseNumber,
    closed_at: Timestamp,
}

impl TargetLocks {
    /// Locks the account for this case and its command.
    ///
    /// # Errors
    ///
    /// Another case holds the lock; its number is returned.
    pub fn lock_target(&self, case: &Case, account: &ObjectId) -> Result<(), CaseNumber> {
        let target = LockedTarget { account: key_of(case, account), command: case.opening().command.clone() };
        let holder = *self.state().targets.entry(target).or_insert_with(|| case.number());
        if holder == case.number() { Ok(()) } else { Err(holder) }
    }

    /// Registers that a person breaks the glass in this case.
    ///
    /// # Errors
    ///
    /// The same human has broken the glass in another case, which waits to be countersigned; its number is returned.
    pub fn lock_break_glass(&self, case: &Case, party: Party) -> Result<(), CaseNumber> {
        let tenant = &case.opening().tenant;
        let mut state = self.state();
        let is_same = |used: &BreakGlassUse| {
            let earlier = &used.party;
            used.tenant == *tenant
                && (party.is_same_human(earlier.member, earlier.account.as_ref())
                    || earlier.is_same_human(party.member, party.account.as_ref()))
        };
        let earlier = state.break_glass.iter().find(|(number, used)| **number != case.number() && is_same(used));
        if let Some((number, _)) = earlier {
            return Err(*number);
        }
        let used = BreakGlassUse { tenant: tenant.clone(), party };
        state.break_glass.insert(case.number(), used);
        Ok(())
    }

    /// Takes the locks of an open case that was loaded from the journal.
    pub fn restore(&self, case: &Case) {
        self.sync_passes(case);
        if case.outcome().is_some() {
            return;
        }
        if let Some(account) = case.target().filter(|_| case.opening().terms.takes_steps()) {
            // A journal of an older version can have two cases about one target. Both go on.
            let _ = self.lock_target(case, account);
        }
        self.sync_break_glass(case);
    }

    /// Makes the break-glass lock of a case follow from its state: it is held exactly while a countersignature is
    /// missing.
    pub fn sync_break_glass(&self, case: &Case) {
        match case.countersign_owed_by() {
            Some(account) => {
                let opening = case.opening();
                let aliases = case.diagnosed().map(|diagnosed| diagnosed.requester.aliases.clone()).unwrap_or_default();
                let party = Party { member: opening.member.id, account: Some(*account), aliases };
                let used = BreakGlassUse { tenant: opening.tenant.clone(), party };
                self.state().break_glass.insert(case.number(), used);
            }
            None => drop(self.state().break_glass.remove(&case.number())),
        }
    }

    /// Remembers the passes that a case has made, and forgets those that it has taken back.
    pub fn sync_passes(&self, case: &Case) {
        let Some(account) = case.target() else { return };
        let (made, removed) = (case.made_passes(), case.removed_passes());
        if made.is_empty() && removed.is_empty() {
            return;
        }
        let mut state = self.state();
        let passes = state.passes.entry(key_of(case, account)).or_default();
        for (id, until) in made {
            if passes.iter().all(|pass| pass.id != id) {
                passes.push(MadePass { id, case: case.number(), until });
            }
        }
        passes.retain(|pass| !removed.contains(&pass.id));
    }

    /// Returns the passes that Grendel made for this account and that may still let somebody in.
    pub fn usable_passes(&self, tenant: &TenantName, account: &ObjectId, now: Timestamp) -> Vec<UsablePass> {
        let key = TenantAccount { tenant: tenant.clone(), account: *account };
        let mut state = self.state();
        let Some(passes) = state.passes.get_mut(&key) else { return Vec::new() };
        passes.retain(|pass| now < pass.until);
        passes.iter().map(|pass| UsablePass { id: pass.id, case: Some(pass.case) }).collect()
    }

    /// Releases the locks of a case that was closed at this time, and remembers what it did.
    pub fn close(&self, case: &Case, closed_at: Timestamp) {
        self.sync_passes(case);
        let mut state = self.state();
        state.targets.retain(|_, holder| *holder != case.number());
        state.break_glass.remove(&case.number());
        if let Some(account) = case.target().filter(|_| began_a_step(case)) {
            let (key, closed) = (key_of(case, account), ClosedCase { number: case.number(), closed_at });
            if case.left_unseen_password() {
                state.unseen_passwords.insert(key.clone(), closed);
            } else if case.run().is_some_and(|run| !run.issued.is_empty()) {
                state.unseen_passwords.remove(&key);
            }
            state.last_changed.insert(key, closed);
        }
    }

    /// Releases the target of a case whose actor has ended. A break-glass lock stays: the countersignature is still
    /// missing.
    pub fn unlock_target(&self, case: CaseNumber) {
        self.state().targets.retain(|_, holder| *holder != case);
    }

    /// Returns the latest case that took a step on this account in the last [`RECENT_HOURS`], or `None`.
    pub fn last_case(&self, tenant: &TenantName, account: &ObjectId, now: Timestamp) -> Option<CaseNumber> {
        let key = TenantAccount { tenant: tenant.clone(), account: *account };
        let closed = *self.state().last_changed.get(&key)?;
        (now.duration_since(closed.closed_at) < SignedDuration::from_hours(RECENT_HOURS)).then_some(closed.number)
    }

    /// Returns the case that set a password for this account which was shown to no one, or `None` if there is none or
    /// if the account has signed in or changed its password since.
    pub fn unseen_password(&self, tenant: &TenantName, account: &Account) -> Option<CaseNumber> {
        let key = TenantAccount { tenant: tenant.clone(), account: account.object_id };
        let closed = *self.state().unseen_passwords.get(&key)?;
        let since = account.successful_sign_ins.iter().map(|one| one.last_at).chain(account.password_changed_at).max();
        since.is_none_or(|since| since <= closed.closed_at).then_some(closed.number)
    }

    /// Remembers what an event of a case says about the block of its account: an account that Grendel enabled, or that was
    /// found enabled since, is not blocked any more. `case` is the case after the event.
    pub fn remember_block(&self, case: &Case, recorded: &RecordedEvent) {
        let Some((account, diagnosed)) = case.target().zip(case.diagnosed()) else { return };
        let (key, diagnosis) = (key_of(case, account), &diagnosed.diagnosis);
        let mut state = self.state();
        let blocks = &mut state.blocks;
        match &recorded.event {
            Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. } => {
                remember_seen_block(blocks, key, case.number(), &diagnosis.account);
            }
            Event::StepAnswered { step, answer: StepResponse::Taken(_) }
            | Event::StepReconciled { step, took_effect: true, .. } => match diagnosis.plan.steps.get(*step) {
                Some(StepKind::EnableSignIn) => drop(blocks.remove(&key)),
                Some(step) if *step == StepKind::BlockSignIn || contains_blocked_account(case, diagnosis) => {
                    let by = Blocker::Containment;
                    blocks.insert(key, RememberedBlock { case: case.number(), by, at: recorded.at });
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Returns the latest block of this account by Grendel or by those who guard the tenant that cases know of, or `None` if
    /// there is none or if Grendel has lifted it since.
    pub fn remembered_block(&self, tenant: &TenantName, account: &ObjectId) -> Option<RememberedBlock> {
        let key = TenantAccount { tenant: tenant.clone(), account: *account };
        self.state().blocks.get(&key).cloned()
    }

    fn state(&self) -> MutexGuard<'_, LockState> {
        self.state.lock().expect("nothing panics with this lock")
    }
}

fn key_of(case: &Case, account: &ObjectId) -> TenantAccount {
    TenantAccount { tenant: case.opening().tenant.clone(), account: *account }
}

/// Updates the block that is remembered of an account with what a case saw of it. What was seen before the block was made
/// says nothing about it.
fn remember_seen_block(
    blocks: &mut HashMap<TenantAccount, RememberedBlock>,
    key: TenantAccount,
    case: CaseNumber,
    account: &Account,
) {
    let known_at = blocks.get(&key).map(|known| known.at);
    let seen = account.last_block.known().and_then(Option::as_ref).filter(|block| block.by_security);
    if account.sign_in_enabled {
        if known_at.is_some_and(|at| at < account.observed_at) {
            blocks.remove(&key);
        }
    } else if let Some(block) = seen
        && known_at.is_none_or(|at| at < block.at)
    {
        let is_ours = matches!(block.by, Initiator::Containment { .. });
        let by = if is_ours { Blocker::Containment } else { Blocker::Security };
        blocks.insert(key, RememberedBlock { case, by, at: block.at });
    }
}

/// Returns true if the case contains an account that somebody had blocked before, so that its plan blocks nothing: it relies
/// on that block, no matter who made it.
fn contains_blocked_account(case: &Case, diagnosis: &Diagnosis) -> bool {
    let blocks = RunbookStep::Step(StepKind::BlockSignIn);
    let steps = &diagnosis.plan.steps;
    let changes_sign_in = steps.contains(&StepKind::BlockSignIn) || steps.contains(&StepKind::EnableSignIn);
    let is_containment = case.opening().terms.runbook.iter().any(|entry| entry.steps.contains(&blocks));
    is_containment && !diagnosis.account.sign_in_enabled && !changes_sign_in
}

/// Returns true if the case is closed and began a step, with any result.
fn began_a_step(case: &Case) -> bool {
    case.outcome().is_some_and(Outcome::may_follow_a_change) && case.may_have_begun_a_step()
}
