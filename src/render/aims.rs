//! The distance of a case to its aim, in words.

use super::Verbosity;
use super::card::CardStatus;
use super::keys::key;
use super::localizer::Localizer;
use crate::domain::aim::{Aim, AimReport, Reach, Remainder};
use crate::domain::case::Case;

/// Returns the colour of a case that took its steps, and the key of its title.
pub fn status(report: &AimReport) -> (CardStatus, &'static str) {
    match (report.aim, report.reach) {
        (Aim::Contain, Reach::Reached) => (CardStatus::Succeeded, "stands-contained"),
        (Aim::Contain, Reach::AsFarAsSeen) => (CardStatus::Succeeded, "stands-contained-as-seen"),
        (Aim::Contain, Reach::WaitingForPeople) => (CardStatus::NeedsAttention, "stands-not-contained-yet"),
        (Aim::Contain, Reach::NotReached) => (CardStatus::NeedsAttention, "stands-not-contained"),
        (Aim::Unlock, Reach::Reached) => (CardStatus::Succeeded, "stands-completed"),
        (Aim::Unlock, Reach::AsFarAsSeen) => (CardStatus::Succeeded, "stands-completed-not-visible"),
        (Aim::Unlock, Reach::WaitingForPeople) if report.is_met() => (CardStatus::Succeeded, "stands-owner-next"),
        (Aim::Unlock, Reach::WaitingForPeople | Reach::NotReached) => {
            (CardStatus::NeedsAttention, "stands-not-unlocked")
        }
        (_, Reach::CannotTell) => (CardStatus::NeedsAttention, "stands-needs-human"),
    }
}

/// Returns the distance to the aim in a few words, if it is not what every step was taken for.
pub fn reach(localizer: &Localizer, report: &AimReport) -> Option<String> {
    let is_done = report.aim == Aim::Unlock && matches!(report.reach, Reach::Reached | Reach::AsFarAsSeen);
    // The owner can go on only once what others have to do is done.
    let is_for_others = report.aim == Aim::Unlock && report.reach == Reach::WaitingForPeople && !report.is_met();
    let reach = if is_for_others { Reach::NotReached } else { report.reach };
    let words = || localizer.text(&key(&format!("reach-{}", report.aim.word()), reach.word()));
    (!is_done).then(words)
}

/// Returns what is missing for the aim, a sentence each. Without much room it is one: the person who passes a secret on reads
/// the whole with it.
pub fn missing(localizer: &Localizer, report: &AimReport, verbosity: Verbosity) -> Vec<String> {
    let remainder = |localizer: &Localizer, one: Remainder| match one {
        Remainder::ActiveDirectory if report.aim == Aim::Unlock => localizer.text("remainder-active-directory-unlock"),
        one => remainder(localizer, one),
    };
    if verbosity != Verbosity::Minimal {
        return report.remainders.iter().map(|one| remainder(localizer, *one)).collect();
    }
    let words = |one: &Remainder| match one {
        Remainder::OwnerNeedsPassword => localizer.text("remainder-owner-needs-password-in-short"),
        one => remainder(localizer, *one),
    };
    // What people here have to do goes before what the owner has to do.
    report.remainders.iter().min_by_key(|one| one.is_for_owner()).map(words).into_iter().collect()
}

/// Returns what the owner still has to do after the steps of a case, a sentence each: for the person who tells them.
pub fn for_owner(localizer: &Localizer, case: &Case) -> Vec<String> {
    let remainders = case.aim_report().map(|report| report.remainders).unwrap_or_default();
    remainders.into_iter().filter(|one| one.is_for_owner()).map(|one| remainder(localizer, one)).collect()
}

fn remainder(localizer: &Localizer, one: Remainder) -> String {
    localizer.text_of("remainder", one.word())
}
