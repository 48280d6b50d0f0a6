//! Refusals of every kind, in each of their forms.

use super::freezes::freeze;
use super::texts::{BRAM, BY_RULE, DECLINED, DECLINED_MESSAGE, EVA, ROLE, TARGET_LOCAL};
use super::{EARLIER, role, soon, unread_trouble};
use grendel::domain::account::ProtectedBy;
use grendel::domain::authority::Shield;
use grendel::domain::decision::Vote;
use grendel::domain::emergency::EmergencyLimit;
use grendel::domain::freeze::{Freeze, FreezeScope};
use grendel::domain::people::DirectoryRole;
use grendel::domain::refusal::Refusal;
use grendel::domain::step::StepKind;
use grendel::domain::velocity::{SecretLimit, SecretPart};
use grendel::domain::wording::OptionName;
use grendel::domain::{MemberId, ObjectId, RoleName};

/// Returns the refusal after this one. A new kind of refusal does not compile until it has its place here.
#[expect(clippy::match_same_arms, reason = "two short lines read better than one pattern over eight")]
fn following(refusal: &Refusal) -> Option<Refusal> {
    let roles = || vec![RoleName::from(ROLE), RoleName::from("lead"), RoleName::from("helpdesk")];
    Some(match refusal {
        Refusal::LacksChatRole { .. } => Refusal::NotLinked,
        Refusal::NotLinked | Refusal::LinkExpired { .. } | Refusal::LinkWaits { .. } => after_links(refusal),
        Refusal::AccountExternal | Refusal::AccountTooNew { .. } => after_links(refusal),
        Refusal::SecretMadeRecently { .. } => after_links(refusal),
        Refusal::AccountTaken => Refusal::LinkedAlready,
        Refusal::LinkedAlready | Refusal::LinkedByOperator | Refusal::NoSignIn => after_linked(refusal),
        Refusal::LinkDisowned | Refusal::SignInDisowned | Refusal::WrongNumber => after_linked(refusal),
        Refusal::SignInOver => declined(),
        Refusal::SignInDeclined { .. } => Refusal::SignInFailed { trouble: unread_trouble() },
        Refusal::SignInFailed { .. } => Refusal::AuthenticationContextMissing { context: "c1".to_owned() },
        Refusal::AuthenticationContextMissing { .. } => Refusal::AccountMissing,
        Refusal::AccountMissing => Refusal::AccountDisabled,
        Refusal::AccountDisabled => Refusal::AccountAtRisk,
        Refusal::AccountAtRisk | Refusal::LacksDirectoryRole { .. } => roles_lacking(refusal),
        Refusal::StandingUnread { .. } => Refusal::TargetMalformed,
        Refusal::TargetMalformed => Refusal::TargetUnknown,
        Refusal::TargetUnknown => ambiguous(),
        Refusal::TargetAmbiguous { .. } => Refusal::TargetRenamed { upn: format!("{TARGET_LOCAL}@contoso.com") },
        Refusal::TargetRenamed { .. } => Refusal::TargetProtected { by: ProtectedBy::ALL[0] },
        Refusal::TargetProtected { by } => after_protected(*by),
        Refusal::OwnAccount | Refusal::OutOfReach { .. } => out_of_reach(refusal),
        Refusal::NobodyReaches { shields, .. } if shields.len() != 1 => nobody_reaches(shields),
        Refusal::NobodyReaches { .. } => Refusal::ByRule { words: BY_RULE.to_owned() },
        Refusal::ByRule { .. } => Refusal::NoRule,
        Refusal::NoRule => nobody_can_approve(1, 0),
        Refusal::NobodyCanApprove { quorum: 1, .. } => nobody_can_approve(3, 1),
        Refusal::NobodyCanApprove { able: 1, .. } => nobody_can_approve(3, 2),
        Refusal::NobodyCanApprove { .. } => may_not_decide(roles(), Vec::new()),
        Refusal::MayNotDecide { directory, .. } if directory.is_empty() => may_not_decide(roles(), every_role()),
        Refusal::MayNotDecide { .. } => Refusal::ConfirmationMissing,
        Refusal::ConfirmationMissing => Refusal::NotConfirmed,
        Refusal::NotConfirmed => Refusal::SignInNeeded { minutes: 15 },
        Refusal::SignInNeeded { minutes: 15 } => Refusal::SignInNeeded { minutes: 1 },
        Refusal::SignInNeeded { .. } => Refusal::SignedInAsSomebodyElse,
        Refusal::SignedInAsSomebodyElse => Refusal::SignInUnproven,
        Refusal::SignInUnproven => Refusal::TooSoon { from: soon() },
        Refusal::TooSoon { .. } => Refusal::NotNamedForBreakGlass,
        Refusal::NotNamedForBreakGlass | Refusal::CountersignPending { .. } => after_emergencies(refusal),
        Refusal::NothingToCountersign | Refusal::SecretNotAlone { .. } => after_emergencies(refusal),
        Refusal::ApprovalGone { .. } => Refusal::OwnCase,
        Refusal::OwnCase | Refusal::OwnAccountDecision | Refusal::DecidedAlready { .. } => after_own_case(refusal),
        Refusal::StalePlan | Refusal::TooLate | Refusal::NotWaiting { running: false } => after_own_case(refusal),
        Refusal::NotWaiting { running: true } => Refusal::CaseClosed,
        Refusal::CaseClosed | Refusal::MayNotRead { .. } | Refusal::AboutOwnAccount => after_closed(refusal, roles()),
        Refusal::TooManyActions { .. } => after_closed(refusal, roles()),
        Refusal::IdentityUnchecked { .. } => Refusal::NotYours { requester: MemberId(1) },
        Refusal::NotYours { .. } => too_long(OptionName::ALL[0]),
        Refusal::TextTooLong { option, .. } => after_too_long(*option),
        Refusal::TooManyOpen { cases_max: 20 } => Refusal::TooManyOpen { cases_max: 1 },
        Refusal::TooManyOpen { .. } => Refusal::NothingToApprove,
        Refusal::NothingToApprove | Refusal::NothingToWaive | Refusal::NoSecret => after_signs(refusal),
        Refusal::WorkNotYours { .. } => Refusal::NoWork,
        Refusal::NoWork => Refusal::SecretNotYours { receiver: MemberId(1), named: Vec::new() },
        Refusal::SecretNotYours { .. } | Refusal::SecretOutOfReach { .. } => after_secrets(refusal, roles()),
        Refusal::ReceiverRelinked | Refusal::NobodyMaySee { .. } => after_secrets(refusal, roles()),
        Refusal::Frozen { .. } | Refusal::FrozenAlready { .. } | Refusal::NotFrozen => after_freezes(refusal),
        Refusal::UnfreezeNeedsAnother { .. } | Refusal::SecretLimitReached { .. } => after_freezes(refusal),
        Refusal::NoSuchCase | Refusal::ForgedButton | Refusal::OldButton => after_buttons(refusal),
        Refusal::ReasonMissing | Refusal::ForeignChannel | Refusal::NoSuchCommand => after_buttons(refusal),
        Refusal::NotUnderstood => after_buttons(refusal),
        Refusal::ArrivedTooLate => Refusal::Busy,
        Refusal::Busy => return None,
    })
}

