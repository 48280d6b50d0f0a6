//! Links between chat members and directory accounts, as people prove them.
//!
//! A proof is an event of no case. The operator's entries in `grendel.toml` win over it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::people::Member;
use super::refusal::Refusal;
use super::{InteractionId, MemberId, ObjectId, TenantName};

words! {
    /// The method by which a member proved an account.
    pub enum ProofMethod {
        /// They signed in, and their browser came back with a code.
        Code = "code",
        /// They signed in on another device, with a code that they had typed there.
        Device = "device",
    }
}

/// Something that became of a person's link. It belongs to no case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PersonEvent {
    /// A member has proved which account they have.
    Linked {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member, as they were when they asked for it.
        member: Member,
        /// Their account.
        account: ObjectId,
        /// Its sign-in name at that time, for showing only.
        upn: String,
        /// The method.
        how: ProofMethod,
        /// The command by which they asked for it.
        interaction: InteractionId,
    },
    /// A member took it back.
    Unlinked {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// The account that was theirs.
        account: ObjectId,
        /// The command itself.
        interaction: InteractionId,
    },
    /// A member began to prove it, and nothing came of it.
    LinkRefused {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// The account that they proved to have, where they came that far.
        account: Option<ObjectId>,
        /// The method that they chose.
        how: ProofMethod,
        /// The command by which they asked for it.
        interaction: InteractionId,
        /// The refusal.
        refusal: Refusal,
    },
}

impl PersonEvent {
    /// The event's name in the journal.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::LinkRefused { .. } => "link_refused",
        }
    }

    /// Returns the member.
    pub const fn member(&self) -> &Member {
        match self {
            Self::Linked { member, .. } | Self::Unlinked { member, .. } | Self::LinkRefused { member, .. } => member,
        }
    }

    /// The directory that it is about.
    pub const fn tenant(&self) -> &TenantName {
        match self {
            Self::Linked { tenant, .. } | Self::Unlinked { tenant, .. } | Self::LinkRefused { tenant, .. } => tenant,
        }
    }

    /// The account that it is about, where one was proved.
    pub const fn account(&self) -> Option<&ObjectId> {
        match self {
            Self::Linked { account, .. } | Self::Unlinked { account, .. } => Some(account),
            Self::LinkRefused { account, .. } => account.as_ref(),
        }
    }

    /// The command by which it was asked for.
    pub const fn interaction(&self) -> InteractionId {
        match self {
            Self::Linked { interaction, .. }
            | Self::Unlinked { interaction, .. }
            | Self::LinkRefused { interaction, .. } => *interaction,
        }
    }
}

/// The source of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSource {
    /// It stands in `grendel.toml`.
    Operator,
    /// They proved it themselves.
    Member,
}

/// The people of one tenant: each member has one account at most, and each account one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLinks {
    tenant: TenantName,
    configured: BTreeMap<MemberId, ObjectId>,
    proved: BTreeMap<MemberId, ObjectId>,
}

impl AccountLinks {
    /// Returns the people whom the operator named, before anyone proved anything.
    pub fn new(tenant: TenantName, configured: impl IntoIterator<Item = (MemberId, ObjectId)>) -> Self {
        Self { tenant, configured: configured.into_iter().collect(), proved: BTreeMap::new() }
    }

    /// The tenant whose people they are.
    pub const fn tenant(&self) -> &TenantName {
        &self.tenant
    }

    /// Learns what has happened. What happened in another tenant is none of its business.
    pub fn apply(&mut self, event: &PersonEvent) {
        if *event.tenant() != self.tenant {
            return;
        }
        match event {
            PersonEvent::Linked { member, account, .. } => {
                // Two can have proved to have one account only where the operator's word hid the first of them; the later proof
                // is the better one.
                self.proved.retain(|_, proved| proved != account);
                self.proved.insert(member.id, *account);
            }
            PersonEvent::Unlinked { member, .. } => {
                self.proved.remove(&member.id);
            }
            PersonEvent::LinkRefused { .. } => {}
        }
    }

    /// The account of a member, and on whose word it is theirs.
    pub fn known(&self, member: MemberId) -> Option<(&ObjectId, LinkSource)> {
        if let Some(account) = self.configured.get(&member) {
            return Some((account, LinkSource::Operator));
        }
        let account =
            self.proved.get(&member).filter(|account| !self.configured.values().any(|one| one == *account))?;
        Some((account, LinkSource::Member))
    }

    /// The account of a member.
    pub fn account_of(&self, member: MemberId) -> Option<&ObjectId> {
        self.known(member).map(|(account, _)| account)
    }

    /// Returns the member who has the account, and the source of that link.
    pub fn member_of(&self, account: &ObjectId) -> Option<(MemberId, LinkSource)> {
        let configured = self.configured.iter().map(|pair| (pair, LinkSource::Operator));
        let proved = self.proved.iter().map(|pair| (pair, LinkSource::Member));
        let mut all = configured
            .chain(proved)
            .filter(|((member, _), word)| *word == LinkSource::Operator || !self.configured.contains_key(member));
        all.find(|((_, one), _)| *one == account).map(|((member, _), word)| (*member, word))
    }

    /// Every member with their account, in the order of their ids.
    pub fn all(&self) -> BTreeMap<MemberId, ObjectId> {
        let members = self.configured.keys().chain(self.proved.keys());
        members.filter_map(|member| Some((*member, *self.account_of(*member)?))).collect()
    }

