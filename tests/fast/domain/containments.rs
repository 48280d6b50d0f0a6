//! An approved containment stands while it is the same account, whatever else was read of it since.

use grendel::domain::account::Account;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::mail::{Mail, RecipientKind};
use grendel::domain::provenance::Provenance;
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;

use crate::cast::{TOM, healthy_account, on_premises, terms};

/// Tom signs in at another organisation.
fn at_home(home: Option<&str>) -> Provenance {
    let issuer = Some("ExternalAzureAD".to_owned());
    Provenance { identities_read: true, issuer, home: home.map(str::to_owned), ..Provenance::default() }
}

fn shared() -> Mail {
    Mail { recipient: RecipientKind::Shared, ..Mail::default() }
}

/// Otherwise an outage of Exchange, or an upgrade, would give an intruder time.
#[test]
fn an_approved_containment_outlives_what_could_not_be_read_again() {
    let contained = |account: Account| {
        let terms = terms(&[StepKind::RevokeSignInSessions], 1);
        Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None)
    };
    let holds = |approved: Account, now: Account| contained(approved).holds_for(&contained(now), None);
    let open = || healthy_account(TOM);
    let with = |provenance: Provenance| Account { provenance, guest: true, ..open() };
    let mailbox = Account { mail: Some(shared()), ..open() };
    assert!(holds(mailbox.clone(), open()) && holds(open(), mailbox), "the type of the mailbox");
    let home = |home| with(at_home(home));
    assert!(holds(with(Provenance::default()), home(Some("fabrikam.com"))), "an old journal has no home");
    assert!(holds(home(Some("fabrikam.com")), home(None)), "it is not shown just now");
    assert!(!holds(home(Some("fabrikam.com")), home(Some("adatum.com"))), "another person's");
    let internal = with(Provenance { identities_read: true, ..Provenance::default() });
    assert!(!holds(home(None), internal), "they sign in here now");
    assert!(!holds(open(), Account { guest: true, ..open() }));
    assert!(!holds(open(), Account { emergency_access: true, ..open() }));
    assert!(!holds(open(), Account { on_premises: Some(on_premises()), ..open() }));
}
