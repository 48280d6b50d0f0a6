//! Random actions of people; after each, only the tenant of its channel may have been called.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use fastrand::Rng;
use grendel_sandbox::world::World;
use grendel_sandbox::world::browser::link_in;
use grendel_simulator::discord::{Message, SentInteraction, UserClient};
use grendel_simulator::tenant::{Activity, CallCounts, SimulatedTenant};

use super::super::harness::custom_ids;
use super::checks::{marks_of, strangers_in, without_echo};

pub const CHANNELS: [&str; 2] = ["servicedesk", "northwind"];
const PEOPLE: [&str; 8] = ["anna", "bram", "chidi", "dana", "eva", "finn", "nora", "nils"];
/// The accounts that people sign in to.
const ACCOUNTS: [&[&str]; 2] = [&["anna", "chidi", "eva", "finn", "gita"], &["nora", "nils"]];
/// The accounts that commands are about.
const TARGETS: [&[&str]; 2] =
    [&["blocked-by-a-colleague", "look-alike", "blocked-long-ago", "nothing-wrong"], &["niels", "niels", "nils"]];
const VERBS: [&str; 11] = [
    "approve",
    "deny",
    "withdraw",
    "look",
    "confirm",
    "break_glass",
    "proceed",
    "countersign",
    "waive",
    "show_secret",
    "details",
];

/// So many looks in a row without a new call are calm.
const CALM_LOOKS: u32 = 5;
const BETWEEN_LOOKS: Duration = Duration::from_millis(4);

/// A sign-in that was offered.
struct Offer {
    site: usize,
    link: String,
}

pub struct Island<'a> {
    pub world: &'a World,
    pub actions: Vec<String>,
    chance: Rng,
    offers: Vec<Offer>,
    cards: Vec<Message>,
    typed: usize,
    marks: [Vec<String>; 2],
    channels: [u64; 2],
}

impl<'a> Island<'a> {
    pub fn new(world: &'a World, seed: u64) -> Self {
        let channels = CHANNELS.map(|name| world.discord.settings().channel(name).unwrap());
        let marks = [marks_of(&world.tenant, "contoso"), marks_of(world.northwind.as_ref().unwrap(), "northwind")];
        let (actions, offers, cards, chance) = (Vec::new(), Vec::new(), Vec::new(), Rng::with_seed(seed));
        Self { world, actions, chance, offers, cards, typed: 0, marks, channels }
    }

