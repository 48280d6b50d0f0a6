//! The account that a requester means by what they typed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{literal, query, user_by_id, user_by_name};
use super::batch::{Batch, BatchResults, Slot};
use super::deleted::DeletedSlots;
use super::graph::{Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::domain::account_choice::Pick;
use crate::ports::{Budget, Resolution, TenantError};

/// The most characters before the `@` of a user principal name, and after it
/// (<https://learn.microsoft.com/entra/identity-platform/userprincipalname-policy>).
const NAME_CHARS_MAX: usize = 64;
const DOMAIN_CHARS_MAX: usize = 48;
/// The characters that are allowed before the `@` beside letters and digits
/// (<https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3>).
const NAME_SPECIALS: &str = "!#$%&'*+-/=?^_`{|}~.";

const GET_BY_ID: &str = "GET /users/{id}";
const GET_BY_NAME: &str = "GET /users/{userPrincipalName}";
const SEARCH: &str = "GET /users?$filter";

const SELECT: (&str, &str) = ("$select", "id,userPrincipalName,displayName");

impl Graph {
    /// Returns the account that is meant.
    ///
    /// A user principal name comes before a mail address, because it is unique and people sign in with it, and an
    /// account that exists before one that was deleted. All of it is read in one round trip; an object id takes none.
    pub(super) async fn resolve(
        &self,
        typed: &str,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Resolution, TenantError> {
        let typed = typed.trim();
        if let Some(id) = ObjectId::parse(typed) {
            return Ok(Resolution::Account(id, None));
        }
        if let Some(pick) = Pick::read(typed) {
            return self.picked(pick.object_id, budget).await;
        }
        if !is_address(typed) {
            return Ok(Resolution::Malformed);
        }
        let mut batch = Batch::default();
        let by_name: Slot<NamedUser> = batch.add(Query::get(GET_BY_NAME, user_by_name(typed) + &query(&[SELECT])));
        let by_mail = mail_queries(typed).map(|query| batch.add(query));
        let deleted = DeletedSlots::add(&mut batch, typed);
        let mut results = self.send_batch(batch, budget).await?;
        match results.take(by_name) {
            Ok(user) => return Ok(user.resolved()),
            Err(TenantError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        if let Some(resolved) = found_by_mail(by_mail, &mut results)? {
            return Ok(resolved);
        }
        let deleted = deleted.last_deleted(typed, &mut results, now)?;
        Ok(deleted.map_or(Resolution::NotFound, |account| Resolution::Deleted(Box::new(account))))
    }

    /// Returns an account that was picked from a list, with its names: people know it by name there, and may take it
    /// for another.
    async fn picked(&self, id: ObjectId, budget: &Budget) -> Result<Resolution, TenantError> {
        let query: Query<NamedUser> = Query::get(GET_BY_ID, user_by_id(&id) + &query(&[SELECT]));
        match self.get(&query, budget).await {
            // The id is the one that was picked, whatever the response says.
            Ok(user) => Ok(Resolution::Account(id, Some(user.names()))),
            // It was deleted meanwhile, or never existed. The diagnosis finds out which.
            Err(TenantError::NotFound(_)) => Ok(Resolution::Account(id, None)),
            Err(error) => Err(error),
        }
    }
}

/// Asks for accounts with this mail address or alias. The three filters are queries of their own, because Microsoft
/// does not document that they can be combined; the prefix of an alias is asked for in both cases, because it does not
/// document that a filter ignores case there.
fn mail_queries(typed: &str) -> [Query<GraphPage<NamedUser>>; 3] {
    let alias = |prefix: &str| format!("proxyAddresses/any(p:p eq {})", literal(&format!("{prefix}:{typed}")));
    [format!("mail eq {}", literal(typed)), alias("smtp"), alias("SMTP")].map(|filter| {
        let top = Resolution::CANDIDATES_MAX.to_string();
        let options = [("$filter", filter.as_str()), SELECT, ("$top", &top)];
        Query::get(SEARCH, format!("/users{}", query(&options)))
    })
}

/// Returns the accounts that [`mail_queries`] found; `None` if there are none.
///
/// # Errors
///
/// One of the queries failed: then another account may have the address.
fn found_by_mail(
    slots: [Slot<GraphPage<NamedUser>>; 3],
    results: &mut BatchResults,
) -> Result<Option<Resolution>, TenantError> {
    let mut found: BTreeMap<ObjectId, NamedUser> = BTreeMap::new();
    for slot in slots {
        found.extend(results.take(slot)?.value.into_iter().map(|user| (user.id, user)));
    }
    if found.len() > 1 {
        let mut names: Vec<String> = found.into_values().map(|user| user.names().upn).collect();
        names.sort();
        names.truncate(Resolution::CANDIDATES_MAX);
        return Ok(Some(Resolution::Ambiguous(names)));
    }
    Ok(found.into_values().next().map(NamedUser::resolved))
}

/// Returns true if the text can be a user principal name or a mail address. A mention such as `<@1234>` cannot.
fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let fits = |part: &str, chars_max: usize| (1..=chars_max).contains(&part.chars().count());
    fits(name, NAME_CHARS_MAX)
        && fits(domain, DOMAIN_CHARS_MAX)
        && name.chars().all(|one| one.is_alphanumeric() || NAME_SPECIALS.contains(one))
        && domain.chars().all(|one| one.is_alphanumeric() || one == '-' || one == '.')
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NamedUser {
    id: ObjectId,
    user_principal_name: Option<String>,
    display_name: Option<String>,
}

impl NamedUser {
    fn resolved(self) -> Resolution {
        Resolution::Account(self.id, Some(self.names()))
    }

    fn names(self) -> Names {
        let upn = self.user_principal_name.unwrap_or_default();
        Names { display_name: self.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| upn.clone()), upn }
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_name_and_a_domain_of_allowed_characters() {
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
