//! The facts that findings and signs of a compromise rest on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::access::{MethodKind, RiskReport, SelfService};
use super::account::{Initiator, OnPremises, RememberedBlock};
use super::mail::{InboxRule, Restriction};
use super::sign_ins::{LockReason, PolicyDemand, SignInDevice, SignInThread};
use super::{CaseNumber, ObjectId};

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The account may not sign in.
    SignInDisabled,
    /// Someone blocked it, says the directory audit.
    BlockedBy {
        /// The id of the record.
        audit_id: String,
        /// The initiator.
        by: Initiator,
        /// The time.
        at: Timestamp,
        /// The times of earlier blocks by the same initiator, newest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        earlier: Vec<Timestamp>,
    },
    /// The directory audit was read and has no record of who blocked it: it keeps them for 7 to 30 days.
    NoRecordOfBlock,
    /// The directory audit was read and does not have the record of the block yet: the account was not blocked a short while
    /// ago, and records appear with a delay.
    BlockNotRecordedYet {
        /// The last time at which it was not blocked, so that the block is younger.
        open_at: Timestamp,
    },
    /// Our own journal knows who blocked it, where the directory audit does not say.
    BlockRemembered(RememberedBlock),
    /// Sign-ins failed because the account is blocked.
    SignInsRefused {
        /// The number of refused sign-ins among those that were read.
        count: u32,
        /// The time of the last one.
        last_at: Timestamp,
        /// The application that was signed in to.
        application: Option<String>,
    },
    /// The account is mastered on premises.
    MasteredOnPremises(OnPremises),
    /// Sign-ins failed for one reason, from one place and with one program.
    Failures(Box<Failures>),
    /// A program keeps trying in the background, from one place.
    KeepsTrying(Box<Failures>),
    /// Policies kept a sign-in out.
    KeptOutBy {
        /// Their names; none where they were not shown.
        policies: Vec<String>,
        /// The AADSTS code.
        code: u32,
        /// The last time.
        at: Timestamp,
        /// The application that was signed in to.
        application: Option<String>,
        /// The demands of the policies.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        demands: Vec<PolicyDemand>,
        /// The thread that they kept out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<Box<SignInThread>>,
    },
    /// The same account signed in with another device or program, or from another place, after sign-ins of this one had failed.
    SignedInElsewhere {
        /// The last time.
        at: Timestamp,
        /// The thread.
        thread: Box<SignInThread>,
    },
    /// Wrong passwords from addresses from which the owner has never signed in: somebody guesses.
    PasswordGuessing {
        /// The number of sign-ins among those that were read.
        count: u32,
        /// The number of different addresses.
        addresses: u32,
        /// Their countries, as two letters, those with the most sign-ins first.
        countries: Vec<String>,
        /// The first of them.
        first_at: Timestamp,
        /// The last of them.
        last_at: Timestamp,
        /// True if Microsoft has locked the guesser out for a while.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        locked: bool,
    },
    /// A second factor was asked for and not given, and the log does not say why not.
    PromptNotAnswered {
        /// The time.
        at: Timestamp,
        /// The thread.
        thread: Box<SignInThread>,
    },
    /// The time of the last password change.
    PasswordChanged {
        /// The time.
        at: Timestamp,
    },
    /// The registered methods.
    Registered {
        /// The kinds, each once.
        methods: Vec<MethodKind>,
    },
    /// The owner's ability to reset the password alone.
    SelfService(SelfService),
    /// Grendel set a password that no one has seen.
    PasswordUnseen {
        /// In this case.
        case: CaseNumber,
    },
    /// The owner denied an MFA prompt.
    PromptDenied {
        /// The time.
        at: Timestamp,
        /// The application that was signed in to.
        application: Option<String>,
        /// From where.
        address: Option<String>,
    },
    /// Identity Protection says so.
    AtRisk {
        /// The report; `None` if it could not be read.
        report: Option<RiskReport>,
    },
    /// Microsoft has stopped it from sending.
    Restricted(Restriction),
    /// All its mail goes there.
    ForwardedOutside {
        /// The recipient. Text from outside.
        to: String,
        /// True if a copy stays in the mailbox.
        keeps_copy: bool,
    },
    /// All its mail, or that of a rule, goes to a recipient of the directory that could not be looked up.
    UnknownRecipient {
        /// The recipient. Text from outside.
        to: String,
        /// The name of the rule; `None` for all mail. Text from outside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
    },
    /// A rule of the inbox does what those do who read along.
    SuspiciousRule(Box<InboxRule>),
    /// A sign-in came from a country without earlier sign-ins.
    NewCountry {
        /// Two letters.
        country: String,
        /// The first time.
        first_at: Timestamp,
        /// From where.
        address: Option<String>,
    },
    /// A method was registered lately.
    MethodRegistered {
        /// The id of the record in the directory audit.
        audit_id: String,
        /// The time.
        at: Timestamp,
        /// The method's name in the audit. Text from outside.
        what: String,
    },
    /// An application was let in to its mail.
    Consented {
        /// Its service principal.
        application: ObjectId,
        /// The permissions of the consent.
        scopes: Vec<String>,
        /// The number of further permissions, which are left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        more_scopes: Option<u32>,
    },
    /// It was deleted.
    Deleted {
        /// The time.
        at: Timestamp,
    },
    /// It has no mailbox.
    NoMailbox,
    /// It is in these restricted management administrative units.
    ManagedIn {
        /// Their names; none where they were not shown. Text from outside.
        units: Vec<String>,
    },
    /// It is a guest here.
    Guest,
    /// The last sign-in that failed, whatever the reason.
    LastFailure {
        /// The AADSTS code.
        code: u32,
        /// The time.
        at: Timestamp,
        /// The application that was signed in to.
        application: Option<String>,
        /// Microsoft's own words, if Grendel does not know the code. Text from outside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// Sign-ins that failed for one reason, from one place and with one program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failures {
    /// The AADSTS code.
    pub code: u32,
    /// The number of sign-ins among those that were read.
    pub count: u32,
    /// The first of them.
    pub first_at: Timestamp,
    /// The last of them.
    pub last_at: Timestamp,
    /// The application that was signed in to.
    pub application: Option<String>,
    /// With what.
    pub client: Option<String>,
    /// From where.
    pub address: Option<String>,
    /// The country of that, as two letters.
    pub country: Option<String>,
    /// The city of that. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The device.
    #[serde(default, skip_serializing_if = "SignInDevice::is_unknown")]
    pub device: SignInDevice,
    /// The reason for a lock, if the record names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockReason>,
}

