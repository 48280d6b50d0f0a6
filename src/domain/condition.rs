//! The attributes of an account that steps change, and the parameters of a step.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::access::{MethodId, MethodKind, RiskState};
use super::account::Account;
use super::compromise::suspicious_rule_ids;

/// The state of what steps change about an account, at one instant. Comparing two shows if a step took effect. What was
/// not read is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// True if sign-in is enabled.
    pub sign_in_enabled: bool,
    /// From when on its tokens are good.
    pub sessions_valid_from: Option<Timestamp>,
    /// The time of the last password change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changed_at: Option<Timestamp>,
    /// The time of the last sync from Active Directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sync: Option<Timestamp>,
    /// Since when it has a temporary access pass, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass_from: Option<Timestamp>,
    /// The temporary access passes that may still let somebody in, by their ids: before a step, those that it will take
    /// back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes: Option<Vec<MethodId>>,
    /// The risk that Identity Protection reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<RiskState>,
    /// True if Microsoft restricts the account from sending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<bool>,
    /// True if its mail is forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwards: Option<bool>,
    /// The rules of its inbox that are on, by their ids: before a step, only those that it will switch off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_on: Option<Vec<String>>,
}

impl From<&Account> for Condition {
    fn from(account: &Account) -> Self {
        let methods = account.access.methods.known().into_iter().flatten();
        let pass = methods.filter(|method| method.kind == MethodKind::TemporaryAccessPass);
        let mail = account.mail.as_ref();
        let mailbox = mail.and_then(|mail| mail.mailbox.known()).and_then(Option::as_ref);
        let passes: Vec<MethodId> = account.access.usable_passes.iter().map(|pass| pass.id).collect();
        let suspicious = suspicious_rule_ids(account);
        Self {
            sign_in_enabled: account.sign_in_enabled,
            sessions_valid_from: account.sessions_valid_from,
            password_changed_at: account.password_changed_at,
            last_sync: account.on_premises.as_ref().and_then(|on_premises| on_premises.last_sync),
            pass_from: pass.filter_map(|method| method.created_at).max(),
            passes: (!passes.is_empty()).then_some(passes),
            risk: account.access.risk.as_ref().map(|risk| risk.state),
            restricted: mail.and_then(|mail| mail.restriction.known()).map(Option::is_some),
            forwards: mailbox.map(|mailbox| mailbox.forwards_to.is_some()),
            rules_on: (!suspicious.is_empty()).then_some(suspicious),
        }
    }
}

/// The parameters of a step besides the account. They were shown, and are part of what was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameters {
    /// The step has none.
    None,
    /// The address that is released.
    Sender(String),
    /// The rules that are switched off, by their ids.
    InboxRules(Vec<String>),
    /// The passes that are taken back, by their ids.
    Passes(Vec<MethodId>),
    /// The lifetime of a pass.
    Pass {
        /// In minutes.
        lifetime_minutes: u32,
    },
}

impl Parameters {
    /// Returns true if a step with these parameters changes everything that it would change with the others.
    pub fn cover(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::InboxRules(mine), Self::InboxRules(others)) => others.iter().all(|id| mine.contains(id)),
            (Self::Passes(mine), Self::Passes(others)) => others.iter().all(|id| mine.contains(id)),
            _ => true,
        }
    }

    /// Returns the number of calls that a step with these parameters makes, each of which changes something.
    pub const fn calls(&self) -> usize {
        match self {
            Self::None | Self::Sender(_) | Self::Pass { .. } => 1,
            Self::InboxRules(ids) => ids.len(),
            Self::Passes(ids) => ids.len(),
        }
    }

    /// Returns the text that stands for the parameters in the digest of a plan, or `None` without parameters.
    pub fn mark(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Sender(address) => Some(format!("sender {address:?}")),
            Self::InboxRules(ids) => Some(format!("rules {ids:?}")),
            Self::Passes(ids) => {
                let ids: Vec<String> = ids.iter().map(MethodId::to_string).collect();
                Some(format!("passes {}", ids.join(" ")))
            }
            Self::Pass { lifetime_minutes } => Some(format!("pass {lifetime_minutes}")),
        }
    }
}
