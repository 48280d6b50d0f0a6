//! Resolution of what a requester typed to an account.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::healthy_tenant::stub_answering;
use super::{RecordedRequest, Reply, Stub, TARGET, batch, plenty, refusal, target};
use crate::domain::account::{Account, Names};
use crate::domain::target_ref::TargetRef;
use crate::microsoft::Microsoft;
use crate::ports::{Resolution, Tenant as _, TenantError};

const OTHER: &str = "22222222-0000-4000-8000-000000000002";

fn hit(id: &str, upn: &str) -> Value {
    json!({ "id": id, "userPrincipalName": upn, "displayName": "Anna" })
}

fn now() -> Timestamp {
    "2026-10-08T12:00:00Z".parse().unwrap()
}

async fn resolve(client: &Microsoft, typed: &str) -> Result<Resolution, TenantError> {
    client.resolve(&TargetRef::parse(typed), now(), &plenty()).await
}

fn one(upn: &str) -> Resolution {
    Resolution::Account(target(), Some(Names { upn: upn.to_owned(), display_name: "Anna".to_owned() }))
}

/// No account has the user principal name; these filters find these accounts.
fn by_mail(request: &RecordedRequest, found: &[(&str, Value)]) -> Reply {
    batch(request, |url| {
        if url.starts_with("/users/") || url.starts_with("/users(") {
            return (404, refusal("Request_ResourceNotFound"));
        }
        let hits = found.iter().filter(|(part, _)| url.contains(part)).map(|(_, hit)| hit.clone());
        (200, json!({ "value": hits.collect::<Vec<_>>() }))
    })
}

#[tokio::test]
async fn malformed_text_makes_no_call() {
    let stub = Stub::with_tokens(|_, _| Reply::Never).await;
    let client = stub.client();
    let long = "x".repeat(6000);
    for typed in [
        "",
        "  ",
        "anna",
        "<@80351110224678912>",
        "@everyone",
        "a@b@c",
        "a\n@b.c",
        long.as_str(),
        TARGET.get(1..).unwrap(),
    ] {
        assert_eq!(resolve(&client, typed).await.unwrap(), Resolution::Malformed, "{typed}");
    }
    assert!(stub.requests().is_empty());
}

#[tokio::test]
async fn a_user_principal_name_comes_before_a_mail_address() {
    // Another account has the mail address, and the deleted ones cannot be read: neither matters.
    let found = [("mail", hit(OTHER, "b@contoso.com"))];
    let stub = Stub::with_tokens(move |request, _| {
        batch(request, |url| match url.starts_with("/users/") || url.starts_with("/users(") {
            true => (200, hit(TARGET, "anna@contoso.com")),
            false if url.contains("mail") => (200, json!({ "value": [found[0].1.clone()] })),
            false => (403, refusal("Authorization_RequestDenied")),
        })
    })
    .await;
    let client = stub.client();
    let typed = [
        (" Anna@contoso.com ", "/users/Anna@contoso.com"),
        ("o'brien@contoso.com", "/users/o%27brien@contoso.com"),
        ("$x@contoso.com", "/users('$x@contoso.com')"),
        ("a%b@contoso.com", "/users/a%25b@contoso.com"),
        ("p_q.nl#EXT#@contoso.com", "/users/p_q.nl%23EXT%23@contoso.com"),
    ];
    for (typed, path) in typed {
        assert_eq!(resolve(&client, typed).await.unwrap(), one("anna@contoso.com"));
        let asked = stub.calls().pop().unwrap().json();
        assert_eq!(asked["requests"][0]["url"], format!("{path}?$select=id,userPrincipalName,displayName"));
    }
    assert_eq!(stub.calls().len(), typed.len(), "one round trip each");
}

/// The text before the id is ignored, and an id alone is read as well: its names may be like those of another account.
#[tokio::test]
async fn an_account_picked_from_a_list_is_read_by_its_id() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, hit(TARGET, "anna@contoso.com"))).await;
    for typed in [
        format!("anna@contoso.com {TARGET}"),
        format!("somebody else {TARGET}"),
        format!("ann… {TARGET}"),
        TARGET.to_owned(),
    ] {
        assert_eq!(resolve(&stub.client(), &typed).await.unwrap(), one("anna@contoso.com"));
        let asked = stub.calls().pop().unwrap().call;
        assert_eq!(asked, format!("GET /v1.0/users/{TARGET}?$select=id,userPrincipalName,displayName"));
    }
    let gone = Stub::with_tokens(|_, _| Reply::Json(404, refusal("Request_ResourceNotFound"))).await;
    let typed = format!("anna@contoso.com {TARGET}");
    // The diagnosis finds out whether it was deleted.
    assert_eq!(resolve(&gone.client(), &typed).await.unwrap(), Resolution::Account(target(), None));
    let denied = Stub::with_tokens(|_, _| Reply::Json(403, refusal("Authorization_RequestDenied"))).await;
    assert_eq!(resolve(&denied.client(), &typed).await.unwrap_err().trouble().status, Some(403));
}

