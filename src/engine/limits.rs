//! The limits on what cases and members may use.

use std::time::Duration;

use crate::ports::Budget;

/// The limits of the engine, as the operator configures them.
#[derive(Clone, Debug)]
pub struct EngineLimits {
    /// The calls to Microsoft for one case.
    pub calls_per_case_max: u32,
    /// The time that one case waits for Microsoft between attempts, in total.
    pub pauses_per_case_max: Duration,
    /// The pauses between reads for the effect of a step. After the last one, the effect counts as not visible yet.
    pub verify_pauses: Vec<Duration>,
    /// The longest reason for a decision, in characters. It shares a card with others.
    pub reason_chars_max: u16,
    /// The cases that one member may have open at once.
    pub open_cases_per_member_max: u16,
}

impl EngineLimits {
    /// The calls to Microsoft for one press: one batch and one call for the risk, and several times as many if they are
    /// throttled.
    const CALLS_PER_PRESS_MAX: u32 = 20;
    /// The time that one press waits for Microsoft between attempts. The member sees "thinking…" meanwhile.
    const PAUSES_PER_PRESS_MAX: Duration = Duration::from_secs(10);

    /// Returns the budget of a case.
    pub fn budget_of_case(&self) -> Budget {
        Budget::new(self.calls_per_case_max, self.pauses_per_case_max)
    }

    /// Returns the budget of a press.
    pub fn budget_of_press(&self) -> Budget {
        Budget::new(Self::CALLS_PER_PRESS_MAX, Self::PAUSES_PER_PRESS_MAX)
    }
}
