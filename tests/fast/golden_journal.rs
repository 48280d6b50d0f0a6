//! The journal is a file format: what was ever written must be readable for ever, and mean the same.
//!
//! `golden/journal-v1.jsonl` is what the first days wrote; nothing is ever changed in it. `golden/journal-v2.jsonl` holds an entry
//! for everything that can be written down, first those of the first days as they are written today; lines are only ever added
//! to it. When a variant is added to one of the enums below, this file does not compile until it is named here, and the tests
//! fail until the golden journal has a line with it.

use std::collections::BTreeSet;

use grendel::domain::access::{MethodKind, RiskLevel, RiskState};
use grendel::domain::account::{Account, Blocker, Initiator, ProtectedBy};
use grendel::domain::approval::reminders::ReminderStageKind;
use grendel::domain::authority::Shield;
use grendel::domain::command::{When, WhenName};
use grendel::domain::complaint::Symptom;
use grendel::domain::compromise::SignKind;
use grendel::domain::decision::Vote;
use grendel::domain::diagnosis::{Change, Diagnosis};
use grendel::domain::emergency::EmergencyLimit;
use grendel::domain::event::{Entry, Event, Verb};
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind;
use grendel::domain::freeze::FreezeScope;
use grendel::domain::identity::IdentityCheck;
use grendel::domain::link::{PersonEvent, ProofMethod};
use grendel::domain::operation::OperationEvent;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::people::{DirectoryRole, Risk};
use grendel::domain::plan::Warning;
use grendel::domain::reading::{Cause, Reading, Topic};
use grendel::domain::refusal::Refusal;
use grendel::domain::run::{DeliveryEnd, StepResponse};
use grendel::domain::runbook::{Credential, RunbookStep};
use grendel::domain::sign_ins::{LockReason, PolicyDemand};
use grendel::domain::step::{Obstacle, StepKind};
use grendel::domain::tenant_freeze::TenantEvent;
use grendel::domain::velocity::SecretPart;
use grendel::domain::wording::OptionName;
use grendel::journal::read_entry;

const OLD: &str = include_str!("golden/journal-v1.jsonl");
const GOLDEN: &str = include_str!("golden/journal-v2.jsonl");

/// An enum whose every variant is known by name.
trait Variants {
    const ALL: &'static [&'static str];

    fn variant(&self) -> &'static str;
}

/// Names all variants of an enum; one that is left out does not compile.
macro_rules! variants {
    ($($enum:ty: $first:ident $($variant:ident)*;)+) => {$(
        impl Variants for $enum {
            const ALL: &'static [&'static str] =
                &[concat!(stringify!($enum), "::", stringify!($first)),
                  $(concat!(stringify!($enum), "::", stringify!($variant)),)*];

            fn variant(&self) -> &'static str {
                match self {
                    Self::$first { .. } => concat!(stringify!($enum), "::", stringify!($first)),
                    $(Self::$variant { .. } => concat!(stringify!($enum), "::", stringify!($variant)),)*
                }
            }
        }
    )+};
}