fn after_links(before: &Refusal) -> Refusal {
    match before {
        Refusal::NotLinked => Refusal::LinkExpired { at: soon() },
        Refusal::LinkExpired { .. } => Refusal::LinkWaits { from: soon() },
        Refusal::LinkWaits { .. } => Refusal::AccountExternal,
        Refusal::AccountExternal => Refusal::AccountTooNew { until: soon() },
        Refusal::AccountTooNew { .. } => Refusal::SecretMadeRecently { until: soon() },
        _ => Refusal::AccountTaken,
    }
}

fn after_linked(before: &Refusal) -> Refusal {
    match before {
        Refusal::LinkedAlready => Refusal::LinkedByOperator,
        Refusal::LinkedByOperator => Refusal::NoSignIn,
        Refusal::NoSignIn => Refusal::LinkDisowned,
        Refusal::LinkDisowned => Refusal::SignInDisowned,
        Refusal::SignInDisowned => Refusal::WrongNumber,
        _ => Refusal::SignInOver,
    }
}

/// Returns the refusal of a member with the wrong roles, with a group beside the directory roles.
fn may_not_decide(wanted: Vec<RoleName>, directory: Vec<DirectoryRole>) -> Refusal {
    let group = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").expect("it is a GUID");
    let groups = if directory.is_empty() { Vec::new() } else { vec![group] };
    Refusal::MayNotDecide { wanted, directory, groups }
}

fn after_emergencies(before: &Refusal) -> Refusal {
    let limit = match before {
        Refusal::NotNamedForBreakGlass => return Refusal::CountersignPending { case: EARLIER },
        Refusal::CountersignPending { .. } => return Refusal::NothingToCountersign,
        Refusal::SecretNotAlone { limit: EmergencyLimit::Privileged } => EmergencyLimit::Known,
        Refusal::SecretNotAlone { limit: EmergencyLimit::Known } => EmergencyLimit::Command,
        Refusal::SecretNotAlone { .. } => {
            return Refusal::ApprovalGone { names: vec![BRAM.to_owned(), EVA.to_owned()] };
        }
        _ => EmergencyLimit::Privileged,
    };
    Refusal::SecretNotAlone { limit }
}

