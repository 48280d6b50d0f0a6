//! What happens while nobody decides: a reminder, the next group, a last call. Each rung is an instant that a restart finds again.

use jiff::Timestamp;

use super::Approval;
use crate::domain::RoleName;

/// A last call comes when this part of the window is left.
const LAST_CALL_PART: u32 = 5;
/// A window shorter than this has no last call: who reads it could not do anything about it.
const LAST_CALL_WINDOW_MINUTES_MIN: u32 = 10;

words! {
    /// What a rung is.
    pub enum RungKind {
        /// Those who were asked are asked once more.
        Reminder = "reminder",
        /// The next group is asked too.
        NextGroup = "next_group",
        /// Everybody who was asked hears that it ends soon.
        LastCall = "last_call",
    }
}

/// One rung of the silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// When it is reached.
    pub at: Timestamp,
    /// What it is.
    pub kind: RungKind,
    /// The roles of the chat that are alerted.
    pub roles: Vec<RoleName>,
}

impl Approval {
    /// Every rung that comes before the end, in the order of time.
    pub fn rungs(&self) -> Vec<Rung> {
        let mut rungs = Vec::new();
        for rule in &self.demand.rules {
            if let Some(minutes) = rule.remind_minutes {
                rungs.push(Rung { at: self.after(minutes), kind: RungKind::Reminder, roles: rule.group.from.clone() });
            }
            if let Some(next) = &rule.then {
                let (at, roles) = (self.after(next.after_minutes), next.group.from.clone());
                rungs.push(Rung { at, kind: RungKind::NextGroup, roles });
            }
        }
        rungs.extend(self.last_call());
        rungs.retain(|rung| rung.at < self.expires_at());
        rungs.sort_by_key(|rung| (rung.at, rung.kind));
        rungs
    }

    fn last_call(&self) -> Option<Rung> {
        let window = self.demand.rules.iter().map(|rule| rule.window_minutes).min()?;
        let at = self.after(window - window / LAST_CALL_PART);
        let asked = self.demand.rules.iter().flat_map(|rule| {
            let then = rule.then.iter().flat_map(|next| next.group.from.iter());
            rule.group.from.iter().chain(then).cloned()
        });
        let mut roles: Vec<RoleName> = asked.collect();
        roles.sort();
        roles.dedup();
        (window >= LAST_CALL_WINDOW_MINUTES_MIN).then_some(Rung { at, kind: RungKind::LastCall, roles })
    }

    /// The next rung that was not reached yet.
    pub fn next_rung(&self) -> Option<Rung> {
        self.rungs().into_iter().nth(self.rungs_reached)
    }
}
