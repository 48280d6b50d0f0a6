//! The steps: what Grendel can do to an account, with one definition each.
//!
//! All that the domain knows of a step is in its own file below `step/`: the authority and the permission it takes, the
//! meaning of a repeat, when there is work for it, what stands in its way, and how its effect is recognised. To add a step,
//! add that file, and to this one its `mod` line, its variant of [`StepKind`] and its arm in `StepKind::definition`. The
//! compiler then asks for the call that takes it, in `microsoft::step`, and a test names the messages that are missing.

mod block_sign_in;
mod by_kind;
mod clear_forwarding;
mod confirm_compromised;
mod disable_inbox_rules;
mod disable_on_premises;
mod dismiss_risk;
mod enable_on_premises;
mod enable_sign_in;
mod issue_temporary_access_pass;
mod point_to_self_service;
mod release_sender;
mod reset_password;
mod reset_password_on_premises;
mod revoke_sign_in_sessions;
mod revoke_temporary_access_pass;

pub use self::by_kind::{KIND_TABLE, KindRow, KindRuling};
use super::access::RiskState;
use super::account::Account;
use super::authority::Power;
use super::compromise::{SignKind, possible_signs, stands};
use super::condition::{Condition, Parameters};
use super::finding::FindingKind;
use super::mail::Mail;
use super::people::Risk;
use super::reading::Topic;

words! {
    /// A kind of step, in the order in which the steps of a plan are taken: what throws an intruder out comes before what
    /// lets the owner in, and mail to the outside comes last.
    pub enum StepKind {
        /// Blocks the sign-in.
        BlockSignIn = "block_sign_in",
        /// Sets a temporary password, good for one sign-in.
        ResetPassword = "reset_password",
        /// Disables the account in Active Directory. People do it.
        DisableOnPremises = "disable_on_premises",
        /// Sets a new password in Active Directory. People do it.
        ResetPasswordOnPremises = "reset_password_on_premises",
        /// Takes temporary access passes back.
        RevokeTemporaryAccessPass = "revoke_temporary_access_pass",
        /// Revokes every sign-in session: every device has to sign in again.
        RevokeSignInSessions = "revoke_sign_in_sessions",
        /// Ends the forwarding of all mail.
        ClearForwarding = "clear_forwarding",
        /// Disables suspicious rules of the inbox.
        DisableInboxRules = "disable_inbox_rules",
        /// Reports the account to Identity Protection as compromised.
        ConfirmCompromised = "confirm_compromised",
        /// Dismisses the risk that Identity Protection sees.
        DismissRisk = "dismiss_risk",
        /// Enables the account in Active Directory. People do it.
        EnableOnPremises = "enable_on_premises",
        /// Issues a pass that stands for password and second factor for a while.
        IssueTemporaryAccessPass = "issue_temporary_access_pass",
        /// Enables the sign-in.
        EnableSignIn = "enable_sign_in",
        /// Tells the owner how to reset the password without an administrator. Changes nothing at Microsoft.
        PointToSelfService = "point_to_self_service",
        /// Lets the account send mail again.
        ReleaseSender = "release_sender",
    }
}

/// The meaning of doing a step again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The step changes nothing, however often it is taken.
    ReadOnly,
    /// The end is the same. After an unknown outcome: read, and only then repeat.
    SetToValue,
    /// Never repeated. After an unknown outcome a person must look.
    Once,
    /// People do it, and Grendel calls nothing.
    ByHand,
}

