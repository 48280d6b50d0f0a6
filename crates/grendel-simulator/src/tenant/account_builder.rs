//! The builder of accounts and their past.

use jiff::{SignedDuration, Timestamp};

use super::account::Account;
use super::active_directory::ActiveDirectory;
use super::audit_log::{Activity, Actor, AuditRecord};
use super::credentials::{Credentials, Method};
use super::fixtures::INITIAL_DOMAIN;
use super::mailbox::Mailbox;
use super::pim::{Activation, Eligibility};
use super::risk::Risk;
use super::roles::{DirectoryRole, Group, RoleAssignment, TENANT_SCOPE};
use super::sign_ins::{SignIn, SignInAttempt};
use super::units::Unit;

/// The number of times that one account can be released before only Microsoft's support can do it. The vendor says
/// that there is a limit but not its value
/// (<https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users>).
const RELEASES_MAX: u32 = 3;

/// An account, its audit entries and its sign-ins.
pub(super) struct AccountBuilder {
    pub account: Account,
    pub audits: Vec<AuditRecord>,
    pub sign_ins: Vec<SignIn>,
    start: Timestamp,
}

impl AccountBuilder {
    /// Begins with an ordinary account: enabled, in the cloud, without a role. All times are relative to `start`.
    pub(super) fn new(start: Timestamp, name: &str, object_id: &str) -> Self {
        let account = Account {
            key: name.to_owned(),
            object_id: object_id.to_owned(),
            initial_domain: INITIAL_DOMAIN,
            user_principal_name: String::new(),
            display_name: String::new(),
            job_title: "Employee".to_owned(),
            mail: None,
            aliases: Vec::new(),
            enabled: true,
            on_premises: None,
            guest: false,
            external: false,
            roles: Vec::new(),
            activations: Vec::new(),
            eligible: Vec::new(),
            joinable_groups: Vec::new(),
            units: Vec::new(),
            risk: None,
            member_of: Vec::new(),
            owner_of: Vec::new(),
            created: start - days(400),
            last_password_change: start - days(60),
            sessions_valid_from: start - days(60),
            credentials: Credentials::ordinary(name, start - days(300)),
            licensed: true,
            mailbox: Some(Mailbox::default()),
            on_premises_mailbox: None,
            restriction: None,
            releases_left: RELEASES_MAX,
            consents: Vec::new(),
            deleted: None,
        };
        Self { account, audits: Vec::new(), sign_ins: Vec::new(), start }
    }

    /// Sets the display name, the user principal name, and the same as mail address.
    pub(super) fn named(mut self, display_name: &str, sign_in_name: &str) -> Self {
        display_name.clone_into(&mut self.account.display_name);
        sign_in_name.clone_into(&mut self.account.user_principal_name);
        self.account.mail = Some(sign_in_name.to_owned());
        self
    }

    pub(super) fn works_as(mut self, job_title: &str) -> Self {
        job_title.clone_into(&mut self.account.job_title);
        self
    }

    pub(super) fn holds(self, role: &'static DirectoryRole) -> Self {
        self.holds_at(role, TENANT_SCOPE)
    }

    pub(super) fn holds_at(mut self, role: &'static DirectoryRole, scope: &'static str) -> Self {
        self.account.roles.push(RoleAssignment { role, scope });
        self
    }

    /// Adds a role that was activated this long ago, for this long.
    pub(super) fn activated(
        mut self,
        role: &'static DirectoryRole,
        ago: SignedDuration,
        lasts: SignedDuration,
    ) -> Self {
        let from = self.start - ago;
        let assignment = RoleAssignment { role, scope: TENANT_SCOPE };
        self.account.activations.push(Activation { assignment, from, until: from + lasts });
        self.eligible_for(role)
    }

    /// Adds a role that the person has been eligible for since a hundred days.
    pub(super) fn eligible_for(mut self, role: &'static DirectoryRole) -> Self {
        let assignment = RoleAssignment { role, scope: TENANT_SCOPE };
        self.account.eligible.push(Eligibility { assignment, from: self.start - days(100), until: None });
        self
    }

    pub(super) fn belongs_to(mut self, group: &'static Group) -> Self {
        self.account.member_of.push(group);
        self
    }

    pub(super) fn owns(mut self, group: &'static Group) -> Self {
        self.account.owner_of.push(group);
        self
    }