#[tokio::test]
async fn a_mail_address_or_an_alias_is_found() {
    let stub = Stub::with_tokens(|request, _| {
        by_mail(request, &[("smtp:o", hit(TARGET, "a@b.c")), ("/users?$filter=mail", hit(TARGET, "a@b.c"))])
    });
    let stub = stub.await;
    let typed = "o'b@contoso.com";
    assert_eq!(resolve(&stub.client(), typed).await.unwrap(), one("a@b.c"));
    let asked = stub.calls().pop().unwrap().json();
    let url = |at: usize| asked["requests"][at]["url"].as_str().unwrap().to_owned();
    assert!(url(1).starts_with("/users?$filter=mail%20eq%20%27o%27%27b%40contoso.com%27&$select=id,"), "{}", url(1));
    assert!(url(2).contains("proxyAddresses/any(p:p%20eq%20%27smtp:o%27%27b%40contoso.com%27)"), "{}", url(2));
    assert!(url(3).contains("%27SMTP:o%27%27b%40contoso.com%27"), "{}", url(3));
    assert!(url(5).contains("endswith(userPrincipalName,%27o%27%27b%40contoso.com%27)"), "{}", url(5));
    assert_eq!((&asked["requests"][5]["headers"]["ConsistencyLevel"], stub.calls().len()), (&json!("eventual"), 1));
}

#[tokio::test]
async fn several_accounts_are_ambiguous_and_none_is_not_found() {
    let found = [("/users?$filter=mail", hit(TARGET, "b@contoso.com")), ("SMTP", hit(OTHER, "a@contoso.com"))];
    let stub = Stub::with_tokens(move |request, _| by_mail(request, &found)).await;
    let several = vec!["a@contoso.com".to_owned(), "b@contoso.com".to_owned()];
    assert_eq!(resolve(&stub.client(), "x@contoso.com").await.unwrap(), Resolution::Ambiguous(several));

    let stub = Stub::with_tokens(|request, _| by_mail(request, &[])).await;
    assert_eq!(resolve(&stub.client(), "x@contoso.com").await.unwrap(), Resolution::NotFound);
}

#[tokio::test]
async fn a_search_that_fails_is_an_error() {
    for unread in
        ["proxyAddresses", "/users?$filter=mail", "deletedItems/microsoft.graph.user?$filter=mail", "endswith"]
    {
        let stub = Stub::with_tokens(move |request, _| {
            batch(request, |url| match url {
                url if url.starts_with("/users/") => (404, refusal("Request_ResourceNotFound")),
                url if url.contains(unread) => (403, refusal("Authorization_RequestDenied")),
                _ => (200, json!({ "value": [] })),
            })
        })
        .await;
        let error = resolve(&stub.client(), "x@contoso.com").await.unwrap_err();
        assert_eq!(error.trouble().status, Some(403), "{unread}");
    }
}

const DELETED_AT: &str = "2026-10-05T08:00:00Z";

fn deleted(id: &str, name: &str, at: &str) -> Value {
    let upn = format!("{}{name}", id.replace('-', ""));
    json!({ "id": id, "userPrincipalName": upn, "displayName": "Anna", "deletedDateTime": at, "userType": "Guest" })
}

fn resolved_account(resolved: Resolution) -> Account {
    let Resolution::Deleted(account) = resolved else { panic!("{resolved:?}") };
    *account
}

#[tokio::test]
async fn a_deleted_account_is_found_last() {
    let found = [
        ("Items/microsoft.graph.user?$filter=mail", deleted(OTHER, "anna@contoso.com", "2026-10-01T08:00:00Z")),
        // The name of another account ends in the same way.
        ("endswith", deleted(OTHER, "joanna@contoso.com", "2026-10-07T08:00:00Z")),
        ("endswith", deleted(TARGET, "Anna@contoso.com", DELETED_AT)),
    ];
    let stub = Stub::with_tokens(move |request, _| by_mail(request, &found)).await;
    let account = resolved_account(resolve(&stub.client(), "anna@contoso.com").await.unwrap());
    assert_eq!((&account.object_id, account.upn.as_str()), (&target(), "Anna@contoso.com"));
    assert_eq!((account.deleted_at, account.guest, account.gaps().len()), (DELETED_AT.parse().ok(), true, 0));
    assert_eq!((account.observed_at, stub.calls().len()), (now(), 1));
}

#[tokio::test]
async fn a_deleted_account_is_found_by_mail_if_the_filter_for_names_is_rejected() {
    let answer = |found: Vec<Value>| {
        move |request: &RecordedRequest, _: usize| {
            batch(request, |url| match url {
                url if url.starts_with("/users/") => (404, refusal("Request_ResourceNotFound")),
                url if url.contains("endswith") => (400, refusal("Request_UnsupportedQuery")),
                url if url.contains("deletedItems") => (200, json!({ "value": found })),
                _ => (200, json!({ "value": [] })),
            })
        }
    };
    let stub = Stub::with_tokens(answer(vec![deleted(TARGET, "anna@contoso.com", DELETED_AT)])).await;
    let account = resolved_account(resolve(&stub.client(), "anna@contoso.com").await.unwrap());
    assert_eq!(account.upn, "anna@contoso.com");
    let stub = Stub::with_tokens(answer(Vec::new())).await;
    assert_eq!(resolve(&stub.client(), "x@contoso.com").await.unwrap(), Resolution::NotFound);
}

#[tokio::test]
async fn a_deleted_account_is_found_by_its_object_id() {
    let stub = stub_answering(|_, _, url| {
        if url.contains("deletedItems/microsoft.graph.user?$filter=id%20eq%20") {
            (200, json!({ "value": [deleted(TARGET, "anna@contoso.com", DELETED_AT)] }))
        } else {
            (404, refusal("Request_ResourceNotFound"))
        }
    })
    .await;
    let account = super::observed_by(&stub, None, &[]).await;
    assert_eq!((account.upn.as_str(), account.deleted_at), ("anna@contoso.com", DELETED_AT.parse().ok()));
    assert_eq!((account.mail, stub.calls().len()), (None, 3));
}