words! {
    /// The reason why a step that would help is not taken.
    pub enum Obstacle {
        /// Active Directory on premises would undo it.
        MasteredOnPremises = "mastered_on_premises",
        /// Only the organisation can do it in which the person signs in.
        BelongsElsewhere = "belongs_elsewhere",
        /// The account is deleted.
        Deleted = "deleted",
        /// It would give access back to an account that shows signs of a compromise.
        SignsOfCompromise = "signs_of_compromise",
        /// The tenant does not let the owner reset the password alone.
        SelfServiceOff = "self_service_off",
        /// The owner has not registered the methods that self-service takes.
        SelfServiceNotRegistered = "self_service_not_registered",
        /// The tenant has no temporary access passes for this account.
        PassesOff = "passes_off",
        /// A pass takes the place of the password, and the lock of the password stays.
        PassKeepsLock = "pass_keeps_lock",
        /// It could not be read if the step would help.
        CannotTell = "cannot_tell",
        /// An earlier case did it, and nothing has changed since.
        DoneAlready = "done_already",
        /// No person who is known has a directory role that reaches the account for it. The other steps do not depend on it.
        NobodyReaches = "nobody_reaches",
        /// It only carries a mailbox: a shared one, or that of a room or an equipment. So nobody is meant to sign in to it.
        StaysBlocked = "stays_blocked",
        /// The sync signs in with it.
        ServiceAccount = "service_account",
        /// It is an emergency access account.
        EmergencyAccess = "emergency_access",
        /// There is no mailbox.
        NoMailbox = "no_mailbox",
        /// A step that has to come before it cannot be taken on this account.
        NeedsOtherStep = "needs_other_step",
        /// The tenant does not write passwords back to Active Directory, so self-service cannot set one.
        WritebackOff = "writeback_off",
        /// The new password in Active Directory ends the risk by itself.
        ResetEndsRisk = "reset_ends_risk",
    }
}

/// The suspicion that holds a step back until every sign of a compromise is cleaned or waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeldBackBy {
    /// The step gives an intruder nothing, so it is never held back.
    Nothing,
    /// The step gives access back: it waits while the signs together stand for a compromise.
    Compromise,
    /// The step gives access back to a person who may have registered methods lately: it waits like that, and while signs may
    /// be hidden in what could not be read.
    PossibleCompromise,
    /// The step gives access back, and can be taken only a few times: a single weak sign is enough to wait, or that one may
    /// be hidden.
    AnySign,
}

/// All that the domain knows of one kind of step.
struct StepDefinition {
    /// The step as a verb in English, before the one it is done to: "block the sign-in of".
    action: &'static str,
    /// The power over the target that the step takes.
    power: Power,
    /// The application permission that Grendel needs for the step.
    /// <https://learn.microsoft.com/graph/permissions-reference>
    permission: &'static str,
    /// The directory role that Grendel's application needs beside the permission, for any target.
    application_role: Option<&'static str>,
    /// The meaning of doing it again.
    repeat: Repeat,
    /// True if the step makes a password or a pass.
    issues_secret: bool,
    /// The suspicion that holds the step back.
    held_back_by: HeldBackBy,
    /// True if there is something for people to do beside the step.
    needs_people: bool,
    /// The signs of a compromise that the step cleans, together with every other step that names the same sign.
    cleans: &'static [SignKind],
    /// Returns true if there is something to do on this account, given the kinds of signs that were waived.
    has_work: fn(account: &Account, waived: &[SignKind]) -> bool,
    /// Returns the reason why the step would come to nothing on this account, against the given finding.
    obstacle: fn(account: &Account, against: Option<FindingKind>) -> Option<Obstacle>,
    /// Returns the parameters of the step on this account.
    parameters: fn(account: &Account) -> Parameters,
    /// Returns true if the effect of the step shows in the condition after it, given the one before it.
    is_seen: fn(before: &Condition, after: &Condition) -> bool,
    /// Puts back from `before` what the step itself may have changed, so that its own effect is not taken for a change by
    /// others when the account is read again.
    restore: fn(account: &mut Account, before: &Account),
}

