//! Answers to a sign-in that did not achieve its purpose.

use grendel_sandbox::scenarios::rules::unlock_with;
use grendel_sandbox::world::browser::link_in;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::settings;
use crate::harness::{HANNA_UPN, Table, asks, converse_unrecorded, presses, redact, told};

const FRESH: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"30m\"\nfresh_sign_in = \"1m\"\n";

/// Returns the answers about links, then those about approvals.
pub async fn heard(locale: &str, table: &mut Table) {
    let without = WorldSettings { linked: vec!["anna"], ..settings(locale) };
    converse_unrecorded(without, async |world| {
        let attempt = world.discord.member("finn")?.type_command("/link", &[]).await?;
        table.row("Finn links where nobody can sign in", &told(world, &attempt).await?);
        Ok(())
    })
    .await;
    let with = WorldSettings { sign_in: true, linked: vec!["anna", "bram"], ..settings(locale) };
    converse_unrecorded(with, async |world| links(world, table).await).await;
    let fresh = WorldSettings { sign_in: true, commands: vec![unlock_with(FRESH)], ..settings(locale) };
    converse_unrecorded(fresh, async |world| votes(world, table).await).await;
}

async fn links(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let attempt = world.discord.member("anna")?.type_command("/link", &[]).await?;
    table.row("Anna, whom the operator has entered, links", &told(world, &attempt).await?);
    let back = |offer: &Message| world.tenant.sign_in("finn", &link_in(offer)?);
    let (attempt, offer) = offered(world, "finn", None).await?;
    let address = world.tenant.decline(&link_in(&offer)?)?;
    table.row("Finn does not want to sign in after all", &returns(world, &attempt, &offer, &address).await?);
    let (attempt, offer) = offered(world, "finn", None).await?;
    world.tenant_faults.add("/oauth2/v2.0/token", 10, Fault::Status { status: 500, retry_after: None });
    let words = returns(world, &attempt, &offer, &back(&offer)?).await?;
    world.tenant_faults.clear();
    table.row("Finn signs in, and Microsoft does not say who he is", &words);
    let (attempt, offer) = offered(world, "finn", None).await?;
    let address = world.tenant.sign_in("bram", &link_in(&offer)?)?;
    table.row("Finn signs in with Bram's account", &returns(world, &attempt, &offer, &address).await?);
    let (attempt, offer) = offered(world, "finn", None).await?;
    returns(world, &attempt, &offer, &back(&offer)?).await?;
    let again = world.discord.member("finn")?.type_command("/link", &[]).await?;
    table.row("Finn, who is linked by now, links once more", &told(world, &again).await?);
    Ok(())
}

async fn votes(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let (attempt, offer) = offered(world, "bram", Some(&card)).await?;
    let address = world.tenant.sign_in("chidi", &link_in(&offer)?)?;
    table.row("Bram signs in as Chidi to approve", &returns(world, &attempt, &offer, &address).await?);
    let (attempt, offer) = offered(world, "bram", Some(&card)).await?;
    let address = world.tenant.sign_in("bram", &link_in(&offer)?)?;
    world.advance_time(SignedDuration::from_mins(2)).await?;
    let words = returns(world, &attempt, &offer, &address).await?;
    table.row("Bram signs in to approve, and comes back two minutes later", &words);
    world.tenant.adjust(|settings| settings.id_token_has_auth_time = false);
    let (attempt, offer) = offered(world, "bram", Some(&card)).await?;
    let address = world.tenant.sign_in("bram", &link_in(&offer)?)?;
    let words = returns(world, &attempt, &offer, &address).await?;
    table.row("Bram signs in to approve, and Microsoft does not say when", &words);
    presses(world, "anna", &card, "withdraw").await.map(drop)
}

/// Types `/link`, or presses Approve on a card, and waits for the offer to sign in.
async fn offered(
    world: &World,
    who: &str,
    card: Option<&Message>,
) -> anyhow::Result<(grendel_simulator::discord::SentInteraction, Message)> {
    let member = world.discord.member(who)?;
    let attempt = match card {
        Some(card) => member.press(card, "v1:approve:").await?,
        None => member.type_command("/link", &[]).await?,
    };
    let offer = world.wait_until(|_| attempt.private_message()).await?;
    Ok((attempt, offer))
}

/// Opens the redirect address in the browser. Returns the answer that replaced the offer.
async fn returns(
    world: &World,
    attempt: &grendel_simulator::discord::SentInteraction,
    offer: &Message,
    address: &str,
) -> anyhow::Result<String> {
    world.open_and_confirm(address).await?;
    let answer =
        world.wait_until(|_| attempt.private_message().filter(|answer| answer.content != offer.content)).await?;
    Ok(redact(&answer.content))
}
