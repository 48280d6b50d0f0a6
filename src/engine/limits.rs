//! The limits on what cases and members may use.

use std::time::Duration;

use crate::domain::condition::Parameters;
use crate::domain::link::LinkTerms;
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
    /// The passwords and passes that one member is shown in an hour.
    pub secrets_per_receiver_per_hour: u16,
    /// The passwords and passes that one member carries by an approval in an hour.
    pub secrets_per_approver_per_hour: u16,
    /// The passwords and passes that are made in a tenant in an hour. One more freezes the tenant for them.
    pub secrets_per_tenant_per_hour: u16,
    /// The times of links.
    pub links: LinkTerms,
    /// The commands and presses that one member may send.
    pub member_rate: MemberRate,
}

/// The commands and presses that one member may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRate {
    /// Those at once.
    pub burst: u16,
    /// Those in a minute, for ever.
    pub per_minute: u16,
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

    /// Returns the budget of one step: that of a case, and a call for each rule or pass that the step changes.
    pub fn budget_of_step(&self, parameters: &Parameters) -> Budget {
        let changes = match parameters {
            Parameters::InboxRules(ids) => ids.len(),
            Parameters::Passes(ids) => ids.len(),
            Parameters::None | Parameters::Sender(_) | Parameters::Pass { .. } => 0,
        };
        let calls_max = self.calls_per_case_max.saturating_add(u32::try_from(changes).unwrap_or(u32::MAX));
        Budget::new(calls_max, self.pauses_per_case_max)
    }

    /// Returns the budget of a press.
    pub fn budget_of_press(&self) -> Budget {
        Budget::new(Self::CALLS_PER_PRESS_MAX, Self::PAUSES_PER_PRESS_MAX)
    }
}
