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
        match self {
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
            Self::MayNotDecide { .. } => "may_not_decide",
            Self::IdentityUnchecked { .. } => "identity_unchecked",
            Self::ConfirmationMissing => "confirmation_missing",
            Self::NotConfirmed => "not_confirmed",
            Self::TooSoon { .. } => "too_soon",
            Self::NotNamedForBreakGlass | Self::CountersignPending { .. } => self.rule_of_emergency(),
            Self::NothingToCountersign | Self::SecretNotAlone { .. } => self.rule_of_emergency(),
            Self::SecretMadeRecently { .. }
            | Self::NoSecret
            | Self::SecretNotYours { .. }
            | Self::SecretOutOfReach { .. }
            | Self::ReceiverRelinked
            | Self::NobodyMaySee { .. }
            | Self::SecretLimitReached { .. } => self.rule_of_secret(),
            Self::NoSignIn
            | Self::SignInDisowned
            | Self::WrongNumber
            | Self::SignInOver
            | Self::SignInDeclined { .. }
            | Self::SignInFailed { .. }
            | Self::AuthenticationContextMissing { .. }
            | Self::SignInNeeded { .. }
            | Self::SignedInAsSomebodyElse
            | Self::SignInUnproven => self.rule_of_sign_in(),
            Self::NoSuchCase
            | Self::ForgedButton
            | Self::OldButton
            | Self::ForeignChannel
            | Self::NoSuchCommand
            | Self::NotUnderstood
            | Self::ArrivedTooLate
            | Self::Busy => self.rule_of_interaction(),
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
            Self::NotYours { .. } => "not_yours",
            Self::ReasonMissing => "reason_missing",
            Self::TextTooLong { .. } => "text_too_long",
            Self::TooManyActions { .. } => "too_many_actions",
            Self::TooManyOpen { .. } => "too_many_open",
            Self::NothingToApprove => "nothing_to_approve",
            Self::NothingToWaive => "nothing_to_waive",
            Self::Frozen { .. } | Self::FrozenAlready { .. } | Self::NotFrozen => self.rule_of_freeze(),
            Self::UnfreezeNeedsAnother { .. } => "unfreeze_needs_another",
        }
    }

    const fn rule_of_emergency(&self) -> &'static str {
        match self {
            Self::NotNamedForBreakGlass => "not_named_for_glass",
            Self::CountersignPending { .. } => "debt_unpaid",
            Self::NothingToCountersign => "nothing_owed",
            _ => "secret_not_alone",
        }
    }

    const fn rule_of_freeze(&self) -> &'static str {
        match self {
            Self::FrozenAlready { .. } => "frozen_already",
            Self::NotFrozen => "not_frozen",
            _ => "frozen",
        }
    }

    const fn rule_of_secret(&self) -> &'static str {
        match self {
            Self::SecretMadeRecently { .. } => "secret_made_recently",
            Self::NoSecret => "no_secret",
            Self::SecretNotYours { .. } => "secret_not_yours",
            Self::SecretOutOfReach { .. } => "secret_out_of_reach",
            Self::ReceiverRelinked => "receiver_relinked",
            Self::NobodyMaySee { .. } => "nobody_may_see",
            _ => "secret_limit_reached",
        }
    }

    const fn rule_of_sign_in(&self) -> &'static str {
        match self {
            Self::NoSignIn => "no_sign_in",
            Self::SignInDisowned => "sign_in_disowned",
            Self::WrongNumber => "wrong_number",
            Self::SignInOver => "sign_in_over",
            Self::SignInDeclined { .. } => "sign_in_declined",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::AuthenticationContextMissing { .. } => "authentication_context_missing",
            Self::SignInNeeded { .. } => "sign_in_needed",
            Self::SignedInAsSomebodyElse => "signed_in_as_somebody_else",
            _ => "sign_in_unproven",
        }
    }

    const fn rule_of_interaction(&self) -> &'static str {
        match self {
            Self::NoSuchCase => "no_such_case",
            Self::ForgedButton => "forged_button",
            Self::OldButton => "old_button",
            Self::ForeignChannel => "foreign_channel",
            Self::NoSuchCommand => "no_such_command",
            Self::NotUnderstood => "not_understood",
            Self::ArrivedTooLate => "arrived_too_late",
            _ => "busy",
        }
    }
}
