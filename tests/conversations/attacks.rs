//! Attempts to get more out of Grendel than one is allowed to: each gets a clear answer and nothing else.

mod approvers;
mod buttons;
mod contexts;
mod floods;
mod links;
mod logs;
mod one_human;
mod receivers;
mod reading;
mod replays;
mod votes;
mod words;

use grendel_sandbox::world::browser::{BrowserPage, link_in, number_on};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{Message, SentInteraction};

use super::harness::{Table, redact, told};

/// The end of the first rule of the built-in `/unlock`, to which tests add lines.
const RULE: &str = "quorum = 1\nwindow = \"30m\"\nremind = \"10m\"\n";

/// Returns the built-in commands, with these lines added to the rule of `/unlock` and these sections after it.
pub(super) fn commands(rule: &str, sections: &str) -> Vec<(&'static str, String)> {
    let unlock = include_str!("../../commands/unlock.toml");
    assert!(unlock.contains(RULE), "the rule that these tests change is not there any more");
    let unlock = unlock.replacen(RULE, &format!("{RULE}{rule}"), 1) + sections;
    let as_it_is = [
        ("case.toml", include_str!("../../commands/case.toml")),
        ("cases.toml", include_str!("../../commands/cases.toml")),
        ("link.toml", include_str!("../../commands/link.toml")),
        ("unlink.toml", include_str!("../../commands/unlink.toml")),
        ("whoami.toml", include_str!("../../commands/whoami.toml")),
    ];
    as_it_is.into_iter().map(|(name, text)| (name, text.to_owned())).chain([("unlock.toml", unlock)]).collect()
}

/// A world in which people can sign in, and in which the operator named these members.
pub(super) fn signing_in(linked: &[&'static str]) -> WorldSettings {
    WorldSettings { sign_in: true, linked: linked.to_vec(), ..WorldSettings::default() }
}

/// Settings in which approving takes a sign-in.
fn signing_in_to_approve(linked: &[&'static str]) -> WorldSettings {
    WorldSettings { commands: commands("fresh_sign_in = \"15m\"\n", ""), ..signing_in(linked) }
}

/// Types a command that opens no case, in the tenant's channel.
pub(super) async fn types(world: &World, who: &str, command: &str) -> anyhow::Result<SentInteraction> {
    let attempt = world.discord.member(who)?.type_command(command, &[]).await?;
    world.wait_until(|_| attempt.private_message()).await?;
    Ok(attempt)
}

/// Waits until a sign-in is offered. Returns the command or press, and the address to sign in at.
async fn offered(world: &World, attempt: SentInteraction) -> anyhow::Result<(SentInteraction, String)> {
    let answer = world.wait_until(|_| attempt.private_message()).await?;
    Ok((attempt, link_in(&answer)?))
}

/// Types `/link`. Returns the command and the address to sign in at.
pub(super) async fn begins_link(world: &World, who: &str) -> anyhow::Result<(SentInteraction, String)> {
    offered(world, types(world, who, "/link").await?).await
}

/// Presses a button that requires a sign-in.
async fn begins_vote(world: &World, who: &str, card: &Message) -> anyhow::Result<(SentInteraction, String)> {
    offered(world, world.discord.member(who)?.press(card, "v1:approve:").await?).await
}

/// Waits until the offer to sign in was replaced by another answer, and returns that.
pub(super) async fn answer_in_place_of_the_offer(world: &World, attempt: &SentInteraction) -> anyhow::Result<String> {
    let is_result = |answer: &Message| !answer.content.contains("](<") && answer.components.is_empty();
    world.wait_until(|_| attempt.private_message().filter(is_result)).await?;
    told(world, attempt).await
}

/// Returns the value of this field in the query of an address.
fn field(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).unwrap().1.to_owned()
}

/// Returns a redirect address with the code of one sign-in and the state of another.
fn crossed(code_of: &str, state_of: &str) -> String {
    code_of.replace(&field(code_of, "state"), &field(state_of, "state"))
}

/// Returns a page without the parts that are the same on all pages.
fn words_of(shown: &BrowserPage) -> String {
    let text = shown.page.split_once("<p>").and_then(|(_, rest)| rest.split_once("</p>"));
    let text = redact(text.map_or(shown.page.as_str(), |(text, _)| text));
    // The number is random, and may be one that is in the status.
    let text = number_on(shown).map_or_else(|| text.clone(), |number| text.replace(&number, "47"));
    format!("{} {text}", shown.status)
}

impl Table {
    /// Opens an address in a member's browser.
    async fn opens(&mut self, world: &World, what: &str, address: &str) -> anyhow::Result<()> {
        let shown = world.open_and_confirm(address).await?;
        self.row(what, &words_of(&shown));
        Ok(())
    }

    /// Returns the answer as it is now.
    async fn then(&mut self, world: &World, what: &str, attempt: &SentInteraction) -> anyhow::Result<()> {
        self.row(what, &answer_in_place_of_the_offer(world, attempt).await?);
        Ok(())
    }
}
