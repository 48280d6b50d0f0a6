//! Links between chat members and directory accounts, as people prove them.
//!
//! The operator's entries in `grendel.toml` win over a proof. A proof ends after a while and is given again. A link that replaces
//! another one waits, so that a stolen session of the chat does not become an approver's vote in the same night.

mod event;
mod proved;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

pub use self::event::{PersonEvent, ProofMethod};
pub use self::proved::ProvedLink;
use super::people::{Aliases, StandingLookup};
use super::refusal::Refusal;
use super::{MemberId, ObjectId, TenantName};

/// The time before its end from which a link can be proved again, in hours.
const RENEWAL_HOURS: i64 = 30 * 24;
/// The time for which a link of the first version counts, from the first start of a later version, in hours.
const GRACE_HOURS: i64 = 30 * 24;

/// The source of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSource {
    /// It stands in `grendel.toml`.
    Operator,
    /// They proved it themselves.
    Member,
}

/// Members and accounts that the operator declared to be one human.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Human {
    /// In the chat.
    pub members: Vec<MemberId>,
    /// In the directory.
    pub accounts: Vec<ObjectId>,
}

/// The times of links, as the operator configures them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkTerms {
    /// So long a proof counts.
    pub valid_for: SignedDuration,
    /// So long a link waits that replaces another.
    pub relink_wait: SignedDuration,
}

/// A link that replaces another: what the member and the account were linked to before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relink {
    /// The account that the member had, if it is another one.
    pub earlier_account: Option<ObjectId>,
    /// The member who had the account, if it is another one.
    pub earlier_member: Option<MemberId>,
}

/// The people of one tenant: each member has one account at most, and each account one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLinks {
    tenant: TenantName,
    configured: BTreeMap<MemberId, ObjectId>,
    humans: Vec<Human>,
    proved: BTreeMap<MemberId, ProvedLink>,
    /// The account that each member had last, also after they unlinked it.
    last_account: BTreeMap<MemberId, ObjectId>,
    /// The member who had each account last.
    last_member: BTreeMap<ObjectId, MemberId>,
}

impl AccountLinks {
    /// Returns the people whom the operator named, before anyone proved anything.
    pub fn new(tenant: TenantName, configured: impl IntoIterator<Item = (MemberId, ObjectId)>) -> Self {
        Self {
            tenant,
            configured: configured.into_iter().collect(),
            humans: Vec::new(),
            proved: BTreeMap::new(),
            last_account: BTreeMap::new(),
            last_member: BTreeMap::new(),
        }
    }

    /// Returns the same people, of whom these count as one each.
    #[must_use]
    pub fn with_humans(self, humans: Vec<Human>) -> Self {
        Self { humans, ..self }
    }

    /// The tenant whose people they are.
    pub const fn tenant(&self) -> &TenantName {
        &self.tenant
    }

    /// Learns what has happened at an instant. What happened in another tenant is none of its business.
    pub fn apply(&mut self, event: &PersonEvent, at: Timestamp) {
        if *event.tenant() != self.tenant {
            return;
        }
        match event {
            PersonEvent::Linked { member, account, .. } => {
                self.remember(member.id, at);
                // Two can have proved to have one account only where the operator's word hid the first of them, or where the first
                // link has ended; the later proof is the better one.
                let others =
                    self.proved.iter().filter(|(other, link)| **other != member.id && link.account == *account);
                let others: Vec<MemberId> = others.map(|(other, _)| *other).collect();
                for other in others {
                    self.remember(other, at);
                    self.proved.remove(&other);
                }
                if let Some(link) = ProvedLink::new(event, at) {
                    self.proved.insert(member.id, link);
                }
                self.remember(member.id, at);
            }
            PersonEvent::LinkAnnounced { member, account, from, .. } => {
                self.change(member.id, account, |link| link.announce(*from));
            }
            PersonEvent::LinkGraced { member, account, until, .. } => {
                self.change(member.id, account, |link| link.until = Some(*until));
            }
            PersonEvent::LinkReminded { member, account, until, .. } => {
                self.change(member.id, account, |link| link.remind(*until));
            }
            PersonEvent::Unlinked { member, .. } => {
                self.remember(member.id, at);
                self.proved.remove(&member.id);
            }
            PersonEvent::LinkRefused { .. } => {}
        }
    }

    /// Ends the link to an account that was taken back from an intruder, or may have been: the intruder may have proved
    /// the link. A link that was proved later stays, and so does the operator's word.
    pub fn recover(&mut self, account: &ObjectId, at: Timestamp) {
        for link in self.proved.values_mut().filter(|link| link.account == *account) {
            link.recover(at);
        }
    }

    fn change(&mut self, member: MemberId, account: &ObjectId, change: impl FnOnce(&mut ProvedLink)) {
        if let Some(link) = self.proved.get_mut(&member).filter(|link| link.account == *account) {
            change(link);
        }
    }

