//! What was read about a target at one instant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::access::Access;
use super::mail::Mail;
use super::people::{DirectoryRole, Risk};
use super::reading::{Gap, Reading};
use super::sign_ins::{Arrivals, FailedSignIn};
use super::{CaseNumber, ObjectId};

/// An account as the directory described it at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are the directory's own, and independent of each other")]
pub struct Account {
    /// The account, whatever it is called.
    pub object_id: ObjectId,
    /// Its sign-in name (user principal name).
    pub upn: String,
    /// The name that people know.
    pub display_name: String,
    /// Whether it may sign in (`accountEnabled`).
    pub sign_in_enabled: bool,
    /// Set when Active Directory on premises is the master of this account.
    pub on_premises: Option<OnPremises>,
    /// Whether it belongs to somebody else's organisation.
    pub guest: bool,
    /// Whether it is managed in a restricted management administrative unit.
    pub management_restricted: bool,
    /// Tokens issued before this instant are refused; moved forward by revoking sessions.
    pub sessions_valid_from: Option<Timestamp>,
    /// Directory roles, direct or through groups, at any scope.
    pub roles: Reading<Vec<DirectoryRole>>,
    /// Names of the groups it is in, or owns, that roles can be assigned to.
    pub role_assignable_groups: Reading<Vec<String>>,
    /// Whether one of its roles is held for a restricted management administrative unit, or may be.
    #[serde(default)]
    pub role_in_restricted_unit: bool,
    /// The administrative units that it is in.
    #[serde(default = "units_of_old")]
    pub units: Reading<Vec<Unit>>,
    /// Those of the groups that were asked about that it is in, as they were called when asked.
    #[serde(default = "groups_of_old")]
    pub groups: Reading<Vec<String>>,
    /// What Identity Protection says of it.
    #[serde(default = "risk_of_old")]
    pub risk: Reading<Risk>,
    /// Other accounts whose name or sign-in name is one edit away from its own.
    #[serde(default = "look_alikes_of_old")]
    pub look_alikes: Reading<Vec<LookAlike>>,
    /// The latest record of someone blocking its sign-in; none when there is no such record.
    pub last_block: Reading<Option<Block>>,
    /// Recent interactive sign-ins that failed, newest first.
    pub failed_sign_ins: Reading<Vec<FailedSignIn>>,
    /// Recent interactive sign-ins that did not fail, by country; they come from the same log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrivals: Vec<Arrivals>,
    /// Whether the log shows which policies stopped a sign-in. Asked for with each sign-in, and silently left out where Grendel
    /// may not see it.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub policies: Reading<()>,
    /// When its password was changed last, or made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changed_at: Option<Timestamp>,
    /// When it was deleted. What else is said of it is how it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// The case in which Grendel gave it a password that nobody has seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseen_since: Option<CaseNumber>,
    /// How somebody proves that it is theirs.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub access: Access,
    /// Its mail; nothing where Grendel is not set up to look at mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// When this was read.
    pub observed_at: Timestamp,
}

impl Account {
    /// An ordinary account of which no more is known than which it is: it may sign in, and nothing is held against it. Nothing was
    /// asked yet, so every reading says that nothing was there, and none that it could not be read: what was asked and did not
    /// answer has to be put in as [`Reading::Unread`] by whoever asked. With `..Account::blank(object_id, now)` one says only what
    /// is not ordinary.
    pub fn blank(object_id: ObjectId, observed_at: Timestamp) -> Self {
        Self {
            object_id,
            upn: String::new(),
            display_name: String::new(),
            sign_in_enabled: true,
            on_premises: None,
            guest: false,
            management_restricted: false,
            sessions_valid_from: None,
            roles: Reading::default(),
            role_assignable_groups: Reading::default(),
            role_in_restricted_unit: false,
            units: Reading::default(),
            groups: Reading::default(),
            risk: Reading::default(),
            look_alikes: Reading::default(),
            last_block: Reading::default(),
            failed_sign_ins: Reading::default(),
            arrivals: Vec::new(),
            policies: Reading::default(),
            password_changed_at: None,
            deleted_at: None,
            unseen_since: None,
            access: Access::default(),
            mail: None,
            observed_at,
        }
    }

    /// What could not be read.
    pub fn gaps(&self) -> Vec<&Gap> {
        let gaps = [
            self.roles.gap(),
            self.role_assignable_groups.gap(),
            self.units.gap(),
            self.groups.gap(),
            self.risk.gap(),
            self.look_alikes.gap(),
            self.last_block.gap(),
            self.failed_sign_ins.gap(),
            self.policies.gap(),
            self.access.methods.gap(),
            self.access.self_service.gap(),
            self.access.passes.gap(),
            self.access.grants.gap(),
        ];
        let mail = self.mail.iter();
        let of_mail =
            mail.flat_map(|mail| [mail.mailbox.gap(), mail.rules.gap(), mail.restriction.gap(), mail.domains.gap()]);
        gaps.into_iter().chain(of_mail).flatten().collect()
    }
}

/// By what an account is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Its sign-in name. Text from outside.
    pub upn: String,
    /// The name that people know. Text from outside.
    pub display_name: String,
}

/// An administrative unit: a part of the directory that roles can be held for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its object id.
    pub id: ObjectId,
    /// Its name. Text from outside.
    pub name: String,
    /// Whether nobody but those whose role is held for this very unit may change its members.
    pub restricted: bool,
}

/// Another account that this one can be mistaken for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LookAlike {
    /// Its sign-in name. Text from outside.
    pub upn: String,
    /// The name that people know. Text from outside.
    pub display_name: String,
}

// What a journal of the first days does not have was not read then.

fn units_of_old() -> Reading<Vec<Unit>> {
    Reading::Read(Vec::new())
}

fn groups_of_old() -> Reading<Vec<String>> {
    Reading::Read(Vec::new())
}

const fn risk_of_old() -> Reading<Risk> {
    Reading::Read(Risk::NotAsked)
}

fn look_alikes_of_old() -> Reading<Vec<LookAlike>> {
    Reading::Read(Vec::new())
}

/// Whether it says no more than what is missing would: then it is not written down, as in the journals from before it was read.
fn says_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The on-premises original of a synced account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPremises {
    /// The Active Directory domain, where it is known.
    pub domain: Option<String>,
    /// The `sAMAccountName`, where it is known.
    pub account_name: Option<String>,
    /// When it was last synced.
    pub last_sync: Option<Timestamp>,
}

/// A record of someone blocking a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The id of the record in the directory audit.
    pub audit_id: String,
    /// Who did it.
    pub by: Initiator,
    /// When.
    pub at: Timestamp,
    /// Whether it was done by those who guard the tenant, or may have been: by an application that is neither the sync engine nor
    /// Grendel, by a person who holds a security role, by somebody of whom that could not be read, or by nobody knows whom.
    #[serde(default)]
    pub by_security: bool,
}

/// Who did something in the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initiator {
    /// A person.
    Person {
        /// Their account, where the record has it.
        object_id: Option<ObjectId>,
        /// Their sign-in name.
        upn: String,
        /// From where.
        address: Option<String>,
    },
    /// An application.
    Application {
        /// Its name.
        name: String,
    },
    /// Grendel itself, to contain it.
    Containment {
        /// Its name in the directory.
        name: String,
    },
    /// The engine that syncs Active Directory into the cloud.
    SyncEngine {
        /// Its account's or application's name.
        name: String,
    },
    /// The record does not say.
    Unknown,
}
