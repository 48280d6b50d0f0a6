//! Everything that is read about a target, in one batch beside Identity Protection.
//!
//! Another round trip follows only if the account may be in administrative units, if it was deleted, or if a collection
//! has more than one page.

use jiff::Timestamp;

use super::audits::{AuditLog, AuditRecord};
use super::authority_facts::{AuthorityFacts, AuthorityFactsSlots};
use super::batch::{Batch, BatchResults, Slot};
use super::error::reading;
use super::grants::PermissionGrant;
use super::graph::{Graph, GraphPage};
use super::look_alikes::LookAlikeCandidate;
use super::methods::{AuthenticationMethod, PassConfiguration, RegistrationDetails};
use super::risk::{RISK_PERMISSION, RiskReading};
use super::security_roles::{SecurityRoleHolders, SecurityRoleSlots};
use super::sign_in_log::{SignInLog, SignInRecord};
use super::{audits, grants, groups, look_alikes, methods, roles, sign_in_log};
use crate::domain::ObjectId;
use crate::domain::access::{Access, PassPolicy};
use crate::domain::account::{Account, Block, Initiator, LookAlike, Names};
use crate::domain::compromise::is_new;
use crate::domain::people::DirectoryRole;
use crate::domain::reading::{Reading, Topic};
use crate::ports::{Budget, ObserveRequest, TenantError};

/// The slots of everything that a diagnosis reads from Graph in one batch.
struct ObservationSlots {
    facts: AuthorityFactsSlots,
    audits: Slot<GraphPage<AuditRecord>>,
    sign_ins: Slot<GraphPage<SignInRecord>>,
    access: AccessSlots,
    security_roles: SecurityRoleSlots,
    /// `None` if consents are not read.
    grants: Option<Slot<GraphPage<PermissionGrant>>>,
    look_alikes: Vec<Slot<GraphPage<LookAlikeCandidate>>>,
}

/// The slots of the queries for the authentication methods of an account.
struct AccessSlots {
    methods: Slot<GraphPage<AuthenticationMethod>>,
    registration: Slot<RegistrationDetails>,
    passes: Slot<PassConfiguration>,
}

impl ObservationSlots {
    /// Adds at most 20 queries, which is all that a batch takes.
    ///
    /// Three of them are reports, of which the tenant allows five in ten seconds: audits, sign-ins and the registration
    /// (<https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>).
    fn add(batch: &mut Batch, target: &ObjectId, names: Option<&Names>, consents: bool, now: Timestamp) -> Self {
        Self {
            facts: AuthorityFactsSlots::add(batch, target),
            audits: batch.add(audits::audits_query(target, now)),
            sign_ins: batch.add(sign_in_log::sign_ins_query(target, now)),
            access: AccessSlots {
                methods: batch.add(methods::methods_query(target)),
                registration: batch.add(methods::registration_query(target)),
                passes: batch.add(methods::pass_policy_query()),
            },
            security_roles: SecurityRoleSlots::add(batch),
            grants: consents.then(|| batch.add(grants::grants_query(target))),
            look_alikes: names.map(look_alikes::queries).into_iter().flatten().map(|one| batch.add(one)).collect(),
        }
    }
}

impl Graph {
    /// Reads everything that a diagnosis looks at but mail. An account that was deleted is read from the deleted items.
    ///
    /// # Errors
    ///
    /// The account itself could not be read. Everything else that could not is a gap in the account.
    pub(super) async fn observe(
        &self,
        sought: ObserveRequest<'_>,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let ObserveRequest { target, names, groups } = sought;
        let mut batch = Batch::default();
        let slots = ObservationSlots::add(&mut batch, target, names, self.consents, now);
        // The batch is full, so the roles that the account could activate are a call of their own, at the same time.
        let (results, risk, eligible) = tokio::join!(
            self.send_batch(batch, budget),
            self.risk_reading(target, now, budget),
            self.eligible_roles(target, now, budget)
        );
        let mut results = results?;

        let facts = match self.authority_facts(target, slots.facts, &mut results, budget).await {
            Err(gone @ TenantError::NotFound(_)) => {
                let deleted = self.deleted(target, now, budget).await;
                return deleted.ok().flatten().ok_or(gone);
            }
            facts => facts?,
        };
        let mut access = self.access(slots.access, &facts, &mut results, budget).await;
        let guards = self.security_role_holders(slots.security_roles, &mut results, budget).await;
        if let Some(grants) = slots.grants {
            let grants = self.grants(results.take_first_page(grants), budget).await;
            access.grants = reading(Topic::Grants, grants::GRANTS_PERMISSION, grants);
        }
        let look_alikes =
            names.map_or(Ok(Vec::new()), |names| look_alikes::read(target, names, slots.look_alikes, &mut results));
        let audit_log = results.take(slots.audits).map(AuditLog::from);
        let sign_in_log = results.take(slots.sign_ins).map(SignInLog::from);

        let password_changed_at = facts.user.password_changed_at;
        let account = Account { password_changed_at, access, ..Account::blank(*target, now) };
        let account = with_eligible_roles(facts.onto(account, groups), eligible);
        let account = with_look_alikes(account, look_alikes);
        let account = with_risk(account, risk);
        Ok(with_sign_ins(with_audits(account, audit_log, &self.client_id, &guards), sign_in_log))
    }

