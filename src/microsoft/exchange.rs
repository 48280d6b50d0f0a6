//! Exchange Online: cmdlets over HTTP, as its PowerShell module sends them.
//!
//! Microsoft does not document this as an API. The module uses it
//! (<https://learn.microsoft.com/powershell/exchange/exchange-online-powershell-v2#rest-api-connections-in-the-exo-v3-module>),
//! other programs do as well, and the documented [admin
//! API](https://learn.microsoft.com/exchange/reference/admin-api-overview) has neither blocked senders nor inbox rules.
//! So little is assumed: the body of a refusal may be anything, a warning is not a failure, and "not found" counts only
//! where Exchange names the exception.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::error;
use super::http::{ApiResponse, HttpClient};
use super::service::{ReadCall, Service, WriteCall};
use super::token::TokenCache;
use crate::domain::Trouble;
use crate::domain::reading::{Gap, Topic};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::ports::{Budget, TenantError};

/// The application permission, which is one of Exchange and not of Graph
/// (<https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2>).
const PERMISSION: &str = "Exchange.ManageAsApp";
/// The permission, with the least of the built-in directory roles that allows every cmdlet here.
const PERMISSION_AND_ROLE: &str = "Exchange.ManageAsApp + Exchange Administrator";
/// The mailbox by which Exchange routes a call that is about no mailbox in particular.
const SYSTEM_MAILBOX: &str = "bb558c35-97f1-4cb9-8ff7-d53741dc928c";

/// The exception for an object that does not exist, without its namespace.
const OBJECT_NOT_FOUND: &str = "ManagementObjectNotFoundException";
/// The token of the application was accepted, but it has no directory role that allows the cmdlet.
const ROLE_MISSING: &str = "role_missing";
/// Part of the message for a missing role, where there is a message.
const ROLE_MISSING_WORDS: &str = "The role assigned to application";
/// The URL of the API itself was not found.
const NO_SUCH_SERVICE: &str = "no_such_service";
/// The path of every call.
const PATH: &str = "/InvokeCommand";

/// Exchange Online, as one application of one tenant sees it.
pub(super) struct Exchange {
    service: Service,
}

/// A cmdlet that changes nothing.
#[derive(Clone, Copy, Debug)]
pub(super) enum ReadCmdlet {
    Mailbox,
    InboxRules,
    BlockedSenders,
}

/// A cmdlet that changes something.
#[derive(Clone, Copy, Debug)]
pub(super) enum WriteCmdlet {
    SetMailbox,
    DisableInboxRule,
    RemoveBlockedSender,
}

/// The output of a cmdlet that reads.
pub(super) struct CmdletOutput {
    pub items: Vec<Value>,
    /// True if there are more items than fit on the page.
    pub more: bool,
    /// Microsoft's id of the request.
    pub request_id: Option<String>,
}

/// The beginning of [`ReadCmdlet::call`] and [`WriteCmdlet::call`], before the name of the cmdlet.
const INVOKE: &str = "POST InvokeCommand ";

impl ReadCmdlet {
    /// Returns the name of the call in errors and in the log.
    pub(super) const fn call(self) -> &'static str {
        match self {
            Self::Mailbox => "POST InvokeCommand Get-Mailbox",
            Self::InboxRules => "POST InvokeCommand Get-InboxRule",
            Self::BlockedSenders => "POST InvokeCommand Get-BlockedSenderAddress",
        }
    }
}

impl WriteCmdlet {
    /// Returns the name of the call in errors and in the log.
    pub(super) const fn call(self) -> &'static str {
        match self {
            Self::SetMailbox => "POST InvokeCommand Set-Mailbox",
            Self::DisableInboxRule => "POST InvokeCommand Disable-InboxRule",
            Self::RemoveBlockedSender => "POST InvokeCommand Remove-BlockedSenderAddress",
        }
    }
}

impl Exchange {
    /// `address` is that of Exchange, without a slash at its end.
    pub(super) fn new(http: HttpClient, tokens: TokenCache, address: &str, tenant_id: &str) -> Self {
        let anchor = HeaderValue::from_str(&format!("APP:SystemMailbox{{{SYSTEM_MAILBOX}}}@{tenant_id}"))
            .expect("the id of a tenant has letters, digits, dots and dashes only");
        let headers = HeaderMap::from_iter([
            (HeaderName::from_static("x-anchormailbox"), anchor),
            (HeaderName::from_static("x-responseformat"), HeaderValue::from_static("json")),
            (HeaderName::from_static("prefer"), HeaderValue::from_static("odata.maxpagesize=1000")),
        ]);
        let base = format!("{address}/adminapi/beta/{tenant_id}");
        Self { service: Service { tokens, http, base, headers, trouble_of } }
    }