    pub(super) fn has_mail(mut self, mail: &str) -> Self {
        self.account.mail = Some(mail.to_owned());
        self
    }

    pub(super) fn has_alias(mut self, alias: &str) -> Self {
        self.account.aliases.push(alias.to_owned());
        self
    }

    pub(super) fn synced(mut self) -> Self {
        self.account.on_premises = Some(ActiveDirectory::new(true, self.start));
        self
    }

    /// Makes the account that of a guest who signs in at another organisation.
    pub(super) fn guest(self) -> Self {
        self.with(|account, _| account.guest = true).external()
    }

    /// Makes the account that of a person who signs in at another organisation. It is a member's unless the type says otherwise.
    pub(super) fn external(mut self) -> Self {
        self.account.external = true;
        self.account.licensed = false;
        self.account.mailbox = None;
        // The methods are known to the home tenant only.
        self.account.credentials.methods.clear();
        self.account.credentials.self_service_enabled = false;
        self
    }

    pub(super) fn lives_in(mut self, unit: &'static Unit) -> Self {
        self.account.units.push(unit);
        self
    }

    /// Sets the risk state in Identity Protection since this long ago, in the vendor's words.
    pub(super) fn suspected(
        mut self,
        state: &'static str,
        level: &'static str,
        detail: &'static str,
        ago: SignedDuration,
    ) -> Self {
        self.account.risk = Some(Risk { state, level, detail, updated: self.start - ago });
        self
    }

    /// Moves the account to the tenant with this initial domain.
    pub(super) fn under(mut self, initial_domain: &'static str) -> Self {
        self.account.initial_domain = initial_domain;
        self
    }

    /// Blocks sign-in this long ago, with an audit entry by `actor`.
    pub(super) fn blocked(mut self, ago: SignedDuration, actor: &Actor) -> Self {
        self.account.enabled = false;
        let at = self.start - ago;
        self.audits.push(AuditRecord::new(Activity::DisableAccount, &self.account, actor, at, at));
        self
    }

    /// Adds a sign-in this long ago. `error_code` is Entra's, 0 for success.
    pub(super) fn signed_in(self, ago: SignedDuration, error_code: i32, ip_address: &'static str) -> Self {
        self.sign_in_attempt(ago, SignInAttempt::new(error_code, ip_address))
    }

    /// Adds a sign-in with all its details.
    #[expect(clippy::large_types_passed_by_value, reason = "fixtures make each one where it is added")]
    pub(super) fn sign_in_attempt(mut self, ago: SignedDuration, attempt: SignInAttempt) -> Self {
        self.sign_ins.push(SignIn::new(&self.account, &attempt, self.start - ago));
        self
    }

    /// Adds an audit entry by `actor`.
    pub(super) fn audited(mut self, ago: SignedDuration, activity: Activity, actor: &Actor) -> Self {
        let at = self.start - ago;
        self.audits.push(AuditRecord::new(activity, &self.account, actor, at, at));
        self
    }

    /// Adds an audit entry by the account itself.
    pub(super) fn audited_by_self(self, ago: SignedDuration, activity: Activity, ip_address: &str) -> Self {
        let actor = Actor::Person {
            object_id: self.account.object_id.clone(),
            user_principal_name: self.account.user_principal_name.clone(),
            ip_address: ip_address.to_owned(),
        };
        self.audited(ago, activity, &actor)
    }

    /// Changes the account in any other way. The instant is `start`.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Account, Timestamp)) -> Self {
        change(&mut self.account, self.start);
        self
    }

    /// Replaces the authentication methods besides the password.
    pub(super) fn proves_with(self, methods: &[Method]) -> Self {
        self.with(|account, _| account.credentials.methods = methods.to_vec())
    }

    pub(super) fn without_self_service(self) -> Self {
        self.with(|account, _| account.credentials.self_service_enabled = false)
    }

    /// Takes the mailbox and its licence away.
    pub(super) fn without_mailbox(self) -> Self {
        self.with(|account, _| {
            account.licensed = false;
            account.mailbox = None;
        })
    }

    /// Changes the mailbox, if there is one.
    pub(super) fn mail(self, change: impl FnOnce(&mut Mailbox)) -> Self {
        self.with(|account, _| {
            if let Some(mailbox) = &mut account.mailbox {
                change(mailbox);
            }
        })
    }
}

pub(super) const fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

pub(super) const fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

pub(super) const fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}
