//! Log lines about strangers, counted instead of written one by one.
//!
//! Anybody on the network can make such an event, as often as they like. One line each would let them fill the disk and
//! hide what matters, so one line a minute has the counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::clock::Clock;

/// The time that one line covers.
pub const LINE_PERIOD: Duration = Duration::from_secs(60);

/// An event that a stranger can cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// A connection over the limit of its client address.
    OverLimit,
    /// A connection that did not send its request in time.
    TooSlow,
    /// A request that is not one of ours: another path or method, a missing field, a prefetch.
    Malformed,
    /// A browser that belongs to no sign-in in progress, or that answers no open question.
    UnknownSignIn,
    /// A request of a configured proxy that does not say which client it is for. It is not turned away, but all of
    /// these share the places of one client.
    Unnamed,
}

/// The counts of one line, by [`Stranger`].
const KINDS: usize = 5;

/// Counts events. Clones share the counts.
#[derive(Clone)]
pub struct StrangerLog {
    counts: Arc<Counts>,
    clock: Clock,
}

#[derive(Default)]
struct Counts {
    by_kind: [AtomicU64; KINDS],
    /// True while a line is due.
    is_due: AtomicBool,
}

impl StrangerLog {
    /// Returns a log without counts. `clock` tells when a line is due.
    pub fn new(clock: Clock) -> Self {
        Self { counts: Arc::default(), clock }
    }

    /// Counts one event. The first one after a line makes the next line due in [`LINE_PERIOD`].
    ///
    /// # Panics
    ///
    /// Panics outside of a Tokio runtime.
    pub fn count(&self, stranger: Stranger) {
        self.counts.by_kind[stranger as usize].fetch_add(1, Ordering::Relaxed);
        if self.counts.is_due.swap(true, Ordering::AcqRel) {
            return;
        }
        let (counts, clock) = (Arc::clone(&self.counts), self.clock.clone());
        tokio::spawn(async move {
            clock.sleep(LINE_PERIOD).await;
            // Before the counts are taken: an event that comes in between makes a line due that may be empty.
            counts.is_due.store(false, Ordering::Release);
            counts.write_line();
        });
    }
}

#[cfg(test)]
impl StrangerLog {
    /// Returns the number of these events since the last line.
    pub fn counted(&self, stranger: Stranger) -> u64 {
        self.counts.by_kind[stranger as usize].load(Ordering::Relaxed)
    }
}

impl Counts {
    fn write_line(&self) {
        let [over_limit, too_slow, malformed, unknown_sign_in, unnamed] =
            self.by_kind.each_ref().map(|count| count.swap(0, Ordering::AcqRel));
        let all = over_limit + too_slow + malformed + unknown_sign_in;
        if all > 0 {
            tracing::info!(all, over_limit, too_slow, malformed, unknown_sign_in, "strangers turned away");
        }
        if unnamed > 0 {
            tracing::info!(unnamed, "proxy passes on no client address, so all its clients share the places of one");
        }
    }
}

impl Drop for Counts {
    /// Writes what the last minute would have.
    fn drop(&mut self) {
        self.write_line();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::Mutex;

    use jiff::SignedDuration;
    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    /// Log lines in memory.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Lines {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    #[tokio::test]
    async fn a_thousand_strangers_are_one_line_a_minute() {
        let (lines, clock) = (Lines::default(), Clock::system());
        let subscriber = tracing_subscriber::fmt().with_writer(lines.clone()).with_ansi(false).finish();
        let _guard = tracing::subscriber::set_default(subscriber);
        let log = StrangerLog::new(clock.clone());
        for _ in 0..1000 {
            log.count(Stranger::UnknownSignIn);
        }
        log.count(Stranger::OverLimit);
        tokio::task::yield_now().await;
        assert_eq!(lines.text(), "", "a line before the minute is over");
        while lines.text().is_empty() {
            clock.advance(SignedDuration::from_secs(61));
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let first = lines.text();
        assert_eq!(first.lines().count(), 1, "{first}");
        assert!(first.contains("all=1001 over_limit=1 too_slow=0 malformed=0 unknown_sign_in=1000"), "{first}");
        // What is counted when the program ends is not lost.
        log.count(Stranger::Malformed);
        log.count(Stranger::Unnamed);
        drop(log);
        while lines.text().lines().count() < 3 {
            clock.advance(SignedDuration::from_secs(61));
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        assert!(lines.text().contains("all=1 over_limit=0 too_slow=0 malformed=1 unknown_sign_in=0"));
        assert!(lines.text().contains("unnamed=1"), "{}", lines.text());
    }
}
