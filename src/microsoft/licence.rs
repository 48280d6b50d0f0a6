//! Believes an answer that the tenant has no licence for a report only if every try says so.
//!
//! Tenants with a licence get it too, now and then, and the same call works a moment later
//! (<https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/3581>, `/3808`). So the call is repeated,
//! and only if every try says the same is it believed, for an hour. An answer that is not believed yet counts as an
//! outage: what a report would have shown may be the sign of a compromise.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The repeats of a call before such an answer is believed. A diagnosis reads two reports that may have it, the sign-ins
/// and the registration, so that they are four calls, and the audit log is the fifth: with more repeats they would exceed
/// the five reports in ten seconds that Microsoft allows
/// (<https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>). The sign-ins of
/// programs in the background, where they are read, are one more. Nothing waits for them, and they are not repeated.
pub(super) const REPEATS_MAX: usize = 1;
/// The time for which it is believed, and for which an answer shows that the tenant has the licence.
const BELIEVED_FOR: Duration = Duration::from_secs(3600);

/// The beliefs about the licence for each call, by name.
#[derive(Default)]
pub(super) struct LicenceBeliefs(Mutex<HashMap<&'static str, LicenceBelief>>);

#[derive(Clone, Copy)]
enum LicenceBelief {
    /// The call was answered at this instant.
    Answered(Instant),
    /// Every try of the call was refused for want of a licence, at this instant.
    Missing(Instant),
}

impl LicenceBeliefs {
    /// Returns true if a refusal of this call for want of a licence is believed. `refusals` counts those of this call in
    /// a row. A call that was answered within the last hour has its licence.
    pub(super) fn believes_refusal(&self, call: &'static str, refusals: usize) -> bool {
        let mut calls = self.0.lock().expect("nothing panics with this lock");
        match calls.get(call) {
            Some(LicenceBelief::Answered(at)) if at.elapsed() < BELIEVED_FOR => return false,
            Some(LicenceBelief::Missing(since)) if since.elapsed() < BELIEVED_FOR => return true,
            _ => {}
        }
        let is_believed = refusals > REPEATS_MAX;
        if is_believed {
            calls.insert(call, LicenceBelief::Missing(Instant::now()));
        }
        is_believed
    }

    /// Notes that this call was answered.
    pub(super) fn note_answer(&self, call: &'static str) {
        let answered = LicenceBelief::Answered(Instant::now());
        self.0.lock().expect("nothing panics with this lock").insert(call, answered);
    }
}

#[cfg(test)]
mod tests {
    use super::LicenceBeliefs;

    const CALL: &str = "GET /auditLogs/signIns";

    #[test]
    fn a_refusal_is_believed_once_every_try_says_so_and_not_after_an_answer() {
        let beliefs = LicenceBeliefs::default();
        assert!(!beliefs.believes_refusal(CALL, 1));
        assert!(beliefs.believes_refusal(CALL, 2) && beliefs.believes_refusal(CALL, 1), "it is believed for an hour");
        assert!(!beliefs.believes_refusal("GET /reports", 1), "another call has its own licence");
        beliefs.note_answer(CALL);
        assert!(!beliefs.believes_refusal(CALL, 2), "it has answered just now");
    }
}