    /// Remembers the link of a member, if it has come into force by then.
    fn remember(&mut self, member: MemberId, at: Timestamp) {
        if let Some(link) = self.proved.get(&member).filter(|link| link.waits(at).is_none()) {
            self.last_account.insert(member, link.account);
            self.last_member.insert(link.account, member);
        }
    }

    /// The account of a member, and on whose word it is theirs.
    pub fn known(&self, member: MemberId, now: Timestamp) -> Option<(&ObjectId, LinkSource)> {
        if let Some(account) = self.configured.get(&member) {
            return Some((account, LinkSource::Operator));
        }
        let link = self.link_of(member)?;
        let counts = link.waits(now).is_none() && link.has_ended(now).is_none();
        counts.then_some((&link.account, LinkSource::Member))
    }

    /// The link that a member proved, whether it counts now or not, unless the operator's word hides it.
    pub fn link_of(&self, member: MemberId) -> Option<&ProvedLink> {
        let link = self.proved.get(&member).filter(|_| !self.configured.contains_key(&member))?;
        (!self.is_named(&link.account)).then_some(link)
    }

    /// Returns why a member has no account now.
    pub fn without_account(&self, member: MemberId, now: Timestamp) -> StandingLookup {
        let Some(link) = self.link_of(member) else { return StandingLookup::NotLinked };
        match (link.has_ended(now), link.waits(now)) {
            (Some(at), _) => StandingLookup::LinkExpired { at },
            (None, Some(from)) => StandingLookup::LinkWaits { from },
            (None, None) => StandingLookup::NotLinked,
        }
    }

    /// Returns true if the operator named the account.
    pub fn is_named(&self, account: &ObjectId) -> bool {
        self.configured.values().any(|one| one == account)
    }

    /// The account of a member.
    pub fn account_of(&self, member: MemberId, now: Timestamp) -> Option<&ObjectId> {
        self.known(member, now).map(|(account, _)| account)
    }

    /// Returns the member who has the account, or is about to, and the source of that link.
    pub fn member_of(&self, account: &ObjectId, now: Timestamp) -> Option<(MemberId, LinkSource)> {
        let configured = self.configured.iter().find(|(_, one)| *one == account);
        if let Some((member, _)) = configured {
            return Some((*member, LinkSource::Operator));
        }
        let mut members = self.proved.keys().filter_map(|member| Some((*member, self.link_of(*member)?)));
        let holds = |(_, link): &(MemberId, &ProvedLink)| link.account == *account && link.has_ended(now).is_none();
        members.find(holds).map(|(member, _)| (member, LinkSource::Member))
    }

    /// Every member with their account, in the order of their ids.
    pub fn all(&self, now: Timestamp) -> BTreeMap<MemberId, ObjectId> {
        let members = self.configured.keys().chain(self.proved.keys());
        members.filter_map(|member| Some((*member, *self.account_of(*member, now)?))).collect()
    }

    /// Every member with an account that counts, or is about to. Also one whose link ended with the recovery of their account: that
    /// makes nobody unknown.
    pub fn expected(&self, now: Timestamp) -> BTreeMap<MemberId, ObjectId> {
        let about_to_count = self.proved.keys().filter_map(|member| Some((*member, self.link_of(*member)?)));
        let about_to_count = about_to_count.filter(|(_, link)| !link.has_run_out(now));
        let mut expected = self.all(now);
        expected.extend(about_to_count.map(|(member, link)| (member, link.account)));
        expected
    }

    /// Returns true if a person has this account, or ever had it.
    pub fn was_ever_of(&self, account: &ObjectId) -> bool {
        let is_declared = self.humans.iter().any(|human| human.accounts.contains(account));
        let is_proved = self.proved.values().any(|link| link.account == *account);
        self.is_named(account) || self.last_member.contains_key(account) || is_declared || is_proved
    }

    /// Returns every member and account that ever belonged together in force, by a proof that has ended or was taken back meanwhile.
    pub fn former(&self, now: Timestamp) -> BTreeSet<(MemberId, ObjectId)> {
        let last_accounts = self.last_account.iter().map(|(member, account)| (*member, *account));
        let last_members = self.last_member.iter().map(|(account, member)| (*member, *account));
        let proved = self.proved.values().filter(|link| link.waits(now).is_none());
        last_accounts.chain(last_members).chain(proved.map(|link| (link.member.id, link.account))).collect()
    }

    /// Returns the other members and accounts of the human who has this member and account.
    pub fn aliases(&self, member: MemberId, account: &ObjectId) -> Aliases {
        let is_theirs = |human: &&Human| human.members.contains(&member) || human.accounts.contains(account);
        let mut aliases = Aliases::default();
        for human in self.humans.iter().filter(is_theirs) {
            aliases.members.extend(human.members.iter().filter(|other| **other != member));
            aliases.accounts.extend(human.accounts.iter().filter(|other| *other != account));
        }
        aliases
    }

