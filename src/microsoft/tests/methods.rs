//! Authentication methods, self-service registration, passes and grants of an account.

use serde_json::{Value, json};

use super::healthy_tenant::{CUSTOM, GROUP, audit, healthy, pass_policy, stub_answering};
use super::{Microsoft, MicrosoftSettings, observed_by, plenty, refusal, target};
use crate::domain::ObjectId;
use crate::domain::access::{Grant, Method, MethodKind, PassPolicy, SelfService};
use crate::domain::account::Account;
use crate::domain::reading::{Cause, Reading, Topic};
use crate::ports::{ObserveRequest, Tenant as _};

/// The account in a tenant that answers so to the calls with this part in them.
async fn answering(part: &'static str, status: u16, body: Value) -> Account {
    let stub =
        stub_answering(move |_, _, url| if url.contains(part) { (status, body.clone()) } else { healthy(url) }).await;
    observed_by(&stub, None, &[]).await
}

#[tokio::test]
async fn methods_are_known_by_their_types() {
    let method = |name: &str, at: Option<&str>| json!({ "@odata.type": format!("#microsoft.graph.{name}"), "createdDateTime": at });
    let types = [
        ("passwordAuthenticationMethod", MethodKind::Password),
        ("microsoftAuthenticatorAuthenticationMethod", MethodKind::Authenticator),
        ("phoneAuthenticationMethod", MethodKind::Phone),
        ("fido2AuthenticationMethod", MethodKind::Fido2),
        ("windowsHelloForBusinessAuthenticationMethod", MethodKind::WindowsHello),
        ("platformCredentialAuthenticationMethod", MethodKind::PlatformCredential),
        ("softwareOathAuthenticationMethod", MethodKind::SoftwareOath),
        ("emailAuthenticationMethod", MethodKind::Email),
        ("temporaryAccessPassAuthenticationMethod", MethodKind::TemporaryAccessPass),
        ("externalAuthenticationMethod", MethodKind::External),
        ("telepathyAuthenticationMethod", MethodKind::Other),
    ];
    let at = "2026-10-01T00:00:00Z";
    let body = json!({ "value": types.map(|(name, _)| method(name, Some(at))) });
    let account = answering("/authentication/methods", 200, body).await;
    let expected = types.map(|(_, kind)| Method { kind, created_at: at.parse().ok() });
    assert_eq!(account.access.methods, Reading::Read(expected.to_vec()));
}

#[tokio::test]
async fn a_pass_that_is_used_or_over_lets_nobody_in() {
    let pass = |number: u32, usable: Option<bool>, reason: &str| {
        json!({
            "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethod",
            "id": format!("11112222-3333-4444-8555-66667777888{number}"),
            "isUsable": usable, "methodUsabilityReason": reason,
        })
    };
    let body = json!({ "value": [
        pass(1, Some(true), "EnabledByPolicy"),
        pass(2, Some(false), "OneTimeUsed"),
        pass(3, Some(false), "Expired"),
        pass(4, Some(false), "NotYetValid"),
        pass(5, None, ""),
    ] });
    let account = answering("/authentication/methods", 200, body).await;
    let usable: Vec<String> = account.access.usable_passes.iter().map(|pass| pass.id.to_string()).collect();
    let numbers: Vec<&str> = usable.iter().map(|id| &id[id.len() - 1..]).collect();
    assert_eq!(numbers, ["1", "4", "5"], "one that is not good yet will be, and one that says nothing may be");
}

#[tokio::test]
async fn self_service_needs_a_policy_and_a_registration() {
    let says = |status, body: Value| answering("userRegistrationDetails", status, body);
    let body = |enabled, registered| json!({ "isSsprEnabled": enabled, "isSsprRegistered": registered });
    for (enabled, registered) in [(true, false), (false, true)] {
        let account = says(200, body(enabled, registered)).await;
        assert_eq!(account.access.self_service, Reading::Read(Some(SelfService { enabled, registered })));
    }
    // The report does not have the account yet.
    assert_eq!(says(404, refusal("ResourceNotFound")).await.access.self_service, Reading::Read(None));
    let hidden = says(200, json!({ "isSsprEnabled": true })).await;
    assert_eq!(hidden.gaps()[0].topic, Topic::SelfService);
}

#[tokio::test]
async fn a_pass_is_covered_if_the_policy_includes_and_does_not_exclude_the_account() {
    let everybody = "all_users";
    let cases: [(&str, &[&str], &[&str], bool); 8] = [
        ("enabled", &[everybody], &[], true),
        ("disabled", &[everybody], &[], false),
        ("enabled", &[GROUP], &[], true),
        ("enabled", &[CUSTOM], &[], false),
        ("enabled", &[CUSTOM, GROUP], &[], true),
        ("enabled", &[], &[], false),
        ("enabled", &[everybody], &[GROUP], false),
        ("enabled", &[everybody], &[CUSTOM], true),
    ];
    for (state, include, exclude, covered) in cases {
        let account = answering("/policies/", 200, pass_policy(state, include, exclude)).await;
        let expected = PassPolicy { covered, lifetime_minutes: 90 };
        assert_eq!(account.access.passes, Reading::Read(Some(expected)), "{state} {include:?} {exclude:?}");
    }
}

