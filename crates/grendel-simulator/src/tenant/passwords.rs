//! Setting a password: `PATCH /users/{id}` with a `passwordProfile`.

use jiff::Timestamp;
use serde_json::Value;

use super::account::Account;
use super::audit_log::Activity;
use super::reply::{GraphResult, Reply};
use super::roles::{Group, RoleAssignment};
use super::state::State;
use super::users;

/// The permission to set passwords. <https://learn.microsoft.com/graph/api/user-update>
const WRITE_PASSWORDS: &[&str] = &["User-PasswordProfile.ReadWrite.All"];
/// The roles that reach every account.
const REACH_EVERYONE: &[&str] = &["Privileged Authentication Administrator", "Global Administrator"];
/// The least role that an application must hold.
const REACHES_SOME: &str = "User Administrator";
/// The roles of accounts that a User Administrator can reset
/// (<https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords>).
const BELOW_USER_ADMINISTRATOR: &[&str] = &[
    "Directory Readers",
    "Groups Administrator",
    "Guest Inviter",
    "Helpdesk Administrator",
    "Message Center Reader",
    "Password Administrator",
    "Reports Reader",
    "Usage Summary Reports Reader",
    "User Administrator",
    "User Experience Success Manager",
];

/// The shortest password. <https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy>
const CHARACTERS_MIN: usize = 8;
const CHARACTERS_MAX: usize = 256;
const CLASSES_MIN: usize = 3;

/// The parsed `passwordProfile`.
struct Profile {
    password: Option<String>,
    must_change: Option<bool>,
}

/// Sets the password or its flags. `profile` is the value of `passwordProfile`.
pub(super) fn set(state: &mut State, profile: &Value, key: &str, now: Timestamp) -> GraphResult {
    if !state.permits(WRITE_PASSWORDS) {
        return Err(Reply::denied());
    }
    let profile = Profile::read(profile)?;
    let found = state.find(key, now).ok_or_else(|| Reply::not_found(key))?;
    // Writes are authorized on the latest version, not on the replica that reads see.
    let account = state.latest(|account| account.object_id == found.object_id).unwrap_or(found);
    if !may_reset(state, account, now) {
        return Err(Reply::denied());
    }
    if account.on_premises.is_some() {
        return Err(users::mastered_on_premises());
    }
    if account.external {
        // The password of an external person is in the home tenant. The service's error for that is not documented.
        return Err(Reply::bad_request("Unable to update the specified properties of an external user."));
    }
    if profile.password.as_deref().is_some_and(is_weak) {
        return Err(Reply::bad_request(
            "The specified password does not comply with password complexity requirements. Please provide a different \
             password.",
        ));
    }
    let object_id = account.object_id.clone();
    let activity = if profile.password.is_some() { Activity::ResetPassword } else { Activity::ForcePasswordChange };
    let visible_from = now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| {
        if let Some(password) = profile.password {
            account.credentials.password = password;
            account.last_password_change = now;
            // <https://learn.microsoft.com/entra/identity/authentication/howto-password-smart-lockout>
            account.credentials.locked_out = false;
        }
        account.credentials.must_change = profile.must_change.unwrap_or(account.credentials.must_change);
    });
    let actor = users::application(state);
    state.audit(activity, &object_id, &actor, now);
    Ok(Reply::no_content())
}

impl Profile {
    fn read(value: &Value) -> GraphResult<Self> {
        let invalid =
            || Reply::bad_request("Invalid value specified for property 'passwordProfile' of resource 'User'.");
        let fields = value.as_object().filter(|fields| !fields.is_empty()).ok_or_else(invalid)?;
        let mut profile = Self { password: None, must_change: None };
        for (name, value) in fields {
            match name.as_str() {
                "password" => profile.password = Some(value.as_str().ok_or_else(invalid)?.to_owned()),
                "forceChangePasswordNextSignIn" | "forceChangePasswordNextSignInWithMfa" => {
                    let asked = value.as_bool().ok_or_else(invalid)?;
                    profile.must_change = Some(asked || profile.must_change == Some(true));
                }
                _ => return Err(invalid()),
            }
        }
        Ok(profile)
    }
}

/// Returns true if the roles of the application reach this account. Its permission alone reaches nobody.
fn may_reset(state: &State, account: &Account, now: Timestamp) -> bool {
    let holds = |roles: &[&str]| state.settings.application_roles.iter().any(|role| roles.contains(&role.as_str()));
    if account.is_management_restricted() {
        return false;
    }
    if holds(REACH_EVERYONE) {
        return true;
    }
    let assignable = |groups: &[&Group]| groups.iter().any(|group| group.assignable_to_role);
    let restricted = |held: &RoleAssignment| state.units.iter().any(|unit| unit.restricted && unit.scope == held.scope);
    let below = |held: RoleAssignment| BELOW_USER_ADMINISTRATOR.contains(&held.role.name) && !restricted(&held);
    holds(&[REACHES_SOME])
        && !assignable(&account.member_of)
        && !assignable(&account.owner_of)
        && account.roles_at(now).all(below)
}

fn is_weak(password: &str) -> bool {
    let length = password.chars().count();
    let classes: [fn(&char) -> bool; 4] =
        [char::is_ascii_lowercase, char::is_ascii_uppercase, char::is_ascii_digit, |character| {
            character.is_ascii_punctuation() || *character == ' '
        }];
    let used = classes.iter().filter(|class| password.chars().any(|character| class(&character))).count();
    let unknown = password.chars().any(|character| !classes.iter().any(|class| class(&character)));
    unknown || !(CHARACTERS_MIN..=CHARACTERS_MAX).contains(&length) || used < CLASSES_MIN
}
