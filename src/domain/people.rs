//! The people of a case: members of the chat, and their accounts in the directory.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

use super::{MemberId, ObjectId, RoleName, Trouble};

/// A person in the chat, as the chat described them with the very press or command that is being decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The member.
    pub id: MemberId,
    /// The name in the chat. Text from outside, and chosen freely: two members can have the same.
    pub name: String,
    /// The unique name in the chat, without the `@`; empty in journals of the first version. Text from outside.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub username: String,
    /// Their roles in the chat, as far as `grendel.toml` names them.
    pub roles: Vec<RoleName>,
}

impl Member {
    /// Returns true if the member holds one of these roles.
    pub fn holds_one_of(&self, wanted: &[RoleName]) -> bool {
        wanted.iter().any(|role| self.roles.contains(role))
    }
}

/// A person's account in the directory at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The account.
    pub object_id: ObjectId,
    /// Its sign-in name at that instant.
    pub upn: String,
    /// True if sign-in is enabled.
    pub enabled: bool,
    /// The roles that are active now, for the whole tenant or for a part of it.
    pub roles: Vec<HeldRole>,
    /// The roles that could be activated (Privileged Identity Management) and are not. They count for nothing.
    #[serde(default)]
    pub eligible: Vec<DirectoryRole>,
    /// The risk that Identity Protection reports.
    #[serde(default)]
    pub risk: Risk,
    /// Those of the groups that rules name which the account is in, directly or through other groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<ObjectId>,
    /// True if the person signs in at another organisation: a guest, or an external member.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub external: bool,
    /// The creation of the account; `None` if the directory has no record of it, as for accounts from before June 2018
    /// (<https://learn.microsoft.com/graph/api/resources/user#properties>).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The reason why the account approves nothing, whatever it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<Bar>,
    /// The other members and accounts that are the same human by the operator's word.
    #[serde(default, skip_serializing_if = "Aliases::is_empty")]
    pub aliases: Aliases,
    /// The time of the reading.
    pub read_at: Timestamp,
}

/// A reason why an account approves nothing and is linked to nobody, whatever it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "bar", rename_all = "snake_case")]
pub enum Bar {
    /// The person signs in at another organisation, which decides who that is.
    External,
    /// The account was created a short while ago.
    TooNew {
        /// It counts from then on.
        until: Timestamp,
    },
    /// Grendel made a password or a pass for the account, and others may have seen it.
    SecretMade {
        /// It counts from then on.
        until: Timestamp,
    },
}

/// Members and accounts that are one human, as the operator declared them. They count as one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aliases {
    /// In the chat.
    pub members: Vec<MemberId>,
    /// In the directory.
    pub accounts: Vec<ObjectId>,
}

impl Aliases {
    /// Returns true if nothing was declared.
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty() && self.accounts.is_empty()
    }

    /// Returns true if one of the two is theirs.
    pub fn has(&self, member: MemberId, account: &ObjectId) -> bool {
        self.members.contains(&member) || self.accounts.contains(account)
    }
}

/// One human, as far as Grendel can tell two apart: a member, the account by which they act, and what the operator declared
/// to be the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The member.
    pub member: MemberId,
    /// The account; `None` if only the member is known.
    pub account: Option<ObjectId>,
    /// Their other members and accounts.
    pub aliases: Aliases,
}

impl Party {
    /// Returns true if this member, or this account, is the same human.
    pub fn is_same_human(&self, member: MemberId, account: Option<&ObjectId>) -> bool {
        self.member == member
            || self.aliases.members.contains(&member)
            || account.is_some_and(|account| self.has_account(account))
    }

    /// Returns true if this is an account of theirs.
    pub fn has_account(&self, account: &ObjectId) -> bool {
        self.account.as_ref() == Some(account) || self.aliases.accounts.contains(account)
    }
}

/// The part of a person's account that rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Holdings<'a> {
    /// The roles that are active now.
    pub roles: &'a [HeldRole],
    /// The groups that rules name.
    pub groups: &'a [ObjectId],
}

