//! Whether a step took effect: just what that step changes, read from where it is written.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::address::{query, user_by_id};
use super::exchange::Exchange;
use super::graph::{ApiCall, Graph, GraphPage};
use super::{Microsoft, error, steps};
use crate::domain::ObjectId;
use crate::domain::access::RiskState;
use crate::domain::case::Look;
use crate::domain::condition::Condition;
use crate::domain::step::StepKind;
use crate::ports::{Budget, TenantError};

const USER: &str = "GET /users/{id}";
const METHODS: &str = "GET /users/{id}/authentication/methods";
const RISKY_USER: &str = "GET /identityProtection/riskyUsers/{id}";
/// <https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>
const PASS: &str = "#microsoft.graph.temporaryAccessPassAuthenticationMethod";

impl Microsoft {
    /// What the step changes, as it is now. Whether the account may sign in stands in every condition; where that is not what
    /// the step changes, it stays as it was before.
    pub(super) async fn look(&self, look: &Look, budget: &Budget) -> Result<Condition, TenantError> {
        let target = &look.target;
        let unread = || Condition { sign_in_enabled: look.before.sign_in_enabled, ..Condition::default() };
        Ok(match look.kind {
            StepKind::EnableSignIn
            | StepKind::BlockSignIn
            | StepKind::RevokeSignInSessions
            | StepKind::ResetPassword => self.graph.user_condition(target, budget).await?,
            StepKind::IssueTemporaryAccessPass => {
                Condition { pass_from: self.graph.pass_from(target, budget).await?, ..unread() }
            }
            StepKind::DismissRisk | StepKind::ConfirmCompromised => {
                Condition { risk: Some(self.graph.risk_state(target, budget).await?), ..unread() }
            }
            StepKind::ReleaseSender => {
                Condition { restricted: Some(self.restricted(target, budget).await?), ..unread() }
            }
            StepKind::ClearForwarding => Condition { forwards: self.forwards(target, budget).await?, ..unread() },
            StepKind::DisableInboxRules => {
                let on = self.exchange_for(look.kind)?.rules_on(target, budget).await?;
                Condition { rules_on: Some(on), ..unread() }
            }
            StepKind::PointToSelfService => unread(),
        })
    }

    /// Exchange, for a step that needs it.
    pub(super) fn exchange_for(&self, kind: StepKind) -> Result<&Exchange, TenantError> {
        let message = "Grendel is not set up for Exchange in this tenant";
        let call = steps::name(kind);
        self.exchange.as_ref().ok_or_else(|| TenantError::Rejected(error::own_trouble(call, "exchange_off", message)))
    }

    /// By the same rule as in a diagnosis: the list of all who may not send, and all the addresses of the account.
    async fn restricted(&self, target: &ObjectId, budget: &Budget) -> Result<bool, TenantError> {
        let exchange = self.exchange_for(StepKind::ReleaseSender)?;
        let (upn, mailbox, blocked) =
            tokio::join!(self.graph.upn(target, budget), exchange.mailbox(target, budget), exchange.blocked(budget));
        let restriction = exchange.restriction(&upn?, &mailbox, blocked, budget).await?;
        Ok(restriction.is_some())
    }

    /// Nothing where there is no mailbox any more.
    async fn forwards(&self, target: &ObjectId, budget: &Budget) -> Result<Option<bool>, TenantError> {
        let found = self.exchange_for(StepKind::ClearForwarding)?.mailbox(target, budget).await?;
        Ok(found.map(|found| found.mailbox.forwards_to.is_some()))
    }
}

impl Graph {
    async fn user_condition(&self, target: &ObjectId, budget: &Budget) -> Result<Condition, TenantError> {
        let select = "id,accountEnabled,signInSessionsValidFromDateTime,lastPasswordChangeDateTime";
        let user: SignInObject = self.one(USER, user_by_id(target) + &query(&[("$select", select)]), budget).await?;
        let hidden = || error::hidden(USER, "accountEnabled was not shown; the permission for it is User.Read.All");
        Ok(Condition {
            sign_in_enabled: user.account_enabled.ok_or_else(hidden)?,
            sessions_valid_from: user.sign_in_sessions_valid_from_date_time,
            password_changed_at: user.last_password_change_date_time,
            ..Condition::default()
        })
    }

    async fn upn(&self, target: &ObjectId, budget: &Budget) -> Result<String, TenantError> {
        let select = query(&[("$select", "id,userPrincipalName")]);
        let user: SignInObject = self.one(USER, user_by_id(target) + &select, budget).await?;
        user.user_principal_name.ok_or_else(|| error::hidden(USER, "userPrincipalName"))
    }

    /// Since when the account has its pass, if it has one.
    async fn pass_from(&self, target: &ObjectId, budget: &Budget) -> Result<Option<Timestamp>, TenantError> {
        let page: GraphPage = self.one(METHODS, user_by_id(target) + "/authentication/methods", budget).await?;
        let mut latest = None;
        for method in page.value {
            let method: MethodObject = error::read(METHODS, method)?;
            if method.kind == PASS {
                latest = latest.max(method.created_date_time);
            }
        }
        Ok(latest)
    }

    /// What Identity Protection says now, not what it said a moment ago. Of an account that never was at risk there is no record.
    async fn risk_state(&self, target: &ObjectId, budget: &Budget) -> Result<RiskState, TenantError> {
        let path = format!("/identityProtection/riskyUsers/{target}");
        let risky: RiskStateObject = match self.one(RISKY_USER, path, budget).await {
            Ok(risky) => risky,
            Err(TenantError::NotFound(_)) => return Ok(RiskState::None),
            Err(error) => return Err(error),
        };
        let state = risky.risk_state.ok_or_else(|| error::hidden(RISKY_USER, "riskState"))?;
        Ok(match state.as_str() {
            "none" => RiskState::None,
            "confirmedSafe" => RiskState::ConfirmedSafe,
            "remediated" => RiskState::Remediated,
            "dismissed" => RiskState::Dismissed,
            "confirmedCompromised" => RiskState::ConfirmedCompromised,
            // Also one that Microsoft adds.
            _ => RiskState::AtRisk,
        })
    }

    async fn one<T: DeserializeOwned>(
        &self,
        name: &'static str,
        path: String,
        budget: &Budget,
    ) -> Result<T, TenantError> {
        error::read(name, self.read(&ApiCall::get(name, path), budget).await?.0)
    }
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInObject {
    user_principal_name: Option<String>,
    account_enabled: Option<bool>,
    sign_in_sessions_valid_from_date_time: Option<Timestamp>,
    last_password_change_date_time: Option<Timestamp>,
}

/// <https://learn.microsoft.com/graph/api/authentication-list-methods>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MethodObject {
    #[serde(rename = "@odata.type")]
    kind: String,
    created_date_time: Option<Timestamp>,
}

/// <https://learn.microsoft.com/graph/api/resources/riskyuser>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RiskStateObject {
    risk_state: Option<String>,
}
