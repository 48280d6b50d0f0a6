//! Answers about the rules of a command: whose approval it takes, and who may act without.

use std::time::Duration;

use grendel_sandbox::scenarios::rules::{unlock_and, unlock_with};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{LEAD_ID, Message};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::settings;
use crate::harness::{HANNA, HANNA_UPN, Table, asks, comes_to_say, converse_unrecorded, member, presses, redact, told};

const TWO_LEADS: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 2\nwindow = \"30m\"\n";
const CONFIRM: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"30m\"\ntyped_confirmation = true\n";
const BOARD: &str =
    "[[approval]]\nwhen = [\"target_in_group\"]\ngroups = [\"Board\"]\nrefuse = \"Call extension 1000.\"\n";
const GLASS: &str = "[break_glass]\npeople = [\"210385718204563456\"]\ncountersign_within = \"24h\"\n";

/// Returns the answers of one conversation for each kind of rule.
pub async fn heard(locale: &str, table: &mut Table) {
    let with = |command: (&'static str, String)| WorldSettings { commands: vec![command], ..settings(locale) };
    converse_unrecorded(with(unlock_with(TWO_LEADS)), async |world| two_leads(world, table).await).await;
    converse_unrecorded(with(unlock_with(CONFIRM)), async |world| confirmation(world, table).await).await;
    converse_unrecorded(with(unlock_and(BOARD)), async |world| {
        let yvonne = world.tenant.account("blocked-board-member").user_principal_name;
        table.types(world, "anna", &yvonne, "Anna types where the operator forbids it").await
    })
    .await;
    converse_unrecorded(with(unlock_and(GLASS)), async |world| glass(world, table).await).await;
    let alone = WorldSettings { linked: vec!["anna"], ..settings(locale) };
    converse_unrecorded(alone, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        table.row("Anna goes on alone at once", &presses(world, "anna", &card, "proceed").await?);
        presses(world, "anna", &card, "withdraw").await.map(drop)
    })
    .await;
    let mut unreached = settings(locale);
    member(&mut unreached.discord, "dana-lead", "Dana Lead", 601_100_000_000_000_021, &[LEAD_ID]);
    unreached.linked = vec!["finn", "disabled-operator", "eva"];
    unreached.discord.members.iter_mut().filter(|one| one.key == "eva").for_each(|eva| eva.roles.push(LEAD_ID));
    converse_unrecorded(unreached, async |world| {
        table.types(world, "finn", HANNA_UPN, "Finn types, and no lead reaches an ordinary user either").await
    })
    .await;
}

async fn two_leads(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    presses(world, "bram", &card, "approve").await?;
    table.row("Bram approves twice", &presses(world, "bram", &card, "approve").await?);
    // This happens between his approval and the last one.
    world.discord.member("bram")?.remove_role("lead")?;
    presses(world, "chidi", &card, "approve").await?;
    let over = comes_to_say(world, &card, if is_dutch(&card) { "Gestopt" } else { "Stopped" }).await?;
    table.row(
        "Bram is no lead any more when the last lead approves; the card then (`approval_gone`)",
        &first_line(&over),
    );
    Ok(())
}

fn is_dutch(card: &Message) -> bool {
    card.to_text().contains("Goedkeuren")
}

/// Returns the first line of a card under its title.
fn first_line(card: &Message) -> String {
    let text = redact(&card.to_text());
    text.lines().nth(2).unwrap_or_default().trim_start_matches("│ ▌ ").to_owned()
}

async fn confirmation(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let forged = custom_id(&card, "confirm").replace(":confirm:", ":approve:");
    let attempt = world.discord.member("bram")?.press_raw(&card, &forged).await?;
    table.row("Bram approves without typing the name", &told(world, &attempt).await?);
    table.row(
        "Bram types another name",
        &fills_in(world, "bram", &card, "confirm", "hana.visser@contoso.example").await?,
    );
    presses(world, "anna", &card, "withdraw").await.map(drop)
}

async fn glass(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let of_chidi = asks(world, "chidi", &[("user", HANNA_UPN)]).await?;
    let raw = |verb: &str| custom_id(&of_chidi, "approve").replace(":approve:", &format!(":{verb}:"));
    let attempt = world.discord.member("bram")?.press_raw(&of_chidi, &raw("countersign")).await?;
    table.row("Bram countersigns what nobody has done", &told(world, &attempt).await?);
    let press = world.discord.member("chidi")?.press_raw(&of_chidi, &raw("break_glass")).await?;
    table.row("Chidi, who is not named for it, acts alone", &submits(world, "chidi", &press, "Now!").await?);
    presses(world, "chidi", &of_chidi, "withdraw").await?;
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let anna = world.tenant.account("anna");
    let roles = world.tenant.account("finn").roles;
    world.tenant.change("anna", |account| account.roles = roles);
    table.row(
        "Anna, who is only a Helpdesk Administrator by now, acts alone",
        &fills_in(world, "anna", &card, "break_glass", "She is on stage.").await?,
    );
    world.tenant.change("anna", |account| account.roles = anna.roles);
    fills_in(world, "anna", &card, "break_glass", "She is on stage.").await?;
    world.wait_until(|world| world.tenant.account(HANNA).enabled.then_some(())).await?;
    let second = asks(world, "anna", &[("user", &world.tenant.account("blocked-long-ago").object_id)]).await?;
    table.row("Anna acts alone again", &fills_in(world, "anna", &second, "break_glass", "He too.").await?);
    presses(world, "anna", &second, "withdraw").await?;
    let countersign = if is_dutch(&card) { "Medeondertekenen" } else { "Countersign" };
    let owing = comes_to_say(world, &card, &format!("[ {countersign} ]")).await?;
    table.row("Anna countersigns what she did alone", &presses(world, "anna", &owing, "countersign").await?);
    presses(world, "bram", &owing, "countersign").await.map(drop)
}

/// Returns the custom id of the button with this verb.
pub fn custom_id(card: &Message, verb: &str) -> String {
    let buttons = card.components.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
    let mut ids = buttons.filter_map(|button| button["custom_id"].as_str());
    ids.rfind(|id| id.starts_with(&format!("v1:{verb}:"))).unwrap().to_owned()
}

/// Presses a button that opens a form, submits an answer, and returns the reply.
pub async fn fills_in(world: &World, who: &str, card: &Message, verb: &str, text: &str) -> anyhow::Result<String> {
    let press = world.discord.member(who)?.press(card, &format!("v1:{verb}:")).await?;
    submits(world, who, &press, text).await
}

pub async fn submits(
    world: &World,
    who: &str,
    press: &grendel_simulator::discord::SentInteraction,
    text: &str,
) -> anyhow::Result<String> {
    let form = world.wait_until(|_| press.modal()).await?;
    let attempt = world.discord.member(who)?.submit(&form, &[(&form.fields[0].custom_id, text)]).await?;
    told(world, &attempt).await
}

/// Bram's press is decided while the last minute passes.
pub async fn too_late(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    world.tenant_faults.add("$batch", 1, Fault::Slow(Duration::from_millis(900)));
    let attempt = world.discord.member("bram")?.press(&card, "v1:approve:").await?;
    world.wait_until(|_| attempt.acknowledged()).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    // Less would leave the case open; more than a quarter of an hour would make the answer undeliverable.
    world.advance_clocks(SignedDuration::from_mins(11));
    table.row("Bram approves in the last second, and is looked up in the next", &told(world, &attempt).await?);
    Ok(())
}
