//! The mail of an account: mailbox, inbox rules, restriction and domains.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{RecordedRequest, Reply, Stub, TARGET, plenty, refusal, target};
use crate::domain::account::Account;
use crate::domain::mail::{InboxRule, Mail, Mailbox, Restriction};
use crate::domain::reading::{Cause, Topic};
use crate::microsoft::Microsoft;

pub(super) fn mailbox() -> Value {
    json!({
        "ExternalDirectoryObjectId": TARGET.to_uppercase(),
        "UserPrincipalName": "anna@contoso.com",
        "PrimarySmtpAddress": "A.deVries@contoso.com",
        "EmailAddresses": ["SMTP:A.deVries@contoso.com", "smtp:old@contoso.com", "SIP:anna@contoso.com"],
        "ForwardingAddress": null,
        "ForwardingSmtpAddress": "smtp:eve@evil.example",
        "DeliverToMailboxAndForward": true,
    })
}

pub(super) fn rule(id: u32, name: &str) -> Value {
    json!({
        "Identity": format!("anna\\{id}"), "RuleIdentity": id, "Name": name, "Enabled": true,
        "ForwardTo": null, "DeleteMessage": false, "MarkAsRead": false, "Description": null,
    })
}

fn blocked(address: &str) -> Value {
    let reason = "ExceedingLimitType=Recipient;InternalRecipientCountToday=12;ExternalRecipientCountToday=2004";
    json!({ "SenderAddress": address, "Reason": reason, "CreatedDatetime": "2026-10-08T09:00:00" })
}

pub(super) fn domains() -> Value {
    json!({ "value": [{ "id": "1", "verifiedDomains": [{ "name": "contoso.com" }, { "name": "contoso.onmicrosoft.com" }] }] })
}

#[expect(clippy::needless_pass_by_value, reason = "callers make the value in place")]
pub(super) fn output(items: Value) -> Reply {
    Reply::Json(200, json!({ "value": items, "@adminapi.warnings": [] }))
}

/// The response for an object that does not exist.
pub(super) fn not_found() -> Reply {
    let message = "|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|No.";
    Reply::Json(404, json!({ "error": { "details": [{ "message": message }] } }))
}

/// The name and the parameters of the cmdlet; `None` for a call to Graph.
pub(super) fn cmdlet(request: &RecordedRequest) -> Option<(String, Value)> {
    let input = (!request.call.starts_with("GET ")).then(|| request.json()["CmdletInput"].clone())?;
    Some((input["CmdletName"].as_str()?.to_owned(), input["Parameters"].clone()))
}

/// A tenant in which an intruder reads the mail of the account.
pub(super) fn intruded(request: &RecordedRequest) -> Reply {
    let Some((cmdlet, parameters)) = cmdlet(request) else { return Reply::Json(200, domains()) };
    match cmdlet.as_str() {
        "Get-Mailbox" => output(json!([mailbox()])),
        "Get-InboxRule" => {
            let mut hidden = rule(7, ".");
            hidden["RedirectTo"] = json!(["\"Eve\" [SMTP:eve@evil.example]"]);
            hidden["MoveToFolder"] = "RSS Feeds".into();
            hidden["MarkAsRead"] = true.into();
            hidden["Description"] = "If the message:\r\n\tcomes\r\n".into();
            let mut rules = vec![rule(2, "Newsletters")];
            if parameters["IncludeHidden"] == true {
                rules.extend([hidden, rule(1, "Junk E-mail Rule"), rule(3, "Delegate Rule -42")]);
            }
            output(rules.into())
        }
        _ => output(json!([blocked("bob@contoso.com"), blocked("a.devries@contoso.com")])),
    }
}

pub(super) fn now() -> Timestamp {
    "2026-10-08T12:00:00Z".parse().unwrap()
}

