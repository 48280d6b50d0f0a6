//! From findings and runbook to steps, and the digest that an approval names.

mod making;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use self::making::{Picture, belongs_elsewhere};
use super::account::{Account, LookAlike};
use super::account_choice::{Named, Pick};
use super::event::Diagnosis;
use super::people::Risk;
use super::step::{Parameters, StepKind};
use super::{CaseNumber, ObjectId};

words! {
    /// Why a step that would help is not taken.
    pub enum Obstacle {
        /// Active Directory on premises would undo it.
        MasteredOnPremises = "mastered_on_premises",
        /// It belongs to the organisation that the guest comes from.
        BelongsElsewhere = "belongs_elsewhere",
        /// The account is deleted.
        Deleted = "deleted",
        /// It would give back an account that looks as if somebody else had it.
        SignsOfCompromise = "signs_of_compromise",
        /// The tenant does not let the owner reset the password alone.
        SelfServiceOff = "self_service_off",
        /// The owner has not registered what it takes for that.
        SelfServiceNotRegistered = "self_service_not_registered",
        /// The tenant has no temporary access passes for this account.
        PassesOff = "passes_off",
        /// A pass goes around the password, and a lock of it stays.
        PassKeepsLock = "pass_keeps_lock",
        /// Whether it would help could not be read.
        CannotTell = "cannot_tell",
    }
}

/// A step that the runbook names and that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The step.
    pub step: StepKind,
    /// Why not.
    pub obstacle: Obstacle,
}

/// Why whoever decides should look twice at whom it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Another account's name or sign-in name is one edit away.
    OneEditAway(LookAlike),
    /// What was typed has another domain than the sign-in name that it led to.
    OtherDomain {
        /// The domain that was typed. Text from outside.
        typed: String,
    },
    /// Something was done to the same account some days ago.
    DoneBefore {
        /// In this case, the latest of them.
        case: CaseNumber,
    },
}

/// Why whoever decides should look twice, in the order of weight.
pub fn warnings(account: &Account, typed: &str, earlier: Option<CaseNumber>) -> Vec<Warning> {
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase());
    // Whoever picked from a list has not typed the address, but it stands there all the same.
    let named = Pick::read(typed).map_or_else(|| Named::Whole(typed.to_owned()), |pick| pick.named);
    let is_another = |typed: &Named| domain(&account.upn).is_some_and(|domain| !typed.is_of(&domain));
    let other_domain = named.end(domain).filter(is_another).map(Named::into_text);
    let look_alikes = account.look_alikes.known().into_iter().flatten().cloned().map(Warning::OneEditAway);
    look_alikes
        .chain(other_domain.map(|typed| Warning::OtherDomain { typed }))
        .chain(earlier.map(|case| Warning::DoneBefore { case }))
        .collect()
}

/// What is to be done, and what is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// On this account and on no other.
    pub target: ObjectId,
    /// In this order, each once.
    pub steps: Vec<StepKind>,
    /// What the runbook names and cannot be done.
    pub withheld: Vec<Withheld>,
}

impl Plan {
    /// The digest of what was shown: the target, the findings with what they rest on, the warnings, the signs and who waived them,
    /// the steps and what they are done with. Never a time, so that the same picture read again has the same digest.
    pub fn digest(&self, shown: &Diagnosis) -> Digest {
        let Diagnosis { account, findings, warnings, signs, waivers, .. } = shown;
        let mut lines = vec!["grendel/plan/v1".to_owned()];
        lines.push(format!("target {} {:?}", self.target, account.upn));
        for shield in super::authority::shields(account) {
            lines.push(format!("shield {}", shield.mark()));
        }
        lines.extend(traits(account));
        lines.extend(warnings.iter().map(|warning| match warning {
            Warning::OneEditAway(other) => format!("look_alike {:?}", other.upn),
            Warning::OtherDomain { typed } => format!("other_domain {typed:?}"),
            Warning::DoneBefore { case } => format!("done_before {case}"),
        }));
        for finding in findings {
            lines.push(format!("finding {}", finding.kind.word()));
            lines.extend(finding.evidence.iter().filter_map(|fact| Some(format!("fact {:?}", fact.material()?))));
        }
        for sign in signs {
            lines.push(format!("sign {} {:?}", sign.kind.word(), sign.fact.material().unwrap_or_default()));
        }
        for waiver in waivers {
            let kinds: Vec<&str> = waiver.signs.iter().map(|kind| kind.word()).collect();
            lines.push(format!("waived {} by {}", kinds.join(" "), waiver.account));
        }
        for step in &self.steps {
            lines.push(format!("step {}", step.word()));
            lines.extend(Parameters::of(*step, account).mark().map(|mark| format!("with {mark}")));
        }
        lines.extend(self.withheld.iter().map(|one| format!("not {} {}", one.step.word(), one.obstacle.word())));
        Digest(Sha256::digest(lines.join("\n")).into())
    }
}

/// What else about an account decides which rules apply, as far as there is any.
fn traits(account: &Account) -> Vec<String> {
    let mut traits = Vec::new();
    if account.guest {
        traits.push("guest".to_owned());
    }
    match account.risk.known() {
        Some(Risk::NotAsked | Risk::Clear) => {}
        Some(Risk::AtRisk) => traits.push("at_risk".to_owned()),
        None => traits.push("risk_unread".to_owned()),
    }
    match account.groups.known() {
        Some(groups) => traits.extend(groups.iter().map(|group| format!("group {group:?}"))),
        None => traits.push("groups_unread".to_owned()),
    }
    let by_security = account.last_block.known().and_then(Option::as_ref).is_some_and(|block| block.by_security);
    if by_security && !account.sign_in_enabled {
        traits.push("blocked_by_security".to_owned());
    }
    traits
}

/// SHA-256 of what a person was shown. Written as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits in lower case, as they are written, so that a digest has one spelling.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&super::hexadecimal(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no digest: 64 hexadecimal digits in lower case"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}