impl Fact {
    /// Returns the evidence of this inbox rule.
    pub fn of_rule(rule: &InboxRule) -> Self {
        Self::SuspiciousRule(Box::new(rule.clone()))
    }

    /// Returns the part of the fact that an approval rests on: if it changes, it is another fact. `None` for facts that
    /// may grow from minute to minute without changing the picture, such as a count. Times are left out, so that the same
    /// picture read again is the same; so are addresses, devices and programs of sign-ins, which differ from one to the next. A
    /// mailbox on premises is in the digest by itself, among what could not be read. How far texts are cut depends on how
    /// much else there is to say of the account, so no more counts of a text than is always kept.
    pub fn material(&self) -> Option<String> {
        match self {
            Self::SignInDisabled => Some("sign_in_disabled".to_owned()),
            Self::BlockedBy { audit_id, .. } => Some(format!("blocked_by {audit_id}")),
            // Which of the two it is depends on the clock, and changes nothing for those who decide.
            Self::NoRecordOfBlock | Self::BlockNotRecordedYet { .. } => Some("no_record_of_block".to_owned()),
            Self::UnknownRecipient { to, rule } => {
                let rule = rule.as_deref().map(|name| format!(" of {:?}", beginning_of(name))).unwrap_or_default();
                Some(format!("unknown_recipient {:?}{rule}", end_of(to)))
            }
            Self::BlockRemembered(block) => Some(format!("block_remembered {} {}", block.by.word(), block.case)),
            Self::MasteredOnPremises(_) => Some("mastered_on_premises".to_owned()),
            Self::KeptOutBy { policies, demands, .. } => {
                let policies: Vec<String> =
                    policies.iter().take(MATERIAL_POLICIES_MAX).map(|name| beginning_of(name)).collect();
                let demands = demands.iter().map(|demand| demand.word());
                let words: Vec<String> =
                    [format!("kept_out_by {policies:?}")].into_iter().chain(demands.map(str::to_owned)).collect();
                Some(words.join(" "))
            }
            Self::Registered { methods } => {
                let methods: Vec<&str> = methods.iter().map(|method| method.word()).collect();
                Some(format!("registered {}", methods.join(" ")))
            }
            Self::SelfService(one) => Some(format!("self_service {} {}", one.enabled, one.registered)),
            Self::PasswordUnseen { case } => Some(format!("password_unseen {case}")),
            Self::PromptDenied { .. } => Some("prompt_denied".to_owned()),
            Self::PromptNotAnswered { .. } => Some("prompt_not_answered".to_owned()),
            Self::PasswordGuessing { .. } => Some("password_guessing".to_owned()),
            Self::AtRisk { report } => {
                let said = report.as_ref().map(|report| format!(" {} {}", report.level.word(), report.state.word()));
                Some(format!("at_risk{}", said.unwrap_or_default()))
            }
            Self::Restricted(one) => Some(format!("restricted {:?}", one.address)),
            Self::ForwardedOutside { to, .. } => Some(format!("forwarded_outside {:?}", end_of(to))),
            Self::SuspiciousRule(rule) => {
                let to: Vec<String> = rule.forwards_to.iter().map(|to| end_of(to)).collect();
                let does = (rule.deletes, rule.moves_to.as_deref().map(beginning_of), to, rule.more_recipients);
                Some(format!("suspicious_rule {:?} {does:?}", rule.id))
            }
            Self::NewCountry { country, .. } => Some(format!("new_country {country:?}")),
            Self::MethodRegistered { audit_id, .. } => Some(format!("method_registered {audit_id}")),
            Self::Consented { application, scopes, more_scopes } => {
                let more = more_scopes.map(|more| format!(" and {more} more")).unwrap_or_default();
                Some(format!("consented {application} {scopes:?}{more}"))
            }
            Self::Deleted { .. } => Some("deleted".to_owned()),
            Self::NoMailbox => Some("no_mailbox".to_owned()),
            Self::ManagedIn { units } => {
                let units: Vec<String> = units.iter().map(|name| beginning_of(name)).collect();
                Some(format!("managed_in {units:?}"))
            }
            Self::Guest => Some("guest".to_owned()),
            Self::SignInsRefused { .. }
            | Self::SignedInElsewhere { .. }
            | Self::Failures(_)
            | Self::KeepsTrying(_)
            | Self::PasswordChanged { .. }
            | Self::LastFailure { .. } => None,
        }
    }
}