impl Standing {
    /// Returns the part that rules look at.
    pub fn holdings(&self) -> Holdings<'_> {
        Holdings { roles: &self.roles, groups: &self.groups }
    }

    /// Returns true if this is the person's account, or another one of the same human.
    pub fn is_same_human(&self, account: &ObjectId) -> bool {
        self.object_id == *account || self.aliases.accounts.contains(account)
    }

    /// Returns the member who has this account, as one human.
    pub fn party(&self, member: MemberId) -> Party {
        Party { member, account: Some(self.object_id), aliases: self.aliases.clone() }
    }

    /// Returns true if one of these roles is held, for the whole tenant or for any part of it.
    pub fn holds_one_of(&self, wanted: &[DirectoryRole]) -> bool {
        self.roles.iter().any(|held| wanted.contains(&held.role))
    }
}

/// A directory role that is held now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenRole", into = "WrittenRole")]
pub struct HeldRole {
    /// The role.
    pub role: DirectoryRole,
    /// The administrative unit that it is held for; none where that is the whole tenant.
    pub unit: Option<ObjectId>,
    /// The end, if the role was activated for a while.
    pub until: Option<Timestamp>,
}

impl HeldRole {
    /// Held for the whole tenant, without an end.
    pub const fn tenant_wide(role: DirectoryRole) -> Self {
        Self { role, unit: None, until: None }
    }
}

/// A held role as the journal has it: by its name alone, unless there is more to say.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenRole {
    Plain(DirectoryRole),
    Bounded { role: DirectoryRole, unit: Option<ObjectId>, until: Option<Timestamp> },
}

impl From<WrittenRole> for HeldRole {
    fn from(written: WrittenRole) -> Self {
        match written {
            WrittenRole::Plain(role) => Self::tenant_wide(role),
            WrittenRole::Bounded { role, unit, until } => Self { role, unit, until },
        }
    }
}

impl From<HeldRole> for WrittenRole {
    fn from(held: HeldRole) -> Self {
        match held {
            HeldRole { role, unit: None, until: None } => Self::Plain(role),
            HeldRole { role, unit, until } => Self::Bounded { role, unit, until },
        }
    }
}

words! {
    /// The risk that Identity Protection reports for an account.
    #[derive(Default)]
    pub enum Risk {
        /// It was not asked: the tenant is said to have none.
        #[default]
        NotAsked = "not_asked",
        /// No risk, or none that still stands.
        Clear = "clear",
        /// The account may be compromised.
        AtRisk = "at_risk",
    }
}

/// The result of looking a member up in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandingLookup {
    /// The member is not linked to an account.
    NotLinked,
    /// The member's link has ended, because they did not prove it again.
    LinkExpired {
        /// It ended then.
        at: Timestamp,
    },
    /// The member is about to be linked to another account than before.
    LinkWaits {
        /// It counts from then on.
        from: Timestamp,
    },
    /// The account that the member is said to have does not exist.
    Missing,
    /// The directory did not say.
    Unreadable(Trouble),
    /// This is what it said.
    Read(Standing),
}

/// A role of the directory, known by the id of its template, which is the same in every tenant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DirectoryRole {
    template_id: ObjectId,
}