variants! {
    Entry: Case Person Tenant Operation Unrouted;
    TenantEvent: Frozen UnfreezeAsked Unfrozen;
    OperationEvent: Started PeopleChanged Stopped;
    PersonEvent: Linked LinkAnnounced LinkGraced LinkReminded Unlinked LinkRefused;
    Event: Opened RequesterAccepted Diagnosed ApprovalAsked AloneChecked ReminderStageReached Pinged Joined LookedAt GlassBroken CountersignRequired CountersignOverdue
        Countersigned CardPosted Decided PressRefused Lapsed StepIntended StepAnswered StepReconciled StepVerified WorkAsked WorkTicked WorkReminded Paused Waived IdentityChecked SecretKept SecretTaken SecretEnded RevocationIntended RevocationAnswered Parked Resumed Withdrawn Closed
        Settled;
    Outcome: NothingFound Advised Refused Unavailable Joined Denied Expired Withdrawn Completed Failed NeedsHuman;
    LookAt: StepRefused OutcomeUnknown Unreadable AccountChanged AuthorityLost HeldTooLong Stopped WorkNotDone WorkNotSeen EffectNotSeen;
    Refusal: LacksChatRole NotLinked LinkExpired LinkWaits AccountExternal AccountTooNew SecretMadeRecently AccountTaken LinkedAlready LinkedByOperator NoSignIn LinkDisowned SignInDisowned WrongNumber SignInOver SignInDeclined SignInFailed AuthenticationContextMissing AccountMissing AccountDisabled AccountAtRisk LacksDirectoryRole StandingUnread
        TargetMalformed TargetUnknown TargetAmbiguous TargetRenamed TargetProtected OwnAccount OutOfReach NobodyReaches ByRule NoRule NobodyCanApprove
        MayNotDecide IdentityUnchecked ConfirmationMissing NotConfirmed SignInNeeded SignedInAsSomebodyElse SignInUnproven TooSoon NotNamedForBreakGlass CountersignPending NothingToCountersign SecretNotAlone ApprovalGone
        OwnCase OwnAccountDecision DecidedAlready StalePlan TooLate NotWaiting CaseClosed MayNotRead AboutOwnAccount TooManyActions NotYours ReasonMissing TextTooLong TooManyOpen NothingToApprove NothingToWaive NoSecret WorkNotYours NoWork SecretNotYours SecretOutOfReach ReceiverRelinked NobodyMaySee NoSuchCase ForgedButton OldButton
        Frozen FrozenAlready NotFrozen UnfreezeNeedsAnother SecretLimitReached
        ForeignChannel NoSuchCommand NotUnderstood ArrivedTooLate Busy;
    StepResponse: Taken Refused None PutOff Withheld;
    Shield: Role RoleInRestrictedUnit RoleAssignableGroup RestrictedManagement Unknown;
    Fact: SignInDisabled BlockedBy NoRecordOfBlock BlockNotRecordedYet BlockRemembered SignInsRefused MasteredOnPremises Failures KeptOutBy PasswordChanged Registered SelfService PasswordUnseen PromptDenied AtRisk Restricted
        ForwardedOutside UnknownRecipient SuspiciousRule NewCountry MethodRegistered Consented Deleted NoMailbox ManagedIn Guest LastFailure SignedInElsewhere PasswordGuessing PromptNotAnswered KeepsTrying;
    Initiator: Person Application SyncEngine Containment Unknown;
    Reading<()>: Read Unread;
    Warning: OneEditAway OtherDomain CouldActivate DoneBefore;
    When: Always TargetPrivileged TargetInGroup TargetSynced TargetGuest SignsOfCompromise SecretIssued BlockedBySecurity
        OutOfReach OutsideHours LookAlike AskedRecently;
}

