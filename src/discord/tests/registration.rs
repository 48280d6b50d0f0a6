//! Tests of registering commands.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::discord;
use super::stub::{Stub, refusal, response};
use crate::domain::command::{Allow, CardChannel, Command, CommandOption, Purpose, Terms};
use crate::domain::wording::{Examples, LocalWording, OptionName, Wording};
use crate::domain::{GuildId, Locale};
use crate::ports::ChatError;

const READ: &str = "GET /api/v10/applications/1000/guilds/2/commands?with_localizations=true";
const WRITE: &str = "PUT /api/v10/applications/1000/guilds/2/commands";

fn wording(description: &str, name: &str, local: &str) -> Wording {
    let local = LocalWording { name: name.to_owned(), description: local.to_owned(), choices: BTreeMap::new() };
    Wording { description: description.to_owned(), localizations: BTreeMap::from([(Locale::from("nl"), local)]) }
}

fn command() -> Command {
    let option = |name, wording, required| CommandOption {
        name,
        wording,
        required,
        chars_max: 200,
        completes: name == OptionName::User,
    };
    Command {
        name: "unlock".to_owned(),
        wording: wording("Let someone in", "ontgrendel", "Laat iemand binnen"),
        options: vec![
            option(OptionName::User, wording("Who", "gebruiker", "Wie"), true),
            option(OptionName::Reason, wording("Why", "reden", "Waarom"), false),
        ],
        examples: Examples::default(),
        card_channel: CardChannel::Ordinary,
        purpose: Purpose::Case(Terms {
            aim: None,
            allow: Allow { discord_roles: Vec::new(), directory_roles: Vec::new(), fresh_sign_in_minutes: None },
            runbook: Vec::new(),
            credentials: Vec::new(),
            approval: Vec::new(),
            break_glass: None,
            alone: None,
            secret_fresh_sign_in_minutes: None,
            opens_resources: false,
            by_hand: None,
            identity_check: Vec::new(),
        }),
    }
}

/// Returns Discord's copy of the commands, with the fields that Discord adds.
fn stored() -> Value {
    json!([{
        "id": "31", "application_id": "1000", "guild_id": "2", "version": "32", "type": 1, "nsfw": false,
        "default_member_permissions": null, "dm_permission": true, "contexts": null, "integration_types": [0],
        "name": "unlock", "name_localizations": { "nl": "ontgrendel" },
        "description": "Let someone in", "description_localizations": { "nl": "Laat iemand binnen" },
        "options": [
            {
                "type": 3, "name": "user", "name_localizations": { "nl": "gebruiker" }, "description": "Who",
                "description_localizations": { "nl": "Wie" }, "required": true, "min_length": 1, "max_length": 200,
                "autocomplete": true,
            },
            {
                "type": 3, "name": "reason", "name_localizations": { "nl": "reden" }, "description": "Why",
                "description_localizations": { "nl": "Waarom" }, "max_length": 200,
            },
        ],
    }])
}

#[tokio::test]
async fn commands_are_written_to_a_guild_without_any() {
    let stub = Stub::start([response(200, json!([])), response(200, stored())]).await;
    assert_eq!(discord(&stub.address).register(GuildId(2), &[&command()]).await, Ok(true));
    assert_eq!(stub.requests(), [READ, WRITE]);
    let body = stub.received()[1].body.clone();
    assert_eq!(body[0]["name_localizations"], json!({ "nl": "ontgrendel" }));
    assert_eq!(body[0]["options"], stored()[0]["options"]);
    assert_eq!(body[0].get("default_member_permissions"), None);
}

#[tokio::test]
async fn choices_have_labels_in_other_languages() {
    let mut command = command();
    let mut symptom = wording("What does not work", "symptoom", "Wat er niet lukt");
    for local in symptom.localizations.values_mut() {
        local.choices.insert("on_one_device".to_owned(), "het mislukt op één apparaat".to_owned());
    }
    command.options[1] = CommandOption { name: OptionName::Symptom, wording: symptom, ..command.options[1].clone() };
    let stub = Stub::start([response(200, json!([])), response(200, json!([]))]).await;
    assert_eq!(discord(&stub.address).register(GuildId(2), &[&command]).await, Ok(true));
    let choices = stub.received()[1].body[0]["options"][1]["choices"].clone();
    let of = |value: &str| choices.as_array().unwrap().iter().find(|choice| choice["value"] == value).unwrap().clone();
    let labelled = json!({
        "name": "on one device", "name_localizations": { "nl": "het mislukt op één apparaat" }, "value": "on_one_device",
    });
    assert_eq!(of("on_one_device"), labelled);
    assert_eq!(of("mail_does_not_go_out"), json!({ "name": "mail does not go out", "value": "mail_does_not_go_out" }));

    // Discord gives them back with every command, and nothing has changed.
    let mut present = stored();
    present[0]["options"][1] = json!({
        "type": 3, "name": "symptom", "name_localizations": { "nl": "symptoom" }, "description": "What does not work",
        "description_localizations": { "nl": "Wat er niet lukt" }, "choices": choices,
    });
    let stub = Stub::start([response(200, present)]).await;
    assert_eq!(discord(&stub.address).register(GuildId(2), &[&command]).await, Ok(false));
}

#[tokio::test]
async fn equal_commands_are_not_written() {
    let stub = Stub::start([response(200, stored())]).await;
    assert_eq!(discord(&stub.address).register(GuildId(2), &[&command()]).await, Ok(false));
    assert_eq!(stub.requests(), [READ]);
}

#[tokio::test]
async fn commands_that_differ_in_any_of_our_fields_are_written() {
    type Change = fn(&mut Value);
    let changes: [Change; 5] = [
        |stored| stored[0]["description"] = json!("Lock someone out"),
        |stored| stored[0]["options"][0]["max_length"] = json!(100),
        |stored| stored[0]["name_localizations"]["nl"] = json!("open"),
        |stored| stored[0]["default_member_permissions"] = json!("0"),
        |stored| stored.as_array_mut().unwrap().push(json!({ "id": "40", "name": "old", "type": 1 })),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let mut present = stored();
        change(&mut present);
        let stub = Stub::start([response(200, present), response(200, stored())]).await;
        let wrote = discord(&stub.address).register(GuildId(2), &[&command()]).await;
        assert_eq!(wrote, Ok(true), "difference {index} was not noticed");
    }
}

#[tokio::test]
async fn the_error_of_a_refused_command_contains_discords_reason() {
    let errors = json!({ "0": { "name": { "_errors": [{ "code": "X", "message": "Command name is invalid" }] } } });
    let refused = json!({ "code": 50035, "message": "Invalid Form Body", "errors": errors });
    let stub = Stub::start([response(200, json!([])), response(400, refused)]).await;
    let error = discord(&stub.address).register(GuildId(2), &[&command()]).await.unwrap_err();
    assert!(error.to_string().contains("Command name is invalid"), "{error}");
}

#[tokio::test]
async fn a_guild_without_access_is_gone() {
    let stub = Stub::start([refusal(403, 50001)]).await;
    let error = discord(&stub.address).register(GuildId(2), &[&command()]).await.unwrap_err();
    assert!(matches!(error, ChatError::Gone(_)), "{error}");
}
