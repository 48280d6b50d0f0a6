//! The findings: the kinds of judgements about an account, and the facts that one rests on.
//!
//! How each kind is recognised is in its own file below `diagnose/`; see [`diagnose`](super::diagnose) for how to add one.

use serde::{Deserialize, Serialize};

use super::evidence::Fact;

words! {
    /// A judgement about an account, gravest first.
    pub enum FindingKind {
        /// The account was deleted.
        AccountDeleted = "account_deleted",
        /// The signs together stand for a compromise; see [`super::compromise`].
        SignsOfCompromise = "signs_of_compromise",
        /// Identity Protection reports a risk, or its policies refuse the sign-ins.
        AccountAtRisk = "account_at_risk",
        /// Rules of the inbox hide mail, delete it or send it outside.
        SuspiciousInboxRules = "suspicious_inbox_rules",
        /// All mail is forwarded outside.
        MailForwardedOutside = "mail_forwarded_outside",
        /// Active Directory on premises is the master: the cloud cannot keep a change.
        SyncedAccount = "synced_account",
        /// Sign-in is blocked (`accountEnabled` is false).
        SignInBlocked = "sign_in_blocked",
        /// Microsoft has stopped the account from sending mail.
        SendingRestricted = "sending_restricted",
        /// Sign-ins are tried from an address that is known for attacks.
        HostileAddress = "hostile_address",
        /// Microsoft has locked the account for a while after too many wrong passwords.
        SmartLockout = "smart_lockout",
        /// The password has expired.
        PasswordExpired = "password_expired",
        /// The directory has no password for the account, or none that can be used.
        PasswordUnusable = "password_unusable",
        /// A second factor was demanded, and it failed or was denied.
        SecondFactorFailing = "second_factor_failing",
        /// A second factor is demanded, and none is registered.
        SecondFactorMissing = "second_factor_missing",
        /// Grendel set a password that no one has seen.
        PasswordUnseen = "password_unseen",
        /// A policy of the tenant refuses the sign-ins.
        BlockedByPolicy = "blocked_by_policy",
        /// Wrong passwords, one after the other, and no lock yet.
        PasswordForgotten = "password_forgotten",
        /// Somebody guesses passwords from places that are not the owner's, and the owner can sign in.
        PasswordSpray = "password_spray",
        /// The account has no mailbox.
        MailboxMissing = "mailbox_missing",
        /// The account is in a restricted management administrative unit.
        ManagedElsewhere = "managed_elsewhere",
        /// The person signs in at another organisation: a guest, or an external member.
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
