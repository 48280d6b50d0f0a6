//! What nobody may read: everything secret that crossed the wire of a world, and whether any of it was said.

use std::collections::BTreeSet;

use anyhow::ensure;
use serde_json::Value;

use super::World;
use grendel_simulator::discord::Message;

/// What is behind the address and the tenant's id of a link to sign in at.
const AUTHORIZE: &str = "/oauth2/v2.0/authorize?";
/// What is secret in the query of that link, and in the one with which a browser comes back.
const SECRET_IN_QUERIES: [&str; 3] = ["state", "nonce", "code"];
/// What is secret in a form that asks for a token.
const SECRET_IN_FORMS: [&str; 5] = ["client_secret", "code", "code_verifier", "device_code", "refresh_token"];
/// What is secret in the answer to that.
const SECRET_IN_ANSWERS: [&str; 4] = ["access_token", "id_token", "refresh_token", "device_code"];
/// Nothing that is secret is shorter; what a test sends in its place may be.
const SECRET_CHARS_MIN: usize = 16;

impl World {
    /// Every credential, token, code and state that has crossed the wire so far, as it was before it was encoded for an address.
    /// None of them may be in a journal, on a card, in an answer, on a page or in a log; but the link to sign in at has its state
    /// and nonce in it, and goes to the one who asked for it.
    pub fn secrets_on_wire(&self) -> BTreeSet<String> {
        let mut secrets: BTreeSet<String> = self.secrets().into_iter().map(|(_, secret)| secret).collect();
        for exchange in self.recorder.exchanges() {
            if let Ok(answer) = serde_json::from_str::<Value>(&exchange.response_body) {
                secrets.extend(SECRET_IN_ANSWERS.iter().filter_map(|name| answer[name].as_str().map(str::to_owned)));
            }
            if exchange.url.ends_with("/token") {
                secrets.extend(values(&exchange.request_body, &SECRET_IN_FORMS));
            }
            let reply = exchange.url.split_once("/interactions/").and_then(|(_, rest)| rest.split('/').nth(1));
            secrets.extend(reply.map(str::to_owned));
            for link in links(&exchange.request_body) {
                secrets
                    .extend(link.split_once('?').map_or_else(Vec::new, |(_, query)| values(query, &SECRET_IN_QUERIES)));
            }
        }
        for (address, _) in self.browsed.lock().expect("nothing panics with this lock").iter() {
            let query = address.split_once('?').map_or("", |(_, query)| query);
            secrets.extend(values(query, &SECRET_IN_QUERIES));
        }
        secrets.retain(|secret| secret.chars().count() >= SECRET_CHARS_MIN);
        secrets
    }

    /// An error where anything secret is in the journal, or was ever said to anybody: on a card, in an answer, on a page. A link to
    /// sign in at may be in one answer, and nowhere else.
    pub(super) fn has_kept_its_secrets(&self, journal: &str) -> anyhow::Result<()> {
        let secrets = self.secrets_on_wire();
        let told = |text: &str| secrets.iter().any(|secret| text.contains(secret.as_str()));
        ensure!(!told(journal), "a secret is in the journal");
        let mut offered: BTreeSet<(String, String)> = BTreeSet::new();
        // Everything that was said, also what was edited since.
        let exchanges = self.recorder.exchanges();
        for said in exchanges.iter().filter(|exchange| exchange.url.starts_with(self.discord.address())) {
            let mut text = said.request_body.clone();
            if said.url.contains("/webhooks/") {
                for link in links(&said.request_body) {
                    text = text.replace(&link, "");
                    offered.insert((link, said.url.clone()));
                }
            }
            ensure!(!told(&text), "a secret was said: {text}");
        }
        let once: BTreeSet<&str> = offered.iter().map(|(link, _)| link.as_str()).collect();
        ensure!(once.len() == offered.len(), "one link was offered in two answers: {offered:?}");
        let guild = self.discord.guild();
        let left: String = guild.public().map(Message::to_text).collect();
        ensure!(!told(&left), "a secret is in the room");
        for (_, page) in self.browsed.lock().expect("nothing panics with this lock").iter() {
            // What a form sends back is in it, and is good for that one answer.
            let seen: String = page.split_inclusive('>').filter(|part| !part.contains("type=\"hidden\"")).collect();
            ensure!(!told(&seen), "a secret is on a page: {page}");
        }
        Ok(())
    }
}

/// The links to sign in at, as they stand in a body.
fn links(body: &str) -> Vec<String> {
    let begun = body.match_indices(AUTHORIZE).filter_map(|(at, _)| {
        let start = body[..at].rfind("http")?;
        Some(body[start..].split(['>', '"', '\\', ' ']).next().unwrap_or_default().to_owned())
    });
    begun.collect()
}

/// What these fields of a form or of a query hold.
fn values(form: &str, names: &[&str]) -> Vec<String> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let wanted = pairs.filter(|(name, _)| names.contains(name));
    wanted.map(|(_, value)| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()).collect()
}
