//! Reasons why something is not done. Each refusal names its rule, and has what is needed to say who could do it
//! and what to do next.
//!
//! A refusal is an answer to a person, never an error of the program.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::ProtectedBy;
use super::authority::Shield;
use super::command::Group;
use super::decision::Vote;
use super::emergency::EmergencyLimit;
use super::freeze::Freeze;
use super::people::DirectoryRole;
use super::step::StepKind;
use super::velocity::SecretLimit;
use super::wording::OptionName;
use super::{CaseNumber, MemberId, ObjectId, RoleName, Trouble};

/// A rule that said no. The words for it are in `locales/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    /// The member holds none of the chat roles that may type the command.
    LacksChatRole {
        /// One of these would do.
        wanted: Vec<RoleName>,
    },
    /// The member is not linked to a directory account.
    NotLinked,
    /// The member's link has ended: they have to prove again which account is theirs.
    LinkExpired {
        /// It ended then.
        at: Timestamp,
    },
    /// The member is about to be linked to another account than before, and neither counts meanwhile.
    LinkWaits {
        /// It counts from then on.
        from: Timestamp,
    },
    /// The account belongs to someone of another organisation, so it approves nothing and is linked to nobody.
    AccountExternal,
    /// The account was created a short while ago.
    AccountTooNew {
        /// It counts from then on.
        until: Timestamp,
    },
    /// Grendel made a password or a pass for the account a short while ago.
    SecretMadeRecently {
        /// It counts from then on.
        until: Timestamp,
    },
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
    /// The person who signed in for a press or a command said that it is not theirs.
    SignInDisowned,
    /// The number that was typed is not the one on the page of the sign-in.
    WrongNumber,
    /// The sign-in that a number was typed for is over, or another member's.
    SignInOver,
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
    /// The sign-in did not satisfy the authentication context that the configuration demands.
    AuthenticationContextMissing {
        /// The id of the context, such as `c1`.
        context: String,
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
    /// The operator protects the target: no command touches it.
    TargetProtected {
        /// The reason.
        by: ProtectedBy,
    },
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
        /// And which directory role they hold,
        #[serde(default)]
        directory: Vec<DirectoryRole>,
        /// or which directory group they are in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<ObjectId>,
        /// The number of approvals needed.
        quorum: u8,
        /// The number of people who could approve.
        able: u8,
    },
    /// The member is not of those who may decide this case.
    MayNotDecide {
        /// One of these roles in the chat would do.
        wanted: Vec<RoleName>,
        /// Or, or with it, one of these in the directory,
        #[serde(default)]
        directory: Vec<DirectoryRole>,
        /// or membership of one of these groups.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<ObjectId>,
    },
    /// The requester has not recorded how they made sure who is calling.
    IdentityUnchecked {
        /// The requester.
        requester: MemberId,
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
    #[strum(serialize = "not_named_for_glass")]
    NotNamedForBreakGlass,
    /// The member broke the glass before, and that is not countersigned yet.
    #[serde(rename = "debt_unpaid")]
    #[strum(serialize = "debt_unpaid")]
    CountersignPending {
        /// In this case.
        case: CaseNumber,
    },
    /// There is nothing to countersign.
    #[serde(rename = "nothing_owed")]
    #[strum(serialize = "nothing_owed")]
    NothingToCountersign,
    /// A password or a pass is not made while one person acts alone.
    SecretNotAlone {
        /// The reason.
        limit: EmergencyLimit,
    },
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
    /// The case is read by others.
    MayNotRead {
        /// One of these roles in the chat would do.
        wanted: Vec<RoleName>,
        /// Or one of these in the directory.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        directory: Vec<DirectoryRole>,
    },
    /// The case is about the member's own account, and could tell somebody who has taken it over what is known.
    AboutOwnAccount,
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
    /// The member has sent more commands and presses than one member may.
    TooManyActions {
        /// The next one is taken from then on.
        from: Timestamp,
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
    /// The member is none of those who do the work in Active Directory.
    WorkNotYours {
        /// One of these would do.
        wanted: Vec<RoleName>,
    },
    /// This work in Active Directory is not waited for any more, or it is ticked off already.
    NoWork,
    /// The password or the pass is for someone else.
    SecretNotYours {
        /// For this member,
        #[serde(rename = "requester")]
        receiver: MemberId,
        /// or, where this is not empty, for members with one of these roles.
        named: Vec<RoleName>,
    },
    /// The password or the pass is for someone whose own roles reach the target, and the member's do not.
    SecretOutOfReach {
        /// The roles that would reach.
        who_could: Vec<DirectoryRole>,
    },
    /// The member is linked to another account than the one by which they were to see the password or the pass.
    ReceiverRelinked,
    /// A password or a pass would be made that nobody could see.
    NobodyMaySee {
        /// Members with one of these chat roles see it; where this is empty, the requester or an approver.
        named: Vec<RoleName>,
        /// The directory roles that reach the target for every step that makes it.
        who_could: Vec<DirectoryRole>,
    },
    /// The tenant is frozen, and this waits until that is lifted.
    Frozen {
        /// The freeze.
        freeze: Freeze,
    },
    /// The tenant is frozen already, as widely as was asked.
    FrozenAlready {
        /// The freeze.
        freeze: Freeze,
    },
    /// The tenant is not frozen, so there is nothing to lift.
    NotFrozen,
    /// A freeze is lifted by two people, and this is the first of them again.
    UnfreezeNeedsAnother {
        /// The first.
        asked_by: MemberId,
        /// A second person can agree until then.
        until: Timestamp,
    },
    /// A person has had to do with too many passwords and passes within an hour.
    SecretLimitReached {
        /// The limit.
        limit: SecretLimit,
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
    /// Returns the refusal of a member who belongs to none of these groups.
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

    /// Returns the rule's name: the same in the journal, in the log and as the key of its words.
    pub fn rule(&self) -> &'static str {
        self.into()
    }
}
