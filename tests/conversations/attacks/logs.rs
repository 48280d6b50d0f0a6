//! The log of the real program at its most verbose level, while people sign in: it has no secrets, and nothing of what people only begin
//! to type.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::{Command, Stdio};

use grendel::bot::store_folder;
use grendel::store::StoreCopy;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;

use super::super::harness::{HANNA_UPN, asks, comes_to_say};
use super::{answer_in_place_of_the_offer, begins_link, begins_vote, crossed, signing_in_to_approve};

#[tokio::test(flavor = "multi_thread")]
async fn secrets_of_sign_ins_are_in_no_log() {
    let settings = signing_in_to_approve(&["anna", "bram"]);
    let (world, logged) = logs(settings, "trace", async |world| people_sign_in(world).await).await;
    let secrets = world.secrets_on_wire();
    // Two credentials; a state, nonce, verifier and code for each of three sign-ins; access tokens; interaction tokens.
    assert!(secrets.len() > 20, "there are secrets to look for: {}", secrets.len());
    none_is_in(&logged, secrets);
    world.finish().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_and_a_pass_are_in_no_log() {
    let mut settings = WorldSettings::default();
    let scenario = grendel_sandbox::scenarios::scenario("second-factor-missing").unwrap();
    (scenario.prepare)(&mut settings);
    let (world, logged) = logs(settings, "trace", async |world| {
        (scenario.play)(world).await?;
        let jamila = world.tenant.account("account-at-risk").user_principal_name;
        world.open_unlock_case("anna", &[("user", &jamila)]).await?;
        world.approve_as(&["bram", "eva"]).await?;
        world.reveal_secret_to("anna", "account-at-risk").await?;
        all_is_over(world).await
    })
    .await;
    let issued = world.issued_secrets();
    assert_eq!(issued.len(), 2, "a pass and a password");
    none_is_in(&logged, issued);
    world.finish().await.unwrap();
}

/// Keystrokes and the accounts they match may concern people who have nothing to do with any case. They are in no log line of Grendel's at
/// any level, in no library's line at the default level, and not in the journal.
#[tokio::test(flavor = "multi_thread")]
async fn keystrokes_are_in_no_log() {
    let (world, logged) = logs(WorldSettings::default(), "info,grendel=trace", async |world| {
        world.tenant_faults.add(
            "GET /v1.0/users?$search=\"displayName:schou",
            1,
            Fault::Status { status: 400, retry_after: None },
        );
        for (who, typed) in [("anna", "visser"), ("dana", "boateng"), ("finn", "willems"), ("anna", "schouten")] {
            let attempt = world.discord.member(who)?.autocomplete("/unlock", &[("user", typed)], "user").await?;
            world.wait_until(|_| attempt.acknowledged()).await?;
        }
        Ok(())
    })
    .await;
    let lower = logged.to_lowercase();
    assert!(lower.contains("choices=1") && lower.contains("autocomplete search rejected"), "{logged}");
    for typed in ["visser", "hanna", "boateng", "willems", "schou"] {
        assert!(!lower.contains(typed), "{typed} is in the log:\n{logged}");
    }
    assert_eq!(world.finish().await.unwrap().entries, 0);
}

/// Returns the log of the program at this level while a conversation is played.
async fn logs(
    settings: WorldSettings,
    level: &str,
    play: impl AsyncFnOnce(&World) -> anyhow::Result<()>,
) -> (World, String) {
    let world = World::start(WorldSettings { with_bot: false, ..settings }).await.unwrap();
    // A world without a bot writes no command files, so this test does.
    let commands = world.state_folder().join("commands");
    std::fs::create_dir_all(&commands).unwrap();
    for (name, text) in &world.settings().commands {
        std::fs::write(commands.join(name), text).unwrap();
    }
    std::fs::write(world.state_folder().join("grendel.toml"), world.config_text().unwrap()).unwrap();
    let log = world.state_folder().join("log");
    let mut program = Command::new(env!("CARGO_BIN_EXE_grendel"))
        .arg("run")
        .current_dir(world.state_folder())
        .envs(world.secrets())
        .env("RUST_LOG", level)
        .stdin(Stdio::null())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    world.wait_for_bot().await.unwrap();
    let played = play(&world).await;
    program.kill().unwrap();
    program.wait().unwrap();
    let logged = std::fs::read_to_string(log).unwrap();
    played.unwrap();
    assert!(level != "trace" || logged.contains("TRACE"), "the log should have said all it can");
    (world, logged)
}

fn none_is_in(logged: &str, secrets: BTreeSet<String>) {
    for secret in secrets {
        let line = logged.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "a secret is in the log: {line:?}");
    }
}

async fn people_sign_in(world: &World) -> anyhow::Result<()> {
    let (dana, danas) = begins_link(world, "dana").await?;
    let (finn, finns) = begins_link(world, "finn").await?;
    let (of_dana, of_finn) = (world.tenant.sign_in("dana", &danas)?, world.tenant.sign_in("finn", &finns)?);
    world.open_and_confirm(&of_dana).await?;
    answer_in_place_of_the_offer(world, &dana).await?;
    // Refusals are logged too.
    world.open_and_confirm(&crossed(&of_dana, &of_finn)).await?;
    answer_in_place_of_the_offer(world, &finn).await?;
    world.open_and_confirm(&of_finn).await?;
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let (bram, link) = begins_vote(world, "bram", &card).await?;
    world.open_and_confirm(&world.tenant.sign_in("bram", &link)?).await?;
    answer_in_place_of_the_offer(world, &bram).await?;
    comes_to_say(world, &card, "can sign in again").await?;
    all_is_over(world).await
}

async fn all_is_over(world: &World) -> anyhow::Result<()> {
    // The entry that the end was shown follows a moment later, and the program is about to be killed.
    let none_open = |world: &World| {
        let copy = StoreCopy::take(&store_folder(&world.state_folder())).ok()?;
        (copy.report().open_cases == 0).then_some(())
    };
    world.wait_until(none_open).await?;
    world.wait_for_answers().await
}
