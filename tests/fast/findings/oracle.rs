//! What no plan may do, said once more and by rules of our own: nothing here asks the signs, the steps or the plan what they think of
//! themselves.

use grendel::domain::compromise::{Sign, SignKind, Waiver};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::step::StepKind;

/// What throws somebody out or cleans up after them, then what lets the owner in, and mail to the outside last.
const ORDER: [StepKind; 11] = [
    StepKind::BlockSignIn,
    StepKind::ResetPassword,
    StepKind::RevokeSignInSessions,
    StepKind::ClearForwarding,
    StepKind::DisableInboxRules,
    StepKind::ConfirmCompromised,
    StepKind::DismissRisk,
    StepKind::IssueTemporaryAccessPass,
    StepKind::EnableSignIn,
    StepKind::PointToSelfService,
    StepKind::ReleaseSender,
];

/// The first of them that gives something back.
const GIVING_FROM: StepKind = StepKind::DismissRisk;

fn place(step: StepKind) -> usize {
    ORDER.iter().position(|one| *one == step).unwrap()
}

/// Whether the step gives access back.
pub fn gives(step: StepKind) -> bool {
    place(step) >= place(GIVING_FROM)
}

/// What has to be done so that the sign is none any more; nothing where only a person can see to it.
fn cleaning(sign: SignKind) -> Option<&'static [StepKind]> {
    match sign {
        SignKind::AtRisk | SignKind::DeniedPrompt | SignKind::NewCountry => {
            Some(&[StepKind::RevokeSignInSessions, StepKind::ResetPassword])
        }
        SignKind::InboxRules => Some(&[StepKind::DisableInboxRules]),
        SignKind::ForwardingOutside => Some(&[StepKind::ClearForwarding]),
        SignKind::NewMethod | SignKind::ConsentedApplication => None,
    }
}

/// The signs that nobody has waived.
pub fn unwaived(signs: &[Sign], waivers: &[Waiver]) -> Vec<SignKind> {
    let all = SignKind::ALL.iter().copied();
    all.filter(|kind| signs.iter().any(|sign| sign.kind == *kind))
        .filter(|kind| !waivers.iter().any(|waiver| waiver.signs.contains(kind)))
        .collect()
}

/// Those that are left when these steps were taken.
pub fn left_after(steps: &[StepKind], unwaived: &[SignKind]) -> Vec<SignKind> {
    let is_clean = |sign: &SignKind| cleaning(*sign).is_some_and(|all| all.iter().all(|step| steps.contains(step)));
    unwaived.iter().copied().filter(|sign| !is_clean(sign)).collect()
}

/// Whether so much together says that somebody else has the account: one grave sign, or any two.
pub fn is_judged(kinds: &[SignKind]) -> bool {
    let is_grave =
        |kind: &SignKind| !matches!(kind, SignKind::NewCountry | SignKind::NewMethod | SignKind::ConsentedApplication);
    kinds.iter().any(is_grave) || kinds.len() > 1
}

/// Why this step may not be taken after these; nothing where it may.
pub fn gives_away(step: StepKind, before: &[StepKind], signs: &[Sign], waivers: &[Waiver]) -> Option<String> {
    let unwaived = unwaived(signs, waivers);
    let left = left_after(before, &unwaived);
    let is_held = step == StepKind::ReleaseSender || gives(step) && is_judged(&unwaived);
    (is_held && !left.is_empty()).then(|| format!("{} although {left:?} stands, after {before:?}", step.word()))
}

/// Whatever is wrong with the plan of this diagnosis.
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
