//! An oracle for plans: what no plan is allowed to do, stated a second time. Nothing here uses what the product says of its signs,
//! steps and plans.

use grendel::domain::compromise::{Sign, SignKind, Waiver};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::step::StepKind;

use crate::step_table::{STEPS, place};

/// Returns true if the step gives access back.
pub fn gives(step: StepKind) -> bool {
    STEPS[place(step)].gives_access
}

/// Returns the steps that clean the sign, all of them together; `None` if only a person can.
fn cleaning(sign: SignKind) -> Option<&'static [StepKind]> {
    match sign {
        SignKind::AtRisk
        | SignKind::DeniedPrompt
        | SignKind::NewCountry
        | SignKind::UnansweredPrompt
        | SignKind::SpamSent => Some(&[StepKind::RevokeSignInSessions, StepKind::ResetPassword]),
        SignKind::InboxRules => Some(&[StepKind::DisableInboxRules]),
        SignKind::ForwardingOutside => Some(&[StepKind::ClearForwarding]),
        SignKind::NewMethod | SignKind::ConsentedApplication | SignKind::UnknownRecipient => None,
    }
}

/// Returns the signs that are not waived.
pub fn unwaived(signs: &[Sign], waivers: &[Waiver]) -> Vec<SignKind> {
    let all = SignKind::ALL.iter().copied();
    all.filter(|kind| signs.iter().any(|sign| sign.kind == *kind))
        .filter(|kind| !waivers.iter().any(|waiver| waiver.signs.contains(kind)))
        .collect()
}

/// Returns the signs that are left after these steps. The password of an account of Active Directory is set there.
pub fn left_after(steps: &[StepKind], unwaived: &[SignKind]) -> Vec<SignKind> {
    let is_set_there = steps.contains(&StepKind::ResetPasswordOnPremises);
    let is_done = |step: &StepKind| steps.contains(step) || *step == StepKind::ResetPassword && is_set_there;
    let is_clean = |sign: &SignKind| cleaning(*sign).is_some_and(|all| all.iter().all(is_done));
    unwaived.iter().copied().filter(|sign| !is_clean(sign)).collect()
}

/// Returns true if these signs together stand for a compromise: one strong sign, or any two.
pub fn is_judged(kinds: &[SignKind]) -> bool {
    let is_weak = |kind: &SignKind| {
        matches!(
            kind,
            SignKind::NewCountry
                | SignKind::UnansweredPrompt
                | SignKind::NewMethod
                | SignKind::ConsentedApplication
                | SignKind::SpamSent
                | SignKind::UnknownRecipient
        )
    };
    let is_grave = |kind: &SignKind| !is_weak(kind);
    kinds.iter().any(is_grave) || kinds.len() > 1
}

/// Returns why this step must not be taken after these; `None` if it is allowed.
pub fn gives_away(step: StepKind, before: &[StepKind], signs: &[Sign], waivers: &[Waiver]) -> Option<String> {
    let unwaived = unwaived(signs, waivers);
    let left = left_after(before, &unwaived);
    let is_held = step == StepKind::ReleaseSender || gives(step) && is_judged(&unwaived);
    (is_held && !left.is_empty()).then(|| format!("{} although {left:?} stands, after {before:?}", step.word()))
}

/// Returns everything that is wrong with the plan of this diagnosis.
pub fn complaints(diagnosis: &Diagnosis) -> Vec<String> {
    let Diagnosis { signs, waivers, plan, .. } = diagnosis;
    let mut complaints: Vec<String> = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        let before = &plan.steps[..index];
        complaints.extend(gives_away(*step, before, signs, waivers));
        if before.iter().any(|earlier| place(*earlier) >= place(*step)) {
            complaints.push(format!("{} comes too late or twice in {:?}", step.word(), plan.steps));
        }
        if plan.withheld.iter().any(|one| one.step == *step) {
            complaints.push(format!("{} is taken and withheld", step.word()));
        }
    }
    for (index, one) in plan.withheld.iter().enumerate() {
        if plan.withheld[..index].iter().any(|other| other.step == one.step) {
            complaints.push(format!("{} is withheld twice", one.step.word()));
        }
    }
    complaints
}
