//! What somebody does who wants to get more out of Grendel than is theirs: a clear answer, and nothing else.

mod buttons;
mod links;
mod logs;
mod replays;
mod votes;
mod words;

use grendel_sandbox::world::browser::{BrowserPage, link_in};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{Message, SentInteraction};

use super::harness::{Table, redact, told};

/// The rule that `/unlock` comes with, to which tests add a line.
const RULE: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"30m\"\nremind = \"10m\"\n";

/// The commands that are built in, where the rule of `/unlock` has these lines too and these sections follow.
fn commands(rule: &str, sections: &str) -> Vec<(&'static str, String)> {
    let unlock = include_str!("../../commands/unlock.toml");
    assert!(unlock.contains(RULE), "the rule that these tests change is not there any more");
    let unlock = unlock.replace(RULE, &format!("{RULE}{rule}")) + sections;
    let as_it_is = [
        ("case.toml", include_str!("../../commands/case.toml")),
        ("cases.toml", include_str!("../../commands/cases.toml")),
        ("link.toml", include_str!("../../commands/link.toml")),
        ("unlink.toml", include_str!("../../commands/unlink.toml")),
        ("whoami.toml", include_str!("../../commands/whoami.toml")),
    ];
    as_it_is.into_iter().map(|(name, text)| (name, text.to_owned())).chain([("unlock.toml", unlock)]).collect()
}

/// People can sign in; the operator has named these.
fn signing_in(linked: &[&'static str]) -> WorldSettings {
    WorldSettings { sign_in: true, linked: linked.to_vec(), ..WorldSettings::default() }
}

/// Whoever approves signs in for it.
fn signing_in_to_approve(linked: &[&'static str]) -> WorldSettings {
    WorldSettings { commands: commands("fresh_sign_in = \"15m\"\n", ""), ..signing_in(linked) }
}

/// Somebody types a command that opens no case, in the channel where people type.
async fn types(world: &World, who: &str, command: &str) -> anyhow::Result<SentInteraction> {
    let attempt = world.discord.member(who)?.type_command(command, &[]).await?;
    world.wait_until(|_| attempt.private_message()).await?;
    Ok(attempt)
}

/// Somebody is offered a sign-in; gives the command or press, and where to sign in.
async fn offered(world: &World, attempt: SentInteraction) -> anyhow::Result<(SentInteraction, String)> {
    let answer = world.wait_until(|_| attempt.private_message()).await?;
    Ok((attempt, link_in(&answer)?))
}

/// Somebody types `/link`; gives the command and where to sign in.
async fn begins_link(world: &World, who: &str) -> anyhow::Result<(SentInteraction, String)> {
    offered(world, types(world, who, "/link").await?).await
}

/// Presses a button that takes a sign-in.
async fn begins_vote(world: &World, who: &str, card: &Message) -> anyhow::Result<(SentInteraction, String)> {
    offered(world, world.discord.member(who)?.press(card, "v1:approve:").await?).await
}

/// What the answer has become that said this before.
async fn told_instead(world: &World, attempt: &SentInteraction) -> anyhow::Result<String> {
    let offer = |words: &str| words.contains("](<");
    world.wait_until(|_| attempt.private_message().filter(|answer| !offer(&answer.content))).await?;
    told(world, attempt).await
}

/// The value of this field in the query of an address.
fn field(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).unwrap().1.to_owned()
}

/// The address with which a browser would come back that brings the code of one sign-in and the state of another.
fn crossed(code_of: &str, state_of: &str) -> String {
    code_of.replace(&field(code_of, "state"), &field(state_of, "state"))
}

/// The page without what is the same on all of them.
fn words_of(shown: &BrowserPage) -> String {
    let text = shown.page.split_once("<p>").and_then(|(_, rest)| rest.split_once("</p>"));
    format!("{} {}", shown.status, redact(text.map_or(shown.page.as_str(), |(text, _)| text)))
}

impl Table {
    /// Somebody's browser opens an address.
    async fn opens(&mut self, world: &World, what: &str, address: &str) -> anyhow::Result<()> {
        let shown = world.open_and_confirm(address).await?;
        self.row(what, &words_of(&shown));
        Ok(())
    }

    /// What the answer has become.
    async fn then(&mut self, world: &World, what: &str, attempt: &SentInteraction) -> anyhow::Result<()> {
        self.row(what, &told_instead(world, attempt).await?);
        Ok(())
    }
}
