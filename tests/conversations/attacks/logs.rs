//! The log of the real program, at the chattiest level there is, while people sign in: nothing secret is in it. And nothing of what
//! people only begin to type.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::{Command, Stdio};

use grendel::bot::store_folder;
use grendel::store::StoreCopy;
use grendel_sandbox::world::{Settings, Stage};
use grendel_simulator::faults::Fault;

use super::super::harness::{HANNA_UPN, asks, comes_to_say};
use super::{begins_link, begins_vote, crossed, signing_in_to_approve, told_instead};

#[tokio::test(flavor = "multi_thread")]
async fn what_sign_ins_bring_is_in_no_log() {
    let settings = signing_in_to_approve(&["anna", "bram"]);
    let (stage, logged) = logs(settings, "trace", async |stage| people_sign_in(stage).await).await;
    let secrets = stage.secrets_that_crossed();
    // Two credentials; of three sign-ins a state, a nonce, a verifier and a code; tokens; what answers interactions.
    assert!(secrets.len() > 20, "there are secrets to look for: {}", secrets.len());
    none_is_in(&logged, secrets);
    stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_and_a_pass_are_in_no_log() {
    let mut settings = Settings::default();
    let story = grendel_sandbox::scenarios::scenario("second-factor-missing").unwrap();
    (story.prepare)(&mut settings);
    let (stage, logged) = logs(settings, "trace", async |stage| {
        (story.play)(stage).await?;
        let jamila = stage.tenant.account("account-at-risk").user_principal_name;
        stage.unlocks("anna", &[("user", &jamila)]).await?;
        stage.approved_by(&["bram", "eva"]).await?;
        stage.secret_is_shown_to("anna", "account-at-risk").await?;
        all_is_over(stage).await
    })
    .await;
    let issued = stage.secrets_issued();
    assert_eq!(issued.len(), 2, "a pass and a password");
    none_is_in(&logged, issued);
    stage.end().await.unwrap();
}

/// What somebody begins to type, and whom it finds, is about people who may have nothing to do with anything: not in Grendel's own
/// lines at any level, not in anybody's that are kept, and not in the journal.
#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_begins_to_type_is_in_no_log() {
    let (stage, logged) = logs(Settings::default(), "info,grendel=trace", async |stage| {
        stage.tenant_faults.add(
            "GET /v1.0/users?$search=%22displayName:schou",
            1,
            Fault::Status { status: 400, retry_after: None },
        );
        for (who, typed) in [("anna", "visser"), ("dana", "boateng"), ("finn", "willems"), ("anna", "schouten")] {
            let attempt = stage.discord.member(who)?.completes("/unlock", &[("user", typed)], "user").await?;
            stage.until(|_| attempt.acknowledged()).await?;
        }
        Ok(())
    })
    .await;
    let lower = logged.to_lowercase();
    assert!(lower.contains("offered=1") && lower.contains("no accounts are offered"), "{logged}");
    for typed in ["visser", "hanna", "boateng", "willems", "schou"] {
        assert!(!lower.contains(typed), "{typed} is in the log:\n{logged}");
    }
    assert_eq!(stage.end().await.unwrap().entries, 0);
}

/// What the program logs at this level while this is played.
async fn logs(
    settings: Settings,
    level: &str,
    play: impl AsyncFnOnce(&Stage) -> anyhow::Result<()>,
) -> (Stage, String) {
    let stage = Stage::start(Settings { with_bot: false, ..settings }).await.unwrap();
    // A stage without a bot writes no command files of its own.
    let commands = stage.state().join("commands");
    std::fs::create_dir_all(&commands).unwrap();
    for (name, text) in &stage.settings().commands {
        std::fs::write(commands.join(name), text).unwrap();
    }
    std::fs::write(stage.state().join("grendel.toml"), stage.config_text().unwrap()).unwrap();
    let log = stage.state().join("log");
    let mut program = Command::new(env!("CARGO_BIN_EXE_grendel"))
        .arg("run")
        .current_dir(stage.state())
        .envs(stage.secrets())
        .env("RUST_LOG", level)
        .stdin(Stdio::null())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    stage.comes_up().await.unwrap();
    let played = play(&stage).await;
    program.kill().unwrap();
    program.wait().unwrap();
    let logged = std::fs::read_to_string(log).unwrap();
    played.unwrap();
    assert!(level != "trace" || logged.contains("TRACE"), "the log should have said all it can");
    (stage, logged)
}

fn none_is_in(logged: &str, secrets: BTreeSet<String>) {
    for secret in secrets {
        let line = logged.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "a secret is in the log: {line:?}");
    }
}

async fn people_sign_in(stage: &Stage) -> anyhow::Result<()> {
    let (dana, danas) = begins_link(stage, "dana").await?;
    let (finn, finns) = begins_link(stage, "finn").await?;
    let (of_dana, of_finn) = (stage.tenant.signs_in("dana", &danas)?, stage.tenant.signs_in("finn", &finns)?);
    stage.opens_and_agrees(&of_dana).await?;
    told_instead(stage, &dana).await?;
    // What is refused is logged too.
    stage.opens_and_agrees(&crossed(&of_dana, &of_finn)).await?;
    told_instead(stage, &finn).await?;
    stage.opens_and_agrees(&of_finn).await?;
    let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
    let (bram, link) = begins_vote(stage, "bram", &card).await?;
    stage.opens_and_agrees(&stage.tenant.signs_in("bram", &link)?).await?;
    told_instead(stage, &bram).await?;
    comes_to_say(stage, &card, "can sign in again").await?;
    all_is_over(stage).await
}

async fn all_is_over(stage: &Stage) -> anyhow::Result<()> {
    // That the end was shown is written a moment after it was, and the program is about to be killed.
    let none_open = |stage: &Stage| {
        let copy = StoreCopy::take(&store_folder(&stage.state())).ok()?;
        (copy.report().open_cases == 0).then_some(())
    };
    stage.until(none_open).await?;
    stage.everyone_is_answered().await
}
