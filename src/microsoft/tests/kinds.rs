//! The kind of an account, from the shapes in which the directory and Exchange answer.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::TARGET;
use crate::domain::account::Account;
use crate::domain::account_kind::{AccountKind, KindEvidence, main_kind};
use crate::domain::provenance::{Invitation, Provenance};
use crate::microsoft::users::{PROPERTIES, UserObject};

/// Returns the account of which the directory has these properties beside the usual ones.
fn account(properties: &Value) -> Account {
    let mut user = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName)/$entity",
        "id": TARGET,
        "userPrincipalName": "zita@contoso.com",
        "displayName": "Zita",
        "accountEnabled": true,
        "userType": "Member",
        "createdDateTime": "2024-03-07T09:12:44Z",
        "creationType": null,
        "externalUserState": null,
        "identities": [own("zita@contoso.com")],
        "mail": "zita@contoso.com",
        "assignedPlans": [],
    });
    for (name, value) in properties.as_object().unwrap() {
        user[name] = value.clone();
    }
    let user: UserObject = serde_json::from_value(user).unwrap();
    let now: Timestamp = "2026-10-08T12:00:00Z".parse().unwrap();
    let user = user.read().unwrap();
    let blank = Account::blank(user.object_id, now);
    user.onto(blank)
}

fn own(name: &str) -> Value {
    json!({ "signInType": "userPrincipalName", "issuer": "contoso.onmicrosoft.com", "issuerAssignedId": name })
}

fn by(issuer: &str) -> Value {
    json!({ "signInType": "federated", "issuer": issuer, "issuerAssignedId": null })
}

#[test]
fn every_property_that_the_kind_follows_from_is_asked_for() {
    let asked: Vec<&str> = PROPERTIES.split(',').collect();
    for name in ["createdDateTime", "creationType", "externalUserState", "identities", "mail", "assignedPlans"] {
        assert!(asked.contains(&name), "{name} in {asked:?}");
    }
}

#[test]
fn a_person_is_at_home_where_the_name_or_the_mail_address_says() {
    let name = "zita.l_adatum.example#EXT#@contoso.onmicrosoft.com";
    let rows = [
        // A guest, as an invitation makes them.
        (
            json!({
                "userPrincipalName": name, "userType": "Guest", "creationType": "Invitation",
                "externalUserState": "Accepted", "identities": [by("ExternalAzureAD"), own(name)],
                "mail": "zita.l@adatum.example",
            }),
            AccountKind::ExternalGuest,
            Some("adatum.example"),
        ),
        // A member, as cross-tenant synchronisation makes them.
        (
            json!({
                "userPrincipalName": name, "creationType": "Invitation", "externalUserState": "Accepted",
                "identities": [by("ExternalAzureAD"), own(name)], "mail": null,
            }),
            AccountKind::ExternalMember,
            Some("adatum.example"),
        ),
        // A person who proves an address with a code, under a name of this tenant.
        (
            json!({
                "userType": "Guest", "identities": [{ "signInType": "emailAddress", "issuer": "mail" }],
                "mail": "zita@webmail.example",
            }),
            AccountKind::ExternalGuest,
            Some("webmail.example"),
        ),
        // Invited, and not there yet: the identity is still this tenant's.
        (
            json!({
                "userPrincipalName": name, "userType": "Guest", "externalUserState": "PendingAcceptance",
                "identities": [own(name)],
            }),
            AccountKind::ExternalGuest,
            Some("adatum.example"),
        ),
        // Nothing but the name of a guest, as journals and old accounts have it.
        (
            json!({ "userPrincipalName": "zita#EXT#@contoso.onmicrosoft.com", "userType": null, "identities": null, "mail": null }),
            AccountKind::ExternalGuest,
            None,
        ),
    ];
    for (properties, kind, home) in rows {
        let found = main_kind(&account(&properties));
        assert_eq!((found.kind, found.evidence), (kind, KindEvidence::Home(home.map(str::to_owned))), "{properties}");
    }
}

#[test]
fn a_guest_who_signs_in_here_is_an_internal_one() {
    let internal = account(&json!({ "userType": "Guest" }));
    assert_eq!(main_kind(&internal).kind, AccountKind::InternalGuest);
    assert_eq!(internal.provenance.home, None, "the domain of an own mail address is no home elsewhere");
}

#[test]
fn the_provenance_has_what_the_directory_says() {
    let plan = |service: &str, status: &str| json!({ "service": service, "capabilityStatus": status });
    let mail_plan = |plans: Value| account(&json!({ "assignedPlans": plans })).provenance.mail_plan;
    assert_eq!(mail_plan(json!([plan("exchange", "Enabled")])), Some(true));
    assert_eq!(mail_plan(json!([plan("exchange", "Warning")])), Some(true));
    assert_eq!(mail_plan(json!([plan("exchange", "Deleted"), plan("SharePoint", "Enabled")])), Some(false));
    let mut foundation = plan("exchange", "Enabled");
    foundation["servicePlanId"] = "113FEB6C-3fe4-4440-bddc-54d774bf0318".into();
    assert_eq!(mail_plan(json!([foundation])), Some(false), "it has no mailbox");
    assert_eq!(mail_plan(json!([foundation, plan("exchange", "Enabled")])), Some(true));
    assert_eq!(mail_plan(json!([])), Some(false));
    assert_eq!(mail_plan(Value::Null), None);
    let made = account(&json!({ "creationType": "Invitation", "identities": [] }));
    let expected = Provenance {
        invitation: Some(Invitation::Recorded),
        home: Some("contoso.com".to_owned()),
        created_at: Some("2024-03-07T09:12:44Z".parse().unwrap()),
        mail_plan: Some(false),
        ..Provenance::default()
    };
    assert_eq!(made.provenance, expected, "an empty list of identities says nothing");
}
