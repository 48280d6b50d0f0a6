//! Tests of Exchange: cmdlets, errors and authorization.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use super::{CLIENT_REQUEST_ID, TestClient, TestResponse, finish};
use crate::faults::Fault;
use crate::tenant::MailContact;
use crate::tenant::mailbox::DIRECTORY;

const BODY_LENGTH: usize = 4096;

impl TestClient {
    /// Starts with a token for Exchange.
    async fn in_exchange() -> Self {
        let mut sandbox = Self::start().await;
        sandbox.token = sandbox.exchange_token().await;
        sandbox
    }

    async fn exchange_token(&self) -> String {
        let scope = format!("{}/.default", self.tenant.exchange_address());
        let answer = self.ask_for_token(&[("scope", &scope)]).await;
        answer.ok()["access_token"].as_str().unwrap().to_owned()
    }

    fn command(&self, body: &Value) -> reqwest::RequestBuilder {
        let (address, tenant) = (self.tenant.exchange_address(), self.tenant.settings().tenant_id);
        let request = self.http.request(Method::POST, format!("{address}/adminapi/beta/{tenant}/InvokeCommand"));
        let mailbox = format!("APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{tenant}");
        let request = request.bearer_auth(&self.token).header("X-AnchorMailbox", mailbox);
        request.header("client-request-id", CLIENT_REQUEST_ID).json(body)
    }

    async fn invoke(&self, cmdlet: &str, parameters: Value) -> TestResponse {
        finish(self.command(&json!({ "CmdletInput": { "CmdletName": cmdlet, "Parameters": parameters } }))).await
    }

    /// Returns the status and the bytes of an answer that is not JSON.
    async fn invoke_blindly(&self, cmdlet: &str) -> (u16, Vec<u8>) {
        let body = json!({ "CmdletInput": { "CmdletName": cmdlet, "Parameters": {} } });
        let response = self.command(&body).send().await.unwrap();
        (response.status().as_u16(), response.bytes().await.unwrap().to_vec())
    }
}

impl TestResponse {
    /// Returns the exception and the message of a cmdlet that failed.
    #[track_caller]
    fn failed(&self, status: u16) -> (&str, &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        let said = self.body["error"]["details"][0]["message"].as_str().unwrap();
        let (_, said) = said.split_once('|').unwrap();
        let (exception, text) = said.split_once('|').unwrap();
        (exception.rsplit('.').next().unwrap(), text)
    }
}

#[tokio::test]
async fn a_token_is_valid_for_its_audience_only() {
    let mut sandbox = TestClient::start().await;
    assert_eq!(sandbox.invoke_blindly("Get-Mailbox").await.0, 401, "a token for Graph");
    sandbox.token = sandbox.exchange_token().await;
    sandbox.invoke("Get-BlockedSenderAddress", json!({})).await.ok();
    sandbox.get("/users?$top=1").await.refused(401, "InvalidAuthenticationToken");
    sandbox.clock.advance(SignedDuration::from_secs(3600));
    assert_eq!(sandbox.invoke_blindly("Get-Mailbox").await.0, 401, "expired");
    assert_eq!(sandbox.tenant.calls().exchange, 3);
    sandbox.save("exchange-tokens");
}

#[tokio::test]
async fn exchange_needs_a_permission_and_a_role() {
    let sandbox = TestClient::in_exchange().await;
    for (app_role, role, status) in [(false, false, 401), (false, true, 401), (true, false, 403), (true, true, 200)] {
        sandbox.tenant.adjust(|settings| {
            (settings.exchange_app_role, settings.exchange_role) = (app_role, role);
        });
        let (seen, body) = sandbox.invoke_blindly("Get-BlockedSenderAddress").await;
        assert_eq!(seen, status, "{app_role} {role}");
        if status == 403 {
            assert_eq!(body, vec![0; BODY_LENGTH], "nothing that could be read");
        }
    }
    sandbox.save("exchange-rights");
}

#[tokio::test]
async fn invalid_calls_are_refused_with_exchanges_errors() {
    let sandbox = TestClient::in_exchange().await;
    assert_eq!(sandbox.invoke_blindly("Get-Shoes").await, (403, vec![0; BODY_LENGTH]));
    let wrong = sandbox.invoke("Get-Mailbox", json!({ "Shoes": 2 })).await;
    let said = wrong.body["error"]["details"][0]["message"].as_str().unwrap();
    assert!(said.starts_with("|Microsoft.Exchange.") && said.ends_with("parameters specified. Shoes"), "{said}");
    let nothing = sandbox.invoke("Get-Mailbox", Value::Null).await;
    assert!(nothing.failed(400).1.contains("must be an object"));
    assert!(sandbox.invoke("Get-InboxRule", json!({})).await.failed(400).1.ends_with("parameter: Mailbox."));
    let unknown = sandbox.invoke("Get-Mailbox", json!({ "Identity": "nobody@contoso.example" })).await;
    assert_eq!(unknown.failed(404).0, "ManagementObjectNotFoundException");
    for key in ["mailbox-missing", "guest-not-blocked", "account-deleted"] {
        let account = sandbox.tenant.account(key);
        let missing = sandbox.invoke("Get-InboxRule", json!({ "Mailbox": account.object_id })).await;
        assert_eq!(missing.failed(404).0, "ManagementObjectNotFoundException", "{key}");
    }
}

