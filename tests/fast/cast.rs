//! The people, accounts and terms that the tests of the domain speak of.

use grendel::domain::account::{Account, Block, Initiator, OnPremises};
use grendel::domain::command::{Allow, ApprovalRule, Group, Terms, When};
use grendel::domain::complaint::Complaint;
use grendel::domain::event::{Opening, Origin};
use grendel::domain::finding::FindingKind;
use grendel::domain::people::{Aliases, DirectoryRole, HeldRole, Member, Risk, Standing};
use grendel::domain::reading::{Cause, Gap, Reading, Topic};
use grendel::domain::runbook::{RunbookEntry, RunbookStep};
use grendel::domain::step::StepKind;
use grendel::domain::{ChannelId, GuildId, InteractionId, Locale, MemberId, ObjectId, RoleName, TenantName, Trouble};
use jiff::{SignedDuration, Timestamp};

/// The directory accounts of the cast, by the last digits of their object ids.
pub const HELEN: u8 = 1;
pub const TOM: u8 = 2;
pub const LENA: u8 = 3;
pub const LARS: u8 = 4;
pub const OMAR: u8 = 5;
pub const DINA: u8 = 6;

/// The window of an approval under the terms of the cast, in minutes.
pub const WINDOW_MINUTES: u32 = 30;

/// 2025-03-03T09:00:00Z, a Monday.
const TYPED_AT: Timestamp = Timestamp::constant(1_740_992_400, 0);

/// So many seconds after the command was typed.
pub fn after_seconds(seconds: i64) -> Timestamp {
    TYPED_AT + SignedDuration::from_secs(seconds)
}

pub fn account_id(number: u8) -> ObjectId {
    ObjectId::parse(&format!("1b2c3d4e-0000-4000-8000-0000000000{number:02x}")).unwrap()
}

pub fn member(id: u64, name: &str, roles: &[&str]) -> Member {
    Member {
        id: MemberId(id),
        name: name.to_owned(),
        username: String::new(),
        roles: roles.iter().copied().map(RoleName::from).collect(),
    }
}

pub fn role(name: &str) -> DirectoryRole {
    DirectoryRole::named(name).unwrap()
}

/// An enabled account that holds these directory roles.
pub fn standing(number: u8, roles: &[&str]) -> Standing {
    Standing {
        object_id: account_id(number),
        upn: format!("person{number}@contoso.com"),
        enabled: true,
        roles: roles.iter().copied().map(role).map(HeldRole::tenant_wide).collect(),
        eligible: Vec::new(),
        risk: Risk::Clear,
        groups: Vec::new(),
        external: false,
        created_at: None,
        bar: None,
        aliases: Aliases::default(),
        read_at: after_seconds(0),
    }
}

/// An account of which everything was read and nothing is wrong.
pub fn healthy_account(number: u8) -> Account {
    Account {
        upn: format!("person{number}@contoso.com"),
        display_name: format!("Person {number}"),
        sessions_valid_from: Some(after_seconds(-3600)),
        risk: Reading::Read(Risk::Clear),
        ..Account::blank(account_id(number), after_seconds(0))
    }
}

/// An account that a colleague has blocked, says this record of the audit.
pub fn blocked_account(number: u8, audit_id: &str) -> Account {
    let block = Block {
        audit_id: audit_id.to_owned(),
        by: colleague(),
        at: after_seconds(-7200),
        by_security: false,
        earlier: Vec::new(),
    };
    Account { sign_in_enabled: false, last_block: Reading::Read(Some(block)), ..healthy_account(number) }
}

pub fn colleague() -> Initiator {
    Initiator::Person {
        object_id: Some(account_id(OMAR)),
        upn: "omar@contoso.com".to_owned(),
        address: Some("203.0.113.7".to_owned()),
    }
}

pub fn on_premises() -> OnPremises {
    OnPremises {
        domain: Some("corp.contoso.com".to_owned()),
        account_name: Some("tom".to_owned()),
        last_sync: Some(after_seconds(-600)),
        ..OnPremises::default()
    }
}

pub fn gap(topic: Topic) -> Gap {
    Gap {
        topic,
        cause: Cause::NoPermission,
        permission: "AuditLog.Read.All".to_owned(),
        code: "403 Authorization_RequestDenied".to_owned(),
        request_id: Some("0d3c9d7e-1111-4222-8333-444455556666".to_owned()),
    }
}

pub fn trouble() -> Trouble {
    Trouble {
        call: "PATCH /users/{id}".to_owned(),
        status: Some(403),
        code: "Authorization_RequestDenied".to_owned(),
        message: "Insufficient privileges to complete the operation.".to_owned(),
        request_id: Some("0d3c9d7e-7777-4888-8999-aaaabbbbcccc".to_owned()),
        retry_after_seconds: None,
    }
}

/// A blocked sign-in is met with these steps, once so many leads agree.
pub fn terms(steps: &[StepKind], quorum: u8) -> Terms {
    let names = ["Helpdesk Administrator", "User Administrator", "Global Administrator"];
    Terms {
        aim: None,
        allow: Allow {
            discord_roles: vec!["helpdesk".into()],
            directory_roles: names.map(role).to_vec(),
            fresh_sign_in_minutes: None,
        },
        runbook: vec![against(FindingKind::SignInBlocked, steps)],
        credentials: Vec::new(),
        approval: vec![rule(&["lead"], quorum)],
        break_glass: None,
        alone: None,
        secret_fresh_sign_in_minutes: None,
        opens_resources: false,
        by_hand: None,
        identity_check: Vec::new(),
    }
}

/// These steps help against this finding.
pub fn against(finding: FindingKind, steps: &[StepKind]) -> RunbookEntry {
    RunbookEntry { finding: Some(finding), steps: steps.iter().copied().map(RunbookStep::Step).collect() }
}

/// So many members with one of these roles must always agree.
pub fn rule(from: &[&str], quorum: u8) -> ApprovalRule {
    let from = from.iter().copied().map(RoleName::from).collect();
    ApprovalRule {
        when: vec![When::Always],
        group: Group { from, ..Group::default() },
        quorum,
        window_minutes: WINDOW_MINUTES,
        remind_minutes: None,
        then: None,
        fresh_sign_in_minutes: None,
        typed_confirmation: false,
        secret_to: Vec::new(),
        refuse: None,
    }
}

/// Helen asks for Tom. She is a lead herself, so that nothing but her own asking keeps her from approving.
pub fn opening(terms: Terms) -> Opening {
    Opening {
        tenant: TenantName::from("contoso"),
        command: "unlock".to_owned(),
        terms,
        member: member(1, "Helen", &["helpdesk", "lead"]),
        user: "tom@contoso.com".to_owned(),
        reason: Some("Cannot sign in since this morning.".to_owned()),
        ticket: Some("INC-1042".to_owned()),
        complaint: Complaint::default(),
        origin: Origin {
            typed_in: None,
            thread: None,
            guild: GuildId(100),
            channel: ChannelId(200),
            interaction: InteractionId(300),
            member_locale: Locale::from("nl"),
            guild_locale: Locale::from("en-US"),
        },
        signed_in_at: None,
    }
}
