//! Exchange Online: cmdlets over HTTP, as its PowerShell module sends them.
//!
//! Microsoft does not document this as an API. The module speaks it
//! (<https://learn.microsoft.com/powershell/exchange/exchange-online-powershell-v2#rest-api-connections-in-the-exo-v3-module>), other
//! programs have long followed, and the documented
//! [admin API](https://learn.microsoft.com/exchange/reference/admin-api-overview) has neither blocked senders nor inbox rules.
//! So little is taken for granted: nothing is expected of a refusal's body, warnings are no failures, and "not found" is believed
//! only where Exchange names the exception itself.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::error;
use super::http::{ApiResponse, HttpClient};
use super::service::{ApiCall, Service};
use super::token::TokenCache;
use crate::domain::reading::{Gap, Topic};
use crate::domain::run::Answer;
use crate::domain::{OperationId, Trouble};
use crate::ports::{Budget, TenantError};

/// The application permission, of Exchange itself
/// (<https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2>).
const PERMISSION: &str = "Exchange.ManageAsApp";
/// The same, and the least of Microsoft's own roles that reaches everything that is done here.
const PERMISSION_AND_ROLE: &str = "Exchange.ManageAsApp + Exchange Administrator";
/// The mailbox that calls go to which are about no mailbox in particular: Exchange routes them by it.
const SYSTEM_MAILBOX: &str = "bb558c35-97f1-4cb9-8ff7-d53741dc928c";

/// There is no such object: the last part of an exception's name.
const OBJECT_NOT_FOUND: &str = "ManagementObjectNotFoundException";
/// The application was let in, and holds no role of the directory that lets it do this.
const ROLE_MISSING: &str = "role_missing";
/// How Exchange words that, where it words it.
const ROLE_MISSING_WORDS: &str = "The role assigned to application";
/// A page was not found that is always there.
const NO_SUCH_SERVICE: &str = "no_such_service";

/// Exchange Online, as one application of one tenant sees it.
pub(super) struct Exchange {
    service: Service,
}

/// A cmdlet. Its name stands in front, for people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cmdlet {
    GetMailbox,
    SetMailbox,
    GetInboxRule,
    DisableInboxRule,
    GetBlockedSender,
    RemoveBlockedSender,
}

/// What a cmdlet gave.
pub(super) struct CmdletOutput {
    pub items: Vec<Value>,
    /// Whether there is more that did not come along.
    pub more: bool,
    /// By which Microsoft finds the call.
    pub request_id: Option<String>,
}

impl Cmdlet {
    const fn name(self) -> &'static str {
        match self {
            Self::GetMailbox => "Get-Mailbox",
            Self::SetMailbox => "Set-Mailbox",
            Self::GetInboxRule => "Get-InboxRule",
            Self::DisableInboxRule => "Disable-InboxRule",
            Self::GetBlockedSender => "Get-BlockedSenderAddress",
            Self::RemoveBlockedSender => "Remove-BlockedSenderAddress",
        }
    }

    /// The name of the call in errors and in the log.
    pub(super) const fn call(self) -> &'static str {
        match self {
            Self::GetMailbox => "POST InvokeCommand Get-Mailbox",
            Self::SetMailbox => "POST InvokeCommand Set-Mailbox",
            Self::GetInboxRule => "POST InvokeCommand Get-InboxRule",
            Self::DisableInboxRule => "POST InvokeCommand Disable-InboxRule",
            Self::GetBlockedSender => "POST InvokeCommand Get-BlockedSenderAddress",
            Self::RemoveBlockedSender => "POST InvokeCommand Remove-BlockedSenderAddress",
        }
    }
}

impl Exchange {
    /// Exchange at this address, without a slash at its end.
    pub(super) fn new(http: HttpClient, tokens: TokenCache, address: &str, tenant_id: &str) -> Self {
        let anchor = HeaderValue::from_str(&format!("APP:SystemMailbox{{{SYSTEM_MAILBOX}}}@{tenant_id}"))
            .expect("a tenant is called by letters, digits, dots and dashes");
        let headers = HeaderMap::from_iter([
            (HeaderName::from_static("x-anchormailbox"), anchor),
            (HeaderName::from_static("x-responseformat"), HeaderValue::from_static("json")),
            (HeaderName::from_static("prefer"), HeaderValue::from_static("odata.maxpagesize=1000")),
        ]);
        let base = format!("{address}/adminapi/beta/{tenant_id}");
        Self { service: Service { tokens, http, base, headers, trouble_of } }
    }

