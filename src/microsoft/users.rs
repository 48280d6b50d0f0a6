//! Users: who is meant, and what the directory says of an account.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::address::{literal, query, user_by_id, user_by_name};
use super::error;
use super::graph::{Call, Graph};
use crate::domain::ObjectId;
use crate::domain::account::OnPremises;
use crate::ports::{Budget, Resolved, TenantError};

/// The most characters before the `@` of a sign-in name, and behind it
/// (<https://learn.microsoft.com/entra/identity-platform/userprincipalname-policy>).
const NAME_CHARS_MAX: usize = 64;
const DOMAIN_CHARS_MAX: usize = 48;
/// What may stand before the `@` beside letters and digits (<https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3>).
const NAME_SIGNS: &str = "!#$%&'*+-/=?^_`{|}~.";

const GET_BY_ID: &str = "GET /users/{id}";
const GET_BY_NAME: &str = "GET /users/{userPrincipalName}";
const SEARCH: &str = "GET /users?$filter";

/// Everything about an account that lies on the user itself.
pub(super) struct User {
    pub object_id: ObjectId,
    pub upn: String,
    pub display_name: String,
    pub enabled: bool,
    pub on_premises: Option<OnPremises>,
    pub guest: bool,
    pub management_restricted: bool,
    pub sessions_valid_from: Option<Timestamp>,
}

/// Asks for the account, for [`read`].
pub(super) fn call(target: &ObjectId) -> Call {
    let select = "id,userPrincipalName,displayName,accountEnabled,userType,isManagementRestricted,\
                  signInSessionsValidFromDateTime,onPremisesSyncEnabled,onPremisesDomainName,onPremisesSamAccountName,\
                  onPremisesLastSyncDateTime";
    Call::get(GET_BY_ID, user_by_id(target) + &query(&[("$select", select)]))
}

/// Reads what [`call`] asked for.
pub(super) fn read(value: Value) -> Result<User, TenantError> {
    let user: UserObject = error::read(GET_BY_ID, value)?;
    let upn = user.user_principal_name;
    Ok(User {
        object_id: user.id,
        enabled: user.account_enabled.ok_or_else(account_enabled_hidden)?,
        display_name: user.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| upn.clone()),
        on_premises: (user.on_premises_sync_enabled == Some(true)).then_some(OnPremises {
            domain: user.on_premises_domain_name,
            account_name: user.on_premises_sam_account_name,
            last_sync: user.on_premises_last_sync_date_time,
        }),
        // Old accounts have no type; an invited one has the mark in its name.
        guest: user.user_type.map_or_else(|| upn.contains("#EXT#"), |kind| kind.eq_ignore_ascii_case("Guest")),
        management_restricted: user.is_management_restricted.unwrap_or(false),
        sessions_valid_from: user.sign_in_sessions_valid_from_date_time,
        upn,
    })
}

impl Graph {
    /// Who is meant. A sign-in name wins over a mail address, because it is unique and what people sign in with.
    pub(super) async fn resolve(&self, typed: &str, budget: &Budget) -> Result<Resolved, TenantError> {
        let typed = typed.trim();
        let (name, path) = match ObjectId::parse(typed) {
            Some(id) => (GET_BY_ID, user_by_id(&id)),
            None if is_address(typed) => (GET_BY_NAME, user_by_name(typed)),
            None => return Ok(Resolved::Malformed),
        };
        match self.read(&Call::get(name, path + &query(&[("$select", "id")])), budget).await {
            Ok((value, _)) => Ok(Resolved::One(error::read::<Named>(name, value)?.id, None)),
            Err(TenantError::NotFound(_)) if name == GET_BY_NAME => self.resolve_mail(typed, budget).await,
            Err(TenantError::NotFound(_)) => Ok(Resolved::Nobody),
            Err(error) => Err(error),
        }
    }

    /// Who has this mail address or alias. One query each, because Microsoft does not say that they go together in one; the
    /// prefix of an alias in both its forms, because it does not say whether they are the same to a filter.
    async fn resolve_mail(&self, typed: &str, budget: &Budget) -> Result<Resolved, TenantError> {
        let alias = |prefix: &str| format!("proxyAddresses/any(p:p eq {})", literal(&format!("{prefix}:{typed}")));
        let calls = [format!("mail eq {}", literal(typed)), alias("smtp"), alias("SMTP")].map(|filter| {
            // One more than is listed tells nothing that the list does not.
            let top = Resolved::SEVERAL_MAX.to_string();
            let options = [("$filter", filter.as_str()), ("$select", "id,userPrincipalName"), ("$top", &top)];
            Call::get(SEARCH, format!("/users{}", query(&options)))
        });
        let mut found: BTreeMap<ObjectId, String> = BTreeMap::new();
        for asked in self.together(calls.into(), budget).await? {
            let hits: Hits = error::read(SEARCH, asked.part?)?;
            found.extend(hits.value.into_iter().map(|hit| (hit.id, hit.user_principal_name.unwrap_or_default())));
        }
        let several = found.len() > 1;
        Ok(match found.pop_first() {
            None => Resolved::Nobody,
            Some((id, _)) if !several => Resolved::One(id, None),
            Some((_, first)) => {
                let names = std::iter::once(first).chain(found.into_values());
                let mut names: Vec<String> = names.collect();
                names.sort();
                names.truncate(Resolved::SEVERAL_MAX);
                Resolved::Several(names)
            }
        })
    }
}

/// Whether this can be a sign-in name or a mail address. A mention such as `<@1234>` cannot.
fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let fits = |part: &str, chars_max: usize| (1..=chars_max).contains(&part.chars().count());
    fits(name, NAME_CHARS_MAX)
        && fits(domain, DOMAIN_CHARS_MAX)
        && name.chars().all(|sign| sign.is_alphanumeric() || NAME_SIGNS.contains(sign))
        && domain.chars().all(|sign| sign.is_alphanumeric() || sign == '-' || sign == '.')
}

fn account_enabled_hidden() -> TenantError {
    error::hidden(GET_BY_ID, "accountEnabled was not shown; the permission for it is User.Read.All")
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserObject {
    id: ObjectId,
    user_principal_name: String,
    display_name: Option<String>,
    account_enabled: Option<bool>,
    user_type: Option<String>,
    is_management_restricted: Option<bool>,
    sign_in_sessions_valid_from_date_time: Option<Timestamp>,
    on_premises_sync_enabled: Option<bool>,
    on_premises_domain_name: Option<String>,
    on_premises_sam_account_name: Option<String>,
    on_premises_last_sync_date_time: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Hits {
    value: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    id: ObjectId,
    user_principal_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn what_can_be_an_address() {
        for typed in ["anna@contoso.com", "o'brien@contoso.com", "$x@a.b", "a%b@a.b", "p_q.nl#EXT#@c.onmicrosoft.com"] {
            assert!(is_address(typed), "{typed}");
        }
        let long_name = format!("{}@contoso.com", "a".repeat(65));
        let long_domain = format!("anna@{}", "a".repeat(49));
        for typed in ["", "anna", "@", "a@", "@b", "a@b@c", "<@1234>", "<@!1234>", "<@&1234>", "a b@c.d", "a\u{7}@c.d"]
        {
            assert!(!is_address(typed), "{typed}");
        }
        assert!(!is_address(&long_name) && !is_address(&long_domain) && !is_address(&"a@".repeat(3000)));
    }
}
