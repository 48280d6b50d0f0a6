//! From an account as it was read to its findings, with one definition for each kind.
//!
//! All that the domain knows of a finding is in its own file below `diagnose/`: how it is recognised, the error codes
//! that speak for it, how well it answers why the owner is locked out, and which steps are in vain. To add a finding,
//! add its variant to [`FindingKind`], that file, and to this one the `mod` line and the arm in
//! `FindingKind::definition`. A test names the messages that are missing.

mod account_at_risk;
mod account_deleted;
mod blocked_by_policy;
pub mod contradictions;
pub mod error_codes;
mod guest_account;
mod hostile_address;
mod mail_forwarded_outside;
mod mailbox_missing;
mod managed_elsewhere;
mod nothing_found;
mod password_expired;
mod password_forgotten;
mod password_spray;
mod password_unseen;
mod password_unusable;
mod second_factor_failing;
mod second_factor_missing;
mod sending_restricted;
mod sign_in_blocked;
mod sign_in_failures;
mod signs_of_compromise;
mod smart_lockout;
mod suspicious_inbox_rules;
mod synced_account;
mod threads;

use super::account::Account;
use super::compromise::{Sign, SignKind, signs};
use super::evidence::Fact;
use super::finding::{Finding, FindingKind};
use super::mail::Mail;
use super::sign_ins::FailedSignIn;
use super::step::StepKind;

/// Returns what is wrong with this account, gravest first. Never empty: if nothing is wrong, that is the finding.
pub fn findings(account: &Account) -> Vec<Finding> {
    // A deleted account has no other finding.
    let kinds = if account.deleted_at.is_some() { &[FindingKind::AccountDeleted] } else { FindingKind::ALL };
    let observation = Observation::new(account);
    let mut found: Vec<Finding> = Vec::new();
    for kind in kinds {
        if let Some(evidence) = (kind.definition().recognise)(&observation, &found) {
            found.push(Finding { kind: *kind, evidence });
        }
    }
    nothing_found::explain(&observation, &mut found);
    found
}

/// The quality of a finding as an answer to why the owner cannot sign in or send mail, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relevance {
    /// The account itself keeps everybody out, whatever else is found.
    Decisive,
    /// Microsoft refuses something for this reason.
    Refusal,
    /// The account may be compromised, and this is what the intruder did.
    Suspicion,
    /// The account may be compromised, judged by all signs together.
    Judgement,
    /// A trait of the account that decides who can help.
    Circumstance,
    /// Something that others do, while the owner can sign in.
    Aside,
    /// There is no answer.
    Unanswered,
}

/// All that the domain knows of one kind of finding.
struct FindingDefinition {
    /// Returns the evidence if the account has this finding. `found` has the graver findings that it has.
    recognise: fn(seen: &Observation<'_>, found: &[Finding]) -> Option<Vec<Fact>>,
    /// The AADSTS codes of a failed sign-in that speak for this finding. A code is in one definition.
    codes: &'static [u32],
    /// True if a password that is set after the failed sign-ins makes them irrelevant.
    ended_by_new_password: bool,
    /// Returns how well the finding with this evidence answers why the owner cannot sign in or send mail.
    relevance: fn(evidence: &[Fact]) -> Relevance,
    /// The steps that do nothing about the finding. A plan that has one has it for another reason.
    in_vain: &'static [StepKind],
    /// Returns true if there is something for people to do about it beside the steps of the plan; `None` if there never is,
    /// because the steps of the plan are all that helps.
    needs_people: Option<fn(account: &Account, plan: &[StepKind]) -> bool>,
}

/// The account as it was read, prepared for all definitions.
struct Observation<'a> {
    account: &'a Account,
    /// The signs of a compromise, the gravest first.
    signs: Vec<Sign>,
    /// The sign-ins that failed and whose obstacle nothing shows to be over, newest first, without those of strangers.
    failures: Vec<&'a FailedSignIn>,
    /// The wrong passwords of strangers who guess, newest first.
    guesses: Vec<&'a FailedSignIn>,
}

