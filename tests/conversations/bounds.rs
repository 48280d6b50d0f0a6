//! Accounts with more than the journal can hold, and tenants in which something cannot be read: neither makes an account look
//! safer, and for every account each command is answered.

use fastrand::Rng;
use grendel::bot::store_folder;
use grendel::domain::event::Event;
use grendel::store::{Store, Transition};
use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::mailbox::{InboxRule, Mailbox, Restriction};
use grendel_simulator::tenant::roles::{Group, HELPDESK_ADMINISTRATOR, RoleAssignment, TENANT_SCOPE};
use grendel_simulator::tenant::{Activity, Actor, Consent, Eligibility, Method, SignInAttempt};
use jiff::SignedDuration;

use super::harness::{HANNA, HANNA_UPN, Over, asks, comes_to_say, converse, presses, told};

const OFFICE: &str = "198.51.100.20";
const POSSIBLE: &str = "counts as a possible sign of a compromise";

/// Returns a text that lives as long as the test.
fn lasting(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// Settings in which Gita may approve what a lead may not.
fn settings() -> WorldSettings {
    let mut settings = WorldSettings::default();
    (scenario("contain").unwrap().prepare)(&mut settings);
    settings
}

fn forwarding(number: u64) -> InboxRule {
    InboxRule {
        id: 1_152_921_504_606_846_977 + number,
        name: format!("{number}"),
        forward_to: vec!["collector@mailbox.example".to_owned()],
        ..InboxRule::default()
    }
}

fn with_rules(world: &World, rules: Vec<InboxRule>) {
    world.tenant.change(HANNA, |account| {
        account.mailbox = Some(Mailbox { rules, ..account.mailbox.clone().unwrap_or_default() });
    });
}

async fn commands_list(world: &World, who: &str) -> anyhow::Result<String> {
    let attempt = world.discord.member(who)?.type_command("/cases", &[]).await?;
    told(world, &attempt).await
}

/// Types each command for Hanna's account. Each must come to a card, `/cases` must list both cases, and the containment must
/// work.
async fn every_command_is_answered(world: &World) -> anyhow::Result<Message> {
    world.open_case("eva", "/diagnose", &[("user", HANNA_UPN)]).await?;
    let unlock = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let (_, contain) = world.open_case("anna", "/contain", &[("user", HANNA_UPN)]).await?;
    let contain = comes_to_say(world, &contain, "[ Approve ]").await?;
    let listed = commands_list(world, "anna").await?;
    assert!(listed.contains("/unlock") && listed.contains("/contain"), "{listed}");
    presses(world, "gita", &contain, "approve").await?;
    comes_to_say(world, &contain, "Outcome").await?;
    assert!(!world.tenant.account(HANNA).enabled, "the account is blocked");
    presses(world, "anna", &unlock, "withdraw").await?;
    comes_to_say(world, &unlock, "Withdrawn").await
}

async fn answered(name: &str, prepare: impl FnOnce(&World)) -> Over {
    converse(name, settings(), async |world| {
        prepare(world);
        every_command_is_answered(world).await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_failed_sign_ins_from_an_application_with_a_long_name_leave_every_command_answered() {
    answered("bounds-long-application", |world| {
        for number in 0..50 {
            let name = lasting(format!("{number} {}", "𐍈\"".repeat(400)));
            world.tenant.record_sign_in(HANNA, &SignInAttempt::new(50126, OFFICE).to_application(name));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn six_policies_with_long_names_leave_every_command_answered() {
    answered("bounds-long-policies", |world| {
        for number in 0..20 {
            let name = |policy: usize| lasting(format!("{number}.{policy} {}", "🦊".repeat(250)));
            let others: Vec<(&str, &str)> =
                (1..6).map(|policy| ("2b9e1d1a-6a55-4d5c-8f5e-2c1a0f6d7e31", name(policy))).collect();
            let attempt = SignInAttempt::new(53003, OFFICE).blocked_by("1b9e1d1a-6a55-4d5c-8f5e-2c1a0f6d7e31", name(0));
            world.tenant.record_sign_in(HANNA, &attempt.also_blocked_by(others.leak()));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_rules_and_two_hundred_registrations_leave_every_command_answered() {
    answered("bounds-rules-and-registrations", |world| {
        let rule = |number| InboxRule { subject_contains: vec!["invoice ".repeat(60); 4], ..forwarding(number) };
        with_rules(world, (0..60).map(rule).collect());
        let hanna = world.tenant.person(HANNA);
        for _ in 0..200 {
            world.tenant.change_as(HANNA, &hanna, Activity::UserRegisteredMethod, |_| {});
        }
        // The audit log has an entry minutes after the activity.
        world.advance_clocks(SignedDuration::from_mins(20));
    })
    .await;
}

/// Whatever the number of rules: signs are seen, a lead alone does not give the account back, and it is given back only after
/// every rule is off.
#[tokio::test(flavor = "multi_thread")]
async fn many_forwarding_rules_are_all_off_before_sign_in_is_given_back() {
    for count in [38, 44, 90] {
        let over = converse(format!("bounds-{count}-rules"), settings(), async |world| {
            with_rules(world, (0..count).map(forwarding).collect());
            let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
            let card = comes_to_say(world, &card, "[ Approve ]").await?;
            assert!(card.to_text().contains("signs"), "{}", card.to_text());
            presses(world, "gita", &card, "approve").await?;
            comes_to_say(world, &card, "Approved by").await?;
            assert!(world.tenant.writes().is_empty(), "{count} rules: one person is not enough");
            presses(world, "eva", &card, "approve").await?;
            world.reveal_secret_to("anna", HANNA).await?;
            let hanna = world.tenant.account(HANNA);
            let rules = hanna.mailbox.unwrap().rules;
            assert!(hanna.enabled && rules.iter().all(|rule| rule.disabled), "{count} rules: {rules:?}");
            Ok(())
        });
        over.await;
    }
}

/// Each read that shows signs of a compromise is away in turn.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_counts_as_a_possible_sign_and_takes_a_second_approver() {
    for call in [
        "InvokeCommand Get-InboxRule",
        "InvokeCommand Get-Mailbox",
        "GET /v1.0/auditLogs/signIns",
        // Hanna's alone: nobody may ask whose own risk cannot be read.
        "GET /v1.0/identityProtection/riskyUsers/923a7369-94e3-4f91-9a61-dbe22e44158b",
    ] {
        let name = call.rsplit(['/', ' ']).next().unwrap();
        let over = converse(format!("bounds-away-{name}"), settings(), async |world| {
            world.tenant_faults.add(call, 200, Fault::Status { status: 503, retry_after: None });
            let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
            let card = comes_to_say(world, &card, "[ Approve ]").await?;
            assert!(card.to_text().contains(POSSIBLE), "{call}:\n{}", card.to_text());
            presses(world, "bram", &card, "approve").await?;
            comes_to_say(world, &card, "Approved by").await?;
            assert!(!world.tenant.account(HANNA).enabled && world.tenant.writes().is_empty(), "{call}: a lead alone");
            presses(world, "eva", &card, "approve").await?;
            comes_to_say(world, &card, "can sign in again").await?;
            assert!(world.tenant.account(HANNA).enabled, "{call}: two people can still help");
            Ok(())
        });
        over.await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_contained_while_exchange_is_away() {
    let over = converse("bounds-contain-without-exchange", settings(), async |world| {
        with_rules(world, (0..44).map(forwarding).collect());
        world.tenant_faults.add("InvokeCommand", 500, Fault::Status { status: 503, retry_after: None });
        let (_, card) = world.open_case("anna", "/contain", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        assert!(card.to_text().contains(POSSIBLE), "{}", card.to_text());
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Outcome").await?;
        assert!(!world.tenant.account(HANNA).enabled);
        Ok(())
    });
    over.await;
}

/// A tenant without the licence has no sign-in log and no Identity Protection: that is said, and counts as nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_tenant_does_not_have_is_no_possible_sign() {
    let mut settings = settings();
    settings.tenant.licence = grendel_simulator::tenant::Licence::P1;
    let over = converse("bounds-no-licence", settings, async |world| {
        let (_, card) = world.open_case("eva", "/diagnose", &[("user", HANNA_UPN)]).await?;
        assert!(!card.to_text().contains(POSSIBLE), "{}", card.to_text());
        Ok(())
    });
    over.await;
}

fn drawn(rng: &mut Rng, chars_max: usize) -> String {
    let wild = ['𐍈', '🦊', '"', '\\', 'é', 'a', ' ', '<', '@', '`'];
    let one = rng.bool().then(|| wild[rng.usize(..wild.len())]);
    (0..rng.usize(1..=chars_max)).map(|_| one.unwrap_or_else(|| wild[rng.usize(..wild.len())])).collect()
}

/// Makes of Hanna's account the wildest one that the simulator can express.
fn make_wild(world: &World, rng: &mut Rng) {
    let count = |rng: &mut Rng, most: usize| *rng.choice(&[0, 1, most / 2, most]).unwrap();
    let rules: Vec<InboxRule> = (0..count(rng, 300))
        .map(|number| InboxRule {
            name: drawn(rng, 400),
            disabled: rng.u8(..5) == 0,
            hidden: rng.bool(),
            subject_contains: (0..count(rng, 9)).map(|_| drawn(rng, 300)).collect(),
            forward_to: (0..count(rng, 30)).map(|at| format!("{at}@mailbox.example")).collect(),
            move_to_folder: rng.bool().then(|| drawn(rng, 300)),
            delete_message: rng.bool(),
            ..forwarding(number as u64)
        })
        .collect();
    with_rules(world, rules);
    let name = drawn(rng, 256);
    world.tenant.change(HANNA, |account| account.display_name = name);
    for _ in 0..count(rng, 60) {
        let policies: Vec<(&str, &str)> =
            (0..rng.usize(..9)).map(|_| ("2b9e1d1a-6a55-4d5c-8f5e-2c1a0f6d7e31", lasting(drawn(rng, 300)))).collect();
        let code = *rng.choice(&[50126, 50053, 50057, 53003, 500_121, 50135, 0]).unwrap();
        let attempt = SignInAttempt::new(code, OFFICE).to_application(lasting(drawn(rng, 600)));
        let attempt = attempt.blocked_by("1b9e1d1a-6a55-4d5c-8f5e-2c1a0f6d7e31", lasting(drawn(rng, 300)));
        world.tenant.record_sign_in(HANNA, &attempt.also_blocked_by(policies.leak()));
    }
    let hanna = world.tenant.person(HANNA);
    for _ in 0..count(rng, 150) {
        world.tenant.change_as(HANNA, &hanna, Activity::UserRegisteredMethod, |_| {});
    }
    world.advance_clocks(SignedDuration::from_mins(20));
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_an_account_is_like_every_command_is_answered() {
    for seed in 0..6 {
        let over = answered(&format!("bounds-wild-{seed}"), |world| make_wild(world, &mut Rng::with_seed(seed))).await;
        assert!(!over.final_state.audit.contains("failed: "), "seed {seed}:\n{}", over.final_state.audit);
    }
}

/// Makes of Hanna's account one with wild names, roles, groups, grants and methods, on which every reading has something.
fn make_stranger(world: &World, rng: &mut Rng) {
    let now = world.clock().now();
    let initiator = Actor::Application {
        display_name: drawn(rng, 400),
        service_principal_id: "5f9e1d1a-6a55-4d5c-8f5e-2c1a0f6d7e31".to_owned(),
    };
    world.tenant.change_as(HANNA, &initiator, Activity::DisableAccount, |_| {});
    world.tenant.change(HANNA, |hanna| {
        hanna.user_principal_name = format!("{}@contoso.example", drawn(rng, 60).replace(['@', ' '], "_"));
        let assignment = RoleAssignment { role: HELPDESK_ADMINISTRATOR, scope: TENANT_SCOPE };
        if rng.bool() {
            hanna.roles.push(assignment);
        }
        hanna.eligible.push(Eligibility { assignment, from: now - SignedDuration::from_hours(1), until: None });
        for number in 0..rng.u32(1..60) {
            let (id, name) = (format!("{number:08x}-6a55-4d5c-8f5e-2c1a0f6d7e31"), lasting(drawn(rng, 256)));
            let assignable_to_role = rng.u8(..4) == 0;
            hanna.member_of.push(Box::leak(Box::new(Group { id: lasting(id), name, assignable_to_role, roles: &[] })));
        }
        for number in 0..rng.u32(1..40) {
            let client_id = format!("{number:08x}-6a55-4d5c-8f5e-2c1a0f6d7e32");
            let scope = (0..30).map(|nth| format!("Mail.Read.{nth}")).collect::<Vec<_>>().join(" ");
            hanna.consents.push(Consent { id: format!("consent-{number}"), client_id, scope });
        }
        for _ in 0..rng.u32(1..60) {
            hanna.credentials.methods.push(Method::authenticator(lasting(drawn(rng, 200)), now));
        }
        hanna.restriction = Some(Restriction { reason: drawn(rng, 900), created: now });
        if let Some(mailbox) = &mut hanna.mailbox {
            mailbox.forwarding_smtp_address = Some(format!("{}@mailbox.example", "x".repeat(rng.usize(1..300))));
        }
    });
}

/// Whatever the directory says of an account: a containment has its card, and works.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_directory_says_of_an_account_it_is_diagnosed_and_contained() {
    for seed in 0..4 {
        let over = converse(format!("bounds-stranger-{seed}"), settings(), async |world| {
            let rng = &mut Rng::with_seed(100 + seed);
            make_wild(world, rng);
            make_stranger(world, rng);
            world.advance_clocks(SignedDuration::from_mins(20));
            let id = world.tenant.account(HANNA).object_id;
            let (_, card) = world.open_case("anna", "/contain", &[("user", &id)]).await?;
            let card = comes_to_say(world, &card, "[ Approve ]").await?;
            presses(world, "gita", &card, "approve").await?;
            comes_to_say(world, &card, "Outcome").await?;
            assert!(!world.tenant.account(HANNA).enabled, "seed {seed}: the account is blocked");
            Ok(())
        });
        let audit = over.await.final_state.audit;
        assert!(audit.contains("; to do: ") && !audit.contains("failed: "), "seed {seed}:\n{audit}");
    }
}

/// An entry that cannot follow is written behind the bot's back. The next start closes the case with words, lists it, and a new
/// case for the account works. The operator hears of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_whose_events_do_not_fit_together_is_closed_with_words() {
    let world = World::start(WorldSettings { operators: vec!["dana"], ..settings() }).await.unwrap();
    let card = asks(&world, "anna", &[("user", HANNA_UPN)]).await.unwrap();
    let card = comes_to_say(&world, &card, "[ Approve ]").await.unwrap();
    world.stop_bot().await.unwrap();
    spoil_first_case(&store_folder(&world.state_folder())).await;
    assert!(world.restore_power().await.unwrap());
    comes_to_say(&world, &card, "I had to stop this case").await.unwrap();
    let told = world.wait_for_direct_message("dana", "I had to stop this case").await.unwrap();
    assert!(told.content.starts_with("**contoso**: ") && told.content.contains("/channels/"), "{}", told.content);
    let listed = commands_list(&world, "anna").await.unwrap();
    assert!(listed.contains("Gestopt door een fout"), "Anna reads Dutch:\n{listed}");
    let again = asks(&world, "anna", &[("user", HANNA_UPN)]).await.unwrap();
    comes_to_say(&world, &again, "[ Approve ]").await.unwrap();
}

async fn spoil_first_case(folder: &std::path::Path) {
    let store = Store::open(folder).unwrap();
    let entries = store.case(1).unwrap().unwrap();
    let last = entries.last().unwrap();
    let entry = serde_json::to_vec(&Event::StepReconciled { step: 0, took_effect: true, unknown: None }).unwrap();
    let transition = Transition { entries: vec![entry], closes: false };
    store.append(1, last.revision, last.at, transition).await.unwrap();
}
