//! Reasons why something is not done. Each refusal names its rule, and has what is needed to say who could do it
//! and what to do next.
//!
//! A refusal is an answer to a person, never an error of the program.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::authority::Shield;
use super::decision::Vote;
use super::people::DirectoryRole;
use super::step::StepKind;
use super::wording::OptionName;
use super::{CaseNumber, MemberId, RoleName, Trouble};

/// A rule that said no. The words for it are in `locales/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Refusal {
    /// The member holds none of the chat roles that may type the command.
    LacksChatRole {
        /// One of these would do.
        wanted: Vec<RoleName>,
    },
    /// The member is not linked to a directory account.
    NotLinked,
    /// The member has proved to have an account that is another member's already.
    AccountTaken,
    /// The member is linked already, by their own proof.
    LinkedAlready,
    /// The member's account is named in `grendel.toml`, and cannot be changed in the chat.
    LinkedByOperator,
    /// Grendel is not set up to let people sign in.
    NoSignIn,
    /// The person who signed in with the member's link said that they are not this member.
    LinkDisowned,
    /// The sign-in did not come to its end.
    SignInDeclined {
        /// The vendor's code, or ours if there was none. Text from outside.
        code: String,
        /// The vendor's words. Text from outside.
        message: String,
    },
    /// The account that signed in could not be read.
    SignInFailed {
        /// The failed call.
        trouble: Trouble,
    },
    /// The directory account that the member is said to have does not exist.
    AccountMissing,
    /// The member's directory account may not sign in.
    AccountDisabled,
    /// Identity Protection holds the member's directory account for compromised.
    AccountAtRisk,
    /// The member's account holds none of the directory roles that the command names.
    LacksDirectoryRole {
        /// One of these would do.
        wanted: Vec<DirectoryRole>,
        /// These it holds.
        held: Vec<DirectoryRole>,
        /// One of these could be activated.
        #[serde(default)]
        eligible: Vec<DirectoryRole>,
    },
    /// The directory did not say whether the member may.
    StandingUnread {
        /// The failed call.
        trouble: Trouble,
    },
    /// The text is neither an object id nor an address.
    TargetMalformed,
    /// No account has this object id, sign-in name, mail address or alias.
    TargetUnknown,
    /// Several accounts have this address.
    TargetAmbiguous {
        /// The sign-in names, as many as fit on a card.
        upns: Vec<String>,
    },
    /// The account that was picked from a list is not called what the list said.
    TargetRenamed {
        /// The account's current sign-in name.
        upn: String,
    },
    /// The requester's own account: no one unlocks themselves.
    OwnAccount,
    /// None of the people on whom the step rests holds a role that reaches the target for it.
    OutOfReach {
        /// The step.
        step: StepKind,
        /// The target's shields.
        shields: Vec<Shield>,
        /// The roles that would reach.
        who_could: Vec<DirectoryRole>,
    },
    /// The step is beyond the requester, and of those who could approve it is beyond all.
    NobodyReaches {
        /// The step.
        step: StepKind,
        /// The target's shields.
        shields: Vec<Shield>,
        /// The roles that would reach.
        who_could: Vec<DirectoryRole>,
    },
    /// A rule of the command refuses, in the words of its author.
    ByRule {
        /// These.
        words: String,
    },
    /// No rule of the command says who agrees to this.
    NoRule,
    /// Not enough others could approve now.
    NobodyCanApprove {
        /// The roles that the command asks for approval.
        from: Vec<RoleName>,
        /// And which directory role they hold.
        #[serde(default)]
        directory: Vec<DirectoryRole>,
        /// The number of approvals needed.
        quorum: u8,
        /// The number of people who could approve.
        able: u8,
    },
    /// The member is not of those who may decide this case.
    MayNotDecide {
        /// One of these roles in the chat would do.
        wanted: Vec<RoleName>,
        /// Or, or with it, one of these in the directory.
        #[serde(default)]
        directory: Vec<DirectoryRole>,
    },
    /// The approver must type the target's sign-in name.
    ConfirmationMissing,
    /// The typed text is not the target's sign-in name.
    NotConfirmed,
    /// The approver must have signed in for this decision.
    SignInNeeded {
        /// Within so many minutes.
        minutes: u32,
    },
    /// The approver signed in with an account that is not theirs here.
    SignedInAsSomebodyElse,
    /// Microsoft does not say when they have signed in.
    SignInUnproven,
    /// The delay of a lone requester is not over.
    TooSoon {
        /// It is over then.
        from: Timestamp,
    },
    /// The command lets no one act alone, or only others.
    #[serde(rename = "not_named_for_glass")]
    NotNamedForBreakGlass,
    /// The member broke the glass before, and that is not countersigned yet.
    #[serde(rename = "debt_unpaid")]
    CountersignPending {
        /// In this case.
        case: CaseNumber,
    },
    /// There is nothing to countersign.
    #[serde(rename = "nothing_owed")]
    NothingToCountersign,
    /// An approver would no longer be allowed to approve.
    ApprovalGone {
        /// Their names in the chat.
        names: Vec<String>,
    },
    /// No one decides their own case.
    OwnCase,
    /// No one decides about their own account.
    OwnAccountDecision,
    /// The member has decided already; once counts.
    DecidedAlready {
        /// Their decision.
        vote: Vote,
    },
    /// The press was on a plan that is no longer the plan.
    StalePlan,
    /// The window for decisions is over.
    TooLate,
    /// The case does not wait for a decision now.
    NotWaiting {
        /// True if its steps are running now.
        running: bool,
    },
    /// The case is over.
    CaseClosed,
    /// Only the requester withdraws.
    NotYours {
        /// The requester.
        requester: MemberId,
    },
    /// Denied without a word why.
    ReasonMissing,
    /// An option or a reason is longer than it may be.
    TextTooLong {
        /// The option.
        option: OptionName,
        /// The most it takes.
        chars_max: u16,
        /// Its length in characters.
        chars: u32,
    },
    /// The member has too many open cases.
    TooManyOpen {
        /// The most one member can have.
        cases_max: u16,
    },
    /// Every step waits for a sign of a compromise to be waived, so there is nothing to agree to.
    NothingToApprove,
    /// There is no sign of a compromise that keeps anything from being done.
    NothingToWaive,
    /// There is no password and no pass to show, or not any more.
    NoSecret,
    /// The password or the pass is for someone else.
    SecretNotYours {
        /// For the requester,
        requester: MemberId,
        /// or, where this is not empty, for members with one of these roles.
        named: Vec<RoleName>,
    },
    /// There is no such case in this channel.
    NoSuchCase,
    /// A button that Grendel never made.
    ForgedButton,
    /// A button that an earlier or a later Grendel made, which this one does not take.
    OldButton,
    /// The channel belongs to no tenant.
    ForeignChannel,
    /// There is no such command any more.
    NoSuchCommand,
    /// Something that Grendel does not understand.
    NotUnderstood,
    /// Something that was sent while Grendel could not answer in time.
    ArrivedTooLate,
    /// So much is going on in this case that nothing more is taken.
    Busy,
}