async fn read_at(client: &Microsoft, upn: &str, now: Timestamp) -> Mail {
    let exchange = client.exchange.as_ref().unwrap();
    let answers = exchange.mail_results(&client.graph, &target(), now, &plenty()).await;
    let account = Account { upn: upn.to_owned(), ..Account::blank(target(), now) };
    exchange.with_mail(account, answers, &plenty()).await.mail.unwrap()
}

pub(super) async fn read(stub: &Stub) -> Mail {
    read_at(&stub.client_with_mail(), "anna@contoso.com", now()).await
}

#[tokio::test]
async fn mailbox_rules_restriction_and_domains_are_read() {
    let stub = Stub::with_tokens(|request, _| intruded(request)).await;
    let mail = read(&stub).await;
    let expected = Mailbox {
        address: "A.deVries@contoso.com".to_owned(),
        forwards_to: Some("eve@evil.example".to_owned()),
        keeps_copy: true,
    };
    assert_eq!(mail.mailbox.known().unwrap().as_ref(), Some(&expected));
    let [hidden, shown] = &mail.rules.known().unwrap()[..] else { panic!("{:?}", mail.rules) };
    let expected = InboxRule {
        more_recipients: 0,
        id: "anna\\7".to_owned(),
        name: ".".to_owned(),
        enabled: true,
        hidden: true,
        forwards_to: vec!["eve@evil.example".to_owned()],
        deletes: false,
        moves_to: Some("RSS Feeds".to_owned()),
        marks_read: true,
        definition: "If the message: comes".to_owned(),
    };
    assert_eq!(hidden, &expected);
    assert_eq!((shown.name.as_str(), shown.hidden), ("Newsletters", false));
    let restriction = mail.restriction.known().unwrap().as_ref().unwrap();
    let Restriction { address, limit, outside_today, inside_today, since, .. } = restriction;
    assert_eq!((address.as_str(), limit.as_deref()), ("a.devries@contoso.com", Some("Recipient")));
    assert_eq!((*outside_today, *inside_today), (Some(2004), Some(12)));
    assert_eq!(*since, Some("2026-10-08T09:00:00Z".parse().unwrap()));
    assert_eq!(mail.domains.known().unwrap(), &["contoso.com", "contoso.onmicrosoft.com"]);
    let cmdlets: Vec<_> = stub.calls().iter().filter_map(cmdlet).collect();
    assert_eq!(cmdlets.len(), 4);
    assert!(cmdlets.iter().all(|(name, given)| match name.as_str() {
        "Get-Mailbox" => given == &json!({ "Identity": TARGET }),
        "Get-InboxRule" => given["Mailbox"] == TARGET && given["ResultSize"] == "Unlimited",
        _ => given == &json!({}),
    }));
}

