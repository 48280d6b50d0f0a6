//! The journal as the auditor reads it: a case as a story, and everything as JSON Lines.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Value, json};

use crate::domain::aim::AimReport;
use crate::domain::case::Case;
use crate::domain::decision::Vote;
use crate::domain::event::{Entry, Event, Opening, RecordedEvent};
use crate::domain::link::PersonEvent;
use crate::domain::operation::{OperationEvent, PreviousRun};
use crate::domain::outcome::Outcome;
use crate::domain::people::Member;
use crate::domain::run::StepResponse;
use crate::domain::{CaseNumber, ObjectId, hexadecimal};
use crate::journal::{JournalEntry, JournalError};

mod sentence;

/// The error of an export.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The output could not be written.
    #[error("the audit could not be written out: {0}")]
    Output(#[from] std::io::Error),
}

/// One entry in one English sentence: the words of every telling.
pub fn sentence(entry: &Entry) -> String {
    sentence::of(entry)
}

/// Tells one case as a story, a line an entry, and below it how far the case came to its aim. False where there is no such case.
pub fn show(
    journal: impl Iterator<Item = Result<JournalEntry, JournalError>>,
    case: CaseNumber,
    out: &mut impl Write,
) -> Result<bool, AuditError> {
    let (mut found, mut events) = (false, Vec::new());
    for entry in journal {
        let entry = entry?;
        if is_about(&entry, case) {
            found = true;
            writeln!(out, "{}  {:>5}  {}", entry.at, entry.sequence, sentence::of(&entry.entry))?;
            if let Entry::Case(event) = entry.entry {
                events.push(RecordedEvent { at: entry.at, event });
            }
        }
    }
    let report = Case::replay(case, events).ok().and_then(|case| case.aim_report());
    if let Some(report) = report {
        writeln!(out, "aim {}", aim_in_words(&report))?;
    }
    Ok(found)
}

/// Returns the aim of a case, how far it came, and what is left, in their words.
fn aim_in_words(AimReport { aim, reach, remainders }: &AimReport) -> String {
    let left: Vec<&str> = remainders.iter().map(|one| one.word()).collect();
    let left = if left.is_empty() { String::new() } else { format!("; left: {}", left.join(", ")) };
    format!("{}: {}{left}", aim.word(), reach.word())
}

/// Tells what became of the program itself, a line an entry: its starts and stops, with which files, and the people whom the
/// operator stated.
pub fn show_operations(
    journal: impl Iterator<Item = Result<JournalEntry, JournalError>>,
    out: &mut impl Write,
) -> Result<(), AuditError> {
    for entry in journal {
        let entry = entry?;
        if matches!(entry.entry, Entry::Operation { .. }) {
            writeln!(out, "{}  {:>5}  {}", entry.at, entry.sequence, sentence::of(&entry.entry))?;
        }
    }
    Ok(())
}

/// Returns true if the entry is of the case, or tells of presses that the case refused.
fn is_about(entry: &JournalEntry, case: CaseNumber) -> bool {
    let counted = match &entry.entry {
        Entry::Unrouted { unrouted } => unrouted.repeated.as_ref().and_then(|repeated| repeated.case),
        Entry::Case(_) | Entry::Person { .. } | Entry::Tenant { .. } | Entry::Operation { .. } => None,
    };
    entry.case == Some(case) || counted == Some(case)
}

/// Writes every entry as one line of JSON, with the names that Microsoft Graph gives the parts of a `directoryAudit`, so that
/// whatever reads those reads these. Gives the number of lines. The journal is read twice: who a case's requester is in the
/// directory stands in it only after the line that says what they typed.
/// <https://learn.microsoft.com/graph/api/resources/directoryaudit>
pub fn export<Entries>(journal: impl Fn() -> Entries, out: &mut impl Write) -> Result<u64, AuditError>
where
    Entries: Iterator<Item = Result<JournalEntry, JournalError>>,
{
    let requesters = requesters(journal())?;
    let mut cases: BTreeMap<CaseNumber, About> = BTreeMap::new();
    let mut lines = 0;
    for entry in journal() {
        let entry = entry?;
        if let Some(case) = entry.case {
            let about = cases.entry(case).or_default();
            about.learn(&entry);
            about.requester_account = requesters.get(&case).cloned();
        }
        let about = entry.case.and_then(|case| cases.get(&case));
        serde_json::to_writer(&mut *out, &line(&entry, about)).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        lines += 1;
        // A case that is settled has nothing more to say, and the next million cases need the room.
        if let (Some(case), Entry::Case(Event::Settled)) = (entry.case, &entry.entry) {
            cases.remove(&case);
        }
    }
    Ok(lines)
}

/// Returns the object id and the sign-in name of the requester of each case whose requester was looked up.
fn requesters(
    journal: impl Iterator<Item = Result<JournalEntry, JournalError>>,
) -> Result<BTreeMap<CaseNumber, (String, String)>, AuditError> {
    let mut requesters = BTreeMap::new();
    for entry in journal {
        let entry = entry?;
        if let (Some(case), Entry::Case(Event::RequesterAccepted { standing })) = (entry.case, entry.entry) {
            requesters.insert(case, (standing.object_id.to_string(), standing.upn));
        }
    }
    Ok(requesters)
}

