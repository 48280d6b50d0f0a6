//! A case never just stops: not with an account that is too large for the journal, and not with a defect.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;

use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::account::{Account, Names};
use crate::domain::case::{Case, EffectCheck};
use crate::domain::complaint::Complaint;
use crate::domain::compromise::possible_signs;
use crate::domain::condition::Condition;
use crate::domain::event::{Event, Opening, Origin};
use crate::domain::link::{AccountLinks, LinkTerms};
use crate::domain::outcome::{Breakdown, Outcome};
use crate::domain::people::{Aliases, HeldRole, Member, Risk, Standing};
use crate::domain::probation::Probation;
use crate::domain::reading::{Reading, Topic};
use crate::domain::run::Warrant;
use crate::domain::sign_ins::FailedSignIn;
use crate::domain::target_ref::TargetRef;
use crate::domain::{
    CaseNumber, ChannelId, ENTRY_BYTES_MAX, GuildId, InteractionId, MemberId, MessageId, ObjectId, TenantName,
};
use crate::engine::EngineDependencies;
use crate::engine::assembly::Assembly;
use crate::engine::autocomplete::AutocompleteCache;
use crate::engine::case_actor::{CaseActor, CaseServices};
use crate::engine::limits::{EngineLimits, MemberRate};
use crate::engine::nonces::Nonces;
use crate::engine::notifier::Notifier;
use crate::engine::open_cases::OpenCases;
use crate::engine::operator_alerts::OperatorAlerts;
use crate::engine::sign_in_sessions::SignInMethods;
use crate::engine::target_locks::TargetLocks;
use crate::engine::tenant_channel::{Roster, TenantChannel};
use crate::journal::Journal;
use crate::ports::{
    AuthorizationRequest, Budget, CardMessage, Chat, ChatError, DeviceAuthorization, DirectMessage, GuildChannel,
    Identity, Matches, ObserveRequest, Ping, ReplyTo, Resolution, RoleId, StepResult, Tenant, TenantError,
};
use crate::render::Messages;
use crate::render::card::{Choice, Form, NumberButton};
use crate::secret::Secret;
use crate::stranger_log::StrangerLog;

const HELEN: MemberId = MemberId(1);

fn account_id(number: u8) -> ObjectId {
    ObjectId::parse(&format!("1b2c3d4e-0000-4000-8000-0000000000{number:02x}")).unwrap()
}

/// A tenant whose adapter forgets to bound what it reads, or has a defect.
enum FakeTenant {
    Unbounded,
    Defective,
}

impl Tenant for FakeTenant {
    async fn standing(&self, person: &ObjectId, now: Timestamp, _: &Budget) -> Result<Option<Standing>, TenantError> {
        let catalog = Catalog::built_in();
        let terms = catalog.command("diagnose").and_then(|command| command.terms()).unwrap();
        Ok(Some(Standing {
            object_id: *person,
            upn: "helen@contoso.example".to_owned(),
            enabled: true,
            roles: terms.allow.directory_roles.iter().copied().map(HeldRole::tenant_wide).collect(),
            eligible: Vec::new(),
            risk: Risk::Clear,
            groups: Vec::new(),
            external: false,
            created_at: None,
            bar: None,
            aliases: Aliases::default(),
            read_at: now,
        }))
    }

    async fn resolve(&self, _: &TargetRef, _: Timestamp, _: &Budget) -> Result<Resolution, TenantError> {
        let (upn, display_name) = ("tom@contoso.example".to_owned(), "Tom".to_owned());
        Ok(Resolution::Account(account_id(2), Some(Names { upn, display_name })))
    }

    async fn search(&self, _: &str, _: &Budget) -> Result<Matches, TenantError> {
        unreachable!("nobody types")
    }

    async fn observe(&self, request: ObserveRequest<'_>, now: Timestamp, _: &Budget) -> Result<Account, TenantError> {
        assert!(matches!(self, Self::Unbounded), "a defect");
        let application = Some("x".repeat(ENTRY_BYTES_MAX));
        let failure = FailedSignIn { code: 50126, at: now, application, ..FailedSignIn::default() };
        let failed_sign_ins = Reading::Read(vec![failure]);
        let upn = "tom@contoso.example".to_owned();
        Ok(Account { upn, failed_sign_ins, ..Account::blank(*request.target, now) })
    }

    async fn observe_again(&self, _: &Account, _: &[String], _: Timestamp, _: &Budget) -> Result<Account, TenantError> {
        unreachable!("no step is taken")
    }

    async fn observe_mail(&self, _: &Account, _: Timestamp, _: &Budget) -> Account {
        unreachable!("no step is taken")
    }

    async fn condition(&self, _: &EffectCheck, _: &Budget) -> Result<Condition, TenantError> {
        unreachable!("no step is taken")
    }

    fn begin_sign_in(&self, _: &str, _: bool) -> AuthorizationRequest {
        unreachable!("nobody signs in")
    }

    async fn finish_sign_in(&self, _: &AuthorizationRequest, _: &Secret, _: &Budget) -> Result<Identity, TenantError> {
        unreachable!("nobody signs in")
    }

