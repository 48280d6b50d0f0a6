//! Recipients of the directory that mail is forwarded to.

use serde_json::json;

use super::mail::{cmdlet, intruded, mailbox, not_found, now, output, read, rule};
use super::{Reply, Stub, target};
use crate::domain::account::Account;
use crate::domain::compromise::{SignKind, signs};
use crate::domain::mail::Mail;

/// The mail where all mail is forwarded to `forwarding`, and `found` is what the directory has of each recipient; with the
/// number of look-ups.
async fn forwarded(forwarding: &'static str, found: fn(&str) -> Reply) -> (Mail, usize) {
    let stub = Stub::with_tokens(move |request, _| match cmdlet(request) {
        Some((name, _)) if name == "Get-Mailbox" => {
            let mut mailbox = mailbox();
            mailbox["ForwardingAddress"] = forwarding.into();
            output(json!([mailbox]))
        }
        Some((name, _)) if name == "Get-InboxRule" => {
            let mut delegate = rule(3, "Delegate Rule -42");
            delegate["ForwardTo"] = json!(["\"Boss\" [EX:/o=ExchangeLabs/cn=Recipients/cn=boss]"]);
            output(json!([delegate]))
        }
        Some((name, given)) if name == "Get-Recipient" => found(given["Identity"].as_str().unwrap()),
        _ => intruded(request),
    })
    .await;
    let mail = read(&stub).await;
    let lookups = stub.calls().iter().filter_map(cmdlet).filter(|(name, _)| name == "Get-Recipient").count();
    (mail, lookups)
}

#[tokio::test]
async fn a_recipient_of_the_directory_is_looked_up_before_it_is_judged() {
    let (mail, lookups) = forwarded("Eve", |identity| match identity {
        "Eve" => output(
            json!([{ "PrimarySmtpAddress": "eve@evil.example", "ExternalEmailAddress": "SMTP:eve@evil.example" }]),
        ),
        "/o=ExchangeLabs/cn=Recipients/cn=boss" => {
            output(json!([{ "PrimarySmtpAddress": "boss@contoso.com", "ExternalEmailAddress": null }]))
        }
        other => panic!("{other}"),
    })
    .await;
    let forwards_to = mail.mailbox.known().unwrap().as_ref().unwrap().forwards_to.clone();
    assert_eq!((forwards_to.as_deref(), lookups), (Some("eve@evil.example"), 2));
    assert_eq!(mail.rules.known(), Some(&Vec::new()), "a delegate inside has the rule that every delegate has");
}

#[tokio::test]
async fn a_recipient_that_cannot_be_looked_up_stays_unknown() {
    let ambiguous =
        |_: &str| output(json!([{ "PrimarySmtpAddress": "a@contoso.com" }, { "PrimarySmtpAddress": "b@contoso.com" }]));
    for found in [ambiguous as fn(&str) -> Reply, |_| not_found()] {
        let (mail, _) = forwarded("Eve", found).await;
        let forwards_to = mail.mailbox.known().unwrap().as_ref().unwrap().forwards_to.clone();
        assert_eq!(forwards_to.as_deref(), Some("Eve"));
        assert_eq!(mail.rules.known().unwrap().len(), 1, "the name of a rule proves nothing");
        let account = Account { mail: Some(mail), ..Account::blank(target(), now()) };
        let kinds: Vec<SignKind> = signs(&account).iter().map(|sign| sign.kind).collect();
        assert_eq!(kinds, [SignKind::UnknownRecipient; 2]);
    }
}

/// There may be others with this name among those that are left out.
#[tokio::test]
async fn a_recipient_of_a_cut_list_stays_unknown() {
    let (mail, _) = forwarded("Eve", |_| {
        let warning = "There are more results available than are currently displayed.";
        let found = json!([{ "PrimarySmtpAddress": "eve@contoso.com" }]);
        Reply::Json(200, json!({ "value": found, "@adminapi.warnings": [warning] }))
    })
    .await;
    let forwards_to = mail.mailbox.known().unwrap().as_ref().unwrap().forwards_to.clone();
    assert_eq!(forwards_to.as_deref(), Some("Eve"));
}

#[tokio::test]
async fn only_a_recipient_without_an_address_is_looked_up() {
    let (_, lookups) = forwarded("eve@evil.example", |_| not_found()).await;
    assert_eq!(lookups, 1, "the delegate");
}

#[tokio::test]
async fn recipients_that_many_rules_share_are_looked_up_once_and_leave_room_for_others() {
    let stub = Stub::with_tokens(|request, _| match cmdlet(request) {
        Some((name, _)) if name == "Get-InboxRule" => {
            let names = std::iter::repeat_n("Bob", 10).chain(["Eve"]);
            let rules = names.zip(1..).map(|(to, id)| {
                let mut one = rule(id, "Copies");
                one["ForwardTo"] = json!([to]);
                one
            });
            output(rules.collect())
        }
        Some((name, given)) if name == "Get-Recipient" => {
            output(json!([{ "PrimarySmtpAddress": format!("{}@contoso.com", given["Identity"].as_str().unwrap()) }]))
        }
        _ => intruded(request),
    })
    .await;
    let mail = read(&stub).await;
    let known = mail.rules.known().unwrap().iter().flat_map(|rule| &rule.forwards_to);
    assert!(known.clone().any(|to| to == "Eve@contoso.com") && known.clone().all(|to| to.contains('@')), "{mail:?}");
    let lookups = stub.calls().iter().filter_map(cmdlet).filter(|(name, _)| name == "Get-Recipient").count();
    assert_eq!(lookups, 2);
}