/// The names of all variants that were met.
#[derive(Default)]
struct Met(BTreeSet<&'static str>);

impl Met {
    fn note(&mut self, value: &impl Variants) {
        self.0.insert(value.variant());
    }

    fn entry(&mut self, entry: &Entry) {
        self.note(entry);
        match entry {
            Entry::Case(event) => self.event(event),
            Entry::Person { person } => {
                self.note(person);
                if let PersonEvent::LinkRefused { refusal, .. } = person {
                    self.refusal(refusal);
                }
            }
            Entry::Tenant { tenant } => self.note(tenant),
            Entry::Operation { operation } => self.note(operation),
            Entry::Unrouted { unrouted: stray } => self.refusal(&stray.refusal),
        }
    }

    fn event(&mut self, event: &Event) {
        self.note(event);
        match event {
            Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. } | Event::Waived { diagnosis, .. } => {
                self.diagnosis(diagnosis);
            }
            Event::PressRefused { refusal, .. } => self.refusal(refusal),
            Event::StepAnswered { answer, .. } => self.note(answer),
            Event::Closed { outcome }
            | Event::CountersignRequired { outcome, .. }
            | Event::SecretKept { outcome, .. } => {
                self.outcome(outcome);
            }
            Event::Opened(opening) => {
                for when in opening.terms.approval.iter().flat_map(|rule| &rule.when) {
                    self.note(when);
                }
            }
            _ => {}
        }
    }

    fn diagnosis(&mut self, diagnosis: &Diagnosis) {
        let Account { roles, role_assignable_groups, last_block, failed_sign_ins, .. } = &diagnosis.account;
        self.reading(roles);
        self.reading(role_assignable_groups);
        self.reading(last_block);
        self.reading(failed_sign_ins);
        for warning in &diagnosis.warnings {
            self.note(warning);
        }
        let of_findings = diagnosis.findings.iter().flat_map(|finding| &finding.evidence);
        for fact in of_findings.chain(diagnosis.signs.iter().map(|sign| &sign.fact)) {
            self.note(fact);
            if let Fact::BlockedBy { by, .. } = fact {
                self.note(by);
            }
        }
    }

    fn reading<T>(&mut self, reading: &Reading<T>) {
        match reading {
            Reading::Read(_) => self.note(&Reading::Read(())),
            Reading::Unread(gap) => self.note(&Reading::<()>::Unread(gap.clone())),
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.note(outcome);
        match outcome {
            Outcome::Refused { refusal } => self.refusal(refusal),
            Outcome::NeedsHuman { look_at, .. } => {
                self.note(look_at);
                if let LookAt::AuthorityLost(refusal) = look_at {
                    self.refusal(refusal);
                }
            }
            _ => {}
        }
    }

    fn refusal(&mut self, refusal: &Refusal) {
        self.note(refusal);
        if let Refusal::OutOfReach { shields, .. } | Refusal::NobodyReaches { shields, .. } = refusal {
            for shield in shields {
                self.note(shield);
            }
        }
    }
}

fn entries_of(journal: &str) -> Vec<Entry> {
    journal.lines().map(|line| read_entry(line.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{line}"))).collect()
}

fn entries() -> Vec<Entry> {
    entries_of(GOLDEN)
}

/// A field that was added later has a default for older entries, so they are written differently and mean the same.
#[test]
fn every_line_of_the_first_days_reads_and_means_the_same_as_ever() {
    let old = entries_of(OLD);
    for entry in &old {
        let written = serde_json::to_string(entry).unwrap();
        assert_eq!(read_entry(written.as_bytes()).unwrap(), *entry, "{written}");
    }
    assert_eq!(old[..], entries()[..old.len()]);
    assert!(OLD.ends_with('\n') && !OLD.contains("\n\n"), "one entry a line");
}

#[test]
fn every_line_reads_and_is_written_back_byte_for_byte() {
    for (line, entry) in GOLDEN.lines().zip(entries()) {
        assert_eq!(serde_json::to_string(&entry).unwrap(), line);
    }
    assert!(GOLDEN.ends_with('\n') && !GOLDEN.contains("\n\n"), "one entry a line");
}

#[test]
fn every_variant_that_can_be_written_down_is_in_the_golden_journal() {
    let mut met = Met::default();
    for entry in entries() {
        met.entry(&entry);
    }
    let all = [
        Entry::ALL,
        PersonEvent::ALL,
        TenantEvent::ALL,
        Event::ALL,
        Outcome::ALL,
        LookAt::ALL,
        Refusal::ALL,
        StepResponse::ALL,
        Shield::ALL,
        Fact::ALL,
        Initiator::ALL,
        Reading::<()>::ALL,
        Warning::ALL,
        When::ALL,
    ];
    let missing: Vec<_> = all.concat().into_iter().filter(|name| !met.0.contains(name)).collect();
    assert!(missing.is_empty(), "add lines with {missing:?} to tests/fast/golden/journal-v2.jsonl");
}

/// Returns the buttons that a case can hear. It never hears of Details: only a refused look is recorded, as an unrouted
/// interaction.
fn verbs_of_cases() -> impl Iterator<Item = &'static str> {
    assert!(GOLDEN.contains(r#""what":"details on case 7""#), "nobody was turned away from Details");
    Verb::ALL.iter().filter(|verb| **verb != Verb::Details).map(|verb| verb.word())
}

#[test]
fn every_word_that_can_be_written_down_is_in_the_golden_journal() {
    let mut words: Vec<&str> = DirectoryRole::names().collect();
    words.extend(Topic::ALL.iter().map(|word| word.word()));
    words.extend(Cause::ALL.iter().map(|word| word.word()));
    words.extend(Blocker::ALL.iter().map(|word| word.word()));
    words.extend(ProtectedBy::ALL.iter().map(|word| word.word()));
    words.extend(Vote::ALL.iter().map(|word| word.word()));
    words.extend(FreezeScope::ALL.iter().map(|word| word.word()));
    words.extend(SecretPart::ALL.iter().map(|word| word.word()));
    words.extend(verbs_of_cases());
    words.extend(OptionName::ALL.iter().map(|word| word.word()));
    words.extend(ProofMethod::ALL.iter().map(|word| word.word()));
    words.extend(Change::ALL.iter().map(|word| word.word()));
    words.extend(FindingKind::ALL.iter().map(|word| word.word()));
    words.extend(StepKind::ALL.iter().map(|word| word.word()));
    words.extend(ReminderStageKind::ALL.iter().map(|word| word.word()));
    words.extend(Risk::ALL.iter().map(|word| word.word()));
    words.extend(WhenName::ALL.iter().map(|word| word.word()));
    words.extend(Obstacle::ALL.iter().map(|word| word.word()));
    words.extend(SignKind::ALL.iter().map(|word| word.word()));
    words.extend(DeliveryEnd::ALL.iter().map(|word| word.word()));
    words.extend(EmergencyLimit::ALL.iter().map(|word| word.word()));
    words.extend(Credential::ALL.iter().map(|word| word.word()));
    words.extend(RunbookStep::words());
    words.extend(MethodKind::ALL.iter().map(|word| word.word()));
    words.extend(LockReason::ALL.iter().map(|word| word.word()));
    words.extend(PolicyDemand::ALL.iter().map(|word| word.word()));
    words.extend(Symptom::ALL.iter().map(|word| word.word()));
    words.extend(IdentityCheck::ALL.iter().map(|word| word.word()));
    words.retain(|word| !GOLDEN.contains(&format!("\"{word}\"")));
    assert!(words.is_empty(), "add lines with {words:?} to tests/fast/golden/journal-v2.jsonl");
}

/// Words that mean several things are said of each thing.
#[test]
fn every_word_is_said_of_what_it_is_about() {
    let levels = RiskLevel::ALL.iter().map(|word| ("level", word.word()));
    let mut words: Vec<(&str, &str)> = levels.chain(RiskState::ALL.iter().map(|word| ("state", word.word()))).collect();
    words.extend(FindingKind::ALL.iter().map(|word| ("kind", word.word())));
    words.extend(SignKind::ALL.iter().map(|word| ("kind", word.word())));
    words.extend(FindingKind::ALL.iter().map(|word| ("finding", word.word())));
    words.extend(Obstacle::ALL.iter().map(|word| ("obstacle", word.word())));
    words.extend(Topic::ALL.iter().map(|word| ("topic", word.word())));
    words.extend(verbs_of_cases().map(|word| ("verb", word)));
    words.extend(DeliveryEnd::ALL.iter().map(|word| ("end", word.word())));
    words.extend(EmergencyLimit::ALL.iter().map(|word| ("limit", word.word())));
    words.extend(LockReason::ALL.iter().map(|word| ("lock", word.word())));
    words.retain(|(part, word)| !GOLDEN.contains(&format!("\"{part}\":\"{word}\"")));
    assert!(words.is_empty(), "add lines with {words:?} to tests/fast/golden/journal-v2.jsonl");
}

/// Every field that is left out when empty occurs somewhere.
#[test]
fn every_part_that_may_be_missing_is_in_the_golden_journal() {
    let mut parts =
        vec!["break_glass", "alone", "remind_minutes", "then", "fresh_sign_in_minutes", "typed_confirmation"];
    parts.extend(["refuse", "directory_roles", "signed_in_at", "confirmed", "unit", "until", "eligible", "warnings"]);
    parts.extend(["secret_to", "credentials", "signs", "waivers", "access", "mail", "arrivals", "policies"]);
    parts.extend(["password_changed_at", "deleted_at", "pass_from", "restricted", "forwards", "rules_on"]);
    parts.extend(["client", "country", "lock", "denied", "receiver", "usable_passes", "passes", "pass", "repeated"]);
    parts.extend(["eligible_roles", "remembered_block", "protection", "topics", "not_covered"]);
    parts.extend(["provenance", "emergency_access", "recipient"]);
    parts.extend(["directory_groups", "groups", "external", "created_at", "bar", "aliases", "upn", "from"]);
    parts.extend(["city", "device", "successful_threads", "second_factor_at", "demands", "prompt_unclear", "at_risk"]);
    parts.extend(["refused_by_policy", "reason", "thread", "locked", "complaint", "background_failures"]);
    parts.retain(|part| !GOLDEN.contains(&format!("\"{part}\":")));
    assert!(parts.is_empty(), "add lines with {parts:?} to tests/fast/golden/journal-v2.jsonl");
}

#[test]
fn the_name_of_an_event_and_of_a_rule_are_what_the_journal_calls_them() {
    for (line, entry) in GOLDEN.lines().zip(entries()) {
        let written: serde_json::Value = serde_json::from_str(line).unwrap();
        match entry {
            Entry::Case(event) => {
                assert_eq!(written["event"], event.name());
                if let Event::PressRefused { refusal, .. } = event {
                    assert_eq!(written["refusal"]["rule"], refusal.rule());
                }
            }
            Entry::Person { person } => {
                assert_eq!(written["person"]["event"], person.name());
                if let PersonEvent::LinkRefused { refusal, .. } = person {
                    assert_eq!(written["person"]["refusal"]["rule"], refusal.rule());
                }
            }
            Entry::Tenant { tenant } => assert_eq!(written["whole_tenant"]["event"], tenant.name()),
            Entry::Operation { operation } => assert_eq!(written["program"]["event"], operation.name()),
            Entry::Unrouted { unrouted: stray } => {
                assert_eq!(written["stray"]["refusal"]["rule"], stray.refusal.rule());
            }
        }
    }
}

#[test]
fn what_cannot_be_read_says_what_is_wrong_with_it() {
    let complaint = |text: &str| read_entry(text.as_bytes()).unwrap_err().to_string();
    let wrong = [
        "{}",
        "[]",
        r#"{"event":"unheard_of"}"#,
        r#"{"event":"card_posted"}"#,
        r#"{"event":"card_posted","message":"seven"}"#,
        r#"{"event":"approval_asked","plan":"ABC","rules":[]}"#,
        r#"{"stray":{"member":null,"channel":null,"interaction":1,"what":"x","refusal":{"rule":"unheard_of"}}}"#,
        r#"{"event":"settled","stray":{}}"#,
        r#"{"event":"settled"} {}"#,
        r#"{"person":{"event":"unheard_of"}}"#,
        r#"{"person":{"event":"unlinked","tenant":"contoso"}}"#,
        r#"{"event":"settled","person":{}}"#,
        r#"{"program":{"event":"unheard_of"}}"#,
        r#"{"event":"settled","program":{}}"#,
    ];
    let complaints: Vec<String> = wrong.iter().map(|text| format!("{text}\n  {}", complaint(text))).collect();
    insta::assert_snapshot!(complaints.join("\n"));
}
