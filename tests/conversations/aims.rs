//! "Done" means that the aim is reached. What failed stops only what needs it, and what Microsoft puts off is waited for.

use grendel::domain::aim::Aim;
use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::ActiveDirectory;
use jiff::SignedDuration;

use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse, presses};

fn with_gita() -> WorldSettings {
    let mut settings = WorldSettings::default();
    (scenario("contain").unwrap().prepare)(&mut settings);
    settings
}

/// Anna has the account contained, and Gita approves. Returns the card that has this heading.
async fn contain(world: &World, key: &str, words: &str) -> anyhow::Result<Message> {
    let upn = world.tenant.account(key).user_principal_name;
    let (_, card) = world.open_case("anna", "/contain", &[("user", &upn)]).await?;
    let card = comes_to_say(world, &card, "[ Approve ]").await?;
    presses(world, "gita", &card, "approve").await?;
    comes_to_say(world, &card, words).await
}

/// Microsoft asks for more time than a case spends on one call. The case waits for that, also through a restart, and the approval
/// still counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_microsoft_puts_off_is_taken_later() {
    let over = converse("put-off", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        world.tenant_faults.add("PATCH /v1.0/users/", 1, Fault::Status { status: 429, retry_after: Some(150) });
        presses(world, "bram", &card, "approve").await?;
        let waiting = comes_to_say(world, &card, "Microsoft asks to wait.").await?.to_text();
        assert!(waiting.contains("waits for Microsoft"), "the title says it too:\n{waiting}");
        assert!(!world.tenant.account(HANNA).enabled);
        world.cycle_power().await?;
        world.advance_time(SignedDuration::from_secs(151)).await?;
        let done = comes_to_say(world, &card, "can sign in again").await?.to_text();
        assert!(!done.contains("asks to wait"), "{done}");
        Ok(())
    });
    let over = over.await;
    assert!(over.world.tenant.account(HANNA).enabled);
    assert_eq!(over.final_state.changes.len(), 2, "{:?}", over.final_state.changes);
}

/// A pause beyond the approval is no wait: the case says at once that nothing comes of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_outlasts_the_approval_ends_the_case() {
    let over = converse("put-off-too-long", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        world.tenant_faults.add("PATCH /v1.0/users/", 1, Fault::Status { status: 429, retry_after: Some(36_000) });
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "Stopped at step 2").await.map(drop)
    });
    assert!(!over.await.world.tenant.account(HANNA).enabled);
}

/// The forwarding cannot be ended. The rules are disabled all the same, and the second command takes only what is missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_step_of_a_containment_stops_no_other_and_a_repeat_goes_on_from_there() {
    let key = "compromised";
    let over = converse("contain-in-two", with_gita(), async |world| {
        world.tenant_faults.add("InvokeCommand Set-Mailbox", 1, Fault::Status { status: 403, retry_after: None });
        let card = contain(world, key, "Outcome").await?.to_text();
        assert!(card.contains("not contained"), "{card}");
        world.expect_details("anna", "Er kan nog mail naar buiten gaan").await?;
        let nadia = world.tenant.account(key);
        let mailbox = nadia.mailbox.clone().unwrap_or_default();
        assert!(!nadia.enabled && mailbox.rules.iter().all(|rule| rule.disabled), "the other steps went on:\n{card}");
        assert!(mailbox.forwarding_smtp_address.is_some(), "{card}");
        let passwords = |world: &World| {
            world.tenant.writes().iter().filter(|write| format!("{write:?}").contains("passwordProfile")).count()
        };
        let set = passwords(world);
        let again = contain(world, key, "Outcome").await?.to_text();
        assert!(again.contains("contained") && !again.contains("not contained"), "{again}");
        assert_eq!(passwords(world), set, "another password is set for nobody:\n{again}");
        assert!(world.tenant.account(key).mailbox.unwrap().forwarding_smtp_address.is_none(), "{again}");
        Ok(())
    });
    over.await;
}

