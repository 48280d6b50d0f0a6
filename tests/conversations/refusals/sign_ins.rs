//! What people hear of a sign-in that did not do what it was for.

use grendel_sandbox::scenarios::rules::unlock_with;
use grendel_sandbox::world::browser::link_in;
use grendel_sandbox::world::{Settings, Stage};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::settings;
use crate::harness::{HANNA_UPN, Table, asks, converse_unrecorded, presses, redact, told};

const FRESH: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"30m\"\nfresh_sign_in = \"1m\"\n";

/// Links first, then approvals.
pub async fn heard(locale: &str, table: &mut Table) {
    let without = Settings { linked: vec!["anna"], ..settings(locale) };
    converse_unrecorded(without, async |stage| {
        let attempt = stage.discord.member("finn")?.types("/link", &[]).await?;
        table.row("Finn links where nobody can sign in", &told(stage, &attempt).await?);
        Ok(())
    })
    .await;
    let with = Settings { sign_in: true, linked: vec!["anna", "bram"], ..settings(locale) };
    converse_unrecorded(with, async |stage| links(stage, table).await).await;
    let fresh = Settings { sign_in: true, commands: vec![unlock_with(FRESH)], ..settings(locale) };
    converse_unrecorded(fresh, async |stage| votes(stage, table).await).await;
}

async fn links(stage: &Stage, table: &mut Table) -> anyhow::Result<()> {
    let attempt = stage.discord.member("anna")?.types("/link", &[]).await?;
    table.row("Anna, whom the operator has entered, links", &told(stage, &attempt).await?);
    let back = |offer: &Message| stage.tenant.signs_in("finn", &link_in(offer)?);
    let (attempt, offer) = offered(stage, "finn", None).await?;
    let address = stage.tenant.declines(&link_in(&offer)?)?;
    table.row("Finn does not want to sign in after all", &returns(stage, &attempt, &offer, &address).await?);
    let (attempt, offer) = offered(stage, "finn", None).await?;
    stage.tenant_faults.add("/oauth2/v2.0/token", 10, Fault::Status { status: 500, retry_after: None });
    let words = returns(stage, &attempt, &offer, &back(&offer)?).await?;
    stage.tenant_faults.clear();
    table.row("Finn signs in, and Microsoft does not say who he is", &words);
    let (attempt, offer) = offered(stage, "finn", None).await?;
    let address = stage.tenant.signs_in("bram", &link_in(&offer)?)?;
    table.row("Finn signs in with Bram's account", &returns(stage, &attempt, &offer, &address).await?);
    let (attempt, offer) = offered(stage, "finn", None).await?;
    returns(stage, &attempt, &offer, &back(&offer)?).await?;
    let again = stage.discord.member("finn")?.types("/link", &[]).await?;
    table.row("Finn, who is linked by now, links once more", &told(stage, &again).await?);
    Ok(())
}

async fn votes(stage: &Stage, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
    let (attempt, offer) = offered(stage, "bram", Some(&card)).await?;
    let address = stage.tenant.signs_in("chidi", &link_in(&offer)?)?;
    table.row("Bram signs in as Chidi to approve", &returns(stage, &attempt, &offer, &address).await?);
    let (attempt, offer) = offered(stage, "bram", Some(&card)).await?;
    let address = stage.tenant.signs_in("bram", &link_in(&offer)?)?;
    stage.time_passes(SignedDuration::from_mins(2)).await?;
    let words = returns(stage, &attempt, &offer, &address).await?;
    table.row("Bram signs in to approve, and comes back two minutes later", &words);
    stage.tenant.adjust(|settings| settings.id_token_has_auth_time = false);
    let (attempt, offer) = offered(stage, "bram", Some(&card)).await?;
    let address = stage.tenant.signs_in("bram", &link_in(&offer)?)?;
    let words = returns(stage, &attempt, &offer, &address).await?;
    table.row("Bram signs in to approve, and Microsoft does not say when", &words);
    presses(stage, "anna", &card, "withdraw").await.map(drop)
}

/// Somebody types `/link`, or presses Approve on a card, and is offered a sign-in.
async fn offered(
    stage: &Stage,
    who: &str,
    card: Option<&Message>,
) -> anyhow::Result<(grendel_simulator::discord::Attempt, Message)> {
    let member = stage.discord.member(who)?;
    let attempt = match card {
        Some(card) => member.presses(card, "v1:approve:").await?,
        None => member.types("/link", &[]).await?,
    };
    let offer = stage.until(|_| attempt.private_message()).await?;
    Ok((attempt, offer))
}

/// The browser comes back; gives what stands where the offer stood.
async fn returns(
    stage: &Stage,
    attempt: &grendel_simulator::discord::Attempt,
    offer: &Message,
    address: &str,
) -> anyhow::Result<String> {
    stage.opens_and_agrees(address).await?;
    let answer = stage.until(|_| attempt.private_message().filter(|answer| answer.content != offer.content)).await?;
    Ok(redact(&answer.content))
}