    /// Runs a cmdlet that changes nothing, and repeats it where that may help.
    pub(super) async fn read(
        &self,
        cmdlet: ReadCmdlet,
        parameters: &Value,
        budget: &Budget,
    ) -> Result<CmdletOutput, TenantError> {
        let name = cmdlet.call();
        let call = ReadCall::post(name, PATH.to_owned(), input(name, parameters));
        let (body, request_id) = self.service.read(&call, budget).await.map_err(by_exception)?;
        let body: CmdletBody = error::read(name, body)?;
        Ok(CmdletOutput { items: body.value, more: body.next_link.is_some(), request_id })
    }

    /// Runs a cmdlet that changes something, and repeats it only where it certainly had no effect. If there was nothing
    /// to change, the response is a success with a warning.
    pub(super) async fn write(
        &self,
        warrant: &Warrant,
        cmdlet: WriteCmdlet,
        parameters: &Value,
        budget: &Budget,
    ) -> StepResponse {
        let name = cmdlet.call();
        let call = WriteCall::post(warrant, name, PATH.to_owned(), Some(input(name, parameters)));
        self.service.write(&call, budget).await
    }
}

/// Returns the answer, with "no such object" as a success: an object that should be gone, or without effect, and is.
pub(super) fn not_found_is_done(answer: StepResponse) -> StepResponse {
    match answer {
        StepResponse::Refused(trouble) | StepResponse::None(trouble) if is_not_found(&trouble) => {
            StepResponse::Taken(Receipt {
                status: trouble.status,
                request_id: trouble.request_id,
                ..Receipt::default()
            })
        }
        other => other,
    }
}

/// Returns the gap that this error leaves. A 401 means that the permission is missing, a 403 the permission or the
/// role.
pub(super) fn gap(topic: Topic, error: &TenantError) -> Gap {
    let permission = if error.trouble().status == Some(403) { PERMISSION_AND_ROLE } else { PERMISSION };
    error::gap(topic, permission, error)
}

/// Returns the body that runs the cmdlet at the end of `call`.
fn input(call: &str, parameters: &Value) -> Value {
    let cmdlet = call.trim_start_matches(INVOKE);
    json!({ "CmdletInput": { "CmdletName": cmdlet, "Parameters": parameters } })
}

fn is_not_found(trouble: &Trouble) -> bool {
    trouble.code == OBJECT_NOT_FOUND
}

/// Returns `NotFound` if Exchange names the exception for that. A bare 404 means that the URL is wrong, not that an
/// object is missing.
fn by_exception(error: TenantError) -> TenantError {
    let trouble = error.trouble().clone();
    match error {
        _ if is_not_found(&trouble) => TenantError::NotFound(trouble),
        TenantError::NotFound(_) => TenantError::Unavailable(Trouble { code: NO_SUCH_SERVICE.to_owned(), ..trouble }),
        other => other,
    }
}

/// Reads the error in a response. A refusal may have no body, or one of zero bytes only.
fn trouble_of(call: &str, response: &ApiResponse) -> Trouble {
    let body: Option<Value> = response.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
    let error = body.as_ref().and_then(|body| body.get("error")).map(ExchangeError::read).unwrap_or_default();
    let lacks_role = response.status == StatusCode::FORBIDDEN
        && (error.message.is_empty() || error.message.contains(ROLE_MISSING_WORDS));
    let code = if lacks_role { Some(ROLE_MISSING) } else { error.exception.as_deref().or(error.code.as_deref()) };
    error::vendor_trouble(call, response.status, code, &error.message, response.request_id.as_deref())
}

/// The parts of an error body that are kept.
#[derive(Default)]
struct ExchangeError {
    exception: Option<String>,
    code: Option<String>,
    message: String,
}

impl ExchangeError {
    /// Takes the message from the details if there is one there, else from the inner exception, else from the top.
    fn read(error: &Value) -> Self {
        let details = error.get("details").and_then(Value::as_array).into_iter().flatten();
        let inner = entry(error, "innererror");
        let exception = inner.and_then(|inner| entry(inner, "internalexception"));
        let named = exception.and_then(|exception| text(exception, "type")).map(last_part);
        let texts = details.chain(exception).chain(Some(error)).filter_map(|part| text(part, "message"));
        let (own, message) = texts.map(split_exception).find(|(_, text)| !text.is_empty()).unwrap_or_default();
        let code = text(error, "code").filter(|code| !code.is_empty()).map(str::to_owned);
        Self { exception: own.or(named), code, message: message.to_owned() }
    }
}

/// Splits `|Full.Name.Of.Exception|message`, with or without a mark in front, into exception and message. Any other
/// text is a message.
fn split_exception(text: &str) -> (Option<String>, &str) {
    let mut parts = text.splitn(3, '|');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(name), Some(rest)) if name.ends_with("Exception") => (Some(last_part(name)), rest.trim()),
        _ => (None, text.trim()),
    }
}

fn last_part(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}

/// Returns a property, ignoring case: some responses write its name in lower case, some do not.
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
