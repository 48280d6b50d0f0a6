//! Exchange Online's `InvokeCommand`: cmdlets over HTTP, as its PowerShell module sends them.
//!
//! The vendor does not document this interface. The simulator has what clients rely on: the shape of the bodies and
//! errors, and that 401 and 403 have bodies that are not JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Request, State as Shared};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::query::{Call, decoded};
use super::state::State;
use super::{ObservedCall, Tenant};

mod mailboxes;
mod recipients;
mod rules;
mod senders;

/// The most bytes that are read of one request.
const BODY_BYTES_MAX: usize = 4 << 20;
/// The length of the meaningless body of a 403.
const NOTHING_BYTES: usize = 4096;

/// The warning that a list was cut, and the link to what is left.
const MORE_RESULTS: &str = "There are more results available than are currently displayed. To view them, increase the \
                            value for the ResultSize parameter.";
const NEXT_LINK: &str = "https://outlook.office365.com/adminapi/beta/tenant/InvokeCommand?%24skiptoken=c9b4c2b5";
/// The exception that stands in the error beside the one that the details name.
const THROWN: &str = "Microsoft.Exchange.Management.PSDirectInvoke.DirectInvokeCmdletExecutionException";
const INVALID_OPERATION: &str = "System.InvalidOperationException";
const UNKNOWN_PARAMETER: &str = "Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException";
const NOT_FOUND: &str = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
const BAD_ARGUMENT: &str = "Microsoft.Exchange.Configuration.Tasks.TaskArgumentException";
const BAD_OPERATION: &str = "Microsoft.Exchange.Configuration.Tasks.TaskInvalidOperationException";

/// One cmdlet with its parameters.
struct CmdletCall<'a> {
    name: &'a str,
    parameters: &'a Map<String, Value>,
    now: Timestamp,
}

/// The output of a cmdlet.
#[derive(Default)]
struct CmdletOutput {
    items: Vec<Value>,
    /// The only sign that a cmdlet changed nothing.
    warnings: Vec<String>,
    /// True if there are more items.
    is_cut: bool,
}

/// The error of a cmdlet.
#[derive(Debug)]
struct CmdletError {
    status: StatusCode,
    exception: &'static str,
    text: String,
}

type CmdletResult = Result<CmdletOutput, CmdletError>;

/// A simulated cmdlet.
struct Cmdlet {
    name: &'static str,
    /// Its parameters (`office-docs-powershell`); of cmdlets with hundreds, those that are simulated.
    parameters: &'static [&'static str],
    writes: bool,
    run: fn(&mut State, &CmdletCall<'_>) -> CmdletResult,
}

/// Answers `/adminapi/beta/{tenant}/InvokeCommand`.
pub(super) async fn answer(
    Shared(tenant): Shared<Arc<Tenant>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES_MAX).await.unwrap_or_default();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let body = String::from_utf8_lossy(&body).into_owned();
    let call = Call::new(parts.method.as_str(), path, &parts.headers, body);
    let now = tenant.clock.now();
    let mut response = if parts.method == Method::POST {
        let mut state = tenant.state();
        state.calls.exchange += 1;
        match authenticated(&state, &tenant.exchange_address, &call, &name, now) {
            Ok(()) => invoke(&mut state, &call, &parts.headers, now),
            Err(status) => without_rights(status, &parts.headers),
        }
    } else {
        StatusCode::METHOD_NOT_ALLOWED.into_response()
    };
    let id = HeaderValue::from_str(&Uuid::new_v4().to_string()).expect("a GUID is a header's text");
    response.headers_mut().insert("request-id", id);
    if let Some(id) = call.client_request_id.as_deref().and_then(|id| HeaderValue::from_str(id).ok()) {
        response.headers_mut().insert("client-request-id", id);
    }
    let mut observed = ObservedCall::of(&call, response.status(), now, false);
    if let Some(cmdlet) = cmdlet_of(&call.body) {
        observed.path = format!("{} {cmdlet}", observed.path);
    }
    tenant.observe(observed);
    response
}

