//! Microsoft Graph v1.0: authorization and routing.

use std::sync::Arc;

use axum::extract::{Request, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use super::query::{Call, decoded};
use super::reply::{CallIds, GraphResult, Reply};
use super::risk::RiskDecision;
use super::state::State;
use super::{
    ObservedCall, Tenant, batch, joinable_groups, memberships, methods, organisation, pim, reports, risk, units, users,
};

/// The most bytes that Graph reads of one request (<https://learn.microsoft.com/graph/json-batching>).
const BODY_BYTES_MAX: usize = 4 << 20;

const UNIT_CAST: &str = "microsoft.graph.administrativeUnit";

/// The resource that a path names. Keys are object ids or user principal names.
#[derive(Debug)]
enum Target {
    Batch,
    Me,
    Users,
    User(String),
    RevokeSessions(String),
    MethodsOf(String),
    PassesOf(String),
    PassOf { key: String, id: String },
    ConsentsOf(String),
    Registration(String),
    PassPolicy,
    Organisation,
    DeletedUsers,
    DeletedItem(String),
    Units,
    RolesOf(String),
    GroupsOf(String),
    GroupsOwnedBy(String),
    UnitsOf { key: String, directly: bool },
    Unit(String),
    MemberOfUnit { unit: String, member: String },
    RoleAssignments,
    RoleAssignmentInstances,
    RoleEligibilityInstances,
    GroupEligibilityInstances,
    RiskyUsers,
    RiskyUser(String),
    JudgeRisk(RiskDecision),
    SignIns,
    BackgroundSignIns,
    DirectoryAudits,
}

/// Answers every call but those to the token endpoint.
pub(super) async fn answer(Shared(tenant): Shared<Arc<Tenant>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES_MAX).await.unwrap_or_default();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let body = String::from_utf8_lossy(&body).into_owned();
    let call = Call::new(parts.method.as_str(), path, &parts.headers, body);
    let ids = CallIds::new(call.client_request_id.as_deref(), tenant.clock.now());
    let reply = match authenticated(&tenant, &call, ids.at).and_then(|()| target(&call)) {
        Ok(Target::Batch) => batch::answer(&tenant, &call, &ids).await,
        Ok(target) => one(&tenant, &call, target, false),
        Err(refusal) => refused(&tenant, &call, refusal),
    };
    reply.into_response(&ids)
}

/// Answers one call of a batch.
pub(super) fn inner(tenant: &Tenant, call: &Call) -> Reply {
    match target(call) {
        Ok(Target::Batch) => Reply::odata("Nested batches are not allowed."),
        Ok(target) => one(tenant, call, target, true),
        Err(refusal) => refusal,
    }
}

fn one(tenant: &Tenant, call: &Call, target: Target, batched: bool) -> Reply {
    let now = tenant.clock.now();
    let mut state = tenant.state();
    let reply = reach(tenant, &mut state, call, target, now).unwrap_or_else(|refusal| refusal);
    if batched {
        state.calls.batched += 1;
    } else {
        state.calls.graph += 1;
    }
    drop(state);
    tenant.observe(ObservedCall::of(call, reply.status, now, batched));
    reply
}

fn refused(tenant: &Tenant, call: &Call, refusal: Reply) -> Reply {
    tenant.state().calls.graph += 1;
    tenant.observe(ObservedCall::of(call, refusal.status, tenant.clock.now(), false));
    refusal
}

