//! Whole cases, by nothing but calls of the interface.

use serde_json::{Value, json};

use super::{HANNA, HANNA_UPN, Visit};

#[tokio::test]
async fn one_types_another_approves_and_the_account_is_open() {
    let visit = Visit::begin().await;
    assert_eq!(visit.account(HANNA).await["sign_in"], "blocked");
    let asked = visit.types("anna", "/unlock", json!({ "user": HANNA_UPN, "reason": "Back from leave" })).await;
    let card = visit.reads("bram", "Approve").await;
    assert!(card["author"]["bot"].as_bool().unwrap() && !card["ephemeral"].as_bool().unwrap(), "{card}");
    let asked = visit.get(&format!("/api/interactions/{asked}")).await;
    assert_eq!((asked["state"].as_str(), asked["who"].as_str()), (Some("answered"), Some("anna")));
    assert_eq!(asked["messages"].as_array().unwrap().len(), 1);
    let pressed = visit.presses("bram", &card, "Approve").await;
    visit.reads("bram", "can sign in again").await;
    visit.becomes(HANNA, "sign_in", "enabled").await;
    assert!(visit.account(HANNA).await["sessions_revoked"].is_string());
    assert!(visit.account("nothing-wrong").await["sessions_revoked"].is_null());
    assert_eq!(visit.get(&format!("/api/interactions/{pressed}")).await["state"], "answered");
    let edited = visit.reads("anna", "can sign in again").await;
    assert_eq!((&edited["id"], edited["edited"].is_string()), (&card["id"], true));

    let journal = visit.get("/api/journal").await;
    let sentences = journal["entries"].to_string();
    assert!(sentences.contains("typed /unlock") && sentences.contains("approved plan"), "{sentences}");
    let last = journal["last"].as_u64().unwrap();
    assert_eq!(last, journal["entries"].as_array().unwrap().len() as u64);
    // It may have grown meanwhile; what was there stays where it was.
    let rest = visit.get(&format!("/api/journal?after={}", last - 1)).await;
    assert_eq!(rest["entries"][0], journal["entries"][usize::try_from(last).unwrap() - 1]);
    assert_eq!(visit.get("/api/journal?after=9999").await, json!({ "entries": [], "last": 9999 }));

    let calls = visit.get("/api/calls").await;
    let calls = calls["calls"].as_array().unwrap();
    let writes: Vec<&str> = calls.iter().filter(|call| call["writes"] == true).map(method).collect();
    assert_eq!(writes, ["POST", "PATCH"]);
    let part = calls.iter().find(|call| call["inside"].is_number()).unwrap();
    let whole = usize::try_from(part["inside"].as_u64().unwrap()).unwrap();
    assert!(calls[whole - 1]["path"].as_str().unwrap().ends_with("/$batch"));
    assert!(part["status"].is_number(), "{part}");
    let services: Vec<&Value> = calls.iter().map(|call| &call["service"]).collect();
    assert!(["graph", "exchange", "login"].iter().all(|one| services.iter().any(|known| *known == one)));
    visit.end().await;
}

fn method(call: &Value) -> &str {
    call["method"].as_str().unwrap()
}

#[tokio::test]
async fn who_denies_is_asked_why_in_a_form() {
    let visit = Visit::begin().await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    let card = visit.reads("bram", "Approve").await;
    let press = visit.presses("bram", &card, "Deny").await;
    let look = async || {
        let opened = visit.get(&format!("/api/interactions/{press}")).await;
        Some(opened["modal"]["fields"][0].clone()).filter(|field| !field.is_null())
    };
    let field = visit.until("a form", look).await;
    assert_eq!((field["style"].as_str(), field["required"].as_bool()), (Some("paragraph"), Some(true)));
    let answer = |who: &str, text: &str| {
        let values = json!({ field["custom_id"].as_str().unwrap(): text });
        (format!("/api/members/{who}/forms"), json!({ "interaction": press, "values": values }))
    };
    let (path, body) = answer("chidi", "It is not before me.");
    assert!(Visit::refused(404, visit.try_post(&path, body).await).contains("opened no form for chidi"));
    let (path, body) = answer("bram", "");
    assert!(Visit::refused(409, visit.try_post(&path, body).await).contains("required"));
    let (path, body) = answer("bram", "She left last week.");
    visit.post(&path, body).await;
    visit.reads("anna", "She left last week.").await;
    assert_eq!(visit.account(HANNA).await["sign_in"], "blocked");
    visit.end().await;
}

#[tokio::test]
async fn the_other_tenant_is_served_in_its_own_channel() {
    let visit = Visit::begin().await;
    let body =
        json!({ "channel": "northwind", "command": "/unlock", "options": { "user": "niels.dahl@northwind.example" } });
    visit.post("/api/members/chidi/commands", body).await;
    let look = async || {
        let seen = visit.get("/api/members/gita/messages?channel=northwind").await;
        seen["messages"].as_array().unwrap().iter().find(|message| message.to_string().contains("Approve")).cloned()
    };
    let card = visit.until("a card in northwind", look).await;
    visit.presses("gita", &card, "Approve").await;
    visit.becomes("niels", "sign_in", "enabled").await;
    assert!(visit.get("/api/calls").await.to_string().contains("\"tenant\":\"northwind\""));
    visit.end().await;
}

#[tokio::test]
async fn who_is_not_linked_gets_a_link_that_opens_the_tenants_sign_in() {
    let visit = Visit::begin().await;
    visit.types("ines-through-a-group", "/link", json!({})).await;
    let offer = visit.reads("ines-through-a-group", "](<").await;
    let text = offer["content"].as_str().unwrap();
    let link = text.split("](<").nth(1).unwrap().split(">)").next().unwrap();
    let page = reqwest::get(link).await.unwrap().text().await.unwrap();
    assert!(page.contains("Ines Costa") && page.contains("<form method=\"post\">"), "{page}");
    let choose = visit.http.post(link).form(&[("account", "92276658-1e27-41c0-8a6a-63ec24ede6a4")]);
    let page = choose.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("<form"), "a browser is led to the bot's own page, which asks: {page}");
    visit.end().await;
}