impl StepKind {
    const fn definition(self) -> &'static StepDefinition {
        match self {
            Self::BlockSignIn => &block_sign_in::DEFINITION,
            Self::ResetPassword => &reset_password::DEFINITION,
            Self::DisableOnPremises => &disable_on_premises::DEFINITION,
            Self::ResetPasswordOnPremises => &reset_password_on_premises::DEFINITION,
            Self::RevokeTemporaryAccessPass => &revoke_temporary_access_pass::DEFINITION,
            Self::RevokeSignInSessions => &revoke_sign_in_sessions::DEFINITION,
            Self::ClearForwarding => &clear_forwarding::DEFINITION,
            Self::DisableInboxRules => &disable_inbox_rules::DEFINITION,
            Self::ConfirmCompromised => &confirm_compromised::DEFINITION,
            Self::DismissRisk => &dismiss_risk::DEFINITION,
            Self::IssueTemporaryAccessPass => &issue_temporary_access_pass::DEFINITION,
            Self::EnableOnPremises => &enable_on_premises::DEFINITION,
            Self::EnableSignIn => &enable_sign_in::DEFINITION,
            Self::PointToSelfService => &point_to_self_service::DEFINITION,
            Self::ReleaseSender => &release_sender::DEFINITION,
        }
    }

    /// Returns the step as a verb in English, before the one it is done to: "block the sign-in of".
    pub const fn action(self) -> &'static str {
        self.definition().action
    }

    /// Returns the power over the target that the step takes.
    pub const fn power(self) -> Power {
        self.definition().power
    }

    /// Returns the application permission that Grendel needs for the step.
    /// <https://learn.microsoft.com/graph/permissions-reference>
    pub const fn permission(self) -> &'static str {
        self.definition().permission
    }

    /// Returns the directory role that Grendel's application needs beside the permission, for any target; `None` if the
    /// permission is enough. If the target holds a role, the application needs one that reaches past that as well.
    pub const fn application_role(self) -> Option<&'static str> {
        self.definition().application_role
    }

    /// Returns the meaning of doing the step again.
    pub const fn repeat(self) -> Repeat {
        self.definition().repeat
    }

    /// Returns true if people do the step, and Grendel asks them and looks.
    pub const fn is_by_hand(self) -> bool {
        matches!(self.repeat(), Repeat::ByHand)
    }

    /// Returns the step that people take in Active Directory, in place of this one or before it, where that is the master of the
    /// account; `None` if it has nothing of the kind.
    pub const fn by_hand(self) -> Option<Self> {
        match self {
            Self::BlockSignIn => Some(Self::DisableOnPremises),
            Self::ResetPassword => Some(Self::ResetPasswordOnPremises),
            Self::EnableSignIn => Some(Self::EnableOnPremises),
            _ => None,
        }
    }

    /// Returns true if the step makes a password or a pass: a secret that lets its holder in.
    pub const fn issues_secret(self) -> bool {
        self.definition().issues_secret
    }

    /// Returns true if there is something for people to do beside the step.
    pub const fn needs_people(self) -> bool {
        self.definition().needs_people
    }

    /// Returns true if the step gives access back, so that it has to wait while the account looks compromised.
    pub const fn gives_access(self) -> bool {
        !matches!(self.definition().held_back_by, HeldBackBy::Nothing)
    }

    /// Returns true if the step must have taken effect before a password or a pass of the same plan is handed over: it
    /// changes something, and gives no one access.
    pub const fn comes_before_secrets(self) -> bool {
        !self.gives_access() && !matches!(self.repeat(), Repeat::ReadOnly)
    }

    /// Returns true if the step is begun only if this other step of the same plan did not fail. What gives access back, or
    /// tells the way back, needs everything that takes access away: an intruder who was not thrown out must not be let in
    /// again. What takes access away needs nothing, so one that fails stops none of the others. Sign-in is enabled in Entra once
    /// people have enabled the account in Active Directory, and a pass is made when they have, because it does not last.
    pub const fn needs(self, other: Self) -> bool {
        let waits_for_work = self.gives_access() && self.issues_secret() && other.is_by_hand();
        self.gives_access() && other.comes_before_secrets() || waits_for_work || self.follows(other)
    }

    /// Returns true if the effect of the step may show minutes later: the instant from which sessions are valid
    /// (<https://learn.microsoft.com/graph/api/user-revokesigninsessions>), and that of a new password.
    pub const fn shows_late(self) -> bool {
        matches!(self, Self::RevokeSignInSessions | Self::ResetPassword)
    }

    /// Returns true if the step does in Entra what this other one does in Active Directory, and comes after it.
    pub const fn follows(self, other: Self) -> bool {
        matches!((self, other), (Self::EnableSignIn, Self::EnableOnPremises))
    }

    /// Returns true if the step is taken once more when people have done their work in Active Directory: until then, somebody may
    /// have signed in again, and a sync may have undone it.
    pub const fn is_taken_again(self) -> bool {
        matches!(self, Self::BlockSignIn | Self::RevokeSignInSessions)
    }

    /// Returns true if the step waits while these kinds of signs are neither waived nor cleaned, and signs may be hidden in
    /// these topics.
    pub fn is_held_back_by(self, signs: &[SignKind], unread: &[Topic]) -> bool {
        match self.definition().held_back_by {
            HeldBackBy::Nothing => false,
            HeldBackBy::Compromise => stands(signs),
            HeldBackBy::PossibleCompromise => stands(signs) || !unread.is_empty(),
            HeldBackBy::AnySign => !signs.is_empty() || !unread.is_empty(),
        }
    }

    /// Returns true if there is something for the step to do on this account. `waived` has the kinds of signs that were
    /// judged to be harmless: they are left alone.
    pub fn has_work(self, account: &Account, waived: &[SignKind]) -> bool {
        (self.definition().has_work)(account, waived)
    }

    /// Returns the reason why the step would come to nothing on this account, whatever its kind; `None` if nothing is in its
    /// way. `against` is the finding that the step is to help against, if there is one in particular.
    pub fn obstacle(self, account: &Account, against: Option<FindingKind>) -> Option<Obstacle> {
        (self.definition().obstacle)(account, against)
    }

    /// Returns true if the step removes signs of a compromise, alone or with others.
    pub const fn removes_signs(self) -> bool {
        !self.definition().cleans.is_empty()
    }

    /// Returns the parameters of the step on this account.
    pub fn parameters(self, account: &Account) -> Parameters {
        (self.definition().parameters)(account)
    }

    /// Returns true if the effect of the step shows in the condition `after` it, given the one `before` it.
    pub fn is_seen(self, before: &Condition, after: &Condition) -> bool {
        (self.definition().is_seen)(before, after)
    }

    /// Puts back from `before` what the step itself may have changed in `account`, so that its own effect is not taken for
    /// a change by others when the account is read again.
    pub fn restore(self, account: &mut Account, before: &Account) {
        (self.definition().restore)(account, before);
    }
}

