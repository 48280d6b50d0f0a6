//! Checks if enough people could approve, before anyone is asked, so that no one waits in vain.

use super::ApprovalRequirement;
use crate::domain::RoleName;
use crate::domain::authority::{Guard, reaching_role, who_reaches};
use crate::domain::command::{ApprovalRule, Group};
use crate::domain::people::{HeldRole, Member, Standing};
use crate::domain::receiver::{ReceiverRule, ReceiverSource};
use crate::domain::refusal::Refusal;
use crate::domain::velocity::SecretLimit;

/// A person who could be asked: neither a requester nor the target, with an account in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The member and their roles in the chat; `None` if the chat did not say.
    pub member: Option<Member>,
    /// Their account in the directory; `None` if it could not be read.
    pub standing: Option<Standing>,
}

/// Everybody who could be asked, as far as it was looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// The people who were looked up. A person who could not be read counts as able to approve: that avoids a premature
    /// refusal and gives no one a right.
    pub people: Vec<Candidate>,
    /// True if there are more people who were not looked up.
    pub more: bool,
    /// The number of people whom Grendel knows besides the requester, whatever their roles: also those who asked for the
    /// same, and the target.
    pub others: usize,
    /// The limit on secrets that the requester has reached as a receiver, or `None`.
    pub limit: Option<SecretLimit>,
    /// True if the target's owner is one of them.
    pub target_known: bool,
}

impl Candidates {
    /// Returns `Ok` if the requester or one of these people could see a secret under this rule, else the reason why not.
    pub fn could_see(
        &self,
        rule: &ReceiverRule,
        (requester, roles): (&Member, &[HeldRole]),
        guard: &Guard,
    ) -> Result<(), Refusal> {
        let reaches = |one: &Candidate| one.standing.as_ref().is_none_or(|one| rule.is_reached_by(&one.roles, guard));
        let could = match &rule.from {
            ReceiverSource::Requester => true,
            ReceiverSource::Approver => self.people.iter().any(reaches),
            ReceiverSource::Named(named) => {
                let is_named = |one: &Candidate| one.member.as_ref().is_none_or(|member| member.holds_one_of(named));
                requester.holds_one_of(named) && rule.is_reached_by(roles, guard)
                    || self.people.iter().any(|one| is_named(one) && reaches(one))
            }
        };
        if could || self.more { Ok(()) } else { Err(rule.nobody(guard)) }
    }
}

impl ApprovalRequirement {
    /// Returns true if a member with these roles in the chat is asked by a rule, at once or after a silence, as far as the chat says.
    pub fn may_ask(&self, chat: &[RoleName]) -> bool {
        let then = |rule: &'_ ApprovalRule| rule.then.as_ref().is_some_and(|next| next.group.may_admit(chat));
        self.rules.iter().any(|rule| rule.group.may_admit(chat) || then(rule))
    }

    /// Returns `Ok` if these people could meet the requirements in any order of arrival, else the reason why not.
    pub fn can_be_met(&self, candidates: &Candidates, guard: &Guard) -> Result<(), Refusal> {
        if candidates.more {
            return Ok(());
        }
        let people = &candidates.people;
        let places: Vec<usize> = self.rules.iter().map(|rule| usize::from(rule.quorum)).collect();
        let seated = seats(&places, people.len(), |person, rule| could(&people[person], &self.rules[rule], guard));
        for (index, rule) in self.rules.iter().enumerate() {
            if seated.iter().filter(|seat| **seat == Some(index)).count() < places[index] {
                let able = people.iter().filter(|person| could(person, rule, guard)).count();
                let able = u8::try_from(able).unwrap_or(u8::MAX);
                let Group { from, directory_roles: directory, directory_groups: groups } = rule.group.clone();
                return Err(Refusal::NobodyCanApprove { from, directory, groups, quorum: rule.quorum, able });
            }
        }
        for step in &self.escalated {
            let power = step.power();
            let carries = |one: &Candidate| {
                one.standing.as_ref().is_none_or(|one| reaching_role(&one.roles, power, guard).is_some())
            };
            if !people.iter().any(carries) {
                let who_could = who_reaches(power, guard);
                return Err(Refusal::NobodyReaches { step: *step, shields: guard.shields.clone(), who_could });
            }
        }
        Ok(())
    }
}

/// Returns true if the rule asks them, at once or after a silence.
fn could(candidate: &Candidate, rule: &ApprovalRule, guard: &Guard) -> bool {
    let then = rule.then.as_ref().map(|next| &next.group);
    std::iter::once(&rule.group).chain(then).any(|group| match (&candidate.member, &candidate.standing) {
        (Some(member), Some(standing)) => group.admits(&member.roles, standing.holdings(), Some(guard)),
        (Some(member), None) => group.may_admit(&member.roles),
        (None, _) => group.may_admit(&group.from),
    })
}

/// Assigns each person at most one seat, at a rule that they fit, so that as many seats as possible are taken (Kuhn's
/// matching). Returns the rule of each person. A person who has a seat keeps one: they may be moved, never sent away.
pub(super) fn seats(places: &[usize], people: usize, fits: impl Fn(usize, usize) -> bool) -> Vec<Option<usize>> {
    let mut seated: Vec<Option<usize>> = vec![None; people];
    for person in 0..people {
        let mut tried = vec![false; places.len()];
        find_seat(person, places, &fits, &mut seated, &mut tried);
    }
    seated
}

/// Finds a seat for this person, where need be by moving others; each rule is tried once.
fn find_seat(
    person: usize,
    places: &[usize],
    fits: &impl Fn(usize, usize) -> bool,
    seated: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for rule in 0..places.len() {
        if tried[rule] || !fits(person, rule) {
            continue;
        }
        tried[rule] = true;
        let sitting: Vec<usize> = (0..seated.len()).filter(|other| seated[*other] == Some(rule)).collect();
        let free = sitting.len() < places[rule];
        if free || sitting.into_iter().any(|other| find_seat(other, places, fits, seated, tried)) {
            seated[person] = Some(rule);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::seats;

    /// Assigns seats; each person is a text with a letter for each rule that they fit.
    fn seat(places: &[usize], people: &[&str]) -> Vec<Option<usize>> {
        seats(places, people.len(), |person, rule| {
            people[person].contains(char::from(b'a' + u8::try_from(rule).unwrap_or(0)))
        })
    }

    #[test]
    fn one_person_takes_one_seat() {
        assert_eq!(seat(&[1, 1], &["ab"]), [Some(0)]);
        assert_eq!(seat(&[1, 1], &["ab", "c"]), [Some(0), None]);
    }

    #[test]
    fn whoever_fits_elsewhere_makes_room() {
        // The first could sit at both, the second only where the first sits.
        assert_eq!(seat(&[1, 1], &["ab", "a"]), [Some(1), Some(0)]);
        // The first two could sit anywhere, the others only where those sat down first.
        assert_eq!(seat(&[2, 1, 1], &["abc", "abc", "a", "a"]), [Some(2), Some(1), Some(0), Some(0)]);
    }

    #[test]
    fn a_full_rule_takes_nobody_else() {
        assert_eq!(seat(&[1], &["a", "a"]), [Some(0), None]);
        assert_eq!(seat(&[], &["a"]), [None]);
    }
}
