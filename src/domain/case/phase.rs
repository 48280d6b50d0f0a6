//! The parts of a case that each of its phases has.

use super::super::run::Run;
use super::{ApprovalRequest, DiagnosedTarget, Phase};

impl Phase {
    /// Its name, for the log.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Accepted(_) => "accepted",
            Self::Diagnosed(_) => "diagnosed",
            Self::Waiting(_) => "waiting",
            Self::Approved(_) => "approved",
            Self::Running(..) => "running",
            Self::DeliveringSecret(_) => "delivering_secret",
            Self::AwaitingCountersign(_) => "awaiting_countersign",
            Self::Closed { .. } => "closed",
        }
    }

    pub(super) fn diagnosed(&self) -> Option<&DiagnosedTarget> {
        match self {
            Self::Opened | Self::Accepted(_) => None,
            Self::Diagnosed(diagnosed) => Some(diagnosed),
            Self::Waiting(request) | Self::Approved(request) | Self::Running(request, _) => Some(&request.diagnosed),
            Self::DeliveringSecret(delivering) => Some(&delivering.request.diagnosed),
            Self::AwaitingCountersign(awaiting) => Some(&awaiting.request.diagnosed),
            Self::Closed { from, .. } => from.diagnosed(),
        }
    }

    pub(super) fn approval_request(&self) -> Option<&ApprovalRequest> {
        match self {
            Self::Opened | Self::Accepted(_) | Self::Diagnosed(_) => None,
            Self::Waiting(request) | Self::Approved(request) | Self::Running(request, _) => Some(request),
            Self::DeliveringSecret(delivering) => Some(&delivering.request),
            Self::AwaitingCountersign(awaiting) => Some(&awaiting.request),
            Self::Closed { from, .. } => from.approval_request(),
        }
    }

    pub(super) fn run(&self) -> Option<&Run> {
        match self {
            Self::Running(_, run) => Some(run),
            Self::DeliveringSecret(delivering) => Some(&delivering.run),
            Self::AwaitingCountersign(awaiting) => Some(&awaiting.run),
            Self::Closed { from, .. } => from.run(),
            _ => None,
        }
    }
}
