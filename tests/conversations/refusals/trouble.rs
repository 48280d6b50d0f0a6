//! Answers to input that no case can use, and to more cases than a member may have.

use std::time::Duration;

use grendel_sandbox::scenarios::rules::unlock_with;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;

use super::rules::too_late;
use super::settings;
use crate::harness::{HANNA_UPN, Table, asks, converse_unrecorded, denies, presses, told};

const SHORT: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"10m\"\n";

/// Returns the answers of two conversations: one in which nothing is as it should be, and one that ends too soon.
pub async fn heard(locale: &str, table: &mut Table) {
    converse_unrecorded(settings(locale), async |world| nonsense(world, table).await).await;
    let short = WorldSettings { commands: vec![unlock_with(SHORT)], ..settings(locale) };
    converse_unrecorded(short, async |world| too_late(world, table).await).await;
}

async fn nonsense(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let long = "x".repeat(600);
    let anna = world.discord.member("anna")?;
    let attempt = anna.type_command_unchecked("/unlock", &[("user", HANNA_UPN), ("reason", &long)]).await?;
    table.row("Anna gives a reason of 600 letters", &told(world, &attempt).await?);
    let attempt = anna.type_command("/case", &[("number", "77")]).await?;
    table.row("Anna asks for a case that nobody opened", &told(world, &attempt).await?);
    let attempt = anna.type_command_unchecked("/lock", &[]).await?;
    table.row("Anna types a command that there is no more", &told(world, &attempt).await?);
    let attempt = anna.send_gibberish("?").await?;
    table.row("Anna sends what nobody can read", &told(world, &attempt).await?);
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let attempt = world.discord.member("bram")?.press_raw(&card, "approve").await?;
    table.row("Bram presses a button that nobody made", &told(world, &attempt).await?);
    let old = format!("v0:approve:1:{}", "0".repeat(64));
    let attempt = world.discord.member("bram")?.press_raw(&card, &old).await?;
    table.row("Bram presses a button of an earlier Grendel's", &told(world, &attempt).await?);
    table.row("Bram denies with nothing but spaces", &denies(world, "bram", &card, "   ").await?);
    world.tenant_faults.add("$batch", 1, Fault::Slow(Duration::from_millis(900)));
    // One member alone is not allowed so many.
    let who = ["bram", "chidi", "eva", "dana"].into_iter().cycle().take(40);
    let presses_at_once = who.map(|who| presses(world, who, &card, "approve"));
    let heard = futures_util::future::try_join_all(presses_at_once).await?;
    let busy = heard.iter().find(|words| words.contains("`busy`"));
    table.row("Four members press forty times", busy.map_or("nobody was too busy", String::as_str));
    world.wait_until(|world| world.tenant.account(crate::harness::HANNA).enabled.then_some(())).await
}