/// The characters of a name, the characters of an address, and the policies that every reading keeps, however much else
/// there is (`microsoft/bounds.rs`).
const MATERIAL_NAME_CHARS: usize = 30;
const MATERIAL_ADDRESS_CHARS: usize = 48;
const MATERIAL_POLICIES_MAX: usize = 2;

/// Returns the part of a name that every reading keeps.
pub fn beginning_of(name: &str) -> String {
    name.chars().take(MATERIAL_NAME_CHARS).map(|one| if one.is_control() { ' ' } else { one }).collect()
}

/// Returns the part of an address that every reading keeps: a long one keeps its end, without the "@" inside.
fn end_of(address: &str) -> String {
    let chars: Vec<char> = address.chars().filter(|one| *one != '@').collect();
    chars[chars.len().saturating_sub(MATERIAL_ADDRESS_CHARS)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Fact;
    use crate::domain::sign_ins::PolicyDemand;

    fn kept_out(at: i64, demands: &[PolicyDemand]) -> Option<String> {
        let at = Timestamp::constant(1_740_992_400 + at, 0);
        let policies = vec!["Require managed device".to_owned()];
        let demands = demands.to_vec();
        Fact::KeptOutBy { policies, code: 53000, at, application: None, demands, thread: None }.material()
    }

    #[test]
    fn what_a_policy_demands_is_approved_with_it() {
        let device = kept_out(0, &[PolicyDemand::CompliantDevice]);
        assert_eq!(device, kept_out(60, &[PolicyDemand::CompliantDevice]), "a later try is the same picture");
        assert_ne!(device, kept_out(0, &[PolicyDemand::Block]));
        assert_ne!(device, kept_out(0, &[]));
    }

    #[test]
    fn the_rule_that_sends_to_somebody_unknown_is_approved_with_it() {
        let to = "\"Legal\" [EX:/o=ExchangeLabs/cn=Legal]";
        let of =
            |rule: Option<&str>| Fact::UnknownRecipient { to: to.to_owned(), rule: rule.map(str::to_owned) }.material();
        assert_ne!(of(None), of(Some("Invoices")));
        assert_ne!(of(Some("Invoices")), of(Some("Payroll")));
    }
}
