//! The meaning of the error codes (AADSTS and a number) of failed sign-ins.
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use crate::domain::finding::FindingKind;

words! {
    /// The meaning of a code that does not say that the owner is locked out.
    pub enum NotALock {
        /// A step of a sign-in that goes on.
        Interrupt = "interrupt",
        /// They have to sign in again, and can.
        SignInAgain = "sign_in_again",
        /// They signed in at the wrong place, or with the wrong account.
        WrongPlace = "wrong_place",
        /// They are not allowed to use that application, and can use others.
        Application = "application",
        /// Microsoft could not answer just then.
        Passing = "passing",
        /// Another organisation does not let them in.
        OtherTenant = "other_tenant",
        /// It is about Active Directory on premises.
        OnPremises = "on_premises",
        /// It is about an application's own credentials, not about a person.
        Credentials = "credentials",
        /// The device is not registered, or is disabled.
        Device = "device",
    }
}

/// The meaning of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The owner is locked out, and this is the finding.
    Lock(FindingKind),
    /// The owner is not locked out.
    NotALock(NotALock),
}

impl NotALock {
    /// Returns the AADSTS codes with this meaning.
    const fn codes(self) -> &'static [u32] {
        match self {
            Self::Interrupt => &[50058, 50140],
            Self::SignInAgain => &[50078, 50085, 50132, 50133, 50173, 70043],
            Self::WrongPlace => &[16000, 50034, 50059],
            Self::Application => &[50105, 65001],
            Self::Passing => &[50089, 90025],
            Self::OtherTenant => &[50020, 51004, 53011, 90072, 500_212, 500_213, 530_034],
            Self::OnPremises => &[80012, 80014, 120_013, 120_014],
            Self::Credentials => &[700_016, 7_000_215, 7_000_222],
            Self::Device => &[50097, 135_011],
        }
    }
}

/// Returns the meaning of this AADSTS code; `None` if Grendel does not know it.
pub fn meaning(code: u32) -> Option<Meaning> {
    let lock = FindingKind::ALL.iter().copied().find(|kind| kind.codes().contains(&code)).map(Meaning::Lock);
    let not_a_lock = || NotALock::ALL.iter().copied().find(|one| one.codes().contains(&code)).map(Meaning::NotALock);
    lock.or_else(not_a_lock)
}
