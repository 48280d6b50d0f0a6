//! Who is meant by what somebody typed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{literal, query, user_by_id, user_by_name};
use super::batch::{self, Asked};
use super::graph::{ApiCall, Graph};
use super::{deleted, error};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::domain::account_choice::Pick;
use crate::ports::{Budget, Resolution, TenantError};

/// The most characters before the `@` of a sign-in name, and behind it
/// (<https://learn.microsoft.com/entra/identity-platform/userprincipalname-policy>).
const NAME_CHARS_MAX: usize = 64;
const DOMAIN_CHARS_MAX: usize = 48;
/// What may stand before the `@` beside letters and digits (<https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3>).
const NAME_SIGNS: &str = "!#$%&'*+-/=?^_`{|}~.";

const GET_BY_ID: &str = "GET /users/{id}";
const GET_BY_NAME: &str = "GET /users/{userPrincipalName}";
const SEARCH: &str = "GET /users?$filter";

const SELECT: (&str, &str) = ("$select", "id,userPrincipalName,displayName");

impl Graph {
    /// Who is meant. A sign-in name wins over a mail address, because it is unique and what people sign in with, and whoever is
    /// there wins over whoever was deleted. It is all asked together, so that nobody waits for the next question; an object id
    /// needs none.
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
        let mut calls = vec![ApiCall::get(GET_BY_NAME, user_by_name(typed) + &query(&[SELECT]))];
        calls.extend(mail_calls(typed));
        calls.extend(deleted::calls(typed));
        let mut asked = self.together(calls, budget).await?.into_iter();
        let [by_name] = batch::next(&mut asked);
        match by_name.part {
            Ok(value) => return Ok(error::read::<NamedUser>(GET_BY_NAME, value)?.one()),
            Err(TenantError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        if let Some(resolved) = by_mail(batch::next(&mut asked))? {
            return Ok(resolved);
        }
        let deleted = deleted::last_among(typed, batch::next(&mut asked), now)?;
        Ok(deleted.map_or(Resolution::NotFound, |account| Resolution::Deleted(Box::new(account))))
    }

    /// What somebody is called who was picked from a list: a name is what people go by there, and may be mistaken for another.
    async fn picked(&self, id: ObjectId, budget: &Budget) -> Result<Resolution, TenantError> {
        let call = ApiCall::get(GET_BY_ID, user_by_id(&id) + &query(&[SELECT]));
        match self.read(&call, budget).await {
            // Whatever it says, the id is the one that was picked.
            Ok((value, _)) => Ok(Resolution::Account(id, Some(error::read::<NamedUser>(GET_BY_ID, value)?.names()))),
            // Deleted meanwhile, or never here: that shows when it is read.
            Err(TenantError::NotFound(_)) => Ok(Resolution::Account(id, None)),
            Err(error) => Err(error),
        }
    }
}

/// Asks who has this mail address or alias. One query each, because Microsoft does not say that they go together in one; the
/// prefix of an alias in both its forms, because it does not say whether they are the same to a filter.
fn mail_calls(typed: &str) -> [ApiCall; 3] {
    let alias = |prefix: &str| format!("proxyAddresses/any(p:p eq {})", literal(&format!("{prefix}:{typed}")));
    [format!("mail eq {}", literal(typed)), alias("smtp"), alias("SMTP")].map(|filter| {
        // One more than is listed tells nothing that the list does not.
        let top = Resolution::CANDIDATES_MAX.to_string();
        let options = [("$filter", filter.as_str()), SELECT, ("$top", &top)];
        ApiCall::get(SEARCH, format!("/users{}", query(&options)))
    })
}

/// Whom [`mail_calls`] found, where they found somebody. All of it must be readable.
fn by_mail(asked: [Asked; 3]) -> Result<Option<Resolution>, TenantError> {
    let mut found: BTreeMap<ObjectId, NamedUser> = BTreeMap::new();
    for asked in asked {
        let hits: UserPage = error::read(SEARCH, asked.part?)?;
        found.extend(hits.value.into_iter().map(|hit| (hit.id.clone(), hit)));
    }
    if found.len() > 1 {
        let mut names: Vec<String> = found.into_values().map(|hit| hit.names().upn).collect();
        names.sort();
        names.truncate(Resolution::CANDIDATES_MAX);
        return Ok(Some(Resolution::Ambiguous(names)));
    }
    Ok(found.into_values().next().map(NamedUser::one))
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

#[derive(Deserialize)]
struct UserPage {
    value: Vec<NamedUser>,
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
    fn one(self) -> Resolution {
        Resolution::Account(self.id.clone(), Some(self.names()))
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
