//! A target as it was read at one instant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::access::Access;
use super::mail::Mail;
use super::people::{DirectoryRole, Risk};
use super::provenance::Provenance;
use super::reading::{Gap, Omission, Reading, Topic};
use super::sign_ins::{FailedSignIn, SuccessfulSignIns, SuccessfulThread};
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
    /// True if sign-in is enabled (`accountEnabled`).
    pub sign_in_enabled: bool,
    /// Set when Active Directory on premises is the master of this account.
    pub on_premises: Option<OnPremises>,
    /// True if the type of the account (`userType`) is that of a guest. Where the person signs in is another matter.
    pub guest: bool,
    /// The origin of the account, as the directory says it.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub provenance: Provenance,
    /// True if it is managed in a restricted management administrative unit.
    pub management_restricted: bool,
    /// Tokens issued before this instant are refused; moved forward by revoking sessions.
    pub sessions_valid_from: Option<Timestamp>,
    /// Directory roles, direct or through groups, at any scope.
    pub roles: Reading<Vec<DirectoryRole>>,
    /// Directory roles that the account could activate at any scope (Privileged Identity Management) and does not hold now.
    /// They do not shield it: Entra looks at active roles only. Rules count them as held.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub eligible_roles: Reading<Vec<DirectoryRole>>,
    /// Names of the groups it is in, or owns, that roles can be assigned to.
    pub role_assignable_groups: Reading<Vec<String>>,
    /// True if one of its roles is held for a restricted management administrative unit, or may be.
    #[serde(default)]
    pub role_in_restricted_unit: bool,
    /// The administrative units that it is in.
    #[serde(default = "units_of_old")]
    pub units: Reading<Vec<Unit>>,
    /// Those of the groups that were asked about that it is in, as they were called when asked.
    #[serde(default = "groups_of_old")]
    pub groups: Reading<Vec<String>>,
    /// The risk that Identity Protection reports.
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
    #[serde(rename = "arrivals", default, skip_serializing_if = "Vec::is_empty")]
    pub successful_sign_ins: Vec<SuccessfulSignIns>,
    /// The same sign-ins by thread, those of threads that failed too first. Journals from before threads were kept have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successful_threads: Vec<SuccessfulThread>,
    /// Recent sign-ins of programs in the background that failed, newest first, if the operator lets Grendel read them. They say
    /// what keeps trying, and no verdict rests on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub background_failures: Vec<FailedSignIn>,
    /// Read if the sign-in log shows which policies stopped a sign-in. Microsoft leaves the policies out silently if
    /// Grendel lacks the permission.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub policies: Reading<()>,
    /// The time of the last password change, or of the first password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changed_at: Option<Timestamp>,
    /// The time of the deletion. The other fields are as they were then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// The case in which Grendel set a password that no one has seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseen_since: Option<CaseNumber>,
    /// Set if the operator protects the account: no command touches it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection: Option<ProtectedBy>,
    /// True if it is on the operator's list of emergency access accounts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency_access: bool,
    /// The latest block by Grendel or by those who guard the tenant that our own journal knows of, unless Grendel has lifted
    /// it since. The directory forgets its audits; the journal does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remembered_block: Option<RememberedBlock>,
    /// The time at which its latest block was lifted, by the directory audit, unless a later block is recorded there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted_at: Option<Timestamp>,
    /// The ways into the account beside its password.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub access: Access,
    /// The account's mail; `None` if Grendel is not set up to look at mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// The parts of its lists that were left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omissions: Vec<Omission>,
    /// The time of the reading.
    pub observed_at: Timestamp,
}

impl Account {
    /// Returns an ordinary account of which only the id is known: sign-in is enabled and there is nothing unusual.
    /// Every reading says that there was nothing, none that it could not be read, so the caller puts in
    /// [`Reading::Unread`] for everything that was asked for without an answer. With `..Account::blank(object_id, now)`
    /// a caller names only what is not ordinary.
    pub fn blank(object_id: ObjectId, observed_at: Timestamp) -> Self {
        Self {
            object_id,
            upn: String::new(),
            display_name: String::new(),
            sign_in_enabled: true,
            on_premises: None,
            guest: false,
            provenance: Provenance::default(),
            management_restricted: false,
            sessions_valid_from: None,
            roles: Reading::default(),
            eligible_roles: Reading::default(),
            role_assignable_groups: Reading::default(),
            role_in_restricted_unit: false,
            units: Reading::default(),
            groups: Reading::default(),
            risk: Reading::default(),
            look_alikes: Reading::default(),
            last_block: Reading::default(),
            failed_sign_ins: Reading::default(),
            successful_sign_ins: Vec::new(),
            successful_threads: Vec::new(),
            background_failures: Vec::new(),
            policies: Reading::default(),
            password_changed_at: None,
            deleted_at: None,
            unseen_since: None,
            protection: None,
            emergency_access: false,
            remembered_block: None,
            lifted_at: None,
            access: Access::default(),
            mail: None,
            omissions: Vec::new(),
            observed_at,
        }
    }

