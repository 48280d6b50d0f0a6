//! Sentences of entries that belong to no case.

use super::{member, plain, troubled};
use crate::domain::ObjectId;
use crate::domain::link::{PersonEvent, ProofMethod};
use crate::domain::operation::{FileDigest, OperationEvent, PreviousRun, StatedPerson, StopReason};
use crate::domain::refusal::Refusal;
use crate::domain::tenant_freeze::TenantEvent;

/// Returns the sentence of an event of the program itself.
pub(super) fn of_operation(operation: &OperationEvent) -> String {
    let file = |file: &FileDigest| format!("{} (SHA-256 {})", plain(&file.name), file.sha256);
    match operation {
        OperationEvent::Started { version, previous, configuration, commands } => {
            let before = match previous {
                PreviousRun::Unknown => "no earlier start is on record",
                PreviousRun::Stopped => "the run before was stopped",
                PreviousRun::Interrupted => {
                    "the run before ended without a stop: it was killed, it crashed, or the machine lost power"
                }
            };
            let commands: Vec<String> = commands.iter().map(file).collect();
            let (version, configuration) = (plain(version), file(configuration));
            format!(
                "Grendel {version} started; {before}; configuration {configuration}; command files: {}",
                commands.join(", ")
            )
        }
        OperationEvent::PeopleChanged { added, removed } => {
            let person = |verb: &str, person: &StatedPerson| {
                let StatedPerson { tenant, member, account, name, other_discord, other_object_ids } = person;
                let members = other_discord.iter().map(|other| format!(", is also {other}"));
                let accounts = other_object_ids.iter().map(|other| format!(", also has {other}"));
                let others: String = members.chain(accounts).collect();
                format!("{verb} that {member} has {account} in tenant {tenant} ({}){others}", plain(name))
            };
            let removed = removed.iter().map(|one| person("no longer states", one));
            let changes = removed.chain(added.iter().map(|one| person("states", one)));
            format!("the operator {}", changes.collect::<Vec<_>>().join("; "))
        }
        OperationEvent::Stopped { reason: StopReason::Requested } => "Grendel stopped, as it was asked to".to_owned(),
        OperationEvent::Stopped { reason: StopReason::ChatClosed } => {
            "Grendel stopped, because the chat closed the connection for good".to_owned()
        }
    }
}

/// Returns the sentence of an event of a person's link.
pub(super) fn of_person(person: &PersonEvent) -> String {
    let proved = |how: &ProofMethod| match how {
        ProofMethod::Code => "by a sign-in",
        ProofMethod::Device => "by a sign-in on another device",
    };
    let who = member(person.member());
    match person {
        PersonEvent::Linked { tenant, account, upn, how, from, until, .. } => {
            let from = from.map_or_else(String::new, |from| format!(", which counts from {from}"));
            let until = until.map_or_else(String::new, |until| format!(" until {until}"));
            format!("{who} proved {} to have {} ({account}) in tenant {tenant}{from}{until}", proved(how), plain(upn))
        }
        PersonEvent::LinkAnnounced { tenant, account, from, .. } => {
            format!(
                "the channel was told of the link of {who} to {account} in tenant {tenant}, which counts from {from}"
            )
        }
        PersonEvent::LinkGraced { tenant, account, until, .. } => {
            format!("the link of {who} to {account} in tenant {tenant} had no end, and now counts until {until}")
        }
        PersonEvent::LinkReminded { tenant, account, until, .. } => {
            format!("{who} is told that the link to {account} in tenant {tenant} ends; it counts until {until}")
        }
        PersonEvent::Unlinked { tenant, account, .. } => {
            format!("{who} gave up the link to {account} in tenant {tenant}")
        }
        PersonEvent::LinkRefused { tenant, account, how, refusal, .. } => {
            let claimed = account.as_ref().map_or_else(|| "an account".to_owned(), ObjectId::to_string);
            let why = match refusal {
                Refusal::SignInDeclined { code, message } => format!(": {} {}", plain(code), plain(message)),
                Refusal::SignInFailed { trouble } => format!(": {}", troubled(trouble)),
                _ => String::new(),
            };
            let rule = refusal.rule();
            format!("{who} was not linked to {claimed} {} in tenant {tenant} ({rule}){why}", proved(how))
        }
    }
}

/// Returns the sentence of an event of a whole tenant.
pub(super) fn of_tenant(event: &TenantEvent) -> String {
    let who = event.by().map_or_else(
        || "Grendel, at the limit of passwords and passes,".to_owned(),
        |by| format!("{} ({})", member(&by.member), by.account),
    );
    let why = if event.reason().is_empty() { String::new() } else { format!(": {}", plain(event.reason())) };
    match event {
        TenantEvent::Frozen { tenant, scope, .. } => format!("{who} froze tenant {tenant} ({}){why}", scope.word()),
        TenantEvent::UnfreezeAsked { tenant, .. } => format!("{who} asked to lift the freeze of tenant {tenant}{why}"),
        TenantEvent::Unfrozen { tenant, .. } => format!("{who} lifted the freeze of tenant {tenant}{why}"),
    }
}