    /// Reads the facts that authority over an account depends on once more, and returns the account with them.
    ///
    /// `password_changed_at` stays as it was before: one of the steps may have changed the password, and the earlier
    /// time separates the sign-ins that failed before from those after.
    pub(super) async fn observe_again(
        &self,
        before: &Account,
        groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let target = &before.object_id;
        let mut batch = Batch::default();
        let slots = AuthorityFactsSlots::add(&mut batch, target);
        let (results, risk, eligible) = tokio::join!(
            self.send_batch(batch, budget),
            self.risk_reading(target, now, budget),
            self.eligible_roles(target, now, budget)
        );
        let facts = self.authority_facts(target, slots, &mut results?, budget).await?;
        let account = Account { observed_at: now, ..before.clone() };
        Ok(with_risk(with_eligible_roles(facts.onto(account, groups), eligible), risk))
    }

    /// Reads the authentication methods, the registration for self-service, and the policy for temporary access passes.
    async fn access(
        &self,
        slots: AccessSlots,
        facts: &AuthorityFacts,
        results: &mut BatchResults,
        budget: &Budget,
    ) -> Access {
        let read = self.methods(results.take_first_page(slots.methods), budget).await;
        let (methods, usable_passes) = match read {
            Ok((methods, usable_passes)) => (Ok(methods), usable_passes),
            Err(error) => (Err(error), Vec::new()),
        };
        let self_service = methods::self_service(results.take(slots.registration));
        Access {
            methods: reading(Topic::Methods, methods::METHODS_PERMISSION, methods),
            self_service: reading(Topic::SelfService, audits::LOGS_PERMISSION, self_service),
            passes: passes(results.take(slots.passes), facts),
            usable_passes,
            ..Access::default()
        }
    }
}

/// Returns the account with its latest block and the methods that were registered for it. `own_id` is the id of our
/// application.
fn with_audits(
    account: Account,
    audit_log: Result<AuditLog, TenantError>,
    own_id: &str,
    guards: &SecurityRoleHolders,
) -> Account {
    let target = &account.object_id;
    let registered = audit_log.as_ref().map(|audits| audits.registered_methods(target, own_id));
    let registered_lately = registered.unwrap_or_default();
    let older_before = audit_log.as_ref().ok().and_then(AuditLog::older_before);
    let last_block = audit_log.and_then(|audits| audits.last_block(target, own_id));
    let last_block = last_block.map(|block| block.map(|block| with_guard(block, guards)));
    let mut account = Account {
        last_block: reading(Topic::Blocks, audits::LOGS_PERMISSION, last_block),
        access: Access { registered_lately, ..account.access },
        ..account
    };
    note_missing(&mut account, Topic::Blocks, older_before);
    account
}

/// Returns the block with `by_security` set from the holders of security roles, if it was made by a person whose id is
/// known.
fn with_guard(block: Block, guards: &SecurityRoleHolders) -> Block {
    match &block.by {
        Initiator::Person { object_id: Some(person), .. } => Block { by_security: guards.may_include(person), ..block },
        _ => block,
    }
}

/// Returns the policy for passes of an account. If the policy names groups, those of the account must be readable too.
fn passes(
    configuration: Result<PassConfiguration, TenantError>,
    facts: &AuthorityFacts,
) -> Reading<Option<PassPolicy>> {
    let unread = |permission, error| reading(Topic::Passes, permission, Err(error));
    match (configuration, &facts.member_of) {
        (Ok(passes), Ok(groups)) => Reading::Read(Some(passes.policy_for(groups))),
        (Ok(passes), Err(_)) if !passes.names_groups() => Reading::Read(Some(passes.policy_for(&[]))),
        (Ok(_), Err(error)) => unread(groups::GROUPS_PERMISSION, error.clone()),
        (Err(error), _) => unread(methods::PASSES_PERMISSION, error),
    }
}

/// Returns the account with the roles that it could activate, without those that it holds already.
fn with_eligible_roles(account: Account, eligible: Result<Vec<DirectoryRole>, TenantError>) -> Account {
    let held = account.roles.known().cloned().unwrap_or_default();
    let not_held = eligible.map(|roles| roles.into_iter().filter(|role| !held.contains(role)).collect());
    Account { eligible_roles: reading(Topic::EligibleRoles, roles::ROLES_PERMISSION, not_held), ..account }
}

fn with_look_alikes(account: Account, look_alikes: Result<Vec<LookAlike>, TenantError>) -> Account {
    let look_alikes = reading(Topic::LookAlikes, look_alikes::USERS_PERMISSION, look_alikes);
    Account { look_alikes, ..account }
}

fn with_risk(account: Account, reading_of_risk: Result<RiskReading, TenantError>) -> Account {
    let (risk, report) = match reading_of_risk {
        Ok(RiskReading { risk, report }) => (Ok(risk), report),
        Err(error) => (Err(error), None),
    };
    Account {
        risk: reading(Topic::Risk, RISK_PERMISSION, risk),
        access: Access { risk: report, ..account.access },
        ..account
    }
}

/// Notes that a log is not read whole, if the records before this instant could still hold a sign of a compromise.
fn note_missing(account: &mut Account, topic: Topic, older_before: Option<Timestamp>) {
    if older_before.is_some_and(|at| is_new(at, account)) {
        account.omit(topic, 0, true);
    }
}

fn with_sign_ins(account: Account, sign_in_log: Result<SignInLog, TenantError>) -> Account {
    match sign_in_log {
        Ok(log) => {
            let mut account = Account {
                failed_sign_ins: Reading::Read(log.failed),
                successful_sign_ins: log.successful_sign_ins,
                policies: reading(Topic::Policies, sign_in_log::POLICIES_PERMISSION, log.policies),
                ..account
            };
            note_missing(&mut account, Topic::SignIns, log.older_before);
            account
        }
        Err(error) => {
            Account { failed_sign_ins: reading(Topic::SignIns, audits::LOGS_PERMISSION, Err(error)), ..account }
        }
    }
}