impl Refusal {
    /// The rule's name: the same in the journal, in the log and as the key of its words.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::LacksChatRole { .. } => "lacks_chat_role",
            Self::NotLinked => "not_linked",
            Self::AccountTaken => "account_taken",
            Self::LinkedAlready => "linked_already",
            Self::LinkedByOperator => "linked_by_operator",
            Self::NoSignIn => "no_sign_in",
            Self::LinkDisowned => "link_disowned",
            Self::SignInDeclined { .. } => "sign_in_declined",
            Self::SignInFailed { .. } => "sign_in_failed",
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
            Self::OutOfReach { .. } => "out_of_reach",
            Self::NobodyReaches { .. } => "nobody_reaches",
            Self::ByRule { .. } => "by_rule",
            Self::NoRule => "no_rule",
            Self::NobodyCanApprove { .. } => "nobody_can_approve",
            Self::MayNotDecide { .. } => "may_not_decide",
            Self::ConfirmationMissing => "confirmation_missing",
            Self::NotConfirmed => "not_confirmed",
            Self::SignInNeeded { .. } => "sign_in_needed",
            Self::SignedInAsSomebodyElse => "signed_in_as_somebody_else",
            Self::SignInUnproven => "sign_in_unproven",
            Self::TooSoon { .. } => "too_soon",
            Self::NotNamedForBreakGlass => "not_named_for_glass",
            Self::CountersignPending { .. } => "debt_unpaid",
            Self::NothingToCountersign => "nothing_owed",
            Self::ApprovalGone { .. } => "approval_gone",
            Self::OwnCase => "own_case",
            Self::OwnAccountDecision => "own_account_decision",
            Self::DecidedAlready { .. } => "decided_already",
            Self::StalePlan => "stale_plan",
            Self::TooLate => "too_late",
            Self::NotWaiting { .. } => "not_waiting",
            Self::CaseClosed => "case_closed",
            Self::NotYours { .. } => "not_yours",
            Self::ReasonMissing => "reason_missing",
            Self::TextTooLong { .. } => "text_too_long",
            Self::TooManyOpen { .. } => "too_many_open",
            Self::NothingToApprove => "nothing_to_approve",
            Self::NothingToWaive => "nothing_to_waive",
            Self::NoSecret => "no_secret",
            Self::SecretNotYours { .. } => "secret_not_yours",
            Self::NoSuchCase => "no_such_case",
            Self::ForgedButton => "forged_button",
            Self::OldButton => "old_button",
            Self::ForeignChannel => "foreign_channel",
            Self::NoSuchCommand => "no_such_command",
            Self::NotUnderstood => "not_understood",
            Self::ArrivedTooLate => "arrived_too_late",
            Self::Busy => "busy",
        }
    }
}