impl SignKind {
    /// Returns the steps that clean this sign, all of them together; empty if only a person can.
    pub fn cleaned_by(self) -> Vec<StepKind> {
        StepKind::ALL.iter().copied().filter(|step| step.definition().cleans.contains(&self)).collect()
    }

    /// Returns true if these steps clean this sign of this account. Rules that are not all known are not all disabled. Spam is
    /// over also where Active Directory has another password since, for Grendel cannot set that one.
    pub fn is_cleaned_by(self, steps: &[StepKind], account: &Account) -> bool {
        let needed = self.cleaned_by();
        let is_planned =
            |step: &StepKind| steps.contains(step) || step.by_hand().is_some_and(|by_hand| steps.contains(&by_hand));
        let is_done =
            |step: &StepKind| is_planned(step) || self == Self::SpamSent && is_done_since_stopped(*step, account);
        let is_whole = self != Self::InboxRules || !possible_signs(account).contains(&Topic::InboxRules);
        is_whole && !needed.is_empty() && needed.iter().all(is_done)
    }
}

/// Puts the risk back that the account had `before`, unless the present one is graver: a new password, or dismissing the risk, makes
/// it lighter and never graver.
fn restore_lighter_risk(account: &mut Account, before: &Account) {
    let is_confirmed = |account: &Account| {
        account.access.risk.as_ref().is_some_and(|risk| risk.state == RiskState::ConfirmedCompromised)
    };
    let gravity = |account: &Account| match account.risk.known() {
        Some(Risk::NotAsked | Risk::Clear) => 0,
        Some(Risk::AtRisk) => 1 + u8::from(is_confirmed(account)),
        None => 3,
    };
    if gravity(account) < gravity(before) {
        account.risk = before.risk.clone();
        account.access.risk.clone_from(&before.access.risk);
    }
}

/// Returns true if the effect of the step shows on a synced account since Microsoft stopped it from sending. Who set the new
/// password is not known, and the evidence says so.
fn is_done_since_stopped(step: StepKind, account: &Account) -> bool {
    let done_at = match step {
        StepKind::ResetPassword => account.password_changed_at,
        StepKind::RevokeSignInSessions => account.sessions_valid_from,
        _ => None,
    };
    let since = account.mail.as_ref().and_then(Mail::restricted_since);
    account.on_premises.is_some() && since.is_some_and(|since| done_at.is_some_and(|at| at > since))
}