/// The built-in roles that Grendel speaks of by name.
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>
const KNOWN: &[(&str, Uuid)] = &[
    ("Global Administrator", uuid!("62e90394-69f5-4237-9190-012177145e10")),
    ("Privileged Role Administrator", uuid!("e8611ab8-c189-46e8-94e1-60213ab1f814")),
    ("Privileged Authentication Administrator", uuid!("7be44c8a-adaf-4e2a-84d6-ab2649e08a13")),
    ("Authentication Administrator", uuid!("c4e39bd9-1100-46d3-8c65-fb160da0071f")),
    ("User Administrator", uuid!("fe930be7-5e62-47db-91af-98c3a49a38b1")),
    ("Helpdesk Administrator", uuid!("729827e3-9c14-49f7-bb1b-9608f156bbb8")),
    ("Password Administrator", uuid!("966707d0-3269-4727-9be2-8c3a10f19b9d")),
    ("Security Administrator", uuid!("194ae4cb-b126-40b2-bd5b-6091b380977d")),
    ("Security Operator", uuid!("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f")),
    ("Security Reader", uuid!("5d6b6bb7-de71-4623-b4af-96380a352509")),
    ("Exchange Administrator", uuid!("29232cdf-9323-42fd-ade2-1d097af3e4de")),
    ("Exchange Recipient Administrator", uuid!("31392ffb-586c-42d1-9346-e59415a2cc4e")),
    ("Directory Readers", uuid!("88d8e3e3-8f55-4a1e-953a-9b9898b8876b")),
    ("Directory Writers", uuid!("9360feb5-f418-4baa-8175-e2a00bac4301")),
    ("Groups Administrator", uuid!("fdd7a751-b60b-444a-984c-02652fe8fa1c")),
    ("Guest Inviter", uuid!("95e79109-95c0-4d8e-aee3-d01accf2d47b")),
    ("Message Center Reader", uuid!("790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b")),
    ("Reports Reader", uuid!("4a5d8f65-41da-4de4-8968-e035b65339cf")),
    ("Usage Summary Reports Reader", uuid!("75934031-6c7e-415a-99d7-48dbd49e875e")),
    ("User Experience Success Manager", uuid!("27460883-1df1-4691-b032-3b79643e5e63")),
    ("Global Reader", uuid!("f2ef992c-3afb-46b9-b7cf-a126ee74c451")),
    ("Conditional Access Administrator", uuid!("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9")),
    ("Authentication Policy Administrator", uuid!("0526716b-113d-4c15-b2c8-68e3c22b9f80")),
    ("License Administrator", uuid!("4d6ac14f-3453-41d0-bef9-a3e0c569773a")),
    ("Hybrid Identity Administrator", uuid!("8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2")),
    ("Application Administrator", uuid!("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3")),
    ("Cloud Application Administrator", uuid!("158c047a-c907-4556-b7ef-446551a6b5f7")),
];

/// The roles that only the sync engines have. Grendel speaks of them by name, and no command file names them.
const OF_ENGINES: &[(&str, Uuid)] = &[
    ("Directory Synchronization Accounts", uuid!("d29b2b05-8046-44ba-8758-1e26182fcf32")),
    ("On Premises Directory Sync Account", uuid!("a92aed5d-d78a-4d16-b381-09adb37eb3b0")),
];

impl DirectoryRole {
    /// The role with this template id, known by name or not.
    pub const fn with_template(template_id: ObjectId) -> Self {
        Self { template_id }
    }

    /// The role that Microsoft gives this name.
    pub fn named(name: &str) -> Option<Self> {
        let (_, id) = KNOWN.iter().chain(OF_ENGINES).find(|(known, _)| *known == name)?;
        Some(Self::with_template(ObjectId::new(*id)))
    }

    /// The names of the roles that people have, as [`DirectoryRole::named`] knows them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }

    /// The id of its template, the same in every tenant; of a custom role its own id.
    pub const fn template_id(&self) -> ObjectId {
        self.template_id
    }

    /// Returns Microsoft's name of the role, or its template id if Grendel does not know the role by name.
    pub fn name(&self) -> Cow<'static, str> {
        let known = KNOWN.iter().chain(OF_ENGINES).find(|(_, id)| ObjectId::new(*id) == self.template_id);
        known.map_or_else(|| self.template_id.to_string().into(), |(name, _)| (*name).into())
    }
}

impl fmt::Display for DirectoryRole {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name())
    }
}

impl fmt::Debug for DirectoryRole {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name())
    }
}

impl TryFrom<String> for DirectoryRole {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let unknown = || format!("`{text}` is neither the name nor the template id of a directory role");
        Self::named(&text).or_else(|| ObjectId::parse(&text).map(Self::with_template)).ok_or_else(unknown)
    }
}

impl From<DirectoryRole> for String {
    fn from(role: DirectoryRole) -> Self {
        role.name().into_owned()
    }
}
