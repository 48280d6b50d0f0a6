//! Emergencies: what one person alone may do, and who hears of it.

mod outages;

use grendel_sandbox::scenarios::rules::{unlock_and, unlock_with};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, Message, SentInteraction};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::attacks::{answer_in_place_of_the_offer, commands, signing_in, types};
use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse, denies, member, presses, presses_stale, told};

/// The key of an account whose password is too old.
const CARMEN: &str = "password-expired";

/// A world in which Anna may break the glass, and Dana and Finn are the operators.
fn with_glass() -> WorldSettings {
    let mut settings = WorldSettings { operators: vec!["dana", "finn"], ..WorldSettings::default() };
    let anna = settings.discord.user("anna").unwrap();
    let glass = format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"");
    settings.commands = vec![unlock_and(&glass)];
    settings
}

async fn breaks_glass(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await.map(drop)
}

/// The channel is called, and each operator gets one direct message. One of them takes none, which stops nothing.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_broken_glass() {
    let over = converse("emergencies-operator", with_glass(), async |world| {
        world.discord.refuse_direct_messages("finn");
        breaks_glass(world).await?;
        world.wait_for_mention(&["lead", "security"], "broke the glass").await?;
        let told = world.wait_for_direct_message("dana", "broke the glass").await?;
        assert!(told.content.starts_with("**contoso**: Anna de Vries broke the glass"), "{}", told.content);
        assert!(told.content.contains("https://discord.com/channels/"), "{}", told.content);
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let discord = &over.await.world.discord;
    assert_eq!(discord.direct_messages_to("dana").len(), 1);
    assert!(discord.direct_messages_to("finn").is_empty());
}

/// The power fails after Discord has taken the direct message, and before it is on disk that people were called.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_it_once_although_the_power_fails() {
    let over = converse("emergencies-power", with_glass(), async |world| {
        // The channel takes the ping so slowly that the direct message is there before the power fails.
        world.discord_faults.add("POST /api/v10/channels/1097863112501841920/", 2, Fault::LostAnswer);
        breaks_glass(world).await?;
        world.wait_for_direct_message("dana", "broke the glass").await?;
        world.cycle_power().await?;
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let discord = &over.await.world.discord;
    assert_eq!(discord.direct_messages_to("dana").len(), 1, "{}", discord.seen_by("dana"));
}

/// A world in which nobody but these members is known, and Dana is the operator. The tenant has no passes, so that a secret is
/// a password, which Anna's own role may set.
fn only(linked: &[&'static str]) -> WorldSettings {
    let mut settings = WorldSettings { operators: vec!["dana"], ..signing_in(linked) };
    settings.tenant.pass_policy.enabled = false;
    settings
}

/// The built-in commands, with a rule for `/unlock` in place of its own, and the lone person's section as in the file.
fn with_rule(rule: &str, settings: WorldSettings) -> WorldSettings {
    let mut commands = commands("", "");
    let with_rule = unlock_with(&format!("[[approval]]\nfrom = [\"lead\"]\nwindow = \"30m\"\n{rule}"));
    commands.retain(|(name, _)| *name != "unlock.toml");
    commands.push(with_rule);
    WorldSettings { commands, ..settings }
}

/// The built-in commands, in which a lone person may also go on with a plan that makes a secret.
fn handing_out_alone(settings: WorldSettings) -> WorldSettings {
    let mut commands = commands("", "");
    for (_, text) in &mut commands {
        *text = text.replace("\n[alone]\ndelay = \"1h\"\n", "\n[alone]\ndelay = \"1h\"\nsecrets = true\n");
    }
    assert!(commands.iter().any(|(_, text)| text.contains("\nsecrets = true\n")), "the section is not there any more");
    WorldSettings { commands, ..settings }
}

/// Types `/unlock` and returns the private answer, which comes without a card.
async fn is_refused(world: &World, who: &str, user: &str) -> anyhow::Result<String> {
    told(world, &world.type_unlock(who, &[("user", user)]).await?).await
}

/// Signs in as this member, who links their account.
async fn links(world: &World, who: &str) -> anyhow::Result<()> {
    let attempt = types(world, who, "/link").await?;
    let offer = world.wait_until(|_| attempt.private_message()).await?;
    world.follow_link_and_confirm(who, &offer).await?;
    answer_in_place_of_the_offer(world, &attempt).await.map(drop)
}

/// Anna signs in for going on alone, as every lone person does where there is a sign-in. Nothing is done before.
async fn signs_in_for_it(world: &World, attempt: &SentInteraction) -> anyhow::Result<()> {
    let offer = world.wait_until(|_| attempt.private_message()).await?;
    assert!(offer.content.contains("](<"), "{}", offer.content);
    assert!(world.tenant.writes().is_empty());
    world.follow_link_and_confirm("anna", &offer).await.map(drop)
}

async fn opens_alone(world: &World, button: &str) -> anyhow::Result<Message> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    comes_to_say(world, &card, &format!("[ {button} ]")).await
}

/// Hanna is known. She cannot decide about her own account, and yet there is a second person.
#[tokio::test(flavor = "multi_thread")]
async fn alone_does_not_open_while_the_target_is_the_second_known_person() {
    let mut settings = only(&["anna", HANNA]);
    member(&mut settings.discord, HANNA, "Hanna Visser", 601_100_000_000_000_031, &[HELPDESK_ID]);
    let over = converse("emergencies-target-known", settings, async |world| {
        let answer = is_refused(world, "anna", HANNA_UPN).await?;
        assert!(answer.contains("Niemand") && answer.contains("nobody_can_approve"), "{answer}");
        Ok(())
    });
    let over = over.await;
    assert!(over.final_state.changes.is_empty());
    assert_eq!(over.world.discord.guild().public().count(), 0);
}

/// The command hands out secrets to somebody alone, and still not this one: its holder could approve as Carmen.
#[tokio::test(flavor = "multi_thread")]
async fn alone_never_hands_over_the_pass_of_a_known_person() {
    let mut settings = handing_out_alone(only(&["anna"]));
    member(&mut settings.discord, CARMEN, "Carmen Diaz", 601_100_000_000_000_032, &[]);
    let over = converse("emergencies-known-pass", settings, async |world| {
        let carmen = world.tenant.account(CARMEN).user_principal_name;
        let card = asks(world, "anna", &[("user", &carmen)]).await?;
        comes_to_say(world, &card, "[ Go on alone ]").await?;
        links(world, CARMEN).await?;
        comes_to_say(world, &card, "nothing changed").await.map(drop)
    });
    let over = over.await;
    assert!(over.final_state.changes.is_empty(), "{}", over.final_state.audit);
    assert!(over.world.issued_secrets().is_empty());
}

/// The shipped file hands out nothing to somebody alone.
#[tokio::test(flavor = "multi_thread")]
async fn the_shipped_command_makes_no_secret_for_somebody_alone() {
    let over = converse("emergencies-shipped", only(&["anna"]), async |world| {
        let carmen = world.tenant.account(CARMEN).user_principal_name;
        let answer = is_refused(world, "anna", &carmen).await?;
        assert!(answer.contains("secret_not_alone"), "{answer}");
        Ok(())
    });
    assert!(over.await.world.issued_secrets().is_empty());
}

/// Two approvals are two people, and one person is none of them.
#[tokio::test(flavor = "multi_thread")]
async fn alone_keeps_the_quorum() {
    let over = converse("emergencies-quorum", with_rule("quorum = 2", only(&["anna"])), async |world| {
        let answer = is_refused(world, "anna", HANNA_UPN).await?;
        assert!(answer.contains("nobody_can_approve"), "{answer}");
        Ok(())
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// The lone person types the sign-in name themself; the button alone does not count, and neither does another name.
#[tokio::test(flavor = "multi_thread")]
async fn alone_keeps_the_typed_confirmation() {
    let settings = with_rule("quorum = 1\ntyped_confirmation = true", only(&["anna"]));
    let over = converse("emergencies-typed", settings, async |world| {
        opens_alone(world, "Go on alone…").await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        let wrong = world.submit_form("anna", "Go on alone…", "jet.smit@contoso.example").await?;
        let answer = told(world, &wrong).await?;
        assert!(answer.contains("not_confirmed"), "{answer}");
        assert!(world.tenant.writes().is_empty());
        // Where people can sign in, the right name is not enough either.
        let typed = world.submit_form("anna", "Go on alone…", HANNA_UPN).await?;
        signs_in_for_it(world, &typed).await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    assert_eq!(over.await.final_state.changes.len(), 2);
}

/// The lone person signs in for it, as an approver would.
#[tokio::test(flavor = "multi_thread")]
async fn alone_keeps_the_fresh_sign_in() {
    let settings = with_rule("quorum = 1\nfresh_sign_in = \"15m\"", only(&["anna"]));
    let over = converse("emergencies-sign-in", settings, async |world| {
        opens_alone(world, "Go on alone").await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        let press = world.press_button("anna", "Go on alone").await?;
        signs_in_for_it(world, &press).await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.changes.len(), 2);
    assert!(over.final_state.audit.contains("signed in for it at"), "{}", over.final_state.audit);
}

/// Bram, an administrator and a lead, links while the delay runs: from then on it is his to decide.
#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_who_links_meanwhile_turns_it_into_an_ordinary_case() {
    let over = converse("emergencies-links", only(&["anna"]), async |world| {
        let card = opens_alone(world, "Go on alone").await?;
        links(world, "bram").await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        assert!(card.to_text().contains("Somebody else is known here by now"), "{}", card.to_text());
        world.wait_for_mention(&["lead", "security"], "is no longer done alone").await?;
        world.advance_time(SignedDuration::from_mins(20)).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    assert!(over.journal().iter().any(|line| line.contains("approved")), "{:#?}", over.journal());
}

/// A button of the card as it was does not bring the lone case back.
#[tokio::test(flavor = "multi_thread")]
async fn what_became_an_ordinary_case_is_not_done_alone() {
    let over = converse("emergencies-too-late-alone", only(&["anna"]), async |world| {
        let before = opens_alone(world, "Go on alone").await?;
        links(world, "bram").await?;
        let card = comes_to_say(world, &before, "[ Approve ]").await?;
        world.advance_time(SignedDuration::from_mins(25)).await?;
        let answer = presses_stale(world, "anna", &before, "proceed").await?;
        assert!(answer.contains("own_case"), "{answer}");
        denies(world, "bram", &card, "Not like this.").await?;
        comes_to_say(world, &card, "Not like this.").await.map(drop)
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// Finn holds no role that a rule asks for. Once he is known, nobody is alone, and nobody could approve.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_links_and_cannot_approve_ends_it() {
    let over = converse("emergencies-finn", only(&["anna"]), async |world| {
        let card = opens_alone(world, "Go on alone").await?;
        links(world, "finn").await?;
        comes_to_say(world, &card, "nothing changed").await.map(drop)
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// No one links, and the delay's end is written down with what was found then.
#[tokio::test(flavor = "multi_thread")]
async fn the_delays_end_looks_again() {
    let over = converse("emergencies-looks-again", only(&["anna"]), async |world| {
        opens_alone(world, "Go on alone").await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        let press = world.press_button("anna", "Go on alone").await?;
        signs_in_for_it(world, &press).await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    let journal = over.await.journal();
    let at = |words: &str| journal.iter().position(|line| line.contains(words));
    let (looked, went_on) =
        (at("the delay is over, and nobody else is known"), at("confirmed alone").or(at("approved")));
    assert!(looked.is_some() && looked < went_on, "{journal:#?}");
}

/// The power fails right after Bram's link is on disk. The next start looks before anything else happens.
#[tokio::test(flavor = "multi_thread")]
async fn a_start_looks_again() {
    let over = converse("emergencies-start", only(&["anna"]), async |world| {
        let card = opens_alone(world, "Go on alone").await?;
        links(world, "bram").await?;
        world.cycle_power().await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        world.wait_for_bot().await?;
        denies(world, "bram", &card, "Ask me first.").await?;
        comes_to_say(world, &card, "Ask me first.").await.map(drop)
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// Opened and carried out: two direct messages to the operator, and the channel is called each time.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_somebody_alone() {
    let over = converse("emergencies-alone-told", only(&["anna"]), async |world| {
        opens_alone(world, "Go on alone").await?;
        world.wait_for_mention(&["lead", "security"], "nobody else is linked here").await?;
        world.wait_for_direct_message("dana", "nobody else is linked here").await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        let press = world.press_button("anna", "Go on alone").await?;
        signs_in_for_it(world, &press).await?;
        world.wait_for_mention(&["lead", "security"], "goes on alone").await?;
        world.wait_for_direct_message("dana", "goes on alone").await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    assert_eq!(over.await.world.discord.direct_messages_to("dana").len(), 2);
}

/// The glass is no way around what the rules ask of an approver.
#[tokio::test(flavor = "multi_thread")]
async fn breaking_the_glass_keeps_the_typed_confirmation() {
    let settings = WorldSettings::default();
    let anna = settings.discord.user("anna").unwrap();
    let rule = format!(
        "quorum = 1\ntyped_confirmation = true\n\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\""
    );
    let over = converse("emergencies-glass-typed", with_rule(&rule, settings), async |world| {
        world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        let without = world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
        let answer = told(world, &without).await?;
        assert!(answer.contains("confirmation_missing"), "{answer}");
        assert!(world.tenant.writes().is_empty());
        let typed = format!("{HANNA_UPN}: she is on stage in five minutes.");
        world.submit_form("anna", "Break glass…", &typed).await?;
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let journal = over.await.journal();
    assert!(journal.iter().any(|line| line.ends_with("minutes: she is on stage in five minutes.")), "{journal:#?}");
}

/// The shipped section hands out nothing, and with `secrets = true` still nothing for a person who is known.
#[tokio::test(flavor = "multi_thread")]
async fn breaking_the_glass_never_hands_over_the_pass_of_a_known_person() {
    for (name, secrets) in [("shipped", ""), ("known", "\nsecrets = true")] {
        let mut settings = WorldSettings::default();
        settings.tenant.pass_policy.enabled = false;
        member(&mut settings.discord, CARMEN, "Carmen Diaz", 601_100_000_000_000_032, &[]);
        if !secrets.is_empty() {
            settings.linked.push(CARMEN);
        }
        let anna = settings.discord.user("anna").unwrap();
        let glass = format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"{secrets}");
        settings.commands = vec![unlock_and(&glass)];
        let over = converse(format!("emergencies-glass-{name}"), settings, async |world| {
            let carmen = world.tenant.account(CARMEN).user_principal_name;
            world.open_unlock_case("anna", &[("user", &carmen)]).await?;
            let broken = world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
            let answer = told(world, &broken).await?;
            assert!(answer.contains("secret_not_alone"), "{name}: {answer}");
            world.press_button("anna", "Withdraw").await?;
            world.wait_for_card_text("Withdrawn by Anna de Vries").await.map(drop)
        });
        assert!(over.await.world.issued_secrets().is_empty());
    }
}