    /// Returns true if its sign-in is blocked by those who guard the tenant or by a containment, or may be. A block of which
    /// no record is left counts as theirs: security seldom says why it blocked, and a record is gone after days.
    pub fn is_blocked_by_security(&self) -> bool {
        let by_security = match self.last_block.known() {
            Some(Some(block)) => {
                block.by_security || self.unlifted_remembered_block().is_some_and(|one| one.at >= block.at)
            }
            Some(None) | None => true,
        };
        !self.sign_in_enabled && by_security
    }

    /// Returns the block that our own journal knows of, unless the audit says that a block was lifted after it: then the
    /// present one is another.
    pub fn unlifted_remembered_block(&self) -> Option<&RememberedBlock> {
        self.remembered_block.as_ref().filter(|block| self.lifted_at.is_none_or(|lifted_at| lifted_at <= block.at))
    }

    /// Notes that part of a list is missing. A list is noted once: the numbers add up.
    pub fn omit(&mut self, topic: Topic, count: usize, possible_sign: bool) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match self.omissions.iter_mut().find(|one| one.topic == topic) {
            Some(one) => {
                one.count = one.count.saturating_add(count);
                one.possible_sign |= possible_sign;
            }
            None => self.omissions.push(Omission { topic, count, possible_sign }),
        }
    }

    /// Returns true if everything could be read that may show what is wrong, and whole.
    pub fn is_read_whole(&self) -> bool {
        self.gaps().is_empty() && self.omissions.iter().all(|omission| !omission.possible_sign)
    }

    /// Returns what could not be read of that which decides who may act on the account.
    pub fn gaps_in_authority(&self) -> Vec<&Gap> {
        let gaps = [self.roles.gap(), self.eligible_roles.gap(), self.role_assignable_groups.gap(), self.units.gap()];
        gaps.into_iter().flatten().collect()
    }

    /// Returns everything that could not be read.
    pub fn gaps(&self) -> Vec<&Gap> {
        let gaps = [
            self.roles.gap(),
            self.eligible_roles.gap(),
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
    /// True if only the holders of a role for this very unit may change its members.
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

/// Returns true for a default value, which is left out of the journal, as in journals from before the field was read.
fn says_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The on-premises original of a synced account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPremises {
    /// The Active Directory domain, where it is known.
    pub domain: Option<String>,
    /// The `sAMAccountName`, where it is known.
    pub account_name: Option<String>,
    /// The time of the last sync.
    pub last_sync: Option<Timestamp>,
    /// True if the tenant writes passwords that are set in the cloud back to Active Directory; `None` if the operator has not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_writeback: Option<bool>,
    /// True if a new password in Active Directory ends the risk of the account; `None` if the operator has not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_resets_risk: Option<bool>,
}

/// A record of someone blocking a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The id of the record in the directory audit.
    pub audit_id: String,
    /// The initiator of the block.
    pub by: Initiator,
    /// The time of the block.
    pub at: Timestamp,
    /// True if security blocked the account, or may have: the initiator is an application that is neither the sync
    /// engine nor Grendel, a person who holds a security role, a person whose roles could not be read, or unknown.
    #[serde(default)]
    pub by_security: bool,
    /// The times of earlier blocks by the same initiator in the log, newest first, at most [`Block::EARLIER_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Timestamp>,
}

impl Block {
    /// The most earlier blocks that are kept.
    pub const EARLIER_MAX: usize = 5;
}

words! {
    /// The reason why an account counts as protected by the list `protected` of `grendel.toml`.
    pub enum ProtectedBy {
        /// It is on the list itself.
        Account = "account",
        /// It is in a group of the list.
        Group = "group",
        /// Its groups could not be read, and the list has some.
        Unknown = "unknown",
    }
}

/// A block that our own journal knows of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedBlock {
    /// The case that made it or saw it.
    pub case: CaseNumber,
    /// The person or thing that made it.
    pub by: Blocker,
    /// The time of the block.
    pub at: Timestamp,
}

words! {
    /// The maker of a block, as far as our own journal tells.
    pub enum Blocker {
        /// Grendel, to contain it.
        Containment = "containment",
        /// Those who guard the tenant, as the directory audit said then.
        Security = "security",
    }
}

/// The initiator of a change in the directory.
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
