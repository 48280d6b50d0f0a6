//! Checks after all actions: everything that was said, written and changed belongs to the tenant of its channel.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, ensure};
use grendel::bot::store_folder;
use grendel::domain::event::{Entry, Event, Opening};
use grendel::domain::link::{AccountLinks, PersonEvent};
use grendel::domain::{CaseNumber, MemberId, ObjectId, TenantName};
use grendel::journal::Journal;
use grendel::store::Store;
use grendel_simulator::tenant::SimulatedTenant;
use jiff::Timestamp;

use super::super::harness::Over;
use super::actions::CHANNELS;

/// Every account that there is in both tenants, by what tests call it.
const ACCOUNTS: [&[&str]; 2] = [
    &[
        "anna",
        "bram",
        "chidi",
        "dana",
        "eva",
        "finn",
        "gita",
        "blocked-by-a-colleague",
        "look-alike",
        "blocked-long-ago",
        "nothing-wrong",
    ],
    &["nora", "nils", "niels"],
];
const TENANTS: [&str; 2] = ["contoso", "northwind"];

/// Returns the texts that identify a tenant: the names, addresses and ids of its people, and its own name.
pub fn marks_of(tenant: &SimulatedTenant, name: &str) -> Vec<String> {
    let keys = ACCOUNTS[TENANTS.iter().position(|known| *known == name).unwrap()];
    let accounts = keys.iter().map(|key| tenant.account(key));
    let mut marks: Vec<String> =
        accounts.flat_map(|account| [account.object_id, account.user_principal_name, account.display_name]).collect();
    marks.extend([format!("· {name}"), format!("@{name}.example"), tenant.settings().tenant_id]);
    marks
}

/// The first of these marks that is in the text.
pub fn strangers_in(text: &str, marks: &[String]) -> Option<String> {
    let text = text.replace('\\', "").to_lowercase();
    marks.iter().find(|mark| text.contains(&mark.to_lowercase())).cloned()
}

/// Returns the text without what was typed in this channel and is repeated to its author: the reason beside it says
/// where it was typed.
pub fn without_echo(text: &str, channel: &str) -> String {
    let reason = format!("reason:typed-in-{channel}-");
    let is_echo = |part: &&str| part.starts_with("/unlock user:") && part.contains(&reason);
    text.split('`').filter(|part| !is_echo(part)).collect()
}

/// The part of the journal about one case.
struct Told {
    opening: Opening,
    /// Members and accounts of those who approved it.
    approvers: Vec<(MemberId, ObjectId)>,
}

/// The journal, and who was linked where when each step was begun.
struct Reading {
    people: [AccountLinks; 2],
    channels: [u64; 2],
    cases: BTreeMap<CaseNumber, Told>,
    /// By the id of the call: at which tenant it may be made.
    steps: BTreeMap<String, usize>,
}

pub fn everything_stayed_at_home(over: &Over) -> anyhow::Result<()> {
    let world = &over.world;
    let discord = world.discord.settings();
    let tenants = [&world.tenant, world.northwind.as_ref().context("there are two")?];
    let settings = world.settings();
    let linked: [Vec<(&str, &str)>; 2] =
        [settings.linked.iter().map(|key| (*key, *key)).collect(), settings.northwind.clone().unwrap_or_default()];
    let people = [0, 1].map(|site| {
        let configured = linked[site].iter().map(|(member, key)| {
            let account = ObjectId::parse(&tenants[site].account(key).object_id).unwrap();
            (MemberId(discord.user(member).unwrap()), account)
        });
        AccountLinks::new(TenantName::from(TENANTS[site]), configured)
    });
    let channels = CHANNELS.map(|name| discord.channel(name).unwrap());
    let mut reading = Reading { people, channels, cases: BTreeMap::new(), steps: BTreeMap::new() };
    let journal = Journal::new(Store::open(&store_folder(&world.state_folder()))?);
    for entry in journal.entries() {
        let entry = entry?;
        match (entry.case, &entry.entry) {
            (Some(case), Entry::Case(event)) => reading.takes(case, event, entry.at, &tenants)?,
            (_, Entry::Person { person }) => reading.learns(person, entry.at, &tenants)?,
            _ => {}
        }
    }
    for (site, tenant) in tenants.iter().enumerate() {
        for write in tenant.writes() {
            let id = write.client_request_id.clone().context("a write without an id")?;
            let allowed = reading.steps.get(&id).with_context(|| format!("nobody meant {write:?}"))?;
            ensure!(*allowed == site, "a step of {} was taken at {}: {write:?}", TENANTS[*allowed], TENANTS[site]);
        }
    }
    reading.was_said(over, &tenants)
}