fn reach(tenant: &Tenant, state: &mut State, call: &Call, target: Target, now: Timestamp) -> GraphResult {
    let address = tenant.address.as_str();
    if let Some(person) = state.person_behind(call) {
        // `User.Read` is the only delegated permission. Graph would open `/users/{own id}` with it as well.
        return match (target, call.method.as_str()) {
            (Target::Me, "GET") => users::me(state, call, address, &person, now),
            _ => Err(Reply::denied()),
        };
    }
    match (target, call.method.as_str()) {
        (Target::Me, _) => Err(Reply::odata("/me request is only valid with delegated authentication flow.")),
        (Target::Users, "GET") => users::list(state, call, address, now),
        (Target::User(key), "GET") => users::get(state, call, address, &key, now),
        (Target::User(key), "PATCH") => users::patch(state, call, &key, now),
        (Target::RevokeSessions(key), "POST") => users::revoke_sessions(state, call, address, &key, now),
        (Target::MethodsOf(key), "GET") => methods::list(state, call, address, &key, now),
        (Target::PassesOf(key), "GET") => methods::passes(state, call, address, &key, now),
        (Target::PassOf { key, id }, "DELETE") => methods::delete_pass(state, call, &key, &id, now),
        (Target::PassesOf(key), "POST") => methods::make_pass(state, call, address, &key, now),
        (Target::ConsentsOf(key), "GET") => organisation::consents(state, call, address, &key, now),
        (Target::Registration(id), "GET") => methods::registration(state, call, address, &id, now),
        (Target::PassPolicy, "GET") => methods::pass_policy(state, call, address),
        (Target::Organisation, "GET") => organisation::get(state, call, address),
        (Target::DeletedUsers, "GET") => organisation::deleted_users(state, call, address, now),
        (Target::DeletedItem(id), "GET") => organisation::deleted_item(state, call, address, &id, now),
        (Target::Units, "GET") => units::list(state, call, address),
        (Target::JudgeRisk(decision), "POST") => risk::judge(state, call, decision, now),
        (Target::RolesOf(key), "GET") => memberships::roles(state, call, address, &key, now),
        (Target::GroupsOf(key), "GET") => memberships::groups(state, call, address, &key, now),
        (Target::GroupsOwnedBy(key), "GET") => memberships::owned_groups(state, call, address, &key, now),
        (Target::UnitsOf { key, directly }, "GET") => memberships::units(state, call, address, &key, directly, now),
        (Target::Unit(id), "GET") => units::get(state, call, address, &id),
        (Target::MemberOfUnit { unit, member }, "GET") => units::member(state, call, address, (&unit, &member), now),
        (Target::RoleAssignmentInstances, "GET") => pim::assignments(state, call, address, now),
        (Target::RoleEligibilityInstances, "GET") => pim::eligibilities(state, call, address, now),
        (Target::GroupEligibilityInstances, "GET") => joinable_groups::eligibilities(state, call, address, now),
        (Target::RoleAssignments, "GET") => memberships::role_assignments(state, call, address, now),
        (Target::RiskyUsers, "GET") => risk::list(state, call, address, now),
        (Target::RiskyUser(id), "GET") => risk::get(state, call, address, &id, now),
        (Target::SignIns, "GET") => reports::sign_ins(state, call, address, now),
        (Target::BackgroundSignIns, "GET") => reports::background_sign_ins(state, call, address, now),
        (Target::DirectoryAudits, "GET") => reports::directory_audits(state, call, address, now),
        _ => Err(Reply::wrong_method()),
    }
}

fn authenticated(tenant: &Tenant, call: &Call, now: Timestamp) -> Result<(), Reply> {
    let bearer = call.bearer.as_deref().unwrap_or_default();
    if bearer.is_empty() {
        return Err(Reply::invalid_token("Access token is empty."));
    }
    let state = tenant.state();
    let Some(token) = state.tokens.iter().find(|token| token.value == bearer) else {
        return Err(Reply::invalid_token("JWT is not well formed, there are no dots (.)."));
    };
    if token.audience != tenant.address {
        return Err(Reply::invalid_token("Access token validation failure. Invalid audience."));
    }
    if token.revoked || token.expires <= now {
        return Err(Reply::invalid_token("Lifetime validation failed, the token is expired."));
    }
    Ok(())
}