/// Returns the body that Exchange sends with an injected status.
pub(super) fn fault(status: StatusCode, retry_after: Option<u64>) -> Response {
    let code = if status == StatusCode::TOO_MANY_REQUESTS { "TooManyRequests" } else { "ServiceUnavailable" };
    let message = "The server is busy and cannot answer now.";
    let mut response = (status, Json(json!({ "error": { "code": code, "message": message } }))).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

/// Returns the name of the cmdlet in a body.
fn cmdlet_of(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    body["CmdletInput"]["CmdletName"].as_str().map(str::to_owned)
}

/// Checks a token, which must be issued for this service, and that the application holds both a permission and a role.
fn authenticated(state: &State, address: &str, call: &Call, tenant: &str, now: Timestamp) -> Result<(), StatusCode> {
    let bearer = call.bearer.as_deref().unwrap_or_default();
    let token = state.tokens.iter().find(|token| token.value == bearer && token.audience == address);
    let token = token.filter(|token| !token.revoked && now < token.expires && token.person.is_none());
    let own = tenant.eq_ignore_ascii_case(&state.settings.tenant_id);
    if token.is_none() || !own || !state.settings.exchange_app_role {
        return Err(StatusCode::UNAUTHORIZED);
    }
    if state.settings.exchange_role { Ok(()) } else { Err(StatusCode::FORBIDDEN) }
}

/// Returns the body of 401 and 403. 401 has none. The body of 403 was observed to be zeros labelled with a compression
/// that they do not have. Here they have the label only for clients that accept that compression.
fn without_rights(status: StatusCode, headers: &HeaderMap) -> Response {
    if status != StatusCode::FORBIDDEN {
        return status.into_response();
    }
    let mut response = (status, vec![0_u8; NOTHING_BYTES]).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepted.contains("gzip") {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn invoke(state: &mut State, call: &Call, headers: &HeaderMap, now: Timestamp) -> Response {
    let name = cmdlet_of(&call.body).unwrap_or_default();
    let cmdlet = every_cmdlet().find(|cmdlet| cmdlet.name.eq_ignore_ascii_case(&name));
    let Some(cmdlet) = cmdlet else {
        // Without a name there is no cmdlet to refuse.
        if name.is_empty() {
            return bad_argument("The request has no CmdletInput with a CmdletName.").into_response();
        }
        return without_rights(StatusCode::FORBIDDEN, headers);
    };
    // Real servers were seen to refuse the link that they gave for the next page.
    if decoded(&call.raw_query).contains("$skiptoken=") {
        return bad_operation("Expired or Invalid pagination request. Default Expiry time is 00:30:00").into_response();
    }
    let items_max = state.settings.exchange_items_max;
    let outcome = run(state, call, cmdlet, now).map(|output| output.cut_to(items_max));
    if cmdlet.writes {
        let changed = outcome.as_ref().is_ok_and(|output| output.warnings.is_empty());
        let status = outcome.as_ref().map_or_else(|failure| failure.status, |_| StatusCode::OK);
        state.record(call, status, changed, now);
    }
    match outcome {
        Ok(output) => output.into_response(call),
        Err(failure) => failure.into_response(),
    }
}

fn run(state: &mut State, call: &Call, cmdlet: &Cmdlet, now: Timestamp) -> CmdletResult {
    if !call.has_json_body() {
        return Err(bad_argument("The request needs the header Content-Type: application/json."));
    }
    let body: Value = serde_json::from_str(&call.body).map_err(|_| bad_argument("The request is not valid JSON."))?;
    let parameters = body["CmdletInput"]["Parameters"].as_object();
    let parameters = parameters.ok_or_else(|| bad_argument("Parameters must be an object, which may be empty."))?;
    let known = |name: &String| cmdlet.parameters.iter().any(|known| known.eq_ignore_ascii_case(name));
    if let Some(unknown) = parameters.keys().find(|name| !known(name)) {
        let text = format!(
            "Parameter set cannot be resolved using the specified named parameters. Invalid cmdlet parameters specified. \
             {unknown}"
        );
        return Err(CmdletError { status: StatusCode::BAD_REQUEST, exception: UNKNOWN_PARAMETER, text });
    }
    (cmdlet.run)(state, &CmdletCall { name: cmdlet.name, parameters, now })
}

fn every_cmdlet() -> impl Iterator<Item = &'static Cmdlet> {
    senders::CMDLETS.iter().chain(mailboxes::CMDLETS).chain(rules::CMDLETS).chain(recipients::CMDLETS)
}

impl CmdletCall<'_> {
    /// Returns a parameter; names are not case-sensitive.
    fn given(&self, name: &str) -> Option<&Value> {
        self.parameters.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> Result<Option<&str>, CmdletError> {
        match self.given(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(bad_argument(&format!("Cannot convert the value of parameter '{name}' to text."))),
        }
    }

    fn required(&self, name: &str) -> Result<&str, CmdletError> {
        let text = self.text(name)?.filter(|text| !text.is_empty());
        text.ok_or_else(|| {
            let text = format!("Cannot process command because of a missing mandatory parameter: {name}.");
            bad_argument(&text)
        })
    }

    fn switch(&self, name: &str) -> Result<Option<bool>, CmdletError> {
        match self.given(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(switch)) => Ok(Some(*switch)),
            Some(_) => Err(bad_argument(&format!("Cannot convert the value of parameter '{name}' to a switch."))),
        }
    }
}

impl CmdletOutput {
    fn of(items: Vec<Value>) -> Self {
        Self { items, ..Self::default() }
    }

    /// Returns the output with at most so many items, and with the warning that there are more.
    fn cut_to(mut self, items_max: Option<usize>) -> Self {
        if let Some(most) = items_max.filter(|most| self.items.len() > *most) {
            self.items.truncate(most);
            self.warnings.push(MORE_RESULTS.to_owned());
            self.is_cut = true;
        }
        self
    }

    /// Returns the output of a cmdlet that found everything as requested.
    fn nothing_changed(identity: &str) -> Self {
        let text = format!("The command completed successfully but no settings of '{identity}' have been modified.");
        Self { warnings: vec![text], ..Self::default() }
    }

    fn into_response(mut self, call: &Call) -> Response {
        let select =
            call.raw_query.split('&').find_map(|pair| decoded(pair).strip_prefix("$select=").map(str::to_owned));
        if let Some(names) = select {
            let names: Vec<&str> = names.split(',').map(str::trim).collect();
            for item in self.items.iter_mut().filter_map(Value::as_object_mut) {
                item.retain(|name, _| names.contains(&name.as_str()));
            }
        }
        let mut body = json!({
            "@odata.context": "https://outlook.office365.com/adminapi/beta/$metadata#Collection(Exchange.GenericHashTable)",
            "adminapi.warnings@odata.type": "#Collection(String)",
            "@adminapi.warnings": self.warnings,
        });
        body["value"] = self.items.into();
        if self.is_cut {
            body["@odata.nextLink"] = NEXT_LINK.into();
        }
        Json(body).into_response()
    }
}

impl CmdletError {
    fn into_response(self) -> Response {
        let code = match self.status {
            StatusCode::NOT_FOUND => "NotFound",
            _ => "BadRequest",
        };
        // Some exceptions have a mark in front, others have none.
        let mark = if self.exception == NOT_FOUND { "Ex6F9304" } else { "" };
        let said = format!("{mark}|{}|{}", self.exception, self.text);
        let thrown = format!("Exception of type '{THROWN}' was thrown.");
        let body = json!({ "error": {
            "code": code,
            "message": "Error executing cmdlet",
            "details": [{ "code": "Client", "target": "", "message": said }],
            "innererror": {
                "message": "Error executing cmdlet",
                "type": "Microsoft.Exchange.Admin.OData.Core.ODataServiceException",
                "stacktrace": "",
                "internalexception": { "message": thrown, "type": THROWN, "stacktrace": "" },
            },
        }});
        (self.status, Json(body)).into_response()
    }
}

fn bad_argument(text: &str) -> CmdletError {
    CmdletError { status: StatusCode::BAD_REQUEST, exception: BAD_ARGUMENT, text: text.to_owned() }
}

/// Returns the error for an identity that names a mailbox beside the parameter that does
/// (<https://github.com/MicrosoftDocs/office-docs-powershell/issues/4087>).
fn conflicting_mailboxes() -> CmdletError {
    let text = "You can't use both the Identity and Mailbox parameters to specify a mailbox. Please specify the mailbox \
                by using only the Mailbox parameter or only the Identity parameter.";
    CmdletError { status: StatusCode::BAD_REQUEST, exception: INVALID_OPERATION, text: text.to_owned() }
}

fn bad_operation(text: &str) -> CmdletError {
    CmdletError { status: StatusCode::BAD_REQUEST, exception: BAD_OPERATION, text: text.to_owned() }
}

fn not_found(name: &str) -> CmdletError {
    let text =
        format!("The operation couldn't be performed because object '{name}' couldn't be found on 'AM0P190A05DC002'.");
    CmdletError { status: StatusCode::NOT_FOUND, exception: NOT_FOUND, text }
}
