//! `/users/{id}/authentication` and the reports and policies about it: methods, temporary access passes,
//! registrations.
//!
//! The errors of this service are not documented in one place. Unknown ones are shaped like its others.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::account::{Account, whole_seconds};
use super::audit_log::Activity;
use super::credentials::{Method, Pass};
use super::query::{Call, Options};
use super::reply::{GraphResult, Reply};
use super::state::State;
use super::{Licence, users};

/// The permissions to list methods. <https://learn.microsoft.com/graph/api/authentication-list-methods>
const READ_METHODS: &[&str] = &["UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"];
/// The permissions to create passes.
/// <https://learn.microsoft.com/graph/api/authentication-post-temporaryaccesspassmethods>
const WRITE_PASSES: &[&str] = &["UserAuthMethod-TAP.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
/// The permissions to list passes.
/// <https://learn.microsoft.com/graph/api/authentication-list-temporaryaccesspassmethods>
const READ_PASSES: &[&str] = &[
    "UserAuthMethod-TAP.Read.All",
    "UserAuthMethod-TAP.ReadWrite.All",
    "UserAuthenticationMethod.Read.All",
    "UserAuthenticationMethod.ReadWrite.All",
];
/// The permissions to read registrations. <https://learn.microsoft.com/graph/api/userregistrationdetails-get>
const READ_REGISTRATIONS: &[&str] = &["AuditLog.Read.All"];
/// The permissions to read the policy by this path. The permissions reference has `Policy.Read.All` for the path with
/// an id only (<https://learn.microsoft.com/graph/permissions-reference#policyreadauthenticationmethod>).
const READ_POLICY: &[&str] = &["Policy.Read.AuthenticationMethod", "Policy.ReadWrite.AuthenticationMethod"];

/// The range in which every policy must stay
/// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>).
const LIFETIME_MINUTES_MIN: i64 = 10;
const LIFETIME_MINUTES_MAX: i64 = 43_200;

/// The characters of passes here: none that look alike, and some signs with a meaning in other formats.
const PASS_CHARACTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789*+@#&%";

/// `GET /users/{id}/authentication/methods`. The service has no query options here.
pub(super) fn list(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    Options::read(call, &[])?;
    let account = readable(state, READ_METHODS, key, now)?;
    let listed = if account.external {
        Vec::new()
    } else {
        account.credentials.to_graph(&state.settings.pass_policy, account.last_password_change, now)
    };
    let context = format!("{address}/v1.0/$metadata#users('{}')/authentication/methods", account.object_id);
    Ok(Reply::ok(json!({ "@odata.context": context, "value": listed })))
}

/// `GET /users/{id}/authentication/temporaryAccessPassMethods`
pub(super) fn passes(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    Options::read(call, &[])?;
    let account = readable(state, READ_PASSES, key, now)?;
    let pass = account.credentials.pass.iter().map(|pass| pass.to_graph(&state.settings.pass_policy, now));
    let passes: Vec<Value> = pass.collect();
    Ok(Reply::ok(json!({ "@odata.context": pass_context(address, &account.object_id), "value": passes })))
}

/// `POST /users/{id}/authentication/temporaryAccessPassMethods`: the only answer that contains the pass.
pub(super) fn make_pass(state: &mut State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let answer = new_pass(state, call, address, key, now);
    users::record(state, call, &answer, now);
    answer
}

fn new_pass(state: &mut State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let account = readable(state, WRITE_PASSES, key, now)?;
    let (object_id, external) = (account.object_id.clone(), account.external);
    if account.is_management_restricted() {
        return Err(forbidden());
    }
    let pass = wanted(state, call, now)?;
    if external {
        return Err(bad("Temporary Access Pass cannot be added to an external guest user."));
    }
    let policy = state.settings.pass_policy;
    if !policy.enabled {
        // Recorded: a user whom the policy does not cover gets no pass at all.
        return Err(bad(
            "Converged UserCredentialPolicy does not allow creating or updating Temporary Access Pass for this user.",
        ));
    }
    let mut body = pass.to_graph(&policy, now);
    body["temporaryAccessPass"] = pass.secret.clone().into();
    body["@odata.context"] = format!("{}/$entity", pass_context(address, &object_id)).into();
    let visible_from = now + state.settings.replication_delay;
    // A new pass replaces the old one, valid or not.
    state.edit(&object_id, visible_from, |account| account.credentials.pass = Some(pass));
    let actor = users::application(state);
    state.audit(Activity::AdminRegisteredMethod, &object_id, &actor, now);
    Ok(Reply { status: StatusCode::CREATED, retry_after: None, body: Some(body) })
}

/// `DELETE /users/{id}/authentication/temporaryAccessPassMethods/{id}`: nobody signs in with the pass any more
/// (<https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethod-delete>).
pub(super) fn delete_pass(state: &mut State, call: &Call, key: &str, id: &str, now: Timestamp) -> GraphResult {
    let answer = deleted_pass(state, key, id, now);
    users::record(state, call, &answer, now);
    answer
}

fn deleted_pass(state: &mut State, key: &str, id: &str, now: Timestamp) -> GraphResult {
    let account = readable(state, WRITE_PASSES, key, now)?;
    let object_id = account.object_id.clone();
    if account.is_management_restricted() {
        return Err(forbidden());
    }
    if account.credentials.pass.as_ref().is_none_or(|pass| pass.id != id) {
        let message = format!("The authentication method '{id}' was not found.");
        return Err(Reply::error(StatusCode::NOT_FOUND, "resourceNotFound", &message));
    }
    let visible_from = now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| account.credentials.pass = None);
    let actor = users::application(state);
    state.audit(Activity::AdminDeletedMethod, &object_id, &actor, now);
    Ok(Reply { status: StatusCode::NO_CONTENT, retry_after: None, body: None })
}

