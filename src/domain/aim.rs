//! The aim of a command, and the distance of a case to it.

use serde::{Deserialize, Serialize};

words! {
    /// The aim of a command.
    pub enum Aim {
        /// The owner can sign in, or can send.
        Unlock = "unlock",
        /// The account is closed: no person can get in, and nothing flows out.
        Contain = "contain",
    }
}

words! {
    /// The distance to the aim after the last step, judged by what was read since.
    pub enum Reach {
        /// Reading shows that the aim is reached.
        Reached = "reached",
        /// Microsoft took everything that it takes, and not all of it shows yet, or could be looked for.
        AsFarAsSeen = "as_far_as_seen",
        /// The rest is for people to do.
        WaitingForPeople = "waiting_for_people",
        /// Something that it takes was not done, or a reading shows the opposite.
        NotReached = "not_reached",
        /// It is unknown if something that it takes was done.
        CannotTell = "cannot_tell",
    }
}

words! {
    /// Something that is missing for the aim.
    pub enum Remainder {
        /// Active Directory has to disable the account and to change its password twice
        /// (<https://learn.microsoft.com/entra/identity/users/users-revoke-access>).
        ActiveDirectory = "active_directory",
        /// The sign-in is not blocked.
        SignInOpen = "sign_in_open",
        /// The password is the one that the intruder may know.
        PasswordKnown = "password_known",
        /// A temporary access pass may still let somebody in.
        PassOpen = "pass_open",
        /// The sessions are not revoked.
        SessionsOpen = "sessions_open",
        /// Mail is forwarded to the outside, or a suspicious rule of the inbox is on.
        MailFlowsOut = "mail_flows_out",
        /// Something was added to the account after the approval.
        AddedSince = "added_since",
        /// It could not be read if mail flows out.
        MailUnread = "mail_unread",
        /// It could not be read if a temporary access pass may let somebody in.
        PassesUnread = "passes_unread",
        /// The sign-in is blocked.
        SignInBlocked = "sign_in_blocked",
        /// The account looks compromised, so it stays closed until that is cleaned or waived.
        SignsOfCompromise = "signs_of_compromise",
        /// The risk stands, and policies may refuse the sign-in for it.
        RiskStands = "risk_stands",
        /// It could not be read if a risk stands.
        RiskUnread = "risk_unread",
        /// Microsoft still keeps the account from sending.
        SendingRestricted = "sending_restricted",
        /// The owner has neither a password nor a pass nor the way to one.
        NoCredential = "no_credential",
        /// The pass leaves the password as it is: the owner needs a new one, or a method without a password.
        OwnerNeedsPassword = "owner_needs_password",
        /// The owner has to register a second factor while the pass is good.
        OwnerRegistersMethod = "owner_registers_method",
        /// The owner has to choose a password of their own at the first sign-in.
        OwnerChoosesPassword = "owner_chooses_password",
        /// The owner has to be told how to reset the password.
        OwnerResetsPassword = "owner_resets_password",
    }
}

impl Remainder {
    /// Returns true if the aim waits for people, who know that only if they are told. A pass lets nobody in while sign-in is
    /// blocked, but has to be gone before that is lifted. A password that is good for one sign-in lets its owner in, so nothing
    /// waits for the next one.
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::ActiveDirectory | Self::PassOpen)
            || self.is_for_owner() && !matches!(self, Self::OwnerChoosesPassword)
    }

    /// Returns true if it is not known to be missing: it could not be read.
    pub const fn is_unread(self) -> bool {
        matches!(self, Self::MailUnread | Self::PassesUnread | Self::RiskUnread)
    }

    /// Returns true if the owner of the account has to do it.
    pub const fn is_for_owner(self) -> bool {
        matches!(
            self,
            Self::OwnerNeedsPassword
                | Self::OwnerRegistersMethod
                | Self::OwnerChoosesPassword
                | Self::OwnerResetsPassword
        )
    }
}

/// The distance of a case to its aim, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AimReport {
    /// The aim.
    pub aim: Aim,
    /// The distance.
    pub reach: Reach,
    /// The missing parts, gravest first, each once.
    pub remainders: Vec<Remainder>,
}

impl AimReport {
    /// Returns true if the case did all that it is for, as far as that can be seen. What its owner does next is no part of an
    /// unlock; what others do next is, and so is all that people do next in a containment.
    pub fn is_met(&self) -> bool {
        match self.reach {
            Reach::Reached | Reach::AsFarAsSeen => true,
            Reach::WaitingForPeople => {
                let is_for_others = |one: &Remainder| one.is_for_people() && !one.is_for_owner();
                self.aim == Aim::Unlock && !self.remainders.iter().any(is_for_others)
            }
            Reach::NotReached | Reach::CannotTell => false,
        }
    }
}