fn target(call: &Call) -> Result<Target, Reply> {
    let segments: Vec<&str> = call.path.split('/').filter(|segment| !segment.is_empty()).collect();
    let Some((version, rest)) = segments.split_first() else {
        return Err(Reply::bad_request("Empty request URL."));
    };
    if (*version, rest) == ("beta", &["auditLogs", "signIns"]) {
        return Ok(Target::BackgroundSignIns);
    }
    if *version != "v1.0" {
        return Err(Reply::odata("Invalid version."));
    }
    match rest {
        ["$batch"] if call.method == "POST" => Ok(Target::Batch),
        ["$batch"] => Err(Reply::error(StatusCode::METHOD_NOT_ALLOWED, "BadRequest", "Batches are sent with POST.")),
        ["me"] => Ok(Target::Me),
        ["users"] => Ok(Target::Users),
        ["users", key, rest @ ..] => of_user(slash_key(key)?, rest),
        [keyed, rest @ ..] if keyed.starts_with("users(") => of_user(parenthesis_key(keyed)?, rest),
        ["roleManagement", "directory", "roleAssignments"] => Ok(Target::RoleAssignments),
        ["roleManagement", "directory", "roleAssignmentScheduleInstances"] => Ok(Target::RoleAssignmentInstances),
        ["roleManagement", "directory", "roleEligibilityScheduleInstances"] => Ok(Target::RoleEligibilityInstances),
        ["identityGovernance", "privilegedAccess", "group", "eligibilityScheduleInstances"] => {
            Ok(Target::GroupEligibilityInstances)
        }
        ["organization"] => Ok(Target::Organisation),
        ["directory", "deletedItems", "microsoft.graph.user"] => Ok(Target::DeletedUsers),
        ["directory", "deletedItems", id] => Ok(Target::DeletedItem(decoded_path(id))),
        ["directory", "administrativeUnits"] => Ok(Target::Units),
        ["directory", "administrativeUnits", id] => Ok(Target::Unit(decoded_path(id))),
        ["directory", "administrativeUnits", unit, "members", member] => {
            Ok(Target::MemberOfUnit { unit: decoded_path(unit), member: decoded_path(member) })
        }
        ["identityProtection", "riskyUsers"] => Ok(Target::RiskyUsers),
        ["identityProtection", "riskyUsers", "dismiss"] => Ok(Target::JudgeRisk(RiskDecision::Dismiss)),
        ["identityProtection", "riskyUsers", "confirmCompromised"] => {
            Ok(Target::JudgeRisk(RiskDecision::ConfirmCompromised))
        }
        ["identityProtection", "riskyUsers", id] => Ok(Target::RiskyUser(decoded_path(id))),
        ["reports", "authenticationMethods", "userRegistrationDetails", id] => {
            Ok(Target::Registration(decoded_path(id)))
        }
        ["policies", "authenticationMethodsPolicy", "authenticationMethodConfigurations", name]
            if name.eq_ignore_ascii_case("temporaryAccessPass") =>
        {
            Ok(Target::PassPolicy)
        }
        ["auditLogs", "signIns"] => Ok(Target::SignIns),
        ["auditLogs", "directoryAudits"] => Ok(Target::DirectoryAudits),
        rest => Err(Reply::unknown_segment(first_unknown(rest))),
    }
}

fn of_user(key: String, rest: &[&str]) -> Result<Target, Reply> {
    match rest {
        [] => Ok(Target::User(key)),
        ["revokeSignInSessions" | "microsoft.graph.revokeSignInSessions"] => Ok(Target::RevokeSessions(key)),
        ["authentication", "methods"] => Ok(Target::MethodsOf(key)),
        ["authentication", "temporaryAccessPassMethods"] => Ok(Target::PassesOf(key)),
        ["authentication", "temporaryAccessPassMethods", id] => Ok(Target::PassOf { key, id: decoded_path(id) }),
        ["oauth2PermissionGrants"] => Ok(Target::ConsentsOf(key)),
        ["transitiveMemberOf", "microsoft.graph.directoryRole"] => Ok(Target::RolesOf(key)),
        ["transitiveMemberOf", "microsoft.graph.group"] => Ok(Target::GroupsOf(key)),
        ["transitiveMemberOf", UNIT_CAST] => Ok(Target::UnitsOf { key, directly: false }),
        ["memberOf", UNIT_CAST] => Ok(Target::UnitsOf { key, directly: true }),
        ["ownedObjects", "microsoft.graph.group"] => Ok(Target::GroupsOwnedBy(key)),
        [first, ..] => Err(Reply::unknown_segment(&decoded_path(first))),
    }
}

/// Returns the key in a segment. A key that begins with `$` is read as part of the address
/// (<https://learn.microsoft.com/graph/api/user-get>).
fn slash_key(segment: &str) -> Result<String, Reply> {
    let key = decoded_path(segment);
    if key.starts_with('$') { Err(Reply::unknown_segment(&key)) } else { Ok(key) }
}

fn parenthesis_key(segment: &str) -> Result<String, Reply> {
    let text = decoded_path(segment);
    let quoted = text.strip_prefix("users('").and_then(|text| text.strip_suffix("')"));
    let lonely_quote = |text: &str| text.replace("''", "").contains('\'');
    match quoted {
        Some(key) if !lonely_quote(key) => Ok(key.replace("''", "'")),
        _ => Err(Reply::bad_request("Invalid key in the request URL: a quote in it is not doubled, or missing.")),
    }
}

/// Decodes a segment of a path, in which `+` stands for itself, unlike in a query.
fn decoded_path(segment: &str) -> String {
    decoded(&segment.replace('+', "%2B"))
}

fn first_unknown<'a>(segments: &[&'a str]) -> &'a str {
    let known = ["roleManagement", "directory", "auditLogs", "identityProtection", "identityGovernance"];
    segments.iter().find(|segment| !known.contains(segment)).or(segments.last()).copied().unwrap_or("")
}