/// Returns the requested pass. `Err` if the policy does not allow it.
fn wanted(state: &State, call: &Call, now: Timestamp) -> GraphResult<Pass> {
    if !call.has_json_body() {
        return Err(bad("Write requests must contain the Content-Type header declaration."));
    }
    let body: Value = serde_json::from_str(&call.body).map_err(|_| bad("The payload is not valid JSON."))?;
    let empty = Map::new();
    let fields = body.as_object().unwrap_or(&empty);
    let known = ["@odata.type", "startDateTime", "lifetimeInMinutes", "isUsableOnce"];
    if !body.is_object() || fields.keys().any(|name| !known.contains(&name.as_str())) {
        return Err(bad("The payload has a property that cannot be set on a temporary access pass."));
    }
    let policy = state.settings.pass_policy;
    let given = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let lifetime_minutes = match given("lifetimeInMinutes") {
        None => policy.lifetime_minutes_default,
        Some(value) => value.as_i64().ok_or_else(|| bad("lifetimeInMinutes is no whole number."))?,
    };
    let least = policy.lifetime_minutes_min.max(LIFETIME_MINUTES_MIN);
    let most = policy.lifetime_minutes_max.min(LIFETIME_MINUTES_MAX);
    if lifetime_minutes < least || lifetime_minutes > most {
        return Err(bad(&format!(
            "The lifetime of a Temporary Access Pass must be between {least} and {most} minutes."
        )));
    }
    let once = match given("isUsableOnce") {
        None => policy.once_only,
        Some(value) => value.as_bool().ok_or_else(|| bad("isUsableOnce is neither true nor false."))?,
    };
    if policy.once_only && !once {
        return Err(bad("The policy allows Temporary Access Passes for one-time use only."));
    }
    let start = match given("startDateTime") {
        None => now,
        Some(value) => {
            let start = value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
            start.ok_or_else(|| bad("startDateTime is no instant."))?
        }
    };
    let id = Uuid::new_v4().to_string();
    Ok(Pass { id, secret: new_secret(policy.length), created: now, start, lifetime_minutes, once, used: false })
}

fn new_secret(length: usize) -> String {
    let random = std::iter::repeat_with(|| Uuid::new_v4().as_bytes()[0]);
    random.take(length).map(|byte| char::from(PASS_CHARACTERS[usize::from(byte) % PASS_CHARACTERS.len()])).collect()
}