impl Reading {
    fn site_of(&self, opening: &Opening) -> anyhow::Result<usize> {
        let site =
            TENANTS.iter().position(|name| opening.tenant == TenantName::from(*name)).context("an unknown tenant")?;
        ensure!(opening.origin.channel.0 == self.channels[site], "{:?} was typed elsewhere", opening.tenant);
        Ok(site)
    }

    fn takes(
        &mut self,
        case: CaseNumber,
        event: &Event,
        at: Timestamp,
        tenants: &[&SimulatedTenant; 2],
    ) -> anyhow::Result<()> {
        if let Event::Opened(opening) = event {
            self.site_of(opening)?;
            self.cases.insert(case, Told { opening: (**opening).clone(), approvers: Vec::new() });
            return Ok(());
        }
        let told = self.cases.get_mut(&case).context("a case that was never opened")?;
        match event {
            Event::Decided { decision, .. } => told.approvers.push((decision.by.id, decision.account)),
            Event::ApprovalAsked { .. } => told.approvers.clear(),
            _ => {}
        }
        let told = &self.cases[&case];
        let site = self.site_of(&told.opening)?;
        if let Event::Diagnosed { diagnosis } = event {
            let target = diagnosis.account.object_id.to_string();
            ensure!(
                tenants[site].read(&target).is_some(),
                "case {case} is about {target}, who is not in {}",
                TENANTS[site]
            );
        }
        if let Event::RevocationIntended { operation, .. } = event {
            self.steps.insert(operation.to_string(), site);
        }
        if let Event::StepIntended(intent) = event {
            let requester = told.opening.member.id;
            ensure!(
                self.people[site].account_of(requester, at).is_some(),
                "case {case}: the requester is not linked there"
            );
            ensure!(!told.approvers.is_empty(), "case {case}: nobody approved");
            for (member, account) in &told.approvers {
                let known = self.people[site].account_of(*member, at);
                ensure!(known == Some(account), "case {case}: {member} approved as {account}, and is {known:?} there");
                ensure!(*member != requester, "case {case}: the requester approved");
            }
            self.steps.insert(intent.operation.to_string(), site);
        }
        Ok(())
    }

    fn learns(&mut self, person: &PersonEvent, at: Timestamp, tenants: &[&SimulatedTenant; 2]) -> anyhow::Result<()> {
        let site =
            TENANTS.iter().position(|name| *person.tenant() == TenantName::from(*name)).context("an unknown tenant")?;
        if let Some(account) = person.account() {
            let there = tenants[site].read(&account.to_string()).is_some();
            ensure!(there, "{account} was proved in {}, which has no such account", TENANTS[site]);
        }
        // Each learns everything, as in the bot; what is not theirs must not change them.
        self.people.iter_mut().for_each(|people| people.apply(person, at));
        Ok(())
    }

    /// Everything said in a channel, in every version, is about its own tenant, and the case numbers in it are its own.
    fn was_said(&self, over: &Over, tenants: &[&SimulatedTenant; 2]) -> anyhow::Result<()> {
        let marks = [0, 1].map(|site| marks_of(tenants[site], TENANTS[site]));
        let numbers = |site: usize| {
            let there = self.cases.iter().filter(move |(_, told)| told.opening.origin.channel.0 == self.channels[site]);
            there.map(|(number, _)| number.0).collect::<BTreeSet<u64>>()
        };
        let numbers = [numbers(0), numbers(1)];
        let check = |site: usize, text: &str| {
            let stranger = strangers_in(&without_echo(text, CHANNELS[site]), &marks[1 - site]);
            ensure!(stranger.is_none(), "{stranger:?} was said in #{}: {text}", CHANNELS[site]);
            let foreign = cases_in(text).into_iter().find(|number| numbers[1 - site].contains(number));
            ensure!(foreign.is_none(), "case {foreign:?} was named in #{}: {text}", CHANNELS[site]);
            Ok(())
        };
        let mut count = 0;
        for exchange in over.world.recorder.exchanges() {
            let site = self.channels.iter().position(|channel| exchange.url.contains(&format!("/channels/{channel}/")));
            if let Some(site) = site {
                count += 1;
                check(site, &exchange.request_body)?;
            }
        }
        let guild = over.world.discord.guild();
        for (_, said) in guild.private_messages() {
            let site = self.channels.iter().position(|channel| *channel == said.channel_id).context("elsewhere")?;
            count += 1;
            check(site, &said.to_text())?;
        }
        ensure!(count > 50, "too little was said: {count}");
        Ok(())
    }
}

/// The numbers that stand behind the word "case".
fn cases_in(text: &str) -> BTreeSet<u64> {
    let lower = text.to_lowercase();
    let behind = lower.split("case ").skip(1);
    let digits = behind.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}
