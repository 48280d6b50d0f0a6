//! Decides who may read a case: its evidence, its decisions and its plan.
//!
//! A case is read by those who may ask for it, decide it, see its secret or guard the tenant. Its target does not read it: an intruder
//! who has taken the account over would learn what is known of them.

use super::super::authority::{Guard, reaching_role};
use super::super::command::Group;
use super::super::people::{DirectoryRole, Member, Party, Standing, StandingLookup};
use super::super::policy;
use super::super::refusal::Refusal;
use super::super::step::StepKind;
use super::super::{MemberId, ObjectId, RoleName};
use super::Case;

/// A member who wants to read a case.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The member, with their present roles in the chat.
    pub member: &'a Member,
    /// Their account in the directory, as it is now.
    pub checked: &'a StandingLookup,
}

impl Case {
    /// Checks that a member may read the case. `guards` are the chat roles that guard the tenant.
    ///
    /// A chat role is not enough: somebody who has left the team and still has a session in the chat reads nothing. The
    /// member has an account in good standing that may ask, decide, receive or guard. The first requester reads on for as
    /// long as they hold the chat role of the command.
    pub fn may_be_read(&self, reader: Reader<'_>, guards: &[RoleName]) -> Result<(), Refusal> {
        let member = reader.member;
        let is_own = |account: &ObjectId| matches!(reader.checked, StandingLookup::Read(standing) if standing.is_same_human(account));
        if self.is_kept_from_target() && self.is_target(member.id, is_own) {
            return Err(Refusal::AboutOwnAccount);
        }
        let has_asked = self.requesters().contains(&member.id);
        if has_asked && self.diagnosed().is_none() {
            // It has nothing yet but what they typed, and why that went no further.
            return Ok(());
        }
        let wanted = self.reading_roles(guards);
        let standing = match policy::in_good_standing(reader.checked.clone()) {
            Ok(standing) => standing,
            Err(refusal) if has_asked || member.holds_one_of(&wanted) || self.is_read_by_directory_role() => {
                return Err(refusal);
            }
            Err(_) => return Err(self.may_not_read(member, wanted)),
        };
        let asks = self.may_ask_for_it(member, &standing);
        let guards_or_receives =
            member.holds_one_of(guards) || self.receiving_roles().any(|role| member.roles.contains(role));
        if guards_or_receives || asks.is_ok() || self.is_decided_by(member, &standing) {
            return Ok(());
        }
        match asks {
            Err(refusal @ Refusal::LacksDirectoryRole { .. }) => Err(refusal),
            _ => Err(self.may_not_read(member, wanted)),
        }
    }

    /// Returns true if the answer to a late press may tell the member how the case ended. It has no evidence, so what the chat
    /// and the links say is enough. `party` is the member with their account.
    pub fn may_hear_end(&self, member: &Member, party: &Party, guards: &[RoleName]) -> bool {
        if self.is_kept_from_target() && self.is_target(member.id, |account| party.has_account(account)) {
            return false;
        }
        let is_asked = party.account.is_some() && member.holds_one_of(&self.reading_roles(guards));
        is_asked || self.requesters().contains(&member.id)
    }

    fn may_not_read(&self, member: &Member, wanted: Vec<RoleName>) -> Refusal {
        let lacks_only_directory = |group: &&Group| group.from.is_empty() || member.holds_one_of(&group.from);
        let groups = self.groups().filter(|group| group.asks_directory()).filter(lacks_only_directory);
        let mut directory: Vec<DirectoryRole> = groups.flat_map(|group| &group.directory_roles).copied().collect();
        directory.sort();
        directory.dedup();
        Refusal::MayNotRead { wanted, directory }
    }

    /// Returns true if a directory role alone can let a member decide the case, and so read it.
    fn is_read_by_directory_role(&self) -> bool {
        let is_escalated =
            self.approval_request().is_some_and(|request| !request.approval.requirement.escalated.is_empty());
        is_escalated || self.groups().any(|group| group.from.is_empty() && group.asks_directory())
    }

    /// Returns true if the member is the target: by their account now, or by the one with which they asked. Who takes their
    /// link back after that is the same person.
    fn is_target(&self, member: MemberId, is_own: impl Fn(&ObjectId) -> bool) -> bool {
        let Some((target, diagnosed)) = self.target().zip(self.diagnosed()) else { return false };
        let now = is_own(target);
        let first = self.opening.member.id == member && diagnosed.requester.is_same_human(target);
        let joined = self.joined.iter().any(|one| one.member.id == member && one.party().has_account(target));
        now || first || joined
    }

    /// Checks that the member may ask for the case, or is the one who did and still holds the chat role.
    fn may_ask_for_it(&self, member: &Member, standing: &Standing) -> Result<(), Refusal> {
        let allow = &self.opening.terms.allow;
        policy::may_type(member, allow)?;
        let asked_first = self.opening.member.id == member.id
            && self.diagnosed().is_some_and(|diagnosed| diagnosed.requester.is_same_human(&standing.object_id));
        if asked_first { Ok(()) } else { policy::may_request(StandingLookup::Read(standing.clone()), allow).map(drop) }
    }

    /// Returns true while the target must not read the case: until it is over, and for ever if the account showed signs
    /// of a compromise or was left closed.
    fn is_kept_from_target(&self) -> bool {
        let diagnosis = self.diagnosed().map(|diagnosed| &diagnosed.diagnosis);
        self.outcome().is_none()
            || diagnosis.is_some_and(|diagnosis| !diagnosis.signs.is_empty() || diagnosis.stays_closed())
    }

    /// Returns the chat roles of those who may ask, decide, see the secret or guard the tenant.
    fn reading_roles(&self, guards: &[RoleName]) -> Vec<RoleName> {
        let deciding = self.groups().flat_map(|group| &group.from);
        let asking = self.opening.terms.allow.discord_roles.iter();
        let mut roles: Vec<RoleName> =
            asking.chain(self.receiving_roles()).chain(deciding).chain(guards).cloned().collect();
        roles.sort();
        roles.dedup();
        roles
    }

    /// Returns the chat roles that a rule names to see what the plan makes.
    fn receiving_roles(&self) -> impl Iterator<Item = &RoleName> {
        self.opening.terms.approval.iter().flat_map(|rule| &rule.secret_to)
    }

    fn groups(&self) -> impl Iterator<Item = &Group> {
        let rules = self.opening.terms.approval.iter();
        rules.flat_map(|rule| std::iter::once(&rule.group).chain(rule.then.iter().map(|next| &next.group)))
    }

    /// Returns true if the member may decide the case: as a rule asks, or because their roles carry a step that is beyond the
    /// requester.
    fn is_decided_by(&self, member: &Member, standing: &Standing) -> bool {
        let guard = self.diagnosed().map(|diagnosed| Guard::of(&diagnosed.diagnosis.account));
        let is_in = |group: &Group| group.admits(&member.roles, standing.holdings(), guard.as_ref());
        let escalated = self.approval_request().map_or(&[][..], |request| &request.approval.requirement.escalated);
        let reaches = |step: &StepKind| {
            guard.as_ref().is_some_and(|guard| reaching_role(&standing.roles, step.power(), guard).is_some())
        };
        standing.bar.is_none() && (escalated.iter().any(reaches) || self.groups().any(is_in))
    }
}
