//! Calls that Microsoft refuses for good: no licence, no right, no credentials. Each is told to those who can mend it,
//! in words that say how, and what can be done without is done. Commands in a thread, and names as people paste them.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::canned::CannedAnswer;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{ApplicationState, Licence};
use serde_json::{Value, json};

use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse, converse_unrecorded, presses, told};

const THREAD: u64 = 1_142_019_877_230_514_301;

/// Dana runs Grendel, and hears of what only she can mend.
fn settings() -> WorldSettings {
    WorldSettings { operators: vec!["dana"], ..WorldSettings::default() }
}

fn says(status: u16, code: &str, message: &str) -> Fault {
    let body: Value = json!({ "error": { "code": code, "message": message } });
    Fault::Answer(CannedAnswer::json(status, body))
}

async fn unlocks(world: &World) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    presses(world, "bram", &card, "approve").await?;
    comes_to_say(world, &card, "can sign in again").await.map(drop)
}

/// The configuration says nothing of Identity Protection, and the tenant has none.
#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_without_identity_protection_is_helped_and_its_operator_told_once() {
    let mut settings = settings();
    settings.tenant.licence = Licence::P1;
    let over = converse("refused-no-p2", settings, async |world| {
        unlocks(world).await?;
        world.wait_for_direct_message("dana", "has no licence").await?;
        let (_, card) = world.open_case("eva", "/diagnose", &[("user", HANNA_UPN)]).await?;
        assert!(card.to_text().contains("the tenant has no licence for it"), "{}", card.to_text());
        Ok(())
    });
    let over = over.await;
    assert_eq!(over.final_state.outcomes.first(), Some(&Outcome::Completed));
    assert_eq!(over.world.discord.direct_messages_to("dana").len(), 1);
}

