//! The members of the channel: what they see, and what they can and cannot do.

use serde_json::{Value, json};

use super::{HANNA_UPN, Visit};

#[tokio::test]
async fn a_whisper_is_seen_by_its_reader_alone_until_they_put_it_away() {
    let visit = Visit::begin().await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN, "reason": "for nobody else's eyes" })).await;
    let whisper = visit.is_told("anna").await;
    assert_eq!((&whisper["ephemeral"], &whisper["author"]["bot"]), (&json!(true), &json!(true)));
    assert!(whisper["interaction"]["what"].as_str().unwrap().contains("for nobody else's eyes"));
    visit.reads("bram", "Approve").await;
    for other in ["bram", "dana", "gita"] {
        let seen = visit.sees(other).await;
        assert!(seen.iter().all(|message| message["ephemeral"] == false), "{other} sees {seen:?}");
    }
    let put_away = json!({ "message": whisper["id"] });
    Visit::refused(404, visit.try_post("/api/members/bram/dismissals", put_away.clone()).await);
    visit.post("/api/members/anna/dismissals", put_away.clone()).await;
    assert!(visit.sees("anna").await.iter().all(|message| message["id"] != whisper["id"]));
    Visit::refused(404, visit.try_post("/api/members/anna/dismissals", put_away).await);
    let card = visit.reads("anna", "Approve").await;
    let public = visit.try_post("/api/members/anna/dismissals", json!({ "message": card["id"] })).await;
    assert!(Visit::refused(409, public).contains("alone sees"));
    visit.end().await;
}

#[tokio::test]
async fn the_bot_is_seen_thinking() {
    let visit = Visit::begin().await;
    visit.post("/api/trouble/slow", json!({ "ms": 300 })).await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    let look = async || visit.sees("anna").await.into_iter().find(|message| message["thinking"] == true);
    let thinking = visit.until("a thinking bot", look).await;
    assert!(thinking["ephemeral"].as_bool().unwrap());
    let look = async || {
        let seen = visit.sees("anna").await;
        seen.into_iter().find(|message| message["id"] == thinking["id"] && message["thinking"] == false)
    };
    let done = visit.until("the end of it", look).await;
    assert!(done["edited"].is_null(), "completing an answer is no edit: {done}");
    visit.end().await;
}

#[tokio::test]
async fn members_are_who_the_page_says() {
    let visit = Visit::begin().await;
    let world = visit.get("/api/world").await;
    let members = world["members"].as_array().unwrap();
    let keys: Vec<&str> = members.iter().filter_map(|member| member["key"].as_str()).collect();
    for key in ["anna", "bram", "chidi", "dana", "eva", "finn", "gita"] {
        assert!(keys.contains(&key), "{key} is not there: {keys:?}");
    }
    let has_words = |member: &&Value| member["about"].as_str().is_some_and(|about| !about.is_empty());
    assert!(members.iter().all(|member| has_words(&member)), "{members:#?}");
    let tenants: Vec<&Value> = world["channels"].as_array().unwrap().iter().map(|channel| &channel["tenant"]).collect();
    assert_eq!(tenants, ["contoso", "northwind"]);
    assert!(world["play"].is_null() && world["scenarios"].as_array().unwrap().len() > 30);
    // Members are linked, as `/whoami` says; one is not, so that linking can be tried.
    visit.types("gita", "/whoami", json!({})).await;
    visit.reads("gita", "gita.patel@contoso.example").await;
    visit.end().await;
}

#[tokio::test]
async fn what_people_write_is_read_by_all_of_the_channel() {
    let visit = Visit::begin().await;
    let said = json!({ "channel": "servicedesk", "content": "Hanna is at my desk." });
    let id = visit.post("/api/members/dana/messages", said).await["message"].clone();
    let seen = visit.sees("eva").await;
    assert_eq!((&seen[0]["id"], &seen[0]["author"]["name"]), (&id, &json!("Dana Smit")));
    assert!(visit.get("/api/members/eva/messages?channel=northwind").await["messages"].as_array().unwrap().is_empty());
    visit.end().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_a_sentence() {
    let visit = Visit::begin().await;
    let command =
        |command: &str, options: Value| json!({ "channel": "servicedesk", "command": command, "options": options });
    let commands = "/api/members/anna/commands";
    let wrong: Vec<(u16, &str, Value, &str)> = vec![
        (404, "/api/members/nobody/commands", command("/unlock", json!({ "user": "x" })), "There are: anna, bram"),
        (404, commands, command("/lock", json!({})), "There are: /"),
        (400, commands, command("unlock", json!({})), "slash"),
        (400, commands, command("/unlock", json!({ "who": "x" })), "no option who"),
        (400, commands, command("/unlock", json!({ "user": ["x"] })), "neither text"),
        (409, commands, command("/unlock", json!({})), "required"),
        (404, commands, json!({ "channel": "lobby", "command": "/unlock" }), "servicedesk, northwind"),
        (400, commands, json!({ "channel": "servicedesk", "command": "/unlock", "colour": 1 }), "colour"),
        (400, "/api/members/anna/messages", json!({ "channel": "servicedesk", "content": "x".repeat(2001) }), "2000"),
        (400, "/api/members/anna/messages", json!({ "channel": "servicedesk", "content": " " }), "characters"),
        (400, "/api/members/anna/presses", json!({ "message": "x", "label": "Approve" }), "not an id"),
        (404, "/api/members/anna/presses", json!({ "message": "1", "label": "Approve" }), "no message 1"),
        (404, "/api/members/anna/forms", json!({ "interaction": "1" }), "opened no form"),
        (404, "/api/scenarios/none", json!({}), "no scenario none"),
        (400, "/api/clock", json!({ "advance": "-1h" }), "forward"),
        (400, "/api/clock", json!({ "advance": "soon" }), "soon"),
        (400, "/api/trouble/throttle", json!({ "calls": 0 }), "1 to"),
        (400, "/api/trouble/slow", json!({ "ms": 3_600_000 }), "at most"),
        (405, "/api/commands", json!({}), "takes no POST"),
        (404, "/api/nothing", json!({}), "nothing at"),
    ];
    for (status, path, body, words) in wrong {
        let sentence = Visit::refused(status, visit.try_post(path, body.clone()).await);
        assert!(sentence.contains(words), "{path} {body}: {sentence}");
    }
    let asked = [
        (404, "/page/nothing.js"),
        (400, "/api/members/anna/messages"),
        (404, "/api/interactions/1"),
        (400, "/api/interactions/one"),
        (400, "/api/calls?after=x"),
    ];
    for (status, path) in asked {
        Visit::refused(status, visit.ask(visit.http.get(visit.url(path))).await);
    }
    visit.end().await;
}
