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

use super::error::{self, OBJECT_NOT_FOUND};
use super::http::{ApiResponse, HttpClient};
use super::service::{ReadCall, Service, WriteCall};
use super::token::TokenCache;
use crate::domain::reading::{Gap, Topic};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::domain::{ObjectId, Trouble};
use crate::ports::{Budget, TenantError};

/// The application permission, which is one of Exchange and not of Graph
/// (<https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2>).
const PERMISSION: &str = "Exchange.ManageAsApp";
/// The permission, with the least of the built-in directory roles that allows every cmdlet here.
const PERMISSION_AND_ROLE: &str = "Exchange.ManageAsApp + Exchange Administrator";
/// The mailbox by which Exchange routes a call that is about no mailbox in particular.
const SYSTEM_MAILBOX: &str = "bb558c35-97f1-4cb9-8ff7-d53741dc928c";

/// The exception that wraps what another server answered, without its namespace.
const PROXY: &str = "CmdletProxyException";
/// The beginning and the middle of the message for an object that does not exist. One form of a refusal has the message
/// alone.
const OBJECT_NOT_FOUND_WORDS: [&str; 2] =
    ["The operation couldn't be performed because object '", "' couldn't be found"];
/// The token of the application was accepted, but it has no directory role that allows the cmdlet.
const ROLE_MISSING: &str = "role_missing";
/// Part of the message for a missing role, where there is a message.
const ROLE_MISSING_WORDS: &str = "The role assigned to application";
/// The URL of the API itself was not found.
const NO_SUCH_SERVICE: &str = "no_such_service";
/// The end of the name of an exception.
const EXCEPTION: &str = "Exception";
/// The header by which Exchange routes a call.
const ANCHOR: HeaderName = HeaderName::from_static("x-anchormailbox");
/// The path of every call.
const PATH: &str = "/InvokeCommand";
/// The most pages that are read of one list.
const PAGES_MAX: usize = 5;
/// The beginning of the warning that a list was cut.
const CUT_WARNING: &str = "There are more results available";

/// Exchange Online, as one application of one tenant sees it.
pub(super) struct Exchange {
    service: Service,
    /// The tenant: its GUID or one of its domains.
    tenant_id: String,
}

/// A cmdlet that changes nothing.
#[derive(Clone, Copy, Debug)]
pub(super) enum ReadCmdlet {
    Mailbox,
    InboxRules,
    BlockedSenders,
    Recipient,
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
    /// True if there are more items than could be read.
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
            Self::Recipient => "POST InvokeCommand Get-Recipient",
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

    /// Returns true if the cmdlet changes one mailbox.
    const fn is_about_mailbox(self) -> bool {
        matches!(self, Self::SetMailbox | Self::DisableInboxRule)
    }
}

impl Exchange {
    /// `address` is that of Exchange, without a slash at its end.
    pub(super) fn new(http: HttpClient, tokens: TokenCache, address: &str, tenant_id: &str) -> Self {
        let headers = HeaderMap::from_iter([
            (ANCHOR, anchor(&format!("APP:SystemMailbox{{{SYSTEM_MAILBOX}}}"), tenant_id)),
            (HeaderName::from_static("x-responseformat"), HeaderValue::from_static("json")),
            (HeaderName::from_static("prefer"), HeaderValue::from_static("odata.maxpagesize=1000")),
        ]);
        let base = format!("{address}/adminapi/beta/{tenant_id}");
        let service = Service { tokens, http, base, headers, trouble_of };
        Self { service, tenant_id: tenant_id.to_owned() }
    }

    /// Runs a cmdlet that changes nothing, and repeats it where that may help. `mailbox` is the account whose mailbox it
    /// is about, by which Exchange routes the call; `None` if it is about none.
    ///
    /// A list of several pages is read page by page. Servers were seen to refuse the link to the next page with 400, and
    /// clients in production follow it with the same body. So it is tried, and a list whose next page is refused is one
    /// with more items.
    pub(super) async fn read(
        &self,
        cmdlet: ReadCmdlet,
        mailbox: Option<&ObjectId>,
        parameters: &Value,
        budget: &Budget,
    ) -> Result<CmdletOutput, TenantError> {
        let name = cmdlet.call();
        let page = async |path: String| {
            let call = ReadCall::post(name, path, input(name, parameters));
            let call = match mailbox {
                Some(mailbox) => call.with_header(ANCHOR, self.anchor_of(mailbox)),
                None => call,
            };
            let (body, request_id) = self.service.read(&call, budget).await.map_err(by_exception)?;
            Ok::<_, TenantError>((error::read::<CmdletBody>(name, body)?, request_id))
        };
        let (CmdletBody { value: mut items, warnings, next_link: mut next }, request_id) =
            page(PATH.to_owned()).await?;
        let mut is_cut = says_cut(warnings.as_deref());
        for _ in 1..PAGES_MAX {
            let Some(path) = next.as_deref().and_then(next_path) else { break };
            let Ok((following, _)) = page(path).await else { break };
            // A link that leads to itself leads nowhere.
            if following.next_link.is_some() && following.next_link == next {
                break;
            }
            items.extend(following.value);
            is_cut |= says_cut(following.warnings.as_deref());
            next = following.next_link;
        }
        Ok(CmdletOutput { items, more: is_cut || next.is_some(), request_id })
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
        let call =
            if cmdlet.is_about_mailbox() { call.with_header(ANCHOR, self.anchor_of(warrant.target())) } else { call };
        self.service.write(&call, budget).await
    }

