//! The accounts as people see and change them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Visit;

#[tokio::test]
async fn every_account_has_its_sentence_and_its_own_key() {
    let visit = Visit::begin().await;
    let accounts = visit.get("/api/accounts").await;
    let accounts = accounts["accounts"].as_array().unwrap();
    let silent: Vec<&Value> = accounts.iter().filter(|one| one["about"].is_null()).map(|one| &one["key"]).collect();
    assert!(silent.is_empty(), "nobody says what is wrong with {silent:?}");
    let keys: BTreeSet<&str> = accounts.iter().filter_map(|one| one["key"].as_str()).collect();
    assert_eq!(keys.len(), accounts.len());
    let of = |key: &str| accounts.iter().find(|one| one["key"] == key).unwrap();
    assert_eq!(of("sending-restricted")["sending"], "restricted");
    assert_eq!(of("mailbox-missing")["sending"], "no mailbox");
    assert_eq!((&of("account-at-risk")["risk"], &of("formerly-risky")["risk"]), (&json!("high"), &Value::Null));
    assert_eq!(of("suspicious-inbox-rules")["rules"], 3);
    assert_eq!(of("smart-lockout")["locked_out"], true);
    assert_eq!(of("helpdesk-of-one-unit")["roles"], json!(["Helpdesk Administrator for Rotterdam"]));
    assert_eq!((&of("account-deleted")["deleted"], &of("guest")["guest"]), (&json!(true), &json!(true)));
    assert_eq!(of("niels")["tenant"], "northwind");
    visit.end().await;
}

#[tokio::test]
async fn an_account_is_changed_and_the_bot_finds_it_so() {
    let visit = Visit::begin().await;
    let sem = "/api/accounts/nothing-wrong";
    let change =
        json!({ "sign_in": "blocked", "risk": "high", "forwarding": "sem@webmail.example", "sending": "restricted" });
    let (status, changed) = visit.try_patch(sem, change).await;
    assert_eq!(status, 200, "{changed}");
    let now = ["sign_in", "risk", "forwarding", "sending"].map(|name| changed[name].as_str().unwrap_or("nothing"));
    assert_eq!(now, ["blocked", "high", "sem@webmail.example", "restricted"]);
    visit.types("anna", "/unlock", json!({ "user": changed["upn"] })).await;
    let card = visit.reads("bram", "gita.patel@contoso.example").await;
    assert!(card.to_string().contains("Stop the forwarding of mail"), "{card}");
    let (_, changed) = visit.try_patch(sem, json!({ "risk": null, "forwarding": null, "synced": true })).await;
    assert!(changed["risk"].is_null() && changed["forwarding"].is_null() && changed["synced"] == true);
    assert_eq!((&changed["sign_in"], &changed["sending"]), (&json!("blocked"), &json!("restricted")), "not named");
    for (status, path, body, words) in [
        (404, "/api/accounts/nobody", json!({}), "no account nobody"),
        (400, sem, json!({ "sign_in": "maybe" }), "maybe"),
        (400, sem, json!({ "password": "x" }), "password"),
        (400, sem, json!({ "forwarding": "nowhere" }), "no address"),
        (409, "/api/accounts/mailbox-missing", json!({ "sending": "free" }), "no mailbox"),
        (409, "/api/accounts/mailbox-missing", json!({ "active_directory": "enable" }), "not in Active Directory"),
        (400, "/api/accounts/synced-and-enabled", json!({ "active_directory": "format" }), "format"),
    ] {
        let sentence = Visit::refused(status, visit.try_patch(path, body).await);
        assert!(sentence.contains(words), "{sentence}");
    }
    visit.end().await;
}

#[tokio::test]
async fn work_in_active_directory_shows_after_the_sync() {
    let visit = Visit::begin().await;
    let (key, rosa) = ("synced-and-enabled", "/api/accounts/synced-and-enabled");
    let there = |account: &Value| account["active_directory"].clone();
    let before = visit.account(key).await;
    assert_eq!(there(&before), json!({ "enabled": true, "resets": 0, "synced": true }));
    assert_eq!(there(&visit.account("nothing-wrong").await), Value::Null);
    for work in ["disable", "reset_password", "reset_password"] {
        let (status, changed) = visit.try_patch(rosa, json!({ "active_directory": work })).await;
        assert_eq!((status, &changed["sign_in"]), (200, &json!("enabled")), "the cloud does not know yet: {changed}");
    }
    let changed = visit.account(key).await;
    assert_eq!(there(&changed), json!({ "enabled": false, "resets": 2, "synced": false }));
    assert_eq!(changed["password"], before["password"]);
    let (_, synced) = visit.try_patch(rosa, json!({ "active_directory": "sync" })).await;
    assert_eq!(there(&synced), json!({ "enabled": false, "resets": 2, "synced": true }));
    assert_eq!(synced["sign_in"], "blocked");
    assert!(synced["password"].as_str().unwrap().starts_with("reset at"), "{synced}");
    let (_, opened) = visit.try_patch(rosa, json!({ "sign_in": "enabled" })).await;
    assert_eq!((&opened["sign_in"], &there(&opened)["synced"]), (&json!("enabled"), &json!(false)));
    let (_, undone) = visit.try_patch(rosa, json!({ "active_directory": "sync" })).await;
    assert_eq!(undone["sign_in"], "blocked", "Active Directory is the master");
    visit.end().await;
}
