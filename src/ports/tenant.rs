//! The tenant: the directory and the mail of one organisation in Microsoft 365.

use std::future::Future;

use jiff::Timestamp;

use super::{AuthorizationRequest, Budget, DeviceAuthorization, Identity, Matches};
use crate::domain::account::{Account, Names};
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::people::Standing;
use crate::domain::run::{StepResponse, Warrant};
use crate::domain::target_ref::TargetRef;
use crate::domain::{ObjectId, Trouble};
use crate::secret::Secret;

/// A tenant of Microsoft 365. Implementations repeat a failed read within the budget. They call a step once.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use grendel::ports::{Budget, Tenant, TenantError};
///
/// /// Returns the user principal names that match a text, with at most four calls and no pause.
/// async fn suggestions(tenant: &impl Tenant, text: &str) -> Result<Vec<String>, TenantError> {
///     let budget = Budget::new(4, Duration::ZERO);
///     match tenant.search(text, &budget).await {
///         Ok(matches) => Ok(matches.accounts.into_iter().map(|account| account.names.upn).collect()),
///         Err(TenantError::Rejected(_)) => Ok(Vec::new()),
///         Err(error) => Err(error),
///     }
/// }
/// ```
pub trait Tenant: Send + Sync + 'static {
    /// Reads the state of a person's account and their roles. Returns `None` if the directory has no such account.
    fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Option<Standing>, TenantError>> + Send;

    /// Finds the account that is meant: by object id, by user principal name, by mail address or alias, and at last
    /// among the deleted accounts. Makes one round trip, and none for an object id.
    fn resolve(
        &self,
        target: &TargetRef,
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Resolution, TenantError>> + Send;

    /// Finds the accounts with a name that has words beginning like the text, or with a user principal name or a mail
    /// address that begins like it. Makes one call.
    fn search(&self, typed: &str, budget: &Budget) -> impl Future<Output = Result<Matches, TenantError>> + Send;

    /// Reads everything that a diagnosis needs, in one round trip if nothing fails. A part that could not be read is a
    /// gap in the account.
    ///
    /// # Errors
    ///
    /// The account itself could not be read.
    fn observe(
        &self,
        request: ObserveRequest<'_>,
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Account, TenantError>> + Send;

    /// Reads the same account again between two steps. What limits the steps is read: identity, roles, groups, units,
    /// risk, and sign-in status. Everything else is copied from `before`.
    fn observe_again(
        &self,
        before: &Account,
        groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Account, TenantError>> + Send;

    /// Reads the mail of the account once more, and returns the account with it. Everything else is copied from `before`. A part
    /// that could not be read is a gap; without Exchange nothing is read.
    fn observe_mail(&self, before: &Account, now: Timestamp, budget: &Budget) -> impl Future<Output = Account> + Send;

    /// Reads only what a step changes, to see whether the step took effect.
    fn condition(
        &self,
        check: &EffectCheck,
        budget: &Budget,
    ) -> impl Future<Output = Result<Condition, TenantError>> + Send;

    /// Begins a sign-in in a browser, which ends with a redirect to `redirect_uri`. Makes no call. With
    /// `reauthenticate` the person must sign in even if the browser has a session.
    fn begin_sign_in(&self, redirect_uri: &str, reauthenticate: bool) -> AuthorizationRequest;

    /// Redeems the code of a sign-in for the identity of the person. The tokens are dropped before this returns.
    fn finish_sign_in(
        &self,
        request: &AuthorizationRequest,
        code: &Secret,
        budget: &Budget,
    ) -> impl Future<Output = Result<Identity, TenantError>> + Send;

    /// Begins a sign-in by a code that is typed on another device.
    fn begin_device_sign_in(
        &self,
        budget: &Budget,
    ) -> impl Future<Output = Result<DeviceAuthorization, TenantError>> + Send;

    /// Polls until the person has typed the code, and returns their identity. Returns `None` if they declined or if the
    /// code expired. Takes at most as long as the code is valid.
    fn finish_device_sign_in(
        &self,
        authorization: &DeviceAuthorization,
    ) -> impl Future<Output = Result<Option<Identity>, TenantError>> + Send;

    /// Takes the step that the warrant permits. The call is repeated only if Microsoft states that it had no effect
    /// (401, 429).
    fn perform(&self, warrant: &Warrant, budget: &Budget) -> impl Future<Output = StepResult> + Send;
}

/// The account and the scope of an observation.
#[derive(Clone, Copy, Debug)]
pub struct ObserveRequest<'a> {
    /// The account.
    pub target: &'a ObjectId,
    /// The names by which it was found. If there are any, accounts with similar names are searched for.
    pub names: Option<&'a Names>,
    /// The groups to look for, by name or object id. No others are read.
    pub groups: &'a [String],
}

/// The result of taking a step.
pub struct StepResult {
    /// Microsoft's answer.
    pub answer: StepResponse,
    /// The password or temporary access pass, if the step made one or may have made one.
    pub secret: Option<Secret>,
}

impl From<StepResponse> for StepResult {
    fn from(answer: StepResponse) -> Self {
        Self { answer, secret: None }
    }
}

/// The result of [`Tenant::resolve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// One account, with its names unless it was deleted meanwhile.
    Account(ObjectId, Option<Names>),
    /// A deleted account, as far as the directory still has it.
    Deleted(Box<Account>),
    /// Several accounts, by user principal name; at most [`Resolution::CANDIDATES_MAX`].
    Ambiguous(Vec<String>),
    /// No account.
    NotFound,
    /// The text is neither an object id nor an address.
    Malformed,
}

impl Resolution {
    /// The most candidates that are listed.
    pub const CANDIDATES_MAX: usize = 10;
}

/// The reasons for which Microsoft does not do what was asked. Each variant is a choice that the engine has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TenantError {
    /// The object does not exist (404).
    #[error("{} found nothing: {}", .0.call, .0.code)]
    NotFound(Trouble),
    /// Grendel lacks a permission or a role, or its credentials are refused (401, 403).
    #[error("{} was denied: {}", .0.call, .0.code)]
    Denied(Trouble),
    /// The request is wrong (any other 4xx).
    #[error("{} was rejected: {}", .0.call, .0.code)]
    Rejected(Trouble),
    /// There was no answer, the service reported a passing failure, or it asked for a longer pause than the budget has.
    #[error("{} is unavailable: {}", .0.call, .0.code)]
    Unavailable(Trouble),
}

impl TenantError {
    /// Returns the failed call, its code and its message.
    pub const fn trouble(&self) -> &Trouble {
        match self {
            Self::NotFound(trouble) | Self::Denied(trouble) | Self::Rejected(trouble) | Self::Unavailable(trouble) => {
                trouble
            }
        }
    }
}