    async fn begin_device_sign_in(&self, _: &Budget) -> Result<DeviceAuthorization, TenantError> {
        unreachable!("nobody signs in")
    }

    async fn finish_device_sign_in(&self, _: &DeviceAuthorization) -> Result<Option<Identity>, TenantError> {
        unreachable!("nobody signs in")
    }

    async fn perform(&self, _: &Warrant, _: &Budget) -> StepResult {
        unreachable!("no step is taken")
    }
}

/// A chat that keeps the words of its pings.
#[derive(Default)]
struct FakeChat(Mutex<Vec<String>>);

impl Chat for FakeChat {
    async fn acknowledge(&self, _: &ReplyTo) -> Result<(), ChatError> {
        Ok(())
    }

    async fn acknowledge_in_place(&self, _: &ReplyTo) -> Result<(), ChatError> {
        Ok(())
    }

    async fn whisper(&self, _: &ReplyTo, _: &str) -> Result<(), ChatError> {
        Ok(())
    }

    async fn whisper_with_button(&self, _: &ReplyTo, _: &str, _: &NumberButton) -> Result<(), ChatError> {
        Ok(())
    }

    async fn open_form(&self, _: &ReplyTo, _: &Form) -> Result<(), ChatError> {
        Ok(())
    }

    async fn offer_choices(&self, _: &ReplyTo, _: &[Choice]) -> Result<(), ChatError> {
        Ok(())
    }

    async fn show(&self, _: &CardMessage) -> Result<MessageId, ChatError> {
        Ok(MessageId(1))
    }

    async fn ping(&self, ping: &Ping) -> Result<MessageId, ChatError> {
        self.0.lock().unwrap().push(ping.words.clone());
        Ok(MessageId(2))
    }

    async fn direct_message(&self, _: &DirectMessage) -> Result<(), ChatError> {
        Ok(())
    }

    async fn member_roles(&self, _: GuildId, _: MemberId) -> Result<Option<Vec<RoleId>>, ChatError> {
        Ok(None)
    }
}

fn limits() -> EngineLimits {
    EngineLimits {
        calls_per_case_max: 200,
        pauses_per_case_max: Duration::ZERO,
        verify_pauses: Vec::new(),
        reason_chars_max: 500,
        open_cases_per_member_max: 5,
        secrets_per_receiver_per_hour: 5,
        secrets_per_approver_per_hour: 5,
        secrets_per_tenant_per_hour: 20,
        links: LinkTerms { valid_for: SignedDuration::from_hours(1), relink_wait: SignedDuration::from_hours(1) },
        member_rate: MemberRate { burst: 30, per_minute: 20 },
    }
}

fn channel(tenant: FakeTenant, name: &TenantName) -> TenantChannel<FakeTenant> {
    TenantChannel {
        name: name.clone(),
        tenant,
        private: None,
        location: GuildChannel { guild: GuildId(1), channel: ChannelId(2) },
        protected: Vec::new(),
        emergency_access: Vec::new(),
        password_writeback: None,
        password_resets_risk: None,
        roles: BTreeMap::new(),
        roster: Roster::new(AccountLinks::new(name.clone(), [(HELEN, account_id(1))])),
        probation: Probation { account_age: SignedDuration::ZERO, after_secret: SignedDuration::ZERO },
        secrets: Arc::default(),
    }
}

fn opening(catalog: &Catalog, name: &TenantName) -> Opening {
    let terms = catalog.command("diagnose").and_then(|command| command.terms()).unwrap();
    Opening {
        tenant: name.clone(),
        command: "diagnose".to_owned(),
        terms: terms.clone(),
        member: Member {
            id: HELEN,
            name: "Helen".to_owned(),
            username: "helen".to_owned(),
            roles: terms.allow.discord_roles.clone(),
        },
        user: "tom@contoso.example".to_owned(),
        reason: None,
        ticket: None,
        complaint: Complaint::default(),
        origin: Origin {
            guild: GuildId(1),
            channel: ChannelId(2),
            typed_in: None,
            thread: None,
            interaction: InteractionId(10),
            member_locale: "en-US".into(),
            guild_locale: "en-US".into(),
        },
        signed_in_at: None,
    }
}

/// The case after its actor has ended, and what is left of it elsewhere.
struct Ended {
    case: Case,
    events: Vec<Event>,
    stopped: Vec<CaseNumber>,
    pings: Vec<String>,
    is_locked: bool,
}

