//! Sign-ins that programs make in the background, without a person at the keyboard.
//!
//! Graph has them in `/beta` only (<https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta>), which may change
//! without notice. So they are read only if the operator wants that, they only say which program keeps trying, and no verdict
//! waits for them: what is not there a moment after everything else is left out.

use std::pin::pin;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::address::{literal, query};
use super::audits::whole_seconds;
use super::graph::{Graph, GraphPage, Query};
use super::sign_in_log::{SignInLog, SignInRecord};
use crate::domain::ObjectId;
use crate::domain::sign_ins::FailedSignIn;
use crate::ports::Budget;

/// The age of the oldest ones that are read. A program that still tries has tried today.
const SINCE: SignedDuration = SignedDuration::from_hours(24);
/// The most that are read.
const READ_MAX: usize = 50;
/// The longest wait for them once everything else is there.
const WAIT_MAX: Duration = Duration::from_millis(250);
/// The calls that they may cost, with those for a token: no call is repeated.
const CALLS_MAX: u32 = 3;

impl Graph {
    /// Returns what `needed` reads, and the failed sign-ins of programs in the background, newest first. None if they are
    /// not read, and none if they could not be, or not while `needed` was read: they are no part of what a diagnosis needs.
    pub(super) async fn with_background_failures<T>(
        &self,
        needed: impl Future<Output = T>,
        target: &ObjectId,
        now: Timestamp,
    ) -> (T, Vec<FailedSignIn>) {
        let Some(base) = &self.background else { return (needed.await, Vec::new()) };
        let (query, budget) = (background_query(base, target, now), Budget::new(CALLS_MAX, Duration::ZERO));
        let mut needed = pin!(needed);
        let mut page = pin!(self.get(&query, &budget));
        let (needed, page) = tokio::select! {
            biased;
            needed = &mut needed => (needed, self.at_once(page).await),
            page = &mut page => (needed.await, Some(page)),
        };
        let page = page.and_then(Result::ok);
        (needed, page.map(|page| SignInLog::from(page).failed).unwrap_or_default())
    }

    async fn at_once<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            output = future => Some(output),
            () = self.clock.sleep(WAIT_MAX) => None,
        }
    }
}

fn background_query(base: &str, target: &ObjectId, now: Timestamp) -> Query<GraphPage<SignInRecord>> {
    let (user, since) = (literal(&target.to_string()), whole_seconds(now - SINCE));
    let filter = format!(
        "userId eq {user} and createdDateTime ge {since} and signInEventTypes/any(t: t eq 'nonInteractiveUser')"
    );
    let path = format!("/auditLogs/signIns{}", query(&[("$filter", &filter), ("$top", &READ_MAX.to_string())]));
    Query::get("GET /beta/auditLogs/signIns", path).under(base.to_owned())
}
