//! Enough people for the rules of a command, among those who were found.

use grendel::domain::approval::quorum::{Candidate, Candidates};
use grendel::domain::command::ApprovalRule;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::refusal::Refusal;
use grendel::domain::step::StepKind;

use super::places::can_fill;
use super::story::{Story, is_in, reaches};

/// A person who could not be read counts as able to approve, and so does one who was not looked up.
pub fn could_agree(candidates: &Candidates, rules: &[ApprovalRule], beyond: &[StepKind], story: &Story<'_>) -> bool {
    let people = &candidates.people;
    let fits = |person: usize, rule: usize| {
        let then = rules[rule].then.as_ref().map(|next| &next.group);
        std::iter::once(&rules[rule].group).chain(then).any(|group| match &people[person] {
            Candidate { member: Some(member), standing: Some(one) } => is_in(group, &member.roles, &one.roles),
            Candidate { member: Some(member), standing: None } => {
                group.from.is_empty() || group.from.iter().any(|role| member.roles.contains(role))
            }
            Candidate { member: None, .. } => true,
        })
    };
    let carries = |step: &StepKind| {
        let reached =
            |one: &Candidate| one.standing.as_ref().is_none_or(|one| reaches(*step, story.account(), &one.roles));
        people.iter().any(reached)
    };
    let quorums: Vec<u8> = rules.iter().map(|rule| rule.quorum).collect();
    candidates.more || (can_fill(&quorums, people.len(), &fits) && beyond.iter().all(carries))
}

/// Returns true if an outcome says that an approval is gone and not whose.
pub fn names_nobody(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Refused { refusal: Refusal::ApprovalGone { names } }
        | Outcome::NeedsHuman { look_at: LookAt::AuthorityLost(Refusal::ApprovalGone { names }), .. } => {
            names.is_empty()
        }
        _ => false,
    }
}
