//! A case as its recorded events make it, also where they do not fit together.

use super::super::event::{Event, RecordedEvent};
use super::super::outcome::Outcome;
use super::super::{CaseNumber, Fault};
use super::Case;

impl Case {
    /// A case as its events left it. The first one must be its opening.
    pub fn replay(number: CaseNumber, events: impl IntoIterator<Item = RecordedEvent>) -> Result<Self, Fault> {
        let (case, fault) = Self::replay_to_fault(number, events)?;
        fault.map_or(Ok(case), Err)
    }

    /// Returns the case before the first event that cannot follow, with the fault; `None` if there is none. A case that was
    /// closed because of its fault is whole again: the events between count for nothing, but that a step was begun.
    pub fn replay_to_fault(
        number: CaseNumber,
        events: impl IntoIterator<Item = RecordedEvent>,
    ) -> Result<(Self, Option<Fault>), Fault> {
        let mut events = events.into_iter();
        let first = events.next().map(|first| (first.event, first.at));
        let Some((Event::Opened(opening), at)) = first else {
            return Err(Fault { case: number, event: "opened".to_owned(), phase: "none".to_owned() });
        };
        let (mut case, mut fault) = (Self::open(number, *opening, at), None);
        for recorded in events {
            let ends_fault = matches!(
                recorded.event,
                Event::Closed { outcome: Outcome::Failed { .. } }
                    | Event::CountersignRequired { outcome: Outcome::Failed { .. }, .. }
            );
            if fault.is_none() || ends_fault {
                fault = case.apply(&recorded).err();
            }
            if fault.is_some() {
                case.ignore(&recorded);
            }
        }
        Ok((case, fault))
    }

    /// Notes an event that cannot follow, or comes after such a one: it counts for nothing, but a step may have been taken.
    pub fn ignore(&mut self, recorded: &RecordedEvent) {
        let begins = matches!(recorded.event, Event::StepIntended(_) | Event::RevocationIntended { .. });
        self.step_after_fault |= begins;
    }
}
