//! Refusals of every kind, in each of their forms.

use super::texts::{BRAM, BY_RULE, DECLINED, DECLINED_MESSAGE, EVA, ROLE, TARGET_LOCAL};
use super::{EARLIER, role, soon, unread_trouble};
use grendel::domain::authority::Shield;
use grendel::domain::decision::Vote;
use grendel::domain::people::DirectoryRole;
use grendel::domain::refusal::Refusal;
use grendel::domain::step::StepKind;
use grendel::domain::wording::OptionName;
use grendel::domain::{MemberId, RoleName};

/// Returns the refusal after this one. A new kind of refusal does not compile until it has its place here.
fn following(refusal: &Refusal) -> Option<Refusal> {
    let roles = || vec![RoleName::from(ROLE), RoleName::from("lead"), RoleName::from("helpdesk")];
    Some(match refusal {
        Refusal::LacksChatRole { .. } => Refusal::NotLinked,
        Refusal::NotLinked => Refusal::AccountTaken,
        Refusal::AccountTaken => Refusal::LinkedAlready,
        Refusal::LinkedAlready => Refusal::LinkedByOperator,
        Refusal::LinkedByOperator => Refusal::NoSignIn,
        Refusal::NoSignIn => Refusal::LinkDisowned,
        Refusal::LinkDisowned => declined(),
        Refusal::SignInDeclined { .. } => Refusal::SignInFailed { trouble: unread_trouble() },
        Refusal::SignInFailed { .. } => Refusal::AccountMissing,
        Refusal::AccountMissing => Refusal::AccountDisabled,
        Refusal::AccountDisabled => Refusal::AccountAtRisk,
        Refusal::AccountAtRisk | Refusal::LacksDirectoryRole { .. } => roles_lacking(refusal),
        Refusal::StandingUnread { .. } => Refusal::TargetMalformed,
        Refusal::TargetMalformed => Refusal::TargetUnknown,
        Refusal::TargetUnknown => ambiguous(),
        Refusal::TargetAmbiguous { .. } => Refusal::TargetRenamed { upn: format!("{TARGET_LOCAL}@contoso.com") },
        Refusal::TargetRenamed { .. } => Refusal::OwnAccount,
        Refusal::OwnAccount | Refusal::OutOfReach { .. } => out_of_reach(refusal),
        Refusal::NobodyReaches { shields, .. } if shields.len() != 1 => nobody_reaches(shields),
        Refusal::NobodyReaches { .. } => Refusal::ByRule { words: BY_RULE.to_owned() },
        Refusal::ByRule { .. } => Refusal::NoRule,
        Refusal::NoRule => nobody_can_approve(1, 0),
        Refusal::NobodyCanApprove { quorum: 1, .. } => nobody_can_approve(3, 1),
        Refusal::NobodyCanApprove { able: 1, .. } => nobody_can_approve(3, 2),
        Refusal::NobodyCanApprove { .. } => Refusal::MayNotDecide { wanted: roles(), directory: Vec::new() },
        Refusal::MayNotDecide { directory, .. } if directory.is_empty() => {
            Refusal::MayNotDecide { wanted: roles(), directory: every_role() }
        }
        Refusal::MayNotDecide { .. } => Refusal::ConfirmationMissing,
        Refusal::ConfirmationMissing => Refusal::NotConfirmed,
        Refusal::NotConfirmed => Refusal::SignInNeeded { minutes: 15 },
        Refusal::SignInNeeded { minutes: 15 } => Refusal::SignInNeeded { minutes: 1 },
        Refusal::SignInNeeded { .. } => Refusal::SignedInAsSomebodyElse,
        Refusal::SignedInAsSomebodyElse => Refusal::SignInUnproven,
        Refusal::SignInUnproven => Refusal::TooSoon { from: soon() },
        Refusal::TooSoon { .. } => Refusal::NotNamedForBreakGlass,
        Refusal::NotNamedForBreakGlass => Refusal::CountersignPending { case: EARLIER },
        Refusal::CountersignPending { .. } => Refusal::NothingToCountersign,
        Refusal::NothingToCountersign => Refusal::ApprovalGone { names: vec![BRAM.to_owned(), EVA.to_owned()] },
        Refusal::ApprovalGone { .. } => Refusal::OwnCase,
        Refusal::OwnCase => Refusal::OwnAccountDecision,
        Refusal::OwnAccountDecision => Refusal::DecidedAlready { vote: Vote::Approve },
        Refusal::DecidedAlready { vote: Vote::Approve } => Refusal::DecidedAlready { vote: Vote::Deny },
        Refusal::DecidedAlready { vote: Vote::Deny } => Refusal::StalePlan,
        Refusal::StalePlan => Refusal::TooLate,
        Refusal::TooLate => Refusal::NotWaiting { running: false },
        Refusal::NotWaiting { running: false } => Refusal::NotWaiting { running: true },
        Refusal::NotWaiting { running: true } => Refusal::CaseClosed,
        Refusal::CaseClosed => Refusal::NotYours { requester: MemberId(1) },
        Refusal::NotYours { .. } => too_long(OptionName::ALL[0]),
        Refusal::TextTooLong { option, .. } => after_too_long(*option),
        Refusal::TooManyOpen { cases_max: 20 } => Refusal::TooManyOpen { cases_max: 1 },
        Refusal::TooManyOpen { .. } => Refusal::NothingToApprove,
        Refusal::NothingToApprove | Refusal::NothingToWaive | Refusal::NoSecret | Refusal::SecretNotYours { .. } => {
            after_signs_and_secrets(refusal, roles())
        }
        Refusal::NoSuchCase | Refusal::ForgedButton | Refusal::OldButton => after_wrong_buttons(refusal),
        Refusal::ReasonMissing => Refusal::ForeignChannel,
        Refusal::ForeignChannel => Refusal::NoSuchCommand,
        Refusal::NoSuchCommand => Refusal::NotUnderstood,
        Refusal::NotUnderstood => Refusal::ArrivedTooLate,
        Refusal::ArrivedTooLate => Refusal::Busy,
        Refusal::Busy => return None,
    })
}