    /// Checks that a member may begin to prove an account.
    pub fn may_link(&self, member: MemberId) -> Result<(), Refusal> {
        match self.known(member) {
            None => Ok(()),
            Some((_, LinkSource::Operator)) => Err(Refusal::LinkedByOperator),
            Some((_, LinkSource::Member)) => Err(Refusal::LinkedAlready),
        }
    }

    /// Checks that a member who proved this account may have it. Proving the same account again is no mistake.
    pub fn claim(&self, member: MemberId, account: &ObjectId) -> Result<(), Refusal> {
        match self.member_of(account) {
            Some((holder, _)) if holder != member => Err(Refusal::AccountTaken),
            Some((_, LinkSource::Member)) => Ok(()),
            Some((_, LinkSource::Operator)) | None => self.may_link(member),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: MemberId = MemberId(1);
    const BRAM: MemberId = MemberId(2);

    fn account(last: u8) -> ObjectId {
        ObjectId::parse(&format!("1b2c3d4e-0000-4000-8000-0000000000{last:02x}")).unwrap()
    }

    fn member(id: MemberId) -> Member {
        Member { id, name: "Somebody".to_owned(), roles: Vec::new() }
    }

    fn linked(id: MemberId, last: u8) -> PersonEvent {
        PersonEvent::Linked {
            tenant: "contoso".into(),
            member: member(id),
            account: account(last),
            upn: "somebody@contoso.com".to_owned(),
            how: ProofMethod::Code,
            interaction: InteractionId(9),
        }
    }

    fn unlinked(id: MemberId, last: u8) -> PersonEvent {
        let (tenant, interaction) = ("contoso".into(), InteractionId(10));
        PersonEvent::Unlinked { tenant, member: member(id), account: account(last), interaction }
    }

    fn people(configured: &[(MemberId, u8)], events: &[PersonEvent]) -> AccountLinks {
        let configured = configured.iter().map(|(member, last)| (*member, account(*last)));
        let mut people = AccountLinks::new("contoso".into(), configured);
        for event in events {
            people.apply(event);
        }
        people
    }

    #[test]
    fn a_link_holds_until_it_is_taken_back() {
        let people = people(&[], &[linked(ANNA, 1)]);
        assert_eq!(people.known(ANNA), Some((&account(1), LinkSource::Member)));
        assert_eq!(people.member_of(&account(1)), Some((ANNA, LinkSource::Member)));
        let mut after = people;
        after.apply(&unlinked(ANNA, 1));
        assert_eq!((after.account_of(ANNA), after.member_of(&account(1))), (None, None));
        assert_eq!(after.claim(BRAM, &account(1)), Ok(()));
    }

    #[test]
    fn an_account_belongs_to_one_member_and_a_member_has_one_account() {
        let people = people(&[], &[linked(ANNA, 1)]);
        assert_eq!(people.claim(BRAM, &account(1)), Err(Refusal::AccountTaken));
        assert_eq!(people.claim(ANNA, &account(2)), Err(Refusal::LinkedAlready));
        assert_eq!(people.claim(ANNA, &account(1)), Ok(()), "the same again");
        assert_eq!(people.claim(BRAM, &account(2)), Ok(()));
        assert_eq!((people.may_link(ANNA), people.may_link(BRAM)), (Err(Refusal::LinkedAlready), Ok(())));
    }

    #[test]
    fn whose_account_it_is_comes_before_what_the_member_has() {
        let people = people(&[], &[linked(ANNA, 1), linked(BRAM, 2)]);
        assert_eq!(people.claim(BRAM, &account(1)), Err(Refusal::AccountTaken), "Anna is to hear of it");
    }

    #[test]
    fn the_operators_word_wins() {
        let people = people(&[(ANNA, 1)], &[linked(ANNA, 2), linked(BRAM, 1)]);
        assert_eq!(people.known(ANNA), Some((&account(1), LinkSource::Operator)));
        assert_eq!(people.account_of(BRAM), None, "the account is Anna's");
        assert_eq!(people.member_of(&account(1)), Some((ANNA, LinkSource::Operator)));
        assert_eq!(people.member_of(&account(2)), None, "Anna has another one");
        assert_eq!(people.all(), BTreeMap::from([(ANNA, account(1))]));
        assert_eq!(people.claim(ANNA, &account(1)), Err(Refusal::LinkedByOperator));
        assert_eq!(people.claim(ANNA, &account(3)), Err(Refusal::LinkedByOperator));
        assert_eq!(people.claim(BRAM, &account(1)), Err(Refusal::AccountTaken));
    }

    /// The operator names Anna by another account, Bram proves to have hers, and the operator takes their word back.
    #[test]
    fn the_later_proof_is_the_better_one() {
        let events = [linked(ANNA, 1), linked(BRAM, 1)];
        assert_eq!(people(&[], &events).all(), BTreeMap::from([(BRAM, account(1))]));
    }

    #[test]
    fn another_tenants_people_are_others() {
        let mut elsewhere = AccountLinks::new("fabrikam".into(), []);
        elsewhere.apply(&linked(ANNA, 1));
        assert_eq!(elsewhere.account_of(ANNA), None);
    }
}
