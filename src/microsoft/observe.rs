//! Everything that is read about a target, at the same time: the facts that authority depends on in one batch, evidence in
//! another, and the logs, Identity Protection and the eligible roles alone.
//!
//! Without the facts there is no account. Anything else may fail, or be longer than is read: that is a gap. A body is read
//! whole or not at all, and anybody can make a log long, so that no log shares its response with anything else.
//!
//! Another round trip follows only if the account may be in administrative units, if it was deleted, or if a collection
//! has more than one page.

use jiff::Timestamp;

use super::audits::{AuditLog, OlderRecords};
use super::authority_facts::{AuthorityFacts, AuthorityFactsSlots};
use super::batch::{Batch, BatchResults, Slot};
use super::error::reading;
use super::grants::PermissionGrant;
use super::graph::{Graph, GraphPage};
use super::look_alikes::{LookAlikeCandidate, LookAlikes};
use super::methods::{AuthenticationMethod, PassConfiguration, RegistrationDetails};
use super::own_application::OwnApplication;
use super::risk::{RISK_PERMISSION, RiskReading};
use super::security_roles::{SecurityRoleHolders, SecurityRoleSlots};
use super::sign_in_log::SignInLog;
use super::{audits, grants, groups, look_alikes, methods, sign_in_log};
use crate::domain::ObjectId;
use crate::domain::access::{Access, PassPolicy};
use crate::domain::account::{Account, Block, Initiator, Names};
use crate::domain::compromise::is_new;
use crate::domain::people::DirectoryRole;
use crate::domain::reading::{Reading, Topic};
use crate::ports::{Budget, ObserveRequest, TenantError};

