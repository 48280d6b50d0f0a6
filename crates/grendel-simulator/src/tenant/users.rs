//! `/users`: reading accounts, enabling and blocking sign-in, revoking sessions.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::{Account, DEFAULT_PROPERTIES, KNOWN_PROPERTIES, whole_seconds};
use super::audit_log::{Activity, Actor};
use super::filter::{FilterRules, Operator, Property, ValueType};
use super::oauth::Delegation;
use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::search::Search;
use super::state::State;
use super::{Licence, SyncedWrites, passwords};

const TYPE_NAME: &str = "microsoft.graph.user";

/// The permissions to read every property of a person.
const READ_ALL: &[&str] = &["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
/// The properties that `User.ReadBasic.All` opens.
const BASIC_PROPERTIES: &[&str] =
    &["id", "displayName", "givenName", "mail", "surname", "userPrincipalName", "userType"];
/// The permission to enable and disable accounts. <https://learn.microsoft.com/graph/api/user-update>
const ENABLE_DISABLE: &str = "User.EnableDisableAccount.All";
/// The permissions to revoke sessions. <https://learn.microsoft.com/graph/api/user-revokesigninsessions>
const REVOKE: &[&str] = &["User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];
/// The roles with which the application can act on people who hold roles themselves.
const OUTRANKING_ROLES: &[&str] = &["Privileged Authentication Administrator", "Global Administrator"];

const EQUAL: &[Operator] = &[Operator::Equal];
const NOT_EQUAL: &[Operator] = &[Operator::NotEqual];
const EQUAL_OR_START: &[Operator] = &[Operator::Equal, Operator::StartsWith];
const NOT_EQUAL_OR_END: &[Operator] = &[Operator::NotEqual, Operator::EndsWith];

const fn text(path: &'static str, plain: &'static [Operator], advanced: &'static [Operator]) -> Property {
    Property { path, kind: ValueType::Text, plain, advanced }
}

pub(super) const RULES: FilterRules = FilterRules {
    type_name: TYPE_NAME,
    known: KNOWN_PROPERTIES,
    filterable: &[
        text("id", EQUAL, NOT_EQUAL),
        text("displayName", EQUAL_OR_START, NOT_EQUAL),
        text("givenName", EQUAL_OR_START, NOT_EQUAL),
        text("jobTitle", EQUAL_OR_START, NOT_EQUAL),
        text("mail", EQUAL_OR_START, NOT_EQUAL_OR_END),
        text("mailNickname", EQUAL_OR_START, NOT_EQUAL),
        text("proxyAddresses", EQUAL_OR_START, &[Operator::EndsWith]),
        text("surname", EQUAL_OR_START, NOT_EQUAL),
        text("userPrincipalName", EQUAL_OR_START, NOT_EQUAL_OR_END),
        text("userType", EQUAL, NOT_EQUAL),
        Property { path: "accountEnabled", kind: ValueType::Flag, plain: EQUAL, advanced: NOT_EQUAL },
        Property { path: "onPremisesSyncEnabled", kind: ValueType::Flag, plain: EQUAL, advanced: NOT_EQUAL },
    ],
};

/// `GET /users`
pub(super) fn list(state: &State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let allowed = ["$select", "$filter", "$search", "$orderby", "$top", "$count", "$skiptoken"];
    let options = Options::read(call, &allowed)?;
    if options.search.is_some() && !call.eventual {
        return Err(Reply::unsupported_query(
            "Request with $search query parameter only works through MSGraph with a special request header: \
             'ConsistencyLevel: eventual'",
        ));
    }
    let search = options.search.as_deref().map(Search::read).transpose()?;
    let names = options.selected(TYPE_NAME, KNOWN_PROPERTIES, DEFAULT_PROPERTIES)?;
    may_read(state, &names)?;
    if options.order_by.as_deref().is_some_and(|order| !["displayName", "userPrincipalName"].contains(&order)) {
        return Err(Reply::unsupported_query("Unsupported sort property for resource 'User'."));
    }
    let everyone = state.visible(now).map(Account::to_graph).collect();
    let mut found = options.filtered(everyone, &RULES, call.eventual && options.count)?;
    if let Some(search) = search {
        found.retain(|user| search.finds(user));
    }
    if let Some(order) = options.order_by.as_deref() {
        found.sort_by_key(|user| user[order].to_string());
    }
    let picked = found.iter().map(|user| pick(user, &names)).collect();
    options.page(call, address, &options.context("users"), picked, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// `GET /users/{id}`
pub(super) fn get(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$select"])?;
    let names = options.selected(TYPE_NAME, KNOWN_PROPERTIES, DEFAULT_PROPERTIES)?;
    may_read(state, &names)?;
    let account = state.find(key, now).ok_or_else(|| Reply::not_found(key))?;
    let mut user = account.to_graph();
    if names.iter().any(|name| name == "signInActivity") {
        user["signInActivity"] = sign_in_activity(state, account, now)?;
    }
    Ok(Reply::entity(address, &options.context("users"), pick(&user, &names)))
}

/// `GET /me`, for a signed-in person. `User.Read` opens all of the person's own properties but the sign-in activity.
pub(super) fn me(state: &State, call: &Call, address: &str, person: &Delegation, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$select"])?;
    let names = options.selected(TYPE_NAME, KNOWN_PROPERTIES, DEFAULT_PROPERTIES)?;
    let open = person.scopes.iter().any(|scope| scope == "User.Read");
    if !open || names.iter().any(|name| name == "signInActivity") {
        return Err(Reply::denied());
    }
    let account = state.find(&person.object_id, now).ok_or_else(|| Reply::not_found(&person.object_id))?;
    Ok(Reply::entity(address, &options.context("users"), pick(&account.to_graph(), &names)))
}

/// `PATCH /users/{id}`, for `accountEnabled` or `passwordProfile`.
pub(super) fn patch(state: &mut State, call: &Call, key: &str, now: Timestamp) -> GraphResult {
    let answer = update(state, call, key, now);
    record(state, call, &answer, now);
    answer
}

/// `POST /users/{id}/revokeSignInSessions`
pub(super) fn revoke_sessions(state: &mut State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let answer = revoke(state, address, key, now);
    record(state, call, &answer, now);
    answer
}

fn update(state: &mut State, call: &Call, key: &str, now: Timestamp) -> GraphResult {
    if !call.has_json_body() {
        let message = "Write requests (excluding DELETE) must contain the Content-Type header declaration.";
        return Err(Reply::bad_request(message));
    }
    let body: Value = serde_json::from_str(&call.body)
        .map_err(|_| Reply::odata("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format."))?;
    let Some(properties) = body.as_object().filter(|properties| !properties.is_empty()) else {
        return Err(Reply::bad_request("Empty Payload. JSON content expected."));
    };
    if let Some(unknown) = properties.keys().find(|name| !KNOWN_PROPERTIES.contains(&name.as_str())) {
        return Err(Reply::bad_request(&format!("The property '{unknown}' does not exist on type '{TYPE_NAME}'.")));
    }
    // Other properties cannot be changed here. Graph refuses them too with the permissions that the application has.
    if properties.len() > 1 {
        return Err(Reply::denied());
    }
    if let Some(profile) = properties.get("passwordProfile") {
        return passwords::set(state, profile, key, now);
    }
    enable_or_disable(state, properties.get("accountEnabled").ok_or_else(Reply::denied)?, key, now)
}

fn enable_or_disable(state: &mut State, enabled: &Value, key: &str, now: Timestamp) -> GraphResult {
    if !state.permits(&[ENABLE_DISABLE]) || !state.permits(READ_ALL) {
        return Err(Reply::denied());
    }
    let Some(enabled) = enabled.as_bool() else {
        return Err(Reply::bad_request("Invalid value specified for property 'accountEnabled' of resource 'User'."));
    };
    let object_id = may_write(state, key, now)?;
    let is_synced = state.find(key, now).is_some_and(|account| account.on_premises.is_some());
    if is_synced && state.settings.synced_writes == SyncedWrites::Refused {
        return Err(mastered_on_premises());
    }
    let visible_from = now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| account.enabled = enabled);
    let activity = if enabled { Activity::EnableAccount } else { Activity::DisableAccount };
    let actor = application(state);
    state.audit(activity, &object_id, &actor, now);
    Ok(Reply::no_content())
}

fn revoke(state: &mut State, address: &str, key: &str, now: Timestamp) -> GraphResult {
    if !state.permits(REVOKE) {
        return Err(Reply::denied());
    }
    let object_id = may_write(state, key, now)?;
    let visible_from = now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| account.sessions_valid_from = now);
    let actor = application(state);
    state.audit(Activity::RevokeSessions, &object_id, &actor, now);
    Ok(Reply::ok(json!({ "@odata.context": format!("{address}/v1.0/$metadata#Edm.Boolean"), "value": true })))
}

/// Returns the object id behind `key`. `Err` if the application is not allowed to change the account
/// (<https://learn.microsoft.com/graph/api/resources/users#who-can-perform-sensitive-actions>,
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management>).
fn may_write(state: &State, key: &str, now: Timestamp) -> Result<String, Reply> {
    let found = state.find(key, now).ok_or_else(|| Reply::not_found(key))?;
    // Writes are authorized on the latest version, not on the replica that reads see.
    let account = state.latest(|account| account.object_id == found.object_id).unwrap_or(found);
    let outranks = || state.settings.application_roles.iter().any(|role| OUTRANKING_ROLES.contains(&role.as_str()));
    if account.is_management_restricted() || (account.is_privileged(now) && !outranks()) {
        return Err(Reply::denied());
    }
    Ok(account.object_id.clone())
}

fn may_read(state: &State, names: &[String]) -> Result<(), Reply> {
    let basic = names.iter().all(|name| BASIC_PROPERTIES.contains(&name.as_str()));
    if state.permits(READ_ALL) || (basic && state.permits(&["User.ReadBasic.All"])) {
        return Ok(());
    }
    Err(Reply::denied())
}

/// Returns the last sign-ins of an account. <https://learn.microsoft.com/graph/api/resources/signinactivity>
fn sign_in_activity(state: &State, account: &Account, now: Timestamp) -> GraphResult<Value> {
    if !state.permits(&["AuditLog.Read.All"]) {
        return Err(Reply::report_permission_missing(&["AuditLog.Read.All"]));
    }
    if state.settings.licence == Licence::Free {
        return Err(Reply::not_premium());
    }
    let shown_until = now - state.settings.sign_in_delay;
    let own = || {
        let shown = state.sign_ins.iter().filter(move |sign_in| sign_in.at <= shown_until);
        shown.filter(|sign_in| sign_in.user_id == account.object_id)
    };
    let successful = own().filter(|sign_in| sign_in.value["status"]["errorCode"] == 0);
    let last = own().map(|sign_in| sign_in.at).max();
    Ok(json!({
        "lastSignInDateTime": last.map(whole_seconds),
        "lastSuccessfulSignInDateTime": successful.map(|sign_in| sign_in.at).max().map(whole_seconds),
    }))
}

/// Returns the error for a synced account, which is changed on premises.
pub(super) fn mastered_on_premises() -> Reply {
    Reply::bad_request(
        "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently \
         undergoing migration.",
    )
}

/// Returns the application itself as an initiator.
pub(super) fn application(state: &State) -> Actor {
    let settings = &state.settings;
    Actor::Application {
        display_name: settings.application_name.clone(),
        service_principal_id: settings.service_principal_id.clone(),
    }
}

/// Records an attempt to write with its answer.
pub(super) fn record(state: &mut State, call: &Call, answer: &GraphResult, now: Timestamp) {
    let (Ok(reply) | Err(reply)) = answer;
    state.record(call, reply.status, reply.status.is_success(), now);
}