/// Runs one case of this tenant to its end.
async fn run(tenant: FakeTenant) -> Ended {
    let (folder, name) = (tempfile::tempdir().unwrap(), TenantName::from("contoso"));
    let journal = Journal::in_folder(folder.path());
    let (chat, clock, catalog) = (Arc::new(FakeChat::default()), Clock::system(), Catalog::built_in());
    let dependencies = EngineDependencies {
        journal: journal.clone(),
        chat: Arc::clone(&chat),
        channels: vec![channel(tenant, &name)],
        catalog: Catalog::built_in(),
        clock: clock.clone(),
        limits: limits(),
        sign_in: SignInMethods::default(),
        operators: Vec::new(),
        strangers: StrangerLog::new(clock.clone()),
    };
    let (assembly, _) = Assembly::new(dependencies).unwrap();
    let guidance = Arc::new(assembly.guidance());
    let step_up = Arc::new(assembly.step_up(&guidance));
    let (open_cases, locks) = (Arc::new(OpenCases::default()), Arc::new(TargetLocks::default()));
    let notifier = Arc::new(Notifier::new(Arc::clone(&chat), Vec::new()));
    let services = Arc::new(CaseServices {
        chat: Arc::clone(&chat),
        recorder: assembly.recorder.clone(),
        clock,
        limits: Arc::new(limits()),
        messages: Messages::new(),
        nonces: Nonces::new(journal.clone()),
        notifier: Arc::clone(&notifier),
        alerts: Arc::new(OperatorAlerts::new(notifier, Messages::new())),
        shutdown: Arc::clone(&assembly.shutdown),
        open_cases: Arc::clone(&open_cases),
        locks: Arc::clone(&locks),
        ledger: Arc::default(),
        offers: Arc::new(AutocompleteCache::new([name.clone()])),
        guidance,
        step_up,
        freezing: Arc::new(assembly.freezing()),
    });
    let channel = Arc::clone(assembly.channels.of_tenant(&name).unwrap());
    let open = assembly.recorder.open(opening(&catalog, &name)).await.unwrap();
    let number = open.case.number();
    // As if an earlier part of the case had looked the target up.
    locks.lock_target(&open.case, &account_id(2)).unwrap();
    let (to_case, mailbox) = mpsc::channel(8);
    Box::pin(CaseActor::new(services, channel, open, None, to_case, mailbox).run()).await;
    let other = assembly.recorder.open(opening(&catalog, &name)).await.unwrap();
    let case = assembly.recorder.load(number).unwrap().unwrap().case;
    let events = journal.entries().filter_map(|entry| match entry.unwrap() {
        entry if entry.case == Some(number) => match entry.entry {
            crate::domain::event::Entry::Case(event) => Some(event),
            _ => None,
        },
        _ => None,
    });
    let (events, pings) = (events.collect(), chat.0.lock().unwrap().clone());
    assert_eq!(assembly.shutdown.failure(), None, "one case stops nobody else");
    let is_locked = locks.lock_target(&other.case, &account_id(2)).is_err();
    Ended { case, events, stopped: open_cases.stopped_of(&name), pings, is_locked }
}

#[tokio::test]
async fn a_case_with_an_account_that_is_too_large_goes_on_with_less_evidence() {
    let Ended { case, stopped, pings, is_locked, .. } = Box::pin(run(FakeTenant::Unbounded)).await;
    let account = &case.diagnosed().expect("the account is diagnosed").diagnosis.account;
    assert_eq!(account.failed_sign_ins, Reading::Read(Vec::new()));
    assert_eq!(possible_signs(account), [Topic::SignIns], "what is missing counts as a possible sign");
    assert!(case.outcome().is_some_and(|outcome| !matches!(outcome, Outcome::Failed { .. })), "{:?}", case.outcome());
    assert_eq!((stopped, pings, is_locked), (vec![], vec![], false));
}

#[tokio::test]
async fn a_case_that_meets_a_defect_ends_with_words_and_an_entry_and_releases_its_lock() {
    let Ended { case, events, stopped, pings, is_locked } = Box::pin(run(FakeTenant::Defective)).await;
    let failed = Outcome::Failed { why: Breakdown::Defect };
    assert_eq!(case.outcome(), Some(&failed));
    assert!(events.contains(&Event::Closed { outcome: failed }), "{events:?}");
    assert!(events.contains(&Event::Settled), "its end is shown");
    assert_eq!(stopped, [case.number()], "/cases lists it");
    assert!(matches!(pings.as_slice(), [words] if words.contains("<@1>") && words.contains("defect")), "{pings:?}");
    assert!(!is_locked, "the next case about the account can begin");
}

#[test]
fn each_tenant_has_its_own_list_of_stopped_cases() {
    let (cases, quiet, busy) = (OpenCases::default(), TenantName::from("contoso"), TenantName::from("fabrikam"));
    cases.insert_stopped(CaseNumber(1), quiet.clone());
    for number in 2..60 {
        cases.insert_stopped(CaseNumber(number), busy.clone());
    }
    cases.insert_stopped(CaseNumber(59), busy.clone());
    assert_eq!(cases.stopped_of(&quiet), [CaseNumber(1)]);
    let stopped = cases.stopped_of(&busy);
    assert_eq!((stopped.len(), stopped.last()), (20, Some(&CaseNumber(59))));
}

/// An intruder can have as many rules as the bound on what is kept of them allows.
#[test]
fn a_step_may_call_once_for_each_rule_that_it_switches_off() {
    use crate::domain::condition::Parameters;
    let rules = |count: usize| Parameters::InboxRules(vec!["anna\\1".to_owned(); count]);
    let budget = limits().budget_of_step(&rules(400));
    for call in 0..600 {
        assert!(budget.take_call(), "call {call}");
    }
    assert!(!budget.take_call(), "nothing is without a limit");
}
