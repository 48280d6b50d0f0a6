//! What an account has let applications do in its name, as far as that touches mail.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::address::user_by_id;
use super::batch::Asked;
use super::graph::{ApiCall, Graph};
use crate::domain::ObjectId;
use crate::domain::access::Grant;
use crate::ports::{Budget, TenantError};

/// The application permission that shows grants.
pub(super) const GRANTS_PERMISSION: &str = "Directory.Read.All";

/// How a permission begins that touches mail, in small letters: those of Graph, and those of Exchange's older ways in
/// (<https://learn.microsoft.com/graph/permissions-reference>,
/// <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>).
const TOUCHES_MAIL: &[&str] = &[
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

/// Asks for what the account itself has granted, or was granted for it alone; not for what was granted for everybody
/// (<https://learn.microsoft.com/graph/api/user-list-oauth2permissiongrants>).
pub(super) fn call(target: &ObjectId) -> ApiCall {
    ApiCall::get("GET /users/{id}/oauth2PermissionGrants", user_by_id(target) + "/oauth2PermissionGrants")
}

impl Graph {
    /// Reads what [`call`] asked for, to its end: each application once.
    pub(super) async fn grants(&self, asked: Asked, budget: &Budget) -> Result<Vec<Grant>, TenantError> {
        let grants: Vec<PermissionGrant> = self.gather(asked, budget).await?;
        let mut scopes: BTreeMap<ObjectId, BTreeSet<String>> = BTreeMap::new();
        for grant in grants {
            let scope = grant.scope.unwrap_or_default();
            let of_mail: BTreeSet<String> =
                scope.split_whitespace().filter(|scope| touches_mail(scope)).map(str::to_owned).collect();
            if !of_mail.is_empty() {
                scopes.entry(grant.client_id).or_default().extend(of_mail);
            }
        }
        let grant =
            |(application, scopes): (_, BTreeSet<String>)| Grant { application, scopes: scopes.into_iter().collect() };
        Ok(scopes.into_iter().map(grant).collect())
    }
}

fn touches_mail(scope: &str) -> bool {
    let scope = scope.to_lowercase();
    TOUCHES_MAIL.iter().any(|beginning| scope.starts_with(beginning))
}

/// <https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PermissionGrant {
    client_id: ObjectId,
    scope: Option<String>,
}