#[tokio::test]
async fn a_fault_matches_a_cmdlet_by_name() {
    let sandbox = TestClient::in_exchange().await;
    sandbox.faults.add("InvokeCommand Get-Mailbox", 1, Fault::Status { status: 429, retry_after: Some(9) });
    sandbox.invoke("Get-BlockedSenderAddress", json!({})).await.ok();
    let everyone = json!({ "Identity": sandbox.tenant.account("anna").object_id });
    let throttled = sandbox.invoke("Get-Mailbox", everyone.clone()).await;
    assert_eq!((throttled.status.as_u16(), &throttled.headers["retry-after"]), (429, &"9".parse().unwrap()));
    sandbox.invoke("Get-Mailbox", everyone).await.ok();
    sandbox.save("exchange-throttled");
}

#[tokio::test]
async fn a_restricted_sender_is_released_a_limited_number_of_times() {
    let sandbox = TestClient::in_exchange().await;
    let account = sandbox.tenant.account("sending-restricted");
    let sender = json!({ "SenderAddress": account.mail });
    let restricted = sandbox.invoke("Get-BlockedSenderAddress", sender.clone()).await;
    let reason = restricted.values()[0]["Reason"].as_str().unwrap();
    assert!(reason.contains("ExternalRecipientCountToday=1987"), "{reason}");
    let release = json!({ "SenderAddress": account.mail, "Reason": reason });
    assert_eq!(
        sandbox.invoke("Remove-BlockedSenderAddress", release.clone()).await.ok()["@adminapi.warnings"],
        json!([])
    );
    assert!(sandbox.invoke("Get-BlockedSenderAddress", sender).await.values().is_empty());
    let again = sandbox.invoke("Remove-BlockedSenderAddress", release.clone()).await;
    assert_eq!(again.failed(404).0, "ManagementObjectNotFoundException");
    sandbox.tenant.change("sending-restricted", |now| (now.restriction, now.releases_left) = (account.restriction, 0));
    let capped = sandbox.invoke("Remove-BlockedSenderAddress", release).await;
    assert!(capped.failed(400).1.contains("Microsoft Support"));
    let writes = sandbox.tenant.writes();
    let told: Vec<_> = writes.iter().map(|write| (write.status, write.took_effect)).collect();
    assert_eq!(told, [(200, true), (404, false), (400, false)]);
    assert_eq!(writes[0].client_request_id.as_deref(), Some(CLIENT_REQUEST_ID));
    assert_eq!(writes[0].body["CmdletInput"]["CmdletName"], "Remove-BlockedSenderAddress");
    sandbox.save("exchange-senders");
}

#[tokio::test]
async fn clearing_forwarding_twice_changes_nothing_the_second_time() {
    let sandbox = TestClient::in_exchange().await;
    let account = sandbox.tenant.account("mail-forwarded-outside");
    let read = json!({ "Identity": account.object_id });
    let mailbox = sandbox.invoke("Get-Mailbox", read.clone()).await;
    assert_eq!(mailbox.each("ForwardingSmtpAddress"), ["smtp:rik.sanders@webmail.example"]);
    assert_eq!(mailbox.values()[0]["DeliverToMailboxAndForward"], true);
    assert_eq!(mailbox.each("ExternalDirectoryObjectId"), [account.object_id.as_str()]);
    let clear = json!({
        "Identity": account.object_id,
        "ForwardingAddress": null,
        "ForwardingSmtpAddress": null,
        "DeliverToMailboxAndForward": false,
    });
    assert_eq!(sandbox.invoke("Set-Mailbox", clear.clone()).await.ok()["@adminapi.warnings"], json!([]));
    let mailbox = sandbox.invoke("Get-Mailbox", read).await;
    assert_eq!(mailbox.values()[0]["ForwardingSmtpAddress"], Value::Null);
    let again = sandbox.invoke("Set-Mailbox", clear).await;
    assert!(again.ok()["@adminapi.warnings"][0].as_str().unwrap().contains("no settings"));
    let effects: Vec<bool> = sandbox.tenant.writes().iter().map(|write| write.took_effect).collect();
    assert_eq!(effects, [true, false]);
    sandbox.save("exchange-forwarding");
}

