//! Delegated permissions on mail that an account has granted to applications.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::address::user_by_id;
use super::graph::{FirstPage, Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::access::Grant;
use crate::ports::{Budget, TenantError};

/// The application permission that shows grants.
pub(super) const GRANTS_PERMISSION: &str = "Directory.Read.All";

/// The beginnings of the permissions on mail, in lower case: those of Graph, and those of Exchange's older protocols
/// (<https://learn.microsoft.com/graph/permissions-reference>,
/// <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>).
const MAIL_SCOPES: &[&str] = &[
    "mail.",
    "mailboxsettings.",
    "mailboxfolder.",
    "mailboxitem.",
    "ews.",
    "eas.",
    "imap.",
    "pop.",
    "smtp.",
    "full_access_as_user",
];

/// Asks for the grants of one account, made by itself or for it alone. Grants for all accounts of the tenant are not
/// among them (<https://learn.microsoft.com/graph/api/user-list-oauth2permissiongrants>).
pub(super) fn grants_query(target: &ObjectId) -> Query<GraphPage<PermissionGrant>> {
    Query::get("GET /users/{id}/oauth2PermissionGrants", user_by_id(target) + "/oauth2PermissionGrants")
}

impl Graph {
    /// Reads grants from their first page to the last, and returns those on mail, one for each application.
    pub(super) async fn grants(
        &self,
        first: Result<FirstPage<PermissionGrant>, TenantError>,
        budget: &Budget,
    ) -> Result<Vec<Grant>, TenantError> {
        let grants = self.all_items(first?, budget).await?;
        let mut scopes: BTreeMap<ObjectId, BTreeSet<String>> = BTreeMap::new();
        for grant in grants {
            let scope = grant.scope.unwrap_or_default();
            let on_mail: BTreeSet<String> =
                scope.split_whitespace().filter(|scope| is_on_mail(scope)).map(str::to_owned).collect();
            if !on_mail.is_empty() {
                scopes.entry(grant.client_id).or_default().extend(on_mail);
            }
        }
        let grant = |(application, scopes): (_, BTreeSet<String>)| {
            let mut scopes: Vec<String> = scopes.into_iter().collect();
            scopes.sort_by_key(|scope| harmlessness(scope));
            Grant { application, scopes, more_scopes: 0 }
        };
        Ok(scopes.into_iter().map(grant).collect())
    }
}

/// Returns a number that is lower the more a permission on mail allows: all at once, or sending; then writing; then reading.
fn harmlessness(scope: &str) -> u8 {
    let scope = scope.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| scope.contains(part));
    if has(&["full_access", "accessasuser", "send"]) { 0 } else { u8::from(!has(&["write"])) + 1 }
}

/// Returns true if the permission is one on mail.
fn is_on_mail(scope: &str) -> bool {
    let scope = scope.to_lowercase();
    MAIL_SCOPES.iter().any(|prefix| scope.starts_with(prefix))
}

/// <https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PermissionGrant {
    client_id: ObjectId,
    scope: Option<String>,
}
