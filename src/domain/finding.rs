//! The findings: the kinds of judgements about an account, and the facts that one rests on.
//!
//! How each kind is recognised is in its own file below `diagnose/`; see [`diagnose`](super::diagnose) for how to add one.

use serde::{Deserialize, Serialize};

use super::evidence::Fact;

words! {
    /// A judgement about an account, gravest first.
    pub enum FindingKind {
        /// It was deleted.
        AccountDeleted = "account_deleted",
        /// The account looks compromised. The evidence are the signs; see [`super::compromise`].
        SignsOfCompromise = "signs_of_compromise",
        /// Identity Protection holds it for compromised, or may.
        AccountAtRisk = "account_at_risk",
        /// Rules of its inbox hide mail or send it outside.
        SuspiciousInboxRules = "suspicious_inbox_rules",
        /// All its mail is forwarded outside.
        MailForwardedOutside = "mail_forwarded_outside",
        /// Active Directory on premises is the master: the cloud cannot keep a change.
        SyncedAccount = "synced_account",
        /// The account may not sign in (`accountEnabled` is false).
        SignInBlocked = "sign_in_blocked",
        /// Microsoft has stopped it from sending to the outside.
        SendingRestricted = "sending_restricted",
        /// Sign-ins are tried from an address that is known for attacks.
        HostileAddress = "hostile_address",
        /// Too many wrong passwords; it is locked for a while.
        SmartLockout = "smart_lockout",
        /// The password is too old.
        PasswordExpired = "password_expired",
        /// The directory has no password for it, or none that can be used.
        PasswordUnusable = "password_unusable",
        /// The second factor was asked for, and failed or was denied.
        SecondFactorFailing = "second_factor_failing",
        /// A second factor is demanded, and none is registered.
        SecondFactorMissing = "second_factor_missing",
        /// Grendel set a password that no one has seen.
        PasswordUnseen = "password_unseen",
        /// A policy of the tenant keeps it out.
        BlockedByPolicy = "blocked_by_policy",
        /// Wrong passwords, one after the other.
        PasswordForgotten = "password_forgotten",
        /// It has no mailbox.
        MailboxMissing = "mailbox_missing",
        /// It is in a restricted management administrative unit.
        ManagedElsewhere = "managed_elsewhere",
        /// It belongs to another organisation.
        GuestAccount = "guest_account",
        /// None of the above, as far as the account could be read.
        NothingFound = "nothing_found",
    }
}

/// A judgement and the facts it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The judgement.
    pub kind: FindingKind,
    /// The evidence, weightiest first.
    pub evidence: Vec<Fact>,
}
