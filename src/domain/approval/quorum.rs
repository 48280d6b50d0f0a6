//! Whether enough people could agree: counted before anybody is asked, so that nobody waits in vain.

use super::ApprovalRequirement;
use crate::domain::authority::{Guard, reaching_role, who_reaches};
use crate::domain::command::{ApprovalRule, Group};
use crate::domain::people::{Member, Standing};
use crate::domain::refusal::Refusal;

/// Somebody who could be asked: neither who asks nor who it is about, with an account in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who, with the roles that the chat says they have; nothing where it did not say.
    pub member: Option<Member>,
    /// What the directory says of them; nothing where it did not say.
    pub standing: Option<Standing>,
}

/// Everybody who could be asked, as far as it was looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Those who were looked at. Whoever could not be looked at counts as able: this spares a wait in vain, and gives nobody a
    /// right.
    pub people: Vec<Candidate>,
    /// Whether there are more who were not looked at.
    pub more: bool,
    /// How many others Grendel knows at all, whatever they may.
    pub others: usize,
}

impl ApprovalRequirement {
    /// Whether these people could meet it, whoever of them comes first; else why they could not.
    pub fn can_be_met(&self, candidates: &Candidates, guard: &Guard) -> Result<(), Refusal> {
        if candidates.more {
            return Ok(());
        }
        let people = &candidates.people;
        let places: Vec<usize> = self.rules.iter().map(|rule| usize::from(rule.quorum)).collect();
        let seated = seats(&places, people.len(), |person, rule| could(&people[person], &self.rules[rule]));
        for (index, rule) in self.rules.iter().enumerate() {
            if seated.iter().filter(|seat| **seat == Some(index)).count() < places[index] {
                let able = people.iter().filter(|person| could(person, rule)).count();
                let able = u8::try_from(able).unwrap_or(u8::MAX);
                let Group { from, directory_roles } = rule.group.clone();
                return Err(Refusal::NobodyCanApprove { from, directory: directory_roles, quorum: rule.quorum, able });
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

/// Whether the rule asks them, at once or after a silence.
fn could(candidate: &Candidate, rule: &ApprovalRule) -> bool {
    let then = rule.then.as_ref().map(|next| &next.group);
    std::iter::once(&rule.group).chain(then).any(|group| match (&candidate.member, &candidate.standing) {
        (Some(member), Some(standing)) => group.admits(&member.roles, &standing.roles),
        (Some(member), None) => group.may_admit(&member.roles),
        (None, _) => group.may_admit(&group.from),
    })
}

/// Gives each person one seat at most, at a rule that they fit, so that as many seats as possible are taken: which rule each
/// sits at. Whoever came first is never sent away for another, only moved.
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

    /// Who fits where, a letter for each rule.
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
