//! From findings and runbook to steps, and the digest that an approval names.

mod making;

use serde::{Deserialize, Serialize};

pub use self::making::PlanInput;
use super::account::{Account, LookAlike};
use super::account_choice::Named;
use super::people::DirectoryRole;
use super::step::{Obstacle, StepKind};
use super::target_ref::TargetRef;
use super::{CaseNumber, ObjectId};

/// A step that the runbook names and that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The step.
    pub step: StepKind,
    /// The obstacle.
    pub obstacle: Obstacle,
}

/// A reason for the approver to check first that the target is the right account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Another account's name or sign-in name is one edit away.
    OneEditAway(LookAlike),
    /// The typed address has another domain than the account's sign-in name.
    OtherDomain {
        /// The domain that was typed. Text from outside.
        typed: String,
    },
    /// The account can make itself an administrator.
    CouldActivate {
        /// The directory roles that it could activate.
        roles: Vec<DirectoryRole>,
    },
    /// Something was done to the same account some days ago.
    DoneBefore {
        /// In this case, the latest of them.
        case: CaseNumber,
    },
}

/// Returns the reasons to check the target first, weightiest first.
pub fn warnings(account: &Account, target: &TargetRef, earlier: Option<CaseNumber>) -> Vec<Warning> {
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase());
    let named = match target {
        TargetRef::Address(address) => Some(Named::Whole(address.clone())),
        // A requester who picked from a list has not typed the address, but it is in the text.
        TargetRef::Picked(pick) => Some(pick.named.clone()),
        TargetRef::ObjectId(_) | TargetRef::Malformed => None,
    };
    let is_another = |typed: &Named| domain(&account.upn).is_some_and(|domain| !typed.is_of(&domain));
    let other_domain = named.and_then(|named| named.end(domain)).filter(is_another).map(Named::into_text);
    let look_alikes = account.look_alikes.known().into_iter().flatten().cloned().map(Warning::OneEditAway);
    let eligible = account.eligible_roles.known().filter(|roles| !roles.is_empty()).cloned();
    look_alikes
        .chain(other_domain.map(|typed| Warning::OtherDomain { typed }))
        .chain(eligible.map(|roles| Warning::CouldActivate { roles }))
        .chain(earlier.map(|case| Warning::DoneBefore { case }))
        .collect()
}

/// The steps for a target, and those that are left out.
///
/// # Examples
///
/// A blocked account under the built-in `/unlock`: its sessions are revoked before it is enabled.
///
/// ```
/// use grendel::catalog::Catalog;
/// use grendel::domain::ObjectId;
/// use grendel::domain::account::Account;
/// use grendel::domain::diagnose::findings;
/// use grendel::domain::plan::{Plan, PlanInput};
/// use grendel::domain::step::StepKind;
///
/// let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").expect("it is a GUID");
/// let account = Account { sign_in_enabled: false, ..Account::blank(id, jiff::Timestamp::UNIX_EPOCH) };
/// let catalog = Catalog::built_in();
/// let terms = catalog.command("unlock").and_then(|command| command.terms()).expect("it opens cases");
///
/// let findings = findings(&account);
/// let plan = Plan::new(PlanInput { account: &account, findings: &findings, signs: &[], waivers: &[] }, terms);
/// assert_eq!(plan.steps, [StepKind::RevokeSignInSessions, StepKind::EnableSignIn]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// On this account and on no other.
    pub target: ObjectId,
    /// In this order, each once.
    pub steps: Vec<StepKind>,
    /// Steps that the runbook names and that cannot be done.
    pub withheld: Vec<Withheld>,
}