    /// Runs a cmdlet that changes nothing, again where that may help.
    pub(super) async fn read(
        &self,
        cmdlet: Cmdlet,
        parameters: &Value,
        budget: &Budget,
    ) -> Result<CmdletOutput, TenantError> {
        let call = invoke(cmdlet, parameters);
        let (body, request_id) = self.service.read(&call, budget).await.map_err(by_exception)?;
        let body: CmdletBody = error::read(call.name, body)?;
        Ok(CmdletOutput { items: body.value, more: body.next_link.is_some(), request_id })
    }

    /// Runs a cmdlet that changes something; repeated only where it certainly had no effect. That there was nothing to change is
    /// in the warnings, and as good.
    pub(super) async fn write(
        &self,
        cmdlet: Cmdlet,
        parameters: &Value,
        operation: &OperationId,
        budget: &Budget,
    ) -> Answer {
        self.service.write(&invoke(cmdlet, parameters), &operation.0, budget).await
    }
}

/// Whether Exchange says with this that there is no such object.
pub(super) fn is_not_found(trouble: &Trouble) -> bool {
    trouble.code == OBJECT_NOT_FOUND
}

/// What is not known because of this error. That nobody is let in is 401, that whoever is let in may do nothing is 403.
pub(super) fn gap(topic: Topic, error: &TenantError) -> Gap {
    let permission = if error.trouble().status == Some(403) { PERMISSION_AND_ROLE } else { PERMISSION };
    error::gap(topic, permission, error)
}

fn invoke(cmdlet: Cmdlet, parameters: &Value) -> ApiCall {
    let body = json!({ "CmdletInput": { "CmdletName": cmdlet.name(), "Parameters": parameters } });
    ApiCall::post(cmdlet.call(), "/InvokeCommand".to_owned(), Some(body))
}

/// By the exception it is told what is not there. A bare 404 is about the address, not about what was asked for.
fn by_exception(error: TenantError) -> TenantError {
    let trouble = error.trouble().clone();
    match error {
        _ if is_not_found(&trouble) => TenantError::NotFound(trouble),
        TenantError::NotFound(_) => TenantError::Unavailable(Trouble { code: NO_SUCH_SERVICE.to_owned(), ..trouble }),
        other => other,
    }
}

/// What Exchange says in this answer. A refusal may have no body, or one that is nothing but zeros.
fn trouble_of(call: &str, answered: &ApiResponse) -> Trouble {
    let body: Option<Value> = answered.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
    let said = body.as_ref().and_then(|body| body.get("error")).map(ExchangeError::read).unwrap_or_default();
    let lacks_role = answered.status == StatusCode::FORBIDDEN
        && (said.message.is_empty() || said.message.contains(ROLE_MISSING_WORDS));
    let code = if lacks_role { Some(ROLE_MISSING) } else { said.exception.as_deref().or(said.code.as_deref()) };
    error::vendor_trouble(call, answered.status, code, &said.message, answered.request_id.as_deref())
}

/// What is worth keeping of an error.
#[derive(Default)]
struct ExchangeError {
    exception: Option<String>,
    code: Option<String>,
    message: String,
}

impl ExchangeError {
    /// The details say most, then the exception inside; the message on top says that something went wrong.
    fn read(error: &Value) -> Self {
        let details = error.get("details").and_then(Value::as_array).into_iter().flatten();
        let inner = entry(error, "innererror");
        let exception = inner.and_then(|inner| entry(inner, "internalexception"));
        let named = exception.and_then(|exception| text(exception, "type")).map(last_part);
        let texts = details.chain(exception).chain(Some(error)).filter_map(|part| text(part, "message"));
        let (own, message) = texts.map(split).find(|(_, text)| !text.is_empty()).unwrap_or_default();
        let code = text(error, "code").filter(|code| !code.is_empty()).map(str::to_owned);
        Self { exception: own.or(named), code, message: message.to_owned() }
    }
}

/// `|Full.Name.Of.Exception|what it says`, with or without a mark in front; else only what it says.
fn split(text: &str) -> (Option<String>, &str) {
    let mut parts = text.splitn(3, '|');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(name), Some(rest)) if name.ends_with("Exception") => (Some(last_part(name)), rest.trim()),
        _ => (None, text.trim()),
    }
}

fn last_part(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}

/// Some answers write their names in small letters, some do not.
fn entry<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_object()?.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    entry(value, name)?.as_str()
}

#[derive(Deserialize)]
struct CmdletBody {
    #[serde(default)]
    value: Vec<Value>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}
