//! The kind of an account in a line each, with what it was recognised by.

use super::evidence::names;
use super::keys;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, escape, relative};
use crate::domain::account::Account;
use crate::domain::account_kind::{AccountKind, KindEvidence, RecognisedKind, kinds};
use crate::domain::mail::{Mail, MailboxPlace};
use crate::domain::people::DirectoryRole;

/// Returns the line for a card about the kind that decides most, and one about a mailbox on premises. There is none for
/// what the evidence says already, and for an ordinary member.
pub fn lines(localizer: &Localizer, account: &Account) -> Vec<String> {
    let main = unsaid(account).map(|one| line(localizer, &one));
    main.into_iter().chain(mailbox_on_premises(localizer, account)).collect()
}

/// Returns the number of [`lines`].
pub fn count(account: &Account) -> usize {
    usize::from(unsaid(account).is_some()) + usize::from(has_mailbox_on_premises(account))
}

/// Returns a line for every kind that the account is of.
pub fn in_detail(localizer: &Localizer, account: &Account) -> Vec<String> {
    let all = kinds(account);
    all.iter().map(|one| line(localizer, one)).chain(mailbox_on_premises(localizer, account)).collect()
}

/// Returns the domain in which the person of an account from outside is at home.
pub fn home(localizer: &Localizer, home: Option<&str>) -> String {
    home.map_or_else(|| localizer.text("account-kind-no-home"), |home| escape(home, NAME_CHARS_MAX))
}

fn line(localizer: &Localizer, one: &RecognisedKind) -> String {
    let mut arguments = [("home", String::new()), ("by", String::new()), ("when", String::new())];
    match &one.evidence {
        KindEvidence::Itself => {}
        KindEvidence::Home(home) => arguments[0].1 = self::home(localizer, home.as_deref()),
        KindEvidence::Roles(roles) => {
            let roles: Vec<String> = roles.iter().map(DirectoryRole::to_string).collect();
            arguments[1].1 = names(localizer, &roles);
        }
        KindEvidence::Name(name) => arguments[1].1 = escape(name, NAME_CHARS_MAX),
        KindEvidence::Created(at) => arguments[2].1 = relative(*at),
    }
    let arguments = arguments.map(|(name, text)| (name, text.into()));
    format!("• {}", localizer.format(&keys::key("account-kind", one.kind.word()), &arguments))
}

/// Returns the kind that decides most among those that the evidence does not name.
fn unsaid(account: &Account) -> Option<RecognisedKind> {
    let is_said = |kind: AccountKind| {
        matches!(
            kind,
            AccountKind::Deleted | AccountKind::RestrictedUnit | AccountKind::SyncedMember | AccountKind::CloudMember
        )
    };
    kinds(account).into_iter().find(|one| !is_said(one.kind))
}

fn has_mailbox_on_premises(account: &Account) -> bool {
    account.mail.as_ref().and_then(Mail::place) == Some(MailboxPlace::OnPremises)
}

fn mailbox_on_premises(localizer: &Localizer, account: &Account) -> Option<String> {
    has_mailbox_on_premises(account).then(|| format!("• {}", localizer.text("mailbox-on-premises")))
}
