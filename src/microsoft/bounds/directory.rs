//! The limits on what the directory says of an account: names, roles, groups, units and look-alikes.

use std::mem;

use super::{ID_CHARS_MAX, IP_CHARS_MAX, LevelLimits, UPN_CHARS_MAX, bytes, note, shorten, shorten_some, within};
use crate::domain::account::{Account, Block, Initiator};
use crate::domain::people::DirectoryRole;
use crate::domain::reading::{Reading, Topic};
use crate::microsoft::error::{TOO_MANY_GROUPS, own_trouble, reading};
use crate::microsoft::groups::GROUPS_PERMISSION;
use crate::microsoft::roles::ROLES_PERMISSION;
use crate::ports::TenantError;

/// The most characters of a display name: Microsoft's limit (<https://learn.microsoft.com/graph/api/resources/user>).
const DISPLAY_NAME_CHARS_MAX: usize = 256;
/// The most directory roles. More of them shield an account as unread ones do.
const ROLES_MAX: usize = 40;
/// The eligible roles that say the most about an account, in this order. Those that Grendel does not know by name say the
/// least.
const TELLING_ROLES: [&str; 6] = [
    "Global Administrator",
    "Privileged Role Administrator",
    "Privileged Authentication Administrator",
    "Security Administrator",
    "Conditional Access Administrator",
    "User Administrator",
];
/// The most bytes of the groups that rules ask about. More of them count as unread, because a rule may ask about any.
const NAMED_GROUPS_BYTES_MAX: usize = 1536;

const TOO_MANY_ROLES: &str = "too_many_roles";

impl LevelLimits {
    pub(super) fn names(&self, account: &mut Account) {
        let name_chars_max = self.name_chars_max;
        shorten(&mut account.upn, UPN_CHARS_MAX);
        shorten(&mut account.display_name, DISPLAY_NAME_CHARS_MAX.min(2 * name_chars_max));
        if let Some(on_premises) = &mut account.on_premises {
            shorten_some(&mut on_premises.domain, name_chars_max);
            shorten_some(&mut on_premises.account_name, name_chars_max);
        }
        shorten_some(&mut account.provenance.issuer, name_chars_max);
        shorten_some(&mut account.provenance.home, name_chars_max);
        if let Reading::Read(Some(Block { audit_id, by, .. })) = &mut account.last_block {
            shorten(audit_id, ID_CHARS_MAX);
            match by {
                Initiator::Person { upn, address, .. } => {
                    shorten(upn, name_chars_max);
                    shorten_some(address, IP_CHARS_MAX);
                }
                Initiator::Application { name } | Initiator::Containment { name } | Initiator::SyncEngine { name } => {
                    shorten(name, name_chars_max);
                }
                Initiator::Unknown => {}
            }
        }
    }

    /// One eligible role makes the account as privileged as many do. More active roles than the limit shield it as unread ones
    /// do.
    pub(super) fn roles(&self, account: &mut Account) {
        if let Reading::Read(roles) = &mut account.eligible_roles
            && roles.len() > self.eligible_max
        {
            roles.sort_by_key(silence);
            let left_out = roles.split_off(self.eligible_max).len();
            note(account, Topic::EligibleRoles, left_out);
        }
        limit_roles(account);
    }

    /// Administrative units are all kept, because authority can rest on each. There are only a few; see `units.rs`.
    pub(super) fn directory_lists(&self, account: &mut Account) {
        if let Reading::Read(units) = &mut account.units {
            for unit in units.iter_mut() {
                shorten(&mut unit.name, self.name_chars_max.min(60));
            }
        }
        if let Reading::Read(names) = &mut account.role_assignable_groups {
            for name in names.iter_mut() {
                shorten(name, self.name_chars_max);
            }
            // One group protects the account as much as many do.
            let (kept, others) = within(mem::take(names), self.groups_bytes_max, |at, _| at);
            *names = kept;
            note(account, Topic::Groups, others.len());
        }
        if let Reading::Read(look_alikes) = &mut account.look_alikes {
            for one in look_alikes.iter_mut() {
                shorten(&mut one.upn, self.name_chars_max);
                shorten(&mut one.display_name, self.name_chars_max);
            }
            let (kept, others) = within(mem::take(look_alikes), self.look_alikes_bytes_max, |at, _| at);
            *look_alikes = kept;
            note(account, Topic::LookAlikes, others.len());
        }
    }
}

/// Returns a number that is lower the more an eligible role says about an account.
fn silence(role: &DirectoryRole) -> usize {
    let name = role.name();
    let is_known = DirectoryRole::named(&name).is_some();
    let telling = TELLING_ROLES.iter().position(|telling| *telling == name);
    telling.unwrap_or(TELLING_ROLES.len() + usize::from(!is_known))
}

fn limit_roles(account: &mut Account) {
    let count = account.roles.known().map_or(0, Vec::len);
    if count > ROLES_MAX {
        let message = format!("{count} directory roles");
        let too_many = own_trouble("GET /roleManagement/directory/roleAssignments", TOO_MANY_ROLES, &message);
        account.roles = reading(Topic::Roles, ROLES_PERMISSION, Err(TenantError::Unavailable(too_many)));
    }
}

/// Makes the groups that rules ask about unread if they are too many.
pub(super) fn limit_named_groups(account: &mut Account) {
    let size = account.groups.known().map_or(0, bytes);
    if size > NAMED_GROUPS_BYTES_MAX {
        let message = format!("{size} bytes of groups that rules name");
        let too_many = own_trouble("GET /users/{id}/transitiveMemberOf", TOO_MANY_GROUPS, &message);
        account.groups = reading(Topic::NamedGroups, GROUPS_PERMISSION, Err(TenantError::Unavailable(too_many)));
    }
}
