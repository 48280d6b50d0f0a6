//! The facts that findings and signs of a compromise rest on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::access::{MethodKind, RiskReport, SelfService};
use super::account::{Initiator, OnPremises, RememberedBlock};
use super::mail::{InboxRule, Restriction};
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
    },
    /// The directory audit was read and has no record of who blocked it: it keeps them for 7 to 30 days.
    NoRecordOfBlock,
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
    /// Microsoft has stopped it from sending to the outside.
    Restricted(Restriction),
    /// All its mail goes there.
    ForwardedOutside {
        /// The recipient. Text from outside.
        to: String,
        /// True if a copy stays in the mailbox.
        keeps_copy: bool,
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
}

impl Fact {
    /// Returns the evidence of this inbox rule.
    pub fn of_rule(rule: &InboxRule) -> Self {
        Self::SuspiciousRule(Box::new(rule.clone()))
    }

    /// Returns the part of the fact that an approval rests on: if it changes, it is another fact. `None` for facts that
    /// may grow from minute to minute without changing the picture, such as a count. How far texts are cut depends on how
    /// much else there is to say of the account, so no more counts of a text than is always kept.
    pub fn material(&self) -> Option<String> {
        match self {
            Self::SignInDisabled => Some("sign_in_disabled".to_owned()),
            Self::BlockedBy { audit_id, .. } => Some(format!("blocked_by {audit_id}")),
            Self::NoRecordOfBlock => Some("no_record_of_block".to_owned()),
            Self::BlockRemembered(block) => Some(format!("block_remembered {} {}", block.by.word(), block.case)),
            Self::MasteredOnPremises(_) => Some("mastered_on_premises".to_owned()),
            Self::KeptOutBy { policies, .. } => {
                let policies: Vec<String> =
                    policies.iter().take(MATERIAL_POLICIES_MAX).map(|name| beginning_of(name)).collect();
                Some(format!("kept_out_by {policies:?}"))
            }
            Self::Registered { methods } => {
                let methods: Vec<&str> = methods.iter().map(|method| method.word()).collect();
                Some(format!("registered {}", methods.join(" ")))
            }
            Self::SelfService(one) => Some(format!("self_service {} {}", one.enabled, one.registered)),
            Self::PasswordUnseen { case } => Some(format!("password_unseen {case}")),
            Self::PromptDenied { .. } => Some("prompt_denied".to_owned()),
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
            | Self::Failures(_)
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
