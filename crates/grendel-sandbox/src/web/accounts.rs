//! The accounts of the tenants: the problem of each, its present state, and a call that changes it.

mod about;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use self::about::about;
use super::error::{Answered, ApiError};
use super::extract::{Body, read};
use super::session::Session;
use super::world_handle::WorldHandle;
use grendel_simulator::tenant::{
    Account, ActiveDirectory, Activity, DirectoryWork, Mailbox, MethodKind, Restriction, Risk, RoleAssignment,
    SimulatedTenant,
};

/// The longest address that mail can be sent on to.
/// <https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>
const ADDRESS_CHARS_MAX: usize = 254;

/// A change to an account. A field that is missing leaves its property as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    sign_in: Option<SignIn>,
    sending: Option<Sending>,
    #[serde(default)]
    risk: Wish<RiskLevel>,
    #[serde(default)]
    forwarding: Wish<String>,
    synced: Option<bool>,
    locked_out: Option<bool>,
    active_directory: Option<InActiveDirectory>,
}

/// Work in Active Directory, and the sync that brings it into the cloud.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum InActiveDirectory {
    Disable,
    Enable,
    ResetPassword,
    Sync,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum SignIn {
    Enabled,
    Blocked,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Sending {
    Free,
    Restricted,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RiskLevel {
    Low,
    Medium,
    High,
}

/// A change to an optional property. `null` removes the property, and a missing field leaves it as it is.
#[derive(Clone, Copy, Default)]
enum Wish<T> {
    #[default]
    Unsaid,
    Gone,
    Like(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Wish<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(from)?.map_or(Self::Gone, Self::Like))
    }
}

/// Answers `GET /api/accounts` with every account and its state.
pub async fn accounts(State(session): State<Arc<Session>>) -> Json<Value> {
    let handle = session.current();
    let all = tenants(&handle).flat_map(|(name, tenant)| {
        let accounts = tenant.accounts();
        accounts.into_iter().map(|account| written(&handle, name, &account)).collect::<Vec<_>>()
    });
    Json(json!({ "accounts": all.collect::<Vec<_>>() }))
}

/// Answers `PATCH /api/accounts/{key}`: changes an account.
pub async fn change(State(session): State<Arc<Session>>, Path(key): Path<String>, body: Body) -> Answered {
    let change: Change = read(body)?;
    let handle = session.current();
    let found = tenants(&handle).find_map(|(name, tenant)| {
        let account = tenant.accounts().into_iter().find(|account| account.key == key)?;
        Some((name, tenant, account))
    });
    let (name, tenant, account) =
        found.ok_or_else(|| ApiError::unknown(format!("there is no account {key}; GET /api/accounts lists them")))?;
    check(&change, &account)?;
    apply(&change, tenant, &account, handle.world.clock().now());
    handle.hint("accounts", json!({}));
    Ok(Json(written(&handle, name, &tenant.account(&key))))
}

fn tenants(handle: &WorldHandle) -> impl Iterator<Item = (&'static str, &SimulatedTenant)> {
    let northwind = handle.world.northwind.iter().map(|tenant| ("northwind", tenant));
    std::iter::once(("contoso", &handle.world.tenant)).chain(northwind)
}

fn check(change: &Change, account: &Account) -> Answered<()> {
    if change.active_directory.is_some() && account.on_premises.is_none() {
        return Err(ApiError::not_now(format!("{} is not in Active Directory", account.display_name)));
    }
    let has_mailbox = account.mailbox.is_some();
    if !has_mailbox && (change.sending.is_some() || !matches!(change.forwarding, Wish::Unsaid)) {
        return Err(ApiError::not_now(format!("{} has no mailbox", account.display_name)));
    }
    let Wish::Like(address) = &change.forwarding else { return Ok(()) };
    let is_address = address.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'));
    if !is_address || address.chars().count() > ADDRESS_CHARS_MAX || address.chars().any(char::is_whitespace) {
        return Err(ApiError::wrong(format!("{address} is no address for mail")));
    }
    Ok(())
}

/// Applies a change to an account. Only a change to sign-in goes into the tenant's audit log, under the name of the
/// head of IT.
fn apply(change: &Change, tenant: &SimulatedTenant, account: &Account, now: Timestamp) {
    let key = account.key.as_str();
    if let Some(sign_in) = change.sign_in {
        let enabled = sign_in == SignIn::Enabled;
        if account.enabled != enabled {
            let head = if tenant.accounts().iter().any(|account| account.key == "gita") { "gita" } else { "nora" };
            let activity = if enabled { Activity::EnableAccount } else { Activity::DisableAccount };
            tenant.change_as(key, &tenant.person(head), activity, |account| account.enabled = enabled);
        }
    }
    match change.active_directory {
        Some(InActiveDirectory::Disable) => tenant.in_active_directory(key, DirectoryWork::Disable),
        Some(InActiveDirectory::Enable) => tenant.in_active_directory(key, DirectoryWork::Enable),
        Some(InActiveDirectory::ResetPassword) => tenant.in_active_directory(key, DirectoryWork::ResetPassword),
        Some(InActiveDirectory::Sync) => tenant.sync(),
        None => {}
    }
    tenant.change(key, |account| {
        if let Some(sending) = change.sending {
            account.restriction = (sending == Sending::Restricted).then(|| restriction(now));
        }
        match change.risk {
            Wish::Unsaid => {}
            Wish::Gone => account.risk = None,
            Wish::Like(level) => account.risk = Some(at_risk(level, now)),
        }
        if let Some(mailbox) = &mut account.mailbox {
            forward(mailbox, &change.forwarding);
        }
        if let Some(synced) = change.synced.filter(|synced| *synced != account.on_premises.is_some()) {
            account.on_premises = synced.then(|| ActiveDirectory::new(account.enabled, now));
        }
        account.credentials.locked_out = change.locked_out.unwrap_or(account.credentials.locked_out);
    });
}

fn forward(mailbox: &mut Mailbox, wish: &Wish<String>) {
    let to = match wish {
        Wish::Unsaid => return,
        Wish::Gone => None,
        Wish::Like(address) => Some(address.clone()),
    };
    mailbox.forwarding_address = None;
    mailbox.forwarding_smtp_address = to;
}

fn restriction(now: Timestamp) -> Restriction {
    let reason = "ExceedingLimitType=ExternalRecipientCountPerDay;InternalRecipientCountToday=9;\
                  ExternalRecipientCountToday=1204";
    Restriction { reason: reason.to_owned(), created: now }
}

fn at_risk(level: RiskLevel, now: Timestamp) -> Risk {
    let level = match level {
        RiskLevel::Low => "low",
        RiskLevel::Medium => "medium",
        RiskLevel::High => "high",
    };
    Risk { state: "atRisk", level, detail: "none", updated: now }
}

/// Returns an account as it is now. The password is left out, because the page never shows it.
fn written(handle: &WorldHandle, tenant: &str, account: &Account) -> Value {
    let now = handle.world.clock().now();
    let sending = match (&account.mailbox, &account.restriction) {
        (None, _) => "no mailbox",
        (Some(_), Some(_)) => "restricted",
        (Some(_), None) => "free",
    };
    let risk = account.risk.as_ref();
    let is_suspected = |risk: &&Risk| ["atRisk", "confirmedCompromised"].contains(&risk.state);
    let mailbox = account.mailbox.as_ref();
    let forwarding = mailbox
        .and_then(|mailbox| mailbox.forwarding_address.clone().or_else(|| mailbox.forwarding_smtp_address.clone()));
    let rules = mailbox.map_or(0, |mailbox| mailbox.rules.iter().filter(|rule| !rule.disabled).count());
    let revoked =
        Some(account.sessions_valid_from).filter(|at| *at + jiff::SignedDuration::from_secs(1) > handle.began);
    json!({
        "key": account.key,
        "tenant": tenant,
        "name": account.display_name,
        "job_title": account.job_title,
        "upn": account.user_principal_name,
        "object_id": account.object_id,
        "about": about(&account.key),
        "sign_in": if account.enabled { "enabled" } else { "blocked" },
        "sending": sending,
        "risk": risk.filter(is_suspected).map(|risk| risk.level),
        "risk_state": risk.map(|risk| risk.state),
        "password": password(account, handle.began, now),
        "locked_out": account.credentials.locked_out,
        "sessions_revoked": revoked.map(|at| at.to_string()),
        "methods": methods(account, now),
        "forwarding": forwarding,
        "rules": rules,
        "roles": account.roles_at(now).map(|held| role(account, held)).collect::<Vec<_>>(),
        "synced": account.on_premises.is_some(),
        "active_directory": account.on_premises.as_ref().map(|there| json!({
            "enabled": there.enabled,
            "resets": there.resets,
            "synced": !there.changed && there.enabled == account.enabled,
        })),
        "guest": account.guest,
        "deleted": account.deleted.is_some(),
    })
}

fn password(account: &Account, began: Timestamp, now: Timestamp) -> String {
    let changed = account.last_password_change;
    let age = if changed + jiff::SignedDuration::from_secs(1) > began {
        format!("reset at {}", changed.strftime("%H:%M:%S UTC"))
    } else {
        format!("{} days old", now.duration_since(changed).as_hours() / 24)
    };
    let must_change = if account.credentials.must_change { ", has to be changed at the next sign-in" } else { "" };
    let locked = if account.credentials.locked_out { ", locked by wrong tries" } else { "" };
    format!("{age}{must_change}{locked}")
}

fn methods(account: &Account, now: Timestamp) -> Vec<String> {
    let named = account.credentials.methods.iter().map(|method| match method.kind {
        MethodKind::Phone(number) => format!("phone {number}"),
        MethodKind::Authenticator(device) => format!("Microsoft Authenticator on {device}"),
    });
    let pass = account.credentials.pass.iter().map(|pass| {
        let until = pass.start + jiff::SignedDuration::from_mins(pass.lifetime_minutes);
        let state = if pass.used {
            "used".to_owned()
        } else if until < now {
            "expired".to_owned()
        } else {
            format!("until {}", until.strftime("%H:%M UTC"))
        };
        format!("temporary access pass, {state}")
    });
    named.chain(pass).collect()
}

fn role(account: &Account, held: RoleAssignment) -> String {
    match account
        .units
        .iter()
        .chain(grendel_simulator::tenant::fixtures::UNITS.iter())
        .find(|unit| unit.scope == held.scope)
    {
        Some(unit) => format!("{} for {}", held.role.name, unit.name),
        None => held.role.name.to_owned(),
    }
}
