//! The calls of a case to people: which is due, and whom it reaches.

use super::super::RoleName;
use super::{Case, DuePing, Phase, PingReason};

impl Case {
    /// The roles of the chat that are called for this reason.
    pub fn roles_to_ping(&self, why: &PingReason) -> Vec<RoleName> {
        let of_rules = || {
            let rules = self.opening.terms.approval.iter();
            rules.flat_map(|rule| {
                let then = rule.then.iter().flat_map(|next| next.group.from.iter());
                rule.group.from.iter().chain(then).cloned()
            })
        };
        let mut roles: Vec<RoleName> = match why {
            PingReason::Silence(stage) => stage.roles.clone(),
            PingReason::GlassBroken
            | PingReason::Overdue
            | PingReason::AloneOpened
            | PingReason::AloneProceeds
            | PingReason::AloneEnded => of_rules().collect(),
        };
        roles.sort();
        roles.dedup();
        roles
    }

    /// Returns the ping that is due. The card has to be there first.
    pub(super) fn due_ping(&self) -> Option<DuePing> {
        let is_open = self.card.is_some() && !matches!(self.phase, Phase::Closed { .. });
        let why = self.pings.get(self.pings_sent).filter(|_| is_open)?;
        Some(DuePing { place: self.pings_sent, why: why.clone() })
    }
}
