//! People who ask or approve: the properties of their accounts that say whether they are of this organisation, and since when.
//!
//! Where a person signs in is not what `userType` says: an external member is a `Member`
//! (<https://learn.microsoft.com/entra/external-id/user-properties>). So every mark of an invitation counts, and every identity of
//! another issuer.

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{query, user_by_id};
use super::error;
use super::graph::Query;
use crate::domain::ObjectId;
use crate::ports::TenantError;

const PERSON: &str = "GET /users/{id}";

const PROPERTIES: &str =
    "id,userPrincipalName,accountEnabled,userType,createdDateTime,creationType,externalUserState,identities";

/// The mark in the user principal name of an account that was invited.
const EXTERNAL_MARK: &str = "#EXT#";
/// `creationType` of an account that was invited. Accounts that signed up by themselves are external too, and are left to their
/// identities.
const INVITATION: &str = "Invitation";
/// `signInType` of an identity that another organisation or a social provider vouches for.
const FEDERATED: &str = "federated";
/// `issuer` of an identity that signs in with a code sent by mail.
const MAIL: &str = "mail";

/// A person's account.
pub(super) struct PersonAccount {
    pub object_id: ObjectId,
    pub upn: String,
    pub enabled: bool,
    /// True if the person signs in at another organisation.
    pub external: bool,
    /// `None` if the directory has no record of it.
    pub created_at: Option<Timestamp>,
}

/// Asks for a person by object id.
pub(super) fn person_query(id: &ObjectId) -> Query<PersonObject> {
    Query::get(PERSON, user_by_id(id) + &query(&[("$select", PROPERTIES)]))
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonObject {
    id: ObjectId,
    user_principal_name: String,
    account_enabled: Option<bool>,
    user_type: Option<String>,
    created_date_time: Option<Timestamp>,
    creation_type: Option<String>,
    external_user_state: Option<String>,
    identities: Option<Vec<IdentityObject>>,
}

/// <https://learn.microsoft.com/graph/api/resources/objectidentity>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IdentityObject {
    sign_in_type: Option<String>,
    issuer: Option<String>,
}

impl PersonObject {
    /// Returns the person.
    ///
    /// # Errors
    ///
    /// `accountEnabled` is hidden, which means that a permission is missing.
    pub(super) fn read(self) -> Result<PersonAccount, TenantError> {
        let hidden = || error::hidden(PERSON, "accountEnabled was not shown; the permission for it is User.Read.All");
        let enabled = self.account_enabled.ok_or_else(hidden)?;
        let external = self.is_external();
        let (upn, created_at) = (self.user_principal_name, self.created_date_time);
        Ok(PersonAccount { object_id: self.id, upn, enabled, external, created_at })
    }

    fn is_external(&self) -> bool {
        let is = |text: &Option<String>, word: &str| text.as_ref().is_some_and(|text| text.eq_ignore_ascii_case(word));
        let of_another = |one: &IdentityObject| is(&one.sign_in_type, FEDERATED) || is(&one.issuer, MAIL);
        is(&self.user_type, "Guest")
            || self.user_principal_name.to_ascii_uppercase().contains(EXTERNAL_MARK)
            || is(&self.creation_type, INVITATION)
            || self.external_user_state.is_some()
            || self.identities.iter().flatten().any(of_another)
    }
}
