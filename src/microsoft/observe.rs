//! What is read about a target, in one batch beside Identity Protection. Another round trip follows only where the account may
//! be in administrative units, to learn in which it is itself; where it was deleted; and where something has more than one page.

use jiff::Timestamp;

use super::authority_facts::AuthorityFacts;
use super::batch::{self, Asked};
use super::error::reading;
use super::graph::Graph;
use super::risk::{RISK_PERMISSION, RiskReading};
use super::security_roles::SecurityRoleHolders;
use super::{audits, authority_facts, grants, groups, look_alikes, methods, security_roles, sign_in_log};
use crate::domain::access::{Access, PassPolicy};
use crate::domain::account::{Account, Block, Initiator, LookAlike};
use crate::domain::reading::{Reading, Topic};
use crate::ports::{Budget, ObserveRequest, TenantError};

/// How many calls tell how somebody gets into the account.
const ACCESS_CALLS: usize = 3;

impl Graph {
    /// Everything that a diagnosis looks at but mail. Only the account itself must be readable, as it is or as it was.
    pub(super) async fn observe(
        &self,
        sought: ObserveRequest<'_>,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let ObserveRequest { target, names, groups } = sought;
        let mut calls = Vec::from(authority_facts::calls(target));
        // Reports take five calls in ten seconds; these two and what is registered for self-service are three of them
        // (<https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>).
        calls.extend([audits::call(target, now), sign_in_log::call(target, now)]);
        calls.extend(methods::calls(target));
        calls.extend(security_roles::calls());
        calls.extend(self.consents.then(|| grants::call(target)));
        calls.extend(names.map(look_alikes::calls).unwrap_or_default());
        let (asked, risk) = tokio::join!(self.together(calls, budget), self.risk_told(target, now, budget));
        let mut asked = asked?.into_iter();

        let bounds = match self.bounds(target, batch::next(&mut asked), budget).await {
            Err(gone @ TenantError::NotFound(_)) => {
                let deleted = self.deleted(target, now, budget).await;
                return deleted.ok().flatten().ok_or(gone);
            }
            bounds => bounds?,
        };
        let [audits, sign_ins] = batch::next(&mut asked);
        let access = self.access(batch::next(&mut asked), &bounds, budget).await;
        let guards = self.guards(batch::next(&mut asked), budget).await;
        let access = self.with_grants(access, if self.consents { asked.next() } else { None }, budget).await;
        let look_alikes = names.map_or(Ok(Vec::new()), |names| look_alikes::read(target, names, asked.collect()));

        let password_changed_at = bounds.user.password_changed_at;
        let account = Account { password_changed_at, access, ..Account::blank(target.clone(), now) };
        let account = with_look_alikes(bounds.onto(account, groups), look_alikes);
        let account = with_sign_ins(self.with_audits(with_risk(account, risk), audits, &guards), sign_ins);
        Ok(account)
    }

    /// The account with what bounds the steps read anew. When its password was changed stays as it was, because that may have
    /// been one of the steps, and because what failed before is told by it.
    pub(super) async fn observe_again(
        &self,
        before: &Account,
        groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let target = &before.object_id;
        let calls = Vec::from(authority_facts::calls(target));
        let (asked, risk) = tokio::join!(self.together(calls, budget), self.risk_told(target, now, budget));
        let bounds = self.bounds(target, batch::next(&mut asked?.into_iter()), budget).await?;
        let account = Account { observed_at: now, ..before.clone() };
        Ok(with_risk(bounds.onto(account, groups), risk))
    }

    /// How somebody gets into the account, but for what the audit and Identity Protection say of it.
    async fn access(&self, asked: [Asked; ACCESS_CALLS], bounds: &AuthorityFacts, budget: &Budget) -> Access {
        let [methods, registration, passes] = asked;
        let methods = self.methods(methods, budget).await;
        let self_service = methods::self_service(registration.part);
        Access {
            methods: reading(Topic::Methods, methods::METHODS_PERMISSION, methods),
            self_service: reading(Topic::SelfService, audits::LOGS_PERMISSION, self_service),
            passes: passes_of(passes, bounds),
            ..Access::default()
        }
    }

    async fn with_grants(&self, access: Access, asked: Option<Asked>, budget: &Budget) -> Access {
        let Some(asked) = asked else { return access };
        let grants = self.grants(asked, budget).await;
        Access { grants: reading(Topic::Grants, grants::GRANTS_PERMISSION, grants), ..access }
    }

    fn with_audits(&self, account: Account, audits: Asked, guards: &SecurityRoleHolders) -> Account {
        let (target, own_id) = (&account.object_id, &self.client_id);
        let audits = audits.part.and_then(audits::read);
        let registered = audits.as_ref().map(|audits| audits.registered_lately(target, own_id));
        let registered_lately = registered.unwrap_or_default();
        let last_block = audits.and_then(|audits| audits.last_block(target, own_id));
        let last_block = last_block.map(|block| block.map(|block| judged(block, guards)));
        Account {
            last_block: reading(Topic::Blocks, audits::LOGS_PERMISSION, last_block),
            access: Access { registered_lately, ..account.access },
            ..account
        }
    }
}

/// The block with whether those guard the tenant who did it, where they are known by id.
fn judged(block: Block, guards: &SecurityRoleHolders) -> Block {
    match &block.by {
        Initiator::Person { object_id: Some(person), .. } => Block { by_security: guards.may_include(person), ..block },
        _ => block,
    }
}

/// Whether passes are good for the account. Where that depends on its groups, those must be readable too.
fn passes_of(asked: Asked, bounds: &AuthorityFacts) -> Reading<Option<PassPolicy>> {
    let unread = |permission, error| reading(Topic::Passes, permission, Err(error));
    match (asked.part.and_then(methods::passes), &bounds.member) {
        (Ok(passes), Ok(groups)) => Reading::Read(Some(passes.of(groups))),
        (Ok(passes), Err(_)) if !passes.names_groups() => Reading::Read(Some(passes.of(&[]))),
        (Ok(_), Err(error)) => unread(groups::GROUPS_PERMISSION, error.clone()),
        (Err(error), _) => unread(methods::PASSES_PERMISSION, error),
    }
}

fn with_look_alikes(account: Account, look_alikes: Result<Vec<LookAlike>, TenantError>) -> Account {
    let look_alikes = reading(Topic::LookAlikes, look_alikes::USERS_PERMISSION, look_alikes);
    Account { look_alikes, ..account }
}

fn with_risk(account: Account, told: Result<RiskReading, TenantError>) -> Account {
    let (risk, report) = match told {
        Ok(RiskReading { risk, report }) => (Ok(risk), report),
        Err(error) => (Err(error), None),
    };
    Account {
        risk: reading(Topic::Risk, RISK_PERMISSION, risk),
        access: Access { risk: report, ..account.access },
        ..account
    }
}

fn with_sign_ins(account: Account, asked: Asked) -> Account {
    match asked.part.and_then(sign_in_log::read) {
        Ok(sign_ins) => Account {
            failed_sign_ins: Reading::Read(sign_ins.failed),
            arrivals: sign_ins.arrivals,
            policies: reading(Topic::Policies, sign_in_log::POLICIES_PERMISSION, sign_ins.policies),
            ..account
        },
        Err(error) => {
            Account { failed_sign_ins: reading(Topic::SignIns, audits::LOGS_PERMISSION, Err(error)), ..account }
        }
    }
}
