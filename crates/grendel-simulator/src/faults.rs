//! Faults that a test or a person can inject into the simulators.

use std::sync::{Arc, Mutex};
use std::time::Duration;

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
    /// The call is answered with this status and this body, which need not be one of the service's own. It has no
    /// effect.
    Says {
        /// The HTTP status, 400 or above.
        status: u16,
        /// JSON.
        body: String,
    },
    /// The call takes effect, but its answer never arrives.
    LostAnswer,
    /// The call never arrives: it has no effect and no answer.
    LostCall,
    /// The call is answered after this delay.
    Slow(Duration),
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
    /// Part of `METHOD /path?query` that a call must contain to meet the fault.
    call: String,
    times: u32,
    fault: Fault,
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

    /// Makes the next `times` calls that contain `call`, such as `PATCH /v1.0/users/`, meet `fault`.
    pub fn add(&self, call: &str, times: u32, fault: Fault) {
        self.lock().waiting.push(Waiting { call: call.to_owned(), times, fault });
    }

    /// Removes every pending fault and the latency.
    pub fn clear(&self) {
        *self.lock() = State::default();
    }

    /// Returns how many more calls will meet a fault for which `is_meant` is true.
    pub fn left(&self, is_meant: impl Fn(&Fault) -> bool) -> u32 {
        self.lock().waiting.iter().filter(|waiting| is_meant(&waiting.fault)).map(|waiting| waiting.times).sum()
    }

    /// Takes the fault that this call meets, or `None`. `call` is `METHOD /path?query`.
    pub fn take(&self, call: &str) -> Option<Fault> {
        let mut state = self.lock();
        let at = state.waiting.iter().position(|waiting| call.contains(&waiting.call))?;
        let waiting = &mut state.waiting[at];
        let fault = waiting.fault.clone();
        waiting.times = waiting.times.saturating_sub(1);
        if waiting.times == 0 {
            state.waiting.remove(at);
        }
        Some(fault)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("no fault is handled while panicking")
    }
}
