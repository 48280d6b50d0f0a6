//! The state of the simulated tenant, behind one lock.

use std::collections::{HashMap, VecDeque};

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::account::Account;
use super::audit_log::{Activity, Actor, AuditRecord};
use super::oauth::Delegation;
use super::oauth::authorize::AuthorizationCode;
use super::oauth::device::DeviceCode;
use super::query::Call;
use super::roles::Group;
use super::sign_ins::SignIn;
use super::units::Unit;
use super::{CallCounts, Licence, TenantSettings, Write};

/// The window of the rate limit of reports, per application (<https://learn.microsoft.com/graph/throttling-limits>).
const REPORTS_WINDOW: SignedDuration = SignedDuration::from_secs(10);

/// The window of the rate limit of Identity Protection, for all applications together.
const IDENTITY_PROTECTION_WINDOW: SignedDuration = SignedDuration::from_secs(1);

pub(super) struct State {
    pub settings: TenantSettings,
    pub tokens: Vec<AccessToken>,
    pub writes: Vec<Write>,
    pub calls: CallCounts,
    pub audits: Vec<AuditRecord>,
    pub sign_ins: Vec<SignIn>,
    pub groups: &'static [&'static Group],
    pub units: &'static [&'static Unit],
    /// The start of each browser's session, by object id.
    pub sessions: HashMap<String, Timestamp>,
    pub codes: Vec<AuthorizationCode>,
    pub device_codes: Vec<DeviceCode>,
    accounts: Vec<Vec<AccountVersion>>,
    reports: VecDeque<Timestamp>,
    identity_protection: VecDeque<Timestamp>,
}

/// An access token.
pub(super) struct AccessToken {
    pub value: String,
    /// The address of the service that it is for.
    pub audience: String,
    pub expires: Timestamp,
    pub revoked: bool,
    /// The person for whom it acts; `None` for the application itself.
    pub person: Option<Delegation>,
}

/// A version of an account, which readers see from an instant on. The last version is the latest.
struct AccountVersion {
    visible_from: Timestamp,
    account: Account,
}

impl State {
    pub(super) fn new(settings: TenantSettings, start: Timestamp) -> Self {
        let directory = settings.directory;
        let mut state = Self {
            settings,
            tokens: Vec::new(),
            writes: Vec::new(),
            calls: CallCounts::default(),
            audits: Vec::new(),
            sign_ins: Vec::new(),
            groups: directory.groups(),
            units: directory.units(),
            sessions: HashMap::new(),
            codes: Vec::new(),
            device_codes: Vec::new(),
            identity_protection: VecDeque::new(),
            accounts: Vec::new(),
            reports: VecDeque::new(),
        };
        for mut key in directory.everyone(start) {
            if let Some(there) = &mut key.account.on_premises {
                there.enabled = key.account.enabled;
            }
            state.accounts.push(vec![AccountVersion { visible_from: start, account: key.account }]);
            state.audits.extend(key.audits);
            state.sign_ins.extend(key.sign_ins);
        }
        state
    }

    /// Returns true if the application holds one of these permissions.
    pub(super) fn permits(&self, permissions: &[&str]) -> bool {
        permissions.iter().any(|wanted| self.settings.permissions.iter().any(|held| held == wanted))
    }

    /// Returns the person for whom this call's token acts.
    pub(super) fn person_behind(&self, call: &Call) -> Option<Delegation> {
        let token = self.tokens.iter().find(|token| Some(&token.value) == call.bearer.as_ref())?;
        token.person.clone()
    }

    /// Returns every account that is not deleted, as readers see it now.
    pub(super) fn visible(&self, now: Timestamp) -> impl Iterator<Item = &Account> {
        self.seen(now).filter(|account| account.deleted.is_none())
    }

    /// Returns every deleted account that can be restored, as readers see it now.
    pub(super) fn deleted(&self, now: Timestamp) -> impl Iterator<Item = &Account> {
        self.seen(now).filter(|account| account.deleted.is_some())
    }

