//! Faults that a test or a person can inject into the simulators.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use percent_encoding::percent_decode_str;

use super::canned::{CallPattern, CannedAnswer};

/// One way in which a call can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The call is answered with this status, and with `Retry-After` if `retry_after` is set. It has no effect.
    Status {
        /// The HTTP status, 400 or above.
        status: u16,
        /// Whole seconds for `Retry-After`; `None` leaves the header out.
        retry_after: Option<u64>,
    },
    /// The call is answered with exactly this, which need not be one of the service's own answers. It has no effect.
    Answer(CannedAnswer),
    /// The call takes effect, but its answer never arrives.
    LostAnswer,
    /// The call never arrives: it has no effect and no answer.
    LostCall,
    /// The call is answered after this delay.
    Slow(Duration),
}

/// The number of calls that have met one fault.
#[derive(Clone, Debug, Default)]
pub struct Met(Arc<AtomicU32>);

impl Met {
    /// Returns the number so far.
    pub fn times(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The pending faults of one simulator, shared by everything that serves it.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    latency: Duration,
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    calls: Calls,
    /// The number of calls that still meet the fault; `None` without an end.
    times: Option<u32>,
    fault: Fault,
    met: Met,
}

/// The calls that meet a fault.
#[derive(Debug)]
enum Calls {
    /// Those with this text in `METHOD /path?query`.
    With(String),
    /// Those that match.
    Like(CallPattern),
}

impl Calls {
    fn include(&self, line: &str, body: &str) -> bool {
        match self {
            Self::With(text) => line.contains(text),
            Self::Like(pattern) => pattern.matches(line, body),
        }
    }
}

impl Faults {
    /// Delays every call by at least this long from now on.
    pub fn set_latency(&self, latency: Duration) {
        self.lock().latency = latency;
    }

    /// Returns the delay of every call.
    pub fn latency(&self) -> Duration {
        self.lock().latency
    }

    /// Makes the next `times` calls that contain `call`, such as `PATCH /v1.0/users/`, meet `fault`. A call is decoded before it
    /// is compared, so `call` is too.
    pub fn add(&self, call: &str, times: u32, fault: Fault) {
        self.push(Calls::With(call.to_owned()), Some(times), fault);
    }

    /// Makes the next `times` calls that match, or all of them with `None`, meet `fault`. Returns the count of those that did.
    pub fn add_like(&self, pattern: CallPattern, times: Option<u32>, fault: Fault) -> Met {
        self.push(Calls::Like(pattern), times, fault)
    }

    /// Removes every pending fault and the latency.
    pub fn clear(&self) {
        *self.lock() = State::default();
    }

    /// Returns how many more calls will meet a fault for which `is_meant` is true. A fault without an end counts as one.
    pub fn left(&self, is_meant: impl Fn(&Fault) -> bool) -> u32 {
        let state = self.lock();
        let meant = state.waiting.iter().filter(|waiting| is_meant(&waiting.fault));
        meant.map(|waiting| waiting.times.unwrap_or(1)).sum()
    }

    /// Takes the fault that this call meets, or `None`. `call` is `METHOD /path?query`, encoded or not.
    pub fn take(&self, call: &str, body: &str) -> Option<Fault> {
        let line = percent_decode_str(call).decode_utf8_lossy();
        let mut state = self.lock();
        let at = state.waiting.iter().position(|waiting| waiting.calls.include(&line, body))?;
        let waiting = &mut state.waiting[at];
        let fault = waiting.fault.clone();
        waiting.met.0.fetch_add(1, Ordering::Relaxed);
        waiting.times = waiting.times.map(|times| times.saturating_sub(1));
        if waiting.times == Some(0) {
            state.waiting.remove(at);
        }
        Some(fault)
    }

    fn push(&self, calls: Calls, times: Option<u32>, fault: Fault) -> Met {
        let met = Met::default();
        self.lock().waiting.push(Waiting { calls, times, fault, met: met.clone() });
        met
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("no fault is handled while panicking")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]
mod tests {
    use super::*;

    const SLOW: Fault = Fault::Slow(Duration::ZERO);

    #[test]
    fn a_fault_is_met_as_often_as_it_was_added_for() {
        let faults = Faults::default();
        faults.add("GET /v1.0/users", 2, SLOW);
        assert_eq!(faults.take("GET /v1.0/groups", ""), None);
        assert_eq!([(); 3].map(|()| faults.take("GET /v1.0/users?$top=1", "")), [Some(SLOW), Some(SLOW), None]);
    }

    #[test]
    fn a_fault_without_an_end_is_met_by_every_call_like_its_pattern() {
        let faults = Faults::default();
        let pattern = CallPattern::line(r"^POST /v1.0/\$batch$").unwrap().and_body("signIns").unwrap();
        let met = faults.add_like(pattern, None, SLOW);
        assert_eq!(faults.take("POST /v1.0/%24batch", "users"), None, "the body is another");
        assert_eq!([(); 3].map(|()| faults.take("POST /v1.0/%24batch", "signIns")), [(); 3].map(|()| Some(SLOW)));
        assert_eq!((faults.left(|_| true), met.times()), (1, 3));
        faults.clear();
        assert_eq!(faults.take("POST /v1.0/%24batch", "signIns"), None);
    }
}