/// The facts about a case while its entries are read.
#[derive(Default)]
struct About {
    opening: Option<Opening>,
    requester_account: Option<(String, String)>,
    target: Option<Value>,
    operation: Option<String>,
    /// The events so far, as far as the end of the case is judged by them.
    events: Vec<RecordedEvent>,
}

impl About {
    fn learn(&mut self, entry: &JournalEntry) {
        if let Entry::Case(event) = &entry.entry {
            self.events.push(RecordedEvent { at: entry.at, event: event.clone() });
        }
        match &entry.entry {
            Entry::Case(Event::Opened(opening)) => self.opening = Some((**opening).clone()),
            Entry::Case(
                Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. } | Event::Waived { diagnosis, .. },
            ) => {
                let account = &diagnosis.account;
                self.target = Some(json!({
                    "id": account.object_id.to_string(),
                    "displayName": account.display_name,
                    "type": "User",
                    "userPrincipalName": account.upn,
                    "modifiedProperties": [],
                }));
            }
            Entry::Case(Event::StepIntended(intent)) => self.operation = Some(intent.operation.to_string()),
            Entry::Case(_)
            | Entry::Person { .. }
            | Entry::Tenant { .. }
            | Entry::Operation { .. }
            | Entry::Unrouted { .. } => {}
        }
    }

    /// Returns how far the case came to its aim; `None` if that is no question of it, or before its end.
    fn aim_report(&self, case: CaseNumber) -> Option<AimReport> {
        Case::replay(case, self.events.iter().cloned()).ok()?.aim_report()
    }

    fn requester(&self) -> Value {
        let member = self.opening.as_ref().map(|opening| &opening.member);
        let (id, upn) = self.requester_account.clone().unzip();
        json!({ "user": {
            "id": id,
            "displayName": member.map(|member| &member.name),
            "userPrincipalName": upn,
            "ipAddress": null,
        }})
    }
}

fn line(entry: &JournalEntry, about: Option<&About>) -> Value {
    let hash = hexadecimal(&entry.hash);
    let (activity, mut result, mut reason) = judge(&entry.entry);
    let mut details = vec![
        detail("sequence", &entry.sequence.to_string()),
        detail("hash", &hash),
        detail("case", &entry.case.map_or_else(String::new, |case| case.to_string())),
        detail("sentence", &sentence::of(&entry.entry)),
    ];
    if let Some(opening) = about.and_then(|about| about.opening.as_ref()) {
        details.push(detail("tenant", &opening.tenant.0));
        details.push(detail("command", &opening.command));
    }
    if let Entry::Person { person } = &entry.entry {
        details.push(detail("tenant", &person.tenant().0));
    }
    if let Entry::Tenant { tenant } = &entry.entry {
        details.push(detail("tenant", &tenant.tenant().0));
    }
    let is_end = matches!(entry.entry, Entry::Case(Event::Closed { .. }));
    if let Some(report) = about.filter(|_| is_end).zip(entry.case).and_then(|(about, case)| about.aim_report(case)) {
        details.push(detail("aim", &aim_in_words(&report)));
        if !report.is_met() && result == "success" {
            (result, reason) = ("failure", report.reach.word().to_owned());
        }
    }
    // All that it takes to put back what a step is about to clean, such as a rule or an address.
    if let Entry::Case(Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. }) = &entry.entry {
        details.push(detail("findings", &json!(diagnosis.findings).to_string()));
    }
    let of_step = matches!(
        entry.entry,
        Entry::Case(
            Event::StepIntended(_)
                | Event::StepAnswered { .. }
                | Event::StepReconciled { .. }
                | Event::StepVerified { .. }
        )
    );
    let of_program = matches!(entry.entry, Entry::Operation { .. });
    let operation = about.filter(|_| of_step).and_then(|about| about.operation.as_ref());
    json!({
        "id": format!("grendel-{}", entry.sequence),
        "category": if of_program { "ApplicationManagement" } else { "UserManagement" },
        // The id that Microsoft was sent with the call (client-request-id): the two audits meet here.
        "correlationId": operation,
        "result": result,
        "resultReason": reason,
        "activityDisplayName": activity,
        "activityDateTime": entry.at.to_string(),
        "loggedByService": "Grendel",
        "operationType": if of_step { "Update" } else { "Other" },
        "initiatedBy": initiator(&entry.entry, about),
        "targetResources": target(&entry.entry, about).map_or_else(Vec::new, |target| vec![target]),
        "additionalDetails": details,
    })
}

/// Returns the account that an entry is about: a case's target, or the account of a link.
fn target(entry: &Entry, about: Option<&About>) -> Option<Value> {
    let Entry::Person { person } = entry else { return about.and_then(|about| about.target.clone()) };
    let upn = if let PersonEvent::Linked { upn, .. } = person { Some(upn) } else { None };
    let account = person.account()?;
    Some(json!({
        "id": account.to_string(), "displayName": null, "type": "User", "userPrincipalName": upn, "modifiedProperties": [],
    }))
}