    fn seen(&self, now: Timestamp) -> impl Iterator<Item = &Account> {
        self.accounts.iter().map(move |versions| {
            let seen = versions.iter().rev().find(|version| version.visible_from <= now);
            &seen.unwrap_or(&versions[0]).account
        })
    }

    /// Returns the account with this object id or user principal name, as readers see it now.
    pub(super) fn find(&self, key: &str, now: Timestamp) -> Option<&Account> {
        self.visible(now).find(|account| {
            account.object_id.eq_ignore_ascii_case(key)
                || account.user_principal_name.to_lowercase() == key.to_lowercase()
        })
    }

    /// Returns the latest version of every account.
    pub(super) fn everyone(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter().filter_map(|versions| versions.last()).map(|version| &version.account)
    }

    /// Returns the latest version of the account for which `is_meant` is true.
    pub(super) fn latest(&self, is_meant: impl Fn(&Account) -> bool) -> Option<&Account> {
        self.everyone().find(|account| is_meant(account))
    }

    /// Changes an account. Readers see the change from `visible_from` on.
    pub(super) fn edit(&mut self, object_id: &str, visible_from: Timestamp, edit: impl FnOnce(&mut Account)) {
        let versions = self.accounts.iter_mut().find(|versions| versions[0].account.object_id == object_id);
        let versions = versions.expect("the account was found before");
        let mut account = versions[versions.len() - 1].account.clone();
        edit(&mut account);
        versions.push(AccountVersion { visible_from, account });
    }

    /// Records an attempt to write, without the password in it. The account has the password.
    pub(super) fn record(&mut self, call: &Call, status: StatusCode, took_effect: bool, now: Timestamp) {
        let mut body: Value = serde_json::from_str(&call.body).unwrap_or(Value::Null);
        if let Some(password) = body.pointer_mut("/passwordProfile/password") {
            *password = "(withheld)".into();
        }
        self.writes.push(Write {
            at: now,
            method: call.method.clone(),
            path: call.path.clone(),
            body,
            client_request_id: call.client_request_id.clone(),
            status: status.as_u16(),
            took_effect,
        });
    }

    /// Adds an audit entry, which is visible after the audit delay.
    pub(super) fn audit(&mut self, activity: Activity, object_id: &str, actor: &Actor, now: Timestamp) {
        let visible_from = now + self.settings.audit_delay;
        let target = self.latest(|account| account.object_id == object_id).expect("the account was found before");
        let record = AuditRecord::new(activity, target, actor, now, visible_from);
        self.audits.push(record);
    }

    /// Returns the retention of audits and sign-ins
    /// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>).
    pub(super) fn retention(&self) -> SignedDuration {
        let days = if self.settings.licence == Licence::Free { 7 } else { 30 };
        SignedDuration::from_hours(24 * days)
    }

    /// Counts one call to Identity Protection. Returns true if it is within the limit; refused calls count too.
    pub(super) fn count_identity_protection(&mut self, now: Timestamp) -> bool {
        let Some(most) = self.settings.identity_protection_per_second else { return true };
        let calls = &mut self.identity_protection;
        while calls.front().is_some_and(|first| *first + IDENTITY_PROTECTION_WINDOW <= now) {
            calls.pop_front();
        }
        calls.push_back(now);
        calls.len() <= most
    }

    /// Counts one call to a report. `Err` has the whole seconds to wait; refused calls count too.
    pub(super) fn count_report(&mut self, now: Timestamp) -> Result<(), u64> {
        let Some(most) = self.settings.reports_per_ten_seconds else { return Ok(()) };
        while self.reports.front().is_some_and(|first| *first + REPORTS_WINDOW <= now) {
            self.reports.pop_front();
        }
        self.reports.push_back(now);
        if self.reports.len() <= most {
            return Ok(());
        }
        let room = self.reports[self.reports.len() - most] + REPORTS_WINDOW;
        Err(u64::try_from((room - now).get_seconds()).unwrap_or(0) + 1)
    }
}
