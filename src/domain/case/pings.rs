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
            PingReason::WorkAsked | PingReason::WorkReminded => {
                self.opening.terms.by_hand.iter().flat_map(|by_hand| by_hand.from.iter().cloned()).collect()
            }
            PingReason::GlassBroken
            | PingReason::Overdue
            | PingReason::AloneOpened
            | PingReason::AloneProceeds
            | PingReason::AloneEnded
            | PingReason::PassLeft => of_rules().collect(),
        };
        roles.sort();
        roles.dedup();
        roles
    }

    /// Returns the ping that is due. The card has to be there first. After the end, only what the operator must hear is
    /// still due.
    pub fn due_ping(&self) -> Option<DuePing> {
        let is_over = match &self.phase {
            Phase::Closed { settled: true, .. } => return None,
            Phase::Closed { settled: false, .. } => true,
            _ => false,
        };
        let mut unsent = self.pings.iter().enumerate().skip(self.pings_sent).filter(|_| self.card.is_some());
        let (place, why) = unsent.find(|(_, why)| !is_over || why.concerns_operator())?;
        Some(DuePing { place, why: why.clone() })
    }
}