/// Returns the next of the refusals about reading a case and about sending too much.
fn after_closed(before: &Refusal, wanted: Vec<RoleName>) -> Refusal {
    match before {
        Refusal::CaseClosed => Refusal::MayNotRead { wanted, directory: Vec::new() },
        Refusal::MayNotRead { directory, .. } if directory.is_empty() => {
            Refusal::MayNotRead { wanted, directory: every_role() }
        }
        Refusal::MayNotRead { .. } => Refusal::AboutOwnAccount,
        Refusal::AboutOwnAccount => Refusal::TooManyActions { from: soon() },
        Refusal::TooManyActions { .. } => Refusal::IdentityUnchecked { requester: MemberId(1) },
        _ => Refusal::NotYours { requester: MemberId(1) },
    }
}

fn after_buttons(before: &Refusal) -> Refusal {
    match before {
        Refusal::NoSuchCase => Refusal::ForgedButton,
        Refusal::ForgedButton => Refusal::OldButton,
        Refusal::OldButton => Refusal::ReasonMissing,
        Refusal::ReasonMissing => Refusal::ForeignChannel,
        Refusal::ForeignChannel => Refusal::NoSuchCommand,
        Refusal::NoSuchCommand => Refusal::NotUnderstood,
        _ => Refusal::ArrivedTooLate,
    }
}

fn after_signs(before: &Refusal) -> Refusal {
    match before {
        Refusal::NothingToApprove => Refusal::NothingToWaive,
        Refusal::NothingToWaive => Refusal::NoSecret,
        _ => Refusal::WorkNotYours { wanted: vec![RoleName::from("lead")] },
    }
}

fn after_secrets(before: &Refusal, roles: Vec<RoleName>) -> Refusal {
    match before {
        Refusal::SecretNotYours { receiver, named } if named.is_empty() => {
            Refusal::SecretNotYours { receiver: *receiver, named: roles }
        }
        Refusal::SecretNotYours { .. } => Refusal::SecretOutOfReach { who_could: every_role() },
        Refusal::SecretOutOfReach { .. } => Refusal::ReceiverRelinked,
        Refusal::ReceiverRelinked => Refusal::NobodyMaySee { named: Vec::new(), who_could: every_role() },
        Refusal::NobodyMaySee { named, .. } if named.is_empty() => {
            Refusal::NobodyMaySee { named: roles, who_could: every_role() }
        }
        _ => Refusal::Frozen { freeze: freeze(FreezeScope::Secrets) },
    }
}

fn after_freezes(before: &Refusal) -> Refusal {
    let reached = |part| SecretLimit { part, member: MemberId(1), secrets_max: 5, free_at: soon() };
    match before {
        Refusal::Frozen { freeze: Freeze { scope: FreezeScope::Secrets, .. } } => {
            Refusal::Frozen { freeze: freeze(FreezeScope::Access) }
        }
        Refusal::Frozen { .. } => Refusal::FrozenAlready { freeze: freeze(FreezeScope::Everything) },
        Refusal::FrozenAlready { .. } => Refusal::NotFrozen,
        Refusal::NotFrozen => Refusal::UnfreezeNeedsAnother { asked_by: MemberId(1), until: soon() },
        Refusal::UnfreezeNeedsAnother { .. } => Refusal::SecretLimitReached { limit: reached(SecretPart::Receiver) },
        Refusal::SecretLimitReached { limit } if limit.part == SecretPart::Receiver => {
            Refusal::SecretLimitReached { limit: reached(SecretPart::Approver) }
        }
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
    Refusal::NobodyCanApprove { from, directory: vec![role("Global Administrator")], groups: Vec::new(), quorum, able }
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

fn after_protected(by: ProtectedBy) -> Refusal {
    let next = ProtectedBy::ALL.iter().skip_while(|one| **one != by).nth(1);
    next.map_or(Refusal::OwnAccount, |by| Refusal::TargetProtected { by: *by })
}

fn after_own_case(refusal: &Refusal) -> Refusal {
    match refusal {
        Refusal::OwnCase => Refusal::OwnAccountDecision,
        Refusal::OwnAccountDecision => Refusal::DecidedAlready { vote: Vote::Approve },
        Refusal::DecidedAlready { vote: Vote::Approve } => Refusal::DecidedAlready { vote: Vote::Deny },
        Refusal::DecidedAlready { vote: Vote::Deny } => Refusal::StalePlan,
        Refusal::StalePlan => Refusal::TooLate,
        Refusal::TooLate => Refusal::NotWaiting { running: false },
        Refusal::NotWaiting { running: false } => Refusal::NotWaiting { running: true },
        other => panic!("{} does not belong here", other.rule()),
    }
}