/// An account that Active Directory opens again is not kept closed by anything in the cloud.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_is_not_done_while_active_directory_has_to_act() {
    let over = converse("contain-synced", with_gita(), async |world| {
        let now = world.clock().now();
        world.tenant.change(HANNA, |account| {
            (account.on_premises, account.enabled) = (Some(ActiveDirectory::new(true, now)), true);
        });
        let card = contain(world, HANNA, "not contained yet").await?;
        let details = world.expect_details("anna", "Disable-ADAccount").await?.to_text();
        assert!(!details.contains("Unlock-ADAccount"), "{details}");
        presses(world, "anna", &card, "withdraw").await?;
        let card = comes_to_say(world, &card, "somebody denied it, or took it back").await?.to_text();
        assert!(card.contains("/contain · not contained\n"), "{card}");
        assert!(card.contains("Disable-ADAccount"), "the commands stay: {card}");
        Ok(())
    });
    let over = over.await;
    over.world.tenant.sync();
    assert!(over.world.tenant.account(HANNA).enabled, "the cloud cannot block it for good");
}

/// A pass takes the place of the password for an hour. Afterwards the owner is where they were, unless somebody tells them.
#[tokio::test(flavor = "multi_thread")]
async fn with_a_pass_the_requester_is_told_what_the_owner_still_has_to_do() {
    let mut settings = with_gita();
    settings.commands = vec![unlock_handing_out("\"temporary_access_pass\"")];
    let over = converse("pass-and-then", settings, async |world| {
        let upn = world.tenant.account("password-forgotten").user_principal_name;
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "[ Show it once ]").await?;
        let told = presses(world, "gita", &card, "show_secret").await?;
        assert!(told.contains("The pass does not change the password."), "{told}");
        let over = comes_to_say(world, &card, "the owner has to go on").await?.to_text();
        assert!(over.contains("The pass does not change the password."), "{over}");
        Ok(())
    });
    over.await;
}

/// An intruder is signed in until the sessions end. Mail that is sent elsewhere while Microsoft puts that off is seen at the end.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_looks_at_the_mail_once_more_after_its_last_step() {
    let key = "compromised";
    let over = converse("contain-and-mail", with_gita(), async |world| {
        world.tenant_faults.add("revokeSignInSessions", 1, Fault::Status { status: 429, retry_after: Some(150) });
        let card = contain(world, key, "Microsoft asks to wait.").await?;
        let forwards = |world: &World| {
            let mailbox = world.tenant.account(key).mailbox.unwrap_or_default();
            mailbox.forwarding_smtp_address.is_some()
        };
        world.wait_until(|world| (!forwards(world)).then_some(())).await?;
        world.tenant.change(key, |account| {
            let mailbox = account.mailbox.get_or_insert_default();
            mailbox.forwarding_smtp_address = Some("eve@evil.example".to_owned());
        });
        world.advance_time(SignedDuration::from_secs(151)).await?;
        comes_to_say(world, &card, "not contained").await?;
        world.expect_details("anna", "Er kan nog mail naar buiten gaan").await.map(drop)
    });
    over.await;
}

/// No call has left the machine, so nobody has to wonder if the password was set: it is set once, when Microsoft gives a token again.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_not_sent_is_set_once_after_a_pause() {
    let mut settings = with_gita();
    settings.commands = vec![unlock_handing_out("\"temporary_password\"")];
    let over = converse("not-sent", settings, async |world| {
        let upn = world.tenant.account("password-forgotten").user_principal_name;
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        world.tenant_faults.add("PATCH /v1.0/users/", 1, Fault::Status { status: 401, retry_after: None });
        world.tenant_faults.add("/oauth2/v2.0/token", 6, Fault::Status { status: 503, retry_after: None });
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Microsoft does not answer as it should").await?;
        world.advance_time(SignedDuration::from_secs(21)).await?;
        comes_to_say(world, &card, "[ Show it once ]").await?;
        let passwords =
            world.tenant.writes().iter().filter(|one| format!("{one:?}").contains("passwordProfile")).count();
        assert_eq!(passwords, 1);
        presses(world, "anna", &card, "show_secret").await.map(drop)
    });
    over.await;
}

/// The aim of a built-in command stands in its file.
#[test]
fn the_built_in_commands_name_their_aims() {
    let catalog = grendel::catalog::Catalog::built_in();
    let aim = |name: &str| catalog.command(name).and_then(|command| command.terms()).unwrap().aim;
    assert_eq!((aim("unlock"), aim("contain")), (Some(Aim::Unlock), Some(Aim::Contain)));
}
