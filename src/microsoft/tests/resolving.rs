//! Who is meant by what somebody typed.

use serde_json::{Value, json};

use super::{Reply, Seen, Stub, TARGET, batch, plenty, refusal, target};
use crate::ports::{Resolved, Tenant as _};

const OTHER: &str = "22222222-0000-4000-8000-000000000002";

fn hit(id: &str, upn: &str) -> Value {
    json!({ "id": id, "userPrincipalName": upn })
}

/// Nobody has the sign-in name; these filters find these accounts.
fn by_mail(seen: &Seen, found: &[(&str, Value)]) -> Reply {
    if !seen.call.ends_with("/$batch") {
        return Reply::graph_error(404, "Request_ResourceNotFound");
    }
    batch(seen, |url| {
        let hits = found.iter().filter(|(part, _)| url.contains(part)).map(|(_, hit)| hit.clone());
        (200, json!({ "value": hits.collect::<Vec<_>>() }))
    })
}

#[tokio::test]
async fn what_cannot_name_an_account_asks_nobody() {
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
        assert_eq!(client.resolve(typed, &plenty()).await.unwrap(), Resolved::Malformed, "{typed}");
    }
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn a_sign_in_name_wins_outright() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, hit(TARGET, "anna@contoso.com"))).await;
    let client = stub.client();
    let typed = [
        (" Anna@contoso.com ", "/users/Anna@contoso.com"),
        ("o'brien@contoso.com", "/users/o%27brien@contoso.com"),
        ("$x@contoso.com", "/users('$x@contoso.com')"),
        ("a%b@contoso.com", "/users/a%25b@contoso.com"),
        ("p_q.nl#EXT#@contoso.com", "/users/p_q.nl%23EXT%23@contoso.com"),
        ("11111111-0000-4000-8000-00000000000A", "/users/11111111-0000-4000-8000-00000000000a"),
    ];
    for (typed, path) in typed {
        assert_eq!(client.resolve(typed, &plenty()).await.unwrap(), Resolved::One(target()));
        assert_eq!(stub.calls().pop().unwrap().call, format!("GET /v1.0{path}?$select=id"));
    }
    assert_eq!(stub.calls().len(), typed.len());
}

#[tokio::test]
async fn else_a_mail_address_or_an_alias() {
    let stub =
        Stub::with_tokens(|seen, _| by_mail(seen, &[("smtp:o", hit(TARGET, "a@b.c")), ("mail", hit(TARGET, "a@b.c"))]));
    let stub = stub.await;
    let typed = "o'b@contoso.com";
    assert_eq!(stub.client().resolve(typed, &plenty()).await.unwrap(), Resolved::One(target()));
    let asked = stub.calls().pop().unwrap().json();
    let url = |at: usize| asked["requests"][at]["url"].as_str().unwrap().to_owned();
    assert!(url(0).starts_with("/users?$filter=mail%20eq%20%27o%27%27b%40contoso.com%27&$select=id,"), "{}", url(0));
    assert!(url(1).contains("proxyAddresses/any(p:p%20eq%20%27smtp:o%27%27b%40contoso.com%27)"), "{}", url(1));
    assert!(url(2).contains("%27SMTP:o%27%27b%40contoso.com%27"), "{}", url(2));
}

#[tokio::test]
async fn several_are_listed_and_none_is_nobody() {
    let found = [("mail", hit(TARGET, "b@contoso.com")), ("SMTP", hit(OTHER, "a@contoso.com"))];
    let stub = Stub::with_tokens(move |seen, _| by_mail(seen, &found)).await;
    let several = vec!["a@contoso.com".to_owned(), "b@contoso.com".to_owned()];
    assert_eq!(stub.client().resolve("x@contoso.com", &plenty()).await.unwrap(), Resolved::Several(several));

    let stub = Stub::with_tokens(|seen, _| by_mail(seen, &[])).await;
    assert_eq!(stub.client().resolve("x@contoso.com", &plenty()).await.unwrap(), Resolved::Nobody);
    assert_eq!(stub.client().resolve(TARGET, &plenty()).await.unwrap(), Resolved::Nobody);
}

#[tokio::test]
async fn one_of_several_searches_that_fails_hides_who_else_there_is() {
    let stub = Stub::with_tokens(|seen, _| {
        if !seen.call.ends_with("/$batch") {
            return Reply::graph_error(404, "Request_ResourceNotFound");
        }
        let found = json!({ "value": [hit(TARGET, "a@b.c")] });
        let refused = refusal("Authorization_RequestDenied");
        batch(seen, |url| if url.contains("mail") { (200, found.clone()) } else { (403, refused.clone()) })
    })
    .await;
    let error = stub.client().resolve("x@contoso.com", &plenty()).await.unwrap_err();
    assert_eq!(error.trouble().call, "GET /users?$filter");
}