    /// Checks that a member may begin to prove an account. Near its end they may prove it again.
    pub fn may_link(&self, member: MemberId, now: Timestamp) -> Result<(), Refusal> {
        let Some(link) = self.link_of(member).filter(|link| link.has_ended(now).is_none()) else {
            return if self.configured.contains_key(&member) { Err(Refusal::LinkedByOperator) } else { Ok(()) };
        };
        let can_be_renewed = |until: Timestamp| until - SignedDuration::from_hours(RENEWAL_HOURS) <= now;
        match link.waits(now) {
            Some(from) => Err(Refusal::LinkWaits { from }),
            None if link.until.is_none_or(can_be_renewed) => Ok(()),
            None => Err(Refusal::LinkedAlready),
        }
    }

    /// Checks that a member who proved this account may have it. Proving the same account again is no mistake.
    pub fn claim(&self, member: MemberId, account: &ObjectId, now: Timestamp) -> Result<(), Refusal> {
        match self.member_of(account, now) {
            Some((holder, _)) if holder != member => Err(Refusal::AccountTaken),
            Some((_, LinkSource::Operator)) => Err(Refusal::LinkedByOperator),
            None if self.configured.contains_key(&member) => Err(Refusal::LinkedByOperator),
            None if self.link_of(member).is_some_and(|link| link.has_ended(now).is_none()) => {
                Err(Refusal::LinkedAlready)
            }
            Some((_, LinkSource::Member)) | None => Ok(()),
        }
    }

    /// Returns what a link of this member to this account replaces, or `None` if it is the first of both, or the same as before.
    pub fn relink_of(&self, member: MemberId, account: &ObjectId, now: Timestamp) -> Option<Relink> {
        let had = |link: &&ProvedLink| link.waits(now).is_none();
        let of_member = self.proved.get(&member).filter(had).map(|link| link.account);
        let earlier_account = of_member.or_else(|| self.last_account.get(&member).copied());
        let of_account = self.proved.values().filter(had).find(|link| link.account == *account);
        let earlier_member = of_account.map(|link| link.member.id).or_else(|| self.last_member.get(account).copied());
        let relink = Relink {
            earlier_account: earlier_account.filter(|earlier| earlier != account),
            earlier_member: earlier_member.filter(|earlier| *earlier != member),
        };
        (relink != Relink::default()).then_some(relink)
    }

    /// Returns the end that links of the first version get at the first start of a later one, as events.
    pub fn graces(&self, now: Timestamp) -> Vec<PersonEvent> {
        let until = now + SignedDuration::from_hours(GRACE_HOURS);
        let endless = self.proved.values().filter(|link| link.until.is_none());
        let graced = endless.map(|link| PersonEvent::LinkGraced {
            tenant: self.tenant.clone(),
            member: link.member.clone(),
            account: link.account,
            until,
        });
        graced.collect()
    }

    /// Returns the links that wait and that the channel has not been told of.
    pub fn unannounced(&self) -> Vec<&ProvedLink> {
        let links = self.proved.keys().filter_map(|member| self.link_of(*member));
        links.filter(|link| link.is_unannounced()).collect()
    }

    /// Returns the reminders that are due, as events: each once for a link.
    pub fn reminders(&self, now: Timestamp) -> Vec<PersonEvent> {
        let links = self.proved.keys().filter_map(|member| self.link_of(*member));
        let due = links.filter(|link| link.has_ended(now).is_none() && link.reminder_at().is_some_and(|at| at <= now));
        let reminded = due.filter_map(|link| {
            let (tenant, member, account) = (self.tenant.clone(), link.member.clone(), link.account);
            Some(PersonEvent::LinkReminded { tenant, member, account, until: link.until? })
        });
        reminded.collect()
    }
}

impl LinkTerms {
    /// Returns the times from and until which a link counts that is proved now. One that replaces another waits, and so does one by
    /// a code on another device, unless it renews a link that counts: anybody can talk a person into typing such a code.
    pub fn times(
        self,
        links: &AccountLinks,
        (member, account): (MemberId, &ObjectId),
        how: ProofMethod,
        now: Timestamp,
    ) -> (Option<Timestamp>, Timestamp) {
        let waiting = links.link_of(member).filter(|link| link.account == *account).and_then(|link| link.waits(now));
        let renews = links.account_of(member, now) == Some(account);
        let is_unbound = how == ProofMethod::Device && !renews;
        let waits = is_unbound || links.relink_of(member, account, now).is_some();
        let from = waiting.or_else(|| waits.then_some(now + self.relink_wait));
        (from, from.unwrap_or(now) + self.valid_for)
    }
}
