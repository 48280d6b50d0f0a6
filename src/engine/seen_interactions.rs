//! The interactions that were taken, so that none is taken twice.

use std::collections::{HashSet, VecDeque};

use crate::domain::InteractionId;
use crate::domain::event::{Entry, Event};

/// The number of interactions that are remembered. Discord replays what was sent in an outage of minutes.
const INTERACTIONS_MAX: usize = 10_000;

/// A bounded set of interactions; the oldest is forgotten first.
#[derive(Default)]
pub struct SeenInteractions {
    oldest_first: VecDeque<InteractionId>,
    all: HashSet<InteractionId>,
}

impl SeenInteractions {
    /// Adds an interaction. Returns true if it was not there yet.
    pub fn insert(&mut self, interaction: InteractionId) -> bool {
        if !self.all.insert(interaction) {
            return false;
        }
        self.oldest_first.push_back(interaction);
        if self.oldest_first.len() > INTERACTIONS_MAX
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.all.remove(&oldest);
        }
        true
    }
}

/// Returns the interaction that caused an entry of the journal, or `None` if no interaction did.
pub fn interaction_of(entry: &Entry) -> Option<InteractionId> {
    match entry {
        Entry::Case(Event::Opened(opening)) => Some(opening.origin.interaction),
        Entry::Case(
            Event::Decided { decision, .. } | Event::GlassBroken { decision, .. } | Event::Countersigned { decision },
        ) => Some(decision.interaction),
        Entry::Case(
            Event::PressRefused { interaction, .. }
            | Event::Withdrawn { interaction, .. }
            | Event::Waived { interaction, .. }
            | Event::IdentityChecked { interaction, .. }
            | Event::SecretTaken { interaction, .. }
            | Event::LookedAt { interaction, .. },
        ) => Some(*interaction),
        Entry::Case(_) | Entry::Operation { .. } => None,
        Entry::Person { person } => person.interaction(),
        Entry::Tenant { tenant } => tenant.by().map(|guardian| guardian.interaction),
        Entry::Unrouted { unrouted } => Some(unrouted.interaction),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_is_new_once_and_the_oldest_is_forgotten() {
        let mut seen = SeenInteractions::default();
        let ids = |count: usize| (0..count as u64).map(InteractionId);
        assert!(ids(INTERACTIONS_MAX).all(|id| seen.insert(id)));
        assert!(ids(INTERACTIONS_MAX).all(|id| !seen.insert(id)));
        assert!(seen.insert(InteractionId(u64::MAX)));
        assert!(!seen.insert(InteractionId(1)), "only the oldest was forgotten");
        assert!(seen.insert(InteractionId(0)));
    }
}
