//! A freeze of a tenant: the writes that wait until it is lifted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::MemberId;
use super::step::StepKind;

words! {
    /// The writes that a freeze stops, fewest first. Each scope stops what the ones before it stop.
    pub enum FreezeScope {
        /// Steps that make a password or a pass for someone to see.
        Secrets = "secrets",
        /// Steps that give or restore access, and showing a password or a pass.
        Access = "access",
        /// Every step.
        Everything = "everything",
    }
}

impl FreezeScope {
    /// The scopes that a person can choose, the usual one first.
    pub const CHOICES: &'static [Self] = &[Self::Access, Self::Everything];

    /// Returns true if the step waits. `hands_out` is true if it makes a secret that someone is going to see.
    pub const fn stops(self, step: StepKind, hands_out: bool) -> bool {
        match self {
            Self::Secrets => hands_out,
            Self::Access => hands_out || step.gives_access(),
            Self::Everything => true,
        }
    }

    /// Returns true if secrets that are in memory are not shown. A limit on how many are made is no reason to keep back
    /// those within it.
    pub const fn stops_showing(self) -> bool {
        match self {
            Self::Secrets => false,
            Self::Access | Self::Everything => true,
        }
    }
}

/// A freeze that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freeze {
    /// The writes that it stops.
    pub scope: FreezeScope,
    /// The time from which on it does.
    pub since: Timestamp,
    /// The member who froze; `None` if it was Grendel, at a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<MemberId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::wording::OptionName;

    #[test]
    fn the_chat_offers_the_scopes_that_a_person_can_choose() {
        let words: Vec<&str> = FreezeScope::CHOICES.iter().map(|scope| scope.word()).collect();
        assert_eq!(OptionName::Scope.choices(), words);
    }

    #[test]
    fn a_wider_scope_stops_what_a_narrower_one_stops() {
        for step in StepKind::ALL {
            for hands_out in [true, false] {
                let stopped: Vec<bool> = FreezeScope::ALL.iter().map(|scope| scope.stops(*step, hands_out)).collect();
                assert!(stopped.is_sorted(), "{step:?} {hands_out}: {stopped:?}");
            }
        }
    }
}