#[tokio::test]
async fn hidden_rules_are_listed_on_request_and_can_be_disabled() {
    let sandbox = TestClient::in_exchange().await;
    let mailbox = sandbox.tenant.account("suspicious-inbox-rules").object_id;
    let visible = sandbox.invoke("Get-InboxRule", json!({ "Mailbox": mailbox })).await;
    assert_eq!(visible.each("Name"), ["Nieuwsbrieven", "copy"]);
    let every = sandbox.invoke("Get-InboxRule", json!({ "Mailbox": mailbox, "IncludeHidden": true })).await;
    assert_eq!(every.each("Name"), ["Nieuwsbrieven", "copy", ",", "Junk E-mail Rule"]);
    assert_eq!(every.values()[1]["ForwardTo"], json!(["\"drop@mailbox.example\" [SMTP:drop@mailbox.example]"]));
    let description = every.values()[2]["Description"].as_str().unwrap();
    assert!(description.contains("'security alert' or 'wachtwoord'\r\n") && description.contains("delete the message"));
    let off = |index: usize| {
        let number = every.values()[index]["RuleIdentity"].to_string();
        json!({ "Identity": number, "Mailbox": mailbox, "Confirm": false, "Force": true })
    };
    for index in [1, 2] {
        assert_eq!(sandbox.invoke("Disable-InboxRule", off(index)).await.ok()["@adminapi.warnings"], json!([]));
        let again = sandbox.invoke("Disable-InboxRule", off(index)).await;
        assert_eq!(again.ok()["@adminapi.warnings"].as_array().unwrap().len(), 1);
    }
    assert_eq!(sandbox.invoke("Disable-InboxRule", off(3)).await.failed(400).0, "TaskInvalidOperationException");
    for unasked in [json!({ "Force": true }), json!({ "Confirm": false })] {
        let mut parameters = json!({ "Identity": "copy", "Mailbox": mailbox });
        parameters.as_object_mut().unwrap().extend(unasked.as_object().unwrap().clone());
        sandbox.invoke("Disable-InboxRule", parameters).await.failed(400);
    }
    let whole = &every.values()[1]["Identity"];
    let both = json!({ "Identity": whole, "Mailbox": mailbox, "Confirm": false, "Force": true });
    let refused = sandbox.invoke("Disable-InboxRule", both).await;
    assert_eq!(refused.failed(400).0, "InvalidOperationException");
    assert!(refused.failed(400).1.starts_with("You can't use both the Identity and Mailbox parameters"));
    let alone = json!({ "Identity": whole, "Confirm": false, "Force": true });
    sandbox.invoke("Disable-InboxRule", alone).await.ok();
    let rules = sandbox.tenant.account("suspicious-inbox-rules").mailbox.unwrap().rules;
    assert_eq!(rules.iter().map(|rule| rule.disabled).collect::<Vec<_>>(), [false, true, true]);
    sandbox.invoke("Enable-InboxRule", off(2)).await.ok();
    assert!(!sandbox.tenant.account("suspicious-inbox-rules").mailbox.unwrap().rules[2].disabled);
    sandbox.save("exchange-rules");
}

#[tokio::test]
async fn a_contact_of_the_directory_stands_for_an_address_elsewhere() {
    let sandbox = TestClient::in_exchange().await;
    let contact = MailContact { name: "Eve".to_owned(), address: "eve@webmail.example".to_owned() };
    sandbox.tenant.adjust(|settings| settings.contacts = vec![contact]);
    let account = sandbox.tenant.account("suspicious-inbox-rules");
    let eve = sandbox.invoke("Get-Recipient", json!({ "Identity": format!("{DIRECTORY}Eve") })).await;
    assert_eq!(eve.each("ExternalEmailAddress"), ["SMTP:eve@webmail.example"]);
    let own = sandbox.invoke("Get-Recipient", json!({ "Identity": account.display_name })).await;
    assert_eq!(own.each("PrimarySmtpAddress"), [account.mail.unwrap().as_str()]);
    assert_eq!(own.values()[0]["ExternalEmailAddress"], Value::Null);
    let nobody = sandbox.invoke("Get-Recipient", json!({ "Identity": "Nobody" })).await;
    assert_eq!(nobody.failed(404).0, "ManagementObjectNotFoundException");
    sandbox.save("exchange-recipients");
}

#[tokio::test]
async fn a_write_is_visible_after_the_replication_delay() {
    let sandbox = TestClient::in_exchange().await;
    sandbox.tenant.adjust(|settings| settings.replication_delay = SignedDuration::from_secs(30));
    let sender = json!({ "SenderAddress": sandbox.tenant.account("sending-restricted").mail });
    sandbox.invoke("Remove-BlockedSenderAddress", sender.clone()).await.ok();
    assert_eq!(sandbox.invoke("Get-BlockedSenderAddress", sender.clone()).await.values().len(), 1);
    assert!(sandbox.tenant.account("sending-restricted").restriction.is_none());
    sandbox.clock.advance(SignedDuration::from_secs(31));
    assert!(sandbox.invoke("Get-BlockedSenderAddress", sender).await.values().is_empty());
    sandbox.save("exchange-lag");
}
