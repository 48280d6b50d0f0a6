//! The fresh sign-ins that the terms of a command demand.

use super::Terms;

/// The time for which the sign-in of a member who acts alone counts, where the file does not say. Our own limit: enough
/// to read the case once more.
const ALONE_SIGN_IN_MINUTES: u32 = 15;

impl Terms {
    /// Demands a fresh sign-in of a member who acts alone, unless the file says for how long one counts.
    pub fn demand_sign_in_alone(&mut self) {
        if let Some(glass) = &mut self.break_glass {
            glass.fresh_sign_in_minutes.get_or_insert(ALONE_SIGN_IN_MINUTES);
        }
        if let Some(alone) = &mut self.alone {
            alone.fresh_sign_in_minutes.get_or_insert(ALONE_SIGN_IN_MINUTES);
        }
    }

    /// Returns true if some press or the command itself needs a fresh sign-in.
    pub fn demands_sign_in(&self) -> bool {
        let glass = self.break_glass.as_ref().and_then(|glass| glass.fresh_sign_in_minutes);
        let alone = self.alone.as_ref().and_then(|alone| alone.fresh_sign_in_minutes);
        let others = [glass, alone, self.allow.fresh_sign_in_minutes, self.secret_fresh_sign_in_minutes];
        let rules = self.approval.iter().map(|rule| rule.fresh_sign_in_minutes);
        rules.chain(others).any(|minutes| minutes.is_some())
    }
}
