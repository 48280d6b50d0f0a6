//! Trouble on request: what a story or a person can ask the simulators to get wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One way in which a call can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answered with this status, and with `Retry-After` where seconds are given. The call has no effect.
    Status {
        /// The HTTP status, 400 or above.
        status: u16,
        /// Whole seconds for `Retry-After`; the header is left out without them.
        retry_after: Option<u64>,
    },
    /// Answered with this status and this body, in the service's own words or anybody's. The call has no effect.
    Says {
        /// The HTTP status, 400 or above.
        status: u16,
        /// JSON.
        body: String,
    },
    /// The call takes effect, and its answer never comes.
    LostAnswer,
    /// The call never arrives: no effect, no answer.
    LostCall,
    /// The call is answered this much later.
    Slow(Duration),
}

/// The faults that wait to happen, shared by everything that serves one simulator.
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
    /// What the fault waits for: part of `METHOD /path?query`.
    call: String,
    times: u32,
    fault: Fault,
}

impl Faults {
    /// Every call takes at least this long from now on.
    pub fn set_latency(&self, latency: Duration) {
        self.lock().latency = latency;
    }

    /// The time that every call takes at least.
    pub fn latency(&self) -> Duration {
        self.lock().latency
    }

    /// The next `times` calls that contain `call` (as in `PATCH /v1.0/users/`) meet `fault`.
    pub fn add(&self, call: &str, times: u32, fault: Fault) {
        self.lock().waiting.push(Waiting { call: call.to_owned(), times, fault });
    }

    /// Forgets every fault that still waits, and the latency.
    pub fn clear(&self) {
        *self.lock() = State::default();
    }

    /// How often something of this kind is still to go wrong.
    pub fn left(&self, is_meant: impl Fn(&Fault) -> bool) -> u32 {
        self.lock().waiting.iter().filter(|waiting| is_meant(&waiting.fault)).map(|waiting| waiting.times).sum()
    }

    /// The fault that this call meets, if any. `call` is `METHOD /path?query`.
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
