//! The secrets that crossed the wire of a world, and the check that none of them was shown.

use std::collections::BTreeSet;

use anyhow::ensure;
use serde_json::Value;

use super::World;
use grendel_simulator::discord::Message;

/// The part of a sign-in link after the address and the tenant's id.
const AUTHORIZE: &str = "/oauth2/v2.0/authorize?";
/// The secret fields in the query of that link, and of the address to which a browser returns.
const SECRET_IN_QUERIES: [&str; 3] = ["state", "nonce", "code"];
/// The secret fields in a form that asks for a token.
const SECRET_IN_FORMS: [&str; 5] = ["client_secret", "code", "code_verifier", "device_code", "refresh_token"];
/// The secret fields in the answer to that form.
const SECRET_IN_ANSWERS: [&str; 4] = ["access_token", "id_token", "refresh_token", "device_code"];
/// The minimum length of a secret. Shorter values are made up by tests.
const SECRET_CHARS_MIN: usize = 16;

impl World {
    /// Returns every credential, token, code and state that has crossed the wire so far, decoded. None of them may be
    /// in a journal, on a card, in an answer, on a page or in a log. The one exception is the sign-in link, which holds
    /// its state and nonce, and goes to the person who asked for it.
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

    /// Fails if a secret is in the journal, or was ever on a card, in an answer or on a page. A sign-in link may be in
    /// one answer, and nowhere else.
    pub(super) fn has_kept_its_secrets(&self, journal: &str) -> anyhow::Result<()> {
        let secrets = self.secrets_on_wire();
        let told = |text: &str| secrets.iter().any(|secret| text.contains(secret.as_str()));
        ensure!(!told(journal), "a secret is in the journal");
        let mut offered: BTreeSet<(String, String)> = BTreeSet::new();
        // The exchanges also hold messages that were edited or deleted later.
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
            // A hidden field holds a secret that the form sends back. It is valid for one answer only.
            let seen: String = page.split_inclusive('>').filter(|part| !part.contains("type=\"hidden\"")).collect();
            ensure!(!told(&seen), "a secret is on a page: {page}");
        }
        Ok(())
    }
}

/// Returns the sign-in links in a body.
fn links(body: &str) -> Vec<String> {
    let begun = body.match_indices(AUTHORIZE).filter_map(|(at, _)| {
        let start = body[..at].rfind("http")?;
        Some(body[start..].split(['>', '"', '\\', ' ']).next().unwrap_or_default().to_owned())
    });
    begun.collect()
}

/// Returns the values of these fields of a form or of a query.
fn values(form: &str, names: &[&str]) -> Vec<String> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let wanted = pairs.filter(|(name, _)| names.contains(name));
    wanted.map(|(_, value)| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()).collect()
}