/// If it has answered before, a missing licence is an odd answer: nobody at risk gets through because of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_licence_that_is_missing_all_at_once_is_not_believed() {
    let over = converse_unrecorded(settings(), async |world| {
        unlocks(world).await?;
        let missing = says(403, "Forbidden", "Your tenant is not licensed for this feature.");
        world.tenant_faults.add("GET /v1.0/identityProtection/riskyUsers/", 100, missing);
        world.advance_clocks(jiff::SignedDuration::from_secs(60));
        let heard = told(world, &world.type_unlock("anna", &[("user", HANNA_UPN)]).await?).await?;
        assert!(heard.contains("`standing_unread`"), "{heard}");
        world.tenant_faults.clear();
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_without_tokens_is_for_the_operator_to_mend() {
    for (state, cure) in [
        (ApplicationState::SecretExpired, "verlopen"),
        (ApplicationState::Disabled, "uitgeschakeld"),
        (ApplicationState::Blocked, "voorwaardelijke toegang"),
    ] {
        let mut settings = settings();
        settings.tenant.application_state = state;
        let over = converse(format!("refused-{state:?}"), settings, async |world| {
            let whoami = world.discord.member("anna")?.type_command("/whoami", &[]).await?;
            let heard = told(world, &whoami).await?;
            assert!(heard.contains(cure), "{state:?}: {heard}");
            for _ in 0..2 {
                let heard = told(world, &world.type_unlock("anna", &[("user", HANNA_UPN)]).await?).await?;
                assert!(heard.contains(cure) && heard.contains("pnieuw proberen helpt niet"), "{state:?}: {heard}");
                assert!(!heard.contains("over een paar minuten"), "{state:?}: {heard}");
            }
            world.wait_for_direct_message("dana", "Grendel cannot sign in to the tenant").await.map(drop)
        });
        let over = over.await;
        assert_eq!(over.world.discord.direct_messages_to("dana").len(), 1, "{state:?}");
        assert_eq!(over.world.tenant.writes(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_without_its_permission_names_it() {
    let mut settings = settings();
    settings.tenant.permissions.retain(|one| one != "RoleManagement.Read.Directory");
    let over = converse("refused-roles-permission", settings, async |world| {
        let heard = told(world, &world.type_unlock("anna", &[("user", HANNA_UPN)]).await?).await?;
        assert!(heard.contains("RoleManagement.Read.Directory") && heard.contains("directoryrol"), "{heard}");
        assert!(!heard.contains("over een paar minuten"), "{heard}");
        world.wait_for_direct_message("dana", "RoleManagement.Read.Directory").await.map(drop)
    });
    over.await;
}

/// Microsoft's own words about a step are for developers, and long; the card says what to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_step_is_told_in_words_that_people_can_act_on() {
    for (status, code, message, words) in [
        (
            400,
            "Request_BadRequest",
            "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects \
             currently undergoing migration.",
            "has to be changed there",
        ),
        (404, "Request_ResourceNotFound", "Resource does not exist.", "is not there any more"),
        (409, "Request_Conflict", "Another object was changed.", "changed by somebody else"),
        (403, "UnknownError", "<!DOCTYPE html><html><body>403 Forbidden</body></html>", "A gateway in front"),
    ] {
        let over = converse_unrecorded(settings(), async |world| {
            let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
            world.tenant_faults.add("PATCH /v1.0/users/", 100, says(status, code, message));
            presses(world, "bram", &card, "approve").await?;
            let text = comes_to_say(world, &card, "Stopped at step").await?.to_text();
            world.tenant_faults.clear();
            assert!(text.contains(words) && !text.contains("<html"), "{words}:\n{text}");
            Ok(())
        });
        over.await;
    }
}

/// The permission is there, as the application's token says, so it is the role that has to be named.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_without_its_directory_role_names_the_role() {
    let mut settings = settings();
    settings.commands = vec![unlock_handing_out("\"temporary_password\"")];
    settings.tenant.application_roles.clear();
    let over = converse_unrecorded(settings, async |world| {
        let upn = world.tenant.account("password-forgotten").user_principal_name;
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        presses(world, "bram", &card, "approve").await?;
        let text = comes_to_say(world, &card, "Stopped at step").await?.to_text();
        let has = "has the permission User-PasswordProfile.ReadWrite.All";
        assert!(text.contains(has) && text.contains("User Administrator at the least"), "{text}");
        Ok(())
    });
    over.await;
}

/// A pass was made, so it is not true that nothing was changed; nobody gets it, and it is taken back.
#[tokio::test(flavor = "multi_thread")]
async fn a_pass_that_nobody_can_use_is_taken_back() {
    let mut settings = settings();
    (grendel_sandbox::scenarios::scenario("second-factor-missing").unwrap().prepare)(&mut settings);
    let over = converse_unrecorded(settings, async |world| {
        let upn = world.tenant.account("second-factor-missing").user_principal_name;
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        let pass = json!({
            "id": "6f1967b7-15e8-4935-ac26-d50770ed07a7", "temporaryAccessPass": "XG+%d2T?", "lifetimeInMinutes": 60,
            "createdDateTime": "2026-11-29T20:14:04Z", "startDateTime": "2026-11-29T20:14:04Z", "isUsableOnce": true,
            "isUsable": false, "methodUsabilityReason": "DisabledByPolicy",
        });
        let made = Fault::Answer(CannedAnswer::json(201, pass));
        world.tenant_faults.add("/authentication/temporaryAccessPassMethods", 1, made);
        presses(world, "gita", &card, "approve").await?;
        let text = comes_to_say(world, &card, "The pass was taken back").await?.to_text();
        assert!(text.contains("nobody can sign in with it") && text.contains("DisabledByPolicy"), "{text}");
        assert!(!text.contains("Nothing was changed"), "{text}");
        Ok(())
    });
    over.await;
}

/// A thread belongs to its channel: the card is there, for all who can approve.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_in_a_thread_works_in_its_channel() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let anna = world.discord.member("anna")?.in_thread(THREAD);
        let sent = anna.type_command("/unlock", &[("user", HANNA_UPN)]).await?;
        let heard = told(world, &sent).await?;
        assert!(heard.contains("het kanaal van deze thread") && heard.contains("De kaart: "), "{heard}");
        let card = world.newest_card()?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.outcomes, [Outcome::Completed]);
    assert!(over.journal().iter().any(|line| line.contains(&format!("(thread {THREAD})"))), "{:#?}", over.journal());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_paste_names_the_account() {
    let over = converse("refused-pasted", WorldSettings::default(), async |world| {
        for pasted in [
            "Hanna Visser <hanna.visser@contoso.example>;",
            "mailto:hanna.visser@contoso.example",
            "\u{feff}hanna.visser@contoso.example\u{200b}",
            "hanna.visser＠contoso.example.",
        ] {
            let card = asks(world, "anna", &[("user", pasted)]).await?;
            let name = world.tenant.account(HANNA).display_name;
            assert!(card.to_text().contains(&name), "{pasted}:\n{}", card.to_text());
            presses(world, "anna", &card, "withdraw").await?;
        }
        for two in [
            "hanna.visser@contoso.example; anna@contoso.example",
            "anna@contoso.example <hanna.visser@contoso.example>",
        ] {
            let heard = told(world, &world.type_unlock("anna", &[("user", two)]).await?).await?;
            assert!(heard.contains("`target_malformed`"), "{two}: {heard}");
        }
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
}
