//! The stages of a case that no one decides: a reminder, the next group, a last call. Each is an instant that a restart
//! finds again.

use jiff::Timestamp;

use super::Approval;
use crate::domain::RoleName;

/// A last call comes when this part of the window is left.
const LAST_CALL_PART: u32 = 5;
/// A window shorter than this has no last call: who reads it could not do anything about it.
const LAST_CALL_WINDOW_MINUTES_MIN: u32 = 10;

words! {
    /// The kind of a reminder stage.
    pub enum ReminderStageKind {
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
pub struct ReminderStage {
    /// The time at which it is reached.
    pub at: Timestamp,
    /// The kind.
    pub kind: ReminderStageKind,
    /// The roles of the chat that are alerted.
    pub roles: Vec<RoleName>,
}

impl Approval {
    /// Every rung that comes before the end, in the order of time.
    pub fn reminder_stages(&self) -> Vec<ReminderStage> {
        let mut reminder_stages = Vec::new();
        // Nobody is asked while the requester is the only one who is known.
        if self.is_alone() {
            return reminder_stages;
        }
        for rule in &self.requirement.rules {
            if let Some(minutes) = rule.remind_minutes {
                reminder_stages.push(ReminderStage {
                    at: self.after(minutes),
                    kind: ReminderStageKind::Reminder,
                    roles: rule.group.from.clone(),
                });
            }
            if let Some(next) = &rule.then {
                let (at, roles) = (self.after(next.after_minutes), next.group.from.clone());
                reminder_stages.push(ReminderStage { at, kind: ReminderStageKind::NextGroup, roles });
            }
        }
        reminder_stages.extend(self.last_call());
        reminder_stages.retain(|stage| stage.at < self.expires_at());
        reminder_stages.sort_by_key(|stage| (stage.at, stage.kind));
        reminder_stages
    }

    fn last_call(&self) -> Option<ReminderStage> {
        let window = self.requirement.rules.iter().map(|rule| rule.window_minutes).min()?;
        let at = self.after(window - window / LAST_CALL_PART);
        let asked = self.requirement.rules.iter().flat_map(|rule| {
            let then = rule.then.iter().flat_map(|next| next.group.from.iter());
            rule.group.from.iter().chain(then).cloned()
        });
        let mut roles: Vec<RoleName> = asked.collect();
        roles.sort();
        roles.dedup();
        (window >= LAST_CALL_WINDOW_MINUTES_MIN).then_some(ReminderStage {
            at,
            kind: ReminderStageKind::LastCall,
            roles,
        })
    }

    /// The next rung that was not reached yet.
    pub fn next_reminder_stage(&self) -> Option<ReminderStage> {
        self.reminder_stages().into_iter().nth(self.stages_reached)
    }
}
