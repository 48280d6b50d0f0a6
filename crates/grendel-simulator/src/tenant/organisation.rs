//! The organisation, applications that people consented to, and deleted accounts.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::{Account, DEFAULT_PROPERTIES, KNOWN_PROPERTIES, whole_seconds};
use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::state::State;
use super::users;

/// The permissions to read the organisation. `User.Read.All` is one of them
/// (<https://learn.microsoft.com/graph/permissions-reference>).
const READ_ORGANISATION: &[&str] = &[
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "User.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
/// The permissions to list consents. <https://learn.microsoft.com/graph/api/user-list-oauth2permissiongrants>
const READ_CONSENTS: &[&str] = &["Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All"];
/// The permissions to read deleted accounts. <https://learn.microsoft.com/graph/api/directory-deleteditems-get>
const READ_DELETED: &[&str] = &["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

const ORGANISATION_PROPERTIES: &[&str] = &["id", "displayName", "tenantType", "verifiedDomains", "createdDateTime"];
const CONSENT_PROPERTIES: &[&str] = &["id", "clientId", "consentType", "principalId", "resourceId", "scope"];

/// The object id of Microsoft Graph's service principal in this tenant.
const GRAPH_SERVICE_PRINCIPAL_ID: &str = "c1f6e1b8-6d0c-4f0e-9b56-0f6d1a9c2e44";

/// An application that reads the mail of those who consent: the object id of its service principal, and its name.
pub const MAIL_READER: (&str, &str) = ("3d7a3c5b-52f4-4d0e-9b0a-4f3a8f0d7e19", "Inbox Sorter Pro");

/// A person's consent to an application (<https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant>),
/// which does not contain the application's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// An opaque id.
    pub id: String,
    /// The object id of the application's service principal.
    pub client_id: String,
    /// The delegated permissions, separated by spaces, such as `Mail.Read offline_access`.
    pub scope: String,
}

impl Consent {
    fn to_graph(&self, principal_id: &str) -> Value {
        json!({
            "id": self.id,
            "clientId": self.client_id,
            "consentType": "Principal",
            "principalId": principal_id,
            "resourceId": GRAPH_SERVICE_PRINCIPAL_ID,
            "scope": self.scope,
        })
    }
}

/// `GET /organization`: a list with one item.
pub(super) fn get(state: &State, call: &Call, address: &str) -> GraphResult {
    let options = Options::read(call, &["$select"])?;
    if !state.permits(READ_ORGANISATION) {
        return Err(Reply::denied());
    }
    let names = options.selected("microsoft.graph.organization", ORGANISATION_PROPERTIES, ORGANISATION_PROPERTIES)?;
    let domains = state.settings.directory.domains().iter().enumerate().map(|(place, name)| {
        json!({
            "capabilities": "Email, OfficeCommunicationsOnline",
            "isDefault": place == 1,
            "isInitial": place == 0,
            "name": name,
            "type": "Managed",
        })
    });
    let organisation = json!({
        "id": state.settings.tenant_id,
        "displayName": state.settings.organisation,
        "tenantType": "AAD",
        "createdDateTime": "2019-03-04T08:12:45Z",
        "verifiedDomains": domains.collect::<Vec<_>>(),
    });
    let context = options.context("organization");
    options.page(call, address, &context, vec![pick(&organisation, &names)], (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// `GET /users/{id}/oauth2PermissionGrants`
pub(super) fn consents(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$select", "$top", "$skiptoken"])?;
    if !state.permits(READ_CONSENTS) {
        return Err(Reply::denied());
    }
    let names = options.selected("microsoft.graph.oAuth2PermissionGrant", CONSENT_PROPERTIES, CONSENT_PROPERTIES)?;
    let account = state.find(key, now).ok_or_else(|| Reply::not_found(key))?;
    let given = account.consents.iter().map(|consent| pick(&consent.to_graph(&account.object_id), &names));
    let context = options.context("oauth2PermissionGrants");
    options.page(call, address, &context, given.collect(), (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// `GET /directory/deletedItems/microsoft.graph.user`. The vendor's list of permissions does not have this spelling;
/// these are from the page of the operation.
pub(super) fn deleted_users(state: &State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$select", "$filter", "$top", "$count", "$skiptoken"])?;
    let names = options.selected("microsoft.graph.user", KNOWN_PROPERTIES, DEFAULT_PROPERTIES)?;
    if !state.permits(READ_DELETED) {
        return Err(Reply::denied());
    }
    let everyone = state.deleted(now).map(written).collect();
    let found = options.filtered(everyone, &users::RULES, call.eventual && options.count)?;
    let picked = found.iter().map(|user| pick(user, &names)).collect();
    options.page(call, address, &options.context("users"), picked, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// `GET /directory/deletedItems/{id}`. Names are not keys here.
pub(super) fn deleted_item(state: &State, call: &Call, address: &str, id: &str, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$select"])?;
    if !state.permits(READ_DELETED) {
        return Err(Reply::denied());
    }
    let mut names = options.selected("microsoft.graph.user", KNOWN_PROPERTIES, DEFAULT_PROPERTIES)?;
    let account = state.deleted(now).find(|account| account.object_id.eq_ignore_ascii_case(id));
    let account = account.ok_or_else(|| Reply::not_found(id))?;
    let mut user = written(account);
    user["@odata.type"] = "#microsoft.graph.user".into();
    names.insert(0, "@odata.type".to_owned());
    Ok(Reply::entity(address, &options.context("directoryObjects"), pick(&user, &names)))
}

/// Returns a deleted account as Graph writes it. Its user principal name is prefixed with its object id without
/// dashes, so that the name is free again. The mail address stays
/// (<https://learn.microsoft.com/graph/api/user-delete>; the prefix is what administrators see).
fn written(account: &Account) -> Value {
    let mut user = account.to_graph();
    let name = format!("{}{}", account.object_id.replace('-', ""), account.user_principal_name);
    user["userPrincipalName"] = name.into();
    user["deletedDateTime"] = account.deleted.map(whole_seconds).into();
    user
}
