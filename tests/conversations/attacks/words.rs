//! Hostile text in every place that takes text from outside: none of it mentions anyone, hides, changes direction, links or formats, and no
//! card becomes larger than Discord takes.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::canned::CannedAnswer;
use grendel_simulator::discord::SentInteraction;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{Activity, Actor};
use serde_json::Value;

use super::super::harness::{Over, asks, comes_to_say, converse_unrecorded, denies, presses};
use super::{answer_in_place_of_the_offer, begins_link, commands, offered, types};

/// Everything that Discord would format, and everything that is invisible or changes the direction of text.
const WILD: &str = "@everyone @here <@284917305611157504> <@&1097864201118515200> **bold** [x](https://evil.example) `code` \
                    ||spoiler|| <t:0:R>\n# big\n> said\r\n- item\u{7}\u{202e}desrever\u{202c}\u{2066}a\u{2069}\u{61c}\u{200f}\
                    \u{ad}\u{3164}\u{115f}\u{180e}\u{fe0f}\u{2028}# big\u{e0041}\u{fff9}\u{2800}";
/// The same, short enough for a name at Discord and Microsoft.
const WILD_NAME: &str = "@everyone **bold** [x](https://evil.example) `code` \u{202e}<@284917305611157504>";

/// Characters that are invisible or change the direction of reading (<https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>,
/// and <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>).
fn is_unseen(letter: char) -> bool {
    let controls = letter.is_control() && letter != '\n';
    controls
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{180e}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{2800}'
        )
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(letter, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns the reason why this text must not be sent, or `None`.
fn wildness(text: &str) -> Option<String> {
    if let Some(letter) = text.chars().find(|letter| is_unseen(*letter)) {
        return Some(format!("it has {letter:?} in it"));
    }
    // Discord shows text between two backticks as it is.
    let mut outside = String::new();
    let mut in_code = false;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => outside.extend(letters.next().map(|_| '\u{1}')),
            '`' => in_code = !in_code,
            _ if in_code => {}
            _ => outside.push(letter),
        }
    }
    let marks =
        ["@everyone", "@here", "<@2849", "<@&1097864201", "**bold", "[x](", "https://evil", "||spoiler", "<t:0:R"];
    let backtick = text.replace("\\`", "").contains("`code").then_some("`");
    let found = marks.into_iter().find(|mark| outside.contains(mark)).or(backtick);
    let lines = ["# big", "> said", "- item"];
    let line = lines.into_iter().find(|start| text.lines().any(|line| line.starts_with(start)));
    found.or(line).map(|mark| format!("{mark:?} means something in it"))
}