    fn tenant(&self, site: usize) -> &'a SimulatedTenant {
        if site == 0 { &self.world.tenant } else { self.world.northwind.as_ref().unwrap() }
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.chance.usize(..all.len())]
    }

    /// Mostly people who have something to do there.
    fn somebody(&mut self, site: usize) -> &'static str {
        match (self.chance.u8(..3), site) {
            (0, _) => self.one_of(&PEOPLE),
            (_, 0) => self.one_of(&["anna", "bram", "chidi"]),
            (_, _) => self.one_of(&["nora", "chidi"]),
        }
    }

    fn in_channel(&self, who: &str, site: usize) -> anyhow::Result<UserClient> {
        Ok(self.world.discord.member(who)?.in_channel(CHANNELS[site]))
    }

    pub async fn chidi_is_linked_in_both(&mut self) -> anyhow::Result<()> {
        for (site, account) in [(0, "chidi"), (1, "nils")] {
            let attempt = self.in_channel("chidi", site)?.type_command("/link", &[]).await?;
            let answer = self.world.wait_until(|_| attempt.private_message()).await?;
            self.world.open_and_confirm(&self.tenant(site).sign_in(account, &link_in(&answer)?)?).await?;
        }
        Ok(())
    }

    /// Opens a case in each channel, so that there is a card in both whatever chance does.
    pub async fn a_case_is_open_in_both(&mut self) -> anyhow::Result<()> {
        for (site, who) in [(0, "anna"), (1, "nora")] {
            let user = self.tenant(site).account(TARGETS[site][0]).object_id;
            self.typed += 1;
            let reason = format!("typed-in-{}-{}", CHANNELS[site], self.typed);
            let options = [("user", user.as_str()), ("reason", reason.as_str())];
            self.actions.push(format!("{who} types /unlock {options:?} in #{}", CHANNELS[site]));
            self.in_channel(who, site)?.type_command("/unlock", &options).await?;
            let channel = self.channels[site];
            let is_card = |card: &Message| card.channel_id == channel && !card.components.is_empty();
            let is_there = |world: &World| world.discord.guild().public().any(&is_card).then_some(());
            self.world.wait_until(is_there).await.context("no card came")?;
            self.a_card(Some(site)).context("a card is there, and nobody sees it")?;
        }
        Ok(())
    }

    pub async fn does_something(&mut self) -> anyhow::Result<()> {
        let site = self.chance.usize(..2);
        let before = [self.calm(0).await, self.calm(1).await];
        let attempts = match self.chance.u8(..20) {
            0..=2 => self.asks(site).await?,
            3..=8 => self.presses_a_card(site).await?,
            9..=10 => self.forges(site).await?,
            11..=12 => self.looks_up(site).await?,
            13..=15 => self.begins_to_link(site).await?,
            16..=17 => return self.comes_back(before).await,
            18 if self.chance.u8(..3) == 0 => self.types(site, "/unlink", &[]).await?,
            _ => self.blocks_again(),
        };
        self.only(site, before).await?;
        for attempt in attempts {
            for said in attempt.private_messages() {
                self.reads(site, &said)?;
            }
        }
        for card in self.world.discord.guild().public() {
            let site = self.channels.iter().position(|channel| *channel == card.channel_id).unwrap();
            self.reads(site, card)?;
        }
        Ok(())
    }

    /// Returns the number of calls to each tenant once there are no more. A late look means that the machine is busy
    /// and a call may be late too, so it does not count.
    async fn calm(&self, site: usize) -> CallCounts {
        let mut before = self.tenant(site).calls();
        let mut calm = 0;
        while calm < CALM_LOOKS {
            let looked = Instant::now();
            tokio::time::sleep(BETWEEN_LOOKS).await;
            let now = self.tenant(site).calls();
            calm = if now == before && looked.elapsed() < 3 * BETWEEN_LOOKS { calm + 1 } else { 0 };
            before = now;
        }
        before
    }

    /// Fails if the other tenant was called meanwhile.
    async fn only(&self, site: usize, before: [CallCounts; 2]) -> anyhow::Result<()> {
        let other = 1 - site;
        let now = self.calm(other).await;
        let here = CHANNELS[site];
        ensure!(
            now == before[other],
            "what was done in #{here} has called the other tenant: {:?}, {now:?}",
            before[other]
        );
        Ok(())
    }

    /// Fails if this message contains anything of the other tenant.
    fn reads(&self, site: usize, said: &Message) -> anyhow::Result<()> {
        let stranger = strangers_in(&without_echo(&said.to_text(), CHANNELS[site]), &self.marks[1 - site]);
        let foreign = format!("typed-in-{}", CHANNELS[1 - site]);
        let leak = stranger.or_else(|| said.to_text().contains(&foreign).then_some(foreign));
        ensure!(
            leak.is_none(),
            "{leak:?} of the other tenant is to be read in #{}:\n{}",
            CHANNELS[site],
            said.to_text()
        );
        Ok(())
    }

    async fn types(
        &mut self,
        site: usize,
        command: &str,
        options: &[(&str, &str)],
    ) -> anyhow::Result<Vec<SentInteraction>> {
        let who = self.somebody(site);
        self.actions.push(format!("{who} types {command} {options:?} in #{}", CHANNELS[site]));
        let attempt = self.in_channel(who, site)?.type_command_unchecked(command, options).await?;
        self.world.wait_until(|_| attempt.private_message()).await.context("nobody answered")?;
        Ok(vec![attempt])
    }

    async fn asks(&mut self, site: usize) -> anyhow::Result<Vec<SentInteraction>> {
        let of = if self.chance.u8(..4) == 0 { 1 - site } else { site };
        let key = self.one_of(TARGETS[of]);
        let account = self.tenant(of).account(key);
        let user = if self.chance.bool() { account.object_id } else { account.user_principal_name };
        self.typed += 1;
        let reason = format!("typed-in-{}-{}", CHANNELS[site], self.typed);
        self.types(site, "/unlock", &[("user", &user), ("reason", &reason)]).await
    }

    async fn looks_up(&mut self, site: usize) -> anyhow::Result<Vec<SentInteraction>> {
        match self.chance.u8(..4) {
            0 => self.types(site, "/cases", &[]).await,
            1 => self.types(site, "/whoami", &[]).await,
            _ => {
                let number = self.chance.usize(..self.typed + 3).to_string();
                self.types(site, "/case", &[("number", &number)]).await
            }
        }
    }

    /// A card that can be seen, or could be a while ago.
    fn a_card(&mut self, site: Option<usize>) -> Option<Message> {
        let guild = self.world.discord.guild();
        let pressable = |card: &&Message| !card.components.is_empty();
        let here = |card: &&Message| site.is_none_or(|site| card.channel_id == self.channels[site]);
        let now: Vec<Message> = guild.public().filter(pressable).cloned().collect();
        for card in &now {
            if !self.cards.contains(card) {
                self.cards.push(card.clone());
            }
        }
        let fresh: Vec<&Message> = now.iter().filter(here).collect();
        let all: Vec<&Message> = self.cards.iter().filter(here).collect();
        let from = if fresh.is_empty() || self.chance.u8(..4) == 0 { all } else { fresh };
        if from.is_empty() { None } else { Some(from[self.chance.usize(..from.len())].clone()) }
    }

    async fn presses_a_card(&mut self, site: usize) -> anyhow::Result<Vec<SentInteraction>> {
        // From the channel of the card as often as from the other.
        let of = if self.chance.u8(..3) == 0 { 1 - site } else { site };
        let Some(card) = self.a_card(Some(of)) else { return Ok(Vec::new()) };
        let ids = custom_ids(&card);
        let likely = self.chance.u8(..4) > 0;
        let custom_id = ids.iter().find(|id| likely && id.starts_with("v1:approve:")).cloned();
        let custom_id = custom_id.unwrap_or_else(|| ids[self.chance.usize(..ids.len())].clone());
        self.sends(site, &card, &custom_id).await
    }

    async fn forges(&mut self, site: usize) -> anyhow::Result<Vec<SentInteraction>> {
        let (Some(card), Some(other)) = (self.a_card(None), self.a_card(None)) else { return Ok(Vec::new()) };
        let ids = custom_ids(&other);
        let digest = ids[0].rsplit(':').next().unwrap_or_default().to_owned();
        let (verb, number) = (self.one_of(&VERBS), self.chance.usize(..self.typed + 3));
        self.sends(site, &card, &format!("v1:{verb}:{number}:{digest}")).await
    }

    /// Presses, fills in what is asked, and waits until what comes of it has come.
    async fn sends(&mut self, site: usize, card: &Message, custom_id: &str) -> anyhow::Result<Vec<SentInteraction>> {
        let who = self.somebody(site);
        self.actions.push(format!("{who} presses {custom_id} in #{}", CHANNELS[site]));
        let actor = self.in_channel(who, site)?;
        let attempt = actor.press_raw(card, custom_id).await?;
        let heard = |attempt: &SentInteraction| attempt.private_message().is_some() || attempt.modal().is_some();
        self.world.wait_until(|_| heard(&attempt).then_some(())).await.context("nobody answered the press")?;
        let mut attempts = vec![attempt.clone()];
        if let Some(form) = attempt.modal() {
            let text = format!("typed-in-{}-as-an-answer", CHANNELS[site]);
            let answer = actor.submit(&form, &[(&form.fields[0].custom_id, &text)]).await?;
            self.world.wait_until(|_| answer.private_message()).await.context("nobody answered the form")?;
            attempts.push(answer);
        }
        let said = attempts.last().unwrap().private_message().map(|said| said.content).unwrap_or_default();
        if said.starts_with("Your approval of case") {
            let number = custom_id.split(':').nth(2).unwrap_or_default();
            let digest = custom_id.rsplit(':').next().unwrap_or_default();
            self.is_carried_out(number, digest).await?;
        }
        Ok(attempts)
    }

    /// The case has come to its end, or asks for something else than was approved.
    async fn is_carried_out(&self, number: &str, digest: &str) -> anyhow::Result<()> {
        let title = format!("Case {number} · /unlock · ");
        let gone_on = |world: &World| {
            let guild = world.discord.guild();
            let mut cards = guild.public().filter(|card| (card.to_text() + "\n").contains(&title));
            // Details are about the case, whatever its plan.
            let is_old = |id: &String| id.ends_with(digest) && !id.starts_with("v1:details:");
            let goes_on = |card: &Message| card.to_text().contains(&format!("{title}being done"));
            cards.all(|card| !goes_on(card) && !custom_ids(card).iter().any(is_old)).then_some(())
        };
        self.world.wait_until(gone_on).await.with_context(|| format!("case {number} does not go on"))
    }

    async fn begins_to_link(&mut self, site: usize) -> anyhow::Result<Vec<SentInteraction>> {
        let attempts = self.types(site, "/link", &[]).await?;
        let answer = attempts[0].private_message().context("there was one")?;
        self.offers.extend(link_in(&answer).map(|link| Offer { site, link }));
        Ok(attempts)
    }

    /// A browser comes back: with what it should bring, or with the code of one sign-in and the state of another.
    async fn comes_back(&mut self, before: [CallCounts; 2]) -> anyhow::Result<()> {
        if self.offers.is_empty() {
            return Ok(());
        }
        let at = self.chance.usize(..self.offers.len());
        let Offer { site, link } = self.offers.swap_remove(at);
        let account = self.one_of(ACCOUNTS[site]);
        let Ok(mut back) = self.tenant(site).sign_in(account, &link) else { return Ok(()) };
        let mut state_of = site;
        if !self.offers.is_empty() && self.chance.bool() {
            let other = &self.offers[self.chance.usize(..self.offers.len())];
            state_of = other.site;
            back = back.replace(state(&link), state(&other.link));
        }
        self.actions
            .push(format!("{account} signs in for #{}, and comes back as of #{}", CHANNELS[site], CHANNELS[state_of]));
        self.world.open_and_confirm(&back).await?;
        self.world.wait_for_answers().await?;
        // It is the state that says to which tenant a code is brought.
        self.only(state_of, before).await
    }

    fn blocks_again(&mut self) -> Vec<SentInteraction> {
        self.actions.push("somebody blocks everyone again".to_owned());
        for (site, keys, by) in [(0, &TARGETS[0][..3], "bram"), (1, &TARGETS[1][..1], "nora")] {
            // A block without a record would count as one by security, whom nobody here belongs to.
            let by = self.tenant(site).person(by);
            for key in keys {
                let blocked = Activity::DisableAccount;
                self.tenant(site).change_as(key, &by, blocked, |account| account.enabled = false);
            }
        }
        Vec::new()
    }

    /// Enough has happened to show something: in one of the tenants at least something was changed.
    pub fn is_worth_it(&self) -> anyhow::Result<()> {
        let changed = [0, 1].map(|site| self.tenant(site).writes().iter().filter(|write| write.took_effect).count());
        println!("actions {}, changes {changed:?}", self.actions.len());
        ensure!(changed.iter().any(|changes| *changes > 0), "too little happened: {changed:?}");
        let channels: BTreeSet<u64> = self.cards.iter().map(|card| card.channel_id).collect();
        ensure!(channels.len() == 2, "one channel saw no card");
        Ok(())
    }
}

/// The state in an address.
fn state(address: &str) -> &str {
    let (_, state) = address.split_once("state=").unwrap();
    state.split('&').next().unwrap()
}