fn after_wrong_buttons(before: &Refusal) -> Refusal {
    match before {
        Refusal::NoSuchCase => Refusal::ForgedButton,
        Refusal::ForgedButton => Refusal::OldButton,
        _ => Refusal::ReasonMissing,
    }
}

fn after_signs_and_secrets(before: &Refusal, roles: Vec<RoleName>) -> Refusal {
    let not_yours = |named| Refusal::SecretNotYours { requester: MemberId(1), named };
    match before {
        Refusal::NothingToApprove => Refusal::NothingToWaive,
        Refusal::NothingToWaive => Refusal::NoSecret,
        Refusal::NoSecret => not_yours(Vec::new()),
        Refusal::SecretNotYours { named, .. } if named.is_empty() => not_yours(roles),
        _ => Refusal::NoSuchCase,
    }
}

fn every_role() -> Vec<DirectoryRole> {
    DirectoryRole::names().map(role).collect()
}

/// Returns the next form of a refusal for lack of roles: without a role to activate, with every role, and with one
/// role.
fn roles_lacking(before: &Refusal) -> Refusal {
    let lacks = |held, eligible| Refusal::LacksDirectoryRole { wanted: every_role(), held, eligible };
    match before {
        Refusal::LacksDirectoryRole { eligible, .. } if eligible.is_empty() => lacks(every_role(), every_role()),
        Refusal::LacksDirectoryRole { eligible, .. } if eligible.len() > 1 => {
            lacks(Vec::new(), vec![role("User Administrator")])
        }
        Refusal::LacksDirectoryRole { .. } => Refusal::StandingUnread { trouble: unread_trouble() },
        _ => lacks(every_role(), Vec::new()),
    }
}

/// Returns the next form of a refusal for lack of reach: without a shield, with every shield, and where no role
/// reaches.
fn out_of_reach(before: &Refusal) -> Refusal {
    let beyond = |shields, who_could| Refusal::OutOfReach { step: StepKind::RevokeSignInSessions, shields, who_could };
    match before {
        Refusal::OutOfReach { shields, .. } if shields.is_empty() => {
            let mut shields: Vec<Shield> = every_role().into_iter().map(Shield::Role).collect();
            shields.extend([Shield::RoleAssignableGroup, Shield::Unknown]);
            shields.reverse();
            beyond(shields, every_role())
        }
        Refusal::OutOfReach { shields, .. } if shields.len() > 2 => {
            beyond(vec![Shield::RestrictedManagement, Shield::RoleAssignableGroup], every_role())
        }
        Refusal::OutOfReach { shields, .. } if shields.len() > 1 => {
            beyond(vec![Shield::RestrictedManagement], Vec::new())
        }
        Refusal::OutOfReach { .. } => {
            Refusal::NobodyReaches { step: StepKind::EnableSignIn, shields: Vec::new(), who_could: every_role() }
        }
        _ => beyond(Vec::new(), every_role()),
    }
}

/// Returns the next form where no role reaches: after the form without shields, and after the form with several.
fn nobody_reaches(before: &[Shield]) -> Refusal {
    let shields = match before {
        [] => vec![Shield::RoleInRestrictedUnit, Shield::Unknown],
        _ => vec![Shield::RestrictedManagement],
    };
    Refusal::NobodyReaches { step: StepKind::EnableSignIn, shields, who_could: every_role() }
}

fn declined() -> Refusal {
    Refusal::SignInDeclined { code: DECLINED.to_owned(), message: DECLINED_MESSAGE.to_owned() }
}

/// Returns a refusal that names as many accounts as it can.
fn ambiguous() -> Refusal {
    Refusal::TargetAmbiguous { upns: (1..=10).map(|number| format!("{TARGET_LOCAL}{number}@contoso.com")).collect() }
}

fn nobody_can_approve(quorum: u8, able: u8) -> Refusal {
    let from = vec![RoleName::from(ROLE), RoleName::from("lead")];
    Refusal::NobodyCanApprove { from, directory: vec![role("Global Administrator")], quorum, able }
}

fn after_too_long(option: OptionName) -> Refusal {
    let next = OptionName::ALL.iter().skip_while(|name| **name != option).nth(1);
    next.map_or(Refusal::TooManyOpen { cases_max: 20 }, |option| too_long(*option))
}

fn too_long(option: OptionName) -> Refusal {
    Refusal::TextTooLong { option, chars_max: 500, chars: 731 }
}

/// Returns every refusal in each of its forms.
pub fn refusals() -> Vec<Refusal> {
    let first = Refusal::LacksChatRole { wanted: vec![RoleName::from(ROLE)] };
    std::iter::successors(Some(first), following).collect()
}