/// Returns every text of a body that people read.
fn texts<'a>(body: &'a Value, all: &mut Vec<&'a str>) {
    match body {
        Value::String(text) => all.push(text),
        Value::Array(many) => many.iter().for_each(|one| texts(one, all)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !["custom_id", "nonce", "allowed_mentions"].contains(&name.as_str()))
            .for_each(|(_, one)| texts(one, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Fails unless every message that was sent is harmless, mentions only whom it names, and was accepted.
fn assert_tame(over: &Over) {
    let exchanges = over.world.recorder.exchanges();
    let mut count = 0;
    for exchange in exchanges.iter().filter(|exchange| exchange.url.starts_with(over.world.discord.address())) {
        assert_ne!(exchange.status, Some(400), "Discord does not take it: {exchange:?}");
        let Ok(body) = serde_json::from_str::<Value>(&exchange.request_body) else { continue };
        if exchange.method == "PUT" {
            // Command registrations are the operator's own text.
            continue;
        }
        let mut all = Vec::new();
        texts(&body, &mut all);
        for text in all {
            count += 1;
            let wild = wildness(text);
            assert!(wild.is_none(), "{}:\n{text}", wild.unwrap_or_default());
        }
        if body["content"].is_string() || body["embeds"].is_array() {
            assert_eq!(body["allowed_mentions"]["parse"], serde_json::json!([]), "{}", exchange.request_body);
        }
    }
    assert!(count > 20, "there was something to look at: {count}");
}

/// A world in which every member has a hostile name in the chat.
fn settings() -> WorldSettings {
    let mut settings = WorldSettings { sign_in: true, ..WorldSettings::default() };
    for member in &mut settings.discord.members {
        member.display_name = format!("{WILD_NAME} {}", member.key);
    }
    let anna = settings.discord.user("anna").unwrap();
    let glass = format!("\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\n");
    settings.commands = commands("", &glass);
    settings
}

/// Gives every account a hostile name in the directory.
fn wild_names(world: &World) {
    for key in ["anna", "bram", "chidi", "finn", "blocked-by-a-colleague", "blocked-by-sync", "look-alike", "guest"] {
        world.tenant.change(key, |account| {
            account.display_name = format!("{WILD_NAME} {key}");
            account.user_principal_name = format!("{key}**bold**`code`\u{202e}_x_||spoiler||@contoso.example");
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_in_every_place_where_words_come_from_outside() {
    let over = converse_unrecorded(settings(), async |world| {
        wild_names(world);
        a_case_with_everything(world).await?;
        a_case_that_is_joined(world).await?;
        a_glass_that_is_broken(world).await?;
        errors_of_microsoft(world).await?;
        who_is_who(world).await
    });
    let over = over.await;
    assert!(
        over.final_state.outcomes.contains(&Outcome::Completed) && over.final_state.outcomes.contains(&Outcome::Denied)
    );
    assert_tame(&over);
}

async fn types_wildly(world: &World, who: &str, key: &str) -> anyhow::Result<grendel_simulator::discord::Message> {
    let id = world.tenant.account(key).object_id;
    let options = [("user", id.as_str()), ("reason", WILD), ("ticket", &WILD[..90])];
    let cards = |world: &World| world.discord.guild().public().cloned().collect::<Vec<_>>();
    let before = cards(world).len();
    world.discord.member(who)?.type_command_unchecked("/unlock", &options).await?;
    world.wait_until(|world| cards(world).into_iter().nth(before)).await
}

async fn a_case_with_everything(world: &World) -> anyhow::Result<()> {
    let person = Actor::Person {
        object_id: "90c192cf-d3ac-44af-8f21-ddb66cad4a26".to_owned(),
        user_principal_name: format!("{WILD_NAME}@contoso.example"),
        ip_address: "203.0.113.24".to_owned(),
    };
    let blocked = "blocked-by-a-colleague";
    world.tenant.change_as(blocked, &person, Activity::DisableAccount, |account| account.enabled = false);
    let card = types_wildly(world, "anna", blocked).await?;
    denies(world, "bram", &card, WILD).await?;
    comes_to_say(world, &card, "Denied by").await?;
    // An account that does not exist, and a name that several have.
    for user in [WILD, "@everyone", "<@284917305611157504>", "**bold**@contoso.example", "[x](https://evil.example)"] {
        let attempt = world.discord.member("bram")?.type_command_unchecked("/unlock", &[("user", user)]).await?;
        world.wait_until(|_| attempt.private_message()).await?;
        let attempt = world.discord.member("bram")?.type_command_unchecked("/case", &[("number", user)]).await?;
        world.wait_until(|_| attempt.private_message()).await?;
    }
    let shared = "shared@contoso.example";
    for key in ["guest", "look-alike"] {
        world.tenant.change(key, |account| account.aliases.push(shared.to_owned()));
    }
    let attempt = world.type_unlock("bram", &[("user", shared)]).await?;
    world.expect_answer(&attempt, "target_ambiguous").await?;
    // Advice that shows a name inside a code span.
    let synced = types_wildly(world, "anna", "blocked-by-sync").await?;
    presses(world, "bram", &synced, "approve").await?;
    comes_to_say(world, &synced, "Enable-ADAccount").await?;
    presses(world, "anna", &synced, "withdraw").await.map(drop)
}

async fn a_case_that_is_joined(world: &World) -> anyhow::Result<()> {
    let application = Actor::Application {
        display_name: WILD_NAME.to_owned(),
        service_principal_id: "10a3d6b2-aa05-411a-b271-5945795e8229".to_owned(),
    };
    world.tenant.change_as("look-alike", &application, Activity::DisableAccount, |account| account.enabled = false);
    let card = types_wildly(world, "anna", "look-alike").await?;
    let id = world.tenant.account("look-alike").object_id;
    let options = [("user", id.as_str()), ("reason", WILD)];
    let joined = world.discord.member("chidi")?.type_command_unchecked("/unlock", &options).await?;
    world.expect_answer(&joined, "already open").await?;
    presses(world, "bram", &card, "look").await.ok();
    types(world, "bram", "/cases").await?;
    let one = world.discord.member("bram")?.type_command("/case", &[("number", "1")]).await?;
    world.wait_until(|_| one.private_message()).await?;
    presses(world, "anna", &card, "withdraw").await?;
    comes_to_say(world, &card, "Withdrawn by").await.map(drop)
}

async fn a_glass_that_is_broken(world: &World) -> anyhow::Result<()> {
    let card = types_wildly(world, "anna", "blocked-by-a-colleague").await?;
    let anna = world.discord.member("anna")?;
    let press = anna.press(&card, "v1:break_glass:").await?;
    let form = world.wait_until(|_| press.modal()).await?;
    let broken = anna.submit(&form, &[(&form.fields[0].custom_id, WILD)]).await?;
    signs_in_to_break(world, broken).await?;
    let card = comes_to_say(world, &card, "Countersign").await?;
    world.discord.member("bram")?.press(&card, "v1:countersign:").await?;
    comes_to_say(world, &card, "Countersigned by").await.map(drop)
}

/// Anna signs in, without which no glass breaks where people can sign in.
async fn signs_in_to_break(world: &World, broken: SentInteraction) -> anyhow::Result<()> {
    let (broken, link) = offered(world, broken).await?;
    let asked = world.open_page(&world.tenant.sign_in("anna", &link)?).await?;
    assert!(!asked.page.chars().any(is_unseen), "{}", asked.page);
    world.confirm(asked).await?;
    answer_in_place_of_the_offer(world, &broken).await.map(drop)
}

/// Messages, codes and ids in Microsoft's errors are text from outside too.
async fn errors_of_microsoft(world: &World) -> anyhow::Result<()> {
    let body = serde_json::json!({ "error": {
        "code": WILD_NAME, "message": WILD, "innerError": { "request-id": WILD_NAME, "date": "2026-01-01T00:00:00" },
    }});
    let says = |status| Fault::Answer(CannedAnswer::json(status, body.clone()));
    // The target cannot be read; then the requester; then a part of the diagnosis.
    let account = world.tenant.account("guest");
    for (call, status) in [
        (format!("GET /v1.0/users/{}", account.object_id), 400),
        (format!("GET /v1.0/users/{}", world.tenant.account("anna").object_id), 400),
    ] {
        world.tenant_faults.add(&call, 1, says(status));
        let attempt = world.type_unlock("anna", &[("user", &account.object_id)]).await?;
        let heard = world.wait_until(|_| attempt.private_message()).await?;
        assert!(heard.content.contains("spoiler"), "nothing of what Microsoft said was passed on: {}", heard.content);
    }
    world.tenant.change("look-alike", |account| account.enabled = false);
    let id = world.tenant.account("look-alike").object_id;
    for part in ["/v1.0/auditLogs/directoryAudits", "/v1.0/auditLogs/signIns"] {
        // It is read for the diagnosis and again before the first step.
        world.tenant_faults.add(part, 2, says(400));
    }
    world.tenant_faults.add(&format!("POST /v1.0/users/{id}/revokeSignInSessions"), 1, says(400));
    let card = asks(world, "anna", &[("user", &id)]).await?;
    presses(world, "bram", &card, "approve").await?;
    // The initiator of the block cannot be read, so it may have been security.
    presses(world, "eva", &card, "approve").await?;
    comes_to_say(world, &card, "refused by Microsoft").await?;
    world.tenant_faults.clear();
    Ok(())
}

async fn who_is_who(world: &World) -> anyhow::Result<()> {
    types(world, "anna", "/whoami").await?;
    let (finn, link) = begins_link(world, "finn").await?;
    let asked = world.open_page(&world.tenant.sign_in("finn", &link)?).await?;
    assert!(!asked.page.chars().any(is_unseen), "{}", asked.page);
    assert!(asked.page.contains("finn**bold**"), "it is a page, not a message: {}", asked.page);
    world.confirm(asked).await?;
    answer_in_place_of_the_offer(world, &finn).await?;
    types(world, "finn", "/whoami").await?;
    let says = serde_json::json!({ "error": WILD, "error_description": WILD });
    let says = Fault::Answer(CannedAnswer::json(400, says));
    types(world, "finn", "/unlink").await?;
    let (finn, link) = begins_link(world, "finn").await?;
    let back = world.tenant.sign_in("finn", &link)?;
    world.tenant_faults.add("/oauth2/v2.0/token", 1, says);
    world.open_and_confirm(&back).await?;
    answer_in_place_of_the_offer(world, &finn).await?;
    world.tenant_faults.clear();
    Ok(())
}

/// Returns a text of the greatest length, of characters that are escaped to two each.
#[tokio::test(flavor = "multi_thread")]
async fn everything_is_as_long_as_it_can_be() {
    let mut settings = settings();
    for member in &mut settings.discord.members {
        member.display_name = format!("{}{}", "*".repeat(90), member.key);
    }
    settings.linked.push("finn");
    let over = converse_unrecorded(settings, async |world| {
        for key in ["anna", "bram", "chidi", "finn", "blocked-by-a-colleague"] {
            world.tenant.change(key, |account| {
                account.display_name = "_".repeat(256);
                account.user_principal_name = format!("{}{key}@contoso.example", "_".repeat(80));
            });
        }
        let id = world.tenant.account("blocked-by-a-colleague").object_id;
        let (reason, ticket) = ("*".repeat(500), "_".repeat(100));
        let options = [("user", id.as_str()), ("reason", reason.as_str()), ("ticket", ticket.as_str())];
        let card = asks(world, "anna", &options).await?;
        for who in ["chidi", "finn"] {
            let joined = world.type_unlock(who, &options).await?;
            world.wait_until(|_| joined.private_message()).await?;
        }
        let anna = world.discord.member("anna")?;
        let press = anna.press(&card, "v1:break_glass:").await?;
        let form = world.wait_until(|_| press.modal()).await?;
        let reason = "`".repeat(form.fields[0].length_max);
        let broken = anna.submit(&form, &[(&form.fields[0].custom_id, &reason)]).await?;
        signs_in_to_break(world, broken).await?;
        let card = comes_to_say(world, &card, "Countersign").await?;
        types(world, "bram", "/cases").await?;
        let one = world.discord.member("bram")?.type_command("/case", &[("number", "1")]).await?;
        world.wait_until(|_| one.private_message()).await?;
        types(world, "bram", "/whoami").await?;
        world.discord.member("bram")?.press(&card, "v1:countersign:").await?;
        comes_to_say(world, &card, "Countersigned by").await.map(drop)
    });
    assert_tame(&over.await);
}
