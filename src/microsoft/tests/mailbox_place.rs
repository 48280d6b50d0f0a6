//! The mailbox of an account: here, on premises or none; and a person's, shared or of a resource.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::mail::{cmdlet, domains, mailbox, not_found, output};
use super::{Reply, Stub, TARGET, plenty, target};
use crate::domain::account::{Account, OnPremises};
use crate::domain::compromise::{possible_signs, signs_unread_this_time};
use crate::domain::mail::{Mail, MailboxPlace, RecipientKind};
use crate::domain::reading::Topic;

const MAILBOX_ID: &str = "f20047a9-3fd1-4906-8d98-188feacdd5b7";
const NO_MAILBOX_ID: &str = "00000000-0000-0000-0000-000000000000";

/// Returns the mail of an account whose mailbox is not here, and the number of look-ups. `found` is the answer for the recipient.
async fn without_mailbox(synced: bool, found: fn() -> Reply) -> (Mail, usize) {
    let stub = Stub::with_tokens(move |request, _| match cmdlet(request) {
        None => Reply::Json(200, domains()),
        Some((name, _)) if name == "Get-Recipient" => found(),
        Some((name, _)) if name == "Get-BlockedSenderAddress" => output(json!([])),
        Some(_) => not_found(),
    })
    .await;
    let mail = read(&stub, synced).await;
    let calls = stub.calls();
    let lookups = calls.iter().filter_map(cmdlet).filter(|(name, _)| name == "Get-Recipient");
    let lookups = lookups.inspect(|(_, given)| assert_eq!(given["Identity"], TARGET)).count();
    (mail, lookups)
}

async fn read(stub: &Stub, synced: bool) -> Mail {
    let now: Timestamp = "2026-10-08T12:00:00Z".parse().unwrap();
    let client = stub.client_with_mail();
    let exchange = client.exchange.as_ref().unwrap();
    let answers = exchange.mail_results(&client.graph, &target(), now, &plenty()).await;
    let on_premises = synced.then_some(OnPremises::default());
    let account = Account { upn: "anna@contoso.com".to_owned(), on_premises, ..Account::blank(target(), now) };
    exchange.with_mail(account, answers, &plenty()).await.mail.unwrap()
}

fn mail_user(mailbox_id: &str) -> Value {
    json!([{
        "RecipientType": "MailUser", "RecipientTypeDetails": "MailUser", "ExchangeGuid": mailbox_id,
        "PrimarySmtpAddress": "anna@contoso.com", "ExternalEmailAddress": "SMTP:anna@contoso.com",
    }])
}

#[tokio::test]
async fn a_mail_user_with_the_id_of_a_mailbox_has_it_on_premises() {
    let (mail, lookups) = without_mailbox(true, || output(mail_user(MAILBOX_ID))).await;
    assert_eq!((mail.place(), lookups), (Some(MailboxPlace::OnPremises), 1));
    let account = Account { mail: Some(mail), ..Account::blank(target(), Timestamp::UNIX_EPOCH) };
    let hidden = possible_signs(&account);
    assert!(hidden.contains(&Topic::Mailbox) && hidden.contains(&Topic::InboxRules), "{hidden:?}");
    let held_back = signs_unread_this_time(&account);
    assert!(!held_back.contains(&Topic::Mailbox) && !held_back.contains(&Topic::InboxRules), "{held_back:?}");
}

#[tokio::test]
async fn a_mail_user_without_it_and_an_account_that_is_no_recipient_have_none() {
    let answers: [fn() -> Reply; 2] = [|| output(mail_user(NO_MAILBOX_ID)), not_found];
    for found in answers {
        let (mail, lookups) = without_mailbox(true, found).await;
        assert_eq!((mail.place(), lookups), (Some(MailboxPlace::Nowhere), 1));
    }
}

/// Only Active Directory can have the mailbox of an account elsewhere, so nobody else is asked about.
#[tokio::test]
async fn an_account_of_the_cloud_costs_no_further_call() {
    let (mail, lookups) = without_mailbox(false, || output(mail_user(MAILBOX_ID))).await;
    assert_eq!((mail.place(), lookups), (Some(MailboxPlace::Nowhere), 0));
}

#[tokio::test]
async fn a_place_that_cannot_be_looked_up_is_not_nowhere() {
    let (mail, _) = without_mailbox(true, || Reply::With(403, Vec::new(), String::new())).await;
    assert_eq!(mail.place(), None);
    assert!(mail.mailbox.gap().is_some(), "{:?}", mail.mailbox);
}

#[tokio::test]
async fn exchange_says_whose_mailbox_it_is() {
    for (details, expected) in [
        ("UserMailbox", RecipientKind::Other),
        ("SharedMailbox", RecipientKind::Shared),
        ("RoomMailbox", RecipientKind::Room),
        ("EquipmentMailbox", RecipientKind::Equipment),
        ("SchedulingMailbox", RecipientKind::Other),
    ] {
        let stub = Stub::with_tokens(move |request, _| match cmdlet(request) {
            None => Reply::Json(200, domains()),
            Some((name, _)) if name == "Get-Mailbox" => {
                let mut mailbox = mailbox();
                mailbox["RecipientTypeDetails"] = details.into();
                output(json!([mailbox]))
            }
            Some(_) => output(json!([])),
        })
        .await;
        let mail = read(&stub, false).await;
        assert_eq!((mail.place(), mail.recipient), (Some(MailboxPlace::Here), expected), "{details}");
    }
}
