//! The meaning of a button.

use super::super::identity::IdentityCheck;
use super::super::step::StepKind;

words! {
    /// The meaning of a button.
    pub enum Verb {
        /// Do it.
        Approve = "approve",
        /// Do it, and this is whom it is about.
        Confirm = "confirm",
        /// Do not, and why.
        Deny = "deny",
        /// I am looking at it.
        Look = "look",
        /// Never mind.
        Withdraw = "withdraw",
        /// Do it without anybody else, and why.
        BreakGlass = "break_glass",
        /// No one else is known, and the requester confirms.
        Proceed = "proceed",
        /// An emergency action was right.
        Countersign = "countersign",
        /// These signs of a compromise are none, and why.
        Waive = "waive",
        /// I called the person back, so it is them.
        CalledBack = "called_back",
        /// I saw the person.
        Seen = "seen",
        /// Their superior confirmed that it is them.
        Vouched = "vouched",
        /// I disabled the account in Active Directory.
        DisabledOnPremises = "ad_disabled",
        /// I set a new password in Active Directory.
        ResetOnPremises = "ad_reset",
        /// I enabled the account in Active Directory.
        EnabledOnPremises = "ad_enabled",
        /// Show me the password or the pass, once.
        ShowSecret = "show_secret",
        /// Tell me everything. It is answered, and nothing comes of it.
        Details = "details",
    }
}

impl Verb {
    /// Returns the button by which a check of who is calling is recorded.
    pub const fn of_check(check: IdentityCheck) -> Self {
        match check {
            IdentityCheck::CalledBack => Self::CalledBack,
            IdentityCheck::SeenInPerson => Self::Seen,
            IdentityCheck::SuperiorConfirmed => Self::Vouched,
        }
    }

    /// Returns the button by which a person ticks off work in Active Directory; `None` if people do not do this step.
    pub const fn of_work(step: StepKind) -> Option<Self> {
        match step {
            StepKind::DisableOnPremises => Some(Self::DisabledOnPremises),
            StepKind::ResetPasswordOnPremises => Some(Self::ResetOnPremises),
            StepKind::EnableOnPremises => Some(Self::EnabledOnPremises),
            _ => None,
        }
    }

    /// Returns the work in Active Directory that the button ticks off, or `None` if it ticks off none.
    pub const fn work(self) -> Option<StepKind> {
        match self {
            Self::DisabledOnPremises => Some(StepKind::DisableOnPremises),
            Self::ResetOnPremises => Some(StepKind::ResetPasswordOnPremises),
            Self::EnabledOnPremises => Some(StepKind::EnableOnPremises),
            _ => None,
        }
    }

    /// Returns the check that the button records, or `None` if it records none.
    pub fn check(self) -> Option<IdentityCheck> {
        IdentityCheck::ALL.iter().copied().find(|check| Self::of_check(*check) == self)
    }
}