fn detail(key: &str, value: &str) -> Value {
    json!({ "key": key, "value": value })
}

fn initiator(entry: &Entry, about: Option<&About>) -> Value {
    let user = |member: &Member, id: Option<ObjectId>| {
        json!({ "user": {
            "id": id, "displayName": member.name, "userPrincipalName": null, "ipAddress": null,
        }})
    };
    let grendel = || json!({ "app": { "appId": null, "displayName": "Grendel", "servicePrincipalId": null } });
    match entry {
        Entry::Case(
            Event::Decided { decision, .. } | Event::GlassBroken { decision, .. } | Event::Countersigned { decision },
        ) => {
            let mut user = user(&decision.by, Some(decision.account));
            if !decision.upn.is_empty() {
                user["user"]["userPrincipalName"] = decision.upn.clone().into();
            }
            user
        }
        Entry::Case(
            Event::PressRefused { member, .. }
            | Event::Withdrawn { by: member, .. }
            | Event::LookedAt { by: member, .. }
            | Event::SecretTaken { by: member, .. },
        )
        // A member who is not linked may not be the owner of that account.
        | Entry::Person { person: PersonEvent::LinkRefused { member, .. } } => user(member, None),
        Entry::Case(Event::Waived { waiver, .. }) => user(&waiver.by, Some(waiver.account)),
        Entry::Case(Event::IdentityChecked { identity, .. }) => user(&identity.by, Some(identity.account)),
        Entry::Case(Event::Joined { joined }) => user(&joined.member, Some(joined.account)),
        Entry::Case(Event::Opened(_)) => about.map_or(Value::Null, About::requester),
        Entry::Person { person: PersonEvent::Linked { member, account, upn, .. } } => json!({ "user": {
            "id": account.to_string(), "displayName": member.name, "userPrincipalName": upn, "ipAddress": null,
        }}),
        Entry::Person { person: PersonEvent::Unlinked { member, account, .. } } => user(member, Some(*account)),
        Entry::Unrouted { unrouted } => unrouted.member.as_ref().map_or(Value::Null, |member| user(member, None)),
        Entry::Tenant { tenant } if tenant.by().is_some() => {
            tenant.by().map_or(Value::Null, |by| user(&by.member, Some(by.account)))
        }
        Entry::Person {
            person: PersonEvent::LinkAnnounced { .. } | PersonEvent::LinkGraced { .. } | PersonEvent::LinkReminded { .. },
        }
        | Entry::Case(_)
        | Entry::Tenant { .. }
        | Entry::Operation { .. } => grendel(),
    }
}

/// Returns the action, Graph's `operationResult`, and the reason for a failure.
fn judge(entry: &Entry) -> (String, &'static str, String) {
    let name = match entry {
        Entry::Case(event) => event.name(),
        Entry::Person { person } => person.name(),
        Entry::Tenant { tenant } => tenant.name(),
        Entry::Operation { operation } => operation.name(),
        Entry::Unrouted { .. } => "turned_away",
    };
    let (result, reason) = match entry {
        Entry::Unrouted { unrouted } => ("failure", unrouted.refusal.rule().to_owned()),
        Entry::Case(Event::PressRefused { refusal, .. })
        | Entry::Person { person: PersonEvent::LinkRefused { refusal, .. } } => ("failure", refusal.rule().to_owned()),
        Entry::Case(Event::Decided { decision, .. }) if decision.vote == Vote::Deny => {
            ("success", decision.reason.clone().unwrap_or_default())
        }
        Entry::Case(Event::GlassBroken { decision, .. }) => ("success", decision.reason.clone().unwrap_or_default()),
        Entry::Case(Event::StepAnswered { answer, .. }) => match answer {
            StepResponse::Taken(_) => ("success", String::new()),
            StepResponse::Refused(trouble) | StepResponse::PutOff(trouble) => ("failure", trouble.code.clone()),
            StepResponse::None(trouble) => ("timeout", trouble.code.clone()),
            StepResponse::Withheld => ("failure", "frozen".to_owned()),
        },
        Entry::Case(Event::Closed { outcome }) => match outcome {
            Outcome::Refused { refusal } => ("failure", refusal.rule().to_owned()),
            Outcome::Unavailable { trouble } => ("failure", trouble.code.clone()),
            Outcome::NeedsHuman { .. } => ("failure", "needs_human".to_owned()),
            Outcome::Failed { why } => ("failure", why.word().to_owned()),
            Outcome::NothingFound
            | Outcome::Advised
            | Outcome::Joined { .. }
            | Outcome::Denied
            | Outcome::Expired
            | Outcome::Withdrawn
            | Outcome::Completed => ("success", String::new()),
        },
        Entry::Tenant { tenant } => ("success", tenant.reason().to_owned()),
        Entry::Operation { operation: OperationEvent::Started { previous: PreviousRun::Interrupted, .. } } => {
            ("success", PreviousRun::Interrupted.word().to_owned())
        }
        Entry::Case(_) | Entry::Person { .. } | Entry::Operation { .. } => ("success", String::new()),
    };
    (name.replace('_', " "), result, reason)
}