impl<'a> Observation<'a> {
    fn new(account: &'a Account) -> Self {
        let guesses = password_spray::guesses(account);
        let mut failures = threads::open_failures(account);
        failures.retain(|failure| !guesses.iter().any(|guess| std::ptr::eq(*guess, *failure)));
        Self { account, signs: signs(account), failures, guesses }
    }

    /// Returns the mail of the account; `None` if Grendel is not set up to look at mail.
    const fn mail(&self) -> Option<&'a Mail> {
        self.account.mail.as_ref()
    }

    /// Returns what was seen of one kind of sign; `None` if there is no such sign.
    fn sign(&self, kind: SignKind) -> Option<Vec<Fact>> {
        let facts: Vec<Fact> =
            self.signs.iter().filter(|sign| sign.kind == kind).map(|sign| sign.fact.clone()).collect();
        (!facts.is_empty()).then_some(facts)
    }
}

impl FindingKind {
    const fn definition(self) -> &'static FindingDefinition {
        match self {
            Self::AccountDeleted => &account_deleted::DEFINITION,
            Self::SignsOfCompromise => &signs_of_compromise::DEFINITION,
            Self::AccountAtRisk => &account_at_risk::DEFINITION,
            Self::SuspiciousInboxRules => &suspicious_inbox_rules::DEFINITION,
            Self::MailForwardedOutside => &mail_forwarded_outside::DEFINITION,
            Self::SyncedAccount => &synced_account::DEFINITION,
            Self::SignInBlocked => &sign_in_blocked::DEFINITION,
            Self::SendingRestricted => &sending_restricted::DEFINITION,
            Self::HostileAddress => &hostile_address::DEFINITION,
            Self::SmartLockout => &smart_lockout::DEFINITION,
            Self::PasswordExpired => &password_expired::DEFINITION,
            Self::PasswordUnusable => &password_unusable::DEFINITION,
            Self::SecondFactorFailing => &second_factor_failing::DEFINITION,
            Self::SecondFactorMissing => &second_factor_missing::DEFINITION,
            Self::PasswordUnseen => &password_unseen::DEFINITION,
            Self::BlockedByPolicy => &blocked_by_policy::DEFINITION,
            Self::PasswordForgotten => &password_forgotten::DEFINITION,
            Self::PasswordSpray => &password_spray::DEFINITION,
            Self::MailboxMissing => &mailbox_missing::DEFINITION,
            Self::ManagedElsewhere => &managed_elsewhere::DEFINITION,
            Self::GuestAccount => &guest_account::DEFINITION,
            Self::NothingFound => &nothing_found::DEFINITION,
        }
    }

    /// Returns the AADSTS codes of a failed sign-in that speak for this finding.
    pub const fn codes(self) -> &'static [u32] {
        self.definition().codes
    }

    /// Returns true if a password that is set after the failed sign-ins makes them irrelevant.
    pub const fn is_ended_by_new_password(self) -> bool {
        self.definition().ended_by_new_password
    }

    /// Returns the steps that do nothing about this finding. A plan that has one has it for another reason.
    pub const fn steps_in_vain(self) -> &'static [StepKind] {
        self.definition().in_vain
    }

    /// Returns true if there can be something for people to do about it beside the steps of a plan.
    pub const fn can_need_people(self) -> bool {
        self.definition().needs_people.is_some()
    }

    /// Returns true if there is something for people to do about it on this account, beside the steps of this plan.
    pub fn needs_people(self, account: &Account, plan: &[StepKind]) -> bool {
        self.definition().needs_people.is_some_and(|needs_people| needs_people(account, plan))
    }
}

impl Finding {
    /// Returns true if Microsoft locked sign-ins only in countries from which the account had not been signed in to: the owner may
    /// be there, or a stranger.
    pub fn is_lock_abroad(&self, account: &Account) -> bool {
        self.kind == FindingKind::SmartLockout && smart_lockout::is_abroad(account, &self.evidence)
    }

    /// Returns how well the finding answers why the owner cannot sign in or send mail.
    pub fn relevance(&self) -> Relevance {
        (self.kind.definition().relevance)(&self.evidence)
    }
}
