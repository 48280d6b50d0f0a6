//! Our own application in the tenant, as the directory audit names it.
//!
//! The audit log leaves the id of an application empty and has the object id of its service principal. Microsoft names that
//! in the application's own token (`oid`,
//! <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>). The token comes straight from the
//! token endpoint over TLS, and what is read of it gives no authority: it only tells our own deeds from those of others. A
//! token that cannot be read is made up for by one look-up. A name proves nothing, because anybody can choose one.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::address::query;
use super::graph::{Graph, Query};
use crate::domain::ObjectId;
use crate::ports::{Budget, TenantError};

const SERVICE_PRINCIPAL: &str = "GET /servicePrincipals(appId='{appId}')";
/// The most bytes of a token. Real ones have one or two KiB.
const TOKEN_BYTES_MAX: usize = 64 << 10;

/// The time for which a refused look-up is not repeated.
const REFUSED_FOR: Duration = Duration::from_secs(3600);

/// The ids of our own application.
pub(super) struct OwnApplication<'a> {
    /// The id of the application.
    pub client_id: &'a str,
    /// The object id of its service principal in the tenant, if it is known.
    pub service_principal: Option<ObjectId>,
}

impl OwnApplication<'_> {
    /// Returns true if these ids are those of our own application, or the one that is known.
    pub(super) fn is(&self, app_id: Option<&str>, service_principal: Option<&str>) -> bool {
        let is_principal =
            service_principal.and_then(ObjectId::parse).is_some_and(|id| self.service_principal == Some(id));
        is_principal || app_id.is_some_and(|id| id.eq_ignore_ascii_case(self.client_id))
    }
}

/// A cache of the answer to the look-up of our service principal.
#[derive(Default)]
pub(super) struct ServicePrincipalCache(Mutex<ServicePrincipalLookup>);

#[derive(Clone, Copy, Default)]
enum ServicePrincipalLookup {
    /// It was not asked for, or Microsoft did not answer.
    #[default]
    Open,
    /// Microsoft refused it, or does not have it, at this instant.
    Refused(Instant),
    /// This is its object id.
    Found(ObjectId),
}

impl ServicePrincipalCache {
    /// Returns the answer. A refusal is forgotten after an hour: the permission may have been granted since.
    fn get(&self) -> ServicePrincipalLookup {
        match *self.0.lock().expect("nothing panics with this lock") {
            ServicePrincipalLookup::Refused(at) if at.elapsed() >= REFUSED_FOR => ServicePrincipalLookup::Open,
            lookup => lookup,
        }
    }

    fn put(&self, lookup: ServicePrincipalLookup) {
        *self.0.lock().expect("nothing panics with this lock") = lookup;
    }
}

impl Graph {
    /// Returns our own application, as far as it is known without a call.
    pub(super) fn own_application(&self) -> OwnApplication<'_> {
        let looked_up = || match self.service_principal.get() {
            ServicePrincipalLookup::Found(id) => Some(id),
            ServicePrincipalLookup::Open | ServicePrincipalLookup::Refused(_) => None,
        };
        let service_principal = self.service.tokens.object_id().or_else(looked_up);
        OwnApplication { client_id: &self.client_id, service_principal }
    }

    /// Looks up our service principal, unless it is known. What Microsoft refuses or does not have is not asked for again
    /// within the hour.
    pub(super) async fn look_up_service_principal(&self, budget: &Budget) {
        let is_open = matches!(self.service_principal.get(), ServicePrincipalLookup::Open);
        if !is_open || self.own_application().service_principal.is_some() {
            return;
        }
        let options = query(&[("$select", "id")]);
        let path = format!("/servicePrincipals(appId='{}'){options}", self.client_id);
        let found: Result<ServicePrincipal, TenantError> = self.get(&Query::get(SERVICE_PRINCIPAL, path), budget).await;
        match found {
            Ok(found) => self.service_principal.put(ServicePrincipalLookup::Found(found.id)),
            Err(TenantError::Unavailable(_)) => {}
            Err(TenantError::NotFound(_) | TenantError::Denied(_) | TenantError::Rejected(_)) => {
                self.service_principal.put(ServicePrincipalLookup::Refused(Instant::now()));
            }
        }
    }
}

/// Returns the object id of the service principal that this token was issued to; `None` if it cannot be read, or is not a
/// token of the application `client_id` itself.
pub(super) fn object_id_of(token: &str, client_id: &str) -> Option<ObjectId> {
    let claims = claims_of(token)?;
    let application = claims.appid.or(claims.azp)?;
    application.eq_ignore_ascii_case(client_id).then_some(claims.oid)
}

/// Returns the application permissions in this token; `None` if it cannot be read.
pub(super) fn permissions_of(token: &str) -> Option<Vec<String>> {
    claims_of(token).map(|claims| claims.roles)
}

fn claims_of(token: &str) -> Option<AppTokenClaims> {
    if token.len() > TOKEN_BYTES_MAX {
        return None;
    }
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&claims).ok()
}

/// The claims of an access token of an application, in version 1.0 (`appid`) or 2.0 (`azp`).
#[derive(Deserialize)]
struct AppTokenClaims {
    oid: ObjectId,
    appid: Option<String>,
    azp: Option<String>,
    /// The application permissions, by name.
    #[serde(default)]
    roles: Vec<String>,
}

/// <https://learn.microsoft.com/graph/api/serviceprincipal-get>
#[derive(Deserialize)]
struct ServicePrincipal {
    id: ObjectId,
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::{OwnApplication, object_id_of};
    use crate::domain::ObjectId;

    const CLIENT: &str = "b2a6f1c4-98d1-4b53-8f0e-6f4a3b1e7c95";
    const PRINCIPAL: &str = "7d5e0c1e-3f0a-4c55-9c0d-2f6f3c1f8a10";

    fn token(claims: &Value) -> String {
        format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()))
    }

    #[test]
    fn the_object_id_is_read_of_our_own_token_alone() {
        let expected = ObjectId::parse(PRINCIPAL);
        for name in ["appid", "azp"] {
            assert_eq!(object_id_of(&token(&json!({ "oid": PRINCIPAL, name: CLIENT })), CLIENT), expected);
        }
        let other = json!({ "oid": PRINCIPAL, "appid": "00000003-0000-0000-c000-000000000000" });
        assert_eq!(object_id_of(&token(&other), CLIENT), None);
        for unreadable in ["", "opaque", "a.b.c", "e30.e30.c2ln"] {
            assert_eq!(object_id_of(unreadable, CLIENT), None, "{unreadable}");
        }
    }

    #[test]
    fn our_application_is_known_by_either_id_and_no_other_is() {
        let own = OwnApplication { client_id: CLIENT, service_principal: ObjectId::parse(PRINCIPAL) };
        assert!(own.is(None, Some(&PRINCIPAL.to_uppercase())));
        assert!(own.is(Some(&CLIENT.to_uppercase()), None));
        assert!(!own.is(None, Some("8f35f4e9-5c91-42db-a1f7-d77ada4cc0a2")) && !own.is(None, None));
        let unknown = OwnApplication { service_principal: None, ..own };
        assert!(!unknown.is(None, Some(PRINCIPAL)));
    }
}