/// `GET /reports/authenticationMethods/userRegistrationDetails/{id}`
pub(super) fn registration(state: &mut State, call: &Call, address: &str, id: &str, now: Timestamp) -> GraphResult {
    state.count_report(now).map_err(|seconds| Reply::fault(StatusCode::TOO_MANY_REQUESTS, Some(seconds)))?;
    if !state.permits(READ_REGISTRATIONS) {
        return Err(Reply::report_permission_missing(READ_REGISTRATIONS));
    }
    if state.settings.licence == Licence::Free {
        return Err(Reply::not_premium());
    }
    Options::read(call, &[])?;
    let account = state.find(id, now).filter(|account| account.object_id.eq_ignore_ascii_case(id));
    let not_found = || Reply::error(StatusCode::NOT_FOUND, "ResourceNotFound", &format!("User '{id}' not found."));
    let account = account.ok_or_else(not_found)?;
    let context = "reports/authenticationMethods/userRegistrationDetails";
    Ok(Reply::entity(address, context, registered(account, now)))
}

fn registered(account: &Account, now: Timestamp) -> Value {
    let credentials = &account.credentials;
    let methods: Vec<&str> = credentials.methods.iter().flat_map(Method::registered_as).copied().collect();
    let registered = credentials.has_second_factor();
    let push = methods.contains(&"microsoftAuthenticatorPush");
    json!({
        "id": account.object_id,
        "userPrincipalName": account.user_principal_name,
        "userDisplayName": account.display_name,
        "userType": if account.guest { "guest" } else { "member" },
        "isAdmin": account.roles_at(now).next().is_some(),
        "isSsprRegistered": registered,
        "isSsprEnabled": credentials.self_service_enabled,
        "isSsprCapable": registered && credentials.self_service_enabled,
        "isMfaRegistered": registered,
        "isMfaCapable": registered,
        "isPasswordlessCapable": false,
        "methodsRegistered": methods,
        "isSystemPreferredAuthenticationMethodEnabled": true,
        "systemPreferredAuthenticationMethods": if push { vec!["PhoneAppNotification"] } else { Vec::new() },
        "userPreferredMethodForSecondaryAuthentication": if push { "push" } else { "none" },
        "lastUpdatedDateTime": whole_seconds(now - super::account_builder::hours(3)),
    })
}

/// `GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass`
pub(super) fn pass_policy(state: &State, call: &Call, address: &str) -> GraphResult {
    Options::read(call, &[])?;
    if !state.permits(READ_POLICY) {
        return Err(scopes_missing());
    }
    let policy = state.settings.pass_policy;
    let body = json!({
        "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration",
        "id": "TemporaryAccessPass",
        "state": if policy.enabled { "enabled" } else { "disabled" },
        "defaultLifetimeInMinutes": policy.lifetime_minutes_default,
        "defaultLength": policy.length,
        "minimumLifetimeInMinutes": policy.lifetime_minutes_min,
        "maximumLifetimeInMinutes": policy.lifetime_minutes_max,
        "isUsableOnce": policy.once_only,
        "excludeTargets": [],
        "includeTargets": [{ "targetType": "group", "id": "all_users", "isRegistrationRequired": false }],
    });
    Ok(Reply::entity(address, "authenticationMethodConfigurations", body))
}

fn readable<'a>(state: &'a State, permissions: &[&str], key: &str, now: Timestamp) -> GraphResult<&'a Account> {
    if !state.permits(permissions) {
        return Err(scopes_missing());
    }
    state.find(key, now).ok_or_else(|| {
        let message = format!("User '{key}' not found.");
        Reply::error(StatusCode::NOT_FOUND, "resourceNotFound", &message)
    })
}

fn pass_context(address: &str, object_id: &str) -> String {
    format!("{address}/v1.0/$metadata#users('{object_id}')/authentication/temporaryAccessPassMethods")
}

/// Returns the answer to an application without the permission.
fn scopes_missing() -> Reply {
    let message = "You cannot perform the requested operation, required scopes are missing in the token.";
    Reply::error(StatusCode::FORBIDDEN, "accessDenied", message)
}

/// Returns the answer to an application that has the permission, and whose roles do not reach the account.
fn forbidden() -> Reply {
    Reply::error(StatusCode::FORBIDDEN, "accessDenied", "Request Authorization failed")
}

fn bad(message: &str) -> Reply {
    Reply::error(StatusCode::BAD_REQUEST, "badRequest", message)
}
