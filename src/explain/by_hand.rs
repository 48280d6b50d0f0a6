//! The work in Active Directory that a command asks people for, beside a step or in its place.

use serde::Serialize;

use super::command::Circumstances;
use crate::domain::RoleName;
use crate::domain::command::Terms;
use crate::domain::step::{Obstacle, StepKind};

/// The relation of work in Active Directory to the step that the question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkPlace {
    /// The step is that work.
    Itself,
    /// People do it while the step is taken in Entra.
    Beside,
    /// People do it, and then the step is taken in Entra.
    Before,
    /// People do it, and the step is not taken.
    Instead,
}

/// Work that people do in Active Directory on a synced target. Its JSON has these keys in this order.
#[derive(Clone, Debug, Serialize)]
pub struct WorkByHand {
    /// The step that people take.
    pub step: StepKind,
    /// Its relation to the step in question.
    pub place: WorkPlace,
    /// The chat roles of which somebody who does it needs one.
    pub from: Vec<RoleName>,
    /// The time for it, in minutes.
    pub window_minutes: u32,
    /// The time after which they are called once more, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u32>,
}

impl WorkByHand {
    /// Returns the work for a step of a command; `None` if there is none, if the target is not synced, or if the command does not
    /// say who does it. `obstacle` is what the kind of the target has against the step.
    pub(super) fn of(
        step: StepKind,
        terms: &Terms,
        circumstances: &Circumstances,
        obstacle: Option<Obstacle>,
    ) -> Option<Self> {
        let by_hand = terms.by_hand.as_ref().filter(|_| circumstances.synced)?;
        let work = if step.is_by_hand() { step } else { step.by_hand()? };
        let place = match obstacle {
            None if step.is_by_hand() => WorkPlace::Itself,
            None => WorkPlace::Beside,
            Some(Obstacle::MasteredOnPremises) if step.follows(work) => WorkPlace::Before,
            Some(Obstacle::MasteredOnPremises) => WorkPlace::Instead,
            // The account is not touched at all.
            Some(_) => return None,
        };
        Some(Self {
            step: work,
            place,
            from: by_hand.from.clone(),
            window_minutes: by_hand.window_minutes,
            remind_minutes: by_hand.remind_minutes,
        })
    }

    /// Returns true if the command takes the step in question although the master of the target is in its way.
    pub(super) fn makes_way(&self) -> bool {
        self.place == WorkPlace::Before
    }
}
