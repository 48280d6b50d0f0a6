//! The cases in which a password is made, for whom it is.

use grendel::domain::account::Account;
use grendel::domain::command::BreakGlass;
use grendel::domain::people::{Standing, StandingLookup};
use grendel::domain::reading::Reading;
use grendel::domain::step::StepKind;

use super::scenarios::{GRETA, MIA, MINUTE, SAM, Scenario, helens, named, presser, well};
use crate::cast::{DINA, HELEN, OMAR, TOM, blocked_account, role, standing, terms};
use grendel::domain::MemberId;

const NEW_PASSWORD: [StepKind; 2] = [StepKind::ResetPassword, StepKind::EnableSignIn];
/// The lifetime of a secret, in seconds.
const KEPT: i64 = 10 * MINUTE;

/// A password is made for Helen to hand on, by agreement or in an emergency.
pub fn password() -> Scenario {
    let mut terms = terms(&NEW_PASSWORD, 1);
    terms.break_glass = Some(BreakGlass { secrets: true, ..named(&[1]) });
    let other = presser(6, "a second member with Helen's account", &["lead"], well(HELEN, &["User Administrator"]));
    let scenario = Scenario::new("a password is made", terms).at(&[0, KEPT - 1, KEPT]).with([other]).with(helens());
    Scenario { people: scenario.people.into_iter().filter(|one| one.member.id != MemberId(4)).collect(), ..scenario }
}

/// A rule names others to see the secret: not Helen, and no one who could abuse it.
pub fn password_for_others() -> Scenario {
    let mut terms = terms(&NEW_PASSWORD, 1);
    terms.approval[0].secret_to = vec!["desk".into()];
    let disabled = StandingLookup::Read(Standing { enabled: false, ..standing(DINA, &["User Administrator"]) });
    let people = [
        presser(13, "Mia, at the desk", &["desk"], well(MIA, &["User Administrator"])),
        presser(14, "Sam, at the desk without a role", &["desk"], well(SAM, &[])),
        presser(15, "Dina, at the desk and disabled", &["desk"], disabled),
        presser(16, "somebody at the desk with Tom's account", &["desk"], well(TOM, &["User Administrator"])),
        presser(17, "somebody at the desk whom nobody has linked", &["desk"], StandingLookup::NotLinked),
    ];
    Scenario::new("others see the password", terms).at(&[0, KEPT - 1, KEPT]).with(people)
}

/// The account holds a role that Helen does not reach, so it is for the lead whose role carries the step.
pub fn password_for_an_approver() -> Scenario {
    let highest = ["Privileged Authentication Administrator"];
    let greta = |words: &str, checked| presser(13, words, &["lead"], checked);
    let people = [
        greta("Greta, a lead who reaches", well(GRETA, &highest)),
        greta("Greta, who does not reach any more", well(GRETA, &["User Administrator"])),
        greta("Greta, linked to another account since", well(OMAR, &highest)),
        greta("Greta, whom nobody can look up", StandingLookup::Unreadable(crate::cast::trouble())),
    ];
    let holds = |name: &str| Reading::Read(vec![role(name)]);
    let target = Account { roles: holds("Global Administrator"), ..blocked_account(TOM, "audit-1") };
    let scenario = Scenario::new("an approver sees the password", terms(&NEW_PASSWORD, 1));
    Scenario { targets: vec![("holds a role", target)], ..scenario }.at(&[0, KEPT - 1, KEPT]).with(people)
}