/// The time that each call waits for the others, which is long only on a busy machine.
const TOGETHER_PATIENCE: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn all_reads_are_made_at_the_same_time() {
    let (waiting, together) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let most = together.clone();
    let stub = Stub::with_tokens(move |request, _| {
        waiting.fetch_add(1, Ordering::SeqCst);
        let begun = Instant::now();
        // Says that this thread blocks; else a call that waits in its queue, which no other thread may take, never arrives.
        tokio::task::block_in_place(|| {
            while waiting.load(Ordering::SeqCst) < 5 && begun.elapsed() < TOGETHER_PATIENCE {
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        together.fetch_max(waiting.load(Ordering::SeqCst), Ordering::SeqCst);
        if waiting.load(Ordering::SeqCst) < 5 {
            waiting.fetch_sub(1, Ordering::SeqCst);
        }
        intruded(request)
    })
    .await;
    read(&stub).await;
    assert_eq!(most.load(Ordering::SeqCst), 5, "three cmdlets, one of them twice, and the domains");
}

#[tokio::test]
async fn the_domains_are_cached_for_an_hour() {
    let stub = Stub::with_tokens(|request, _| intruded(request)).await;
    let client = stub.client_with_mail();
    let domains = || stub.calls().iter().filter(|call| call.call.contains("/organization")).count();
    for (minutes, asked) in [(0, 1), (59, 1), (60, 2), (119, 2)] {
        let mail = read_at(&client, "anna@contoso.com", now() + SignedDuration::from_mins(minutes)).await;
        assert!(mail.domains.known().is_some());
        assert_eq!(domains(), asked, "after {minutes} minutes");
    }
}

#[tokio::test]
async fn an_account_without_a_mailbox_has_no_mail() {
    let stub = Stub::with_tokens(|request, _| match cmdlet(request) {
        None => Reply::Json(200, domains()),
        Some((name, _)) if name == "Get-BlockedSenderAddress" => output(json!([blocked("bob@contoso.com")])),
        Some(_) => not_found(),
    })
    .await;
    let mail = read(&stub).await;
    assert_eq!(mail.mailbox.known(), Some(&None));
    assert_eq!((mail.rules.known().unwrap().len(), mail.restriction.known()), (0, Some(&None)));
}

#[tokio::test]
async fn a_mailbox_that_exchange_does_not_know_has_no_rules() {
    let stub = Stub::with_tokens(|request, _| match cmdlet(request) {
        Some((name, _)) if name == "Get-InboxRule" => not_found(),
        _ => intruded(request),
    })
    .await;
    let mail = read(&stub).await;
    assert!(matches!(mail.mailbox.known(), Some(Some(_))));
    assert_eq!(mail.rules.known(), Some(&Vec::new()));
}

#[tokio::test]
async fn an_account_without_a_mailbox_has_no_rules_however_that_call_ends() {
    let stub = Stub::with_tokens(|request, _| match cmdlet(request) {
        Some((name, _)) if name == "Get-Mailbox" => not_found(),
        Some((name, _)) if name == "Get-InboxRule" => {
            Reply::With(500, vec![("retry-after", "0".to_owned())], String::new())
        }
        _ => intruded(request),
    })
    .await;
    let mail = read(&stub).await;
    assert_eq!((mail.mailbox.known(), mail.rules.known()), (Some(&None), Some(&Vec::new())));
}

#[tokio::test]
async fn rules_that_were_read_are_kept_where_the_mailbox_is_not_found() {
    let stub = Stub::with_tokens(|request, _| match cmdlet(request) {
        Some((name, _)) if name == "Get-Mailbox" => not_found(),
        _ => intruded(request),
    })
    .await;
    let mail = read(&stub).await;
    assert!(mail.rules.known().unwrap().iter().any(|rule| rule.hidden), "{:?}", mail.rules);
    assert_eq!(mail.mailbox.known(), Some(&None));
}

#[tokio::test]
async fn each_read_that_fails_is_a_gap() {
    for (status, cause, permission, code) in [
        (401, Cause::NoPermission, "Exchange.ManageAsApp", "401 no_code"),
        (403, Cause::NoPermission, "Exchange.ManageAsApp + Exchange Administrator", "403 role_missing"),
        (500, Cause::Unavailable, "Exchange.ManageAsApp", "500 no_code"),
    ] {
        let stub = Stub::with_tokens(move |request, _| match cmdlet(request) {
            None => Reply::Json(403, refusal("Authorization_RequestDenied")),
            Some(_) => Reply::With(status, vec![("retry-after", "0".to_owned())], String::new()),
        })
        .await;
        let Mail { mailbox, rules, restriction, domains, .. } = read(&stub).await;
        let gaps = [
            serde_json::to_value(mailbox).unwrap(),
            serde_json::to_value(rules).unwrap(),
            serde_json::to_value(restriction).unwrap(),
        ];
        for (gap, topic) in gaps.iter().zip(["mailbox", "inbox_rules", "sending"]) {
            let gap = &gap["unread"];
            assert_eq!(
                (&gap["topic"], &gap["permission"], &gap["code"]),
                (&topic.into(), &permission.into(), &code.into())
            );
            assert_eq!(gap["cause"], serde_json::to_value(cause).unwrap());
        }
        let domains = serde_json::to_value(domains).unwrap();
        assert_eq!(domains["unread"]["permission"], "User.Read.All");
    }
}

/// The mail where the list of restricted senders has `listed`, and the number of times that the list was read.
async fn restriction(listed: &'static str, more: bool, mailbox_status: u16) -> (Mail, usize) {
    let stub = Stub::with_tokens(move |request, _| match cmdlet(request) {
        Some((name, _)) if name == "Get-Mailbox" && mailbox_status != 200 => {
            Reply::Json(mailbox_status, json!({ "error": { "code": "BadRequest", "message": "No." } }))
        }
        Some((name, given)) if name == "Get-BlockedSenderAddress" => {
            if let Some(address) = given["SenderAddress"].as_str() {
                output(json!([blocked(address)]))
            } else {
                let link = more.then_some("https://outlook.office365.com/next");
                Reply::Json(200, json!({ "value": [blocked(listed)], "@odata.nextLink": link }))
            }
        }
        _ => intruded(request),
    })
    .await;
    let mail = read(&stub).await;
    let trips = stub.calls().iter().filter_map(cmdlet).filter(|(name, _)| name == "Get-BlockedSenderAddress").count();
    (mail, trips)
}

#[tokio::test]
async fn a_restriction_is_found_by_any_address_in_one_read() {
    for listed in ["ANNA@contoso.com", "a.devries@contoso.com", "old@contoso.com"] {
        let (mail, trips) = restriction(listed, false, 200).await;
        let found = mail.restriction.known().unwrap().as_ref();
        assert_eq!((found.map(|one| one.address.as_str()), trips), (Some(listed), 1));
    }
    let (mail, trips) = restriction("bob@contoso.com", false, 200).await;
    assert_eq!((mail.restriction.known(), trips), (Some(&None), 1));
}

#[tokio::test]
async fn an_address_is_asked_about_alone_if_the_list_has_more_pages() {
    let (mail, trips) = restriction("bob@contoso.com", true, 200).await;
    let found = mail.restriction.known().unwrap().as_ref();
    assert_eq!((found.map(|one| one.address.as_str()), trips), (Some("A.deVries@contoso.com"), 2));
}

#[tokio::test]
async fn an_account_whose_addresses_are_unknown_is_not_said_to_be_unrestricted() {
    let (mail, _) = restriction("bob@contoso.com", false, 400).await;
    assert!(mail.restriction.known().is_none(), "{:?}", mail.restriction);
    let (mail, _) = restriction("anna@contoso.com", false, 400).await;
    assert!(mail.restriction.known().unwrap().is_some(), "its sign-in name is in the list");
}

#[tokio::test]
async fn rules_that_were_cut_are_noted_as_a_possible_sign() {
    let stub = Stub::with_tokens(|request, _| match cmdlet(request) {
        Some((name, given)) if name == "Get-InboxRule" => {
            let warning = "There are more results available than are currently displayed.";
            // One that Outlook shows is left out of the list without the hidden ones.
            let shown = json!([rule(2, "Newsletters")]);
            let all = json!([rule(2, "Newsletters"), rule(3, "Reports")]);
            let rules = if given["IncludeHidden"] == true { all } else { shown };
            Reply::Json(200, json!({ "value": rules, "@adminapi.warnings": [warning] }))
        }
        _ => intruded(request),
    })
    .await;
    let client = stub.client_with_mail();
    let exchange = client.exchange.as_ref().unwrap();
    let answers = exchange.mail_results(&client.graph, &target(), now(), &plenty()).await;
    let account = Account { upn: "anna@contoso.com".to_owned(), ..Account::blank(target(), now()) };
    let account = exchange.with_mail(account, answers, &plenty()).await;
    let [omission] = &account.omissions[..] else { panic!("{:?}", account.omissions) };
    assert!(omission.topic == Topic::InboxRules && omission.possible_sign);
    assert!(
        account.mail.unwrap().rules.known().unwrap().iter().all(|rule| !rule.hidden),
        "hidden only beside a whole list"
    );
}
