//! The reason of an explanation in words: the rows of Microsoft's table that apply to the target.

use std::slice;

use super::{Actor, TargetAccount, TargetRole, and};
use crate::domain::authority::{Guard, Power, Shield, is_listed, who_could, who_could_in_their_unit};
use crate::domain::people::DirectoryRole;
use crate::domain::step::StepKind;

pub(super) const ROLE_IN_RESTRICTED_UNIT: &str = "holds a role for a restricted management administrative unit";
pub(super) const IN_ROLE_ASSIGNABLE_GROUP: &str = "is a member or an owner of a role-assignable group";
pub(super) const IN_RESTRICTED_UNIT: &str = "is in a restricted management administrative unit";

/// A shield of the target, with a clause that states it.
pub(super) struct Protection {
    pub(super) shield: Shield,
    clause: String,
}

/// Returns everything that protects the target.
pub(super) fn protections(target: &TargetAccount) -> Vec<Protection> {
    let of_role = |TargetRole { role, unknown }: &TargetRole| {
        let clause = match unknown {
            Some(word) => {
                format!(
                    "the target holds `{word}`, which Grendel does not know and treats like any role not in the table"
                )
            }
            None if is_listed(role) => format!("the target holds {role}"),
            None => format!("the target holds {role}, which is not in Microsoft's table by name"),
        };
        Protection { shield: Shield::Role(*role), clause }
    };
    let of_state = |shield, predicate: &str| Protection { shield, clause: format!("the target {predicate}") };
    let mut protections: Vec<Protection> = target.roles.iter().map(of_role).collect();
    if target.role_in_restricted_management_unit {
        protections.push(of_state(Shield::RoleInRestrictedUnit, ROLE_IN_RESTRICTED_UNIT));
    }
    if target.in_role_assignable_group {
        protections.push(of_state(Shield::RoleAssignableGroup, IN_ROLE_ASSIGNABLE_GROUP));
    }
    if target.in_restricted_management_unit {
        protections.push(of_state(Shield::RestrictedManagement, IN_RESTRICTED_UNIT));
    }
    protections
}

/// Returns the reason for which a role for the whole tenant may take the step.
pub(super) fn allowed(step: StepKind, role: &DirectoryRole, protections: &[Protection]) -> String {
    let relevant = relevant(step.power(), protections);
    let each = if relevant.len() > 1 { " in each case" } else { "" };
    format!("{}; {role} is one of them{each}", rows(step, &relevant))
}

/// Returns the reason for which a role for an administrative unit may take the step.
pub(super) fn allowed_in_unit(step: StepKind, role: &DirectoryRole, guard: &Guard) -> String {
    let restricted = guard.shields.contains(&Shield::RestrictedManagement);
    let also = if restricted { ", even if the unit restricts their management" } else { "" };
    format!("{role} for an administrative unit may {} a user in it who holds no role{also}", step.action())
}

/// Returns the reasons for which none of the actor's roles may take the step.
pub(super) fn not_allowed(step: StepKind, actor: &Actor, protections: &[Protection]) -> String {
    let mut reasons = Vec::new();
    if !actor.roles.is_empty() {
        reasons.push(not_allowed_tenant_wide(step, &actor.roles, protections));
    }
    reasons.extend(actor.roles_in_unit.iter().map(|role| not_allowed_in_unit(step, role, protections)));
    reasons.join("; ")
}

/// Returns the roles that may use this power on a target with this protection alone.
fn roles_past(power: Power, protection: &Protection) -> Vec<DirectoryRole> {
    who_could(power, slice::from_ref(&protection.shield))
}

/// Returns true if the roles of the target matter for this power. For risk and mail they do not.
fn depends_on_target(power: Power) -> bool {
    who_could(power, &[Shield::Unknown]) != who_could(power, &[])
}

/// Returns the protections that matter for this power.
fn relevant(power: Power, protections: &[Protection]) -> Vec<&Protection> {
    let matters = |protection: &&Protection| match protection.shield {
        Shield::RestrictedManagement => roles_past(power, protection).is_empty(),
        _ => depends_on_target(power),
    };
    protections.iter().filter(matters).collect()
}

/// Returns the row of the table for this protection.
fn row(step: StepKind, protection: &Protection) -> String {
    let (clause, action) = (&protection.clause, step.action());
    match roles_past(step.power(), protection).as_slice() {
        [] => format!("{clause}, and no role for the whole tenant may {action} such a user"),
        roles => format!("{clause}, and only {} may {action} such a user", and(roles)),
    }
}

/// Returns the row for a target without a relevant protection.
fn row_without_protection(step: StepKind) -> String {
    let (roles, action) = (and(&who_could(step.power(), &[])), step.action());
    if depends_on_target(step.power()) {
        return format!("only {roles} may {action} a user without admin roles");
    }
    format!("only {roles} may {action} a user, whatever roles the user holds")
}

fn rows(step: StepKind, protections: &[&Protection]) -> String {
    if protections.is_empty() {
        return row_without_protection(step);
    }
    protections.iter().map(|protection| row(step, protection)).collect::<Vec<_>>().join("; ")
}

/// Returns the rows that stop roles for the whole tenant. If some of the roles would be enough for an unprotected
/// target, only the rows that stop those.
fn not_allowed_tenant_wide(step: StepKind, roles: &[DirectoryRole], protections: &[Protection]) -> String {
    let power = step.power();
    let unprotected = who_could(power, &[]);
    let able: Vec<&DirectoryRole> = roles.iter().filter(|role| unprotected.contains(role)).collect();
    let mut stopping = relevant(power, protections);
    if !able.is_empty() {
        stopping.retain(|protection| able.iter().any(|role| !roles_past(power, protection).contains(role)));
    }
    let stops_all = |protection: &&Protection| able.iter().all(|role| !roles_past(power, protection).contains(role));
    let no_sum = if stopping.is_empty() || stopping.iter().any(stops_all) {
        ""
    } else {
        "; a single role must be one of them in each case, because roles do not add up"
    };
    format!("{}{no_sum}", rows(step, &stopping))
}

fn not_allowed_in_unit(step: StepKind, role: &DirectoryRole, protections: &[Protection]) -> String {
    let roles = who_could_in_their_unit(step.power(), &[]);
    if roles.is_empty() {
        return format!("no role for an administrative unit may {} a user", step.action());
    }
    if !roles.contains(role) {
        return format!("for an administrative unit, only {} may {} a user in it", and(&roles), step.action());
    }
    let held = protections.iter().filter(|protection| protection.shield != Shield::RestrictedManagement);
    let held = held.map(|protection| protection.clause.as_str()).collect::<Vec<_>>().join(", ");
    format!("{role} for an administrative unit reaches only users in it who hold no role, and {held}")
}