/// The slots of the evidence that a diagnosis reads in one batch.
struct EvidenceSlots {
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

impl EvidenceSlots {
    /// Adds at most 11 queries.
    ///
    /// The registration is a report, and so are both logs. The tenant allows five reports in ten seconds
    /// (<https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>).
    fn add(batch: &mut Batch, target: &ObjectId, names: Option<&Names>, consents: bool) -> Self {
        Self {
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
        let (mut facts, mut evidence) = (Batch::default(), Batch::default());
        let facts_slots = AuthorityFactsSlots::add(&mut facts, target);
        let slots = EvidenceSlots::add(&mut evidence, target, names, self.consents);
        let (audits, sign_ins) = (audits::audits_query(target, now), sign_in_log::sign_ins_query(target, now));
        let needed = Box::pin(async {
            tokio::join!(
                self.send_batch(facts, budget),
                self.send_optional_batch(evidence, budget),
                self.get(&audits, budget),
                self.get(&sign_ins, budget),
                self.risk_reading(target, now, budget),
                self.eligible_roles(target, now, budget)
            )
        });
        let (needed, background_failures) = self.with_background_failures(needed, target, now).await;
        let (facts, mut results, audits, sign_ins, risk, eligible) = needed;

        let facts = match self.authority_facts(target, facts_slots, &mut facts?, budget).await {
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
        let look_alikes = names.map_or_else(
            || Ok(LookAlikes::default()),
            |names| look_alikes::read(target, names, slots.look_alikes, &mut results),
        );
        let (audit_log, sign_in_log) = (audits.map(AuditLog::from), sign_ins.map(SignInLog::from));

        let password_changed_at = facts.user.password_changed_at;
        let account = Account { background_failures, password_changed_at, access, ..Account::blank(*target, now) };
        let account = with_eligible_roles(facts.onto(account, groups), eligible);
        let account = with_look_alikes(account, look_alikes);
        let account = with_risk(account, risk);
        if audit_log.as_ref().is_ok_and(|log| log.has_unnamed_application(target)) {
            self.look_up_service_principal(budget).await;
        }
        let account = with_audits(account, audit_log, &self.own_application(), &guards);
        Ok(with_sign_ins(account, sign_in_log))
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
        let mut account = Account { observed_at: now, ..before.clone() };
        // These lists come whole again, so what is left out of them is counted again.
        account.omissions.retain(|one| !matches!(one.topic, Topic::Groups | Topic::EligibleRoles));
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

/// Returns the account with its latest block and the methods that were registered for it.
fn with_audits(
    account: Account,
    audit_log: Result<AuditLog, TenantError>,
    own: &OwnApplication<'_>,
    guards: &SecurityRoleHolders,
) -> Account {
    let target = &account.object_id;
    let registered = audit_log.as_ref().map(|audits| audits.registered_methods(target, own));
    let registered_lately = registered.unwrap_or_default();
    let older = audit_log.as_ref().map_or(OlderRecords::None, AuditLog::older);
    let lifted_at = audit_log.as_ref().ok().and_then(|audits| audits.lifted_at(target));
    let last_block = audit_log.and_then(|audits| audits.last_block(target, own));
    let is_synced = account.on_premises.is_some();
    let last_block = last_block.map(|block| block.map(|block| with_guard(block, is_synced, guards)));
    let mut account = Account {
        last_block: reading(Topic::Blocks, audits::LOGS_PERMISSION, last_block),
        lifted_at,
        access: Access { registered_lately, ..account.access },
        ..account
    };
    // The latest block is right whatever is older.
    note_missing(&mut account, Topic::Registrations, older);
    account
}

/// Returns the block with `by_security` set from the holders of security roles, if it was made by a person whose id is
/// known. The sync engine is known by its name alone, which anybody can choose, so it is believed only for an account that
/// the sync writes.
fn with_guard(block: Block, is_synced: bool, guards: &SecurityRoleHolders) -> Block {
    match &block.by {
        Initiator::Person { object_id: Some(person), .. } => Block { by_security: guards.may_include(person), ..block },
        Initiator::SyncEngine { .. } => Block { by_security: !is_synced, ..block },
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

/// Returns the account with the roles that it could get by itself, without those that it holds already.
fn with_eligible_roles(account: Account, mut eligible: Reading<Vec<DirectoryRole>>) -> Account {
    if let (Reading::Read(eligible), Some(held)) = (&mut eligible, account.roles.known()) {
        eligible.retain(|role| !held.contains(role));
    }
    Account { eligible_roles: eligible, ..account }
}

fn with_look_alikes(mut account: Account, look_alikes: Result<LookAlikes, TenantError>) -> Account {
    if let Ok(LookAlikes { left_out, is_whole, .. }) = look_alikes
        && (left_out > 0 || !is_whole)
    {
        account.omit(Topic::LookAlikes, left_out, false);
    }
    let found = look_alikes.map(|look_alikes| look_alikes.found);
    Account { look_alikes: reading(Topic::LookAlikes, look_alikes::USERS_PERMISSION, found), ..account }
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

/// Notes that a log is not read whole, if the records that were not read could hold a sign of a compromise.
fn note_missing(account: &mut Account, topic: Topic, older: OlderRecords) {
    let possible_sign = match older {
        OlderRecords::None => false,
        OlderRecords::Before(at) => is_new(at, account),
        OlderRecords::All => true,
    };
    if possible_sign {
        account.omit(topic, 0, true);
    }
}

fn with_sign_ins(account: Account, sign_in_log: Result<SignInLog, TenantError>) -> Account {
    match sign_in_log {
        Ok(log) => {
            let mut account = Account {
                failed_sign_ins: Reading::Read(log.failed),
                successful_sign_ins: log.successful_sign_ins,
                successful_threads: log.successful_threads,
                policies: reading(Topic::Policies, sign_in_log::POLICIES_PERMISSION, log.policies),
                ..account
            };
            note_missing(&mut account, Topic::SignIns, log.older);
            account
        }
        Err(error) => {
            Account { failed_sign_ins: reading(Topic::SignIns, audits::LOGS_PERMISSION, Err(error)), ..account }
        }
    }
}
