//! The fresh sign-ins that the terms of a command demand.

use super::{Command, Purpose, Terms};

/// The time for which a sign-in counts that is demanded although the file does not say so. Our own limit: enough to read
/// the case once more.
const DEMANDED_SIGN_IN_MINUTES: u32 = 15;

impl Command {
    /// Demands a fresh sign-in for what one person does to many or without others: to break the glass, to go on alone,
    /// to freeze a tenant and to lift that. A file that says for how long one counts is kept to.
    pub fn demand_sign_ins(&mut self) {
        match &mut self.purpose {
            Purpose::Case(terms) => {
                let glass = terms.break_glass.as_mut().map(|glass| &mut glass.fresh_sign_in_minutes);
                let alone = terms.alone.as_mut().map(|alone| &mut alone.fresh_sign_in_minutes);
                for minutes in glass.into_iter().chain(alone) {
                    minutes.get_or_insert(DEMANDED_SIGN_IN_MINUTES);
                }
            }
            Purpose::Control(control) => {
                control.allow.fresh_sign_in_minutes.get_or_insert(DEMANDED_SIGN_IN_MINUTES);
            }
            Purpose::Answer(_) => {}
        }
    }

    /// Returns true if some press or the command itself needs a fresh sign-in.
    pub fn demands_sign_in(&self) -> bool {
        match &self.purpose {
            Purpose::Case(terms) => terms.demands_sign_in(),
            Purpose::Control(control) => control.allow.fresh_sign_in_minutes.is_some(),
            Purpose::Answer(_) => false,
        }
    }
}

impl Terms {
    fn demands_sign_in(&self) -> bool {
        let glass = self.break_glass.as_ref().and_then(|glass| glass.fresh_sign_in_minutes);
        let alone = self.alone.as_ref().and_then(|alone| alone.fresh_sign_in_minutes);
        let others = [glass, alone, self.allow.fresh_sign_in_minutes, self.secret_fresh_sign_in_minutes];
        let rules = self.approval.iter().map(|rule| rule.fresh_sign_in_minutes);
        rules.chain(others).any(|minutes| minutes.is_some())
    }
}
