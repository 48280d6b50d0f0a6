//! Tests of `$search` and of prefixes.

use super::{TestClient, TestResponse};

const SELECT: &str = "$select=id,displayName,userPrincipalName";

async fn search(sandbox: &TestClient, text: &str) -> TestResponse {
    sandbox.get_from_index(&format!("/users?$search={text}&{SELECT}&$top=10")).await
}

#[tokio::test]
async fn search_matches_words_by_prefix() {
    let sandbox = TestClient::start().await;
    let cases: [(&str, &[&str]); 11] = [
        (r#""displayName:ann" OR "userPrincipalName:ann""#, &["Anna de Vries"]),
        (r#""displayName:vri""#, &["Anna de Vries"]),
        (r#""displayName:VRIES anna""#, &["Anna de Vries"]),
        (r#""displayName:nna""#, &[]),
        (r#""displayName:brien""#, &["Siobhan O'Brien"]),
        (r#""displayName:obri""#, &["Siobhan O'Brien"]),
        (r#""displayName:Noor Scho""#, &["Noor Schouten", "Noor Schoutens"]),
        (r#""userPrincipalName:devries""#, &[]),
        (r#""userPrincipalName:v.van" OR "mail:bram""#, &["Bram Bakker", "Vera van Dijk"]),
        (
            r#""displayName:noor" AND "mail:noor.schoutens" OR "displayName:isaac""#,
            &["Isaac Boateng", "Noor Schoutens"],
        ),
        (r#""displayName:\"noor\\ schoutens""#, &["Noor Schoutens"]),
    ];
    for (text, names) in cases {
        assert_eq!(search(&sandbox, text).await.each("displayName"), names, "{text}");
    }
    let counted =
        sandbox.get_from_index(&format!("/users?$search=\"displayName:smits\"&{SELECT}&$count=true&$top=1")).await;
    assert_eq!((&counted.body["@odata.count"], counted.values().len()), (&2.into(), 1));
    assert!(counted.body["@odata.nextLink"].as_str().unwrap().contains("$search="), "{}", counted.body);
    sandbox.save("search");
}

#[tokio::test]
async fn search_needs_the_index_and_valid_syntax() {
    let sandbox = TestClient::start().await;
    let bare = sandbox.get(&format!("/users?$search=\"displayName:ann\"&{SELECT}")).await;
    assert!(bare.refused(400, "Request_UnsupportedQuery").contains("ConsistencyLevel: eventual"));
    let malformed = [
        "displayName:ann",
        r#""displayName:ann"#,
        r#""ann""#,
        r#""displayName:""#,
        r#""displayName:ann" or "mail:ann""#,
        r#""displayName:ann" OR "#,
        r#""displayName:ann %26 co""#,
        "",
    ];
    for text in malformed {
        search(&sandbox, text).await.refused(400, "BadRequest");
    }
    search(&sandbox, r#""jobTitle:lead""#).await.refused(400, "Request_UnsupportedQuery");
    let id = sandbox.tenant.account("anna").object_id;
    sandbox.get_from_index(&format!("/users/{id}?$search=\"displayName:a\"")).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn starts_with_works_without_the_index() {
    let sandbox = TestClient::start().await;
    let filter = "startswith(displayName,'schou') or startswith(userPrincipalName,'noor') or startswith(mail,'noor')";
    let found = sandbox.get(&format!("/users?$filter={filter}&{SELECT}&$top=10")).await;
    assert_eq!(found.each("displayName"), ["Noor Schouten", "Noor Schoutens"]);
    let filter = "startswith(displayName,'Siobhan O''B')".replace('\'', "%27");
    let found = sandbox.get(&format!("/users?$filter={filter}&{SELECT}&$top=10")).await;
    assert_eq!(found.each("displayName"), ["Siobhan O'Brien"]);
    sandbox.save("search-startswith");
}