    /// Runs a cmdlet on an object that should be gone, or without effect: if there is none, that is a success. Exchange says so
    /// also where it could only not find the object just now, so it is believed the second time, as for a read.
    pub(super) async fn write_unless_gone(
        &self,
        warrant: &Warrant,
        cmdlet: WriteCmdlet,
        parameters: &Value,
        budget: &Budget,
    ) -> StepResponse {
        let mut retries = self.service.http.retries();
        let mut was_not_found = false;
        loop {
            match self.write(warrant, cmdlet, parameters, budget).await {
                StepResponse::Refused(trouble) | StepResponse::None(trouble) if is_not_found(&trouble) => {
                    let gone = Receipt {
                        status: trouble.status,
                        request_id: trouble.request_id.clone(),
                        ..Receipt::default()
                    };
                    let is_repeated = std::mem::replace(&mut was_not_found, true);
                    if is_repeated || retries.wait(None, trouble, budget).await.is_err() {
                        return StepResponse::Taken(gone);
                    }
                }
                answer => return answer,
            }
        }
    }

    /// Returns the header by which Exchange routes a call to the server of a mailbox. It is only a hint.
    fn anchor_of(&self, mailbox: &ObjectId) -> HeaderValue {
        anchor(&format!("Oid:{mailbox}"), &self.tenant_id)
    }
}

/// Returns the gap that this error leaves. A 401 means that the permission is missing, a 403 the permission or the
/// role.
pub(super) fn gap(topic: Topic, error: &TenantError) -> Gap {
    let permission = if error.trouble().status == Some(403) { PERMISSION_AND_ROLE } else { PERMISSION };
    error::gap(topic, permission, error)
}

fn anchor(mailbox: &str, tenant_id: &str) -> HeaderValue {
    let text = format!("{mailbox}@{tenant_id}");
    HeaderValue::from_str(&text).expect("the id of a tenant has letters, digits, dots and dashes only")
}

/// Returns the path of the next page. It is appended to the configured address, wherever the link points, so that no token
/// goes elsewhere.
fn next_path(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    Some(format!("{PATH}?{query}"))
}

/// Returns true if Exchange says that there are more results than it wrote.
fn says_cut(warnings: Option<&[String]>) -> bool {
    warnings.into_iter().flatten().any(|warning| warning.starts_with(CUT_WARNING))
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

/// Reads the error in a response. A refusal may have no body, or one of zero bytes only. Any other body that is no JSON is
/// not one of Exchange.
fn trouble_of(call: &str, response: &ApiResponse) -> Trouble {
    let text = response.body.as_deref().unwrap_or_default();
    let is_blank = text.iter().all(|byte| *byte == 0);
    let body: Option<Value> = serde_json::from_slice(text).ok();
    if body.is_none() && !is_blank {
        return error::gateway_trouble(call, response.status, response.request_id.as_deref());
    }
    let error = body.as_ref().map(ExchangeError::of_body).unwrap_or_default();
    let lacks_role =
        response.status == StatusCode::FORBIDDEN && (is_blank || error.message.contains(ROLE_MISSING_WORDS));
    let code = if lacks_role { Some(ROLE_MISSING) } else { error.exception.as_deref().or(error.code.as_deref()) };
    let trouble = error::vendor_trouble(call, response.status, code, &error.message, response.request_id.as_deref());
    error::asking_for(response.retry_after, trouble)
}

/// The parts of an error body that are kept.
#[derive(Default)]
struct ExchangeError {
    exception: Option<String>,
    code: Option<String>,
    message: String,
}

impl ExchangeError {
    /// Reads either form of a refusal: an `error`, or `ErrorRecords` with a message each.
    fn of_body(body: &Value) -> Self {
        if let Some(error) = body.get("error") {
            return Self::read(error);
        }
        let records = entry(body, "ErrorRecords").and_then(Value::as_array).into_iter().flatten();
        let (exception, message) =
            records.filter_map(|record| text(record, "message")).map(split_exception).next().unwrap_or_default();
        Self { exception, code: None, message: message.to_owned() }
    }

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
/// text is a message. Where one server wraps what another answered, both are those of the other.
fn split_exception(text: &str) -> (Option<String>, &str) {
    let mut parts = text.splitn(3, '|');
    let (exception, message) = match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(name), Some(rest)) if name.ends_with(EXCEPTION) => (Some(last_part(name)), rest.trim()),
        _ => (None, text.trim()),
    };
    if exception.as_deref() == Some(PROXY)
        && let Some(inner) = wrapped(message)
    {
        return inner;
    }
    let [begins, has] = OBJECT_NOT_FOUND_WORDS;
    let is_not_found = message.starts_with(begins) && message.contains(has);
    (exception.or_else(|| is_not_found.then(|| OBJECT_NOT_FOUND.to_owned())), message)
}

/// Returns exception and message of an answer that is quoted in the message of another, as JSON.
fn wrapped(message: &str) -> Option<(Option<String>, &str)> {
    let (before, rest) = message.split_once(&format!("{EXCEPTION}|"))?;
    let name = before.rsplit(['|', '"', ' ']).next().unwrap_or_default();
    let own = rest.split('"').next().unwrap_or_default().trim_end_matches('\\').trim();
    Some((Some(format!("{}{EXCEPTION}", last_part(name))), own))
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
    #[serde(rename = "@adminapi.warnings")]
    warnings: Option<Vec<String>>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}
