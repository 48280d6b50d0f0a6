//! Decides who may read a case: its evidence, its decisions and its plan.
//!
//! A case is read by those who may ask for it, decide it or guard the tenant. Its target does not read it: an intruder
//! who has taken the account over would learn what is known of them.

use super::super::authority::{Guard, reaching_role};
use super::super::command::Group;
use super::super::people::{DirectoryRole, Member, Standing};
use super::super::refusal::Refusal;
use super::super::step::StepKind;
use super::super::{ObjectId, RoleName};
use super::Case;

/// A member who wants to read a case.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The member, with their present roles in the chat.
    pub member: &'a Member,
    /// The member's account, with others of the same human. Empty if they are not linked to one.
    pub accounts: &'a [ObjectId],
    /// Their account in the directory, or `None` if it was not read.
    pub standing: Option<&'a Standing>,
}

impl Case {
    /// Checks that a member may read the case. `guards` are the chat roles that guard the tenant.
    ///
    /// A chat role is enough, together with a linked account: without the account nobody can tell if the member is the
    /// target. Directory roles are needed only where no chat role is asked for; see [`Case::is_read_by_directory_role`].
    pub fn may_be_read(&self, reader: Reader<'_>, guards: &[RoleName]) -> Result<(), Refusal> {
        if self.is_kept_from_target() && self.target().is_some_and(|target| reader.accounts.contains(target)) {
            return Err(Refusal::AboutOwnAccount);
        }
        if self.requesters().contains(&reader.member.id) {
            return Ok(());
        }
        let wanted = self.reading_roles(guards);
        let is_asked = reader.member.holds_one_of(&wanted);
        match (is_asked || self.is_reached_by(reader), reader.accounts.is_empty()) {
            (true, false) => Ok(()),
            (true, true) => Err(Refusal::NotLinked),
            (false, _) => {
                let directory = self.groups_without_chat_role().flat_map(|group| &group.directory_roles);
                let mut directory: Vec<DirectoryRole> = directory.copied().collect();
                directory.sort();
                directory.dedup();
                Err(Refusal::MayNotRead { wanted, directory })
            }
        }
    }

    /// Returns true if a directory role alone can let a member decide the case, and so read it.
    pub fn is_read_by_directory_role(&self) -> bool {
        let is_escalated =
            self.approval_request().is_some_and(|request| !request.approval.requirement.escalated.is_empty());
        is_escalated || self.groups_without_chat_role().next().is_some()
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
        let terms = &self.opening.terms;
        let secret_to = terms.approval.iter().flat_map(|rule| &rule.secret_to);
        let deciding = self.groups().flat_map(|group| &group.from);
        let mut roles: Vec<RoleName> =
            terms.allow.discord_roles.iter().chain(secret_to).chain(deciding).chain(guards).cloned().collect();
        roles.sort();
        roles.dedup();
        roles
    }

    fn groups(&self) -> impl Iterator<Item = &Group> {
        let rules = self.opening.terms.approval.iter();
        rules.flat_map(|rule| std::iter::once(&rule.group).chain(rule.then.iter().map(|next| &next.group)))
    }

    fn groups_without_chat_role(&self) -> impl Iterator<Item = &Group> {
        self.groups().filter(|group| group.from.is_empty() && group.asks_directory())
    }

    /// Returns true if the directory roles let the member decide: as a rule asks, or because they carry a step that is
    /// beyond the requester.
    fn is_reached_by(&self, reader: Reader<'_>) -> bool {
        let Some(standing) = reader.standing else { return false };
        let guard = self.diagnosed().map(|diagnosed| Guard::of(&diagnosed.diagnosis.account));
        let is_in = |group: &Group| group.admits(&reader.member.roles, standing.holdings(), guard.as_ref());
        let escalated = self.approval_request().map_or(&[][..], |request| &request.approval.requirement.escalated);
        let reaches = |step: &StepKind| {
            guard.as_ref().is_some_and(|guard| reaching_role(&standing.roles, step.power(), guard).is_some())
        };
        escalated.iter().any(reaches) || self.groups_without_chat_role().any(is_in)
    }
}
