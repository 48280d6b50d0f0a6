//! Search for accounts while a name is typed.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{Reply, Stub, TARGET, plenty};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::ports::{Budget, Match, Matches, Tenant as _, TenantError};

const OTHER: &str = "22222222-0000-4000-8000-000000000002";

fn found(accounts: &Value, next: Option<&str>) -> Reply {
    let mut page = json!({ "value": accounts });
    if let Some(next) = next {
        page["@odata.nextLink"] = json!(next);
    }
    Reply::Json(200, page)
}

fn account(id: &str, display_name: &str, upn: &str, mail: Option<&str>) -> Match {
    let names = Names { display_name: display_name.to_owned(), upn: upn.to_owned() };
    Match { object_id: ObjectId::parse(id).unwrap(), names, mail: mail.map(str::to_owned) }
}

#[tokio::test]
async fn one_call_searches_display_names_user_principal_names_and_mail() {
    let stub = Stub::with_tokens(|_, _| {
        let anna = json!({ "id": TARGET, "displayName": "Anna", "userPrincipalName": "anna@a.b", "mail": "a@a.b" });
        let nameless = json!({ "id": OTHER, "displayName": null, "userPrincipalName": "annb@a.b", "mail": null });
        found(&json!([anna, nameless]), None)
    })
    .await;
    let accounts =
        vec![account(TARGET, "Anna", "anna@a.b", Some("a@a.b")), account(OTHER, "annb@a.b", "annb@a.b", None)];
    assert_eq!(stub.client().search("ann", &plenty()).await.unwrap(), Matches { accounts, complete: true });
    let [call] = &stub.calls()[..] else { panic!("{:?}", stub.calls()) };
    assert_eq!(call.header("ConsistencyLevel"), Some("eventual"));
    let line = percent_decode_str(&call.call).decode_utf8().unwrap();
    assert_eq!(
        line,
        r#"GET /v1.0/users?$search="displayName:ann" OR "userPrincipalName:ann" OR "mail:ann"&$select=id,displayName,userPrincipalName,mail&$top=25"#
    );
}

#[tokio::test]
async fn a_second_page_makes_the_matches_incomplete() {
    let stub =
        Stub::with_tokens(|_, _| found(&json!([]), Some("https://graph.microsoft.com/v1.0/users?$skiptoken=x"))).await;
    assert!(!stub.client().search("ann", &plenty()).await.unwrap().complete);
    assert_eq!(stub.calls().len(), 1);
}

#[tokio::test]
async fn typed_text_cannot_change_the_search() {
    let stub = Stub::with_tokens(|_, _| found(&json!([]), None)).await;
    for (typed, sought) in [
        (r#"ann" OR "mail:"#, "ann OR mail:"),
        (r"ann\", "ann"),
        ("ann & co", "ann  co"),
        ("ann&$top=999#", "ann$top=999#"),
        ("a\u{7}nn", "ann"),
    ] {
        stub.client().search(typed, &plenty()).await.unwrap();
        let call = stub.calls().pop().unwrap().call;
        let (_, options) = call.split_once("?$search=").unwrap();
        let (search, rest) = options.split_once('&').unwrap();
        let search = percent_decode_str(search).decode_utf8().unwrap();
        let expected =
            ["displayName", "userPrincipalName", "mail"].map(|name| format!("\"{name}:{sought}\"")).join(" OR ");
        assert_eq!(search, expected);
        assert_eq!(rest, "$select=id,displayName,userPrincipalName,mail&$top=25");
    }
    let before = stub.calls().len();
    for nothing in ["", "&", "\"\"", "---"] {
        assert!(stub.client().search(nothing, &plenty()).await.unwrap().accounts.is_empty());
    }
    assert_eq!(stub.calls().len(), before, "there is nothing to look for");
}

#[tokio::test]
async fn a_search_does_not_wait_for_a_pause() {
    let stub = Stub::with_tokens(|_, _| Reply::With(429, vec![("retry-after", "1".to_owned())], "{}".to_owned())).await;
    let begun = std::time::Instant::now();
    let error = stub.client().search("ann", &Budget::new(4, Duration::ZERO)).await.unwrap_err();
    assert!(matches!(error, TenantError::Unavailable(_)), "{error}");
    assert!(begun.elapsed() < Duration::from_millis(900));
    assert_eq!(stub.calls().len(), 1);
}