#[tokio::test]
async fn a_pass_policy_that_names_groups_needs_the_groups() {
    for (include, exclude, unread) in
        [("all_users", None, false), (GROUP, None, true), ("all_users", Some(CUSTOM), true)]
    {
        let policy = pass_policy("enabled", &[include], &exclude.into_iter().collect::<Vec<_>>());
        let stub = stub_answering(move |_, _, url| match url {
            url if url.starts_with("/policies/") => (200, policy.clone()),
            url if url.contains("transitiveMemberOf/microsoft.graph.group") => {
                (403, refusal("Authorization_RequestDenied"))
            }
            url => healthy(url),
        })
        .await;
        let account = observed_by(&stub, None, &[]).await;
        let gap = account.gaps().into_iter().find(|gap| gap.topic == Topic::Passes).cloned();
        assert_eq!(gap.map(|gap| gap.permission), unread.then(|| "GroupMember.Read.All".to_owned()), "{include}");
    }
}

#[tokio::test]
async fn only_grants_on_mail_are_returned() {
    let grant = |client: &str, scope: &str| json!({ "clientId": client, "resourceId": CUSTOM, "scope": scope });
    let body = json!({ "value": [
        grant(CUSTOM, " User.Read Mail.Read offline_access"),
        grant(GROUP, "User.Read Calendars.Read Mailing.List"),
        grant(CUSTOM, "IMAP.AccessAsUser.All Mail.ReadWrite SMTP.Send mailboxsettings.readwrite"),
    ] });
    let account = answering("oauth2PermissionGrants", 200, body).await;
    // What allows the most comes first, because a card names only some.
    let scopes = ["IMAP.AccessAsUser.All", "SMTP.Send", "Mail.ReadWrite", "mailboxsettings.readwrite", "Mail.Read"];
    let scopes = scopes.map(str::to_owned).to_vec();
    let expected = Grant { application: ObjectId::parse(CUSTOM).unwrap(), scopes, more_scopes: 0 };
    assert_eq!(account.access.grants, Reading::Read(vec![expected]));
}

/// They take a permission to read the whole directory, which not every operator gives.
#[tokio::test]
async fn grants_are_read_only_if_configured() {
    for (consents, expected) in [(true, true), (false, false)] {
        let stub = stub_answering(|_, _, url| healthy(url)).await;
        let client = Microsoft::new(&MicrosoftSettings { consents, ..stub.settings() }).unwrap();
        let sought = ObserveRequest { target: &target(), names: None, groups: &[] };
        let now = "2026-10-08T12:00:00Z".parse().unwrap();
        let account = Box::pin(client.observe(sought, now, &plenty())).await.unwrap();
        let asked = stub.calls().iter().any(|call| call.json().to_string().contains("oauth2PermissionGrants"));
        assert_eq!((asked, account.gaps().len()), (expected, 0));
    }
}

#[tokio::test]
async fn a_gap_names_its_permission() {
    let cases = [
        ("/authentication/methods", Topic::Methods, "UserAuthenticationMethod.Read.All"),
        ("userRegistrationDetails", Topic::SelfService, "AuditLog.Read.All"),
        ("/policies/", Topic::Passes, "Policy.Read.AuthenticationMethod"),
        ("oauth2PermissionGrants", Topic::Grants, "Directory.Read.All"),
    ];
    for (part, topic, permission) in cases {
        let account = answering(part, 403, refusal("accessDenied")).await;
        let gaps = account.gaps();
        let [gap] = gaps[..] else { panic!("{gaps:?}") };
        assert_eq!((gap.topic, gap.cause, gap.permission.as_str()), (topic, Cause::NoPermission, permission));
    }
    let no_licence = refusal("Authentication_RequestFromNonPremiumTenantOrB2CTenant");
    assert_eq!(answering("userRegistrationDetails", 403, no_licence).await.gaps()[0].cause, Cause::NoLicence);
}

#[tokio::test]
async fn registered_methods_are_read_from_the_audit_log() {
    let by = json!({ "user": { "id": CUSTOM, "userPrincipalName": "bob@contoso.com", "ipAddress": "192.0.2.7" } });
    let own = json!({ "app": { "appId": "APP-1", "displayName": "Grendel" } });
    let record = |id: &str, activity: &str, second: u32, by: &Value| {
        audit(id, activity, &format!("2026-10-08T10:00:{second:02}Z"), by)
    };
    let mut with_reason = record("2", "User registered security info", 2, &by);
    with_reason["resultReason"] = json!("User registered Authenticator App");
    let mut failed = record("3", "User registered security info", 3, &by);
    failed["result"] = json!("failure");
    let mut about_another = record("4", "User registered security info", 4, &by);
    about_another["targetResources"][0]["id"] = json!(GROUP);
    let body = json!({ "value": [
        record("1", "Admin registered security info", 1, &by),
        with_reason,
        failed,
        about_another,
        record("5", "Admin registered security info", 5, &own),
        record("6", "User deleted security info", 6, &by),
        record("7", "User registered all required security info", 7, &by),
    ] });
    let account = answering("directoryAudits", 200, body).await;
    let told = account.access.registered_lately.iter().map(|one| (one.audit_id.as_str(), one.what.as_str()));
    let expected = [
        ("7", "User registered all required security info"),
        ("2", "User registered Authenticator App"),
        ("1", "Admin registered security info"),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(account.access.registered_lately[0].address.as_deref(), Some("192.0.2.7"));
    assert_eq!(account.last_block, Reading::Read(None));
}
