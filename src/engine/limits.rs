//! How much a case may spend.

use std::time::Duration;

use crate::ports::Budget;

/// How much patience and how many calls a case has, and how often it looks.
#[derive(Clone, Debug)]
pub struct EngineLimits {
    /// Calls to Microsoft on behalf of one case.
    pub calls_per_case_max: u32,
    /// Waiting for Microsoft between tries, on behalf of one case.
    pub pauses_per_case_max: Duration,
    /// Pauses between looks for the effect of a step; after the last one it is "not yet visible".
    pub verify_pauses: Vec<Duration>,
    /// The longest reason for a decision, in characters: it has its place on a card beside others.
    pub reason_chars_max: u16,
    /// Cases that one member may have open at once.
    pub open_cases_per_member_max: u16,
}

impl EngineLimits {
    /// Calls to Microsoft on behalf of one press: one batch and one for the risk, and several times as many where they were
    /// throttled.
    const CALLS_PER_PRESS_MAX: u32 = 20;
    /// Waiting for Microsoft between tries, on behalf of one press: the person is looking at "thinking…".
    const PAUSES_PER_PRESS_MAX: Duration = Duration::from_secs(10);

    /// What a whole case may spend.
    pub fn budget_of_case(&self) -> Budget {
        Budget::new(self.calls_per_case_max, self.pauses_per_case_max)
    }

    /// What one press may spend.
    pub fn budget_of_press(&self) -> Budget {
        Budget::new(Self::CALLS_PER_PRESS_MAX, Self::PAUSES_PER_PRESS_MAX)
    }
}
