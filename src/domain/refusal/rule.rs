//! The names of the rules, which the journal, the log and the messages share.

use super::Refusal;
use crate::domain::command::Group;

impl Refusal {
    /// The refusal of a member who belongs to none of these groups.
    pub fn none_of(asked: &[&Group]) -> Self {
        let mut wanted: Vec<_> = asked.iter().flat_map(|group| group.from.iter().cloned()).collect();
        let mut directory: Vec<_> = asked.iter().flat_map(|group| group.directory_roles.iter().copied()).collect();
        let mut groups: Vec<_> = asked.iter().flat_map(|group| group.directory_groups.iter().copied()).collect();
        wanted.sort();
        wanted.dedup();
        directory.sort();
        directory.dedup();
        groups.sort();
        groups.dedup();
        Self::MayNotDecide { wanted, directory, groups }
    }

    /// The rule's name: the same in the journal, in the log and as the key of its words.
    pub fn rule(&self) -> &'static str {
        let topics = [
            Self::of_person,
            Self::of_sign_in,
            Self::of_target,
            Self::of_decision,
            Self::of_emergency,
            Self::of_secret,
            Self::of_freeze,
            Self::of_interaction,
        ];
        topics.into_iter().find_map(|rule_of| rule_of(self)).unwrap_or("unnamed")
    }

    const fn of_person(&self) -> Option<&'static str> {
        Some(match self {
            Self::LacksChatRole { .. } => "lacks_chat_role",
            Self::NotLinked => "not_linked",
            Self::LinkExpired { .. } => "link_expired",
            Self::LinkWaits { .. } => "link_waits",
            Self::AccountExternal => "account_external",
            Self::AccountTooNew { .. } => "account_too_new",
            Self::AccountTaken => "account_taken",
            Self::LinkedAlready => "linked_already",
            Self::LinkedByOperator => "linked_by_operator",
            Self::LinkDisowned => "link_disowned",
            Self::AccountMissing => "account_missing",
            Self::AccountDisabled => "account_disabled",
            Self::AccountAtRisk => "account_at_risk",
            Self::LacksDirectoryRole { .. } => "lacks_directory_role",
            Self::StandingUnread { .. } => "standing_unread",
            _ => return None,
        })
    }

    const fn of_sign_in(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoSignIn => "no_sign_in",
            Self::SignInDisowned => "sign_in_disowned",
            Self::WrongNumber => "wrong_number",
            Self::SignInOver => "sign_in_over",
            Self::SignInDeclined { .. } => "sign_in_declined",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::AuthenticationContextMissing { .. } => "authentication_context_missing",
            Self::SignInNeeded { .. } => "sign_in_needed",
            Self::SignedInAsSomebodyElse => "signed_in_as_somebody_else",
            Self::SignInUnproven => "sign_in_unproven",
            _ => return None,
        })
    }

    const fn of_target(&self) -> Option<&'static str> {
        Some(match self {
            Self::TargetMalformed => "target_malformed",
            Self::TargetUnknown => "target_unknown",
            Self::TargetAmbiguous { .. } => "target_ambiguous",
            Self::TargetRenamed { .. } => "target_renamed",
            Self::OwnAccount => "own_account",
            Self::TargetProtected { .. } => "target_protected",
            Self::OutOfReach { .. } => "out_of_reach",
            Self::NobodyReaches { .. } => "nobody_reaches",
            Self::ByRule { .. } => "by_rule",
            Self::NoRule => "no_rule",
            Self::NobodyCanApprove { .. } => "nobody_can_approve",
            _ => return None,
        })
    }

    const fn of_decision(&self) -> Option<&'static str> {
        Some(match self {
            Self::MayNotDecide { .. } => "may_not_decide",
            Self::IdentityUnchecked { .. } => "identity_unchecked",
            Self::ConfirmationMissing => "confirmation_missing",
            Self::NotConfirmed => "not_confirmed",
            Self::NotYours { .. } => "not_yours",
            Self::ReasonMissing => "reason_missing",
            Self::NothingToApprove => "nothing_to_approve",
            Self::NothingToWaive => "nothing_to_waive",
            Self::ApprovalGone { .. } => "approval_gone",
            Self::OwnCase => "own_case",
            Self::OwnAccountDecision => "own_account_decision",
            Self::DecidedAlready { .. } => "decided_already",
            Self::StalePlan => "stale_plan",
            Self::TooLate => "too_late",
            Self::NotWaiting { .. } => "not_waiting",
            Self::CaseClosed => "case_closed",
            Self::MayNotRead { .. } => "may_not_read",
            Self::AboutOwnAccount => "about_own_account",
            _ => return None,
        })
    }

    const fn of_emergency(&self) -> Option<&'static str> {
        Some(match self {
            Self::TooSoon { .. } => "too_soon",
            Self::NotNamedForBreakGlass => "not_named_for_glass",
            Self::CountersignPending { .. } => "debt_unpaid",
            Self::NothingToCountersign => "nothing_owed",
            Self::SecretNotAlone { .. } => "secret_not_alone",
            _ => return None,
        })
    }

    const fn of_secret(&self) -> Option<&'static str> {
        Some(match self {
            Self::SecretMadeRecently { .. } => "secret_made_recently",
            Self::NoSecret => "no_secret",
            Self::SecretNotYours { .. } => "secret_not_yours",
            Self::SecretOutOfReach { .. } => "secret_out_of_reach",
            Self::ReceiverRelinked => "receiver_relinked",
            Self::NobodyMaySee { .. } => "nobody_may_see",
            Self::SecretLimitReached { .. } => "secret_limit_reached",
            _ => return None,
        })
    }

    const fn of_freeze(&self) -> Option<&'static str> {
        Some(match self {
            Self::Frozen { .. } => "frozen",
            Self::FrozenAlready { .. } => "frozen_already",
            Self::NotFrozen => "not_frozen",
            Self::UnfreezeNeedsAnother { .. } => "unfreeze_needs_another",
            _ => return None,
        })
    }

    const fn of_interaction(&self) -> Option<&'static str> {
        Some(match self {
            Self::TextTooLong { .. } => "text_too_long",
            Self::TooManyActions { .. } => "too_many_actions",
            Self::TooManyOpen { .. } => "too_many_open",
            Self::NoSuchCase => "no_such_case",
            Self::ForgedButton => "forged_button",
            Self::OldButton => "old_button",
            Self::ForeignChannel => "foreign_channel",
            Self::NoSuchCommand => "no_such_command",
            Self::NotUnderstood => "not_understood",
            Self::ArrivedTooLate => "arrived_too_late",
            Self::Busy => "busy",
            _ => return None,
        })
    }
}
