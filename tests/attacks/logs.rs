//! The log of the real program, at the chattiest level there is, while people sign in: nothing secret is in it.

use std::fs::File;
use std::process::{Command, Stdio};

use grendel::bot::store_folder;
use grendel::store::StoreCopy;
use grendel::stories::stage::{Settings, Stage};

use super::super::harness::{HANNA_UPN, asks, comes_to_say};
use super::{begins_link, begins_vote, crossed, signing_in_to_approve, told_instead};

#[tokio::test(flavor = "multi_thread")]
async fn what_sign_ins_bring_is_in_no_log() {
    let settings = Settings { with_bot: false, ..signing_in_to_approve(&["anna", "bram"]) };
    let stage = Stage::start(settings).await.unwrap();
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
        .env("RUST_LOG", "trace")
        .stdin(Stdio::null())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let played = play(&stage).await;
    program.kill().unwrap();
    program.wait().unwrap();
    played.unwrap();
    let logged = std::fs::read_to_string(log).unwrap();
    assert!(logged.contains("TRACE"), "the log should have said all it can");
    let secrets = stage.secrets_that_crossed();
    // Two credentials; of three sign-ins a state, a nonce, a verifier and a code; tokens; what answers interactions.
    assert!(secrets.len() > 20, "there are secrets to look for: {}", secrets.len());
    for secret in secrets {
        let line = logged.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "a secret is in the log: {line:?}");
    }
    stage.end().await.unwrap();
}

async fn play(stage: &Stage) -> anyhow::Result<()> {
    stage.comes_up().await?;
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
    // That the end was shown is written a moment after it was, and the program is about to be killed.
    let none_open = |stage: &Stage| {
        let copy = StoreCopy::take(&store_folder(&stage.state())).ok()?;
        (copy.report().open_cases == 0).then_some(())
    };
    stage.until(none_open).await?;
    stage.until(|stage| stage.discord.unfinished().is_empty().then_some(())).await
}
